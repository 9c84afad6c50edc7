//! A compile server in a process of its own.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
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

    /// How many requests to compile have reached it over plain http, by its own count.
    ///
    /// # Panics
    /// Where it doesn't tell.
    #[must_use]
    pub fn compile_requests(&self) -> u64 {
        let address = self.url.trim_start_matches("http://");
        let mut connection = TcpStream::connect(address).expect("the server listens");
        write!(connection, "GET /metrics HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n")
            .expect("it reads");
        let mut metrics = String::new();
        connection.read_to_string(&mut metrics).expect("it answers");
        assert!(metrics.contains("# TYPE coolbpf_request_seconds"), "{metrics}");
        let is_compile =
            |line: &&str| line.starts_with("coolbpf_requests_total{") && line.contains("\"/v1/compile\"");
        let compiles = metrics.lines().filter(is_compile);
        compiles.filter_map(|line| line.rsplit(' ').next()?.parse::<u64>().ok()).sum()
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

/// Makes a key with `coolbpf-server keygen` in `directory`; gives the secret key's file and the public key.
///
/// # Panics
/// Where it makes none.
#[must_use]
pub fn signing_key(binary: &Path, directory: &Path) -> (String, String) {
    let file = directory.join("signing.key");
    let made = Command::new(binary).arg("keygen").arg(&file).output().expect("keygen runs");
    assert!(made.status.success(), "{made:?}");
    let said = String::from_utf8_lossy(&made.stdout).into_owned();
    let public = said.trim().strip_prefix("public key: ").expect("the public key");
    (file.display().to_string(), public.to_owned())
}
