//! `glane ask`: questions that have names.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::{Arg, ArgMatches, Args as _, Command, FromArgMatches};
use glane::ask::{Library, Question};
use glane::ontology::did_you_mean;

use crate::Outcome;
use crate::args::{Ask, Asked};
use crate::console::{Console, Style};
use crate::query::answer;

pub fn run(args: &Ask, console: &Console) -> anyhow::Result<Outcome> {
    let mut paths = args.questions.clone();
    // `--questions` may come after the name too, where clap hands it on unread.
    let later = args.question.windows(2).filter(|pair| pair[0] == "--questions");
    paths.extend(later.map(|pair| PathBuf::from(&pair[1])));
    let library = library(&paths, console)?;
    if args.list {
        return list(&library, console);
    }
    let Some(name) = args.question.first() else {
        bail!("which question?\n  help: `glane ask --list` names them");
    };
    let Some(question) = library.get(name) else {
        let near = did_you_mean(name, library.all().map(|q| q.name.as_str())).unwrap_or_default();
        bail!("there is no question `{name}`\n  help: {near} `glane ask --list` names those that there are");
    };
    let found = command(question).get_matches_from(&args.question);
    let asked = Asked::from_arg_matches(&found)?;
    let console = Console { quiet: console.quiet || asked.shared.quiet, json: console.json || asked.shared.json };
    let output = asked.output.output.as_deref();
    answer(&question.sparql, given(question, &found), &asked.answering, &asked.at.graph, output, &console)
}

/// What the question's own flags and those of every query say.
fn command(question: &Question) -> Command {
    let parameters = question.parameters.iter().map(|parameter| {
        let arg = Arg::new(parameter.name.clone()).long(parameter.name.clone());
        arg.value_name(parameter.value.clone()).help(parameter.help.clone())
    });
    let command = Command::new(question.name.clone()).bin_name(format!("glane ask {}", question.name));
    Asked::augment_args(command.args(parameters)).about(question.title("en").to_owned())
}

fn given(question: &Question, found: &ArgMatches) -> BTreeMap<String, String> {
    let value = |name: &str| found.get_one::<String>(name).map(|value| (name.to_owned(), value.clone()));
    question.parameters.iter().filter_map(|parameter| value(&parameter.name)).collect()
}

fn list(library: &Library, console: &Console) -> anyhow::Result<Outcome> {
    let mut out = console.output(None)?;
    for question in library.all() {
        if console.json {
            let parameters: BTreeMap<&str, &str> =
                question.parameters.iter().map(|p| (p.name.as_str(), p.help.as_str())).collect();
            let line = serde_json::json!({"name": question.name, "title": question.titles, "parameters": parameters});
            writeln!(out, "{line}")?;
            continue;
        }
        out.styled(Style::Bold, &question.name)?;
        writeln!(out, "{:width$}{}", "", question.title("en"), width = 14_usize.saturating_sub(question.name.len()))?;
        for parameter in &question.parameters {
            writeln!(out, "    --{} {}  {}", parameter.name, parameter.value, parameter.help)?;
        }
    }
    out.finish()?;
    Ok(Outcome::Done)
}

fn library(paths: &[PathBuf], console: &Console) -> anyhow::Result<Library> {
    let mut files: Vec<(String, String, String)> = Vec::new();
    for path in paths {
        for file in question_files(path)? {
            let text = fs::read_to_string(&file)
                .with_context(|| format!("{}: the question cannot be read", file.display()))?;
            let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            files.push((name, file.to_string_lossy().into_owned(), text));
        }
    }
    let texts = files.iter().map(|(name, place, text)| (name.as_str(), place.as_str(), text.as_str()));
    let (library, faults) = Library::load(texts);
    console.report(&faults);
    Ok(library)
}

/// The file itself, or the questions of a directory, sorted.
fn question_files(path: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let unreadable = || {
        let help = "--questions takes a file NAME.rq, or a directory of them";
        format!("{}: the questions cannot be read\n  help: {help}", path.display())
    };
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let entries = fs::read_dir(path).with_context(unreadable)?;
    let mut files =
        entries.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>().with_context(unreadable)?;
    files.retain(|file| file.extension().is_some_and(|ending| ending == "rq"));
    files.sort();
    Ok(files)
}
