//! The last pass: descriptions, possessives and pronouns, in text order, each to the likeliest entity before it.
//!
//! What was last spoken of is kept in a short list; what cannot be the antecedent is left out, the others are ranked by
//! their [`traits`](super::traits) and the lexicon's weights for the kind of reference. None of them scores 0.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::binding;
use super::clusters::{Clusters, kin};
use super::deeds::{self, Deed};
use super::identity::{heads, is_verb};
use super::pronouns::antecedent_head;
use super::traits::{Around, Traits, Weights, kind_of};
use crate::analyse::{TokenId, Upos};
use crate::mention::MentionForm;
use crate::ontology::{DeterminerKind, Gender, Number, PronounKind, TypeId};

/// How many entities back a description or pronoun may reach.
const WINDOW: usize = 60;

/// How many sentences back a pronoun may reach.
const PRONOUN_REACH: usize = 5;

/// How many sentences back the two may stand that *le premier* and *le second* tell apart.
const ORDINAL_REACH: usize = 3;

/// Where an entity was last spoken of.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    /// A candidate of the entity; its cluster may grow.
    pub entity: usize,
    pub last: usize,
    pub count: u32,
    pub subject: bool,
    /// True where its last mention was the first of its sentence.
    pub opens: bool,
    pub headline: bool,
    pub number: Option<Number>,
    pub gender: Option<Gender>,
}

/// A reference with what could be its antecedent, for the fit of the weights.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    /// The candidate.
    pub at: usize,
    /// The kind of reference.
    pub kind: &'static str,
    /// A candidate of each possible antecedent, with its traits; the nearest first.
    pub antecedents: Vec<(usize, Traits)>,
}

/// Resolves what is not a name; `tell` sees each choice before it is made.
pub(super) fn resolve(clusters: &mut Clusters<'_, '_>, tell: &mut dyn FnMut(&Clusters<'_, '_>, Choice)) {
    let heads = heads(clusters);
    let order = reading_order(clusters);
    let inside = parents(clusters);
    let owners = inside.iter().map(|(owner, nominal)| (*nominal, *owner)).collect();
    let by_token = by_token(clusters);
    let deeds = deeds::find(clusters.view);
    let models = &clusters.view.ontology.lexicon.antecedents;
    let weights =
        ["pronoun", "demonstrative", "possessive", "description"].map(|kind| (kind, Weights::of(models, kind)));
    let weights = BTreeMap::from(weights);
    let mut reader = Reader { recent: VecDeque::new(), weights, inside, owners, heads, by_token, deeds, clusters };
    for at in order {
        reader.read(at, tell);
    }
}

/// By first token; of nested ones the outer first.
fn reading_order(clusters: &Clusters<'_, '_>) -> Vec<usize> {
    let mut order: Vec<usize> = (0..clusters.candidates.len()).collect();
    order.sort_by_key(|&at| {
        let tokens = clusters.candidates[at].tokens;
        (tokens.start, std::cmp::Reverse(tokens.end), at)
    });
    order
}

/// For each possessive determiner, the nominal that it opens.
fn parents(clusters: &Clusters<'_, '_>) -> BTreeMap<usize, usize> {
    let opened: BTreeMap<usize, usize> = (0..clusters.candidates.len())
        .filter(|&at| clusters.candidates[at].form == MentionForm::Nominal && clusters.candidates[at].place.is_none())
        .map(|at| (clusters.candidates[at].start(), at))
        .collect();
    (0..clusters.candidates.len())
        .filter(|&at| clusters.candidates[at].form == MentionForm::Possessive)
        .filter_map(|at| Some((at, *opened.get(&clusters.candidates[at].end())?)))
        .collect()
}

/// Candidates by their heads; a name or nominal before a pronoun.
fn by_token(clusters: &Clusters<'_, '_>) -> BTreeMap<usize, usize> {
    let mut found = BTreeMap::new();
    for (at, candidate) in clusters.candidates.iter().enumerate() {
        if candidate.place.is_none() || candidate.is_name() {
            found.entry(candidate.head.index()).or_insert(at);
        }
    }
    found
}

