//! Getting one program's object, by the rules of [`origin`](crate::origin).

use coolbpf_contract::{
    Arch, CheckedObject, Cpu, Diagnostic, Digest, KernelTypes, Level, Made, Outcome, Pin, Record, RecordKey,
    SourcePath,
};

use crate::compiler::{Compiled, Compiler, Failure};
use crate::gather::Gathered;
use crate::kernel_types::{self, Kernels};
use crate::origin::{Choice, Policy};
use crate::package::Package;
use crate::store::{Files, Store};
use crate::trust::Demands;
use crate::variant::{Variant, compare_bindings};
use crate::vendored::{Vendored, VendoredFiles, mend_for};
use crate::walk::Program;
use crate::{Error, Result};

/// What the build of one program comes to.
#[derive(Debug)]
pub(crate) struct Obtained {
    /// What the macro is told.
    pub(crate) record: Record,
    /// The object and the bindings, or the last good ones.
    pub(crate) files: Option<Files>,
    /// The types of the kernels that the package names, if the object asks for them.
    pub(crate) kernel_types: Option<KernelTypes>,
    /// The files that the program is compiled from, as far as they could be read.
    pub(crate) sources: Vec<SourcePath>,
    /// What the user should know although it went well.
    pub(crate) notices: Vec<String>,
    /// Whether another run could go better although no file of the package has changed.
    pub(crate) retry: bool,
    /// Whether a compiler was looked for.
    pub(crate) compiler_was_needed: bool,
}

impl Obtained {
    /// The bindings of an object that is as it should be, with its instruction set.
    fn bindings(&self) -> Option<(Cpu, &str)> {
        let is_ready = self.record.outcome == Outcome::Ready;
        let files = self.files.as_ref().filter(|_| is_ready)?;
        Some((self.record.cpu, files.bindings.as_str()))
    }
}

/// Where the build's parts come from.
pub(crate) struct Sources<'a> {
    pub(crate) package: &'a Package,
    pub(crate) policy: Policy,
    pub(crate) demands: &'a Demands,
    /// The target's architecture, or why there is none for BPF.
    pub(crate) arch: &'a Result<Arch>,
    pub(crate) store: &'a Store,
    /// What is wrong with the settings of whoever compiles, if anything is.
    pub(crate) settings: &'a Result<()>,
    pub(crate) compiler: &'a mut Compiler,
}

