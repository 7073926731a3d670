//! `glane extract`: claims or entities as JSON Lines, or what an earlier stage made.

use std::collections::BTreeMap;
use std::io::{self, Write};

use glane::analyse::write_conllu;
use glane::claim::Options;
use glane::lines::{claim_lines, entity_lines};
use glane::mention::antecedent_choices;
use glane::ontology::Ontology;
use glane::pipeline::{Article, Names, Run, Stage, expand};
use glane::text::TextIndex;
use serde::Serialize;
use serde_json::json;

use crate::Outcome;
use crate::args::{Extract, StopAfter};
use crate::console::Console;
use crate::engine::engine;

pub fn run(args: &Extract, console: &Console) -> anyhow::Result<Outcome> {
    let (inputs, faults) = expand(&args.inputs.paths);
    console.report(&faults);
    let until = match args.stop_after {
        StopAfter::Ingest => Stage::Ingest,
        StopAfter::Analyse => Stage::Analyse,
        StopAfter::Mention => Stage::Mention,
        StopAfter::Claim => Stage::Claim,
    };
    let options = Options { open: args.open, min_confidence: args.min_confidence };
    let engine = engine(&args.reading, until, options)?;
    let mut out = console.output(args.output.output.as_deref())?;
    let progress = console.progress(inputs.len());
    let mut print = |article: Article| print(args, &article, &engine.ontology, &mut out);
    let report = Run { engine: &engine, threads: args.reading.threads, known: &|_| false, progress: progress.as_ref() }
        .over(&inputs, &mut Names::default(), &mut print)?;
    drop(progress);
    out.finish()?;
    console.report(&report.diagnostics);
    Ok(if report.articles > 0 { Outcome::Done } else { Outcome::Failed })
}

fn print(args: &Extract, article: &Article, ontology: &Ontology, out: &mut dyn Write) -> io::Result<()> {
    match args.stop_after {
        StopAfter::Ingest => line(
            out,
            &json!({
                "document": article.doc.id, "origin": article.doc.origin, "title": article.doc.title,
                "source": article.doc.source, "published": article.doc.published, "language": article.doc.language,
                "hash": article.doc.hash, "text": article.doc.text,
            }),
        ),
        StopAfter::Analyse => match &article.analysis {
            Some(analysis) => out.write_all(write_conllu(analysis, &article.doc.text, &article.doc.id.0).as_bytes()),
            None => Ok(()),
        },
        StopAfter::Mention if args.trace => choices(article, ontology, out),
        StopAfter::Mention => mentions(article, out),
        StopAfter::Claim => claims(args, article, out),
    }
}

fn claims(args: &Extract, article: &Article, out: &mut dyn Write) -> io::Result<()> {
    let Some(claims) = &article.claims else { return Ok(()) };
    if args.entities {
        return entity_lines(claims).iter().try_for_each(|entity| line(out, entity));
    }
    for mut claim in claim_lines(claims) {
        claim.trace = claim.trace.filter(|_| args.trace);
        line(out, &claim)?;
    }
    Ok(())
}

fn choices(article: &Article, ontology: &Ontology, out: &mut dyn Write) -> io::Result<()> {
    let Some(analysis) = &article.analysis else { return Ok(()) };
    let text = &article.doc.text;
    let index = TextIndex::new(text);
    for choice in antecedent_choices(&article.doc, analysis, ontology) {
        let (start, end) = index.code_points(choice.span);
        let antecedents = choice.antecedents.iter().map(|antecedent| {
            let signals: BTreeMap<&str, f32> = antecedent.signals.iter().copied().collect();
            let heads: Vec<u32> = antecedent.heads.iter().map(|head| index.code_points(*head).0).collect();
            json!({"names": antecedent.names, "heads": heads, "signals": signals})
        });
        line(
            out,
            &json!({
                "document": article.doc.id, "start": start, "end": end, "reference": choice.span.slice(text),
                "head": index.code_points(choice.head).0, "kind": choice.kind, "antecedents": antecedents.collect::<Vec<_>>(),
            }),
        )?;
    }
    Ok(())
}

fn mentions(article: &Article, out: &mut dyn Write) -> io::Result<()> {
    let Some(found) = &article.mentions else { return Ok(()) };
    let text = &article.doc.text;
    let index = TextIndex::new(text);
    for mention in &found.mentions {
        let entity = &found.entities[mention.entity.0 as usize];
        let (start, end) = index.code_points(mention.span);
        line(
            out,
            &json!({
                "document": article.doc.id, "mention": mention.span.slice(text), "form": mention.form,
                "start": start, "end": end, "entity": entity.label, "type": entity.entity_type, "probability": mention.probability,
                "reason": mention.reason,
            }),
        )?;
    }
    for value in &found.values {
        line(out, &json!({"document": article.doc.id, "value": value.value, "text": value.span.slice(text)}))?;
    }
    for time in &found.times {
        line(out, &json!({"document": article.doc.id, "time": time.value, "text": time.span.slice(text)}))?;
    }
    Ok(())
}

fn line(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b"\n")
}
