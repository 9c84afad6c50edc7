//! Compiling in this process, with the clang that there is.

use std::path::PathBuf;

use coolbpf_compiler::{Candidates, Toolchain};
use coolbpf_contract::{CheckedObject, Digest, Outcome, Record, Request};

use super::{Compiled, Failure, file_identity};
use crate::bindings;
use crate::store::{Files, Store};

/// A clang, which is not run before it is needed.
#[derive(Debug)]
pub(crate) struct Compiler {
    candidates: Candidates,
    identity: Digest,
    chosen: Option<Result<Toolchain, String>>,
    bundle: Digest,
}

/// What a compile is known by, so that it need not be done again.
///
/// It has three parts: the request; the files among which clang is chosen; and this build script, whose code
/// generates the bindings.
struct Key {
    request: String,
    clang: String,
    generator: String,
}

impl Key {
    fn parse(text: &str) -> Option<Self> {
        let mut words = text.split(' ').map(str::to_owned);
        Some(Self { request: words.next()?, clang: words.next()?, generator: words.next()? })
    }
}

impl std::fmt::Display for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {} {}", self.request, self.clang, self.generator)
    }
}

impl Compiler {
    /// Looks for the files that clang may be, without running any.
    pub(crate) fn locate(_store: &Store) -> Self {
        Self::among(Toolchain::locate())
    }

    /// The clang at hand, for a caller that has chosen it.
    pub(crate) fn with(toolchain: Toolchain) -> Self {
        Self { chosen: Some(Ok(toolchain)), ..Self::among(Toolchain::locate()) }
    }

    fn among(candidates: Candidates) -> Self {
        let identity = Digest::of(candidates.identity().as_bytes());
        Self { candidates, identity, chosen: None, bundle: coolbpf_compiler::bundle_digest() }
    }

    /// The files whose change means another compiler.
    pub(crate) fn watched(&self) -> Vec<PathBuf> {
        self.candidates.paths().to_vec()
    }

    fn key(&self, request: &Request) -> Key {
        let generator = std::env::current_exe().map(|path| file_identity(&path)).unwrap_or_default();
        Key {
            request: request.request_digest(self.bundle).to_string(),
            clang: self.identity.to_string(),
            generator: Digest::of(generator.as_bytes()).to_string(),
        }
    }

    /// What a compile of `request` is known by in its record.
    pub(crate) fn compiled_as(&self, request: &Request) -> String {
        self.key(request).to_string()
    }

    /// What an earlier build's record has that a compile would give again, if it was compiled from the same request with the
    /// same clang.
    pub(crate) fn reuse(
        &mut self,
        name: &str,
        request: &Request,
        record: &Record,
        files: Option<Files>,
    ) -> Option<Result<Compiled, Failure>> {
        let (wanted, had) = (self.key(request), Key::parse(&record.compiled_as)?);
        if wanted.request != had.request {
            return None;
        }
        if wanted.clang != had.clang {
            // Installed anew or restored in another place, it may still be the same clang. And where there is none any
            // more, what it made is as good as before.
            if let Ok(toolchain) = self.toolchain()
                && toolchain.id() != record.origin
            {
                return None;
            }
        }
        if record.outcome == Outcome::Failed {
            let (toolchain, diagnostics) = (record.origin.clone(), record.diagnostics.clone());
            return Some(Err(Failure::Source { toolchain, diagnostics }));
        }
        let mut files = files?;
        if wanted.generator != had.generator {
            let object = CheckedObject::check(files.object).ok()?;
            files = Files { bindings: bindings::generate(name, &object).ok()?, object: object.into_bytes() };
        }
        Some(Ok(Compiled {
            toolchain: record.origin.clone(),
            bundle: self.bundle,
            files,
            warnings: record.diagnostics.clone(),
        }))
    }

    /// Compiles.
    pub(crate) fn compile(&mut self, name: &str, request: &Request) -> Result<Compiled, Failure> {
        let bundle = self.bundle;
        let toolchain = self.toolchain().map_err(Failure::NoCompiler)?;
        let compiled = coolbpf_compiler::compile(request, toolchain).map_err(|failure| match failure {
            coolbpf_compiler::Failure::Source(diagnostics) => {
                Failure::Source { toolchain: toolchain.id().to_owned(), diagnostics }
            }
            failure => Failure::Tool(failure.to_string()),
        })?;
        let bindings =
            bindings::generate(name, &compiled.object).map_err(|error| Failure::Tool(error.to_string()))?;
        Ok(Compiled {
            toolchain: toolchain.id().to_owned(),
            bundle,
            files: Files { object: compiled.object.into_bytes(), bindings },
            warnings: compiled.warnings,
        })
    }

    fn toolchain(&mut self) -> Result<&Toolchain, String> {
        let candidates = &self.candidates;
        let chosen =
            self.chosen.get_or_insert_with(|| candidates.choose().map_err(|error| error.to_string()));
        chosen.as_ref().map_err(Clone::clone)
    }
}
