//! `cargo coolbpf vm-run`.

pub(crate) mod program;

use std::env;
use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use coolbpf_vm::{Arch, Command, Files, Guest, Kernel, Outcome, Poor, Store, Stream, Wanted};

use crate::{Result, output};
use program::HostFile;

/// Names the kernel where no argument does.
const KERNEL: &str = "COOLBPF_KERNEL";
/// What `timeout(1)` ends with.
const TIMED_OUT: u8 = 124;
/// What commands that run others end with where they fail themselves.
const TROUBLE: u8 = 125;

/// Runs a program as root in a virtual machine with a kernel of its own, as cargo's runner or by hand
///
/// The guest finds the program, its shared libraries and the files of the package under their own paths, and those variables whose names start with CARGO, RUST
/// or COOLBPF. It has no network but loopback, and what is written in it is gone afterwards. It needs qemu-system-x86_64 and no rights. docs/VM.md tells
/// what a guest has.
#[derive(clap::Args)]
#[command(after_help = "\
Exit codes: those of the program; 128 and the signal's number where a signal ended it; 124 where the time limit was over; 125 where the guest \
could not be started, panicked or was rebooted.

Examples:
  cargo coolbpf kernels add 6.12                            once: a kernel to run
  cargo coolbpf vm-run target/debug/execsnoop               on the newest kernel that is kept
  cargo coolbpf vm-run --kernel 5.10 --file /bin/true target/debug/execsnoop --once
  cargo coolbpf vm-run --poor map=ringbuf target/debug/execsnoop
                                                            as if the kernel had no ring buffer
  CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_RUNNER='cargo coolbpf vm-run' cargo test
                                                            all tests, as root in guests

In `.cargo/config.toml`, which makes it the rule for a workspace:
  [target.x86_64-unknown-linux-gnu]
  runner = \"cargo coolbpf vm-run\"")]
pub(crate) struct VmRun {
    /// The kernel: `newest`, a version such as 6.12, or a release [default: what COOLBPF_KERNEL says, else newest]
    #[arg(long, value_name = "KERNEL")]
    kernel: Option<Wanted>,
    /// How many processors the guest has
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=64))]
    cpus: u32,
    /// The guest's memory in MiB [default: 256, and more where the files are large]
    #[arg(long, value_name = "MIB", value_parser = clap::value_parser!(u64).range(64..=1 << 20))]
    memory: Option<u64>,
    /// When the guest is ended, in seconds; 0 for never
    #[arg(long, value_name = "SECONDS", default_value_t = 600)]
    time_limit: u64,
    /// A module of the kernel to load first, with those that it needs, as in `veth`
    #[arg(long, value_name = "NAME")]
    module: Vec<String>,
    /// A file or directory that the guest finds, too, under the same path or another; a program with its libraries
    #[arg(long, value_name = "HOST[:GUEST]")]
    file: Vec<HostFile>,
    /// A variable for the program; without a value, with that which it has here
    #[arg(long, value_name = "NAME[=VALUE]")]
    env: Vec<String>,
    /// Something that the guest is made to lack: btf, memlock=KIB, like=VERSION, helper=NAME, map=TYPE, program=TYPE, attach=TYPE, command=NAME or
    /// feature=NAME, with the names of `cargo coolbpf inspect`
    #[arg(long, value_name = "SWITCH")]
    poor: Vec<Poor>,
    /// The program, a file of this machine
    #[arg(value_name = "BINARY")]
    program: PathBuf,
    /// Its arguments
    #[arg(value_name = "ARGS", trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<OsString>,
}

impl VmRun {
    pub(crate) fn run(self) -> ExitCode {
        match self.outcome() {
            Ok(Outcome::Exited(code)) => ExitCode::from(u8::try_from(code).unwrap_or(u8::MAX)),
            Ok(Outcome::Signaled(signal)) => ExitCode::from(u8::try_from(128 + signal).unwrap_or(u8::MAX)),
            Ok(Outcome::Panicked { console }) => {
                output::error(format_args!("the guest panicked or was rebooted{}", after(&console)));
                ExitCode::from(TROUBLE)
            }
            Ok(Outcome::TimedOut { console }) => {
                let console = after(&console);
                output::error(format_args!(
                    "the guest was ended after {} s, for which `--time-limit` is{console}",
                    self.time_limit
                ));
                ExitCode::from(TIMED_OUT)
            }
            Err(error) => {
                output::error(error);
                ExitCode::from(TROUBLE)
            }
        }
    }

    fn outcome(&self) -> Result<Outcome> {
        let program = std::path::absolute(&self.program)
            .map_err(|error| format!("find {}: {error}", self.program.display()))?;
        let directory = env::current_dir().map_err(|error| format!("find the current directory: {error}"))?;
        let arch = Arch::of_program(&program)?;
        if arch != Arch::native() {
            let (program, native) = (program.display(), Arch::native());
            return Err(format!(
                "{program} is a program for {arch}, and guests for {arch} can't be started on {native}; build it for {native}"
            )
            .into());
        }
        let kernel = self.kernel(arch)?;
        let (mut files, mut given) = (Files::new(), Files::new());
        for file in &self.file {
            file.add(&mut given, arch)?;
        }
        program::add_package(&mut files, &directory)?;
        files.extend(given.clone());
        files.add_program(&program, &program, arch)?;
        program::add_tested(&mut files, &program, arch)?;
        // They take the place of what the program would get.
        files.extend(given);
        let mut guest = Guest::new(&kernel);
        guest.cpus = self.cpus;
        guest.memory_mib = self.memory;
        guest.time_limit = (self.time_limit > 0).then(|| Duration::from_secs(self.time_limit));
        guest.modules.clone_from(&self.module);
        guest.files = files;
        guest.lacks = self.poor.iter().flat_map(|Poor(lacks)| lacks.iter().copied()).collect();
        let environment = program::environment(&self.env);
        let command = Command { program, arguments: self.arguments.clone(), environment, directory };
        Ok(guest.run(&command, &mut |stream, bytes| match stream {
            Stream::Stdout => pass_on(io::stdout().lock(), bytes),
            Stream::Stderr => pass_on(io::stderr().lock(), bytes),
        })?)
    }

    fn kernel(&self, arch: Arch) -> Result<Kernel> {
        let of_variable = || {
            let text = env::var(KERNEL).ok().filter(|text| !text.is_empty())?;
            Some(text.parse::<Wanted>().map_err(|error| error.context(KERNEL)))
        };
        let wanted = match &self.kernel {
            Some(wanted) => wanted.clone(),
            None => of_variable().transpose()?.unwrap_or(Wanted::Newest),
        };
        Ok(Store::open(None)?.find(&wanted, arch)?)
    }
}

fn pass_on(mut to: impl Write, bytes: &[u8]) -> io::Result<()> {
    to.write_all(bytes)?;
    to.flush()
}

/// The end of the console, to stand after what became of the guest.
fn after(console: &str) -> String {
    if console.is_empty() {
        "; its kernel printed nothing".to_owned()
    } else {
        format!("; the last that its kernel printed:\n{console}")
    }
}
