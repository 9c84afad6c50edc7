//! In which ways programs can be attached.

use std::ffi::CStr;
use std::io;
use std::os::fd::{AsFd as _, OwnedFd};
use std::path::Path;

use coolbpf_linux::Since;
use libbpf_rs::libbpf_sys::{self, bpf_attach_type, bpf_link_create_opts, bpf_map_create_opts};

use super::program::{NOT_SUPPORTED, is_unknown, target};
use super::support::Support;
use super::system_call::{RETURN_0, Target, btf_id, create_link, create_map, load, open_raw_tracepoint};
use super::{Kernel, MapType, ProgramType};
use crate::tracefs;

/// A way to attach a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Attachment {
    /// To a function of the kernel.
    Kprobe,
    /// To a function of user space.
    Uprobe,
    /// To a tracepoint.
    Tracepoint,
    /// To a tracepoint, whose arguments are numbers.
    RawTracepoint,
    /// To a tracepoint, whose arguments have the kernel's types.
    BtfTracepoint,
    /// To the entry or exit of a function of the kernel (`fentry`, `fexit`).
    Trampoline,
    /// To a function of the kernel, to change what it returns (`fmod_ret`).
    ModifyReturn,
    /// To a hook of security modules.
    Lsm,
    /// To a control group, until a link is closed.
    CgroupLink,
    /// To an iterator over objects of the kernel.
    Iterator,
    /// To a network namespace, until a link is closed.
    NetnsLink,
    /// To a perf event, until a link is closed, with a cookie.
    PerfLink,
    /// To many functions of the kernel at once.
    KprobeMulti,
    /// To a hook of netfilter.
    NetfilterLink,
    /// As functions of a struct, until a link is closed.
    StructOpsLink,
    /// To what a network interface receives or sends, in order with others.
    Tcx,
    /// To many functions of user space at once.
    UprobeMulti,
    /// To a netkit device.
    Netkit,
    /// To the entry and exit of many functions of the kernel at once.
    KprobeSession,
    /// To the entry and exit of many functions of user space at once.
    UprobeSession,
}

impl Attachment {
    /// All of them, by age.
    pub const ALL: &[Self] = &[
        Self::Kprobe,
        Self::Uprobe,
        Self::Tracepoint,
        Self::RawTracepoint,
        Self::BtfTracepoint,
        Self::Trampoline,
        Self::ModifyReturn,
        Self::Lsm,
        Self::CgroupLink,
        Self::Iterator,
        Self::NetnsLink,
        Self::PerfLink,
        Self::KprobeMulti,
        Self::NetfilterLink,
        Self::StructOpsLink,
        Self::Tcx,
        Self::UprobeMulti,
        Self::Netkit,
        Self::KprobeSession,
        Self::UprobeSession,
    ];

    /// What programs whose section starts with `hook` need, of the ways that kernels may lack which load these programs.
    pub(crate) fn of_hook(hook: &str) -> Option<Self> {
        match hook.trim_end_matches(".s") {
            "tcx" => Some(Self::Tcx),
            "iter" => Some(Self::Iterator),
            // What the ways of these names need, whatever the program's section is.
            "netns" => Some(Self::NetnsLink),
            "netfilter" => Some(Self::NetfilterLink),
            "netkit" => Some(Self::Netkit),
            "kprobe.multi" | "kretprobe.multi" => Some(Self::KprobeMulti),
            "uprobe.multi" | "uretprobe.multi" => Some(Self::UprobeMulti),
            "kprobe.session" => Some(Self::KprobeSession),
            "uprobe.session" => Some(Self::UprobeSession),
            _ => None,
        }
    }

