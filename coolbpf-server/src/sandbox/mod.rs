//! Where clang runs on sources of strangers.
//!
//! [`Sandbox::executor`] runs it, one line of defence inside the other:
//!
//! 1. [`bubblewrap`] gives it new namespaces in which there is nothing but the toolchain's files, read-only, the job's
//!    directory, read-only, and the job's output directory: no network, no /proc, no /etc, no other process.
//! 2. Inside, this program runs itself once more ([`confine`]) to set resource limits, give up all privileges, put
//!    landlock and a seccomp filter ([`seccomp`]) around itself, and become clang.
//! 3. [`execute`] holds the process group from outside, and ends it when its time is up or nobody waits any more.
//!
//! Where no namespaces can be had, the operator may choose to do without the first.

mod bubblewrap;
mod confine;
mod execute;
mod seccomp;
mod toolchain_files;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use coolbpf_compiler::{Executor, Failure, Toolchain, compile_with};
use coolbpf_contract::{Arch, Options, Request, SourcePath, Sources};
use serde::{Deserialize, Serialize};
use tokio::runtime::Handle;
use tokio_util::sync::CancellationToken;

use crate::error::{Error, Result, because};
use bubblewrap::Bubblewrap;
pub(crate) use confine::run_confined;
use toolchain_files::ToolchainFiles;

/// What stands between clang and the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum, Deserialize)]
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
    /// Time by the clock and on the processors.
    pub(crate) time: Duration,
    /// Bytes of memory.
    pub(crate) memory: u64,
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
    runtime: Handle,
}

impl Sandbox {
    /// Makes the sandbox and compiles a small program with each of `toolchains` in it. To be called within a tokio
    /// runtime of several threads, which the compiles need then, too.
    ///
    /// # Errors
    /// Where one of them can't compile there; the message names what to set.
    pub(crate) fn start(kind: Kind, limits: Limits, toolchains: &[Toolchain]) -> Result<Arc<Self>> {
        let program = std::env::current_exe().map_err(because("finding the server's own program"))?;
        let bubblewrap = match kind {
            Kind::Bubblewrap => Some(Bubblewrap::find(&program)?),
            Kind::Landlock | Kind::None => None,
        };
        let toolchains_files = toolchains
            .iter()
            .map(|toolchain| Ok((toolchain.path().to_owned(), ToolchainFiles::of(toolchain)?)))
            .collect::<Result<_>>()?;
        let runtime = Handle::current();
        let sandbox =
            Arc::new(Self { kind, limits, program, bubblewrap, toolchains: toolchains_files, runtime });
        tokio::task::block_in_place(|| {
            toolchains.iter().try_for_each(|toolchain| sandbox.try_out(toolchain))
        })?;
        Ok(sandbox)
    }

    /// What runs one job's compilers, until `cancelled`. It blocks, so it is to be used on threads that may be blocked.
    pub(crate) fn executor(self: &Arc<Self>, cancelled: CancellationToken) -> impl Executor + Send + use<> {
        execute::Confined::new(Arc::clone(self), cancelled)
    }

    fn try_out(self: &Arc<Self>, toolchain: &Toolchain) -> Result<()> {
        let refused = |found: &dyn std::fmt::Display| {
            let (id, mend) = (toolchain.id(), self.kind.mend());
            Error::new(format!("{id} can't compile in the sandbox ({}): {found}\n{mend}", self.kind))
        };
        let request = smallest_request().map_err(|error| refused(&error))?;
        match compile_with(&request, toolchain, &self.executor(CancellationToken::new())) {
            Ok(_) => Ok(()),
            Err(
                failure @ (Failure::Source(_) | Failure::Crash(_) | Failure::Object(_) | Failure::Cancelled),
            ) => Err(refused(&failure)),
            Err(Failure::Limit(error) | Failure::Tool(error)) => Err(refused(&error)),
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
