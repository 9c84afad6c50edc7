//! Which kernel this is, for errors that would otherwise say that an argument is invalid, and for other ways to the same end.

use std::ffi::CStr;
use std::fs;
use std::mem::MaybeUninit;
use std::sync::OnceLock;

/// Kinds of hooks that programs can be loaded for on kernels that can't attach to them, each with the first that can.
#[rustfmt::skip]
const HOOKS: &[(&str, Version, &str)] = &[
    ("tcx", Version(6, 6), "e420bed02507"),
    ("uprobe.multi", Version(6, 6), "89ae89f53d20"),
    ("uretprobe.multi", Version(6, 6), "89ae89f53d20"),
    ("netkit", Version(6, 7), "35dfaad7188c"),
    ("kprobe.session", Version(6, 10), "535a3692ba72"),
    ("uprobe.session", Version(6, 13), "d920179b3d48"),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Version(u32, u32);

/// Why this kernel can't attach to such a hook, if it is too old for it.
pub(crate) fn too_new(hook: &str) -> Option<String> {
    why(hook, &release()?)
}

fn why(hook: &str, release: &str) -> Option<String> {
    // Sleepable ones came later or together.
    let kind = hook.trim_end_matches(".s");
    let (_, Version(major, minor), _) = HOOKS
        .iter()
        .find(|(name, since, _)| *name == kind && Version::of(release).is_some_and(|v| v < *since))?;
    Some(format!("`{kind}` came with Linux {major}.{minor}, and this kernel is {release}"))
}

/// Whether one probe can be for many functions: since Linux 5.18, where `CONFIG_FPROBE` is set, which it isn't in Debian 12. If this
/// process may not know, it is taken to be so.
pub(crate) fn has_fprobes() -> bool {
    static FOUND: OnceLock<bool> = OnceLock::new();
    *FOUND.get_or_init(|| {
        let symbols = fs::read_to_string("/proc/kallsyms").unwrap_or_default();
        let is_function = |line: &str| line.split_whitespace().nth(2) == Some("register_fprobe");
        symbols.is_empty() || symbols.lines().any(is_function)
    })
}

impl Version {
    fn of(release: &str) -> Option<Self> {
        let mut numbers = release.split(|c: char| !c.is_ascii_digit()).map(|number| number.parse().ok());
        Some(Self(numbers.next()??, numbers.next()??))
    }
}

/// What `uname -r` says.
fn release() -> Option<String> {
    let mut names = MaybeUninit::<libc::utsname>::zeroed();
    // SAFETY: the kernel writes texts into the struct, which end with a zero byte; zeros are such a struct, too.
    let (code, names) = unsafe { (libc::uname(names.as_mut_ptr()), names.assume_init()) };
    // SAFETY: the array holds a zero byte, and lives as long as the text.
    let release = unsafe { CStr::from_ptr(names.release.as_ptr()) };
    (code == 0).then(|| release.to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hook_that_came_later_is_named_with_the_kernel_that_brought_it() {
        let old = Some("`tcx` came with Linux 6.6, and this kernel is 6.1.0-49-cloud-amd64".to_owned());
        assert_eq!(why("tcx", "6.1.0-49-cloud-amd64"), old);
        assert_eq!(why("tcx", "6.6.1"), None);
        assert_eq!(why("tcx", "6.12.48+deb13"), None);
        assert_eq!(why("tcx", "unknown"), None);
        assert_eq!(why("kprobe", "4.0.0"), None);
    }

    #[test]
    fn this_kernel_tells_its_version() {
        assert!(Version::of(&release().unwrap()).unwrap() > Version(3, 0));
    }
}
