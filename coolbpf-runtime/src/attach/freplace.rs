//! Functions of other BPF programs.

use std::os::fd::AsRawFd as _;

use libbpf_rs::libbpf_sys;

use super::{Place, Way};
use crate::program::{Program, c_string};
use crate::{Link, Result};

/// A global function of another BPF program, in whose place a program of the section `freplace` is called. Linux 5.10 (4a1e7c0c63e0).
///
/// From 5.6 on (be8704ff07d2), [`Program::attach`](crate::Program::attach) has it take the place of the function that it was loaded for, by
/// [`OpenProgram::set_attach_target`](crate::OpenProgram::set_attach_target).
#[derive(Debug, Clone)]
pub struct Freplace<'a> {
    target: &'a Program,
    function: String,
}

impl<'a> Freplace<'a> {
    /// The function of that name in `target`.
    #[must_use]
    pub fn new(target: &'a Program, function: impl Into<String>) -> Self {
        Self { target, function: function.into() }
    }
}

impl Way for Freplace<'_> {
    fn attach(self, program: &Program) -> Result<Link> {
        let function = c_string(self.function.as_bytes())?;
        let target = self.target.fd()?.as_raw_fd();
        let shown = format!("{} in the program {}", self.function, self.target.facts()?.name);
        // SAFETY: libbpf doesn't keep the name, which outlives the call as the descriptor does.
        Place { kind: "freplace", name: &shown }.attach(program, |program| unsafe {
            libbpf_sys::bpf_program__attach_freplace(program, target, function.as_ptr())
        })
    }
}
