//! The book (`docs/book`) does what it says: its code blocks are compiled, run or compared, and its links lead somewhere, as do those of
//! the other pages.
//!
//! The first line of a block says what is done with it; one that says nothing of this is an error:
//!
//! | first line | |
//! |---|---|
//! | `LANGUAGE,file=PATH` | written to the chapter's crate; a later block of the same path takes its place |
//! | `LANGUAGE,add=PATH` | added to the end of that file |
//! | `LANGUAGE,from=PATH` | compared: the lines stand so in that file of this repository; a line `...` leaves some out |
//! | `toml,settings` | read as builds read `[package.metadata.coolbpf]` and `[workspace.metadata.coolbpf]` |
//! | `console` | run as root, in the chapter's directory: see [`Session`] |
//! | `console,fails` | the same, and its last command fails |
//! | `LANGUAGE,ignore=peer` | another project's code, which stands beside ours |
//! | `LANGUAGE,ignore=outside` | takes a network, another machine or root's files: tested elsewhere or not at all |
//!
//! A chapter's crate has a `Cargo.toml` and a `build.rs` as those of "Getting started", unless the chapter writes them. Chapters without a session are
//! built together at the end. coolbpf is this checkout instead of the registry's.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::Command;

use coolbpf_contract::{Metadata, WorkspaceMetadata};
use coolbpf_tests::{Tool, cargo_coolbpf_directory, target_directory, workspace, write};
use tempfile::TempDir;

/// Where the book's links to the repository's other files and directories lead.
const REPOSITORY: [&str; 2] =
    ["https://github.com/coolbpf/coolbpf/blob/main/", "https://github.com/coolbpf/coolbpf/tree/main/"];

const MANIFEST: &str = r#"[package]
name = "CRATE"
version = "0.1.0"
edition = "2024"

[dependencies]
coolbpf-runtime = "0.1"

[build-dependencies]
coolbpf-build = { version = "0.1", default-features = false }
"#;
const BUILD: &str = "fn main() -> coolbpf_build::Result<()> {\n    coolbpf_build::compile()\n}\n";

fn source() -> PathBuf {
    workspace().join("docs/book/src")
}

/// The book's pages, by their paths within it.
fn pages() -> BTreeMap<String, String> {
    let mut pages = BTreeMap::new();
    let mut directories = vec![source()];
    while let Some(directory) = directories.pop() {
        for entry in fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                directories.push(path);
            } else {
                let name = path.strip_prefix(source()).unwrap().to_str().unwrap().to_owned();
                pages.insert(name, fs::read_to_string(&path).unwrap());
            }
        }
    }
    pages
}

/// All pages: the book's, those of `docs` and those beside the root manifest.
fn all_pages() -> BTreeMap<PathBuf, String> {
    let book = pages().into_iter().map(|(name, page)| (source().join(name), page));
    let files = [workspace(), workspace().join("docs")].into_iter().flat_map(|directory| {
        fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path()).collect::<Vec<_>>()
    });
    let others = files.filter(|path| path.extension().is_some_and(|extension| extension == "md"));
    let others = others.map(|path| (path.clone(), fs::read_to_string(path).unwrap()));
    book.chain(others).collect()
}

/// A fenced block of a page.
struct Block<'page> {
    /// The page and the line, for a message.
    place: String,
    /// What its first line says.
    language: &'page str,
    does: &'page str,
    text: String,
}

fn blocks<'page>(name: &str, page: &'page str) -> Vec<Block<'page>> {
    let mut blocks = Vec::new();
    let mut lines = page.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        let Some(says) = line.strip_prefix("```") else { continue };
        let place = format!("{name}:{}", number + 1);
        let (language, does) = says.split_once(',').unwrap_or((says, ""));
        let mut text = String::new();
        for (_, line) in lines.by_ref().take_while(|(_, line)| *line != "```") {
            text.push_str(line);
            text.push('\n');
        }
        blocks.push(Block { place, language, does, text });
    }
    blocks
}

/// A chapter's crate and what its blocks do with it.
struct Chapter {
    name: String,
    directory: PathBuf,
    has_crate: bool,
}

