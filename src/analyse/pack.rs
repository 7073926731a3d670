//! The language pack: everything that `analyse` knows about a language, as data.

use std::borrow::Cow;
use std::io;
use std::path::{Path, PathBuf};

use super::tokenise::TokenRules;

/// Why a language pack cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// A file of the pack is not there or cannot be read.
    #[error("{}: the language pack's file cannot be read", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// A file of the pack is not what its name says.
    #[error("{file}: {fact}; the language pack is damaged or of another version")]
    Invalid {
        /// The file, relative to the pack.
        file: String,
        /// What is wrong.
        fact: String,
    },
}

impl ModelError {
    pub(crate) fn invalid(file: &str, fact: impl Into<String>) -> Self {
        Self::Invalid { file: file.to_owned(), fact: fact.into() }
    }
}

/// A language's tables and model.
#[derive(Debug)]
pub struct LanguagePack {
    /// BLAKE3 of the files that were read, in hexadecimal.
    version: String,
    pub(crate) rules: TokenRules,
}

/// The pack in the binary.
const EMBEDDED: &[(&str, &[u8])] = &[("tokenise.json", include_bytes!("../../models/fr/tokenise.json"))];

impl LanguagePack {
    /// The pack that the program was built with.
    ///
    /// # Errors
    /// Where it was built with a damaged one.
    pub fn embedded() -> Result<Self, ModelError> {
        Self::from_files(|name| {
            let file = EMBEDDED.iter().find(|(file, _)| *file == name);
            file.map(|(_, bytes)| Cow::Borrowed(*bytes)).ok_or_else(|| ModelError::invalid(name, "it is missing"))
        })
    }

    /// The pack in a directory.
    ///
    /// # Errors
    /// Where a file is missing, damaged, or of another format.
    pub fn load(directory: &Path) -> Result<Self, ModelError> {
        Self::from_files(|name| {
            let path = directory.join(name);
            std::fs::read(&path).map(Cow::Owned).map_err(|source| ModelError::Unreadable { path, source })
        })
    }

    /// The pack's version: analyses made with packs of one version are the same.
    pub fn version(&self) -> &str {
        &self.version
    }

    fn from_files(read: impl Fn(&str) -> Result<Cow<'static, [u8]>, ModelError>) -> Result<Self, ModelError> {
        let mut hasher = blake3::Hasher::new();
        let mut read = |name: &str| {
            let bytes = read(name)?;
            hasher.update(name.as_bytes()).update(&(bytes.len() as u64).to_le_bytes()).update(&bytes);
            Ok(bytes)
        };
        let rules = serde_json::from_slice(&read("tokenise.json")?)
            .map_err(|error| ModelError::invalid("tokenise.json", error.to_string()))?;
        Ok(Self { version: hasher.finalize().to_hex().to_string(), rules })
    }
}
