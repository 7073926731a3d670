//! One article.

use serde::{Deserialize, Serialize};

use crate::text::Span;
use crate::value::Edtf;

/// An article's name: the file's name without its ending, made unique within a build.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DocumentId(pub String);

/// One article, as read.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its name.
    pub id: DocumentId,
    /// Where it came from, as the user named it (a path, or `-`).
    pub origin: String,
    /// The headline, where the format marks one.
    pub title: Option<String>,
    /// The outlet that published it, where known.
    pub source: Option<String>,
    /// The date of publication (` date 2022-08 ` at the head of the file, a `.meta` file beside it, or the format's field).
    pub published: Option<Edtf>,
    /// BCP 47 language tag; `fr` unless told or detected otherwise.
    pub language: String,
    /// The whole file as decoded text, code point for code point; evidence offsets count in it.
    pub text: String,
    /// The parts of `text` that are article (a date header is not), in order; analysis reads only these.
    pub body: Vec<Span>,
    /// BLAKE3 of the original bytes (those of its `.meta` file included), in hexadecimal: the article's version.
    pub hash: String,
}
