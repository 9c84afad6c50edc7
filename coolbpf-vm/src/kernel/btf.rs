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

#[cfg(test)]
mod tests {
    use super::*;

    /// BTF of `count` integers called `int`.
    fn integers(count: u32) -> Vec<u8> {
        let types = count * 16;
        let mut btf = MAGIC.to_vec();
        for number in [24, 0, types, types, 5] {
            btf.extend(u32::to_le_bytes(number));
        }
        for _ in 0..count {
            for number in [1, 1 << 24, 4, 32] {
                btf.extend(u32::to_le_bytes(number));
            }
        }
        btf.extend(b"\0int\0");
        btf
    }

    #[test]
    fn the_largest_btf_is_found_where_no_section_names_it() {
        let (small, large) = (integers(3), integers(9));
        let memory = [b"....".as_slice(), &small, MAGIC, b"\xff\xff", &large, b"....", MAGIC].concat();
        assert_eq!(of(&memory), Some(large.as_slice()));
        assert_eq!(of(&memory[..memory.len() - 20]), Some(small.as_slice()));
    }

    #[test]
    fn what_only_looks_like_btf_is_none() {
        let mut hostile = Vec::new();
        for field in 0..5 {
            for number in [u32::MAX, 1 << 31] {
                let mut btf = integers(3);
                btf[4 + 4 * field..8 + 4 * field].copy_from_slice(&number.to_le_bytes());
                hostile.extend(btf);
                hostile.push(0);
            }
        }
        for length in 0..40 {
            hostile.extend(&integers(3)[..length]);
        }
        hostile.extend(MAGIC.repeat(100));
        assert_eq!(of(&hostile), None);
        assert_eq!(of(b""), None);
    }
}
