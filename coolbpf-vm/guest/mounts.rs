//! The file systems that a tool expects to find.

use std::fs;
use std::os::unix::fs::symlink;

use crate::system;

/// Type, directory, options.
const MOUNTS: [(&str, &str, &str); 10] = [
    ("devtmpfs", "/dev", "mode=755"),
    ("devpts", "/dev/pts", "mode=620,ptmxmode=666"),
    ("tmpfs", "/dev/shm", "mode=1777"),
    ("proc", "/proc", ""),
    ("sysfs", "/sys", ""),
    ("bpf", "/sys/fs/bpf", "mode=700"),
    ("cgroup2", "/sys/fs/cgroup", ""),
    ("debugfs", "/sys/kernel/debug", ""),
    ("tracefs", "/sys/kernel/tracing", ""),
    ("securityfs", "/sys/kernel/security", ""),
];

/// Mounts all that the kernel has. One that it lacks is passed over, as an older system lacks it.
pub fn mount_all() {
    for (kind, directory, options) in MOUNTS {
        // In sysfs only the kernel makes directories, and it makes those that it has.
        let _ = fs::create_dir_all(directory);
        if let Err(error) = system::mount_type(kind, directory, options)
            && error.kind() != std::io::ErrorKind::NotFound
            && error.raw_os_error() != Some(system::ENODEV)
        {
            eprintln!("coolbpf: mount {kind} at {directory}: {error}");
        }
    }
    for (link, target) in [
        ("/dev/fd", "/proc/self/fd"),
        ("/dev/stdin", "/proc/self/fd/0"),
        ("/dev/stdout", "/proc/self/fd/1"),
        ("/dev/stderr", "/proc/self/fd/2"),
    ] {
        let _ = symlink(target, link);
    }
}

/// Puts an empty directory over that of the kernel's types.
pub fn hide_kernel_types() -> Result<(), String> {
    const TYPES: &str = "/sys/kernel/btf";

    if !fs::exists(TYPES).unwrap_or_default() {
        return Ok(());
    }
    system::mount_type("tmpfs", TYPES, "mode=755").map_err(|error| format!("hide {TYPES}: {error}"))
}
