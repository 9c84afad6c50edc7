//! The grammar of a program in Rust code, `#[coolbpf::program] mod NAME { const SOURCE: &str = ...; }`.
//!
//! The build script that looks for programs and the macro that expands them read it with the same code, so
//! that they agree on what a program is and on which C text belongs to it.

mod error;
mod literal;

pub use error::{Mistake, SyntaxError};

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};

use crate::{CIdent, SourcePath};

/// A module under `#[coolbpf::program]`.
#[derive(Debug, Clone)]
pub struct ProgramModule {
    /// The module's other attributes, doc comments included.
    pub attributes: TokenStream,
    /// `pub`, `pub(crate)` or nothing.
    pub visibility: TokenStream,
    /// The module's name as it stands there.
    pub name: Ident,
    /// `const SOURCE: &str = ...;` with its attributes and visibility.
    pub source_item: TokenStream,
    /// The module's other items.
    pub items: TokenStream,
    /// Where the C text is.
    pub source: ProgramSource,
    /// The place of the C text or of the file name.
    pub literal: Span,
}

/// Where the C text of a program is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProgramSource {
    /// In the Rust file.
    Inline(String),
    /// In a file, named as `include_str!` takes it: relative to the Rust file.
    File(String),
}

impl ProgramModule {
    /// Reads the item that the attribute stands on.
    ///
    /// # Errors
    /// Where it is no module with a body, or has no `SOURCE` that is a string literal or an `include_str!`.
    pub fn parse(item: TokenStream) -> Result<Self, SyntaxError> {
        let tokens: Vec<TokenTree> = item.into_iter().collect();
        let attributes_end = attributes_end(&tokens);
        let (attributes, rest) = tokens.split_at(attributes_end);
        let visibility_end = visibility_end(rest);
        let (visibility, rest) = rest.split_at(visibility_end);
        let body = match rest {
            [keyword, name @ TokenTree::Ident(_), TokenTree::Group(body)]
                if is_ident(keyword, "mod") && body.delimiter() == Delimiter::Brace =>
            {
                (name, body)
            }
            [keyword, TokenTree::Ident(name), ..] if is_ident(keyword, "mod") => {
                return Err(SyntaxError::new(name.span(), Mistake::NoBody(name.to_string())));
            }
            _ => {
                let found = rest.iter().find_map(|token| match token {
                    TokenTree::Ident(ident) => Some((ident.span(), ident.to_string())),
                    _ => None,
                });
                let (span, found) = found.unwrap_or_else(|| (Span::call_site(), "something else".into()));
                return Err(SyntaxError::new(span, Mistake::NoModule(found)));
            }
        };
        let (TokenTree::Ident(name), body) = body else {
            return Err(SyntaxError::new(Span::call_site(), Mistake::NoModule("something else".into())));
        };
        let plain_name = plain_name(name);
        if !CIdent::is_valid(&plain_name) {
            return Err(SyntaxError::new(name.span(), Mistake::Name(plain_name)));
        }

        let body: Vec<TokenTree> = body.stream().into_iter().collect();
        let constants = source_constants(&body);
        let (start, value_start, end) = match constants[..] {
            [only] => only,
            [] => return Err(SyntaxError::new(name.span(), Mistake::NoSource(plain_name))),
            [_, (_, second, _), ..] => {
                return Err(SyntaxError::new(body[second].span(), Mistake::TwoSources));
            }
        };
        let (source, literal) = source_value(&body[value_start..end]).ok_or_else(|| {
            let span = body[value_start..end].first().map_or_else(|| name.span(), TokenTree::span);
            SyntaxError::new(span, Mistake::SourceIsNoLiteral)
        })?;
        Ok(Self {
            attributes: attributes.iter().cloned().collect(),
            visibility: visibility.iter().cloned().collect(),
            name: name.clone(),
            source_item: body[start..=end].iter().cloned().collect(),
            items: body[..start].iter().chain(&body[end + 1..]).cloned().collect(),
            source,
            literal,
        })
    }

    /// The program's name: the module's, without the `r#` of a raw identifier.
    #[must_use]
    pub fn program_name(&self) -> String {
        plain_name(&self.name)
    }

