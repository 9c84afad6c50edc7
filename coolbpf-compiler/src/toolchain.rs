//! Finding clang.

use std::env;
use std::ffi::OsString;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::time::Duration;

use coolbpf_contract::file_identity;

use crate::process::{self, Finished};
use crate::{Error, Result};

/// The oldest clang that writes the BTF that libbpf 1.7 wants.
const OLDEST: u32 = 14;
/// No clang is this new yet; each number up to it is looked for.
const NEWEST: u32 = 60;
const INSTALL: &str = "install one with `apt-get install clang-19`, or name one in COOLBPF_CLANG";
const PATIENCE: Duration = Duration::from_secs(30);

/// A clang that compiles BPF.
#[derive(Debug, Clone)]
pub struct Toolchain {
    path: PathBuf,
    id: String,
    major: u32,
    resources: OnceLock<PathBuf>,
}

impl Toolchain {
    /// The clang to use: the one that `COOLBPF_CLANG` names, else `clang` of `PATH`, else the newest `clang-NN` of
    /// `PATH` and `/usr/lib/llvm-NN/bin`. What can't compile BPF is passed over, unless `COOLBPF_CLANG` names it.
    ///
    /// # Errors
    /// Where there is none; the message tells what was looked at and how to install one.
    pub fn find() -> Result<Self> {
        Self::locate().choose()
    }

    /// The files among which [`Toolchain::find`] chooses, best first, without running any.
    #[must_use]
    pub fn locate() -> Candidates {
        Candidates::search(env::var_os("COOLBPF_CLANG"), env::var_os("PATH"), Path::new("/usr/lib"))
    }

    /// The clang at `path`.
    ///
    /// # Errors
    /// Where it doesn't run, is no clang, is older than 14, or doesn't know BPF.
    pub fn at(path: impl Into<PathBuf>) -> Result<Self> {
        let path = path.into();
        let shown = path.display();
        let run = |argument: &str| answer(&path, argument);
        let Finished { status, stdout, .. } = run("--version")?;
        let Some((id, major)) = version(&stdout) else {
            return Err(Error::new(format!(
                "`{shown} --version` ended with {status} and names no clang; {INSTALL}"
            )));
        };
        if major < OLDEST {
            return Err(Error::new(format!(
                "{shown} is {id}; coolbpf needs clang {OLDEST} or newer: {INSTALL}"
            )));
        }
        let targets = run("--print-targets")?.stdout;
        if !targets.split_whitespace().any(|word| word == "bpf" || word == "bpfel") {
            return Err(Error::new(format!("{shown} ({id}) was built without the BPF target; {INSTALL}")));
        }
        Ok(Self { path, id, major, resources: OnceLock::new() })
    }

    /// The clang at `path` as another process knows it, which has asked it already: its [id](Self::id), the first
    /// number of its version, and its [`resource_directory`](Self::resource_directory).
    #[must_use]
    pub fn known(path: PathBuf, id: String, major: u32, resources: PathBuf) -> Self {
        Self { path, id, major, resources: OnceLock::from(resources) }
    }

    /// The directory with what belongs to this clang, its own headers among it.
    ///
    /// # Errors
    /// Where clang doesn't tell. It is asked once.
    pub fn resource_directory(&self) -> Result<&Path> {
        if let Some(directory) = self.resources.get() {
            return Ok(directory);
        }
        let Finished { status, stdout, .. } = answer(&self.path, "-print-resource-dir")?;
        let directory = PathBuf::from(stdout.trim_end());
        if !directory.is_absolute() {
            let shown = self.path.display();
            return Err(Error::new(format!(
                "`{shown} -print-resource-dir` ended with {status} and names no directory; {INSTALL}"
            )));
        }
        Ok(self.resources.get_or_init(|| directory))
    }

    /// Which compiler this is, as in `clang 19.1.7 (3~deb12u1)`. With equal ids, equal requests give equal objects.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Where it lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The first number of its version.
    #[must_use]
    pub fn major(&self) -> u32 {
        self.major
    }
}

/// What the clang at `path` says to one argument.
fn answer(path: &Path, argument: &str) -> Result<Finished> {
    process::run(Command::new(path).arg(argument), PATIENCE)?.ok_or_else(|| {
        let (shown, seconds) = (path.display(), PATIENCE.as_secs());
        Error::new(format!("`{shown} {argument}` did not end within {seconds} s and was killed; {INSTALL}"))
    })
}

/// The files among which [`Toolchain::find`] chooses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidates {
    /// Whether `COOLBPF_CLANG` names the only one.
    named: bool,
    paths: Vec<PathBuf>,
}

impl Candidates {
    fn search(named: Option<OsString>, path: Option<OsString>, llvm_parent: &Path) -> Self {
        let named = named.filter(|name| !name.is_empty());
        // A relative directory in PATH would mean another clang in each working directory.
        let directories: Vec<PathBuf> = path
            .map(|path| env::split_paths(&path).filter(|directory| directory.is_absolute()).collect())
            .unwrap_or_default();
        let in_path =
            |name: &Path| directories.iter().map(|dir| dir.join(name)).find(|candidate| candidate.is_file());
        if let Some(name) = named {
            let name = PathBuf::from(name);
            let bare = name.components().count() == 1;
            let path = if bare { in_path(&name).unwrap_or(name) } else { name };
            return Self { named: true, paths: vec![path] };
        }
        let mut paths: Vec<PathBuf> = in_path(Path::new("clang")).into_iter().collect();
        for number in (OLDEST..=NEWEST).rev() {
            paths.extend(in_path(Path::new(&format!("clang-{number}"))));
            let unlisted = llvm_parent.join(format!("llvm-{number}/bin/clang"));
            if unlisted.is_file() {
                paths.push(unlisted);
            }
        }
        Self { named: false, paths }
    }

