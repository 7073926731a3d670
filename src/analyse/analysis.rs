//! The analysed article: one flat list of tokens (UD words), sentences as ranges over it.
//!
//! Columns are those of CoNLL-U (<https://universaldependencies.org/format.html>); the analysis owns, ids are views.

use std::fmt;
use std::ops::Range;

use crate::text::Span;

/// Index of a UD word in [`Analysis::tokens`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TokenId(pub u32);

impl TokenId {
    /// For indexing.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A half-open range of tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TokenRange {
    /// First token.
    pub start: TokenId,
    /// One past the last.
    pub end: TokenId,
}

impl TokenRange {
    /// The range `start..end` of token indexes.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start: TokenId(start as u32), end: TokenId(end as u32) }
    }

    /// For slicing.
    pub fn range(self) -> Range<usize> {
        self.start.index()..self.end.index()
    }

    /// The ids, in order.
    pub fn ids(self) -> impl DoubleEndedIterator<Item = TokenId> + Clone {
        (self.start.0..self.end.0).map(TokenId)
    }

    /// True where `id` lies inside.
    pub fn contains(self, id: TokenId) -> bool {
        self.start <= id && id < self.end
    }

    /// Number of tokens.
    pub fn len(self) -> usize {
        (self.end.0 - self.start.0) as usize
    }

    /// True where it holds no token.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }
}

/// Universal part of speech (<https://universaldependencies.org/u/pos/>).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the seventeen UD tags, by their names")]
pub enum Upos {
    Adj,
    Adp,
    Adv,
    Aux,
    Cconj,
    Det,
    Intj,
    Noun,
    Num,
    Part,
    Pron,
    Propn,
    Punct,
    Sconj,
    Sym,
    Verb,
    #[default]
    X,
}

impl Upos {
    /// All tags, in the order of their names.
    pub const ALL: [Self; 17] = [
        Self::Adj,
        Self::Adp,
        Self::Adv,
        Self::Aux,
        Self::Cconj,
        Self::Det,
        Self::Intj,
        Self::Noun,
        Self::Num,
        Self::Part,
        Self::Pron,
        Self::Propn,
        Self::Punct,
        Self::Sconj,
        Self::Sym,
        Self::Verb,
        Self::X,
    ];

    /// The tag as CoNLL-U writes it.
    pub fn as_str(self) -> &'static str {
        const NAMES: [&str; 17] = [
            "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT",
            "SCONJ", "SYM", "VERB", "X",
        ];
        NAMES[self as usize]
    }

    /// The tag of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tag| tag.as_str() == name)
    }
}

impl fmt::Display for Upos {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Morphological features, sorted as CoNLL-U wants them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Feats(Vec<(String, String)>);

impl Feats {
    /// Parses the FEATS column; `_` and malformed pairs give nothing.
    pub fn parse(column: &str) -> Self {
        let mut pairs: Vec<_> = column
            .split('|')
            .filter_map(|pair| pair.split_once('='))
            .map(|(k, v)| (k.to_owned(), v.to_owned()))
            .collect();
        pairs.sort_by_key(|pair| pair.0.to_lowercase());
        Self(pairs)
    }

    /// The value of a feature, such as `Plur` for `Number`.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(k, _)| k == name).map(|(_, v)| v.as_str())
    }

    /// True where the feature has that value.
    pub fn is(&self, name: &str, value: &str) -> bool {
        self.get(name) == Some(value)
    }
}

impl fmt::Display for Feats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("_");
        }
        for (i, (name, value)) in self.0.iter().enumerate() {
            let bar = if i == 0 { "" } else { "|" };
            write!(f, "{bar}{name}={value}")?;
        }
        Ok(())
    }
}

/// A UD word.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// Where it stands in the document; the words of a multi-word token share its span.
    pub span: Span,
    /// The form: the text at `span`, or the word that a multi-word token stands for (*du* → *de*, *le*).
    pub form: String,
    /// The dictionary form.
    pub lemma: String,
    /// Universal part of speech.
    pub upos: Upos,
    /// Morphological features.
    pub feats: Feats,
    /// The governor, always in the same sentence; `None` for the sentence's one root.
    pub head: Option<TokenId>,
    /// The UD relation to the governor, with its subtype (`nsubj:pass`); `root` at the root.
    pub deprel: String,
    /// Probability of `upos` by the model, 0 to 1; 1 for given tokens.
    pub upos_probability: f32,
    /// Probability of `head` and `deprel` together, 0 to 1; 1 for given trees.
    pub arc_probability: f32,
}

impl Token {
    /// The relation without its subtype.
    pub fn relation(&self) -> &str {
        self.deprel.split(':').next().unwrap_or(&self.deprel)
    }
}

/// A surface token that stands for several words (*du*, *auquel*).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Multiword {
    /// The surface token.
    pub span: Span,
    /// Its words.
    pub words: TokenRange,
}

/// A sentence, headline or bullet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands, without surrounding white space.
    pub span: Span,
    /// Its tokens.
    pub tokens: TokenRange,
    /// Index of the paragraph (or bullet, or headline) it belongs to, from 0.
    pub paragraph: u32,
}

/// What the model calls a span: one of the ontology's entity types by local name, a date or an hour.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SpanLabel {
    /// Local name of an ontology class (`Company`).
    Entity(String),
    /// A calendar expression.
    Date,
    /// A time of day.
    Hour,
}

impl SpanLabel {
    /// The label of that name: `Date`, `Hour`, or an entity type.
    pub fn parse(name: &str) -> Self {
        match name {
            "Date" => Self::Date,
            "Hour" => Self::Hour,
            _ => Self::Entity(name.to_owned()),
        }
    }
}

impl fmt::Display for SpanLabel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Entity(name) => name,
            Self::Date => "Date",
            Self::Hour => "Hour",
        })
    }
}

/// A named entity or time span.
#[derive(Clone, Debug, PartialEq)]
pub struct EntitySpan {
    /// Its tokens; spans never overlap.
    pub tokens: TokenRange,
    /// What it is.
    pub label: SpanLabel,
    /// Probability, 0 to 1.
    pub probability: f32,
    /// The other types that it may be of, with their probabilities, 0.05 to 1, in the model's order; empty where the
    /// analysis was read from a file.
    pub others: Vec<(SpanLabel, f32)>,
}

/// An analysed article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Analysis {
    /// All UD words, in text order.
    pub tokens: Vec<Token>,
    /// All sentences, in text order; together they hold every token.
    pub sentences: Vec<Sentence>,
    /// Multi-word tokens, in text order.
    pub multiwords: Vec<Multiword>,
    /// Entity and time spans, in text order.
    pub entities: Vec<EntitySpan>,
}

impl Analysis {
    /// The token of that id.
    pub fn token(&self, id: TokenId) -> &Token {
        &self.tokens[id.index()]
    }

    /// Index of the sentence that holds the token.
    pub fn sentence_of(&self, id: TokenId) -> usize {
        self.sentences.partition_point(|s| s.tokens.end <= id)
    }

    /// The tokens governed by `head`, in text order.
    pub fn children(&self, head: TokenId) -> impl Iterator<Item = TokenId> + '_ {
        let sentence = self.sentences[self.sentence_of(head)];
        sentence.tokens.ids().filter(move |&id| self.token(id).head == Some(head))
    }

    /// The document span that a token range covers.
    pub fn span(&self, tokens: TokenRange) -> Span {
        let covered = &self.tokens[tokens.range()];
        match (covered.first(), covered.last()) {
            (Some(first), Some(last)) => first.span.cover(last.span),
            _ => Span::new(0, 0),
        }
    }
}
