//! What is run on each kernel.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use cargo_metadata::{Package, TargetKind};
use coolbpf_build::Compilation;
use coolbpf_contract::{CheckedObject, Cpu};

use super::build::Build;
use super::report::Subject;
use crate::Result;
use crate::global::Global;
use crate::output::Progress;

/// A package with what of it is run.
#[derive(Debug)]
pub(super) struct Tried {
    pub(super) name: String,
    pub(super) directory: PathBuf,
    pub(super) objects: Vec<Object>,
    /// Binaries and tests.
    pub(super) executables: Vec<Executable>,
}

/// The object of one `#[coolbpf::program]`.
#[derive(Debug)]
pub(super) struct Object {
    pub(super) name: String,
    /// Relative to the package.
    pub(super) rust_file: String,
    /// The line of it where inline C starts; 1 where the C is in a file of its own.
    pub(super) start: u32,
    /// For the newest of its instruction sets.
    pub(super) object: CheckedObject,
    /// What that is.
    pub(super) cpu: Cpu,
    /// For the older ones, newest first.
    pub(super) older: Vec<(Cpu, CheckedObject)>,
}

/// A binary or test.
#[derive(Debug)]
pub(super) struct Executable {
    pub(super) subject: Subject,
    pub(super) file: PathBuf,
    pub(super) arguments: Vec<String>,
}

impl Object {
    /// Its ELF files, newest instruction set first.
    pub(super) fn files(&self) -> impl Iterator<Item = (Cpu, &CheckedObject)> {
        let older = self.older.iter().map(|(cpu, object)| (*cpu, object));
        std::iter::once((self.cpu, &self.object)).chain(older)
    }

    /// Its programs, in the order of the file.
    pub(super) fn subjects(&self) -> impl Iterator<Item = Subject> {
        self.object.programs().iter().map(|program| Subject::Program {
            object: self.name.clone(),
            program: program.name.to_string(),
            section: program.section.clone(),
            optional: program.section.starts_with('?'),
        })
    }

    /// Whether an argument names it or one of its programs.
    fn is_named(&self, names: &[String]) -> bool {
        names.is_empty()
            || names.contains(&self.name)
            || self
                .object
                .programs()
                .iter()
                .any(|program| names.iter().any(|name| *name == program.name.as_str()))
    }
}

/// The objects of a package that a build would use, of those that `names` name.
pub(super) fn objects(global: &Global, directory: &Path, names: &[String]) -> Result<Vec<Object>> {
    let vendoring = crate::header_crates::vendoring(global, directory)?;
    let progress = Progress::spinner();
    let own = std::env::consts::ARCH.parse()?;
    let compilations = vendoring.compile(&[own], &mut |program, arch| {
        progress.step(format_args!("compiling `{program}` for {arch}"));
    })?;
    drop(progress);
    let mut objects: Vec<Object> = Vec::new();
    for compilation in compilations {
        let is_older = compilation.older.is_some();
        let object = object(compilation)?;
        match objects.last_mut() {
            Some(newest) if is_older => newest.older.push((object.cpu, object.object)),
            _ => objects.push(object),
        }
    }
    Ok(objects.into_iter().filter(|object| object.is_named(names)).collect())
}

fn object(compilation: Compilation) -> Result<Object> {
    let Compilation { program, rust_file, start, cpu, object, failure, .. } = compilation;
    let object = object.ok_or_else(|| match failure {
        Some(failure) => failure,
        None => format!("the C of `{program}` has errors; `cargo coolbpf check` shows them"),
    })?;
    Ok(Object { name: program, rust_file, start, object, cpu, older: Vec::new() })
}

/// What tables call all that the packages have, whether it is run or not, by package.
pub(super) fn rows(tried: &[Tried], packages: &[Package]) -> BTreeMap<String, BTreeSet<String>> {
    let mut all: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for tried in tried {
        let programs = tried.objects.iter().flat_map(Object::subjects);
        all.entry(tried.name.clone()).or_default().extend(programs.map(|subject| subject.to_string()));
    }
    for package in packages {
        let rows = all.entry(package.name.to_string()).or_default();
        for target in &package.targets {
            let name = target.name.clone();
            let subject = match () {
                () if target.kind.contains(&TargetKind::Bin) => Subject::Bin { name },
                () if target.kind.contains(&TargetKind::Test) => Subject::Test { name },
                () => continue,
            };
            rows.insert(subject.to_string());
        }
    }
    all
}

/// Builds the binary or test that is named, in the one of the packages that has it.
pub(super) fn executable(
    build: &Build,
    packages: &[Package],
    kind: &TargetKind,
    name: &str,
    arguments: &[String],
) -> Result<(String, Executable)> {
    let has = |package: &&Package| {
        package.targets.iter().any(|target| target.name == name && target.kind.contains(kind))
    };
    let owners: Vec<&Package> = packages.iter().filter(has).collect();
    let shown = if *kind == TargetKind::Test { "test" } else { "bin" };
    let package = match owners.as_slice() {
        [one] => one.name.to_string(),
        [] => return Err(format!("none of the chosen packages has a {shown} target `{name}`").into()),
        _ => {
            return Err(format!("several packages have a {shown} target `{name}`: choose one with -p").into());
        }
    };
    let (file, subject) = if *kind == TargetKind::Test {
        let arguments = ["--no-run", "--package", &package, "--test", name];
        (build.cargo("test", &arguments, (kind, name), None)?, Subject::Test { name: name.to_owned() })
    } else {
        let arguments = ["--package", &package, "--bin", name];
        (build.cargo("build", &arguments, (kind, name), None)?, Subject::Bin { name: name.to_owned() })
    };
    Ok((package, Executable { subject, file, arguments: arguments.to_vec() }))
}
