//! Running cargo on a user's crate, in a controlled environment.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{target_directory, workspace};

/// Hides every clang of the machine from one command by mounting empty directories over the LLVM installations,
/// in a mount namespace of its own.
const WITHOUT_CLANG: &str =
    r#"for llvm in /usr/lib/llvm-*; do mount -t tmpfs hidden "$llvm" || exit 99; done; exec "$@""#;

/// A cargo command.
pub struct Cargo {
    arguments: Vec<String>,
    directory: PathBuf,
    environment: Vec<(String, String)>,
    without_clang: bool,
    without_network: bool,
    without_capabilities: bool,
    within: Option<(u64, u32)>,
}

impl Cargo {
    /// `cargo ARGUMENTS` in `directory`, offline, with none of coolbpf's variables set.
    #[must_use]
    pub fn new(directory: &Path, arguments: &[&str]) -> Self {
        Self {
            arguments: arguments.iter().map(|&argument| argument.to_owned()).collect(),
            directory: directory.to_owned(),
            environment: vec![("CARGO_TARGET_DIR".into(), target_directory().display().to_string())],
            without_clang: false,
            without_network: false,
            without_capabilities: false,
            within: None,
        }
    }

    /// Has at most so many bytes of address space in each process, and ends with 124 where it isn't done after so many seconds.
    #[must_use]
    pub fn within(mut self, bytes: u64, seconds: u32) -> Self {
        self.within = Some((bytes, seconds));
        self
    }

    /// Sets an environment variable.
    #[must_use]
    pub fn env(mut self, name: &str, value: impl Into<String>) -> Self {
        self.environment.push((name.to_owned(), value.into()));
        self
    }

    /// May ask the compile server `url`.
    #[must_use]
    pub fn asking(self, url: &str) -> Self {
        self.env("CARGO_NET_OFFLINE", "false").env("COOLBPF_SERVER", url)
    }

    /// Runs on a machine that has no clang.
    #[must_use]
    pub fn without_clang(mut self) -> Self {
        self.without_clang = true;
        self
    }

    /// Runs on a machine that has no network, not even a loopback device.
    #[must_use]
    pub fn without_network(mut self) -> Self {
        self.without_network = true;
        self
    }

    /// Runs as a user whom the kernel allows nothing beyond what files allow.
    #[must_use]
    pub fn without_capabilities(mut self) -> Self {
        self.without_capabilities = true;
        self
    }

    /// Runs it to its end.
    ///
    /// # Panics
    /// Where cargo can't be started.
    #[must_use]
    pub fn run(self) -> Outcome {
        let mut command = if self.without_clang || self.without_network {
            let mut command = Command::new("unshare");
            command.args(["--mount", "--propagation", "private"]);
            if self.without_network {
                command.arg("--net");
            }
            let script = if self.without_clang { WITHOUT_CLANG } else { "exec \"$@\"" };
            command.args(["sh", "-c", script, "sh", "cargo"]);
            command
        } else if self.without_capabilities {
            // The user stays the same: toolchains lie in root's home, where nobody else gets at them.
            let mut command = Command::new("setpriv");
            command.args(["--bounding-set=-all", "--inh-caps=-all", "cargo"]);
            command
        } else if let Some((bytes, seconds)) = self.within {
            let mut command = Command::new("prlimit");
            command.arg(format!("--as={bytes}")).args(["timeout", &seconds.to_string(), "cargo"]);
            command
        } else {
            Command::new("cargo")
        };
        for (name, _) in std::env::vars_os() {
            let name = name.to_string_lossy().into_owned();
            let of_this_test = name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_");
            if of_this_test || name.starts_with("COOLBPF_") || name == "OUT_DIR" || name == "RUST_BACKTRACE" {
                command.env_remove(name);
            }
        }
        command
            .env("CARGO_NET_OFFLINE", "true")
            .env("CARGO_TERM_COLOR", "never")
            .env("CARGO_INCREMENTAL", "0");
        command.envs(self.environment).args(&self.arguments).current_dir(&self.directory);
        let output = command.output().unwrap_or_else(|error| panic!("start {command:?}: {error}"));
        Outcome {
            command: format!("cargo {}", self.arguments.join(" ")),
            code: output.status.code(),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

/// How a command ended and what it printed.
pub struct Outcome {
    command: String,
    code: Option<i32>,
    /// What it printed on its standard output.
    pub stdout: String,
    /// What it printed on its standard error.
    pub stderr: String,
}

impl Outcome {
    /// Asserts that it went well.
    ///
    /// # Panics
    /// Where it did not, with what it printed.
    #[track_caller]
    #[must_use]
    pub fn succeeded(self) -> Self {
        assert!(self.code == Some(0), "{self}\nshould have succeeded");
        self
    }

    /// Asserts that it failed by itself.
    ///
    /// # Panics
    /// Where it went well or was killed, with what it printed.
    #[track_caller]
    #[must_use]
    pub fn failed(self) -> Self {
        assert!(self.code.is_some_and(|code| code != 0 && code != 99), "{self}\nshould have failed");
        self
    }

    /// Asserts that it ended with this exit code.
    ///
    /// # Panics
    /// Where it ended otherwise, with what it printed.
    #[track_caller]
    #[must_use]
    pub fn ended_with(self, code: i32) -> Self {
        assert!(self.code == Some(code), "{self}\nshould have ended with {code}");
        self
    }

    /// Asserts that standard error holds `text`.
    ///
    /// # Panics
    /// Where it does not, with what it printed.
    #[track_caller]
    #[must_use]
    pub fn saying(self, text: &str) -> Self {
        assert!(self.stderr.contains(text), "{self}\nshould have said: {text}");
        self
    }

    /// Asserts that standard error does not hold `text`.
    ///
    /// # Panics
    /// Where it does, with what it printed.
    #[track_caller]
    #[must_use]
    pub fn without_saying(self, text: &str) -> Self {
        assert!(!self.stderr.contains(text), "{self}\nshould not have said: {text}");
        self
    }
}

impl std::fmt::Display for Outcome {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { command, code, stdout, stderr } = self;
        write!(f, "`{command}` ended with {code:?}\n--- stdout\n{stdout}--- stderr\n{stderr}---")
    }
}

/// Builds the `cargo-coolbpf` of this workspace and gives the directory that holds it, for a `PATH`.
///
/// # Panics
/// Where it does not build.
#[must_use]
pub fn cargo_coolbpf_directory() -> PathBuf {
    let built = Cargo::new(&workspace(), &["build", "--quiet", "--package", "cargo-coolbpf"]).run();
    let _ = built.succeeded();
    target_directory().join("debug")
}
