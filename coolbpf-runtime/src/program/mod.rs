//! Programs in the kernel.

mod facts;
mod open;

use std::ffi::{CStr, CString};
use std::fmt;
use std::io;
use std::mem;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, IntoRawFd};
use std::path::Path;
use std::ptr::{self, NonNull};

use libbpf_rs::libbpf_sys;

pub(crate) use self::facts::{ProgramFacts, TRACEFS};
pub use self::open::OpenProgram;
pub(crate) use self::open::prepare;
use crate::failure::{self, NotAttached};
use crate::kernel::{Attachment, Missing, Support, kernel};
use crate::kprobes;
use crate::link::Link;
use crate::object::{Handle, last_error};
use crate::security_module;
use crate::tc_filter::{Direction, TcFilter};
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

    /// Attaches the program to a control group, given by its open directory, until the link is dropped. For the program
    /// types that belong to a control group: `cgroup_skb`, `cgroup/...`, `sockops`. Linux 5.7.
    ///
    /// # Errors
    /// Where the kernel refuses.
    pub fn attach_cgroup(&self, cgroup: impl AsFd) -> Result<Link> {
        let cgroup = cgroup.as_fd().as_raw_fd();
        // SAFETY: the handle keeps the program valid, the caller the descriptor.
        self.attach_by(|program| unsafe { libbpf_sys::bpf_program__attach_cgroup(program, cgroup) })
    }

    /// Attaches an XDP program to a network interface, given by its index, until the link is dropped. Linux 5.9.
    ///
    /// # Errors
    /// Where there is no such interface, it has a program already, or the kernel refuses.
    pub fn attach_xdp(&self, interface: u32) -> Result<Link> {
        let interface = interface_index(interface)?;
        // SAFETY: the handle keeps the program valid.
        self.attach_by(|program| unsafe { libbpf_sys::bpf_program__attach_xdp(program, interface) })
    }

    /// Attaches the program to the packets that a network interface, given by its index, receives (`SEC("tcx/ingress")`) or
    /// sends (`SEC("tcx/egress")`), after the programs that are there already, until the link is dropped. Linux 6.6.
    ///
    /// Before, from Linux 4.5 on, it becomes a filter of the interface's `clsact`, with the same results; then it also stays where the
    /// process ends without dropping the link.
    ///
    /// # Errors
    /// Where there is no such interface, or the kernel refuses.
    pub fn attach_tcx(&self, interface: u32) -> Result<Link> {
        let interface = interface_index(interface)?;
        if let Support::No(tcx) = kernel().attachment(Attachment::Tcx)
            && let Some(direction) = self.facts()?.direction()
        {
            return self.attach_filter(interface, direction, &tcx);
        }
        // SAFETY: the handle keeps the program valid; no options is what a null pointer means.
        self.attach_by(|program| unsafe {
            libbpf_sys::bpf_program__attach_tcx(program, interface, ptr::null())
        })
    }

    /// Has the program of the section `socket` filter what a socket receives, in the place of the filter that it has. The socket
    /// keeps it until it is closed. Linux 3.19.
    ///
    /// # Errors
    /// Where the program is of another type, the descriptor is no socket, or its filter is locked.
    pub fn attach_socket(&self, socket: impl AsFd) -> Result<()> {
        let program = self.fd()?.as_raw_fd();
        // SAFETY: both descriptors are open, and the value is as long as is said.
        let code = unsafe {
            libc::setsockopt(
                socket.as_fd().as_raw_fd(),
                libc::SOL_SOCKET,
                libc::SO_ATTACH_BPF,
                (&raw const program).cast(),
                size_of_val(&program) as libc::socklen_t,
            )
        };
        if code == 0 {
            return Ok(());
        }
        let error = io::Error::last_os_error();
        let doing = format!("can't attach the program {} to a socket", self.facts()?.shown());
        Err(Error::system(doing, error))
    }

    /// Attaches the program to an open perf event, until the link is dropped.
    ///
    /// # Errors
    /// Where the kernel refuses.
    pub fn attach_perf_event(&self, event: impl AsFd) -> Result<Link> {
        let event = event
            .as_fd()
            .try_clone_to_owned()
            .map_err(|error| Error::system("can't copy the event", error))?;
        // SAFETY: the handle keeps the program valid. libbpf's link closes the descriptor, so it gets one of its own.
        let link = self.attach_by(|program| unsafe {
            libbpf_sys::bpf_program__attach_perf_event(program, event.as_raw_fd())
        })?;
        // Now the descriptor is the link's.
        let _ = event.into_raw_fd();
        Ok(link)
    }

    /// Attaches the program to a function of a binary or library, in one process or in all, until the link is dropped.
    /// Where the program's section starts with `uretprobe`, it runs when the function returns.
    ///
    /// # Errors
    /// [`ErrorKind::NoAttachPoint`] where there is no such file or function in it.
    pub fn attach_uprobe(
        &self,
        binary: impl AsRef<Path>,
        function: &str,
        process: Option<u32>,
    ) -> Result<Link> {
        let function = c_string(function.as_bytes())?;
        self.attach_uprobe_at(binary.as_ref(), Some(&function), 0, process)
    }

    /// The same, `offset` bytes into a function, or else into the file.
    pub(crate) fn attach_uprobe_at(
        &self,
        binary: &Path,
        function: Option<&CStr>,
        offset: usize,
        process: Option<u32>,
    ) -> Result<Link> {
        let binary = c_string(binary.as_os_str().as_encoded_bytes())?;
        let retprobe = ProgramFacts::of_handle(&self.0)?.section.starts_with("uretprobe");
        let options = libbpf_sys::bpf_uprobe_opts {
            sz: size_of::<libbpf_sys::bpf_uprobe_opts>() as _,
            retprobe,
            func_name: function.map_or(ptr::null(), CStr::as_ptr),
            ..Default::default()
        };
        let process = process.map_or(-1, |process| i32::try_from(process).unwrap_or(i32::MAX));
        // SAFETY: the handle keeps the program valid; the strings and the options outlive the call.
        self.attach_by(|program| unsafe {
            libbpf_sys::bpf_program__attach_uprobe_opts(
                program,
                process,
                binary.as_ptr(),
                offset as _,
                &raw const options,
            )
        })
    }

    /// Attaches a program of the section `usdt` to a probe that a binary or library declares (USDT), in one process or in all, until the
    /// link is dropped. In a library, or an executable that is loaded anywhere in memory as most are, for all processes only from
    /// Linux 5.15 on.
    ///
    /// # Errors
    /// [`ErrorKind::NoAttachPoint`] where there is no such file or probe in it; [`ErrorKind::Unsupported`] where the kernel can't
    /// tell the places of the probe apart.
    pub fn attach_usdt(
        &self,
        binary: impl AsRef<Path>,
        provider: &str,
        probe: &str,
        process: Option<u32>,
    ) -> Result<Link> {
        let binary = c_string(binary.as_ref().as_os_str().as_encoded_bytes())?;
        let (provider, probe) = (c_string(provider.as_bytes())?, c_string(probe.as_bytes())?);
        let process = process.map_or(-1, |process| i32::try_from(process).unwrap_or(i32::MAX));
        // SAFETY: the handle keeps the program valid; the strings outlive the call; no options is what a null pointer means.
        self.attach_by(|program| unsafe {
            libbpf_sys::bpf_program__attach_usdt(
                program,
                process,
                binary.as_ptr(),
                provider.as_ptr(),
                probe.as_ptr(),
                ptr::null(),
            )
        })
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

    fn attach_filter(&self, interface: i32, direction: Direction, tcx: &Missing) -> Result<Link> {
        let program = self.fd()?;
        let (filter, messages) = self.0.call(|_| TcFilter::add(interface, direction, program))?;
        filter.map(|filter| Link::of_filter(filter, &self.0)).map_err(|error| {
            failure::attach_filter(
                &self.facts().map(|facts| facts.shown()).unwrap_or_default(),
                tcx,
                error,
                &messages,
            )
        })
    }

    /// Attaches the program to each function that `pattern` means, where the kernel has no probe of many functions. Functions that
    /// can't be probed are passed over.
    fn attach_to_each(&self, facts: &ProgramFacts, pattern: &str) -> Result<Result<Link, NotAttached>> {
        let options = libbpf_sys::bpf_kprobe_opts {
            sz: size_of::<libbpf_sys::bpf_kprobe_opts>() as _,
            retprobe: facts.section.contains("kretprobe"),
            ..Default::default()
        };
        let functions = kprobes::matching(pattern);
        let functions = functions.map(|all| all.into_iter().filter_map(|name| CString::new(name).ok()));
        let attach_all = |program: *mut libbpf_sys::bpf_program| {
            let mut links = Links(Vec::new());
            let mut refused = None;
            for function in functions? {
                // SAFETY: the handle keeps the program valid; the name and the options outlive the call.
                match last_error(unsafe {
                    libbpf_sys::bpf_program__attach_kprobe_opts(
                        program,
                        function.as_ptr(),
                        &raw const options,
                    )
                }) {
                    Ok(link) => links.0.push(link),
                    Err(error) if kprobes::is_passed_over(&error) => refused = Some(error),
                    Err(error) => return Err(kprobes::too_many(pattern, links.0.len(), error)),
                }
            }
            match refused {
                Some(error) if links.0.is_empty() => Err(error),
                _ => Ok(mem::take(&mut links.0)),
            }
        };
        let (links, messages) = self.0.call(attach_all)?;
        Ok(match links {
            Ok(links) => Ok(Link::of_many(links, &self.0)),
            Err(error) => Err(failure::attach(facts, error, &messages)),
        })
    }

    /// What [`Program::attach`] does. The outer error is of an object that is closed.
    pub(crate) fn attach_to_target(&self) -> Result<Result<Link, NotAttached>> {
        let facts = self.facts()?;
        Ok(self.attach_as_it_says(&facts)?.map_err(|not| match not {
            NotAttached::Failed(error) => {
                let guard = self.0.guard();
                NotAttached::Failed(guard.adaptation().alternatives.explain(error, Some(&facts.name)))
            }
            none @ NotAttached::NoTarget(_) => none,
        }))
    }

    fn attach_as_it_says(&self, facts: &ProgramFacts) -> Result<Result<Link, NotAttached>> {
        if let Some(why) = security_module::inactive(facts.hook().0) {
            let message = format!("can't attach the program {}: {why}", facts.shown());
            return Ok(Err(NotAttached::Failed(Error::new(ErrorKind::Unsupported, message))));
        }
        if let Some(pattern) = facts.probe_of_many()
            && kernel().attachment(Attachment::KprobeMulti).is_no()
        {
            return self.attach_to_each(facts, pattern);
        }
        // SAFETY: the handle keeps the program valid.
        self.try_attach(|program| unsafe { libbpf_sys::bpf_program__attach(program) })
    }

    fn attach_by(
        &self,
        attach: impl FnOnce(*const libbpf_sys::bpf_program) -> *mut libbpf_sys::bpf_link,
    ) -> Result<Link> {
        Ok(self.try_attach(attach)??)
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

/// Links that nobody has yet.
struct Links(Vec<NonNull<libbpf_sys::bpf_link>>);

impl Drop for Links {
    fn drop(&mut self) {
        for link in self.0.drain(..) {
            // SAFETY: libbpf made the link, and only this has it. Whatever it answers, the program is being given up.
            let _ = unsafe { libbpf_sys::bpf_link__destroy(link.as_ptr()) };
        }
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

fn interface_index(interface: u32) -> Result<i32> {
    i32::try_from(interface)
        .map_err(|_| Error::new(ErrorKind::InvalidInput, format!("no interface has the index {interface}")))
}

fn c_string(bytes: &[u8]) -> Result<CString> {
    CString::new(bytes).map_err(|_| {
        let shown = String::from_utf8_lossy(bytes);
        Error::new(ErrorKind::InvalidInput, format!("{shown:?} is no name: it holds a zero byte"))
    })
}
