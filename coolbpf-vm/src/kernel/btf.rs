//! The BTF in a kernel.

use coolbpf_contract::btf::{Btf, HEADER_SIZE};
use coolbpf_contract::little_endian::word;
use memchr::memmem;
use object::{Object as _, ObjectSection as _};

/// `struct btf_header` of version 1, little-endian, without flags.
const MAGIC: &[u8] = b"\x9f\xeb\x01\0";
/// Of the places where BTF may start, so many of the largest are read.
const MOST_TRIED: usize = 16;

/// The raw BTF of a kernel, as `/sys/kernel/btf/vmlinux` would hold it: of its section `.BTF`, or, in what has no sections, the
/// largest that is there.
pub(super) fn of(kernel: &[u8]) -> Option<&[u8]> {
    let section = object::File::parse(kernel).ok().and_then(|elf| elf.section_by_name(".BTF")?.data().ok());
    section.filter(|section| section.starts_with(MAGIC)).or_else(|| largest(kernel))
}

fn largest(kernel: &[u8]) -> Option<&[u8]> {
    let mut found: Vec<&[u8]> =
        memmem::find_iter(kernel, MAGIC).filter_map(|at| whole(kernel.get(at..)?)).collect();
    found.sort_by_key(|btf| std::cmp::Reverse(btf.len()));
    found.into_iter().take(MOST_TRIED).find(|btf| Btf::parse(btf).is_ok_and(|btf| !btf.is_empty()))
}

/// As many of the bytes as the header that they start with says.
fn whole(bytes: &[u8]) -> Option<&[u8]> {
    let field = |at| usize::try_from(word(bytes, at)).ok();
    let header = field(4)?;
    let (types, strings) = (field(8)?.checked_add(field(12)?)?, field(16)?.checked_add(field(20)?)?);
    (HEADER_SIZE..=64)
        .contains(&header)
        .then(|| bytes.get(..header.checked_add(types.max(strings))?))
        .flatten()
}
