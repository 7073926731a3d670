//! The language pack: everything that `analyse` knows about a language, as data.

use std::borrow::Cow;
use std::io;
use std::path::{Path, PathBuf};

use super::model::Model;
use super::tokenise::TokenRules;

/// Why a language pack cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// A file of the pack is not there or cannot be read.
    #[error("{}: the language pack's file cannot be read", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// A file of the pack is not what its name says.
    #[error("{file}: {fact}; the language pack is damaged or of another version")]
    Invalid {
        /// The file, relative to the pack.
        file: String,
        /// What is wrong.
        fact: String,
    },
    /// A file of the pack is not the one that the pack was made with.
    #[error(
        "{file}: its BLAKE3 is {found} and config.json says {wanted}; the file is damaged: copy the language pack anew, \
         or, if the file was changed on purpose, write the first number into config.json"
    )]
    Altered {
        /// The file, relative to the pack.
        file: String,
        /// BLAKE3 of what was read, in hexadecimal.
        found: String,
        /// BLAKE3 by the configuration.
        wanted: String,
    },
}

impl ModelError {
    pub(crate) fn invalid(file: &str, fact: impl Into<String>) -> Self {
        Self::Invalid { file: file.to_owned(), fact: fact.into() }
    }
}

/// A language's tables and model.
#[derive(Debug)]
pub struct LanguagePack {
    /// BLAKE3 of the files that were read, by theirs, in hexadecimal.
    version: String,
    pub(super) rules: TokenRules,
    pub(super) model: Model,
}

/// What a file of a pack holds.
pub(super) struct PackFile {
    pub bytes: Cow<'static, [u8]>,
    pub blake3: blake3::Hash,
}

impl From<Cow<'static, [u8]>> for PackFile {
    fn from(bytes: Cow<'static, [u8]>) -> Self {
        Self { blake3: blake3::hash(&bytes), bytes }
    }
}

/// The pack in the binary.
const EMBEDDED: &[(&str, &[u8])] = &[
    ("tokenise.json", include_bytes!("../../models/fr/tokenise.json")),
    ("config.json", include_bytes!("../../models/fr/config.json")),
    ("model.safetensors", include_bytes!("../../models/fr/model.safetensors")),
    ("words.txt", include_bytes!("../../models/fr/words.txt")),
    ("lexicon.bin", include_bytes!("../../models/fr/lexicon.bin")),
    ("names.bin", include_bytes!("../../models/fr/names.bin")),
    ("known.bin", include_bytes!("../../models/fr/known.bin")),
    ("memory.bin", include_bytes!("../../models/fr/memory.bin")),
];

impl LanguagePack {
    /// The pack that the program was built with.
    ///
    /// # Errors
    /// Where it was built with a damaged one.
    pub fn embedded() -> Result<Self, ModelError> {
        Self::from_files(|name| {
            let file = EMBEDDED.iter().find(|(file, _)| *file == name);
            file.map(|(_, bytes)| Cow::Borrowed(*bytes)).ok_or_else(|| ModelError::invalid(name, "it is missing"))
        })
    }

    /// The pack in a directory.
    ///
    /// # Errors
    /// Where a file is missing, damaged, or of another format.
    pub fn load(directory: &Path) -> Result<Self, ModelError> {
        Self::from_files(|name| read_from(directory, name))
    }

    /// The pack's version: analyses made with packs of one version are the same.
    pub fn version(&self) -> &str {
        &self.version
    }

    fn from_files(read: impl Fn(&str) -> Result<Cow<'static, [u8]>, ModelError>) -> Result<Self, ModelError> {
        let mut hasher = blake3::Hasher::new();
        let mut read = |name: &str| {
            let file = PackFile::from(read(name)?);
            hasher.update(name.as_bytes()).update(b"\0").update(file.blake3.as_bytes());
            Ok(file)
        };
        let rules = serde_json::from_slice(&read("tokenise.json")?.bytes)
            .map_err(|error| ModelError::invalid("tokenise.json", error.to_string()))?;
        let model = Model::read(&mut read)?;
        Ok(Self { version: hasher.finalize().to_hex().to_string(), rules, model })
    }
}

