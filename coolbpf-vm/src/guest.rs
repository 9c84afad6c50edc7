//! A guest: a kernel, files, and one command that is run in it.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{self, BufWriter, Seek as _};
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::initramfs::Initramfs;
use crate::protocol::{JOB_FILE, Job};
use crate::qemu::{Hardware, Machine};
use crate::watch::watch;
use crate::{Arch, Error, Files, Kernel, Lack, Result, Version};

/// The memory of a guest that is given nothing, in MiB: what the kernels of distributions boot with.
const LEAST_MEMORY: u64 = 256;
/// The first kernel that lets one process answer the system calls of others, and lets calls go on
/// (`SECCOMP_USER_NOTIF_FLAG_CONTINUE`, commit fb3c5386b382).
const SUPERVISION: Version = Version { major: 5, minor: 5, patch: 0 };

/// A virtual machine to run commands in, each in a machine of its own that is booted for it.
#[derive(Debug, Clone)]
pub struct Guest<'a> {
    /// What it boots.
    pub kernel: &'a Kernel,
    /// How many processors it has. With one, it boots faster, and the two streams of the command come in the order in which they
    /// were written.
    pub cpus: u32,
    /// Its memory in MiB; none for as much as the kernel and the files need.
    pub memory_mib: Option<u64>,
    /// When it is ended, counted from its start.
    pub time_limit: Option<Duration>,
    /// The modules that are loaded, with those that they need.
    pub modules: Vec<String>,
    /// What it finds beside its system.
    pub files: Files,
    /// What it is made to lack.
    pub lacks: Vec<Lack>,
}

/// What is run in a guest, as root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Command {
    /// The program, by its path in the guest.
    pub program: PathBuf,
    /// Its arguments.
    pub arguments: Vec<OsString>,
    /// Its environment beside `PATH` and `HOME`, which a guest sets where this does not.
    pub environment: Vec<(OsString, OsString)>,
    /// The directory that it is run in.
    pub directory: PathBuf,
}

/// One of a command's two streams.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stream {
    /// Standard output.
    Stdout,
    /// Standard error.
    Stderr,
}

/// How a command ended, or its guest before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It ended by itself with this code.
    Exited(i32),
    /// A signal of this number ended it.
    Signaled(i32),
    /// The guest's kernel panicked, or something rebooted it.
    Panicked {
        /// The end of what the kernel printed.
        console: String,
    },
    /// The time limit was over.
    TimedOut {
        /// The end of what the kernel printed.
        console: String,
    },
}

impl<'a> Guest<'a> {
    /// A guest with one processor, no time limit and no files.
    #[must_use]
    pub fn new(kernel: &'a Kernel) -> Self {
        Self {
            kernel,
            cpus: 1,
            memory_mib: None,
            time_limit: None,
            modules: Vec::new(),
            files: Files::new(),
            lacks: Vec::new(),
        }
    }

    /// Boots the guest, runs `command` in it, passes on what the command writes as it writes it, and ends the guest.
    ///
    /// # Errors
    /// Where QEMU is missing or fails, a file or a module can't be read, the program can't be run in the guest, or `output` fails.
    pub fn run(
        &self,
        command: &Command,
        output: &mut dyn FnMut(Stream, &[u8]) -> io::Result<()>,
    ) -> Result<Outcome> {
        let initramfs = self.initramfs(command)?;
        let size = initramfs.metadata().map_err(|error| cannot_write(&error))?.len();
        let hardware = Hardware { cpus: self.cpus, memory_mib: self.memory_mib.unwrap_or(memory_for(size)) };
        let started = Instant::now();
        let deadline = self.time_limit.and_then(|limit| started.checked_add(limit));
        let about = |error: Error| error.context(format_args!("a guest of {}", self.kernel.release));
        let (machine, streams) = Machine::start(self.kernel, hardware, &initramfs)?;
        watch(machine, streams, deadline, output).map_err(about)
    }

