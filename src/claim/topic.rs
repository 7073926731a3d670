//! What a passage is about: the entity that a figure or a digest line speaks of without naming it, and what a pronoun
//! means where its own reading cannot be.
//!
//! Must not know frames; who asks says what it would take.

use crate::analyse::{TokenId, Upos};
use crate::mention::{LocalEntityId, Mentions};

use super::argument::{Argument, Arguments, Filler};
use super::tree::Tree;

/// The path name of what the passage is about.
pub(super) const TOPIC: &str = "topic";
/// The path name of what a pronoun was taken for because it cannot mean what it was linked to.
pub(super) const ANTECEDENT: &str = "antecedent";

/// How many sentences back a pronoun reaches.
const PRONOUN_REACH: usize = 2;
/// A topic that nothing in its paragraph names is this far.
const MAIN_HOPS: usize = 3;
/// How sure either guess is.
const GUESS: f32 = 0.5;

/// What the sentences of one article speak of.
pub(super) struct Topics<'a> {
    tree: &'a Tree<'a>,
    /// Of each sentence, in text order.
    spoken: Vec<Vec<Spoken>>,
    /// The agents, the most mentioned first.
    main: Vec<LocalEntityId>,
}

/// A mention that a sentence may be about.
#[derive(Clone, Copy, Debug)]
struct Spoken {
    entity: LocalEntityId,
    head: TokenId,
    prominence: Prominence,
    /// Whether it acts, as topics do.
    agent: bool,
}

/// How likely a sentence is about it, the likeliest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Prominence {
    /// The subject of a main clause.
    Subject,
    /// It only completes that subject: *le titre Vorel*, *son titre*.
    InSubject,
    /// It stands before it: *Chez Vorel, la colère gronde*.
    Fronted,
    /// It stands elsewhere.
    Other,
}

impl<'a> Topics<'a> {
    /// Reads the mentions once. Those who publish are no topic, unless the article is about them.
    pub fn new(
        tree: &'a Tree<'a>,
        arguments: &Arguments<'_>,
        mentions: &Mentions,
        agent: &dyn Fn(LocalEntityId) -> bool,
        outlet: &dyn Fn(LocalEntityId) -> bool,
    ) -> Self {
        let main = main_entities(mentions, agent);
        let mut spoken = vec![Vec::new(); tree.analysis.sentences.len()];
        for (index, mention) in mentions.mentions.iter().enumerate() {
            let entity = mention.entity;
            let named = mentions.entities[entity.0 as usize].named && !arguments.is_unit(index);
            if named && (!outlet(entity) || main.first() == Some(&entity)) {
                let prominence = prominence(tree, mention.head);
                let spoken_of = Spoken { entity, head: mention.head, prominence, agent: agent(entity) };
                spoken[tree.analysis.sentence_of(mention.head)].push(spoken_of);
            }
        }
        Self { tree, spoken, main }
    }

    /// What the passage around the word is about, of what is accepted: a main subject of its sentence, else of those
    /// before it in the paragraph, else what the article is about. A figure is rather of what the article is about, where
    /// the paragraph names it, than of what an earlier sentence says something of.
    pub fn at(&self, anchor: TokenId, figure: bool, accept: &dyn Fn(&Argument) -> bool) -> Option<Argument> {
        let here = self.tree.analysis.sentence_of(anchor);
        let topic = |entity: LocalEntityId, hops: usize| {
            let argument = guess(Filler::Entity(entity), anchor, TOPIC, hops);
            accept(&argument).then_some(argument)
        };
        let subject = |sentence: usize, hops: usize, least: Prominence| {
            let led = |s: &Spoken| s.head < anchor || self.tree.is_under(anchor, self.clause(s.head));
            let leads = |s: &&Spoken| s.agent && s.prominence <= least && led(s);
            let mut subjects: Vec<&Spoken> = self.spoken[sentence].iter().filter(leads).collect();
            subjects.sort_by_key(|s| (s.head > anchor, s.prominence, s.head));
            subjects.into_iter().find_map(|s| topic(s.entity, hops))
        };
        let main = || self.main.iter().find_map(|&entity| topic(entity, MAIN_HOPS));
        let before: Vec<usize> = self.paragraph_before(here).collect();
        let named = |a: &Argument| {
            let is = |s: &Spoken| a.filler == Filler::Entity(s.entity);
            before.iter().any(|&sentence| self.spoken[sentence].iter().any(is))
        };
        let earlier = || (2..).zip(&before).find_map(|(hops, &sentence)| subject(sentence, hops, Prominence::Fronted));
        subject(here, 1, Prominence::InSubject)
            .or_else(|| main().filter(|a| figure && named(a)))
            .or_else(|| subject(here, 1, Prominence::Fronted))
            .or_else(earlier)
            .or_else(main)
    }