    /// Whether the module has a doc comment or a `#[doc]` attribute.
    #[must_use]
    pub fn is_documented(&self) -> bool {
        self.attributes.clone().into_iter().any(|token| match token {
            TokenTree::Group(group) => {
                group.stream().into_iter().next().is_some_and(|first| is_ident(&first, "doc"))
            }
            _ => false,
        })
    }
}

impl ProgramSource {
    /// The path of the file that clang is told to compile: the C file's, or the Rust file's for C inside it.
    /// `None` where an `include_str!` leaves the package.
    #[must_use]
    pub fn main(&self, rust_file: &SourcePath) -> Option<SourcePath> {
        match self {
            Self::Inline(_) => Some(rust_file.clone()),
            Self::File(name) => SourcePath::resolve(rust_file.directory(), name),
        }
    }
}

/// An identifier as text, without `r#`.
#[must_use]
pub fn plain_name(ident: &Ident) -> String {
    let name = ident.to_string();
    name.strip_prefix("r#").map(str::to_owned).unwrap_or(name)
}

/// The text of a string literal, raw or not; `None` for any other literal.
#[must_use]
pub fn string_value(literal: &proc_macro2::Literal) -> Option<String> {
    literal::string_value(&literal.to_string())
}

fn is_ident(token: &TokenTree, name: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident == name)
}

fn is_punct(token: &TokenTree, character: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == character)
}

/// The number of leading tokens that are outer attributes.
fn attributes_end(tokens: &[TokenTree]) -> usize {
    let pairs = tokens.chunks_exact(2);
    2 * pairs.take_while(|pair| is_punct(&pair[0], '#') && matches!(pair[1], TokenTree::Group(_))).count()
}

/// The number of leading tokens that are a visibility.
fn visibility_end(tokens: &[TokenTree]) -> usize {
    match tokens {
        [public, TokenTree::Group(scope), ..]
            if is_ident(public, "pub") && scope.delimiter() == Delimiter::Parenthesis =>
        {
            2
        }
        [public, ..] if is_ident(public, "pub") => 1,
        // A visibility that a declarative macro passed on.
        [TokenTree::Group(group), ..] if group.delimiter() == Delimiter::None => 1,
        _ => 0,
    }
}

