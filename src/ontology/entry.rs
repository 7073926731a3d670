//! Lexical entries as OntoLex-Lemon writes them (<https://www.w3.org/2016/05/ontolex/>), for every section reader.

use super::frame::PartOfSpeech;
use super::log::{At, Log};
use super::node::Node;
use super::source::Source;

/// `lexinfo:partOfSpeech` values.
const PARTS_OF_SPEECH: &[(&str, PartOfSpeech)] = &[
    ("lexinfo:adjective", PartOfSpeech::Adjective),
    ("lexinfo:adverb", PartOfSpeech::Adverb),
    ("lexinfo:conjunction", PartOfSpeech::Conjunction),
    ("lexinfo:determiner", PartOfSpeech::Determiner),
    ("lexinfo:noun", PartOfSpeech::Noun),
    ("lexinfo:numeral", PartOfSpeech::Numeral),
    ("lexinfo:preposition", PartOfSpeech::Adposition),
    ("lexinfo:symbol", PartOfSpeech::Symbol),
    ("lexinfo:verb", PartOfSpeech::Verb),
];

/// An `ontolex:Word` or `ontolex:MultiwordExpression`.
#[derive(Clone, Debug)]
pub struct LexicalEntry<'s> {
    /// Its node, for what only one section knows.
    pub node: Node<'s>,
    /// `lexinfo:partOfSpeech`.
    pub part_of_speech: Option<PartOfSpeech>,
    /// The written representation of its canonical form, white space normalised.
    pub written: At<String>,
    /// Written representations of its `ontolex:otherForm`s (plural, feminine, spelling variants).
    pub other_forms: Vec<String>,
    /// Classes that its senses refer to (`ontolex:sense`/`ontolex:reference`), as compact names.
    pub references: Vec<At<&'s str>>,
}

impl LexicalEntry<'_> {
    /// The lemma of the word that anchors it: `lx:head`, else the canonical form.
    pub fn head(&self, log: &mut Log) -> String {
        self.node.text("lx:head", log).map_or_else(|| self.written.value.clone(), |head| head.value.to_owned())
    }
}

/// All entries of that class (`ontolex:Word`, `ontolex:MultiwordExpression`, `lx:RoleNoun`, …), sorted by name.
/// An entry without a canonical form is an error (`L020`) and is left out; so is one marked `owl:deprecated true`.
pub fn entries<'s>(source: &'s Source, class: &str, log: &mut Log) -> Vec<LexicalEntry<'s>> {
    source.instances(class).filter_map(|node| read_entry(node, log)).collect()
}

fn read_entry<'s>(node: Node<'s>, log: &mut Log) -> Option<LexicalEntry<'s>> {
    if node.flag("owl:deprecated", log).is_some_and(|flag| flag.value) {
        return None;
    }
    let mut written = node.texts_through("ontolex:canonicalForm", "ontolex:writtenRep", log);
    if written.is_empty() {
        let message = format!("{}: an entry needs a canonical form", node.title());
        log.error(node.place(), "L020", message).help =
            Some("add ontolex:canonicalForm [ ontolex:writtenRep \"…\"@fr ]".to_owned());
        return None;
    }
    // A user's file may give the entry of the built-in lexicon another canonical form.
    let written = written.pop()?.map(normal);
    let other_forms = node.texts_through("ontolex:otherForm", "ontolex:writtenRep", log);
    let senses: Vec<_> = node.nodes("ontolex:sense").collect();
    Some(LexicalEntry {
        node,
        part_of_speech: node.choice("lexinfo:partOfSpeech", PARTS_OF_SPEECH, log).map(|part| part.value),
        written,
        other_forms: other_forms.into_iter().map(|form| normal(form.value)).collect(),
        references: senses.into_iter().flat_map(|sense| sense.value.names("ontolex:reference", log)).collect(),
    })
}

/// One space between words, the typewriter's apostrophe (as lemmas have it).
fn normal(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('\u{2019}', "'")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_read_with_its_forms_and_references() {
        let text = "@prefix ontolex: <http://www.w3.org/ns/lemon/ontolex#> .
            @prefix lexinfo: <http://www.lexinfo.net/ontology/3.0/lexinfo#> .
            @prefix gl: <https://w3id.org/glane/ontology#> .
            @prefix x: <https://w3id.org/glane/lexicon/x#> .
            x:a a ontolex:Word ; lexinfo:partOfSpeech lexinfo:noun ;
                ontolex:canonicalForm [ ontolex:writtenRep \"mot  d\u{2019}ordre\"@fr ] ;
                ontolex:otherForm [ ontolex:writtenRep \"mots d'ordre\"@fr ] ;
                ontolex:sense [ ontolex:reference gl:Work ] .
            x:b a ontolex:Word .";
        let mut log = Log::default();
        let source = Source::read([("t.ttl", text)], &mut log);
        let found = entries(&source, "ontolex:Word", &mut log);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].head(&mut log), "mot d'ordre");
        assert_eq!(found[0].part_of_speech, Some(PartOfSpeech::Noun));
        assert_eq!(found[0].other_forms, ["mots d'ordre"]);
        assert_eq!(found[0].references[0].value, "gl:Work");
        assert!(log.finish().expect_err("x:b has no form").to_string().contains("error[L020]: `b`"));
    }
}
