//! The lexicon's frames, and the entries that evoke them.

use std::collections::{BTreeMap, BTreeSet};

use super::entry::{LexicalEntry, entries};
use super::frame::{Evocation, Frame, PartOfSpeech, Requirement, Slot, StatusHint};
use super::log::{At, Log};
use super::node::Node;
use super::prefix::{local, term_id};
use super::schema::Ontology;
use super::slot;
use super::source::Source;
use super::term::{PredicateId, TypeId};

/// Entries by the lemma and part of speech of their anchor.
pub(super) type Evocations = BTreeMap<(String, PartOfSpeech), Vec<Evocation>>;

/// Values of `lx:status` and `lx:conditionalStatus`.
pub(super) const STATUSES: &[(&str, StatusHint)] = &[
    ("gl:actual", StatusHint::Actual),
    ("gl:planned", StatusHint::Planned),
    ("gl:expected", StatusHint::Expected),
    ("gl:possible", StatusHint::Possible),
];

/// Names that `lx:name` of an `lx:qualifier` may have.
const QUALIFIERS: &[&str] = &["from", "metric", "of", "price", "product", "role", "to", "when"];

/// The weight of a frame that gives none.
const DEFAULT_WEIGHT: f64 = 0.9;

/// A frame, and what it asks of the words beside every entry that evokes it.
struct Read {
    frame: Frame,
    requires: Vec<Requirement>,
    excludes: Vec<Requirement>,
}

/// Reads all `synsem:SyntacticFrame`s and the entries that have one as `synsem:synBehavior`; frames come sorted by name.
pub(super) fn read(source: &Source, ontology: &Ontology, log: &mut Log) -> (Vec<Frame>, Evocations) {
    let nodes: Vec<_> = source.instances("synsem:SyntacticFrame").filter(|node| !deprecated(*node, log)).collect();
    let mut read = Vec::new();
    let mut numbers: BTreeMap<&str, Option<usize>> = BTreeMap::new();
    for node in nodes {
        let frame = read_frame(node, ontology, log);
        numbers.insert(node.name(), frame.is_some().then_some(read.len()));
        read.extend(frame);
    }
    let (mut evocations, evoked) = read_evocations(source, &numbers, &read, log);
    let named = named_evocations(&read);
    for (name, number) in &numbers {
        let by_name = number.is_some_and(|number| named.iter().any(|evocation| evocation.frame == number));
        if !evoked.contains(name) && number.is_some() && !by_name {
            let place = source.node(name).expect("its frame was read from it").place();
            let message = format!("frame `{}`: no entry evokes it", local(name));
            log.note(place, "L016", message).help = Some(format!("give an entry synsem:synBehavior {name}"));
        }
    }
    evocations.insert((String::new(), PartOfSpeech::Noun), named);
    (read.into_iter().map(|r| r.frame).collect(), evocations)
}

/// Of the frames that names evoke, one each, under no lemma.
fn named_evocations(read: &[Read]) -> Vec<Evocation> {
    let of_names = read.iter().enumerate().filter(|(_, r)| !r.frame.anchor_types.is_empty());
    of_names
        .map(|(frame, r)| Evocation {
            entry: r.frame.name.clone(),
            lemma: String::new(),
            part_of_speech: PartOfSpeech::Noun,
            reflexive: None,
            requires: r.requires.clone(),
            excludes: r.excludes.clone(),
            frame,
        })
        .collect()
}

fn deprecated(node: Node<'_>, log: &mut Log) -> bool {
    node.flag("owl:deprecated", log).is_some_and(|flag| flag.value)
}

fn read_frame(node: Node<'_>, ontology: &Ontology, log: &mut Log) -> Option<Read> {
    let owner = format!("frame `{}`", node.local());
    let predicate = read_predicate(node, &owner, ontology, log);
    let open_object = flag(node, "lx:openObject", log);
    let subject = read_slot(node, "lx:subject", &owner, false, log);
    let object = read_slot(node, "lx:object", &owner, open_object, log);
    let qualifiers = read_qualifiers(node, &owner, log);
    let subject_types = read_types(node, "lx:subjectType", &owner, ontology, log);
    let object_types = read_types(node, "lx:objectType", &owner, ontology, log);
    let anchor_types = read_types(node, "lx:anchorType", &owner, ontology, log);
    let requires = requirements(node, "lx:requires", &owner, log);
    let excludes = requirements(node, "lx:excludes", &owner, log);
    let frame = Frame {
        name: node.local().to_owned(),
        predicate: predicate?,
        subject: subject?,
        object: object?,
        qualifiers,
        subject_types,
        object_types,
        anchor_types,
        status: node.choice("lx:status", STATUSES, log).map(|status| status.value),
        negated: flag(node, "lx:negated", log),
        falling: flag(node, "lx:falling", log),
        signed: flag(node, "lx:signed", log),
        named_object: flag(node, "lx:namedObject", log),
        open_object,
        weight: read_weight(node, &owner, log),
    };
    Some(Read { frame, requires, excludes })
}

