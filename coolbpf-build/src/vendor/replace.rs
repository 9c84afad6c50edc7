//! Replacing files of `coolbpf-vendor/` all at once.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs::{self, File, Permissions};
use std::io::{self, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::time::{Duration, Instant};
use std::{fmt, thread};

use rustix::fs::{CWD, FlockOperation, RenameFlags, flock, renameat_with};
use rustix::io::Errno;
use tempfile::{Builder, TempDir};

use crate::vendored::{DIRECTORY, is_directory};
use crate::{Error, Result, regular_file};

/// Begins the names of what is not finished, or was not, because it was interrupted.
const UNFINISHED: &str = ".coolbpf-vendor-unfinished-";
/// How many letters and digits follow on it.
const RANDOM: usize = 8;

/// How long to wait for another process that changes the same package.
const PATIENCE: Duration = Duration::from_secs(30);

/// What is to change in `coolbpf-vendor/`: nothing else in it is touched.
#[derive(Debug, Default)]
pub(super) struct Change {
    /// The files to write, by their names.
    pub(super) written: BTreeMap<String, Vec<u8>>,
    /// The names of the files to remove.
    pub(super) removed: BTreeSet<String>,
}

impl Change {
    /// Makes the change in `package`. Wherever it is interrupted, `coolbpf-vendor/` is as it was or as it should be.
    ///
    /// That is so because the new directory is made beside the old one, and the two change places in one step. Where
    /// the file system can't do that (or the directory is a mount point), files are replaced one by one: what an
    /// interruption then leaves, the pins' digests give away.
    pub(super) fn apply(mut self, package: &Path) -> Result<()> {
        let directory = package.join(DIRECTORY);
        is_directory(&directory)?;
        let _alone = lock(package, PATIENCE)?;
        let exists = is_directory(&directory)?;
        remove_unfinished(package, fs::FileType::is_dir);
        remove_unfinished(&directory, fs::FileType::is_file);
        self.written.retain(|name, bytes| !is_there(&directory.join(name), bytes));
        if self.written.is_empty() && self.removed.is_empty() {
            return Ok(());
        }
        let cannot = |error: io::Error| Error::new(format!("write {}: {error}", directory.display()));
        let staged = self.stage(package, exists.then_some(&directory)).map_err(cannot)?;
        if !exists {
            return fs::rename(staged.path(), &directory).map_err(cannot);
        }
        match renameat_with(CWD, staged.path(), CWD, &directory, RenameFlags::EXCHANGE) {
            // What is staged now is the old directory, which goes.
            Ok(()) => Ok(()),
            Err(_) => self.one_by_one(&directory).map_err(cannot),
        }
    }

    /// Makes the new directory, with what stays of the old one.
    fn stage(&self, package: &Path, old: Option<&Path>) -> io::Result<TempDir> {
        let mut builder = Builder::new();
        // As usual, and not for this user alone; what others may do is up to the umask.
        let staged = builder
            .prefix(UNFINISHED)
            .rand_bytes(RANDOM)
            .permissions(Permissions::from_mode(0o777))
            .tempdir_in(package)?;
        if let Some(old) = old {
            fs::set_permissions(staged.path(), fs::metadata(old)?.permissions())?;
            link_all(old, staged.path(), &|name| {
                let name = name.to_str().unwrap_or_default();
                !self.written.contains_key(name) && !self.removed.contains(name)
            })?;
        }
        for (name, bytes) in &self.written {
            fs::write(staged.path().join(name), bytes)?;
        }
        Ok(staged)
    }

    fn one_by_one(&self, directory: &Path) -> io::Result<()> {
        // By their names, a program's pin comes after its object and its bindings.
        for (name, bytes) in &self.written {
            let mut builder = Builder::new();
            let mut file = builder
                .prefix(UNFINISHED)
                .rand_bytes(RANDOM)
                .permissions(Permissions::from_mode(0o666))
                .tempfile_in(directory)?;
            file.write_all(bytes)?;
            file.persist(directory.join(name))?;
        }
        self.removed.iter().try_for_each(|name| fs::remove_file(directory.join(name)))
    }
}

/// Whether a file has these bytes already.
fn is_there(path: &Path, bytes: &[u8]) -> bool {
    let is_alike = |metadata: fs::Metadata| metadata.is_file() && metadata.len() == bytes.len() as u64;
    let is_alike = fs::symlink_metadata(path).is_ok_and(is_alike);
    is_alike && regular_file::read(path, bytes.len() as u64).is_ok_and(|there| there == bytes)
}

/// Puts the files of a directory into another one, too.
fn link_all(from: &Path, to: &Path, wanted: &dyn Fn(&OsStr) -> bool) -> io::Result<()> {
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        if !wanted(&entry.file_name()) {
            continue;
        }
        let (old, new) = (entry.path(), to.join(entry.file_name()));
        if entry.file_type()?.is_dir() {
            fs::create_dir(&new)?;
            fs::set_permissions(&new, entry.metadata()?.permissions())?;
            link_all(&old, &new, &|_| true)?;
        } else {
            // Some file systems have no links, and some files belong to somebody who allows none.
            fs::hard_link(&old, &new).or_else(|_| fs::copy(&old, &new).map(drop))?;
        }
    }
    Ok(())
}

