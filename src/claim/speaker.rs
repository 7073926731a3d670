//! Who speaks: from the words that stand for a source to the party that they name.

use crate::analyse::{TokenId, Upos};
use crate::mention::{LocalEntityId, MentionForm, Mentions};
use crate::ontology::{Lexicon, Role, Step};

use super::argument::{Arguments, Filler};
use super::tree::Tree;

/// How many nouns lie between a phrase and the name in it (*une note d'analystes de la banque X*).
const MAX_DEPTH: usize = 4;

/// A source as the article words it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Party {
    /// The entity.
    pub entity: LocalEntityId,
    /// The token by which it is named here.
    pub token: TokenId,
}

/// Looks sources up in one article.
pub(super) struct Speakers<'a> {
    /// The article's tree.
    pub tree: &'a Tree<'a>,
    /// Its arguments.
    pub arguments: &'a Arguments<'a>,
    /// Its mentions.
    pub mentions: &'a Mentions,
    /// The words.
    pub lexicon: &'a Lexicon,
    /// Whether an entity can act, and so speak.
    pub agent: &'a dyn Fn(LocalEntityId) -> bool,
    /// Whether an entity is a person.
    pub person: &'a dyn Fn(LocalEntityId) -> bool,
    /// Whether an entity is an outlet.
    pub outlet: &'a dyn Fn(LocalEntityId) -> bool,
}

impl Speakers<'_> {
    /// The parties that a phrase and its conjuncts name; none where it only tells of somebody (*des proches*).
    pub fn parties(&self, phrase: TokenId) -> Vec<Party> {
        self.tree.conjuncts(phrase).into_iter().filter_map(|id| self.party(id)).collect()
    }

    /// As [`Self::parties`], behind a source marker: a name that stands there is one who speaks, whatever its type.
    pub fn sources(&self, phrase: TokenId) -> Vec<Party> {
        let named = |id: TokenId| {
            let entity = self.entity(id).filter(|&entity| self.is_named(entity))?;
            Some(Party { entity, token: id })
        };
        self.tree.conjuncts(phrase).into_iter().filter_map(|id| self.party(id).or_else(|| named(id))).collect()
    }

    /// As [`Self::parties`], of a phrase that must itself stand for who speaks (*X*, *un porte-parole de X*).
    pub fn speaking(&self, phrase: TokenId) -> Vec<Party> {
        self.tree.conjuncts(phrase).into_iter().filter_map(|id| self.directly(id)).collect()
    }

    /// The party that speaks in its own name or by one who stands for it.
    pub fn directly(&self, phrase: TokenId) -> Option<Party> {
        self.named(phrase, 2).or_else(|| self.described(phrase).filter(|_| !self.is_anonymous(phrase)))
    }

    /// The party that a phrase names, else the one that it describes as known (*la direction*).
    pub fn party(&self, phrase: TokenId) -> Option<Party> {
        if self.is_anonymous(phrase) {
            return None;
        }
        self.named(phrase, MAX_DEPTH).or_else(|| self.described(phrase))
    }

    /// True where the article calls the entity by a name.
    pub fn is_named(&self, entity: LocalEntityId) -> bool {
        self.mentions.entities[entity.0 as usize].named
    }

    /// True where a person is named.
    pub fn is_person(&self, id: TokenId) -> bool {
        self.entity(id).is_some_and(|e| (self.person)(e))
    }

    /// The subjects of a verb of saying; behind a text without author, the outlet that has got hold of it.
    pub fn of_verb(&self, verb: TokenId) -> Vec<Party> {
        let step = Step { role: Role::Subject, cases: Vec::new() };
        let mut subjects = self.tree.step(verb, &step);
        // of two, the one behind the verb is another clause's
        if subjects.iter().any(|subject| subject.token < verb) {
            subjects.retain(|subject| subject.token < verb);
        }
        let direct: Vec<Party> = subjects.iter().flat_map(|reached| self.parties(reached.token)).collect();
        if !direct.is_empty() {
            return direct;
        }
        subjects.iter().filter_map(|reached| self.holder(reached.token)).collect()
    }

    /// «X a consulté des documents qui montrent que …»
    fn holder(&self, text: TokenId) -> Option<Party> {
        let governor = self.tree.token(text).head.filter(|_| self.tree.token(text).upos == Upos::Noun)?;
        let step = Step { role: Role::Subject, cases: Vec::new() };
        let subjects = self.tree.step(governor, &step);
        let outlet = |party: &Party| (self.outlet)(party.entity);
        subjects.into_iter().filter(|s| s.token != text).find_map(|s| self.named(s.token, 1).filter(outlet))
    }

    fn named(&self, id: TokenId, depth: usize) -> Option<Party> {
        if depth == 0 || self.is_anonymous(id) {
            return None;
        }
        let own = self.entity(id).filter(|&e| self.is_named(e) && (self.agent)(e));
        if let Some(entity) = own {
            return Some(Party { entity, token: id });
        }
        let apart = |&child: &TokenId| child != id && !self.tree.has(child, &["nsubj", "cop"]);
        let inner: Vec<TokenId> = self
            .tree
            .dependents(id, &["nmod", "appos", "flat", "obl"])
            .filter(|&child| !matches!(self.tree.token(child).relation(), "nmod" | "obl") || self.is_origin(child))
            .filter(apart)
            .collect();
        let agents = self.tree.dependents(id, &["acl"]).flat_map(|c| {
            self.tree.dependents(c, &["obl:agent", "obl"]).filter(|&o| self.is_origin(o)).collect::<Vec<_>>()
        });
        let all: Vec<TokenId> = inner.into_iter().chain(agents).collect();
        all.into_iter().find_map(|child| self.named(child, depth - 1))
    }

    /// A party that has no name and is still known: *la direction*, *son patron*, *il*.
    fn described(&self, id: TokenId) -> Option<Party> {
        let index = self.arguments.mention_index(id)?;
        let mention = &self.mentions.mentions[index];
        let known = |det: TokenId| {
            let tok = self.tree.token(det);
            tok.feats.is("Definite", "Def") || tok.feats.is("Poss", "Yes") || tok.feats.is("PronType", "Dem")
        };
        let definite = mention.form == MentionForm::Pronoun || self.tree.dependents(id, &["det"]).any(known);
        let singular = !self.tree.token(id).feats.is("Number", "Plur");
        (mention.head == id && definite && singular && (self.agent)(mention.entity))
            .then_some(Party { entity: mention.entity, token: id })
    }

    fn entity(&self, id: TokenId) -> Option<LocalEntityId> {
        self.arguments.entity(id, 0).into_iter().find_map(|argument| match argument.filler {
            Filler::Entity(entity) => Some(entity),
            _ => None,
        })
    }

    /// True for *source*, *proche* and the like: who says it stays untold.
    fn is_anonymous(&self, id: TokenId) -> bool {
        self.lexicon.anonymous_sources.binary_search(&self.tree.token(id).lemma.to_lowercase()).is_ok()
    }

    /// True where the complement names whose text or word it is (*une étude de X*), not what it is about (*sur X*).
    fn is_origin(&self, id: TokenId) -> bool {
        let case = self.tree.case(id);
        case.is_empty() || self.lexicon.origin_prepositions.binary_search(&case).is_ok()
    }
}
