//! The directory.
//!
//! ```text
//! manifest.json                       what is here, with checksums; written last, so that it never names what is not whole
//! articles/SHARD-HASH.jsonl           claims of the articles whose name falls into the shard, sorted
//! articles/index-HASH.json            which article, which version, made by what
//! articles/pending/NUMBER-HASH.jsonl  claims that are finished but not yet in a shard
//! graph.nq graph.ttl graph.dot        made from the articles
//! ```
//!
//! A file under `articles/` bears the hash of its content and is never changed; the manifest says which of them count.
//! Whatever a crash leaves is either complete and named, or ignored and swept up by the next build.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::error::StoreError;
use super::files::{delete, list, read_checked, refused, replace};
use super::manifest::{BuildKey, FORMAT, Index, MANIFEST, Manifest, read_index, read_manifest};
use super::segment::{ArticleVersion, Line, decode, encode, key_name, shard};
use crate::claim::ArticleClaims;
use crate::export::{ExportError, Format, export_made_by, overview};
use crate::ingest::DocumentId;
use crate::merge::Graph;
use crate::ontology::Ontology;
use crate::rdf::{RdfOptions, RdfVersion, Run};

const ARTICLES: &str = "articles";
const PENDING: &str = "articles/pending";
/// So many entities, those of highest rank, `graph.dot` shows; `glane export --format dot` shows all, or a part.
const DRAWN: usize = 150;

/// An article's claims, and what made them.
#[derive(Clone, Debug, PartialEq)]
pub struct Made {
    /// Name of the [`BuildKey`].
    pub by: String,
    /// The claims.
    pub article: ArticleClaims,
}

/// A graph directory.
#[derive(Debug)]
pub struct GraphDir {
    root: PathBuf,
    key: BuildKey,
    manifest: Option<Manifest>,
    /// Articles in shards, each version with what made its claims.
    index: BTreeMap<ArticleVersion, String>,
    /// Articles finished since.
    pending: BTreeMap<ArticleVersion, Line>,
    /// Articles in shards that go at the next publication.
    removed: BTreeSet<ArticleVersion>,
    /// Number of the next pending segment.
    next: u32,
    /// Files under `articles/` that are not what the manifest says, and why.
    damaged: BTreeMap<String, StoreError>,
}

impl GraphDir {
    /// Opens a directory to build in, making it where it is missing; claims that an interrupted build left are kept.
    /// Articles whose file is damaged are as if they were not there, and can be read again; see [`Self::damage`].
    ///
    /// # Errors
    /// Where the directory cannot be made, or its files are of a later layout.
    pub fn create(root: &Path, key: &BuildKey) -> Result<Self, StoreError> {
        let pending = root.join(PENDING);
        fs::create_dir_all(&pending).map_err(refused(&pending, "make"))?;
        let dir = Self::load(root, Some(key))?;
        dir.sweep()?;
        Ok(dir)
    }

    /// Opens a finished graph.
    ///
    /// # Errors
    /// Where there is none, or a file is damaged.
    pub fn open(root: &Path) -> Result<Self, StoreError> {
        let dir = Self::load(root, None)?;
        if dir.manifest.is_none() {
            return Err(StoreError::Missing(root.to_owned()));
        }
        Ok(dir)
    }

    fn load(root: &Path, key: Option<&BuildKey>) -> Result<Self, StoreError> {
        let manifest = read_manifest(root)?;
        let mut damaged = BTreeMap::new();
        let index = match manifest.as_ref().map(|m| read_index(root, m)) {
            Some(Ok(index)) => index,
            // A build makes again what it cannot read; only reading needs it whole.
            Some(Err(error)) if key.is_some() => {
                damaged.insert(format!("{ARTICLES}/index"), error);
                BTreeMap::new()
            }
            Some(Err(error)) => return Err(error),
            None => BTreeMap::new(),
        };
        let known = manifest.as_ref().map(|m| m.key.clone()).unwrap_or_default();
        let mut dir = Self {
            root: root.to_owned(),
            key: key.cloned().unwrap_or(known),
            manifest,
            index,
            pending: BTreeMap::new(),
            removed: BTreeSet::new(),
            next: 0,
            damaged,
        };
        if key.is_some() {
            dir.pass_damage_over();
        }
        dir.take_pending_up()?;
        Ok(dir)
    }

    /// Reads what is finished and not yet in a shard, in the order in which it came.
    fn take_pending_up(&mut self) -> Result<(), StoreError> {
        for path in list(&self.root.join(PENDING))? {
            let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
            let Some((number, hash)) = name.strip_suffix(".jsonl").and_then(|n| n.split_once('-')) else { continue };
            let bytes = fs::read(&path).map_err(refused(&path, "read"))?;
            // Cut off before its name was given: cannot be; changed since: not ours.
            if !blake3::hash(&bytes).to_hex().starts_with(hash) {
                continue;
            }
            self.next = self.next.max(number.parse().unwrap_or(0) + 1);
            for line in decode(&bytes, &path)? {
                self.hold(line);
            }
        }
        Ok(())
    }

