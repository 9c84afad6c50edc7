//! Names that system calls are given.

use std::fs;
use std::path::{Path, PathBuf};

/// The path of what is `below` a guarded directory; of the file itself, if that is empty.
pub fn join(guard: &Path, below: &str) -> String {
    printable(guard.join(below.trim_start_matches('/')).to_string_lossy().trim_end_matches('/'))
}

/// Without what would command a terminal.
fn printable(path: &str) -> String {
    let shown = |c: char| if c.is_control() { c.escape_unicode().to_string() } else { c.to_string() };
    path.chars().map(shown).collect()
}

/// The path that a name leads to from a directory, if one of `paths` is it or above it. The last part is not followed, as what is removed
/// or renamed is the link itself; nor are parts that are there no more.
pub fn guarded(paths: &[PathBuf], directory: &str, name: &str) -> Option<String> {
    let asked = Path::new(directory).join(name);
    let real = match (asked.parent(), asked.file_name()) {
        (Some(parent), Some(file)) => {
            fs::canonicalize(parent).unwrap_or_else(|_| parent.to_owned()).join(file)
        }
        _ => fs::canonicalize(&asked).unwrap_or(asked),
    };
    paths.iter().any(|path| real.starts_with(path)).then(|| printable(&real.to_string_lossy()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_told_below_what_is_guarded() {
        assert_eq!(join(Path::new("/etc/shadow"), ""), "/etc/shadow");
        assert_eq!(join(Path::new("/etc"), "/ssl/x"), "/etc/ssl/x");
        assert_eq!(join(Path::new("/"), "/etc"), "/etc");
        assert_eq!(join(Path::new("/etc"), "/\x1b[2J"), r"/etc/\u{1b}[2J");
    }

    #[test]
    fn names_are_relative_to_a_directory_and_follow_links_on_their_way() {
        let directory = std::env::temp_dir().join(format!("coolbpf-fileguard-{}", std::process::id()));
        fs::create_dir_all(directory.join("real")).unwrap();
        let directory = fs::canonicalize(directory).unwrap();
        std::os::unix::fs::symlink("real", directory.join("link")).unwrap();
        let paths = [directory.join("real")];
        let (here, file) = (directory.to_str().unwrap(), directory.join("real/x").display().to_string());
        for name in ["real/x", "link/x", "./link/../real/x", &file] {
            assert_eq!(guarded(&paths, here, name), Some(file.clone()), "{name}");
        }
        for name in ["really", "x", "link", "/etc/passwd"] {
            assert_eq!(guarded(&paths, here, name), None, "{name}");
        }
        fs::remove_dir_all(&directory).unwrap();
    }
}