/// Each `const SOURCE` of a module's body: where the item starts, where its value starts, where its `;` is.
fn source_constants(body: &[TokenTree]) -> Vec<(usize, usize, usize)> {
    let mut found = Vec::new();
    // `#![...]` belongs to the module.
    let inner = body.chunks_exact(3).take_while(|token| is_punct(&token[0], '#') && is_punct(&token[1], '!'));
    let mut item_start = 3 * inner.count();
    let mut at = item_start;
    while let Some(token) = body.get(at) {
        let names_source =
            is_ident(token, "const") && body.get(at + 1).is_some_and(|n| is_ident(n, "SOURCE"));
        let position = |character| {
            body[at..].iter().position(|token| is_punct(token, character)).map(|offset| at + offset)
        };
        if names_source
            && let (Some(equals), Some(end)) = (position('='), position(';'))
            && equals < end
        {
            found.push((item_start, equals + 1, end));
            at = end;
        }
        let ends_item = is_punct(&body[at], ';')
            || matches!(&body[at], TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
        at += 1;
        if ends_item {
            item_start = at;
        }
    }
    found
}

/// What `SOURCE` is set to: a string literal or an `include_str!` of one.
fn source_value(value: &[TokenTree]) -> Option<(ProgramSource, Span)> {
    let value = without_groups(value);
    if let [TokenTree::Literal(literal)] = &value[..] {
        return Some((ProgramSource::Inline(string_value(literal)?), literal.span()));
    }
    let [path @ .., bang, TokenTree::Group(arguments)] = &value[..] else { return None };
    let path_is_known = path.last().is_some_and(|last| is_ident(last, "include_str"))
        && path[..path.len() - 1].iter().all(|token| {
            is_punct(token, ':') || ["std", "core"].into_iter().any(|root| is_ident(token, root))
        });
    if !path_is_known || !is_punct(bang, '!') {
        return None;
    }
    let arguments: Vec<TokenTree> = arguments.stream().into_iter().collect();
    match &without_groups(&arguments)[..] {
        [TokenTree::Literal(name), rest @ ..] if rest.iter().all(|token| is_punct(token, ',')) => {
            Some((ProgramSource::File(string_value(name)?), name.span()))
        }
        _ => None,
    }
}

/// The tokens with the invisible groups opened that declarative macros put around their arguments.
fn without_groups(tokens: &[TokenTree]) -> Vec<TokenTree> {
    let mut opened = Vec::new();
    for token in tokens {
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::None => {
                let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                opened.extend(without_groups(&inner));
            }
            token => opened.push(token.clone()),
        }
    }
    opened
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(item: &str) -> Result<ProgramModule, String> {
        ProgramModule::parse(item.parse().unwrap()).map_err(|error| error.to_string())
    }

    #[test]
    fn source_is_found_among_other_items_which_are_kept() {
        let module = parse(
            "/// Docs.\n#[allow(dead_code)] pub(crate) mod r#type { use a::{b, c}; const A: u8 = { 1 };\n\
             fn f() { const SOURCE: u8 = 1; } /// The C.\n pub const SOURCE: &'static str = r#\"int a;\"#; \
             struct S; }",
        )
        .unwrap();
        assert_eq!(module.program_name(), "type");
        assert!(module.is_documented());
        assert_eq!(module.visibility.to_string(), "pub (crate)");
        assert_eq!(module.source, ProgramSource::Inline("int a;".into()));
        assert!(module.source_item.to_string().contains("The C."));
        let items = module.items.to_string();
        assert!(items.contains("struct S") && items.contains("fn f") && !items.contains("The C."), "{items}");
    }

    #[test]
    fn inner_attributes_stay_the_modules_own() {
        let module = parse(
            "mod x { #![allow(dead_code)] #![allow(unused)] #[doc = \"C\"] const SOURCE: &str = \"\"; fn f() {} }",
        );
        let module = module.unwrap();
        assert_eq!(module.source_item.to_string(), "# [doc = \"C\"] const SOURCE : & str = \"\" ;");
        let items = module.items.to_string().replace(' ', "");
        assert!(items.starts_with("#![allow(dead_code)]#![allow(unused)]fn"), "{items}");
    }

    #[test]
    fn a_file_is_named_relative_to_the_rust_file() {
        for value in ["include_str!(\"../c/x.c\")", "::std::include_str!{\"../c/x.c\",}"] {
            let module = parse(&format!("mod x {{ const SOURCE: &str = {value}; }}")).unwrap();
            assert_eq!(module.source, ProgramSource::File("../c/x.c".into()));
            let rust_file: SourcePath = "src/bin/a.rs".parse().unwrap();
            assert_eq!(module.source.main(&rust_file).unwrap().as_str(), "src/c/x.c");
        }
        assert_eq!(ProgramSource::File("../../x.c".into()).main(&"src/a.rs".parse().unwrap()), None);
    }

    #[test]
    fn what_is_no_program_is_named() {
        for (item, expected) in [
            ("fn f() {}", "goes on a module, not on `fn`"),
            ("pub struct S;", "goes on a module, not on `struct`"),
            ("mod x;", "write `mod x { ... }`"),
            ("mod x {}", "`x` has no SOURCE"),
            ("mod x { static SOURCE: &str = \"\"; }", "`x` has no SOURCE"),
            ("mod x { const SOURCE: &str = OTHER; }", "SOURCE should be"),
            ("mod x { const SOURCE: &str = b\"\"; }", "SOURCE should be"),
            ("mod x { const SOURCE: &str = concat!(\"a\", \"b\"); }", "SOURCE should be"),
            ("mod x { const SOURCE: &str = include_str!(NAME); }", "SOURCE should be"),
            ("mod x { const SOURCE: &str = \"\"; const SOURCE: &str = \"\"; }", "has two"),
            ("mod größe { const SOURCE: &str = \"\"; }", "letters, digits and underscores"),
        ] {
            let error = parse(item).unwrap_err();
            assert!(error.contains(expected), "{item}: {error}");
        }
    }
}
