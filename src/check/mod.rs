//! Is a graph what it should be? SHACL Core over a set of triples.
//!
//! In: triples (with the ontology's among them, for its sub-classes) and shapes. Out: a [`Report`], as text and as a
//! SHACL report graph. Must not know what the triples are about, nor files. All of SHACL Core but recursion, which is
//! cut short (<https://www.w3.org/TR/shacl/#core-components>).
//!
//! ```
//! use glane::check::{Data, Shapes, check};
//! let shapes = "@prefix sh: <http://www.w3.org/ns/shacl#> .
//!     <urn:s> a sh:NodeShape ; sh:targetSubjectsOf <urn:name> ;
//!         sh:property [ sh:path <urn:name> ; sh:maxCount 1 ] .";
//! let shapes = Shapes::parse("shapes.ttl", shapes).expect("they are shapes");
//! let data = Data::parse("data.ttl", "<urn:a> <urn:name> 'A', 'B' .").expect("it is Turtle");
//! assert_eq!(check(&data, &shapes).results.len(), 1);
//! ```

mod constraint;
mod data;
mod path;
mod report;
mod shape;
mod validate;
mod vocab;

use oxrdf::Triple;

use crate::diagnostic::Diagnostic;
use crate::ontology::{PathContents, SCHEMA};

pub use data::{Data, triples};
pub use path::Path;
pub use report::{Report, Violation};
pub use shape::Shapes;
pub use validate::check;

/// What every graph that we write must satisfy: `ontology/shapes.ttl`.
pub const SHAPES: &str = include_str!("../../ontology/shapes.ttl");

/// Checks a graph's triples against [`SHAPES`], with the classes of the built-in ontology and of a user's files.
///
/// # Errors
/// Where a user's file is not Turtle, with the place.
pub fn check_graph(graph: impl IntoIterator<Item = Triple>, ontology: &[PathContents]) -> Result<Report, Diagnostic> {
    let mut known = triples("ontology/glane.ttl", SCHEMA)?;
    for file in ontology {
        known.extend(triples(&file.name, &file.text)?);
    }
    let shapes = Shapes::parse("ontology/shapes.ttl", SHAPES).map_err(|mut trouble| trouble.remove(0))?;
    Ok(check(&Data::new(graph.into_iter().chain(known)), &shapes))
}
