//! libbpf-cargo's skeleton of an object, made to fit into the bindings.

use std::fs;
use std::iter::Peekable;
use std::path::Path;
use std::str::FromStr;

use coolbpf_compiler::hear_libbpf;
use coolbpf_contract::{CheckedObject, GlobalSection};
use libbpf_cargo::SkeletonBuilder;
use proc_macro2::{Delimiter, Group, Ident, Literal, Span, TokenStream, TokenTree, token_stream};
use quote::quote;

use super::renamed::{self, MAP, PROGRAM};
use super::types::Types;

/// What can't be done, in words that follow on the name of the program.
type Result<T> = std::result::Result<T, String>;

/// A skeleton and what it calls its parts.
pub(super) struct Skeleton {
    /// Its items, for a module of their own beside `types`.
    pub(super) items: TokenStream,
    /// What opens the object.
    pub(super) builder: Ident,
    /// The open object.
    pub(super) open: Ident,
    /// The fields of open and loaded maps that hold references to global variables.
    variables: Vec<String>,
}

impl Skeleton {
    /// The field that holds the map of a section of global variables, as in `data_counters` for `.data.counters`.
    pub(super) fn section_field(section: &str) -> Ident {
        Ident::new(&section.trim_start_matches('.').replace('.', "_"), Span::call_site())
    }

    /// The field beside it that holds a reference to the variables, if there is one.
    pub(super) fn variables_field(&self, section: &str) -> Option<Ident> {
        let name = format!("{}_data", Self::section_field(section));
        self.variables.contains(&name).then(|| Ident::new(&name, Span::call_site()))
    }

    /// The field that holds a map or program, by its name in C.
    pub(super) fn map_field(name: &str) -> Ident {
        Ident::new(&format!("{MAP}{name}"), Span::call_site())
    }

    /// The field that holds a program, by its name in C.
    pub(super) fn program_field(name: &str) -> Ident {
        Ident::new(&format!("{PROGRAM}{name}"), Span::call_site())
    }
}

/// Makes the skeleton of `object`. The variables of `sections` are of the section types in `types`, in the same order.
pub(super) fn generate(
    program: &str,
    object: &CheckedObject,
    sections: &[GlobalSection],
    types: &Types<'_>,
) -> Result<Skeleton> {
    let text = text(program, object)?;
    let tokens = TokenStream::from_str(&text)
        .map_err(|error| format!("libbpf-cargo's skeleton does not parse: {error}"))?;
    let named = |(index, section): (usize, &GlobalSection)| {
        Some((Skeleton::section_field(&section.name), types.section(index)?.clone()))
    };
    let sections = sections.iter().enumerate().filter_map(named).collect();
    let mut rewrite = Rewrite { sections, names: Vec::new() };
    let items = rewrite.stream(tokens);
    let named = |suffix: &str, but: &[&str]| {
        let fits = |name: &&String| name.ends_with(suffix) && !but.contains(&name.as_str());
        let found = rewrite.names.iter().find(fits).map(|name| Ident::new(name, Span::call_site()));
        found.ok_or_else(|| format!("libbpf-cargo's skeleton has no `...{suffix}`"))
    };
    Ok(Skeleton {
        builder: named("SkelBuilder", &["SkelBuilder"])?,
        open: rewrite
            .names
            .iter()
            .find(|name| name.starts_with("Open") && name.ends_with("Skel") && *name != "OpenSkel")
            .map(|name| Ident::new(name, Span::call_site()))
            .ok_or("libbpf-cargo's skeleton has no open object")?,
        variables: rewrite.names.iter().filter(|name| name.ends_with("_data")).cloned().collect(),
        items,
    })
}

