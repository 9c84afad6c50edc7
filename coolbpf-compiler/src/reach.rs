//! Which headers of the bundle a program can reach.

use std::borrow::Cow;
use std::collections::BTreeMap;

use coolbpf_contract::{Include, Request, SourcePath, has_computed_include, includes};

use crate::bundle;
use crate::job::BUNDLE;

/// The header with the kernel's types, which is made for each program.
pub(crate) const VMLINUX: &str = "vmlinux.h";

/// The headers of the bundle that a request's sources reach.
#[derive(Default)]
pub(crate) struct Reached {
    /// Path and text of each, but for `vmlinux.h`.
    pub(crate) headers: BTreeMap<String, Cow<'static, [u8]>>,
    /// Whether the bundle's `vmlinux.h` is among them.
    pub(crate) vmlinux: bool,
}

impl Reached {
    /// Follows each `#include` of the sources, without evaluating any `#if`: what is found is a superset of what
    /// clang opens.
    pub(crate) fn by(request: &Request) -> Self {
        let mut reached = Self::default();
        for (path, text) in request.sources.files() {
            for include in includes(text) {
                if !is_users(request, path, &include) {
                    reached.add(request, "", include);
                }
            }
            if has_computed_include(text) {
                reached.vmlinux = true;
                for path in bundle::headers(request.arch) {
                    reached.add(request, "", Include { name: path.to_owned(), quoted: false });
                }
            }
        }
        reached
    }

    /// The path and the text of the user's file or header of the bundle that clang, in its working directory, calls
    /// `path`. `#line` has it name any file, and only these are shown.
    pub(crate) fn text<'r>(&'r self, request: &'r Request, path: &str) -> Option<(String, &'r [u8])> {
        match path.strip_prefix(BUNDLE).and_then(|path| path.strip_prefix('/')) {
            Some(path) => {
                let path = SourcePath::resolve("", path)?;
                let text = self.headers.get(path.as_str())?;
                Some((format!("{BUNDLE}/{path}"), text))
            }
            None => {
                let path = SourcePath::resolve("", path)?;
                let text = request.sources.get(&path)?;
                Some((path.to_string(), text))
            }
        }
    }

    /// Adds what `include` in a header of the bundle in `directory` means, and what that reaches.
    fn add(&mut self, request: &Request, directory: &str, include: Include) {
        let mut to_find = vec![(directory.to_owned(), include)];
        while let Some((directory, include)) = to_find.pop() {
            let beside = if include.quoted { SourcePath::resolve(&directory, &include.name) } else { None };
            let candidates = [beside, SourcePath::resolve("", &include.name)];
            for path in candidates.iter().flatten().map(SourcePath::as_str) {
                if path == VMLINUX {
                    self.vmlinux = true;
                    break;
                }
                if self.headers.contains_key(path) {
                    break;
                }
                if let Some(text) = bundle::header(request.arch, path) {
                    let directory = path.rsplit_once('/').map_or("", |(directory, _)| directory);
                    to_find
                        .extend(includes(&text).into_iter().map(|include| (directory.to_owned(), include)));
                    self.headers.insert(path.to_owned(), text);
                    break;
                }
            }
        }
    }
}

/// Whether `include` in the user's file at `from` means another of the user's files.
fn is_users(request: &Request, from: &SourcePath, include: &Include) -> bool {
    let has = |directory: &str| {
        SourcePath::resolve(directory, &include.name).is_some_and(|path| request.sources.get(&path).is_some())
    };
    (include.quoted && has(from.directory()))
        || request.options.include.iter().any(|directory| has(directory.as_str()))
}
