//! `glane curate`: asks a person what the graph cannot know, and keeps her verdicts.

use std::io::{BufRead, Write, stdin};

use glane::card::{EntityCard, StatementCard};
use glane::merge::{EntityId, IdentityLink, Reference, StatementId, StatementObject, Verdict};
use glane::ontology::TypeId;
use glane::pipeline::{Passage, Sitting};
use serde_json::json;

use crate::Outcome;
use crate::args::Curate;
use crate::console::{Console, Output, Style};
use crate::engine::ontology;
use crate::explain::print_report;

/// Articles shown for each side of a doubt.
const PASSAGES: usize = 2;

const HELP: &str = "\
  y  yes        n  no        s  skip: leave it open        q  quit: what was answered is kept
  r1 NAME  rename the first of the two (r2 the second)
  t1 TYPE  give the first of the two another type (t2 the second), such as Company, Person, Place";

/// What a person answered to one question.
enum Answer {
    Yes,
    No,
    Skip,
    Quit,
}

pub fn run(args: &Curate, console: &Console) -> anyhow::Result<Outcome> {
    let mut sitting = Sitting::open(&args.at.graph, ontology(&args.ontology)?)?;
    console.report(&sitting.faults());
    if console.json {
        return list(&mut sitting, args.below, console);
    }
    let mut out = console.output(None)?;
    let mut asked = 0;
    let go_on = pairs(&mut sitting, &mut asked, &mut out)?;
    if go_on {
        if sitting.given() > 0 {
            sitting.renew();
        }
        statements(&mut sitting, args.below, &mut asked, &mut out)?;
    }
    finish(sitting, asked, out, console)
}

/// Makes the graph anew even where nothing was answered: verdicts may have been written by hand.
fn finish(sitting: Sitting, asked: usize, mut out: Output, console: &Console) -> anyhow::Result<Outcome> {
    let (given, path) = (sitting.given(), sitting.path());
    if asked == 0 {
        writeln!(out, "there is nothing to ask: no pair is in doubt, and no statement is less sure than --below")?;
    }
    let (graph, faults) = sitting.publish()?;
    console.report(&faults);
    if given > 0 {
        writeln!(out, "{given} verdict{} added to {}", if given == 1 { "" } else { "s" }, path.display())?;
    }
    writeln!(out, "the graph has {} entities and {} statements", graph.entities.len(), graph.statements.len())?;
    out.finish()?;
    Ok(if asked == 0 { Outcome::Findings } else { Outcome::Done })
}

/// Asks about doubtful pairs; false where the person is done.
fn pairs(sitting: &mut Sitting, asked: &mut usize, out: &mut Output) -> anyhow::Result<bool> {
    let doubts = sitting.doubts();
    for (number, doubt) in doubts.iter().enumerate() {
        if sitting.is_answered(doubt) {
            continue;
        }
        *asked += 1;
        out.styled(Style::Bold, &format!("[{}/{}] Are these one?", number + 1, doubts.len()))?;
        writeln!(out, "  score {:.2}: {}", doubt.score, doubt.reasons.join("; "))?;
        for (place, side) in [(1, &doubt.a), (2, &doubt.b)] {
            side_of(sitting, place, &side.name, side.entity, out)?;
        }
        let references = [sitting.graph().reference(&doubt.a), sitting.graph().reference(&doubt.b)];
        match answer(sitting, &references.map(Some), out)? {
            Answer::Yes => sitting.decide(doubt, true)?,
            Answer::No => sitting.decide(doubt, false)?,
            Answer::Skip => {}
            Answer::Quit => return Ok(false),
        }
    }
    Ok(true)
}

/// One side of a doubt, with its sentences.
fn side_of(sitting: &mut Sitting, place: u32, name: &str, id: EntityId, out: &mut Output) -> anyhow::Result<()> {
    let entity = sitting.graph().entity(id);
    let kinds = if entity.kinds.is_empty() { String::new() } else { format!(", {}", entity.kinds.join("; ")) };
    write!(out, "  {place}  ")?;
    out.styled(Style::Bold, name)?;
    writeln!(out, "  {}{kinds}  ({})", entity.entity_type, entity.iri)?;
    for passage in sitting.passages(id, PASSAGES) {
        print_passage(&passage, out)?;
    }
    Ok(())
}

fn print_passage(passage: &Passage, out: &mut Output) -> anyhow::Result<()> {
    let title = passage.title.as_deref().unwrap_or(&passage.document);
    let date = passage.published.as_ref().map(|date| format!(", {date}")).unwrap_or_default();
    writeln!(out, "       {title}  ({}{date})", passage.origin)?;
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    match &passage.sentence {
        Some((before, mention, after)) => {
            let gap = |text: &str, side: bool| {
                let bare =
                    if side { text.ends_with(char::is_whitespace) } else { text.starts_with(char::is_whitespace) };
                if bare { " " } else { "" }
            };
            write!(out, "         {}{}", flat(before), gap(before, true))?;
            out.styled(Style::Marked, &flat(mention))?;
            writeln!(out, "{}{}", gap(after, false), flat(after))?;
        }
        None => writeln!(out, "         (the article is no longer there, or has changed)")?,
    }
    Ok(())
}

