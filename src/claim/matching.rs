//! Frames on the tree: every word that evokes a predicate, with the arguments that it finds.

use crate::analyse::{TokenId, Upos};
use crate::mention::{LocalEntityId, Mentions};
use crate::ontology::{
    Aspect, Evocation, Frame, Ontology, PartOfSpeech, Path, Predicate, Role, Slot, Step, TimeSense, TypeId, ValueKind,
    Word,
};
use crate::value::Unit;

use super::argument::{Argument, Arguments, Filler, ITSELF, Want};
use super::contrast::contrasted;
use super::nearby::{NEARBY, Neighbourhood};
use super::topic::{TOPIC, Topics};
use super::tree::Tree;

/// A predicate with its arguments, before status, source and time are read.
#[derive(Clone, Debug)]
pub(super) struct Candidate<'o> {
    /// The word that evokes it.
    pub anchor: TokenId,
    /// The entry.
    pub evocation: &'o Evocation,
    /// The frame.
    pub frame: &'o Frame,
    /// Who.
    pub subject: Argument,
    /// What; `None` only where the frame allows an open object.
    pub object: Option<Argument>,
    /// The figure that the object is set against, where it is the second of two.
    pub beside: Option<usize>,
    /// Qualifiers that the frame itself places.
    pub qualifiers: Vec<(&'o str, Argument)>,
    /// How well the arguments' types fit, 0 to 1.
    pub fit: f64,
    /// How many candidates the same word gave.
    pub siblings: usize,
}

/// Everything that matching looks at.
pub(super) struct Matcher<'a> {
    /// The article's tree.
    pub tree: &'a Tree<'a>,
    /// Its arguments.
    pub arguments: &'a Arguments<'a>,
    /// Its mentions.
    pub mentions: &'a Mentions,
    /// What its passages are about.
    pub topics: &'a Topics<'a>,
    /// What stands near a word.
    pub nearby: &'a Neighbourhood<'a>,
    /// The frames.
    pub ontology: &'a Ontology,
}

