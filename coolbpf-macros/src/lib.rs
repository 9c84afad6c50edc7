//! The `#[coolbpf::program]` attribute.
//!
//! It is re-exported by coolbpf-runtime, under whose name (`coolbpf`) it is to be used and is documented here.
//!
//! `coolbpf_build::compile()` in the package's build.rs has compiled the program, or found its vendored object, and
//! left a record in `OUT_DIR`. The attribute finds that record by the module's name, its Rust file and its C
//! text, and puts the bindings that lie there into the module; or says what is wrong.

mod embed;
mod emit;
mod mistake;
mod place;
mod records;

use coolbpf_contract::syntax::{ProgramModule, ProgramSource};
use proc_macro2::{Span, TokenStream};

use crate::mistake::{Problem, compile_error};
use crate::place::Place;

/// Fills a module with the bindings of the BPF program whose C its `SOURCE` is.
///
/// ```text
/// #[coolbpf::program]
/// mod execsnoop {
///     const SOURCE: &str = include_str!("bpf/execsnoop.bpf.c");
/// }
/// ```
///
/// `SOURCE` is the C itself, as a string literal, or `include_str!` of a file of the package. Other items of
/// the module are kept. The module gets:
///
/// - `attach()`, which opens the object, loads it into the kernel and attaches its programs, and gives a `Bpf`;
/// - `open()`, which gives an `Open` for those who take the steps one by one;
/// - `types`, with the types of the object's maps, global variables and events.
///
/// The package needs a `build.rs` that calls `coolbpf_build::compile()`. Options, such as defines
/// and include directories, are in `[package.metadata.coolbpf]` of its `Cargo.toml`.
///
/// Errors in the C are reported by this attribute, at `SOURCE`. The module then holds the bindings of the last good
/// build, so that code that uses them is still checked.
#[proc_macro_attribute]
pub fn program(arguments: proc_macro::TokenStream, item: proc_macro::TokenStream) -> proc_macro::TokenStream {
    expand(arguments.into(), item.into()).into()
}

fn expand(arguments: TokenStream, item: TokenStream) -> TokenStream {
    if let Some(first) = arguments.into_iter().next() {
        let error = compile_error(first.span(), &Problem::Arguments.to_string());
        return emit::with_error(item, &error);
    }
    let module = match ProgramModule::parse(item.clone()) {
        Ok(module) => module,
        Err(error) => {
            return emit::with_error(item, &compile_error(error.span, &error.to_string()));
        }
    };
    match fill(&module) {
        Ok(filled) => filled,
        Err((span, problem)) => {
            let error = compile_error(span, &problem.to_string());
            // An include_str! of a file that isn't there would be an error of its own.
            let source = match problem {
                Problem::Unreadable { .. } | Problem::SourceOutside(_) => TokenStream::new(),
                _ => emit::source(&module),
            };
            emit::module(&module, "", &source, &error)
        }
    }
}

fn fill(module: &ProgramModule) -> Result<TokenStream, (Span, Problem)> {
    let place = Place::of(module.name.span());
    if let (Place::Package(rust_file), ProgramSource::File(name)) = (&place, &module.source) {
        let Some(main) = module.source.main(rust_file) else {
            return Err((module.literal, Problem::SourceOutside(name.clone())));
        };
        if let Err(error) = place::read(&main) {
            return Err((module.literal, Problem::Unreadable { file: main.to_string(), error }));
        }
    }
    let found = records::find(module, &place).map_err(|problem| (module.name.span(), problem))?;
    Ok(emit::record(module, &found))
}
