//! What the kernel knows of a link.

use std::io;
use std::os::fd::{AsRawFd as _, BorrowedFd};

use libbpf_rs::libbpf_sys::{self, bpf_link_info};

use crate::object::returned;

/// What the kernel knows of a link.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LinkInfo {
    /// Its number, which no other link has as long as this one is there.
    pub id: u32,
    /// The number of the program that is attached, 0 for struct_ops.
    pub program_id: u32,
    /// What the program is attached to.
    pub target: LinkTarget,
}

/// What a program is attached to by a link, by kinds of links (`enum bpf_link_type`).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum LinkTarget {
    /// A raw tracepoint, by its name.
    RawTracepoint(String),
    /// A function, hook or tracepoint that BTF names: the number of the BTF, or of the program that is extended, and of the type in it.
    Tracing {
        /// The number of the BTF or of the program.
        object: u32,
        /// The number of the type in it.
        btf: u32,
    },
    /// A control group, by its number: that of its directory's inode.
    Cgroup(u64),
    /// An iterator, by the name of what it goes through.
    Iterator(String),
    /// A network namespace, by the inode of its file.
    Netns(u32),
    /// XDP of the network interface with this index, 0 once that is gone.
    Xdp(u32),
    /// A perf event: a kprobe, uprobe, tracepoint or other.
    PerfEvent,
    /// So many functions of the kernel.
    KprobeMulti(u32),
    /// The struct_ops map with this number.
    StructOps(u32),
    /// A hook of netfilter.
    Netfilter {
        /// `PF_INET` or `PF_INET6`.
        family: u32,
        /// The number of the hook.
        hook: u32,
        /// Its place among the others: lower ones come first.
        priority: i32,
    },
    /// tcx of the network interface with this index, 0 once that is gone.
    Tcx(u32),
    /// So many functions of user space.
    UprobeMulti(u32),
    /// The netkit device with this index, 0 once that is gone.
    Netkit(u32),
    /// The socket map with this number.
    SockMap(u32),
    /// A kind of link that is younger than this crate, by its number.
    Other(u32),
}

impl LinkTarget {
    /// Whether links of this kind can get another program: those whose `bpf_link_ops` have an `update_prog`.
    pub(super) fn is_updatable(&self) -> bool {
        matches!(
            self,
            Self::Xdp(_)
                | Self::Tcx(_)
                | Self::Netkit(_)
                | Self::Cgroup(_)
                | Self::Netns(_)
                | Self::Iterator(_)
                | Self::SockMap(_)
        )
    }
}

impl LinkInfo {
    pub(super) fn of(link: BorrowedFd<'_>) -> io::Result<Self> {
        let mut info = bpf_link_info::default();
        ask(link, &mut info)?;
        // SAFETY: which member of the union the kernel has written is what its type says, and all are plain numbers.
        let target = unsafe {
            let one = &info.__bindgen_anon_1;
            match info.type_ {
                libbpf_sys::BPF_LINK_TYPE_RAW_TRACEPOINT => {
                    LinkTarget::RawTracepoint(name(link, |info, name| {
                        info.__bindgen_anon_1.raw_tracepoint.tp_name =
                            name.as_mut_ptr().expose_provenance() as u64;
                        info.__bindgen_anon_1.raw_tracepoint.tp_name_len = name.len() as u32;
                    })?)
                }
                libbpf_sys::BPF_LINK_TYPE_TRACING => {
                    LinkTarget::Tracing { object: one.tracing.target_obj_id, btf: one.tracing.target_btf_id }
                }
                libbpf_sys::BPF_LINK_TYPE_CGROUP => LinkTarget::Cgroup(one.cgroup.cgroup_id),
                libbpf_sys::BPF_LINK_TYPE_ITER => LinkTarget::Iterator(name(link, |info, name| {
                    info.__bindgen_anon_1.iter.target_name = name.as_mut_ptr().expose_provenance() as u64;
                    info.__bindgen_anon_1.iter.target_name_len = name.len() as u32;
                })?),
                libbpf_sys::BPF_LINK_TYPE_NETNS => LinkTarget::Netns(one.netns.netns_ino),
                libbpf_sys::BPF_LINK_TYPE_XDP => LinkTarget::Xdp(one.xdp.ifindex),
                libbpf_sys::BPF_LINK_TYPE_PERF_EVENT => LinkTarget::PerfEvent,
                libbpf_sys::BPF_LINK_TYPE_KPROBE_MULTI => LinkTarget::KprobeMulti(one.kprobe_multi.count),
                libbpf_sys::BPF_LINK_TYPE_STRUCT_OPS => LinkTarget::StructOps(one.struct_ops.map_id),
                libbpf_sys::BPF_LINK_TYPE_NETFILTER => LinkTarget::Netfilter {
                    family: one.netfilter.pf,
                    hook: one.netfilter.hooknum,
                    priority: one.netfilter.priority,
                },
                libbpf_sys::BPF_LINK_TYPE_TCX => LinkTarget::Tcx(one.tcx.ifindex),
                libbpf_sys::BPF_LINK_TYPE_UPROBE_MULTI => LinkTarget::UprobeMulti(one.uprobe_multi.count),
                libbpf_sys::BPF_LINK_TYPE_NETKIT => LinkTarget::Netkit(one.netkit.ifindex),
                libbpf_sys::BPF_LINK_TYPE_SOCKMAP => LinkTarget::SockMap(one.sockmap.map_id),
                other => LinkTarget::Other(other),
            }
        };
        Ok(Self { id: info.id, program_id: info.prog_id, target })
    }
}

fn ask(link: BorrowedFd<'_>, info: &mut bpf_link_info) -> io::Result<()> {
    let mut size = size_of::<bpf_link_info>() as u32;
    // SAFETY: the kernel writes at most as many bytes as `size` says, and to where `info` points for a name.
    returned(unsafe { libbpf_sys::bpf_link_get_info_by_fd(link.as_raw_fd(), info, &raw mut size) })
}

/// Asks again, with room for a name.
fn name(link: BorrowedFd<'_>, make_room: impl FnOnce(&mut bpf_link_info, &mut [u8])) -> io::Result<String> {
    let mut name = [0_u8; 128];
    let mut info = bpf_link_info::default();
    make_room(&mut info, &mut name);
    match ask(link, &mut info) {
        // A longer name is cut, and ends in a zero byte.
        Err(error) if error.raw_os_error() != Some(libc::ENOSPC) => return Err(error),
        _ => {}
    }
    let name = name.split(|byte| *byte == 0).next().unwrap_or_default();
    Ok(String::from_utf8_lossy(name).into_owned())
}
