//! From a token that a slot reaches to what stands there: an entity, an amount, a date.

use crate::analyse::{TokenId, Upos};
use crate::mention::{LocalEntityId, Mention, MentionForm, Mentions, TimeMention, ValueMention};
use crate::ontology::{Path, Role, Slot};

use super::tree::{Reached, Tree};

/// How many nouns that only measure (*part du capital de X*) are looked through.
const MAX_TRANSPARENT: usize = 3;

/// How far from its opening bracket a word may stand, in tokens.
const BRACKET_REACH: usize = 12;

/// What a slot wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Want {
    /// An entity.
    Entity,
    /// An amount.
    Value,
    /// A time.
    Time,
    /// Any words (a position, a metric).
    Phrase,
}

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Filler {
    /// A local entity.
    Entity(LocalEntityId),
    /// Index into [`Mentions::values`].
    Value(usize),
    /// Index into [`Mentions::times`].
    Time(usize),
    /// The phrase that the token heads.
    Phrase(TokenId),
}

/// A filled slot.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Argument {
    /// What fills it.
    pub filler: Filler,
    /// The token that heads it.
    pub token: TokenId,
    /// How it was reached.
    pub path: String,
    /// Steps that make it less sure (reattachment, sharing, topic), for confidence.
    pub hops: usize,
    /// The mention's own link probability, 1 for values.
    pub probability: f32,
}

/// The path of what the evoking word itself names.
pub(super) const ITSELF: &str = "head";

/// Looks arguments up in one article.
pub(super) struct Arguments<'a> {
    tree: &'a Tree<'a>,
    mentions: &'a Mentions,
    transparent: &'a [String],
    /// For each token, the mentions that hold it, the shortest first.
    mentions_at: Vec<Vec<usize>>,
    /// For each token, the value that holds it.
    value_at: Vec<Option<usize>>,
    /// For each token, the time that holds it.
    time_at: Vec<Option<usize>>,
}

impl<'a> Arguments<'a> {
    /// Indexes the mentions by token.
    pub fn new(tree: &'a Tree<'a>, mentions: &'a Mentions, transparent: &'a [String]) -> Self {
        let count = tree.analysis.tokens.len();
        let mut mentions_at = vec![Vec::new(); count];
        let mut by_length: Vec<usize> = (0..mentions.mentions.len()).collect();
        by_length.sort_by_key(|&i| (mentions.mentions[i].tokens.len(), i));
        for i in by_length {
            for id in mentions.mentions[i].tokens.ids() {
                mentions_at[id.index()].push(i);
            }
        }
        let mut value_at = vec![None; count];
        for (i, value) in mentions.values.iter().enumerate() {
            value.tokens.ids().for_each(|id| value_at[id.index()] = Some(i));
        }
        let mut time_at = vec![None; count];
        for (i, time) in mentions.times.iter().enumerate() {
            time.tokens.ids().for_each(|id| time_at[id.index()] = Some(i));
        }
        Self { tree, mentions, transparent, mentions_at, value_at, time_at }
    }

