//! Precision, recall and what is right about right claims.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::gold::{Gold, GoldClaim, GoldObject};
use super::matching::{Key, amount_matches, claim_matches, key};
use super::names::norm;
use crate::lines::{ClaimLine, EntityLine, ObjectLine};

/// The predicates that the benchmark scores.
const PREDICATES: &str = "acquires sells mergesWith investsIn raises owns partnersWith competesWith supplies makes \
    launches closes uses expandsTo bans founds worksFor appoints leaves succeeds hires laysOff loses revenue profit \
    valuation price employeeCount userCount salesVolume marketShare growth sues fines investigates authorizes accuses \
    basedIn foundedOn partOf";

/// What became of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Verdict {
    /// Extracted, and asked for.
    Right,
    /// Extracted, and neither asked for nor punished.
    Allowed,
    /// Extracted, and not in the gold.
    Wrong,
    /// Asked for, and not extracted.
    Missed,
}

/// One line of the confusion listing.
#[derive(Clone, Debug, Serialize)]
pub struct Judged<'a> {
    /// The article.
    pub document: &'a str,
    /// What became of it.
    pub verdict: Verdict,
    /// The extracted claim; `None` for a missed one.
    pub claim: Option<&'a ClaimLine>,
    /// Index of the gold claim in its file; `None` for a wrong one.
    pub gold: Option<usize>,
    /// What a right claim has wrong: `status`, `when`, …
    pub faults: Vec<&'static str>,
}

/// Counts for one predicate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PredicateScore {
    /// Extracted and asked for.
    pub right: usize,
    /// Extracted and not in the gold.
    pub wrong: usize,
    /// Asked for and not extracted.
    pub missed: usize,
}

/// The figures, under the names that the benchmark's scorer prints.
#[derive(Clone, Debug, Serialize)]
pub struct Score<'a> {
    /// Gold files.
    pub documents: usize,
    /// Right of right and wrong.
    #[serde(rename = "claims.precision")]
    pub precision: f64,
    /// Found of all that was asked for.
    #[serde(rename = "claims.recall")]
    pub recall: f64,
    /// Their harmonic mean.
    #[serde(rename = "claims.f1")]
    pub f1: f64,
    /// Claims extracted and asked for.
    pub right: usize,
    /// Claims extracted and not in the gold.
    pub wrong: usize,
    /// Gold claims that were found.
    pub found: usize,
    /// Gold claims that were not.
    pub missed: usize,
    /// Of right claims, the share with the right qualifier, by qualifier.
    pub qualifiers: BTreeMap<&'static str, f64>,
    /// How many right claims the gold gives that qualifier.
    #[serde(rename = "qualifiers.n")]
    pub qualifier_counts: BTreeMap<&'static str, usize>,
    /// Share of claims whose quotes equal the text at their offsets; `None` where no text was there.
    #[serde(rename = "evidence.exact")]
    pub evidence: Option<f64>,
    /// By predicate.
    #[serde(rename = "by.predicate")]
    pub by_predicate: BTreeMap<String, PredicateScore>,
    /// Every claim with its verdict, by article, the extracted ones first.
    #[serde(skip)]
    pub judged: Vec<Judged<'a>>,
}

/// Scores claims, by article, against gold.
pub fn score<'a>(golds: &'a [Gold], claims: &'a BTreeMap<String, Vec<ClaimLine>>) -> Score<'a> {
    let scored: BTreeSet<&str> = PREDICATES.split_whitespace().collect();
    let mut tally = Tally::default();
    for gold in golds {
        let got = claims.get(&gold.document).map(Vec::as_slice).unwrap_or_default();
        tally.article(gold, got.iter().filter(|claim| scored.contains(claim.predicate.as_str())));
    }
    tally.finish(golds.len())
}

#[derive(Default)]
struct Tally<'a> {
    right: usize,
    wrong: usize,
    found: usize,
    missed: usize,
    qualifiers: BTreeMap<&'static str, (usize, usize)>,
    evidence: (usize, usize),
    by_predicate: BTreeMap<String, PredicateScore>,
    judged: Vec<Judged<'a>>,
}

