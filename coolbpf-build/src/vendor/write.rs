//! Making what is missing or stale in `coolbpf-vendor/`, and removing what is left over.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use coolbpf_contract::{
    Arch, BINDINGS_VERSION, BuilderId, BuilderKey, Diagnostic, Digest, KernelTypes, Pin, PinnedKernels,
    Signature, Time,
};

use super::replace::Change;
use super::{ATTRIBUTES, ATTRIBUTES_FILE, Vendoring, Wanted};
use crate::compiler::{Compiled, Compiler, Failure};
use crate::servers::{Asker, Servers};
use crate::trust::{KEYS, Keys};
use crate::variant::compare_bindings;
use crate::vendored::{DIRECTORY, Fresh, Vendored, is_directory};
use crate::{Error, Result};

/// How [`Vendoring::write`] goes about it.
#[derive(Default)]
pub struct WriteOptions<'a> {
    /// Compile what is as it should be, too.
    pub all_again: bool,
    /// Signs the provenance statements of what is compiled; what is compiled already and has none of this signer's
    /// signatures is compiled again. A signature says that the signer compiled it, so no server is asked.
    pub signer: Option<&'a dyn Signer>,
}

/// The key of somebody who compiles.
pub trait Signer {
    /// The public key.
    fn key(&self) -> BuilderKey;

    /// Signs a statement.
    ///
    /// # Errors
    /// Where the key can't sign.
    fn sign(&self, statement: &str) -> Result<Signature, String>;
}

