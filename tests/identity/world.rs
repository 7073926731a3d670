//! A merged graph, and which of its entities each gold entity became.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use glane::analyse::LanguagePack;
use glane::claim::{ArticleClaims, EntityRecord, Options, Status};
use glane::ingest::Limits;
use glane::merge::{Curation, EntityId, Graph, StatementId, StatementObject, merge};
use glane::ontology::Ontology;
use glane::pipeline::{Analyser, Engine, Input, Stage};
use serde_json::Value;

use crate::gold::{article, documents, json, preferences};

/// A gold entity: its document and key.
pub type Key = (String, String);

/// Kinds of types that gold and reader may confuse within, not across.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    Person,
    Body,
    Place,
    Thing,
}

/// A graph and its gold.
pub struct World {
    pub graph: Graph,
    entity: BTreeMap<Key, EntityId>,
    occurrences: BTreeMap<EntityId, Vec<Key>>,
    /// Names and sort of each gold entity.
    gold: BTreeMap<Key, (Vec<String>, Sort)>,
    /// For each gold entity the first that is the same thing.
    group: BTreeMap<Key, Key>,
    ontology: Ontology,
}

/// The gold files of all articles, sorted.
fn files(bench: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = Vec::new();
    for folder in ["dev", "seeds"] {
        for entry in fs::read_dir(bench.join(folder)).expect("the benchmark can be read") {
            files.push(entry.expect("it can be read").path());
        }
    }
    files.retain(|path| path.extension().is_some_and(|e| e == "json"));
    files.sort();
    files
}

/// The line, as it is built in.
pub fn engine() -> Engine {
    Engine {
        ontology: Ontology::builtin().expect("the built-in ontology is whole"),
        analyser: Analyser::Model(Box::new(LanguagePack::embedded().expect("the embedded pack is whole"))),
        until: Stage::Claim,
        options: Options::default(),
        limits: Limits::default(),
    }
}

impl World {
    /// Of the gold claims.
    pub fn of_gold(bench: &Path) -> Self {
        let pairs = json(&bench.join("dev/pairs/merge.json"));
        let wanted = preferences(&pairs);
        let read = files(bench).iter().map(|path| article(path, &wanted)).collect::<Vec<_>>();
        let keys = read.iter().map(|(a, keys)| (a.document.0.clone(), keys.iter().cloned().map(Some).collect()));
        let keys = keys.collect();
        let articles: Vec<ArticleClaims> = read.iter().map(|(article, _)| article.clone()).collect();
        Self::new(bench, &articles, &keys)
    }

    /// Of what the line reads in the texts.
    pub fn of_line(bench: &Path) -> Self {
        let engine = engine();
        let (mut articles, mut keys) = (Vec::new(), BTreeMap::new());
        for path in files(bench) {
            let gold = json(&path);
            let (documents, _) = Input::new(&path.with_extension("txt")).read(&engine.limits);
            for doc in documents {
                let Some(claims) = engine.read(doc).claims else { continue };
                let found: Vec<Option<String>> =
                    claims.entities.iter().map(|e| gold_key(&gold["entities"], e)).collect();
                keys.insert(claims.document.0.clone(), found);
                articles.push(claims);
            }
        }
        Self::new(bench, &articles, &keys)
    }

    fn new(bench: &Path, articles: &[ArticleClaims], keys: &BTreeMap<String, Vec<Option<String>>>) -> Self {
        let ontology = Ontology::builtin().expect("the built-in ontology is whole");
        let graph = merge(articles, &ontology, &Curation::default());
        let mut world = Self {
            graph,
            entity: BTreeMap::new(),
            occurrences: BTreeMap::new(),
            gold: BTreeMap::new(),
            group: BTreeMap::new(),
            ontology,
        };
        for path in files(bench) {
            let document = path.file_stem().expect("it has a name").to_string_lossy().into_owned();
            for (key, gold) in json(&path)["entities"].as_object().expect("entities") {
                world.gold.insert((document.clone(), key.clone()), (names(gold), sort(gold)));
            }
        }
        world.group = groups(&world.gold, &listed(&json(&bench.join("dev/pairs/merge.json"))));
        world.place(articles, keys);
        world
    }

