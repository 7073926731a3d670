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

/// The tense of the clause that governs `token`.
pub(super) fn tense(analysis: &Analysis, ontology: &Ontology, token: TokenId) -> Tense {
    governing_verb(analysis, token).map_or(Tense::Open, |verb| tense_of(analysis, ontology, verb, REACH))
}

/// True where the verb that governs `token` is denied.
pub(super) fn is_denied(analysis: &Analysis, ontology: &Ontology, token: TokenId) -> bool {
    let negates = |id: TokenId| {
        let token = analysis.token(id);
        token.feats.is("Polarity", "Neg") || ontology.lexicon.negators.contains(&token.lemma)
    };
    governing_verb(analysis, token).is_some_and(|verb| analysis.children(verb).any(negates))
}

fn governing_verb(analysis: &Analysis, token: TokenId) -> Option<TokenId> {
    let mut at = token;
    for _ in 0..REACH {
        let own = analysis.token(at);
        let copula = || analysis.children(at).any(|id| analysis.token(id).relation() == "cop");
        if matches!(own.upos, Upos::Verb | Upos::Aux) || copula() {
            return Some(at);
        }
        at = own.head?;
    }
    None
}

fn tense_of(analysis: &Analysis, ontology: &Ontology, verb: TokenId, reach: usize) -> Tense {
    let own = analysis.token(verb);
    let helpers = || analysis.children(verb).filter(|&id| matches!(analysis.token(id).relation(), "aux" | "cop"));
    let words = || std::iter::once(verb).chain(helpers());
    let has = |name, value| words().any(|id| analysis.token(id).feats.is(name, value));
    if has("Tense", "Fut") || has("Mood", "Cnd") || words().any(|id| looks_ahead(analysis, ontology, id) && id != verb)
    {
        return Tense::Future;
    }
    let participle = own.feats.is("VerbForm", "Part") && helpers().next().is_some();
    if participle
        || has("Tense", "Past") && helpers().next().is_some()
        || own.feats.is("Tense", "Past")
        || has("Tense", "Imp")
    {
        return Tense::Past;
    }
    let bare = own.feats.is("VerbForm", "Inf") || own.feats.is("VerbForm", "Part");
    let governor = own.head.and_then(|head| governing_verb(analysis, head)).filter(|_| bare && reach > 0);
    match governor {
        Some(governor) if own.feats.is("VerbForm", "Inf") && looks_ahead(analysis, ontology, governor) => Tense::Future,
        Some(governor) => tense_of(analysis, ontology, governor, reach - 1),
        None => Tense::Open,
    }
}

fn looks_ahead(analysis: &Analysis, ontology: &Ontology, verb: TokenId) -> bool {
    let lemma = analysis.token(verb).lemma.to_lowercase();
    let word = Word { form: &lemma, lower: &lemma, lemma: &lemma };
    let is = |sense: &TimeSense| (*sense == TimeSense::Prospective).then_some(());
    ontology.lexicon.times.phrases.longest(std::iter::once(word), is).is_some()
}