impl<'a> Matcher<'a> {
    /// All candidates of the article, in text order of their anchors.
    pub fn candidates(&self) -> Vec<Candidate<'a>> {
        let count = self.tree.analysis.tokens.len() as u32;
        (0..count).map(TokenId).flat_map(|id| self.at(id)).collect()
    }

    /// Verbs outside the ontology that join two named entities, as subject, verb, object.
    pub fn open(&self) -> Vec<(TokenId, Argument, Argument)> {
        let step = |role| Slot(vec![Path(vec![Step { role, cases: Vec::new() }])]);
        let named = |a: &Argument| match a.filler {
            Filler::Entity(e) => self.mentions.entities[e.0 as usize].named,
            _ => false,
        };
        let (subject, object) = (step(Role::Subject), step(Role::Object));
        let mut found = Vec::new();
        for id in (0..self.tree.analysis.tokens.len() as u32).map(TokenId) {
            if self.tree.token(id).upos != Upos::Verb || !self.at(id).is_empty() {
                continue;
            }
            for s in self.arguments.fill(id, &subject, Want::Entity, &named) {
                let objects = self.arguments.fill(id, &object, Want::Entity, &named);
                found.extend(objects.into_iter().filter(|o| o.filler != s.filler).map(|o| (id, s.clone(), o)));
            }
        }
        found
    }

    fn at(&self, anchor: TokenId) -> Vec<Candidate<'a>> {
        let tok = self.tree.token(anchor);
        if matches!(tok.relation(), "aux" | "cop") {
            return Vec::new();
        }
        let Some(pos) = part_of_speech(tok.upos) else { return Vec::new() };
        let lemma = tok.lemma.to_lowercase();
        let known = &self.ontology.lexicon.evocations;
        let class = self.name_type(anchor);
        let entries = match class {
            Some(_) => known.get(&(String::new(), PartOfSpeech::Noun)),
            None => known.get(&(lemma, pos)),
        };
        let mut found: Vec<Candidate<'a>> = Vec::new();
        for evocation in entries.into_iter().flatten().filter(|e| self.evokes(anchor, e)) {
            let types = &self.ontology.lexicon.frames[evocation.frame].anchor_types;
            if class.is_none_or(|class| types.iter().any(|t| self.ontology.is_a(class, t))) {
                found.extend(self.match_frame(anchor, evocation));
            }
        }
        keep_most_specific(found)
    }

    /// The type of the name that the token heads, or is part of: a word inside a name means nothing by itself.
    fn name_type(&self, anchor: TokenId) -> Option<&TypeId> {
        let mention = self.arguments.name_over(anchor)?;
        Some(&self.mentions.entities[mention.entity.0 as usize].entity_type)
            .filter(|_| mention.head == anchor || mention.tokens.len() > 1)
    }

    fn evokes(&self, anchor: TokenId, evocation: &Evocation) -> bool {
        evocation.reflexive.is_none_or(|wanted| wanted == self.tree.is_reflexive(anchor))
            && evocation.requires.iter().all(|r| self.tree.meets(anchor, r))
            && !evocation.excludes.iter().any(|r| self.tree.meets(anchor, r))
    }

    fn match_frame(&self, anchor: TokenId, evocation: &'a Evocation) -> Vec<Candidate<'a>> {
        let frame = &self.ontology.lexicon.frames[evocation.frame];
        let Some(predicate) = self.ontology.predicates.get(&frame.predicate) else { return Vec::new() };
        let taken = self.tree.required(anchor, &evocation.requires);
        let mut objects = self.objects(anchor, frame, predicate, &taken);
        let mut subjects = self.subjects(anchor, frame, predicate, &taken, &objects);
        if objects.is_empty() && frame.weight >= TELLING {
            objects.extend(self.meant_object(anchor, frame, predicate, &subjects));
        }
        if objects.is_empty() && !subjects.is_empty() && names_topic(&frame.object) {
            objects.extend(self.object_spoken_of(anchor, frame, predicate, &subjects));
        }
        if frame.weight >= TELLING && objects.is_empty() != subjects.is_empty() {
            if objects.is_empty() {
                objects.extend(self.near_object(anchor, frame, predicate, &subjects));
            } else {
                subjects.extend(self.near_subject(anchor, frame, predicate, &objects));
            }
        }
        if objects.is_empty() && !frame.open_object {
            return Vec::new();
        }
        let qualifiers: Vec<(&'a str, Argument)> = frame
            .qualifiers
            .iter()
            .flat_map(|(name, slot)| {
                let want = want_of(name);
                self.arguments.fill(anchor, slot, want, &|_| true).into_iter().map(move |a| (name.as_str(), a))
            })
            .collect();
        let objects: Vec<Option<Argument>> =
            if objects.is_empty() { vec![None] } else { objects.into_iter().map(Some).collect() };
        let mut found = Vec::new();
        for subject in &subjects {
            for object in &objects {
                let gapped = object.as_ref().and_then(|o| self.gapped(o)).filter(|s| self.is_named(s));
                let subject = gapped.as_ref().unwrap_or(subject);
                if object.as_ref().is_some_and(|o| o.filler == subject.filler || self.is_but_own(frame, subject, o)) {
                    continue;
                }
                let fit = self.fit(subject, Selection { own: &frame.subject_types, schema: &predicate.domain })
                    * object
                        .as_ref()
                        .map_or(1.0, |o| self.fit(o, Selection { own: &frame.object_types, schema: &predicate.range }));
                let candidate = Candidate {
                    anchor,
                    evocation,
                    frame,
                    subject: subject.clone(),
                    object: object.clone(),
                    beside: None,
                    qualifiers: qualifiers.clone(),
                    fit,
                    siblings: 1,
                };
                found.extend(self.beside(&candidate, predicate));
                found.push(candidate);
            }
        }
        found
    }

    /// Whose the second of two amounts is where the verb stands once: *X en a 7 % et Y 6 %*.
    fn gapped(&self, object: &Argument) -> Option<Argument> {
        let Filler::Value(_) = object.filler else { return None };
        let top = self.tree.top(object.token);
        let owner = self.tree.token(top).head?;
        let tok = self.tree.token(owner);
        let second = tok.relation() == "conj" && tok.head.is_some_and(|first| self.tree.units[first.index()].is_some());
        let bare = self.tree.units[owner.index()].is_none() && top > owner && self.tree.case(top).is_empty();
        let mut owners = self.arguments.entity(owner, 0);
        let found = owners.pop().filter(|_| second && bare)?;
        Some(Argument { path: "gapping".to_owned(), hops: 1, ..found })
    }

    /// The same said of the figure that is set against the object.
    fn beside(&self, candidate: &Candidate<'a>, predicate: &Predicate) -> Option<Candidate<'a>> {
        let Filler::Value(first) = candidate.object.as_ref()?.filler else { return None };
        if predicate.aspect != Aspect::State && !predicate.over_period {
            return None;
        }
        let markers = &self.ontology.lexicon.contrast_markers;
        let (object, time) = contrasted(first, self.tree, self.arguments, self.mentions, markers)?;
        let kept = candidate.qualifiers.iter().filter(|(name, _)| *name != "when").cloned();
        let qualifiers = kept.chain(time.map(|time| ("when", time))).collect();
        Some(Candidate { object: Some(object), beside: Some(first), qualifiers, ..candidate.clone() })
    }

    fn subjects(
        &self,
        anchor: TokenId,
        frame: &'a Frame,
        predicate: &Predicate,
        taken: &[TokenId],
        objects: &[Argument],
    ) -> Vec<Argument> {
        let types = Selection { own: &frame.subject_types, schema: &predicate.domain };
        let bracketed = self.arguments.before_bracket(anchor).filter(|_| !predicate.values.is_empty());
        if let Some(owner) = bracketed.filter(|a| self.fit(a, types) == FITS && self.is_named(a)) {
            return vec![owner];
        }
        let mut found = self.entities(anchor, &frame.subject, types, frame.weight, taken);
        found.retain(|a| predicate.values.is_empty() || !self.is_behind_agent(anchor, a));
        // A pronoun that was taken for a thing that cannot do this means another, or what the passage is about.
        let misread = found.iter().all(|a| self.arguments.is_pronominal(a) && self.fit(a, types) < AKIN);
        if !misread {
            return found;
        }
        let takes = |a: &Argument| self.fit(a, types) == FITS && !objects.iter().any(|o| o.filler == a.filler);
        let meant = self.meant(anchor, &frame.subject, &takes);
        if !meant.is_empty() || (found.is_empty() && !names_topic(&frame.subject)) {
            return meant;
        }
        let figure = !predicate.values.is_empty();
        let about = self.topics.at(anchor, figure, &|a| self.fit(a, types) == FITS);
        about.into_iter().filter(|a| found.is_empty() || a.hops == 1).collect()
    }

    /// True where the way to the argument leads over a description of another who acts: the figures of *le propriétaire de
    /// X* are not those of X.
    fn is_behind_agent(&self, anchor: TokenId, argument: &Argument) -> bool {
        let mut above = self.tree.token(argument.token).head;
        while let Some(id) = above.filter(|&id| !self.tree.is_under(anchor, id)) {
            let acts = self.arguments.description(id).is_some_and(|entity| {
                let found = &self.mentions.entities[entity.0 as usize].entity_type;
                self.ontology.is_a(found, &TypeId(AGENT.to_owned()))
            });
            if acts {
                return true;
            }
            above = self.tree.token(id).head;
        }
        false
    }

    /// What the first pronoun in the slot may mean, of what is accepted.
    fn meant(&self, anchor: TokenId, slot: &Slot, accept: &dyn Fn(&Argument) -> bool) -> Vec<Argument> {
        let places = slot.0.iter().flat_map(|path| self.tree.walk(anchor, path)).map(|reached| reached.token);
        let meant = |pronoun| {
            let doers: Vec<Filler> = self.doers(pronoun).map(|doer| doer.filler).collect();
            self.topics.meant(pronoun, &|a| !doers.contains(&a.filler) && accept(a))
        };
        places.filter(|&id| self.arguments.is_third_person(id)).map(meant).find(|m| !m.is_empty()).unwrap_or_default()
    }

    fn meant_object(
        &self,
        anchor: TokenId,
        frame: &Frame,
        predicate: &Predicate,
        subjects: &[Argument],
    ) -> Vec<Argument> {
        let types = Selection { own: &frame.object_types, schema: &predicate.range };
        let free = |a: &Argument| !subjects.iter().any(|s| s.filler == a.filler);
        if predicate.range.is_empty() {
            return Vec::new();
        }
        self.meant(anchor, &frame.object, &|a| free(a) && self.fit(a, types) == FITS)
    }

    /// What the passage is about, as the object: *Ana Lorne rend son tablier*.
    fn object_spoken_of(
        &self,
        anchor: TokenId,
        frame: &Frame,
        predicate: &Predicate,
        subjects: &[Argument],
    ) -> Option<Argument> {
        let types = Selection { own: &frame.object_types, schema: &predicate.range };
        let actors = Selection { own: &frame.subject_types, schema: &predicate.domain };
        let free = |a: &Argument| !subjects.iter().any(|s| s.filler == a.filler);
        if subjects.iter().any(|s| self.fit(s, actors) < FITS) {
            return None;
        }
        self.topics.at(anchor, true, &|a| free(a) && self.fit(a, types) == FITS)
    }

    fn objects(&self, anchor: TokenId, frame: &'a Frame, predicate: &Predicate, taken: &[TokenId]) -> Vec<Argument> {
        let mut found = Vec::new();
        if predicate.values.contains(&ValueKind::Date) {
            found = self.arguments.fill(anchor, &frame.object, Want::Time, &|a| self.dated(a));
        } else if !predicate.values.is_empty() {
            let fits = |a: &Argument| self.measures(a, predicate) && (!frame.signed || self.is_signed(a));
            found = self.arguments.fill(anchor, &frame.object, Want::Value, &fits);
        }
        if found.is_empty() && !predicate.range.is_empty() {
            let types = Selection { own: &frame.object_types, schema: &predicate.range };
            found = self.entities(anchor, &frame.object, types, frame.weight, taken);
            found.retain(|a| !frame.named_object || self.is_named(a) || self.maker_of(a).is_some());
        }
        found
    }

    /// Entities that fill a slot: those of the wanted types; where there are none and the words are telling, named ones
    /// of any type, since a name's type is the least sure thing that is known of it (unless it is common knowledge).
    fn entities(
        &self,
        anchor: TokenId,
        slot: &Slot,
        types: Selection<'_>,
        weight: f64,
        taken: &[TokenId],
    ) -> Vec<Argument> {
        let free = |a: &Argument| !taken.contains(&a.token) && !self.means_doer(a);
        let mut found = self.arguments.fill(anchor, slot, Want::Entity, &|a| free(a) && self.fit(a, types) >= AKIN);
        if found.is_empty() && weight >= TELLING {
            found =
                self.arguments.fill(anchor, slot, Want::Entity, &|a| free(a) && self.is_named(a) && !self.is_sure(a));
        }
        if !found.is_empty() && weight >= TELLING {
            found.extend(self.listed_with(anchor, slot, &found, &free));
        }
        // «nommer X directeur»: beside a name in the same place, a mere noun says something of it
        if found.iter().any(|a| self.is_named(a)) {
            found.retain(|a| self.is_named(a));
        }
        found
    }

    /// Names that are enumerated with what was found: what is enumerated is of one kind, whatever the type of its name.
    fn listed_with(
        &self,
        anchor: TokenId,
        slot: &Slot,
        found: &[Argument],
        free: &dyn Fn(&Argument) -> bool,
    ) -> Vec<Argument> {
        let known = |a: &Argument| found.iter().any(|f| f.filler == a.filler);
        let listed = |a: &Argument| {
            let first = self.tree.first_conjunct(a.token);
            found.iter().any(|f| self.tree.first_conjunct(f.token) == first)
        };
        let takes = |a: &Argument| free(a) && self.is_named(a) && (known(a) || !self.is_sure(a));
        let all = self.arguments.fill(anchor, slot, Want::Entity, &takes);
        all.into_iter().filter(|a| !known(a) && listed(a)).collect()
    }

    /// True for a pronoun beside a verb that was linked to whoever does what the verb says: it means another.
    fn means_doer(&self, argument: &Argument) -> bool {
        self.doers(argument.token).any(|doer| doer.filler == argument.filler)
    }

    /// Who does what is said of the pronoun, where it is an object.
    fn doers(&self, pronoun: TokenId) -> impl Iterator<Item = Argument> {
        let tok = self.tree.token(pronoun);
        let object =
            tok.upos == Upos::Pron && matches!(tok.relation(), "obj" | "iobj") && !tok.feats.is("Reflex", "Yes");
        let verb = tok.head.filter(|_| object && !tok.feats.is("PronType", "Rel"));
        let doer = Step { role: Role::Subject, cases: Vec::new() };
        let places = verb.map(|verb| self.tree.step(verb, &doer)).unwrap_or_default();
        places.into_iter().flat_map(|place| self.arguments.entity(place.token, 0))
    }

    fn near_object(
        &self,
        anchor: TokenId,
        frame: &Frame,
        predicate: &Predicate,
        subjects: &[Argument],
    ) -> Vec<Argument> {
        let free = |a: &Argument| !subjects.iter().any(|s| s.filler == a.filler);
        if predicate.values.contains(&ValueKind::Date) {
            return Vec::new();
        }
        if !predicate.values.is_empty() {
            let fits = |a: &Argument| self.measures(a, predicate) && (!frame.signed || self.is_signed(a));
            return self.nearby.value(anchor, &fits).into_iter().collect();
        }
        let types = Selection { own: &frame.object_types, schema: &predicate.range };
        // A place stands near for many reasons.
        let place = |a: &Argument| self.type_of(a).is_some_and(|found| found.0 == PLACE);
        let placed = types.taken().iter().all(|t| t.0 == PLACE);
        self.nearby.entities(anchor, false, &|a| free(a) && (placed || !place(a)) && self.fit(a, types) == FITS)
    }

    fn near_subject(
        &self,
        anchor: TokenId,
        frame: &Frame,
        predicate: &Predicate,
        objects: &[Argument],
    ) -> Vec<Argument> {
        // What a noun calls a thing is no relation to whatever stands near it.
        if objects.iter().all(|o| o.path == ITSELF) {
            return Vec::new();
        }
        let types = Selection { own: &frame.subject_types, schema: &predicate.domain };
        let free = |a: &Argument| !objects.iter().any(|o| o.filler == a.filler);
        let figure = !predicate.values.is_empty();
        self.nearby.entities(anchor, true, &|a| free(a) && !(figure && self.is_outlet(a)) && self.fit(a, types) == FITS)
    }

    /// True for an object that has no name but its owner's, who is the subject, where the frame wants a name.
    fn is_but_own(&self, frame: &Frame, subject: &Argument, object: &Argument) -> bool {
        frame.named_object && !self.is_named(object) && self.maker_of(object) == Some(subject.filler)
    }

    /// The named organisation whose the thing is: *les fours de Vorel*, which are as good as named.
    fn maker_of(&self, argument: &Argument) -> Option<Filler> {
        let organisation = TypeId(ORGANIZATION.to_owned());
        let owner = |o: &Argument| {
            self.is_named(o) && self.type_of(o).is_some_and(|class| self.ontology.is_a(class, &organisation))
        };
        let complements = self.tree.dependents(argument.token, &["nmod"]).filter(|&c| self.tree.case(c) == "de");
        complements.flat_map(|c| self.arguments.entity(c, 0)).find(owner).map(|o| o.filler)
    }

    fn is_named(&self, argument: &Argument) -> bool {
        matches!(argument.filler, Filler::Entity(e) if self.mentions.entities[e.0 as usize].named)
    }

    /// True for a name whose type is common knowledge: a place of the lexicon, a person by first name and family name.
    fn is_sure(&self, argument: &Argument) -> bool {
        let Filler::Entity(e) = argument.filler else { return false };
        let entity = &self.mentions.entities[e.0 as usize];
        let nouns = &self.ontology.lexicon.nouns;
        match entity.entity_type.0.as_str() {
            PLACE => nouns.place(&entity.label).is_some(),
            PERSON => entity.label.split_once(' ').is_some_and(|(first, _)| nouns.first_names.contains_key(first)),
            _ => false,
        }
    }

    fn is_outlet(&self, argument: &Argument) -> bool {
        self.type_of(argument).is_some_and(|found| self.ontology.is_a(found, &TypeId(OUTLET.to_owned())))
    }

    fn dated(&self, argument: &Argument) -> bool {
        matches!(argument.filler, Filler::Time(t) if self.arguments.time(t).value.is_some())
    }

    /// True for an amount of the predicate's kind; what one piece of something costs is a price and nothing else (what
    /// comes in or goes out in a year is not).
    fn measures(&self, argument: &Argument, predicate: &Predicate) -> bool {
        let Filler::Value(v) = argument.filler else { return false };
        let value = &self.arguments.value(v).value;
        if value.per.as_ref().is_some_and(|per| !self.is_period(per)) && predicate.id.0 != PRICE {
            return false;
        }
        predicate.values.iter().any(|kind| match (kind, &value.unit) {
            (ValueKind::Money, Unit::Money(_)) => true,
            (ValueKind::Money, Unit::Count(None)) => value.value.is_some_and(|v| v >= 1e6),
            (ValueKind::Count, Unit::Count(_)) => true,
            (ValueKind::Percent, Unit::Percent) => true,
            _ => false,
        })
    }

    fn is_period(&self, noun: &str) -> bool {
        let word = Word { form: noun, lower: noun, lemma: noun };
        let unit = |sense: &TimeSense| matches!(sense, TimeSense::Unit(_)).then_some(());
        self.ontology.lexicon.times.phrases.longest(std::iter::once(word), unit).is_some()
    }

    fn is_signed(&self, argument: &Argument) -> bool {
        let Filler::Value(v) = argument.filler else { return false };
        let value = &self.arguments.value(v).value;
        value.value.is_some_and(|v| v < 0.0) || value.text.starts_with('+')
    }

    fn type_of(&self, argument: &Argument) -> Option<&TypeId> {
        match argument.filler {
            Filler::Entity(LocalEntityId(i)) => Some(&self.mentions.entities[i as usize].entity_type),
            _ => None,
        }
    }

    /// How well an argument's type fits: by the frame's own types where it has any, else by the predicate's.
    fn fit(&self, argument: &Argument, types: Selection<'_>) -> f64 {
        let Some(found) = self.type_of(argument) else { return FITS };
        let wanted = types.taken();
        if wanted.is_empty() || wanted.iter().any(|t| self.ontology.is_a(found, t)) {
            return FITS;
        }
        // All who act are akin to all, and a person is still no firm.
        let near = |parent: &TypeId| parent.0 != AGENT && wanted.iter().any(|t| self.ontology.is_a(t, parent));
        let akin = types.own.is_empty() && self.ontology.types.get(found).is_some_and(|t| t.parents.iter().any(near));
        if akin { AKIN } else { MISFIT }
    }
}

/// The types that a slot takes.
#[derive(Clone, Copy)]
struct Selection<'t> {
    own: &'t [TypeId],
    schema: &'t [TypeId],
}

impl<'t> Selection<'t> {
    fn taken(self) -> &'t [TypeId] {
        if self.own.is_empty() { self.schema } else { self.own }
    }
}

