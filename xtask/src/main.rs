//! The project's own commands; `cargo xtask` lists them.

mod bench;
mod book;
#[cfg(feature = "compiler")]
mod bundle;
mod command;
mod count;
mod debian;
mod demo;
mod deny;
mod kernels;
mod matrix;
mod mirror;
mod package;
mod pictures;
mod prerequisites;
mod qemu;
mod templates;
mod test;
mod tools;

use std::process::ExitCode;

/// What a command says when it can't go on.
type Result<T = ()> = std::result::Result<T, Error>;
type Error = Box<dyn std::error::Error>;

const USAGE: &str = "\
usage: cargo xtask COMMAND

  demo            builds examples/execsnoop from its vendored object, runs it, shows what it prints
  test [ARGS]     runs every test; ARGS go to cargo test
  package [ARGS]  packages every crate as for a registry; ARGS go to cargo package
  matrix [KERNEL...]
                  runs each feature and example on kernels in virtual machines, and writes docs/KERNELS.md; with --all, on all that
                  Debian has; with --quick, on three, and fails where they do other than is written there; with --tools, runs only
                  the tools' tests there, and prints what came of them
  deny [CHECKS]   holds the dependencies to deny.toml by cargo-deny: bans, licenses, sources;
                  advisories, which come from a git repository, only where they are named
  bench NAME      measures: build, compile, runtime, server, sockmap, tools
  pictures        makes the pictures of the README anew, in docs/pictures/
  count [DIRECTORY]
                  counts lines of code of five tools here and in BCC, with a directory also in BCC's libbpf-tools that lie there
  tools           builds coolbpf-tools, all tools of the examples in one file that needs no other
  book            writes the reference pages of docs/book from the sources, and makes HTML of it where mdbook is installed
  templates       makes the vendored objects in cargo-coolbpf/templates/ anew, with the newest clang of this machine
  bundle          makes coolbpf-compiler/bundle/ anew, from Debian's newest packages and libbpf-sys;
                  with --digest, only records the digest of what lies there
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    // Paths below are relative to the workspace, wherever in it the command is given.
    if let Err(error) = std::env::set_current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/..")) {
        eprintln!("can't go to the workspace's root: {error}");
        return ExitCode::FAILURE;
    }
    let done = match arguments[..] {
        ["demo"] => demo::run(),
        ["deny", ref checks @ ..] => deny::run(checks),
        ["package", ref more @ ..] => package::run(more),
        #[cfg(feature = "compiler")]
        ["bundle"] => bundle::run(),
        #[cfg(feature = "compiler")]
        ["bundle", "--digest"] => bundle::record_digest(),
        #[cfg(not(feature = "compiler"))]
        ["bundle", ..] => with_compiler(&arguments, &[]),
        ["count"] => count::run(None),
        ["count", directory] => count::run(Some(directory)),
        ["pictures"] => pictures::run(),
        ["tools"] => tools::run(),
        ["templates"] => templates::run(),
        ["book"] => book::run(),
        ["bench", name] => bench::run(name),
        ["matrix", ref more @ ..] => matrix::run(more),
        ["test", ref more @ ..] => test::run(more),
        _ => Err(USAGE.into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Runs this command again, built with what it takes to compile BPF and with more of cargo's flags.
#[cfg(not(feature = "compiler"))]
fn with_compiler(arguments: &[&str], build: &[&str]) -> Result {
    let status = std::process::Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--package", "xtask", "--features", "compiler"])
        .args(build)
        .arg("--")
        .args(arguments)
        .status()?;
    if status.success() { Ok(()) } else { Err(format!("it ended with {status}").into()) }
}
