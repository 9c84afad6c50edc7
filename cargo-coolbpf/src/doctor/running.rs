//! What running BPF programs needs, as far as the kernel tells it in files.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use coolbpf::{Lockdown, Support};

use super::check::Check;

/// From Linux 5.11 on, BPF's memory is not counted against the limit of locked memory (commit 97306be45fbe).
const MEMORY_IS_ACCOUNTED_TO_CGROUPS: (u32, u32) = (5, 11);

/// As in `6.1.0-28-amd64`.
pub(super) fn kernel_release() -> Option<String> {
    Some(fs::read_to_string("/proc/sys/kernel/osrelease").ok()?.trim().to_owned())
}

pub(super) fn checks() -> Vec<Check> {
    let mounts = fs::read_to_string("/proc/self/mounts").unwrap_or_default();
    vec![
        permissions(),
        unprivileged(),
        lockdown(),
        kernel_types(),
        tracefs(&mounts),
        mounted(&mounts, "bpffs", "bpf", "/sys/fs/bpf", "pins maps and programs"),
        mounted(&mounts, "cgroup v2", "cgroup2", "/sys/fs/cgroup", "attaches programs to control groups"),
        jit(),
        memlock(),
    ]
}

fn permissions() -> Check {
    let name = "permissions";
    match coolbpf::kernel().permissions().missing()[..] {
        [] => Check::yes(name, "this process may load and attach everything"),
        ref missing => Check::no(
            name,
            format!("this process lacks {}", missing.join(", ")),
            "run programs by `sudo`, or allow one for good: \
             sudo setcap cap_bpf,cap_perfmon,cap_net_admin,cap_dac_read_search=ep PROGRAM",
        ),
    }
}

/// What a file says, trimmed; or a check that says why that can't be told.
fn read(name: &'static str, path: &str) -> Result<String, Check> {
    fs::read_to_string(path).map(|text| text.trim().to_owned()).map_err(|error| {
        let found = format!(
            "{path}: {}",
            if error.kind() == ErrorKind::NotFound {
                "there is no such file".into()
            } else {
                error.to_string()
            }
        );
        let check = Check::unknown(name, found);
        if error.kind() == ErrorKind::PermissionDenied {
            check.mend("run this as root: sudo env PATH=$PATH HOME=$HOME cargo coolbpf doctor")
        } else {
            check
        }
    })
}

/// `Documentation/admin-guide/sysctl/kernel.rst`: `unprivileged_bpf_disabled`.
fn unprivileged() -> Check {
    let name = "unprivileged use";
    match read(name, "/proc/sys/kernel/unprivileged_bpf_disabled").as_deref() {
        Ok("0") => Check::no(
            name,
            "every user may load socket filters, which most distributions forbid",
            "sudo sysctl kernel.unprivileged_bpf_disabled=2",
        ),
        Ok(value) => {
            Check::yes(name, format!("forbidden, as it should be (kernel.unprivileged_bpf_disabled={value})"))
        }
        Err(check) => check.clone(),
    }
}

/// `kernel_lockdown(7)`.
fn lockdown() -> Check {
    let name = "lockdown";
    match coolbpf::kernel().lockdown() {
        Some(Lockdown::None) => Check::yes(name, "off"),
        Some(Lockdown::Integrity) => {
            Check::yes(name, "integrity: programs can't write to the memory of processes")
        }
        Some(Lockdown::Confidentiality) => Check::no(
            name,
            "confidentiality: programs can't read the kernel's memory, so that most tracing fails",
            "boot with `lockdown=integrity`, or without Secure Boot",
        )
        .needed(),
        _ if fs::exists("/sys/kernel/security/lsm").unwrap_or(false) => {
            Check::yes(name, "this kernel has none")
        }
        _ => Check::unknown(name, "securityfs is not mounted, or only root may read it")
            .mend("sudo mount -t securityfs none /sys/kernel/security"),
    }
}

fn kernel_types() -> Check {
    let (name, path) = ("kernel types", "/sys/kernel/btf/vmlinux");
    match coolbpf::kernel().btf() {
        Support::Yes => {
            let bytes = fs::metadata(path).map(|file| file.len()).unwrap_or_default();
            Check::yes(name, format!("{path}, {bytes} bytes"))
        }
        Support::No(_) => Check::no(
            name,
            format!("there is no {path}: programs that read the kernel's structs are not loaded"),
            "use a kernel that is built with CONFIG_DEBUG_INFO_BTF",
        ),
        Support::Unknown(why) => Check::unknown(name, why),
    }
}