pub(super) struct Reader<'c, 'v, 'a> {
    pub clusters: &'c mut Clusters<'v, 'a>,
    heads: BTreeMap<TokenId, usize>,
    /// The nominal that a possessive determiner opens.
    pub inside: BTreeMap<usize, usize>,
    /// The same from the nominal.
    owners: BTreeMap<usize, usize>,
    weights: BTreeMap<&'static str, Weights>,
    by_token: BTreeMap<usize, usize>,
    pub deeds: Vec<Deed<'a>>,
    /// The latest last.
    recent: VecDeque<Seen>,
}

impl Reader<'_, '_, '_> {
    fn read(&mut self, at: usize, tell: &mut dyn FnMut(&Clusters<'_, '_>, Choice)) {
        let candidate = &self.clusters.candidates[at];
        let (form, pronoun, placeless) = (candidate.form, candidate.pronoun, candidate.place.is_none());
        let lone = self.is_lone(at);
        match form {
            MentionForm::Pronoun if pronoun == Some(PronounKind::Relative) => self.relative(at),
            MentionForm::Pronoun if pronoun == Some(PronounKind::Personal) && self.stresses(at) => return,
            MentionForm::Pronoun if pronoun == Some(PronounKind::Former) => self.one_of_two(at, true),
            MentionForm::Pronoun if pronoun == Some(PronounKind::Latter) => self.one_of_two(at, false),
            MentionForm::Pronoun | MentionForm::Possessive => self.choose(at, tell),
            MentionForm::Nominal if lone && placeless && self.is_definite(at) => self.choose(at, tell),
            _ => {}
        }
        let pronominal = matches!(form, MentionForm::Pronoun | MentionForm::Possessive);
        if !pronominal || self.clusters.cluster(at).members.len() > 1 {
            self.note(at, pronominal);
        }
    }

    /// True where no other name or phrase is known of the candidate's entity; pronouns before it may be.
    fn is_lone(&self, at: usize) -> bool {
        let mut others = self.clusters.cluster(at).members.iter().filter(|other| **other != at);
        others.all(|other| {
            matches!(self.clusters.candidates[*other].form, MentionForm::Pronoun | MentionForm::Possessive)
        })
    }

    /// Joins a stressing pronoun to what it stresses; false for other pronouns.
    fn stresses(&mut self, at: usize) -> bool {
        let view = self.clusters.view;
        let token = self.clusters.candidates[at].start();
        if !binding::is_stress(view, token) {
            return false;
        }
        if let Some(host) = binding::stressed(view, token).and_then(|host| self.by_token.get(&host).copied()) {
            self.clusters.join(host, at, "stressing pronoun", 0.9);
        }
        true
    }

    /// Joins *le premier*, *le second* to the first or second of the two that were last named together.
    fn one_of_two(&mut self, at: usize, first: bool) {
        let view = self.clusters.view;
        let start = self.clusters.candidates[at].start();
        let sentence = self.sentence(at);
        let near = |token: &usize| view.sentence(*token) + ORDINAL_REACH >= sentence;
        let pair = (0..start).rev().take_while(near).find_map(|token| {
            let other = view.tok(token).head.filter(|_| view.is_relation(token, "conj"))?.index();
            let joined = view.children(other).iter().filter(|child| view.is_relation(child.index(), "conj")).count();
            let (a, b) = (*self.by_token.get(&other)?, *self.by_token.get(&token)?);
            let named = self.clusters.cluster(a).named && self.clusters.cluster(b).named;
            (joined == 1 && named && !self.clusters.same(a, b)).then_some((a, b))
        });
        let Some((a, b)) = pair else { return };
        let chosen = if first { a } else { b };
        self.clusters.join(chosen, at, "one of two", 0.8);
    }

    /// True where the token is the head of a mention of the entity.
    pub(super) fn is_of(&self, token: Option<usize>, entity: usize) -> bool {
        let candidate = token.and_then(|token| self.by_token.get(&token));
        candidate.is_some_and(|candidate| self.clusters.same(*candidate, entity))
    }

    /// Joins the reference to the likeliest of its possible antecedents, if that is likelier than none.
    fn choose(&mut self, at: usize, tell: &mut dyn FnMut(&Clusters<'_, '_>, Choice)) {
        let candidate = &self.clusters.candidates[at];
        let kind = kind_of(candidate.form, candidate.pronoun);
        let antecedents = self.antecedents(at);
        let Some(weights) = self.weights.get(kind) else { return };
        let scores: Vec<f32> = antecedents.iter().map(|(_, traits)| weights.score(traits)).collect();
        let best = (0..scores.len()).rev().max_by(|a, b| scores[*a].total_cmp(&scores[*b]));
        let chosen = best.filter(|best| scores[*best] > 0.0).map(|best| (antecedents[best].0, scores[best]));
        tell(self.clusters, Choice { at, kind, antecedents });
        let Some((entity, score)) = chosen else { return };
        // The ranking as a distribution over the antecedents and none.
        let all: f32 = scores.iter().map(|other| (other - score).exp()).sum::<f32>() + (-score).exp();
        let (reason, description) = match kind {
            "description" => ("definite description", true),
            "possessive" => ("possessive", false),
            _ => ("pronoun", false),
        };
        self.clusters.join(entity, at, reason, (1.0 / all).clamp(0.2, 0.95));
        if description {
            self.clusters.note_kind(entity, at, 1);
        }
    }

    /// What can be the antecedent, the nearest first, with its traits.
    fn antecedents(&self, at: usize) -> Vec<(usize, Traits)> {
        let description = self.clusters.candidates[at].form == MentionForm::Nominal;
        let can_be = |seen: &&Seen| {
            !self.clusters.same(seen.entity, at)
                && if description { self.can_be_described(at, seen) } else { self.can_be_meant(at, seen) }
        };
        let following = if description { None } else { self.following(at) };
        let possible: Vec<&Seen> = following.iter().chain(self.recent.iter().rev()).filter(can_be).collect();
        let most = possible.iter().map(|seen| seen.count).max().unwrap_or(0);
        let sides =
            if description { deeds::sides(self.clusters.view, &self.clusters.candidates[at]) } else { BTreeSet::new() };
        let around = Around { most, expected: self.expected(at), sides, complements: self.complements(at) };
        let traits = |(rivals, seen): (usize, &&Seen)| (seen.entity, self.traits(at, seen, rivals, &around));
        possible.iter().enumerate().map(traits).collect()
    }

    /// The subject that follows the reference in its clause, where nothing before is known of it.
    fn following(&self, at: usize) -> Option<Seen> {
        let token = self.clusters.candidates[at].head.index();
        let entity = *self.by_token.get(&binding::subject_after(self.clusters.view, token)?)?;
        let candidate = &self.clusters.candidates[entity];
        let known = self.recent.iter().any(|seen| self.clusters.same(seen.entity, entity));
        let full = matches!(candidate.form, MentionForm::Name | MentionForm::Nominal);
        (full && !known).then_some(Seen {
            entity,
            last: entity,
            count: 1,
            subject: true,
            opens: false,
            headline: false,
            number: candidate.number,
            gender: candidate.gender,
        })
    }

    fn is_definite(&self, at: usize) -> bool {
        let candidate = &self.clusters.candidates[at];
        match candidate.determiner {
            Some(DeterminerKind::Definite | DeterminerKind::Demonstrative | DeterminerKind::Possessive(_)) => true,
            // Headlines leave the article out.
            None => self.clusters.view.paragraph(candidate.start()) == 0 && !candidate.kinds.is_empty(),
            _ => false,
        }
    }

    /// Remembers that the entity was spoken of.
    fn note(&mut self, at: usize, pronominal: bool) {
        let candidate = &self.clusters.candidates[at];
        if candidate.place.is_some() && !candidate.is_name() {
            return;
        }
        let old = self.recent.iter().position(|seen| self.clusters.same(seen.entity, at));
        let old = old.and_then(|place| self.recent.remove(place));
        let view = self.clusters.view;
        let mut seen = Seen {
            entity: at,
            last: at,
            count: 1,
            subject: is_subject(self.clusters, at),
            opens: self.recent.back().is_none_or(|before| self.sentence(before.last) != self.sentence(at)),
            headline: view.paragraph(candidate.start()) == 0,
            number: candidate.number,
            gender: candidate.gender,
        };
        if let Some(old) = old {
            seen.count += old.count;
            seen.headline |= old.headline;
            let same_sentence = self.sentence(old.last) == self.sentence(at);
            seen.subject |= same_sentence && old.subject;
            if pronominal || candidate.is_name() {
                seen.number = seen.number.or(old.number);
                seen.gender = seen.gender.or(old.gender);
            }
            // A possessive does not move what is spoken of.
            if candidate.form == MentionForm::Possessive {
                seen.last = old.last;
                seen.opens = old.opens;
            }
        }
        self.recent.push_back(seen);
        if self.recent.len() > WINDOW {
            self.recent.pop_front();
        }
    }

    pub(super) fn sentence(&self, at: usize) -> usize {
        self.clusters.view.sentence(self.clusters.candidates[at].start())
    }

    /// False where a description cannot be said of the entity: by type, number, gender, or because the entity is named in
    /// the phrase or is another argument of its verb.
    fn can_be_described(&self, at: usize, seen: &Seen) -> bool {
        let clusters = &self.clusters;
        let candidate = &clusters.candidates[at];
        let cluster = clusters.cluster(seen.entity);
        let same_kind = candidate.kinds.iter().any(|kind| cluster.kinds.contains(kind));
        let plural = |number: Option<Number>| number == Some(Number::Plural);
        let numbers_differ = plural(candidate.number) != plural(seen.number);
        let genders_differ = cluster.is("Person") && !genders_fit(candidate.gender, &cluster.genders);
        let parted = self.holds(at, seen.entity) || self.shares_verb(at, seen);
        if parted || numbers_differ || genders_differ || self.sorts_differ(at, seen.entity) {
            return false;
        }
        let kind = candidate.kinds.first().map(|kind| clusters.view.kind(*kind));
        let unsure = kind.is_some_and(|kind| kind.collective) || !cluster.named;
        kind.is_none() || !unsure || same_kind && (cluster.named || !self.modifiers_differ(at, seen.entity))
    }

    /// False where a pronoun or possessive cannot mean the entity.
    fn can_be_meant(&self, at: usize, seen: &Seen) -> bool {
        let candidate = &self.clusters.candidates[at];
        let cluster = self.clusters.cluster(seen.entity);
        let plural = |number: Option<Number>| number == Some(Number::Plural);
        let far = self.sentence(at).saturating_sub(self.sentence(seen.last)) > PRONOUN_REACH;
        let own = self.inside.get(&at).is_some_and(|nominal| self.is_owned(*nominal, seen.entity));
        let numbers_differ = plural(candidate.number) != plural(seen.number);
        let person = cluster.is("Person");
        let genders_differ = person && !genders_fit(candidate.gender, &cluster.genders);
        let other_noun = !person
            && !cluster.named
            && candidate.gender.is_some_and(|gender| seen.gender.is_some_and(|known| known != gender));
        !(far || own || numbers_differ || genders_differ || other_noun || self.shares_verb(at, seen))
    }

    /// True where one is a person and the other not, or one a place and the other not: no text means one by the other. Finer
    /// types are too unsure of a name to rule it out.
    fn sorts_differ(&self, at: usize, entity: usize) -> bool {
        let cluster = self.clusters.cluster(entity);
        let candidate = &self.clusters.candidates[at];
        if candidate.kinds.is_empty() {
            return !self.types_fit(at, entity);
        }
        ["Person", "Place"]
            .iter()
            .any(|sort| cluster.is(sort) && !candidate.evidence.iter().any(|(kind, _)| kind.0 == *sort))
            || candidate.evidence.iter().all(|(kind, _)| matches!(kind.0.as_str(), "Person" | "Place"))
                && !self.types_fit(at, entity)
    }

    /// The noun's own type, or one so near that texts do not keep them apart: firm and organisation, product and service.
    pub(super) fn types_fit(&self, at: usize, entity: usize) -> bool {
        let candidate = &self.clusters.candidates[at];
        let Some((class, _)) = self.clusters.cluster(entity).class() else { return false };
        if candidate.kinds.is_empty() {
            // *le Danois* is a person, or a firm that was called Danish before.
            let called = !candidate.demonyms.is_disjoint(&self.clusters.cluster(entity).demonyms);
            return called || matches!(class.0.as_str(), "Person" | "Company" | "Organization");
        }
        let ontology = self.clusters.view.ontology;
        let offering = |id: &TypeId| kin(ontology, id, &TypeId("Product".to_owned()));
        let firm = |id: &TypeId| matches!(id.0.as_str(), "Company" | "Organization");
        let near = |kind: &TypeId| kind == class || offering(kind) && offering(class) || firm(kind) && firm(class);
        candidate.evidence.iter().any(|(kind, _)| near(kind))
    }

    /// True where a name stands inside the phrase.
    pub(super) fn names_inside(&self, at: usize) -> bool {
        let tokens = self.clusters.candidates[at].tokens;
        let other =
            |id: TokenId| self.heads.get(&id).is_some_and(|o| *o != at && self.clusters.candidates[*o].is_name());
        tokens.ids().any(other)
    }

    /// True where the entity is what a possessive opens, or what that stands in apposition to (*X et Y, ses partenaires*).
    fn is_owned(&self, nominal: usize, entity: usize) -> bool {
        let view = self.clusters.view;
        let head = self.clusters.candidates[nominal].head.index();
        let host = view.tok(head).head.map(TokenId::index).filter(|_| view.is_relation(head, "appos"));
        let conjuncts = host.into_iter().flat_map(|host| view.children(host)).map(|child| child.index());
        let mut others = conjuncts.filter(|&child| view.is_relation(child, "conj"));
        self.clusters.same(nominal, entity) || self.is_of(host, entity) || others.any(|at| self.is_of(Some(at), entity))
    }

    /// True for *le groupe de Brume*: a place tells the entity from the others.
    pub(super) fn names_seat(&self, at: usize) -> bool {
        let tokens = self.clusters.candidates[at].tokens;
        tokens.ids().filter_map(|id| self.heads.get(&id)).any(|other| {
            *other != at && self.clusters.candidates[*other].is_name() && self.clusters.cluster(*other).is("Place")
        })
    }

    /// True where a mention of the entity stands inside the phrase (*la maison mère de X* is not X).
    fn holds(&self, at: usize, entity: usize) -> bool {
        let tokens = self.clusters.candidates[at].tokens;
        let of_entity =
            |id: TokenId| self.heads.get(&id).is_some_and(|other| *other != at && self.clusters.same(*other, entity));
        tokens.ids().any(of_entity) || self.possessor(at).is_some_and(|owner| self.clusters.same(owner, entity))
    }

    /// The possessor and the names inside the phrase.
    fn complements(&self, at: usize) -> Vec<usize> {
        let tokens = self.clusters.candidates[at].tokens;
        let inside = tokens.ids().filter_map(|id| self.heads.get(&id).copied());
        inside
            .filter(|other| *other != at && self.clusters.candidates[*other].is_name())
            .chain(self.possessor(at))
            .collect()
    }

    fn possessor(&self, at: usize) -> Option<usize> {
        let owner = *self.owners.get(&at)?;
        (self.clusters.cluster(owner).members.len() > 1).then_some(owner)
    }

    /// True where both are arguments of one verb: they then are two.
    fn shares_verb(&self, at: usize, seen: &Seen) -> bool {
        let view = self.clusters.view;
        let verb = |candidate: usize| {
            let head = self.clusters.candidates[candidate].head.index();
            let argument = matches!(view.tok(head).relation(), "nsubj" | "obj" | "iobj" | "obl" | "conj");
            view.tok(head).head.filter(|up| argument && is_verb(view.upos(up.index())))
        };
        let (mine, other) = (verb(at), verb(seen.last));
        mine.is_some() && mine == other || self.is_bound(at, seen.entity)
    }

    /// True where the entity is the subject of the clause whose object the candidate is, or the relative pronoun that is the
    /// object where the candidate is the subject.
    fn is_bound(&self, at: usize, entity: usize) -> bool {
        let view = self.clusters.view;
        let head = self.clusters.candidates[at].head.index();
        match view.tok(head).relation() {
            "obj" | "iobj" => self.is_of(binding::clause_subject(view, head), entity),
            "nsubj" => {
                let verb = view.tok(head).head.into_iter();
                let mut others = verb.flat_map(|verb| view.children(verb.index())).map(|child| child.index());
                let object = others.any(|other| {
                    matches!(view.tok(other).relation(), "obj" | "iobj") && self.is_of(Some(other), entity)
                });
                object || binding::beside_in_front(view, head).into_iter().any(|at| self.is_of(Some(at), entity))
            }
            _ => false,
        }
    }

    /// True where two unnamed phrases with one noun say different things of it.
    fn modifiers_differ(&self, at: usize, entity: usize) -> bool {
        let clusters = &self.clusters;
        let places = |candidate: usize| clusters.candidates[candidate].demonyms.clone();
        let complement = |candidate: usize| {
            let tokens = clusters.candidates[candidate].tokens;
            tokens
                .ids()
                .filter_map(|id| self.heads.get(&id))
                .find(|other| clusters.candidates[**other].is_name())
                .copied()
        };
        let first = clusters.cluster(entity).members.iter().copied().min().unwrap_or(entity);
        let differ = match (complement(at), complement(first)) {
            (Some(a), Some(b)) => !clusters.same(a, b),
            (Some(_), None) => true,
            _ => false,
        };
        let (mine, other) = (places(at), places(first));
        differ || !mine.is_empty() && !other.is_empty() && mine != other
    }

    fn relative(&mut self, at: usize) {
        let view = self.clusters.view;
        let Some(head) = antecedent_head(view, self.clusters.candidates[at].start()) else { return };
        let direct = self.heads.get(&TokenId(head as u32)).copied();
        let around = || {
            (0..4).filter_map(|back| head.checked_sub(back)).find_map(|t| {
                let other = *self.heads.get(&TokenId(t as u32))?;
                self.clusters.candidates[other].tokens.contains(TokenId(head as u32)).then_some(other)
            })
        };
        if let Some(antecedent) = direct.or_else(around) {
            self.clusters.join(antecedent, at, "relative pronoun", 0.9);
        }
    }
}

fn genders_fit(gender: Option<Gender>, known: &BTreeSet<Gender>) -> bool {
    gender.is_none_or(|gender| known.is_empty() || known.contains(&gender))
}

/// True for subjects and for what a headline or fragment is about (its root).
fn is_subject(clusters: &Clusters<'_, '_>, at: usize) -> bool {
    let view = clusters.view;
    let tok = view.tok(clusters.candidates[at].head.index());
    match tok.relation() {
        "nsubj" => true,
        "root" => matches!(tok.upos, Upos::Noun | Upos::Propn | Upos::X),
        _ => false,
    }
}