    /// The sentences of the paragraph before this one, the nearest first.
    fn paragraph_before(&self, here: usize) -> impl Iterator<Item = usize> {
        let sentences = &self.tree.analysis.sentences;
        (0..here).rev().take_while(move |&s| sentences[s].paragraph == sentences[here].paragraph)
    }

    /// What the pronoun may mean, of what is accepted: the nearest sentence's main subject, else what it last names; all
    /// that are enumerated with it where the pronoun is a plural.
    pub fn meant(&self, pronoun: TokenId, accept: &dyn Fn(&Argument) -> bool) -> Vec<Argument> {
        let here = self.tree.analysis.sentence_of(pronoun);
        let clause = self.clause(pronoun);
        let apart = |s: &&Spoken| {
            s.head < pronoun && (s.prominence != Prominence::Other || !self.tree.is_under(s.head, clause))
        };
        for (back, sentence) in (here.saturating_sub(PRONOUN_REACH)..=here).rev().enumerate() {
            let mut spoken: Vec<&Spoken> = self.spoken[sentence].iter().filter(apart).collect();
            spoken.sort_by_key(|s| {
                (s.prominence, if s.prominence == Prominence::Other { u32::MAX - s.head.0 } else { s.head.0 })
            });
            let argument = |s: &Spoken| guess(Filler::Entity(s.entity), pronoun, ANTECEDENT, back + 1);
            if let Some(first) = spoken.iter().find(|s| accept(&argument(s))) {
                let mut all = vec![argument(first)];
                let tok = self.tree.token(pronoun);
                if tok.upos == Upos::Pron && tok.feats.is("Number", "Plur") {
                    let listed = self.tree.conjuncts(self.tree.first_conjunct(first.head));
                    let others = spoken.iter().filter(|s| s.entity != first.entity && listed.contains(&s.head));
                    all.extend(others.map(|s| argument(s)).filter(|a| accept(a)));
                    if all.len() == 1 {
                        all.clear();
                    }
                }
                return all;
            }
        }
        Vec::new()
    }

    /// The verb of the clause that the word stands in.
    fn clause(&self, id: TokenId) -> TokenId {
        let mut here = id;
        while let Some(head) = self.tree.token(here).head {
            here = head;
            if matches!(self.tree.token(here).upos, Upos::Verb | Upos::Aux) {
                break;
            }
        }
        here
    }
}

fn guess(filler: Filler, token: TokenId, path: &str, hops: usize) -> Argument {
    Argument { filler, token, path: path.to_owned(), hops, probability: GUESS }
}

fn prominence(tree: &Tree<'_>, head: TokenId) -> Prominence {
    let tok = tree.token(head);
    let main = |verb: TokenId| is_main(tree, verb);
    match (tok.relation(), tok.head) {
        ("nsubj", Some(verb)) if main(verb) => Prominence::Subject,
        ("nmod" | "appos" | "flat" | "det", Some(noun)) if tree.token(noun).relation() == "nsubj" => {
            if tree.token(noun).head.is_some_and(main) { Prominence::InSubject } else { Prominence::Other }
        }
        ("obl", Some(verb)) if main(verb) => {
            let subject = tree.dependents(verb, &["nsubj"]).next();
            if subject.is_some_and(|s| head < s) { Prominence::Fronted } else { Prominence::Other }
        }
        _ => Prominence::Other,
    }
}

/// True for the head of a clause that no noun or adverb governs.
fn is_main(tree: &Tree<'_>, verb: TokenId) -> bool {
    let mut here = verb;
    loop {
        let tok = tree.token(here);
        match (tok.head, tok.relation()) {
            (None, _) => return true,
            (Some(head), "conj" | "parataxis" | "ccomp" | "xcomp") => here = head,
            _ => return false,
        }
    }
}

