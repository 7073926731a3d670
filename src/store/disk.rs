//! The graph in RocksDB, kept between queries.
//!
//! ```text
//! GRAPH/store/
//!   rocksdb-HASH/          HASH: the beginning of graph.nq's checksum
//!     db/                  Oxigraph's own files
//!     loaded.json          of which graph.nq; without it the folder counts as half made
//!     lock                 shared by those who read, so that nobody deletes the folder under them
//!   making/                what is being loaded; named rocksdb-HASH when it is whole
//!   making.lock            held by the one who loads
//! ```
//!
//! In: a graph directory. Out: a store opened for reading only, loaded before from the same `graph.nq`. Nothing here is
//! the truth: whatever is stale, broken or half made is thrown away and loaded again, and who cannot have it asks the
//! store in memory. Once it is named, a folder is never written to, so any number of processes may read it.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use oxigraph::io::RdfFormat;
use oxigraph::store::Store;
use serde::{Deserialize, Serialize};

use super::dir::GraphDir;
use super::error::StoreError;
use super::files::{read_checked, refused, replace, sync_folder};
use super::query::GraphStore;

const FOLDER: &str = "store";
const NAME: &str = "rocksdb-";
const MAKING: &str = "making";
const MAKING_LOCK: &str = "making.lock";
const DATABASE: &str = "db";
const LOADED: &str = "loaded.json";
const LOCK: &str = "lock";

/// What was loaded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Loaded {
    /// BLAKE3 of `graph.nq`.
    checksum: String,
    /// Its length.
    bytes: u64,
    /// When it was last changed, in nanoseconds since 1970; where the file system knows.
    changed: Option<u64>,
}

/// Opens a finished graph for SPARQL from the store on disk, which is loaded first where it is not there or stale.
/// Nothing can be added to such a store.
///
/// # Errors
/// Where the folder cannot be written or read, another process is loading it, or `graph.nq` is damaged.
pub fn open_on_disk(dir: &GraphDir) -> Result<GraphStore, StoreError> {
    let place = Place::of(dir)?;
    match place.open() {
        Ok(Some(store)) => return Ok(store),
        Err(damage @ StoreError::Damaged { .. }) => return Err(damage),
        Ok(None) | Err(_) => {}
    }
    place.make(dir)?;
    place.open()?.ok_or_else(|| place.unusable("it is gone as soon as it was made"))
}

/// Makes the next query load the store anew: an answer from it failed.
pub(super) fn distrust(dir: &GraphDir) {
    if let Ok(place) = Place::of(dir) {
        // Who cannot delete it cannot load it anew either, and is told so by the next query.
        let _ = fs::remove_file(place.folder.join(LOADED));
    }
}

struct Place {
    /// `GRAPH/store`.
    root: PathBuf,
    /// `GRAPH/store/rocksdb-HASH`.
    folder: PathBuf,
    /// `GRAPH/graph.nq`.
    nquads: PathBuf,
    checksum: String,
    base: String,
}

impl Place {
    fn of(dir: &GraphDir) -> Result<Self, StoreError> {
        let manifest = dir.manifest()?;
        let root = dir.root().join(FOLDER);
        let checksum = manifest.files.get("graph.nq").cloned().unwrap_or_default();
        let folder = root.join(format!("{NAME}{}", checksum.get(..16).unwrap_or_default()));
        Ok(Self { root, folder, nquads: dir.root().join("graph.nq"), checksum, base: manifest.base })
    }

    /// The store, where it is there and whole.
    fn open(&self) -> Result<Option<GraphStore>, StoreError> {
        let path = self.folder.join(LOCK);
        let lock = match File::open(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            other => other.map_err(refused(&path, "open"))?,
        };
        self.held(lock.try_lock_shared(), &path)?;
        let Some(loaded) = read_loaded(&self.folder.join(LOADED)) else { return Ok(None) };
        if loaded.checksum != self.checksum || !self.is_the_file(&loaded)? {
            return Ok(None);
        }
        let store = Store::open_read_only(self.folder.join(DATABASE)).map_err(|e| self.unusable(&e.to_string()))?;
        Ok(Some(GraphStore::kept(store, &self.base, lock)))
    }

