//! The words by which a text refers: nouns that type, role nouns, places and their adjectives, first names, titles,
//! known names, determiners and pronouns.
//!
//! In: the [`Source`]. Out: [`Nouns`], ready for look-up. Must not know what a text makes of them.

use std::collections::{BTreeMap, BTreeSet};

use super::entry::{LexicalEntry, entries};
use super::frame::PartOfSpeech;
use super::log::Log;
use super::node::Node;
use super::prefix::term_id;
use super::source::Source;
use super::term::TypeId;

/// Grammatical gender.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the lexinfo terms, by their names")]
pub enum Gender {
    Masculine,
    Feminine,
}

/// Grammatical number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the lexinfo terms, by their names")]
pub enum Number {
    Singular,
    Plural,
}

/// A noun, of one or several words, that says of what type a thing is.
#[derive(Clone, Debug, PartialEq)]
pub struct KindNoun {
    /// Its words, lower-cased; elided ones (`d'`) stand alone.
    pub words: Vec<String>,
    /// What it may be, the usual first.
    pub types: Vec<TypeId>,
    /// Its gender, where it has one only.
    pub gender: Option<Gender>,
    /// `lx:generic`: may stand for any entity of its type.
    pub generic: bool,
    /// `lx:collective`: names many.
    pub collective: bool,
    /// `lx:relational`: names a thing by another, from which it differs.
    pub relational: bool,
    /// `lx:weak`: has other, commoner meanings.
    pub weak: bool,
    /// `lx:surnamed`: makes a name with the family name after it.
    pub surnamed: bool,
    /// `lx:ofField`: takes the name of a field, with a capital (*ministre de l'Économie*).
    pub of_field: bool,
    /// `lx:RoleNoun`: names a person by what the person does.
    pub role: bool,
    /// `lx:position`: a position in an organisation.
    pub position: bool,
}

/// A country, region or city.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlaceName {
    /// Its names, the usual first.
    pub names: Vec<String>,
    /// `country`, `region`, `city` or `continent`.
    pub kind: String,
    /// Forms of its adjective, lower-cased.
    pub demonyms: Vec<String>,
    /// ISO 4217 code of its money.
    pub currency: Option<String>,
    /// True where its name may stand for a government.
    pub capital: bool,
    /// Gender of its name.
    pub gender: Option<Gender>,
}

/// How a determiner refers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DeterminerKind {
    /// *le*
    Definite,
    /// *un*
    Indefinite,
    /// *ce*
    Demonstrative,
    /// *son*, *leur*; the possessor's number.
    Possessive(Number),
    /// *mon*, *votre*: of those who speak.
    OtherPossessive,
}

/// How a pronoun refers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PronounKind {
    /// *il*, *lui*
    Personal,
    /// *le* before a verb.
    Clitic,
    /// *celui-ci*, *ce dernier*
    Demonstrative,
    /// *qui*, *dont*
    Relative,
    /// *le premier*, of two
    Former,
    /// *le second*, of two
    Latter,
    /// *se*
    Reflexive,
    /// *je*, *nous*
    First,
}

/// A pronoun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PronounForm {
    /// How it refers.
    pub kind: PronounKind,
    /// Its gender, where the form shows it.
    pub gender: Option<Gender>,
    /// Its number, where the form shows it.
    pub number: Option<Number>,
}

