//! `cargo coolbpf test`.

use std::env;
use std::ffi::OsString;
use std::process::{Command, ExitCode};

use coolbpf_vm::Arch;
use toml_edit::Array;

use crate::global::Global;
use crate::{Result, output, packages};

/// Runs `cargo test` with each test program as root in a virtual machine, on the kernels of one's choice
///
/// It is `cargo test` with `cargo coolbpf vm-run` as its runner: docs/VM.md tells what a guest has. Needs qemu-system-x86_64 and no rights.
#[derive(clap::Args)]
#[command(after_help = "\
Exit codes: 0 where all tests passed on all kernels; else that of the first `cargo test` that failed, after the others have run.

Examples:
  cargo coolbpf kernels add 6.12                 once: a kernel to run
  cargo coolbpf test                             on the newest kernel that is kept
  cargo coolbpf test --kernel 5.10 --kernel 6.12
  cargo coolbpf test -- --package hello -- counts
                                                 what `cargo test` is told stands behind `--`")]
pub(crate) struct Test {
    /// A kernel, may be repeated: `newest`, a version such as 6.12, or a release [default: what COOLBPF_KERNEL says, else newest]
    #[arg(long, value_name = "KERNEL")]
    kernel: Vec<String>,
    /// How many processors a guest has
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=64))]
    cpus: u32,
    /// A module of the kernel to load first, with those that it needs, as in `veth`
    #[arg(long, value_name = "NAME")]
    module: Vec<String>,
    /// A file or directory that a guest finds, too; a program with its libraries
    #[arg(long, value_name = "HOST[:GUEST]")]
    file: Vec<String>,
    /// Something that a guest is made to lack, as `cargo coolbpf vm-run` has it
    #[arg(long, value_name = "SWITCH")]
    poor: Vec<String>,
    /// The arguments of `cargo test`
    #[arg(value_name = "ARGS", last = true)]
    arguments: Vec<OsString>,
}

impl Test {
    pub(crate) fn run(self, global: &Global) -> Result<ExitCode> {
        let own = env::current_exe().map_err(|error| format!("find this program: {error}"))?;
        let own = own.to_str().ok_or_else(|| format!("{} is not UTF-8, as cargo needs it", own.display()))?;
        let kernels: Vec<Option<&str>> = match &self.kernel[..] {
            [] => vec![None],
            kernels => kernels.iter().map(|kernel| Some(kernel.as_str())).collect(),
        };
        let mut outcome = ExitCode::SUCCESS;
        let mut has_failed = false;
        for kernel in kernels {
            if let Some(kernel) = kernel {
                output::status("Testing", format_args!("on kernel {kernel}"));
            }
            let mut cargo = Command::new(packages::cargo());
            cargo.arg("test").args(global.cargo_arguments());
            cargo.arg("--config").arg(self.runner(own, kernel)).args(&self.arguments);
            let status = cargo.status().map_err(|error| format!("run `cargo test`: {error}"))?;
            if !status.success() && !has_failed {
                has_failed = true;
                let code = status.code().and_then(|code| u8::try_from(code).ok());
                outcome = code.map_or(ExitCode::FAILURE, ExitCode::from);
            }
        }
        Ok(outcome)
    }

    /// The setting of cargo that names the runner: an array, as each of its words may hold spaces.
    fn runner(&self, own: &str, kernel: Option<&str>) -> String {
        let cpus = self.cpus.to_string();
        let mut words = vec![own, "coolbpf", "vm-run", "--cpus", &cpus];
        words.extend(kernel.into_iter().flat_map(|kernel| ["--kernel", kernel]));
        // `vm-run` knows which of them can't be.
        for (option, values) in [("--module", &self.module), ("--file", &self.file), ("--poor", &self.poor)] {
            words.extend(values.iter().flat_map(|value| [option, value.as_str()]));
        }
        let words = Array::from_iter(words);
        format!("target.{}-unknown-linux-gnu.runner={words}", Arch::native())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_runner_is_given_each_word_as_it_is() {
        let test = Test {
            kernel: Vec::new(),
            cpus: 2,
            module: vec!["veth".into()],
            file: vec!["/a b\"c".into()],
            poor: vec!["map=ringbuf".into()],
            arguments: Vec::new(),
        };
        let setting = test.runner("/opt/x y/cargo-coolbpf", Some("6.1"));
        let start = format!("target.{}-unknown-linux-gnu.runner", Arch::native());
        let words = setting.strip_prefix(&format!("{start}=")).unwrap();
        let value: toml_edit::DocumentMut = format!("runner = {words}").parse().unwrap();
        let expected = [
            "/opt/x y/cargo-coolbpf",
            "coolbpf",
            "vm-run",
            "--cpus",
            "2",
            "--kernel",
            "6.1",
            "--module",
            "veth",
            "--file",
            "/a b\"c",
            "--poor",
            "map=ringbuf",
        ];
        let runner = value["runner"].as_array().unwrap();
        assert_eq!(runner.iter().map(|word| word.as_str().unwrap()).collect::<Vec<_>>(), expected);
    }
}
