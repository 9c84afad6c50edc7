//! Which types of programs can be loaded.

use std::io;

use coolbpf_linux::KernelVersion;
use libbpf_rs::libbpf_sys;

use super::ProgramType;
use super::support::Support;
use super::system_call::{Loaded, RETURN_0, Target, load};

/// `ENOTSUPP` of `include/linux/errno.h`, which has no name in user space.
pub(super) const NOT_SUPPORTED: i32 = 524;

/// What programs of a type have to be loaded for, so that the kernel takes them at all.
pub(super) fn target(program_type: ProgramType) -> Target {
    let attach_type = match program_type {
        ProgramType::CgroupSockAddr => libbpf_sys::BPF_CGROUP_INET4_CONNECT,
        ProgramType::CgroupSockopt => libbpf_sys::BPF_CGROUP_GETSOCKOPT,
        ProgramType::SkLookup => libbpf_sys::BPF_SK_LOOKUP,
        ProgramType::LircMode2 => libbpf_sys::BPF_LIRC_MODE2,
        ProgramType::Netfilter => libbpf_sys::BPF_NETFILTER,
        _ => 0,
    };
    Target { attach_type, ..Target::default() }
}

pub(super) fn probe(program_type: ProgramType) -> Support {
    let Loaded { program, log } = load(program_type, &RETURN_0, target(program_type));
    let Err(error) = program else { return Support::Yes };
    // A type that the kernel doesn't know is refused before the verifier runs. Types whose programs have to name a
    // target are rejected by the verifier, which tells that it knows them.
    if !log.is_empty() {
        return Support::Yes;
    }
    if program_type == ProgramType::Kprobe && is_told_versions() {
        return Support::Unknown(
            "before Linux 5.0 a kernel refuses kprobes, too, if it takes itself for another version"
                .to_owned(),
        );
    }
    if is_unknown(&error) {
        return Support::no(format!("program type `{}`", program_type.name()), program_type.since());
    }
    match error.raw_os_error() {
        Some(NOT_SUPPORTED) => Support::Yes,
        _ => Support::refused(&error),
    }
}

/// Whether the kernel compares the version that a kprobe is said to be for with its own.
fn is_told_versions() -> bool {
    // Also in kernels before 4.1 that a distribution has brought kprobes to.
    super::kernel().version().is_some_and(|version| version < KernelVersion::new(5, 0))
}

/// Whether the kernel doesn't know what it was asked for: a number beyond its own, attributes that it has no room for, or
/// a call that it doesn't have.
pub(super) fn is_unknown(error: &io::Error) -> bool {
    matches!(error.raw_os_error(), Some(libc::EINVAL | libc::E2BIG | libc::ENOSYS | libc::EOPNOTSUPP))
}
