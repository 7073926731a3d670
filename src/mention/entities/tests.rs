//! Small invented articles, parsed by hand.

use super::chain;
use crate::analyse::read_conllu;
use crate::ingest::{Document, DocumentId};
use crate::ontology::Ontology;
use crate::text::Span;

/// An article of words `form/UPOS/head/deprel[/feats[/entity]]`, a sentence a line, and its entities, one a line:
/// label, type, kind, names, and the number of mentions that are no names.
fn entities(words: &str) -> String {
    let mut conllu = String::new();
    let mut text = String::new();
    for line in words.lines().map(str::trim).filter(|line| !line.is_empty()) {
        conllu.push_str("# newpar\n");
        for (at, word) in line.split(' ').enumerate() {
            let mut parts = word.split('/');
            let mut next = |default| parts.next().filter(|part| !part.is_empty()).unwrap_or(default);
            let (form, upos, head, deprel) = (next("_"), next("X"), next("0"), next("root"));
            let (feats, entity) = (next("_"), next(""));
            let misc = if entity.is_empty() { "_".to_owned() } else { format!("Entity={entity}") };
            let lemma = form.to_lowercase();
            let row = [&(at + 1).to_string(), form, &lemma, upos, "_", feats, head, deprel, "_", &misc].join("\t");
            conllu.push_str(&row);
            conllu.push('\n');
            text.push_str(form);
            text.push(' ');
        }
        conllu.push('\n');
        text.push('\n');
    }
    let (analysis, diagnostics) = read_conllu(&conllu, Some(&text));
    assert_eq!(diagnostics, []);
    let body = vec![Span::new(0, text.len())];
    let doc = Document {
        id: DocumentId("t".to_owned()),
        origin: "t".to_owned(),
        title: None,
        source: None,
        published: None,
        language: "fr".to_owned(),
        text,
        body,
        hash: String::new(),
    };
    let ontology = Ontology::builtin().expect("the built-in files are right");
    let (mentions, found) = chain(&doc, &analysis, &ontology);
    let line = |entity: &crate::mention::LocalEntity| {
        let reasons: Vec<_> = entity.mentions.iter().map(|id| mentions[id.0 as usize].reason).collect();
        let named = if entity.named { "" } else { " (unnamed)" };
        let kind = entity.kind.as_deref().unwrap_or("-");
        format!(
            "{}{named}: {} | {kind} | {} | {}",
            entity.label,
            entity.entity_type,
            entity.names.join(", "),
            reasons.join(", ")
        )
    };
    found.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn short_forms_descriptions_and_pronouns_join_their_name() {
    let found = entities(
        "Ateliers/PROPN/3/nsubj//B-Company Brumel/PROPN/1/flat//I-Company rachète/VERB/0/root Tarvane/PROPN/3/obj//B-Company ./PUNCT/3/punct
         Brumel/PROPN/2/nsubj//B-Company signe/VERB/0/root ./PUNCT/2/punct
         Le/DET/2/det groupe/NOUN/4/nsubj/Gender=Masc|Number=Sing suédois/ADJ/2/amod attend/VERB/0/root ,/PUNCT/7/punct il/PRON/7/nsubj/Gender=Masc|Number=Sing paie/VERB/4/conj",
    );
    insta::assert_snapshot!(found, @"
    Ateliers Brumel: Company | groupe suédois | Ateliers Brumel, Brumel, groupe suédois, groupe | name, short form, definite description, pronoun
    Tarvane: Company | - | Tarvane | name
    Suède (unnamed): Place | - | Suède, suédois | noun phrase
    ");
}

#[test]
fn apposition_and_kind_nouns_tell_the_type() {
    let found = entities(
        "Oriance/PROPN/9/nsubj//B-Organization ,/PUNCT/3/punct éditeur/NOUN/1/appos de/ADP/5/case logiciels/NOUN/3/nmod ,/PUNCT/3/punct et/CCONJ/9/cc elle/PRON/9/nsubj/Gender=Fem|Number=Sing lance/VERB/0/root la/DET/11/det plateforme/NOUN/9/obj/Gender=Fem|Number=Sing Kelda/PROPN/11/flat//B-Company ./PUNCT/9/punct",
    );
    insta::assert_snapshot!(found, @"
    Oriance: Company | éditeur de logiciels | Oriance, éditeur de logiciels, éditeur | name, apposition, pronoun
    Kelda: Service | plateforme | Kelda, plateforme | kind noun before the name, name
    ");
}

#[test]
fn a_family_name_joins_its_bearer_and_two_bearers_stay_apart() {
    let found = entities(
        "Odile/PROPN/4/nsubj//B-Person Farnel/PROPN/1/flat//I-Person succède/VERB/0/root à/ADP/5/case Marc/PROPN/3/obl//B-Person Tivaud/PROPN/5/flat//I-Person
         Mme/NOUN/3/nsubj Farnel/PROPN/1/flat//B-Person arrive/VERB/0/root
         Luc/PROPN/3/nsubj//B-Person Tivaud/PROPN/1/flat//I-Person part/VERB/0/root
         Tivaud/PROPN/2/nsubj//B-Person part/VERB/0/root",
    );
    insta::assert_snapshot!(found, @"
    Odile Farnel: Person | - | Odile Farnel, Farnel | name, short form
    Marc Tivaud: Person | - | Marc Tivaud | name
    Luc Tivaud: Person | - | Luc Tivaud | name
    Tivaud: Person | - | Tivaud | name
    ");
}

#[test]
fn acronyms_join_their_long_form() {
    let found = entities(
        "L'/DET/2/det Office/PROPN/9/nsubj//B-Government maritime/ADJ/2/amod//I-Government boréal/ADJ/2/amod//I-Government (/PUNCT/6/punct OMB/PROPN/2/appos//B-Organization )/PUNCT/6/punct a/AUX/9/aux tranché/VERB/0/root ./PUNCT/9/punct
         L'/DET/2/det OMB/PROPN/3/nsubj//B-Organization attend/VERB/0/root ./PUNCT/3/punct",
    );
    insta::assert_snapshot!(found, @"Office maritime boréal: Organization | - | Office maritime boréal, OMB | name, acronym, acronym");
}

#[test]
fn a_relational_noun_is_not_its_complement() {
    let found = entities(
        "La/DET/2/det filiale/NOUN/5/nsubj/Gender=Fem|Number=Sing de/ADP/4/case Brumel/PROPN/2/nmod//B-Company ferme/VERB/0/root ./PUNCT/5/punct
         Sa/DET/3/det maison/NOUN/4/nsubj/Gender=Fem|Number=Sing mère/NOUN/2/nmod attend/VERB/0/root ./PUNCT/4/punct",
    );
    insta::assert_snapshot!(found, @"
    filiale de Brumel (unnamed): Company | - | filiale de Brumel, filiale | noun phrase, possessive
    Brumel: Company | maison mère | Brumel, maison mère, maison | name, definite description
    ");
}

#[test]
fn a_noun_of_nationality_joins_the_name_and_recalls_its_place() {
    let found = entities(
        "Le/DET/2/det danois/NOUN/4/nsubj/Gender=Masc|Number=Sing Nordbrum/PROPN/2/flat//B-Company quitte/VERB/0/root le/DET/6/det gouvernement/NOUN/4/obj/Gender=Masc|Number=Sing Farnel/PROPN/6/nmod//B-Person",
    );
    insta::assert_snapshot!(found, @"
    Danemark (unnamed): Place | - | Danemark, danois | noun phrase
    Nordbrum: Company | - | Nordbrum, danois Nordbrum | nationality before the name, name
    gouvernement Farnel: Government | - | gouvernement Farnel | name
    ");
}

#[test]
fn a_branch_is_not_its_owner() {
    let found = entities(
        "Brumel/PROPN/2/nsubj//B-Company lance/VERB/0/root Brumel/PROPN/2/obj//B-Company International/PROPN/3/flat//I-Company et/CCONJ/6/cc Brumel/PROPN/3/conj//B-Company SAS/PROPN/6/flat//I-Company",
    );
    insta::assert_snapshot!(found, @"
    Brumel SAS: Company | - | Brumel SAS, Brumel | short form, name
    Brumel International: Company | - | Brumel International | name
    ");
}

#[test]
fn a_product_is_parted_from_its_maker_and_a_list_at_its_prepositions() {
    let found = entities(
        "Zéphyr/PROPN/4/nsubj//B-Company de/ADP/3/case//I-Company Brumel/PROPN/1/nmod//I-Company sort/VERB/0/root ./PUNCT/4/punct
         Le/DET/2/det patron/NOUN/8/nsubj de/ADP/4/case Tarvane/PROPN/2/nmod//B-Company et/CCONJ/7/cc//I-Company d'/ADP/7/case//I-Company Oriance/PROPN/4/conj//I-Company part/VERB/0/root",
    );
    insta::assert_snapshot!(found, @"
    Zéphyr: Product | - | Zéphyr | name
    Brumel: Company | - | Brumel | name
    patron de Tarvane (unnamed): Person | - | patron de Tarvane, patron | noun phrase
    Tarvane: Company | - | Tarvane | name
    Oriance: Company | - | Oriance | name
    ");
}

#[test]
fn a_stressing_pronoun_is_the_subject_and_an_object_is_not() {
    let found = entities(
        "Tarvane/PROPN/2/nsubj//B-Company hésite/VERB/0/root ./PUNCT/2/punct
         Brumel/PROPN/5/nsubj//B-Company ,/PUNCT/3/punct lui/PRON/5/obl/Gender=Masc|Number=Sing ,/PUNCT/3/punct espère/VERB/0/root la/PRON/7/obj/Gender=Fem|Number=Sing racheter/VERB/5/xcomp/VerbForm=Inf ./PUNCT/5/punct",
    );
    insta::assert_snapshot!(found, @"
    Tarvane: Company | - | Tarvane | name, pronoun
    Brumel: Company | - | Brumel | name, stressing pronoun
    ");
}

#[test]
fn a_description_is_who_did_what_its_noun_says() {
    let found = entities(
        "Brumel/PROPN/2/nsubj//B-Company rachète/VERB/0/root Tarvane/PROPN/2/obj//B-Company ./PUNCT/2/punct
         On/PRON/2/nsubj salue/VERB/0/root la/DET/4/det cible/NOUN/2/obj/Gender=Fem|Number=Sing ./PUNCT/2/punct",
    );
    insta::assert_snapshot!(found, @"
    Brumel: Company | - | Brumel | name
    Tarvane: Company | cible | Tarvane, cible | name, definite description
    ");
}

#[test]
fn a_fronted_phrase_speaks_of_the_subject_that_follows() {
    let found = entities(
        "Vorel/PROPN/2/nsubj//B-Company hésite/VERB/0/root ./PUNCT/2/punct
         Tarvane/PROPN/4/nsubj//B-Company et/CCONJ/3/cc Brumel/PROPN/1/conj//B-Company attendent/VERB/0/root ./PUNCT/4/punct
         Avec/ADP/3/case ses/DET/3/det/Number=Plur usines/NOUN/6/obl/Number=Plur ,/PUNCT/3/punct Nordbrum/PROPN/6/nsubj//B-Company grandit/VERB/0/root ./PUNCT/6/punct",
    );
    insta::assert_snapshot!(found, @"
    Vorel: Company | - | Vorel | name
    Tarvane: Company | - | Tarvane | name
    Brumel: Company | - | Brumel | name
    Nordbrum: Company | - | Nordbrum | possessive, name
    usines (unnamed): Unit | - | usines | noun phrase
    ");
}

#[test]
fn the_first_and_the_second_are_the_two_last_named_together() {
    let found = entities(
        "Tarvane/PROPN/4/nsubj//B-Company et/CCONJ/3/cc Brumel/PROPN/1/conj//B-Company attendent/VERB/0/root ./PUNCT/4/punct
         Le/DET/2/det premier/ADJ/3/nsubj/Gender=Masc|Number=Sing hésite/VERB/0/root ,/PUNCT/7/punct le/DET/6/det second/ADJ/7/nsubj/Gender=Masc|Number=Sing signe/VERB/3/conj ./PUNCT/3/punct",
    );
    insta::assert_snapshot!(found, @"
    Tarvane: Company | - | Tarvane | name, one of two
    Brumel: Company | - | Brumel | name, one of two
    ");
}

#[test]
fn a_region_that_pays_is_its_body_and_a_dateline_is_a_place() {
    let found = entities(
        "PARIS/PROPN/4/nsubj//B-Place –/PUNCT/4/punct On/PRON/4/nsubj attend/VERB/0/root ./PUNCT/4/punct
         La/DET/2/det région/NOUN/4/nsubj Bretagne/PROPN/2/appos//B-Place paie/VERB/0/root ./PUNCT/4/punct
         Il/PRON/2/nsubj vit/VERB/0/root dans/ADP/5/case la/DET/5/det région/NOUN/2/obl Alsace/PROPN/5/appos//B-Place ./PUNCT/2/punct",
    );
    insta::assert_snapshot!(found, @r"
    PARIS: Place | - | PARIS | name
    Bretagne: Government | région | Bretagne, région | kind noun before the name, name, pronoun
    Alsace: Place | région | Alsace, région | kind noun before the name, name
    ");
}

#[test]
fn a_capital_inside_makes_no_place() {
    let found = entities("La/DET/2/det star/NOUN/0/root de/ADP/4/case OpenBrume/PROPN/2/nmod//B-Place ./PUNCT/2/punct");
    assert!(found.contains("OpenBrume: Company"), "{found}");
}
