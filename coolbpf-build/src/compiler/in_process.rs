//! Compiling from this process: at the compile servers that it may ask, else with the clang that there is.

use std::path::PathBuf;

use coolbpf_compiler::{Candidates, Toolchain};
use coolbpf_contract::btf::Kind;
use coolbpf_contract::{
    BuilderId, CheckedObject, Diagnostic, Digest, Level, Outcome, Record, Request, WantedToolchain,
};

use super::{Compiled, Failure, Maker, answering, file_identity};
use crate::bindings;
use crate::servers::Servers;
use crate::store::{Files, Store};

/// Servers and a clang, which are not asked and not run before they are needed.
#[derive(Debug)]
pub(crate) struct Compiler {
    servers: Servers,
    #[cfg(feature = "remote")]
    client: Option<crate::remote::Client>,
    candidates: Candidates,
    identity: Digest,
    chosen: Option<Result<Toolchain, String>>,
    bundle: Digest,
    quiet: bool,
    /// The only compiler whose objects are wanted.
    only: Option<WantedToolchain>,
}

/// What a compile is known by, so that it need not be done again.
///
/// It has four parts: the request; the files among which clang is chosen; this build script, whose code generates the
/// bindings; and the servers, with what is demanded of them.
struct Key {
    request: String,
    clang: String,
    generator: String,
    servers: String,
}

impl Key {
    fn parse(text: &str) -> Option<Self> {
        let mut words = text.split(' ').map(str::to_owned);
        Some(Self {
            request: words.next()?,
            clang: words.next()?,
            generator: words.next()?,
            servers: words.next()?,
        })
    }
}

impl std::fmt::Display for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {} {} {}", self.request, self.clang, self.generator, self.servers)
    }
}

impl Compiler {
    /// Looks for the files that clang may be, without running any.
    pub(crate) fn locate(_store: &Store, servers: Servers) -> Self {
        Self::with(servers)
    }

    /// These servers, and the clang of this machine.
    pub(crate) fn with(servers: Servers) -> Self {
        let candidates = Toolchain::locate();
        let identity = Digest::of(candidates.identity().as_bytes());
        let bundle = coolbpf_compiler::bundle_digest();
        Self {
            servers,
            #[cfg(feature = "remote")]
            client: None,
            candidates,
            identity,
            chosen: None,
            bundle,
            quiet: false,
            only: None,
        }
    }

    /// The same, but for other compilers than the wanted one.
    pub(crate) fn only(mut self, wanted: Option<WantedToolchain>) -> Self {
        self.only = wanted;
        self
    }

    /// The same, saying nothing on standard error while it works.
    pub(crate) fn quiet(mut self) -> Self {
        self.quiet = true;
        self
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
            servers: self.servers.identity(),
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
        let maker = Maker::parse(&record.origin);
        if self.servers.too_old(&maker.toolchain).is_some() {
            return None;
        }
        // What a server gave is as good as what was demanded of it then; and its word that the C has errors is not signed.
        if maker.server.is_some() && (wanted.servers != had.servers || record.outcome == Outcome::Failed) {
            return None;
        }
        if wanted.servers != had.servers && self.servers.to_ask().is_some() {
            return None;
        }
        if maker.server.is_none() && wanted.clang != had.clang {
            // Installed anew or restored in another place, it may still be the same clang. And where there is none any
            // more, what it made is as good as before.
            if let Ok(toolchain) = self.toolchain()
                && toolchain.id() != record.origin
            {
                return None;
            }
        }
        if record.outcome == Outcome::Failed {
            return Some(Err(Failure::Source { maker, diagnostics: record.diagnostics.clone() }));
        }
        let mut files = files?;
        if wanted.generator != had.generator {
            let object = CheckedObject::check(files.object).ok()?;
            files = Files {
                bindings: bindings::generate(name, request, &object).ok()?,
                object: object.into_bytes(),
            };
        }
        let (builder, signer) = answering(record, wanted.servers == had.servers);
        let is_in_vain = maker.server.is_none() && self.servers.to_ask().is_some();
        let notice = is_in_vain.then(|| {
            format!(
                "`{name}` was compiled on this machine by an earlier build, to which no compile server gave an object; \
                 `cargo clean` has the next build ask again"
            )
        });
        Some(Ok(Compiled {
            maker,
            builder,
            signer,
            signed: None,
            bundle: self.bundle,
            files,
            warnings: record.diagnostics.clone(),
            notices: notice.into_iter().collect(),
        }))
    }

