//! `glane eval`: the benchmark's figures, what is behind them, and what confidence is worth.

mod analysis;

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use glane::claim::Options;
use glane::eval::{
    Alternatives, EntityScore, Gold, GoldClaim, GoldObject, Judged, Reliability, Score, Verdict, score, score_entities,
};
use glane::lines::{ClaimLine, EntityLine, ObjectLine, claim_lines, entity_lines};
use glane::pipeline::{Article, Names, Run, Stage, expand};
use serde::de::DeserializeOwned;

use crate::Outcome;
use crate::args::Eval;
use crate::console::{Console, Output, Style};
use crate::engine::engine;

/// How many sentences are shown that a missed claim may stand in.
const MISSED_SENTENCES: usize = 3;

/// Lines by article.
type ByArticle<T> = BTreeMap<String, Vec<T>>;

pub fn run(args: &Eval, console: &Console) -> anyhow::Result<Outcome> {
    // `--conllu FILE` alone names the gold, `GOLD_DIR --conllu DIR` the analyses to read the articles with.
    let Some(gold) = args.gold.as_deref().or(args.reading.conllu.as_deref()) else { bail!("no gold is named") };
    if gold.is_file() {
        return analysis::run(gold, args, console);
    }
    let golds = Gold::read_directory(gold)?;
    if golds.is_empty() {
        bail!("{}: there is no gold file (.json) in it", gold.display());
    }
    let (claims, entities) = match &args.claims {
        Some(path) => (read_lines(path, |c: &ClaimLine| &c.document)?, read_entities(args.entities.as_deref())?),
        None => {
            let (claims, entities) = extract(args, gold, &golds, console)?;
            (claims, Some(entities))
        }
    };
    let score = score(&golds, &claims);
    let entity_score = entities.map(|entities| score_entities(&golds, &entities));
    let mut out = console.output(None)?;
    if console.json {
        let mut all = serde_json::to_value(&score)?;
        if let (Some(all), Some(more)) = (all.as_object_mut(), &entity_score) {
            all.extend(serde_json::to_value(more)?.as_object().cloned().unwrap_or_default());
        }
        if let Some(all) = all.as_object_mut() {
            all.insert("reliability".to_owned(), serde_json::to_value(Reliability::of(&score.judged))?);
        }
        writeln!(out, "{all}")?;
    } else {
        if args.confusion {
            confusion(args, &golds, &score, &mut out)?;
        }
        figures(&score, entity_score.as_ref(), &mut out)?;
        if args.reliability {
            reliability(&Reliability::of(&score.judged), &mut out)?;
        }
    }
    out.finish()?;
    Ok(Outcome::Done)
}

fn extract(
    args: &Eval,
    directory: &Path,
    golds: &[Gold],
    console: &Console,
) -> anyhow::Result<(ByArticle<ClaimLine>, ByArticle<EntityLine>)> {
    let paths: Vec<PathBuf> = golds.iter().map(|gold| directory.join(format!("{}.txt", gold.document))).collect();
    let (inputs, _) = expand(&paths);
    let engine = engine(&args.reading, Stage::Claim, Options::default())?;
    let progress = console.progress(inputs.len());
    let (mut claims, mut entities) = (BTreeMap::new(), BTreeMap::new());
    let mut keep = |article: Article| -> Result<(), Infallible> {
        if let Some(found) = &article.claims {
            claims.insert(article.doc.id.0.clone(), claim_lines(found));
            entities.insert(article.doc.id.0.clone(), entity_lines(found));
        }
        Ok(())
    };
    let report = Run { engine: &engine, threads: args.reading.threads, known: &|_| false, progress: progress.as_ref() }
        .over(&inputs, &mut Names::default(), &mut keep)?;
    drop(progress);
    console.report(&report.diagnostics);
    Ok((claims, entities))
}

fn read_entities(path: Option<&Path>) -> anyhow::Result<Option<ByArticle<EntityLine>>> {
    path.map(|path| read_lines(path, |e: &EntityLine| &e.document)).transpose()
}

