//! coolbpf's C headers, from their comments.

use std::fs;
use std::path::Path;

use super::{WRITTEN, row};
use crate::Result;

const HEAD: &str = "\
# C headers

What coolbpf adds to libbpf's headers. All of it is inlined: an object holds what it calls and nothing else. The comments of the headers have examples;
[The C library](https://github.com/coolbpf/coolbpf/blob/main/docs/RUNTIME.md#the-c-library) says which kernel each takes.

";
const HEADERS: &str = "coolbpf-compiler/bundle/include";

pub(super) fn page(root: &Path) -> Result<String> {
    let mut headers = Vec::new();
    for entry in fs::read_dir(root.join(HEADERS))? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.starts_with("coolbpf") {
            headers.push((name, fs::read_to_string(&path)?));
        }
    }
    headers.sort();
    let mut page = format!("{HEAD}{WRITTEN}\n");
    for (name, text) in headers {
        page.push_str(&header(&name, &text)?);
    }
    Ok(page)
}

/// A header's section: what it says of itself, and a row for each public function, macro and struct.
fn header(name: &str, text: &str) -> Result<String> {
    let mut comments: Vec<Comment> = Vec::new();
    // Each with the comment that ends right before it, if one does.
    let mut declarations = Vec::new();
    let lines: Vec<&str> = text.lines().collect();
    let mut at = 1; // after the licence
    let mut above: Option<usize> = None;
    while at < lines.len() {
        if lines[at].starts_with("/*") {
            let end =
                (at..lines.len()).find(|&end| lines[end].contains("*/")).ok_or("a comment without an end")?;
            comments.push(Comment::read(&lines[at..=end]));
            above = Some(comments.len() - 1);
            at = end + 1;
            continue;
        }
        if let Some((declared, name)) = declaration(&lines[at..]) {
            declarations.push((declared, name, above));
        }
        above = None;
        at += 1;
    }
    let mut rows = String::new();
    let definitions: Vec<_> = comments.iter().flat_map(|comment| &comment.definitions).collect();
    for (defined, text) in &definitions {
        rows.push_str(&row(defined, text));
    }
    for (declared, undone, above) in declarations {
        if definitions.iter().any(|(defined, _)| defined.split('(').next() == Some(&undone)) {
            continue;
        }
        match above {
            Some(above) => rows.push_str(&row(&declared, &comments[above].prose())),
            None if comments.iter().any(|comment| comment.mentions(&undone)) => {}
            None if undone.starts_with("struct ") => {}
            None => return Err(format!("{name}: no comment says what {undone} is").into()),
        }
    }
    let about = comments.first().map(Comment::prose).unwrap_or_default();
    let table = if rows.is_empty() { rows } else { format!("\n| | |\n|---|---|\n{rows}") };
    Ok(format!("\n## {name}\n\n{about}\n{table}"))
}

/// What a comment says.
struct Comment {
    /// Its paragraphs without examples, each in one line.
    paragraphs: Vec<String>,
    /// Names with what stands behind them in a column of its own.
    definitions: Vec<(String, String)>,
}

impl Comment {
    fn read(lines: &[&str]) -> Self {
        let mut this = Self { paragraphs: Vec::new(), definitions: Vec::new() };
        let mut paragraph = String::new();
        for line in lines {
            let line = line.trim_start_matches("/*").trim_end_matches("*/");
            let line = line.strip_prefix(" *").unwrap_or(line);
            let text = line.trim();
            let continues = line.starts_with('\t');
            match (line.trim_start().split_once('\t'), this.definitions.last_mut()) {
                (Some((name, text)), _) if !continues && name.ends_with(')') => {
                    this.definitions.push((name.to_owned(), text.trim().to_owned()));
                }
                (_, Some(definition)) if line.starts_with("\t\t\t") => {
                    definition.1.push(' ');
                    definition.1.push_str(text);
                }
                // An example: the text before it ends with a colon, of which nothing is left to lead to.
                _ if continues => {}
                _ if text.is_empty() => this.end(&mut paragraph),
                _ => {
                    if !paragraph.is_empty() {
                        paragraph.push(' ');
                    }
                    paragraph.push_str(text);
                }
            }
        }
        this.end(&mut paragraph);
        this
    }

    fn end(&mut self, paragraph: &mut String) {
        let text = std::mem::take(paragraph);
        if let Some(text) = text.strip_suffix(':') {
            self.paragraphs.push(format!("{text}."));
        } else if !text.is_empty() {
            self.paragraphs.push(text);
        }
    }

    fn prose(&self) -> String {
        self.paragraphs.join(" ")
    }

    fn mentions(&self, name: &str) -> bool {
        self.paragraphs.iter().any(|text| text.contains(name))
            || self.definitions.iter().any(|(defined, _)| defined.contains(name))
    }
}

/// What is declared at the start of these lines, as a user writes it, and its name; only what is public, which starts with `coolbpf`.
fn declaration(lines: &[&str]) -> Option<(String, String)> {
    let is_public = |name: &str| name.to_ascii_lowercase().starts_with("coolbpf");
    let name_in = |text: &str| {
        let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(text.len());
        text[..end].to_owned()
    };
    if let Some(rest) = lines[0].strip_prefix("#define ") {
        let name = name_in(rest);
        let arguments = rest[name.len()..].strip_prefix('(').and_then(|rest| rest.split_once(')'));
        let declared = arguments.map_or(name.clone(), |(arguments, _)| format!("{name}({arguments})"));
        return is_public(&name).then_some((declared, name));
    }
    if let Some(rest) = lines[0].strip_prefix("static __always_inline ") {
        let mut declared = rest.to_owned();
        for more in lines[1..].iter().take_while(|line| **line != "{") {
            declared.push(' ');
            declared.push_str(more.trim());
        }
        let before = declared.split('(').next()?;
        let name = before.rsplit([' ', '*']).next()?.to_owned();
        return is_public(&name).then_some((declared, name));
    }
    let name = name_in(lines[0].strip_prefix("struct ")?);
    (is_public(&name) && lines[0].ends_with('{'))
        .then(|| (format!("struct {name}"), format!("struct {name}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_become_rows_and_examples_are_left_out() {
        let text = "/* SPDX */\n/*\n * What it is for. As\n * here:\n *\n *\tcoolbpf_of(1);\n *\n * coolbpf_one(A)\tsays one\n *\t\t\tthing\n */\n\
                    #define coolbpf_one(A) (A)\n#define __coolbpf_hidden 1\n\n/* Adds\n * two | three. */\n\
                    static __always_inline int coolbpf_add(int a,\n\t\t\t       int b)\n{\n}\n";
        assert_eq!(
            header("x.h", text).unwrap(),
            "\n## x.h\n\nWhat it is for. As here.\n\n| | |\n|---|---|\n| `coolbpf_one(A)` | says one thing |\n\
             | `int coolbpf_add(int a, int b)` | Adds two \\| three. |\n"
        );
        let text = "/* SPDX */\n\n#define COOLBPF_NEW 1\n";
        assert_eq!(header("x.h", text).unwrap_err().to_string(), "x.h: no comment says what COOLBPF_NEW is");
    }
}
