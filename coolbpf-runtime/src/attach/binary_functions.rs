//! The functions of a binary or library that a pattern means, for kernels that have no probe of many functions of user space:
//! before Linux 6.6.
//!
//! The file is an ELF file as `elf(5)` describes it, of this machine's kind: 64 bits, little-endian. Nothing of it is believed.

use std::collections::BTreeSet;
use std::env;
use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt as _;
use std::path::{Path, PathBuf};

use super::functions::matches;

/// The most functions that a pattern may mean: each is a probe of its own.
const MOST: usize = 2_000;
/// The largest table that is read, in bytes.
const LARGEST: u64 = 256 << 20;

/// `SHT_SYMTAB` and `SHT_DYNSYM`: the second is what is left of a binary that is stripped.
const TABLES: [u32; 2] = [2, 11];
const SECTION_HEADER: usize = 64;
const SYMBOL: usize = 24;
/// `STT_FUNC`.
const FUNCTION: u8 = 2;

/// Where the functions are that `pattern` means, in bytes from the file's start; as libbpf finds them for newer kernels.
pub(crate) fn offsets(binary: &Path, pattern: &str) -> io::Result<Vec<usize>> {
    let found = read(&File::open(located(binary))?, pattern)?;
    let shown = binary.display();
    match found.len() {
        0 => {
            let message = format!("no function of {shown} is called like `{pattern}`");
            Err(io::Error::new(io::ErrorKind::NotFound, message))
        }
        count if count > MOST => Err(io::Error::other(format!(
            "`{pattern}` means {count} functions of {shown}, each of which is a probe of its own before Linux 6.6; at most {MOST} are \
             attached"
        ))),
        _ => Ok(found.into_iter().collect()),
    }
}

/// Where libbpf looks for what is named without a directory.
pub(super) fn located(binary: &Path) -> PathBuf {
    if binary.components().count() > 1 {
        return binary.to_owned();
    }
    let is_library = binary.as_os_str().to_string_lossy().contains(".so");
    let (variable, places) = match is_library {
        true => ("LD_LIBRARY_PATH", "/usr/lib64:/usr/lib"),
        false => ("PATH", "/usr/bin:/usr/sbin"),
    };
    let machine = format!("/usr/lib/{}-linux-gnu", env::consts::ARCH);
    let named = env::var(variable).unwrap_or_default();
    let places = env::split_paths(&named).chain(env::split_paths(places)).chain([PathBuf::from(machine)]);
    let places = places.filter(|place| !place.as_os_str().is_empty());
    places.map(|place| place.join(binary)).find(|path| path.is_file()).unwrap_or_else(|| binary.to_owned())
}

/// A header of a section.
pub(super) struct Section {
    pub(super) kind: u32,
    address: u64,
    pub(super) offset: u64,
    pub(super) size: u64,
    link: u32,
}

/// The headers of a file's sections.
pub(super) fn sections(file: &File) -> io::Result<Vec<Section>> {
    let mut header = [0; 64];
    file.read_exact_at(&mut header, 0)?;
    if !header.starts_with(b"\x7fELF\x02\x01") {
        return Err(io::Error::other("it is no ELF file of 64 bits"));
    }
    let (table, size, count) = (long(&header, 0x28), short(&header, 0x3a), short(&header, 0x3c));
    if usize::from(size) != SECTION_HEADER {
        return Err(io::Error::other("its section headers are of another size than ELF's"));
    }
    let table = part(file, table, u64::from(count) * SECTION_HEADER as u64)?;
    let sections = table
        .chunks_exact(SECTION_HEADER)
        .map(|header| Section {
            kind: word(header, 4),
            address: long(header, 0x10),
            offset: long(header, 0x18),
            size: long(header, 0x20),
            link: word(header, 0x28),
        })
        .collect();
    Ok(sections)
}

fn read(file: &File, pattern: &str) -> io::Result<BTreeSet<usize>> {
    let sections = sections(file)?;
    for kind in TABLES {
        let mut found = BTreeSet::new();
        for symbols in sections.iter().filter(|section| section.kind == kind) {
            let Some(names) = sections.get(symbols.link as usize) else { continue };
            let names = part(file, names.offset, names.size)?;
            let symbols = part(file, symbols.offset, symbols.size)?;
            found.extend(
                symbols.chunks_exact(SYMBOL).filter_map(|symbol| place(symbol, &names, &sections, pattern)),
            );
        }
        if !found.is_empty() {
            return Ok(found);
        }
    }
    Ok(BTreeSet::new())
}

