//! Kprobes.

use libbpf_rs::libbpf_sys::{self, bpf_kprobe_opts};

use super::{Place, ProbeMode, Way};
use crate::program::{Program, c_string};
use crate::{Link, Result};

/// A function of the kernel, for programs of the sections `kprobe` and `kretprobe`. Linux 4.1 (2541517c32be).
#[derive(Debug, Clone)]
pub struct Kprobe {
    function: String,
    offset: usize,
    returns: Option<bool>,
    cookie: u64,
    mode: ProbeMode,
}

impl Kprobe {
    /// The entry of a function, or its return where the program's section is `kretprobe`.
    #[must_use]
    pub fn new(function: impl Into<String>) -> Self {
        Self { function: function.into(), offset: 0, returns: None, cookie: 0, mode: ProbeMode::Any }
    }

    /// So many bytes into the function.
    #[must_use]
    pub fn offset(self, bytes: usize) -> Self {
        Self { offset: bytes, ..self }
    }

    /// The return of the function, whatever the section says.
    #[must_use]
    pub fn on_return(self) -> Self {
        Self { returns: Some(true), ..self }
    }

    /// What `bpf_get_attach_cookie` gives the program. Linux 5.15 (7adfc6c9b315).
    #[must_use]
    pub fn cookie(self, cookie: u64) -> Self {
        Self { cookie, ..self }
    }

    /// What the probe is made by.
    #[must_use]
    pub fn mode(self, mode: ProbeMode) -> Self {
        Self { mode, ..self }
    }
}

impl Way for Kprobe {
    fn attach(self, program: &Program) -> Result<Link> {
        let mode = self.mode.checked("kprobe", self.cookie, 0)?;
        let function = c_string(self.function.as_bytes())?;
        let retprobe = match self.returns {
            Some(returns) => returns,
            None => program.facts()?.hook().0.starts_with("kretprobe"),
        };
        let options = bpf_kprobe_opts {
            sz: size_of::<bpf_kprobe_opts>() as _,
            bpf_cookie: self.cookie,
            offset: self.offset as _,
            retprobe,
            attach_mode: mode,
            ..Default::default()
        };
        // SAFETY: libbpf keeps neither the name nor the options, which outlive the call.
        Place { kind: "kprobe", name: &self.function }.attach(program, |program| unsafe {
            libbpf_sys::bpf_program__attach_kprobe_opts(program, function.as_ptr(), &raw const options)
        })
    }
}
