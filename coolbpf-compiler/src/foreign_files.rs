//! Keeping files of the machine, which are no part of the request, out of objects.

use std::path::Path;

use coolbpf_contract::{Diagnostic, Level, Request, SourcePath, joined_lines};

use crate::compile::Failure;
use crate::job::{self, Job};
use crate::slice::{Token, tokens};
use crate::{Toolchain, diagnostics};

/// Directives by which the assembler, which keeps no list of what it reads, copies files into the object, and those by
/// which others can be put together out of pieces.
const REFUSED_DIRECTIVES: [&str; 4] = [".incbin", ".include", ".macro", ".irp"];

/// Whether `request` can have inline assembly with words of its own: `asm` is written in it, or may be put together
/// there by a macro. The bundle's headers have none that takes the text from a program.
pub(crate) fn may_have_assembly(request: &Request) -> bool {
    let may = |text: &str| ["asm", "##", "%:%:"].iter().any(|sign| text.contains(sign));
    request.options.defines.values().any(|value| may(value.as_str()))
        || request.sources.files().any(|(_, text)| may(&joined_lines(text)))
}

/// Refuses `request` if `assembly`, what clang has made of it for the assembler, has it read files.
///
/// The names of directives count wherever they stand, in the line information's source lines and in strings of the
/// program as well: what is a string to the assembler depends on the text before.
pub(crate) fn refuse_directives(request: &Request, assembly: &[u8]) -> Result<(), Failure> {
    let lower = assembly.to_ascii_lowercase();
    let Some(directive) = REFUSED_DIRECTIVES.into_iter().find(|directive| is_in(directive, &lower)) else {
        return Ok(());
    };
    let diagnostic = literal_with(directive, request).unwrap_or_else(|| {
        diagnostics::about(
            request.sources.main(),
            &format!("the program's inline assembly has {}", reads(directive)),
        )
    });
    Err(Failure::Source(vec![diagnostic]))
}

/// Whether `directive` stands in `text`, and not as the end of a longer name.
fn is_in(directive: &str, text: &[u8]) -> bool {
    let starts = |at: &usize| {
        let before = at.checked_sub(1).and_then(|before| text.get(before));
        !before.is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'$' | b'@'))
    };
    let found = text.windows(directive.len()).enumerate();
    found.filter(|(_, window)| *window == directive.as_bytes()).any(|(at, _)| starts(&at))
}

/// What is wrong with `directive`.
fn reads(directive: &str) -> String {
    match directive {
        ".incbin" | ".include" => {
            format!("`{directive}`, which reads a file that is no part of the program's sources")
        }
        _ => format!("`{directive}`, which can put together a directive that reads a file of the machine"),
    }
}

/// Where a literal of the sources has `directive`, if one has it in one piece.
fn literal_with(directive: &str, request: &Request) -> Option<Diagnostic> {
    request.sources.files().find_map(|(path, text)| {
        let mut tokens = tokens(text);
        while let Some(token) = tokens.next() {
            let Token::Literal(literal) = token else { continue };
            if literal.windows(directive.len()).any(|window| window == directive.as_bytes()) {
                return Some(at(path, text, tokens.position() - literal.len(), directive));
            }
        }
        None
    })
}

/// What is said of the literal at `at` of `text`, which holds `directive`.
fn at(path: &SourcePath, text: &[u8], at: usize, directive: &str) -> Diagnostic {
    let line_start = text[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |before| before + 1);
    let line = text[line_start..].split(|byte| *byte == b'\n').next().unwrap_or_default();
    let number = |count: usize| u32::try_from(count + 1).unwrap_or(u32::MAX);
    Diagnostic {
        file: diagnostics::plain(path.as_str()),
        line: number(text[..at].iter().filter(|byte| **byte == b'\n').count()),
        column: number(at - line_start),
        level: Level::Error,
        message: format!("the program's inline assembly has {}", reads(directive)),
        snippet: diagnostics::plain(String::from_utf8_lossy(line).trim_end()),
    }
}

/// Refuses what clang made if it read a file that is neither the user's nor the bundle's nor clang's own.
pub(crate) fn refuse(job: &Job, request: &Request, toolchain: &Toolchain) -> Result<(), Failure> {
    let list = String::from_utf8_lossy(&job.read(job::READ)?).into_owned();
    for path in prerequisites(&list).into_iter().filter(|path| !job::is_within(path)) {
        let own = toolchain.resource_directory()?.join("include");
        if !Path::new(&path).starts_with(own) || path.contains("/../") {
            let message = format!(
                "the program includes `{path}`, which lies neither in the package nor among coolbpf's headers; \
                 copy it into the package and include it from there"
            );
            return Err(Failure::Source(vec![diagnostics::about(request.sources.main(), &message)]));
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
