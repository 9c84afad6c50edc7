//! Iterators over objects of the kernel.

use std::os::fd::{AsFd, AsRawFd as _, BorrowedFd};

use libbpf_rs::libbpf_sys::{self, bpf_iter_attach_opts, bpf_iter_link_info};

use super::{Place, Way};
use crate::program::Program;
use crate::{Error, ErrorKind, Link, Result};

/// What a program of the section `iter/...` goes through: without a choice, all that there are of what the section names. Linux 5.8
/// (15d83c4d7cef). [`Program::iterate`](crate::Program::iterate) runs it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Iterate<'a> {
    over: Over<'a>,
}

#[derive(Debug, Clone, Copy, Default)]
enum Over<'a> {
    #[default]
    All,
    Map(BorrowedFd<'a>),
    Thread(u32),
    Process(u32),
    Cgroup(BorrowedFd<'a>, CgroupWalk),
}

/// Which groups an iterator over control groups goes through, and in which order (`enum bpf_cgroup_iter_order`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum CgroupWalk {
    /// The group itself.
    Itself = 1,
    /// The group and all below it, each before those below it.
    Descendants = 2,
    /// The group and all below it, each after those below it.
    DescendantsFirst = 3,
    /// The group and those above it, up to the topmost.
    Ancestors = 4,
}

impl<'a> Iterate<'a> {
    /// All that there are.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The entries of a map, for `iter/bpf_map_elem` (Linux 5.9, a5cbe05a6673) and `iter/bpf_sk_storage_map`.
    #[must_use]
    pub fn map(self, map: &'a impl AsFd) -> Self {
        Self { over: Over::Map(map.as_fd()) }
    }

    /// What belongs to one thread, for `iter/task`, `iter/task_file` and `iter/task_vma`. Linux 6.1 (f0d74c4da1f0).
    #[must_use]
    pub fn thread(self, tid: u32) -> Self {
        Self { over: Over::Thread(tid) }
    }

    /// What belongs to the threads of one process, for the same. Linux 6.1 (f0d74c4da1f0).
    #[must_use]
    pub fn process(self, pid: u32) -> Self {
        Self { over: Over::Process(pid) }
    }

    /// Control groups, from the one whose directory is open, for `iter/cgroup`. Linux 6.1 (d4ccaf58a847).
    #[must_use]
    pub fn cgroup(self, directory: &'a impl AsFd, walk: CgroupWalk) -> Self {
        Self { over: Over::Cgroup(directory.as_fd(), walk) }
    }
}

impl Way for Iterate<'_> {
    fn attach(self, program: &Program) -> Result<Link> {
        let mut info = bpf_iter_link_info::default();
        match self.over {
            Over::All => {}
            Over::Map(map) => info.map.map_fd = map.as_raw_fd().cast_unsigned(),
            Over::Thread(tid) => info.task.tid = tid,
            Over::Process(pid) => info.task.pid = pid,
            Over::Cgroup(directory, walk) => {
                info.cgroup.cgroup_fd = directory.as_raw_fd().cast_unsigned();
                info.cgroup.order = walk as u32;
            }
        }
        let chosen = !matches!(self.over, Over::All);
        // Kernels refuse what is longer than they know and not all zero; older ones know the map's descriptor only.
        let length = match self.over {
            Over::Map(_) => size_of::<u32>(),
            _ => size_of::<bpf_iter_link_info>(),
        };
        let options = bpf_iter_attach_opts {
            sz: size_of::<bpf_iter_attach_opts>() as _,
            link_info: if chosen { &raw mut info } else { std::ptr::null_mut() },
            link_info_len: if chosen { length as u32 } else { 0 },
            ..Default::default()
        };
        let facts = program.facts()?;
        let name = facts.hook().1.unwrap_or("an iterator");
        // SAFETY: libbpf doesn't keep the options, which outlive the call as what they point to does.
        let attached = Place { kind: "iter", name }.attach(program, |program| unsafe {
            libbpf_sys::bpf_program__attach_iter(program, &raw const options)
        });
        attached.map_err(|error| match error.raw_os_error() {
            Some(libc::E2BIG) => {
                let message = format!(
                    "can't run the program {}: to choose among tasks and control groups came with Linux 6.1 (f0d74c4da1f0)",
                    facts.shown()
                );
                Error::new(ErrorKind::Unsupported, message)
            }
            _ => error,
        })
    }
}
