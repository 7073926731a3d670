//! Places in a text: half-open byte spans inside, code points and lines at the edge.
//!
//! In: a `&str`. Out: [`Span`]s that slice it and a [`TextIndex`] that turns byte offsets into the code points that
//! JSON and Web Annotation count in, and into the line and column that messages name. Knows nothing of language.

mod index;
mod pieces;
mod span;

pub use index::{LineColumn, TextIndex};
pub use pieces::pieces;
pub use span::Span;
