//! Keeping files of the machine, which are no part of the request, out of objects.

use std::process::Command;
use std::time::Duration;

use coolbpf_contract::{Diagnostic, Level, Request, SourcePath};

use crate::compile::Failure;
use crate::job::{self, Job};
use crate::slice::{Token, tokens};
use crate::{Result, Toolchain, diagnostics, process};

/// Directives by which the assembler, which keeps no list of what it reads, copies files into the object.
const ASSEMBLER_INCLUDES: [&str; 2] = [".incbin", ".include"];

/// Refuses sources with inline assembly that would read files.
///
/// This keeps honest sources reproducible. It is no sandbox: a macro can put a directive together out of pieces.
pub(crate) fn refuse_assembler_includes(request: &Request) -> Result<(), Failure> {
    for (path, text) in request.sources.files() {
        let mut tokens = tokens(text);
        while let Some(token) = tokens.next() {
            let Token::Literal(literal) = token else { continue };
            for directive in ASSEMBLER_INCLUDES {
                if literal.windows(directive.len()).any(|window| window == directive.as_bytes()) {
                    return Err(Failure::Source(vec![at(
                        path,
                        text,
                        tokens.position() - literal.len(),
                        directive,
                    )]));
                }
            }
        }
    }
    Ok(())
}

/// What is said of the literal at `at` of `text`, which holds `directive`.
fn at(path: &SourcePath, text: &[u8], at: usize, directive: &str) -> Diagnostic {
    let line_start = text[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |before| before + 1);
    let line = text[line_start..].split(|byte| *byte == b'\n').next().unwrap_or_default();
    let number = |count: usize| u32::try_from(count + 1).unwrap_or(u32::MAX);
    Diagnostic {
        file: path.to_string(),
        line: number(text[..at].iter().filter(|byte| **byte == b'\n').count()),
        column: number(at - line_start),
        level: Level::Error,
        message: format!("`{directive}` reads a file that is no part of the program's sources"),
        snippet: String::from_utf8_lossy(line).trim_end().to_owned(),
    }
}

/// Refuses what clang made if it read a file that is neither the user's nor the bundle's nor clang's own.
pub(crate) fn refuse(job: &Job, request: &Request, toolchain: &Toolchain) -> Result<(), Failure> {
    let list = String::from_utf8_lossy(&job.read(job::READ)?).into_owned();
    let mut own_headers = None;
    for path in prerequisites(&list).into_iter().filter(|path| !job::is_within(path)) {
        let directory = match &own_headers {
            Some(directory) => directory,
            None => own_headers.insert(resource_directory(toolchain)?),
        };
        if !path
            .strip_prefix(directory.as_str())
            .is_some_and(|rest| rest.starts_with('/') && !rest.contains("/../"))
        {
            let message = format!(
                "the program includes `{path}`, which lies neither in the package nor among coolbpf's headers; \
                 copy it into the package and include it from there"
            );
            return Err(Failure::Source(vec![diagnostics::about(request.sources.main(), message)]));
        }
    }
    Ok(())
}

/// Where clang's own headers lie.
fn resource_directory(toolchain: &Toolchain) -> Result<String> {
    let mut command = Command::new(toolchain.path());
    let printed = process::run(command.arg("-print-resource-dir"), Duration::from_secs(30))?.stdout;
    Ok(printed.trim_end().to_owned())
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