    /// True where `graph.nq` is what was loaded: as long and as old, or of the same checksum.
    fn is_the_file(&self, loaded: &Loaded) -> Result<bool, StoreError> {
        let now = self.loaded()?;
        if now == *loaded {
            return Ok(true);
        }
        read_checked(&self.nquads, &self.checksum)?;
        // The same bytes written anew. Where this cannot be noted, the next query reads them again.
        let _ = write_loaded(&self.folder, &now);
        Ok(true)
    }

    fn loaded(&self) -> Result<Loaded, StoreError> {
        let metadata = fs::metadata(&self.nquads).map_err(refused(&self.nquads, "read"))?;
        let changed = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        let changed = changed.and_then(|since| u64::try_from(since.as_nanos()).ok());
        Ok(Loaded { checksum: self.checksum.clone(), bytes: metadata.len(), changed })
    }

    /// Loads `graph.nq` beside the place and moves it there when it is whole.
    fn make(&self, dir: &GraphDir) -> Result<(), StoreError> {
        fs::create_dir_all(&self.root).map_err(refused(&self.root, "make"))?;
        let path = self.root.join(MAKING_LOCK);
        let lock = OpenOptions::new().create(true).truncate(false).write(true).open(&path);
        let lock = lock.map_err(refused(&path, "write"))?;
        self.held(lock.try_lock(), &path)?;
        // Another process may have made it since.
        if matches!(self.open(), Ok(Some(_))) {
            return Ok(());
        }
        self.sweep()?;
        let making = self.root.join(MAKING);
        let made = self.load(dir, &making).and_then(|()| {
            fs::rename(&making, &self.folder).map_err(refused(&self.folder, "make"))?;
            sync_folder(&self.root)
        });
        if made.is_err() {
            let _ = fs::remove_dir_all(&making);
        }
        made
    }

    fn load(&self, dir: &GraphDir, making: &Path) -> Result<(), StoreError> {
        let fault = |e: &dyn std::fmt::Display| self.unusable(&e.to_string());
        fs::create_dir_all(making).map_err(refused(making, "make"))?;
        let loaded = self.loaded()?;
        let bytes = dir.nquads()?;
        let store = Store::open(making.join(DATABASE)).map_err(|e| fault(&e))?;
        let mut loader = store.bulk_loader();
        loader.load_from_slice(RdfFormat::NQuads, &bytes).map_err(|e| fault(&e))?;
        loader.commit().map_err(|e| fault(&e))?;
        store.flush().map_err(|e| fault(&e))?;
        drop(store);
        replace(&making.join(LOCK), |_| Ok(()))?;
        write_loaded(making, &loaded)
    }

    /// Deletes stores of earlier graphs, broken and half made ones; those that are being read stay until the next time.
    fn sweep(&self) -> Result<(), StoreError> {
        let entries = fs::read_dir(&self.root).map_err(refused(&self.root, "read"))?;
        for entry in entries {
            let path = entry.map_err(refused(&self.root, "read"))?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if name != MAKING && !name.starts_with(NAME) {
                continue;
            }
            let lock = File::open(path.join(LOCK)).ok();
            let free = lock.as_ref().is_none_or(|lock| lock.try_lock().is_ok());
            if free {
                fs::remove_dir_all(&path).map_err(refused(&path, "delete"))?;
            } else if path == self.folder {
                return Err(self.unusable("another process reads it, and it is not whole"));
            }
        }
        Ok(())
    }

    fn held(&self, lock: Result<(), TryLockError>, path: &Path) -> Result<(), StoreError> {
        lock.map_err(|error| match error {
            TryLockError::WouldBlock => self.unusable("another process is loading it"),
            TryLockError::Error(error) => refused(path, "lock")(error),
        })
    }

    fn unusable(&self, fault: &str) -> StoreError {
        StoreError::Kept { path: self.folder.clone(), fault: fault.to_owned() }
    }
}

/// None where it is not there, or cut off.
fn read_loaded(path: &Path) -> Option<Loaded> {
    serde_json::from_slice(&fs::read(path).ok()?).ok()
}

fn write_loaded(folder: &Path, loaded: &Loaded) -> Result<(), StoreError> {
    let text = serde_json::to_vec_pretty(loaded).map_err(|e| StoreError::Shape(e.to_string()))?;
    replace(&folder.join(LOADED), |out| out.write_all(&text).map_err(StoreError::Output)).map(|_| ())
}
