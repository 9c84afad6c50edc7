//! The names of code that was made at run time, as its maker writes them: `/tmp/perf-PID.map` in the mounts of the process.

use std::fs;
use std::io::{self, Read as _};
use std::ops::Range;
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;
use std::time::{Duration, Instant};

use super::regular;
use crate::printable::printable;

/// How long what was read counts.
const FRESH: Duration = Duration::from_secs(1);
/// A file is read again after at least so many times as long as it took to read it.
const REST: u32 = 16;
/// How much of a file is read.
const MOST_BYTES: u64 = 64 << 20;
const MOST_FUNCTIONS: usize = 1 << 20;
const LONGEST_NAME: usize = 4096;

/// What the file of a process told: a copy, as whoever writes it may alter or cut it at any time.
#[derive(Debug, Default)]
pub(super) struct PerfMap {
    /// By their first addresses; of those at the same, what was written last is last.
    functions: Vec<Function>,
    version: Option<Version>,
    due: Option<Instant>,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Function {
    pub(super) range: Range<u64>,
    pub(super) name: Box<str>,
}

/// A file's device, inode, size, and the time of its last change in seconds and nanoseconds.
type Version = (u64, u64, u64, i64, i64);

impl PerfMap {
    /// Reads the file if that was not done in the last second, and it has changed; tells whether it did.
    pub(super) fn refresh(&mut self, pid: u32) -> bool {
        let is_due = self.due.is_none_or(|due| due <= Instant::now());
        is_due && self.read(pid)
    }

    /// Reads the file if it has changed, and tells whether it did. Where there is none, or none any more, what was read stays.
    pub(super) fn read(&mut self, pid: u32) -> bool {
        let start = Instant::now();
        let read = path(pid).and_then(|path| self.read_at(Path::new(&path)));
        self.due = Some(Instant::now() + FRESH.max(start.elapsed().saturating_mul(REST)));
        read.unwrap_or(false)
    }

    fn read_at(&mut self, path: &Path) -> io::Result<bool> {
        let (file, metadata) = regular::open(path, libc::O_NOFOLLOW)?;
        let (dev, inode, size) = (metadata.dev(), metadata.ino(), metadata.size());
        let version = Some((dev, inode, size, metadata.mtime(), metadata.mtime_nsec()));
        if self.version == version {
            return Ok(false);
        }
        let mut text = Vec::new();
        file.take(MOST_BYTES).read_to_end(&mut text)?;
        self.functions = parse(&text);
        self.version = version;
        Ok(true)
    }

    /// The function that was made at an address.
    pub(super) fn find(&self, address: u64) -> Option<&Function> {
        let after = self.functions.partition_point(|function| function.range.start <= address);
        self.functions.get(after.checked_sub(1)?).filter(|function| function.range.contains(&address))
    }

