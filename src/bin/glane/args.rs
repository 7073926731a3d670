//! Every flag, defined once; help and completions come from here.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use glane::value::Edtf;

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
  glane build news/                              build a graph from all articles of a directory
  glane show Nordlux                             what it says about a company
  glane query 'SELECT * { ?buyer gl:acquires ?what }'
  glane ask losses --of Nordlux                  a question that has a name
  glane explain 3f2a91c0                         in which sentences a statement stands
  glane export --format svg -o graph.svg         a picture, through Graphviz
  glane extract news/*.txt                       the claims of each article, as JSON Lines

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
    /// Build a graph from articles: the main job
    Build(Build),
    /// Add articles to a graph, or replace them by their new text
    Add(Add),
    /// Take articles out of a graph
    Remove(Remove),
    /// Merge graphs that were built apart into one
    Merge(Merge),
    /// Answer what a graph is not sure of: which names are one thing, which statements are right
    Curate(Curate),
    /// Ask a graph in SPARQL
    Query(Query),
    /// Ask a graph a question that has a name
    Ask(Ask),
    /// Show what a graph says about a person, firm, place or thing
    Show(Show),
    /// Show where a statement stands and why it was read so
    Explain(Explain),
    /// Show how two entities hang together
    Path(PathBetween),
    /// Show what one graph says and another does not
    Diff(Diff),
    /// Write a graph, or a part of it, in another format
    Export(Export),
    /// Send a graph to another store, over SPARQL Update or the Graph Store protocol
    Push(PushTo),
    /// Take in an existing knowledge base: its names, and links to it
    Import(Import),
    /// Propose links to things elsewhere, and accept them
    Link(Link),
    /// Check a graph against its shapes, its evidence and its files
    Check(Check),
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

/// Which language pack.
#[derive(Debug, clap::Args)]
pub struct Model {
    /// Use the language pack in DIR instead of the built-in one
    #[arg(long = "model", value_name = "DIR")]
    pub directory: Option<PathBuf>,
}

/// How articles are read.
#[derive(Debug, clap::Args)]
pub struct Reading {
    /// Turtle files, or directories of them, read over the built-in ontology: new predicates, types, words
    #[arg(long, value_name = "FILE")]
    pub ontology: Vec<PathBuf>,
    #[command(flatten)]
    pub model: Model,
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

/// Which graph.
#[derive(Debug, clap::Args)]
pub struct GraphAt {
    /// Directory of the graph
    #[arg(long, short = 'd', value_name = "DIR", default_value = "graph")]
    pub graph: PathBuf,
}

/// How RDF is written.
#[derive(Debug, clap::Args)]
pub struct Rdf {
    /// Begin the IRIs of entities, articles and statements with IRI (an absolute one that ends in / or #)
    #[arg(long, value_name = "IRI", value_parser = base_iri)]
    pub base: Option<String>,
    /// Write statements with the reification of RDF 1.1, or with the triple terms of RDF 1.2
    #[arg(long, value_name = "VERSION", value_enum)]
    pub rdf: Option<RdfVersion>,
    /// Write what follows by the ontology too (super-classes, inverses, symmetry, equivalents), into a named graph of its
    /// own, BASE inferred
    #[arg(long)]
    pub infer: bool,
}

/// Versions of RDF.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum RdfVersion {
    /// Statement nodes with rdf:subject, rdf:predicate, rdf:object
    #[value(name = "1.1")]
    V11,
    /// rdf:reifies with triple terms
    #[value(name = "1.2")]
    V12,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  glane build news/
  glane build a.txt b.txt --out my-graph --base https://example.org/kg/
  glane build news/ --ontology my-predicates.ttl    with predicates and words of your own

The directory then holds graph.ttl, graph.nq, graph.dot, report.json and the claims of each article. A build that was
interrupted goes on where it was; articles that did not change are not read again.")]
pub struct Build {
    #[command(flatten)]
    pub inputs: Inputs,
    /// Directory to build the graph in
    #[arg(long, short, value_name = "DIR", default_value = "graph", alias = "graph")]
    pub out: PathBuf,
    /// The house's authority file, with names and IRIs (.csv: name,iri[,type]; or RDF): entities of these names are linked
    #[arg(long, value_name = "FILE")]
    pub links: Option<PathBuf>,
    #[command(flatten)]
    pub reading: Reading,
    #[command(flatten)]
    pub rdf: Rdf,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  glane add today.txt
  glane add today/ -d my-graph
  glane add live.txt --keep-versions                what an earlier version of it said stays

An article that changed takes the place of its earlier version, and what only that said goes. The graph is then the one that a
build from all its articles would give.")]
pub struct Add {
    #[command(flatten)]
    pub inputs: Inputs,
    /// Keep the claims of earlier versions beside the new ones; all versions of an article count as one source
    #[arg(long)]
    pub keep_versions: bool,
    #[command(flatten)]
    pub at: GraphAt,
    #[command(flatten)]
    pub reading: Reading,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  glane remove news/old.txt
  glane remove old another -d my-graph")]
pub struct Remove {
    /// Articles, by the path that they were read from, a directory above it, or their name in the graph
    #[arg(required = true, value_name = "PATH-OR-ID")]
    pub articles: Vec<String>,
    #[command(flatten)]
    pub at: GraphAt,
    /// Turtle files that the graph was built with
    #[arg(long, value_name = "FILE")]
    pub ontology: Vec<PathBuf>,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  glane merge part-1 part-2 part-3 --out all

The parts may have been built on other machines; their articles need not be there. The result is the one that a build from all
the articles at once would give, whatever the order of the parts, where no two files have one name. Parts that another version,
ontology or model has read are named. Verdicts (curation.ttl) of the parts are put together.")]
pub struct Merge {
    /// Directories of graphs
    #[arg(required = true, value_name = "DIR")]
    pub parts: Vec<PathBuf>,
    /// Directory to write the graph in
    #[arg(long, short, value_name = "DIR", default_value = "graph", alias = "graph")]
    pub out: PathBuf,
    #[command(flatten)]
    pub rdf: Rdf,
    /// Turtle files that the parts were built with
    #[arg(long, value_name = "FILE")]
    pub ontology: Vec<PathBuf>,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  glane curate
  glane curate -d my-graph --below 0.8              more statements are asked about
  printf 'y\\nn\\n' | glane curate                   answers from a file or program
  glane curate --json                               the questions alone, as JSON Lines

Each question comes with its sentences and their articles. Answers: y(es), n(o), s(kip), q(uit); r1 NAME or r2 NAME renames
the first or the second of the two, t1 TYPE or t2 TYPE changes its type. Each answer is at once a line more in DIR/curation.ttl,
which a person may also write or change by hand: same, different, rename, retype, reject and accept verdicts, applied last at
every build (docs/rdf.md, Curation). What a verdict says is not asked again. To undo an answer, delete its line and run `glane curate </dev/null`, which writes
the graph anew under the verdicts that are left.

Exit code 1 where there is nothing to ask.")]
pub struct Curate {
    #[command(flatten)]
    pub at: GraphAt,
    /// Ask about statements less sure than P, 0 to 1; 0: only about names
    #[arg(long, value_name = "P", default_value_t = 0.7, value_parser = probability)]
    pub below: f64,
    /// Turtle files that the graph was built with
    #[arg(long, value_name = "FILE")]
    pub ontology: Vec<PathBuf>,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  glane query 'SELECT ?buyer ?what { ?buyer gl:acquires ?what }'
  glane query --file question.rq --format csv
  glane query 'CONSTRUCT WHERE { ?s gl:worksFor ?o }'
  glane query 'SELECT ?e ?name { ?e skos:altLabel|rdfs:label ?name FILTER(glf:matches(?name, \"etang gener\")) }'
  glane query --infer 'SELECT ?a { ?a a gl:Agent }'        what follows by the ontology counts as said
  echo 'ASK { ?a gl:conflictsWith ?b }' | glane query -

The prefixes gl:, glf:, prov:, rdf:, rdfs:, skos:, schema:, oa:, time:, org:, owl:, edtf:, xsd: and, below the graph's base,
id:, st:, article:, value:, when: are preset. glf:matches(text, words) searches names: each word begins a word of the text,
case and accents aside. docs/rdf.md has more functions and questions; `glane ask --list` has questions with names.")]
pub struct Query {
    /// The query, or - for standard input
    #[arg(value_name = "SPARQL", required_unless_present = "file")]
    pub sparql: Option<String>,
    /// Read the query from FILE
    #[arg(long, short, value_name = "FILE", conflicts_with = "sparql")]
    pub file: Option<PathBuf>,
    #[command(flatten)]
    pub at: GraphAt,
    #[command(flatten)]
    pub output: Output,
    #[command(flatten)]
    pub answering: Answering,
    /// Give the query a parameter, which glf:given("NAME") and glf:fits(text, "NAME") see; may be repeated
    #[arg(long, value_name = "NAME=VALUE", value_parser = pair)]
    pub param: Vec<(String, String)>,
}

/// How a query is answered.
#[derive(Debug, clap::Args)]
pub struct Answering {
    /// How the answer is written
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = AnswerFormat::Table)]
    pub format: AnswerFormat,
    /// Give the query up after so long; 0 is never
    #[arg(long, value_name = "SECONDS", default_value_t = 60.0, value_parser = seconds)]
    pub timeout: f64,
    /// Count as said what follows by the ontology: super-classes, inverses, symmetry, equivalents
    #[arg(long)]
    pub infer: bool,
    /// Turtle files that the graph was built with, for --infer
    #[arg(long, value_name = "FILE", requires = "infer")]
    pub ontology: Vec<PathBuf>,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  glane ask --list
  glane ask losses --of Nordlux
  glane ask timeline --of Nordlux --since 2022 --format csv
  glane ask losses --help                           its parameters
  glane ask mine --questions my-questions/          from files of your own

A question is a SPARQL file NAME.rq with a title and its parameters in the comments at its top; docs/rdf.md says how one is
written.")]
pub struct Ask {
    /// Name the questions that there are, with their parameters
    #[arg(long)]
    pub list: bool,
    /// Files NAME.rq, or directories of them, with questions of your own
    #[arg(long, value_name = "PATH")]
    pub questions: Vec<PathBuf>,
    /// The question's name, its parameters, and the flags of `query`: -d, --format, --timeout, --infer, -o
    #[arg(value_name = "NAME [--PARAMETER VALUE]…", trailing_var_arg = true, allow_hyphen_values = true)]
    pub question: Vec<String>,
}

/// The flags that every question has.
#[derive(Debug, clap::Args)]
pub struct Asked {
    #[command(flatten)]
    pub shared: Shared,
    #[command(flatten)]
    pub at: GraphAt,
    #[command(flatten)]
    pub output: Output,
    #[command(flatten)]
    pub answering: Answering,
    /// Files NAME.rq, or directories of them, with questions of your own
    #[arg(long, value_name = "PATH")]
    pub questions: Vec<PathBuf>,
}

/// Formats of answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum AnswerFormat {
    /// Columns for a person; Turtle for a graph
    Table,
    /// SPARQL 1.1 CSV
    Csv,
    /// SPARQL 1.1 TSV
    Tsv,
    /// SPARQL 1.1 JSON
    Json,
    /// SPARQL 1.1 XML
    Xml,
    /// Turtle, for CONSTRUCT and DESCRIBE
    #[value(name = "ttl", alias = "turtle")]
    Turtle,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  glane show Nordlux
  glane show 'jeanne moreau' -d my-graph --json
  glane show FMB --why                              why its names are held to be one thing's")]
pub struct Show {
    /// A name, as articles write it or nearly; or an IRI
    #[arg(value_name = "NAME")]
    pub name: String,
    /// Show each decision of identity about it, with its reasons and score
    #[arg(long)]
    pub why: bool,
    #[command(flatten)]
    pub at: GraphAt,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  glane explain 3f2a91c0                            the id that `show` prints, or its beginning")]
pub struct Explain {
    /// A statement's or claim's id, its beginning, or its IRI
    #[arg(value_name = "CLAIM")]
    pub claim: String,
    #[command(flatten)]
    pub at: GraphAt,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  glane path Nordlux 'Jeanne Moreau'")]
pub struct PathBetween {
    /// A name or IRI
    #[arg(value_name = "NAME")]
    pub from: String,
    /// Another
    #[arg(value_name = "NAME")]
    pub to: String,
    #[command(flatten)]
    pub at: GraphAt,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  glane diff yesterday/ today/

Exit code 1 where they differ.")]
pub struct Diff {
    /// Directory of a graph
    #[arg(value_name = "DIR")]
    pub old: PathBuf,
    /// Directory of another
    #[arg(value_name = "DIR")]
    pub new: PathBuf,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  glane export --format jsonld -o graph.jsonld
  glane export --format svg -o graph.svg            through Graphviz
  glane export --format dot --around Nordlux --depth 2
  glane export --format csv --predicates acquires,owns --min-confidence 0.8
  glane export --format neo4j-nodes -o nodes.csv && glane export --format neo4j-edges -o edges.csv")]
pub struct Export {
    /// turtle, trig, nt, nq, rdfxml, jsonld, dot, svg, graphml, gexf, cypher or csv (edges); csv-nodes; neo4j-nodes and
    /// neo4j-edges (for neo4j-admin); parquet-nodes and parquet-edges (where built in); jsonld-context (the context alone)
    #[arg(long, value_name = "FORMAT", default_value = "turtle")]
    pub format: String,
    #[command(flatten)]
    pub at: GraphAt,
    #[command(flatten)]
    pub output: Output,
    #[command(flatten)]
    pub rdf: Rdf,
    /// Only what lies around the entity of this name
    #[arg(long, value_name = "NAME")]
    pub around: Option<String>,
    /// With --around: how many steps around it
    #[arg(long, value_name = "N", default_value_t = 1, requires = "around")]
    pub depth: u32,
    /// Only these predicates, by name, apart by commas; may be repeated
    #[arg(long, visible_alias = "predicates", value_name = "NAME", value_delimiter = ',')]
    pub predicate: Vec<String>,
    /// Only statements at least this sure, 0 to 1
    #[arg(long, value_name = "P", default_value_t = 0.0, value_parser = probability)]
    pub min_confidence: f64,
    /// Only these statuses, apart by commas; may be repeated
    #[arg(long, value_enum, value_name = "STATUS", value_delimiter = ',')]
    pub status: Vec<Status>,
    /// Only what is not over before DATE (EDTF: 2022, 2022-08, …)
    #[arg(long, value_name = "DATE", value_parser = edtf)]
    pub since: Option<Edtf>,
    /// Only what does not begin after DATE
    #[arg(long, value_name = "DATE", value_parser = edtf)]
    pub until: Option<Edtf>,
    /// Turtle files that the graph was built with
    #[arg(long, value_name = "FILE")]
    pub ontology: Vec<PathBuf>,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  glane push --to http://localhost:7878/update
  glane push --to http://localhost:3030/news/data                        a Graph Store endpoint
  glane push --to https://kb.example.org/update --into https://kb.example.org/news
  GLANE_TOKEN=… glane push --to https://kb.example.org/update            or GLANE_USER and GLANE_PASSWORD

The same push twice changes nothing. One that was cut off goes on where it was. What an earlier push sent and the graph no
longer says is taken back (over SPARQL Update). What others put into the store stays, unless --replace.")]
pub struct PushTo {
    /// The endpoint's address
    #[arg(long, value_name = "URL")]
    pub to: String,
    #[command(flatten)]
    pub at: GraphAt,
    /// How it is spoken to; without this its address tells (…/store, …/data, ?graph=… are Graph Stores)
    #[arg(long, value_enum, value_name = "PROTOCOL")]
    pub protocol: Option<Protocol>,
    /// The named graph for the merged graph, instead of the store's default graph
    #[arg(long, value_name = "IRI")]
    pub into: Option<String>,
    /// Triples a request
    #[arg(long, value_name = "N", default_value_t = 2000)]
    pub chunk: u32,
    /// Empty each graph first, of what others put there too
    #[arg(long)]
    pub replace: bool,
    /// Wait at most so long for each answer
    #[arg(long, value_name = "SECONDS", default_value_t = 120.0, value_parser = seconds)]
    pub timeout: f64,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  glane import house.ttl                            names, types and IRIs of a knowledge base
  glane import staff.csv                            columns name,iri or name,iri,type
  glane import wikidata-extract.nt -d my-graph

Entities that bear a name of a known thing, of a fitting type, are linked to it (owl:sameAs) and get its other names; entities
that bear two names of one thing are one. A name that several bear decides nothing, and is told. Later builds know it too
(known.ttl in the graph's directory); importing a file again changes nothing.")]
pub struct Import {
    /// RDF files (.ttl, .nt, .nq, .trig, .rdf, .jsonld) or tables (.csv, .tsv)
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    #[command(flatten)]
    pub at: GraphAt,
    /// Turtle files that the graph was built with
    #[arg(long, value_name = "FILE")]
    pub ontology: Vec<PathBuf>,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  glane link --service https://wikidata.reconci.link/fr/api       proposals for all named entities
  glane link Nordlux --service http://localhost:8000/reconcile    for one
  glane link                                                      what is proposed
  glane link --accept Nordlux                                     the best that is proposed for it
  glane link --accept 'Nordlux=http://www.wikidata.org/entity/Q1'

Proposals go into curation.ttl as gl:ProposedLink, and nowhere else until a person accepts them: then the entity is
owl:sameAs the thing elsewhere. Credentials come from the environment, as with push. Only names (and types) are sent.")]
pub struct Link {
    /// Only entities of these names
    #[arg(value_name = "NAME")]
    pub names: Vec<String>,
    /// Ask the reconciliation service (W3C Reconciliation Service API) at URL
    #[arg(long, value_name = "URL")]
    pub service: Option<String>,
    /// What our type is called there, as Company=Q4830453; may be repeated
    #[arg(long = "type", value_name = "OURS=THEIRS", value_parser = pair, requires = "service")]
    pub types: Vec<(String, String)>,
    /// At most so many candidates a name
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub limit: u32,
    /// Only candidates of at least this score, in the service's measure
    #[arg(long, value_name = "SCORE", default_value_t = 0.0)]
    pub min_score: f64,
    /// Accept the best proposal for NAME, or this IRI; may be repeated
    #[arg(long, value_name = "NAME[=IRI]")]
    pub accept: Vec<String>,
    #[command(flatten)]
    pub at: GraphAt,
    /// Wait at most so long for each answer
    #[arg(long, value_name = "SECONDS", default_value_t = 60.0, value_parser = seconds)]
    pub timeout: f64,
    /// Turtle files that the graph was built with
    #[arg(long, value_name = "FILE")]
    pub ontology: Vec<PathBuf>,
}

/// How a store is spoken to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Protocol {
    /// SPARQL 1.1 Update
    Update,
    /// SPARQL 1.1 Graph Store HTTP Protocol
    GraphStore,
}

/// How certain a statement is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Status {
    /// It happened or holds
    Actual,
    /// Announced, decided or agreed
    Planned,
    /// A forecast
    Expected,
    /// A rumour, a conditional
    Possible,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  glane check
  glane check -d my-graph --json
  glane check --report report.ttl                   the SHACL validation report, as Turtle (- is standard output)

Exit code 1 where something is wrong.")]
pub struct Check {
    #[command(flatten)]
    pub at: GraphAt,
    /// Write the SHACL validation report to FILE, as Turtle
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
    /// Turtle files that the graph was built with
    #[arg(long, value_name = "FILE")]
    pub ontology: Vec<PathBuf>,
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
    #[arg(long, value_name = "P", default_value_t = 0.5, value_parser = probability)]
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
    #[command(flatten)]
    pub model: Model,
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
  glane eval gold/ --claims out.jsonl               score the output of another run or program
  glane eval --conllu gold.conllu --ner             score the analysis instead, and its entity spans")]
pub struct Eval {
    /// Directory of gold files NAME.json, with their articles NAME.txt; or a gold CoNLL-U file, against which the
    /// analysis is scored by the measures of the CoNLL 2018 shared task
    #[arg(value_name = "GOLD", required_unless_present = "conllu")]
    pub gold: Option<PathBuf>,
    #[command(flatten)]
    pub reading: Reading,
    /// With a CoNLL-U file: score the entity spans (Entity= in MISC) too
    #[arg(long)]
    pub ner: bool,
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

fn pair(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("a parameter is written NAME=VALUE")?;
    Ok((name.to_owned(), value.to_owned()))
}

fn seconds(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(s) if s.is_finite() && (0.0..1e9).contains(&s) => Ok(s),
        _ => Err("a time is a number of seconds, 0 or more".to_owned()),
    }
}

fn edtf(text: &str) -> Result<Edtf, String> {
    Edtf::parse(text).map_err(|fault| fault.to_string())
}

fn base_iri(text: &str) -> Result<String, String> {
    match oxrdf::NamedNode::new(text) {
        Ok(iri) if text.ends_with(['/', '#']) => Ok(iri.into_string()),
        Ok(_) => Err("the base must end in / or #, so that names can follow it".to_owned()),
        Err(fault) => Err(format!("not an absolute IRI: {fault}")),
    }
}

fn probability(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(p) if (0.0..=1.0).contains(&p) => Ok(p),
        _ => Err("a probability is a number from 0 to 1".to_owned()),
    }
}
