//! Programs in the kernel.

mod facts;
mod info;
mod loaded;
mod open;
mod statistics;
mod stream;

use std::ffi::CString;
use std::fmt;
use std::os::fd::BorrowedFd;

use libbpf_rs::libbpf_sys;

pub(crate) use self::facts::ProgramFacts;
pub(crate) use self::info::program_info;
pub use self::loaded::{LoadedProgram, LoadedPrograms, loaded_programs};
pub use self::open::OpenProgram;
pub(crate) use self::open::prepare;
pub use self::statistics::{MeasuringPrograms, ProgramStatistics, measure_programs};
use crate::attach::Attach;
use crate::failure::{self, NotAttached};
use crate::link::Link;
use crate::object::{Handle, last_error};
use crate::security_module;
use crate::{Error, ErrorKind, Result};

/// A program in the kernel.
pub struct Program(Handle<libbpf_sys::bpf_program>);

impl Program {
    pub(crate) fn new(handle: Handle<libbpf_sys::bpf_program>) -> Self {
        Self(handle)
    }

    /// Attaches the program to what its section names, as in `SEC("tracepoint/sched/sched_process_exec")`, until
    /// the link is dropped.
    ///
    /// # Errors
    /// [`ErrorKind::NoAttachPoint`] where this kernel has no such tracepoint, function or hook;
    /// [`ErrorKind::PermissionDenied`]; [`ErrorKind::Unsupported`] where the section names none.
    pub fn attach(&self) -> Result<Link> {
        Ok(self.attach_to_target()??)
    }

    /// Attaches the program to what `target` says, until the link is dropped: [`attach`](crate::attach) has a type for each kind.
    ///
    /// ```no_run
    /// # fn example(program: coolbpf::Program) -> coolbpf::Result<()> {
    /// use coolbpf::attach::Uprobe;
    ///
    /// let link = program.attach_to(Uprobe::new("/bin/bash").function("readline"))?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::NoAttachPoint`] where there is no such function, interface, process, file or hook;
    /// [`ErrorKind::InvalidInput`] where it is of another kind than it should be; [`ErrorKind::Unsupported`] where the kernel doesn't
    /// know such a way; [`ErrorKind::PermissionDenied`].
    pub fn attach_to(&self, target: impl Attach) -> Result<Link> {
        target.attach(self)
    }