/// Lets libbpf-cargo write the skeleton.
fn text(program: &str, object: &CheckedObject) -> Result<String> {
    let copy = renamed::copy(object).ok_or("the object's symbols can't be read")?;
    let directory =
        tempfile::tempdir().map_err(|error| format!("can't make a temporary directory: {error}"))?;
    let file = |name: &str| directory.path().join(name);
    // The file's name up to the dot becomes the object's name for the kernel and part of the skeleton's names.
    let object_file = file(&format!("{}.bpf.o", stem(program)));
    let skeleton_file = file("skeleton.rs");
    fs::write(&object_file, copy).map_err(|error| cannot("write", &object_file, &error))?;
    let (generated, said) = hear_libbpf(|| {
        SkeletonBuilder::new()
            .obj(&object_file)
            .reference_obj(true)
            // Formatting is prettyplease's work: rustfmt takes seconds for large objects, and may be missing. A program that
            // isn't there is not run.
            .rustfmt(file("no-rustfmt"))
            .generate(&skeleton_file)
    });
    let quoted = |prefix: &str| format!("'{prefix}");
    let said = said.join("; ").replace(&quoted(MAP), "'").replace(&quoted(PROGRAM), "'");
    generated.map_err(|error| format!("libbpf-cargo makes no skeleton: {error:#}: {said}"))?;
    fs::read_to_string(&skeleton_file).map_err(|error| cannot("read", &skeleton_file, &error))
}

fn cannot(doing: &str, path: &Path, error: &std::io::Error) -> String {
    format!("can't {doing} {}: {error}", path.display())
}

/// The program's name, as far as libbpf-cargo can use it: it capitalises what stands between underscores and can't take
/// nothing there. It must not look like the renamed copy's name of a map or program, which the skeleton's text is
/// rid of.
fn stem(program: &str) -> String {
    let words: Vec<_> =
        program.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let stem = words.join("_");
    // What libbpf-cargo makes of it goes on with an underscore.
    let looks_renamed = [MAP, PROGRAM].iter().any(|prefix| format!("{stem}_").starts_with(prefix));
    if stem.starts_with(|c: char| c.is_ascii_alphabetic()) && !looks_renamed {
        stem
    } else {
        format!("bpf_{stem}").trim_end_matches('_').to_owned()
    }
}

/// Turns the skeleton's tokens into ours.
struct Rewrite {
    /// The skeleton's names of sections with global variables, and ours of their types.
    sections: Vec<(Ident, Ident)>,
    /// All identifiers that were seen, in order.
    names: Vec<String>,
}

