//! The file systems that a tool expects to find.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::PathBuf;

use crate::poverty::FILE_SYSTEMS;
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

/// Has the kinds of perf events that are probes disappear.
pub fn hide_probe_events() -> Result<(), String> {
    const KINDS: &str = "/sys/bus/event_source/devices";

    let Ok(entries) = fs::read_dir(KINDS) else { return Ok(()) };
    let kept: Vec<(PathBuf, PathBuf)> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| !path.ends_with("kprobe") && !path.ends_with("uprobe"))
        .filter_map(|path| Some((path.canonicalize().ok()?, path)))
        .collect();
    system::mount_type("tmpfs", KINDS, "mode=755")
        .map_err(|error| format!("hide kinds in {KINDS}: {error}"))?;
    for (target, path) in kept {
        symlink(target, &path).map_err(|error| format!("make {}: {error}", path.display()))?;
    }
    Ok(())
}

/// Takes a file system away, where there is one.
pub fn unmount(place: u32) -> Result<(), String> {
    let Some((_, directory, _)) = FILE_SYSTEMS.get(place as usize) else { return Ok(()) };
    // Nothing is mounted there, or there is no such place.
    const NOT_THERE: [i32; 2] = [22, 2];
    match system::unmount(directory) {
        Err(error) if !error.raw_os_error().is_some_and(|code| NOT_THERE.contains(&code)) => {
            Err(format!("unmount {directory}: {error}"))
        }
        _ => Ok(()),
    }
}

/// Has `/proc` tell another release.
pub fn tell_release(major: u32, minor: u32) -> Result<(), String> {
    for (name, text) in [("osrelease", format!("{major}.{minor}.0")), ("version", system::VERSION.to_owned())]
    {
        let (told, shown) = (format!("/run/{name}"), format!("/proc/sys/kernel/{name}"));
        fs::write(&told, text + "\n")
            .and_then(|()| system::bind(&told, &shown))
            .map_err(|error| format!("have {shown} tell {major}.{minor}: {error}"))?;
    }
    Ok(())
}
