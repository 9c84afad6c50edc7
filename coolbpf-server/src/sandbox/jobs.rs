//! Where the directories of jobs lie, and what a server that was killed has left there.

use std::fs::{self, File, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use rustix::fs::{FlockOperation, flock};
use tempfile::TempDir;

use crate::error::{Error, Result};

const PREFIX: &str = "coolbpf-server-";
/// The file that a server holds locked while it lives.
const LOCK: &str = "lock";

/// The directory of this server's jobs. It is removed with the value, and by the next server where that can't be.
#[derive(Debug)]
pub(super) struct Jobs {
    directory: TempDir,
    _lock: File,
}

impl Jobs {
    /// Makes the directory, and removes those of servers that live no more.
    pub(super) fn new() -> Result<Self> {
        let parent = std::env::temp_dir();
        remove_left(&parent);
        let failed = |error: &dyn std::fmt::Display| {
            Error::new(format!("making a directory for jobs in {}: {error}", parent.display()))
        };
        let directory = tempfile::Builder::new()
            .prefix(PREFIX)
            .permissions(Permissions::from_mode(0o700))
            .tempdir_in(&parent)
            .map_err(|error| failed(&error))?;
        let lock = File::create(directory.path().join(LOCK)).map_err(|error| failed(&error))?;
        flock(&lock, FlockOperation::NonBlockingLockExclusive).map_err(|error| failed(&error))?;
        Ok(Self { directory, _lock: lock })
    }

    pub(super) fn path(&self) -> &Path {
        self.directory.path()
    }
}

/// What can't be looked at or removed belongs to another user, or is tried again at the next start.
fn remove_left(parent: &Path) {
    let Ok(entries) = fs::read_dir(parent) else { return };
    for entry in entries.flatten() {
        let is_ours = entry.file_name().as_encoded_bytes().starts_with(PREFIX.as_bytes())
            && entry.file_type().is_ok_and(|kind| kind.is_dir());
        if !is_ours {
            continue;
        }
        let path = entry.path();
        let Ok(lock) = File::open(path.join(LOCK)) else { continue };
        if flock(&lock, FlockOperation::NonBlockingLockExclusive).is_ok() && fs::remove_dir_all(&path).is_ok()
        {
            tracing::info!(path = %path.display(), "what a killed server left is removed");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_killed_server_left_is_removed_and_what_a_living_one_uses_is_not() {
        let parent = TempDir::new().unwrap();
        let make = |name: &str| {
            let path = parent.path().join(name);
            fs::create_dir(&path).unwrap();
            let lock = File::create(path.join(LOCK)).unwrap();
            (path, lock)
        };
        let (dead, _) = make("coolbpf-server-dead");
        let (living, lock) = make("coolbpf-server-living");
        flock(&lock, FlockOperation::NonBlockingLockExclusive).unwrap();
        let (foreign, _) = make("coolbpf-x");
        remove_left(parent.path());
        assert!(!dead.exists() && living.exists() && foreign.exists());
    }
}