    fn row(self) -> &'static coolbpf_linux::Attachment {
        &coolbpf_linux::ATTACHMENTS[self as usize]
    }

    /// The name, as in `kprobe-multi`.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// Which release of Linux brought it.
    #[must_use]
    pub fn since(self) -> Since {
        let row = self.row();
        row.on_arm64.filter(|_| cfg!(target_arch = "aarch64")).unwrap_or(row.since)
    }

    fn absent(self) -> Support {
        let row = self.row();
        Support::no(format!("`{}` ({})", row.name, row.what), self.since())
    }
}

/// A function of the kernel that only BPF's own tests call (`net/bpf/test_run.c`), one that may be modified and is seldom called,
/// as is the hook of security modules behind it, a tracepoint of every kernel, and an iterator.
const FUNCTION: &CStr = c"bpf_fentry_test1";
const MODIFIABLE: &CStr = c"security_quota_on";
const TRACEPOINT: &CStr = c"sched_process_exec";
const SECURITY_HOOK: &CStr = c"quota_on";
const ITERATOR: &CStr = c"task";

/// `PF_UNSPEC`, of which netfilter has no hooks.
const NO_FAMILY: u32 = 0;
/// An interface that can't be.
const NO_INTERFACE: i32 = i32::MAX;
/// A descriptor that can't be.
const NO_DESCRIPTOR: i32 = -1;

pub(super) fn probe(kernel: &Kernel, attachment: Attachment) -> Support {
    let options = bpf_link_create_opts::default();
    match attachment {
        Attachment::Kprobe => event_source(kernel, attachment, "kprobe", "kprobe_events"),
        Attachment::Uprobe => event_source(kernel, attachment, "uprobe", "uprobe_events"),
        Attachment::Tracepoint => match readable_tracefs() {
            None => Support::Unknown("tracefs is not mounted, or only root may read it".to_owned()),
            Some(place) if !place.join("events").exists() => attachment.absent(),
            Some(_) => of_type(kernel, attachment, ProgramType::Tracepoint),
        },
        Attachment::RawTracepoint => {
            attach(attachment, ProgramType::RawTracepoint, Target::default(), |program| {
                open_raw_tracepoint(Some(TRACEPOINT), program.as_fd())
            })
        }
        Attachment::BtfTracepoint => tracing(attachment, TRACEPOINT, libbpf_sys::BPF_TRACE_RAW_TP),
        Attachment::Trampoline => tracing(attachment, FUNCTION, libbpf_sys::BPF_TRACE_FENTRY),
        Attachment::ModifyReturn => tracing(attachment, MODIFIABLE, libbpf_sys::BPF_MODIFY_RETURN),
        Attachment::Lsm if kernel.program_type(ProgramType::Lsm).is_no() => attachment.absent(),
        Attachment::Lsm => match std::fs::read_to_string("/sys/kernel/security/lsm") {
            Ok(modules) if !modules.trim().split(',').any(|module| module == "bpf") => {
                let what = "active security module `bpf` (the kernel's parameter `lsm=...,bpf`)";
                Support::no(what, attachment.since())
            }
            // Where that file can't be read, the program is loaded but may never be called.
            Ok(_) => security_hook(attachment),
            Err(error) => Support::Unknown(format!("can't read /sys/kernel/security/lsm: {error}")),
        },
        Attachment::Iterator => {
            let attach_type = libbpf_sys::BPF_TRACE_ITER;
            named(attachment, ProgramType::Tracing, ITERATOR, attach_type, |program| {
                create_link(program.as_fd(), 0, attach_type, options)
            })
        }
        Attachment::CgroupLink => {
            let attach_type = libbpf_sys::BPF_CGROUP_INET_INGRESS;
            link(attachment, ProgramType::CgroupSkb, attach_type, NO_DESCRIPTOR, options, libc::EBADF)
        }
        Attachment::NetnsLink => {
            let attach_type = libbpf_sys::BPF_FLOW_DISSECTOR;
            link(attachment, ProgramType::FlowDissector, attach_type, NO_DESCRIPTOR, options, libc::EBADF)
        }
        Attachment::PerfLink => {
            let attach_type = libbpf_sys::BPF_PERF_EVENT;
            link(attachment, ProgramType::Tracepoint, attach_type, NO_DESCRIPTOR, options, libc::EBADF)
        }
        Attachment::KprobeMulti => kprobe_multi(attachment, libbpf_sys::BPF_TRACE_KPROBE_MULTI),
        Attachment::KprobeSession => kprobe_multi(attachment, libbpf_sys::BPF_TRACE_KPROBE_SESSION),
        Attachment::UprobeMulti => uprobe_multi(attachment, libbpf_sys::BPF_TRACE_UPROBE_MULTI),
        Attachment::UprobeSession => uprobe_multi(attachment, libbpf_sys::BPF_TRACE_UPROBE_SESSION),
        Attachment::NetfilterLink => {
            let mut options = options;
            options.__bindgen_anon_1.netfilter.pf = NO_FAMILY;
            let attach_type = libbpf_sys::BPF_NETFILTER;
            link(attachment, ProgramType::Netfilter, attach_type, 0, options, libc::EAFNOSUPPORT)
        }
        Attachment::StructOpsLink => struct_ops_link(attachment),
        Attachment::Tcx => {
            let attach_type = libbpf_sys::BPF_TCX_INGRESS;
            link(attachment, ProgramType::SchedCls, attach_type, NO_INTERFACE, options, libc::ENODEV)
        }
        Attachment::Netkit => {
            let attach_type = libbpf_sys::BPF_NETKIT_PRIMARY;
            link(attachment, ProgramType::SchedCls, attach_type, NO_INTERFACE, options, libc::ENODEV)
        }
    }
}