    /// Finds out what each gold entity became: of several local entities that are it, the one with its fullest name.
    fn place(&mut self, articles: &[ArticleClaims], keys: &BTreeMap<String, Vec<Option<String>>>) {
        let mut ranked: BTreeMap<Key, (bool, usize, EntityId)> = BTreeMap::new();
        for (i, e) in self.graph.entities.iter().enumerate() {
            for member in &e.members {
                let document = &self.graph.article(member.article).document.0;
                let Some(key) = keys[document][member.local.0 as usize].clone() else { continue };
                let article = articles.iter().find(|a| a.document.0 == *document).expect("it was merged");
                let record = &article.entities[member.local.0 as usize];
                let (key, id) = ((document.clone(), key), EntityId(i as u32));
                let place = self.gold[&key].0.iter().position(|name| *name == plain(&record.label));
                let rank = (!record.named, place.unwrap_or(usize::MAX), id);
                let best = ranked.entry(key.clone()).or_insert(rank);
                *best = (*best).min(rank);
                let here = self.occurrences.entry(id).or_default();
                if self.graph.entities[i].named && !here.contains(&key) {
                    here.push(key);
                }
            }
        }
        self.entity = ranked.into_iter().map(|(key, (_, _, id))| (key, id)).collect();
    }

    /// What a gold entity became.
    pub fn entity(&self, document: &str, key: &str) -> Option<EntityId> {
        self.entity.get(&(document.to_owned(), key.to_owned())).copied()
    }

    /// True where the graph has the gold entity.
    pub fn has(&self, key: &Key) -> bool {
        self.entity.contains_key(key)
    }

    /// The gold entities of each entity.
    pub fn occurrences(&self) -> impl Iterator<Item = (EntityId, &Vec<Key>)> {
        self.occurrences.iter().map(|(id, keys)| (*id, keys))
    }

    /// The sort of a gold entity.
    pub fn sort(&self, key: &Key) -> Sort {
        self.gold[key].1
    }

    /// True where two gold entities are one thing, as far as gold tells.
    pub fn same(&self, x: &Key, y: &Key) -> bool {
        x == y || (x.0 != y.0 && self.group[x] == self.group[y])
    }

    /// True where both are called so, and are of two sorts: a town and its government, a firm and its service.
    pub fn is_one_word_of_two(&self, entity: EntityId, x: &Key, y: &Key) -> bool {
        let label = plain(&self.graph.entity(entity).label);
        let ((a, sort_a), (b, sort_b)) = (&self.gold[x], &self.gold[y]);
        let known = || self.ontology.lexicon.nouns.place(&label).is_some();
        let both = || a.contains(&label) && b.contains(&label);
        sort_a != sort_b && ![sort_a, sort_b].contains(&&Sort::Person) && (both() || known())
    }

    /// The first name of a gold entity.
    pub fn first_name(&self, key: &Key) -> &str {
        &self.gold[key].0[0]
    }

    /// Pairs of gold entities of two articles that are one thing.
    pub fn same_pairs(&self) -> impl Iterator<Item = (Key, Key)> + '_ {
        let mut members: BTreeMap<&Key, Vec<&Key>> = BTreeMap::new();
        for (key, first) in &self.group {
            members.entry(first).or_default().push(key);
        }
        let mut pairs = Vec::new();
        for list in members.into_values() {
            for (i, x) in list.iter().enumerate() {
                pairs.extend(list[i + 1..].iter().filter(|y| y.0 != x.0).map(|y| ((*x).clone(), (*y).clone())));
            }
        }
        pairs.into_iter()
    }

    /// The statement that a gold claim supports.
    pub fn statement(&self, document: &str, claim: &str) -> Option<StatementId> {
        let of = |r: &glane::merge::Report| r.claim.0 == claim && self.graph.article(r.article).document.0 == document;
        let found = self.graph.statements.iter().position(|st| st.reports.iter().any(of));
        found.map(|i| StatementId(i as u32))
    }

    /// How certain a gold claim is.
    pub fn status(&self, document: &str, claim: &str) -> Option<Status> {
        let of = |r: &&glane::merge::Report| r.claim.0 == claim && self.graph.article(r.article).document.0 == document;
        self.graph.statements.iter().flat_map(|st| &st.reports).find(of).map(|r| r.status)
    }

    /// Every decision and conflict, for a person.
    pub fn print_decisions(&self) {
        for link in &self.graph.links {
            let reasons = link.reasons.join("; ");
            println!("{:?} {:.2} {} ~ {}: {reasons}", link.verdict, link.score, link.a.name, link.b.name);
        }
        for conflict in &self.graph.conflicts {
            let [a, b] = [conflict.a, conflict.b].map(|id| self.said(id));
            println!("{:?} {}: {a} | {b}", conflict.kind, conflict.about);
        }
    }

    fn said(&self, id: StatementId) -> String {
        let st = self.graph.statement(id);
        let object = match &st.object {
            StatementObject::Entity(o) => self.graph.entity(*o).label.clone(),
            StatementObject::Quantity(q) => format!("{:?} {:?} {:?}", q.value, q.unit_name(), q.bound),
            StatementObject::Date(d) => d.to_string(),
        };
        let when = st.qualifiers.when.as_ref().map(ToString::to_string).unwrap_or_default();
        let subject = &self.graph.entity(st.subject).label;
        format!("{subject} {} {object} {when} {:?} {}", st.predicate, st.status, st.reports[0].article.0)
    }
}

