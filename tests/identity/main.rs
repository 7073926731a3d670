//! Who is who across articles, and what two articles say of one fact: measured where the benchmark is at hand
//! (`../shared/bench`), asserted on the repository's own articles always.
//!
//! `cargo test --test identity -- --nocapture` prints precision and recall of merges and of each relation of claims, once
//! over the gold claims, which show the merge alone, and once over what the line itself reads.

#![expect(clippy::print_stdout, reason = "the figures that the merge is measured by are told")]

#[path = "../common/mod.rs"]
mod common;
mod gold;
mod own;
mod world;

use std::collections::{BTreeMap, BTreeSet};

use common::bench;
use gold::{documents, json};
use serde_json::Value;
use world::{Sort, World};

/// Hits among what was found and what was to be found.
#[derive(Default)]
struct Score {
    right: usize,
    found: usize,
    listed: usize,
}

impl Score {
    fn show(&self, what: &str) {
        let share = |of: usize| if of == 0 { 1.0 } else { self.right as f64 / of as f64 };
        println!(
            "{what:<40} precision {:.3}  recall {:.3}  ({} right, {} found, {} listed)",
            share(self.found),
            share(self.listed),
            self.right,
            self.found,
            self.listed
        );
    }

    fn recall(&self) -> f64 {
        if self.listed == 0 { 1.0 } else { self.right as f64 / self.listed as f64 }
    }
}

/// Listed pairs of entities: merged, in doubt, apart; and listed strangers that were merged.
fn listed_pairs(world: &World, pairs: &Value) -> (Score, Vec<String>, Vec<String>) {
    let (mut score, mut apart, mut wrong) = (Score::default(), Vec::new(), Vec::new());
    for pair in pairs["pairs"].as_array().expect("pairs") {
        let documents = documents(pair);
        let sides = |entry: &Value| {
            [0, 1].map(|i| world.entity(&documents[i], entry[&documents[i]].as_str().unwrap_or_default()))
        };
        for entry in pair["entities"].as_array().expect("entities") {
            let [Some(a), Some(b)] = sides(entry) else { continue };
            score.listed += 1;
            if a == b {
                score.right += 1;
                score.found += 1;
            } else {
                let doubt =
                    world.graph.doubts().any(|d| BTreeSet::from([d.a.entity, d.b.entity]) == BTreeSet::from([a, b]));
                apart.push(format!("{entry}{}", if doubt { " (in doubt)" } else { "" }));
            }
        }
        for entry in pair["distinct"].as_array().expect("distinct") {
            if let [Some(a), Some(b)] = sides(entry)
                && a == b
            {
                score.found += 1;
                wrong.push(entry.to_string());
            }
        }
    }
    (score, apart, wrong)
}

/// What the graph makes of two claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Relation {
    /// One statement.
    Agree,
    /// One statement whose reports differ in status.
    Update,
    /// Two statements, linked.
    Conflict,
    /// Two statements, nothing between them.
    Apart,
}