/// Keeps other processes from changing the package's `coolbpf-vendor/`, for as long as the value lives.
///
/// # Errors
/// Where another process does so for longer than `patience`, or the file system has no locks.
fn lock(package: &Path, patience: Duration) -> Result<File> {
    let cannot =
        |error: &dyn fmt::Display| Error::new(format!("lock the directory {}: {error}", package.display()));
    let file = File::open(package).map_err(|error| cannot(&error))?;
    let start = Instant::now();
    loop {
        match flock(&file, FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => return Ok(file),
            Err(Errno::WOULDBLOCK | Errno::INTR) if start.elapsed() < patience => {
                thread::sleep(Duration::from_millis(20));
            }
            Err(Errno::WOULDBLOCK) => return Err(cannot(&"another process holds it; run this again later")),
            Err(error) => return Err(cannot(&error)),
        }
    }
}

/// Whether a name is one that this module makes.
fn is_unfinished(name: &OsStr) -> bool {
    let random = name.to_str().and_then(|name| name.strip_prefix(UNFINISHED));
    random.is_some_and(|random| random.len() == RANDOM && random.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// Removes what earlier runs left that were interrupted. It does no harm where it can't be removed.
fn remove_unfinished(directory: &Path, is_kind: fn(&fs::FileType) -> bool) {
    for entry in fs::read_dir(directory).into_iter().flatten().flatten() {
        let is_ours = || is_unfinished(&entry.file_name());
        if entry.file_type().is_ok_and(|kind| is_kind(&kind)) && is_ours() {
            let path = entry.path();
            let _ = fs::remove_dir_all(&path).or_else(|_| fs::remove_file(&path));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::env;
    use std::io::{BufRead as _, BufReader};
    use std::process::{Command, Stdio};

    use super::*;

    /// Has a test, in a process of its own, do something in this package.
    const PACKAGE: &str = "COOLBPF_TEST_PACKAGE";

    fn name(index: usize) -> String {
        format!("{index}.x86_64.toml")
    }

    /// Sets all of 20 files to `text`.
    fn set(package: &Path, text: &str) {
        let written = (0..20).map(|index| (name(index), text.into())).collect();
        Change { written, removed: BTreeSet::new() }.apply(package).unwrap();
    }

    fn texts(package: &Path) -> BTreeSet<String> {
        (0..20).map(|index| fs::read_to_string(package.join(DIRECTORY).join(name(index))).unwrap()).collect()
    }

    /// The names in a directory.
    fn names(directory: &Path) -> BTreeSet<String> {
        let entries = fs::read_dir(directory).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }

    /// This test again, as another process that works in `package`.
    fn again(test: &str, package: &Path) -> Vec<String> {
        let program = env::current_exe().unwrap().into_os_string().into_string().unwrap();
        let variable = format!("{PACKAGE}={}", package.display());
        let test = format!("vendor::replace::tests::{test}");
        ["env".into(), variable, program, "--exact".into(), test, "--nocapture".into()].to_vec()
    }

    #[test]
    fn killed_at_any_moment_it_leaves_all_old_files_or_all_new_ones() {
        if let Some(package) = env::var_os(PACKAGE) {
            loop {
                for text in ["old", "new"] {
                    set(Path::new(&package), text);
                    println!("set");
                }
            }
        }
        let package = tempfile::tempdir().unwrap();
        set(package.path(), "old");
        let own = package.path().join(DIRECTORY).join("own/notes.md");
        fs::create_dir(own.parent().unwrap()).unwrap();
        fs::write(&own, "mine").unwrap();
        let command = again("killed_at_any_moment_it_leaves_all_old_files_or_all_new_ones", package.path());
        for round in 0..40 {
            let mut child =
                Command::new(&command[0]).args(&command[1..]).stdout(Stdio::piped()).spawn().unwrap();
            let lines = BufReader::new(child.stdout.take().unwrap()).lines();
            assert!(
                lines
                    .map_while(|line| line.ok())
                    .filter(|line| line.ends_with("set"))
                    .nth(round % 5)
                    .is_some()
            );
            child.kill().unwrap();
            child.wait().unwrap();
            assert_eq!(texts(package.path()).len(), 1, "after {round} rounds");
            assert_eq!(fs::read_to_string(&own).unwrap(), "mine");
        }
        set(package.path(), "last");
        assert_eq!(texts(package.path()), BTreeSet::from(["last".to_owned()]));
        assert_eq!(
            names(package.path()),
            BTreeSet::from([DIRECTORY.to_owned()]),
            "nothing unfinished is left"
        );
    }

    #[test]
    fn a_directory_that_cannot_change_places_gets_its_files_one_by_one() {
        if let Some(package) = env::var_os(PACKAGE) {
            set(Path::new(&package), "new");
            let removed = BTreeSet::from([name(0)]);
            Change { written: BTreeMap::new(), removed }.apply(Path::new(&package)).unwrap();
            return;
        }
        let package = tempfile::tempdir().unwrap();
        set(package.path(), "old");
        let directory = package.path().join(DIRECTORY);
        fs::write(directory.join(format!("{UNFINISHED}0a1B2c3D")), "").unwrap();
        let command =
            again("a_directory_that_cannot_change_places_gets_its_files_one_by_one", package.path());
        let output = Command::new("unshare")
            .args(["--mount", "sh", "-c", "mount --bind \"$0\" \"$0\" && exec \"$@\""])
            .arg(&directory)
            .args(command)
            .output()
            .unwrap();
        assert!(output.status.success(), "{output:?}");
        assert_eq!(names(&directory), (1..20).map(name).collect());
        assert!((1..20).all(|index| is_there(&directory.join(name(index)), b"new")));
    }

    #[test]
    fn what_the_user_calls_alike_stays() {
        let package = tempfile::tempdir().unwrap();
        let own = [".coolbpf-vendor-old", ".coolbpf-vendor-backup", ".coolbpf-vendor-unfinished-of-may"];
        let left = format!("{UNFINISHED}0a1B2c3D");
        for directory in own.iter().copied().chain([left.as_str()]) {
            fs::create_dir(package.path().join(directory)).unwrap();
        }
        set(package.path(), "new");
        let mut expected: BTreeSet<String> = own.iter().map(|&name| name.to_owned()).collect();
        expected.insert(DIRECTORY.to_owned());
        assert_eq!(names(package.path()), expected);
    }

    #[test]
    fn two_at_once_take_turns() {
        let package = tempfile::tempdir().unwrap();
        let held = lock(package.path(), PATIENCE).unwrap();
        let error = lock(package.path(), Duration::ZERO).unwrap_err().to_string();
        assert!(error.ends_with("another process holds it; run this again later"), "{error}");
        drop(held);
        thread::scope(|scope| {
            for index in 0..8 {
                let written = BTreeMap::from([(name(index), b"x".to_vec())]);
                let change = Change { written, removed: BTreeSet::new() };
                let package = package.path();
                scope.spawn(move || change.apply(package).unwrap());
            }
        });
        assert_eq!(names(&package.path().join(DIRECTORY)), (0..8).map(name).collect());
    }

    #[test]
    fn files_that_are_as_they_should_be_keep_their_directory() {
        use std::os::unix::fs::MetadataExt as _;
        let package = tempfile::tempdir().unwrap();
        let inode = || fs::metadata(package.path().join(DIRECTORY)).unwrap().ino();
        set(package.path(), "same");
        let before = inode();
        set(package.path(), "same");
        assert_eq!(inode(), before);
        set(package.path(), "other");
        assert_ne!(inode(), before);
    }

    #[test]
    fn a_link_in_the_place_of_the_directory_is_not_followed() {
        let package = tempfile::tempdir().unwrap();
        fs::create_dir(package.path().join("elsewhere")).unwrap();
        std::os::unix::fs::symlink("elsewhere", package.path().join(DIRECTORY)).unwrap();
        let written = BTreeMap::from([(name(0), b"x".to_vec())]);
        let error = Change { written, removed: BTreeSet::new() }.apply(package.path()).unwrap_err();
        assert!(error.to_string().starts_with("coolbpf-vendor is no directory"), "{error}");
        assert_eq!(names(&package.path().join("elsewhere")), BTreeSet::new());
    }
}
