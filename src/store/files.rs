//! Files that are there whole or not at all.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::error::StoreError;

/// Turns the system's refusal into ours.
pub(super) fn refused(path: &Path, action: &'static str) -> impl FnOnce(io::Error) -> StoreError {
    let path = path.to_owned();
    move |source| StoreError::Io { path, action, source }
}

/// A writer that knows the hash of what it wrote.
pub(super) struct Hashing<W: Write> {
    inner: W,
    hasher: blake3::Hasher,
}

impl<W: Write> Write for Hashing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let n = self.inner.write(bytes)?;
        self.hasher.update(&bytes[..n]);
        Ok(n)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// Replaces a file by what `fill` writes: a temporary file beside it, flushed to the disk, renamed over it. Answers the
/// BLAKE3 of the content, in hexadecimal.
pub(super) fn replace(
    path: &Path,
    fill: impl FnOnce(&mut dyn Write) -> Result<(), StoreError>,
) -> Result<String, StoreError> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut temporary = NamedTempFile::new_in(folder).map_err(refused(path, "write"))?;
    let mut writer = Hashing { inner: BufWriter::new(temporary.as_file_mut()), hasher: blake3::Hasher::new() };
    fill(&mut writer)?;
    writer.flush().map_err(refused(path, "write"))?;
    let hash = writer.hasher.finalize().to_hex().to_string();
    drop(writer);
    open_to_all(temporary.as_file()).map_err(refused(path, "write"))?;
    temporary.as_file().sync_all().map_err(refused(path, "write"))?;
    temporary.persist(path).map_err(|error| refused(path, "replace")(error.error))?;
    sync_folder(folder)?;
    Ok(hash)
}

/// Temporary files are their owner's alone; a graph is as readable as any file.
#[cfg(unix)]
fn open_to_all(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn open_to_all(_file: &File) -> io::Result<()> {
    Ok(())
}

/// Makes a rename survive a power cut; systems that cannot open a folder do it by themselves.
pub(super) fn sync_folder(folder: &Path) -> Result<(), StoreError> {
    match File::open(folder) {
        Ok(handle) if cfg!(unix) => handle.sync_all().map_err(refused(folder, "write")),
        _ => Ok(()),
    }
}

/// A file's content, where it is what the manifest says.
pub(super) fn read_checked(path: &Path, hash: &str) -> Result<Vec<u8>, StoreError> {
    let bytes = fs::read(path).map_err(refused(path, "read"))?;
    if blake3::hash(&bytes).to_hex().as_str() == hash {
        return Ok(bytes);
    }
    Err(StoreError::Damaged {
        path: path.to_owned(),
        fault: "the content is not what the manifest says: it was changed by hand, or a write was cut off".to_owned(),
        help: "run `glane build` again over the articles; what is whole is kept".to_owned(),
    })
}

/// Files of a folder, sorted; none where the folder is not there.
pub(super) fn list(folder: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(refused(folder, "read")(error)),
    };
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.map_err(refused(folder, "read"))?.path();
        if path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Deletes a file; one that is not there is no error.
pub(super) fn delete(path: &Path) -> Result<(), StoreError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(refused(path, "delete")(error)),
        _ => Ok(()),
    }
}
