//! Files that may hold the types of the kernel that runs.

use std::ffi::CStr;
use std::mem::MaybeUninit;
use std::path::{Path, PathBuf};

use super::VMLINUX;
use crate::messages::captured;

/// Where distributions and kernels' own builds leave an image with its types, `{}` for the release. The first seven are those of libbpf
/// 1.7 (`btf__load_vmlinux_btf`).
const PLACES: [&str; 9] = [
    "/boot/vmlinux-{}",
    "/lib/modules/{}/vmlinux-{}",
    "/lib/modules/{}/build/vmlinux",
    "/usr/lib/modules/{}/kernel/vmlinux",
    "/usr/lib/debug/boot/vmlinux-{}",
    "/usr/lib/debug/boot/vmlinux-{}.debug",
    "/usr/lib/debug/lib/modules/{}/vmlinux",
    // Where Fedora's kernel-debuginfo has it since /lib is a link to /usr/lib, and where Arch's linux-headers and others have it.
    "/usr/lib/debug/usr/lib/modules/{}/vmlinux",
    "/usr/lib/modules/{}/vmlinux",
];

/// What `uname -r` and `uname -v` say.
pub(crate) fn running() -> Option<(String, String)> {
    let mut names = MaybeUninit::<libc::utsname>::zeroed();
    // SAFETY: the memory is one `utsname`, which the kernel fills in.
    if unsafe { libc::uname(names.as_mut_ptr()) } != 0 {
        return None;
    }
    // SAFETY: all zeroes are a `utsname`, and so is what the kernel wrote.
    let names = unsafe { names.assume_init() };
    let text = |field: &[libc::c_char]| {
        let bytes: Vec<u8> = field.iter().map(|byte| byte.to_ne_bytes()[0]).collect();
        Some(CStr::from_bytes_until_nul(&bytes).ok()?.to_str().ok()?.to_owned())
    };
    Some((text(&names.release)?, text(&names.version)?))
}

/// What `uname -r` says.
pub(crate) fn running_release() -> Option<String> {
    running().map(|(release, _)| release)
}

/// The places where types of the kernel that runs are looked for.
pub(crate) fn looked_at() -> Vec<String> {
    let of = |release: String| PLACES.map(|place| place.replace("{}", &release)).into_iter();
    std::iter::once(VMLINUX.to_owned()).chain(running_release().into_iter().flat_map(of)).collect()
}

/// The first of the places, but for the kernel's own, that has types.
pub(super) fn find() -> Option<PathBuf> {
    looked_at().into_iter().skip(1).map(PathBuf::from).find(|path| path.is_file() && has_types(path))
}

/// Whether libbpf reads BTF there: an image may have lost it.
fn has_types(path: &Path) -> bool {
    captured(|| libbpf_rs::btf::Btf::from_path(path)).0.is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_places_have_the_release_of_the_running_kernel_in_them() {
        let release = running_release().unwrap();
        assert_eq!(release, std::fs::read_to_string("/proc/sys/kernel/osrelease").unwrap().trim());
        let places = looked_at();
        assert_eq!(places[0], VMLINUX);
        assert!(places.contains(&format!("/lib/modules/{release}/vmlinux-{release}")));
        assert!(places.iter().skip(1).all(|place| place.contains(&release)));
    }

    #[test]
    fn a_file_without_types_is_passed_over() {
        assert!(has_types(Path::new(VMLINUX)));
        assert!(!has_types(&std::env::current_exe().unwrap()));
        assert!(!has_types(Path::new("/proc/version")));
    }
}
