//! Programs before the load.

use std::fmt;
use std::os::fd::AsRawFd as _;

use libbpf_rs::{AsRawLibbpf as _, libbpf_sys};

use super::facts::is_uprobe_of_many;
use super::{Program, ProgramFacts, c_string, show};
use crate::kernel::{Attachment, kernel};
use crate::object::{Guard, Handle, returned};
use crate::{Error, Result, failure};

/// A program that isn't in the kernel yet.
pub struct OpenProgram {
    handle: Handle<libbpf_sys::bpf_program>,
    /// The object of the program that this one is to be attached to has to be there until the load.
    target: Option<Guard>,
}

impl OpenProgram {
    pub(crate) fn new(handle: Handle<libbpf_sys::bpf_program>) -> Self {
        Self { handle, target: None }
    }

    /// Whether the program is to be loaded with the others. It is unless its section's name starts with `?`.
    ///
    /// # Errors
    /// Where the object is loaded already.
    pub fn set_autoload(&mut self, load: bool) -> Result<()> {
        // SAFETY: the handle keeps the program valid.
        let (code, _) =
            self.handle.call(|program| unsafe { libbpf_sys::bpf_program__set_autoload(program, load) })?;
        returned(code).map_err(|error| {
            Error::system("can't choose whether to load a program after its object is loaded", error)
        })
    }

    /// Whether the program is to be attached with the others. It is unless this says otherwise.
    ///
    /// # Errors
    /// Where loading the object has failed already.
    pub fn set_autoattach(&mut self, attach: bool) -> Result<()> {
        // SAFETY: the handle keeps the program valid.
        let set = |program| unsafe { libbpf_sys::bpf_program__set_autoattach(program, attach) };
        self.handle.call(set).map(|((), _)| ())
    }

    /// Has a program of the sections `freplace`, `fentry` and `fexit` loaded for a function of `target`, which is in the kernel: for
    /// [`Freplace`](crate::attach::Freplace) a global one. Linux 5.6 (be8704ff07d2), `fentry` and `fexit` 5.5 (5b92a28aae4d).
    ///
    /// # Errors
    /// [`ErrorKind::NoAttachPoint`](crate::ErrorKind) where the program has no such function, or the kernel has not its BTF.
    pub fn set_attach_target(&mut self, target: &Program, function: &str) -> Result<()> {
        let doing = format!("`{function}` of the program {}", target.facts()?.shown());
        self.set_target(target.fd()?.as_raw_fd(), function, &doing)?;
        self.target = Some(target.handle().guard());
        Ok(())
    }

    /// Has a program of the sections `fentry`, `fexit`, `fmod_ret`, `tp_btf`, `lsm` and `iter` loaded for another function, tracepoint
    /// or hook of the kernel than its section names. Linux 5.5.
    ///
    /// # Errors
    /// [`ErrorKind::NoAttachPoint`](crate::ErrorKind) where the kernel has no such thing; [`ErrorKind::NoKernelBtf`](crate::ErrorKind).
    pub fn set_attach_function(&mut self, name: &str) -> Result<()> {
        const THE_KERNEL: i32 = 0;
        self.set_target(THE_KERNEL, name, &format!("`{name}` of the kernel"))
    }

    pub(crate) fn handle(&self) -> &Handle<libbpf_sys::bpf_program> {
        &self.handle
    }

    pub(crate) fn facts(&self) -> Result<ProgramFacts> {
        ProgramFacts::of_handle(&self.handle)
    }

    /// [`OpenProgram::set_autoload`], for what needs the program.
    pub(crate) fn set_loaded(&self) -> Result<()> {
        // SAFETY: the handle keeps the program valid.
        let set = |program| unsafe { libbpf_sys::bpf_program__set_autoload(program, true) };
        let (code, _) = self.handle.call(set)?;
        returned(code)
            .map_err(|error| Error::system("can't have a program loaded after its object is", error))
    }

    fn set_target(&mut self, program: i32, name: &str, shown: &str) -> Result<()> {
        let name = c_string(name.as_bytes())?;
        // SAFETY: the handle keeps the program valid; the name outlives the call.
        let set = |own| unsafe { libbpf_sys::bpf_program__set_attach_target(own, program, name.as_ptr()) };
        let (code, messages) = self.handle.call(set)?;
        returned(code).map_err(|error| {
            let facts = match ProgramFacts::of_handle(&self.handle) {
                Ok(facts) => facts,
                Err(error) => return error,
            };
            failure::set_target(&facts, shown, error, &messages)
        })
    }

    /// Has the kernel load the program with these flags, beside those that its section gives it (`BPF_F_...` of `linux/bpf.h`).
    ///
    /// # Errors
    /// Where the object is loaded already.
    pub fn add_flags(&mut self, flags: u32) -> Result<()> {
        // SAFETY: the handle keeps the program valid.
        let set = |program| unsafe {
            libbpf_sys::bpf_program__set_flags(program, libbpf_sys::bpf_program__flags(program) | flags)
        };
        let (code, _) = self.handle.call(set)?;
        returned(code).map_err(|error| {
            Error::system("can't set the flags of a program after its object is loaded", error)
        })
    }
}

/// Has a program for many functions loaded as one for each of them, where the kernel has no probe of many.
pub(crate) fn prepare(program: &libbpf_rs::OpenProgramMut<'_>) {
    /// The attach type of kprobes and uprobes: none.
    const PROBE: libbpf_sys::bpf_attach_type = 0;

    if !program.autoload() {
        return;
    }
    let facts = ProgramFacts::of(program);
    let multi = match facts.hook().0 {
        "kprobe.multi" | "kretprobe.multi" => Attachment::KprobeMulti,
        hook if is_uprobe_of_many(hook) => Attachment::UprobeMulti,
        _ => return,
    };
    if kernel().attachment(multi).is_no() {
        // SAFETY: the program is open, and libbpf only notes the type. The one error is of a program that is loaded.
        let _ = unsafe {
            libbpf_sys::bpf_program__set_expected_attach_type(program.as_libbpf_object().as_ptr(), PROBE)
        };
    }
}

impl fmt::Debug for OpenProgram {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        show("OpenProgram", &self.handle, f)
    }
}
