//! Programs before the load.

use std::fmt;

use libbpf_rs::{AsRawLibbpf as _, libbpf_sys};

use super::{ProgramFacts, show};
use crate::kernel::{Attachment, kernel};
use crate::object::{Handle, returned};
use crate::{Error, Result};

/// A program that isn't in the kernel yet.
pub struct OpenProgram(Handle<libbpf_sys::bpf_program>);

impl OpenProgram {
    pub(crate) fn new(handle: Handle<libbpf_sys::bpf_program>) -> Self {
        Self(handle)
    }

    /// Whether the program is to be loaded with the others. It is unless its section's name starts with `?`.
    ///
    /// # Errors
    /// Where the object is loaded already.
    pub fn set_autoload(&mut self, load: bool) -> Result<()> {
        // SAFETY: the handle keeps the program valid.
        let (code, _) =
            self.0.call(|program| unsafe { libbpf_sys::bpf_program__set_autoload(program, load) })?;
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
        self.0.call(set).map(|((), _)| ())
    }
}

/// Has a program for many functions loaded as one for each of them, where the kernel has no probe of many.
pub(crate) fn prepare(program: &libbpf_rs::OpenProgramMut<'_>) {
    /// The attach type of a kprobe: none.
    const KPROBE: libbpf_sys::bpf_attach_type = 0;

    if program.autoload()
        && ProgramFacts::of(program).probe_of_many().is_some()
        && kernel().attachment(Attachment::KprobeMulti).is_no()
    {
        // SAFETY: the program is open, and libbpf only notes the type. The one error is of a program that is loaded.
        let _ = unsafe {
            libbpf_sys::bpf_program__set_expected_attach_type(program.as_libbpf_object().as_ptr(), KPROBE)
        };
    }
}

impl fmt::Debug for OpenProgram {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        show("OpenProgram", &self.0, f)
    }
}
