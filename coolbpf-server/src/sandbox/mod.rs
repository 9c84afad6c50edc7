//! Where clang runs on sources of strangers.
//!
//! [`Sandbox::compile`] has all of a compile done by a process of its own ([`worker`]), which is ended with all that it
//! started when the job's time is up or nobody waits for it any more ([`supervise`]). That process runs clang
//! ([`execute`]), one line of defence inside the other:
//!
//! 1. [`bubblewrap`] gives it new namespaces in which there is nothing but the toolchain's files, read-only, the job's
//!    directory, read-only, and the job's output directory: no network, no /proc, no /etc, no other process.
//! 2. Inside, this program runs itself once more ([`confine`]) to set resource limits, give up all privileges, put
//!    landlock and a seccomp filter ([`seccomp`]) around itself, and become clang.
//!
//! Where no namespaces can be had, the operator may choose to do without the first.

mod bubblewrap;
mod confine;
mod execute;
mod jobs;
mod seccomp;
mod supervise;
mod toolchain_files;
mod worker;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use coolbpf_compiler::Toolchain;
use coolbpf_contract::{Arch, Diagnostic, Options, Request, SourcePath, Sources, printable};
use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;

use crate::error::{Error, Result, because};
use bubblewrap::Bubblewrap;
pub(crate) use confine::run_confined;
use execute::Confined;
use jobs::Jobs;
use toolchain_files::ToolchainFiles;
pub(crate) use worker::run_worker;
use worker::{Known, Task};

/// What stands between clang and the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    /// Bubblewrap's namespaces; inside, resource limits, and landlock and seccomp where the kernel has them
    #[default]
    Bubblewrap,
    /// Landlock, seccomp and resource limits: for containers that allow no namespaces. Sources can still learn
    /// which files exist, though not what is in them
    Landlock,
    /// Resource limits only: for sources of people who may run programs on this machine anyway
    None,
}

/// What one compile may consume.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Limits {
    /// Time by the clock for the whole of it, and on a processor for each of its processes.
    pub(crate) time: Duration,
    /// Bytes of memory.
    pub(crate) memory: u64,
}

/// What a compile gives.
#[derive(Debug)]
pub(crate) struct Object {
    /// The object, in canonical form and checked.
    pub(crate) bytes: Vec<u8>,
    /// What clang warned of.
    pub(crate) warnings: Vec<Diagnostic>,
    /// The walls of the sandbox that this kernel doesn't have; empty where all stand.
    missing: String,
}

/// Why there is no object; as [`coolbpf_compiler::Failure`].
#[derive(Debug)]
pub(crate) enum Failure {
    Source(Vec<Diagnostic>),
    Crash(String),
    Object(String),
    /// `again` tells whether the same request would come to the same, whatever else the machine does.
    Limit {
        error: String,
        again: bool,
    },
    Cancelled,
    Tool(String),
}

/// A way to run the server's compilers, known to work.
#[derive(Debug)]
pub(crate) struct Sandbox {
    kind: Kind,
    limits: Limits,
    /// This program.
    program: PathBuf,
    bubblewrap: Option<Bubblewrap>,
    /// What each compiler needs of the machine, by its path.
    toolchains: BTreeMap<PathBuf, ToolchainFiles>,
    jobs: Jobs,
}

impl Sandbox {
    /// Makes the sandbox and compiles a small program with each of `toolchains` in it.
    ///
    /// # Errors
    /// Where one of them can't compile there; the message names what to set.
    pub(crate) async fn start(kind: Kind, limits: Limits, toolchains: &[Toolchain]) -> Result<Arc<Self>> {
        let program = std::env::current_exe().map_err(because("finding the server's own program"))?;
        let bubblewrap = match kind {
            Kind::Bubblewrap => Some(Bubblewrap::find(&program)?),
            Kind::Landlock | Kind::None => None,
        };
        let files = toolchains
            .iter()
            .map(|toolchain| Ok((toolchain.path().to_owned(), ToolchainFiles::of(toolchain)?)))
            .collect::<Result<_>>()?;
        let jobs = Jobs::new()?;
        let sandbox = Arc::new(Self { kind, limits, program, bubblewrap, toolchains: files, jobs });
        for toolchain in toolchains {
            sandbox.try_out(toolchain).await?;
        }
        Ok(sandbox)
    }