/// Where the kernel tells of its tracepoints, if it can be read.
fn readable_tracefs() -> Option<&'static Path> {
    tracefs::place().filter(|place| place.join("trace").exists())
}

/// Whether the kernel has a program type, in terms of the attachment that it is for.
fn of_type(kernel: &Kernel, attachment: Attachment, program_type: ProgramType) -> Support {
    match kernel.program_type(program_type) {
        Support::No(_) => attachment.absent(),
        other => other,
    }
}

/// Whether there is a source of perf events (since Linux 4.17) or a file of tracefs to make some by.
fn event_source(kernel: &Kernel, attachment: Attachment, source: &str, file: &str) -> Support {
    let sources = Path::new("/sys/bus/event_source/devices");
    let by_file = readable_tracefs().map(|place| place.join(file).exists());
    match (sources.join(source).exists(), by_file) {
        (true, _) | (_, Some(true)) => of_type(kernel, attachment, ProgramType::Kprobe),
        (false, Some(false)) => attachment.absent(),
        // A kernel since 4.17 has a source if it has the thing, and of its sources `tracepoint` is not optional.
        (false, None) if sources.join("tracepoint").exists() && is_at_least(kernel, 4, 17) => {
            attachment.absent()
        }
        (false, None) => Support::Unknown("tracefs is not mounted, or only root may read it".to_owned()),
    }
}

fn is_at_least(kernel: &Kernel, major: u8, minor: u8) -> bool {
    kernel.version().is_some_and(|version| version >= coolbpf_linux::KernelVersion::new(major, minor))
}

/// Loads a program and attaches it, for as long as this takes.
fn attach(
    attachment: Attachment,
    program_type: ProgramType,
    target: Target,
    attach: impl FnOnce(&OwnedFd) -> io::Result<OwnedFd>,
) -> Support {
    let loaded = load(program_type, &RETURN_0, target);
    let attached = match loaded.program {
        Ok(program) => attach(&program),
        // The verifier has looked at it, so that the kernel knows what it is for.
        Err(error) if !loaded.log.is_empty() => return Support::refused(&error),
        Err(error) => Err(error),
    };
    match attached {
        Ok(_) => Support::Yes,
        Err(error) if is_unknown(&error) || error.raw_os_error() == Some(NOT_SUPPORTED) => {
            attachment.absent()
        }
        Err(error) => Support::refused(&error),
    }
}

