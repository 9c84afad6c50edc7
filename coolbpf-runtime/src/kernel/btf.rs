//! Whether the kernel tells its types.

use std::fs::File;
use std::io::{self, Read as _};

use coolbpf_linux::Since;

use super::support::Support;

/// Where the kernel tells its types.
const VMLINUX: &str = "/sys/kernel/btf/vmlinux";

/// `BTF_MAGIC` of `include/uapi/linux/btf.h`.
const MAGIC: u16 = 0xeb9f;

/// Since when the kernel has the file.
const SINCE: Since = Since::new(5, 4, "341dfcf8d78e");

pub(super) fn probe() -> Support {
    let mut magic = [0; 2];
    match File::open(VMLINUX).and_then(|mut file| file.read_exact(&mut magic)) {
        Ok(()) if u16::from_ne_bytes(magic) == MAGIC => Support::Yes,
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Support::refused(&error),
        Err(error) if error.kind() == io::ErrorKind::NotFound && !has_sysfs() => {
            Support::Unknown("sysfs is not mounted; mount it with `sudo mount -t sysfs none /sys`".to_owned())
        }
        Err(error) if !matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::UnexpectedEof) => {
            Support::refused(&error)
        }
        Ok(()) | Err(_) => Support::no(format!("{VMLINUX} (CONFIG_DEBUG_INFO_BTF)"), SINCE),
    }
}

fn has_sysfs() -> bool {
    std::fs::exists("/sys/kernel").unwrap_or(false)
}

/// BTF of one type, `int`: `Documentation/bpf/btf.rst`.
pub(super) fn integer() -> Vec<u8> {
    const STRINGS: &[u8] = b"\0int\0";
    // Its name, its kind, its size in bytes; and that it is signed, with 32 bits.
    const TYPE: [u32; 4] = [1, 1 << 24, 4, 1 << 24 | 32];
    let type_length = size_of_val(&TYPE) as u32;
    let mut btf = MAGIC.to_ne_bytes().to_vec();
    // The version and the flags.
    btf.extend([1, 0]);
    // The length of this header, and where the types and the strings are.
    for number in [24, 0, type_length, type_length, STRINGS.len() as u32].into_iter().chain(TYPE) {
        btf.extend(number.to_ne_bytes());
    }
    btf.extend(STRINGS);
    btf
}