impl Chapter {
    /// Does what takes a crate or a command.
    fn do_block(&mut self, block: &Block<'_>) {
        let place = &block.place;
        let (does, path) = block.does.split_once('=').unwrap_or((block.does, ""));
        match (block.language, does) {
            (_, "file") => {
                self.make_crate();
                write(&self.directory.join(path), &block.text);
            }
            (_, "add") => {
                let path = self.directory.join(path);
                let before = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{place}: {error}"));
                write(&path, format!("{before}\n{}", block.text));
            }
            ("console", "" | "fails") => {
                Session { place, directory: &mut self.directory }.run(&block.text, does == "fails");
            }
            _ => {}
        }
    }

    fn make_crate(&mut self) {
        self.has_crate = true;
        if !self.directory.join("Cargo.toml").exists() {
            write(&self.directory.join("Cargo.toml"), MANIFEST.replace("CRATE", &self.name));
            write(&self.directory.join("build.rs"), BUILD);
        }
    }
}

/// Does what takes neither a crate nor a command, and refuses blocks that don't say what is done with them.
fn check(block: &Block<'_>) {
    let place = &block.place;
    let (does, what) = block.does.split_once('=').unwrap_or((block.does, ""));
    match (block.language, does, what) {
        (_, "from", path) => {
            let file = fs::read_to_string(workspace().join(path)).unwrap_or_default();
            compare(place, &block.text, path, &file);
        }
        ("toml", "settings", "") => {
            let manifest = format!("[package]\nname = \"x\"\n{}", block.text);
            Metadata::from_manifest(&manifest).unwrap_or_else(|error| panic!("{place}: {error}"));
            WorkspaceMetadata::from_manifest(&manifest).unwrap_or_else(|error| panic!("{place}: {error}"));
        }
        (_, "file" | "add", _) | ("console", "" | "fails", "") | (_, "ignore", "peer" | "outside") => {}
        _ => panic!("{place}: the head of tests/book.rs tells what a block's first line can say"),
    }
}

/// Compares a block with what stands in a file.
fn compare(place: &str, block: &str, path: &str, file: &str) {
    let file: Vec<&str> = file.lines().map(str::trim_end).collect();
    let block: Vec<&str> = block.lines().map(str::trim_end).collect();
    let mut from = 0;
    for part in block.split(|line| line.trim() == "...") {
        let found = (from..=file.len().saturating_sub(part.len()))
            .find(|&at| file.get(at..at + part.len()) == Some(part));
        let Some(at) = found else {
            panic!("{place}: {path} does not have these lines:\n{}", part.join("\n"))
        };
        from = at + part.len();
    }
}

/// Commands, as a person would type them behind `$`, and what they print: the lines that are shown stand in the output, in this order, with
/// any numbers for numbers and any text for `...`. The commands are a shell's, but for `cd`, which holds for those that follow. `sudo` is left out, as tests are root's,
/// and `target/` is the tests' target directory. A command whose output ends with `^C` is a tool that prints until it is interrupted: programs are
/// run until it has printed the lines, and it has to end well.
struct Session<'chapter> {
    place: &'chapter str,
    directory: &'chapter mut PathBuf,
}

