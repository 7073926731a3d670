//! `glane explain`: a statement with its sentences, and why they were read so.

use std::io::Write;

use glane::card::{Found, ReportCard, StatementCard, find_statement};
use glane::claim::Evidence;
use glane::pipeline::load;

use crate::Outcome;
use crate::args::Explain;
use crate::console::{Console, Output, Style};
use crate::engine::ontology;

pub fn run(args: &Explain, console: &Console) -> anyhow::Result<Outcome> {
    let graph = load(&args.at.graph, &ontology(&[])?)?;
    let id = match find_statement(&graph, &args.claim) {
        Found::One(id) => id,
        Found::Many(keys) => {
            console.say(&format!("`{}` begins several statements: {}", args.claim, keys.join(", ")));
            return Ok(Outcome::Findings);
        }
        Found::None => {
            console.say(&format!(
                "no statement of {} is called `{}`\n  help: `glane show NAME` prints each statement's id; give at \
                 least its first four signs",
                args.at.graph.display(),
                args.claim
            ));
            return Ok(Outcome::Findings);
        }
    };
    let card = StatementCard::new(&graph, id);
    let mut out = console.output(None)?;
    if console.json {
        serde_json::to_writer(&mut out, &card)?;
        writeln!(out)?;
    } else {
        print(&card, &mut out)?;
    }
    out.finish()?;
    Ok(Outcome::Done)
}

fn print(card: &StatementCard, out: &mut Output) -> anyhow::Result<()> {
    out.styled(Style::Bold, &card.line())?;
    writeln!(out, "\n  statement {}", card.key)?;
    let status = format!("{:?}", card.status).to_lowercase();
    writeln!(out, "  {status}, confidence {:.2}, independent sources: {}", card.confidence, card.support)?;
    for other in &card.conflicts {
        let kind = format!("{:?}", other.kind).to_lowercase();
        out.styled(Style::Marked, &format!("  {kind} about {}: ", other.about))?;
        writeln!(out, "{} ({})", other.says, other.key)?;
    }
    for report in &card.reports {
        print_report(card, report, out)?;
    }
    Ok(())
}

/// One article's support of a statement.
pub fn print_report(card: &StatementCard, report: &ReportCard, out: &mut Output) -> anyhow::Result<()> {
    write!(out, "\n  ")?;
    out.styled(Style::Bold, report.title.as_deref().unwrap_or(&report.document))?;
    let date = report.published.as_ref().map(|date| format!(", {date}")).unwrap_or_default();
    let version = report.version.as_ref().map(|hash| format!(", version {hash}")).unwrap_or_default();
    writeln!(out, "  ({}{date}{version})", report.origin)?;
    if let Some(original) = &report.copy_of {
        writeln!(out, "    the same text as {original}, published first: it counts once")?;
    }
    for evidence in &report.evidence {
        quote(card, evidence, out)?;
    }
    if !report.attributed_to.is_empty() {
        writeln!(out, "    according to {}", report.attributed_to.join(", "))?;
    }
    let status = format!("{:?}", report.status).to_lowercase();
    writeln!(out, "    read as {status} with confidence {:.2}, claim {}", report.confidence, report.claim)?;
    writeln!(out, "    by frame {} of entry {}", report.frame, report.entry)?;
    for step in &report.path {
        writeln!(out, "      {step}")?;
    }
    Ok(())
}

/// The sentence between what surrounds it, the parties marked; where nothing can be coloured, «» set it off.
fn quote(card: &StatementCard, evidence: &Evidence, out: &mut Output) -> anyhow::Result<()> {
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    write!(out, "    ")?;
    out.styled(Style::Dim, &format!("… {} ", flat(&evidence.prefix)))?;
    let marks = if out.has_colour() { ("", "") } else { ("«", "»") };
    write!(out, "{}", marks.0)?;
    let text = flat(&evidence.quote);
    let mut rest = text.as_str();
    while let Some((start, length)) = first_of(rest, &[&card.subject, &card.object]) {
        write!(out, "{}", &rest[..start])?;
        out.styled(Style::Marked, &rest[start..start + length])?;
        rest = &rest[start + length..];
    }
    write!(out, "{rest}{}", marks.1)?;
    out.styled(Style::Dim, &format!(" {} …", flat(&evidence.suffix)))?;
    writeln!(out, "\n    at code points {} to {}", evidence.start, evidence.end)?;
    Ok(())
}

/// Where the first of the words stands, and its length; the longer where two begin at one place.
fn first_of(text: &str, words: &[&String]) -> Option<(usize, usize)> {
    let places =
        words.iter().filter(|word| !word.is_empty()).filter_map(|word| Some((text.find(word.as_str())?, word.len())));
    places.min_by_key(|&(start, length)| (start, std::cmp::Reverse(length)))
}