    /// Takes out what cannot be read.
    fn pass_damage_over(&mut self) {
        let fault = |(name, hash): (&String, &String)| {
            let path = self.root.join(name);
            let read = read_checked(&path, hash).and_then(|bytes| decode(&bytes, &path));
            read.err().map(|error| (name.clone(), error))
        };
        let found: Vec<(String, StoreError)> = self.shards().filter_map(fault).collect();
        for (name, error) in found {
            self.index.retain(|(document, _), _| !name.starts_with(&format!("{ARTICLES}/{}-", shard(&document.0))));
            self.damaged.insert(name, error);
        }
    }

    /// What of the articles cannot be read, as far as [`Self::create`] passed it over.
    pub fn damage(&self) -> impl Iterator<Item = &StoreError> {
        self.damaged.values()
    }

    /// The directory, for changes that need every article.
    ///
    /// # Errors
    /// The first damage, where there is any.
    pub fn whole(mut self) -> Result<Self, StoreError> {
        match self.damaged.pop_first() {
            Some((_, error)) => Err(error),
            None => Ok(self),
        }
    }

    /// Where it is.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// True where the article's claims, of these bytes and under this directory's key, are there.
    pub fn has(&self, document: &DocumentId, hash: &str) -> bool {
        let made = key_name(&self.key);
        let version = (document.clone(), hash.to_owned());
        match (self.pending.get(&version), self.index.get(&version)) {
            (Some(line), _) => line.made == made,
            (None, Some(by)) => *by == made && !self.removed.contains(&version),
            (None, None) => false,
        }
    }

    /// Names of all articles that are there, sorted.
    pub fn documents(&self) -> Vec<DocumentId> {
        self.versions().into_iter().map(|(document, _)| document).collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// All articles that are there, each version.
    fn versions(&self) -> BTreeSet<ArticleVersion> {
        let kept = self.index.keys().filter(|version| !self.removed.contains(*version));
        kept.chain(self.pending.keys()).cloned().collect()
    }

    /// Keeps the claims of articles; they survive a crash from the moment this returns. Older versions of the same
    /// document give way, unless they are to stand `beside` these. Call it with batches: each call costs a disk flush.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn put(&mut self, articles: &[ArticleClaims], beside: bool) -> Result<(), StoreError> {
        let made = key_name(&self.key);
        let line = |article: &ArticleClaims| Line { made: made.clone(), beside, article: article.clone() };
        self.put_lines(articles.iter().map(line).collect())
    }

    fn put_lines(&mut self, lines: Vec<Line>) -> Result<(), StoreError> {
        if lines.is_empty() {
            return Ok(());
        }
        let folder = self.root.join(PENDING);
        let bytes = encode(&lines.iter().collect::<Vec<_>>(), &folder)?;
        let hash = blake3::hash(&bytes).to_hex();
        let path = folder.join(format!("{:08}-{}.jsonl", self.next, &hash[..16]));
        replace(&path, |out| out.write_all(&bytes).map_err(StoreError::Output))?;
        self.next += 1;
        for line in lines {
            self.hold(line);
        }
        Ok(())
    }

    /// All articles, with what made their claims.
    ///
    /// # Errors
    /// Where a file cannot be read or is damaged.
    pub fn made(&self) -> Result<Vec<Made>, StoreError> {
        Ok(self.lines()?.into_values().map(|line| Made { by: line.made, article: line.article }).collect())
    }

