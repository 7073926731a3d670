//! What speaks for and against an entity as the antecedent of a reference, as named numbers.
//!
//! Salience, agreement and position as in Lappin and Leass (1994, <https://aclanthology.org/J94-4002/>), the ranking by a
//! fitted linear model as in Denis and Baldridge (2007). Must not know the weights' values: they are the lexicon's.

use std::collections::{BTreeMap, BTreeSet};

use super::binding;
use super::clusters::kin;
use super::deeds::Side;
use super::identity::is_verb;
use super::reference::{Reader, Seen};
use crate::analyse::TokenId;
use crate::mention::MentionForm;
use crate::ontology::{
    AntecedentModel, DeterminerKind, Gender, PartOfSpeech, PredicateId, PronounKind, Role, Slot, TypeId,
};

/// The traits' names, in the order of [`Reader::traits`].
pub(super) const TRAITS: [&str; 60] = [
    "bias",
    "same kind noun",
    "generic noun",
    "other specific noun known",
    "same type",
    "share of the type's evidence",
    "same nationality",
    "other nationality",
    "nationality unknown",
    "sentences between",
    "same sentence",
    "sentence before",
    "subject",
    "in the headline",
    "mentions so far",
    "mentions by name",
    "other paragraph",
    "possessive",
    "demonstrative",
    "named",
    "subject after subject",
    "object after object",
    "person",
    "organisation",
    "place",
    "offering",
    "gender of the last mention",
    "gender of another mention",
    "other gender",
    "nearer rivals",
    "most spoken of",
    "last by pronoun",
    "first of its sentence",
    "words between",
    "inside another phrase",
    "subject of the same verb",
    "position noun and person",
    "person who speaks",
    "organisation that speaks",
    "strange noun",
    "weak noun",
    "role noun",
    "relational noun",
    "noun with a name inside",
    "near type",
    "type that the frame takes",
    "other type than the frame takes",
    "nationality for a firm",
    "nationality for a person",
    "seat named",
    "position noun",
    "inside the front of the clause",
    "subject of the clause above",
    "argument of the same verb",
    "subject of the sentence before",
    "spoken of once",
    "did what the noun says",
    "did what the noun says to its complement",
    "relational noun with a name inside",
    "subject that follows",
];

/// A noun reminds of one of so many deeds before it: more than an article tells, so that long texts cost no more a word.
const DEEDS_REACH: usize = 300;

/// Values of the traits.
pub(super) type Traits = [f32; TRAITS.len()];

/// The lexicon's weights of one kind of reference, in the order of [`TRAITS`].
#[derive(Clone, Debug)]
pub(super) struct Weights(Traits);

impl Weights {
    pub fn of(models: &BTreeMap<String, AntecedentModel>, kind: &str) -> Self {
        let known = models.get(kind).map(|model| &model.coefficients);
        let weight = |name: &str| known.and_then(|known| known.get(name)).copied().unwrap_or(0.0) as f32;
        Self(TRAITS.map(weight))
    }

    pub fn score(&self, traits: &Traits) -> f32 {
        self.0.iter().zip(traits).map(|(weight, value)| weight * value).sum()
    }
}

/// The kind of reference that a candidate is, by the name of its model.
pub(super) fn kind_of(form: MentionForm, pronoun: Option<PronounKind>) -> &'static str {
    match (form, pronoun) {
        (MentionForm::Pronoun, Some(PronounKind::Demonstrative)) => "demonstrative",
        (MentionForm::Pronoun, _) => "pronoun",
        (MentionForm::Possessive, _) => "possessive",
        _ => "description",
    }
}

/// What is the same for all antecedents of one reference.
pub(super) struct Around<'o> {
    /// Mentions of the antecedent most spoken of.
    pub most: u32,
    /// Types that the frames around the reference take in its place; empty where none is evoked.
    pub expected: BTreeSet<&'o TypeId>,
    /// What the description's noun says that its bearer does or undergoes.
    pub sides: BTreeSet<(&'o PredicateId, Side)>,
    /// What the description is told by: its possessor and the names inside it.
    pub complements: Vec<usize>,
}