/// A file of a pack's directory.
pub(super) fn read_from(directory: &Path, name: &str) -> Result<Cow<'static, [u8]>, ModelError> {
    let path = directory.join(name);
    std::fs::read(&path).map(Cow::Owned).map_err(|source| ModelError::Unreadable { path, source })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_pack_is_the_one_in_the_repository() {
        let directory = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/models/fr"));
        let loaded = LanguagePack::load(directory).expect("the shipped pack is whole");
        let embedded = LanguagePack::embedded().expect("the embedded pack is whole");
        assert_eq!(loaded.version(), embedded.version());
    }

    fn embedded(name: &str) -> Vec<u8> {
        EMBEDDED.iter().find(|(file, _)| *file == name).expect("the pack has the file").1.to_vec()
    }

    /// Why the embedded pack is refused with other files in place of its own.
    fn refusal(others: &[(&str, Vec<u8>)]) -> String {
        let read = |name: &str| {
            let other = others.iter().find(|(file, _)| *file == name).map(|(_, bytes)| bytes.clone());
            Ok(Cow::Owned(other.unwrap_or_else(|| embedded(name))))
        };
        LanguagePack::from_files(read).expect_err("the pack is damaged").to_string()
    }

    /// Why it is refused with one file changed, where `config.json` vouches for the change.
    fn damaged(file: &str, change: impl Fn(&mut Vec<u8>)) -> String {
        let mark = |bytes: &[u8]| blake3::hash(bytes).to_hex().to_string();
        let mut bytes = embedded(file);
        let before = mark(&bytes);
        change(&mut bytes);
        let config = String::from_utf8(embedded("config.json")).expect("it is UTF-8").replace(&before, &mark(&bytes));
        refusal(&[(file, bytes), ("config.json", config.into_bytes())])
    }

    #[test]
    fn one_bit_that_turned_is_found_in_every_file_of_the_model() {
        for file in ["model.safetensors", "words.txt", "lexicon.bin", "names.bin", "known.bin", "memory.bin"] {
            let mut bytes = embedded(file);
            let middle = bytes.len() / 2;
            bytes[middle] ^= 1;
            let message = refusal(&[(file, bytes)]);
            assert!(message.starts_with(&format!("{file}: its BLAKE3 is ")), "{message}");
            assert!(message.contains("copy the language pack anew"), "{message}");
        }
    }

    #[test]
    fn weights_that_nothing_vouches_for_are_refused() {
        let mut config: serde_json::Value = serde_json::from_slice(&embedded("config.json")).expect("it is JSON");
        config["blake3"].as_object_mut().expect("it has sums").remove("model.safetensors");
        let message = refusal(&[("config.json", config.to_string().into_bytes())]);
        assert!(
            message.starts_with("config.json: `blake3` does not name model.safetensors, whose sum is "),
            "{message}"
        );
    }

    #[test]
    fn damaged_and_foreign_files_are_refused_with_a_reason() {
        let swap = |from: &'static str, to: &'static str| {
            move |bytes: &mut Vec<u8>| *bytes = String::from_utf8_lossy(bytes).replacen(from, to, 1).into_bytes()
        };
        let cases = [
            (damaged("config.json", swap("\"format\": 1", "\"format\": 2")), "config.json: its format is 2"),
            (damaged("config.json", swap("\"upos\"", "\"ups\"")), "config.json: unknown field `ups`"),
            (damaged("config.json", swap("\"ADP\"", "\"AD\"")), "config.json: `AD` is no UD part of speech"),
            (damaged("tokenise.json", |bytes| bytes.truncate(99)), "tokenise.json: EOF while parsing"),
            (damaged("model.safetensors", |bytes| bytes.truncate(999_999)), "model.safetensors: "),
            (damaged("model.safetensors", |bytes| *bytes = b"PK\x03\x04 a zip file".to_vec()), "model.safetensors: "),
            (damaged("words.txt", swap("\n", " ")), "words.txt: it has "),
            (
                damaged("lexicon.bin", |bytes| bytes.truncate(5000)),
                "lexicon.bin: its length is not what its header says",
            ),
            (damaged("memory.bin", |bytes| bytes[0] = b'g'), "memory.bin: it is no word list"),
        ];
        for (message, start) in cases {
            assert!(message.starts_with(start), "{message}");
        }
    }

    #[test]
    fn a_missing_file_is_named() {
        let error = LanguagePack::load(Path::new("no/such/pack")).expect_err("there is none");
        assert!(error.to_string().contains("tokenise.json"), "{error}");
    }
}