    /// The files, best first.
    #[must_use]
    pub fn paths(&self) -> &[PathBuf] {
        &self.paths
    }

    /// A text that changes when a clang is installed, removed or replaced: path, length and time of change of each.
    /// While it stays, [`Candidates::choose`] has the same outcome.
    #[must_use]
    pub fn identity(&self) -> String {
        let mut identity = String::new();
        for path in &self.paths {
            let _ = writeln!(identity, "{}", file_identity(path));
        }
        identity
    }

    /// The first one that compiles BPF.
    ///
    /// # Errors
    /// Where none does; the message tells why not.
    pub fn choose(&self) -> Result<Toolchain> {
        self.choose_where(|_| Ok(()))
    }

    /// The first one that compiles BPF and that `accept` takes.
    ///
    /// # Errors
    /// Where there is none; the message tells why not, for each.
    pub fn choose_where(&self, accept: impl Fn(&Toolchain) -> Result<(), String>) -> Result<Toolchain> {
        let mut refused = Vec::new();
        for path in &self.paths {
            let toolchain = Toolchain::at(path)
                .and_then(|toolchain| accept(&toolchain).map(|()| toolchain).map_err(Error::new));
            match toolchain {
                Ok(toolchain) => return Ok(toolchain),
                Err(error) if self.named => return Err(Error::new(format!("COOLBPF_CLANG: {error}"))),
                Err(error) => refused.push(error.to_string()),
            }
        }
        let mut message = format!(
            "found no clang that compiles BPF: looked for `clang` and `clang-{OLDEST}` or newer in PATH and for \
             /usr/lib/llvm-NN/bin/clang; {INSTALL}"
        );
        for reason in refused {
            let _ = write!(message, "\n  {reason}");
        }
        Err(Error::new(message))
    }
}

/// The id and the first number out of what `--version` says: `Debian clang version 19.1.7 (3~deb12u1)`.
fn version(text: &str) -> Option<(String, u32)> {
    let (_, version) = text.lines().next()?.split_once("clang version ")?;
    // What a pin can name.
    let version: String = version.trim().chars().filter(|c| matches!(c, ' '..='~')).take(150).collect();
    let digits = version.split(|c: char| !c.is_ascii_digit()).next()?;
    Some((format!("clang {version}"), digits.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_of_distributions_are_read() {
        for (text, id, major) in [
            ("Debian clang version 19.1.7 (3~deb12u1)\nTarget: x\n", "clang 19.1.7 (3~deb12u1)", 19),
            ("Ubuntu clang version 14.0.0-1ubuntu1.1\n", "clang 14.0.0-1ubuntu1.1", 14),
            ("clang version 21.0.0\n", "clang 21.0.0", 21),
            ("clang version 22.1.0 (\u{1b}[1mé)\n", "clang 22.1.0 ([1m)", 22),
        ] {
            assert_eq!(version(text), Some((id.to_owned(), major)));
        }
        assert_eq!(version("gcc (Debian 12.2.0-14) 12.2.0\n"), None);
    }

    /// A directory with a file for each of `paths`.
    fn tree(paths: &[&str]) -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        for path in paths {
            let path = root.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "").unwrap();
        }
        root
    }

    fn search(root: &Path, named: Option<&str>) -> Vec<String> {
        let path = env::join_paths([root.join("a"), root.join("b")]).unwrap();
        let candidates = Candidates::search(named.map(Into::into), Some(path), &root.join("lib"));
        let relative = |path: &PathBuf| path.strip_prefix(root).unwrap_or(path).display().to_string();
        candidates.paths().iter().map(relative).collect()
    }

    #[test]
    fn clang_of_path_comes_first_then_the_newest_numbered_one() {
        let root =
            tree(&["b/clang", "a/clang-16", "b/clang-19", "lib/llvm-21/bin/clang", "lib/llvm-19/bin/clang"]);
        let expected =
            ["b/clang", "lib/llvm-21/bin/clang", "b/clang-19", "lib/llvm-19/bin/clang", "a/clang-16"];
        assert_eq!(search(root.path(), None), expected);
    }

    #[test]
    fn the_named_clang_is_the_only_candidate_and_may_be_a_bare_name() {
        let root = tree(&["a/clang", "b/clang-16"]);
        assert_eq!(search(root.path(), Some("clang-16")), ["b/clang-16"]);
        assert_eq!(search(root.path(), Some("/opt/clang")), ["/opt/clang"]);
    }

    #[test]
    fn a_replaced_clang_has_another_identity() {
        let root = tree(&["a/clang"]);
        let candidates = Candidates::search(None, Some(root.path().join("a").into()), root.path());
        let before = candidates.identity();
        assert_eq!(before, candidates.identity());
        std::fs::write(root.path().join("a/clang"), "another").unwrap();
        assert_ne!(before, candidates.identity());
    }
}
