//! A compile server in a process of its own.

use std::io::{BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::JoinHandle;

use tempfile::TempDir;

use crate::{Cargo, target_directory, workspace};

/// A running `coolbpf-server` on a free port of loopback. It is killed with the value.
pub struct Server {
    child: Child,
    url: String,
    stderr: Option<JoinHandle<String>>,
    /// Holds the cache where the test has none of its own.
    _cache: Option<TempDir>,
}

impl Server {
    /// Starts `binary` with a cache of its own.
    ///
    /// # Panics
    /// Where it doesn't start to listen.
    #[must_use]
    pub fn start(binary: &Path, arguments: &[&str]) -> Self {
        let cache = TempDir::with_prefix("coolbpf-cache-").expect("a temporary directory");
        let mut this = Self::start_with_cache(binary, cache.path(), arguments);
        this._cache = Some(cache);
        this
    }

    /// Starts `binary` with the cache in `cache`.
    ///
    /// # Panics
    /// Where it doesn't start to listen.
    #[must_use]
    pub fn start_with_cache(binary: &Path, cache: &Path, arguments: &[&str]) -> Self {
        let mut command = Command::new(binary);
        command.arg("--cache").arg(cache).args(arguments);
        Self::start_command(command)
    }

    /// Starts a server by `command`, which names its cache.
    ///
    /// # Panics
    /// Where it doesn't start to listen.
    #[must_use]
    pub fn start_command(mut command: Command) -> Self {
        command.args(["--listen", "127.0.0.1:0"]);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap_or_else(|error| panic!("start {command:?}: {error}"));
        let mut stdout = BufReader::new(child.stdout.take().expect("standard output is a pipe"));
        let mut stderr = child.stderr.take().expect("standard error is a pipe");
        let stderr = std::thread::spawn(move || {
            let mut said = Vec::new();
            // What can't be read is missed by the assertion that looks for it.
            let _ = stderr.read_to_end(&mut said);
            String::from_utf8_lossy(&said).into_owned()
        });
        let mut line = String::new();
        stdout.read_line(&mut line).expect("standard output can be read");
        let url = line.trim_end().strip_prefix("coolbpf-server listens on ").map(str::to_owned);
        let mut this = Self { child, url: String::new(), stderr: Some(stderr), _cache: None };
        match url {
            Some(url) => this.url = url,
            None => panic!("the server said {line:?} and {}", this.end().1),
        }
        this
    }

    /// Where it listens, as in `http://127.0.0.1:1234`.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The process.
    #[must_use]
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Sends it a signal, as in `TERM`.
    ///
    /// # Panics
    /// Where it runs no more.
    pub fn signal(&self, name: &str) {
        let pid = self.pid().to_string();
        let sent = Command::new("kill").args([&format!("-{name}"), &pid]).status().expect("kill");
        assert!(sent.success(), "the server should still be running");
    }

    /// Waits for its end, and gives what it said on standard error.
    ///
    /// # Panics
    /// Where it can't be waited for.
    pub fn end(&mut self) -> (ExitStatus, String) {
        let status = self.child.wait().expect("the server can be waited for");
        let said = self.stderr.take().map(|reader| reader.join().unwrap_or_default());
        (status, said.unwrap_or_default())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It has ended already where the test made it.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Builds the `coolbpf-server` of this workspace and gives its path.
///
/// # Panics
/// Where it does not build.
#[must_use]
pub fn server_binary() -> PathBuf {
    let built = Cargo::new(&workspace(), &["build", "--quiet", "--package", "coolbpf-server"]).run();
    let _ = built.succeeded();
    target_directory().join("debug/coolbpf-server")
}
