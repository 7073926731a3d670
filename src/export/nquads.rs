//! N-Triples and N-Quads, sorted: the canonical form, equal for equal graphs.

use std::io::{self, Write};

use oxrdf::Quad;

use super::order::lines;

/// Writes the quads, one a line.
pub(super) fn write(quads: Vec<Quad>, out: &mut dyn Write) -> io::Result<()> {
    for line in lines(quads) {
        out.write_all(line.as_bytes())?;
    }
    out.flush()
}
