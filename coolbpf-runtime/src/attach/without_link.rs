//! Programs attached by `BPF_PROG_ATTACH`, for what has no link or had none.

use std::io;
use std::os::fd::{AsFd as _, AsRawFd as _, BorrowedFd, OwnedFd};

use libbpf_rs::libbpf_sys::{self, bpf_attach_type, bpf_prog_attach_opts, bpf_prog_query_opts};

use crate::link::Older;
use crate::object::returned;
use crate::program::program_info;

/// A program that something which a descriptor stands for runs. It stays where the process ends without detaching it.
pub(super) struct WithoutLink {
    what: &'static str,
    link_since: Option<&'static str>,
    /// Nothing for this process' network namespace.
    target: Option<OwnedFd>,
    attach_type: bpf_attach_type,
    flags: u32,
    program: OwnedFd,
}

impl WithoutLink {
    pub(super) fn attach(
        what: &'static str,
        target: Option<BorrowedFd<'_>>,
        attach_type: bpf_attach_type,
        flags: u32,
        program: BorrowedFd<'_>,
    ) -> io::Result<Self> {
        let target = target.map(|target| target.try_clone_to_owned()).transpose()?;
        let program_kept = program.try_clone_to_owned()?;
        let attached = Self { what, link_since: None, target, attach_type, flags, program: program_kept };
        // SAFETY: the descriptors are open.
        returned(unsafe {
            libbpf_sys::bpf_prog_attach(program.as_raw_fd(), attached.target(), attach_type, flags)
        })?;
        Ok(attached)
    }

    /// A later kernel than this one would keep it by a link.
    pub(super) fn by_link_since(self, release: &'static str) -> Self {
        Self { link_since: Some(release), ..self }
    }

    fn target(&self) -> i32 {
        self.target.as_ref().map_or(0, |target| target.as_raw_fd())
    }

    /// Whether the program is among those that are attached. Linux 4.15 (468e2f64d220).
    fn is_there(&self) -> io::Result<bool> {
        let mut programs = [0; 64];
        let mut options = bpf_prog_query_opts {
            sz: size_of::<bpf_prog_query_opts>() as _,
            prog_ids: programs.as_mut_ptr(),
            ..Default::default()
        };
        options.__bindgen_anon_1.prog_cnt = programs.len() as u32;
        // SAFETY: the descriptors are open, the options outlive the call, and the kernel writes as many numbers as there is room for.
        returned(unsafe {
            libbpf_sys::bpf_prog_query_opts(self.target(), self.attach_type, &raw mut options)
        })?;
        let own = program_info(self.program.as_fd())?.0.id;
        Ok(programs.contains(&own))
    }
}

impl Older for WithoutLink {
    fn what(&self) -> &'static str {
        self.what
    }

    fn link_since(&self) -> Option<&'static str> {
        self.link_since
    }

    fn replace(&mut self, program: BorrowedFd<'_>) -> io::Result<()> {
        if !self.is_updatable() {
            return Err(io::Error::from_raw_os_error(libc::EOPNOTSUPP));
        }
        let program = program.try_clone_to_owned()?;
        let mut options = bpf_prog_attach_opts {
            sz: size_of::<bpf_prog_attach_opts>() as _,
            flags: self.flags,
            ..Default::default()
        };
        // One of several has to be named. Linux 5.6 (7dd68b3279f1).
        if self.flags & libbpf_sys::BPF_F_ALLOW_MULTI != 0 {
            options.flags |= libbpf_sys::BPF_F_REPLACE;
            options.__bindgen_anon_1.replace_prog_fd = self.program.as_raw_fd();
        }
        // SAFETY: the descriptors are open, and the options outlive the call.
        returned(unsafe {
            libbpf_sys::bpf_prog_attach_opts(
                program.as_raw_fd(),
                self.target(),
                self.attach_type,
                &raw const options,
            )
        })?;
        self.program = program;
        Ok(())
    }

    fn is_updatable(&self) -> bool {
        // A receiver takes several programs, and another one more.
        self.attach_type != libbpf_sys::BPF_LIRC_MODE2
    }

    fn remove(&mut self) -> io::Result<()> {
        // Where there is one program only, the kernel detaches it, whichever it is.
        if self.flags & libbpf_sys::BPF_F_ALLOW_MULTI == 0 && matches!(self.is_there(), Ok(false)) {
            return Ok(());
        }
        // SAFETY: the descriptors are open.
        let code = unsafe {
            libbpf_sys::bpf_prog_detach2(self.program.as_raw_fd(), self.target(), self.attach_type)
        };
        match returned(code) {
            // Somebody has detached it, or put another in its place.
            Err(error) if error.raw_os_error() == Some(libc::ENOENT) => Ok(()),
            other => other,
        }
    }
}
