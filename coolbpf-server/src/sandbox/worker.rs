//! The process that a compile happens in: everything of it but clang, which runs in processes of its own below it.
//!
//! What is read of the sources and of the object before and after clang is work for strangers, too. Here it has limits,
//! and can be ended at any moment without asking it.

use std::io::{Read as _, Write as _};
use std::process::ExitCode;

use coolbpf_compiler::{Compiled, Failure, Toolchain, compile_with};
use coolbpf_contract::{Diagnostic, Request};
use rustix::process::Signal;
use serde::{Deserialize, Serialize};

use super::confine;
use super::execute::Confined;
use super::toolchain_files::ToolchainFiles;
use crate::error::{Error, Result, because};

/// The first argument of a server that is to be a worker.
pub(super) const COMMAND: &str = "worker";

/// What a worker is told on standard input, as a line of JSON; the canonical encoding of the request follows.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Task {
    /// The process that waits for the outcome.
    pub(super) server: i32,
    pub(super) toolchain: Known,
    pub(super) confined: Confined,
}

impl Task {
    /// What a worker is told that is to do this for `request`.
    pub(super) fn with(self, request: &Request) -> Result<Vec<u8>> {
        let mut told = serde_json::to_vec(&self).map_err(because("describing the work of a worker"))?;
        told.push(b'\n');
        told.extend_from_slice(&request.encode());
        Ok(told)
    }
}

/// What the server has asked the compiler already.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Known {
    id: String,
    major: u32,
}

impl Known {
    pub(super) fn of(toolchain: &Toolchain) -> Self {
        Self { id: toolchain.id().to_owned(), major: toolchain.major() }
    }

    fn toolchain(self, files: &ToolchainFiles) -> Toolchain {
        Toolchain::known(files.path.clone(), self.id, self.major, files.resources.clone())
    }
}

/// What a worker answers on standard output, as a line of JSON; the object follows, if there is one.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Outcome {
    Made {
        warnings: Vec<Diagnostic>,
        /// The walls that could not be had.
        missing: String,
    },
    Source(Vec<Diagnostic>),
    Crash(String),
    Object(String),
    /// `again` tells whether the same request would come to the same.
    Limit {
        error: String,
        again: bool,
    },
    Tool(String),
}

/// Does the work of a worker, if that is what this process was started for.
pub(crate) fn run_worker() -> Option<ExitCode> {
    let mut arguments = std::env::args_os().skip(1);
    if arguments.next()? != COMMAND || arguments.next().is_some() {
        return None;
    }
    Some(match work() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("coolbpf-server {COMMAND}: {error}");
            ExitCode::FAILURE
        }
    })
}

fn work() -> Result {
    rustix::process::set_parent_process_death_signal(Some(Signal::KILL))
        .map_err(because("asking to end with the server"))?;
    let mut told = Vec::new();
    std::io::stdin().read_to_end(&mut told).map_err(because("reading what is to be done"))?;
    let line = told.iter().position(|byte| *byte == b'\n').unwrap_or(told.len());
    let (task, request) = told.split_at(line);
    let Task { server, toolchain, confined } =
        serde_json::from_slice(task).map_err(because("it is run by the server only"))?;
    if rustix::process::getppid().is_none_or(|parent| parent.as_raw_pid() != server) {
        return Err(Error::new("the server has ended"));
    }
    confine::limit_resources(&confined.limits).map_err(because("limiting resources"))?;
    let request = Request::decode(request.get(1..).unwrap_or_default()).map_err(because("the request"))?;
    drop(told);
    let toolchain = toolchain.toolchain(&confined.files);
    let (outcome, object) = match compile_with(&request, &toolchain, &confined) {
        Ok(Compiled { object, warnings }) => {
            (Outcome::Made { warnings, missing: confined.missing.take() }, object.into_bytes())
        }
        Err(failure) => (told_of(failure, &confined), Vec::new()),
    };
    let mut answer = serde_json::to_vec(&outcome).map_err(because("telling the outcome"))?;
    answer.push(b'\n');
    answer.extend_from_slice(&object);
    std::io::stdout().write_all(&answer).map_err(because("telling the outcome"))
}

fn told_of(failure: Failure, confined: &Confined) -> Outcome {
    match failure {
        Failure::Source(diagnostics) => Outcome::Source(diagnostics),
        Failure::Crash(error) => Outcome::Crash(error.to_string()),
        Failure::Object(error) => Outcome::Object(error.to_string()),
        Failure::Limit(error) => Outcome::Limit { error: error.to_string(), again: !confined.was_killed() },
        Failure::Tool(error) => Outcome::Tool(error.to_string()),
        // Who cancels a worker ends it.
        Failure::Cancelled => Outcome::Tool("the compile was cancelled".to_owned()),
    }
}
