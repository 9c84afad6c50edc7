//! The user's own files that a program is compiled from.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use crate::include::{Include, includes};
use crate::{Error, Options, Result};

/// The path of a source, relative to the package: segments of any characters but `\`, `:` and control characters,
/// joined by `/`, none of them empty, `.` or `..`, at most 255 bytes each and 1,024 in all.
///
/// It names a place inside the package on every operating system, and nothing outside it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourcePath(String);

impl SourcePath {
    /// The path as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The directory that the file lies in; empty at the package's root.
    #[must_use]
    pub fn directory(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(directory, _)| directory)
    }

    /// `relative` seen from `directory`, with `.` and `..` resolved; `None` where that leaves the package or is no
    /// path that a source can have.
    #[must_use]
    pub fn resolve(directory: &str, relative: &str) -> Option<Self> {
        if relative.starts_with('/') {
            return None;
        }
        let mut segments: Vec<&str> = directory.split('/').filter(|segment| !segment.is_empty()).collect();
        for segment in relative.split('/') {
            match segment {
                "" | "." => {}
                ".." => drop(segments.pop()?),
                segment => segments.push(segment),
            }
        }
        segments.join("/").parse().ok()
    }
}

impl fmt::Display for SourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for SourcePath {
    type Err = Error;

    fn from_str(path: &str) -> Result<Self> {
        let is_plain = |segment: &str| !matches!(segment, "" | "." | "..") && segment.len() <= 255;
        let segments_are_plain = path.split('/').all(is_plain);
        let characters_are_plain = !path.chars().any(|c| c.is_control() || matches!(c, '\\' | ':'));
        if path.len() <= 1024 && segments_are_plain && characters_are_plain {
            Ok(Self(path.to_owned()))
        } else {
            let shown: String = path.chars().take(120).collect();
            Err(Error::new(format!(
                "{shown:?} can't be the path of a source: it should be relative to the package, joined by `/`, \
                 without `.`, `..`, `\\`, `:` or control characters, at most 255 bytes between them and 1,024 in all"
            )))
        }
    }
}

/// The sources of one program: the main file, and the user's files that its `#include`s reach.
///
/// Lines end in LF alone: a checkout that git wrote with CRLF gives the same sources as any other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sources {
    main: SourcePath,
    files: BTreeMap<SourcePath, Vec<u8>>,
}

impl Sources {
    /// Sources that are known already, as they come out of a request.
    ///
    /// # Errors
    /// Where `files` doesn't hold `main`.
    pub fn new(main: SourcePath, mut files: BTreeMap<SourcePath, Vec<u8>>) -> Result<Self> {
        files.values_mut().for_each(use_unix_line_ends);
        if files.contains_key(&main) {
            Ok(Self { main, files })
        } else {
            Err(Error::new(format!("the main source `{main}` is not among the sources")))
        }
    }

    /// Collects what `main` and the further sources of `options` reach: each `#include` is looked for beside the file that names it, then in the
    /// include directories of `options`, among the package's files that `read` gives (`None`: no such file).
    ///
    /// The files are read as text, and no `#if` is evaluated: what is collected is a superset of what clang
    /// opens. What isn't found among the user's files, or would lie outside the package, is left to the headers that
    /// the compiler brings.
    ///
    /// # Errors
    /// Where `read` fails or has no such further source, or the sources are more than 1,000 files or 16 MiB.
    pub fn collect(
        main: SourcePath,
        text: Vec<u8>,
        options: &Options,
        mut read: impl FnMut(&SourcePath) -> Result<Option<Vec<u8>>>,
    ) -> Result<Self> {
        let mut files = BTreeMap::new();
        let mut bytes = 0;
        let mut to_scan = vec![(main.clone(), text)];
        for source in options.sources.iter().filter(|source| **source != main) {
            let text = read(source)?.ok_or_else(|| {
                Error::new(format!("`sources` names `{source}`, and there is no such file in the package"))
            })?;
            if !to_scan.iter().any(|(waiting, _)| waiting == source) {
                to_scan.push((source.clone(), text));
            }
        }
        while let Some((path, mut text)) = to_scan.pop() {
            use_unix_line_ends(&mut text);
            bytes += text.len();
            if files.len() >= 1000 || bytes > 16 << 20 {
                return Err(Error::new(format!(
                    "`{main}` includes more than 1,000 files or 16 MiB of the package"
                )));
            }
            for include in includes(&text) {
                for found in candidates(&path, &include, options) {
                    if files.contains_key(&found)
                        || found == path
                        || to_scan.iter().any(|(waiting, _)| *waiting == found)
                    {
                        break;
                    }
                    if let Some(text) = read(&found)? {
                        to_scan.push((found, text));
                        break;
                    }
                }
            }
            files.insert(path, text);
        }
        Ok(Self { main, files })
    }

    /// The file that is compiled. For C inside a Rust file it has the Rust file's path.
    #[must_use]
    pub fn main(&self) -> &SourcePath {
        &self.main
    }