    /// Compiles: at the servers, and where none of them gives anything, here.
    pub(crate) fn compile(&mut self, name: &str, request: &Request) -> Result<Compiled, Failure> {
        let quiet = self.quiet;
        let in_vain = match self.ask_servers(name, request) {
            Some(Err(Failure::NoCompiler(reason))) => Some(reason),
            Some(done) => return done,
            None => None,
        };
        let without_servers = in_vain.clone().or_else(|| self.servers.barred().map(str::to_owned));
        let toolchain = self.toolchain().map_err(|reason| {
            Failure::NoCompiler(match without_servers {
                Some(why) => format!("{why}\n{reason}"),
                None => reason,
            })
        })?;
        if !quiet {
            eprintln!("coolbpf: compiling `{name}` for {} with {}", request.arch, toolchain.id());
        }
        let maker = Maker { toolchain: toolchain.id().to_owned(), server: None };
        match coolbpf_compiler::compile(request, toolchain) {
            Ok(compiled) => {
                let compiled = self.compiled(name, request, maker, compiled.object, compiled.warnings)?;
                let notice =
                    in_vain.map(|reason| format!("{reason}\n`{name}` is compiled on this machine instead"));
                Ok(Compiled { notices: notice.into_iter().collect(), ..compiled })
            }
            Err(coolbpf_compiler::Failure::Source(diagnostics)) => {
                Err(Failure::Source { maker, diagnostics })
            }
            Err(other) => Err(Failure::Tool(other.to_string())),
        }
    }

    /// What the servers make of it; nothing where none is to be asked.
    #[cfg(feature = "remote")]
    fn ask_servers(&mut self, name: &str, request: &Request) -> Option<Result<Compiled, Failure>> {
        use crate::remote::{Failure as Remote, client, signed};

        let named = self.servers.to_ask()?;
        let asking = match &mut self.client {
            Some(client) => client,
            none => match client(named) {
                Ok(mut client) => {
                    client.quiet = self.quiet;
                    none.insert(client)
                }
                Err(reason) => return Some(Err(Failure::Tool(reason))),
            },
        };
        Some(match asking.compile(name, request, self.bundle) {
            Ok(answer) if self.only.as_ref().is_some_and(|only| !only.allows(&answer.maker.toolchain)) => {
                Err(Failure::NoCompiler(format!(
                    "{} has compiled it, and {}",
                    answer.maker,
                    self.names_another()
                )))
            }
            Ok(answer) => {
                let signed = signed(&answer);
                let maker = answer.maker.into();
                self.compiled(name, request, maker, answer.object, answer.warnings).map(|compiled| Compiled {
                    builder: signed.builder.clone(),
                    signer: answer.signer,
                    signed: Some(signed),
                    ..compiled
                })
            }
            Err(Remote::Source { maker, diagnostics }) => {
                Err(Failure::Source { maker: maker.into(), diagnostics })
            }
            Err(Remote::Refused(reason)) => Err(Failure::Tool(reason)),
            Err(Remote::Unavailable(reason)) => Err(Failure::NoCompiler(reason)),
        })
    }

    /// Without the feature `remote` no server can be asked.
    #[cfg(not(feature = "remote"))]
    fn ask_servers(&mut self, _name: &str, _request: &Request) -> Option<Result<Compiled, Failure>> {
        None
    }

    /// What came out of a compile, with bindings.
    fn compiled(
        &self,
        name: &str,
        request: &Request,
        maker: Maker,
        object: CheckedObject,
        mut warnings: Vec<Diagnostic>,
    ) -> Result<Compiled, Failure> {
        let bindings =
            bindings::generate(name, request, &object).map_err(|error| Failure::Tool(error.to_string()))?;
        warnings.extend(has_nothing_to_attach(&object).then(|| Diagnostic {
            file: request.sources.main().to_string(),
            line: 1,
            column: 1,
            level: Level::Warning,
            message: format!("`{name}` has no program: no function has a SEC(...)"),
            snippet: String::new(),
        }));
        let files = Files { object: object.into_bytes(), bindings };
        let (builder, signer) = (BuilderId::local(), None);
        Ok(Compiled {
            maker,
            builder,
            signer,
            signed: None,
            bundle: self.bundle,
            files,
            warnings,
            notices: Vec::new(),
        })
    }

    fn toolchain(&mut self) -> Result<&Toolchain, String> {
        let chosen = if let Some(chosen) = self.chosen.take() {
            chosen
        } else {
            let accept = |toolchain: &Toolchain| {
                if let Some(reason) = self.servers.too_old(toolchain.id()) {
                    return Err(format!("{}: {reason}", toolchain.path().display()));
                }
                match &self.only {
                    Some(only) if !only.allows(toolchain.id()) => Err(format!(
                        "{} is {}, and {}",
                        toolchain.path().display(),
                        toolchain.id(),
                        self.names_another()
                    )),
                    _ => Ok(()),
                }
            };
            self.candidates.choose_where(accept).map_err(|error| error.to_string())
        };
        self.chosen.insert(chosen).as_ref().map_err(Clone::clone)
    }

    /// That there is one compiler to use.
    fn names_another(&self) -> String {
        let only = self.only.as_ref().map(ToString::to_string).unwrap_or_default();
        format!("`toolchain` in the metadata of coolbpf names {only}")
    }
}

/// Whether there is neither a program nor a struct_ops map. Someone may want just the other maps, but rarely.
fn has_nothing_to_attach(object: &CheckedObject) -> bool {
    let is_struct_ops = |kind: &Kind<'_>, name: &str| {
        matches!(kind, Kind::DataSection { .. }) && name.starts_with(".struct_ops")
    };
    object.programs().is_empty() && !object.btf().types().any(|(_, ty)| is_struct_ops(&ty.kind, ty.name))
}
