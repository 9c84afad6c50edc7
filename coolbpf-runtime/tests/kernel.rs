//! What `coolbpf::kernel()` answers, on whatever kernel these tests are run on, as root.
//!
//! The tables of `coolbpf-linux` say, each row with its commit, since when kernels have a thing. A kernel before that must
//! answer no, and one since then must not, unless it was built without the thing.

use coolbpf::{Attachment, KernelVersion, MapType, ProgramType, Since, Support, kernel};

/// What kernels may be built without, and by which option they have it.
const OPTIONAL: &[(&str, &str)] = &[
    ("lirc_mode2", "CONFIG_BPF_LIRC_MODE2"),
    ("netfilter", "CONFIG_NETFILTER_BPF_LINK"),
    ("netfilter-link", "CONFIG_NETFILTER_BPF_LINK"),
    ("lsm", "CONFIG_BPF_LSM, and lsm=...,bpf"),
    ("inode_storage", "CONFIG_BPF_LSM"),
    ("kprobe", "CONFIG_KPROBE_EVENTS"),
    ("kprobe-multi", "CONFIG_FPROBE"),
    ("kprobe-session", "CONFIG_FPROBE"),
    ("netkit", "CONFIG_NETKIT"),
    ("cgroup_storage", "CONFIG_CGROUP_BPF"),
];

fn check(name: &str, since: Since, support: &Support) {
    let version = kernel().version().unwrap();
    match support {
        Support::Yes => assert!(version >= since.version, "{name} on Linux {version}, before {since:?}"),
        Support::No(missing) => {
            assert_eq!(missing.since, since);
            let optional = OPTIONAL.iter().any(|(optional, _)| *optional == name);
            assert!(version < since.version || optional, "{missing} ({since:?}), on Linux {version}");
        }
        // What the kernel lets nobody try, as where a hypervisor or a lockdown forbids trampolines, or has nothing to try it on.
        Support::Unknown(why) => {
            assert!(
                why.contains("Operation not permitted") || why.contains("types don't name"),
                "{name}: {why}"
            );
        }
    }
}

#[test]
fn program_types_are_there_since_the_release_that_brought_them() {
    for program_type in ProgramType::ALL {
        check(program_type.name(), program_type.since(), &kernel().program_type(*program_type));
    }
}

#[test]
fn map_types_are_there_since_the_release_that_brought_them() {
    for map_type in MapType::ALL {
        check(map_type.name(), map_type.since(), &kernel().map_type(*map_type));
    }
}

#[test]
fn ways_to_attach_are_there_since_the_release_that_brought_them() {
    for attachment in Attachment::ALL {
        check(attachment.name(), attachment.since(), &kernel().attachment(*attachment));
    }
}

/// A helper, a type of programs that may call it, the release whose programs of that type could first, and its commit.
#[rustfmt::skip]
const HELPERS: &[(&str, ProgramType, (u8, u8), &str)] = &[
    ("bpf_ktime_get_ns", ProgramType::Kprobe, (4, 1), "d9847d310ab4"),
    ("bpf_probe_read_kernel", ProgramType::Kprobe, (5, 5), "6ae08ae3dea2"),
    ("bpf_jiffies64", ProgramType::Xdp, (5, 6), "5576b991e9c1"),
    ("bpf_ringbuf_reserve", ProgramType::Tracepoint, (5, 8), "457f44363a88"),
    ("bpf_ringbuf_reserve", ProgramType::Tracing, (5, 8), "457f44363a88"),
    ("bpf_get_attach_cookie", ProgramType::Kprobe, (5, 15), "82e6b1eee6a8"),
    ("bpf_loop", ProgramType::Kprobe, (5, 17), "e6f2dd0f8067"),
    ("bpf_user_ringbuf_drain", ProgramType::Tracepoint, (6, 1), "205715673844"),
];

#[test]
fn helpers_may_be_called_since_the_release_that_allowed_it() {
    let version = kernel().version().unwrap();
    for (helper, program_type, (major, minor), commit) in HELPERS {
        let support = kernel().helper(*program_type, helper);
        if version >= KernelVersion::new(*major, *minor) {
            assert_eq!(support, Support::Yes, "{helper} ({commit}) on Linux {version}");
        } else {
            assert!(support.is_no(), "{helper} ({commit}) on Linux {version}: {support:?}");
            assert!(support.require().is_err());
        }
    }
}

#[test]
fn helpers_are_for_some_types_of_programs_only() {
    let support = kernel().helper(ProgramType::SocketFilter, "bpf_override_return");
    let Support::No(missing) = support else { panic!("{support:?}") };
    assert_eq!(
        missing.to_string(),
        "this kernel has no helper `bpf_override_return` for programs of type `socket_filter`, though it is not older than Linux 4.16"
    );
}

#[test]
fn a_name_that_no_helper_has_is_said_to_be_none() {
    let support = kernel().helper(ProgramType::Xdp, "bpf_make_coffee");
    assert_eq!(
        support,
        Support::Unknown("there is no helper `bpf_make_coffee` in include/uapi/linux/bpf.h".into())
    );
    assert!(support.require().is_ok());
}

#[test]
fn the_kernel_tells_its_types_where_there_is_the_file() {
    assert_eq!(kernel().btf().is_yes(), std::path::Path::new("/sys/kernel/btf/vmlinux").exists());
}

#[test]
fn what_could_not_be_told_for_want_of_capabilities_is_tried_again_when_they_are_there() {
    // They are the thread's own, and no other test asks this question.
    let question = || kernel().helper(ProgramType::SchedAct, "bpf_clone_redirect");
    let all = caps::read(None, caps::CapSet::Effective).unwrap();
    caps::clear(None, caps::CapSet::Effective).unwrap();
    let (before, permissions) = (question(), kernel().permissions());
    caps::set(None, caps::CapSet::Effective, &all).unwrap();

    let missing = permissions.missing();
    assert!(missing.contains(&"CAP_NET_ADMIN"), "{missing:?}");
    assert!(!permissions.missing_for(ProgramType::SocketFilter).contains(&"CAP_NET_ADMIN"));
    assert_eq!(before, Support::Unknown(format!("this process lacks {} to try it", missing.join(", "))));
    assert_eq!(question(), Support::Yes);
    assert!(kernel().permissions().missing().is_empty());
}
