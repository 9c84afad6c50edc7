//! Becoming clang, after everything that clang doesn't need has been given up.
//!
//! The server runs itself for this. A new process may take its time and allocate, which nothing may do between fork
//! and exec in a server with threads.

use std::fmt::Display;
use std::os::unix::process::CommandExt as _;
use std::path::PathBuf;
use std::process::{Command, ExitCode};

use landlock::{
    ABI, Access as _, AccessFs, AccessNet, Compatible as _, PathBeneath, PathFd, Ruleset, RulesetAttr as _,
    RulesetCreatedAttr as _, RulesetStatus, Scope,
};
use rustix::process::{Resource, Rlimit, Signal};
use rustix::thread::{CapabilitySet, CapabilitySets};
use serde::{Deserialize, Serialize};

use super::{Limits, seccomp};

/// The first argument of a server that is to confine itself.
pub(super) const COMMAND: &str = "confined";
/// What it writes to standard error right before it becomes clang, so that what clang says can be told from what goes wrong
/// before. The rest of the line names the walls that the kernel doesn't have.
pub(super) const READY: &str = "coolbpf-server: confined;";

/// The most bytes that a file may have which clang writes.
const MOST_FILE: u64 = 64 << 20;
/// Clang is one process, and starts a thread for what is nested deeply. Those of the server count, too, unless clang has
/// its own namespace.
const MOST_PROCESSES: u64 = 1024;
/// Clang reads includes one inside the other, and closes them soon.
const MOST_OPEN: u64 = 1024;

/// What clang is to be kept from.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Confinement {
    pub(super) limits: Limits,
    pub(super) walls: Walls,
    /// The compiler.
    pub(super) clang: PathBuf,
    /// The files that may be read and run.
    pub(super) executables: Vec<PathBuf>,
    /// The directories that may be read.
    pub(super) readable: Vec<PathBuf>,
    /// The directory that may be written to.
    pub(super) writable: PathBuf,
}

/// Landlock and seccomp.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Walls {
    /// Nothing is run without them.
    Needed,
    /// Used where the kernel has them.
    WherePossible,
    /// Not used.
    Unused,
}

/// Becomes the confined clang, if that is what this process was started for: then it comes back only with an error.
pub(crate) fn run_confined() -> Option<ExitCode> {
    let mut arguments = std::env::args_os().skip(1);
    if arguments.next()? != COMMAND {
        return None;
    }
    let error = match arguments.next().map(|text| serde_json::from_slice(text.as_encoded_bytes())) {
        Some(Ok(confinement)) => become_clang(&confinement, arguments),
        Some(Err(error)) => error.to_string(),
        None => "it is run by the server only".to_owned(),
    };
    eprintln!("coolbpf-server {COMMAND}: {error}");
    Some(ExitCode::FAILURE)
}

/// Returns what went wrong.
fn become_clang(confinement: &Confinement, arguments: impl Iterator<Item = std::ffi::OsString>) -> String {
    match confine(confinement) {
        Ok(missing) => eprintln!("{READY}{}", missing.join(", ").replace('\n', " ")),
        Err(error) => return error,
    }
    let error = Command::new(&confinement.clang).args(arguments).env_clear().exec();
    format!("running {}: {error}", confinement.clang.display())
}

/// Gives the walls that are wanted and can't be had.
fn confine(confinement: &Confinement) -> Result<Vec<String>, String> {
    let failed = |what: &'static str| move |error: rustix::io::Errno| format!("{what}: {error}");
    // Bubblewrap sees to this for what runs in it.
    rustix::process::set_parent_process_death_signal(Some(Signal::KILL))
        .map_err(failed("asking to end with the server"))?;
    limit_resources(&confinement.limits).map_err(failed("limiting resources"))?;
    give_up_privileges().map_err(failed("giving up privileges"))?;
    if confinement.walls == Walls::Unused {
        return Ok(Vec::new());
    }
    let raised = [
        use_landlock(confinement).map_err(|error| format!("landlock: {error}")),
        seccomp::apply().map_err(|error| format!("seccomp: {error}")),
    ];
    let missing: Vec<String> = raised.into_iter().filter_map(Result::err).collect();
    match missing.first() {
        Some(wall) if confinement.walls == Walls::Needed => Err(wall.clone()),
        _ => Ok(missing),
    }
}

pub(super) fn limit_resources(limits: &Limits) -> rustix::io::Result<()> {
    let seconds = limits.time.as_secs().max(1);
    for (resource, limit, hard) in [
        // The signal at the soft limit says what happened.
        (Resource::Cpu, seconds, seconds + 1),
        (Resource::As, limits.memory, limits.memory),
        (Resource::Fsize, MOST_FILE, MOST_FILE),
        (Resource::Nproc, MOST_PROCESSES, MOST_PROCESSES),
        (Resource::Nofile, MOST_OPEN, MOST_OPEN),
        (Resource::Core, 0, 0),
        (Resource::Memlock, 0, 0),
        (Resource::Msgqueue, 0, 0),
    ] {
        // A process without privileges can't raise what is lower already, nor need it.
        let least = |wanted: u64, had: Option<u64>| had.map_or(wanted, |had| had.min(wanted));
        let Rlimit { current, maximum } = rustix::process::getrlimit(resource);
        let new = Rlimit { current: Some(least(limit, current)), maximum: Some(least(hard, maximum)) };
        rustix::process::setrlimit(resource, new)?;
    }
    Ok(())
}

/// Even root loses all that makes it root, and nothing that is run later can give it back.
fn give_up_privileges() -> rustix::io::Result<()> {
    rustix::thread::set_no_new_privs(true)?;
    let none = CapabilitySet::empty();
    rustix::thread::set_capabilities(
        None,
        CapabilitySets { effective: none, permitted: none, inheritable: none },
    )
}

fn use_landlock(confinement: &Confinement) -> Result<(), String> {
    let wall = landlock_rules(confinement).map_err(|error| error.to_string())?;
    match wall {
        RulesetStatus::NotEnforced => Err("the kernel doesn't have it, or has it switched off".to_owned()),
        RulesetStatus::FullyEnforced | RulesetStatus::PartiallyEnforced => Ok(()),
    }
}

fn landlock_rules(confinement: &Confinement) -> Result<RulesetStatus, Box<dyn std::error::Error>> {
    // The newest that these rules know; older kernels keep to what they know of it.
    let abi = ABI::V6;
    let mut rules = Ruleset::default()
        .set_compatibility(landlock::CompatLevel::BestEffort)
        .handle_access(AccessFs::from_all(abi))?
        .handle_access(AccessNet::from_all(abi))?
        .scope(Scope::from_all(abi))?
        .create()?;
    let inside = |path: &PathBuf| -> Result<PathFd, String> {
        PathFd::new(path).map_err(|error| format!("{}: {error}", path.display()))
    };
    for path in &confinement.executables {
        rules = rules.add_rule(PathBeneath::new(inside(path)?, AccessFs::ReadFile | AccessFs::Execute))?;
    }
    for path in &confinement.readable {
        rules = rules.add_rule(PathBeneath::new(inside(path)?, AccessFs::ReadFile | AccessFs::ReadDir))?;
    }
    let write = AccessFs::ReadFile
        | AccessFs::WriteFile
        | AccessFs::Truncate
        | AccessFs::MakeReg
        | AccessFs::RemoveFile;
    rules = rules.add_rule(PathBeneath::new(inside(&confinement.writable)?, write))?;
    Ok(rules.restrict_self()?.ruleset)
}

impl Confinement {
    pub(super) fn to_argument(&self) -> Result<String, impl Display> {
        serde_json::to_string(self)
    }
}
