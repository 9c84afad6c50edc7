//! The list of what may be executed.

use std::fs;
use std::io;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};

use tool::FileId;

/// A line of the list.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// As it stands there.
    pub text: String,
    pub what: What,
}

/// What a rule allows.
#[derive(Debug, PartialEq, Eq)]
pub enum What {
    /// A file, or all that is below a directory, by its path.
    Path(PathBuf),
    /// All that is executed in a control group and in those below it.
    Group(PathBuf),
}

/// Where in the tree of files a rule is: in a directory under a name, or anywhere below the directory.
#[derive(Debug)]
pub struct Place {
    pub directory: FileId,
    pub name: Option<Vec<u8>>,
}

/// The rules of a list, whose lines are paths, `cgroup PATH`, comments or blank.
///
/// # Errors
/// Where a line is none of these; the text has its number.
pub fn rules(list: &str) -> io::Result<Vec<Rule>> {
    let lines = list.lines().map(str::trim).enumerate();
    lines
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
        .map(|(at, line)| {
            let what = match line.strip_prefix("cgroup ") {
                Some(group) => What::Group(group.trim().into()),
                None if line.starts_with('/') => What::Path(line.into()),
                None => {
                    let what = format!(
                        "line {}: `{line}` is neither a path that starts with `/` nor `cgroup PATH`",
                        at + 1
                    );
                    return Err(io::Error::new(io::ErrorKind::InvalidInput, what));
                }
            };
            Ok(Rule { text: line.to_owned(), what })
        })
        .collect()
}

impl Place {
    /// That of a path, through symbolic links. The file needn't be there, but its directory.
    ///
    /// # Errors
    /// Where it is not there, or can't be read.
    pub fn of(path: &Path) -> io::Result<Self> {
        let path = fs::canonicalize(path).or_else(|error| {
            let is_file = !path.as_os_str().as_bytes().ends_with(b"/");
            match (path.parent(), path.file_name().filter(|_| is_file)) {
                (Some(directory), Some(name)) => Ok(fs::canonicalize(directory)?.join(name)),
                _ => Err(error),
            }
        })?;
        match (path.parent(), path.file_name()) {
            (Some(directory), Some(name)) if !path.is_dir() => {
                Ok(Self { directory: FileId::of(directory)?, name: Some(name.as_bytes().to_owned()) })
            }
            _ => Ok(Self { directory: FileId::of(&path)?, name: None }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_has_paths_groups_and_comments() {
        let rules = rules("# what we run\n\n/usr/bin/true\n  /usr/lib/\ncgroup /builds\n").unwrap();
        let expected = [
            ("/usr/bin/true", What::Path("/usr/bin/true".into())),
            ("/usr/lib/", What::Path("/usr/lib/".into())),
            ("cgroup /builds", What::Group("/builds".into())),
        ];
        let expected: Vec<_> =
            expected.into_iter().map(|(text, what)| Rule { text: text.into(), what }).collect();
        assert_eq!(rules, expected);
    }

    #[test]
    fn what_is_no_rule_is_an_error_with_its_line() {
        assert_eq!(
            rules("/bin/ls\nls\n").unwrap_err().to_string(),
            "line 2: `ls` is neither a path that starts with `/` nor `cgroup PATH`"
        );
    }

    #[test]
    fn a_place_is_a_name_in_a_directory_or_a_directory() {
        let directory = FileId::of(Path::new("/usr/bin")).unwrap();
        let file = Place::of(Path::new("/usr/bin/no-such-program")).unwrap();
        assert_eq!((file.directory, file.name.as_deref()), (directory, Some(&b"no-such-program"[..])));
        let all = Place::of(Path::new("/usr/bin/")).unwrap();
        assert_eq!((all.directory, all.name), (directory, None));
        assert!(Place::of(Path::new("/usr/no-such-directory/")).is_err());
        assert!(Place::of(Path::new("/no-such-directory/x")).is_err());
    }
}
