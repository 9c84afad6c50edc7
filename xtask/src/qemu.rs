//! QEMU, new enough for the guests of the tests.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::{Result, mirror};

/// The oldest that boots every kernel of the tests: older ones have no `microvm` that takes `acpi=off` together with PVH.
const OLDEST: u32 = 8;
/// Each emulator that is needed, and the package that brings it.
const EMULATORS: [(&str, &str); 2] =
    [("qemu-system-x86_64", "qemu-system-x86"), ("qemu-system-aarch64", "qemu-system-arm")];

/// Installs QEMU where it is missing or old and this is root on a machine with apt: from the release's own packages, or, where those are
/// old, from its backports, without adding those to the system's sources.
pub(crate) fn install() -> Result {
    let lacking: Vec<&str> = EMULATORS
        .into_iter()
        .filter(|(emulator, _)| version(emulator).is_none_or(|version| version < OLDEST))
        .map(|(_, package)| package)
        .collect();
    if lacking.is_empty() {
        return Ok(());
    }
    let packages = lacking.join(" ");
    println!("installing {packages}");
    let by_hand = format!("this machine needs QEMU {OLDEST} or newer: {packages}");
    let cannot = |why: &dyn std::fmt::Display| format!("{by_hand}; installing them failed: {why}");
    let codename = codename().ok_or_else(|| cannot(&"this is no release of Debian"))?;
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/apt");
    let directory = std::path::absolute(directory)?;
    let source = sources(&codename, &directory).map_err(|error| cannot(&error))?;
    let apt = |arguments: &[&str]| -> Result {
        let output = Command::new("apt-get")
            .args(["-o", &format!("Dir::Etc::SourceList={source}")])
            .args(["-o", "Dir::Etc::SourceParts=/dev/null"])
            .args(["-o", &format!("Dir::State::Lists={}", directory.join("lists").display())])
            .args(["-o", &format!("Dir::Cache={}", directory.join("cache").display())])
            .args(["-o", "APT::Sandbox::User=root"])
            .args(arguments)
            .env("DEBIAN_FRONTEND", "noninteractive")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .output()?;
        let said = String::from_utf8_lossy(&output.stderr);
        if output.status.success() { Ok(()) } else { Err(said.trim().replace('\n', " ").into()) }
    };
    let backports = format!("{codename}-backports");
    let from: &[&str] = if is_release_old(&codename) { &["--target-release", &backports] } else { &[] };
    let install = [&["install", "--yes", "--no-install-recommends"], from, lacking.as_slice()].concat();
    let installed = apt(&["update"]).and_then(|()| apt(&install));
    // The lists are of no use any more.
    let _ = fs::remove_dir_all(&directory);
    installed.map_err(|error| cannot(&error).into())
}

/// Whether a release of Debian is older than 13, which has QEMU 10.
fn is_release_old(codename: &str) -> bool {
    ["bullseye", "bookworm"].contains(&codename)
}

/// Writes a list of sources of a release and its backports, and gives its path.
fn sources(codename: &str, directory: &Path) -> Result<String> {
    for part in ["lists/partial", "cache/archives/partial"] {
        fs::create_dir_all(directory.join(part))?;
    }
    let (mirror, keys) = (mirror::of_debian()?, mirror::KEYRING);
    let lines = [codename.to_owned(), format!("{codename}-backports")]
        .map(|suite| format!("deb [target=Packages signed-by={keys}] {mirror} {suite} main\n"));
    let file = directory.join("sources.list");
    fs::write(&file, lines.concat())?;
    Ok(file.display().to_string())
}

/// The major version of an emulator, if it is there.
fn version(emulator: &str) -> Option<u32> {
    let output = Command::new(emulator).arg("--version").output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout);
    text.split_once("version ")?.1.split('.').next()?.parse().ok()
}

/// The name of the release of Debian that this machine runs.
fn codename() -> Option<String> {
    let text = fs::read_to_string("/etc/os-release").ok()?;
    let field = |name: &str| {
        text.lines().find_map(|line| line.strip_prefix(name)).map(|value| value.trim_matches('"'))
    };
    let is_debian = field("ID=") == Some("debian");
    field("VERSION_CODENAME=").filter(|_| is_debian).map(str::to_owned)
}