fn main_entities(mentions: &Mentions, agent: &dyn Fn(LocalEntityId) -> bool) -> Vec<LocalEntityId> {
    let named = |&i: &usize| mentions.entities[i].named && agent(LocalEntityId(i as u32));
    let mut found: Vec<usize> = (0..mentions.entities.len()).filter(named).collect();
    found.sort_by_key(|&i| (std::cmp::Reverse(mentions.entities[i].mentions.len()), i));
    found.into_iter().map(|i| LocalEntityId(i as u32)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{analysis, token};
    use super::*;
    use crate::analyse::{Analysis, TokenRange};
    use crate::mention::{LocalEntity, Mention, MentionForm, MentionId};
    use crate::ontology::TypeId;
    use crate::text::Span;

    /// One entity for each name, with a mention wherever the name stands.
    fn mentions(analysis: &Analysis, names: &[&str]) -> Mentions {
        let mut found = Mentions::default();
        for (i, token) in analysis.tokens.iter().enumerate() {
            let Some(entity) = names.iter().position(|name| *name == token.form) else { continue };
            found.mentions.push(Mention {
                tokens: TokenRange::new(i, i + 1),
                head: TokenId(i as u32),
                span: Span { start: 0, end: 0 },
                form: MentionForm::Name,
                entity: LocalEntityId(entity as u32),
                probability: 1.0,
                reason: "name",
            });
        }
        for (i, name) in names.iter().enumerate() {
            let own = (0..found.mentions.len()).filter(|&m| found.mentions[m].entity.0 as usize == i);
            found.entities.push(LocalEntity {
                label: (*name).to_owned(),
                names: vec![(*name).to_owned()],
                entity_type: TypeId("Company".to_owned()),
                type_shares: Vec::new(),
                kind: None,
                named: true,
                mentions: own.map(|m| MentionId(m as u32)).collect(),
            });
        }
        found
    }

    const FOUNDED: &str = "Vorel Vorel PROPN _ 2 nsubj\nrecrute recruter VERB VerbForm=Fin 0 root\n\n\
        Fondée fonder VERB VerbForm=Part|Tense=Past 5 advcl\npar par ADP _ 3 case\nTamis Tamis PROPN _ 1 obl:agent\n\
        elle lui PRON Person=3|PronType=Prs 5 nsubj\npèse peser VERB VerbForm=Fin 0 root\n\
        tandis tandis ADV _ 8 mark\nNordal Nordal PROPN _ 8 nsubj\nrecule reculer VERB VerbForm=Fin 5 advcl";

    fn labels(found: &[Argument], mentions: &Mentions) -> Vec<String> {
        let label = |a: &Argument| match a.filler {
            Filler::Entity(e) => mentions.entities[e.0 as usize].label.clone(),
            _ => String::new(),
        };
        found.iter().map(label).collect()
    }

    #[test]
    fn a_pronoun_means_no_one_of_its_own_clause() {
        let analysis = analysis(FOUNDED);
        let tree = Tree::new(&analysis, []);
        let mentions = mentions(&analysis, &["Vorel", "Tamis", "Nordal"]);
        let arguments = Arguments::new(&tree, &mentions, &[]);
        let topics = Topics::new(&tree, &arguments, &mentions, &|_| true, &|_| false);
        assert_eq!(labels(&topics.meant(token(&analysis, "elle"), &|_| true), &mentions), ["Vorel"]);
    }

    #[test]
    fn a_passage_is_about_main_subjects_and_not_about_those_who_publish() {
        let analysis = analysis(FOUNDED);
        let tree = Tree::new(&analysis, []);
        let mentions = mentions(&analysis, &["Vorel", "Tamis", "Nordal"]);
        let arguments = Arguments::new(&tree, &mentions, &[]);
        let at = |topics: &Topics<'_>| {
            let found: Vec<_> = topics.at(token(&analysis, "pèse"), false, &|_| true).into_iter().collect();
            labels(&found, &mentions)
        };
        assert_eq!(at(&Topics::new(&tree, &arguments, &mentions, &|_| true, &|_| false)), ["Vorel"]);
        let nordal = |e: LocalEntityId| e.0 == 2;
        assert_eq!(at(&Topics::new(&tree, &arguments, &mentions, &nordal, &|_| false)), ["Nordal"]);
        let outlet = |e: LocalEntityId| e.0 == 1;
        assert_eq!(at(&Topics::new(&tree, &arguments, &mentions, &|_| true, &outlet)), ["Vorel"]);
    }
}