impl<'a> Tally<'a> {
    fn article(&mut self, gold: &'a Gold, got: impl Iterator<Item = &'a ClaimLine>) {
        let (mut seen, mut hit) = (BTreeSet::<Key>::new(), BTreeSet::new());
        for claim in got {
            if let Some(text) = &gold.text {
                self.evidence.0 += usize::from(evidence_is_exact(text, claim));
                self.evidence.1 += 1;
            }
            if seen.insert(key(gold, claim)) {
                self.claim(gold, claim, &mut hit);
            }
        }
        for (index, claim) in gold.claims.iter().enumerate().filter(|(_, claim)| claim.must) {
            if hit.contains(&index) {
                self.found += 1;
            } else {
                self.missed += 1;
                self.by_predicate.entry(claim.predicate.clone()).or_default().missed += 1;
                self.judge(gold, Verdict::Missed, None, Some(index), Vec::new());
            }
        }
    }

    fn claim(&mut self, gold: &'a Gold, got: &'a ClaimLine, hit: &mut BTreeSet<usize>) {
        let matches: Vec<usize> =
            (0..gold.claims.len()).filter(|&i| claim_matches(gold, &gold.claims[i], got)).collect();
        let fresh = matches.iter().copied().filter(|index| !hit.contains(index));
        // A claim not hit before, then a required one, then one whose status agrees, then the first.
        let rank = |&index: &usize| (!gold.claims[index].must, gold.claims[index].status != got.status);
        let Some(best) = fresh.min_by_key(rank).or_else(|| matches.iter().copied().min_by_key(rank)) else {
            self.wrong += 1;
            self.by_predicate.entry(got.predicate.clone()).or_default().wrong += 1;
            return self.judge(gold, Verdict::Wrong, Some(got), None, Vec::new());
        };
        let claim = &gold.claims[best];
        let first = hit.insert(best);
        if !claim.must {
            return self.judge(gold, Verdict::Allowed, Some(got), Some(best), Vec::new());
        }
        self.right += 1;
        self.by_predicate.entry(claim.predicate.clone()).or_default().right += 1;
        let checks = qualifier_checks(claim, got);
        if first {
            for &(name, good) in &checks {
                let count = self.qualifiers.entry(name).or_default();
                count.0 += usize::from(good);
                count.1 += 1;
            }
        }
        let faults = checks.into_iter().filter(|(_, good)| !good).map(|(name, _)| name).collect();
        self.judge(gold, Verdict::Right, Some(got), Some(best), faults);
    }

    fn judge(
        &mut self,
        gold: &'a Gold,
        verdict: Verdict,
        claim: Option<&'a ClaimLine>,
        index: Option<usize>,
        faults: Vec<&'static str>,
    ) {
        self.judged.push(Judged { document: &gold.document, verdict, claim, gold: index, faults });
    }

    fn finish(self, documents: usize) -> Score<'a> {
        let precision = share(self.right, self.right + self.wrong);
        let recall = share(self.found, self.found + self.missed);
        Score {
            documents,
            precision,
            recall,
            f1: harmonic(precision, recall),
            right: self.right,
            wrong: self.wrong,
            found: self.found,
            missed: self.missed,
            qualifiers: self.qualifiers.iter().map(|(name, n)| (*name, share(n.0, n.1))).collect(),
            qualifier_counts: self.qualifiers.iter().map(|(name, n)| (*name, n.1)).collect(),
            evidence: (self.evidence.1 > 0).then(|| share(self.evidence.0, self.evidence.1)),
            by_predicate: self.by_predicate,
            judged: self.judged,
        }
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

fn harmonic(p: f64, r: f64) -> f64 {
    if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }
}

fn evidence_is_exact(text: &[char], claim: &ClaimLine) -> bool {
    let exact = |start: u32, end: u32, quote: &str| {
        let end = (end as usize).min(text.len());
        text.get(start as usize..end).is_some_and(|slice| slice.iter().copied().eq(quote.chars()))
    };
    !claim.evidence.is_empty() && claim.evidence.iter().all(|e| exact(e.start, e.end, &e.quote))
}

/// Which of the things that the gold says of a right claim the extracted one has too.
fn qualifier_checks(claim: &GoldClaim, got: &ClaimLine) -> Vec<(&'static str, bool)> {
    let (want, have) = (&claim.qualifiers, &got.qualifiers);
    let mut checks = vec![("status", got.status == claim.status), ("negated", got.negated == claim.negated)];
    if !want.when.0.is_empty() {
        checks.push(("when", have.when.as_ref().is_some_and(|when| want.when.0.contains(when))));
    }
    if let Some(price) = &want.price {
        checks.push(("price", have.price.as_ref().is_some_and(|found| amount_matches(price, found))));
    }
    if !want.role.0.is_empty() {
        let role = norm(have.role.as_deref().unwrap_or_default());
        let fits = |want: &String| {
            let want = norm(want);
            want.contains(&role) || role.contains(&want)
        };
        checks.push(("role", !role.is_empty() && want.role.0.iter().any(fits)));
    }
    if !claim.by.is_empty() {
        let said: BTreeSet<String> = got.attributed_to.iter().map(|name| norm(name)).collect();
        checks.push(("by", claim.by.iter().any(|name| said.contains(&norm(name)))));
    }
    if let Some(GoldObject::Amount(amount)) = &claim.object
        && let Some(bound) = amount.bound
    {
        let found = matches!(&got.object, Some(ObjectLine::Quantity(q)) if q.bound == bound);
        checks.push(("bound", found));
    }
    checks
}

