//! Tracepoints.

use libbpf_rs::libbpf_sys::{self, bpf_tracepoint_opts};

use super::{Place, Way, cookie};
use crate::kernel::Attachment;
use crate::program::{Program, c_string};
use crate::{Link, Result};

/// A tracepoint, for programs of the section `tracepoint` (or `tp`). Linux 4.7 (98b5c2c65c29).
#[derive(Debug, Clone)]
pub struct Tracepoint {
    category: String,
    name: String,
    cookie: u64,
}

impl Tracepoint {
    /// The tracepoint of that category and name: `Tracepoint::new("sched", "sched_process_exec")`.
    #[must_use]
    pub fn new(category: impl Into<String>, name: impl Into<String>) -> Self {
        Self { category: category.into(), name: name.into(), cookie: 0 }
    }

    /// What `bpf_get_attach_cookie` gives the program. Linux 5.15 (7adfc6c9b315).
    #[must_use]
    pub fn cookie(self, cookie: u64) -> Self {
        Self { cookie, ..self }
    }
}

impl Way for Tracepoint {
    fn attach(self, program: &Program) -> Result<Link> {
        cookie::check(self.cookie, Attachment::PerfLink)?;
        let (category, name) = (c_string(self.category.as_bytes())?, c_string(self.name.as_bytes())?);
        let options =
            bpf_tracepoint_opts { sz: size_of::<bpf_tracepoint_opts>() as _, bpf_cookie: self.cookie };
        let shown = format!("{}/{}", self.category, self.name);
        // SAFETY: libbpf keeps neither the strings nor the options, which outlive the call.
        Place { kind: "tracepoint", name: &shown }.attach(program, |program| unsafe {
            libbpf_sys::bpf_program__attach_tracepoint_opts(
                program,
                category.as_ptr(),
                name.as_ptr(),
                &raw const options,
            )
        })
    }
}
