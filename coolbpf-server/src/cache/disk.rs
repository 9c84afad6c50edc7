//! Files by digest, at most so many bytes of them; the ones that were not used for longest go first.

use std::collections::{BTreeMap, HashMap};
use std::fs::{self, File};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use coolbpf_contract::Digest;

use crate::error::{Result, because};

/// Where files are written before they get their names.
const UNFINISHED: &str = "unfinished";
/// What is unfinished for longer was left by a server that was killed.
const GIVEN_UP: Duration = Duration::from_secs(3600);

/// The name of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Name {
    pub(super) directory: &'static str,
    pub(super) digest: Digest,
}

#[derive(Debug)]
pub(super) struct Disk {
    root: PathBuf,
    most_bytes: u64,
    used: Mutex<Used>,
    damaged: AtomicU64,
}

/// The files in the order of their last use.
#[derive(Debug, Default)]
struct Used {
    files: HashMap<Name, Use>,
    order: BTreeMap<u64, Name>,
    next: u64,
    bytes: u64,
}

#[derive(Debug, Clone, Copy)]
struct Use {
    turn: u64,
    size: u64,
}

impl Used {
    /// Makes `name` the one that was used last.
    fn insert(&mut self, name: Name, size: u64) {
        self.remove(name);
        let turn = self.next;
        self.next += 1;
        self.files.insert(name, Use { turn, size });
        self.order.insert(turn, name);
        self.bytes += size;
    }

    fn remove(&mut self, name: Name) {
        if let Some(Use { turn, size }) = self.files.remove(&name) {
            self.order.remove(&turn);
            self.bytes -= size;
        }
    }

    fn pop_oldest(&mut self) -> Option<Name> {
        let (_, &name) = self.order.first_key_value()?;
        self.remove(name);
        Some(name)
    }
}

impl Disk {
    /// Looks at what lies in the directories, and removes what is too much.
    pub(super) fn open(root: &Path, directories: &[&'static str], most_bytes: u64) -> Result<Self> {
        for directory in directories.iter().chain(&[UNFINISHED]) {
            let path = root.join(directory);
            fs::create_dir_all(&path).map_err(because(format!("making the cache's {}", path.display())))?;
        }
        let mut found = Vec::new();
        for directory in directories {
            let path = root.join(directory);
            scan(directory, &path, &mut found).map_err(because(format!("reading {}", path.display())))?;
        }
        found.sort_by_key(|(changed, ..)| *changed);
        let mut used = Used::default();
        for (_, name, size) in found {
            used.insert(name, size);
        }
        let disk =
            Self { root: root.to_owned(), most_bytes, used: Mutex::new(used), damaged: AtomicU64::new(0) };
        disk.remove_unfinished();
        disk.evict();
        Ok(disk)
    }

    fn used(&self) -> MutexGuard<'_, Used> {
        // A panic while it was held can at worst make the count of bytes wrong.
        self.used.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn path(&self, Name { directory, digest }: Name) -> PathBuf {
        let hex = digest.hex();
        self.root.join(directory).join(&hex[..2]).join(hex)
    }

    /// The bytes of a file, which may be damaged.
    pub(super) fn read(&self, name: Name) -> Option<Vec<u8>> {
        let path = self.path(name);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) => {
                // It may be there again by now, and then it stays counted.
                let mut used = self.used();
                if !path.exists() {
                    used.remove(name);
                }
                if error.kind() != ErrorKind::NotFound {
                    tracing::error!(path = %path.display(), %error, "a file of the cache can't be read");
                }
                return None;
            }
        };
        // What was removed meanwhile doesn't count any more.
        let mut used = self.used();
        if used.files.contains_key(&name) || path.exists() {
            used.insert(name, bytes.len() as u64);
        }
        drop(used);
        // So that the order of use is known after a restart; it is only an order of removal, so nothing hangs on it.
        let _ =
            File::options().append(true).open(&path).and_then(|file| file.set_modified(SystemTime::now()));
        Some(bytes)
    }

    /// Writes a file so that it is there as a whole or not at all, whatever happens in between.
    pub(super) fn write(&self, name: Name, bytes: &[u8]) -> Result {
        let path = self.path(name);
        self.write_whole(name, &path, bytes).map_err(because(format!("writing {}", path.display())))?;
        self.evict();
        Ok(())
    }

    fn write_whole(&self, name: Name, path: &Path, bytes: &[u8]) -> std::io::Result<()> {
        let directory = path.parent().unwrap_or(&self.root);
        if !directory.exists() {
            fs::create_dir_all(directory)?;
            // Its own name has to be on the disk, too.
            File::open(directory.parent().unwrap_or(&self.root))?.sync_all()?;
        }
        let mut file = tempfile::NamedTempFile::new_in(self.root.join(UNFINISHED))?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        // A file that is there is counted: whoever removes one does so under the same lock.
        let mut used = self.used();
        file.persist(path).map_err(|error| error.error)?;
        used.insert(name, bytes.len() as u64);
        drop(used);
        File::open(directory)?.sync_all()
    }

    /// Removes a file whose bytes are not what they should be.
    pub(super) fn remove_damaged(&self, name: Name) {
        let path = self.path(name);
        tracing::warn!(path = %path.display(), "a damaged file of the cache is removed");
        self.damaged.fetch_add(1, Ordering::Relaxed);
        let mut used = self.used();
        used.remove(name);
        if let Err(error) = fs::remove_file(&path) {
            tracing::warn!(path = %path.display(), %error, "it can't be removed");
        }
    }

    /// Removes the files that were not used for longest until the rest is few enough bytes.
    fn evict(&self) {
        loop {
            let mut used = self.used();
            if used.bytes <= self.most_bytes {
                return;
            }
            let Some(name) = used.pop_oldest() else { return };
            let path = self.path(name);
            if let Err(error) = fs::remove_file(&path) {
                tracing::warn!(path = %path.display(), %error, "a file of the cache can't be removed");
            }
        }
    }

    fn remove_unfinished(&self) {
        let Ok(entries) = fs::read_dir(self.root.join(UNFINISHED)) else { return };
        for entry in entries.flatten() {
            let age = entry.metadata().and_then(|metadata| metadata.modified()).ok();
            if age.and_then(|changed| changed.elapsed().ok()).is_some_and(|age| age > GIVEN_UP) {
                // What can't be removed now is tried again at the next start.
                let _ = fs::remove_file(entry.path());
            }
        }
    }

    pub(super) fn bytes(&self) -> u64 {
        self.used().bytes
    }

    pub(super) fn damaged(&self) -> u64 {
        self.damaged.load(Ordering::Relaxed)
    }
}

/// The files below `path`, with the times of their last use. What isn't named by a digest is left alone.
fn scan(
    directory: &'static str,
    path: &Path,
    found: &mut Vec<(SystemTime, Name, u64)>,
) -> std::io::Result<()> {
    for shard in fs::read_dir(path)? {
        let shard = shard?.path();
        if !shard.is_dir() {
            continue;
        }
        for entry in fs::read_dir(shard)? {
            let entry = entry?;
            let digest = entry.file_name().to_str().and_then(|name| format!("sha256:{name}").parse().ok());
            if let Some(digest) = digest {
                let metadata = entry.metadata()?;
                let changed = metadata.modified().unwrap_or(SystemTime::UNIX_EPOCH);
                found.push((changed, Name { directory, digest }, metadata.len()));
            }
        }
    }
    Ok(())
}
