//! Finding the programs of a package: walks its modules from the roots of its targets, on tokens.
//!
//! Modules are found by rustc's rules, without expanding macros. What stands inside a macro's arguments or a
//! function's body is searched as well.

mod attributes;
mod identity;

use std::collections::{BTreeMap, BTreeSet};

use coolbpf_contract::SourcePath;
use coolbpf_contract::syntax::{ProgramModule, ProgramSource, plain_name};
use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};

use self::attributes::Attributes;
use crate::cfg::{Cfg, Truth};

/// A program that stands in the package's code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Program {
    /// Its name, which is its module's.
    pub(crate) name: String,
    /// What distinguishes it from the other programs of the package, in a file's name.
    pub(crate) id: String,
    /// The Rust file that holds it.
    pub(crate) rust_file: SourcePath,
    /// The line of the Rust file where the literal starts that is the C or names its file.
    pub(crate) line: u32,
    /// Where its C is.
    pub(crate) source: ProgramSource,
    /// What stands before `::program` in its attribute.
    pub(crate) prefix: String,
    /// Whether it is compiled.
    pub(crate) cfg: Truth,
}

/// What a walk found.
#[derive(Debug, Default)]
pub(crate) struct Walk {
    /// The programs, in the order of their files and lines.
    pub(crate) programs: Vec<Program>,
    /// The Rust files that were read.
    pub(crate) files: BTreeSet<SourcePath>,
    /// Where the file of a module that is compiled was looked for in vain.
    pub(crate) missing: BTreeSet<SourcePath>,
    /// The files that are no Rust, with the reason.
    pub(crate) unreadable: BTreeMap<SourcePath, String>,
}

/// Walks from `roots`; `read` gives the text of a file of the package, if there is such a file.
pub(crate) fn walk(roots: &[SourcePath], cfg: &Cfg, read: &dyn Fn(&SourcePath) -> Option<String>) -> Walk {
    let mut walker =
        Walker { cfg, read, walk: Walk::default(), visited: BTreeMap::new(), found: BTreeMap::new() };
    for root in roots {
        walker.visit(root, None, Truth::True);
    }
    let mut walk = walker.walk;
    walk.programs = walker.found.into_values().collect();
    identity::assign(&mut walk.programs);
    walk
}

/// Where the files of a module's submodules are.
#[derive(Debug, Clone)]
struct Scope {
    file: SourcePath,
    /// The directory that a `#[path]` is relative to.
    directory: String,
    /// The directory below it where the other submodules are, if `file` is `NAME.rs` and no `mod.rs`.
    below: Option<String>,
    cfg: Truth,
}

struct Walker<'a> {
    cfg: &'a Cfg,
    read: &'a dyn Fn(&SourcePath) -> Option<String>,
    walk: Walk,
    /// The best condition under which a file was visited, in each role that it can have.
    visited: BTreeMap<(SourcePath, Option<String>), Truth>,
    /// By file and place, since two targets can share a module.
    found: BTreeMap<(SourcePath, usize, usize), Program>,
}

