//! Runs the line over many inputs: finds and opens the files, reads each article on its own thread, and hands the
//! results on in input order, whatever the number of threads.
//!
//! In: paths, an [`Engine`]. Out: [`Article`]s to a sink, one after the other, and a [`Report`]; or a whole graph
//! directory ([`build()`]). This is the only place of the line that touches files, threads and the clock; no stage's
//! output depends on them.

mod build;
mod engine;
mod inputs;
mod knowledge;
mod naming;
mod parts;
mod report;
mod run;
mod sitting;

pub use build::{Built, Change, build, load, remove};
pub use engine::{Analyser, Article, Engine, Stage};
pub use inputs::{Input, expand};
pub use knowledge::{Imported, give_links, import};
pub use naming::Names;
pub use parts::join;
pub use report::Report;
pub use run::{Progress, Run, Silent};
pub use sitting::{Passage, Sitting};
