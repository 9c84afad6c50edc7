//! The compilers that the server has, and compiling with them.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Instant, SystemTime};

use coolbpf_compiler::Toolchain;
use coolbpf_contract::wire::{ProblemKind, ToolchainEntry};
use coolbpf_contract::{Digest, Request};
use tokio_util::sync::CancellationToken;

use crate::cache::Made;
use crate::config::Config;
use crate::error::{self, Error};
use crate::metrics::{CompileOutcome, Metrics};
use crate::problem::{Answer, Result, problem};
use crate::queue::Queue;
use crate::sandbox::{Failure, Sandbox};

/// Everything that takes part in compiling.
pub(crate) struct Compiler {
    installed: Vec<Installed>,
    sandbox: Arc<Sandbox>,
    queue: Queue,
    places: usize,
    metrics: Arc<Metrics>,
}

/// A clang, and what its file looked like when it said which version it is.
#[derive(Debug, Clone)]
pub(crate) struct Installed {
    pub(crate) toolchain: Toolchain,
    file: Option<(u64, SystemTime)>,
}

impl Compiler {
    /// Asks every clang that the configuration names, or that is found, which version it is.
    pub(crate) async fn find(config: &Config, metrics: Arc<Metrics>) -> error::Result<Self> {
        let found: Vec<Toolchain> = if config.clang.is_empty() {
            let candidates = Toolchain::locate();
            // Some are older than what coolbpf supports; that there is one at all is seen to below.
            let mut found: Vec<Toolchain> =
                candidates.paths().iter().filter_map(|path| at(path).ok()).collect();
            if found.is_empty() {
                found.push(candidates.choose().map_err(|error| Error::new(error.to_string()))?);
            }
            found
        } else {
            config.clang.iter().map(|path| at(path)).collect::<error::Result<_>>()?
        };
        let mut installed: Vec<Installed> = Vec::new();
        for toolchain in found {
            if installed.iter().all(|other| other.toolchain.id() != toolchain.id()) {
                installed.push(Installed { file: identity(toolchain.path()), toolchain });
            }
        }
        let toolchains: Vec<Toolchain> =
            installed.iter().map(|installed| installed.toolchain.clone()).collect();
        let sandbox = Sandbox::start(config.sandbox, config.limits, &toolchains).await?;
        let queue = Queue::new(config.compiles, config.queue);
        Ok(Self { installed, sandbox, queue, places: config.compiles, metrics })
    }

    /// What `GET /v1/toolchains` tells.
    pub(crate) fn toolchains(&self) -> Vec<ToolchainEntry> {
        let entry = |Installed { toolchain, .. }: &Installed| ToolchainEntry {
            id: toolchain.id().to_owned(),
            major: toolchain.major(),
        };
        self.installed.iter().map(entry).collect()
    }

    /// The compiler with this id, or the first one.
    pub(crate) fn choose(&self, wanted: Option<&str>) -> Result<&Installed> {
        let found = match wanted {
            None => self.installed.first(),
            Some(id) => self.installed.iter().find(|installed| installed.toolchain.id() == id),
        };
        found.ok_or_else(|| {
            let ids: Vec<&str> = self.installed.iter().map(|installed| installed.toolchain.id()).collect();
            problem(ProblemKind::UnknownToolchain, format!("this server has {}", ids.join(", ")))
        })
    }

    /// Compiles, when there is a place. Ends early when `token` is cancelled.
    pub(crate) async fn compile(
        &self,
        request: Request,
        installed: Installed,
        token: CancellationToken,
    ) -> Result<Made> {
        let entered = tokio::select! {
            entered = self.queue.enter() => entered,
            () = token.cancelled() => return Err(cancelled()),
        };
        let Ok(place) = entered else {
            self.metrics.compiled(CompileOutcome::SentAway, None);
            let seconds = 1 + (self.queue.waiting() / self.places).min(29) as u64;
            let detail = format!("{} compiles are waiting already", self.queue.waiting());
            return Err(problem(ProblemKind::Overloaded, detail).retry_after(seconds));
        };
        if installed.file != identity(installed.toolchain.path()) {
            tracing::error!(
                path = %installed.toolchain.path().display(),
                "clang has changed since the server started; restart the server"
            );
            return Err(problem(ProblemKind::Internal, "a compiler of the server has changed"));
        }
        let start = Instant::now();
        let running = self.metrics.running();
        let compiled = self.sandbox.compile(&request, &installed.toolchain, &token).await;
        drop((place, running));
        let outcome = match &compiled {
            Ok(_) => CompileOutcome::Made,
            Err(Failure::Source(_)) => CompileOutcome::SourceErrors,
            Err(Failure::Crash(_) | Failure::Object(_)) => CompileOutcome::NoObject,
            Err(Failure::Limit { .. }) => CompileOutcome::Limit,
            Err(Failure::Cancelled) => CompileOutcome::Cancelled,
            Err(Failure::Tool(_)) => CompileOutcome::Failed,
        };
        self.metrics.compiled(outcome, Some(start.elapsed()));
        let compiled = compiled.map_err(answer)?;
        Ok(Made { digest: Digest::of(&compiled.bytes), object: compiled.bytes, warnings: compiled.warnings })
    }

    /// How many compiles wait for a place.
    pub(crate) fn waiting(&self) -> usize {
        self.queue.waiting()
    }
}

fn at(path: &Path) -> error::Result<Toolchain> {
    Toolchain::at(PathBuf::from(path)).map_err(|error| Error::new(error.to_string()))
}

/// What changes when another clang takes the place of the one at `path`.
fn identity(path: &Path) -> Option<(u64, SystemTime)> {
    let metadata = path.metadata().ok()?;
    Some((metadata.len(), metadata.modified().ok()?))
}

fn cancelled() -> Answer {
    problem(ProblemKind::Internal, "nobody waits for this compile any more")
}

/// What a client is told. What may name paths of this machine stays in the log.
fn answer(failure: Failure) -> Answer {
    match failure {
        Failure::Source(diagnostics) => {
            let errors = diagnostics
                .iter()
                .filter(|diagnostic| diagnostic.level == coolbpf_contract::Level::Error)
                .count();
            let mut answer =
                problem(ProblemKind::SourceErrors, format!("errors in the C: {errors}; `diagnostics` tells"));
            answer.problem.diagnostics = diagnostics;
            answer
        }
        Failure::Crash(error) => {
            tracing::warn!(?error, "clang broke down");
            problem(ProblemKind::NoObject, "clang broke down over these sources and named no error in them")
        }
        Failure::Object(error) => {
            tracing::info!(?error, "an object is refused");
            problem(ProblemKind::NoObject, error)
        }
        Failure::Limit { error, again } => {
            tracing::info!(?error, "a compile was stopped");
            let detail = "the compile was stopped at its limit of time, memory or space";
            let answer = problem(ProblemKind::CompileLimit, detail);
            if again { answer } else { answer.of_the_moment() }
        }
        Failure::Cancelled => cancelled(),
        Failure::Tool(error) => {
            tracing::error!(?error, "clang can't be run");
            problem(ProblemKind::Internal, "the server can't run its compiler; its log tells why")
        }
    }
}
