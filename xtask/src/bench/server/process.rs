//! The server's process.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::Result;

/// A running server; it is killed with the value.
pub(super) struct Server {
    child: Child,
    address: String,
}

impl Server {
    /// Starts a server with its cache in `cache`. It keeps few answers in memory, so that those which it keeps on purpose
    /// don't look like memory that it loses.
    pub(super) fn start(cache: &Path) -> Result<Self> {
        let target =
            std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from);
        let mut child = Command::new(target.join("release/coolbpf-server"))
            .args(["--listen", "127.0.0.1:0", "--memory-bytes", "1048576", "--cache"])
            .arg(cache)
            .env("COOLBPF_SERVER_LOG", "error")
            .stdout(Stdio::piped())
            .spawn()?;
        let stdout = child.stdout.take().ok_or("standard output is a pipe")?;
        let mut line = String::new();
        BufReader::new(stdout).read_line(&mut line)?;
        let address = line.trim_end().rsplit_once("http://").map(|(_, address)| address.to_owned());
        let mut server = Self { child, address: String::new() };
        server.address = address.ok_or("the server did not start")?;
        Ok(server)
    }

    /// Where it listens.
    pub(super) fn address(&self) -> &str {
        &self.address
    }

    /// Kills it, in a way that it can do nothing about.
    pub(super) fn kill(&self) -> Result {
        let status = Command::new("kill").args(["-KILL", &self.child.id().to_string()]).status()?;
        if status.success() { Ok(()) } else { Err("the server is gone already".into()) }
    }

    /// The bytes of memory that it has in use: those of the process alone, without its compilers.
    pub(super) fn memory(&self) -> Result<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("no VmRSS")?;
        let kibibytes: f64 = line.trim().trim_end_matches("kB").trim().parse()?;
        Ok(kibibytes * 1024.0)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It has been killed already where the bench did it.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
