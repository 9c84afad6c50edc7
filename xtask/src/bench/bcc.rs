//! BCC of Debian, on a kernel that Debian may have no headers of.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::Result;

/// Debian's: another Python does not know where Debian has BCC.
pub(super) const PYTHON: &str = "/usr/bin/python3";

/// Python for a program of BCC's, in a mount namespace of its own where the kernel's headers are those that Debian has: for the kernel that runs here
/// there need not be any. Nothing has to be undone when it ends. It prints a line when it is about to start Python.
pub(super) fn with_headers() -> Result<Command> {
    let headers = |kind: &str| -> Result<PathBuf> {
        let newest = fs::read_dir("/usr/src")?.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            name.starts_with("linux-headers-") && name.ends_with(kind)
        });
        newest.max().ok_or_else(|| format!("/usr/src has no linux-headers-*-{kind}").into())
    };
    let (source, build) =
        (headers("common")?, headers(if cfg!(target_arch = "aarch64") { "arm64" } else { "amd64" })?);
    let script = "set -e; mount -t tmpfs tmpfs /lib/modules; at=/lib/modules/$(uname -r); mkdir $at; \
                      ln -s \"$1\" $at/build; ln -s \"$2\" $at/source; echo; shift 2; exec \"$@\"";
    let mut command = Command::new("unshare");
    command.args(["--mount", "sh", "-c", script, "sh"]).args([build, source]);
    command.arg(PYTHON);
    Ok(command)
}
