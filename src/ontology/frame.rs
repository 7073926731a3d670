//! Frames: which words evoke which predicate, and where on the tree its arguments stand.
//!
//! A frame is a `synsem:SyntacticFrame` of the lexicon (<https://www.w3.org/2016/05/ontolex/#syntax-and-semantics-synsem>).
//! Its slots speak of *deep* roles: voice, control, coordination and relative clauses are undone before they are matched,
//! so that one frame serves *X rachète Y*, *Y a été racheté par X*, *X, qui rachète Y*, *X compte racheter Y*.

use std::fmt;

use super::term::{PredicateId, TypeId};

/// What part of speech an entry is of (the local name of its `lexinfo:partOfSpeech`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the lexinfo terms, by their names")]
pub enum PartOfSpeech {
    Verb,
    Noun,
    Adjective,
    Adverb,
    Adposition,
    Conjunction,
    Determiner,
    Numeral,
    Symbol,
}

/// A deep grammatical role, one step from a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// `subj`: who does it: active subject, passive agent, subject of the governing verb under control, noun of a relative clause.
    Subject,
    /// `obj`: active object, passive subject, noun of a past participle.
    Object,
    /// `iobj`: dative (*à X*, *lui*).
    IndirectObject,
    /// `obl(à,chez)`: prepositional complement of a verb, adjective or noun; the cases are lemmas of its preposition.
    Oblique,
    /// `nmod(de)`: prepositional complement of a noun.
    NominalModifier,
    /// `poss`: the possessor that *son, sa, ses, leur* stands for.
    Possessor,
    /// `amod`: adjective.
    Adjective,
    /// `appos`: the noun in apposition on either side.
    Apposition,
    /// `clause(de)`, `clause(que)`, `clause(pour)`: an infinitive, finite or adverbial clause, by the lemma of its mark.
    Clause,
    /// `head`: the entity that the word itself names (*PDG* in *son PDG, Y*: Y).
    Itself,
    /// `gov`: the verb or noun that governs the word (*annoncer* in *annoncer le rachat*).
    Governor,
    /// `num`: the amount that the word carries or that counts it.
    Amount,
    /// `topic`: the entity that the passage is about; a last resort for figures.
    Topic,
    /// `bracket`: what stands before the bracket that the word opens (*Vorel* in *Vorel (Brume)*).
    Bracket,
    /// `comma`: what stands before the comma before the word, whatever the tree says (*Vorel* in *Vorel, à Brume*).
    Comma,
}

impl Role {
    /// All roles, in the order of their declaration.
    pub const ALL: [Self; 15] = [
        Self::Subject,
        Self::Object,
        Self::IndirectObject,
        Self::Oblique,
        Self::NominalModifier,
        Self::Possessor,
        Self::Adjective,
        Self::Apposition,
        Self::Clause,
        Self::Itself,
        Self::Governor,
        Self::Amount,
        Self::Topic,
        Self::Bracket,
        Self::Comma,
    ];

    /// The role as slots write it.
    pub fn name(self) -> &'static str {
        const NAMES: [&str; 15] = [
            "subj", "obj", "iobj", "obl", "nmod", "poss", "amod", "appos", "clause", "head", "gov", "num", "topic",
            "bracket", "comma",
        ];
        NAMES[self as usize]
    }

    /// True where a preposition or a mark can narrow it: `obl(de)`.
    pub fn takes_cases(self) -> bool {
        matches!(self, Self::Oblique | Self::NominalModifier | Self::Clause)
    }
}

/// One step of a path: a role, and the cases that it may have (none: any).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Step {
    /// The role.
    pub role: Role,
    /// Lemmas of the preposition or mark; empty means any, `-` means none.
    pub cases: Vec<String>,
}

/// Steps from the evoking word to the argument, as `obj/nmod(de)`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Path(pub Vec<Step>);

/// Where an argument may stand: alternatives, the first that is filled counts; as `poss | nmod(par) | gov/subj`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Slot(pub Vec<Path>);

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.role.name())?;
        if self.cases.is_empty() { Ok(()) } else { write!(f, "({})", self.cases.join(",")) }
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        separated(f, &self.0, "/")
    }
}

impl fmt::Display for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        separated(f, &self.0, " | ")
    }
}

impl fmt::Display for Requirement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let equals = if self.lemmas.is_empty() { "" } else { "=" };
        write!(f, "{}{equals}{}", self.path, self.lemmas.join(","))
    }
}

