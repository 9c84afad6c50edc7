//! Compiling again what is vendored, by compilers that don't know of each other.

use std::collections::{BTreeMap, BTreeSet};

use coolbpf_compiler::{Candidates, Toolchain, bundle_digest};
use coolbpf_contract::{CheckedObject, Diagnostic, Digest, Pin, ServerUrl};

use super::verify::Rebuild;
use super::{Vendoring, Wanted};
use crate::origin::{PackageOrigin, Policy};
use crate::remote::{self, Address, Client};
use crate::servers::{Asker, Named, Servers};
use crate::{Error, Result};

/// Where the servers that somebody wants asked are named.
const ARGUMENT: &str = "--server";
/// The variable that names servers for builds.
const VARIABLE: &str = "COOLBPF_SERVER";

/// What came of compiling a program again.
#[derive(Debug)]
pub struct Rebuilt {
    /// The address of the server that was asked; none for this machine.
    pub server: Option<ServerUrl>,
    /// The compiler, if one compiled.
    pub toolchain: Option<String>,
    /// What came out.
    pub outcome: RebuildOutcome,
}

/// What comes out of a compile, against what is pinned.
#[derive(Debug)]
pub enum RebuildOutcome {
    /// The pinned bytes.
    Same,
    /// Other bytes, although compiler and headers are those that the pin names.
    Different(Box<CheckedObject>),
    /// Errors in the C, although compiler and headers are those that the pin names.
    Errors(Vec<Diagnostic>),
    /// Nothing to compare, because compiler or headers are others than the pin's.
    Incomparable(String),
    /// An answer that is not to be believed.
    Refused(String),
    /// Nothing, because there is no compiler or it failed.
    Unavailable(String),
}

/// The compilers that are asked.
pub(super) struct Rebuilder {
    candidates: Candidates,
    /// The clang for each id that a pin names.
    clangs: BTreeMap<String, Result<Toolchain, String>>,
    bundle: Digest,
    servers: Vec<(ServerUrl, Client)>,
    /// Why the servers that builds ask are not asked.
    barred: Option<String>,
}

impl Rebuilder {
    pub(super) fn of(vendoring: &Vendoring, rebuild: &Rebuild) -> Result<Self> {
        let given: Vec<&str> = rebuild.servers.iter().map(ServerUrl::as_str).collect();
        let variable = |name: &str| match name {
            VARIABLE if !given.is_empty() => Some(given.join(" ")),
            // That says where builds get objects.
            "COOLBPF_FROM_SOURCE" | "COOLBPF_LOCKED" => None,
            name => vendoring.variable(name),
        };
        let mut policy = vendoring.package.policy(variable)?;
        if !given.is_empty() {
            // Whoever names a server here wants it asked, wherever the package comes from.
            policy = Policy { package: PackageOrigin::Local, ..policy };
        }
        let servers = Servers::of(variable, &vendoring.package, policy, Asker::Tool)?;
        let barred = servers.barred().map(str::to_owned);
        if let Some(barred) = barred.as_ref().filter(|_| !given.is_empty()) {
            return Err(Error::new(barred.replace(VARIABLE, ARGUMENT)));
        }
        let clients = servers.to_ask().map(|named| ask_each(named, !given.is_empty())).transpose();
        Ok(Self {
            candidates: Toolchain::locate(),
            clangs: BTreeMap::new(),
            bundle: bundle_digest(),
            servers: clients.map_err(Error::new)?.unwrap_or_default(),
            barred,
        })
    }

    /// Has every compiler compile what `pin` is of.
    pub(super) fn rebuild(
        &mut self,
        wanted: &Wanted,
        pin: &Pin,
        begin: &mut dyn FnMut(&str),
    ) -> Vec<Rebuilt> {
        let (name, arch) = (&wanted.program.name, wanted.arch);
        begin(&format!("compiling `{name}` for {arch}"));
        let mut all = vec![self.here(wanted, pin)];
        for (url, client) in &mut self.servers {
            begin(&format!("compiling `{name}` for {arch} at {url}"));
            all.push(there(url, client, wanted, pin));
        }
        all.extend(self.barred.iter().map(|barred| Rebuilt {
            server: None,
            toolchain: None,
            outcome: RebuildOutcome::Unavailable(barred.clone()),
        }));
        all
    }

