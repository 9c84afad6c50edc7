//! `cargo xtask bench NAME`: what the project measures of itself, against its peers, in one run.

mod bcc;
mod build;
#[cfg(feature = "compiler")]
mod compile;
mod process;
mod runtime;
#[cfg(feature = "compiler")]
mod server;
mod sockmap;
mod tools;

use std::process::Command;

use crate::{Result, prerequisites};

pub(crate) fn run(name: &str) -> Result {
    prerequisites::install(&[prerequisites::BUILD, prerequisites::TEST])?;
    let bench = match name {
        "build" => build::run,
        "runtime" => runtime::run,
        "sockmap" => sockmap::run,
        "tools" => tools::run,
        #[cfg(feature = "compiler")]
        "compile" => compile::run,
        #[cfg(not(feature = "compiler"))]
        "compile" => return crate::with_compiler(&["bench", "compile"], &[]),
        #[cfg(feature = "compiler")]
        "server" => server::run,
        #[cfg(not(feature = "compiler"))]
        "server" => return crate::with_compiler(&["bench", "server"], &["--release"]),
        _ => {
            return Err(format!(
                "there is no bench `{name}`; there are: build, compile, runtime, server, sockmap, tools"
            )
            .into());
        }
    };
    let print = |command: &str, arguments: &[&str]| {
        if let Ok(output) = Command::new(command).args(arguments).output() {
            println!("{}", String::from_utf8_lossy(&output.stdout).trim_end());
        }
    };
    print("uname", &["--kernel-name", "--kernel-release", "--machine"]);
    print("nproc", &[]);
    print("rustc", &["--version"]);
    bench()
}

/// Which side of a goal is the good one.
#[derive(Clone, Copy)]
enum Goal {
    AtMost(f64),
    AtLeast(f64),
}

/// Prints a figure as a script can read it.
fn figure(name: &str, value: f64, goal: Goal) {
    match goal {
        Goal::AtMost(limit) => println!("figure {name} = {value:.2} goal <= {limit}"),
        Goal::AtLeast(limit) => println!("figure {name} = {value:.2} goal >= {limit}"),
    }
}

/// The middle value.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
