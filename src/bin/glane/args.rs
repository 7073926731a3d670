//! Every flag, defined once; help and completions come from here.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

/// Reads news articles and builds a knowledge graph: who did what, to whom, for how much, when, how certain, and in
/// which sentence of which article it stands.
#[derive(Debug, Parser)]
#[command(name = "glane", version, max_term_width = 100, after_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    pub shared: Shared,
    #[command(subcommand)]
    pub command: Command,
}

const EXAMPLES: &str = "\
Examples:
  glane extract news/*.txt           the claims of some articles, as JSON Lines
  glane eval gold/                   how right they are, against gold files

Exit codes: 0 done; 1 done, and nothing was found, or faults were; 2 could not be done.";

/// Flags of every command.
#[derive(Debug, clap::Args)]
pub struct Shared {
    /// Print errors and results only: no progress, notes, warnings or summary
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// Print results as JSON where they would be a table
    #[arg(long, global = true)]
    pub json: bool,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Print the claims (or entities) of articles as JSON Lines
    Extract(Extract),
    /// Print the analysis of articles as CoNLL-U
    Parse(Parse),
    /// Score what is extracted against gold files
    Eval(Eval),
}

/// The articles.
#[derive(Debug, clap::Args)]
pub struct Inputs {
    /// Articles: files (.txt, .jsonl, …), directories (searched for articles), or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
}

/// How articles are read.
#[derive(Debug, clap::Args)]
pub struct Reading {
    /// Turtle files, or directories of them, read over the built-in ontology: new predicates, types, words
    #[arg(long, value_name = "FILE")]
    pub ontology: Vec<PathBuf>,
    /// Take each article's analysis from DIR/NAME.conllu instead of the model
    #[arg(long, value_name = "DIR")]
    pub conllu: Option<PathBuf>,
    /// Threads that read articles; 0 is one for each processor. The result is the same for any number
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub threads: usize,
}

/// Where the result goes.
#[derive(Debug, clap::Args)]
pub struct Output {
    /// Write to FILE instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  glane extract article.txt
  glane extract news/ --entities -o entities.jsonl
  echo 'Le texte…' | glane extract - --min-confidence 0.7
  glane extract article.txt --stop-after analyse    what the stage before made of it")]
pub struct Extract {
    #[command(flatten)]
    pub inputs: Inputs,
    #[command(flatten)]
    pub reading: Reading,
    #[command(flatten)]
    pub output: Output,
    /// Print the entities instead of the claims
    #[arg(long)]
    pub entities: bool,
    /// Print also what verbs outside the ontology say, as predicates `open:VERB`
    #[arg(long)]
    pub open: bool,
    /// Leave out claims less sure than P, 0 to 1
    #[arg(long, value_name = "P", default_value_t = 0.0, value_parser = probability)]
    pub min_confidence: f64,
    /// Print with each claim why it was read so
    #[arg(long)]
    pub trace: bool,
    /// Stop after this stage and print what it made
    #[arg(long, value_name = "STAGE", value_enum, default_value_t = StopAfter::Claim)]
    pub stop_after: StopAfter,
}

/// The stages of the line for one article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum StopAfter {
    /// The decoded text with its metadata, as JSON Lines
    Ingest,
    /// Sentences, tokens and tree, as CoNLL-U
    Analyse,
    /// Mentions, values and times, as JSON Lines
    Mention,
    /// Claims, as JSON Lines
    Claim,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  glane parse article.txt
  echo 'Une phrase.' | glane parse -
  glane parse --conllu tokens.conllu                keep the tokens of a CoNLL-U file, analyse them anew")]
pub struct Parse {
    #[command(flatten)]
    pub inputs: Inputs,
    #[command(flatten)]
    pub output: Output,
    /// The inputs are CoNLL-U: keep their tokens and sentences
    #[arg(long)]
    pub conllu: bool,
    /// Threads that read articles; 0 is one for each processor
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub threads: usize,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  glane eval gold/                                  read gold/*.txt and score against gold/*.json
  glane eval gold/ --confusion                      and list what is wrong, missed and right
  glane eval gold/ --claims out.jsonl               score the output of another run or program")]
pub struct Eval {
    /// Directory of gold files NAME.json, with their articles NAME.txt
    #[arg(value_name = "GOLD_DIR")]
    pub gold: PathBuf,
    #[command(flatten)]
    pub reading: Reading,
    /// Score these claims instead of extracting them
    #[arg(long, value_name = "FILE")]
    pub claims: Option<PathBuf>,
    /// With --claims: score these entities too
    #[arg(long, value_name = "FILE", requires = "claims")]
    pub entities: Option<PathBuf>,
    /// List every claim as wrong, missed, right or allowed, with its sentence and why it was read so
    #[arg(long)]
    pub confusion: bool,
    /// Only this predicate in the listing
    #[arg(long, value_name = "NAME", requires = "confusion")]
    pub predicate: Option<String>,
    /// Show how confidence and truth agree
    #[arg(long)]
    pub reliability: bool,
}

fn probability(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(p) if (0.0..=1.0).contains(&p) => Ok(p),
        _ => Err("a probability is a number from 0 to 1".to_owned()),
    }
}