    /// The program's file descriptor, for what this crate doesn't wrap.
    ///
    /// # Errors
    /// Where the program was not chosen to be loaded.
    pub fn fd(&self) -> Result<BorrowedFd<'_>> {
        // SAFETY: the handle keeps the program valid.
        let (fd, _) = self.0.call(|program| unsafe { libbpf_sys::bpf_program__fd(program) })?;
        if fd < 0 {
            let facts = ProgramFacts::of_handle(&self.0)?;
            return Err(Error::new(ErrorKind::Other, format!("the program {} is not loaded", facts.shown())));
        }
        // SAFETY: the program holds its descriptor open until the object is closed, which the handle prevents.
        Ok(unsafe { BorrowedFd::borrow_raw(fd) })
    }

    pub(crate) fn facts(&self) -> Result<ProgramFacts> {
        ProgramFacts::of_handle(&self.0)
    }

    /// What [`Program::attach`] does, if the program was loaded, is to be attached with the others, is not attached yet,
    /// and its section says what to.
    pub(crate) fn attach_if_chosen(&self) -> Result<Option<Link>> {
        // SAFETY: the handle keeps the program valid.
        let chosen = |program: *mut libbpf_sys::bpf_program| unsafe {
            libbpf_sys::bpf_program__autoload(program) && libbpf_sys::bpf_program__autoattach(program)
        };
        if !self.0.call(chosen)?.0 || self.0.is_attached() {
            return Ok(None);
        }
        match self.attach_to_target()? {
            Ok(link) => Ok(Some(link)),
            Err(NotAttached::NoTarget(_)) => Ok(None),
            Err(NotAttached::Failed(error)) => Err(error),
        }
    }

    pub(crate) fn handle(&self) -> &Handle<libbpf_sys::bpf_program> {
        &self.0
    }

    /// The attach type that the program was loaded for.
    pub(crate) fn attach_type(&self) -> Result<libbpf_sys::bpf_attach_type> {
        // SAFETY: the handle keeps the program valid.
        let of = |program| unsafe { libbpf_sys::bpf_program__expected_attach_type(program) };
        self.0.call(|program| of(program)).map(|(attach_type, _)| attach_type)
    }

    /// What [`Program::attach`] does. The outer error is of an object that is closed.
    pub(crate) fn attach_to_target(&self) -> Result<Result<Link, NotAttached>> {
        let facts = self.facts()?;
        Ok(self.attach_as_it_says(&facts)?.map_err(|not| match not {
            NotAttached::Failed(error) => {
                let guard = self.0.guard();
                NotAttached::Failed(guard.adaptation().explain(error, Some(&facts.name)))
            }
            none @ NotAttached::NoTarget(_) => none,
        }))
    }

    fn attach_as_it_says(&self, facts: &ProgramFacts) -> Result<Result<Link, NotAttached>> {
        if let Some(why) = security_module::inactive(facts.hook().0) {
            return Ok(Err(NotAttached::Failed(self.never_runs(&why)?)));
        }
        let attach_many = self.0.guard().adaptation().adaptations.attach_many;
        if let Some(attached) = attach_many.map(|attach| attach(self)).transpose()?.flatten() {
            return Ok(attached.map_err(NotAttached::Failed));
        }
        // SAFETY: the handle keeps the program valid.
        self.try_attach(|program| unsafe { libbpf_sys::bpf_program__attach(program) })
    }

    /// Attaches the program by `attach` to what its section names.
    pub(crate) fn attach_to_named(
        &self,
        attach: impl FnOnce(*const libbpf_sys::bpf_program) -> *mut libbpf_sys::bpf_link,
    ) -> Result<Link> {
        self.check_is_run()?;
        Ok(self.try_attach(attach)??)
    }

    /// Refuses a program that would be attached and never run.
    pub(crate) fn check_is_run(&self) -> Result<()> {
        match security_module::inactive(self.facts()?.hook().0) {
            Some(why) => Err(self.never_runs(&why)?),
            None => Ok(()),
        }
    }

    fn never_runs(&self, why: &str) -> Result<Error> {
        let message = format!("can't attach the program {}: {why}", self.facts()?.shown());
        Ok(Error::new(ErrorKind::Unsupported, message))
    }

    /// The outer error is of an object that is closed.
    fn try_attach(
        &self,
        attach: impl FnOnce(*const libbpf_sys::bpf_program) -> *mut libbpf_sys::bpf_link,
    ) -> Result<Result<Link, NotAttached>> {
        let (link, messages) = self.0.call(|program| last_error(attach(program)))?;
        Ok(match link {
            Ok(link) => Ok(Link::new(link, &self.0)),
            Err(error) => Err(failure::attach(&ProgramFacts::of_handle(&self.0)?, error, &messages)),
        })
    }
}

impl fmt::Debug for Program {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        show("Program", &self.0, f)
    }
}

fn show(what: &str, handle: &Handle<libbpf_sys::bpf_program>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut shown = f.debug_struct(what);
    if let Ok(ProgramFacts { name, section, .. }) = ProgramFacts::of_handle(handle) {
        shown.field("name", &name).field("section", &section);
    }
    shown.finish_non_exhaustive()
}

pub(crate) fn c_string(bytes: &[u8]) -> Result<CString> {
    CString::new(bytes).map_err(|_| {
        let shown = String::from_utf8_lossy(bytes);
        Error::new(ErrorKind::InvalidInput, format!("{shown:?} is no name: it holds a zero byte"))
    })
}
