//! The attributes `#[coolbpf::program]` and `#[coolbpf::test]`.
//!
//! They are re-exported by coolbpf-runtime, under whose name (`coolbpf`) they are to be used and are documented here.
//!
//! `coolbpf_build::compile()` in the package's build.rs has compiled the program, or found its vendored object, and
//! left a record in `OUT_DIR`. The first attribute finds that record by the module's name, its Rust file and its C
//! text, and puts the bindings that lie there into the module; or says what is wrong.

mod embed;
mod emit;
mod mistake;
mod place;
mod records;
mod test;

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

/// Makes a unit test of a function that takes programs.
///
/// ```text
/// #[coolbpf::test]
/// fn short_datagrams_pass(bpf: datagrams::Bpf) -> coolbpf::Result<()> {
///     let ran = bpf.progs.on_datagram.test_run(TestRun::new().data(&[0; 60]))?;
///     assert_eq!(ran.return_value, 46);
///     Ok(())
/// }
/// ```
///
/// Up to three parameters are each the `Bpf` of a program, which is loaded for the test and not attached, or its `Open`, which the test configures and loads itself. The test fails
/// where that can't be done, with the same error as elsewhere: what this kernel lacks, or what the verifier objects to. Other attributes of tests,
/// such as `#[should_panic]`, stand beside it. The body is that of any function: it calls [`Program::test_run`], and looks at maps.
///
/// `cargo test` runs it. Loading programs takes capabilities; without `CAP_BPF` the test fails and says how to run it: as root, or by `cargo coolbpf test`,
/// which runs the tests in a virtual machine with a kernel of one's choice.
///
/// [`Program::test_run`]: https://docs.rs/coolbpf-runtime/latest/coolbpf/struct.Program.html#method.test_run
#[proc_macro_attribute]
pub fn test(arguments: proc_macro::TokenStream, item: proc_macro::TokenStream) -> proc_macro::TokenStream {
    test::expand(arguments.into(), item.into()).into()
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
