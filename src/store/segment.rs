//! Articles' claims as lines of JSON.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::error::StoreError;
use super::manifest::BuildKey;
use crate::claim::ArticleClaims;
use crate::ingest::DocumentId;

/// One line of a segment: an article and what made its claims.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Line {
    /// Short hash of the [`BuildKey`].
    pub(super) made: String,
    /// True where it stands beside other versions of the article, false where it takes their place.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) beside: bool,
    /// The article.
    pub(super) article: ArticleClaims,
}

impl Line {
    /// Which version of which article.
    pub(super) fn version(&self) -> ArticleVersion {
        (self.article.document.clone(), self.article.hash.clone())
    }
}

/// An article's name and the hash of its bytes.
pub(super) type ArticleVersion = (DocumentId, String);

/// A short name for a key.
pub(super) fn key_name(key: &BuildKey) -> String {
    let joined = [key.program.as_str(), &key.ontology, &key.model].join("\u{1f}");
    blake3::hash(joined.as_bytes()).to_hex()[..16].to_owned()
}

/// The shard in which a document's claims stand: two hexadecimal digits, by its name alone, so that a change of one
/// article rewrites one file.
pub(super) fn shard(document: &str) -> String {
    blake3::hash(document.as_bytes()).to_hex()[..2].to_owned()
}

/// Lines as bytes.
pub(super) fn encode(lines: &[&Line], path: &Path) -> Result<Vec<u8>, StoreError> {
    let mut bytes = Vec::new();
    for line in lines {
        serde_json::to_writer(&mut bytes, line).map_err(|fault| damaged(path, &fault.to_string()))?;
        bytes.push(b'\n');
    }
    Ok(bytes)
}

/// Bytes as lines.
pub(super) fn decode(bytes: &[u8], path: &Path) -> Result<Vec<Line>, StoreError> {
    let lines = bytes.split(|b| *b == b'\n').filter(|line| !line.is_empty());
    let read = |line| serde_json::from_slice(line).map_err(|fault| damaged(path, &fault.to_string()));
    lines.map(read).collect()
}

fn damaged(path: &Path, fault: &str) -> StoreError {
    StoreError::Damaged {
        path: path.to_owned(),
        fault: format!("not a line of claims: {fault}"),
        help: "delete the file and run `glane build` again over the articles; the others are kept".to_owned(),
    }
}
