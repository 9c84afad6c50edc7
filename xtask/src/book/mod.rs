//! `cargo xtask book`: the reference pages of `docs/book`, written from the sources, and the book as HTML.

mod headers;
mod manifest;
mod variables;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::Result;

const BOOK: &str = "docs/book";

pub(crate) fn run() -> Result {
    for (page, text) in pages()? {
        fs::write(&page, text)?;
    }
    let has_mdbook = Command::new("mdbook").arg("--version").stdout(Stdio::null()).status().is_ok();
    if !has_mdbook {
        println!("{BOOK}/src/reference is written. For HTML: cargo install mdbook");
        return Ok(());
    }
    let target = PathBuf::from(std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()));
    let html = std::path::absolute(target.join("book"))?;
    let built = Command::new("mdbook").args(["build", BOOK, "--dest-dir"]).arg(&html).status()?;
    if !built.success() {
        return Err("mdbook failed".into());
    }
    println!("{}", html.join("index.html").display());
    Ok(())
}

/// The pages that are written, and what stands in them.
fn pages() -> Result<[(PathBuf, String); 3]> {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    let reference = root.join(BOOK).join("src/reference");
    Ok([
        (reference.join("headers.md"), headers::page(root)?),
        (reference.join("manifest.md"), manifest::page(root)?),
        (reference.join("variables.md"), variables::page(root)?),
    ])
}

/// What a page says of its origin.
const WRITTEN: &str = "<!-- Written by `cargo xtask book`. -->";

/// A row of a table of what code is for.
fn row(code: &str, text: &str) -> String {
    format!("| `{}` | {} |\n", code.replace('|', "\\|"), text.replace('|', "\\|"))
}

/// The doc comments that stand before line `at`, as one line of text. Attributes may stand between.
fn doc_before(lines: &[&str], at: usize) -> String {
    let mut doc: Vec<&str> = Vec::new();
    for line in lines[..at].iter().rev().map(|line| line.trim()) {
        match line.strip_prefix("///") {
            Some(text) => doc.push(text.trim()),
            None if line.starts_with("#[") => {}
            None => break,
        }
    }
    doc.reverse();
    doc.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reference_pages_are_those_that_the_sources_give() {
        for (page, text) in pages().unwrap() {
            let written = fs::read_to_string(&page).unwrap_or_default();
            assert!(written == text, "{} is stale: run `cargo xtask book`", page.display());
        }
    }
}
