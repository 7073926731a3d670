//! Lemmas by edit scripts: those of the treebanks' memory, else of the lexicon, else the model's (`train/FORMAT.md`, section 5).

use std::collections::HashMap;

use super::config::Config;
use super::forms::Entry;
use super::lexicon::Lexicon;
use crate::analyse::{Feats, Upos};

/// Cuts so many code points from the end of a form and appends a text.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Script {
    lower: bool,
    cut: usize,
    append: Box<str>,
}

impl Script {
    fn parse(script: &str) -> Option<Self> {
        let (head, append) = script.split_once(':')?;
        let lower = head.starts_with('L');
        let cut = head.strip_prefix(['L', 'K'])?.parse().ok()?;
        Some(Self { lower, cut, append: append.into() })
    }

    /// Nothing where it cuts more than there is.
    fn apply(&self, spelling: &str) -> Option<String> {
        let mut lemma = if self.lower { spelling.to_lowercase() } else { spelling.to_owned() };
        for _ in 0..self.cut {
            lemma.pop()?;
        }
        lemma.push_str(&self.append);
        Some(lemma)
    }
}

/// A word list as the lemmatiser sees it.
#[derive(Debug)]
struct Source {
    scripts: Vec<Option<Script>>,
    /// Number of each script among the model's.
    numbers: Vec<Option<usize>>,
}

impl Source {
    fn new(lexicon: &Lexicon, numbers: &HashMap<&str, usize>) -> Self {
        Self {
            scripts: lexicon.scripts().iter().map(|script| Script::parse(script)).collect(),
            numbers: lexicon.scripts().iter().map(|script| numbers.get(&**script).copied()).collect(),
        }
    }
}

/// Scripts that may give a word's lemma, as numbers of a source; sorted, each once.
#[derive(Debug)]
pub(super) struct Candidates {
    from_memory: bool,
    scripts: Vec<u16>,
}

impl Candidates {
    /// Whether the model's opinion is needed.
    pub fn undecided(&self) -> bool {
        self.scripts.len() != 1
    }
}

/// Chooses lemmas.
#[derive(Debug)]
pub(super) struct Lemmatiser {
    memory: Lexicon,
    from_memory: Source,
    from_lexicon: Source,
    /// The model's scripts.
    scripts: Vec<Option<Script>>,
    /// Parts of speech that the lexicon knows.
    known: Vec<Upos>,
}

impl Lemmatiser {
    pub fn new(config: &Config, memory: Lexicon, lexicon: &Lexicon) -> Self {
        let numbers = config.scripts.iter().map(String::as_str).zip(0..).collect();
        Self {
            from_memory: Source::new(&memory, &numbers),
            from_lexicon: Source::new(lexicon, &numbers),
            memory,
            scripts: config.scripts.iter().map(|script| Script::parse(script)).collect(),
            known: config.lexicon_upos.iter().filter_map(|name| Upos::parse(name)).collect(),
        }
    }

    /// What the word lists propose for a form.
    pub fn candidates(&self, entry: &Entry, upos: Upos, feats: &Feats, lexicon: &Lexicon) -> Candidates {
        let memory = &self.memory;
        let seen = memory.look_up(&entry.lower).filter(|(_, tag)| memory.tag(*tag) == upos.as_str());
        let mut scripts: Vec<u16> = seen.map(|(script, _)| script).collect();
        let from_memory = !scripts.is_empty();
        if !from_memory && self.known.contains(&upos) {
            scripts = best_agreeing(lexicon, &entry.lower, upos, feats);
        }
        scripts.sort_unstable();
        scripts.dedup();
        Candidates { from_memory, scripts }
    }

    /// The lemma; `logits` are those of the model's scripts, empty where nothing is undecided.
    pub fn lemma(&self, entry: &Entry, candidates: &Candidates, logits: &[f32]) -> String {
        let source = if candidates.from_memory { &self.from_memory } else { &self.from_lexicon };
        let logit = |script: u16| {
            source.numbers[usize::from(script)].and_then(|number| logits.get(number)).copied().unwrap_or(-1e9)
        };
        let chosen =
            candidates.scripts.iter().copied().reduce(|best, next| if logit(next) > logit(best) { next } else { best });
        if let Some(script) = chosen {
            let lemma = source.scripts[usize::from(script)].as_ref().and_then(|script| script.apply(&entry.spelling));
            return lemma.filter(|lemma| !lemma.is_empty()).unwrap_or_else(|| entry.spelling.to_string());
        }
        let lemma =
            descending(logits).find_map(|i| self.scripts[i].as_ref()?.apply(&entry.spelling).filter(|l| !l.is_empty()));
        lemma.unwrap_or_else(|| entry.spelling.to_string())
    }
}

/// Indexes from the greatest down, the first of equals first; nearly always only the first is asked for.
fn descending(logits: &[f32]) -> impl Iterator<Item = usize> {
    let next = move |after: Option<usize>| {
        let later = |i: &usize| after.is_none_or(|a| (logits[*i], a) < (logits[a], *i));
        (0..logits.len()).filter(later).reduce(|best, i| if logits[i] > logits[best] { i } else { best })
    };
    std::iter::successors(next(None), move |&at| next(Some(at)))
}

/// The lexicon's scripts for a part of speech whose features agree best.
fn best_agreeing(lexicon: &Lexicon, form: &str, upos: Upos, feats: &Feats) -> Vec<u16> {
    let verbal = |upos: Upos| if upos == Upos::Aux { Upos::Verb } else { upos };
    let mut best = 0;
    let mut scripts = Vec::new();
    for (script, tag) in lexicon.look_up(form) {
        let mut parts = lexicon.tag(tag).split('|');
        if parts.next().and_then(Upos::parse).map(verbal) != Some(verbal(upos)) {
            continue;
        }
        let agree = parts.filter_map(|pair| pair.split_once('=')).filter(|(name, value)| feats.is(name, value)).count();
        if agree > best {
            best = agree;
            scripts.clear();
        }
        if agree == best {
            scripts.push(script);
        }
    }
    scripts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logits_are_tried_from_the_greatest_down() {
        assert_eq!(descending(&[1.0, 3.0, 2.0, 3.0]).collect::<Vec<_>>(), [1, 3, 2, 0]);
    }

    #[test]
    fn scripts_cut_and_append() {
        let apply = |script: &str, form: &str| Script::parse(script).expect("it is well formed").apply(form);
        assert_eq!(apply("L1:er", "Aimé").as_deref(), Some("aimer"));
        assert_eq!(apply("K0:", "Élise").as_deref(), Some("Élise"));
        assert_eq!(apply("L3:", "ab"), None);
        assert_eq!(Script::parse("X1:a"), None);
        assert_eq!(Script::parse("L:a"), None);
    }
}
