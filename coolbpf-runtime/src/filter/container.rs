//! The control group of a container.

use std::fs;
use std::path::{Path, PathBuf};

use crate::attach::cgroup_mount;
use crate::{Error, ErrorKind, Result};

/// What engines show of an ID.
const SHORTEST: usize = 12;

/// The directory of the control group of the container whose ID starts with `id`.
pub(super) fn directory(id: &str) -> Result<PathBuf> {
    let root = cgroup_mount::root()?;
    let invalid = |message| Error::new(ErrorKind::InvalidInput, message);
    if id.len() < SHORTEST || !id.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(invalid(format!(
            "`{id}` is no ID of a container: that has {SHORTEST} hexadecimal digits or more"
        )));
    }
    let mut found = Vec::new();
    find(&root, &id.to_ascii_lowercase(), &mut found);
    match found.len() {
        0 => Err(invalid(format!("no control group below {} is that of a container `{id}`", root.display()))),
        1 => Ok(found.swap_remove(0)),
        _ => Err(invalid(format!("the IDs of several containers start with `{id}`: say more of it"))),
    }
}

/// Adds the topmost groups of such containers.
fn find(directory: &Path, id: &str, found: &mut Vec<PathBuf>) {
    // A group may be gone by now.
    for entry in fs::read_dir(directory).into_iter().flatten().flatten() {
        if !entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            continue;
        }
        if entry.file_name().to_str().is_some_and(|name| is_of(name, id)) {
            found.push(entry.path());
        } else {
            find(&entry.path(), id, found);
        }
    }
}

/// Whether a group is a container's: `ID`, or with systemd `docker-ID.scope`, `cri-containerd-ID.scope`, `libpod-ID.scope`. What watches
/// over a container for podman and CRI-O is beside it, in `libpod-conmon-ID.scope` and `crio-conmon-ID.scope`.
fn is_of(name: &str, id: &str) -> bool {
    let own = name.strip_suffix(".scope").unwrap_or(name);
    let (engine, own) = own.rsplit_once('-').unwrap_or(("", own));
    own.starts_with(id) && !engine.ends_with("conmon")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_called_as_engines_call_them() {
        let id = "0123456789ab";
        for name in [
            "0123456789abcdef",
            "docker-0123456789abcdef.scope",
            "cri-containerd-0123456789ab.scope",
            "libpod-0123456789abc.scope",
        ] {
            assert!(is_of(name, id), "{name}");
        }
        for name in
            ["libpod-conmon-0123456789ab.scope", "docker-1123456789ab.scope", "0123456789a", "system.slice"]
        {
            assert!(!is_of(name, id), "{name}");
        }
    }

    #[test]
    fn what_is_no_id_is_an_error() {
        for id in ["", "0123456789a", "my-container-of-mine", "0123456789ab/.."] {
            let expected = format!("`{id}` is no ID of a container: that has 12 hexadecimal digits or more");
            assert_eq!(directory(id).unwrap_err().to_string(), expected);
        }
        let unknown = directory("0123456789ab").unwrap_err().to_string();
        assert!(unknown.ends_with("is that of a container `0123456789ab`"), "{unknown}");
    }
}