    /// Every file with its bytes, sorted by path.
    pub fn files(&self) -> impl ExactSizeIterator<Item = (&SourcePath, &[u8])> {
        self.files.iter().map(|(path, text)| (path, text.as_slice()))
    }

    /// The bytes of one file.
    #[must_use]
    pub fn get(&self, path: &SourcePath) -> Option<&[u8]> {
        self.files.get(path).map(Vec::as_slice)
    }
}

/// Makes every CRLF an LF.
pub(crate) fn use_unix_line_ends(text: &mut Vec<u8>) {
    if !text.contains(&b'\r') {
        return;
    }
    let mut unix = Vec::with_capacity(text.len());
    for (at, &byte) in text.iter().enumerate() {
        if byte != b'\r' || text.get(at + 1) != Some(&b'\n') {
            unix.push(byte);
        }
    }
    *text = unix;
}

/// Where an include may lie among the package's files, in the order in which clang looks.
fn candidates<'a>(
    from: &'a SourcePath,
    include: &'a Include,
    options: &'a Options,
) -> impl Iterator<Item = SourcePath> + 'a {
    let beside = include.quoted.then(|| from.directory());
    let directories = beside.into_iter().chain(options.include.iter().map(SourcePath::as_str));
    directories.filter_map(|directory| SourcePath::resolve(directory, &include.name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> SourcePath {
        text.parse().unwrap()
    }

    #[test]
    fn paths_that_could_leave_the_package_are_no_source_paths() {
        for bad in ["", "/etc/passwd", "../x", "a/../x", "a//b", "a/", "./a", "a\\b", "c:x", "a\0b", "a\nb"] {
            assert!(bad.parse::<SourcePath>().is_err(), "{bad:?}");
        }
        assert!("src/bpf/x y é.bpf.c".parse::<SourcePath>().is_ok());
        assert!(format!("{}a", "a/".repeat(512)).parse::<SourcePath>().is_err());
        assert!(
            "a".repeat(255).parse::<SourcePath>().is_ok() && "a".repeat(256).parse::<SourcePath>().is_err()
        );
    }

    #[test]
    fn includes_are_followed_through_the_package_and_through_include_directories() {
        let options = Options { include: vec![path("include")], ..Options::default() };
        let tree = [
            ("src/bpf/a.h", "#include \"../shared.h\"\n"),
            ("src/shared.h", "#include <mine.h>\n#include \"a.h\"\n"),
            ("include/mine.h", "#include <linux/bpf.h>\n"),
            ("include/unused.h", ""),
        ];
        let sources = Sources::collect(
            path("src/bpf/x.bpf.c"),
            b"#if 0\n#include \"a.h\"\n#endif\n".to_vec(),
            &options,
            |wanted| {
                Ok(tree
                    .iter()
                    .find(|(name, _)| *name == wanted.as_str())
                    .map(|(_, text)| text.as_bytes().to_vec()))
            },
        )
        .unwrap();
        let names: Vec<_> = sources.files().map(|(path, _)| path.as_str()).collect();
        assert_eq!(names, ["include/mine.h", "src/bpf/a.h", "src/bpf/x.bpf.c", "src/shared.h"]);
    }

    #[test]
    fn further_sources_are_collected_with_what_they_include() {
        let options = Options { sources: vec![path("bpf/b.c"), path("a.c")], ..Options::default() };
        let tree = [("bpf/b.c", "#include \"b.h\"\n"), ("bpf/b.h", "")];
        let read = |wanted: &SourcePath| {
            let found = tree.iter().find(|(name, _)| *name == wanted.as_str());
            Ok(found.map(|(_, text)| text.as_bytes().to_vec()))
        };
        let sources = Sources::collect(path("a.c"), Vec::new(), &options, read).unwrap();
        let names: Vec<_> = sources.files().map(|(path, _)| path.as_str()).collect();
        assert_eq!(names, ["a.c", "bpf/b.c", "bpf/b.h"]);
        let error =
            Sources::collect(path("a.c"), Vec::new(), &options, |_| Ok(None)).unwrap_err().to_string();
        assert_eq!(error, "`sources` names `bpf/b.c`, and there is no such file in the package");
    }

    #[test]
    fn a_checkout_with_crlf_gives_the_same_sources() {
        let collect = |text: &[u8]| {
            Sources::collect(path("a.c"), text.to_vec(), &Options::default(), |_| Ok(None)).unwrap()
        };
        assert_eq!(collect(b"int a;\r\nint b\r;\n\r"), collect(b"int a;\nint b\r;\n\r"));
    }

    #[test]
    fn an_include_that_leaves_the_package_is_left_to_the_compiler() {
        let text = b"#if 0\n#include \"../../x.h\"\n#include \"/y.h\"\n#endif\n".to_vec();
        let sources = Sources::collect(path("src/a.c"), text, &Options::default(), |wanted| {
            panic!("{wanted} lies in the package")
        });
        assert_eq!(sources.unwrap().files().len(), 1);
    }
}
