//! The files with all that is known about failures, and with what binaries and tests print.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::output;

/// The longest name of a file without its end: file systems take 255 bytes.
const LONGEST: usize = 200;

/// The directory where the logs of a run go.
#[derive(Debug)]
pub(super) struct Logs(pub(super) PathBuf);

impl Logs {
    /// Writes the log of what is called `name` on a kernel, and gives its file. Where it can't be written, a warning says so.
    pub(super) fn write(&self, kernel: &str, name: &str, text: &[u8]) -> Option<PathBuf> {
        let directory = self.0.join(plain(kernel));
        match write_new(&directory, &plain(name), text) {
            Ok(path) => Some(shown(&path)),
            Err(error) => {
                output::warning(name, format_args!("write its log to {}: {error}", directory.display()));
                None
            }
        }
    }
}

/// Writes a file of this name; other names that became the same have theirs already.
fn write_new(directory: &Path, name: &str, text: &[u8]) -> io::Result<PathBuf> {
    fs::create_dir_all(directory)?;
    let mut number = 1;
    loop {
        let end = if number == 1 { String::new() } else { format!("-{number}") };
        let path = directory.join(format!("{name}{end}.log"));
        match File::create_new(&path) {
            Ok(mut file) => return file.write_all(text).map(|()| path),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
            Err(error) => return Err(error),
        }
    }
}

/// The name of a file: names of kernels and rows have slashes and spaces.
fn plain(name: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || "._-+".contains(c) { c } else { '-' };
    name.chars().map(plain).take(LONGEST).collect()
}

/// The path as it is reached from here.
fn shown(path: &Path) -> PathBuf {
    let here = std::env::current_dir().ok();
    let below = here.as_deref().and_then(|here| path.strip_prefix(here).ok());
    below.unwrap_or(path).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_log_has_a_file_of_its_own_whatever_it_is_called() {
        let directory = tempfile::tempdir().unwrap();
        let at = directory.path().join("logs");
        let logs = Logs(at.clone());
        let path = logs.write("5.10", "tool: a/../b", b"x").unwrap();
        assert_eq!(path, at.join("5.10").join("tool--a-..-b.log"));
        let other = logs.write("5.10", "tool: a-..-b", b"y").unwrap();
        assert_eq!(other, at.join("5.10").join("tool--a-..-b-2.log"));
        assert_eq!((fs::read(&path).unwrap(), fs::read(&other).unwrap()), (b"x".to_vec(), b"y".to_vec()));
        let long = "ä".repeat(1000);
        assert_eq!(fs::read(logs.write(&long, &long, b"z").unwrap()).unwrap(), b"z");
    }

    #[test]
    fn a_log_that_can_not_be_written_is_none() {
        let file = tempfile::NamedTempFile::new().unwrap();
        assert_eq!(Logs(file.path().to_owned()).write("5.10", "x", b""), None);
    }
}