    /// Keeps articles of another directory, in every version.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn put_made(&mut self, articles: Vec<Made>) -> Result<(), StoreError> {
        self.put_lines(articles.into_iter().map(|m| Line { made: m.by, beside: true, article: m.article }).collect())
    }

    /// What made the claims that this directory was last published with.
    pub fn key(&self) -> &BuildKey {
        &self.key
    }

    /// Takes a finished article up.
    fn hold(&mut self, line: Line) {
        if !line.beside {
            self.drop_versions(&line.article.document, None);
        }
        self.pending.insert(line.version(), line);
    }

    /// Takes out all versions of an article, or all but one; answers whether there were any.
    fn drop_versions(&mut self, document: &DocumentId, but: Option<&str>) -> bool {
        let goes = |version: &ArticleVersion| version.0 == *document && Some(version.1.as_str()) != but;
        let from = (document.clone(), String::new());
        let of_document = |version: &&ArticleVersion| version.0 == *document;
        let stored: Vec<ArticleVersion> = self
            .index
            .range(from.clone()..)
            .map(|(version, _)| version)
            .take_while(of_document)
            .filter(|version| goes(version) && !self.removed.contains(*version))
            .cloned()
            .collect();
        let pending: Vec<ArticleVersion> =
            self.pending.range(from..).map(|(v, _)| v).take_while(of_document).filter(|v| goes(v)).cloned().collect();
        for version in &pending {
            self.pending.remove(version);
        }
        let any = !stored.is_empty() || !pending.is_empty();
        self.removed.extend(stored);
        any
    }

    /// Takes articles out; answers which of them were there. Becomes lasting with the next publication.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn remove(&mut self, documents: &[DocumentId]) -> Result<Vec<DocumentId>, StoreError> {
        Ok(documents.iter().filter(|document| self.drop_versions(document, None)).cloned().collect())
    }

    /// Keeps of each of these articles this version alone.
    pub fn settle_on<'v>(&mut self, versions: impl IntoIterator<Item = (&'v DocumentId, &'v str)>) {
        for (document, hash) in versions {
            self.drop_versions(document, Some(hash));
        }
    }

    /// Keeps only the articles of these names (a fresh build over fewer files).
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn retain(&mut self, documents: &[DocumentId]) -> Result<(), StoreError> {
        let wanted: BTreeSet<&DocumentId> = documents.iter().collect();
        let unwanted: Vec<DocumentId> = self.documents().into_iter().filter(|d| !wanted.contains(d)).collect();
        self.remove(&unwanted).map(|_| ())
    }

    /// All articles' claims, sorted by document and version.
    ///
    /// # Errors
    /// Where a file cannot be read or is damaged.
    pub fn articles(&self) -> Result<Vec<ArticleClaims>, StoreError> {
        Ok(self.lines()?.into_values().map(|line| line.article).collect())
    }

    fn lines(&self) -> Result<BTreeMap<ArticleVersion, Line>, StoreError> {
        let mut all = BTreeMap::new();
        for (name, hash) in self.shards() {
            let path = self.root.join(name);
            all.extend(decode(&read_checked(&path, hash)?, &path)?.into_iter().map(|line| (line.version(), line)));
        }
        all.retain(|version, _| self.index.contains_key(version) && !self.removed.contains(version));
        all.extend(self.pending.iter().map(|(version, line)| (version.clone(), line.clone())));
        // How a version came is forgotten: the same articles give the same bytes.
        all.values_mut().for_each(|line| line.beside = false);
        Ok(all)
    }

    /// The shards that count, by path.
    fn shards(&self) -> impl Iterator<Item = (&String, &String)> {
        let files = self.manifest.iter().flat_map(|manifest| &manifest.files);
        files.filter(|(name, _)| {
            name.starts_with(ARTICLES) && name.ends_with(".jsonl") && !self.damaged.contains_key(*name)
        })
    }

    /// Writes `graph.nq`, `graph.ttl`, `graph.dot` and, last, the manifest; each replaces its forerunner atomically.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn publish(
        &mut self,
        graph: &Graph,
        ontology: &Ontology,
        options: &RdfOptions,
    ) -> Result<Manifest, StoreError> {
        let mut files = self.write_shards()?;
        let run = self.run();
        for (name, format) in [("graph.nq", Format::NQuads), ("graph.ttl", Format::Turtle), ("graph.dot", Format::Dot)]
        {
            let hash = self.write_view(name, format, graph, ontology, options, &run)?;
            files.insert(name.to_owned(), hash);
        }
        let count = |name: &str, n: usize| (name.to_owned(), n as u64);
        let manifest = Manifest {
            format: FORMAT,
            key: self.key.clone(),
            base: options.base.clone(),
            rdf12: options.version == RdfVersion::V12,
            inferred: options.infer,
            files,
            counts: BTreeMap::from([
                count("articles", graph.articles.len()),
                count("entities", graph.entities.len()),
                count("statements", graph.statements.len()),
                count("conflicts", graph.conflicts.len()),
                count("doubts", graph.doubts().count()),
            ]),
        };
        let path = self.root.join(MANIFEST);
        let text = serde_json::to_vec_pretty(&manifest).map_err(|e| StoreError::Shape(e.to_string()))?;
        replace(&path, |out| out.write_all(&text).and_then(|()| out.write_all(b"\n")).map_err(StoreError::Output))?;
        self.settle(manifest.clone())?;
        Ok(manifest)
    }

    /// Writes the graph in a format; answers the hash.
    fn write_view(
        &self,
        name: &str,
        format: Format,
        graph: &Graph,
        ontology: &Ontology,
        options: &RdfOptions,
        run: &Run,
    ) -> Result<String, StoreError> {
        let path = self.root.join(name);
        let drawn = (format == Format::Dot).then(|| overview(graph, DRAWN));
        let shown = drawn.as_ref().unwrap_or(graph);
        replace(&path, |out| {
            export_made_by(format, shown, ontology, options, Some(run), out).map_err(|error| match error {
                ExportError::Output(source) => StoreError::Io { path: path.clone(), action: "write", source },
                other => StoreError::Shape(other.to_string()),
            })
        })
    }

    /// Writes the shards whose articles changed, and the index; answers the files under `articles/` that now count.
    fn write_shards(&self) -> Result<BTreeMap<String, String>, StoreError> {
        let folder = self.root.join(ARTICLES);
        fs::create_dir_all(&folder).map_err(refused(&folder, "make"))?;
        let touched: BTreeSet<String> = self.pending.keys().chain(&self.removed).map(|v| shard(&v.0.0)).collect();
        let kept = |name: &str| !touched.iter().any(|s| name.starts_with(&format!("{ARTICLES}/{s}-")));
        let mut files: BTreeMap<String, String> =
            self.shards().filter(|(name, _)| kept(name)).map(|(n, h)| (n.clone(), h.clone())).collect();
        let mut index = self.index.clone();
        index.retain(|version, _| !self.removed.contains(version));
        let lines = if touched.is_empty() { BTreeMap::new() } else { self.lines()? };
        let mut shards: BTreeMap<String, Vec<&Line>> = BTreeMap::new();
        for (version, line) in &lines {
            let name = shard(&version.0.0);
            if touched.contains(&name) {
                shards.entry(name).or_default().push(line);
            }
            index.insert(version.clone(), line.made.clone());
        }
        for (name, lines) in shards {
            let bytes = encode(&lines, &folder)?;
            self.write_named(&name, "jsonl", &bytes, &mut files)?;
        }
        let bytes = serde_json::to_vec_pretty(&Index::of(&index)).map_err(|e| StoreError::Shape(e.to_string()))?;
        self.write_named("index", "json", &bytes, &mut files)?;
        Ok(files)
    }

    /// Writes `articles/NAME-HASH.ENDING`, where it is not there yet.
    fn write_named(
        &self,
        name: &str,
        ending: &str,
        bytes: &[u8],
        files: &mut BTreeMap<String, String>,
    ) -> Result<(), StoreError> {
        let hash = blake3::hash(bytes).to_hex().to_string();
        let relative = format!("{ARTICLES}/{name}-{}.{ending}", &hash[..16]);
        let path = self.root.join(&relative);
        if !path.exists() || read_checked(&path, &hash).is_err() {
            replace(&path, |out| out.write_all(bytes).map_err(StoreError::Output))?;
        }
        files.insert(relative, hash);
        Ok(())
    }

    /// After a publication: what was pending is in shards.
    fn settle(&mut self, manifest: Manifest) -> Result<(), StoreError> {
        self.index = read_index(&self.root, &manifest)?;
        self.manifest = Some(manifest);
        self.pending.clear();
        self.removed.clear();
        self.damaged.clear();
        for path in list(&self.root.join(PENDING))? {
            delete(&path)?;
        }
        self.sweep()
    }

    /// Deletes files under `articles/` that no manifest names: earlier shards, and what a crash left.
    fn sweep(&self) -> Result<(), StoreError> {
        let named = |name: &str| self.manifest.as_ref().is_some_and(|m| m.files.contains_key(name));
        for path in list(&self.root.join(ARTICLES))? {
            let name = path.file_name().map(|n| format!("{ARTICLES}/{}", n.to_string_lossy())).unwrap_or_default();
            if !named(&name) {
                delete(&path)?;
            }
        }
        Ok(())
    }

    /// What made the graph.
    pub fn run(&self) -> Run {
        let key = self.key.clone();
        Run { program: key.program, ontology: key.ontology, model: key.model }
    }

    /// The published graph as N-Quads, whole as the manifest says.
    ///
    /// # Errors
    /// Where there is none, or it is damaged.
    pub fn nquads(&self) -> Result<Vec<u8>, StoreError> {
        let manifest = self.manifest()?;
        let hash = manifest.files.get("graph.nq").map_or("", String::as_str);
        read_checked(&self.root.join("graph.nq"), hash)
    }

    /// How the graph was last written, so that a change writes it the same way; the default before that.
    pub fn rdf_options(&self) -> RdfOptions {
        self.manifest.as_ref().map_or_else(RdfOptions::default, |manifest| RdfOptions {
            version: if manifest.rdf12 { RdfVersion::V12 } else { RdfVersion::V11 },
            base: manifest.base.clone(),
            infer: manifest.inferred,
        })
    }

    /// The manifest of the last publication.
    ///
    /// # Errors
    /// Where there is none.
    pub fn manifest(&self) -> Result<Manifest, StoreError> {
        self.manifest.clone().ok_or_else(|| StoreError::Missing(self.root.clone()))
    }
}
