//! The files with all that is known about failures, and with what binaries and tests print.

use std::fs;
use std::path::{Path, PathBuf};

use crate::Result;

/// Where the logs of a run go.
#[derive(Debug)]
pub(super) struct Logs(PathBuf);

impl Logs {
    /// In `directory`, from which those of earlier runs vanish.
    pub(super) fn new(directory: PathBuf) -> Result<Self> {
        match fs::remove_dir_all(&directory) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(format!("remove {}: {error}", directory.display()).into())
            }
            _ => Ok(Self(directory)),
        }
    }

    /// Writes the log of what is called `name` on a kernel, and gives its file.
    pub(super) fn write(&self, kernel: &str, name: &str, text: &[u8]) -> Result<PathBuf> {
        let path = self.0.join(plain(kernel)).join(format!("{}.log", plain(name)));
        let directory = path.parent().unwrap_or(&path);
        fs::create_dir_all(directory)
            .and_then(|()| fs::write(&path, text))
            .map_err(|error| format!("write {}: {error}", path.display()))?;
        Ok(shown(&path))
    }
}

/// The name of a file: names of kernels and rows have slashes and spaces.
fn plain(name: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || "._-+".contains(c) { c } else { '-' };
    name.chars().map(plain).collect()
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
    fn a_log_has_a_file_of_its_own_and_those_of_earlier_runs_vanish() {
        let directory = tempfile::tempdir().unwrap();
        let at = directory.path().join("logs");
        let logs = Logs::new(at.clone()).unwrap();
        let path = logs.write("5.10", "tool: a/../b", b"x").unwrap();
        assert_eq!(path, at.join("5.10").join("tool--a-..-b.log"));
        assert_eq!(fs::read(&path).unwrap(), b"x");
        Logs::new(at).unwrap();
        assert!(!path.exists());
    }
}
