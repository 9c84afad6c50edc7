//! An archive of headers in one file, each compressed on its own, so that only those that are asked for are unpacked.
//!
//! All numbers are little-endian `u32`s: the number of files; for each file, sorted by path, where its path ends
//! among the paths, where its data ends among the data, and its length before compression; then all paths, then
//! all data.

use std::collections::BTreeMap;

use super::zlib;

const ENTRY: usize = 12;

/// An archive to read from.
#[derive(Clone, Copy)]
pub(crate) struct Archive<'a> {
    entries: &'a [u8],
    paths: &'a [u8],
    data: &'a [u8],
}

impl<'a> Archive<'a> {
    /// `None` where the bytes are no archive.
    pub(crate) fn parse(bytes: &'a [u8]) -> Option<Self> {
        let (count, rest) = bytes.split_first_chunk()?;
        let count = u32::from_le_bytes(*count) as usize;
        let (entries, rest) = rest.split_at_checked(count.checked_mul(ENTRY)?)?;
        let mut archive = Self { entries, paths: &[], data: &[] };
        let paths_end = count.checked_sub(1).map_or(Some(0), |last| archive.field(last, 0))?;
        (archive.paths, archive.data) = rest.split_at_checked(paths_end)?;
        Some(archive)
    }

    fn field(&self, index: usize, field: usize) -> Option<usize> {
        let at = index * ENTRY + field * 4;
        let bytes = self.entries.get(at..at + 4)?;
        Some(u32::from_le_bytes(bytes.try_into().ok()?) as usize)
    }

    /// What `field` says the end of entry `index` is, with the end of the one before it.
    fn range(&self, index: usize, field: usize) -> Option<std::ops::Range<usize>> {
        let start = index.checked_sub(1).map_or(Some(0), |before| self.field(before, field))?;
        Some(start..self.field(index, field)?)
    }

    /// The path of each file, in order.
    pub(crate) fn paths(self) -> impl Iterator<Item = &'a str> {
        (0..self.entries.len() / ENTRY).map_while(move |index| self.path(index))
    }

    fn path(&self, index: usize) -> Option<&'a str> {
        std::str::from_utf8(self.paths.get(self.range(index, 0)?)?).ok()
    }

    fn find(&self, path: &str) -> Option<usize> {
        let (mut low, mut high) = (0, self.entries.len() / ENTRY);
        while low < high {
            let middle = low.midpoint(high);
            match self.path(middle)?.cmp(path) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return Some(middle),
            }
        }
        None
    }

    /// The text of the file at `path`, if there is one.
    pub(crate) fn read(&self, path: &str) -> Option<Vec<u8>> {
        let index = self.find(path)?;
        zlib::inflate(self.data.get(self.range(index, 1)?)?, self.field(index, 2)?)
    }
}

/// The archive of `files`.
pub fn write(files: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    let (mut paths, mut data, mut entries) = (Vec::new(), Vec::new(), Vec::new());
    for (path, text) in files {
        paths.extend_from_slice(path.as_bytes());
        data.extend_from_slice(&zlib::deflate(text));
        for number in [paths.len(), data.len(), text.len()] {
            entries.extend_from_slice(&(number as u32).to_le_bytes());
        }
    }
    [&(files.len() as u32).to_le_bytes()[..], &entries, &paths, &data].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archive_gives_back_each_file_and_nothing_else() {
        let files: BTreeMap<String, Vec<u8>> = ["linux/bpf.h", "asm/types.h", "linux/types.h"]
            .map(|path| (path.to_owned(), path.repeat(500).into()))
            .into();
        let bytes = write(&files);
        let archive = Archive::parse(&bytes).unwrap();
        assert_eq!(archive.paths().collect::<Vec<_>>(), ["asm/types.h", "linux/bpf.h", "linux/types.h"]);
        for (path, text) in &files {
            assert_eq!(archive.read(path).as_ref(), Some(text));
        }
        assert_eq!(archive.read("linux"), None);
        assert_eq!(Archive::parse(&write(&BTreeMap::new())).unwrap().paths().count(), 0);
    }
}