/// Asks about statements that are not sure.
fn statements(sitting: &mut Sitting, below: f64, asked: &mut usize, out: &mut Output) -> anyhow::Result<bool> {
    let unsure = sitting.unsure(below);
    for (number, id) in unsure.iter().enumerate() {
        *asked += 1;
        let card = StatementCard::new(sitting.graph(), *id);
        out.styled(Style::Bold, &format!("[{}/{}] Is this right?  ", number + 1, unsure.len()))?;
        writeln!(out, "{}", card.line())?;
        let status = format!("{:?}", card.status).to_lowercase();
        writeln!(out, "  {status}, confidence {:.2}, statement {}", card.confidence, card.key)?;
        for report in &card.reports {
            print_report(&card, report, out)?;
        }
        let references = ends(sitting, *id);
        match answer(sitting, &references, out)? {
            Answer::Yes => sitting.give(Verdict::Accept(sitting.graph().statement_reference(*id)))?,
            Answer::No => sitting.give(Verdict::Reject(sitting.graph().statement_reference(*id)))?,
            Answer::Skip => {}
            Answer::Quit => return Ok(false),
        }
    }
    Ok(true)
}

/// Subject and, where it is an entity, object of a statement.
fn ends(sitting: &Sitting, id: StatementId) -> [Option<Reference>; 2] {
    let (graph, st) = (sitting.graph(), sitting.graph().statement(id));
    let by_iri = |id: EntityId| Reference::Iri(graph.entity(id).iri.clone());
    let object = match &st.object {
        StatementObject::Entity(object) => Some(by_iri(*object)),
        _ => None,
    };
    [Some(by_iri(st.subject)), object]
}

/// Reads answers until one settles the question; renaming and retyping do not. The end of the input is *quit*.
fn answer(sitting: &mut Sitting, sides: &[Option<Reference>; 2], out: &mut Output) -> anyhow::Result<Answer> {
    loop {
        out.styled(Style::Dim, "y, n, s, q, r1 NAME, t1 TYPE or ? > ")?;
        out.flush()?;
        let mut line = String::new();
        if stdin().lock().read_line(&mut line)? == 0 {
            writeln!(out)?;
            return Ok(Answer::Quit);
        }
        let (word, rest) = line.trim().split_once(char::is_whitespace).unwrap_or((line.trim(), ""));
        let settled = match word.to_lowercase().as_str() {
            "y" | "yes" => Some(Answer::Yes),
            "n" | "no" => Some(Answer::No),
            "s" | "skip" => Some(Answer::Skip),
            "q" | "quit" => Some(Answer::Quit),
            change @ ("r1" | "r2" | "t1" | "t2") => {
                let said = amend(sitting, change, rest.trim(), sides)?;
                writeln!(out, "  {said}")?;
                None
            }
            _ => {
                writeln!(out, "{HELP}")?;
                None
            }
        };
        if let Some(answer) = settled {
            writeln!(out)?;
            return Ok(answer);
        }
    }
}

/// Renames or retypes one of the two sides; answers what came of it.
fn amend(sitting: &mut Sitting, change: &str, value: &str, sides: &[Option<Reference>; 2]) -> anyhow::Result<String> {
    let side = if change.ends_with('1') { &sides[0] } else { &sides[1] };
    let Some(reference) = side.clone() else {
        return Ok("that is an amount or a date, and has no name or type".into());
    };
    if value.is_empty() {
        return Ok(format!("`{change}` needs {} behind it", if change.starts_with('r') { "a name" } else { "a type" }));
    }
    if change.starts_with('r') {
        sitting.give(Verdict::Rename(reference, value.to_owned()))?;
        return Ok(format!("it will be called “{value}”"));
    }
    let types = &sitting.ontology().types;
    let Some(class) = types.keys().find(|class| class.0.eq_ignore_ascii_case(value)).cloned() else {
        let known: Vec<&str> = types.keys().map(|TypeId(name)| name.as_str()).collect();
        return Ok(format!("there is no type `{value}`; there are {}", known.join(", ")));
    };
    let said = format!("it will be a {class}");
    sitting.give(Verdict::Retype(reference, class))?;
    Ok(said)
}

/// The questions as JSON Lines; nothing is asked.
fn list(sitting: &mut Sitting, below: f64, console: &Console) -> anyhow::Result<Outcome> {
    let mut out = console.output(None)?;
    let (doubts, unsure) = (sitting.doubts(), sitting.unsure(below));
    for doubt in &doubts {
        let sides = [side_json(sitting, doubt, true), side_json(sitting, doubt, false)];
        writeln!(out, "{}", json!({"ask": "same", "score": doubt.score, "reasons": doubt.reasons, "between": sides}))?;
    }
    for id in &unsure {
        writeln!(out, "{}", json!({"ask": "right", "statement": StatementCard::new(sitting.graph(), *id)}))?;
    }
    out.finish()?;
    Ok(if doubts.is_empty() && unsure.is_empty() { Outcome::Findings } else { Outcome::Done })
}

fn side_json(sitting: &mut Sitting, doubt: &IdentityLink, first: bool) -> serde_json::Value {
    let side = if first { &doubt.a } else { &doubt.b };
    let passages = sitting.passages(side.entity, PASSAGES);
    let card = EntityCard::new(sitting.graph(), side.entity);
    json!({"name": side.name, "iri": card.iri, "type": card.entity_type, "kinds": card.kinds, "passages": passages})
}