/// Attaches a program to something that the kernel's types name.
fn named(
    attachment: Attachment,
    program_type: ProgramType,
    name: &CStr,
    attach_type: bpf_attach_type,
    by: impl FnOnce(&OwnedFd) -> io::Result<OwnedFd>,
) -> Support {
    match btf_id(name, attach_type) {
        Ok(btf_id) => {
            attach(attachment, program_type, Target { attach_type, btf_id, ..Target::default() }, by)
        }
        // Without types there is nothing that could be named, and no other way to attach it.
        Err(_) if super::kernel().btf().is_no() || super::kernel().program_type(program_type).is_no() => {
            attachment.absent()
        }
        Err(error) => {
            Support::Unknown(format!("the kernel's types don't name `{}`: {error}", name.to_string_lossy()))
        }
    }
}

fn tracing(attachment: Attachment, name: &CStr, attach_type: bpf_attach_type) -> Support {
    named(attachment, ProgramType::Tracing, name, attach_type, |program| {
        open_raw_tracepoint(None, program.as_fd())
    })
}

fn security_hook(attachment: Attachment) -> Support {
    named(attachment, ProgramType::Lsm, SECURITY_HOOK, libbpf_sys::BPF_LSM_MAC, |program| {
        open_raw_tracepoint(None, program.as_fd())
    })
}

/// Creates a link that can't be. A kernel that knows such links fails by `known`, another before.
fn link(
    attachment: Attachment,
    program_type: ProgramType,
    attach_type: bpf_attach_type,
    to: i32,
    options: bpf_link_create_opts,
    known: i32,
) -> Support {
    let attach_target = match program_type {
        ProgramType::Kprobe => Target { attach_type, ..Target::default() },
        other => target(other),
    };
    attach(attachment, program_type, attach_target, |program| {
        match create_link(program.as_fd(), to, attach_type, options) {
            Err(error) if error.raw_os_error() == Some(known) => Ok(program.try_clone()?),
            other => other,
        }
    })
}

fn kprobe_multi(attachment: Attachment, attach_type: bpf_attach_type) -> Support {
    // A place that nothing is at: what an unknown name gives differs between kernels.
    let nowhere = std::ptr::without_provenance_mut(1);
    let mut options = bpf_link_create_opts::default();
    options.__bindgen_anon_1.kprobe_multi = libbpf_sys::bpf_link_create_opts__bindgen_ty_1__bindgen_ty_2 {
        cnt: 1,
        syms: nowhere,
        ..Default::default()
    };
    link(attachment, ProgramType::Kprobe, attach_type, 0, options, libc::EFAULT)
}

fn uprobe_multi(attachment: Attachment, attach_type: bpf_attach_type) -> Support {
    let offsets = [0];
    let mut options = bpf_link_create_opts::default();
    // A directory, which has no functions.
    options.__bindgen_anon_1.uprobe_multi = libbpf_sys::bpf_link_create_opts__bindgen_ty_1__bindgen_ty_3 {
        cnt: 1,
        path: c"/".as_ptr(),
        offsets: offsets.as_ptr(),
        ..Default::default()
    };
    link(attachment, ProgramType::Kprobe, attach_type, 0, options, libc::EBADF)
}

/// The flag by which a map says that it is attached by a link is looked at before the type.
fn struct_ops_link(attachment: Attachment) -> Support {
    let options = bpf_map_create_opts {
        btf_vmlinux_value_type_id: 1,
        map_flags: libbpf_sys::BPF_F_LINK,
        ..Default::default()
    };
    match create_map(MapType::StructOps, 4, 4, 1, options) {
        Ok(_) => Support::Yes,
        Err(error) if error.raw_os_error() == Some(NOT_SUPPORTED) => Support::Yes,
        Err(error) if is_unknown(&error) => attachment.absent(),
        Err(error) => Support::refused(&error),
    }
}