    /// About how many bytes of memory it takes.
    pub(super) fn size(&self) -> usize {
        self.functions.iter().map(|function| size_of::<Function>() + function.name.len()).sum()
    }
}

/// Named by the number that the process has in its own namespace.
fn path(pid: u32) -> io::Result<String> {
    let status = fs::read_to_string(format!("/proc/{pid}/status"))?;
    let ids = status.lines().find_map(|line| line.strip_prefix("NStgid:"));
    let own = ids.and_then(|ids| ids.split_ascii_whitespace().next_back()?.parse().ok()).unwrap_or(pid);
    Ok(format!("/proc/{pid}/root/tmp/perf-{own}.map"))
}

/// Lines of other forms are passed over, and what is behind the last line's end, which is being written.
fn parse(text: &[u8]) -> Vec<Function> {
    let lines = text.split_inclusive(|byte| *byte == b'\n').filter_map(|line| line.strip_suffix(b"\n"));
    let mut functions: Vec<_> = lines.filter_map(function).take(MOST_FUNCTIONS).collect();
    functions.sort_by_key(|function| function.range.start);
    functions
}

/// `7f5c7a200000 40 main.js:12 step`: the first address and the size, both hexadecimal, and the name.
fn function(line: &[u8]) -> Option<Function> {
    let mut parts = line.splitn(3, |byte| *byte == b' ');
    let mut number = || u64::from_str_radix(std::str::from_utf8(parts.next()?).ok()?, 16).ok();
    let (start, size) = (number()?, number()?);
    let name = parts.next()?;
    let name = name.get(..LONGEST_NAME).unwrap_or(name);
    // A function of no size is at its first address only.
    let range = start..start.checked_add(size.max(1))?;
    Some(Function { range, name: printable(&String::from_utf8_lossy(name)).into() })
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::os::unix::fs::symlink;
    use std::path::PathBuf;
    use std::process::Command;

    use super::*;

    const TEXT: &str = "\
7f0000000100 40 late \x1b[31mname
7f0000000000 80 early
7f0000000100 20 later
7f0000000200 0 empty
7f0000000300 10 being wri";

    fn name(map: &PerfMap, address: u64) -> Option<&str> {
        map.find(address).map(|function| &*function.name)
    }

    /// The path of a file of which there is none yet.
    fn new_path(name: &str) -> PathBuf {
        let path = std::env::temp_dir().join(format!("coolbpf-{name}-{}", std::process::id()));
        let _ = fs::remove_file(&path);
        path
    }

    #[test]
    fn addresses_have_the_names_that_were_written_last_without_control_characters() {
        let map = PerfMap { functions: parse(TEXT.as_bytes()), ..PerfMap::default() };
        assert_eq!(name(&map, 0x7f00_0000_007f), Some("early"));
        assert_eq!(name(&map, 0x7f00_0000_0080), None);
        assert_eq!(name(&map, 0x7f00_0000_0100), Some("later"));
        assert_eq!(name(&map, 0x7f00_0000_0200), Some("empty"));
        assert_eq!(name(&map, 0x7f00_0000_0201), None);
        assert_eq!(name(&map, 0x7f00_0000_0300), None);
        assert_eq!(name(&map, 0), None);
        assert!(map.functions.iter().any(|function| &*function.name == "late [31mname"));
    }

    #[test]
    fn what_is_cut_or_altered_is_passed_over_and_names_are_of_bounded_length() {
        for at in 0..TEXT.len() {
            assert!(parse(&TEXT.as_bytes()[..at]).len() <= 4);
            for byte in [0, b' ', b'\n', b'-', b'+', b'f', 0xff] {
                let mut altered = TEXT.as_bytes().to_vec();
                altered[at] = byte;
                assert!(parse(&altered).iter().all(|function| !function.range.is_empty()));
            }
        }
        let most = format!("{0:x} {0:x} too far\n1 1\n\n 1 1 a\n1 1 {1}\n", u64::MAX, "é".repeat(5000));
        let functions = parse(most.as_bytes());
        assert_eq!(functions.len(), 1);
        assert_eq!(functions[0].name.len(), LONGEST_NAME);
    }

    #[test]
    fn a_file_is_read_again_when_it_has_changed_and_what_it_told_outlives_it() {
        let (path, mut map) = (new_path("perf-map"), PerfMap::default());
        fs::write(&path, "10 10 one\n").unwrap();
        assert!(map.read_at(&path).unwrap());
        assert!(!map.read_at(&path).unwrap());
        fs::write(&path, "10 10 one\n20 10 two\n").unwrap();
        assert!(map.read_at(&path).unwrap());
        File::options().write(true).open(&path).unwrap().set_len(0).unwrap();
        assert_eq!((name(&map, 0x18), name(&map, 0x28)), (Some("one"), Some("two")));
        fs::remove_file(&path).unwrap();
        assert_eq!(map.read_at(&path).unwrap_err().kind(), io::ErrorKind::NotFound);
        assert_eq!(name(&map, 0x28), Some("two"));
    }

    #[test]
    fn pipes_devices_links_and_directories_are_not_opened() {
        let (pipe, link) = (new_path("pipe"), new_path("link"));
        assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        symlink("/proc/self/status", &link).unwrap();
        for path in [&*pipe, &*link, Path::new("/dev/null"), Path::new("/tmp")] {
            let error = PerfMap::default().read_at(path).unwrap_err();
            assert_eq!(error.to_string(), "it is not a regular file", "{}", path.display());
        }
        fs::remove_file(pipe).unwrap();
        fs::remove_file(link).unwrap();
    }
}