impl Sources<'_> {
    /// Gets the objects of `program`, for each of its instruction sets, newest first. What is wrong is for the macro to tell, where the
    /// program stands.
    pub(crate) fn obtain(&mut self, program: &Program, gathered: &Gathered) -> Vec<(RecordKey, Obtained)> {
        let mut all: Vec<(RecordKey, Obtained)> = Vec::new();
        for variant in Variant::all(self.package, program) {
            let mut obtained = self.obtain_variant(program, gathered, variant);
            if let Some((_, newest)) = all.first()
                && let (Some(ours), Some(theirs)) = (obtained.bindings(), newest.bindings())
                && let Err(error) = compare_bindings(&program.name, theirs, ours)
            {
                let mut told = error.to_string();
                if newest.record.bundle.is_none() {
                    told.push_str(
                        "\nhelp: if that is not so, another version of coolbpf made what is vendored; ",
                    );
                    told.push_str("`cargo coolbpf vendor --all-again` makes it anew");
                }
                obtained.record.outcome = Outcome::Failed;
                obtained.record.diagnostics = vec![without_place(told)];
                obtained.record.compiled_as.clear();
            }
            all.push((variant.key(gathered.key), obtained));
        }
        all
    }

    fn obtain_variant(&mut self, program: &Program, gathered: &Gathered, variant: Variant) -> Obtained {
        let record = Record {
            program: program.name.clone(),
            rust_file: program.rust_file.clone(),
            cpu: variant.cpu,
            runtime: self.package.runtime_path(&program.prefix),
            origin: String::new(),
            source: None,
            bundle: None,
            compiled_as: String::new(),
            made: None,
            object: None,
            bindings: None,
            kernel_types: None,
            outcome: Outcome::Failed,
            diagnostics: Vec::new(),
        };
        let mut obtained = Obtained {
            record,
            files: None,
            kernel_types: None,
            sources: vec![gathered.main.clone()],
            notices: Vec::new(),
            retry: false,
            compiler_was_needed: false,
        };
        if let Err(reason) = self.fill(&mut obtained, program, gathered, variant) {
            obtained.record.diagnostics = vec![without_place(reason)];
            // What no compiler has said is not to be taken for its words by the next build.
            obtained.record.compiled_as.clear();
            obtained.retry = true;
        }
        for diagnostic in &mut obtained.record.diagnostics {
            if let Some(path) = self.package.headers.true_path(&diagnostic.file) {
                diagnostic.file = path;
            }
        }
        if obtained.record.outcome == Outcome::Failed {
            obtained.files = self.last_good(program, variant.key(gathered.key), &obtained.record, variant);
        }
        obtained.record.object = obtained.files.as_ref().map(|files| Digest::of(&files.object));
        obtained.record.kernel_types = obtained.kernel_types.as_ref().map(KernelTypes::digest);
        obtained.record.bindings = obtained.files.as_ref().map(|files| Digest::of(files.bindings.as_bytes()));
        obtained
    }

    fn fill(
        &mut self,
        obtained: &mut Obtained,
        program: &Program,
        gathered: &Gathered,
        variant: Variant,
    ) -> Result<(), String> {
        let text = |error: crate::Error| error.to_string();
        let arch = self.arch.clone().map_err(text)?;
        let request = gathered.request(self.package, program, arch, variant.cpu).map_err(text)?;
        obtained.sources = request.sources.files().map(|(path, _)| path.clone()).collect();
        let source = request.source_digest();
        obtained.record.source = Some(source);

        let files = VendoredFiles::new(&self.package.directory, &program.id, arch, variant.older());
        let vendored = files.read(program, arch, source);
        let (notice, because) = match self.policy.choose(&vendored, &files.pin_name(), arch) {
            Choice::Refuse(reason) => return Err(reason),
            Choice::Vendored => {
                if let Ok(Vendored::Fresh(fresh)) = vendored {
                    let kernels = self.package.metadata.kernels();
                    let stale = self.policy.kernels(&fresh.pin, kernels, &files.pin_name()).map_err(text)?;
                    obtained.notices.extend(stale);
                    obtained.kernel_types = fresh.kernel_types;
                    let signer = self.demands.judge(&fresh.pin, None).map_err(|unmet| {
                        format!("the object that {} pins is refused: {unmet}", files.pin_name())
                    })?;
                    obtained.record.outcome = Outcome::Ready;
                    obtained.record.origin = format!("vendored, made by {}", fresh.pin.toolchain);
                    obtained.record.made = Some(Made {
                        toolchain: fresh.pin.toolchain,
                        builder: fresh.pin.builder,
                        signer: signer.cloned(),
                    });
                    obtained.files = Some(Files { object: fresh.object, bindings: fresh.bindings });
                }
                return Ok(());
            }
            Choice::Compile { notice, because } => (notice, because),
        };

        obtained.compiler_was_needed = true;
        self.settings.clone().map_err(text)?;
        obtained.record.compiled_as = self.compiler.compiled_as(&request);
        let key = variant.key(gathered.key);
        let reused = self.store.previous(key).and_then(|previous| {
            self.compiler.reuse(&program.name, &request, previous, self.store.files(key))
        });
        let compiled = match reused {
            Some(compiled) => compiled,
            None => self.compiler.compile(&program.name, &request),
        };
        match compiled {
            Ok(compiled) => {
                obtained.notices.extend(notice);
                if self.policy.from_source {
                    obtained.notices.extend(difference(&vendored, &compiled, &files.pin_name(), source));
                }
                obtained.record.outcome = Outcome::Ready;
                obtained.record.made = Some(compiled.made());
                obtained.notices.extend(compiled.notices);
                obtained.record.origin = compiled.maker.to_string();
                obtained.record.bundle = Some(compiled.bundle);
                obtained.record.diagnostics = compiled.warnings;
                self.add_kernel_types(obtained, arch, &compiled.files);
                obtained.files = Some(compiled.files);
                Ok(())
            }
            Err(Failure::Source { maker, diagnostics }) => {
                // A server's word for it is asked for again by the next build.
                obtained.retry = maker.server.is_some();
                obtained.record.origin = maker.to_string();
                obtained.record.diagnostics = diagnostics;
                Ok(())
            }
            Err(Failure::Tool(reason)) => {
                Err(format!("no object for `{}`: {because}, and compiling it failed: {reason}", program.name))
            }
            Err(Failure::NoCompiler(reason)) => Err(format!(
                "no object for `{}`: {because}, and nothing here can compile it: {reason}\n\
                 help: on a machine with clang, {}; then no build needs clang",
                program.name,
                mend_for(arch)
            )),
        }
    }

    /// Adds the types of the kernels that the package names to what was compiled. A build does without those that it can't have.
    fn add_kernel_types(&self, obtained: &mut Obtained, arch: Arch, files: &Files) {
        let named = self.package.metadata.kernels();
        if named.is_empty() {
            return;
        }
        let of_this_build = || {
            let object = CheckedObject::check(files.object.clone())
                .map_err(|refusal| Error::new(refusal.to_string()))?;
            kernel_types::of_this_build(&Kernels::of(&self.package.directory, named)?, arch, &object)
        };
        match of_this_build() {
            Ok((types, notice)) => {
                obtained.kernel_types = types;
                obtained.notices.extend(notice);
            }
            Err(error) => obtained.notices.push(format!("no types of kernels are carried along: {error}")),
        }
    }

    /// The files that the program's code was written against, so that one error does not bring others.
    fn last_good(
        &self,
        program: &Program,
        key: RecordKey,
        record: &Record,
        variant: Variant,
    ) -> Option<Files> {
        self.store.last_good(key, record).or_else(|| {
            let arch = self.arch.as_ref().ok()?;
            let files = VendoredFiles::new(&self.package.directory, &program.id, *arch, variant.older());
            let fresh = files.contents(files.pin(program, *arch).ok()??).ok()?;
            self.demands.judge(&fresh.pin, None).ok()?;
            Some(Files { object: fresh.object, bindings: fresh.bindings })
        })
    }
}

