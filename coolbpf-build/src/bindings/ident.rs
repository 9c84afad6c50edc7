//! C names as Rust identifiers.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span};

/// The keywords of all editions: bindings go into crates of any edition, and every edition knows raw identifiers.
const KEYWORDS: [&str; 49] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
    "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait",
    "true", "try", "type", "typeof", "union", "unsafe", "unsized", "use", "virtual", "where", "while",
    "yield",
];

/// The keywords that can't be raw identifiers.
const NEVER_RAW: [&str; 5] = ["Self", "_", "crate", "self", "super"];

/// A C name as a Rust identifier: `type` becomes `r#type`, `self` becomes `self_`, and the dot in the name of a
/// function's static variable (`function.variable`) an underscore.
pub(crate) fn rust_ident(name: &str) -> Ident {
    let name: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    if NEVER_RAW.contains(&name.as_str()) || name.is_empty() || name.starts_with(|c: char| c.is_ascii_digit())
    {
        let before = if name.starts_with(|c: char| c.is_ascii_digit()) { "_" } else { "" };
        Ident::new(&format!("{before}{name}_"), Span::call_site())
    } else if KEYWORDS.contains(&name.as_str()) {
        Ident::new_raw(&name, Span::call_site())
    } else {
        Ident::new(&name, Span::call_site())
    }
}

/// The identifiers of one scope, each of which is given out once.
#[derive(Default)]
pub(crate) struct Scope(BTreeSet<Ident>);

impl Scope {
    /// The first of `names` that is free, else the last of them with the first free number behind it.
    pub(crate) fn claim<S: AsRef<str>>(&mut self, names: impl IntoIterator<Item = S>) -> Ident {
        let mut last = String::new();
        for name in names {
            let ident = rust_ident(name.as_ref());
            if self.0.insert(ident.clone()) {
                return ident;
            }
            name.as_ref().clone_into(&mut last);
        }
        let mut number = 2_u32;
        loop {
            let ident = rust_ident(&format!("{last}_{number}"));
            if self.0.insert(ident.clone()) {
                return ident;
            }
            number += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_are_raw_and_the_few_that_cannot_be_get_an_underscore() {
        let pairs = [
            ("pid", "pid"),
            ("type", "r#type"),
            ("gen", "r#gen"),
            ("yield", "r#yield"),
            ("self", "self_"),
            ("Self", "Self_"),
            ("_", "__"),
            ("handle.count", "handle_count"),
        ];
        for (c, rust) in pairs {
            assert_eq!(rust_ident(c).to_string(), rust);
        }
    }

    #[test]
    fn every_keyword_makes_an_identifier() {
        // proc-macro2 panics on what is none.
        for name in KEYWORDS.into_iter().chain(NEVER_RAW) {
            rust_ident(name);
        }
    }

    #[test]
    fn a_taken_name_is_numbered() {
        let mut scope = Scope::default();
        let names: Vec<_> =
            [["a", "a_struct"]; 4].into_iter().map(|names| scope.claim(names).to_string()).collect();
        assert_eq!(names, ["a", "a_struct", "a_struct_2", "a_struct_3"]);
    }
}
