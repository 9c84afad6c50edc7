//! Files of prefixes.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::prefix::Prefix;

/// A file with a prefix in each line. What follows a `#` or a `;` is a comment.
pub struct List {
    path: PathBuf,
    /// Of the file that was read: its size, and when it was written.
    read: Option<(u64, SystemTime)>,
}

impl List {
    pub fn new(path: &Path) -> Self {
        Self { path: path.to_owned(), read: None }
    }

    /// The prefixes, if the file has changed since it was read.
    pub fn changed(&mut self) -> io::Result<Option<Vec<Prefix>>> {
        let failed = |error: io::Error| {
            io::Error::new(error.kind(), format!("can't read the list {}: {error}", self.path.display()))
        };
        let about = fs::metadata(&self.path).map_err(failed)?;
        let now = (about.len(), about.modified().map_err(failed)?);
        if self.read.replace(now) == Some(now) {
            return Ok(None);
        }
        let text = fs::read_to_string(&self.path).map_err(failed)?;
        let prefixes = parse(&text).map_err(|(line, what)| {
            let message = format!("{}:{line}: {what}", self.path.display());
            io::Error::new(ErrorKind::InvalidData, message)
        })?;
        Ok(Some(prefixes))
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
    fn the_line_with_a_mistake_is_named() {
        let (line, what) = parse("10.0.0.0/8\nten\n").unwrap_err();
        assert!(line == 2 && what.starts_with("`ten` is no address"), "{line}: {what}");
    }
}
