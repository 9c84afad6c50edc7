//! Control groups.

use std::borrow::Cow;
use std::fs::File;
use std::io;
use std::os::fd::{AsFd, AsRawFd as _, BorrowedFd};
use std::path::{Path, PathBuf};

use libbpf_rs::libbpf_sys::{self, bpf_attach_type, bpf_link_create_opts};

use super::order::{Order, in_order};
use super::without_link::WithoutLink;
use super::{Place, Way, cgroup_mount, may_lack_links};
use crate::kernel::create_link;
use crate::program::Program;
use crate::{Error, ErrorKind, Link, Result};

/// A control group (of version 2), for programs of the sections `cgroup/...`, `cgroup_skb/...`, `sockops` and `lsm_cgroup/...`: they
/// see the processes of the group and of those below it.
///
/// A link of the kernel from Linux 5.7 on (af6eea57437a); before, from 4.10 on (3007098494be), `BPF_PROG_ATTACH`: then it also stays where
/// the process ends without dropping the link. A program joins those that are there; before 4.15 (324bda9e6c5a) a group has one.
#[derive(Debug)]
pub struct Cgroup<'a> {
    group: Group<'a>,
    mode: CgroupMode,
    preorder: bool,
    order: Order<'a>,
}

in_order!(Cgroup);

#[derive(Debug)]
enum Group<'a> {
    Path(PathBuf),
    Open(BorrowedFd<'a>),
}

/// What of the groups below and of other programs a program puts up with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CgroupMode {
    /// All programs of a group run, and those of the groups above it. Linux 4.15 (324bda9e6c5a).
    #[default]
    Multi,
    /// A program of a group below runs in the place of this one. No link keeps it. Linux 4.11 (7f677633379b).
    Overridable,
    /// No group below may have such a program. No link keeps it. Linux 4.10 (3007098494be).
    Alone,
}

impl<'a> Cgroup<'a> {
    /// The group with this directory: `/sys/fs/cgroup/system.slice`.
    #[must_use]
    pub fn at(directory: impl Into<PathBuf>) -> Self {
        Self::of(Group::Path(directory.into()))
    }

    /// The group whose directory is open.
    #[must_use]
    pub fn open(directory: &'a impl AsFd) -> Self {
        Self::of(Group::Open(directory.as_fd()))
    }

    /// The topmost group that this process sees.
    ///
    /// # Errors
    /// [`ErrorKind::Unsupported`] where no control groups of version 2 are mounted.
    pub fn root() -> Result<Self> {
        cgroup_mount::root().map(Self::at)
    }

    /// The group of this process.
    ///
    /// # Errors
    /// [`ErrorKind::Unsupported`] where no control groups of version 2 are mounted, or the group is outside of what this process sees.
    pub fn this_process() -> Result<Self> {
        cgroup_mount::of_process("self").map(Self::at)
    }

    /// The group of a process.
    ///
    /// # Errors
    /// As of [`Cgroup::this_process`]; [`ErrorKind::NoAttachPoint`] where there is no such process.
    pub fn of_process(pid: u32) -> Result<Self> {
        cgroup_mount::of_process(&pid.to_string()).map(Self::at)
    }

    fn of(group: Group<'a>) -> Self {
        Self { group, mode: CgroupMode::Multi, preorder: false, order: Order::default() }
    }

    /// Its directory, where it was not given open.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        match &self.group {
            Group::Path(path) => Some(path),
            Group::Open(_) => None,
        }
    }

    /// What of the groups below and of other programs the program puts up with.
    #[must_use]
    pub fn mode(self, mode: CgroupMode) -> Self {
        Self { mode, ..self }
    }

    /// Before the programs of the groups below, where it otherwise comes after them. Linux 6.15 (4b82b181a26c).
    #[must_use]
    pub fn preorder(self) -> Self {
        Self { preorder: true, ..self }
    }
}

