//! What a server has confirmed, on disk: `NAME.json`, and beside it the quads of the last push (`NAME.nq`) and of the
//! one under way (`NAME.next.nq`), so that what is no longer said can be taken back.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::plan::Plan;
use super::{Protocol, Push};
use crate::store::StoreError;

/// `NAME.json`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct State {
    /// The address.
    url: String,
    /// Hash of the graph and of the way it is pushed.
    push: String,
    /// Requests in all.
    requests: usize,
    /// Requests that the server confirmed.
    done: usize,
}

/// A push's memory.
pub(super) struct Journal<'a> {
    folder: &'a Path,
    name: String,
    nquads: &'a [u8],
    state: State,
    known: Option<State>,
}

impl<'a> Journal<'a> {
    pub(super) fn open(push: &Push<'a>) -> Result<Self, StoreError> {
        let target = format!("{}\u{1f}{}", push.url, push.into.unwrap_or_default());
        let name = blake3::hash(target.as_bytes()).to_hex()[..16].to_owned();
        fs::create_dir_all(push.journal).map_err(refused(push.journal, "make"))?;
        let mut hasher = blake3::Hasher::new();
        let way = format!("{} {} {}", push.protocol == Protocol::Update, push.chunk, push.replace);
        hasher.update(way.as_bytes()).update(push.nquads);
        let state =
            State { url: push.url.to_owned(), push: hasher.finalize().to_hex().to_string(), ..State::default() };
        let mut journal = Self { folder: push.journal, name, nquads: push.nquads, state, known: None };
        // A journal that cannot be read is none: pushing all again does no harm.
        journal.known = fs::read(journal.path("json")).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
        Ok(journal)
    }

    /// Quads that earlier pushes sent, finished or not.
    pub(super) fn stale(&self) -> Result<Vec<Vec<u8>>, StoreError> {
        let mut found = Vec::new();
        for ending in ["nq", "next.nq"] {
            match fs::read(self.path(ending)) {
                Ok(bytes) if bytes != self.nquads => found.push(bytes),
                Ok(_) => {}
                Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => {}
                Err(fault) => return Err(refused(&self.path(ending), "read")(fault)),
            }
        }
        Ok(found)
    }

    /// Notes what will be sent; answers how many requests of it are already done.
    pub(super) fn begin(&mut self, plan: &Plan) -> Result<usize, StoreError> {
        self.state.requests = plan.steps.len();
        let same = |known: &&State| known.push == self.state.push && known.requests == self.state.requests;
        let done = self.known.as_ref().filter(same).map_or(0, |known| known.done);
        // A push that was finished is made again: the store may have lost it since.
        self.state.done = if done >= plan.steps.len() { 0 } else { done };
        if self.state.done == 0 {
            // What an unfinished push of another graph sent must not be forgotten before it is taken back.
            if self.path("next.nq").exists() {
                let (old, next) = (fs::read(self.path("nq")).unwrap_or_default(), self.read("next.nq")?);
                self.write("nq", &[old, next].concat())?;
            }
            self.write("next.nq", self.nquads)?;
        }
        self.note()?;
        Ok(self.state.done)
    }

    /// Notes that so many requests are confirmed.
    pub(super) fn done(&mut self, requests: usize) -> Result<(), StoreError> {
        self.state.done = requests;
        self.note()
    }

    /// Notes that all is there.
    pub(super) fn finish(&mut self) -> Result<(), StoreError> {
        let (next, last) = (self.path("next.nq"), self.path("nq"));
        fs::rename(&next, &last).map_err(refused(&last, "replace"))?;
        self.note()
    }

    fn note(&self) -> Result<(), StoreError> {
        let text = serde_json::to_vec_pretty(&self.state).map_err(|e| StoreError::Shape(e.to_string()))?;
        self.write("json", &text)
    }

    fn read(&self, ending: &str) -> Result<Vec<u8>, StoreError> {
        fs::read(self.path(ending)).map_err(refused(&self.path(ending), "read"))
    }

    fn write(&self, ending: &str, bytes: &[u8]) -> Result<(), StoreError> {
        let path = self.path(ending);
        let mut draft = tempfile::NamedTempFile::new_in(self.folder).map_err(refused(&path, "write"))?;
        draft.write_all(bytes).map_err(refused(&path, "write"))?;
        draft.as_file().sync_data().map_err(refused(&path, "write"))?;
        draft.persist(&path).map(drop).map_err(|fault| refused(&path, "replace")(fault.error))
    }

    fn path(&self, ending: &str) -> PathBuf {
        self.folder.join(format!("{}.{ending}", self.name))
    }
}

fn refused(path: &Path, action: &'static str) -> impl FnOnce(std::io::Error) -> StoreError {
    let path = path.to_owned();
    move |source| StoreError::Io { path, action, source }
}