    /// The archive with all that the guest starts with, in a file without a name.
    fn initramfs(&self, command: &Command) -> Result<File> {
        let mut job = command.job();
        if self.lacks.iter().any(|lack| lack.is_refused_by_call()) && self.kernel.version < SUPERVISION {
            return Err(Error::new(format!(
                "{} can't be made to lack what its bpf(2) has: that takes Linux {}.{}",
                self.kernel.release, SUPERVISION.major, SUPERVISION.minor
            )));
        }
        job.lacks.clone_from(&self.lacks);
        let mut files = base()?;
        files.extend(self.files.clone());
        let own = Path::new(JOB_FILE).parent().unwrap_or(Path::new("/"));
        for module in self.kernel.modules_for(&self.modules)? {
            let path = own.join(format!("{}.ko", module.name));
            job.modules.push(path.as_os_str().as_bytes().to_vec());
            files.add_bytes(&path, 0o600, module.bytes)?;
        }
        files.add_directory(&command.directory, 0o755)?;
        files.add_bytes(Path::new(JOB_FILE), 0o600, job.encode())?;
        files.add_bytes(Path::new("/init"), 0o755, init(self.kernel.arch)?)?;
        let mut file = tempfile::tempfile().map_err(|error| cannot_write(&error))?;
        let mut archive = Initramfs::new(BufWriter::new(&mut file));
        files.write(&mut archive)?;
        archive.finish().and_then(|_| file.rewind()).map_err(|error| cannot_write(&error))?;
        Ok(file)
    }
}

fn cannot_write(error: &io::Error) -> Error {
    Error::new(format!("write the guest's initramfs to {}: {error}", std::env::temp_dir().display()))
}

impl Command {
    fn job(&self) -> Job {
        let bytes = |text: &OsStr| text.as_bytes().to_vec();
        let mut environment: Vec<_> =
            self.environment.iter().map(|(name, value)| (bytes(name), bytes(value))).collect();
        for (name, value) in [("PATH", "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"), ("HOME", "/root")] {
            if !self.environment.iter().any(|(set, _)| set == name) {
                environment.push((name.into(), value.into()));
            }
        }
        Job {
            program: bytes(self.program.as_os_str()),
            arguments: self.arguments.iter().map(|argument| bytes(argument)).collect(),
            environment,
            directory: bytes(self.directory.as_os_str()),
            ..Job::default()
        }
    }
}

/// The init for guests of an architecture.
fn init(arch: Arch) -> Result<&'static [u8]> {
    if arch == Arch::native() {
        return INIT.map_err(|why| Error::new(format!("this build of coolbpf can start no guest: {why}")));
    }
    Err(Error::new(format!("guests for {arch} can't be started from {}", Arch::native())))
}

#[cfg(not(without_init))]
const INIT: std::result::Result<&[u8], &str> = Ok(include_bytes!(concat!(env!("OUT_DIR"), "/init")));
#[cfg(without_init)]
const INIT: std::result::Result<&[u8], &str> = Err(env!("COOLBPF_WITHOUT_INIT"));

/// What every guest has.
fn base() -> Result<Files> {
    let mut files = Files::new();
    for (directory, permissions) in
        [("/root", 0o700), ("/run", 0o755), ("/tmp", 0o1777), ("/var/tmp", 0o1777)]
    {
        files.add_directory(Path::new(directory), permissions)?;
    }
    for (file, text) in [
        ("/etc/group", "root:x:0:\nnogroup:x:65534:\n"),
        ("/etc/hosts", "127.0.0.1 localhost guest\n::1 localhost\n"),
        (
            "/etc/passwd",
            "root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/nonexistent:/bin/false\n",
        ),
    ] {
        files.add_bytes(Path::new(file), 0o644, text)?;
    }
    Ok(files)
}

/// The memory for an initramfs of so many bytes, in MiB: it is there twice while the kernel unpacks it.
fn memory_for(initramfs: u64) -> u64 {
    LEAST_MEMORY + (initramfs >> 20) * 2
}