impl<'a> Reader<'_, '_, 'a> {
    /// The types that frames take in the place of the reference: as subject or object of its verb, or as possessor of its
    /// noun.
    pub(super) fn expected(&self, at: usize) -> BTreeSet<&'a TypeId> {
        let view = self.clusters.view;
        let tok = view.tok(self.clusters.candidates[at].head.index());
        let Some(head) = tok.head else { return BTreeSet::new() };
        let verbal = is_verb(view.upos(head.index()));
        let role = match tok.deprel.as_str() {
            "nsubj:pass" => Role::Object,
            _ => match tok.relation() {
                "nsubj" => Role::Subject,
                "obj" => Role::Object,
                "det" => Role::Possessor,
                _ => return BTreeSet::new(),
            },
        };
        let part = if verbal { PartOfSpeech::Verb } else { PartOfSpeech::Noun };
        let ontology = view.ontology;
        let evoked = ontology.lexicon.evocations.get(&(view.lemma[head.index()].clone(), part));
        let frames = evoked.into_iter().flatten().map(|evoked| &ontology.lexicon.frames[evoked.frame]);
        let reaches = |slot: &Slot| slot.0.iter().any(|path| path.0.len() == 1 && path.0[0].role == role);
        let mut found = BTreeSet::new();
        for frame in frames {
            let Some(predicate) = ontology.predicates.get(&frame.predicate) else { continue };
            let sides = [
                (&frame.subject, &frame.subject_types, &predicate.domain),
                (&frame.object, &frame.object_types, &predicate.range),
            ];
            for (_, own, schema) in sides.into_iter().filter(|(slot, _, _)| reaches(slot)) {
                found.extend(if own.is_empty() { schema } else { own });
            }
        }
        found
    }
}