/// All words by which a text refers.
#[derive(Clone, Debug, Default)]
pub struct Nouns {
    /// Kind and role nouns, in the order of their entries.
    pub kinds: Vec<KindNoun>,
    /// Indexes into `kinds` with their words, by the first word of each form (singular, plural); the longest first.
    pub kind_index: BTreeMap<String, Vec<(Vec<String>, usize)>>,
    /// Places, in the order of their entries.
    pub places: Vec<PlaceName>,
    /// Index into `places` by name.
    pub place_names: BTreeMap<String, usize>,
    /// Indexes into `places` by lower-cased form of the adjective, countries first.
    pub demonyms: BTreeMap<String, Vec<usize>>,
    /// Names whose type is common knowledge (news outlets, institutions).
    pub known_names: BTreeMap<String, TypeId>,
    /// The same by first word, as word lists; the longest first.
    pub known_index: BTreeMap<String, Vec<(Vec<String>, TypeId)>>,
    /// Legal forms, which add nothing to a name.
    pub legal_forms: BTreeSet<String>,
    /// Words that a name adds to its owner's to call a branch (*Belgium*, *International*).
    pub branch_words: BTreeSet<String>,
    /// First names; `None` where both genders bear it.
    pub first_names: BTreeMap<String, Option<Gender>>,
    /// Titles before persons' names, with the gender they show.
    pub titles: BTreeMap<String, Option<Gender>>,
    /// Words inside names that give the type away (`GmbH`).
    pub name_words: BTreeMap<String, TypeId>,
    /// Prepositions, by lower-cased form, that tell the type of the name after them, and how surely.
    pub typing_prepositions: BTreeMap<String, (TypeId, f32)>,
    /// Verbs, by lemma, that give a thing its name.
    pub naming_verbs: BTreeSet<String>,
    /// Set phrases whose capital names nobody (*talon d'Achille*): lower-cased words, by the first of them.
    pub set_phrases: BTreeMap<String, Vec<Vec<String>>>,
    /// Determiners by lower-cased form.
    pub determiners: BTreeMap<String, DeterminerKind>,
    /// Pronouns by lower-cased form; a form may have several uses.
    pub pronouns: BTreeMap<String, Vec<PronounForm>>,
    /// The prepositions that a pronoun holds (*dont*: of which), by lemma.
    pub pronoun_cases: BTreeMap<String, Vec<String>>,
}

impl Nouns {
    /// The place that the adjective (or noun, *le Néerlandais*) speaks of.
    pub fn demonym(&self, form: &str) -> Option<&PlaceName> {
        let found = self.demonyms.get(&form.to_lowercase())?;
        found.first().map(|&at| &self.places[at])
    }

    /// The place of that name.
    pub fn place(&self, name: &str) -> Option<&PlaceName> {
        self.place_names.get(name).map(|&at| &self.places[at])
    }
}

/// Reads all sections of [`Nouns`].
pub(super) fn read(source: &Source, log: &mut Log) -> Nouns {
    let mut nouns = Nouns::default();
    read_kinds(source, &mut nouns, log);
    read_places(source, &mut nouns, log);
    read_names(source, &mut nouns, log);
    read_function_words(source, &mut nouns, log);
    nouns
}

const GENDERS: &[(&str, Gender)] = &[("lexinfo:masculine", Gender::Masculine), ("lexinfo:feminine", Gender::Feminine)];
const NUMBERS: &[(&str, Number)] = &[("lexinfo:singular", Number::Singular), ("lexinfo:plural", Number::Plural)];

fn gender(node: Node<'_>, log: &mut Log) -> Option<Gender> {
    node.choice("lexinfo:gender", GENDERS, log).map(|at| at.value)
}

fn number(node: Node<'_>, property: &str, log: &mut Log) -> Option<Number> {
    node.choice(property, NUMBERS, log).map(|at| at.value)
}

fn flag(node: Node<'_>, property: &str, log: &mut Log) -> bool {
    node.flag(property, log).is_some_and(|at| at.value)
}

fn read_kinds(source: &Source, nouns: &mut Nouns, log: &mut Log) {
    let mut all = entries(source, "ontolex:Word", log);
    all.extend(entries(source, "ontolex:MultiwordExpression", log));
    for entry in all {
        let types: Vec<_> = entry.references.iter().map(|at| TypeId(term_id(at.value))).collect();
        if entry.part_of_speech == Some(PartOfSpeech::Noun) && !types.is_empty() {
            add_kind(nouns, &entry, types, log);
        }
    }
    let person = TypeId("Person".to_owned());
    for node in source.instances("lx:PersonNouns") {
        for word in words_of(node, log) {
            let kind = KindNoun { words: split_words(word), types: vec![person.clone()], role: true, ..EMPTY };
            insert_kind(nouns, kind, &[]);
        }
    }
    for forms in nouns.kind_index.values_mut() {
        forms.sort_by_key(|(words, at)| (std::cmp::Reverse(words.len()), *at));
        forms.dedup();
    }
}

const EMPTY: KindNoun = KindNoun {
    words: Vec::new(),
    types: Vec::new(),
    gender: None,
    generic: false,
    collective: false,
    relational: false,
    weak: false,
    surnamed: false,
    of_field: false,
    role: false,
    position: false,
};