/// The class of all who act.
pub(super) const AGENT: &str = "Agent";
/// The class of those who publish.
pub(super) const OUTLET: &str = "Media";
/// What a customer pays.
const PRICE: &str = "price";
/// The class of places.
const PLACE: &str = "Place";
/// The class of persons.
const PERSON: &str = "Person";
/// The type of firms and bodies.
const ORGANIZATION: &str = "Organization";
/// The type is one of those wanted.
const FITS: f64 = 1.0;
/// The type shares a parent with one of those wanted.
const AKIN: f64 = 0.6;
/// The type is another.
const MISFIT: f64 = 0.3;
/// Frames of at least this weight say more of an argument's type than the name does.
const TELLING: f64 = 0.7;

/// Where one word evokes one predicate by several frames, those that found their arguments on the tree count before
/// those that took one from nearby or for what the passage is about, and among them those that ask most words.
fn keep_most_specific(found: Vec<Candidate<'_>>) -> Vec<Candidate<'_>> {
    let placed = |c: &Candidate<'_>| c.object.as_ref().is_none_or(|o| o.path != TOPIC);
    let rank = |c: &Candidate<'_>| (c.in_place(), placed(c), c.evocation.requires.len());
    let best = |c: &Candidate<'_>| {
        found.iter().filter(|o| o.frame.predicate == c.frame.predicate).map(rank).max().unwrap_or_default()
    };
    let mut kept: Vec<Candidate<'_>> = found.iter().filter(|c| rank(c) == best(c)).cloned().collect();
    let siblings = kept.len();
    kept.iter_mut().for_each(|c| c.siblings = siblings);
    kept
}

