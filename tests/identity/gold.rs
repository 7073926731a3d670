//! The benchmark's gold files as claims of articles.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use glane::claim::{ArticleClaims, Claim, ClaimId, EntityRecord, Evidence, FrameTrace, Object, Qualifiers, Status};
use glane::ingest::DocumentId;
use glane::mention::LocalEntityId;
use glane::ontology::{PredicateId, TypeId};
use glane::value::{Bound, Edtf, Quantity, Unit};
use serde_json::Value;

pub fn json(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).expect("the benchmark can be read")).expect("it is JSON")
}

/// For claims of which gold allows several parties, those that a listed pair of claims has in common.
pub type Preferences = BTreeMap<(String, usize), BTreeMap<&'static str, String>>;

/// Reads them from the listed pairs.
pub fn preferences(pairs: &Value) -> Preferences {
    let mut preferences = Preferences::new();
    for pair in pairs["pairs"].as_array().expect("pairs") {
        let [a, b] = documents(pair);
        let one = |x: &str, y: &str| {
            let entities = pair["entities"].as_array().expect("entities");
            entities.iter().any(|entry| entry[&a] == x && entry[&b] == y)
        };
        for entry in pair["claims"].as_array().expect("claims") {
            for (slot, name) in [("s", "s"), ("o", "o")] {
                let (xs, ys) = (names(&entry[&a][slot]), names(&entry[&b][slot]));
                let common = xs.iter().flat_map(|x| ys.iter().map(move |y| (x, y))).find(|(x, y)| one(x, y));
                let Some((x, y)) = common else { continue };
                for (document, key) in [(&a, x), (&b, y)] {
                    let claim = entry[document]["claim"].as_u64().expect("a number") as usize;
                    preferences.entry((document.clone(), claim)).or_default().insert(name, key.clone());
                }
            }
        }
    }
    preferences
}

/// The two documents of a listed pair.
pub fn documents(pair: &Value) -> [String; 2] {
    [0, 1].map(|i| pair["documents"][i].as_str().expect("two documents").to_owned())
}

/// One key or several.
fn names(value: &Value) -> Vec<String> {
    match value {
        Value::String(name) => vec![name.clone()],
        Value::Array(list) => list.iter().filter_map(|v| v.as_str().map(str::to_owned)).collect(),
        _ => Vec::new(),
    }
}

/// A gold file as the claims of its article; the entity keys in the order of the local entities.
pub fn article(path: &Path, preferences: &Preferences) -> (ArticleClaims, Vec<String>) {
    let gold = json(path);
    let name = path.file_stem().expect("it has a name").to_string_lossy().into_owned();
    let keys: Vec<String> = gold["entities"].as_object().expect("entities").keys().cloned().collect();
    let entities = keys.iter().map(|key| entity(&gold["entities"][key])).collect();
    let claims = gold["claims"].as_array().expect("claims");
    let none = BTreeMap::new();
    let preferred = |i: usize| preferences.get(&(name.clone(), i)).unwrap_or(&none);
    let claims = claims.iter().enumerate().filter_map(|(i, c)| claim(i, c, &keys, preferred(i))).collect();
    let article = ArticleClaims {
        document: DocumentId(name.clone()),
        origin: name.clone(),
        title: None,
        source: None,
        published: gold["date"].as_str().and_then(|date| Edtf::parse(date).ok()),
        language: "fr".to_owned(),
        hash: name,
        shingles: Vec::new(),
        entities,
        claims,
    };
    (article, keys)
}

fn entity(gold: &Value) -> EntityRecord {
    let names: Vec<String> =
        gold["names"].as_array().expect("names").iter().filter_map(|n| n.as_str().map(str::to_owned)).collect();
    let proper = |name: &&String| name.split_whitespace().next().is_some_and(|w| w.chars().any(char::is_uppercase));
    let proper_names: Vec<String> = names.iter().filter(proper).cloned().collect();
    EntityRecord {
        label: proper_names.first().unwrap_or(&names[0]).clone(),
        named: !proper_names.is_empty(),
        proper_names,
        names,
        entity_type: TypeId(gold["type"].as_str().unwrap_or("Entity").to_owned()),
        kind: gold["kind"].as_str().map(str::to_owned),
        mentions: Vec::new(),
    }
}

fn first(value: &Value) -> &Value {
    value.as_array().and_then(|list| list.first()).unwrap_or(value)
}

fn claim(number: usize, gold: &Value, keys: &[String], preferred: &BTreeMap<&str, String>) -> Option<Claim> {
    let local = |slot: &str| {
        let key = preferred.get(slot).map_or_else(|| first(&gold[slot]).as_str(), |key| Some(key.as_str()))?;
        keys.iter().position(|k| k == key).map(|i| LocalEntityId(i as u32))
    };
    let object = match &gold["o"] {
        Value::Object(map) if map.contains_key("date") => {
            Object::Date(Edtf::parse(first(&map["date"]).as_str()?).ok()?)
        }
        Value::Object(_) => Object::Quantity(quantity(&gold["o"])),
        Value::Null => Object::Quantity(quantity(&Value::Null)),
        _ => Object::Entity(local("o")?),
    };
    let q = &gold["q"];
    let text = |name: &str| first(&q[name]).as_str().map(str::to_owned);
    let qualifiers = Qualifiers {
        when: text("when").and_then(|when| Edtf::parse(&when).ok()),
        price: q["price"].is_object().then(|| quantity(&q["price"])),
        role: text("role"),
        metric: text("metric"),
        of: text("of"),
        ..Qualifiers::default()
    };
    let status = match gold["status"].as_str() {
        Some("planned") => Status::Planned,
        Some("expected") => Status::Expected,
        Some("possible") => Status::Possible,
        _ => Status::Actual,
    };
    let start = number as u32;
    Some(Claim {
        id: ClaimId(format!("{number}")),
        subject: local("s")?,
        predicate: PredicateId(gold["p"].as_str()?.to_owned()),
        object,
        qualifiers,
        status,
        negated: gold["negated"].as_bool().unwrap_or(false),
        attributed_to: gold["by"]
            .as_array()
            .into_iter()
            .flatten()
            .take(1)
            .filter_map(|b| b.as_str().map(str::to_owned))
            .collect(),
        evidence: vec![Evidence {
            start,
            end: start + 1,
            quote: "…".to_owned(),
            prefix: String::new(),
            suffix: String::new(),
        }],
        confidence: 0.9,
        trace: FrameTrace::default(),
    })
}

fn quantity(gold: &Value) -> Quantity {
    let unit = first(&gold["unit"]).as_str().map(str::to_owned);
    let unit = match unit {
        Some(code) if code.len() == 3 && code.chars().all(|c| c.is_ascii_uppercase()) => Unit::Money(Some(code)),
        Some(name) if name == "percent" => Unit::Percent,
        Some(noun) => Unit::Count(Some(noun)),
        None => Unit::Count(None),
    };
    let bound = match first(&gold["bound"]).as_str() {
        Some("about") => Bound::About,
        Some("moreThan") => Bound::MoreThan,
        Some("lessThan") => Bound::LessThan,
        Some("atLeast") => Bound::AtLeast,
        Some("atMost") => Bound::AtMost,
        _ => Bound::Exact,
    };
    Quantity { value: gold["value"].as_f64(), unit, bound, text: String::new(), per: None, unit_inferred: false }
}