    /// Compiles `request` by a process of its own. Not to be dropped before it is done: `cancelled` ends it early.
    ///
    /// # Errors
    /// As [`coolbpf_compiler::compile_with`].
    pub(crate) async fn compile(
        &self,
        request: &Request,
        toolchain: &Toolchain,
        cancelled: &CancellationToken,
    ) -> Result<Object, Failure> {
        let files = self.files(toolchain).map_err(|error| Failure::Tool(error.to_string()))?.clone();
        let Self { kind, limits, program, bubblewrap, jobs, .. } = self;
        let (program, bubblewrap) = (program.clone(), bubblewrap.clone());
        let confined = Confined {
            kind: *kind,
            limits: *limits,
            program,
            bubblewrap,
            files,
            killed: false.into(),
            missing: String::new().into(),
        };
        let task =
            Task { server: std::process::id().cast_signed(), toolchain: Known::of(toolchain), confined };
        let told = task.with(request).map_err(|error| Failure::Tool(error.to_string()))?;
        supervise::run(&self.program, jobs.path(), *limits, told, cancelled).await
    }

    async fn try_out(&self, toolchain: &Toolchain) -> Result<()> {
        let refused = |found: &dyn std::fmt::Display| {
            let (id, mend) = (toolchain.id(), self.kind.mend());
            Error::new(format!("{id} can't compile in the sandbox ({}): {found}\n{mend}", self.kind))
        };
        let request = smallest_request().map_err(|error| refused(&error))?;
        match self.compile(&request, toolchain, &CancellationToken::new()).await {
            Ok(object) => {
                let Object { missing, .. } = object;
                if missing.is_empty() {
                    tracing::info!(id = toolchain.id(), sandbox = %self.kind, "compiles; all walls of its sandbox stand");
                } else {
                    tracing::warn!(id = toolchain.id(), sandbox = %self.kind, ?missing, "compiles without a wall");
                }
                Ok(())
            }
            Err(Failure::Source(said)) => {
                let said: Vec<_> = said.iter().map(ToString::to_string).collect();
                Err(refused(&said.join("\n")))
            }
            Err(Failure::Cancelled) => Err(refused(&"it was cancelled")),
            Err(
                Failure::Limit { error, .. }
                | Failure::Tool(error)
                | Failure::Crash(error)
                | Failure::Object(error),
            ) => Err(refused(&error)),
        }
    }

    fn files(&self, toolchain: &Toolchain) -> Result<&ToolchainFiles> {
        self.toolchains.get(toolchain.path()).ok_or_else(|| {
            Error::new(format!(
                "{} at {} is none of the server's",
                toolchain.id(),
                toolchain.path().display()
            ))
        })
    }
}

impl Kind {
    fn mend(self) -> &'static str {
        match self {
            Self::Bubblewrap => {
                "Where user namespaces are forbidden, as by Docker's default seccomp profile and by the AppArmor of \
                 Ubuntu 24.04, docs/SERVER.md names the settings that allow them; `--sandbox landlock` does without them"
            }
            Self::Landlock => {
                "It needs a kernel with landlock (Linux 5.13, CONFIG_SECURITY_LANDLOCK=y and `landlock` among the \
                 security modules) and seccomp; docs/SERVER.md tells more"
            }
            Self::None => {
                "Try the compiler by hand, and see whether `--compile-memory-bytes` is large enough"
            }
        }
    }
}

impl std::fmt::Display for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Bubblewrap => "bubblewrap",
            Self::Landlock => "landlock",
            Self::None => "none",
        })
    }
}

fn smallest_request() -> Result<Request, coolbpf_contract::Error> {
    let main: SourcePath = "probe.bpf.c".parse()?;
    let files = BTreeMap::from([(main.clone(), b"int probe;\n".to_vec())]);
    Ok(Request { sources: Sources::new(main, files)?, options: Options::default(), arch: Arch::X86_64 })
}

/// The path without its `.` and `..`, as text.
fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for component in path.components() {
        match component {
            std::path::Component::ParentDir => drop(normal.pop()),
            std::path::Component::CurDir => {}
            component => normal.push(component),
        }
    }
    normal
}

/// The last lines of what a process said, for the log.
fn last_words(said: &str) -> String {
    let mut last: Vec<&str> = said.lines().rev().take(5).collect();
    last.reverse();
    printable(&last.join("; ")).chars().take(1000).collect()
}
