//! `glane link`: asks a reconciliation service which things elsewhere the entities are, and keeps its proposals for a
//! person; accepts those that a person names.

use std::io::Write;
use std::time::Duration;

use anyhow::bail;
use glane::card::find_entities;
use glane::link::{Question, Service};
use glane::merge::{EntityId, Graph, Reference, Side, Verdict};
use glane::pipeline::Sitting;
use glane::rdf::Proposal;
use glane::remote::Client;
use serde_json::json;

use crate::Outcome;
use crate::args::Link;
use crate::console::{Console, Style};
use crate::engine::ontology;
use crate::push::credentials;

pub fn run(args: &Link, console: &Console) -> anyhow::Result<Outcome> {
    let mut sitting = Sitting::open(&args.at.graph, ontology(&args.ontology)?)?;
    if let Some(url) = &args.service {
        propose(args, url, &mut sitting, console)?;
    }
    if args.accept.is_empty() {
        return list(&sitting, console);
    }
    for wanted in &args.accept {
        let proposal = accepted(wanted, &sitting)?;
        sitting.give(Verdict::Link(proposal.entity, proposal.target))?;
    }
    let (_, faults) = sitting.publish()?;
    console.report(&faults);
    Ok(Outcome::Done)
}

/// Asks for all entities, or for those that are named, and adds what is new to the curation file.
fn propose(args: &Link, url: &str, sitting: &mut Sitting, console: &Console) -> anyhow::Result<()> {
    let client = Client::new(&credentials(), Duration::from_secs_f64(args.timeout.max(1.0)));
    let service = Service::open(&client, url)?;
    let entities = wanted(args, sitting.graph());
    let question = |id: &EntityId| {
        let entity = sitting.graph().entity(*id);
        let own = |pair: &&(String, String)| pair.0 == entity.entity_type.0;
        Question { name: entity.label.clone(), class: args.types.iter().find(own).map(|pair| pair.1.clone()) }
    };
    let questions: Vec<Question> = entities.iter().map(question).collect();
    let bar = console.progress(questions.len());
    let mut seen = 0;
    let answers = service.ask(&client, &questions, args.limit as usize, &mut |done| {
        bar.advance((done - seen) as u64);
        seen = done;
    })?;
    drop(bar);
    let mut proposals = Vec::new();
    for (id, candidates) in entities.iter().zip(answers) {
        let entity = reference(sitting.graph(), *id);
        for found in candidates.into_iter().filter(|found| found.score >= args.min_score) {
            proposals.push(Proposal {
                entity: entity.clone(),
                target: found.iri,
                label: found.name,
                score: found.score,
            });
        }
    }
    let fresh = sitting.propose(&proposals)?;
    console.hint(&format!(
        "{} asked about {} names: {} proposals, {fresh} of them new, in {}",
        service.name,
        questions.len(),
        proposals.len(),
        sitting.path().display()
    ));
    Ok(())
}

/// Named entities that are not linked yet: all, or those of these names and types.
fn wanted(args: &Link, graph: &Graph) -> Vec<EntityId> {
    let mut all: Vec<EntityId> = if args.names.is_empty() {
        (0..graph.entities.len() as u32).map(EntityId).collect()
    } else {
        args.names.iter().flat_map(|name| find_entities(graph, name)).collect()
    };
    all.retain(|id| graph.entity(*id).named && graph.entity(*id).links.is_empty());
    all.sort();
    all.dedup();
    all
}

fn reference(graph: &Graph, id: EntityId) -> Reference {
    let entity = graph.entity(id);
    match entity.members.first() {
        Some(member) => graph.reference(&Side { name: entity.label.clone(), entity: id, article: member.article }),
        None => Reference::Iri(entity.iri.clone()),
    }
}

/// The proposal that a person means: `NAME=IRI`, or the best for NAME.
fn accepted(wanted: &str, sitting: &Sitting) -> anyhow::Result<Proposal> {
    let (name, target) = match wanted.split_once("=http") {
        Some((name, rest)) => (name, Some(format!("http{rest}"))),
        None => (wanted, None),
    };
    let found = find_entities(sitting.graph(), name);
    let [id] = found[..] else {
        bail!("{} entities are called `{name}`\n  help: give a name that one alone bears, or its IRI", found.len());
    };
    let entity = reference(sitting.graph(), id);
    if let Some(target) = target {
        return Ok(Proposal { entity, target, label: String::new(), score: 1.0 });
    }
    let proposals = sitting.proposals()?;
    match proposals.into_iter().find(|proposal| proposal.entity == entity) {
        Some(best) => Ok(best),
        None => bail!(
            "nothing is proposed for `{name}`\n  help: ask a service with --service URL, or give the link: --accept '{name}=IRI'"
        ),
    }
}

fn list(sitting: &Sitting, console: &Console) -> anyhow::Result<Outcome> {
    let proposals = sitting.proposals()?;
    let mut out = console.output(None)?;
    for proposal in &proposals {
        let name = match &proposal.entity {
            Reference::Name(name) | Reference::Mention(_, name) => name.clone(),
            Reference::Iri(iri) => iri.0.clone(),
        };
        if console.json {
            let line =
                json!({"entity": name, "target": proposal.target, "label": proposal.label, "score": proposal.score});
            writeln!(out, "{line}")?;
        } else {
            out.styled(Style::Bold, &name)?;
            writeln!(out, "  {}  {}  {}", proposal.score, proposal.label, proposal.target)?;
        }
    }
    out.finish()?;
    if proposals.is_empty() {
        console.hint("no link is proposed\n  help: ask a service with --service URL");
        return Ok(Outcome::Findings);
    }
    console.hint("accept one with `glane link --accept NAME`, or `--accept NAME=IRI`");
    Ok(Outcome::Done)
}
