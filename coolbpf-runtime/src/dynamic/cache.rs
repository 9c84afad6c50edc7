//! Answers of servers, kept by what was asked.

use std::fs::{self, DirBuilder, File};
use std::io::{self, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use coolbpf_client::Answer;
use coolbpf_contract::{Digest, Request, ServerUrl, bundle_digest};

use super::CompileError;

/// No answer is longer; the client reads no more either.
const LARGEST: u64 = 64 << 20;

/// A directory of answers. Each is kept as it came, and measured as if it had just come.
#[derive(Debug)]
pub(super) struct Cache {
    directory: PathBuf,
}

impl Cache {
    /// Makes the directory where it isn't there.
    pub(super) fn open(directory: &Path) -> Result<Self, CompileError> {
        let wrong = |error: &dyn std::fmt::Display| {
            CompileError::Invalid(format!("can't keep objects in {}: {error}", directory.display()))
        };
        DirBuilder::new().recursive(true).mode(0o700).create(directory).map_err(|error| wrong(&error))?;
        let metadata = fs::metadata(directory).map_err(|error| wrong(&error))?;
        // SAFETY: no more than a question.
        let user = unsafe { libc::geteuid() };
        // Without keys nothing else says that an answer is a server's.
        if metadata.mode() & 0o022 != 0 || ![0, user].contains(&metadata.uid()) {
            return Err(wrong(&"others can write to it; take a directory that is this user's alone"));
        }
        Ok(Self { directory: directory.to_owned() })
    }

    pub(super) fn shown(&self) -> String {
        self.directory.display().to_string()
    }

    /// What the server answered to this request; nothing where that can't be read, and the server is asked again.
    pub(super) fn find(&self, request: &Request, server: &ServerUrl) -> Option<Vec<u8>> {
        let path = self.path(request, server);
        let is_answer = fs::metadata(&path).is_ok_and(|file| file.is_file() && file.len() <= LARGEST);
        if is_answer { fs::read(path).ok() } else { None }
    }

    /// Keeps an answer. Whoever looks meanwhile finds the whole of it, or the one before.
    pub(super) fn keep(&self, request: &Request, answer: &Answer) -> Result<(), CompileError> {
        let path = self.path(request, &answer.maker.server);
        let new = path.with_extension(format!("{}.new", std::process::id()));
        let write = || -> io::Result<()> {
            let mut options = File::options();
            let mut file = options.write(true).create(true).truncate(true).mode(0o600).open(&new)?;
            file.write_all(&answer.received)?;
            fs::rename(&new, &path)
        };
        write().map_err(|error| {
            CompileError::Invalid(format!("can't keep an object as {}: {error}", path.display()))
        })
    }

    fn path(&self, request: &Request, server: &ServerUrl) -> PathBuf {
        let request = request.request_digest(bundle_digest()).hex();
        let server = Digest::of(server.as_str().as_bytes()).hex();
        self.directory.join(format!("{request}-{}.json", server.get(..16).unwrap_or_default()))
    }
}
