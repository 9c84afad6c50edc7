//! What was compiled before: on disk, by content, bounded, checked when it is read.
//!
//! `objects/` holds objects by their own digests. `answers/` holds, by request digest and toolchain, which object came
//! out and what the compiler warned of. A file gets its name when all its bytes are on the disk, so that a crash
//! leaves whole files or none.

mod disk;

use std::path::Path;

use coolbpf_contract::{Diagnostic, Digest};
use serde::{Deserialize, Serialize};

use crate::error::Result;
use disk::Disk;

/// What a compile is known by.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Key {
    /// The request digest, which the bundle is part of.
    pub(crate) request: Digest,
    /// The compiler.
    pub(crate) toolchain: String,
}

/// What came out of a compile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Made {
    pub(crate) digest: Digest,
    pub(crate) object: Vec<u8>,
    pub(crate) warnings: Vec<Diagnostic>,
}

/// The file in `answers/`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    request: Digest,
    toolchain: String,
    object: Digest,
    warnings: Vec<Diagnostic>,
}

/// The cache on disk. Its calls read and write files.
#[derive(Debug)]
pub(crate) struct Cache {
    disk: Disk,
}

/// The directories within the cache.
const ANSWERS: &str = "answers";
const OBJECTS: &str = "objects";

impl Key {
    fn file(&self) -> disk::Name {
        let name = Digest::of(format!("{}\n{}", self.request, self.toolchain).as_bytes());
        disk::Name { directory: ANSWERS, digest: name }
    }
}

impl Cache {
    /// Opens the cache in `directory`, which is made if it isn't there.
    pub(crate) fn open(directory: &Path, most_bytes: u64) -> Result<Self> {
        Ok(Self { disk: Disk::open(directory, &[ANSWERS, OBJECTS], most_bytes)? })
    }

    /// What was made of `key`, if it is there and whole.
    pub(crate) fn get(&self, key: &Key) -> Option<Made> {
        let name = key.file();
        let bytes = self.disk.read(name)?;
        let Some(entry) = read_entry(&bytes).filter(|entry| entry.is_of(key)) else {
            self.disk.remove_damaged(name);
            return None;
        };
        let object = self.object(entry.object)?;
        Some(Made { digest: entry.object, object, warnings: entry.warnings })
    }

    /// The object with this digest, if it is there and whole.
    pub(crate) fn object(&self, digest: Digest) -> Option<Vec<u8>> {
        let name = disk::Name { directory: OBJECTS, digest };
        let bytes = self.disk.read(name)?;
        if Digest::of(&bytes) == digest {
            Some(bytes)
        } else {
            self.disk.remove_damaged(name);
            None
        }
    }

    /// Keeps what was made of `key`.
    pub(crate) fn put(&self, key: &Key, made: &Made) -> Result {
        self.disk.write(disk::Name { directory: OBJECTS, digest: made.digest }, &made.object)?;
        let entry = Entry {
            request: key.request,
            toolchain: key.toolchain.clone(),
            object: made.digest,
            warnings: made.warnings.clone(),
        };
        self.disk.write(key.file(), &write_entry(&entry))
    }

    /// How many bytes the files have.
    pub(crate) fn bytes(&self) -> u64 {
        self.disk.bytes()
    }

    /// How many damaged files were found and removed.
    pub(crate) fn damaged(&self) -> u64 {
        self.disk.damaged()
    }
}

impl Entry {
    fn is_of(&self, key: &Key) -> bool {
        self.request == key.request && self.toolchain == key.toolchain
    }
}

/// The digest of the JSON, a line end, the JSON.
fn write_entry(entry: &Entry) -> Vec<u8> {
    // Texts, numbers and digests always have a JSON form.
    let json = serde_json::to_vec(entry).unwrap_or_default();
    [Digest::of(&json).to_string().as_bytes(), b"\n", &json].concat()
}

fn read_entry(bytes: &[u8]) -> Option<Entry> {
    let (digest, json) = bytes.split_at_checked(71)?;
    let json = json.strip_prefix(b"\n")?;
    let digest: Digest = std::str::from_utf8(digest).ok()?.parse().ok()?;
    if digest == Digest::of(json) { serde_json::from_slice(json).ok() } else { None }
}

#[cfg(test)]
mod tests;
