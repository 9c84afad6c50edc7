//! Making what is missing or stale in `coolbpf-vendor/`, and removing what is left over.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::{env, fs};

use coolbpf_contract::{Arch, Diagnostic, Digest, Pin};

use super::{ATTRIBUTES, Vendoring, Wanted};
use crate::compiler::{Compiled, Compiler, Failure};
use crate::servers::Servers;
use crate::vendored::{DIRECTORY, Fresh, Vendored};
use crate::{Error, Result};

/// What [`Vendoring::write`] did.
#[derive(Debug, Default)]
pub struct Written {
    /// The pins of the objects that were compiled, relative to the package, and what compiled them.
    pub compiled: BTreeMap<String, String>,
    /// The pins of the objects that were as they should be.
    pub kept: Vec<String>,
    /// The files that were removed, relative to the package.
    pub removed: Vec<String>,
    /// What the compiler warned of.
    pub warnings: Vec<Diagnostic>,
    /// What else the user should know.
    pub notices: Vec<String>,
}

impl Vendoring {
    /// Brings `coolbpf-vendor/` up to date: compiles what is missing, stale or altered (or everything, if `anew`), and
    /// removes what belongs to no program. It is compiled where a build would compile it: at the compile servers that the
    /// workspace or the user names, else on this machine.
    ///
    /// Nothing is written unless everything compiles. Each file is replaced as a whole, a pin after its object and
    /// bindings.
    ///
    /// # Errors
    /// Where a program's sources can't be read or don't compile (the message holds what clang said of all of them),
    /// the compiler fails, or the files can't be written.
    pub fn write(&self, archs: &[Arch], anew: bool) -> Result<Written> {
        let variable = |name: &str| env::var(name).ok();
        let policy = self.package.policy(variable)?;
        let mut compiler = Compiler::with(Servers::of(variable, &self.package, policy)?);
        let wanted = self.wanted(archs)?;
        let mut written = Written::default();
        let mut made: Vec<(&Wanted, Compiled)> = Vec::new();
        let mut errors = Vec::new();
        for program in &wanted {
            let source = program.request.source_digest();
            let there = program.files.read(&program.program, program.arch, source);
            if !anew && matches!(there, Ok(Vendored::Fresh(_))) {
                written.kept.push(program.files.pin_name());
                continue;
            }
            match compiler.compile(&program.program.name, &program.request) {
                Ok(compiled) => {
                    if let Ok(Vendored::Fresh(Fresh { pin, .. }) | Vendored::Stale(pin)) = &there {
                        errors.extend(contradiction(pin, program, &compiled));
                    }
                    written.warnings.extend(program.placed(&compiled.warnings));
                    written.notices.extend(compiled.notices.iter().cloned());
                    made.push((program, compiled));
                }
                Err(Failure::Source { diagnostics, .. }) => {
                    errors.extend(program.placed(&diagnostics).iter().map(ToString::to_string));
                }
                Err(Failure::Tool(reason) | Failure::NoCompiler(reason)) => errors.push(reason),
            }
        }
        if !errors.is_empty() {
            errors.dedup();
            return Err(Error::new(format!("{}\nnothing was written", errors.join("\n"))));
        }

        let directory = self.package.directory.join(DIRECTORY);
        if !wanted.is_empty() {
            fs::create_dir_all(&directory)
                .map_err(|error| Error::new(format!("create {}: {error}", directory.display())))?;
            replace(&directory, ".gitattributes", ATTRIBUTES.as_bytes())?;
        }
        for (program, compiled) in made {
            write_program(&directory, program, &compiled)?;
            written.compiled.insert(program.files.pin_name(), compiled.maker.to_string());
        }
        let expected: BTreeSet<String> = wanted.iter().flat_map(|program| program.files.names()).collect();
        for name in self.vendored_names().difference(&expected) {
            remove(&directory, name)?;
            written.removed.push(format!("{DIRECTORY}/{name}"));
        }
        if wanted.is_empty() && directory.is_dir() {
            let _ = remove(&directory, ".gitattributes");
            // It stays where the user keeps something else in it.
            let _ = fs::remove_dir(&directory);
        }
        Ok(written)
    }
}

/// What to say where a server's object is another than the one that is pinned for the same request and compiler.
fn contradiction(pin: &Pin, program: &Wanted, compiled: &Compiled) -> Option<String> {
    let server = compiled.maker.server.as_ref()?;
    let object = Digest::of(&compiled.files.object);
    let is_same = pin.request == program.request.request_digest(compiled.bundle)
        && pin.toolchain == compiled.maker.toolchain;
    (is_same && pin.object != object).then(|| {
        format!(
            "the answer of {server} is refused: {} pins another object for the same request and {}\n  pinned   \
             {}\n  answered {object}\none of the two is not what that compiler makes; compile it on a machine with that \
             clang to see which",
            program.files.pin_name(),
            pin.toolchain,
            pin.object
        )
    })
}

fn write_program(directory: &Path, program: &Wanted, compiled: &Compiled) -> Result<()> {
    let pin = Pin {
        program: program.program.name.parse()?,
        arch: program.arch,
        source: program.request.source_digest(),
        request: program.request.request_digest(compiled.bundle),
        bundle: compiled.bundle,
        toolchain: compiled.maker.toolchain.clone(),
        object: Digest::of(&compiled.files.object),
        bindings: Digest::of(compiled.files.bindings.as_bytes()),
    };
    let [object, bindings, pin_name] = program.files.names();
    replace(directory, &object, &compiled.files.object)?;
    replace(directory, &bindings, compiled.files.bindings.as_bytes())?;
    replace(directory, &pin_name, pin.to_toml().as_bytes())
}

/// Replaces a file as a whole, unless it has these bytes already.
fn replace(directory: &Path, name: &str, bytes: &[u8]) -> Result<()> {
    let path = directory.join(name);
    let is_file = fs::symlink_metadata(&path).is_ok_and(|metadata| metadata.is_file());
    if is_file && fs::read(&path).is_ok_and(|there| there == bytes) {
        return Ok(());
    }
    let temporary = directory.join(format!(".{name}.{}", std::process::id()));
    fs::write(&temporary, bytes).and_then(|()| fs::rename(&temporary, &path)).map_err(|error| {
        let _ = fs::remove_file(&temporary);
        Error::new(format!("write {}: {error}", path.display()))
    })
}

fn remove(directory: &Path, name: &str) -> Result<()> {
    let path = directory.join(name);
    fs::remove_file(&path).map_err(|error| Error::new(format!("remove {}: {error}", path.display())))
}