impl Candidate<'_> {
    /// True where both arguments stand where the frame says.
    pub fn in_place(&self) -> bool {
        self.subject.path != NEARBY && self.object.as_ref().is_none_or(|o| o.path != NEARBY)
    }
}

fn names_topic(slot: &Slot) -> bool {
    slot.0.iter().any(|path| path.0.last().is_some_and(|s| s.role == Role::Topic))
}

fn want_of(qualifier: &str) -> Want {
    match qualifier {
        "price" => Want::Value,
        "when" => Want::Time,
        _ => Want::Phrase,
    }
}

/// The lexicon's part of speech of a UD tag; `None` where no entry can stand.
pub(super) fn part_of_speech(upos: Upos) -> Option<PartOfSpeech> {
    match upos {
        Upos::Verb | Upos::Aux => Some(PartOfSpeech::Verb),
        Upos::Noun | Upos::Propn => Some(PartOfSpeech::Noun),
        Upos::Adj => Some(PartOfSpeech::Adjective),
        Upos::Adv => Some(PartOfSpeech::Adverb),
        Upos::Adp => Some(PartOfSpeech::Adposition),
        Upos::Num => Some(PartOfSpeech::Numeral),
        Upos::Sym => Some(PartOfSpeech::Symbol),
        Upos::Det => Some(PartOfSpeech::Determiner),
        Upos::Cconj | Upos::Sconj => Some(PartOfSpeech::Conjunction),
        _ => None,
    }
}
