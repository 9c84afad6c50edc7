//! A crate as a user writes it, outside of coolbpf's workspace.

use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::{Cargo, Tool, cargo_coolbpf_directory, target_directory, workspace, write};

/// Which coolbpf-build a crate depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// With its default features: it compiles by itself.
    Full,
    /// With the feature `remote`: it asks compile servers first.
    Remote,
    /// With `default-features = false`: it uses what is vendored, or asks `cargo coolbpf`.
    Light,
}

/// A crate in a temporary directory.
pub struct UserCrate {
    /// Removes the directory with the crate.
    _temporary: TempDir,
    directory: PathBuf,
    name: String,
}

impl UserCrate {
    /// A crate with a manifest, a three-line build.rs and no sources yet. Names are unique among the tests, since
    /// they share a target directory.
    ///
    /// # Panics
    /// Where the temporary directory can't be written.
    #[must_use]
    pub fn new(name: &str, form: Form) -> Self {
        Self::in_directory(name, form, name)
    }

    /// The same, in a directory of another name than the crate's.
    ///
    /// # Panics
    /// Where the temporary directory can't be written.
    #[must_use]
    pub fn in_directory(name: &str, form: Form, directory: &str) -> Self {
        let temporary = TempDir::with_prefix("coolbpf-").expect("a temporary directory");
        let directory = temporary.path().join(directory);
        let this = Self { _temporary: temporary, directory, name: name.to_owned() };
        this.manifest("", form)
            .write("build.rs", "fn main() -> coolbpf_build::Result<()> {\n    coolbpf_build::compile()\n}\n");
        // The versions that the workspace was built with are the ones that can be had offline.
        this.write(
            "Cargo.lock",
            std::fs::read(workspace().join("Cargo.lock")).expect("the workspace's lock file"),
        );
        this
    }

    /// Writes the manifest anew, with `more` at its end.
    pub fn manifest(&self, more: &str, form: Form) -> &Self {
        let (name, root) = (&self.name, workspace());
        let root = root.display();
        let features = match form {
            Form::Full => "",
            Form::Remote => ", features = [\"remote\"]",
            Form::Light => ", default-features = false",
        };
        let more = more.replace("$ROOT", &root.to_string());
        let runtime = format!("coolbpf-runtime = {{ path = \"{root}/coolbpf-runtime\" }}");
        let dependencies = if more.contains("[dependencies]") {
            String::new()
        } else {
            format!("[dependencies]\n{runtime}\n")
        };
        self.write(
            "Cargo.toml",
            format!(
                "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\nlicense = \"MIT\"\n\
                 description = \"x\"\nrepository = \"x\"\n\n{dependencies}\n\
                 [build-dependencies]\ncoolbpf-build = {{ path = \"{root}/coolbpf-build\"{features} }}\n\n{more}\n"
            ),
        )
    }

    /// Writes a file of the crate.
    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) -> &Self {
        write(&self.directory.join(path), text);
        self
    }

    /// Replaces `from`, which must be there, by `to` in a file of the crate.
    ///
    /// # Panics
    /// Where the file doesn't hold `from`.
    #[track_caller]
    pub fn edit(&self, path: &str, from: &str, to: &str) -> &Self {
        let text = self.read(path);
        assert!(text.contains(from), "{path} does not hold {from:?}:\n{text}");
        self.write(path, text.replace(from, to))
    }

    /// The text of a file of the crate.
    ///
    /// # Panics
    /// Where it can't be read.
    #[track_caller]
    #[must_use]
    pub fn read(&self, path: &str) -> String {
        let bytes =
            std::fs::read(self.directory.join(path)).unwrap_or_else(|error| panic!("read {path}: {error}"));
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// A path in the crate.
    #[must_use]
    pub fn path(&self, path: &str) -> PathBuf {
        self.directory.join(path)
    }

    /// The crate's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The crate's directory.
    #[must_use]
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// The names of the files in `coolbpf-vendor`, sorted.
    #[must_use]
    pub fn vendored_files(&self) -> Vec<String> {
        let Ok(entries) = std::fs::read_dir(self.path("coolbpf-vendor")) else { return Vec::new() };
        let mut names: Vec<String> =
            entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    /// A cargo command in the crate.
    #[must_use]
    pub fn cargo(&self, arguments: &[&str]) -> Cargo {
        Cargo::new(&self.directory, arguments)
    }

    /// Removes what earlier runs have left of one of the crate's packages in the target directory.
    ///
    /// # Panics
    /// Where cargo can't.
    pub fn clean(&self, package: &str) {
        let _ = self.cargo(&["clean", "--quiet", "--package", package]).run().succeeded();
    }

    /// `cargo build` in the crate.
    #[must_use]
    pub fn build(&self) -> Cargo {
        self.cargo(&["build"])
    }

    /// `cargo coolbpf` in the crate, with more arguments.
    #[must_use]
    pub fn coolbpf(&self, arguments: &[&str]) -> Cargo {
        let path =
            format!("{}:{}", cargo_coolbpf_directory().display(), std::env::var("PATH").unwrap_or_default());
        self.cargo(&[&["coolbpf"], arguments].concat()).env("PATH", path)
    }

    /// `cargo coolbpf vendor` in the crate, with more arguments.
    #[must_use]
    pub fn vendor(&self, arguments: &[&str]) -> Cargo {
        self.coolbpf(&[&["vendor"], arguments].concat())
    }

    /// Starts the crate's built binary.
    #[must_use]
    pub fn start(&self) -> Tool {
        self.start_binary(&self.name)
    }

    /// Starts one of the crate's built binaries.
    #[must_use]
    pub fn start_binary(&self, name: &str) -> Tool {
        Tool::start(&target_directory().join("debug").join(name), &[])
    }
}

/// A crate like the hello example: C in a file, a binary that prints events.
#[must_use]
pub fn hello(name: &str, form: Form) -> UserCrate {
    let this = UserCrate::new(name, form);
    this.write("src/main.rs", crate::HELLO_RS).write("src/bpf/hello.bpf.c", crate::HELLO_C);
    this
}
