//! From a request to a checked object.

use coolbpf_contract::elf::Elf;
use coolbpf_contract::{Arch, CheckedObject, Diagnostic, Level, Request};

use crate::arguments::{Output, arguments};
use crate::executor::{Ended, Executor, Local, Run, Status};
use crate::job::{self, Job};
use crate::reach::Reached;
use crate::slice::Wanted;
use crate::{Error, Toolchain, atomics, canonical, diagnostics, foreign_files, link, missing, slice};

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
    /// Clang wrote something that is no object.
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

/// Compiles `request` with `toolchain`, which `executor` runs. If it has further sources, each is compiled by itself, and libbpf's
/// linker joins the objects in this process.
///
/// This is the only way in which an object comes to be. Equal requests give equal bytes with toolchains of equal
/// [id](Toolchain::id), whoever compiles them and wherever: clang sees the request's files and the bundle's headers
/// only, under the same relative paths, with an empty environment.
///
/// # Errors
/// [`Failure::Source`] where the sources don't compile, don't fit together, read files outside of the request, or ask for an object that
/// [`CheckedObject::check`] refuses; [`Failure::Crash`] where clang breaks down over them; [`Failure::Object`] where what
/// it wrote is no object; the others where the executor fails.
pub fn compile_with(
    request: &Request,
    toolchain: &Toolchain,
    executor: &dyn Executor,
) -> Result<Compiled, Failure> {
    if request.options.sources.is_empty() {
        let (object, said) = run_clang(request, toolchain, executor)?;
        return check(canonical(&object, request, toolchain, &said)?, request, said);
    }
    let (mut parts, mut all_said) = (Vec::new(), Vec::new());
    for part in link::parts(request)? {
        let compiled = run_clang(&part, toolchain, executor).and_then(|(object, said)| {
            let object = canonical(&object, &part, toolchain, &said)?;
            match CheckedObject::check_part(&object) {
                Ok(()) => Ok((object, said)),
                Err(refusal) => Err(refused(&part, said, &refusal.to_string())),
            }
        });
        match compiled {
            Ok((object, said)) => {
                parts.push(object);
                link::add_new(&mut all_said, said);
            }
            Err(Failure::Source(said)) => {
                link::add_new(&mut all_said, said);
                return Err(Failure::Source(all_said));
            }
            Err(failure) => return Err(failure),
        }
    }
    link::refuse_split_alternatives(request, &parts)?;
    let linked = link::link(request, &parts)?;
    let compiled = check(canonical(&linked, request, toolchain, &all_said)?, request, all_said)?;
    link::refuse_undefined(request, &compiled.object)?;
    Ok(compiled)
}

/// Has clang compile the main source of `request`: the object as clang wrote it, and what clang said.
fn run_clang(
    request: &Request,
    toolchain: &Toolchain,
    executor: &dyn Executor,
) -> Result<(Vec<u8>, Vec<Diagnostic>), Failure> {
    let reached = Reached::by(request);
    let job = Job::new(request, &reached)?;
    let clang = Clang { job: &job, request, toolchain, executor };
    let may_have_assembly = foreign_files::may_have_assembly(request);
    let mut wanted = None;
    if reached.vmlinux && Arch::BUNDLED.contains(&request.arch) {
        let pastes = request.sources.files().any(|(_, text)| slice::pastes(text));
        let expanded = if pastes { preprocess(&clang)? } else { None };
        wanted = Some(Wanted::by(request, &reached, expanded.as_deref()));
    }
    let (status, stderr, mut said) = loop {
        let vmlinux = wanted.as_ref().map(Wanted::vmlinux).transpose()?;
        if let Some(vmlinux) = &vmlinux {
            job.write_vmlinux(vmlinux)?;
        }
        if may_have_assembly {
            refuse_assembly(&clang)?;
        }
        let Ended { status, stderr } = clang.run(Output::Object)?;
        let said = diagnostics::parse(&stderr, |path| match (&vmlinux, path == VMLINUX_PATH) {
            (Some(vmlinux), true) => Some((path.to_owned(), vmlinux.as_bytes())),
            _ => reached.text(request, path),
        });
        let succeeded = status == Status::Exited(0);
        // Each turn adds at least one of the kernel's types.
        if succeeded || !wanted.as_mut().is_some_and(|wanted| wanted.add_incomplete(&said)) {
            break (status, stderr, said);
        }
    };
    if status != Status::Exited(0) {
        if said.iter().any(|diagnostic| diagnostic.level == Level::Error) {
            for diagnostic in &mut said {
                missing::explain(diagnostic, request.arch);
                atomics::explain(diagnostic, request);
            }
            return Err(Failure::Source(said));
        }
        return Err(Failure::Crash(without_words(status, &stderr, toolchain, request)));
    }
    foreign_files::refuse(&job, request, toolchain)?;
    Ok((job.read(job::OBJECT)?, said))
}