/// The figures for entities.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EntityScore {
    /// Right of right and extra.
    #[serde(rename = "entities.precision")]
    pub precision: f64,
    /// Right of right and missed.
    #[serde(rename = "entities.recall")]
    pub recall: f64,
    /// Their harmonic mean.
    #[serde(rename = "entities.f1")]
    pub f1: f64,
    /// Of the right ones, the share with the right coarse type.
    #[serde(rename = "entities.type")]
    pub entity_type: f64,
    /// Gold entities that were extracted as several.
    #[serde(rename = "entities.split")]
    pub split: usize,
    /// Extracted entities that are several of the gold.
    #[serde(rename = "entities.mixed")]
    pub mixed: usize,
    /// Of the right ones with a kind, the share with the right one; `None` where no gold entity has a kind.
    #[serde(rename = "entities.kind")]
    pub kind: Option<f64>,
}

/// Scores entities, by article, against gold.
pub fn score_entities(golds: &[Gold], entities: &BTreeMap<String, Vec<EntityLine>>) -> EntityScore {
    let mut n = EntityTally::default();
    for gold in golds {
        n.article(gold, entities.get(&gold.document).map(Vec::as_slice).unwrap_or_default());
    }
    let (precision, recall) = (share(n.right, n.right + n.extra), share(n.right, n.right + n.missed));
    EntityScore {
        precision,
        recall,
        f1: harmonic(precision, recall),
        entity_type: share(n.typed, n.right),
        split: n.split,
        mixed: n.mixed,
        kind: (n.with_kind > 0).then(|| share(n.kinds, n.with_kind)),
    }
}

#[derive(Default)]
struct EntityTally {
    right: usize,
    extra: usize,
    missed: usize,
    typed: usize,
    split: usize,
    mixed: usize,
    kinds: usize,
    with_kind: usize,
}

impl EntityTally {
    fn article(&mut self, gold: &Gold, entities: &[EntityLine]) {
        let mut owner: BTreeMap<String, Vec<&EntityLine>> = BTreeMap::new();
        for got in entities {
            let touched: BTreeSet<&String> = got.names.iter().flat_map(|name| gold.keys_of_name(name)).collect();
            let shared_name = got.names.iter().any(|name| gold.keys_of_name(name).count() > 1);
            self.mixed += usize::from(touched.len() > 1 && !shared_name);
            match gold.keys(got.label.as_deref(), &got.names).pop_first() {
                Some(key) => owner.entry(key).or_default().push(got),
                None => self.extra += usize::from(got.named),
            }
        }
        for (key, entity) in &gold.entities {
            let Some(got) = owner.get(key) else {
                self.missed += usize::from(entity.must);
                continue;
            };
            self.right += 1;
            self.split += usize::from(got.len() > 1);
            self.typed += usize::from(coarse(got[0].entity_type.as_deref()) == coarse(Some(&entity.entity_type)));
            if let Some(kind) = entity.kind.as_deref().filter(|kind| !kind.is_empty()) {
                self.with_kind += 1;
                self.kinds += usize::from(got.iter().any(|g| same_kind(g.kind.as_deref().unwrap_or_default(), kind)));
            }
        }
    }
}

fn same_kind(got: &str, want: &str) -> bool {
    let (got, want) = (norm(got), norm(want));
    !got.is_empty() && (want.contains(&got) || got.contains(&want))
}

/// The benchmark's coarse types: what is hard to tell apart counts as one.
fn coarse(entity_type: Option<&str>) -> Option<&str> {
    match entity_type? {
        "Company" | "Media" | "Government" | "Organization" => Some("Organization"),
        "Product" | "Service" | "Technology" => Some("Product"),
        other @ ("Person" | "Unit" | "Place" | "Work" | "Event") => Some(other),
        _ => None,
    }
}
