//! The directory that a program is compiled in.
//!
//! `package/` holds the user's files at their paths within the package, and is clang's working directory; `bundle/`
//! beside it holds the headers of the bundle that they reach. No path that clang is told leaves the two, so that
//! objects can't depend on where the job lies.

use std::fs;
use std::path::{Path, PathBuf};

use coolbpf_contract::{Request, SourcePath};
use tempfile::TempDir;

use crate::reach::{Reached, VMLINUX};
use crate::{Error, Result};

/// How clang's working directory names the bundle.
pub(crate) const BUNDLE: &str = "../bundle";
/// How clang's working directory names the object.
pub(crate) const OBJECT: &str = "../object.o";
/// How clang's working directory names the preprocessed text.
pub(crate) const EXPANDED: &str = "../expanded.c";
/// How clang's working directory names the text for the assembler.
pub(crate) const ASSEMBLY: &str = "../assembly.s";
/// How clang's working directory names the list of files that were read.
pub(crate) const READ: &str = "../read.d";

/// A job's directory; it is removed with the value.
pub(crate) struct Job {
    directory: TempDir,
}

impl Job {
    /// Lays out the files of `request` and the headers that they reach.
    pub(crate) fn new(request: &Request, reached: &Reached) -> Result<Self> {
        let directory = tempfile::Builder::new()
            .prefix("coolbpf-")
            .tempdir()
            .map_err(|error| Error::new(format!("making a directory to compile in: {error}")))?;
        let job = Self { directory };
        let package = job.working_directory();
        for (path, text) in request.sources.files() {
            if path == request.sources.main() && !request.options.events.is_empty() {
                let anchored = [text, event_anchors(request).as_bytes()].concat();
                write(&package.join(path.as_str()), &anchored)?;
            } else {
                write(&package.join(path.as_str()), text)?;
            }
        }
        let bundle = job.directory.path().join("bundle");
        for (path, text) in &reached.headers {
            write(&bundle.join(path), text)?;
        }
        fs::create_dir_all(&package).map_err(|error| failed(&package, &error))?;
        Ok(job)
    }

    /// Where clang runs.
    pub(crate) fn working_directory(&self) -> PathBuf {
        self.directory.path().join("package")
    }

    /// Puts the header with the kernel's types among those of the bundle.
    pub(crate) fn write_vmlinux(&self, text: &str) -> Result<()> {
        write(&self.directory.path().join("bundle").join(VMLINUX), text.as_bytes())
    }

    /// A file that clang wrote or read, as its working directory names it.
    pub(crate) fn read(&self, path: &str) -> Result<Vec<u8>> {
        let path = self.working_directory().join(path);
        fs::read(&path).map_err(|error| Error::new(format!("reading {}: {error}", path.display())))
    }
}

/// What the metadata's event types become at the end of the main source: an anchor like that of `COOLBPF_EVENTS`.
///
/// The empty lines end a line that ends in a backslash; `#line` keeps the source's own lines as they are.
fn event_anchors(request: &Request) -> String {
    let mut text = String::from("\n\n");
    for (map, event) in &request.options.events {
        text.push_str(&format!(
            "#line 1 \"package.metadata.coolbpf events\"\n\
             _Static_assert(sizeof(struct {event}) > 0, \"the event type of `{map}`\"); \
             struct {event} *__coolbpf_events_{map} \
             __attribute__((section(\".coolbpf.events\"), used));\n"
        ));
    }
    text
}

/// The name of `path` for people.
///
/// Headers of the bundle, and those that clang itself brings (`resources`), are named as `#include` names them.
pub(crate) fn readable(path: &str) -> String {
    let path = path.strip_prefix("./").unwrap_or(path);
    let header = path.strip_prefix(BUNDLE).map(|path| path.trim_start_matches('/')).or_else(|| {
        // Clang's own headers: /usr/lib/llvm-19/lib/clang/19/include/stdint.h
        let (_, version_and_path) = path.starts_with('/').then(|| path.rsplit_once("/lib/clang/"))??;
        version_and_path.split_once("/include/").map(|(_, path)| path)
    });
    header.map_or_else(|| path.to_owned(), |header| format!("<{header}>"))
}

/// Whether `path`, as clang's working directory names it, is part of the job.
pub(crate) fn is_within(path: &str) -> bool {
    let path = path.strip_prefix("../bundle/").unwrap_or(path);
    SourcePath::resolve("", path).is_some()
}

fn write(path: &Path, text: &[u8]) -> Result<()> {
    if let Some(directory) = path.parent() {
        fs::create_dir_all(directory).map_err(|error| failed(directory, &error))?;
    }
    fs::write(path, text).map_err(|error| failed(path, &error))
}

fn failed(path: &Path, error: &std::io::Error) -> Error {
    Error::new(format!("writing {}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_named_as_an_include_names_them() {
        assert_eq!(readable("../bundle/bpf/bpf_helpers.h"), "<bpf/bpf_helpers.h>");
        assert_eq!(readable("/usr/lib/llvm-19/lib/clang/19/include/stdint.h"), "<stdint.h>");
        assert_eq!(readable("./src/bpf/x.bpf.c"), "src/bpf/x.bpf.c");
    }

    #[test]
    fn files_of_the_machine_are_not_within_the_job() {
        for (path, within) in [
            ("src/a.c", true),
            ("../bundle/bpf/x.h", true),
            ("/etc/passwd", false),
            ("../../x", false),
            ("src/../../x", false),
        ] {
            assert_eq!(is_within(path), within, "{path}");
        }
    }
}