/// A word that must (or must not) stand at a path: `obj=terme,fin`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Requirement {
    /// Where.
    pub path: Path,
    /// Lemmas, of which any; empty: the path must be filled by anything.
    pub lemmas: Vec<String>,
}

/// How a frame or cue sets the status; `claim::Status` by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the four statuses of the benchmark guide, by their names")]
pub enum StatusHint {
    Actual,
    Planned,
    Expected,
    Possible,
}

/// How a predicate's arguments stand around the words that evoke it.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    /// Local name in the lexicon.
    pub name: String,
    /// What it evokes.
    pub predicate: PredicateId,
    /// Where the subject stands.
    pub subject: Slot,
    /// Where the object stands.
    pub object: Slot,
    /// Qualifiers by name (`price`, `role`, `to`, `from`, `of`, `product`, `metric`, `when`) and where they stand.
    pub qualifiers: Vec<(String, Slot)>,
    /// Types that the subject must have; empty: the predicate's domain, softly.
    pub subject_types: Vec<TypeId>,
    /// Types that the object must have; empty: the predicate's range, softly.
    pub object_types: Vec<TypeId>,
    /// Types of names that evoke the frame by themselves (*le Tamis de Vorel*: a product's name, and whose it is); empty: only
    /// entries evoke it.
    pub anchor_types: Vec<TypeId>,
    /// The status that the words themselves give (*accord pour racheter*: planned); actual: they hold whatever governs
    /// them (*son concurrent Y*).
    pub status: Option<StatusHint>,
    /// True where the words themselves deny (*renoncer à*).
    pub negated: bool,
    /// For figures that fall (*baisse de 3 %*): the amount's sign is turned.
    pub falling: bool,
    /// True where the amount must be written with its sign (*+ 3 %*).
    pub signed: bool,
    /// True where the object must have a proper name (*son parfum Y*, not *son parfum*).
    pub named_object: bool,
    /// True where a missing object may stay open (agentless or unnamed; the claim then has no object and is dropped
    /// unless the predicate allows a vague one).
    pub open_object: bool,
    /// Prior probability that the words mean the predicate, 0 to 1.
    pub weight: f64,
}

/// A lexical entry that evokes a frame.
#[derive(Clone, Debug, PartialEq)]
pub struct Evocation {
    /// Local name of the entry.
    pub entry: String,
    /// Lemma of the word that anchors it (for multi-word entries: their `lx:head`).
    pub lemma: String,
    /// Part of speech of that word.
    pub part_of_speech: PartOfSpeech,
    /// `Some(true)`: only with a reflexive pronoun (*s'offrir*); `Some(false)`: only without; `None`: either.
    pub reflexive: Option<bool>,
    /// Words that must stand beside it.
    pub requires: Vec<Requirement>,
    /// Words that must not.
    pub excludes: Vec<Requirement>,
    /// Index into [`super::Lexicon::frames`].
    pub frame: usize,
}

/// What a governing word does to the claim in its scope.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ScopeCue {
    /// Local name of the entry.
    pub entry: String,
    /// The status it gives (*envisager*: possible; *prévoir*: planned).
    pub status: Option<StatusHint>,
    /// The status it gives in the conditional (*devrait*: expected; *pourrait*: possible).
    pub conditional_status: Option<StatusHint>,
    /// The status it gives in a compound past (*a dû fermer*: actual).
    pub perfect_status: Option<StatusHint>,
    /// True where it denies what it governs (*renoncer à*, *refuser de*, *démentir*).
    pub negates: bool,
    /// True where its subject is the source of what it governs (*déclarer que*).
    pub reports: bool,
    /// True where the subject vouches for what it says of itself (*revendiquer*, *nier*): it is a source even so.
    pub vouches: bool,
    /// `Some(true)`: only with a reflexive pronoun; `Some(false)`: only without; `None`: either.
    pub reflexive: Option<bool>,
    /// Words that must stand beside it (*mettre en doute*: `obl(en)=doute`).
    pub requires: Vec<Requirement>,
    /// Words that must not.
    pub excludes: Vec<Requirement>,
}

fn separated(f: &mut fmt::Formatter<'_>, items: &[impl fmt::Display], separator: &str) -> fmt::Result {
    for (i, item) in items.iter().enumerate() {
        write!(f, "{}{item}", if i == 0 { "" } else { separator })?;
    }
    Ok(())
}
