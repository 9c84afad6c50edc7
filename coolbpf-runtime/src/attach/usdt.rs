//! Probes that binaries declare.

use std::path::PathBuf;

use libbpf_rs::libbpf_sys::{self, bpf_usdt_opts};

use super::{Place, Way, binary};
use crate::program::{Program, c_string};
use crate::{Link, Result};

/// A probe that a binary or library declares (USDT), in one process or in all, for programs of the section `usdt`. Linux 4.3
/// (04a22fae4cbc); in a library, or an executable that is loaded anywhere in memory as most are, for all processes only from 5.15 on
/// (82e6b1eee6a8).
#[derive(Debug, Clone)]
pub struct Usdt {
    binary: PathBuf,
    provider: String,
    name: String,
    pid: Option<u32>,
    cookie: u64,
}

impl Usdt {
    /// The probe of that provider and name: `Usdt::new("libc.so.6", "libc", "memory_malloc_retry")`.
    #[must_use]
    pub fn new(binary: impl Into<PathBuf>, provider: impl Into<String>, name: impl Into<String>) -> Self {
        let (binary, provider, name) = (binary.into(), provider.into(), name.into());
        Self { binary, provider, name, pid: None, cookie: 0 }
    }

    /// In this process only.
    #[must_use]
    pub fn pid(self, pid: u32) -> Self {
        Self { pid: Some(pid), ..self }
    }

    /// What `bpf_usdt_cookie` gives the program, on every kernel.
    #[must_use]
    pub fn cookie(self, cookie: u64) -> Self {
        Self { cookie, ..self }
    }
}

impl Way for Usdt {
    fn attach(self, program: &Program) -> Result<Link> {
        let binary = binary::path(&self.binary)?;
        let process = binary::process(self.pid)?;
        let (provider, name) = (c_string(self.provider.as_bytes())?, c_string(self.name.as_bytes())?);
        let options = bpf_usdt_opts { sz: size_of::<bpf_usdt_opts>() as _, usdt_cookie: self.cookie };
        let shown = format!("{}:{} in {}", self.provider, self.name, self.binary.display());
        // SAFETY: libbpf keeps neither the strings nor the options, which outlive the call.
        Place { kind: "usdt", name: &shown }.attach(program, |program| unsafe {
            libbpf_sys::bpf_program__attach_usdt(
                program,
                process,
                binary.as_ptr(),
                provider.as_ptr(),
                name.as_ptr(),
                &raw const options,
            )
        })
    }
}