impl Session<'_> {
    fn run(&mut self, text: &str, fails: bool) {
        let mut commands: Vec<(&str, Vec<&str>)> = Vec::new();
        for line in text.lines() {
            match line.strip_prefix("$ ") {
                Some(command) => commands.push((command, Vec::new())),
                None => commands.last_mut().expect("a session starts with a command").1.push(line),
            }
        }
        let last = commands.len() - 1;
        for (number, (command, lines)) in commands.into_iter().enumerate() {
            match (command.strip_prefix("cd "), lines.split_last()) {
                (Some(directory), _) => self.directory.push(directory),
                (None, Some((&"^C", lines))) => self.interrupt(command, lines),
                (None, _) => self.run_one(command, &lines, fails && number == last),
            }
        }
    }

    fn run_one(&self, command: &str, lines: &[&str], fails: bool) {
        self.lock();
        let output = self.shell(&here(command)).output().unwrap();
        let printed = [output.stdout, output.stderr].concat();
        let printed = String::from_utf8_lossy(&printed).into_owned();
        let place = self.place;
        assert!(
            output.status.success() != fails,
            "{place}: `{command}` ended with {}:\n{printed}",
            output.status
        );
        let mut printed_lines = printed.lines();
        for line in lines {
            let found = printed_lines.any(|printed| matches(line, printed));
            assert!(found, "{place}: `{command}` did not print, where it should have: {line}\n{printed}");
        }
    }

    fn interrupt(&self, command: &str, lines: &[&str]) {
        let command = here(command);
        let mut words = command.split_whitespace();
        let program = words.next().unwrap();
        let mut tool = Tool::start(Path::new(program), &words.collect::<Vec<_>>());
        for line in lines.iter().take_while(|line| !line.is_empty()) {
            tool.line_after(run_programs, |printed| matches(line, printed));
        }
        // What it prints at its end stands behind an empty line.
        match lines.iter().position(|line| line.is_empty()).map(|at| lines[at + 1]) {
            None => tool.interrupt(),
            Some(line) => drop(tool.line_after_interrupt(|printed| matches(line, printed))),
        }
    }

    /// The versions that the workspace was built with are the ones that can be had offline.
    fn lock(&self) {
        let lock = self.directory.join("Cargo.lock");
        if self.directory.join("Cargo.toml").exists() && !lock.exists() {
            fs::copy(workspace().join("Cargo.lock"), lock).unwrap();
        }
    }

    fn shell(&self, command: &str) -> Command {
        let mut shell = Command::new("sh");
        shell.args(["-euc", command]).current_dir(&*self.directory);
        set_environment(&mut shell);
        shell
    }
}

/// A command as it is given here.
fn here(command: &str) -> String {
    let target = format!("{}/", target_directory().display());
    let words = command.split(' ').filter(|&word| word != "sudo");
    words
        .map(|word| word.strip_prefix("target/").map_or(word.to_owned(), |rest| format!("{target}{rest}")))
        .collect::<Vec<_>>()
        .join(" ")
}

fn set_environment(command: &mut Command) {
    for (name, _) in std::env::vars_os() {
        let name = name.to_string_lossy().into_owned();
        let of_this_test =
            ["CARGO_PKG_", "CARGO_MANIFEST_", "COOLBPF_"].iter().any(|of| name.starts_with(of));
        if of_this_test || name == "OUT_DIR" {
            command.env_remove(name);
        }
    }
    let path = std::env::var("PATH").unwrap_or_default();
    command
        .env("PATH", format!("{}:{path}", cargo_coolbpf_directory().display()))
        .env("CARGO_TARGET_DIR", target_directory())
        .env("CARGO_NET_OFFLINE", "true")
        .env("CARGO_TERM_COLOR", "never")
        .env("CARGO_INCREMENTAL", "0");
}

/// What tools of the book see: programs that are run, of which one takes its time and one fails.
fn run_programs() {
    for program in ["true", "sleep 0.02", "exit 3"] {
        let _ = Command::new("/bin/sh").args(["-c", program]).status().unwrap();
        let _ = Command::new("/bin/true").status().unwrap();
    }
}

/// Whether a line that the book shows stands for one that was printed.
fn matches(shown: &str, printed: &str) -> bool {
    fn words(line: &str) -> Vec<String> {
        let without_numbers = |word: &str| {
            let mut kept = String::new();
            for c in word.chars() {
                match c.is_ascii_digit() {
                    true if kept.ends_with('0') => {}
                    true => kept.push('0'),
                    false => kept.push(c),
                }
            }
            kept
        };
        line.split_whitespace().map(without_numbers).collect()
    }
    fn fits(shown: &[String], printed: &[String]) -> bool {
        match shown {
            [] => printed.is_empty(),
            [any, rest @ ..] if any == "..." => (0..=printed.len()).any(|at| fits(rest, &printed[at..])),
            [word, rest @ ..] => printed.first() == Some(word) && fits(rest, &printed[1..]),
        }
    }
    fits(&words(shown), &words(printed))
}

#[test]
fn every_block_says_what_is_done_with_it_and_those_that_are_compared_are_right() {
    for (name, page) in pages() {
        blocks(&name, &page).iter().for_each(check);
    }
}

