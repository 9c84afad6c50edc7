//! Reading files that others wrote.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _};
use std::path::Path;

/// What a source has at most, in bytes: all sources of a request together have no more at a compile server.
pub(crate) const LARGEST_SOURCE: u64 = 16 << 20;

/// The bytes of a file, where links are followed. Devices and pipes, which may have no end, are never read.
///
/// # Errors
/// Where it can't be read, is no regular file or has more than `most` bytes.
pub(crate) fn read(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let check = |metadata: fs::Metadata| match metadata.is_file() {
        true => Ok(()),
        false => Err(io::Error::other("it is no regular file")),
    };
    // To open a device may do something already.
    check(fs::metadata(path)?)?;
    let file = open(path)?;
    check(file.metadata()?)?;
    let mut bytes = Vec::new();
    file.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        return Err(io::Error::other(format!("it has more than {most} bytes")));
    }
    Ok(bytes)
}

/// Opens a file; a pipe that has taken its place lets nobody wait.
#[cfg(all(unix, feature = "compile"))]
fn open(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let flags = rustix::fs::OFlags::NONBLOCK.bits().cast_signed();
    OpenOptions::new().read(true).custom_flags(flags).open(path)
}

/// Opens a file.
#[cfg(not(all(unix, feature = "compile")))]
fn open(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).open(path)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;
    use std::process::Command;

    use super::*;

    #[test]
    fn only_regular_files_of_a_sane_length_are_read() {
        let directory = tempfile::tempdir().unwrap();
        let at = |name: &str| directory.path().join(name);
        fs::write(at("four"), "1234").unwrap();
        symlink("four", at("link")).unwrap();
        symlink("/dev/zero", at("zero")).unwrap();
        assert!(Command::new("mkfifo").arg(at("pipe")).status().unwrap().success());
        let read = |name: &str, most| read(&at(name), most).map_err(|error| error.to_string());
        assert_eq!(read("four", 4), Ok(b"1234".to_vec()));
        assert_eq!(read("link", 4), Ok(b"1234".to_vec()));
        assert_eq!(read("four", 3), Err("it has more than 3 bytes".into()));
        for name in ["zero", "pipe", "."] {
            assert_eq!(read(name, 4), Err("it is no regular file".into()), "{name}");
        }
    }
}
