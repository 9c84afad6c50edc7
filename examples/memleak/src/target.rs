//! The process that is watched.

use std::io::{PipeReader, PipeWriter, Write as _, pipe};
use std::os::fd::AsRawFd as _;
use std::path::Path;
use std::process::{Child, Command};

use coolbpf::{Error, Result};

/// A process that runs already, or a command that the tool has started.
pub(crate) enum Target {
    Running(u32),
    Started { child: Child, gate: (PipeReader, PipeWriter) },
}

impl Target {
    /// Starts a shell that becomes the command once it is told to go on.
    pub(crate) fn waiting(command: &[String]) -> Result<Self> {
        let gate = pipe()?;
        let path = format!("/proc/{}/fd/{}", std::process::id(), gate.0.as_raw_fd());
        let child = Command::new("/bin/sh")
            .args(["-c", r#"read -r _ < "$1" && shift && exec "$@""#, "sh", &path])
            .args(command)
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
            Self::Running(pid) => !Path::new("/proc").join(pid.to_string()).exists(),
            Self::Started { child, .. } => !matches!(child.try_wait(), Ok(None)),
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