fn flag(node: Node<'_>, property: &str, log: &mut Log) -> bool {
    node.flag(property, log).is_some_and(|flag| flag.value)
}

fn read_predicate(node: Node<'_>, owner: &str, ontology: &Ontology, log: &mut Log) -> Option<PredicateId> {
    let Some(name) = node.name_of("lx:evokes", log) else {
        if !node.has("lx:evokes") {
            log.error(node.place(), "L015", format!("{owner}: it evokes no predicate")).help =
                Some("add lx:evokes gl:…".to_owned());
        }
        return None;
    };
    let id = PredicateId(term_id(name.value));
    if ontology.predicates.contains_key(&id) {
        return Some(id);
    }
    let known = ontology.predicates.keys().map(|id| id.0.as_str());
    log.unknown(name.place, "L011", format!("{owner}: `{}` is not a predicate", name.value), &id.0, known);
    None
}

/// A slot; an empty one where it is missing and may be.
fn read_slot(node: Node<'_>, property: &str, owner: &str, optional: bool, log: &mut Log) -> Option<Slot> {
    if !node.has(property) {
        if optional {
            return Some(Slot::default());
        }
        log.error(node.place(), "L014", format!("{owner}: no `{property}`")).help =
            Some(format!("say where it stands, as {property} \"subj | nmod(de)\""));
        return None;
    }
    let text = node.text(property, log)?;
    slot::slot(text, owner, log)
}

fn read_qualifiers(node: Node<'_>, owner: &str, log: &mut Log) -> Vec<(String, Slot)> {
    let mut qualifiers = Vec::new();
    for qualifier in node.nodes("lx:qualifier") {
        let Some(name) = qualifier.value.text("lx:name", log) else {
            log.error(qualifier.place, "L014", format!("{owner}: a qualifier without `lx:name`"));
            continue;
        };
        if !QUALIFIERS.contains(&name.value) {
            let message = format!("{owner}: `{}` is not a qualifier", name.value);
            log.unknown(name.place, "L017", message, name.value, QUALIFIERS.iter().copied());
            continue;
        }
        let slot = read_slot(qualifier.value, "lx:slot", owner, false, log);
        qualifiers.extend(slot.map(|slot| (name.value.to_owned(), slot)));
    }
    qualifiers
}

fn read_types(node: Node<'_>, property: &str, owner: &str, ontology: &Ontology, log: &mut Log) -> Vec<TypeId> {
    let mut types = Vec::new();
    for name in node.names(property, log) {
        let id = TypeId(term_id(name.value));
        if ontology.types.contains_key(&id) {
            types.push(id);
            continue;
        }
        let known = ontology.types.keys().map(|id| id.0.as_str());
        log.unknown(name.place, "L010", format!("{owner}: `{}` is not an entity type", name.value), &id.0, known);
    }
    types
}

fn read_weight(node: Node<'_>, owner: &str, log: &mut Log) -> f64 {
    let Some(weight) = node.number("lx:weight", log) else { return DEFAULT_WEIGHT };
    if !(0.0..=1.0).contains(&weight.value) {
        log.error(weight.place, "L018", format!("{owner}: a weight is a probability, not {}", weight.value)).help =
            Some("write a number from 0 to 1".to_owned());
    }
    weight.value
}

/// The values of `lx:requires` or `lx:excludes`.
pub(super) fn requirements(node: Node<'_>, property: &str, owner: &str, log: &mut Log) -> Vec<Requirement> {
    let texts = node.texts(property, log);
    texts.into_iter().filter_map(|text| slot::requirement(text, owner, log)).collect()
}

