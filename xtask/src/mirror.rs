//! The mirror of Debian's archive that this machine's apt is set up with.

use std::process::Command;

use crate::Result;

/// The keys that Debian signs its suites by, where the package `debian-archive-keyring` puts them.
pub(crate) const KEYRING: &str = "/usr/share/keyrings/debian-archive-keyring.gpg";

/// The URL of the main archive.
pub(crate) fn of_debian() -> Result<String> {
    let targets = Command::new("apt-get")
        .args(["indextargets", "--format", "$(REPO_URI) $(COMPONENT)"])
        .output()
        .map_err(|error| format!("apt-get indextargets: {error}"))?;
    let targets = String::from_utf8(targets.stdout)?;
    let mut mirrors = targets.lines().filter_map(|line| line.strip_suffix(" main"));
    let mirror = mirrors.find(|uri| uri.trim_end_matches('/').ends_with("/debian"));
    Ok(mirror.ok_or("apt on this machine has no mirror of Debian's main archive")?.to_owned())
}
