//! What this kernel has, as it tells itself: by its version and its files, not by trying what is to be tested.

use std::fs::File;
use std::path::Path;

use rustix::system::uname;

/// Something that a kernel may lack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lack {
    /// A later version.
    Version,
    /// Its own types: `CONFIG_DEBUG_INFO_BTF`.
    Btf,
    /// `CONFIG_KPROBE_EVENTS`.
    Kprobes,
    /// Calls from functions (`CONFIG_DYNAMIC_FTRACE`), which a locked down kernel forbids as it hides the list of its functions.
    FunctionTracing,
    /// `CONFIG_FPROBE`, which Debian's 6.1 is built without.
    Fprobes,
    /// `CONFIG_NETKIT`.
    Netkit,
    /// `CONFIG_BPF_LIRC_MODE2`.
    Lirc,
    /// Programs that may sleep: Linux 5.10.
    SleepablePrograms,
    /// Uprobes' programs that may sleep: Linux 6.0.
    SleepableUprobes,
}

/// The kernel's release, as in `6.12.48+deb13-cloud-amd64`.
pub(crate) fn release() -> String {
    uname().release().to_string_lossy().into_owned()
}

/// Whether it lacks that, for a feature that came with a version.
pub(crate) fn lacks(lack: Lack, since: (u16, u16)) -> bool {
    !match lack {
        Lack::Version => version() >= since,
        Lack::Btf => Path::new("/sys/kernel/btf/vmlinux").exists(),
        Lack::Kprobes => {
            let files = ["/sys/kernel/tracing/kprobe_events", "/sys/kernel/debug/tracing/kprobe_events"];
            // A kind of perf events since 4.17, and before by these files.
            Path::new("/sys/bus/event_source/devices/kprobe").exists()
                || version() < (4, 17) && files.iter().any(|file| Path::new(file).exists())
        }
        Lack::Fprobes => has_function("register_fprobe_ips"),
        Lack::Netkit => has_function("netkit_link_attach"),
        Lack::SleepablePrograms => version() >= (5, 10),
        Lack::SleepableUprobes => version() >= (6, 0),
        Lack::Lirc => has_function("lirc_prog_attach"),
        Lack::FunctionTracing => File::open("/sys/kernel/tracing/available_filter_functions").is_ok(),
    }
}

fn has_function(name: &str) -> bool {
    let symbols = std::fs::read_to_string("/proc/kallsyms");
    symbols.is_ok_and(|symbols| symbols.contains(&format!(" {name}")))
}

/// Where tracefs is mounted: below debugfs before Linux 4.1.
pub(crate) fn tracefs() -> &'static str {
    let own = "/sys/kernel/tracing";
    if Path::new(own).join("events").exists() { own } else { "/sys/kernel/debug/tracing" }
}

/// Whether it is a guest that `--poor like=VERSION` makes tell an older release.
pub(crate) fn is_like_another() -> bool {
    uname().version().to_bytes() == b"#1 SMP"
}

/// The version whose `bpf(2)` it has. CentOS 7's 3.10 has that of 4.17, as Red Hat brought it there.
pub(crate) fn bpf_version() -> (u16, u16) {
    match version() {
        (3, 10) => (4, 17),
        version => version,
    }
}

/// Whether it is this release or a later one of the same series.
pub(crate) fn follows((major, minor, patch): (u16, u16, u16)) -> bool {
    version() == (major, minor) && numbers()[2] >= patch
}

/// Major and minor version.
pub(crate) fn version() -> (u16, u16) {
    let [major, minor, _] = numbers();
    (major, minor)
}

/// Those of the release.
fn numbers() -> [u16; 3] {
    let release = release();
    let mut numbers = release.split(|c: char| !c.is_ascii_digit()).map(|number| number.parse().unwrap_or(0));
    [(); 3].map(|()| numbers.next().unwrap_or(0))
}
