//! The line for one article, stage after stage.

use std::any::Any;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use crate::analyse::{Analysis, LanguagePack, analyse, read_conllu};
use crate::claim::{ArticleClaims, Options, claim_with};
use crate::diagnostic::{Diagnostic, Severity};
use crate::ingest::{Document, Limits};
use crate::mention::{Mentions, mention};
use crate::ontology::Ontology;
use crate::store::BuildKey;

/// How far along the line an article goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Read and decoded.
    Ingest,
    /// Sentences, tokens, tree.
    Analyse,
    /// Entities, values, times.
    Mention,
    /// Claims: the end of the line for one article.
    #[default]
    Claim,
}

/// Where analyses come from.
#[derive(Debug)]
pub enum Analyser {
    /// Made by the model of a language pack.
    Model(Box<LanguagePack>),
    /// From a directory that holds, for each article, its `NAME.conllu`.
    Given(PathBuf),
}

/// Everything that reading an article needs; made once, shared by all threads.
#[derive(Debug)]
pub struct Engine {
    /// Predicates, types, words.
    pub ontology: Ontology,
    /// Where analyses come from.
    pub analyser: Analyser,
    /// How far to go.
    pub until: Stage,
    /// Which claims are asked for.
    pub options: Options,
    /// What is still an article.
    pub limits: Limits,
}

/// One article with what each stage made of it; a stage that was not reached made nothing.
#[derive(Debug)]
pub struct Article {
    /// As read.
    pub doc: Document,
    /// True where its claims were there already: no stage was run.
    pub unchanged: bool,
    /// As analysed.
    pub analysis: Option<Analysis>,
    /// What it speaks of.
    pub mentions: Option<Mentions>,
    /// What it claims.
    pub claims: Option<ArticleClaims>,
    /// What a person should know about it, by stage.
    pub diagnostics: Vec<Diagnostic>,
}

impl Article {
    /// An article that need not be read again.
    pub(super) fn unchanged(doc: Document) -> Self {
        Self { unchanged: true, ..Self::new(doc) }
    }

    fn new(doc: Document) -> Self {
        Self { doc, unchanged: false, analysis: None, mentions: None, claims: None, diagnostics: Vec::new() }
    }
}

impl Engine {
    /// What the claims depend on besides the articles.
    pub fn key(&self) -> BuildKey {
        BuildKey {
            program: env!("CARGO_PKG_VERSION").to_owned(),
            ontology: self.ontology.hash.clone(),
            model: self.analyser.version(),
        }
    }

    /// True where the key says everything, so that claims made under it need not be made again. Given analyses can
    /// change behind it.
    pub fn is_versioned(&self) -> bool {
        !matches!(self.analyser, Analyser::Given(_))
    }

    /// Takes one article along the line. A stage that panics is a fault of this program: it costs that article alone,
    /// and is named.
    pub fn read(&self, doc: Document) -> Article {
        let mut article = Article::new(doc);
        if let Err(payload) = catch_unwind(AssertUnwindSafe(|| self.stages(&mut article))) {
            let message = format!("reading it went wrong inside the program: {}", panic_text(payload.as_ref()));
            let fault = Diagnostic::new(Severity::Error, "P003", &article.doc.origin, message);
            article
                .diagnostics
                .push(fault.help("the other articles are not touched; please report it with the article"));
            article.claims = None;
        }
        article
    }

    fn stages(&self, article: &mut Article) {
        if self.until < Stage::Analyse {
            return;
        }
        let (analysis, found) = self.analyser.analyse(&article.doc);
        article.diagnostics.extend(found);
        article.analysis = analysis;
        let Some(analysis) = &article.analysis else { return };
        if self.until < Stage::Mention {
            return;
        }
        let (mentions, found) = mention(&article.doc, analysis, &self.ontology);
        article.diagnostics.extend(found);
        if self.until == Stage::Claim {
            article.claims = Some(claim_with(&article.doc, analysis, &mentions, &self.ontology, self.options));
        }
        article.mentions = Some(mentions);
    }
}

impl Analyser {
    fn version(&self) -> String {
        match self {
            Self::Model(pack) => pack.version().to_owned(),
            Self::Given(directory) => format!("given: {}", directory.display()),
        }
    }

    fn analyse(&self, doc: &Document) -> (Option<Analysis>, Vec<Diagnostic>) {
        match self {
            Self::Model(pack) => {
                let (analysis, diagnostics) = analyse(doc, pack);
                (Some(analysis), diagnostics)
            }
            Self::Given(directory) => given(directory, doc),
        }
    }
}

fn given(directory: &Path, doc: &Document) -> (Option<Analysis>, Vec<Diagnostic>) {
    let path = directory.join(format!("{}.conllu", doc.id.0));
    match fs::read_to_string(&path) {
        Ok(conllu) => {
            let (analysis, diagnostics) = read_conllu(&conllu, Some(&doc.text));
            (Some(analysis), diagnostics)
        }
        Err(fault) => {
            let message = format!("its analysis {} cannot be read: {fault}", path.display());
            let found = Diagnostic::new(Severity::Error, "P005", &doc.origin, message);
            (None, vec![found.help("put it there, or leave out --conllu to analyse with the model")])
        }
    }
}

fn panic_text(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_else(|| "no message".to_owned())
}
