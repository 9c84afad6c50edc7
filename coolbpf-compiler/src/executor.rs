//! Where clang runs: the seam between what is compiled and the place that compiles it.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::process::{self, Finished};
use crate::{Error, Failure, Toolchain, job};

/// Far more than the largest BPF programs take.
const PATIENCE: Duration = Duration::from_secs(120);

/// One run of clang.
///
/// A plain value, so that it can be run here, in a sandbox, or on another machine: clang needs the toolchain's files,
/// reads what lies in the job's directory, and writes nothing but the files in [`Run::output_directory`].
#[derive(Debug, Clone, Copy)]
pub struct Run<'a> {
    /// The clang.
    pub toolchain: &'a Toolchain,
    /// What it is told. All paths are relative to the working directory.
    pub arguments: &'a [String],
    /// The job's directory, an absolute path.
    pub job: &'a Path,
}

impl Run<'_> {
    /// Where clang runs.
    #[must_use]
    pub fn working_directory(&self) -> PathBuf {
        self.job.join(job::PACKAGE)
    }

    /// The one directory that clang writes to. It exists.
    #[must_use]
    pub fn output_directory(&self) -> PathBuf {
        self.job.join(job::OUTPUT)
    }
}

/// How a process ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// By itself, with this code; 0 means that all went well.
    Exited(i32),
    /// By this signal.
    Killed(i32),
}

impl std::fmt::Display for Status {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Exited(code) => write!(f, "exit code {code}"),
            Self::Killed(signal) => write!(f, "signal {signal}"),
        }
    }
}

/// What remains of a run beside the files that it wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// How clang ended.
    pub status: Status,
    /// What it wrote to standard error, perhaps cut short.
    pub stderr: String,
}

/// A place where clang can run.
pub trait Executor {
    /// Runs clang once, with no input and an empty environment, and waits for its end.
    ///
    /// # Errors
    /// [`Failure::Limit`] where it was stopped for what it consumed, [`Failure::Cancelled`] where nobody wants the
    /// object any more, [`Failure::Tool`] where it could not be run.
    fn execute(&self, run: &Run<'_>) -> Result<Ended, Failure>;
}

/// Runs clang as a plain process of this machine, for at most 120 seconds. For sources that one would also build and
/// run.
#[derive(Debug, Clone, Copy, Default)]
pub struct Local;

impl Executor for Local {
    fn execute(&self, run: &Run<'_>) -> Result<Ended, Failure> {
        let mut command = Command::new(run.toolchain.path());
        command.current_dir(run.working_directory()).args(run.arguments);
        match process::run(&mut command, PATIENCE)? {
            Some(Finished { status, stderr, .. }) => Ok(Ended { status, stderr }),
            None => Err(Failure::Limit(Error::new(format!(
                "{} did not end within {} s and was killed",
                run.toolchain.id(),
                PATIENCE.as_secs()
            )))),
        }
    }
}