/// How clang's working directory names the header with the kernel's types.
const VMLINUX_PATH: &str = "../bundle/vmlinux.h";

/// Clang with what it takes to compile one request, however often it is run for that.
struct Clang<'a> {
    job: &'a Job,
    request: &'a Request,
    toolchain: &'a Toolchain,
    executor: &'a dyn Executor,
}

impl Clang<'_> {
    /// Has it write `output`.
    fn run(&self, output: Output) -> Result<Ended, Failure> {
        let Self { job, request, toolchain, executor } = *self;
        let mut arguments = arguments(request, output);
        if toolchain.major() >= 16 {
            // From this version on, it would add what the machine's configuration files say.
            arguments.insert(0, "--no-default-config".to_owned());
        }
        executor.execute(&Run { toolchain, arguments: &arguments, job: job.path() })
    }
}

/// Refuses what would have the assembler read files, before any assembler sees it.
fn refuse_assembly(clang: &Clang<'_>) -> Result<(), Failure> {
    // Where this fails the C has errors, which the compile will tell.
    if clang.run(Output::Assembly)?.status == Status::Exited(0) {
        foreign_files::refuse_directives(clang.request, &clang.job.read(job::ASSEMBLY)?)?;
    }
    Ok(())
}

/// What is told of a clang that failed without naming an error: that it crashed or was killed.
fn without_words(status: Status, stderr: &str, toolchain: &Toolchain, request: &Request) -> Error {
    let mut last: Vec<&str> = stderr.lines().rev().take(5).collect();
    last.reverse();
    let (toolchain, main, last) = (toolchain.id(), request.sources.main(), last.join("\n"));
    Error::new(format!(
        "{toolchain} compiling `{main}` ended with {status} and named no error; its last words:\n{last}"
    ))
}

/// The canonical form of an object that was made of `request`.
fn canonical(
    bytes: &[u8],
    request: &Request,
    toolchain: &Toolchain,
    said: &[Diagnostic],
) -> Result<Vec<u8>, Failure> {
    if Elf::parse(bytes).is_ok_and(|elf| elf.section(".BTF").is_none()) {
        let message = "the source defines no program, no map and no variable";
        return Err(refused(request, said.to_vec(), message));
    }
    canonical::canonicalize(bytes).map_err(|error| {
        let (toolchain, main) = (toolchain.id(), request.sources.main());
        Failure::Object(Error::new(format!(
            "the object that {toolchain} made of `{main}` has no canonical form: {error}"
        )))
    })
}

/// An object in canonical form, checked.
fn check(canonical: Vec<u8>, request: &Request, said: Vec<Diagnostic>) -> Result<Compiled, Failure> {
    match CheckedObject::check(canonical) {
        Ok(object) => Ok(Compiled { object, warnings: said }),
        // Clang is trusted: what is refused is what the source asks for, a section with a space in its name perhaps.
        Err(refusal) => Err(refused(request, said, &refusal.to_string())),
    }
}

fn refused(request: &Request, mut said: Vec<Diagnostic>, why: &str) -> Failure {
    said.push(diagnostics::about(request.sources.main(), why));
    Failure::Source(said)
}

/// The text of the request with all macros expanded, and without the kernel's types; `None` if there are errors, which
/// the compile will tell.
fn preprocess(clang: &Clang<'_>) -> Result<Option<Vec<u8>>, Failure> {
    clang.job.write_vmlinux("")?;
    let Ended { status, .. } = clang.run(Output::Preprocessed)?;
    Ok(if status == Status::Exited(0) { Some(clang.job.read(job::EXPANDED)?) } else { None })
}
