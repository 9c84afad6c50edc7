//! What all requests share.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use axum::body::Bytes;
use coolbpf_contract::Digest;
use tokio::sync::Semaphore;

use crate::btf::Kernels;
use crate::cache::{Cache, Key};
use crate::compiler::Compiler;
use crate::config::Config;
use crate::credentials::Credentials;
use crate::error::Result;
use crate::flights::Flights;
use crate::gate::Limiter;
use crate::memory::Memory;
use crate::metrics::{Metrics, Reload};
use crate::older::Older;
use crate::problem::Answer;

/// How old the signature of an answer may be when it is sent.
const SIGNATURES_LAST: Duration = Duration::from_secs(60);
/// How many bytes of errors are remembered.
const ERROR_BYTES: u64 = 32 << 20;
/// How many bytes all bodies that are read or waited for may have together, unless two may have more.
const BODY_BYTES: usize = 256 << 20;

/// What a signed answer is known by.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct SignedKey {
    pub(crate) key: Key,
    /// How often the signing keys had been read again, at the least, when it was signed.
    reloads: u64,
}

/// The server.
pub(crate) struct Server {
    pub(crate) config: Config,
    pub(crate) compiler: Compiler,
    pub(crate) cache: Cache,
    /// Answers as they are sent.
    pub(crate) answers: moka::sync::Cache<SignedKey, Bytes>,
    /// Errors that the same request would give again.
    pub(crate) errors: moka::sync::Cache<Key, Arc<Answer>>,
    pub(crate) flights: Arc<Flights<SignedKey, Result<Bytes, Answer>>>,
    pub(crate) metrics: Arc<Metrics>,
    pub(crate) kernels: Kernels,
    pub(crate) older: Older,
    pub(crate) limiter: Option<Limiter>,
    /// What bodies and the sources in them take.
    pub(crate) memory: Memory,
    /// Places to parse large bodies.
    pub(crate) parsing: Arc<Semaphore>,
    credentials: RwLock<Arc<Credentials>>,
    reloads: AtomicU64,
    ending: AtomicBool,
}

impl Server {
    /// Reads what the configuration names.
    pub(crate) async fn new(config: Config) -> Result<Self> {
        let credentials = RwLock::new(Arc::new(Credentials::read(&config)?));
        let metrics = Metrics::new();
        let compiler = Compiler::find(&config, Arc::clone(&metrics)).await?;
        let cache = Cache::open(&config.cache, config.cache_bytes)?;
        let weight = |bytes: usize| u32::try_from(bytes).unwrap_or(u32::MAX);
        let answers = moka::sync::Cache::builder()
            .weigher(move |SignedKey { key, .. }, bytes: &Bytes| {
                weight(bytes.len() + key.toolchain.len() + 200)
            })
            .max_capacity(config.memory_bytes)
            .time_to_live(SIGNATURES_LAST)
            .build();
        let errors = moka::sync::Cache::builder()
            .weigher(move |_: &Key, answer: &Arc<Answer>| weight(answer.size()))
            .max_capacity(ERROR_BYTES)
            .time_to_live(config.errors_last)
            .build();
        let limiter = Limiter::new(config.requests_per_minute);
        let flights = Flights::new();
        let older = Older::ask(&config.older, config.limits.time).await?;
        let kernels = Kernels::new(config.btf.clone());
        let ending = AtomicBool::new(false);
        let memory = Memory::new(BODY_BYTES.max(2 * (config.body_bytes + config.decoded_bytes)));
        let parsing = Arc::new(Semaphore::new(config.compiles));
        Ok(Self {
            config,
            compiler,
            cache,
            answers,
            errors,
            flights,
            metrics,
            kernels,
            older,
            limiter,
            memory,
            parsing,
            credentials,
            reloads: AtomicU64::new(0),
            ending,
        })
    }

    /// Tokens, certificate and keys as they were read last.
    pub(crate) fn credentials(&self) -> Arc<Credentials> {
        Arc::clone(&self.credentials.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// What the answer to a request that comes now is known by. No older keys than those of now sign it.
    pub(crate) fn signed(&self, key: Key) -> SignedKey {
        SignedKey { key, reloads: self.reloads.load(Ordering::Acquire) }
    }

    /// Reads tokens, certificate and keys again; keeps the old ones where one of them can't be read.
    pub(crate) fn reload(&self) {
        match Credentials::read(&self.config) {
            Ok(read) => {
                *self.credentials.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(read);
                // What the old keys have signed, and what they sign just now, is for nobody who asks from here on.
                self.reloads.fetch_add(1, Ordering::Release);
                self.answers.invalidate_all();
                self.metrics.reloaded(Reload::Done);
                tracing::info!("tokens, certificate and keys were read again");
            }
            Err(error) => {
                self.metrics.reloaded(Reload::Failed);
                tracing::error!(%error, "tokens, certificate and keys stay as they were");
            }
        }
    }

    /// The header bundles that requests may name, this server's own first.
    pub(crate) fn bundles(&self) -> Vec<Digest> {
        std::iter::once(coolbpf_compiler::bundle_digest()).chain(self.older.bundles()).collect()
    }

    /// Takes on no more work.
    pub(crate) fn end(&self) {
        self.ending.store(true, Ordering::Relaxed);
    }

    /// Whether the server takes on no more work.
    pub(crate) fn is_ending(&self) -> bool {
        self.ending.load(Ordering::Relaxed)
    }
}