/// Gold entities of two articles are one thing where a pair lists them, or where they are of one sort and one's first name
/// is among the other's; and so on through others.
fn groups(gold: &BTreeMap<Key, (Vec<String>, Sort)>, listed: &BTreeSet<(Key, Key)>) -> BTreeMap<Key, Key> {
    let keys: Vec<&Key> = gold.keys().collect();
    let mut parent: Vec<usize> = (0..keys.len()).collect();
    fn root(parent: &[usize], mut i: usize) -> usize {
        while parent[i] != i {
            i = parent[i];
        }
        i
    }
    let ontology = Ontology::builtin().expect("the built-in ontology is whole");
    let place = |key: &Key| ontology.lexicon.nouns.place(&gold[key].0[0]).map(|place| &place.names[0]);
    let called = |x: &Key, y: &Key| {
        is_proper(&gold[x].0[0]) && gold[y].0.contains(&gold[x].0[0]) || place(x).is_some() && place(x) == place(y)
    };
    for i in 0..keys.len() {
        for j in i + 1..keys.len() {
            let (x, y) = (keys[i], keys[j]);
            let alike = x.0 != y.0 && gold[x].1 == gold[y].1 && (called(x, y) || called(y, x));
            if alike || listed.contains(&(x.clone(), y.clone())) {
                let (a, b) = (root(&parent, i), root(&parent, j));
                parent[a.max(b)] = a.min(b);
            }
        }
    }
    (0..keys.len()).map(|i| (keys[i].clone(), keys[root(&parent, i)].clone())).collect()
}

/// Pairs of entities that are listed as one.
fn listed(pairs: &Value) -> BTreeSet<(Key, Key)> {
    let mut listed = BTreeSet::new();
    for pair in pairs["pairs"].as_array().expect("pairs") {
        let [a, b] = documents(pair);
        for entry in pair["entities"].as_array().expect("entities") {
            let key = |document: &String| (document.clone(), entry[document].as_str().unwrap_or_default().to_owned());
            let (x, y) = (key(&a), key(&b));
            listed.insert(if x < y { (x, y) } else { (y, x) });
        }
    }
    listed
}

/// The gold entity of a local one: by its label, else by another of its proper names.
fn gold_key(gold: &Value, record: &EntityRecord) -> Option<String> {
    let entries = gold.as_object().expect("entities");
    let by = |name: &String| entries.iter().find(|(_, e)| names(e).contains(&plain(name))).map(|(key, _)| key.clone());
    by(&record.label).or_else(|| record.proper_names.iter().find_map(by))
}

fn names(gold: &Value) -> Vec<String> {
    gold["names"].as_array().expect("names").iter().filter_map(Value::as_str).map(plain).collect()
}

fn plain(name: impl AsRef<str>) -> String {
    name.as_ref().replace('’', "'").trim().to_owned()
}

fn is_proper(name: &str) -> bool {
    name.split_whitespace().next().is_some_and(|w| w.chars().any(char::is_uppercase))
}

fn sort(gold: &Value) -> Sort {
    match gold["type"].as_str().unwrap_or_default() {
        "Person" => Sort::Person,
        "Place" => Sort::Place,
        "Company" | "Organization" | "Media" | "Government" | "Unit" => Sort::Body,
        _ => Sort::Thing,
    }
}