impl Rewrite {
    fn stream(&mut self, tokens: TokenStream) -> TokenStream {
        let mut tokens = tokens.into_iter().peekable();
        let mut output = TokenStream::new();
        while let Some(token) = tokens.next() {
            match token {
                // Users depend on the runtime only.
                TokenTree::Ident(ident) if ident == "libbpf_rs" => {
                    output.extend(quote!(::coolbpf::__private::v1::libbpf_rs));
                }
                // `pub mod types { ... }`: ours stand beside the skeleton.
                TokenTree::Ident(ident) if ident == "pub" && is_types_module(&tokens) => {
                    tokens.nth(2);
                }
                // `types::rodata`
                TokenTree::Ident(ident) if ident == "types" => output.extend(self.type_name(&mut tokens)),
                // `static DATA: [u8; 1234] = *include_bytes!("...");`, which is a temporary file. Which object is opened is for
                // the builder to be told.
                TokenTree::Ident(ident) if ident == "static" && is_ident(&tokens, "DATA") => {
                    skip_item(&mut tokens)
                }
                // `&DATA`
                TokenTree::Ident(ident) if ident == "DATA" => output.extend(quote!(*object)),
                // `fn build_skel_config()`, and its call by the builder.
                TokenTree::Ident(ident) if ident == "build_skel_config" => {
                    tokens.next();
                    let is_definition = self.names.last().is_some_and(|name| name == "fn");
                    output.extend([TokenTree::Ident(ident)]);
                    output.extend(if is_definition {
                        quote!((object: &'static [u8]))
                    } else {
                        quote!((self.object))
                    });
                }
                // `pub struct HelloSkelBuilder { ... }`
                TokenTree::Group(group) if self.is_builder() && group.delimiter() == Delimiter::Brace => {
                    let fields = self.stream(group.stream());
                    output.extend(quote!({ pub object: &'static [u8], #fields }));
                }
                // `panic!("encountered unexpected map")`: one that is not to be created, which the skeleton leaves out.
                TokenTree::Ident(ident) if ident == "panic" && is_punct(&tokens, '!') => {
                    tokens.nth(1);
                    output.extend(quote!({}));
                }
                // `.expect("map not present")`: the kernel is too old for global variables, say.
                TokenTree::Ident(ident) if ident == "expect" => {
                    let message = tokens.next();
                    output.extend(quote!(present #message?));
                }
                // Lint levels, which can contradict what the user's crate forbids, and the section of the object.
                TokenTree::Punct(punct) if punct.as_char() == '#' && is_left_out(&tokens) => {
                    tokens.next();
                }
                TokenTree::Ident(ident) => {
                    self.names.push(ident.to_string());
                    output.extend([TokenTree::Ident(ident)]);
                }
                TokenTree::Group(group) => {
                    let mut inner = Group::new(group.delimiter(), self.stream(group.stream()));
                    inner.set_span(group.span());
                    output.extend([TokenTree::Group(inner)]);
                }
                TokenTree::Literal(literal) => output.extend([TokenTree::Literal(original_name(literal))]),
                token @ TokenTree::Punct(_) => output.extend([token]),
            }
        }
        output
    }

    /// Whether `struct HelloSkelBuilder` stands before this.
    fn is_builder(&self) -> bool {
        matches!(&self.names[..], [.., word, name] if word == "struct" && name.ends_with("SkelBuilder"))
    }

    /// What stands behind `types`.
    fn type_name(&self, tokens: &mut Peekable<token_stream::IntoIter>) -> TokenStream {
        let path = tokens.clone().nth(2);
        let Some(TokenTree::Ident(name)) = path else { return quote!(types) };
        tokens.nth(2);
        match self.sections.iter().find(|(section, _)| *section == name) {
            Some((_, ours)) => quote!(super::super::types::#ours),
            // Types of structs that implement kernel interfaces, which only libbpf looks into.
            None => quote!(::std::ffi::c_void),
        }
    }
}

fn is_ident(tokens: &Peekable<token_stream::IntoIter>, expected: &str) -> bool {
    matches!(tokens.clone().next(), Some(TokenTree::Ident(ident)) if ident == expected)
}

fn is_punct(tokens: &Peekable<token_stream::IntoIter>, expected: char) -> bool {
    matches!(tokens.clone().next(), Some(TokenTree::Punct(punct)) if punct.as_char() == expected)
}

/// Whether `mod types { ... }` follows.
fn is_types_module(tokens: &Peekable<token_stream::IntoIter>) -> bool {
    let mut ahead = tokens.clone();
    let mut is = |name: &str| matches!(ahead.next(), Some(TokenTree::Ident(ident)) if ident == name);
    is("mod") && is("types")
}

/// Whether `[allow(...)]`, `[warn(...)]` or `[unsafe(link_section = "...")]` follows.
fn is_left_out(tokens: &Peekable<token_stream::IntoIter>) -> bool {
    let Some(TokenTree::Group(group)) = tokens.clone().next() else { return false };
    let first = group.stream().into_iter().next();
    let Some(TokenTree::Ident(first)) = first else { return false };
    group.delimiter() == Delimiter::Bracket && ["allow", "warn", "unsafe"].iter().any(|name| first == name)
}

/// Leaves out all up to the next `;`.
fn skip_item(tokens: &mut Peekable<token_stream::IntoIter>) {
    let is_end = |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ';');
    tokens.find(is_end);
}

/// `"map_counts"` is for the copy of the object; `"counts"` is what the object has.
fn original_name(literal: Literal) -> Literal {
    let text = literal.to_string();
    let name = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
    let original = name.and_then(|name| name.strip_prefix(MAP).or_else(|| name.strip_prefix(PROGRAM)));
    match original {
        Some(original) if original.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') => {
            Literal::string(original)
        }
        _ => literal,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_libbpf_cargo_cannot_take_are_trimmed() {
        for (program, expected) in [
            ("hello", "hello"),
            ("__a__b_", "a_b"),
            ("r#type", "r_type"),
            ("é", "bpf"),
            ("9p", "bpf_9p"),
            ("map_x", "bpf_map_x"),
            ("map", "bpf_map"),
            ("_prog_", "bpf_prog"),
            ("mapper", "mapper"),
        ] {
            assert_eq!(stem(program), expected);
        }
    }
}
