//! Gold files: what a careful reader finds in an article.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{fs, io};

use serde::Deserialize;

use super::names::norm;
use crate::claim::Status;
use crate::value::Bound;

/// Why a gold file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum GoldError {
    /// It, or its directory, cannot be read.
    #[error("{}: cannot be read; GOLD_DIR holds NAME.json files as the benchmark guide describes them", path.display())]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// It is not a gold file.
    #[error("{}: is no gold file", path.display())]
    Malformed {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        source: serde_json::Error,
    },
}

/// An entity that the article speaks of.
#[derive(Clone, Debug, Deserialize)]
pub struct GoldEntity {
    /// Its class.
    #[serde(rename = "type")]
    pub entity_type: String,
    /// What the article says it is.
    pub kind: Option<String>,
    /// Every acceptable name, the canonical one first.
    pub names: Vec<String>,
    /// False where it is neither asked for nor punished.
    #[serde(default = "yes")]
    pub must: bool,
}

/// One thing or several of which any is right; as the file writes it.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<Option<String>>),
}

/// One or more acceptable strings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(from = "Option<OneOrMany>")]
pub struct Alternatives(pub Vec<String>);

impl From<Option<OneOrMany>> for Alternatives {
    fn from(read: Option<OneOrMany>) -> Self {
        match read {
            None => Self(Vec::new()),
            Some(OneOrMany::One(one)) => Self(vec![one]),
            Some(OneOrMany::Many(many)) => Self(many.into_iter().flatten().collect()),
        }
    }
}

/// What stands in the object's place of a gold claim.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum GoldObject {
    /// A date, in EDTF.
    Date {
        /// The date.
        date: String,
    },
    /// An amount.
    Amount(GoldAmount),
    /// Entity keys, of which any is right.
    Entity(Alternatives),
}

/// An amount of a gold file; what is null may be anything.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct GoldAmount {
    /// The number.
    #[serde(default)]
    pub value: Option<f64>,
    /// ISO code, `percent`, a noun's lemma; `*` for any.
    #[serde(default)]
    pub unit: Option<String>,
    /// How it is bounded.
    #[serde(default)]
    pub bound: Option<Bound>,
}

/// What narrows a gold claim.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct GoldQualifiers {
    /// EDTF, any of these.
    pub when: Alternatives,
    /// A sum.
    pub price: Option<GoldAmount>,
    /// A position, any of these.
    pub role: Alternatives,
}

/// A claim that the article makes.
#[derive(Clone, Debug, Deserialize)]
pub struct GoldClaim {
    /// Subject: keys of which any is right; `None` where any subject is.
    #[serde(rename = "s")]
    pub subject: Option<Alternatives>,
    /// Predicate.
    #[serde(rename = "p")]
    pub predicate: String,
    /// Object; `None` where any object is right.
    #[serde(rename = "o")]
    pub object: Option<GoldObject>,
    /// How certain.
    #[serde(default)]
    pub status: Status,
    /// Denied.
    #[serde(default)]
    pub negated: bool,
    /// Whom the article names as source.
    #[serde(default)]
    pub by: Vec<String>,
    /// What narrows it.
    #[serde(default, rename = "q")]
    pub qualifiers: GoldQualifiers,
    /// False where it is neither asked for nor punished.
    #[serde(default = "yes")]
    pub must: bool,
}

/// The gold of one article.
#[derive(Clone, Debug, Deserialize)]
pub struct Gold {
    /// The article's name.
    pub document: String,
    /// Its entities by key.
    pub entities: BTreeMap<String, GoldEntity>,
    /// Its claims.
    pub claims: Vec<GoldClaim>,
    /// The code points of the article, where it lies beside its gold.
    #[serde(skip)]
    pub text: Option<Vec<char>>,
    /// Keys by normal name.
    #[serde(skip)]
    pub(super) keys_by_name: BTreeMap<String, BTreeSet<String>>,
}

fn yes() -> bool {
    true
}

impl Gold {
    /// The gold of a file's JSON and of the article beside it.
    ///
    /// # Errors
    /// Where the JSON is not a gold file's.
    pub fn parse(json: &str, text: Option<&str>) -> serde_json::Result<Self> {
        let mut gold: Self = serde_json::from_str(json)?;
        gold.text = text.map(|text| text.chars().collect());
        for (key, entity) in &gold.entities {
            for name in &entity.names {
                gold.keys_by_name.entry(norm(name)).or_default().insert(key.clone());
            }
        }
        Ok(gold)
    }

    /// All gold files of a directory, sorted by name.
    ///
    /// # Errors
    /// Where the directory or one of its `.json` files cannot be read as gold.
    pub fn read_directory(directory: &Path) -> Result<Vec<Self>, GoldError> {
        let unreadable = |path: &Path| {
            let path = path.to_owned();
            |source| GoldError::Unreadable { path, source }
        };
        let entries = fs::read_dir(directory).and_then(Iterator::collect::<io::Result<Vec<_>>>);
        let mut paths: Vec<PathBuf> =
            entries.map_err(unreadable(directory))?.into_iter().map(|entry| entry.path()).collect();
        paths.retain(|path| path.extension().is_some_and(|ending| ending == "json"));
        paths.sort();
        let read = |path: &PathBuf| {
            let json = fs::read_to_string(path).map_err(unreadable(path))?;
            let text = fs::read_to_string(path.with_extension("txt")).ok();
            Self::parse(&json, text.as_deref()).map_err(|source| GoldError::Malformed { path: path.clone(), source })
        };
        paths.iter().map(read).collect()
    }

    /// The gold entities that an extracted party can stand for: its label decides; without one that is known, names
    /// that all agree.
    pub(super) fn keys(&self, label: Option<&str>, names: &[String]) -> BTreeSet<String> {
        if let Some(keys) = self.keys_by_name.get(&norm(label.unwrap_or_default())) {
            return keys.clone();
        }
        let union: BTreeSet<String> = names.iter().flat_map(|name| self.keys_of_name(name)).cloned().collect();
        if union.len() == 1 { union } else { BTreeSet::new() }
    }

    /// The gold entities that bear a name.
    pub(super) fn keys_of_name(&self, name: &str) -> impl Iterator<Item = &String> {
        self.keys_by_name.get(&norm(name)).into_iter().flatten()
    }
}
