//! The measures of the CoNLL 2018 shared task, and entity F1: gold CoNLL-U and system CoNLL-U to figures.
//!
//! Definitions are those of `conll18_ud_eval.py` (Zeman et al. 2018, <https://universaldependencies.org/conll18/evaluation.html>):
//! tokens are compared by their characters without white space, words of multi-word tokens are aligned by the longest
//! common subsequence of their forms, relations without subtypes, features of the universal set only.

mod align;
mod treebank;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use align::align;
use treebank::{Chars, Treebank, Word};

/// Why two files cannot be compared.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum ScoreError {
    /// A line or tree that CoNLL-U does not allow.
    #[error("{side} line {line}: {fact}")]
    Malformed {
        /// `gold` or `system`.
        side: &'static str,
        /// Line, from 1.
        line: u32,
        /// What is wrong.
        fact: String,
    },
    /// The two files hold different texts.
    #[error("the texts differ at character {at} (white space not counted): gold `{gold}`, system `{system}`")]
    TextsDiffer {
        /// Characters before the first difference.
        at: usize,
        /// What follows in gold.
        gold: String,
        /// What follows in system.
        system: String,
    },
}

/// Counts of one measure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Measure {
    /// Units in gold.
    pub gold: usize,
    /// Units in system.
    pub system: usize,
    /// Units right.
    pub correct: usize,
    /// Gold units that a system unit is aligned with; `None` where the measure is about the units themselves.
    pub aligned: Option<usize>,
}

impl Measure {
    /// Right among the system's, 0 to 1.
    pub fn precision(self) -> f64 {
        ratio(self.correct, self.system)
    }

    /// Right among gold's, 0 to 1.
    pub fn recall(self) -> f64 {
        ratio(self.correct, self.gold)
    }

    /// Harmonic mean of precision and recall, 0 to 1.
    pub fn f1(self) -> f64 {
        ratio(2 * self.correct, self.gold + self.system)
    }

    /// Right among the aligned, 0 to 1.
    pub fn aligned_accuracy(self) -> Option<f64> {
        self.aligned.map(|aligned| ratio(self.correct, aligned))
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// All measures of the shared task.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ConlluScores {
    /// Surface tokens, by their characters.
    pub tokens: Measure,
    /// Sentences, by their characters.
    pub sentences: Measure,
    /// Words.
    pub words: Measure,
    /// Universal part of speech.
    pub upos: Measure,
    /// Language's own part of speech.
    pub xpos: Measure,
    /// Universal features, all of a word's.
    pub ufeats: Measure,
    /// The three above together.
    pub all_tags: Measure,
    /// Lemmas.
    pub lemmas: Measure,
    /// Heads.
    pub uas: Measure,
    /// Heads and relations.
    pub las: Measure,
    /// Heads and relations of content words.
    pub clas: Measure,
    /// The same, with tags, features and function words.
    pub mlas: Measure,
    /// Heads, relations and lemmas of content words.
    pub blex: Measure,
}

impl ConlluScores {
    /// The measures by the names and in the order of the official table.
    pub fn named(&self) -> [(&'static str, Measure); 13] {
        [
            ("Tokens", self.tokens),
            ("Sentences", self.sentences),
            ("Words", self.words),
            ("UPOS", self.upos),
            ("XPOS", self.xpos),
            ("UFeats", self.ufeats),
            ("AllTags", self.all_tags),
            ("Lemmas", self.lemmas),
            ("UAS", self.uas),
            ("LAS", self.las),
            ("CLAS", self.clas),
            ("MLAS", self.mlas),
            ("BLEX", self.blex),
        ]
    }
}

impl fmt::Display for ConlluScores {
    /// The official table.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Metric     | Precision |    Recall |  F1 Score | AligndAcc")?;
        write!(f, "-----------+-----------+-----------+-----------+-----------")?;
        for (name, measure) in self.named() {
            let [p, r, f1] = [measure.precision(), measure.recall(), measure.f1()].map(|x| 100.0 * x);
            write!(f, "\n{name:11}|{p:10.2} |{r:10.2} |{f1:10.2} |")?;
            if let Some(accuracy) = measure.aligned_accuracy() {
                write!(f, "{:10.2}", 100.0 * accuracy)?;
            }
        }
        Ok(())
    }
}

/// Compares two CoNLL-U files of one text.
///
/// # Errors
/// Where a file is malformed, a sentence is not a tree with one root, or the texts differ.
pub fn score_conllu(gold: &str, system: &str) -> Result<ConlluScores, ScoreError> {
    let (gold, system) = treebanks(gold, system)?;
    let pairs = align(&gold.words, &system.words);
    let compared = Comparison::new(&gold, &system, &pairs);
    Ok(ConlluScores {
        tokens: spans(&gold.tokens, &system.tokens),
        sentences: spans(&gold.sentences, &system.sentences),
        words: Measure { aligned: None, ..compared.count(|_| true, |_, _| true) },
        upos: compared.count(|_| true, |g, s| g.upos == s.upos),
        xpos: compared.count(|_| true, |g, s| g.xpos == s.xpos),
        ufeats: compared.count(|_| true, |g, s| g.feats == s.feats),
        all_tags: compared.count(|_| true, |g, s| (g.upos, g.xpos, &g.feats) == (s.upos, s.xpos, &s.feats)),
        lemmas: compared.count(|_| true, same_lemma),
        uas: compared.count(|_| true, |g, s| compared.same_head(g, s)),
        las: compared.count(|_| true, |g, s| compared.same_arc(g, s)),
        clas: compared.count(Word::is_content, |g, s| compared.same_arc(g, s)),
        mlas: compared.count(Word::is_content, |g, s| compared.same_arc(g, s) && compared.same_morphology(g, s)),
        blex: compared.count(Word::is_content, |g, s| compared.same_arc(g, s) && same_lemma(g, s)),
    })
}

/// Entity scores: spans and labels must be the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EntityScores {
    /// All types together (micro average).
    pub all: Measure,
    /// Spans whatever their labels.
    pub spans: Measure,
    /// Per label.
    pub labels: BTreeMap<String, Measure>,
}

