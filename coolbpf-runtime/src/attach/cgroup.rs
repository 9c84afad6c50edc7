//! Control groups.

use std::borrow::Cow;
use std::fs::File;
use std::io;
use std::os::fd::{AsFd, AsRawFd as _, BorrowedFd};
use std::path::{Path, PathBuf};

use coolbpf_linux::KernelVersion;
use libbpf_rs::libbpf_sys::{self, bpf_attach_type, bpf_link_create_opts};

use super::order::{Order, in_order};
use super::without_link::WithoutLink;
use super::{Place, Way, cgroup_mount, may_lack_links};
use crate::kernel::{create_link, kernel};
use crate::program::Program;
use crate::{Error, ErrorKind, Link, Result};

/// A control group (of version 2), for programs of the sections `cgroup/...`, `cgroup_skb/...`, `sockops` and `lsm_cgroup/...`: they
/// see the processes of the group and of those below it.
///
/// The order among the programs of the group (Linux 6.17, 1209339844601, and 6.12.110) is told by links: [`Cgroup::before`] and [`Cgroup::after`] take no
/// programs here.
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

    /// Before the programs of the groups below, where it otherwise comes after them. Linux 6.15 (4b82b181a26c), by a link 6.17 (1209339844601); also
    /// 6.12.31 and 6.12.110, which have both from later ones. Of programs that do so, those of groups above come first.
    #[must_use]
    pub fn preorder(self) -> Self {
        Self { preorder: true, ..self }
    }
}

/// What brought the order of a control group's programs, and programs before those of groups below.
const ORDERED: (KernelVersion, &str) = (KernelVersion::new(6, 17), "1209339844601");
const PREORDERED: (KernelVersion, &str) = (KernelVersion::new(6, 15), "4b82b181a26c");

impl Cgroup<'_> {
    /// The order that is asked for and that this kernel is too old for.
    fn missing_order(&self) -> Option<String> {
        let asked = [
            (!self.order.is_usual(), "an order among the programs of a control group", ORDERED),
            (self.preorder, "programs before those of the groups below", PREORDERED),
        ];
        let mut missing = asked.into_iter().filter(|(is_asked, _, (since, _))| {
            *is_asked && kernel().version().is_some_and(|version| version < *since)
        });
        missing
            .next()
            .map(|(_, what, (since, commit))| format!("{what}, which came with Linux {since} ({commit})"))
    }

    fn refused(&self, place: Place<'_>, program: &Program, error: io::Error) -> Result<Error> {
        match self.missing_order().filter(|_| may_lack_links(&error)) {
            Some(missing) => {
                let shown = program.facts()?.shown();
                let message =
                    format!("can't attach the program {shown} to {}: it takes {missing}", place.name);
                Ok(Error::new(ErrorKind::Unsupported, message))
            }
            None => place.refused(program, error, &[]),
        }
    }
}

impl Way for Cgroup<'_> {
    fn attach(self, program: &Program) -> Result<Link> {
        program.check_is_run()?;
        if self.mode != CgroupMode::Multi && !self.order.is_usual() {
            let message =
                "a program of a control group has an order only beside others (`CgroupMode::Multi`)";
            return Err(Error::new(ErrorKind::InvalidInput, message));
        }
        if self.order.is_beside_program() {
            let message =
                "the neighbour of a program of a control group is named by its link, not its program";
            return Err(Error::new(ErrorKind::InvalidInput, message));
        }
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
                Err(error) if may_lack_links(&error) && self.order.is_usual() => {}
                Err(error) => return Err(self.refused(place, program, error)?),
            }
        }
        match without_link(group, attach_type, self.mode, preorder, fd) {
            Ok(older) => Ok(Link::of_older(older, program.handle())),
            Err(error) => Err(self.refused(place, program, error)?),
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
            "a program of a control group",
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
        }
        .map(|attached| attached.by_link_since(if preorder == 0 { "5.7" } else { "6.17" })),
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
