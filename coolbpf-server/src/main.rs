//! The remote compiler: an HTTP service around `coolbpf-compiler`.
//!
//! A request comes in over [`listen`], passes the checks of [`gate`] and reaches a route of [`routes`]. A compile is
//! looked for in the [`cache`]; what isn't there is compiled once however many ask ([`flights`]), when the [`queue`] lets
//! it ([`compiler`]), where the sources can do no harm ([`sandbox`]). [`signing`] signs what goes out. Whatever goes wrong is a problem document ([`problem`]).

mod body;
mod btf;
mod cache;
mod cli;
mod compile;
mod compiler;
mod config;
mod credentials;
mod error;
mod flights;
mod gate;
mod listen;
mod memory;
mod metrics;
mod older;
mod path;
mod patience;
mod peers;
mod problem;
mod queue;
mod routes;
mod sandbox;
mod signing;
mod state;

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    // A server that was started to do a compile, or to become a confined clang, is no server.
    if let Some(code) = sandbox::run_confined().or_else(sandbox::run_worker) {
        return code;
    }
    match cli::run(cli::Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("coolbpf-server: {error}");
            ExitCode::FAILURE
        }
    }
}