    /// By this machine's clang: the one that the pin names, else the one that a build would use.
    fn here(&mut self, wanted: &Wanted, pin: &Pin) -> Rebuilt {
        let find = || {
            let is_it = |toolchain: &Toolchain| match toolchain.id() == pin.toolchain {
                true => Ok(()),
                false => Err(format!("{} is {}", toolchain.path().display(), toolchain.id())),
            };
            self.candidates.choose_where(is_it).or_else(|_| self.candidates.choose())
        };
        let clang = self
            .clangs
            .entry(pin.toolchain.clone())
            .or_insert_with(|| find().map_err(|error| error.to_string()));
        let toolchain = match clang {
            Ok(toolchain) => toolchain,
            Err(reason) => {
                let outcome = RebuildOutcome::Unavailable(reason.clone());
                return Rebuilt { server: None, toolchain: None, outcome };
            }
        };
        let differs = [
            (toolchain.id() != pin.toolchain).then(|| format!("the pin names {}", pin.toolchain)),
            (self.bundle != pin.bundle).then(|| {
                format!("the pin names the headers {}, and this coolbpf has {}", pin.bundle, self.bundle)
            }),
        ];
        let differs: Vec<String> = differs.into_iter().flatten().collect();
        let outcome = match coolbpf_compiler::compile(&wanted.request, toolchain) {
            Ok(compiled) => RebuildOutcome::of(compiled.object, pin, &differs),
            Err(coolbpf_compiler::Failure::Source(errors)) if differs.is_empty() => {
                RebuildOutcome::Errors(wanted.placed(&errors))
            }
            Err(coolbpf_compiler::Failure::Source(_)) => {
                RebuildOutcome::Incomparable(format!("it finds errors, and {}", differs.join("; ")))
            }
            Err(other) => RebuildOutcome::Unavailable(other.to_string()),
        };
        Rebuilt { server: None, toolchain: Some(toolchain.id().to_owned()), outcome }
    }
}

impl RebuildOutcome {
    /// What an object is against the pinned one; `differs` tells how the compiler or its headers differ from the pin's.
    fn of(object: CheckedObject, pin: &Pin, differs: &[String]) -> Self {
        if object.digest() == pin.object {
            Self::Same
        } else if differs.is_empty() {
            Self::Different(Box::new(object))
        } else {
            Self::Incomparable(format!("it gives other bytes, and {}", differs.join("; ")))
        }
    }
}

/// A client for each server. Where the user names them for this purpose, their answers count as what they are, by whomever
/// they are signed: they are compared and not used. Only where anybody on the network could answer, a key has to show who does.
fn ask_each(named: &Named, is_given: bool) -> Result<Vec<(ServerUrl, Client)>, String> {
    let mut all = named.clone();
    // One server is one compiler, however often it is named, and however it is spelled.
    let mut known = BTreeSet::new();
    all.workspace.servers.retain(|url| known.insert(Address::of(url)));
    if is_given {
        ARGUMENT.clone_into(&mut all.by);
        // A token is for one of several servers that need not know of each other.
        all.by_variable = false;
        all.workspace.minimum_toolchain = None;
        all.workspace.maximum_age = None;
    }
    let mut client = remote::client(&all)?;
    client.quiet = true;
    client.split(|url| {
        let mut alone = all.clone();
        if is_given && url.is_private() {
            alone.workspace.keys.clear();
        }
        (&alone).into()
    })
}

/// By a server, which is asked for the compiler and the headers that the pin names.
fn there(url: &ServerUrl, client: &mut Client, wanted: &Wanted, pin: &Pin) -> Rebuilt {
    let answer = client.compile_by(&pin.toolchain, &wanted.program.name, &wanted.request, pin.bundle);
    let (toolchain, outcome) = match answer {
        Ok(answer) => (Some(answer.maker.toolchain), RebuildOutcome::of(answer.object, pin, &[])),
        Err(remote::Failure::Source { maker, diagnostics }) => {
            (Some(maker.toolchain), RebuildOutcome::Errors(wanted.placed(&diagnostics)))
        }
        Err(remote::Failure::Refused(reason)) => (None, RebuildOutcome::Refused(reason)),
        Err(remote::Failure::Unavailable(reason)) => {
            // It is the only one that was asked.
            let reason = reason.split_once(&format!("{url}: ")).map_or(reason.as_str(), |(_, why)| why);
            let outcome = match client.lacked {
                true => RebuildOutcome::Incomparable(reason.to_owned()),
                false => RebuildOutcome::Unavailable(reason.to_owned()),
            };
            (None, outcome)
        }
    };
    Rebuilt { server: Some(url.clone()), toolchain, outcome }
}
