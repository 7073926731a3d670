//! A picture, through Graphviz.

use std::io::{self, Read, Write};
use std::process::{Command, Stdio};
use std::thread;

use super::format::ExportError;

/// Draws DOT as SVG; the DOT names the layout that fits its size.
pub(super) fn write(dot: &[u8], out: &mut dyn Write) -> Result<(), ExportError> {
    let spawned =
        Command::new("dot").arg("-Tsvg").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = match spawned {
        Ok(child) => child,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(ExportError::NoGraphviz),
        Err(error) => return Err(ExportError::Graphviz(error.to_string())),
    };
    let mut input = child.stdin.take().expect("standard input was piped");
    let mut trouble = child.stderr.take().expect("standard error was piped");
    let dot = dot.to_owned();
    // Graphviz reads all before it writes, but it warns while it reads.
    let feeder = thread::spawn(move || input.write_all(&dot));
    let listener = thread::spawn(move || {
        let mut text = String::new();
        trouble.read_to_string(&mut text).map(|_| text)
    });
    let output = child.wait_with_output()?;
    let fed = feeder.join().unwrap_or(Ok(()));
    let said = listener.join().ok().and_then(Result::ok).unwrap_or_default();
    if !output.status.success() {
        return Err(ExportError::Graphviz(said.lines().next().unwrap_or("no reason given").to_owned()));
    }
    fed?;
    out.write_all(&output.stdout)?;
    out.flush()?;
    Ok(())
}
