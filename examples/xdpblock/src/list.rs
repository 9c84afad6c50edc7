//! Files of prefixes.

use std::fs;
use std::io::{self, ErrorKind};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, SystemTime};

use crate::prefix::Prefix;

/// A file with a prefix in each line. What follows a `#` or a `;` is a comment.
pub struct List {
    path: PathBuf,
    /// What the file was when it was read.
    read: Option<Version>,
    /// What it was at the last look.
    seen: Option<Version>,
}

/// A file's size, when it was written, and its inode. What is no regular file has always the same, so it is read once.
type Version = (u64, SystemTime, u64);

impl List {
    pub fn new(path: &Path) -> Self {
        Self { path: path.to_owned(), read: None, seen: None }
    }

    /// The prefixes of the file, which nobody is writing.
    pub fn first(&mut self) -> io::Result<Vec<Prefix>> {
        loop {
            if let Some(prefixes) = self.changed()? {
                return Ok(prefixes);
            }
            thread::sleep(Duration::from_millis(50));
        }
    }

    /// The prefixes, if the file has changed since it was read, and not since the last look: who writes it may not be at the end yet.
    pub fn changed(&mut self) -> io::Result<Option<Vec<Prefix>>> {
        let now = self.version()?;
        if self.seen.replace(now) != Some(now) || self.read == Some(now) {
            return Ok(None);
        }
        let text = fs::read_to_string(&self.path).map_err(|error| self.failed(&error))?;
        if self.version()? != now {
            return Ok(None);
        }
        self.read = Some(now);
        let prefixes = parse(&text).map_err(|(line, what)| {
            let message = format!("{}:{line}: {what}", self.path.display());
            io::Error::new(ErrorKind::InvalidData, message)
        })?;
        Ok(Some(prefixes))
    }

    fn version(&self) -> io::Result<Version> {
        let about = fs::metadata(&self.path).map_err(|error| self.failed(&error))?;
        if !about.is_file() {
            return Ok((0, SystemTime::UNIX_EPOCH, 0));
        }
        Ok((about.len(), about.modified().map_err(|error| self.failed(&error))?, about.ino()))
    }

    fn failed(&self, error: &io::Error) -> io::Error {
        io::Error::new(error.kind(), format!("can't read the list {}: {error}", self.path.display()))
    }
}

/// The prefixes of a list, or the first line that has something else.
fn parse(text: &str) -> Result<Vec<Prefix>, (usize, String)> {
    let lines = (1..).zip(text.lines()).map(|(number, line)| {
        let line = line.split(['#', ';']).next().unwrap_or_default().trim();
        (number, line)
    });
    lines
        .filter(|(_, line)| !line.is_empty())
        .map(|(number, line)| line.parse().map_err(|what| (number, what)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_have_comments() {
        let list = "# the first\n10.0.0.0/8 ; SBL1\n\n  192.0.2.7\n";
        let prefixes: Vec<_> = parse(list).unwrap().iter().map(Prefix::to_string).collect();
        assert_eq!(prefixes, ["10.0.0.0/8", "192.0.2.7/32"]);
    }

    #[test]
    fn a_list_is_taken_when_it_stays_as_it_is() {
        let path = std::env::temp_dir().join(format!("xdpblock-list-{}", std::process::id()));
        fs::write(&path, "10.0.0.0/8\n").unwrap();
        let mut list = List::new(&path);
        assert_eq!(list.first().unwrap().len(), 1);
        assert_eq!(list.changed().unwrap(), None);
        // Somebody truncates it, then writes it anew.
        for text in ["", "10.0.0.0/8\n192.0.2.1", "10.0.0.0/8\n192.0.2.128\n"] {
            fs::write(&path, text).unwrap();
            assert_eq!(list.changed().unwrap(), None);
        }
        let prefixes: Vec<_> = list.changed().unwrap().unwrap().iter().map(Prefix::to_string).collect();
        assert_eq!(prefixes, ["10.0.0.0/8", "192.0.2.128/32"]);
        assert_eq!(list.changed().unwrap(), None);
        fs::remove_file(path).unwrap();
    }

    #[test]
    fn the_line_with_a_mistake_is_named() {
        let (line, what) = parse("10.0.0.0/8\nten\n").unwrap_err();
        assert!(line == 2 && what.starts_with("`ten` is no address"), "{line}: {what}");
    }
}
