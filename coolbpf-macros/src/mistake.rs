//! What can be wrong beyond the item's own syntax, in words.

use std::fmt;
use std::path::PathBuf;

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;

/// Why there are no bindings for a program.
#[derive(Debug)]
pub(crate) enum Problem {
    /// The attribute was given arguments.
    Arguments,
    /// `include_str!` names a file that can't be read.
    Unreadable { file: String, error: String },
    /// `include_str!` names a file outside of the package.
    SourceOutside(String),
    /// The Rust file lies outside of the package.
    RustFileOutside(PathBuf),
    /// The package has no build script.
    NoBuildScript,
    /// The build script did not call `coolbpf_build::compile()`.
    NotCalled,
    /// The build script didn't see the program.
    Unseen { program: String, rust_file: String, walked: bool, seen: Vec<String> },
    /// The record can't be read.
    Record(String),
}

const BUILD_SCRIPT: &str = "fn main() -> coolbpf_build::Result<()> { coolbpf_build::compile() }";

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Arguments => f.write_str(
                "#[program] takes no arguments\n\
                 help: options are in Cargo.toml, under [package.metadata.coolbpf] for all programs and under \
                 [package.metadata.coolbpf.program.NAME] for one",
            ),
            Self::Unreadable { file, error } => write!(f, "can't read {file}: {error}"),
            Self::SourceOutside(name) => write!(
                f,
                "\"{name}\" lies outside of the package, where `cargo package` would leave it behind\n\
                 help: move the file into the package"
            ),
            Self::RustFileOutside(path) => write!(
                f,
                "{} lies outside of the package, where `cargo package` would leave it behind and the build script \
                 doesn't look for programs\n\
                 help: move the file into the package",
                path.display()
            ),
            Self::NoBuildScript => write!(
                f,
                "this package has no build script, which is what compiles BPF programs\n\
                 help: add `coolbpf-build` to [build-dependencies], and a build.rs beside Cargo.toml:\n\
                 {BUILD_SCRIPT}"
            ),
            Self::NotCalled => write!(
                f,
                "the build script did not call coolbpf_build::compile(), which is what compiles BPF programs\n\
                 help: add `coolbpf-build` to [build-dependencies] and the call to build.rs:\n\
                 {BUILD_SCRIPT}"
            ),
            Self::Unseen { program, rust_file, walked, seen } => {
                write!(f, "the build script did not see the program `{program}` in {rust_file}; ")?;
                match &seen[..] {
                    [] => write!(f, "it saw none")?,
                    seen => write!(f, "it saw {}", seen.join(", "))?,
                }
                if *walked {
                    return f.write_str(
                        "\nhelp: it has read that file, but expands no macros, and does not see a module that one makes; \
                         write the module out, under #[coolbpf::program]",
                    );
                }
                write!(
                    f,
                    "\nhelp: it walks the modules of the package's targets without expanding macros; for a file that it \
                     doesn't reach, add to Cargo.toml:\n\
                     [package.metadata.coolbpf]\n\
                     modules = [\"{rust_file}\"]"
                )
            }
            Self::Record(error) => f.write_str(error),
        }
    }
}

/// An item that makes rustc print `message` for the code at `span`.
pub(crate) fn compile_error(span: Span, message: &str) -> TokenStream {
    quote_spanned! { span => ::core::compile_error! { #message } }
}