/// The evocations by anchor, and the compact names of all frames that an entry names.
fn read_evocations<'s>(
    source: &'s Source,
    numbers: &BTreeMap<&str, Option<usize>>,
    read: &[Read],
    log: &mut Log,
) -> (Evocations, BTreeSet<&'s str>) {
    let (mut evocations, mut evoked) = (Evocations::new(), BTreeSet::new());
    for entry in all_entries(source, log).into_values().filter(|entry| entry.node.has("synsem:synBehavior")) {
        let names = entry.node.names("synsem:synBehavior", log);
        evoked.extend(names.iter().map(|name| name.value));
        let frames: Vec<_> = names.into_iter().filter_map(|name| frame_number(&entry, name, numbers, log)).collect();
        let Some(bare) = bare_evocation(&entry, log) else { continue };
        for frame in frames {
            let (mut evocation, read) = (Evocation { frame, ..bare.clone() }, &read[frame]);
            evocation.requires.extend(read.requires.iter().cloned());
            evocation.excludes.extend(read.excludes.iter().cloned());
            evocations.entry((bare.lemma.clone(), bare.part_of_speech)).or_default().push(evocation);
        }
    }
    (evocations, evoked)
}

/// Words and multi-word expressions by name; one that is said to be both counts once.
pub(super) fn all_entries<'s>(source: &'s Source, log: &mut Log) -> BTreeMap<&'s str, LexicalEntry<'s>> {
    let mut all = BTreeMap::new();
    for class in ["ontolex:Word", "ontolex:MultiwordExpression"] {
        all.extend(entries(source, class, log).into_iter().map(|entry| (entry.node.name(), entry)));
    }
    all
}

fn frame_number(
    entry: &LexicalEntry<'_>,
    frame: At<&str>,
    numbers: &BTreeMap<&str, Option<usize>>,
    log: &mut Log,
) -> Option<usize> {
    if let Some(number) = numbers.get(frame.value) {
        return *number;
    }
    let message = format!("entry {}: there is no frame `{}`", entry.node.title(), frame.value);
    log.unknown(frame.place, "L019", message, frame.value, numbers.keys().copied());
    None
}

/// What the entry says by itself, before it is tied to a frame.
fn bare_evocation(entry: &LexicalEntry<'_>, log: &mut Log) -> Option<Evocation> {
    let owner = format!("entry {}", entry.node.title());
    let requires = requirements(entry.node, "lx:requires", &owner, log);
    let excludes = requirements(entry.node, "lx:excludes", &owner, log);
    let reflexive = entry.node.flag("lx:reflexive", log).map(|flag| flag.value);
    let (lemma, part_of_speech) = anchor(entry, log)?;
    Some(Evocation {
        entry: entry.node.local().to_owned(),
        lemma,
        part_of_speech,
        reflexive,
        requires,
        excludes,
        frame: usize::MAX,
    })
}