impl Reader<'_, '_, '_> {
    /// The traits of an entity as antecedent of the candidate, `rivals` nearer ones fitting as well.
    pub(super) fn traits(&self, at: usize, seen: &Seen, rivals: usize, around: &Around<'_>) -> Traits {
        let clusters = &self.clusters;
        let view = clusters.view;
        let candidate = &clusters.candidates[at];
        let cluster = clusters.cluster(seen.entity);
        let last = &clusters.candidates[seen.last];
        let kind = candidate.kinds.first().map(|kind| view.kind(*kind));
        let same_kind = candidate.kinds.iter().any(|kind| cluster.kinds.contains(kind));
        let generic = kind.is_some_and(|kind| kind.generic);
        let specific = cluster.kinds.iter().any(|kind| !view.kind(*kind).generic && !candidate.kinds.contains(kind));
        let class = cluster.class().map(|(class, _)| class);
        let amount = cluster.class().map_or(0.0, |(_, amount)| amount);
        let total: f32 = cluster.evidence.values().sum();
        let (matching, conflicting) = self.nationality(at, seen.entity);
        let distance = self.sentence(at).saturating_sub(self.sentence(seen.last));
        let words = candidate.start().saturating_sub(last.end().min(candidate.start()));
        let is = |name: &str| class.is_some_and(|class| class.0 == name);
        let akin = |name: &str| class.is_some_and(|class| kin(view.ontology, class, &TypeId(name.to_owned())));
        let organisation = akin("Organization") && !is("Person");
        let speaks = self.speaks(at);
        let taken = class.is_some_and(|class| around.expected.iter().any(|wanted| view.ontology.is_a(class, wanted)));
        let genders = self.genders(candidate.gender, seen);
        let description = candidate.form == MentionForm::Nominal;
        let nationality = description && candidate.kinds.is_empty();
        let relational = kind.is_some_and(|kind| kind.relational);
        let (does, does_to) = self.does(at, seen.entity, around);
        [
            true.into(),
            same_kind.into(),
            (generic && !same_kind).into(),
            (!generic && !same_kind && specific).into(),
            (candidate.evidence.first().is_some_and(|(own, _)| Some(own) == class)).into(),
            Value(amount / total.max(0.1)),
            Value(matching),
            Value(conflicting),
            (!candidate.demonyms.is_empty() && cluster.demonyms.is_empty()).into(),
            Value(distance.min(8) as f32),
            (distance == 0).into(),
            (distance == 1).into(),
            seen.subject.into(),
            seen.headline.into(),
            Value((seen.count as f32).ln()),
            Value((cluster.names.max(1) as f32).ln()),
            (view.paragraph(candidate.start()) != view.paragraph(last.start())).into(),
            matches!(candidate.determiner, Some(DeterminerKind::Possessive(_))).into(),
            (candidate.determiner == Some(DeterminerKind::Demonstrative)).into(),
            cluster.named.into(),
            (self.relation(at, "nsubj") && seen.subject).into(),
            (self.relation(at, "obj") && self.relation(seen.last, "obj")).into(),
            is("Person").into(),
            organisation.into(),
            is("Place").into(),
            akin("Product").into(),
            genders.0.into(),
            genders.1.into(),
            genders.2.into(),
            Value((rivals.min(12) as f32).ln_1p()),
            (seen.count == around.most).into(),
            matches!(last.form, MentionForm::Pronoun | MentionForm::Possessive).into(),
            seen.opens.into(),
            Value((words.min(200) as f32).ln_1p()),
            (self.relation(seen.last, "nmod") || self.relation(seen.last, "appos")).into(),
            self.is_subject_around(at, seen).into(),
            (self.owns_position(at) && is("Person")).into(),
            (speaks && is("Person")).into(),
            (speaks && organisation).into(),
            self.is_strange(at, seen.entity).into(),
            kind.is_some_and(|kind| kind.weak).into(),
            kind.is_some_and(|kind| kind.role).into(),
            kind.is_some_and(|kind| kind.relational).into(),
            self.names_inside(at).into(),
            self.types_fit(at, seen.entity).into(),
            taken.into(),
            (!around.expected.is_empty() && !taken).into(),
            (nationality && organisation).into(),
            (nationality && is("Person")).into(),
            (description && self.names_seat(at)).into(),
            kind.is_some_and(|kind| kind.position).into(),
            (distance == 0 && binding::is_fronted(view, last.head.index(), candidate.head.index())).into(),
            self.is_of(binding::subject_above(view, candidate.head.index()), seen.entity).into(),
            self.is_argument_around(at, seen).into(),
            (distance == 1 && seen.subject).into(),
            (seen.count == 1).into(),
            does.into(),
            does_to.into(),
            (relational && self.names_inside(at)).into(),
            (!description && self.is_of(binding::subject_after(view, candidate.head.index()), seen.entity)).into(),
        ]
        .map(|Value(value)| value)
    }

    fn relation(&self, at: usize, relation: &str) -> bool {
        let candidate = &self.clusters.candidates[at];
        self.clusters.view.is_relation(candidate.head.index(), relation)
    }

    /// True where the entity is the subject of the clause around the candidate (*X vend sa filiale*, *X compte vendre sa
    /// filiale*).
    fn is_subject_around(&self, at: usize, seen: &Seen) -> bool {
        let head = self.clusters.candidates[at].head.index();
        self.is_of(binding::clause_subject(self.clusters.view, head), seen.entity)
    }

    /// True where the entity was last another argument of the verb around the candidate.
    fn is_argument_around(&self, at: usize, seen: &Seen) -> bool {
        let view = self.clusters.view;
        let head = self.clusters.candidates[seen.last].head.index();
        let argument = matches!(view.tok(head).relation(), "obj" | "iobj" | "obl");
        let verb = binding::verb_around(view, self.clusters.candidates[at].head.index());
        argument && verb.is_some() && view.tok(head).head.map(TokenId::index) == verb
    }

    /// Whether the entity has done, or undergone, what the noun says, and whether to its complement.
    fn does(&self, at: usize, entity: usize, around: &Around<'_>) -> (bool, bool) {
        let mut found = (false, false);
        if around.sides.is_empty() {
            return found;
        }
        let before = self.deeds.partition_point(|deed| deed.at < self.clusters.candidates[at].start());
        for deed in &self.deeds[before.saturating_sub(DEEDS_REACH)..before] {
            for (side, mine, other) in
                [(Side::Subject, deed.subject, deed.object), (Side::Object, deed.object, deed.subject)]
            {
                if around.sides.contains(&(deed.predicate, side)) && self.is_of(mine, entity) {
                    found.0 = true;
                    found.1 |= around.complements.iter().any(|complement| self.is_of(other, *complement));
                }
            }
        }
        found
    }

    /// True where the candidate is the subject of a verb of saying.
    fn speaks(&self, at: usize) -> bool {
        let view = self.clusters.view;
        let tok = view.tok(self.clusters.candidates[at].head.index());
        let Some(verb) = tok.head.filter(|_| tok.relation() == "nsubj") else { return false };
        let cues = &view.ontology.lexicon.scope_cues;
        let key = (view.lemma[verb.index()].clone(), PartOfSpeech::Verb);
        cues.get(&key).is_some_and(|cues| cues.iter().any(|cue| cue.reports))
    }

    /// True for the possessive of a position (*son PDG*).
    fn owns_position(&self, at: usize) -> bool {
        let owned = self.inside.get(&at).and_then(|nominal| self.clusters.candidates[*nominal].kinds.first());
        owned.is_some_and(|kind| self.clusters.view.kind(*kind).position)
    }

    /// Whether the gender is that of the last mention, that of another, or that of none.
    fn genders(&self, gender: Option<Gender>, seen: &Seen) -> (bool, bool, bool) {
        let Some(gender) = gender else { return (false, false, false) };
        let known = &self.clusters.cluster(seen.entity).genders;
        let last = seen.gender == Some(gender);
        let other = known.contains(&gender);
        (last, !last && other, !last && !other && !known.is_empty())
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
}

/// A trait's value; a truth is one.
struct Value(f32);

impl From<bool> for Value {
    fn from(truth: bool) -> Self {
        Self(f32::from(u8::from(truth)))
    }
}