#[test]
fn every_block_of_code_in_the_book_does_what_the_book_says() {
    let temporary = TempDir::with_prefix("coolbpf-book-").unwrap();
    let root = workspace();
    let patches = ["coolbpf-build", "coolbpf-runtime"].into_iter().fold(String::new(), |mut all, name| {
        let _ = writeln!(all, "{name} = {{ path = \"{}\" }}", root.join(name).display());
        all
    });
    write(&temporary.path().join(".cargo/config.toml"), format!("[patch.crates-io]\n{patches}"));
    let together = temporary.path().join("together");
    let (mut members, mut failed) = (BTreeSet::new(), Vec::new());
    for (name, page) in pages() {
        let blocks = blocks(&name, &page);
        let has_session =
            blocks.iter().any(|block| block.language == "console" && !block.does.starts_with("ignore"));
        let slug = name.trim_end_matches(".md").replace('/', "-");
        let directory = if has_session { temporary.path().join(&slug) } else { together.join(&slug) };
        fs::create_dir_all(&directory).unwrap();
        let mut chapter = Chapter { name: format!("book-{slug}"), directory, has_crate: false };
        let done = catch_unwind(AssertUnwindSafe(|| blocks.iter().for_each(|block| chapter.do_block(block))));
        if done.is_err() {
            failed.push(name);
        }
        if chapter.has_crate && !has_session {
            members.insert(slug);
        }
    }
    let members: Vec<_> = members.into_iter().map(|member| format!("{member:?}")).collect();
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = [{}]\n", members.join(", "));
    write(&together.join("Cargo.toml"), manifest);
    Session { place: "the chapters without a session", directory: &mut together.clone() }
        .run("$ cargo build\n", false);
    assert!(failed.is_empty(), "these chapters fail, as is told above: {failed:?}");
}

/// The headings of a page, as links name them.
fn anchors(page: &str) -> BTreeSet<String> {
    let headings = page.lines().filter(|line| line.starts_with('#'));
    let anchor = |heading: &str| {
        let kept = heading.trim_start_matches('#').trim().to_lowercase();
        let kept = kept.chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c));
        kept.map(|c| if c == ' ' { '-' } else { c }).collect()
    };
    headings.map(anchor).collect()
}

/// Where the links of a page lead.
fn links(page: &str) -> Vec<&str> {
    let outside_of_code = page.split("\n```").step_by(2);
    outside_of_code
        .flat_map(|text| text.split("](").skip(1))
        .filter_map(|text| text.split_once(')').map(|(link, _)| link))
        .collect()
}

#[test]
fn links_lead_to_pages_files_and_headings_that_are_there() {
    let pages = all_pages();
    assert!(pages.contains_key(&workspace().join("README.md")));
    for (page, text) in &pages {
        for link in links(text) {
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let in_repository = REPOSITORY.iter().find_map(|start| file.strip_prefix(start));
            let path = match in_repository {
                Some(path) => workspace().join(path),
                None if file.starts_with("https://") => continue,
                None if file.is_empty() => page.clone(),
                None => page.parent().unwrap().join(file),
            };
            let name = page.display();
            assert!(path.exists(), "{name} links to {link}, and {} is not there", path.display());
            if !anchor.is_empty() {
                let there = anchors(&fs::read_to_string(&path).unwrap());
                assert!(there.contains(anchor), "{name} links to {link}; the headings are {there:?}");
            }
        }
    }
}

#[test]
fn the_summary_names_every_page_of_the_book() {
    let pages = pages();
    let named: BTreeSet<&str> = links(&pages["SUMMARY.md"]).into_iter().collect();
    let there: BTreeSet<&str> =
        pages.keys().map(String::as_str).filter(|&name| name != "SUMMARY.md").collect();
    assert_eq!(named, there);
}

#[test]
fn a_line_that_is_shown_stands_for_others_with_other_numbers_and_texts() {
    assert!(matches("  4711 true 0.5 ms", "12 true   31.7 ms"));
    assert!(matches("error: ... bpf.c", "error: x y bpf.c") && matches("...", ""));
    assert!(!matches("4711 true", "4711 false") && !matches("true", "true false"));
}
