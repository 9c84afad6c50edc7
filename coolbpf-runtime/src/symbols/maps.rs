//! What a process has mapped to be run: `/proc/PID/maps`.

use std::ffi::OsStr;
use std::fmt::Display;
use std::fs;
use std::io;
use std::ops::Range;
use std::os::unix::ffi::OsStrExt as _;
use std::path::PathBuf;

/// A part of a process's memory that it may run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mapping {
    pub(super) range: Range<u64>,
    /// The file's byte that is first.
    pub(super) offset: u64,
    /// The file; `None` of memory that has none, as of a compiler at run time or the kernel's `[vdso]`.
    pub(super) file: Option<MappedFile>,
    /// Whether it is the kernel's `[vdso]`, a name that no process can give.
    pub(super) is_vdso: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct MappedFile {
    /// The numbers of its file system and within it.
    pub(super) id: FileId,
    /// Its path as the process sees it.
    pub(super) path: PathBuf,
}

/// A device's and an inode's number.
pub(super) type FileId = (u64, u64);

/// What the process of that name in `/proc` has mapped to be run, by address; nothing of one that has ended.
pub(super) fn read(process: impl Display) -> io::Result<Vec<Mapping>> {
    fs::read(format!("/proc/{process}/maps")).map(|text| parse(&text))
}

fn parse(text: &[u8]) -> Vec<Mapping> {
    text.split(|byte| *byte == b'\n').filter_map(mapping).collect()
}

/// `7f5c7a200000-7f5c7a355000 r-xp 00026000 fe:01 131  /usr/lib/libc.so.6`, as `proc_pid_maps(5)` has it.
fn mapping(line: &[u8]) -> Option<Mapping> {
    let mut rest = line;
    let mut part = || {
        let start = rest.iter().position(|byte| *byte != b' ')?;
        let (_, from) = rest.split_at_checked(start)?;
        let end = from.iter().position(|byte| *byte == b' ').unwrap_or(from.len());
        let (part, after) = from.split_at_checked(end)?;
        rest = after;
        std::str::from_utf8(part).ok()
    };
    let hexadecimal = |text| u64::from_str_radix(text, 16).ok();
    let (start, end) = part()?.split_once('-')?;
    let range = hexadecimal(start)?..hexadecimal(end)?;
    let is_run = part()?.contains('x');
    let offset = hexadecimal(part()?)?;
    let (major, minor) = part()?.split_once(':')?;
    let device = libc::makedev(u32::from_str_radix(major, 16).ok()?, u32::from_str_radix(minor, 16).ok()?);
    let inode = part()?.parse().ok()?;
    if !is_run || range.is_empty() {
        return None;
    }
    let path = rest.trim_ascii_start();
    let path = path.strip_suffix(b" (deleted)").unwrap_or(path);
    let file = path
        .starts_with(b"/")
        .then(|| MappedFile { id: (device, inode), path: PathBuf::from(OsStr::from_bytes(path)) });
    Some(Mapping { range, offset, file, is_vdso: path == b"[vdso]" })
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAPS: &str = "\
5581f0a00000-5581f0a01000 r--p 00000000 fe:01 77                         /usr/bin/a b
5581f0a01000-5581f0a04000 r-xp 00001000 fe:01 77                         /usr/bin/a b
7f0000000000-7f0000001000 rwxp 00000000 00:00 0 \n\
7f0000001000-7f0000002000 r-xp 00003000 00:1f 9                          /tmp/gone.so (deleted)
7ffd00000000-7ffd00002000 r-xp 00000000 00:00 0                          [vdso]
";

    #[test]
    fn what_a_process_may_run_is_read_with_the_files_that_it_is_of() {
        let file = |id, path: &str| Some(MappedFile { id, path: path.into() });
        let found = parse(MAPS.as_bytes());
        let expected = [
            (0x5581_f0a0_1000, 0x1000, file((libc::makedev(0xfe, 1), 77), "/usr/bin/a b"), false),
            (0x7f00_0000_0000, 0, None, false),
            (0x7f00_0000_1000, 0x3000, file((libc::makedev(0, 0x1f), 9), "/tmp/gone.so"), false),
            (0x7ffd_0000_0000, 0, None, true),
        ];
        let found =
            found.into_iter().map(|found| (found.range.start, found.offset, found.file, found.is_vdso));
        let found: Vec<_> = found.collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn what_is_cut_or_altered_is_passed_over() {
        for end in 0..MAPS.len() {
            assert!(parse(&MAPS.as_bytes()[..end]).len() <= 4);
        }
        for at in 0..MAPS.len() {
            for byte in [0, b' ', b'\n', b'-', b':', 0xff] {
                let mut altered = MAPS.as_bytes().to_vec();
                altered[at] = byte;
                assert!(parse(&altered).iter().all(|mapping| !mapping.range.is_empty()));
            }
        }
    }

    #[test]
    fn a_process_knows_its_own_functions_as_mapped() {
        let here = a_process_knows_its_own_functions_as_mapped as *const () as u64;
        let mappings = read(std::process::id()).unwrap();
        let mapping = mappings.iter().find(|mapping| mapping.range.contains(&here)).unwrap();
        assert_eq!(mapping.file.as_ref().unwrap().path, std::env::current_exe().unwrap());
    }
}