fn add_kind(nouns: &mut Nouns, entry: &LexicalEntry<'_>, types: Vec<TypeId>, log: &mut Log) {
    let node = entry.node;
    let kind = KindNoun {
        words: split_words(&entry.written.value),
        types,
        gender: gender(node, log),
        generic: flag(node, "lx:generic", log),
        collective: flag(node, "lx:collective", log),
        relational: flag(node, "lx:relational", log),
        weak: flag(node, "lx:weak", log),
        surnamed: flag(node, "lx:surnamed", log),
        of_field: flag(node, "lx:ofField", log),
        role: node.is("lx:RoleNoun"),
        position: flag(node, "lx:position", log),
    };
    insert_kind(nouns, kind, &entry.other_forms);
}

fn insert_kind(nouns: &mut Nouns, kind: KindNoun, other_forms: &[String]) {
    let at = nouns.kinds.len();
    let forms = other_forms.iter().map(|form| split_words(form));
    for words in std::iter::once(kind.words.clone()).chain(forms) {
        if let Some(first) = words.first() {
            nouns.kind_index.entry(first.clone()).or_default().push((words, at));
        }
    }
    nouns.kinds.push(kind);
}

/// Lower-cased words as the tokeniser parts them: at spaces and after an apostrophe.
fn split_words(written: &str) -> Vec<String> {
    split_cased(&written.to_lowercase())
}

fn split_cased(written: &str) -> Vec<String> {
    let spaced = written.replace('\u{2019}', "'").replace('\'', "' ");
    spaced.split_whitespace().map(str::to_owned).collect()
}

fn words_of<'s>(node: Node<'s>, log: &mut Log) -> Vec<&'s str> {
    node.texts("lx:words", log).into_iter().flat_map(|at| at.value.split_whitespace()).collect()
}

fn read_places(source: &Source, nouns: &mut Nouns, log: &mut Log) {
    for node in source.instances("lx:PlaceName") {
        let names: Vec<String> = node.texts("lx:written", log).iter().map(|at| at.value.to_owned()).collect();
        if names.is_empty() {
            log.error(node.place(), "L040", format!("{}: a place needs a lx:written name", node.title()));
            continue;
        }
        nouns.places.push(PlaceName {
            names,
            kind: node.text("lx:kind", log).map(|at| at.value.to_owned()).unwrap_or_default(),
            demonyms: node.texts("lx:demonym", log).iter().map(|at| at.value.to_lowercase()).collect(),
            currency: node.text("lx:currency", log).map(|at| at.value.to_owned()),
            capital: flag(node, "lx:capital", log),
            gender: gender(node, log),
        });
    }
    let rank = |place: &PlaceName| ["country", "continent", "city", "region"].iter().position(|k| *k == place.kind);
    for (at, place) in nouns.places.iter().enumerate() {
        for name in &place.names {
            nouns.place_names.entry(name.clone()).or_insert(at);
        }
        for form in &place.demonyms {
            nouns.demonyms.entry(form.clone()).or_default().push(at);
        }
    }
    for found in nouns.demonyms.values_mut() {
        found.sort_by_key(|&at| (rank(&nouns.places[at]).unwrap_or(9), at));
        found.dedup();
    }
}

fn read_names(source: &Source, nouns: &mut Nouns, log: &mut Log) {
    for node in source.instances("lx:KnownNames") {
        let Some(class) = node.name_of("ontolex:reference", log) else { continue };
        for name in node.texts("lx:written", log) {
            nouns.known_names.entry(name.value.to_owned()).or_insert_with(|| TypeId(term_id(class.value)));
        }
    }
    for (name, class) in &nouns.known_names {
        let words = split_cased(name);
        if let Some(first) = words.first() {
            nouns.known_index.entry(first.clone()).or_default().push((words, class.clone()));
        }
    }
    for names in nouns.known_index.values_mut() {
        names.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
    }
    for node in source.instances("lx:LegalForms") {
        nouns.legal_forms.extend(words_of(node, log).into_iter().map(str::to_owned));
    }
    for node in source.instances("lx:BranchWords") {
        nouns.branch_words.extend(words_of(node, log).into_iter().map(str::to_lowercase));
    }
    for node in source.instances("lx:NameWords") {
        let Some(class) = node.name_of("ontolex:reference", log) else { continue };
        for word in words_of(node, log) {
            nouns.name_words.entry(word.to_owned()).or_insert_with(|| TypeId(term_id(class.value)));
        }
    }
    for node in source.instances("lx:FirstNames") {
        let gender = gender(node, log);
        for name in words_of(node, log) {
            nouns.first_names.insert(name.to_owned(), gender);
        }
    }
    for node in source.instances("lx:PersonTitle") {
        let gender = gender(node, log);
        for title in node.texts("lx:written", log) {
            nouns.titles.insert(title.value.to_owned(), gender);
        }
    }
}

