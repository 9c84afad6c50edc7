//! Compiling every program without writing anything, for `cargo coolbpf check`.

use std::collections::BTreeMap;

use coolbpf_contract::{Arch, CheckedObject, Cpu, Diagnostic};

use super::{Vendoring, Wanted};
use crate::Result;
use crate::compiler::{Compiler, Failure};
use crate::origin::Choice;
use crate::servers::{Asker, Servers};
use crate::trust::Demands;
use crate::vendored::Vendored;

/// What compiling one program came to.
#[derive(Debug)]
pub struct Compilation {
    /// The program's name.
    pub program: String,
    /// The Rust file that holds it, relative to the package.
    pub rust_file: String,
    /// The line of that file where inline C starts; 1 if the C is in a file of its own.
    pub start: u32,
    /// The architecture.
    pub arch: Arch,
    /// The instruction set.
    pub cpu: Cpu,
    /// The same, if there is one for a newer one, too.
    pub older: Option<Cpu>,
    /// What made [`Compilation::object`], as in `vendored, made by clang 19.1.7`; or what said that there is none. Empty
    /// where nothing was asked.
    pub origin: String,
    /// The object that a build gets; none where the C has errors, or where a build gets none.
    pub object: Option<CheckedObject>,
    /// What the compiler said, with the lines of the user's files.
    pub diagnostics: Vec<Diagnostic>,
    /// Why there is no object, beyond the diagnostics.
    pub failure: Option<String>,
    /// Why the C behind a vendored object was not compiled, so that nothing is known of its warnings.
    pub not_compiled: Option<String>,
    /// What else the user should know.
    pub notices: Vec<String>,
    /// The texts of the files that diagnostics name. For inline C that is the Rust file.
    texts: BTreeMap<String, String>,
}

impl Compilation {
    fn of(vendoring: &Vendoring, wanted: &Wanted) -> Self {
        let Wanted { program, arch, variant, request, .. } = wanted;
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let files = request.sources.files();
        let mut texts: BTreeMap<String, String> =
            files.map(|(path, bytes)| (wanted.shown(path.to_string()), text(bytes))).collect();
        if wanted.is_inline()
            && let Some(rust) = vendoring.package.read_rust_file(&program.rust_file)
        {
            texts.insert(program.rust_file.to_string(), rust);
        }
        Self {
            program: program.name.clone(),
            rust_file: program.rust_file.to_string(),
            start: if wanted.is_inline() { program.line } else { 1 },
            arch: *arch,
            cpu: variant.cpu,
            older: variant.older(),
            origin: String::new(),
            object: None,
            diagnostics: Vec::new(),
            failure: None,
            not_compiled: None,
            notices: Vec::new(),
            texts,
        }
    }

    /// Line `line`, counted from 1, of a file of the package that the program is compiled from.
    #[must_use]
    pub fn line(&self, file: &str, line: u32) -> Option<&str> {
        let index = usize::try_from(line).ok()?.checked_sub(1)?;
        self.texts.get(file)?.lines().nth(index)
    }

    /// Whether the C stands in this file, which is then a Rust file.
    #[must_use]
    pub fn is_inline(&self, file: &str) -> bool {
        self.start > 1 && self.rust_file == file
    }
}

impl Vendoring {
    /// Compiles every program, where a build would compile it: at the compile servers that the workspace or the user names,
    /// else on this machine. Nothing is written.
    ///
    /// [`Compilation::object`] is what a build would use, so it is the vendored one where that is fresh. Its C is
    /// compiled all the same, for the compiler's warnings, unless there is no compiler or `COOLBPF_LOCKED` allows none; and one
    /// that the workspace's demands refuse is none.
    /// `begin` is called before each compile, with the program's name.
    ///
    /// # Errors
    /// Where a program's sources can't be read, or the settings are wrong. What is wrong with one program is in its
    /// [`Compilation`].
    pub fn compile(&self, archs: &[Arch], begin: &mut dyn FnMut(&str, Arch)) -> Result<Vec<Compilation>> {
        let variable = |name: &str| self.variable(name);
        let policy = self.package.policy(variable)?;
        let mut compiler = Compiler::with(Servers::of(variable, &self.package, policy, Asker::Tool)?).quiet();
        let demands = Demands::of_build(&self.package, policy.package, Asker::Tool)?;
        let mut done = Vec::new();
        for wanted in self.wanted(archs)? {
            begin(&wanted.program.name, wanted.arch);
            let mut compilation = Compilation::of(self, &wanted);
            let source = wanted.request.source_digest();
            let vendored = wanted.files.read(&wanted.program, wanted.arch, source);
            match policy.choose(&vendored, &wanted.files.pin_name(), wanted.arch) {
                Choice::Refuse(reason) => compilation.failure = Some(reason),
                Choice::Vendored => {
                    if let Ok(Vendored::Fresh(fresh)) = vendored {
                        if let Err(unmet) = demands.judge(&fresh.pin, None) {
                            let pin = wanted.files.pin_name();
                            compilation.failure =
                                Some(format!("the object that {pin} pins is refused: {unmet}"));
                            done.push(compilation);
                            continue;
                        }
                        compilation.origin = format!("vendored, made by {}", fresh.pin.toolchain);
                        compilation.take(fresh.object);
                    }
                    if policy.locked {
                        let reason = "COOLBPF_LOCKED allows vendored objects only";
                        compilation.not_compiled = Some(reason.to_owned());
                    } else {
                        compilation.compile(&mut compiler, &wanted);
                    }
                }
                Choice::Compile { notice, .. } => {
                    compilation.notices.extend(notice);
                    compilation.compile(&mut compiler, &wanted);
                }
            }
            done.push(compilation);
        }
        Ok(done)
    }
}

impl Compilation {
    /// Compiles the C; its object counts where there is no vendored one.
    fn compile(&mut self, compiler: &mut Compiler, wanted: &Wanted) {
        match compiler.compile(&wanted.program.name, &wanted.request) {
            Ok(compiled) => {
                self.diagnostics = wanted.placed(&compiled.warnings);
                self.notices.extend(compiled.notices);
                if self.object.is_none() {
                    self.origin = compiled.maker.to_string();
                    self.take(compiled.files.object);
                }
            }
            Err(Failure::Source { maker, diagnostics }) => {
                if self.object.is_none() {
                    self.origin = maker.to_string();
                }
                self.diagnostics = wanted.placed(&diagnostics);
            }
            Err(Failure::NoCompiler(reason)) if self.object.is_some() => self.not_compiled = Some(reason),
            Err(Failure::NoCompiler(reason)) => {
                self.failure =
                    Some(format!("nothing here can compile `{}` for {}: {reason}", self.program, self.arch));
            }
            Err(Failure::Tool(reason)) => {
                self.failure =
                    Some(format!("compiling `{}` for {} failed: {reason}", self.program, self.arch));
            }
        }
    }

    fn take(&mut self, object: Vec<u8>) {
        match CheckedObject::check(object) {
            Ok(object) => self.object = Some(object),
            Err(refusal) => self.failure = Some(refusal.to_string()),
        }
    }
}