fn read_lines<T: DeserializeOwned>(path: &Path, document: impl Fn(&T) -> &String) -> anyhow::Result<ByArticle<T>> {
    let text = fs::read_to_string(path).with_context(|| format!("{}: cannot be read", path.display()))?;
    let mut lines: ByArticle<T> = BTreeMap::new();
    for (line, number) in text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty()) {
        let read: T = serde_json::from_str(line)
            .with_context(|| format!("{}:{number}: this is no line of `glane extract`", path.display()))?;
        lines.entry(document(&read).clone()).or_default().push(read);
    }
    Ok(lines)
}

/// The figures, worded and rounded as the benchmark's scorer prints them.
fn figures(score: &Score<'_>, entities: Option<&EntityScore>, out: &mut Output) -> anyhow::Result<()> {
    writeln!(out, "documents: {}", score.documents)?;
    for (name, value) in [("precision", score.precision), ("recall", score.recall), ("f1", score.f1)] {
        writeln!(out, "claims.{name}: {value:.3}")?;
    }
    let counts = [("right", score.right), ("wrong", score.wrong), ("found", score.found), ("missed", score.missed)];
    for (name, value) in counts {
        writeln!(out, "{name}: {value}")?;
    }
    let shares: Vec<String> = score.qualifiers.iter().map(|(name, share)| format!("{name} {share:.3}")).collect();
    writeln!(out, "qualifiers: {}", shares.join(", "))?;
    let numbers: Vec<String> = score.qualifier_counts.iter().map(|(name, n)| format!("{name} {n}")).collect();
    writeln!(out, "qualifiers.n: {}", numbers.join(", "))?;
    writeln!(out, "evidence.exact: {}", score.evidence.map_or("None".to_owned(), |share| format!("{share:.3}")))?;
    for (name, row) in &score.by_predicate {
        writeln!(out, "  {name:14} right {:4} wrong {:4} missed {:4}", row.right, row.wrong, row.missed)?;
    }
    let Some(e) = entities else { return Ok(()) };
    for (name, value) in [("precision", e.precision), ("recall", e.recall), ("f1", e.f1), ("type", e.entity_type)] {
        writeln!(out, "entities.{name}: {value:.3}")?;
    }
    writeln!(out, "entities.split: {}\nentities.mixed: {}", e.split, e.mixed)?;
    writeln!(out, "entities.kind: {}", e.kind.map_or("None".to_owned(), |share| format!("{share:.3}")))?;
    Ok(())
}

/// Every judged claim: verdict, who does what, and the sentence and frame behind it.
fn confusion(args: &Eval, golds: &[Gold], score: &Score<'_>, out: &mut Output) -> anyhow::Result<()> {
    let by_name: BTreeMap<&str, &Gold> = golds.iter().map(|gold| (gold.document.as_str(), gold)).collect();
    for judged in &score.judged {
        let gold = judged.gold.map(|index| &by_name[judged.document].claims[index]);
        let predicate = judged.claim.map(|c| c.predicate.as_str()).or(gold.map(|g| g.predicate.as_str()));
        if args.predicate.is_some() && args.predicate.as_deref() != predicate {
            continue;
        }
        let verdict = format!("{:?}", judged.verdict).to_uppercase();
        let style = if matches!(judged.verdict, Verdict::Wrong | Verdict::Missed) { Style::Marked } else { Style::Dim };
        out.styled(style, &format!("{verdict:8}"))?;
        match (judged.claim, gold) {
            (Some(claim), _) => extracted(judged, claim, gold, out)?,
            (None, Some(claim)) => missed(by_name[judged.document], claim, out)?,
            (None, None) => writeln!(out, "{}", judged.document)?,
        }
    }
    writeln!(out)?;
    Ok(())
}

/// A claim that was not found, with the sentences that it may stand in: those that name its parties.
fn missed(gold: &Gold, claim: &GoldClaim, out: &mut Output) -> anyhow::Result<()> {
    writeln!(out, "{}\t{}", gold.document, describe_gold(claim))?;
    let text: String = gold.text.iter().flatten().collect();
    let mut places = vec![claim.subject.as_ref()];
    if let Some(GoldObject::Entity(keys)) = &claim.object {
        places.push(Some(keys));
    }
    let named = |sentence: &str, keys: &Alternatives| {
        let entities = keys.0.iter().filter_map(|key| gold.entities.get(key));
        entities.flat_map(|entity| &entity.names).any(|name| sentence.contains(name.as_str()))
    };
    let names_all = |sentence: &&str| places.iter().flatten().all(|keys| named(sentence, keys));
    for sentence in sentences(&text).filter(names_all).take(MISSED_SENTENCES) {
        out.styled(Style::Dim, &format!("          perhaps «{sentence}»\n"))?;
    }
    Ok(())
}