    /// The proper name that holds the token.
    pub fn name_over(&self, id: TokenId) -> Option<&'a Mention> {
        let mentions = self.mentions_at[id.index()].iter().map(|&i| &self.mentions.mentions[i]);
        mentions.rev().find(|mention| mention.form == MentionForm::Name)
    }

    /// What stands right before the bracket that holds the token: *Vorel (3 millions de clients)*.
    pub fn before_bracket(&self, id: TokenId) -> Option<Argument> {
        let sentence = self.tree.analysis.sentences[self.tree.analysis.sentence_of(id)].tokens.start;
        let back = (sentence.0..id.0).rev().take(BRACKET_REACH).map(TokenId);
        let bracket = back.take_while(|&t| self.tree.token(t).form != ")").find(|&t| self.tree.token(t).form == "(")?;
        let last = TokenId(bracket.0.checked_sub(1)?);
        let mut mentions = self.mentions_at[last.index()].iter().copied();
        let index = mentions.rfind(|&i| self.mentions.mentions[i].tokens.end == bracket)?;
        let index = self.owned_before(index).unwrap_or(index);
        let head = self.mentions.mentions[index].head;
        Some(Argument { path: "bracket".to_owned(), hops: 1, ..self.mention_argument(index, head) })
    }

    /// For *Vorel* in *le Tamis de Vorel*: the name that it only completes.
    fn owned_before(&self, index: usize) -> Option<usize> {
        let head = self.mentions.mentions[index].head;
        let tok = self.tree.token(head);
        let owned = self.mention_index(tok.head.filter(|_| tok.relation() == "nmod")?)?;
        (self.mentions.mentions[owned].form == MentionForm::Name && self.tree.case(head) == "de").then_some(owned)
    }

    /// The amounts of the article.
    pub fn value(&self, index: usize) -> &'a ValueMention {
        &self.mentions.values[index]
    }

    /// The times of the article.
    pub fn time(&self, index: usize) -> &'a TimeMention {
        &self.mentions.times[index]
    }

    /// The time that holds the token.
    pub fn time_holding(&self, id: TokenId) -> Option<usize> {
        self.time_at[id.index()]
    }

    /// What fills the slot from `anchor`: all fillers of the first alternative that `accept`s any.
    pub fn fill(&self, anchor: TokenId, slot: &Slot, want: Want, accept: &dyn Fn(&Argument) -> bool) -> Vec<Argument> {
        slot.0
            .iter()
            .map(|path| self.follow(anchor, path, want).into_iter().filter(|a| accept(a)).collect::<Vec<_>>())
            .find(|found| !found.is_empty())
            .unwrap_or_default()
    }

    fn follow(&self, anchor: TokenId, path: &Path, want: Want) -> Vec<Argument> {
        let last = path.0.last().map(|step| step.role);
        let name = path_name(path);
        let mut found: Vec<Argument> = Vec::new();
        for reached in self.tree.walk(anchor, path) {
            let heads = match (last, want) {
                (Some(Role::Itself | Role::Governor), Want::Entity) => vec![reached.token],
                _ => self.tree.conjuncts(reached.token),
            };
            for head in heads {
                let arguments = match want {
                    Want::Entity if last == Some(Role::Itself) => self.itself(head),
                    Want::Entity => self.entity(head, MAX_TRANSPARENT),
                    Want::Value if self.counted(anchor, head).is_some() => {
                        self.counted(anchor, head).into_iter().collect()
                    }
                    Want::Value => self.amount(head, last == Some(Role::Amount)),
                    Want::Time => self.moment(head),
                    Want::Phrase => vec![phrase(head)],
                };
                let itself = |a: &Argument| last != Some(Role::Itself) && self.is_said_of_itself(anchor, a);
                for mut argument in arguments.into_iter().filter(|a| !itself(a)) {
                    argument.hops += reached.via.len();
                    argument.path = describe(&name, &reached, head);
                    if !found.iter().any(|f| f.filler == argument.filler) {
                        found.push(argument);
                    }
                }
            }
        }
        found
    }

    /// True for the phrase that the evoking word heads, reached through one of its own words (*une part de 20 %*).
    fn is_said_of_itself(&self, anchor: TokenId, argument: &Argument) -> bool {
        let mention = self.mention_index(argument.token).map(|i| &self.mentions.mentions[i]);
        mention.is_some_and(|m| m.head == anchor && argument.token != anchor)
    }

    /// For *de pertes* in *33 millions de recettes, mais 20 de pertes*, where the parser hangs it on the first amount: the
    /// amount that it directly follows.
    fn counted(&self, anchor: TokenId, governor: TokenId) -> Option<Argument> {
        let here = self.value_at[governor.index()]?;
        let marker = TokenId(anchor.0.checked_sub(1)?);
        let before = TokenId(marker.0.checked_sub(1)?);
        let own = self.tree.token(marker).head == Some(anchor) && self.tree.token(marker).relation() == "case";
        let near = self.value_at[before.index()].filter(|&v| own && v != here && governor < before)?;
        Some(self.amount_at(near))
    }

    /// True where the argument is reached through a pronoun or possessive, whose reference is a guess.
    pub fn is_pronominal(&self, argument: &Argument) -> bool {
        let form = self.mention_index(argument.token).map(|i| self.mentions.mentions[i].form);
        matches!(form, Some(MentionForm::Pronoun | MentionForm::Possessive))
    }

    /// True for a pronoun or possessive that means what was spoken of before, whether or not it is known what.
    pub fn is_third_person(&self, id: TokenId) -> bool {
        let tok = self.tree.token(id);
        let linked = self
            .mention_index(id)
            .map(|i| &self.mentions.mentions[i])
            .is_some_and(|m| m.head == id && matches!(m.form, MentionForm::Pronoun | MentionForm::Possessive));
        let personal = tok.upos == Upos::Pron
            && tok.feats.is("PronType", "Prs")
            && tok.feats.get("Person").is_none_or(|p| p == "3");
        linked || (personal && !tok.feats.is("Reflex", "Yes") && tok.relation() != "expl")
    }

    fn mention_argument(&self, index: usize, token: TokenId) -> Argument {
        let mention = &self.mentions.mentions[index];
        Argument {
            filler: Filler::Entity(mention.entity),
            token,
            path: String::new(),
            hops: 0,
            probability: mention.probability,
        }
    }

    /// The mention headed by the token, else the shortest one that holds it without holding its governor's own mention.
    pub fn mention_index(&self, id: TokenId) -> Option<usize> {
        let here = &self.mentions_at[id.index()];
        let mention = |i: &&usize| -> &Mention { &self.mentions.mentions[**i] };
        here.iter()
            .filter(|i| mention(i).head == id)
            .max_by_key(|i| (mention(i).form == MentionForm::Name, mention(i).tokens.len()))
            .or_else(|| here.iter().find(|i| mention(i).form != MentionForm::Possessive))
            .copied()
    }

    /// The entity that a token refers to, looked for through measuring nouns (*75 % du capital de X*).
    pub fn entity(&self, id: TokenId, transparent: usize) -> Vec<Argument> {
        let tok = self.tree.token(id);
        if transparent > 0 && tok.upos == Upos::Noun && self.transparent.binary_search(&tok.lemma).is_ok() {
            let inner: Vec<_> = self
                .tree
                .dependents(id, &["nmod"])
                .flat_map(|c| self.tree.conjuncts(c))
                .flat_map(|c| self.entity(c, transparent - 1))
                .collect();
            if !inner.is_empty() {
                return inner;
            }
        }
        let members: Vec<_> = self.tree.members(id).into_iter().flat_map(|c| self.entity(c, 0)).collect();
        if !members.is_empty() {
            return members;
        }
        let index = self.inner_name(id).or_else(|| self.mention_index(id)).filter(|&i| !self.is_unit(i));
        index.map(|i| vec![self.mention_argument(i, id)]).unwrap_or_default()
    }

    /// What the description that the token heads is linked to.
    pub fn description(&self, id: TokenId) -> Option<LocalEntityId> {
        let mention = self.mention_index(id).map(|i| &self.mentions.mentions[i])?;
        (mention.head == id && mention.form == MentionForm::Nominal).then_some(mention.entity)
    }

    /// True for a mention that is but words of an amount (*M€*).
    pub fn is_unit(&self, index: usize) -> bool {
        self.mentions.mentions[index].tokens.ids().all(|id| self.value_at[id.index()].is_some())
    }

    /// The name that a noun or nationality introduces (*le danois Vorel*): what it names is meant, not the noun.
    fn inner_name(&self, id: TokenId) -> Option<usize> {
        let own = self.mention_index(id).map(|i| &self.mentions.mentions[i]);
        if own.is_some_and(|m| m.form == MentionForm::Name && m.tokens.len() > 1) {
            return None;
        }
        let next = |child: &TokenId| {
            child.0 == id.0 + 1
                && matches!(self.tree.token(*child).relation(), "nmod" | "appos" | "flat" | "amod")
                && self.tree.case(*child).is_empty()
        };
        let inner = self.tree.children(id).find(next).and_then(|child| self.mention_index(child))?;
        let named = &self.mentions.mentions[inner];
        let another = own.is_none_or(|m| m.entity != named.entity);
        (named.form == MentionForm::Name && named.tokens.start.0 == id.0 + 1 && another).then_some(inner)
    }

    /// The entity that the evoking noun itself names, directly, in apposition or as a predicate.
    fn itself(&self, id: TokenId) -> Vec<Argument> {
        let named = |i: usize| self.mentions.entities[self.mentions.mentions[i].entity.0 as usize].named;
        if let Some(i) = self.mention_index(id).filter(|&i| named(i)) {
            return vec![self.mention_argument(i, id)];
        }
        let tok = self.tree.token(id);
        let mut near: Vec<TokenId> = self.tree.dependents(id, &["appos", "flat", "flat:name"]).collect();
        near.extend(self.tree.loose_names(id));
        let before = self.tree.names_before(id);
        near.extend(before);
        if before.is_none()
            && (tok.relation() == "appos" || tok.relation() == "flat" || self.tree.is_loose_apposition(id))
        {
            // «X et Y, deux anciens de Z»: a plural says it of all
            let plural = tok.feats.is("Number", "Plur");
            near.extend(tok.head.map(|head| if plural { self.tree.first_conjunct(head) } else { head }));
        }
        if self.tree.has(id, &["cop"]) {
            near.extend(self.tree.dependents(id, &["nsubj"]));
        }
        if let (Some(verb), "xcomp") = (tok.head, tok.relation()) {
            let objects: Vec<_> = self.tree.dependents(verb, &["obj"]).filter(|&o| o != id).collect();
            if objects.is_empty() || self.tree.is_passive(verb) {
                near.extend(self.tree.dependents(verb, &["nsubj"]));
            } else {
                near.extend(objects);
            }
        }
        near.extend(self.tree.misread_apposition(id));
        if let Some(verb) = tok.head.filter(|&verb| id < verb && tok.relation() == "advcl") {
            // «Fondateur de Z, X se dit …»: a noun in front of the clause says it of the subject
            near.extend(self.tree.dependents(verb, &["nsubj"]).filter(|&subject| id < subject));
        }
        let found: Vec<_> = near.iter().flat_map(|&t| self.tree.conjuncts(t)).flat_map(|t| self.entity(t, 0)).collect();
        if found.is_empty() { self.entity(id, 0) } else { found }
    }

    /// The amount at a token: the one that holds it, or the one that counts it.
    fn amount(&self, id: TokenId, carried: bool) -> Vec<Argument> {
        let counts = |&child: &TokenId| {
            matches!(
                self.tree.token(child).relation(),
                "nummod" | "appos" | "nmod" | "parataxis" | "flat" | "amod" | "advmod"
            ) && (carried || self.tree.case(child).is_empty())
        };
        let index = self.value_at[id.index()]
            .or_else(|| self.tree.children(id).filter(counts).find_map(|child| self.value_at[child.index()]));
        index.map(|v| self.amount_at(v)).into_iter().collect()
    }

    fn amount_at(&self, v: usize) -> Argument {
        let filler = Filler::Value(v);
        Argument { filler, token: self.value(v).head, path: String::new(), hops: 0, probability: 1.0 }
    }

    fn moment(&self, id: TokenId) -> Vec<Argument> {
        self.time_at[id.index()]
            .map(|t| Argument {
                filler: Filler::Time(t),
                token: self.time(t).head,
                path: String::new(),
                hops: 0,
                probability: 1.0,
            })
            .into_iter()
            .collect()
    }
}

