//! From a request to a checked object.

use coolbpf_contract::{CheckedObject, Diagnostic, Level, Request};

use crate::arguments::{Output, arguments};
use crate::executor::{Ended, Executor, Local, Run, Status};
use crate::job::{self, Job};
use crate::reach::Reached;
use crate::{Error, Toolchain, canonical, diagnostics, foreign_files, slice};

/// What a compile gives.
#[derive(Debug)]
pub struct Compiled {
    /// The object, in canonical form and checked.
    pub object: CheckedObject,
    /// What clang warned of, with its notes.
    pub warnings: Vec<Diagnostic>,
}

/// Why there is no object.
#[derive(Debug)]
pub enum Failure {
    /// The sources have errors: what clang said, at least one error among it.
    Source(Vec<Diagnostic>),
    /// Clang crashed on the sources, or said nothing that names an error in them. The message may hold paths of the
    /// machine.
    Crash(Error),
    /// What clang made of the sources is no BPF object that anybody should load.
    Object(Error),
    /// The compile was stopped for what it consumed.
    Limit(Error),
    /// The compile was stopped since nobody waits for it any more.
    Cancelled,
    /// The compiler could not be run. That says nothing about the sources.
    Tool(Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Tool(error)
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Source(diagnostics) => {
                let shown: Vec<_> = diagnostics.iter().map(ToString::to_string).collect();
                f.write_str(&shown.join("\n"))
            }
            Self::Crash(error) | Self::Object(error) | Self::Limit(error) | Self::Tool(error) => error.fmt(f),
            Self::Cancelled => f.write_str("the compile was stopped since nobody waits for it any more"),
        }
    }
}

impl std::error::Error for Failure {}

/// Compiles `request` with `toolchain` on this machine, as [`compile_with`] does by [`Local`].
///
/// # Errors
/// As [`compile_with`].
pub fn compile(request: &Request, toolchain: &Toolchain) -> Result<Compiled, Failure> {
    compile_with(request, toolchain, &Local)
}

/// Compiles `request` with `toolchain`, which `executor` runs.
///
/// This is the only way in which an object comes to be. Equal requests give equal bytes with toolchains of equal
/// [id](Toolchain::id), whoever compiles them and wherever: clang sees the request's files and the bundle's headers
/// only, under the same relative paths, with an empty environment.
///
/// # Errors
/// [`Failure::Source`] where the sources don't compile; [`Failure::Crash`] where clang breaks down over them;
/// [`Failure::Object`] where [`CheckedObject::check`] refuses the object; the others where the executor fails.
pub fn compile_with(
    request: &Request,
    toolchain: &Toolchain,
    executor: &dyn Executor,
) -> Result<Compiled, Failure> {
    foreign_files::refuse_assembler_includes(request)?;
    let reached = Reached::by(request);
    let job = Job::new(request, &reached)?;
    if reached.vmlinux {
        let expanded = if request.sources.files().any(|(_, text)| slice::pastes(text)) {
            preprocess(&job, request, toolchain, executor)?
        } else {
            None
        };
        job.write_vmlinux(&slice::vmlinux(request, &reached, expanded.as_deref())?)?;
    }
    let arguments = arguments(request, Output::Object);
    let Ended { status, stderr } =
        executor.execute(&Run { toolchain, arguments: &arguments, job: job.path() })?;
    let said = diagnostics::parse(&stderr, |path| job.source(path));
    if status != Status::Exited(0) {
        if said.iter().any(|diagnostic| diagnostic.level == Level::Error) {
            return Err(Failure::Source(said));
        }
        let last: Vec<&str> = stderr.lines().rev().take(5).collect();
        let last: Vec<&str> = last.into_iter().rev().collect();
        return Err(Failure::Crash(Error::new(format!(
            "{} compiling `{}` ended with {status} and named no error; its last words:\n{}",
            toolchain.id(),
            request.sources.main(),
            last.join("\n")
        ))));
    }
    foreign_files::refuse(&job, request, toolchain)?;
    let refused = |what: &str, error: &dyn std::fmt::Display| {
        Failure::Object(Error::new(format!(
            "the object that {} made of `{}` {what}: {error}",
            toolchain.id(),
            request.sources.main()
        )))
    };
    let canonical = canonical::canonicalize(&job.read(job::OBJECT)?)
        .map_err(|error| refused("has no canonical form", &error))?;
    let object = CheckedObject::check(canonical).map_err(|error| refused("is refused", &error))?;
    Ok(Compiled { object, warnings: said })
}

/// The text of `request` with all macros expanded, and without the kernel's types; `None` if there are errors, which
/// the compile will tell.
fn preprocess(
    job: &Job,
    request: &Request,
    toolchain: &Toolchain,
    executor: &dyn Executor,
) -> Result<Option<Vec<u8>>, Failure> {
    job.write_vmlinux("")?;
    let arguments = arguments(request, Output::Preprocessed);
    let Ended { status, .. } =
        executor.execute(&Run { toolchain, arguments: &arguments, job: job.path() })?;
    Ok(if status == Status::Exited(0) { Some(job.read(job::EXPANDED)?) } else { None })
}
