//! `cargo coolbpf`: what is done with the BPF programs of a crate beside building it.

mod audit;
mod change;
mod check;
mod clean;
mod completions;
mod diff;
mod doctor;
mod global;
mod header_crates;
mod init;
mod inspect;
mod kernels;
mod key;
mod manifest;
mod matrix;
mod new;
mod output;
mod packages;
mod status;
mod template;
mod test;
mod vendor;
mod vendored;
mod verify;
mod vm_run;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory as _, Parser, Subcommand};

use crate::global::Global;

type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

#[derive(Parser)]
#[command(name = "cargo", bin_name = "cargo", styles = clap_cargo::style::CLAP_STYLING)]
enum Cargo {
    Coolbpf(Coolbpf),
}

/// Looks after the BPF programs of a crate
#[derive(clap::Args)]
#[command(
    version,
    after_help = "\
Examples:
  cargo coolbpf new execsnoop && cd execsnoop   a crate that builds and runs at once
  cargo coolbpf doctor                          what this machine lacks
  cargo coolbpf check                           while the C is being written
  cargo coolbpf vendor                          before it is committed
  cargo coolbpf verify --workspace              in CI

`cargo coolbpf COMMAND --help` tells more of each."
)]
struct Coolbpf {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    global: Global,
}

#[derive(Subcommand)]
enum Command {
    New(new::New),
    Init(init::Init),
    Check(check::Check),
    Test(test::Test),
    Matrix(matrix::Matrix),
    Vendor(vendor::Vendor),
    Verify(verify::Verify),
    Diff(diff::Diff),
    Audit(audit::Audit),
    Inspect(inspect::Inspect),
    Status(status::Status),
    Doctor(doctor::Doctor),
    Kernels(kernels::Kernels),
    Keygen(key::Keygen),
    VmRun(vm_run::VmRun),
    Clean(clean::Clean),
    Completions(completions::Completions),
    /// Compiles one program for a build script in the light form
    #[command(hide = true)]
    CompileProgram {
        /// The file that holds the encoded request
        #[arg(long)]
        request: PathBuf,
        /// The program's name
        #[arg(long)]
        name: String,
        /// The directory to write the object, the bindings and the report to
        #[arg(long)]
        out: PathBuf,
    },
}

/// What cargo passes on: the program, `coolbpf`, and the rest. Where somebody runs the program itself, `coolbpf` may be left out.
fn arguments(given: impl IntoIterator<Item = OsString>) -> Vec<OsString> {
    let mut arguments: Vec<OsString> = given.into_iter().collect();
    if arguments.get(1).is_none_or(|first| first != "coolbpf") {
        arguments.insert(arguments.len().min(1), "coolbpf".into());
    }
    arguments
}

fn main() -> ExitCode {
    let Cargo::Coolbpf(Coolbpf { command, global }) = Cargo::parse_from(arguments(std::env::args_os()));
    output::choose_color(global.color);
    let done = match command {
        Command::New(new) => new.run(&global),
        Command::Init(init) => init.run(&global),
        Command::Check(check) => check.run(&global),
        Command::Test(test) => test.run(&global),
        Command::Matrix(matrix) => matrix.run(&global),
        Command::Vendor(vendor) => vendor.run(&global),
        Command::Verify(verify) => verify.run(&global),
        Command::Diff(diff) => diff.run(&global),
        Command::Audit(audit) => audit.run(&global),
        Command::Inspect(inspect) => inspect.run(&global),
        Command::Status(status) => status.run(&global),
        Command::Doctor(doctor) => doctor.run(&global),
        Command::Kernels(kernels) => kernels.run(&global),
        Command::Keygen(keygen) => keygen.run(),
        Command::VmRun(vm_run) => return vm_run.run(),
        Command::Clean(clean) => clean.run(&global),
        Command::Completions(completions) => completions.run(&Cargo::command()),
        Command::CompileProgram { request, name, out } => {
            coolbpf_build::compile_program(&request, &name, &out)
                .map(|()| ExitCode::SUCCESS)
                .map_err(Into::into)
        }
    };
    done.unwrap_or_else(|error| {
        output::error(error);
        ExitCode::FAILURE
    })
}
