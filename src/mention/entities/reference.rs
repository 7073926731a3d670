//! The last pass: descriptions, possessives and pronouns, in text order, each to the likeliest entity before it.
//!
//! What was last spoken of is kept in a short list; agreement in gender and number, type, kind noun, nationality,
//! nearness and grammatical role weigh, as in Lappin and Leass (1994).

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::clusters::{Clusters, kin};
use super::identity::{heads, is_verb};
use super::pronouns::antecedent_head;
use crate::analyse::{TokenId, Upos};
use crate::mention::MentionForm;
use crate::ontology::{DeterminerKind, Gender, Number, PronounKind, TypeId};

/// How many entities back a description or pronoun may reach.
const WINDOW: usize = 60;

/// Least score of a description's antecedent.
const DESCRIPTION_THRESHOLD: f32 = 0.4;

/// Least score of a pronoun's antecedent.
const PRONOUN_THRESHOLD: f32 = -1.2;

/// Number of traits of a description and an entity.
const TRAITS: usize = 20;

/// What each trait weighs. Fitted to the development corpus by logistic regression over the possible antecedents and
/// none of them; 0 is the score of none.
const DESCRIPTION_WEIGHTS: [(&str, f32); TRAITS] = [
    ("bias", -0.31),
    ("same kind noun", 0.38),
    ("generic noun", -0.23),
    ("other specific noun known", -0.13),
    ("same type", 1.45),
    ("share of the type's evidence", -0.03),
    ("same nationality", 0.13),
    ("other nationality", -0.20),
    ("nationality unknown", -0.11),
    ("sentences between", -0.18),
    ("same sentence", -0.24),
    ("subject", 0.02),
    ("in the headline", 0.65),
    ("mentions so far", 0.50),
    ("mentions by name", 0.33),
    ("other paragraph", -0.44),
    ("possessive", 0.07),
    ("demonstrative", 0.07),
    ("named", -0.42),
    ("subject after subject", 0.23),
];

/// Where an entity was last spoken of.
#[derive(Clone, Debug)]
struct Seen {
    /// A candidate of the entity; its cluster may grow.
    entity: usize,
    last: usize,
    count: u32,
    subject: bool,
    headline: bool,
    number: Option<Number>,
    gender: Option<Gender>,
}

