//! `config.json` of a language pack's model.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Deserialize;

use crate::analyse::pack::PackFile;
use crate::analyse::{ModelError, Upos};

/// Label sets and file names; sizes are those of the tensors.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Config {
    /// Version of the format.
    pub format: u32,
    /// BCP 47 tag.
    #[expect(dead_code, reason = "for people who read the file")]
    pub language: String,
    /// Longer sentences are cut before they reach the model.
    pub max_words: usize,
    /// Numbers of layers.
    pub trunk: usize,
    pub parse: usize,
    pub ner: usize,
    /// How the large layers are computed.
    #[serde(default)]
    pub products: Products,
    pub weights: String,
    pub words: String,
    /// The first also gives lemmas.
    pub lexicons: Vec<String>,
    pub memory: String,
    /// Parts of speech whose lemmas the lexicon knows.
    pub lexicon_upos: Vec<String>,
    pub upos: Vec<String>,
    pub tags: Vec<String>,
    pub scripts: Vec<String>,
    pub deprels: Vec<String>,
    pub entities: Vec<String>,
    /// File name to the BLAKE3 of its bytes, in hexadecimal.
    #[serde(default)]
    pub blake3: BTreeMap<String, String>,
}

/// How a dense layer is computed.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Products {
    /// In floats, as exactly as these are.
    #[default]
    F32,
    /// In eight bits, rounded by row and column.
    Int8,
}

/// The one version this program reads.
const FORMAT: u32 = 1;

impl Config {
    /// The content of a file that is the one it should be; one that is not named is taken as it is, but for the weights.
    pub fn vouched(&self, name: &str, file: PackFile) -> Result<Cow<'static, [u8]>, ModelError> {
        let found = file.blake3.to_hex().to_string();
        match self.blake3.get(name) {
            Some(wanted) if *wanted != found => {
                Err(ModelError::Altered { file: name.to_owned(), found, wanted: wanted.clone() })
            }
            None if name == self.weights => {
                let fact = format!("`blake3` does not name {name}, whose sum is {found}");
                Err(ModelError::invalid("config.json", fact))
            }
            _ => Ok(file.bytes),
        }
    }

    pub fn read(bytes: &[u8]) -> Result<Self, ModelError> {
        let wrong = |fact: String| ModelError::invalid("config.json", fact);
        let config: Self = serde_json::from_slice(bytes).map_err(|error| wrong(error.to_string()))?;
        if config.format != FORMAT {
            return Err(wrong(format!("its format is {} and this program reads {FORMAT}", config.format)));
        }
        if config.max_words < 2 {
            return Err(wrong("`max_words` is less than 2".to_owned()));
        }
        let unknown = config.upos.iter().chain(&config.lexicon_upos).find(|name| Upos::parse(name).is_none());
        if let Some(name) = unknown {
            return Err(wrong(format!("`{name}` is no UD part of speech")));
        }
        let has_root = config.deprels.iter().any(|name| name == "root");
        let bilou =
            |label: &String| label == "O" || label.get(1..2) == Some("-") && label.starts_with(['B', 'I', 'L', 'U']);
        match config.entities.iter().find(|label| !bilou(label)) {
            Some(label) => Err(wrong(format!("`{label}` is no entity label"))),
            None if !has_root || config.upos.is_empty() || config.lexicons.is_empty() || config.scripts.is_empty() => {
                Err(wrong("a label set is empty or has no `root`".to_owned()))
            }
            None if config.upos.iter().any(|u| !config.tags.iter().any(|tag| tag.split('|').next() == Some(u))) => {
                Err(wrong("a part of speech has no tag".to_owned()))
            }
            None => Ok(config),
        }
    }
}
