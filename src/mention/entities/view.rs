//! One article, prepared for the search of mentions: normal forms, children, and the kind nouns at each token.

use crate::analyse::{Analysis, SpanLabel, Token, TokenId, TokenRange, Upos};
use crate::ingest::Document;
use crate::ontology::{DeterminerKind, KindNoun, Nouns, Ontology};

/// A kind noun found in the text.
#[derive(Clone, Debug)]
pub(super) struct KindMatch {
    /// One past its last token.
    pub end: usize,
    /// Indexes into [`Nouns::kinds`]: homonyms of one form.
    pub kinds: Vec<usize>,
}

/// An analysed article with what every search needs.
pub(super) struct View<'a> {
    pub document: &'a Document,
    pub analysis: &'a Analysis,
    pub ontology: &'a Ontology,
    pub nouns: &'a Nouns,
    /// Lower-cased forms, typewriter apostrophes.
    pub lower: Vec<String>,
    /// Lower-cased lemmas, typewriter apostrophes.
    pub lemma: Vec<String>,
    /// Children by token.
    children: Vec<Vec<TokenId>>,
    /// Sentence by token.
    sentences: Vec<u32>,
    /// Multi-word token by token: index, or none.
    multiwords: Vec<Option<u32>>,
    /// Tokens of dates and hours.
    times: Vec<bool>,
    /// The kind noun that begins at a token.
    kinds: Vec<Option<KindMatch>>,
}

impl<'a> View<'a> {
    pub fn new(document: &'a Document, analysis: &'a Analysis, ontology: &'a Ontology) -> Self {
        let count = analysis.tokens.len();
        let mut view = Self {
            document,
            analysis,
            ontology,
            nouns: &ontology.lexicon.nouns,
            lower: analysis.tokens.iter().map(|tok| plain(&tok.form).to_lowercase()).collect(),
            lemma: analysis.tokens.iter().map(|tok| plain(&tok.lemma).to_lowercase()).collect(),
            children: vec![Vec::new(); count],
            sentences: vec![0; count],
            multiwords: vec![None; count],
            times: vec![false; count],
            kinds: vec![None; count],
        };
        view.index();
        view.kinds = (0..count).map(|at| view.match_kind(at)).collect();
        view
    }

    fn index(&mut self) {
        for (at, tok) in self.analysis.tokens.iter().enumerate() {
            if let Some(head) = tok.head {
                self.children[head.index()].push(TokenId(at as u32));
            }
        }
        for (number, sentence) in self.analysis.sentences.iter().enumerate() {
            self.sentences[sentence.tokens.range()].fill(number as u32);
        }
        for (number, multiword) in self.analysis.multiwords.iter().enumerate() {
            self.multiwords[multiword.words.range()].fill(Some(number as u32));
        }
        for span in &self.analysis.entities {
            if !matches!(span.label, SpanLabel::Entity(_)) {
                self.times[span.tokens.range()].fill(true);
            }
        }
    }

    pub fn len(&self) -> usize {
        self.analysis.tokens.len()
    }