/// The text cut behind full stops and at line ends.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.lines().flat_map(|line| line.split_inclusive(". ")).map(str::trim).filter(|sentence| !sentence.is_empty())
}

/// What a right claim has wrong, each with what the gold says.
fn faults(judged: &Judged<'_>, gold: Option<&GoldClaim>) -> String {
    let Some(gold) = gold else { return judged.faults.join(", ") };
    let told = |fault: &&str| match *fault {
        "status" => format!("status ({:?})", gold.status),
        "when" => format!("when ({})", gold.qualifiers.when.0.join(" | ")),
        "role" => format!("role ({})", gold.qualifiers.role.0.join(" | ")),
        "by" => format!("by ({})", gold.by.join(" | ")),
        other => other.to_owned(),
    };
    judged.faults.iter().map(told).collect::<Vec<_>>().join(", ")
}

fn extracted(judged: &Judged<'_>, claim: &ClaimLine, gold: Option<&GoldClaim>, out: &mut Output) -> anyhow::Result<()> {
    let wrong = if judged.faults.is_empty() { String::new() } else { format!("  but not {}", faults(judged, gold)) };
    let subject = claim.subject.label.as_deref().unwrap_or("?");
    let negation = if claim.negated { "not " } else { "" };
    writeln!(
        out,
        "{}\t{subject} {negation}{} {} [{:?} {:.2}]{wrong}",
        judged.document,
        claim.predicate,
        describe(claim.object.as_ref()),
        claim.status,
        claim.confidence.unwrap_or(f64::NAN),
    )?;
    for evidence in &claim.evidence {
        out.styled(Style::Dim, &format!("          «{}» at {}\n", evidence.quote.replace('\n', " "), evidence.start))?;
    }
    if let Some(trace) = &claim.trace {
        out.styled(Style::Dim, &format!("          {} by {}: {}\n", trace.frame, trace.entry, trace.path.join("; ")))?;
    }
    Ok(())
}

fn describe(object: Option<&ObjectLine>) -> String {
    match object {
        None => "?".to_owned(),
        Some(ObjectLine::Entity(entity)) => entity.label.clone().unwrap_or_else(|| "?".to_owned()),
        Some(ObjectLine::Date { date }) => date.clone(),
        Some(ObjectLine::Quantity(q)) => {
            let value = q.value.map_or("?".to_owned(), |value| value.to_string());
            format!("{value} {} ({})", q.unit.as_deref().unwrap_or("?"), q.text)
        }
    }
}

fn describe_gold(claim: &GoldClaim) -> String {
    let subject = claim.subject.as_ref().map_or("*".to_owned(), |keys| keys.0.join("|"));
    let object = match &claim.object {
        None => "*".to_owned(),
        Some(GoldObject::Entity(keys)) => keys.0.join("|"),
        Some(GoldObject::Date { date }) => date.clone(),
        Some(GoldObject::Amount(amount)) => {
            let value = amount.value.map_or("?".to_owned(), |value| value.to_string());
            format!("{value} {}", amount.unit.as_deref().unwrap_or("?"))
        }
    };
    let negation = if claim.negated { "not " } else { "" };
    format!("{subject} {negation}{} {object} [{:?}]", claim.predicate, claim.status)
}

fn reliability(table: &Reliability, out: &mut Output) -> anyhow::Result<()> {
    writeln!(out, "confidence  claims   mean  right")?;
    for (bin, row) in table.bins.iter().enumerate().filter(|(_, row)| row.claims > 0) {
        let low = bin as f64 / 10.0;
        writeln!(out, " {low:.1}–{:.1}  {:9}  {:.3}  {:.3}", low + 0.1, row.claims, row.confidence, row.right)?;
    }
    writeln!(out, "expected calibration error: {:.3}\nBrier score: {:.3}", table.ece, table.brier)?;
    Ok(())
}