/// Compares the entities (`Entity=` in MISC) of two CoNLL-U files of one text; `label` maps a type to the one it is scored
/// as, or to `None` where it is left out.
///
/// # Errors
/// As [`score_conllu`].
pub fn score_entities(
    gold: &str,
    system: &str,
    label: impl Fn(&str) -> Option<String>,
) -> Result<EntityScores, ScoreError> {
    let (gold, system) = treebanks(gold, system)?;
    let map = |treebank: &Treebank<'_>| -> BTreeSet<(Chars, String)> {
        treebank.entities().into_iter().filter_map(|(chars, name)| Some((chars, label(name)?))).collect()
    };
    let (gold, system) = (map(&gold), map(&system));
    let bare =
        |spans: &BTreeSet<(Chars, String)>| -> BTreeSet<Chars> { spans.iter().map(|(chars, _)| *chars).collect() };
    let mut labels: BTreeMap<String, Measure> = BTreeMap::new();
    for (_, name) in &gold {
        labels.entry(name.clone()).or_default().gold += 1;
    }
    for entity in &system {
        let measure = labels.entry(entity.1.clone()).or_default();
        measure.system += 1;
        measure.correct += usize::from(gold.contains(entity));
    }
    Ok(EntityScores { all: overlap(&gold, &system), spans: overlap(&bare(&gold), &bare(&system)), labels })
}

fn overlap<T: Ord>(gold: &BTreeSet<T>, system: &BTreeSet<T>) -> Measure {
    let correct = gold.intersection(system).count();
    Measure { gold: gold.len(), system: system.len(), correct, aligned: None }
}

fn treebanks<'a>(gold: &'a str, system: &'a str) -> Result<(Treebank<'a>, Treebank<'a>), ScoreError> {
    let (gold, system) = (Treebank::read(gold, "gold")?, Treebank::read(system, "system")?);
    if gold.characters != system.characters {
        let same = gold.characters.iter().zip(&system.characters).take_while(|(g, s)| g == s);
        let at = same.count();
        let rest = |characters: &[char]| characters[at..].iter().take(20).collect();
        return Err(ScoreError::TextsDiffer { at, gold: rest(&gold.characters), system: rest(&system.characters) });
    }
    Ok((gold, system))
}

