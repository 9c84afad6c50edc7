//! Uprobes.

use std::path::PathBuf;
use std::ptr;

use libbpf_rs::libbpf_sys::{self, bpf_uprobe_opts};

use super::{Place, ProbeMode, Way, binary};
use crate::program::{Program, c_string};
use crate::{Link, Result};

/// A place in a binary or library, in one process or in all, for programs of the sections `uprobe` and `uretprobe`. Linux 4.3
/// (04a22fae4cbc); `uprobe.s` and `uretprobe.s`, which may sleep, 6.0 (8c7dcb84e3b7).
#[derive(Debug, Clone)]
pub struct Uprobe {
    binary: PathBuf,
    function: Option<String>,
    offset: usize,
    pid: Option<u32>,
    returns: Option<bool>,
    cookie: u64,
    semaphore: usize,
    mode: ProbeMode,
}

impl Uprobe {
    /// A binary or library. A name without a slash is looked for in `PATH`, `LD_LIBRARY_PATH` and the usual places.
    #[must_use]
    pub fn new(binary: impl Into<PathBuf>) -> Self {
        Self {
            binary: binary.into(),
            function: None,
            offset: 0,
            pid: None,
            returns: None,
            cookie: 0,
            semaphore: 0,
            mode: ProbeMode::Any,
        }
    }

    /// The function, by its symbol, as in `readline` or `memcpy@GLIBC_2.14`.
    #[must_use]
    pub fn function(self, symbol: impl Into<String>) -> Self {
        Self { function: Some(symbol.into()), ..self }
    }

    /// So many bytes into the function, or without one into the file.
    #[must_use]
    pub fn offset(self, bytes: usize) -> Self {
        Self { offset: bytes, ..self }
    }

    /// In this process only.
    #[must_use]
    pub fn pid(self, pid: u32) -> Self {
        Self { pid: Some(pid), ..self }
    }

    /// When the function returns, whatever the section says.
    #[must_use]
    pub fn on_return(self) -> Self {
        Self { returns: Some(true), ..self }
    }

    /// What `bpf_get_attach_cookie` gives the program. Linux 5.15 (7adfc6c9b315).
    #[must_use]
    pub fn cookie(self, cookie: u64) -> Self {
        Self { cookie, ..self }
    }

    /// Where in the file the 16 bits are that the kernel counts the watchers in, as SystemTap's probes have them. Linux 4.20
    /// (a6ca88b241d5).
    #[must_use]
    pub fn semaphore(self, offset: usize) -> Self {
        Self { semaphore: offset, ..self }
    }

    /// What the probe is made by.
    #[must_use]
    pub fn mode(self, mode: ProbeMode) -> Self {
        Self { mode, ..self }
    }
}

impl Way for Uprobe {
    fn attach(self, program: &Program) -> Result<Link> {
        let mode = self.mode.checked("uprobe", self.cookie, self.semaphore)?;
        let binary = binary::path(&self.binary)?;
        let process = binary::process(self.pid)?;
        let function = self.function.as_ref().map(|name| c_string(name.as_bytes())).transpose()?;
        let retprobe = match self.returns {
            Some(returns) => returns,
            None => program.facts()?.hook().0.starts_with("uretprobe"),
        };
        let options = bpf_uprobe_opts {
            sz: size_of::<bpf_uprobe_opts>() as _,
            ref_ctr_offset: self.semaphore as _,
            bpf_cookie: self.cookie,
            retprobe,
            attach_mode: mode,
            func_name: function.as_ref().map_or(ptr::null(), |name| name.as_ptr()),
            ..Default::default()
        };
        let shown = match &self.function {
            Some(function) => format!("{function} in {}", self.binary.display()),
            None => format!("{:#x} in {}", self.offset, self.binary.display()),
        };
        // SAFETY: libbpf keeps neither the strings nor the options, which outlive the call.
        Place { kind: "uprobe", name: &shown }.attach(program, |program| unsafe {
            libbpf_sys::bpf_program__attach_uprobe_opts(
                program,
                process,
                binary.as_ptr(),
                self.offset as _,
                &raw const options,
            )
        })
    }
}
