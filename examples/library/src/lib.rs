//! Tells of each program that is started. The BPF program is vendored with this crate and hidden in it: no type of coolbpf is
//! in its interface, so whoever depends on it has no build script, no clang, and one dependency. `user/` is such a crate.
//!
//! ```no_run
//! for exec in exec_watch::watch()? {
//!     let exec = exec?;
//!     println!("{} {}", exec.pid, exec.command);
//! }
//! # Ok::<(), exec_watch::Error>(())
//! ```
#![forbid(unsafe_code)]
#![warn(missing_docs)]

use coolbpf::Events;

#[coolbpf::program]
mod execs {
    const SOURCE: &str = include_str!("bpf/execs.bpf.c");
}

/// What keeps this process from watching, such as a capability that it lacks.
pub type Error = Box<dyn std::error::Error + Send + Sync>;

/// A program that was started.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Exec {
    /// The process that it runs as.
    pub pid: u32,
    /// What it calls itself: the first 15 bytes of its file's name.
    pub command: String,
}

/// Programs as they are started: an iterator that waits for each, and ends at Ctrl-C.
#[derive(Debug)]
pub struct Execs {
    events: Events<'static, execs::types::event>,
    /// Keeps the BPF program attached.
    _bpf: execs::Bpf,
}

/// Watches from now on, until what it gives is dropped.
///
/// # Errors
/// Where the kernel refuses: it takes root, or the capabilities that the error names.
pub fn watch() -> Result<Execs, Error> {
    let bpf = execs::attach()?;
    let events = bpf.events()?.owned();
    Ok(Execs { events, _bpf: bpf })
}

impl Iterator for Execs {
    type Item = Result<Exec, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let event = self.events.next()?;
        Some(event.map(|event| Exec { pid: event.pid, command: event.comm.to_string() }).map_err(Error::from))
    }
}