/// What a build from source should tell about the vendored object that it does not use.
fn difference(
    vendored: &Result<Vendored>,
    compiled: &Compiled,
    pin_name: &str,
    source: Digest,
) -> Option<String> {
    let pin = match vendored {
        Ok(Vendored::Absent) => return None,
        Ok(Vendored::Fresh(fresh)) => &fresh.pin,
        Ok(Vendored::Stale(pin)) => pin,
        Err(error) => {
            return Some(format!("COOLBPF_FROM_SOURCE: what is vendored is not used, and broken: {error}"));
        }
    };
    let object = Digest::of(&compiled.files.object);
    (pin.object != object).then(|| {
        format!(
            "COOLBPF_FROM_SOURCE: the object differs from the one that {pin_name} pins{}: compiled {object}, pinned {}",
            reasons(pin, compiled, source),
            pin.object
        )
    })
}

/// Why a compile and a pin may rightly differ.
fn reasons(pin: &Pin, compiled: &Compiled, source: Digest) -> String {
    let mut reasons = Vec::new();
    if pin.source != source {
        reasons.push("the pin is for other sources".to_owned());
    }
    if pin.toolchain != compiled.maker.toolchain {
        reasons.push(format!("it was made by {}, this one by {}", pin.toolchain, compiled.maker));
    }
    if pin.bundle != compiled.bundle {
        reasons.push("it was made with the headers of another version of coolbpf".to_owned());
    }
    if reasons.is_empty() { String::new() } else { format!(" ({})", reasons.join("; ")) }
}

/// An error that is not about a place in the C.
fn without_place(message: String) -> Diagnostic {
    let (file, snippet) = (String::new(), String::new());
    Diagnostic { file, line: 0, column: 0, level: Level::Error, message, snippet }
}