impl Walker<'_> {
    /// Reads a file; says whether it is there.
    fn visit(&mut self, file: &SourcePath, below: Option<String>, cfg: Truth) -> bool {
        let Some(text) = (self.read)(file) else { return false };
        self.walk.files.insert(file.clone());
        let best = self.visited.entry((file.clone(), below.clone()));
        let is_new = matches!(best, std::collections::btree_map::Entry::Vacant(_));
        let best = best.or_insert(cfg);
        if !is_new && *best >= cfg {
            return true;
        }
        *best = cfg;
        if !mentions_modules(&text) {
            return true;
        }
        match plain_text(&text).parse::<TokenStream>() {
            Ok(tokens) => {
                let directory = file.directory().to_owned();
                self.scan(tokens, Scope { file: file.clone(), directory, below, cfg });
            }
            Err(error) => drop(self.walk.unreadable.insert(file.clone(), error.to_string())),
        }
        true
    }

    fn scan(&mut self, tokens: TokenStream, mut scope: Scope) {
        let mut attributes = Attributes::new();
        let mut tokens = tokens.into_iter().peekable();
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Punct(hash) if hash.as_char() == '#' => {
                    let is_bang = |t: &TokenTree| matches!(t, TokenTree::Punct(p) if p.as_char() == '!');
                    let inner = tokens.next_if(is_bang).is_some();
                    let is_list = |t: &TokenTree| matches!(t, TokenTree::Group(_));
                    let Some(TokenTree::Group(list)) = tokens.next_if(is_list) else { continue };
                    if list.delimiter() != Delimiter::Bracket {
                        continue;
                    }
                    if inner {
                        let mut of_scope = Attributes::new();
                        of_scope.add(list.stream(), self.cfg);
                        scope.cfg = scope.cfg.min(of_scope.cfg);
                    } else {
                        attributes.add(list.stream(), self.cfg);
                    }
                }
                TokenTree::Ident(keyword) if keyword == "mod" => {
                    let Some(TokenTree::Ident(name)) = tokens.peek().cloned() else { continue };
                    tokens.next();
                    match tokens.next() {
                        Some(TokenTree::Group(body)) if body.delimiter() == Delimiter::Brace => {
                            self.inline_module(&keyword, &name, &body, &attributes, &scope);
                        }
                        Some(TokenTree::Punct(end)) if end.as_char() == ';' => {
                            self.file_module(&name, &attributes, &scope);
                        }
                        _ => {}
                    }
                    attributes = Attributes::new();
                }
                TokenTree::Group(group) => {
                    let cfg = scope.cfg.min(attributes.cfg);
                    self.scan(group.stream(), Scope { cfg, ..scope.clone() });
                    if group.delimiter() == Delimiter::Brace {
                        attributes = Attributes::new();
                    }
                }
                TokenTree::Punct(end) if matches!(end.as_char(), ';' | ',') => attributes = Attributes::new(),
                _ => {}
            }
        }
    }

    fn inline_module(
        &mut self,
        keyword: &Ident,
        name: &Ident,
        body: &proc_macro2::Group,
        attributes: &Attributes,
        scope: &Scope,
    ) {
        let cfg = scope.cfg.min(attributes.cfg);
        if let Some((condition, prefix)) = &attributes.program
            && *condition > Truth::False
        {
            let item: [TokenTree; 3] = [keyword.clone().into(), name.clone().into(), body.clone().into()];
            self.program(item.into_iter().collect(), prefix, cfg.min(*condition), scope);
        }
        let mut directories = Vec::new();
        for (condition, path) in &attributes.paths {
            // For a module with a body the path is a directory's.
            let directory = directory_at(&scope.directory, path);
            directories.extend(directory.map(|directory| (*condition, directory)));
        }
        if attributes.paths.iter().all(|(condition, _)| *condition < Truth::True) {
            let own = [scope.below.clone(), Some(plain_name(name))].into_iter().flatten();
            let directory = own.fold(scope.directory.clone(), |directory, name| joined(&directory, &name));
            directories.push((Truth::True, directory));
        }
        for (condition, directory) in directories {
            let cfg = cfg.min(condition);
            self.scan(body.stream(), Scope { file: scope.file.clone(), directory, below: None, cfg });
        }
    }

    fn file_module(&mut self, name: &Ident, attributes: &Attributes, scope: &Scope) {
        let name = plain_name(name);
        let cfg = scope.cfg.min(attributes.cfg);
        let mut candidates = Vec::new();
        for (condition, path) in &attributes.paths {
            let file = SourcePath::resolve(&scope.directory, path);
            candidates.extend(file.map(|file| (file, None, cfg.min(*condition))));
        }
        if attributes.paths.iter().all(|(condition, _)| *condition < Truth::True) {
            let directory = scope
                .below
                .iter()
                .fold(scope.directory.clone(), |directory, below| joined(&directory, below));
            let file = SourcePath::resolve(&directory, &format!("{name}.rs"));
            candidates.extend(file.map(|file| (file, Some(name.clone()), cfg)));
            let file = SourcePath::resolve(&directory, &format!("{name}/mod.rs"));
            candidates.extend(file.map(|file| (file, None, cfg)));
        }
        let mut is_there = false;
        for (file, below, cfg) in &candidates {
            is_there |= self.visit(file, below.clone(), *cfg);
        }
        if !is_there && cfg == Truth::True {
            self.walk.missing.extend(candidates.into_iter().map(|(file, ..)| file));
        }
    }

    fn program(&mut self, item: TokenStream, prefix: &str, cfg: Truth, scope: &Scope) {
        // What is wrong with an item under the attribute is the macro's to tell.
        let Ok(module) = ProgramModule::parse(item) else { return };
        let place = module.name.span().start();
        let program = Program {
            name: module.program_name(),
            id: String::new(),
            rust_file: scope.file.clone(),
            line: u32::try_from(module.literal.start().line).unwrap_or(1),
            source: module.source,
            prefix: prefix.to_owned(),
            cfg,
        };
        let found = self.found.entry((scope.file.clone(), place.line, place.column)).or_insert(program);
        found.cfg = found.cfg.max(cfg);
    }
}

/// Whether a file can declare modules at all. Most of a package's files do not, and need no parsing.
fn mentions_modules(text: &str) -> bool {
    let is_part = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    let bytes = text.as_bytes();
    text.match_indices("mod").any(|(at, word)| {
        !is_part(at.checked_sub(1).and_then(|before| bytes.get(before)))
            && !is_part(bytes.get(at + word.len()))
    })
}

/// The text as rustc reads it: with LF at the ends of lines, and without `#!/usr/bin/...` in the first one.
fn plain_text(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    match text.strip_prefix("#!") {
        Some(rest) if !rest.trim_start().starts_with('[') => format!("//{rest}"),
        _ => text.to_owned(),
    }
}

fn joined(directory: &str, name: &str) -> String {
    if directory.is_empty() { name.to_owned() } else { format!("{directory}/{name}") }
}

/// The directory at `path`, seen from `directory`; `None` where that leaves the package.
fn directory_at(directory: &str, path: &str) -> Option<String> {
    let file_there = SourcePath::resolve(directory, &format!("{path}/file"))?;
    Some(file_there.directory().to_owned())
}

#[cfg(test)]
mod tests;