impl Way for Cgroup<'_> {
    fn attach(self, program: &Program) -> Result<Link> {
        let (shown, opened) = match &self.group {
            Group::Path(path) => (path.display().to_string().into(), Some(open(path)?)),
            Group::Open(_) => (Cow::Borrowed("an open control group"), None),
        };
        let group = match (&self.group, &opened) {
            (Group::Open(group), _) => *group,
            (_, Some(opened)) => opened.as_fd(),
            // There is one for each path.
            _ => return Err(Error::new(ErrorKind::Other, "no control group is open")),
        };
        check(group, &shown)?;
        let place = Place { kind: "cgroup", name: &shown };
        let fd = program.fd()?;
        let attach_type = program.attach_type()?;
        let order = self.order.flags()?;
        let preorder = if self.preorder { libbpf_sys::BPF_F_PREORDER } else { 0 };
        if self.mode == CgroupMode::Multi {
            let mut options = bpf_link_create_opts { flags: order.flags | preorder, ..Default::default() };
            options.__bindgen_anon_1.cgroup.relative_fd = order.relative;
            options.__bindgen_anon_1.cgroup.expected_revision = self.order.revision;
            match create_link(fd, group.as_raw_fd(), attach_type, options) {
                Ok(link) => return Ok(Link::of_kernel(link, program.handle())),
                Err(error) if may_lack_links(&error) && self.order.is_usual() && !self.preorder => {}
                Err(error) => return Err(place.refused(program, error, &[])?),
            }
        }
        match without_link(group, attach_type, self.mode, preorder, fd) {
            Ok(older) => Ok(Link::of_older(older, program.handle())),
            Err(error) => Err(place.refused(program, error, &[])?),
        }
    }
}

fn without_link(
    group: BorrowedFd<'_>,
    attach_type: bpf_attach_type,
    mode: CgroupMode,
    preorder: u32,
    program: BorrowedFd<'_>,
) -> io::Result<WithoutLink> {
    let attach = |flags| {
        WithoutLink::attach(
            "a program of a control group, as before Linux 5.7",
            Some(group),
            attach_type,
            flags | preorder,
            program,
        )
    };
    match mode {
        CgroupMode::Multi => match attach(libbpf_sys::BPF_F_ALLOW_MULTI) {
            // A kernel before 4.15 knows no such flag.
            Err(error) if may_lack_links(&error) && preorder == 0 => attach(0),
            other => other,
        },
        CgroupMode::Overridable => attach(libbpf_sys::BPF_F_ALLOW_OVERRIDE),
        CgroupMode::Alone => attach(0),
    }
}

fn open(path: &Path) -> Result<File> {
    File::open(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => {
            Error::new(ErrorKind::NoAttachPoint, format!("there is no control group {}", path.display()))
        }
        _ => Error::system(format!("can't open the control group {}", path.display()), error),
    })
}

/// Refuses what is no group of version 2.
fn check(group: BorrowedFd<'_>, shown: &str) -> Result<()> {
    /// `include/uapi/linux/magic.h`
    const VERSION_1: u64 = 0x0027_e0eb;
    const VERSION_2: u64 = 0x6367_7270;
    // SAFETY: a struct of numbers, all of which may be zero.
    let mut about: libc::statfs = unsafe { std::mem::zeroed() };
    // SAFETY: the descriptor is open, and the kernel writes no more than the struct.
    if unsafe { libc::fstatfs(group.as_raw_fd(), &raw mut about) } < 0 {
        return Err(Error::system(format!("can't use {shown}"), io::Error::last_os_error()));
    }
    let why = match about.f_type as u64 & 0xffff_ffff {
        VERSION_2 => return Ok(()),
        VERSION_1 => "is a control group of version 1",
        _ => "is no control group",
    };
    let advice = match cgroup_mount::root() {
        Ok(root) => format!("those of version 2 are below {}", root.display()),
        Err(error) => error.to_string(),
    };
    Err(Error::new(
        ErrorKind::InvalidInput,
        format!("{shown} {why}, and programs belong to those of version 2: {advice}"),
    ))
}