/// What [`Vendoring::write`] did.
#[derive(Debug, Default)]
pub struct Written {
    /// The pins of the objects that were compiled, relative to the package, and what compiled them.
    pub compiled: BTreeMap<String, String>,
    /// The pins of the objects that were as they should be, but for the types of kernels, which were written anew.
    pub for_other_kernels: Vec<String>,
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
    /// Brings `coolbpf-vendor/` up to date: compiles what is missing, stale, altered or refused, and
    /// removes what belongs to no program. It is compiled where a build would compile it: at the compile servers that the
    /// workspace or the user names, else on this machine. With a signer, it is compiled on this machine.
    ///
    /// Nothing is written unless everything compiles. An interruption leaves the directory as it was or as it should be,
    /// on file systems that can exchange directories.
    ///
    /// `begin` is called before each compile, with the program's name.
    ///
    /// # Errors
    /// Where a program's sources can't be read or don't compile (the message holds what clang said of all of them),
    /// the compiler fails, or the files can't be written.
    pub fn write(
        &self,
        archs: &[Arch],
        options: &WriteOptions<'_>,
        begin: &mut dyn FnMut(&str, Arch),
    ) -> Result<Written> {
        let signers = match options.signer {
            Some(signer) => Keys::new([&signer.key()], KEYS)?,
            None => Keys::default(),
        };
        let demands = self.demands()?;
        let is_due = |fresh: &Fresh| {
            options.all_again
                || demands.judge(&fresh.pin, None).is_err()
                || (!signers.is_empty()
                    && signers.signer(&fresh.pin.provenance(), &fresh.pin.signatures).is_none())
        };
        is_directory(&self.package.directory.join(DIRECTORY))?;
        let variable = |name: &str| self.variable(name);
        let policy = self.package.policy(variable)?;
        let mut servers = Servers::of(variable, &self.package, policy, Asker::Tool)?;
        let of_kernels = Servers::of(variable, &self.package, policy, Asker::Tool)?;
        if options.signer.is_some() {
            servers.bar("a signature of one's own is only for what this machine compiles");
        }
        let mut compiler = Compiler::with(servers).only(demands.toolchain.clone()).quiet();
        let wanted = self.wanted(archs)?;
        let mut written = Written::default();
        let mut made: Vec<(&Wanted, Compiled)> = Vec::new();
        let mut for_other_kernels: Vec<(&Wanted, Fresh)> = Vec::new();
        let mut errors = Vec::new();
        // Objects that share their bindings are made together.
        let bindings_of = |program: &Wanted| {
            let [_, bindings, ..] = program.files.names();
            bindings
        };
        let is_kept = |program: &Wanted| {
            let source = program.request.source_digest();
            let there = program.files.read(&program.program, program.arch, source);
            let Ok(Vendored::Fresh(fresh)) = there else { return None };
            (!is_due(&fresh) && program.files.check_statement(&fresh.pin).is_ok()).then_some(fresh)
        };
        let mut kept: Vec<Option<Fresh>> = wanted.iter().map(is_kept).collect();
        let due: BTreeSet<String> = wanted
            .iter()
            .zip(&kept)
            .filter(|(_, kept)| kept.is_none())
            .map(|(program, _)| bindings_of(program))
            .collect();
        for (program, kept) in wanted.iter().zip(&mut kept) {
            if !due.contains(&bindings_of(program)) {
                match kept.take() {
                    Some(fresh) if !self.has_kernels(&fresh) => for_other_kernels.push((program, fresh)),
                    _ => written.kept.push(program.files.pin_name()),
                }
                continue;
            }
            begin(&program.program.name, program.arch);
            match compiler.compile(&program.program.name, &program.request) {
                Ok(compiled) => {
                    // The pin speaks even where the files beside it are missing or altered.
                    if let Ok(Some(pin)) = program.files.pin(&program.program, program.arch) {
                        errors.extend(contradiction(&pin, program, &compiled));
                    }
                    let newest = made.iter().find(|(other, _)| bindings_of(other) == bindings_of(program));
                    if let Some((newest, theirs)) = newest {
                        let theirs = (newest.variant.cpu, theirs.files.bindings.as_str());
                        let ours = (program.variant.cpu, compiled.files.bindings.as_str());
                        let differs = compare_bindings(&program.program.name, theirs, ours).err();
                        errors.extend(differs.map(|error| error.to_string()));
                    }
                    let mut warnings = program.placed(&compiled.warnings);
                    warnings.retain(|warning| !written.warnings.contains(warning));
                    written.warnings.extend(warnings);
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
            // Most are the same for each architecture.
            let mut told = BTreeSet::new();
            errors.retain(|error| told.insert(error.clone()));
            return Err(Error::new(format!("{}\nnothing was written", errors.join("\n"))));
        }

        let objects = for_other_kernels
            .iter()
            .map(|(program, fresh)| (*program, &fresh.object, fresh.kernel_types.as_ref()));
        let objects =
            objects.chain(made.iter().map(|(program, compiled)| (*program, &compiled.files.object, None)));
        let mut types = self.kernel_types(objects, &of_kernels)?.into_iter();

        let mut change = Change::default();
        if !wanted.is_empty() {
            change.written.insert(ATTRIBUTES_FILE.into(), ATTRIBUTES.into());
        }
        let mut expected: BTreeSet<String> =
            wanted.iter().flat_map(|program| program.files.names()).collect();
        let kept = wanted.iter().filter(|program| written.kept.contains(&program.files.pin_name()));
        expected.extend(kept.filter_map(|one| one.files.pinned_kernel_types(&one.program, one.arch)));
        let mut pinned = |program: &Wanted, change: &mut Change| {
            let types = types.next().flatten();
            if let Some(types) = &types {
                expected.insert(program.files.kernel_types_name());
                change.written.insert(program.files.kernel_types_name(), types.bytes().to_vec());
            }
            let digest = types.as_ref().map(KernelTypes::digest);
            self.pinned_kernels().map(|kernels| PinnedKernels { types: digest, ..kernels })
        };
        for (program, fresh) in for_other_kernels {
            let pin = Pin { kernels: pinned(program, &mut change), ..fresh.pin };
            let [_, _, name, _] = program.files.names();
            change.written.insert(name, pin.to_toml().into_bytes());
            written.for_other_kernels.push(program.files.pin_name());
        }
        for (program, compiled) in made {
            written.compiled.insert(program.files.pin_name(), compiled.maker.to_string());
            let kernels = pinned(program, &mut change);
            change.written.extend(program.files.names().into_iter().zip(contents(
                program,
                compiled,
                options.signer,
                kernels,
            )?));
        }
        change.removed = self.vendored_names().difference(&expected).cloned().collect();
        written.removed = change.removed.iter().map(|name| format!("{DIRECTORY}/{name}")).collect();
        let directory = self.package.directory.join(DIRECTORY);
        if wanted.is_empty() && directory.join(ATTRIBUTES_FILE).exists() {
            change.removed.insert(ATTRIBUTES_FILE.into());
        }
        change.apply(&self.package.directory)?;
        if wanted.is_empty() {
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

/// What the program's object, bindings, pin and provenance statement are to hold.
fn contents(
    program: &Wanted,
    compiled: Compiled,
    signer: Option<&dyn Signer>,
    kernels: Option<PinnedKernels>,
) -> Result<[Vec<u8>; 4]> {
    let mut pin = Pin {
        program: program.program.name.parse()?,
        arch: program.arch,
        source: program.request.source_digest(),
        request: program.request.request_digest(compiled.bundle),
        bundle: compiled.bundle,
        toolchain: compiled.maker.toolchain,
        builder: BuilderId::local(),
        time: None,
        signatures: Vec::new(),
        object: Digest::of(&compiled.files.object),
        bindings: Digest::of(compiled.files.bindings.as_bytes()),
        bindings_version: BINDINGS_VERSION,
        bindings_by: Some(env!("CARGO_PKG_VERSION").to_owned()),
        kernels,
    };
    match (compiled.signed, signer) {
        (Some(signed), _) => {
            pin.builder = signed.builder;
            pin.time = (!signed.signatures.is_empty()).then_some(signed.time);
            pin.signatures = signed.signatures;
        }
        (None, Some(signer)) => {
            pin.time = Some(Time::now()?);
            let signature = signer.sign(&pin.provenance().statement());
            let cannot = |reason| Error::new(format!("sign {}: {reason}", program.files.pin_name()));
            pin.signatures = vec![signature.map_err(cannot)?];
        }
        (None, None) => {}
    }
    // What is written can be read.
    let text = pin.to_toml();
    Pin::parse(&text).map_err(|error| error.context(program.files.pin_name()))?;
    let statement = pin.provenance().statement();
    Ok([
        compiled.files.object,
        compiled.files.bindings.into_bytes(),
        text.into_bytes(),
        statement.into_bytes(),
    ])
}
