//! Whether the words that a time hangs on tell of what was or of what is to come.

use crate::analyse::{Analysis, TokenId, Upos};
use crate::ontology::{Ontology, TimeSense, Word};

/// Where a clause places its event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    /// Present, or no verb found.
    Open,
    Future,
}

/// How far up the tree the verb is looked for.
const REACH: usize = 10;

/// An article's clauses.
pub(super) struct Clauses<'a> {
    analysis: &'a Analysis,
    ontology: &'a Ontology,
    /// For each token, those it governs: looked up often, and sentences may be long.
    children: Vec<Vec<TokenId>>,
}

impl<'a> Clauses<'a> {
    pub fn new(analysis: &'a Analysis, ontology: &'a Ontology) -> Self {
        let mut children = vec![Vec::new(); analysis.tokens.len()];
        for (at, token) in analysis.tokens.iter().enumerate() {
            if let Some(head) = token.head {
                children[head.index()].push(TokenId(at as u32));
            }
        }
        Self { analysis, ontology, children }
    }

    /// The tense of the clause that governs `token`.
    pub fn tense(&self, token: TokenId) -> Tense {
        self.governing_verb(token).map_or(Tense::Open, |verb| self.tense_of(verb, REACH))
    }

    /// True where the verb that governs `token` is denied.
    pub fn is_denied(&self, token: TokenId) -> bool {
        let negates = |&id: &TokenId| {
            let token = self.analysis.token(id);
            token.feats.is("Polarity", "Neg") || self.ontology.lexicon.negators.contains(&token.lemma)
        };
        self.governing_verb(token).is_some_and(|verb| self.children[verb.index()].iter().any(negates))
    }

    fn governing_verb(&self, token: TokenId) -> Option<TokenId> {
        let mut at = token;
        for _ in 0..REACH {
            let own = self.analysis.token(at);
            if matches!(own.upos, Upos::Verb | Upos::Aux) || self.helpers(at, &["cop"]).next().is_some() {
                return Some(at);
            }
            at = own.head?;
        }
        None
    }

    /// The auxiliaries and the like that `verb` governs by these relations, with or without their subtypes.
    fn helpers<'b>(&'b self, verb: TokenId, relations: &'b [&str]) -> impl Iterator<Item = TokenId> + 'b {
        let is = move |id: &TokenId| {
            let token = self.analysis.token(*id);
            relations.contains(&token.relation()) || relations.contains(&token.deprel.as_str())
        };
        self.children[verb.index()].iter().copied().filter(is)
    }

    fn tense_of(&self, verb: TokenId, reach: usize) -> Tense {
        let own = self.analysis.token(verb);
        let helpers = || self.helpers(verb, &["aux", "cop"]);
        let helped = helpers().next().is_some();
        let words = || std::iter::once(verb).chain(helpers());
        let has = |name, value| words().any(|id| self.analysis.token(id).feats.is(name, value));
        if has("Tense", "Fut") || has("Mood", "Cnd") || helpers().any(|id| self.looks_ahead(id)) {
            return Tense::Future;
        }
        // *est attendu*: a passive in the present tells of now, *a été vendu* and *est parti* of before.
        let passive = self.helpers(verb, &["aux:pass"]).next().is_some();
        if passive && self.helpers(verb, &["aux:tense"]).next().is_none() && has("Tense", "Pres") {
            return Tense::Open;
        }
        let participle = own.feats.is("VerbForm", "Part");
        if own.feats.is("Tense", "Past") || has("Tense", "Imp") || (helped && (participle || has("Tense", "Past"))) {
            return Tense::Past;
        }
        let infinitive = own.feats.is("VerbForm", "Inf");
        let governor = own.head.and_then(|head| self.governing_verb(head));
        match governor.filter(|_| (infinitive || participle) && reach > 0) {
            Some(governor) if infinitive && self.looks_ahead(governor) => Tense::Future,
            Some(governor) => self.tense_of(governor, reach - 1),
            None => Tense::Open,
        }
    }

    fn looks_ahead(&self, verb: TokenId) -> bool {
        let lemma = self.analysis.token(verb).lemma.to_lowercase();
        let word = Word { form: &lemma, lower: &lemma, lemma: &lemma };
        let is = |sense: &TimeSense| (*sense == TimeSense::Prospective).then_some(());
        self.ontology.lexicon.times.phrases.longest(std::iter::once(word), is).is_some()
    }
}