fn read_function_words(source: &Source, nouns: &mut Nouns, log: &mut Log) {
    for node in source.instances("lx:NamingVerbs") {
        nouns.naming_verbs.extend(words_of(node, log).into_iter().map(str::to_owned));
    }
    for node in source.instances("lx:SetPhrases") {
        for phrase in node.texts("lx:written", log) {
            let words = split_words(phrase.value);
            nouns.set_phrases.entry(words[0].clone()).or_default().push(words);
        }
    }
    for node in source.instances("lx:TypingPreposition") {
        let Some(class) = node.name_of("ontolex:reference", log) else { continue };
        let weight = node.number("lx:weight", log).map_or(1.0, |at| at.value as f32);
        for form in node.texts("lx:written", log) {
            let typing = (TypeId(term_id(class.value)), weight);
            nouns.typing_prepositions.insert(form.value.to_lowercase(), typing);
        }
    }
    for node in source.instances("lx:Determiner") {
        let possessor = number(node, "lx:possessorNumber", log).unwrap_or(Number::Singular);
        let kind = match node.text("lx:kind", log).map_or("", |at| at.value) {
            "definite" => DeterminerKind::Definite,
            "indefinite" => DeterminerKind::Indefinite,
            "demonstrative" => DeterminerKind::Demonstrative,
            "possessive" => DeterminerKind::Possessive(possessor),
            _ => DeterminerKind::OtherPossessive,
        };
        for form in node.texts("lx:written", log) {
            nouns.determiners.insert(form.value.to_lowercase(), kind);
        }
    }
    for node in source.instances("lx:Pronoun") {
        let kind = match node.text("lx:kind", log).map_or("", |at| at.value) {
            "personal" => PronounKind::Personal,
            "clitic" => PronounKind::Clitic,
            "demonstrative" => PronounKind::Demonstrative,
            "relative" => PronounKind::Relative,
            "former" => PronounKind::Former,
            "latter" => PronounKind::Latter,
            "reflexive" => PronounKind::Reflexive,
            _ => PronounKind::First,
        };
        let form = PronounForm { kind, gender: gender(node, log), number: number(node, "lexinfo:number", log) };
        for written in node.texts("lx:written", log) {
            nouns.pronouns.entry(written.value.to_lowercase()).or_default().push(form);
            let held = node.texts("lx:holdsPreposition", log).into_iter().map(|held| held.value.to_owned());
            let held: Vec<String> = held.collect();
            if !held.is_empty() {
                nouns.pronoun_cases.insert(written.value.to_lowercase(), held);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ontology::Ontology;

    #[test]
    fn the_builtin_words_are_there() {
        let ontology = Ontology::builtin().expect("the built-in files are right");
        let nouns = &ontology.lexicon.nouns;
        assert!(nouns.kinds.len() > 2000);
        let (words, at) = &nouns.kind_index["assistant"][0];
        assert!(words.len() > 1 && !nouns.kinds[*at].types.is_empty());
        assert_eq!(nouns.demonym("Lyonnaise").map(|p| p.names[0].as_str()), Some("Lyon"));
        assert_eq!(nouns.demonym("suédois").and_then(|p| p.currency.as_deref()), Some("SEK"));
        assert_eq!(nouns.known_names["Reuters"], TypeId("Media".to_owned()));
        assert_eq!(nouns.first_names.get("Juliette"), Some(&Some(Gender::Feminine)));
        assert_eq!(nouns.determiners["leurs"], DeterminerKind::Possessive(Number::Plural));
        assert_eq!(nouns.pronouns["leur"][0].number, Some(Number::Plural));
    }

    #[test]
    fn plural_forms_lead_to_their_noun() {
        let ontology = Ontology::builtin().expect("the built-in files are right");
        let nouns = &ontology.lexicon.nouns;
        let at = nouns.kind_index["journaux"][0].1;
        assert_eq!(nouns.kinds[at].words, ["journal"]);
    }

    #[test]
    fn a_place_without_a_name_is_an_error() {
        let text = "@prefix lx: <https://w3id.org/glane/lexicon#> . <urn:a> a lx:PlaceName .";
        let mut log = Log::default();
        let source = Source::read([("t.ttl", text)], &mut log);
        read(&source, &mut log);
        assert!(log.finish().expect_err("it has no name").to_string().contains("error[L040]"));
    }
}
