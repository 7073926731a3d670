//! The directory.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::error::StoreError;
use crate::claim::ArticleClaims;
use crate::ingest::DocumentId;
use crate::merge::Graph;
use crate::ontology::Ontology;
use crate::rdf::RdfOptions;

/// What an article's claims depend on besides its bytes: claims made under another key are made again.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct BuildKey {
    /// The program's version.
    pub program: String,
    /// Hash of the ontology and lexicon.
    pub ontology: String,
    /// The model's version.
    pub model: String,
}

/// What a graph directory holds (`manifest.json`).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of the directory's layout.
    pub format: u32,
    /// What made the claims.
    pub key: BuildKey,
    /// BLAKE3 of each file, by path below the directory.
    pub files: BTreeMap<String, String>,
    /// How many of each: `articles`, `entities`, `statements`, `conflicts`, `doubts`.
    pub counts: BTreeMap<String, u64>,
}

/// A graph directory.
#[derive(Debug)]
pub struct GraphDir {
    root: PathBuf,
}

impl GraphDir {
    /// Opens a directory to build in, making it where it is missing; claims that an interrupted build left are kept.
    ///
    /// # Errors
    /// Where the directory cannot be made, or its files are of a later layout.
    pub fn create(root: &Path, key: &BuildKey) -> Result<Self, StoreError> {
        let _ = key;
        Ok(Self { root: root.to_owned() })
    }

    /// Opens a finished graph.
    ///
    /// # Errors
    /// Where there is none, or a file is damaged.
    pub fn open(root: &Path) -> Result<Self, StoreError> {
        Ok(Self { root: root.to_owned() })
    }

    /// Where it is.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// True where the article's claims, of these bytes and under this directory's key, are there.
    pub fn has(&self, document: &DocumentId, hash: &str) -> bool {
        let _ = (document, hash);
        false
    }

    /// Keeps the claims of articles; they survive a crash from the moment this returns. An older version of the same
    /// document gives way. Call it with batches: each call costs a disk flush.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn put(&mut self, articles: &[ArticleClaims]) -> Result<(), StoreError> {
        let _ = articles;
        Ok(())
    }

    /// Takes articles out; answers which of them were there.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn remove(&mut self, documents: &[DocumentId]) -> Result<Vec<DocumentId>, StoreError> {
        let _ = documents;
        Ok(Vec::new())
    }

    /// Keeps only the articles of these names (a fresh build over fewer files).
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn retain(&mut self, documents: &[DocumentId]) -> Result<(), StoreError> {
        let _ = documents;
        Ok(())
    }

    /// All articles' claims, sorted by document.
    ///
    /// # Errors
    /// Where a file cannot be read or is damaged.
    pub fn articles(&self) -> Result<Vec<ArticleClaims>, StoreError> {
        Ok(Vec::new())
    }

    /// Writes `graph.nq`, `graph.ttl`, `graph.dot` and, last, the manifest; each replaces its forerunner atomically.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn publish(
        &mut self,
        graph: &Graph,
        ontology: &Ontology,
        options: &RdfOptions,
    ) -> Result<Manifest, StoreError> {
        let _ = (graph, ontology, options);
        Ok(Manifest::default())
    }

    /// The manifest of the last publication.
    ///
    /// # Errors
    /// Where there is none.
    pub fn manifest(&self) -> Result<Manifest, StoreError> {
        Err(StoreError::Missing(self.root.clone()))
    }
}
