//! The command line: parses, calls the library, prints.

mod add;
mod args;
mod ask;
mod build;
mod check;
mod console;
mod curate;
mod diff;
mod engine;
mod eval;
mod explain;
mod export;
mod extract;
mod import;
mod link;
mod merge;
mod parse;
mod path;
mod push;
mod query;
mod remove;
mod show;
mod summary;

use std::error::Error;
use std::io;
use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command};
use console::Console;

/// What a command comes to; the exit codes are a contract (see `docs/exit-codes.md`).
enum Outcome {
    /// Exit code 0: done.
    Done,
    /// Exit code 1: done, and nothing was found, or faults were.
    Findings,
    /// Exit code 2: what was asked could not be done; the reason has been said.
    Failed,
}

fn main() -> ExitCode {
    let args = Args::parse();
    let console = Console::new(&args.shared);
    match run(&args, &console) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Ok(Outcome::Failed) => ExitCode::from(2),
        Err(fault) if is_broken_pipe(fault.as_ref()) => ExitCode::SUCCESS,
        Err(fault) => {
            console.fault(&fault);
            ExitCode::from(2)
        }
    }
}

fn run(args: &Args, console: &Console) -> anyhow::Result<Outcome> {
    match &args.command {
        Command::Build(args) => build::run(args, console),
        Command::Add(args) => add::run(args, console),
        Command::Remove(args) => remove::run(args, console),
        Command::Merge(args) => merge::run(args, console),
        Command::Curate(args) => curate::run(args, console),
        Command::Import(args) => import::run(args, console),
        Command::Link(args) => link::run(args, console),
        Command::Push(args) => push::run(args, console),
        Command::Query(args) => query::run(args, console),
        Command::Ask(args) => ask::run(args, console),
        Command::Show(args) => show::run(args, console),
        Command::Explain(args) => explain::run(args, console),
        Command::Path(args) => path::run(args, console),
        Command::Diff(args) => diff::run(args, console),
        Command::Export(args) => export::run(args, console),
        Command::Check(args) => check::run(args, console),
        Command::Extract(args) => extract::run(args, console),
        Command::Parse(args) => parse::run(args, console),
        Command::Eval(args) => eval::run(args, console),
    }
}

/// True where the reader of our output went away (`glane … | head`), which is no fault.
fn is_broken_pipe(fault: &(dyn Error + 'static)) -> bool {
    let mut next = Some(fault);
    while let Some(cause) = next {
        if cause.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe) {
            return true;
        }
        next = cause.source();
    }
    false
}
