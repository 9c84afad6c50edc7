//! The place of a program among others of one hook.

use std::os::fd::{AsRawFd as _, BorrowedFd};

use libbpf_rs::libbpf_sys;

use crate::{Link, Program, Result};

/// A program before or after which another one is attached: the program, or the link by which it is.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Neighbour<'a> {
    /// The program, where it is attached once.
    Program(&'a Program),
    /// The link.
    Link(&'a Link),
    /// The program with this number, whoever has it (`bpftool prog`, [`LinkInfo`](crate::LinkInfo)), where it is attached once.
    ProgramId(u32),
    /// The link with this number, whoever has it (`bpftool link`, [`LinkInfo`](crate::LinkInfo)).
    LinkId(u32),
}

impl<'a> From<&'a Program> for Neighbour<'a> {
    fn from(program: &'a Program) -> Self {
        Self::Program(program)
    }
}

impl<'a> From<&'a Link> for Neighbour<'a> {
    fn from(link: &'a Link) -> Self {
        Self::Link(link)
    }
}

#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Order<'a> {
    pub(super) place: Place<'a>,
    pub(super) revision: u64,
}

#[derive(Debug, Clone, Copy, Default)]
pub(super) enum Place<'a> {
    #[default]
    Last,
    First,
    Before(Neighbour<'a>),
    After(Neighbour<'a>),
}

/// An order as the kernel takes it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Flags {
    pub(super) flags: u32,
    pub(super) relative: u32,
}

impl Order<'_> {
    /// Whether it is what every kernel does that has the hook.
    pub(super) fn is_usual(&self) -> bool {
        matches!(self.place, Place::Last) && self.revision == 0
    }

    /// Whether a program stands for what is beside it.
    pub(super) fn is_beside_program(&self) -> bool {
        matches!(
            self.place,
            Place::Before(Neighbour::Program(_) | Neighbour::ProgramId(_))
                | Place::After(Neighbour::Program(_) | Neighbour::ProgramId(_))
        )
    }

    pub(super) fn flags(&self) -> Result<Flags> {
        let (flag, neighbour) = match self.place {
            Place::Last => return Ok(Flags { flags: 0, relative: 0 }),
            Place::First => return Ok(Flags { flags: libbpf_sys::BPF_F_BEFORE, relative: 0 }),
            Place::Before(neighbour) => (libbpf_sys::BPF_F_BEFORE, neighbour),
            Place::After(neighbour) => (libbpf_sys::BPF_F_AFTER, neighbour),
        };
        let number = |fd: BorrowedFd<'_>| fd.as_raw_fd().cast_unsigned();
        let (kind, relative) = match neighbour {
            Neighbour::Program(program) => (0, number(program.fd()?)),
            Neighbour::Link(link) => (libbpf_sys::BPF_F_LINK, number(link.fd()?)),
            Neighbour::ProgramId(id) => (libbpf_sys::BPF_F_ID, id),
            Neighbour::LinkId(id) => (libbpf_sys::BPF_F_ID | libbpf_sys::BPF_F_LINK, id),
        };
        Ok(Flags { flags: flag | kind, relative })
    }
}

/// The methods of ways to attach that have an `order`.
macro_rules! in_order {
    ($way:ident) => {
        impl<'a> $way<'a> {
            /// Before all programs that are there. Without this and the others, it comes after them.
            #[must_use]
            pub fn first(mut self) -> Self {
                self.order.place = crate::attach::order::Place::First;
                self
            }

            /// Directly before this one.
            #[must_use]
            pub fn before(mut self, neighbour: impl Into<crate::attach::Neighbour<'a>>) -> Self {
                self.order.place = crate::attach::order::Place::Before(neighbour.into());
                self
            }

            /// Directly after this one.
            #[must_use]
            pub fn after(mut self, neighbour: impl Into<crate::attach::Neighbour<'a>>) -> Self {
                self.order.place = crate::attach::order::Place::After(neighbour.into());
                self
            }

            /// Only if nobody has attached or detached anything there since the kernel told this revision.
            #[must_use]
            pub fn revision(mut self, revision: u64) -> Self {
                self.order.revision = revision;
                self
            }
        }
    };
}

pub(super) use in_order;
