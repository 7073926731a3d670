//! The trained model: an [`Analysis`] of bare words gets its columns and entities. `train/FORMAT.md` is the contract.
//!
//! In: words in sentences. Out: tags, features, lemmas, one projective tree a sentence, entity spans, each with a
//! probability. Knows label names only as data; must not know what later stages do with them.

mod annotate;
#[cfg(target_arch = "x86_64")]
mod bytes;
mod config;
mod dense;
mod eight;
mod eisner;
mod encoder;
mod entities;
mod features;
mod forms;
mod heads;
mod kernel;
mod lemma;
mod lexicon;
#[cfg(test)]
mod parity;
mod spelling;
mod tensors;

use super::ModelError;
use super::pack::PackFile;
use config::Config;
use encoder::{Branch, Stack};
use entities::Labels;
use forms::Embedder;
pub(super) use forms::Forms;
use heads::{Arcs, Splits, Tagger};
use kernel::Linear;
use lemma::Lemmatiser;
use lexicon::Lexicon;
use tensors::Tensors;

/// Everything that a model's files hold, ready to run.
#[derive(Debug)]
pub(super) struct Model {
    max_words: usize,
    embedder: Embedder,
    lexicons: Vec<Lexicon>,
    /// The vector of the node above every sentence.
    root: Vec<f32>,
    trunk: Stack,
    parse: Branch,
    ner: Branch,
    tagger: Tagger,
    arcs: Arcs,
    entity: Linear,
    entities: Labels,
    script: Linear,
    lemmatiser: Lemmatiser,
    splits: Splits,
}

impl Model {
    /// Reads a model's files by their names.
    pub fn read(mut read: impl FnMut(&str) -> Result<PackFile, ModelError>) -> Result<Self, ModelError> {
        let config = Config::read(&read("config.json")?.bytes)?;
        let mut read = |name: &str| config.vouched(name, read(name)?);
        let tensors = Tensors::read(read(&config.weights)?, &config.weights, config.products)?;
        let mut lexicon = |name: &String| Lexicon::read(read(name)?, name);
        let lexicons = config.lexicons.iter().map(&mut lexicon).collect::<Result<Vec<_>, _>>()?;
        let memory = lexicon(&config.memory)?;
        let words = read(&config.words)?;
        let words = std::str::from_utf8(&words).map_err(|_| ModelError::invalid(&config.words, "it is not UTF-8"))?;
        let embedder = Embedder::read(&tensors, words, &config.words)?;
        let width = embedder.width();
        let lemmatiser = Lemmatiser::new(&config, memory, &lexicons[0]);
        let entities = Labels::new(&config.entities);
        Ok(Self {
            max_words: config.max_words,
            root: tensors.sized("root", 1, width)?,
            trunk: Stack::read(&tensors, "trunk", config.trunk, width)?,
            parse: Branch::read(&tensors, "parse", config.parse, width)?,
            ner: Branch::read(&tensors, "ner", config.ner, width)?,
            tagger: Tagger::read(&tensors, &config, width)?,
            arcs: Arcs::read(&tensors, &config, width)?,
            entity: tensors.linear_to("ner", width, entities.len())?,
            script: tensors.linear_to("script", width, config.scripts.len())?,
            splits: Splits::read(&tensors, width)?,
            entities,
            lemmatiser,
            lexicons,
            embedder,
        })
    }

    /// The longest sentence that is read in one piece.
    pub fn max_words(&self) -> usize {
        self.max_words
    }

    /// A table for the forms of one text.
    pub fn forms(&self) -> Forms<'_> {
        Forms::new(&self.embedder, &self.lexicons)
    }

    /// Whether the ambiguous token at `at` of a sentence, given by the numbers of its surface forms, is a contraction.
    pub fn splits(&self, forms: &Forms<'_>, sentence: &[u32], at: usize) -> bool {
        self.splits.decide(forms, sentence, at)
    }
}
