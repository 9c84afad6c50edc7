//! The process that is watched.

use std::fs;
use std::io::{PipeReader, PipeWriter, Write as _, pipe, stderr};
use std::os::fd::{AsFd as _, AsRawFd as _};
use std::process::{Child, Command};

use coolbpf::{Error, Result};

/// A process that runs already, or a command that the tool has started.
pub(crate) enum Target {
    Running(u32),
    Started { child: Child, gate: (PipeReader, PipeWriter) },
}

impl Target {
    /// Starts a shell that becomes the command once it is told to go on. What the command prints goes to standard error, as the tool's own lines are on standard output.
    pub(crate) fn waiting(command: &[String]) -> Result<Self> {
        let gate = pipe()?;
        let path = format!("/proc/{}/fd/{}", std::process::id(), gate.0.as_raw_fd());
        let child = Command::new("/bin/sh")
            .args(["-c", r#"read -r _ < "$1" && shift && exec "$@""#, "sh", &path])
            .args(command)
            .stdout(stderr().as_fd().try_clone_to_owned()?)
            .spawn()
            .map_err(|error| Error::from(error).context("can't start the command"))?;
        Ok(Self::Started { child, gate })
    }

    /// In the PID namespace of the tool.
    pub(crate) fn pid(&self) -> u32 {
        match self {
            Self::Running(pid) => *pid,
            Self::Started { child, .. } => child.id(),
        }
    }

    pub(crate) fn go_on(&mut self) -> Result<()> {
        if let Self::Started { gate, .. } = self {
            gate.1.write_all(b"\n")?;
        }
        Ok(())
    }

    pub(crate) fn has_ended(&mut self) -> bool {
        match self {
            Self::Running(pid) => has_ended(*pid),
            Self::Started { child, .. } => !matches!(child.try_wait(), Ok(None)),
        }
    }

    /// Why a command that has ended was never executed, by what the shell exits with.
    pub(crate) fn not_started(&mut self) -> &'static str {
        let Self::Started { child, .. } = self else { return "it is no command" };
        match child.try_wait().ok().flatten().and_then(|status| status.code()) {
            Some(127) => "it is not found",
            Some(126) => "it can't be executed",
            _ => "the shell that should start it has ended",
        }
    }
}

impl Drop for Target {
    fn drop(&mut self) {
        if let Self::Started { child, .. } = self {
            // It has ended already where that is what ended the tool.
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// Whether a process is gone, or nobody has waited for it yet.
fn has_ended(pid: u32) -> bool {
    let Ok(stat) = fs::read_to_string(format!("/proc/{pid}/stat")) else { return true };
    // Other threads may outlive the first one.
    is_zombie(&stat) && fs::read_dir(format!("/proc/{pid}/task")).map_or(0, Iterator::count) <= 1
}

fn is_zombie(stat: &str) -> bool {
    stat.rsplit_once(") ").is_some_and(|(_, rest)| rest.starts_with(['Z', 'X']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_that_nobody_has_waited_for_has_ended() {
        let mut child = Command::new("/bin/sleep").arg("60").spawn().unwrap();
        let pid = child.id();
        assert!(!has_ended(pid));
        child.kill().unwrap();
        let deadline = std::time::Instant::now() + std::time::Duration::from_secs(60);
        while !has_ended(pid) {
            assert!(
                std::time::Instant::now() < deadline,
                "{:?}",
                fs::read_to_string(format!("/proc/{pid}/stat"))
            );
            std::thread::yield_now();
        }
        assert!(fs::exists(format!("/proc/{pid}")).unwrap());
        child.wait().unwrap();
        assert!(has_ended(pid));
    }

    #[test]
    fn a_zombie_is_told_by_its_state_and_not_by_its_name() {
        assert!(is_zombie("7 (a) Z) Z 1 7"));
        assert!(!is_zombie("7 (a) Z) S 1 7"));
    }
}
