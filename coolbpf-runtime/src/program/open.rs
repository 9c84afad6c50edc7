//! Programs before the load.

use std::fmt;
use std::io;
use std::os::fd::AsRawFd as _;

use libbpf_rs::{AsRawLibbpf as _, libbpf_sys};

use super::facts::is_uprobe_of_many;
use super::{Program, ProgramFacts, c_string, show};
use crate::alternatives::Targets;
use crate::decisions::decided;
use crate::kernel::{Attachment, kernel};
use crate::object::{Guard, Handle, returned};
use crate::{Error, Result, alternatives, failure};

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

    /// Has the program loaded with the others if this kernel has what it is for, and else left out: for hooks without which the
    /// application can do. Returns whether it will be loaded. What is known only by trying counts as there.
    ///
    /// # Errors
    /// Where the object is loaded already.
    pub fn load_if_possible(&mut self) -> Result<bool> {
        let is_possible = alternatives::may_be_possible(&self.facts()?);
        self.set_autoload(is_possible)?;
        Ok(is_possible)
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
    /// [`ErrorKind::NoAttachPoint`](crate::ErrorKind) where the program has no such function, or the kernel has not its BTF. Of a program
    /// that is one of alternatives, this is no error: its way is not used, and the reason is told with the others'.
    pub fn set_attach_target(&mut self, target: &Program, function: &str) -> Result<()> {
        let doing = format!("`{function}` of the program {}", target.facts()?.shown());
        let program = target.fd()?;
        self.set_target(program.as_raw_fd(), function, &doing, |targets, own| {
            targets.set_program(own, program, function)
        })?;
        self.target = Some(target.handle().guard());
        Ok(())
    }

    /// Has a program of the sections `fentry`, `fexit`, `fmod_ret`, `tp_btf`, `lsm` and `iter` loaded for another function, tracepoint
    /// or hook of the kernel than its section names. Linux 5.5.
    ///
    /// # Errors
    /// [`ErrorKind::NoAttachPoint`](crate::ErrorKind) where the kernel has no such thing; [`ErrorKind::NoKernelBtf`](crate::ErrorKind). Of a
    /// program that is one of alternatives, this is no error: its way is not used, and the reason is told with the others'.
    pub fn set_attach_function(&mut self, name: &str) -> Result<()> {
        const THE_KERNEL: i32 = 0;
        let doing = format!("`{name}` of the kernel");
        self.set_target(THE_KERNEL, name, &doing, |targets, own| {
            targets.set_kernel(own, name);
            Ok(())
        })
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

    /// Has libbpf set the target, and `note` note it where the program is one of alternatives.
    fn set_target(
        &mut self,
        program: i32,
        name: &str,
        shown: &str,
        note: impl FnOnce(&mut Targets, &str) -> io::Result<()>,
    ) -> Result<()> {
        let name = c_string(name.as_bytes())?;
        // SAFETY: the handle keeps the program valid; the name outlives the call.
        let set = |own| unsafe { libbpf_sys::bpf_program__set_attach_target(own, program, name.as_ptr()) };
        let (code, messages) = self.handle.call(set)?;
        let facts = self.facts()?;
        let guard = self.handle.guard();
        let alternatives = &mut guard.adaptation().alternatives;
        let is_alternative = alternatives.has(&facts.name);
        let targets = alternatives.targets();
        let noted =
            returned(code).and_then(|()| if is_alternative { note(targets, &facts.name) } else { Ok(()) });
        match noted.map_err(|error| failure::set_target(&facts, shown, error, &messages)) {
            Err(error) if is_alternative => {
                targets.set_refused(&facts.name, error.into());
                Ok(())
            }
            set => set,
        }
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
        let shown = facts.shown();
        decided(|| {
            format!(
                "the program {shown} is loaded as one for each function, as this kernel has no probe of many"
            )
        });
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