/// Where file systems of a type are mounted.
fn places<'a>(mounts: &'a str, of_type: &str) -> Vec<&'a str> {
    let of_line = |line: &'a str| {
        let mut words = line.split(' ').skip(1);
        let (place, found) = (words.next()?, words.next()?);
        (found == of_type).then_some(place)
    };
    mounts.lines().filter_map(of_line).collect()
}

fn tracefs(mounts: &str) -> Check {
    let (name, usual) = ("tracefs", "/sys/kernel/tracing");
    // Where debugfs is, tracefs is mounted below it as soon as somebody looks.
    let below_debugfs = "/sys/kernel/debug/tracing";
    let mut places = places(mounts, "tracefs");
    places.extend(fs::exists(format!("{below_debugfs}/events")).unwrap_or(false).then_some(below_debugfs));
    let Some(place) = places.iter().find(|place| **place == usual).or(places.first()) else {
        return Check::no(
            name,
            "not mounted: tracepoints can't be attached to",
            format!("sudo mount -t tracefs nodev {usual}"),
        );
    };
    match fs::read_dir(Path::new(place).join("events")) {
        Ok(_) => Check::yes(name, *place),
        Err(error) if error.kind() == ErrorKind::PermissionDenied => {
            Check::unknown(name, format!("{place}, which only root may read"))
                .mend("run this as root: sudo env PATH=$PATH HOME=$HOME cargo coolbpf doctor")
        }
        Err(error) => Check::unknown(name, format!("{place}/events: {error}")),
    }
}

fn mounted(mounts: &str, name: &'static str, of_type: &str, usual: &str, who: &str) -> Check {
    match places(mounts, of_type)[..] {
        [] => Check::no(
            name,
            format!("not mounted; needed by what {who}"),
            format!("sudo mount -t {of_type} none {usual}"),
        ),
        ref places => Check::yes(name, places.join(", ")),
    }
}

/// `Documentation/admin-guide/sysctl/net.rst`: `bpf_jit_enable`.
fn jit() -> Check {
    let name = "JIT";
    match read(name, "/proc/sys/net/core/bpf_jit_enable").as_deref() {
        Ok("0") => Check::no(
            name,
            "off: programs are interpreted, many times slower",
            "sudo sysctl net.core.bpf_jit_enable=1",
        ),
        Ok("2") => Check::yes(name, "on, with code in the kernel's log"),
        Ok(_) => Check::yes(name, "on"),
        Err(check) => check.clone(),
    }
}

/// The first two numbers of a kernel's release.
fn version(release: &str) -> Option<(u32, u32)> {
    let mut numbers = release.split(|c: char| !c.is_ascii_digit()).map(|number| number.parse().ok());
    Some((numbers.next()??, numbers.next()??))
}

fn memlock() -> Check {
    let name = "locked memory";
    match kernel_release().as_deref().and_then(version) {
        None => return Check::unknown(name, "the kernel does not tell its release"),
        Some(version) if version >= MEMORY_IS_ACCOUNTED_TO_CGROUPS => {
            return Check::yes(name, "not limited for BPF since Linux 5.11");
        }
        Some(_) => {}
    }
    let limits = fs::read_to_string("/proc/self/limits").unwrap_or_default();
    match limits.lines().find_map(|line| line.strip_prefix("Max locked memory")).map(str::split_whitespace) {
        Some(mut words) => match words.next() {
            Some("unlimited") => Check::yes(name, "unlimited"),
            Some(bytes) if coolbpf::kernel().permissions().missing().is_empty() => {
                Check::yes(name, format!("{bytes} bytes, which is raised when a program is loaded"))
            }
            Some(bytes) => {
                Check::no(name, format!("{bytes} bytes, which maps exceed"), "ulimit -l unlimited")
            }
            None => Check::unknown(name, "/proc/self/limits has no such limit"),
        },
        None => Check::unknown(name, "/proc/self/limits can't be read"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mounts_are_found_by_their_type() {
        let mounts = "none /sys/fs/bpf bpf rw 0 0\ncgroup2 /sys/fs/cgroup/unified cgroup2 rw 0 0\nbroken\n";
        assert_eq!(places(mounts, "bpf"), ["/sys/fs/bpf"]);
        assert_eq!(places(mounts, "cgroup2"), ["/sys/fs/cgroup/unified"]);
        assert!(places(mounts, "tracefs").is_empty());
        let check = mounted(mounts, "bpffs", "hugetlbfs", "/x", "y");
        assert_eq!(check.mend.as_deref(), Some("sudo mount -t hugetlbfs none /x"));
    }

    #[test]
    fn releases_of_distributions_have_versions() {
        assert_eq!(version("6.1.0-28-amd64"), Some((6, 1)));
        assert_eq!(version("5.10"), Some((5, 10)));
        assert_eq!(version("x"), None);
    }
}
