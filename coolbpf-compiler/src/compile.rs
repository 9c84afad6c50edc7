//! From a request to a checked object.

use std::process::Command;
use std::time::Duration;

use coolbpf_contract::elf::Elf;
use coolbpf_contract::{Arch, CheckedObject, Diagnostic, Level, Request};

use crate::arguments::{Output, arguments};
use crate::job::{self, Job};
use crate::process::{self, Finished};
use crate::reach::Reached;
use crate::slice::Wanted;
use crate::{Error, Toolchain, canonical, diagnostics, foreign_files, missing, slice};

/// Far more than the largest BPF programs take.
const PATIENCE: Duration = Duration::from_secs(120);

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
    /// The compiler could not be run, was killed, or wrote something that is no object.
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
            Self::Tool(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Failure {}

/// Compiles `request` with `toolchain`.
///
/// This is the only way in which an object comes to be. Equal requests give equal bytes with toolchains of equal
/// [id](Toolchain::id), whoever compiles them and wherever: clang sees the request's files and the bundle's headers
/// only, under the same relative paths, with an empty environment.
///
/// # Errors
/// [`Failure::Source`] where the sources don't compile, read files outside of the request, or ask for an object that
/// [`CheckedObject::check`] refuses; [`Failure::Tool`] where clang can't be run, takes longer than 120 seconds at a time or crashes.
pub fn compile(request: &Request, toolchain: &Toolchain) -> Result<Compiled, Failure> {
    let reached = Reached::by(request);
    let job = Job::new(request, &reached)?;
    let may_have_assembly = foreign_files::may_have_assembly(request);
    let mut wanted = None;
    if reached.vmlinux && Arch::BUNDLED.contains(&request.arch) {
        let pastes = request.sources.files().any(|(_, text)| slice::pastes(text));
        let expanded = if pastes { preprocess(&job, request, toolchain)? } else { None };
        wanted = Some(Wanted::by(request, &reached, expanded.as_deref()));
    }
    let (status, stderr, mut said) = loop {
        if let Some(wanted) = &wanted {
            job.write_vmlinux(&wanted.vmlinux()?)?;
        }
        if may_have_assembly {
            refuse_assembly(&job, request, toolchain)?;
        }
        let mut command = clang(&job, toolchain, &arguments(request, Output::Object));
        let Finished { status, stderr, .. } = process::run(&mut command, PATIENCE)?;
        // A `#line` may name any file of the machine; none of them is shown.
        let said = diagnostics::parse(&stderr, |path| job.read(path).ok().filter(|_| job::is_within(path)));
        // Each turn adds at least one of the kernel's types.
        if status.success() || !wanted.as_mut().is_some_and(|wanted| wanted.add_incomplete(&said)) {
            break (status, stderr, said);
        }
    };
    if !status.success() {
        if said.iter().any(|diagnostic| diagnostic.level == Level::Error) {
            said.iter_mut().for_each(|diagnostic| missing::explain(diagnostic, request.arch));
            return Err(Failure::Source(said));
        }
        let error = without_words(&status.to_string(), &stderr, toolchain, request);
        return Err(Failure::Tool(error));
    }
    foreign_files::refuse(&job, request, toolchain)?;
    check(&job, request, toolchain, said)
}

/// Refuses what would have the assembler read files, before any assembler sees it.
fn refuse_assembly(job: &Job, request: &Request, toolchain: &Toolchain) -> Result<(), Failure> {
    let mut command = clang(job, toolchain, &arguments(request, Output::Assembly));
    // Where this fails the C has errors, which the compile will tell.
    if process::run(&mut command, PATIENCE)?.status.success() {
        foreign_files::refuse_directives(request, &job.read(job::ASSEMBLY)?)?;
    }
    Ok(())
}

/// What is told of a clang that failed without naming an error: that it crashed or was killed.
fn without_words(status: &str, stderr: &str, toolchain: &Toolchain, request: &Request) -> Error {
    let mut last: Vec<&str> = stderr.lines().rev().take(5).collect();
    last.reverse();
    let (toolchain, main, last) = (toolchain.id(), request.sources.main(), last.join("\n"));
    Error::new(format!(
        "{toolchain} compiling `{main}` ended with {status} and named no error; its last words:\n{last}"
    ))
}

/// Clang in the job's directory. From version 16 on, it would add what the machine's configuration files say.
fn clang(job: &Job, toolchain: &Toolchain, arguments: &[String]) -> Command {
    let mut command = Command::new(toolchain.path());
    if toolchain.major() >= 16 {
        command.arg("--no-default-config");
    }
    command.current_dir(job.working_directory()).args(arguments);
    command
}

/// The object that clang left in `job`, in canonical form and checked.
fn check(
    job: &Job,
    request: &Request,
    toolchain: &Toolchain,
    mut said: Vec<Diagnostic>,
) -> Result<Compiled, Failure> {
    let main = request.sources.main();
    let refuse = |message: String| diagnostics::about(main, message);
    let bytes = job.read(job::OBJECT)?;
    if Elf::parse(&bytes).is_ok_and(|elf| elf.section(".BTF").is_none()) {
        said.push(refuse("the source defines no program, no map and no variable".into()));
        return Err(Failure::Source(said));
    }
    let canonical = canonical::canonicalize(&bytes).map_err(|error| {
        let toolchain = toolchain.id();
        Error::new(format!("the object that {toolchain} made of `{main}` has no canonical form: {error}"))
    })?;
    match CheckedObject::check(canonical) {
        Ok(object) => Ok(Compiled { object, warnings: said }),
        // Clang is trusted: what is refused is what the source asks for, a section with a space in its name perhaps.
        Err(refusal) => {
            said.push(refuse(refusal.to_string()));
            Err(Failure::Source(said))
        }
    }
}

/// The text of `request` with all macros expanded, and without the kernel's types; `None` if there are errors, which
/// the compile will tell.
fn preprocess(job: &Job, request: &Request, toolchain: &Toolchain) -> Result<Option<Vec<u8>>, Failure> {
    job.write_vmlinux("")?;
    let mut command = clang(job, toolchain, &arguments(request, Output::Preprocessed));
    let Finished { status, .. } = process::run(&mut command, PATIENCE)?;
    Ok(if status.success() { Some(job.read(job::EXPANDED)?) } else { None })
}
