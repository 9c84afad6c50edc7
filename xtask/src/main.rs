//! The project's own commands; `cargo xtask` lists them.

mod bench;
mod demo;
mod prerequisites;
mod test;

use std::process::ExitCode;

/// What a command says when it can't go on.
type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

const USAGE: &str = "\
usage: cargo xtask COMMAND

  demo            builds examples/execsnoop from its vendored object, runs it, shows what it prints
  test [ARGS]     runs every test; ARGS go to cargo test
  bench NAME      measures: build
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments[..] {
        ["demo"] => demo::run(),
        ["bench", name] => bench::run(name),
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
