//! Functions and tracepoints that BTF names.

use libbpf_rs::libbpf_sys::{self, bpf_trace_opts};

use super::Way;
use crate::program::Program;
use crate::{Link, Result};

/// What a program of the sections `fentry`, `fexit`, `fmod_ret` and `tp_btf` was loaded for: the section says it, or
/// [`OpenProgram::set_attach_target`](crate::OpenProgram::set_attach_target). Linux 5.5 (fec56f5890d9, f1b9509c2fb0), `fmod_ret`
/// 5.7 (ae24082331d9).
#[derive(Debug, Clone, Copy, Default)]
pub struct Trace {
    cookie: u64,
}

impl Trace {
    /// What the program was loaded for.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// What `bpf_get_attach_cookie` gives the program. Linux 5.19 (2fcc82411e74).
    #[must_use]
    pub fn cookie(self, cookie: u64) -> Self {
        Self { cookie }
    }
}

impl Way for Trace {
    fn attach(self, program: &Program) -> Result<Link> {
        let options = bpf_trace_opts { sz: size_of::<bpf_trace_opts>() as _, cookie: self.cookie };
        // SAFETY: libbpf doesn't keep the options, which outlive the call.
        program.attach_to_named(|program| unsafe {
            libbpf_sys::bpf_program__attach_trace_opts(program, &raw const options)
        })
    }
}
