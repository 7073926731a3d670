//! Many articles: read in parallel, handed on in order.

use std::time::Instant;

use rayon::prelude::*;

use super::engine::{Article, Engine};
use super::inputs::Input;
use super::naming::Names;
use super::report::Report;
use crate::diagnostic::Diagnostic;
use crate::ingest::Document;

/// Inputs opened at a time: enough to keep many threads busy, few enough to hold in memory. The same for any number
/// of threads, so that what is reported comes in the same order.
const BATCH: usize = 256;

/// Told how the run goes; a progress bar, or nothing.
pub trait Progress: Sync {
    /// `inputs` more inputs are through.
    fn advance(&self, inputs: u64);
}

/// Tells nobody.
#[derive(Clone, Copy, Debug)]
pub struct Silent;

impl Progress for Silent {
    fn advance(&self, _: u64) {}
}

/// How many articles are read.
pub struct Run<'r> {
    /// What reads each of them.
    pub engine: &'r Engine,
    /// Threads; 0: one for each processor.
    pub threads: usize,
    /// True for an article whose claims are there already: it is handed on unread.
    pub known: &'r (dyn Fn(&Document) -> bool + Sync),
    /// Told how it goes.
    pub progress: &'r dyn Progress,
}

impl Run<'_> {
    /// Takes all inputs along the line and gives each article to `sink`, in input order.
    ///
    /// # Errors
    /// The sink's error, at once.
    pub fn over<E>(
        &self,
        inputs: &[Input],
        names: &mut Names,
        sink: &mut dyn FnMut(Article) -> Result<(), E>,
    ) -> Result<Report, E> {
        let start = Instant::now();
        let pool = rayon::ThreadPoolBuilder::new().num_threads(self.threads).build().ok();
        let pool = pool.as_ref();
        let threads = pool.map_or(1, rayon::ThreadPool::current_num_threads);
        let mut report = Report { threads, ..Report::default() };
        for batch in inputs.chunks(BATCH) {
            let read = in_pool(pool, || batch.par_iter().map(|input| input.read(&self.engine.limits)).collect());
            let mut documents = settle(read, names, &mut report).into_iter().peekable();
            while documents.peek().is_some() {
                // One input can hold very many records: they too are read some at a time.
                let group: Vec<Document> = documents.by_ref().take(BATCH).collect();
                let articles: Vec<Article> =
                    in_pool(pool, || group.into_par_iter().map(|doc| self.article(doc)).collect());
                for mut article in articles {
                    report.count(&mut article);
                    sink(article)?;
                }
            }
            self.progress.advance(batch.len() as u64);
        }
        report.seconds = start.elapsed().as_secs_f64();
        Ok(report)
    }

    fn article(&self, doc: Document) -> Article {
        if (self.known)(&doc) { Article::unchanged(doc) } else { self.engine.read(doc) }
    }
}

/// On the pool, or here where the system gave no threads.
fn in_pool<T: Send>(pool: Option<&rayon::ThreadPool>, work: impl FnOnce() -> T + Send) -> T {
    match pool {
        Some(pool) => pool.install(work),
        None => work(),
    }
}

/// The documents of a batch, named and in order.
fn settle(read: Vec<(Vec<Document>, Vec<Diagnostic>)>, names: &mut Names, report: &mut Report) -> Vec<Document> {
    let mut documents = Vec::new();
    for (found, diagnostics) in read {
        report.failed += usize::from(found.is_empty());
        report.diagnostics.extend(diagnostics);
        for mut doc in found {
            report.diagnostics.extend(names.settle(&mut doc));
            documents.push(doc);
        }
    }
    documents
}