    pub fn tok(&self, at: usize) -> &'a Token {
        &self.analysis.tokens[at]
    }

    pub fn upos(&self, at: usize) -> Upos {
        self.analysis.tokens[at].upos
    }

    pub fn children(&self, at: usize) -> &[TokenId] {
        &self.children[at]
    }

    pub fn sentence(&self, at: usize) -> usize {
        self.sentences[at] as usize
    }

    /// First token of the sentence that holds `at`, and one past its last.
    pub fn bounds(&self, at: usize) -> (usize, usize) {
        let range = self.analysis.sentences[self.sentence(at)].tokens.range();
        (range.start, range.end)
    }

    pub fn paragraph(&self, at: usize) -> u32 {
        self.analysis.sentences[self.sentence(at)].paragraph
    }

    pub fn in_multiword(&self, at: usize) -> bool {
        self.multiwords[at].is_some()
    }

    pub fn is_time(&self, at: usize) -> bool {
        self.times[at]
    }

    pub fn kind_at(&self, at: usize) -> Option<&KindMatch> {
        self.kinds[at].as_ref()
    }

    pub fn kind(&self, number: usize) -> &'a KindNoun {
        &self.nouns.kinds[number]
    }

    /// The text from the first to the last token of the range, white space made plain.
    pub fn text(&self, tokens: TokenRange) -> String {
        let slice = self.analysis.span(tokens).slice(&self.document.text);
        slice.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// True where the word begins with a capital letter.
    pub fn capital(&self, at: usize) -> bool {
        self.tok(at).form.chars().next().is_some_and(char::is_uppercase)
    }

    pub fn sentence_initial(&self, at: usize) -> bool {
        let (start, _) = self.bounds(at);
        (start..at).all(|before| self.upos(before) == Upos::Punct || self.upos(before) == Upos::Sym)
    }

    /// The place of that name; datelines write it in capitals.
    pub fn place_named(&self, name: &str) -> Option<usize> {
        let name = plain(name);
        let found = self.nouns.place_names.get(&name).copied();
        let shouts = name.chars().count() > 3 && name.chars().all(char::is_uppercase);
        found.or_else(|| {
            let (first, rest) = name.split_at_checked(name.chars().next().filter(|_| shouts)?.len_utf8())?;
            let quiet = format!("{first}{}", rest.to_lowercase());
            self.nouns.place_names.get(&quiet).copied()
        })
    }

    /// The kind of determiner that the token is.
    pub fn determiner(&self, at: usize) -> Option<DeterminerKind> {
        let is_determiner = matches!(self.upos(at), Upos::Det | Upos::Pron | Upos::Adp);
        self.nouns.determiners.get(&self.lower[at]).copied().filter(|_| is_determiner)
    }

    /// The token of the range that hangs on none of the others.
    pub fn head_of(&self, tokens: TokenRange) -> TokenId {
        let outside = |id: &TokenId| self.analysis.token(*id).head.is_none_or(|head| !tokens.contains(head));
        tokens.ids().find(outside).unwrap_or(tokens.start)
    }

    /// True where `at` hangs, over however many arcs, on `head`.
    pub fn is_under(&self, at: usize, head: usize) -> bool {
        let mut current = at;
        for _ in 0..40 {
            match self.tok(current).head {
                Some(up) if up.index() == head => return true,
                Some(up) => current = up.index(),
                None => return false,
            }
        }
        false
    }

    /// True where the token hangs on its head by that relation, sub-types included.
    pub fn is_relation(&self, at: usize, relation: &str) -> bool {
        self.tok(at).relation() == relation
    }

    /// The longest kind noun that begins at the token.
    fn match_kind(&self, at: usize) -> Option<KindMatch> {
        if self.nouns.titles.contains_key(&self.tok(at).form) {
            return None;
        }
        let mut best: Option<KindMatch> = None;
        for first in [self.lower[at].as_str(), self.lemma[at].as_str()] {
            for (words, number) in self.nouns.kind_index.get(first).into_iter().flatten() {
                let Some(end) = self.match_words(words, at) else { continue };
                match &mut best {
                    Some(found) if found.end > end => {}
                    Some(found) if found.end == end => {
                        if !found.kinds.contains(number) {
                            found.kinds.push(*number);
                        }
                    }
                    _ => best = Some(KindMatch { end, kinds: vec![*number] }),
                }
            }
        }
        let mut found = best.filter(|found| (at..found.end).any(|t| self.is_nominal(t)))?;
        // *clients* is the noun for many before it is the plural of *client*.
        let exact = |kind: usize| self.kind(kind).words.iter().zip(at..).all(|(word, t)| *word == self.lower[t]);
        found.kinds.sort_by_key(|&kind| (!exact(kind), self.kind(kind).role, kind));
        Some(found)
    }

    /// True where the token can be the noun of a phrase: a noun, or an adjective that a determiner makes one.
    fn is_nominal(&self, at: usize) -> bool {
        match self.upos(at) {
            Upos::Noun | Upos::Propn | Upos::X => true,
            Upos::Adj => {
                let determined = at > 0 && self.determiner(at - 1).is_some();
                determined && self.analysis.tokens.get(at + 1).is_none_or(|next| next.upos != Upos::Noun)
            }
            _ => false,
        }
    }

    /// One past the last token, where the words stand in the text from `at` on.
    fn match_words(&self, words: &[String], at: usize) -> Option<usize> {
        let (_, limit) = self.bounds(at);
        let mut token = at;
        for word in words {
            if token >= limit {
                return None;
            }
            if *word == self.lower[token] || *word == self.lemma[token] {
                token += 1;
            } else {
                token = self.match_multiword(word, token)?;
            }
        }
        Some(token)
    }

    fn match_multiword(&self, word: &str, at: usize) -> Option<usize> {
        let multiword = self.analysis.multiwords[self.multiwords[at]? as usize];
        let surface = plain(multiword.span.slice(&self.document.text)).to_lowercase();
        (multiword.words.start.index() == at && surface == word).then(|| multiword.words.end.index())
    }
}

/// The typewriter's apostrophe for the printer's.
pub(super) fn plain(form: &str) -> String {
    form.replace('\u{2019}', "'")
}
