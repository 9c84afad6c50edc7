//! Raw tracepoints.

use libbpf_rs::libbpf_sys::{self, bpf_raw_tracepoint_opts};

use super::{Place, Way};
use crate::program::{Program, c_string};
use crate::{Link, Result};

/// A raw tracepoint, for programs of the section `raw_tracepoint` (or `raw_tp`). Linux 4.17 (c4f6699dfcb8).
#[derive(Debug, Clone)]
pub struct RawTracepoint {
    name: String,
    cookie: u64,
}

impl RawTracepoint {
    /// The tracepoint of that name: `RawTracepoint::new("sched_switch")`.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), cookie: 0 }
    }

    /// What `bpf_get_attach_cookie` gives the program. Linux 6.10 (68ca5d4eebb8).
    #[must_use]
    pub fn cookie(self, cookie: u64) -> Self {
        Self { cookie, ..self }
    }
}

impl Way for RawTracepoint {
    fn attach(self, program: &Program) -> Result<Link> {
        let name = c_string(self.name.as_bytes())?;
        let mut options =
            bpf_raw_tracepoint_opts { sz: size_of::<bpf_raw_tracepoint_opts>() as _, cookie: self.cookie };
        // SAFETY: libbpf keeps neither the name nor the options, which outlive the call.
        Place { kind: "raw_tracepoint", name: &self.name }.attach(program, |program| unsafe {
            libbpf_sys::bpf_program__attach_raw_tracepoint_opts(program, name.as_ptr(), &raw mut options)
        })
    }
}