/// Where a symbol is in the file, if it is a function that is meant.
fn place(symbol: &[u8], names: &[u8], sections: &[Section], pattern: &str) -> Option<usize> {
    if symbol.get(4)? & 0xf != FUNCTION {
        return None;
    }
    let name = names.get(word(symbol, 0) as usize..)?.split(|byte| *byte == 0).next()?;
    let section = sections.get(usize::from(short(symbol, 6))).filter(|_| short(symbol, 6) != 0)?;
    let address = long(symbol, 8);
    if !matches(pattern, std::str::from_utf8(name).ok()?) {
        return None;
    }
    usize::try_from(address.checked_sub(section.address)?.checked_add(section.offset)?).ok()
}

/// Some bytes of a file, if there are so many.
pub(super) fn part(file: &File, offset: u64, size: u64) -> io::Result<Vec<u8>> {
    if size > LARGEST
        || offset.checked_add(size).is_none_or(|end| file.metadata().is_ok_and(|all| end > all.len()))
    {
        return Err(io::Error::other("a table of it lies outside of it, or is too large"));
    }
    let mut bytes = vec![0; size as usize];
    file.read_exact_at(&mut bytes, offset)?;
    Ok(bytes)
}

/// Numbers of headers; 0 where there is none.
fn number<const N: usize>(bytes: &[u8], at: usize) -> [u8; N] {
    bytes.get(at..).and_then(|rest| rest.first_chunk().copied()).unwrap_or([0; N])
}

fn short(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes(number(bytes, at))
}

pub(super) fn word(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(number(bytes, at))
}

fn long(bytes: &[u8], at: usize) -> u64 {
    u64::from_le_bytes(number(bytes, at))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[unsafe(no_mangle)]
    #[inline(never)]
    extern "C" fn coolbpf_runtime_binary_functions() -> i32 {
        std::hint::black_box(7)
    }

    #[test]
    fn functions_of_this_test_are_found_by_a_pattern() {
        assert_eq!(coolbpf_runtime_binary_functions(), 7);
        let this = Path::new("/proc/self/exe");
        let one = offsets(this, "coolbpf_runtime_binary_f*").unwrap();
        assert_eq!(one.len(), 1);
        assert_eq!(offsets(this, "coolbpf_runtime_binary_functions").unwrap(), one);
        let none = offsets(this, "coolbpf_no_such_*").unwrap_err();
        assert_eq!(none.kind(), io::ErrorKind::NotFound);
        assert!(offsets(this, "*").unwrap_err().to_string().contains("at most 2000 are attached"));
        assert_eq!(offsets(Path::new("libc.so.6"), "mallo?").unwrap().len(), 1);
        assert!(offsets(Path::new("/proc/self/comm"), "*").is_err());
    }

    #[test]
    fn files_that_are_cut_or_changed_anywhere_do_no_harm() {
        let file = env::temp_dir().join(format!("coolbpf-binary-functions-{}", std::process::id()));
        let name = b"\0f\0";
        // A header, the names, one symbol, and three section headers.
        let mut whole = vec![0; 64];
        whole[..6].copy_from_slice(b"\x7fELF\x02\x01");
        whole.extend(name);
        whole.resize(72, 0);
        whole.extend([1, 0, 0, 0, FUNCTION, 0, 1, 0]);
        whole.extend([0x1040_u64, 0].map(u64::to_le_bytes).concat());
        let headers = whole.len() as u64;
        let mut section = |kind: u32, address: u64, offset: u64, size: u64, link: u32| {
            whole.extend([0, kind].map(u32::to_le_bytes).concat());
            whole.extend([0, address, offset, size].map(u64::to_le_bytes).concat());
            whole.extend([link, 0].map(u32::to_le_bytes).concat());
            whole.extend([0; 16]);
        };
        section(3, 0, 64, 3, 0);
        section(1, 0x1000, 0x100, 0x100, 0);
        section(2, 0, 72, 24, 0);
        whole[0x28..0x30].copy_from_slice(&headers.to_le_bytes());
        (whole[0x3a], whole[0x3c]) = (64, 3);
        fs::write(&file, &whole).unwrap();
        assert_eq!(offsets(&file, "f").unwrap(), [0x140]);
        for length in 0..whole.len() {
            fs::write(&file, &whole[..length]).unwrap();
            assert!(offsets(&file, "f").is_err(), "{length}");
        }
        for at in 0..whole.len() {
            for byte in [0, 0x7f, 0xff] {
                let mut changed = whole.clone();
                changed[at] = byte;
                fs::write(&file, changed).unwrap();
                let _ = offsets(&file, "f");
            }
        }
        fs::remove_file(file).unwrap();
    }
}