/// The lemma and part of speech by which a text calls an entry up.
pub(super) fn anchor(entry: &LexicalEntry<'_>, log: &mut Log) -> Option<(String, PartOfSpeech)> {
    let Some(part) = entry.part_of_speech else {
        if !entry.node.has("lexinfo:partOfSpeech") {
            let message = format!("entry {}: no part of speech", entry.node.title());
            log.error(entry.node.place(), "L021", message).help =
                Some("add lexinfo:partOfSpeech lexinfo:verb (or noun, adjective, …)".to_owned());
        }
        return None;
    };
    let head = entry.head(log);
    if head.contains([' ', '\'']) && !entry.node.has("lx:head") {
        let message = format!("entry {}: which word of «{head}» anchors it?", entry.node.title());
        log.error(entry.written.place, "L022", message).help = Some("add lx:head \"…\", one lemma of it".to_owned());
        return None;
    }
    Some((head.to_lowercase(), part))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLANE: (&str, &str) = ("glane.ttl", include_str!("../../ontology/glane.ttl"));
    const LEXICON: (&str, &str) = ("lexicon.fr.ttl", include_str!("../../ontology/lexicon.fr.ttl"));
    const FRAMES: &str = include_str!("../../tests/fixtures/frames.ttl");
    const BROKEN: &str = include_str!("../../tests/fixtures/frames-broken.ttl");

    #[test]
    fn frames_and_their_entries_are_read() {
        let ontology = Ontology::read([GLANE, LEXICON, ("frames.ttl", FRAMES)]).expect("the fixture is right");
        assert!(ontology.notes.is_empty(), "{:?}", ontology.notes);
        let lexicon = ontology.lexicon;
        let frames: Vec<String> = lexicon.frames.iter().map(describe_frame).collect();
        insta::assert_snapshot!(frames.join("\n"), @r#"
        acquires-transitive acquires [subj] [obj] ["price: obl(pour,contre)"] [] None (false, false, false) 0.95
        closes-end-of closes [subj] [iobj | obl(à)] [] [] Some(Planned) (false, false, false) 0.9
        growth-fall growth [subj/poss | subj/nmod(de) | subj] [obl(de)] ["metric: subj"] [TypeId("Company"), TypeId("Product")] None (false, true, false) 0.9
        "#);
        let evocations: Vec<String> = lexicon.evocations.values().flatten().map(describe_evocation).collect();
        insta::assert_snapshot!(evocations.join("\n"), @r#"
        mettre-fin-v mettre Verb None ["obj=fin,terme"] ["obl(en)"] → 1
        s-offrir-v offrir Verb Some(true) [] [] → 0
        racheter-v racheter Verb None [] [] → 0
        reculer-v reculer Verb None [] [] → 2
        "#);
        let cues: Vec<String> = lexicon.scope_cues.iter().map(|cue| format!("{cue:?}")).collect();
        insta::assert_snapshot!(cues.join("\n"), @r#"(("devoir", Verb), [ScopeCue { entry: "devoir-cue", status: None, conditional_status: Some(Expected), perfect_status: None, negates: false, reports: false, vouches: false, reflexive: None, requires: [], excludes: [] }])"#);
        assert_eq!((lexicon.source_markers, lexicon.negators), (vec!["selon".to_owned()], vec!["pas".to_owned()]));
        assert_eq!(lexicon.language, "fr");
    }

    #[test]
    fn what_is_wrong_is_named_with_its_place() {
        let error = Ontology::read([GLANE, LEXICON, ("frames.ttl", BROKEN)]).expect_err("the fixture is broken");
        insta::assert_snapshot!(error.to_string(), @r#"
        frames.ttl:9:15: error[L011]: frame `unknown-predicate`: `gl:aquires` is not a predicate
          help: did you mean `acquires`?
        frames.ttl:12:48: error[L012]: frame `unknown-role`: `oblique` is not a role
          help: did you mean `obl`?
        frames.ttl:14:1: error[L014]: frame `missing-slot`: no `lx:object`
          help: say where it stands, as lx:object "subj | nmod(de)"
        frames.ttl:16:28: error[L017]: frame `missing-slot`: `pricing` is not a qualifier
          help: did you mean `price`?
        frames.ttl:20:19: error[L010]: frame `unknown-type`: `gl:Compagny` is not an entity type
          help: did you mean `Company`?
        frames.ttl:20:43: error[L018]: frame `unknown-type`: a weight is a probability, not 1.5
          help: write a number from 0 to 1
        frames.ttl:22:1: note[L016]: frame `no-entry`: no entry evokes it
          help: give an entry synsem:synBehavior fr:no-entry
        frames.ttl:25:15: warning[L008]: `no-entry`: it is declared twice
          help: it stands at frames.ttl:22:1 too; rename one, or take the second away
        frames.ttl:29:21: error[L013]: entry `acheter-v`: an empty lemma after `=` in "obj=fin,"
          help: write it as obj=a,b
        frames.ttl:29:40: error[L007]: `lx:subjet` is defined nowhere
          help: did you mean `lx:subject`?
        frames.ttl:30:24: error[L019]: entry `acheter-v`: there is no frame `fr:unknown-types`
          help: did you mean `fr:unknown-type`?
        frames.ttl:32:74: error[L005]: `mettre-la-main-v`: `lexinfo:vreb` is no value of `lexinfo:partOfSpeech`
          help: did you mean `lexinfo:verb`?
        frames.ttl:37:48: error[L022]: entry `faire-main-basse-v`: which word of «faire main basse sur» anchors it?
          help: add lx:head "…", one lemma of it
        frames.ttl:40:1: error[L030]: cue `inert-cue`: it sets, denies and reports nothing
          help: add one of lx:status, lx:conditionalStatus, lx:negates, lx:reports
        "#);
    }

    fn describe_frame(frame: &Frame) -> String {
        let qualifiers: Vec<String> = frame.qualifiers.iter().map(|(name, slot)| format!("{name}: {slot}")).collect();
        format!(
            "{} {} [{}] [{}] {qualifiers:?} {:?} {:?} {:?} {}",
            frame.name,
            frame.predicate,
            frame.subject,
            frame.object,
            frame.subject_types,
            frame.status,
            (frame.negated, frame.falling, frame.open_object),
            frame.weight
        )
    }

    fn describe_evocation(evocation: &Evocation) -> String {
        let all = |list: &[Requirement]| list.iter().map(ToString::to_string).collect::<Vec<_>>();
        let (requires, excludes) = (all(&evocation.requires), all(&evocation.excludes));
        let Evocation { entry, lemma, part_of_speech, reflexive, frame, .. } = evocation;
        format!("{entry} {lemma} {part_of_speech:?} {reflexive:?} {requires:?} {excludes:?} → {frame}")
    }
}
