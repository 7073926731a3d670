//! What a graph directory says of itself: the manifest and the index of its articles.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::error::StoreError;
use super::files::{read_checked, refused};
use super::segment::{ArticleVersion, key_name};
use crate::ingest::DocumentId;

/// Version of the layout; 1 knew one version of each article.
pub(super) const FORMAT: u32 = 2;
/// The manifest's file.
pub(super) const MANIFEST: &str = "manifest.json";

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

impl BuildKey {
    /// A short name for it.
    pub fn name(&self) -> String {
        key_name(self)
    }
}

/// What a graph directory holds (`manifest.json`).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of the directory's layout.
    pub format: u32,
    /// What made the claims.
    pub key: BuildKey,
    /// The base of the graph's IRIs.
    #[serde(default)]
    pub base: String,
    /// True where statements are written with the triple terms of RDF 1.2.
    #[serde(default)]
    pub rdf12: bool,
    /// True where `graph.nq` holds what follows by the ontology, in a graph of its own.
    #[serde(default)]
    pub inferred: bool,
    /// BLAKE3 of each file, by path below the directory.
    pub files: BTreeMap<String, String>,
    /// How many of each: `articles`, `entities`, `statements`, `conflicts`, `doubts`.
    pub counts: BTreeMap<String, u64>,
}

/// Version of an article and what made its claims.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Version {
    hash: String,
    made: String,
}

/// The index as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Index(BTreeMap<DocumentId, Versions>);

/// Layout 1 knew one version of each article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
enum Versions {
    One(Version),
    Several(Vec<Version>),
}

impl Index {
    /// Of each version with what made its claims.
    pub(super) fn of(index: &BTreeMap<ArticleVersion, String>) -> Self {
        let mut written: BTreeMap<DocumentId, Versions> = BTreeMap::new();
        for ((document, hash), made) in index {
            let version = Version { hash: hash.clone(), made: made.clone() };
            let entry = written.entry(document.clone()).or_insert_with(|| Versions::Several(Vec::new()));
            if let Versions::Several(list) = entry {
                list.push(version);
            }
        }
        Self(written)
    }

    fn versions(self) -> BTreeMap<ArticleVersion, String> {
        let each = |(document, versions): (DocumentId, Versions)| {
            let list = match versions {
                Versions::One(version) => vec![version],
                Versions::Several(list) => list,
            };
            list.into_iter().map(move |version| ((document.clone(), version.hash), version.made))
        };
        self.0.into_iter().flat_map(each).collect()
    }
}

/// The manifest; `None` where there is none yet.
pub(super) fn read_manifest(root: &Path) -> Result<Option<Manifest>, StoreError> {
    let path = root.join(MANIFEST);
    let text = match fs::read(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(refused(&path, "read")(error)),
    };
    let damaged = |fault: String, help: &str| StoreError::Damaged { path: path.clone(), fault, help: help.to_owned() };
    #[derive(Deserialize)]
    struct Layout {
        format: u32,
    }
    let again = "run `glane build` again over the articles into a new directory";
    let layout: Layout = serde_json::from_slice(&text).map_err(|e| damaged(e.to_string(), again))?;
    if layout.format > FORMAT {
        let fault = format!("this graph has layout {}, and this program knows layouts up to {FORMAT}", layout.format);
        return Err(damaged(fault, "use the version of glane that made it, or a later one"));
    }
    serde_json::from_slice(&text).map(Some).map_err(|e| damaged(e.to_string(), again))
}

/// The articles that the manifest's index names.
pub(super) fn read_index(root: &Path, manifest: &Manifest) -> Result<BTreeMap<ArticleVersion, String>, StoreError> {
    let named = manifest.files.iter().find(|(name, _)| name.starts_with("articles/index-"));
    let Some((name, hash)) = named else { return Ok(BTreeMap::new()) };
    let path = root.join(name);
    let index = serde_json::from_slice::<Index>(&read_checked(&path, hash)?);
    index.map(Index::versions).map_err(|fault| StoreError::Damaged {
        path,
        fault: fault.to_string(),
        help: "run `glane build` again over the articles".to_owned(),
    })
}
