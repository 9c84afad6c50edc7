//! The tokens that take the module's place.

use coolbpf_contract::syntax::{ProgramModule, ProgramSource};
use coolbpf_contract::{Outcome, Record};
use proc_macro2::{Delimiter, Group, Ident, Literal, Span, TokenStream, TokenTree};
use quote::quote;

use crate::embed::embedded;
use crate::mistake::compile_error;
use crate::records::Found;

/// Names the program's objects in generated bindings.
const OBJECTS: &str = "__COOLBPF_OBJECTS";
/// Names the line where the C starts in generated bindings.
const SOURCE_START: &str = "__COOLBPF_SOURCE_START";
/// Names the runtime crate in generated bindings, after `::`.
const RUNTIME: &str = "coolbpf";

/// The error in the place of the item: a module gets it as its only content, since rustc then doesn't complain of what is
/// missing there; anything else stays beside it.
pub(crate) fn with_error(item: TokenStream, error: &TokenStream) -> TokenStream {
    let mut tokens: Vec<TokenTree> = item.into_iter().collect();
    let is_module = tokens.iter().any(|token| matches!(token, TokenTree::Ident(ident) if ident == "mod"));
    match tokens.last_mut() {
        Some(TokenTree::Group(body)) if is_module => {
            *body = Group::new(Delimiter::Brace, error.clone());
            tokens.into_iter().collect()
        }
        _ => quote! { #(#tokens)* #error },
    }
}

/// The `SOURCE` constant, used once so that rustc doesn't call it unused.
pub(crate) fn source(module: &ProgramModule) -> TokenStream {
    let item = &module.source_item;
    quote! { #item const _: &str = SOURCE; }
}

/// The module, with `content` beside its own items.
pub(crate) fn module(
    module: &ProgramModule,
    documentation: &str,
    source: &TokenStream,
    content: &TokenStream,
) -> TokenStream {
    let ProgramModule { attributes, visibility, name, items, .. } = module;
    let documentation =
        (!module.is_documented() && !documentation.is_empty()).then(|| quote! { #[doc = #documentation] });
    quote! {
        #attributes
        #documentation
        #visibility mod #name {
            #items
            #source
            #content
        }
    }
}

/// The module with what the build script recorded: the bindings, and the errors if there were any.
pub(crate) fn record(program: &ProgramModule, found: &Found) -> TokenStream {
    let start = match program.source {
        ProgramSource::Inline(_) => u32::try_from(program.literal.unwrap().start().line()).unwrap_or(1),
        ProgramSource::File(_) => 1,
    };
    let mut errors = TokenStream::new();
    if found.of_other_text {
        let message = format!(
            "the build script saw another C text of `{}`; build again, after saving the file",
            found.record.program
        );
        errors.extend(compile_error(program.literal, &message));
    } else if found.record.outcome == Outcome::Failed {
        errors.extend(failure(program, &found.record, start));
    } else if let Some(older) = found.older.iter().find(|older| older.record.outcome == Outcome::Failed) {
        errors.extend(failure(program, &older.record, start));
    }
    let bindings = found.bindings.as_deref().unwrap_or_default().parse::<TokenStream>();
    let bindings = match (bindings, found.record.runtime.parse::<TokenStream>()) {
        (Ok(bindings), Ok(runtime)) => {
            Substitution { objects: objects(found, &runtime), start, runtime }.apply(bindings)
        }
        (Err(error), _) | (_, Err(error)) => {
            let message = format!("the bindings that the build script wrote are no Rust: {error}");
            compile_error(program.name.span(), &message)
        }
    };
    let documentation = match &program.source {
        ProgramSource::Inline(_) => "A BPF program, and the way to load it.".to_owned(),
        ProgramSource::File(name) => format!("The BPF program of `{name}`, and the way to load it."),
    };
    let embedded = found.records().map(embedded);
    module(program, &documentation, &source(program), &quote! { #errors #bindings #(#embedded)* })
}

/// The error of a program that has no object: what clang said, at the C; or why there was none to say anything.
fn failure(program: &ProgramModule, record: &Record, start: u32) -> TokenStream {
    let about_c = record.diagnostics.iter().any(|diagnostic| !diagnostic.file.is_empty());
    let shown: Vec<String> = record
        .diagnostics
        .iter()
        .map(|diagnostic| {
            let diagnostic = diagnostic.clone().moved(record.rust_file.as_str(), start);
            if about_c { diagnostic.to_string() } else { diagnostic.message }
        })
        .collect();
    let shown = shown.join("\n");
    if about_c {
        let message = format!("the C of `{}` has errors ({})\n{shown}", record.program, record.origin);
        compile_error(program.literal, &message)
    } else {
        compile_error(program.name.span(), &shown)
    }
}

/// An expression for the program's objects, newest instruction set first. Their bytes are named relative to `OUT_DIR`, which
/// is another one on another machine.
fn objects(found: &Found, runtime: &TokenStream) -> TokenStream {
    let newest = (&found.directory, &found.record);
    let older = found.older.iter().map(|older| (&older.directory, &older.record));
    // One that failed, and never was, is told of; what is in its place is not.
    let with_object = std::iter::once(newest).chain(older).filter(|(_, record)| record.object.is_some());
    let objects = with_object.map(|(directory, record)| {
        let path = format!("/coolbpf/{directory}/{}", Record::OBJECT);
        let set = Ident::new(&record.cpu.as_str().to_uppercase(), Span::call_site());
        let types = kernel_types(found, directory, runtime);
        quote! {
            #runtime::__private::v1::Carried {
                instruction_set: #runtime::InstructionSet::#set,
                bytes: ::core::include_bytes!(::core::concat!(::core::env!("OUT_DIR"), #path)),
                types: #types,
            }
        }
    });
    quote! { &[#(#objects),*] }
}

/// An expression for the types of the kernels that the user named, for the object in a directory.
fn kernel_types(found: &Found, directory: &str, runtime: &TokenStream) -> TokenStream {
    let asking = found.asking.get(directory).into_iter().flatten();
    let (mut bytes, mut kernels) = (quote! { &[] }, Vec::new());
    if let Some(types) = found.kernel_types.get(directory) {
        let path = format!("/coolbpf/{directory}/{}", Record::KERNEL_TYPES);
        bytes = quote! { ::core::include_bytes!(::core::concat!(::core::env!("OUT_DIR"), #path)) };
        kernels.extend(types.kernels().iter().map(|(id, place)| {
            let (release, start, length) = (id.release.as_str(), place.start, place.len());
            let version = id.version.as_ref().map_or("", |version| version.as_str());
            quote! {
                #runtime::__private::v1::EmbeddedKernel { release: #release, version: #version, start: #start, length: #length }
            }
        }));
    }
    quote! {
        #runtime::__private::v1::EmbeddedTypes { bytes: #bytes, kernels: &[#(#kernels),*], asking: &[#(#asking),*] }
    }
}

/// Puts what only this build knows into generated bindings.
struct Substitution {
    objects: TokenStream,
    start: u32,
    runtime: TokenStream,
}

impl Substitution {
    fn apply(&self, tokens: TokenStream) -> TokenStream {
        let mut out: Vec<TokenTree> = Vec::new();
        for token in tokens {
            match token {
                TokenTree::Group(group) => {
                    let mut inner = Group::new(group.delimiter(), self.apply(group.stream()));
                    inner.set_span(group.span());
                    out.push(inner.into());
                }
                TokenTree::Ident(ident) if ident == OBJECTS => out.extend(self.objects.clone()),
                TokenTree::Ident(ident) if ident == SOURCE_START => {
                    out.push(Literal::u32_unsuffixed(self.start).into());
                }
                TokenTree::Ident(ident) if ident == RUNTIME && starts_at_root(&out) => {
                    out.truncate(out.len() - 2);
                    out.extend(self.runtime.clone());
                }
                token => out.push(token),
            }
        }
        out.into_iter().collect()
    }
}

/// Whether what was written ends in a `::` that starts a path.
fn starts_at_root(out: &[TokenTree]) -> bool {
    let is = |token: &TokenTree, character: char| matches!(token, TokenTree::Punct(punct) if punct.as_char() == character);
    let Some([one, other]) = out.last_chunk() else { return false };
    if !is(one, ':') || !is(other, ':') {
        return false;
    }
    match &out[..out.len() - 2] {
        [.., TokenTree::Ident(ident)] => is_keyword_before_path(&ident.to_string()),
        // The end of `->` or `=>`, and not of `<T>::`.
        [.., dash, end] if is(end, '>') => is(dash, '-') || is(dash, '='),
        _ => true,
    }
}

/// Words after which a path starts, and is not continued.
fn is_keyword_before_path(word: &str) -> bool {
    [
        "as", "dyn", "else", "for", "if", "impl", "in", "let", "match", "move", "mut", "return", "use",
        "where", "while",
    ]
    .contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_the_build_knows_is_put_into_the_bindings() {
        let substitution =
            Substitution { objects: quote! { include_bytes!("x") }, start: 7, runtime: quote! { ::renamed } };
        let bindings = quote! {
            use ::coolbpf::__private;
            fn f() -> ::coolbpf::Result<Vec<::coolbpf::Link>> {
                g(__COOLBPF_OBJECTS, __COOLBPF_SOURCE_START, other::coolbpf::h, <T>::coolbpf)
            }
            impl ::coolbpf::Value for types::event {}
            fn k() {
                let ::coolbpf::Kind::A = kind;
            }
        };
        let expected = quote! {
            use ::renamed::__private;
            fn f() -> ::renamed::Result<Vec<::renamed::Link>> {
                g(include_bytes!("x"), 7, other::coolbpf::h, <T>::coolbpf)
            }
            impl ::renamed::Value for types::event {}
            fn k() {
                let ::renamed::Kind::A = kind;
            }
        };
        assert_eq!(substitution.apply(bindings).to_string(), expected.to_string());
    }
}
