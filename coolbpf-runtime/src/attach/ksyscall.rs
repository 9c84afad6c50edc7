//! System calls, whatever their function is called.

use libbpf_rs::libbpf_sys::{self, bpf_ksyscall_opts};

use super::{Place, Way, cookie};
use crate::kernel::Attachment;
use crate::program::{Program, c_string};
use crate::{Link, Result};

/// A system call, by its name, for programs of the sections `ksyscall` and `kretsyscall`: a kprobe of the function that it has on this
/// architecture. Linux 4.17 (e145242ea0df).
#[derive(Debug, Clone)]
pub struct Ksyscall {
    name: String,
    returns: Option<bool>,
    cookie: u64,
}

impl Ksyscall {
    /// The system call of that name, as in `unlinkat`; its return where the program's section is `kretsyscall`.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), returns: None, cookie: 0 }
    }

    /// The return of the system call, whatever the section says.
    #[must_use]
    pub fn on_return(self) -> Self {
        Self { returns: Some(true), ..self }
    }

    /// What `bpf_get_attach_cookie` gives the program. Linux 5.15 (7adfc6c9b315).
    #[must_use]
    pub fn cookie(self, cookie: u64) -> Self {
        Self { cookie, ..self }
    }
}

impl Way for Ksyscall {
    fn attach(self, program: &Program) -> Result<Link> {
        cookie::check(self.cookie, Attachment::PerfLink)?;
        let name = c_string(self.name.as_bytes())?;
        let retprobe = match self.returns {
            Some(returns) => returns,
            None => program.facts()?.hook().0 == "kretsyscall",
        };
        let options = bpf_ksyscall_opts {
            sz: size_of::<bpf_ksyscall_opts>() as _,
            bpf_cookie: self.cookie,
            retprobe,
            ..Default::default()
        };
        // SAFETY: libbpf keeps neither the name nor the options, which outlive the call.
        Place { kind: "ksyscall", name: &self.name }.attach(program, |program| unsafe {
            libbpf_sys::bpf_program__attach_ksyscall(program, name.as_ptr(), &raw const options)
        })
    }
}
