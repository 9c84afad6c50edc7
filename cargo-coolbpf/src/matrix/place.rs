//! Where a run of a matrix has its files: several, also of several workspaces that share a target directory, may run at a time.

use std::fs::{self, File};
use std::io::{self, IsTerminal as _};
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};

use coolbpf_contract::Digest;
use rustix::fs::{FlockOperation, flock};

use super::build::Build;
use crate::{Result, output};

/// How many runs' logs are kept.
const KEPT: usize = 5;

/// The directory of one run. It is locked for as long as this value lives; then all but the logs is removed.
#[derive(Debug)]
pub(super) struct Place {
    /// The directory of the target directory's matrices.
    all: PathBuf,
    /// That of this workspace.
    of_workspace: PathBuf,
    directory: PathBuf,
    _lock: File,
}

impl Place {
    /// A new one, in the target directory. Those of runs that ended long ago vanish.
    pub(super) fn new(build: &Build) -> Result<Self> {
        Self::below(build.target.join("coolbpf").join("matrix"), &build.root)
    }

    fn below(all: PathBuf, root: &Path) -> Result<Self> {
        let digest = Digest::of(root.as_os_str().as_bytes()).hex();
        let of_workspace = all.join(digest.get(..16).unwrap_or(&digest));
        let runs = of_workspace.join("runs");
        let cannot = |error: io::Error| format!("make a directory in {}: {error}", runs.display());
        fs::create_dir_all(&runs).map_err(cannot)?;
        let _lock = exclusive(&runs)?;
        let mut known: Vec<u64> = fs::read_dir(&runs)
            .map_err(cannot)?
            .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
            .collect();
        known.sort_unstable();
        let oldest = known.len().saturating_sub(KEPT - 1);
        for number in known.iter().take(oldest) {
            remove_ended(&runs.join(number.to_string()));
        }
        let number = known.last().map_or(1, |last| last.saturating_add(1));
        let directory = runs.join(number.to_string());
        fs::create_dir(&directory).map_err(cannot)?;
        let lock = File::open(&directory).map_err(cannot)?;
        flock(&lock, FlockOperation::LockExclusive).map_err(|error| cannot(error.into()))?;
        Ok(Self { all, of_workspace, directory, _lock: lock })
    }

    /// Waits until nobody else builds for a matrix in this target directory; nobody does until what this gives is dropped.
    pub(super) fn lock_builds(&self) -> Result<File> {
        exclusive(&self.all)
    }

    /// The crate of the program that tries objects, which the runs of the workspace share.
    pub(super) fn runner_crate(&self) -> PathBuf {
        self.of_workspace.join("runner")
    }

    /// The file of that program, which no other run replaces.
    pub(super) fn runner(&self) -> PathBuf {
        self.directory.join("runner")
    }

    /// Where the kernels are unpacked that are given by their files.
    pub(super) fn kernels(&self) -> PathBuf {
        self.directory.join("kernels")
    }

    pub(super) fn logs(&self) -> PathBuf {
        self.directory.join("logs")
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        // What is not there need not be removed, and what can't be goes with the run's logs.
        let _ = fs::remove_file(self.runner());
        let _ = fs::remove_dir_all(self.kernels());
        // Only if there are no logs.
        let _ = fs::remove_dir(&self.directory);
    }
}

/// Removes the directory of a run, unless that is still at it. What is left is removed by a later run.
fn remove_ended(run: &Path) {
    let Ok(lock) = File::open(run) else { return };
    if flock(&lock, FlockOperation::NonBlockingLockExclusive).is_ok() {
        let _ = fs::remove_dir_all(run);
    }
}

/// The lock of a directory, once nobody else has it.
fn exclusive(directory: &Path) -> Result<File> {
    let cannot = |error: io::Error| format!("lock {}: {error}", directory.display());
    let lock = File::open(directory).map_err(cannot)?;
    if flock(&lock, FlockOperation::NonBlockingLockExclusive).is_err() {
        // Elsewhere progress is of no interest.
        if io::stderr().is_terminal() {
            output::status(
                "Waiting",
                format_args!("for another matrix that works in {}", directory.display()),
            );
        }
        flock(&lock, FlockOperation::LockExclusive).map_err(|error| cannot(error.into()))?;
    }
    Ok(lock)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(all: &Path, root: &str) -> Place {
        Place::below(all.to_owned(), Path::new(root)).unwrap()
    }

    #[test]
    fn runs_at_a_time_have_nothing_in_common_but_the_crate_that_they_build() {
        let all = tempfile::tempdir().unwrap();
        let [one, same, other] = ["/one", "/one", "/other"].map(|root| place(all.path(), root));
        assert_eq!(one.runner_crate(), same.runner_crate());
        assert_ne!(one.runner_crate(), other.runner_crate());
        assert!(
            one.runner() != same.runner() && one.logs() != same.logs() && one.kernels() != same.kernels()
        );
        let builds = one.lock_builds().unwrap();
        let again = File::open(&same.all).unwrap();
        assert!(flock(&again, FlockOperation::NonBlockingLockExclusive).is_err());
        drop(builds);
        assert!(flock(&again, FlockOperation::NonBlockingLockExclusive).is_ok());
    }

    #[test]
    fn the_logs_of_the_latest_runs_stay_and_nothing_of_one_that_runs_goes() {
        let all = tempfile::tempdir().unwrap();
        let running = place(all.path(), "/one");
        let directories: Vec<PathBuf> = (0..=KEPT)
            .map(|_| {
                let ended = place(all.path(), "/one");
                for directory in [ended.logs(), ended.kernels()] {
                    fs::create_dir(directory).unwrap();
                }
                fs::write(ended.runner(), "").unwrap();
                ended.directory.clone()
            })
            .collect();
        let there = |path: &Path| fs::read_dir(path).map(Iterator::count).ok();
        let (first, last) = (directories.first().unwrap(), directories.last().unwrap());
        drop(place(all.path(), "/one"));
        assert_eq!((there(first), there(last)), (None, Some(1)));
        assert!(last.join("logs").exists() && running.directory.exists());
        // What has no logs leaves nothing.
        let directory = running.directory.clone();
        drop(running);
        assert!(!directory.exists());
    }
}
