//! The directory that a program is compiled in.
//!
//! `package/` holds the user's files at their paths within the package, and is clang's working directory; `bundle/`
//! beside it holds the headers of the bundle that they reach; `output/` is where clang writes. No path that clang is
//! told leaves the three, so that objects can't depend on where the job lies.

use std::borrow::Cow;
use std::fs;
use std::io::Read as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use coolbpf_contract::{Request, SourcePath};
use tempfile::TempDir;

use crate::reach::{Reached, VMLINUX};
use crate::{Error, Result};

/// The directory of the user's files within the job's.
pub(crate) const PACKAGE: &str = "package";
/// The directory that clang writes to within the job's.
pub(crate) const OUTPUT: &str = "output";
/// How clang's working directory names the bundle.
pub(crate) const BUNDLE: &str = "../bundle";
/// How clang's working directory names the object.
pub(crate) const OBJECT: &str = "../output/object.o";
/// How clang's working directory names the preprocessed text.
pub(crate) const EXPANDED: &str = "../output/expanded.c";
/// How clang's working directory names the text for the assembler.
pub(crate) const ASSEMBLY: &str = "../output/assembly.s";
/// How clang's working directory names the list of files that were read.
pub(crate) const READ: &str = "../output/read.d";

/// More than any object has, and any text with its macros expanded that is worth slicing for.
const MOST_READ: u64 = 64 << 20;

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
        let bundle = job.path().join("bundle");
        for (path, text) in &reached.headers {
            write(&bundle.join(path), text)?;
        }
        for directory in [package, bundle, job.path().join(OUTPUT)] {
            fs::create_dir_all(&directory).map_err(|error| failed(&directory, &error))?;
        }
        Ok(job)
    }

    /// The job's directory.
    pub(crate) fn path(&self) -> &Path {
        self.directory.path()
    }

    /// Where clang runs.
    fn working_directory(&self) -> PathBuf {
        self.path().join(PACKAGE)
    }

    /// Puts the header with the kernel's types among those of the bundle.
    pub(crate) fn write_vmlinux(&self, text: &str) -> Result<()> {
        write(&self.path().join("bundle").join(VMLINUX), text.as_bytes())
    }

    /// A file that clang wrote, as its working directory names it.
    ///
    /// Who took over clang through a bug could put anything there: a link to a file that this process may read, a
    /// pipe that never ends, more than fits into memory.
    pub(crate) fn read(&self, path: &str) -> Result<Vec<u8>> {
        let path = self.working_directory().join(path);
        let failed = |what: &dyn std::fmt::Display| Error::new(format!("reading {}: {what}", path.display()));
        let mut options = fs::OpenOptions::new();
        options.read(true).custom_flags(libc::O_NOFOLLOW | libc::O_NONBLOCK);
        let file = options.open(&path).map_err(|error| failed(&error))?;
        if !file.metadata().map_err(|error| failed(&error))?.is_file() {
            return Err(failed(&"it is no file"));
        }
        let mut bytes = Vec::new();
        file.take(MOST_READ + 1).read_to_end(&mut bytes).map_err(|error| failed(&error))?;
        if bytes.len() as u64 > MOST_READ {
            return Err(failed(&format!("it is larger than {} MiB", MOST_READ >> 20)));
        }
        Ok(bytes)
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

/// The name for people of a file as clang's messages and an object's line info name it.
///
/// Files of the package are named relative to it; headers of the bundle, and those that clang itself brings, as `#include` names
/// them: `<bpf/bpf_helpers.h>`.
#[must_use]
pub fn readable(path: &str) -> String {
    let path = path.strip_prefix("./").unwrap_or(path);
    let header = path
        .strip_prefix(BUNDLE)
        .map(|path| path.trim_start_matches('/'))
        .or_else(|| if path.starts_with('/') { header_of_clang(path) } else { None });
    header.map_or_else(|| path.to_owned(), |header| format!("<{header}>"))
}

/// `text` with each of clang's own headers named as `#include` names it.
pub(crate) fn without_paths_of_clang(text: &str) -> Cow<'_, str> {
    if header_of_clang(text).is_none() {
        return text.into();
    }
    let words = text.split(' ').map(|word| match header_of_clang(word) {
        Some(header) => format!("<{}>", header.trim_end_matches(['\'', '"', ',', ';'])),
        None => word.to_owned(),
    });
    words.collect::<Vec<_>>().join(" ").into()
}

/// What follows the directory of clang's own headers in a path: /usr/lib/llvm-19/lib/clang/19/include/stdint.h
fn header_of_clang(path: &str) -> Option<&str> {
    let (_, version_and_path) = path.rsplit_once("/lib/clang/")?;
    version_and_path.split_once("/include/").map(|(_, path)| path)
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
        let message = "'/usr/lib/llvm-19/lib/clang/19/include/stdint.h' is odd";
        assert_eq!(without_paths_of_clang(message), "<stdint.h> is odd");
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
