//! Answers of servers, kept by what was asked.

use std::fs::{DirBuilder, File, Metadata};
use std::io::{self, Read as _};
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _};
use std::path::{Path, PathBuf};

use coolbpf_contract::{Digest, Request, ServerUrl, bundle_digest};

use self::directory::Directory;
use super::CompileError;

mod directory;

/// No answer is longer; the client reads no more either.
const LARGEST: u64 = 64 << 20;

/// A directory of answers. Each is kept as it came, and measured as if it had just come.
#[derive(Debug)]
pub(super) struct Cache {
    /// For messages: whatever lies there later, it is the directory that was looked at that is used.
    path: PathBuf,
    directory: Directory,
}

impl Cache {
    /// Makes the directory where it isn't there.
    pub(super) fn open(path: &Path) -> Result<Self, CompileError> {
        let wrong = |error: &dyn std::fmt::Display| {
            CompileError::Invalid(format!("can't keep objects in {}: {error}", path.display()))
        };
        let opened = || -> io::Result<(Directory, Metadata)> {
            DirBuilder::new().recursive(true).mode(0o700).create(path)?;
            let directory = Directory::open(path)?;
            let metadata = directory.metadata()?;
            Ok((directory, metadata))
        };
        let (directory, metadata) = opened().map_err(|error| wrong(&error))?;
        // Without keys nothing else says that an answer is a server's.
        if !is_ours(&metadata) {
            return Err(wrong(&"others can write to it; take a directory that is this user's alone"));
        }
        Ok(Self { path: path.to_owned(), directory })
    }

    pub(super) fn shown(&self) -> String {
        self.path.display().to_string()
    }

    /// What the server answered to this request; nothing where that can't be read or others can write to it, and the server is asked again.
    pub(super) fn find(&self, request: &Request, server: &ServerUrl) -> Option<Vec<u8>> {
        let file = self.directory.read(&name(request, server)).ok()?;
        read(&file).ok().flatten()
    }

    /// Keeps an answer. Whoever looks meanwhile finds the whole of it, or the one before.
    pub(super) fn keep(&self, request: &Request, server: &ServerUrl, answer: &[u8]) -> io::Result<()> {
        self.directory.replace(&name(request, server), answer)
    }
}

/// Whether nobody else can write to it.
fn is_ours(metadata: &Metadata) -> bool {
    // SAFETY: no more than a question.
    let user = unsafe { libc::geteuid() };
    metadata.mode() & 0o022 == 0 && [0, user].contains(&metadata.uid())
}

fn read(file: &File) -> io::Result<Option<Vec<u8>>> {
    let metadata = file.metadata()?;
    if !metadata.is_file() || !is_ours(&metadata) || metadata.len() > LARGEST {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    file.take(LARGEST).read_to_end(&mut bytes)?;
    Ok(Some(bytes))
}

/// The file of an answer.
fn name(request: &Request, server: &ServerUrl) -> String {
    let request = request.request_digest(bundle_digest()).hex();
    let server = Digest::of(server.as_str().as_bytes()).hex();
    format!("{request}-{}.json", server.get(..16).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use std::fs::{self, Permissions};
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    use std::sync::Barrier;
    use std::thread;

    use super::*;
    use crate::dynamic::Source;

    /// An empty place, what is asked, and of whom.
    fn place() -> (tempfile::TempDir, Request, ServerUrl) {
        let request = Source::new("x.bpf.c", "").unwrap().request().unwrap();
        (tempfile::tempdir().unwrap(), request, "https://one".parse().unwrap())
    }

    #[test]
    fn threads_that_keep_the_same_at_once_all_succeed_and_nobody_finds_half_of_an_answer() {
        let (place, request, server) = place();
        let path = place.path().join("objects");
        let start = Barrier::new(8);
        thread::scope(|scope| {
            for thread in 0..8_u8 {
                let (start, path, request, server) = (&start, &path, &request, &server);
                scope.spawn(move || {
                    start.wait();
                    let cache = Cache::open(path).unwrap();
                    for _ in 0..50 {
                        cache.keep(request, server, &vec![thread; 100_000]).unwrap();
                        let found = cache.find(request, server).unwrap();
                        assert_eq!(found, vec![found[0]; 100_000]);
                    }
                });
            }
        });
        assert_eq!(fs::read_dir(path).unwrap().count(), 1);
    }

    #[test]
    fn the_directory_that_was_looked_at_is_used_whatever_lies_at_its_path_later() {
        let (place, request, server) = place();
        let (path, moved) = (place.path().join("objects"), place.path().join("moved"));
        let cache = Cache::open(&path).unwrap();
        fs::rename(&path, &moved).unwrap();
        fs::create_dir(&path).unwrap();
        cache.keep(&request, &server, b"kept").unwrap();
        fs::write(path.join(name(&request, &server)), "somebody else's").unwrap();
        assert_eq!(cache.find(&request, &server).unwrap(), b"kept");
        assert_eq!(fs::read(moved.join(name(&request, &server))).unwrap(), b"kept");
    }

    #[test]
    fn what_others_can_write_to_is_no_answer_nor_is_a_link_nor_a_pipe() {
        let (place, request, server) = place();
        let cache = Cache::open(place.path()).unwrap();
        let path = place.path().join(name(&request, &server));
        cache.keep(&request, &server, b"kept").unwrap();
        fs::set_permissions(&path, Permissions::from_mode(0o620)).unwrap();
        assert_eq!(cache.find(&request, &server), None);
        let elsewhere = place.path().join("elsewhere");
        fs::rename(&path, &elsewhere).unwrap();
        fs::set_permissions(&elsewhere, Permissions::from_mode(0o600)).unwrap();
        symlink(&elsewhere, &path).unwrap();
        assert_eq!(cache.find(&request, &server), None);
        fs::remove_file(&path).unwrap();
        let pipe = std::ffi::CString::new(path.to_str().unwrap()).unwrap();
        // SAFETY: the path ends in a NUL.
        assert_eq!(unsafe { libc::mkfifo(pipe.as_ptr(), 0o600) }, 0);
        assert_eq!(cache.find(&request, &server), None);
        // The next answer takes its place.
        cache.keep(&request, &server, b"new").unwrap();
        assert_eq!(cache.find(&request, &server).unwrap(), b"new");

        fs::set_permissions(place.path(), Permissions::from_mode(0o770)).unwrap();
        let error = Cache::open(place.path()).unwrap_err();
        assert!(error.to_string().contains("others can write to it"), "{error}");
    }

    #[test]
    fn an_answer_that_cannot_be_kept_leaves_nothing_behind() {
        let (place, request, server) = place();
        let cache = Cache::open(place.path()).unwrap();
        fs::create_dir(place.path().join(name(&request, &server))).unwrap();
        cache.keep(&request, &server, b"kept").unwrap_err();
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 1);
    }
}
