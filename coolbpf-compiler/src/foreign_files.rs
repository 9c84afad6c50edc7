//! Keeping files of the machine, which are no part of the request, out of objects.

use std::path::Path;

use coolbpf_contract::{Diagnostic, Level, Request};

use crate::Toolchain;
use crate::compile::Failure;
use crate::job::{self, Job};

/// Directives by which the assembler, which keeps no list of what it reads, copies files into the object.
const ASSEMBLER_INCLUDES: [&str; 2] = [".incbin", ".include"];

/// Refuses sources with inline assembly that would read files.
pub(crate) fn refuse_assembler_includes(request: &Request) -> Result<(), Failure> {
    for (path, text) in request.sources.files() {
        for (index, line) in String::from_utf8_lossy(text).lines().enumerate() {
            for directive in ASSEMBLER_INCLUDES {
                if let Some(at) = line.find(directive) {
                    return Err(Failure::Source(vec![Diagnostic {
                        file: path.to_string(),
                        line: u32::try_from(index + 1).unwrap_or(u32::MAX),
                        column: u32::try_from(at + 1).unwrap_or(u32::MAX),
                        level: Level::Error,
                        message: format!(
                            "`{directive}` reads a file that is no part of the program's sources"
                        ),
                        snippet: line.trim_end().to_owned(),
                    }]));
                }
            }
        }
    }
    Ok(())
}

/// Refuses what clang made if it read a file that is neither the user's nor the bundle's nor clang's own.
pub(crate) fn refuse(job: &Job, request: &Request, toolchain: &Toolchain) -> Result<(), Failure> {
    let list = String::from_utf8_lossy(&job.read(job::READ)?).into_owned();
    for path in prerequisites(&list).into_iter().filter(|path| !job::is_within(path)) {
        let own = toolchain.resource_directory()?.join("include");
        if !Path::new(&path).starts_with(own) || path.contains("/../") {
            return Err(Failure::Source(vec![Diagnostic {
                file: request.sources.main().to_string(),
                line: 0,
                column: 0,
                level: Level::Error,
                message: format!(
                    "the program includes `{path}`, which lies neither in the package nor among coolbpf's headers; \
                     copy it into the package and include it from there"
                ),
                snippet: String::new(),
            }]));
        }
    }
    Ok(())
}

/// The prerequisites of a rule in the syntax of make, as `-MD` writes it.
fn prerequisites(rule: &str) -> Vec<String> {
    let (mut paths, mut path) = (Vec::new(), String::new());
    let mut characters = rule.chars().peekable();
    while let Some(character) = characters.next() {
        match (character, characters.peek()) {
            ('\\', Some(' ' | '#')) | ('$', Some('$')) => path.extend(characters.next()),
            ('\\', Some('\n' | '\r')) | (' ' | '\n' | '\r', _) => {
                if !path.is_empty() {
                    paths.push(std::mem::take(&mut path));
                }
            }
            (other, _) => path.push(other),
        }
    }
    if !path.is_empty() {
        paths.push(path);
    }
    // The first is the target with its colon.
    paths.split_off(paths.len().min(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prerequisites_are_read_as_clang_escapes_them() {
        let rule = "../object.o: src/a\\ b.bpf.c ../bundle/vmlinux.h \\\n  src/\\#x$$y.h\n";
        assert_eq!(prerequisites(rule), ["src/a b.bpf.c", "../bundle/vmlinux.h", "src/#x$y.h"]);
        assert_eq!(prerequisites(""), [""; 0]);
    }
}
