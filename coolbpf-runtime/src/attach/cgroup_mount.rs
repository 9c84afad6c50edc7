//! Where control groups of version 2 are.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::os::unix::ffi::OsStringExt as _;
use std::path::{Component, Path, PathBuf};

use crate::{Error, ErrorKind, Result};

/// A mount of control groups: where it is, and which group is there.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Mount {
    pub(crate) group: PathBuf,
    pub(crate) at: PathBuf,
}

/// The directory of the topmost group that is mounted.
pub(crate) fn root() -> Result<PathBuf> {
    mounted().map(|mount| mount.at)
}

/// The directory of the group of a process.
pub(super) fn of_process(process: &str) -> Result<PathBuf> {
    let mount = mounted()?;
    let groups = fs::read(format!("/proc/{process}/cgroup")).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Error::new(
            ErrorKind::NoAttachPoint,
            format!("there is no process {process} in this PID namespace"),
        ),
        _ => Error::system(format!("can't read the control group of the process {process}"), error),
    })?;
    let outside = || {
        let message =
            format!("the control group of the process {process} is not below {}", mount.at.display());
        Error::new(ErrorKind::Unsupported, message)
    };
    directory(&mount, &group(&groups).ok_or_else(outside)?).ok_or_else(outside)
}

/// The mount that is used where there are several.
pub(crate) fn mounted() -> Result<Mount> {
    let mounts = fs::read("/proc/self/mountinfo")
        .map_err(|error| Error::system("can't read /proc/self/mountinfo", error))?;
    mount(&mounts).ok_or_else(|| {
        let message = "no control groups of version 2 are mounted (`mount -t cgroup2 none /sys/fs/cgroup`)";
        Error::new(ErrorKind::Unsupported, message)
    })
}

/// The first mount of the type `cgroup2` in a text as of `/proc/self/mountinfo`: `proc_pid_mountinfo(5)`.
fn mount(text: &[u8]) -> Option<Mount> {
    let of_line = |line: &[u8]| {
        let words: Vec<&[u8]> = line.split(|byte| *byte == b' ').collect();
        // Optional fields end with a hyphen; the type follows it.
        let hyphen = 6 + words.get(6..)?.iter().position(|word| *word == b"-")?;
        (*words.get(hyphen + 1)? == b"cgroup2")
            .then(|| Some(Mount { group: unescaped(words.get(3)?), at: unescaped(words.get(4)?) }))?
    };
    text.split(|byte| *byte == b'\n').find_map(of_line)
}

/// The group of version 2 in a text as of `/proc/self/cgroup`: `0::/system.slice`.
fn group(text: &[u8]) -> Option<PathBuf> {
    let path = text.split(|byte| *byte == b'\n').find_map(|line| line.strip_prefix(b"0::"))?;
    Some(PathBuf::from(OsString::from_vec(path.to_vec())))
}

fn directory(mount: &Mount, group: &Path) -> Option<PathBuf> {
    let below = group.strip_prefix(&mount.group).ok()?;
    // A group that is not below the root of this process' namespace starts so.
    (!below.components().any(|part| part == Component::ParentDir)).then(|| mount.at.join(below))
}

/// A path in which the kernel has written blanks, tabs, line ends and backslashes as `\040`.
fn unescaped(word: &[u8]) -> PathBuf {
    let mut bytes = Vec::with_capacity(word.len());
    let mut rest = word;
    while let Some((first, after)) = rest.split_first() {
        let digits = after.get(..3).filter(|_| *first == b'\\');
        let code = digits.and_then(|digits| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 8).ok());
        match code {
            Some(code) => {
                bytes.push(code);
                rest = after.get(3..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    PathBuf::from(OsString::from_vec(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(group: &str, at: &str) -> Option<Mount> {
        Some(Mount { group: group.into(), at: at.into() })
    }

    #[test]
    fn the_first_mount_of_version_2_is_found() {
        let text = b"22 1 0:20 / /sys rw,nosuid shared:2 - sysfs sysfs rw\n\
            30 22 0:26 / /sys/fs/cgroup/memory rw shared:9 - cgroup cgroup rw,memory\n\
            31 22 0:27 / /sys/fs/cgroup/uni\\040fied rw shared:9 master:1 - cgroup2 cgroup2 rw\n";
        assert_eq!(mount(text), found("/", "/sys/fs/cgroup/uni fied"));
        assert_eq!(mount(b"1 2 0:1 /../x /mnt rw - cgroup2 none rw"), found("/../x", "/mnt"));
    }

    #[test]
    fn text_that_no_kernel_writes_is_no_mount_and_no_group() {
        for text in ["", "\n\n", "1 2 3 4 5 6 7 8", "a b c d e f -", "1 2 3 / /m rw cgroup2 - x", "- cgroup2"]
        {
            assert_eq!(mount(text.as_bytes()), None, "{text}");
        }
        for text in ["", "1:name=systemd:/a", "0:", "0:x:/a", ":::"] {
            assert_eq!(group(text.as_bytes()), None, "{text}");
        }
        for (word, path) in
            [("a\\", "a\\"), ("\\04", "\\04"), ("\\999b", "\\999b"), ("\\777", "\\777"), ("\\0401", " 1")]
        {
            assert_eq!(unescaped(word.as_bytes()), Path::new(path));
        }
    }

    #[test]
    fn a_group_is_below_what_is_mounted() {
        let mount = |group: &str| Mount { group: group.into(), at: "/c".into() };
        let group = group(b"1:memory:/m\n0::/a/b\n").unwrap();
        assert_eq!(directory(&mount("/"), &group), Some("/c/a/b".into()));
        assert_eq!(directory(&mount("/a"), &group), Some("/c/b".into()));
        assert_eq!(directory(&mount("/x"), &group), None);
        assert_eq!(directory(&mount("/"), Path::new("/../other")), None);
    }

    #[test]
    fn whatever_the_kernel_lists_a_group_is_below_its_mount() {
        let mounts = "25 1 0:22 /a\\040b /sys/fs/cgroup rw,nosuid shared:4 master:1 - cgroup2 cgroup2 rw\n";
        let groups = "12:cpu:/\n0::/a b/system.slice/../x\n";
        let texts: Vec<_> = crate::hostile::texts(&[mounts, groups], 4000).collect();
        let mut found = 0;
        for texts in texts.windows(2) {
            let Some(mount) = mount(texts[0].as_bytes()) else { continue };
            let Some(group) = group(texts[1].as_bytes()) else { continue };
            if let Some(directory) = directory(&mount, &group) {
                assert!(
                    directory.starts_with(&mount.at) && !group.strip_prefix(&mount.group).unwrap().has_root()
                );
                found += 1;
            }
        }
        assert!(found > 10, "{found}");
    }
}