/// Scores of each relation over the listed pairs of claims that the world has, and what is missed.
fn relations(world: &World, pairs: &Value) -> (BTreeMap<&'static str, Score>, Vec<String>) {
    let (mut scores, mut missed) = (BTreeMap::<&'static str, Score>::new(), Vec::new());
    for pair in pairs["pairs"].as_array().expect("pairs") {
        let [a, b] = documents(pair);
        for entry in pair["claims"].as_array().expect("claims") {
            let id = |document: &str| entry[document]["claim"].as_u64().expect("a number").to_string();
            let (Some(x), Some(y)) = (world.statement(&a, &id(&a)), world.statement(&b, &id(&b))) else { continue };
            let statuses = [&a, &b].map(|d| world.status(d, &id(d)));
            let link = world.graph.conflicts.iter().find(|c| [c.a, c.b] == [x.min(y), x.max(y)]);
            let found = match (x == y, link) {
                (true, _) if statuses[0] == statuses[1] => Relation::Agree,
                (true, _) => Relation::Update,
                (_, Some(_)) => Relation::Conflict,
                _ => Relation::Apart,
            };
            // Two accounts of one fact that agree but for a listed difference may stand side by side, linked by it.
            let differs = |about: &str| entry["differs"].as_array().into_iter().flatten().any(|d| d == about);
            let noted = link.is_some_and(|link| differs(&link.about));
            let (listed, right) = match entry["relation"].as_str().unwrap_or_default() {
                "agree" => ("agreements", matches!(found, Relation::Agree | Relation::Update) || noted),
                "update" => ("updates", found == Relation::Update),
                "conflict" => ("conflicts", found == Relation::Conflict),
                _ => ("compatible", found != Relation::Conflict),
            };
            scores.entry(listed).or_default().listed += 1;
            let counted = match found {
                _ if right => Some(listed),
                Relation::Agree => Some("agreements"),
                Relation::Update => Some("updates"),
                Relation::Conflict => Some("conflicts"),
                Relation::Apart => None,
            };
            if let Some(name) = counted {
                let score = scores.entry(name).or_default();
                score.found += 1;
                score.right += usize::from(right);
            }
            if !right {
                missed.push(format!("listed {listed}, found {found:?}: {} {}", entry[&a], entry[&b]));
            }
        }
    }
    (scores, missed)
}

#[test]
fn two_outlets_on_one_event_give_one_graph() {
    let Some(bench) = bench() else { return };
    let pairs = json(&bench.join("dev/pairs/merge.json"));
    let world = World::of_gold(&bench);
    let (merged, apart, wrong) = listed_pairs(&world, &pairs);
    let (scores, missed) = relations(&world, &pairs);
    println!("── the merge alone, over gold claims of {} articles", world.graph.articles.len());
    merged.show("listed pairs of entities merged");
    scores.iter().for_each(|(name, score)| score.show(name));
    println!("not merged: {apart:#?}\nnot as listed: {missed:#?}");
    assert!(wrong.is_empty(), "{wrong:?}");
    // Scores may only rise. What is left: a nickname for two firms together that shares no word and no fact, a claim
    // about it, and a plant and its subsidiary, which are listed as two things and as objects of one event.
    assert!(merged.right >= 29, "{} of {}", merged.right, merged.listed);
    assert!(missed.len() <= 2, "{missed:#?}");
}

#[test]
fn what_the_line_reads_merges_as_listed() {
    let Some(bench) = bench() else { return };
    let pairs = json(&bench.join("dev/pairs/merge.json"));
    let world = World::of_line(&bench);
    let (merged, apart, wrong) = listed_pairs(&world, &pairs);
    println!("── the whole line, over the texts of {} articles", world.graph.articles.len());
    merged.show("listed pairs of entities merged");
    println!("not merged: {apart:#?}");
    let (together, score) = different_together(&world);
    score.show("pairs of mentions of one thing together");
    println!("different things together: {together:#?}");
    let split = split_firms(&world);
    println!("firms in several nodes: {split:#?}");
    assert!(wrong.is_empty(), "{wrong:?}");
    // Scores may only rise. What is together and different is named by one common noun that the reader takes for a name;
    // what is apart has another type in each article.
    assert!(together.len() <= 7, "{together:#?}");
    assert!(split.len() <= 9, "{split:#?}");
    assert!(merged.recall() >= 0.8, "{}", merged.recall());
}

#[test]
fn different_things_stay_different_and_shared_firms_are_one() {
    let Some(bench) = bench() else { return };
    let world = World::of_gold(&bench);
    let (together, score) = different_together(&world);
    score.show("gold pairs of one thing together");
    let split = split_firms(&world);
    println!("firms in several nodes: {split:#?}");
    world.print_decisions();
    assert!(together.is_empty(), "{together:#?}");
    assert!(split.is_empty(), "{split:#?}");
}

/// Entities that hold two different gold things, and how many pairs of occurrences of one thing are together.
///
/// Two gold entities of one article are two things; those of two articles are one where they share their first name and
/// a kind of type, or where a pair lists them. A town and its government of one name are not counted.
fn different_together(world: &World) -> (Vec<String>, Score) {
    let (mut together, mut score) = (Vec::new(), Score::default());
    for (entity, members) in world.occurrences() {
        for (i, x) in members.iter().enumerate() {
            for y in &members[i + 1..] {
                if x == y {
                    continue;
                }
                if world.is_one_word_of_two(entity, x, y) {
                    continue;
                }
                score.found += 1;
                if world.same(x, y) {
                    score.right += 1;
                } else {
                    let label = &world.graph.entity(entity).label;
                    together.push(format!("{label}: {}/{} and {}/{}", x.0, x.1, y.0, y.1));
                }
            }
        }
    }
    score.listed = world.same_pairs().filter(|(x, y)| world.has(x) && world.has(y)).count();
    (together, score)
}

/// Firms, media and other bodies that several articles name alike and that are several nodes.
fn split_firms(world: &World) -> Vec<String> {
    let mut split = Vec::new();
    let bodies = |x: &world::Key, y: &world::Key| world.sort(x) == Sort::Body && world.sort(y) == Sort::Body;
    for (x, y) in world.same_pairs().filter(|(x, y)| bodies(x, y) && world.first_name(x) == world.first_name(y)) {
        if let (Some(a), Some(b)) = (world.entity(&x.0, &x.1), world.entity(&y.0, &y.1))
            && a != b
        {
            let label = |id| &world.graph.entity(id).label;
            split.push(format!("{}/{} {} | {}/{} {}", x.0, x.1, label(a), y.0, y.1, label(b)));
        }
    }
    split
}