fn spans(gold: &[Chars], system: &[Chars]) -> Measure {
    let ends: BTreeMap<usize, usize> = gold.iter().map(|chars| (chars.start, chars.end)).collect();
    let correct = system.iter().filter(|chars| ends.get(&chars.start) == Some(&chars.end)).count();
    Measure { gold: gold.len(), system: system.len(), correct, aligned: None }
}

/// A gold lemma of `_` counts as matched, as in the official script.
fn same_lemma(gold: &Word<'_>, system: &Word<'_>) -> bool {
    gold.lemma == "_" || gold.lemma == system.lemma
}

/// Two treebanks and the alignment of their words.
struct Comparison<'a> {
    gold: &'a Treebank<'a>,
    system: &'a Treebank<'a>,
    pairs: &'a [(usize, usize)],
    /// System word to the gold word it is aligned with.
    to_gold: Vec<Option<usize>>,
}

impl<'a> Comparison<'a> {
    fn new(gold: &'a Treebank<'a>, system: &'a Treebank<'a>, pairs: &'a [(usize, usize)]) -> Self {
        let mut to_gold = vec![None; system.words.len()];
        for &(g, s) in pairs {
            to_gold[s] = Some(g);
        }
        Self { gold, system, pairs, to_gold }
    }

    fn count(&self, counts: impl Fn(&Word<'a>) -> bool, right: impl Fn(&Word<'a>, &Word<'a>) -> bool) -> Measure {
        let all = |words: &[Word<'a>]| words.iter().filter(|word| counts(word)).count();
        let aligned = || self.pairs.iter().map(|&(g, s)| (&self.gold.words[g], &self.system.words[s]));
        Measure {
            gold: all(&self.gold.words),
            system: all(&self.system.words),
            correct: aligned().filter(|(g, s)| counts(g) && right(g, s)).count(),
            aligned: Some(aligned().filter(|(g, _)| counts(g)).count()),
        }
    }

    fn same_head(&self, gold: &Word<'_>, system: &Word<'_>) -> bool {
        match (gold.head, system.head) {
            (None, None) => true,
            (Some(g), Some(s)) => self.to_gold[s] == Some(g),
            _ => false,
        }
    }

    fn same_arc(&self, gold: &Word<'_>, system: &Word<'_>) -> bool {
        self.same_head(gold, system) && gold.deprel == system.deprel
    }

    /// Same tag, features and function words, each function word with its relation, tag and features.
    fn same_morphology(&self, gold: &Word<'_>, system: &Word<'_>) -> bool {
        let alike = |g: &Word<'_>, s: &Word<'_>| (g.upos, &g.feats) == (s.upos, &s.feats);
        let children = |(&g, &s): (&usize, &usize)| {
            let (child, other) = (&self.gold.words[g], &self.system.words[s]);
            self.to_gold[s] == Some(g) && child.deprel == other.deprel && alike(child, other)
        };
        alike(gold, system)
            && gold.functional.len() == system.functional.len()
            && gold.functional.iter().zip(&system.functional).all(children)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `a`, or `abc a b c` for a multi-word token, each hanging from the first word.
    fn file(tokens: &[&str]) -> String {
        let mut out = String::new();
        let mut number = 0;
        let mut word = |form: &str, out: &mut String| {
            number += 1;
            *out += &format!("{number}\t{form}\t_\t_\t_\t_\t{}\tdep\t_\t_\n", usize::from(number > 1));
            number
        };
        for token in tokens {
            let mut parts = token.split(' ');
            let form = parts.next().expect("a split has a first part");
            let words: Vec<&str> = parts.collect();
            if words.is_empty() {
                word(form, &mut out);
            } else {
                let before = out.len();
                let last = words.iter().map(|part| word(part, &mut out)).last().expect("there are words");
                let range = format!("{}-{last}\t{form}\t_\t_\t_\t_\t_\t_\t_\t_\n", last + 1 - words.len());
                out.insert_str(before, &range);
            }
        }
        out + "\n"
    }

    #[test]
    fn words_are_aligned_by_characters_and_inside_multiword_tokens_by_forms() {
        let cases: [(&[&str], &[&str], usize); 9] = [
            (&["le", "pain"], &["le", "pain"], 2),
            (&["du de le", "pain"], &["du", "pain"], 1),
            (&["du", "pain"], &["du de le", "pain"], 1),
            (&["duquel de lequel"], &["du de le", "quel"], 1),
            (&["lepain"], &["le", "pain"], 0),
            (&["a", "bc"], &["ab", "c"], 0),
            (&["xy x y", "z"], &["x", "y", "z"], 3),
            (&["abc a b c", "de d e"], &["a", "bcd b c d", "e"], 5),
            (&["ab A B", "c"], &["ab a b", "c"], 3),
        ];
        for (gold, system, correct) in cases {
            let scores = score_conllu(&file(gold), &file(system)).expect("the texts are the same");
            assert_eq!(scores.words.correct, correct, "{gold:?} {system:?}");
        }
    }

    const GOLD: &str = "\
1\tElle\til\tPRON\tp\tGender=Fem|Foo=1\t3\tnsubj\t_\tEntity=B-Person
2\ta\tavoir\tAUX\t_\t_\t3\taux:tense\t_\t_
3\tri\t_\tVERB\t_\tTense=Past\t0\troot\t_\tEntity=B-Place
4\thier\thier\tADV\t_\t_\t3\tadvmod\t_\tEntity=I-Place

";

    #[test]
    fn each_measure_looks_at_its_own_columns() {
        let same = score_conllu(GOLD, GOLD).expect("the same file");
        assert!(same.named().iter().all(|(_, measure)| measure.f1() == 1.0));
        // A wrong feature of a function word spoils its governor's MLAS; subtypes, other features and unknown lemmas do not count.
        let system = GOLD
            .replace("a\tavoir\tAUX\t_\t_", "a\tavoir\tAUX\t_\tMood=Ind")
            .replace("aux:tense", "aux:pass")
            .replace("ri\t_", "ri\trire")
            .replace("|Foo=1", "")
            .replace("hier\thier", "hier\tHier");
        let scores = score_conllu(GOLD, &system).expect("the same text");
        let right: Vec<usize> = scores.named().iter().map(|(_, measure)| measure.correct).collect();
        assert_eq!(right, [4, 1, 4, 4, 4, 3, 3, 3, 4, 4, 3, 2, 2]);
    }

    #[test]
    fn entities_must_agree_in_span_and_label() {
        let system = GOLD.replace("I-Place", "B-Place").replace("B-Person", "B-Company");
        let scores = score_entities(GOLD, &system, |name| Some(name.to_owned())).expect("the same text");
        assert_eq!((scores.all.gold, scores.all.system, scores.all.correct), (2, 3, 0));
        assert_eq!(scores.spans.correct, 1);
        let coarse = |name: &str| (name != "Place").then(|| "Agent".to_owned());
        let scores = score_entities(GOLD, &system, coarse).expect("the same text");
        assert_eq!(scores.all.f1(), 1.0);
        assert_eq!(scores.labels.keys().collect::<Vec<_>>(), ["Agent"]);
    }

    #[test]
    fn files_that_cannot_be_compared_are_refused() {
        let error = score_conllu(GOLD, &GOLD.replace("\tri\t", "\tru\t")).expect_err("the texts differ");
        assert_eq!(
            error.to_string(),
            "the texts differ at character 6 (white space not counted): gold `ihier`, system `uhier`"
        );
        let circle = GOLD.replace("3\tnsubj", "2\tnsubj").replace("3\taux", "1\taux");
        let error = score_conllu(&circle, GOLD).expect_err("no tree");
        assert_eq!(error.to_string(), "gold line 1: the heads run in a circle");
        let error = score_conllu(GOLD, &GOLD.replace("3\tadvmod", "0\tadvmod")).expect_err("two roots");
        assert_eq!(error.to_string(), "system line 1: the sentence has not exactly one root");
    }
}
