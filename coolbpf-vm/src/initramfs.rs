//! Writes the archive that a kernel unpacks into its first file system: cpio in the "newc" format.
//!
//! The format is that of the kernel's Documentation/driver-api/early-userspace/buffer-format.rst.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Write};
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Component, Path, PathBuf};

const DIRECTORY: u32 = 0o040_000;
const FILE: u32 = 0o100_000;
const LINK: u32 = 0o120_000;

/// An archive that is being written. All in it belongs to root.
pub(crate) struct Initramfs<W> {
    to: W,
    written: u64,
    /// The paths that are in it; a second entry of a name is an error of the kernel's unpacking.
    paths: BTreeSet<PathBuf>,
}

impl<W: Write> Initramfs<W> {
    pub(crate) fn new(to: W) -> Self {
        Self { to, written: 0, paths: BTreeSet::new() }
    }

    /// A directory, with those above it.
    pub(crate) fn directory(&mut self, path: &Path, permissions: u32) -> io::Result<()> {
        self.parents(path)?;
        if path.file_name().is_some() && self.paths.insert(path.to_owned()) {
            self.header(path, DIRECTORY | permissions, 0)?;
        }
        Ok(())
    }

    /// A file that holds `bytes`.
    pub(crate) fn file(&mut self, path: &Path, permissions: u32, bytes: &[u8]) -> io::Result<()> {
        self.file_from(path, permissions, bytes.len() as u64, bytes)
    }

    /// A file that holds what a file of the host holds.
    pub(crate) fn host_file(&mut self, path: &Path, permissions: u32, file: File) -> io::Result<()> {
        let length = file.metadata()?.len();
        self.file_from(path, permissions, length, file)
    }

    /// A symbolic link.
    pub(crate) fn link(&mut self, path: &Path, target: &Path) -> io::Result<()> {
        let target = target.as_os_str().as_bytes();
        self.parents(path)?;
        if self.paths.insert(path.to_owned()) {
            self.header(path, LINK | 0o777, target.len() as u64)?;
            self.put(target)?;
            self.pad()?;
        }
        Ok(())
    }

    /// Ends the archive and gives how many bytes it has.
    pub(crate) fn finish(mut self) -> io::Result<u64> {
        self.header(Path::new("/TRAILER!!!"), 0, 0)?;
        self.to.flush()?;
        Ok(self.written)
    }

    fn file_from(
        &mut self,
        path: &Path,
        permissions: u32,
        length: u64,
        from: impl io::Read,
    ) -> io::Result<()> {
        self.parents(path)?;
        if !self.paths.insert(path.to_owned()) {
            return Ok(());
        }
        self.header(path, FILE | permissions, length)?;
        let copied = io::copy(&mut from.take(length), &mut self.to)?;
        self.written += copied;
        // A file that somebody cuts meanwhile would shift all that follows.
        if copied < length {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "it became shorter while it was read"));
        }
        self.pad()
    }

    fn parents(&mut self, path: &Path) -> io::Result<()> {
        match path.parent() {
            Some(parent) if parent.file_name().is_some() => self.directory(parent, 0o755),
            _ => Ok(()),
        }
    }

    fn header(&mut self, path: &Path, mode: u32, length: u64) -> io::Result<()> {
        let mut name = Vec::new();
        for component in path.components() {
            match component {
                Component::RootDir => {}
                Component::Normal(part) => {
                    if !name.is_empty() {
                        name.push(b'/');
                    }
                    name.extend_from_slice(part.as_bytes());
                }
                _ => {
                    return Err(io::Error::new(io::ErrorKind::InvalidInput, "a path in a guest has no `..`"));
                }
            }
        }
        name.push(0);
        let length = u32::try_from(length).map_err(|_| {
            io::Error::new(io::ErrorKind::FileTooLarge, "an initramfs holds files below 4 GiB")
        })?;
        // The kernel takes files of one inode number for links to one file; without links the numbers don't matter.
        let links = if mode & DIRECTORY == DIRECTORY { 2 } else { 1 };
        let name_length = u32::try_from(name.len()).unwrap_or(u32::MAX);
        let fields = [0, mode, 0, 0, links, 0, length, 0, 0, 0, 0, name_length, 0];
        let mut header = String::from("070701");
        for field in fields {
            header.push_str(&format!("{field:08X}"));
        }
        self.put(header.as_bytes())?;
        self.put(&name)?;
        self.pad()
    }

    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.written += bytes.len() as u64;
        self.to.write_all(bytes)
    }

    fn pad(&mut self) -> io::Result<()> {
        let padding = self.written.next_multiple_of(4) - self.written;
        self.put(&[0; 4][..padding as usize])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The entries of an archive: name, mode, content.
    fn entries(archive: &[u8]) -> Vec<(String, u32, Vec<u8>)> {
        let mut entries = Vec::new();
        let mut at = 0;
        loop {
            let header = std::str::from_utf8(&archive[at..at + 110]).unwrap();
            let field =
                |number: usize| u32::from_str_radix(&header[6 + 8 * number..14 + 8 * number], 16).unwrap();
            assert_eq!(&header[..6], "070701");
            let (length, name_length) = (field(6) as usize, field(11) as usize);
            let name = String::from_utf8(archive[at + 110..at + 109 + name_length].to_vec()).unwrap();
            let data = (at + 110 + name_length).next_multiple_of(4);
            if name == "TRAILER!!!" {
                assert_eq!(data, archive.len());
                return entries;
            }
            entries.push((name, field(1), archive[data..data + length].to_vec()));
            at = (data + length).next_multiple_of(4);
        }
    }

    #[test]
    fn entries_are_padded_and_follow_their_directories() {
        let mut bytes = Vec::new();
        let mut archive = Initramfs::new(&mut bytes);
        archive.directory(Path::new("/"), 0o700).unwrap();
        archive.file(Path::new("/a/b/c"), 0o755, b"12345").unwrap();
        archive.link(Path::new("/a/l"), Path::new("b/c")).unwrap();
        archive.directory(Path::new("/a/b"), 0o700).unwrap();
        archive.file(Path::new("/a/b/c"), 0o644, b"a second of one name").unwrap();
        let written = archive.finish().unwrap();
        assert_eq!(written, bytes.len() as u64);
        let expected = [
            ("a", 0o040_755, &b""[..]),
            ("a/b", 0o040_755, b""),
            ("a/b/c", 0o100_755, b"12345"),
            ("a/l", 0o120_777, b"b/c"),
        ];
        let expected = expected.map(|(name, mode, bytes)| (name.to_owned(), mode, bytes.to_vec()));
        assert_eq!(entries(&bytes), expected);
    }

    #[test]
    fn a_file_that_shrinks_while_it_is_read_spoils_no_archive() {
        let mut archive = Initramfs::new(Vec::new());
        let error = archive.file_from(Path::new("/a"), 0o644, 5, &b"1234"[..]).unwrap_err();
        assert_eq!(error.to_string(), "it became shorter while it was read");
    }

    #[test]
    fn what_the_format_cannot_hold_is_refused() {
        let mut archive = Initramfs::new(Vec::new());
        let error = archive.file_from(Path::new("/a"), 0o644, 1 << 32, io::empty()).unwrap_err();
        assert_eq!(error.to_string(), "an initramfs holds files below 4 GiB");
        let error = archive.file(Path::new("/../a"), 0o644, b"").unwrap_err();
        assert_eq!(error.to_string(), "a path in a guest has no `..`");
    }
}