/// Resolves what is not a name.
pub(super) fn resolve(clusters: &mut Clusters<'_, '_>) {
    let heads = heads(clusters);
    let order = reading_order(clusters);
    let inside = parents(clusters);
    let owners = inside.iter().map(|(owner, nominal)| (*nominal, *owner)).collect();
    let mut reader = Reader { recent: VecDeque::new(), inside, owners, heads, clusters };
    for at in order {
        reader.read(at);
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

struct Reader<'c, 'v, 'a> {
    clusters: &'c mut Clusters<'v, 'a>,
    heads: BTreeMap<TokenId, usize>,
    /// The nominal that a possessive determiner opens.
    inside: BTreeMap<usize, usize>,
    /// The same from the nominal.
    owners: BTreeMap<usize, usize>,
    /// The latest last.
    recent: VecDeque<Seen>,
}

impl Reader<'_, '_, '_> {
    fn read(&mut self, at: usize) {
        let form = self.clusters.candidates[at].form;
        let lone = self.clusters.cluster(at).members.len() == 1;
        match form {
            MentionForm::Nominal if lone && self.clusters.candidates[at].place.is_none() => self.description(at),
            MentionForm::Pronoun => self.pronoun(at),
            MentionForm::Possessive => self.possessive(at),
            _ => {}
        }
        let pronominal = matches!(form, MentionForm::Pronoun | MentionForm::Possessive);
        if !pronominal || self.clusters.cluster(at).members.len() > 1 {
            self.note(at, pronominal);
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
            }
        }
        self.recent.push_back(seen);
        if self.recent.len() > WINDOW {
            self.recent.pop_front();
        }
    }

    fn sentence(&self, at: usize) -> usize {
        self.clusters.view.sentence(self.clusters.candidates[at].start())
    }

    fn best(&self, at: usize, score: impl Fn(&Self, &Seen) -> Option<f32>) -> Option<(usize, f32, f32)> {
        let mut best: Option<(usize, f32)> = None;
        let mut second = f32::NEG_INFINITY;
        for seen in self.recent.iter().rev().filter(|seen| !self.clusters.same(seen.entity, at)) {
            let Some(score) = score(self, seen) else { continue };
            match best {
                Some((_, high)) if score <= high => second = second.max(score),
                _ => {
                    second = best.map_or(second, |(_, high)| high);
                    best = Some((seen.entity, score));
                }
            }
        }
        best.map(|(entity, score)| (entity, score, score - second))
    }

    fn description(&mut self, at: usize) {
        let candidate = &self.clusters.candidates[at];
        let definite = match candidate.determiner {
            Some(DeterminerKind::Definite | DeterminerKind::Demonstrative | DeterminerKind::Possessive(_)) => true,
            // Headlines leave the article out.
            None => self.clusters.view.paragraph(candidate.start()) == 0 && !candidate.kinds.is_empty(),
            _ => false,
        };
        if !definite {
            return;
        }
        let found = self.best(at, |reader, seen| reader.score_description(at, seen));
        if let Some((entity, score, margin)) = found.filter(|(_, score, _)| *score >= DESCRIPTION_THRESHOLD) {
            let probability = if margin > 0.7 && score > 1.5 { 0.75 } else { 0.55 };
            self.clusters.join(entity, at, "definite description", probability);
            self.clusters.note_kind(entity, at, 1);
        }
    }

    /// How well the entity fits the description: a weighted sum of [`traits`](Self::traits); `None` where it cannot.
    fn score_description(&self, at: usize, seen: &Seen) -> Option<f32> {
        let traits = self.traits(at, seen)?;
        Some(traits.iter().zip(DESCRIPTION_WEIGHTS).map(|(value, (_, weight))| value * weight).sum())
    }

    /// What speaks for and against the entity, in the order of [`DESCRIPTION_WEIGHTS`].
    fn traits(&self, at: usize, seen: &Seen) -> Option<[f32; TRAITS]> {
        let clusters = &self.clusters;
        let view = clusters.view;
        let candidate = &clusters.candidates[at];
        let cluster = clusters.cluster(seen.entity);
        let same_kind = candidate.kinds.iter().any(|kind| cluster.kinds.contains(kind));
        let plural = |number: Option<Number>| number == Some(Number::Plural);
        let parted = self.holds(at, seen.entity) || self.shares_verb(at, seen) || self.is_strange(at, seen.entity);
        let numbers_differ = plural(candidate.number) != plural(seen.number);
        let genders_differ = cluster.is("Person") && !genders_fit(candidate.gender, &cluster.genders);
        let far = self.names_seat(at) && !same_kind && self.sentence(at) > self.sentence(seen.last) + 1;
        if far || !self.types_fit(at, seen.entity) || parted || numbers_differ || genders_differ {
            return None;
        }
        let kind = candidate.kinds.first().map(|kind| view.kind(*kind));
        let unsure = kind.is_some_and(|kind| kind.relational || kind.collective || kind.weak) || !cluster.named;
        if kind.is_some() && unsure && (!same_kind || !cluster.named && self.modifiers_differ(at, seen.entity)) {
            return None;
        }
        let generic = kind.is_some_and(|kind| kind.generic);
        let specific = cluster.kinds.iter().any(|kind| !view.kind(*kind).generic && !candidate.kinds.contains(kind));
        let (class, amount) = cluster.class()?;
        let total: f32 = cluster.evidence.values().sum();
        let (matching, conflicting) = self.nationality(at, seen.entity);
        let distance = self.sentence(at).saturating_sub(self.sentence(seen.last));
        let paragraph = |candidate: usize| view.paragraph(clusters.candidates[candidate].start());
        let flag = |truth: bool| f32::from(u8::from(truth));
        Some([
            1.0,
            flag(same_kind),
            flag(generic && !same_kind),
            flag(!generic && !same_kind && specific),
            flag(candidate.evidence.first().is_some_and(|(own, _)| own == class)),
            amount / total.max(0.1),
            matching,
            conflicting,
            flag(!candidate.demonyms.is_empty() && cluster.demonyms.is_empty()),
            distance.min(8) as f32,
            flag(distance == 0),
            flag(seen.subject),
            flag(seen.headline),
            (seen.count as f32).ln(),
            (cluster.names.max(1) as f32).ln(),
            flag(paragraph(at) != paragraph(seen.last)),
            flag(matches!(candidate.determiner, Some(DeterminerKind::Possessive(_)))),
            flag(candidate.determiner == Some(DeterminerKind::Demonstrative)),
            flag(cluster.named),
            flag(is_subject(clusters, at) && seen.subject),
        ])
    }

    /// Whether the nationalities of description and entity meet, and whether they exclude each other.
    fn nationality(&self, at: usize, entity: usize) -> (f32, f32) {
        let view = self.clusters.view;
        let mine = &self.clusters.candidates[at].demonyms;
        let known = &self.clusters.cluster(entity).demonyms;
        if mine.iter().any(|place| known.contains(place)) {
            return (1.0, 0.0);
        }
        let kinds = |places: &BTreeSet<usize>| {
            places.iter().map(|place| view.nouns.places[*place].kind.clone()).collect::<BTreeSet<_>>()
        };
        (0.0, f32::from(u8::from(!kinds(mine).is_disjoint(&kinds(known)))))
    }

    /// The noun's own type, or one so near that texts do not keep them apart: firm and organisation, product and service.
    fn types_fit(&self, at: usize, entity: usize) -> bool {
        let candidate = &self.clusters.candidates[at];
        let Some((class, _)) = self.clusters.cluster(entity).class() else { return false };
        if candidate.kinds.is_empty() {
            // *le Danois* is a person, or a firm that was called Danish before.
            let called = !candidate.demonyms.is_disjoint(&self.clusters.cluster(entity).demonyms);
            return class.0 == "Person" || class.0 == "Company" && called;
        }
        let ontology = self.clusters.view.ontology;
        let offering = |id: &TypeId| kin(ontology, id, &TypeId("Product".to_owned()));
        let firm = |id: &TypeId| matches!(id.0.as_str(), "Company" | "Organization");
        let near = |kind: &TypeId| kind == class || offering(kind) && offering(class) || firm(kind) && firm(class);
        candidate.evidence.iter().any(|(kind, _)| near(kind))
    }

    /// True where a noun that was not used of the entity brings a meaning of its own: other nouns are known of the
    /// entity, or it is no noun for a firm, a person or a product.
    fn is_strange(&self, at: usize, entity: usize) -> bool {
        let view = self.clusters.view;
        let candidate = &self.clusters.candidates[at];
        let cluster = self.clusters.cluster(entity);
        let Some(kind) = candidate.kinds.first().map(|kind| view.kind(*kind)) else { return false };
        let same = candidate.kinds.iter().any(|kind| cluster.kinds.contains(kind));
        let specific = cluster.kinds.iter().any(|kind| !view.kind(*kind).generic);
        let public =
            kind.types.first().is_some_and(|class| matches!(class.0.as_str(), "Government" | "Organization" | "Unit"));
        !same && !kind.generic && (specific || public || !candidate.demonyms.is_empty() && !kind.role)
    }

    /// True for *le groupe de Brume*: the place tells the entity from the others, and it was named just before.
    fn names_seat(&self, at: usize) -> bool {
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
        mine.is_some() && mine == other
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

    fn pronoun(&mut self, at: usize) {
        let kind = self.clusters.candidates[at].pronoun;
        if kind == Some(PronounKind::Relative) {
            self.relative(at);
            return;
        }
        let last_one = kind == Some(PronounKind::Demonstrative);
        let found = self.best(at, |reader, seen| reader.score_pronoun(at, seen, last_one));
        if let Some((entity, score, margin)) = found.filter(|(_, score, _)| *score >= PRONOUN_THRESHOLD) {
            let probability = 0.5 + 0.1 * margin.clamp(0.0, 3.0) + if score > 0.5 { 0.1 } else { 0.0 };
            self.clusters.join(entity, at, "pronoun", probability.min(0.9));
        }
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

    fn score_pronoun(&self, at: usize, seen: &Seen, last_one: bool) -> Option<f32> {
        let candidate = &self.clusters.candidates[at];
        let cluster = self.clusters.cluster(seen.entity);
        let distance = self.sentence(at).saturating_sub(self.sentence(seen.last));
        let plural = candidate.number == Some(Number::Plural);
        if distance > 3 || plural != (seen.number == Some(Number::Plural)) || self.shares_verb(at, seen) {
            return None;
        }
        let gender = self.gender_score(candidate.gender, seen)?;
        let (class, _) = cluster.class()?;
        let animate = kin(self.clusters.view.ontology, class, &TypeId("Company".to_owned())) || class.0 == "Person";
        let mut score = -0.8 * distance as f32 + gender;
        score += if animate { 0.5 } else { 0.0 };
        score += if cluster.named { 0.3 } else { 0.0 };
        score += if class.0 == "Place" { -1.2 } else { 0.0 };
        score += 0.2 * (seen.count as f32).ln();
        if last_one {
            let near = self.clusters.candidates[at].start()
                - self.clusters.candidates[seen.last].end().min(self.clusters.candidates[at].start());
            return Some(score - 0.1 * near.min(20) as f32);
        }
        score += if seen.subject { 1.2 } else { 0.0 };
        Some(score + self.possessor_bonus(at, seen))
    }

    /// A possessive likes the subject of its own clause, and an organisation before a role noun.
    fn possessor_bonus(&self, at: usize, seen: &Seen) -> f32 {
        let candidate = &self.clusters.candidates[at];
        if candidate.form != MentionForm::Possessive {
            return 0.0;
        }
        let mut bonus = if seen.subject && self.sentence(at) == self.sentence(seen.last) { 0.5 } else { 0.0 };
        let owned = self.inside.get(&at).and_then(|nominal| self.clusters.candidates[*nominal].kinds.first());
        if owned.is_some_and(|kind| self.clusters.view.kind(*kind).position)
            && self.clusters.cluster(seen.entity).is("Person")
        {
            bonus -= 1.5;
        }
        bonus
    }

    /// `None` where the genders exclude each other.
    fn gender_score(&self, gender: Option<Gender>, seen: &Seen) -> Option<f32> {
        let Some(gender) = gender else { return Some(0.0) };
        let cluster = self.clusters.cluster(seen.entity);
        if cluster.is("Person") {
            return genders_fit(Some(gender), &cluster.genders).then_some(if cluster.genders.is_empty() {
                0.0
            } else {
                0.4
            });
        }
        if seen.gender == Some(gender) {
            return Some(0.6);
        }
        if seen.gender.is_some() && !cluster.named {
            return None;
        }
        let known = !cluster.genders.is_empty();
        Some(match known {
            true if cluster.genders.contains(&gender) => 0.3,
            true => -0.8,
            false => 0.0,
        })
    }

    fn possessive(&mut self, at: usize) {
        let candidate = &self.clusters.candidates[at];
        let plural = candidate.number == Some(Number::Plural);
        let owned = self.inside.get(&at).copied();
        let found = self.best(at, |reader, seen| {
            let own = owned.is_some_and(|nominal| reader.clusters.same(nominal, seen.entity));
            let fits = plural == (seen.number == Some(Number::Plural));
            if own || !fits { None } else { reader.score_pronoun(at, seen, false) }
        });
        if let Some((entity, score, margin)) = found.filter(|(_, score, _)| *score >= PRONOUN_THRESHOLD) {
            let probability = 0.55 + 0.1 * margin.clamp(0.0, 3.0) + if score > 0.5 { 0.1 } else { 0.0 };
            self.clusters.join(entity, at, "possessive", probability.min(0.9));
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
