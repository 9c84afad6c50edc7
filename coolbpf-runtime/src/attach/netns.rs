//! Network namespaces.

use std::fs::File;
use std::io;
use std::os::fd::{AsFd, AsRawFd as _, BorrowedFd};
use std::path::PathBuf;

use libbpf_rs::libbpf_sys::{self, bpf_link_create_opts};

use super::without_link::WithoutLink;
use super::{Place, Way, may_lack_links};
use crate::kernel::create_link;
use crate::program::Program;
use crate::{Error, ErrorKind, Link, Result};

/// A network namespace, for programs of the sections `sk_lookup` (Linux 5.9, e9ddbb7707ff) and `flow_dissector`: a link of the kernel
/// from 5.8 on (7f045a49fee0), before, from 4.20 on (d58e468b1112), one that this process' namespace keeps where the process ends
/// without dropping the link.
#[derive(Debug)]
pub struct Netns<'a>(Which<'a>);

#[derive(Debug)]
enum Which<'a> {
    This,
    Path(PathBuf),
    Open(BorrowedFd<'a>),
}

const THIS: &str = "/proc/thread-self/ns/net";

impl<'a> Netns<'a> {
    /// That of the calling thread.
    #[must_use]
    pub fn this() -> Self {
        Self(Which::This)
    }

    /// That of a process.
    #[must_use]
    pub fn of_process(pid: u32) -> Self {
        Self(Which::Path(format!("/proc/{pid}/ns/net").into()))
    }

    /// That of a file, as of `/run/netns/NAME`.
    #[must_use]
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self(Which::Path(path.into()))
    }

    /// That whose file is open.
    #[must_use]
    pub fn open(file: &'a impl AsFd) -> Self {
        Self(Which::Open(file.as_fd()))
    }

    fn shown(&self) -> String {
        match &self.0 {
            Which::This => "this network namespace".to_owned(),
            Which::Path(path) => path.display().to_string(),
            Which::Open(_) => "an open network namespace".to_owned(),
        }
    }
}

impl Way for Netns<'_> {
    fn attach(self, program: &Program) -> Result<Link> {
        let shown = self.shown();
        let opened = match &self.0 {
            Which::Open(_) => None,
            Which::Path(path) => Some(File::open(path)),
            Which::This => Some(File::open(THIS)),
        };
        let opened = opened.transpose().map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => {
                Error::new(ErrorKind::NoAttachPoint, format!("there is no network namespace {shown}"))
            }
            _ => Error::system(format!("can't open {shown}"), error),
        })?;
        let namespace = match (&self.0, &opened) {
            (Which::Open(namespace), _) => *namespace,
            (_, Some(opened)) => opened.as_fd(),
            // There is one for each of the others.
            _ => return Err(Error::new(ErrorKind::Other, "no network namespace is open")),
        };
        check(namespace, &shown)?;
        let attach_type = program.attach_type()?;
        let place = Place { kind: "netns", name: &shown };
        let fd = program.fd()?;
        match create_link(fd, namespace.as_raw_fd(), attach_type, bpf_link_create_opts::default()) {
            Ok(link) => return Ok(Link::of_kernel(link, program.handle())),
            Err(error)
                if may_lack_links(&error)
                    && attach_type == libbpf_sys::BPF_FLOW_DISSECTOR
                    && matches!(self.0, Which::This) => {}
            Err(error) => return Err(place.refused(program, error, &[])?),
        }
        match WithoutLink::attach("a flow dissector", None, attach_type, 0, fd) {
            Ok(older) => Ok(Link::of_older(older.by_link_since("5.8"), program.handle())),
            Err(error) => Err(place.refused(program, error, &[])?),
        }
    }
}

/// Refuses what is no namespace; whether it is one of networks, the kernel tells.
fn check(namespace: BorrowedFd<'_>, shown: &str) -> Result<()> {
    /// `NSFS_MAGIC` of `include/uapi/linux/magic.h`
    const NAMESPACES: u64 = 0x6e73_6673;
    // SAFETY: a struct of numbers, all of which may be zero.
    let mut about: libc::statfs = unsafe { std::mem::zeroed() };
    // SAFETY: the descriptor is open, and the kernel writes no more than the struct.
    let code = unsafe { libc::fstatfs(namespace.as_raw_fd(), &raw mut about) };
    if code == 0 && about.f_type as u64 & 0xffff_ffff == NAMESPACES {
        return Ok(());
    }
    let message = format!("{shown} is no network namespace (`ip netns add` makes one in /run/netns)");
    Err(Error::new(ErrorKind::InvalidInput, message))
}
