//! The functions that our queries may call besides SPARQL's own, in the namespace `glf:`.
//!
//! | function | answers |
//! |---|---|
//! | `glf:matches(text, words)` | true where every word begins a word of the text; case, accents and punctuation aside |
//! | `glf:likeness(text, text)` | how alike two names are, 0 to 1 (Jaro–Winkler, folded) |
//! | `glf:given(name)` | the value of a question's parameter; an error (so: unbound) where none is given |
//! | `glf:fits(text, name)` | true where the text matches the parameter of that name, or none is given |
//! | `glf:earliest(edtf)`, `glf:latest(edtf)` | first and last day of an EDTF expression |

use std::collections::BTreeMap;

use oxigraph::model::Term;
use oxigraph::sparql::SparqlEvaluator;
use oxrdf::vocab::xsd;
use oxrdf::{Literal, NamedNode};

use crate::merge::fold;
use crate::value::Edtf;

/// Namespace of the functions, prefix `glf:`.
pub const FUNCTIONS: &str = "https://w3id.org/glane/function#";

/// An evaluator that knows the functions, with a question's parameters.
pub(super) fn with_functions(evaluator: SparqlEvaluator, given: &BTreeMap<String, String>) -> SparqlEvaluator {
    let name = |local: &str| NamedNode::new_unchecked(format!("{FUNCTIONS}{local}"));
    let (values, fitting) = (given.clone(), given.clone());
    evaluator
        .with_custom_function(name("matches"), |terms| {
            let [text, words] = terms else { return None };
            Some(Literal::from(matches(literal(text)?, literal(words)?)).into())
        })
        .with_custom_function(name("likeness"), |terms| {
            let [a, b] = terms else { return None };
            let score = strsim::jaro_winkler(&fold(literal(a)?), &fold(literal(b)?));
            Some(Literal::new_typed_literal(format!("{score:.3}"), xsd::DECIMAL).into())
        })
        .with_custom_function(name("given"), move |terms| {
            let [name] = terms else { return None };
            values.get(literal(name)?).map(|value| Literal::new_simple_literal(value).into())
        })
        .with_custom_function(name("fits"), move |terms| {
            let [text, name] = terms else { return None };
            let asked = fitting.get(literal(name)?);
            let fits = asked.is_none_or(|words| literal(text).is_some_and(|text| matches(text, words)));
            Some(Literal::from(fits).into())
        })
        .with_custom_function(name("earliest"), |terms| day(terms, |date| date.period().begin))
        .with_custom_function(name("latest"), |terms| day(terms, |date| date.period().end))
}

/// True where each of the words begins a word of the text. No words match nothing.
fn matches(text: &str, words: &str) -> bool {
    let apart = |c: char| matches!(c, '\'' | '’');
    let (joined, split, words) = (fold(text), fold(&text.replace(apart, " ")), fold(&words.replace(apart, " ")));
    let begins = |word: &str| joined.split(' ').chain(split.split(' ')).any(|t| t.starts_with(word));
    !words.is_empty() && words.split(' ').all(begins)
}

fn day(terms: &[Term], side: impl Fn(&Edtf) -> Option<jiff::civil::Date>) -> Option<Term> {
    let [edtf] = terms else { return None };
    let date = Edtf::parse(literal(edtf)?).ok()?;
    side(&date).map(|day| Literal::new_typed_literal(day.to_string(), xsd::DATE).into())
}

fn literal(term: &Term) -> Option<&str> {
    match term {
        Term::Literal(literal) => Some(literal.value()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_match_by_their_beginnings_whatever_their_case_and_accents() {
        assert!(matches("Rodin's", "rodins") && matches("Rodin’s", "rodin's"));
        assert!(matches("Société Générale de l'Étang", "GENERALE etang") && matches("Tarn-Vallis", "vall tar"));
        assert!(!matches("Tarn Vallis", "allis") && !matches("Tarn", "tarn vallis") && !matches("Tarn", " - "));
    }
}