fn phrase(head: TokenId) -> Argument {
    Argument { filler: Filler::Phrase(head), token: head, path: String::new(), hops: 0, probability: 1.0 }
}

fn path_name(path: &Path) -> String {
    path.0.iter().map(|step| role_name(step.role, &step.cases)).collect::<Vec<_>>().join("/")
}

fn role_name(role: Role, cases: &[String]) -> String {
    let name = match role {
        Role::Subject => "subj",
        Role::Object => "obj",
        Role::IndirectObject => "iobj",
        Role::Oblique => "obl",
        Role::NominalModifier => "nmod",
        Role::Possessor => "poss",
        Role::Adjective => "amod",
        Role::Apposition => "appos",
        Role::Clause => "clause",
        Role::Itself => "head",
        Role::Governor => "gov",
        Role::Amount => "num",
        Role::Topic => "topic",
        Role::Bracket => "bracket",
        Role::Comma => "comma",
    };
    if cases.is_empty() { name.to_owned() } else { format!("{name}({})", cases.join(",")) }
}

fn describe(name: &str, reached: &Reached, head: TokenId) -> String {
    let mut via = reached.via.clone();
    if head != reached.token {
        via.push("conj");
    }
    if via.is_empty() { name.to_owned() } else { format!("{name} via {}", via.join(", ")) }
}
