//! What the operator may set. Each setting has one name: as a flag, in the environment (`COOLBPF_SERVER_` before it), and
//! as a key of the TOML file. Flags win over the environment, which wins over the file.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::time::Duration;

use coolbpf_contract::BuilderId;
use serde::Deserialize;

use crate::error::{Error, Result, because};
use crate::sandbox;

/// The settings as they are given; what is left out has a default.
#[derive(Debug, Clone, Default, clap::Args, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(crate) struct Settings {
    /// Address and port to listen on; port 0 takes a free one [default: 127.0.0.1:8910]
    #[arg(long, env = "COOLBPF_SERVER_LISTEN")]
    listen: Option<SocketAddr>,
    /// Directory of the cache [default: coolbpf-server in the user's cache directory]
    #[arg(long, env = "COOLBPF_SERVER_CACHE")]
    cache: Option<PathBuf>,
    /// How many bytes the cache may take on disk [default: 4294967296]
    #[arg(long, env = "COOLBPF_SERVER_CACHE_BYTES")]
    cache_bytes: Option<u64>,
    /// How many bytes of answers are kept in memory [default: 268435456]
    #[arg(long, env = "COOLBPF_SERVER_MEMORY_BYTES")]
    memory_bytes: Option<u64>,
    /// For how many seconds the errors of a source are remembered [default: 60]
    #[arg(long, env = "COOLBPF_SERVER_ERROR_SECONDS")]
    error_seconds: Option<u64>,
    /// A clang to compile with; several may be given, the first is the default one [default: all that are found]
    #[arg(long, env = "COOLBPF_SERVER_CLANG", value_delimiter = ',')]
    clang: Vec<PathBuf>,
    /// How many compiles run at once [default: the number of processors]
    #[arg(long, env = "COOLBPF_SERVER_COMPILES")]
    compiles: Option<usize>,
    /// What stands between clang and this machine [default: bubblewrap]
    #[arg(long, env = "COOLBPF_SERVER_SANDBOX")]
    sandbox: Option<sandbox::Kind>,
    /// The most seconds that a compile may take [default: 60]
    #[arg(long, env = "COOLBPF_SERVER_COMPILE_SECONDS")]
    compile_seconds: Option<u64>,
    /// The most bytes of memory that a compile may take [default: 2147483648]
    #[arg(long, env = "COOLBPF_SERVER_COMPILE_MEMORY_BYTES")]
    compile_memory_bytes: Option<u64>,
    /// URL of a server of another version of coolbpf, which compiles with that version's header bundle; several may be
    /// given
    #[arg(long, env = "COOLBPF_SERVER_OLDER", value_delimiter = ',')]
    older: Vec<String>,
    /// How many compiles may wait for their turn; beyond, clients are told to come again [default: 64]
    #[arg(long, env = "COOLBPF_SERVER_QUEUE")]
    queue: Option<usize>,
    /// The most bytes that a body may have as it is sent [default: 8388608]
    #[arg(long, env = "COOLBPF_SERVER_BODY_BYTES")]
    body_bytes: Option<usize>,
    /// The most bytes that a body may have when it is decompressed [default: 33554432]
    #[arg(long, env = "COOLBPF_SERVER_DECODED_BYTES")]
    decoded_bytes: Option<usize>,
    /// The most seconds that a request may take to arrive [default: 10]
    #[arg(long, env = "COOLBPF_SERVER_ARRIVAL_SECONDS")]
    arrival_seconds: Option<u64>,
    /// The most connections at a time [default: 1024]
    #[arg(long, env = "COOLBPF_SERVER_CONNECTIONS")]
    connections: Option<usize>,
    /// The most seconds that the server goes on with what is under way after SIGTERM [default: 60]
    #[arg(long, env = "COOLBPF_SERVER_DRAIN_SECONDS")]
    drain_seconds: Option<u64>,
    /// File with the hashes of the tokens that give access; `coolbpf-server token` writes it
    #[arg(long, env = "COOLBPF_SERVER_TOKENS")]
    tokens: Option<PathBuf>,
    /// PEM file with the certificate chain for TLS
    #[arg(long, env = "COOLBPF_SERVER_TLS_CERTIFICATE")]
    tls_certificate: Option<PathBuf>,
    /// PEM file with the private key for TLS
    #[arg(long, env = "COOLBPF_SERVER_TLS_KEY")]
    tls_key: Option<PathBuf>,
    /// Listen beyond loopback without tokens: whoever reaches the server may compile
    #[arg(long, env = "COOLBPF_SERVER_ALLOW_ANONYMOUS", num_args = 0..=1, default_missing_value = "true")]
    allow_anonymous: Option<bool>,
    /// Listen beyond loopback without TLS: whoever is on the way reads sources and tokens
    #[arg(long, env = "COOLBPF_SERVER_ALLOW_PLAINTEXT", num_args = 0..=1, default_missing_value = "true")]
    allow_plaintext: Option<bool>,
    /// How many requests a client may make in a minute; 0 for any number [default: 600 beyond loopback, else 0]
    #[arg(long, env = "COOLBPF_SERVER_REQUESTS_PER_MINUTE")]
    requests_per_minute: Option<u32>,
    /// Minisign secret key to sign answers with; several may be given, so that keys can be changed
    #[arg(long, env = "COOLBPF_SERVER_SIGNING_KEY", value_delimiter = ',')]
    signing_key: Vec<PathBuf>,
    /// What the server calls itself in what it signs, a URI [default: urn:coolbpf:server]
    #[arg(long, env = "COOLBPF_SERVER_BUILDER")]
    builder: Option<String>,
    /// Directory with kernels' BTF; `coolbpf-server btf add` fills it [default: coolbpf-server/btf in the user's data
    /// directory]
    #[arg(long, env = "COOLBPF_SERVER_BTF")]
    btf: Option<PathBuf>,
    /// How the log is written [default: text]
    #[arg(long, env = "COOLBPF_SERVER_LOG_FORMAT")]
    log_format: Option<LogFormat>,
}

/// How the log is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum LogFormat {
    /// Lines for people.
    #[default]
    Text,
    /// A JSON object per line.
    Json,
}

/// The settings with their defaults, known to fit together.
#[derive(Debug, Clone)]
pub(crate) struct Config {
    pub(crate) listen: SocketAddr,
    pub(crate) cache: PathBuf,
    pub(crate) cache_bytes: u64,
    pub(crate) memory_bytes: u64,
    pub(crate) errors_last: Duration,
    pub(crate) clang: Vec<PathBuf>,
    pub(crate) compiles: usize,
    pub(crate) older: Vec<String>,
    pub(crate) queue: usize,
    pub(crate) sandbox: sandbox::Kind,
    pub(crate) limits: sandbox::Limits,
    pub(crate) body_bytes: usize,
    pub(crate) decoded_bytes: usize,
    pub(crate) arrival: Duration,
    pub(crate) connections: usize,
    pub(crate) drain: Duration,
    pub(crate) tokens: Option<PathBuf>,
    pub(crate) tls: Option<Tls>,
    pub(crate) requests_per_minute: u32,
    pub(crate) signing_keys: Vec<PathBuf>,
    pub(crate) builder: BuilderId,
    pub(crate) btf: PathBuf,
    pub(crate) log_format: LogFormat,
}

/// The files that TLS needs.
#[derive(Debug, Clone)]
pub(crate) struct Tls {
    pub(crate) certificate: PathBuf,
    pub(crate) key: PathBuf,
}

/// Takes the first of each field that is set.
macro_rules! overlay {
    ($over:ident, $under:ident; $($option:ident),*; $($list:ident),*) => {
        Settings {
            $($option: $over.$option.or($under.$option),)*
            $($list: if $over.$list.is_empty() { $under.$list } else { $over.$list },)*
        }
    };
}

impl Settings {
    /// The settings in a TOML file.
    pub(crate) fn read(path: &Path) -> Result<Self> {
        let shown = path.display();
        let text = std::fs::read_to_string(path).map_err(because(format!("reading {shown}")))?;
        toml::from_str(&text)
            .map_err(|error| Error::new(format!("{shown}: {}", error.to_string().trim_end())))
    }

    /// These settings, and those of `under` where these say nothing.
    pub(crate) fn over(self, under: Self) -> Self {
        overlay!(self, under;
            listen, cache, cache_bytes, memory_bytes, error_seconds, compiles, queue, sandbox, compile_seconds, compile_memory_bytes, body_bytes, decoded_bytes,
            arrival_seconds, connections, drain_seconds, tokens, tls_certificate, tls_key, allow_anonymous,
            allow_plaintext, requests_per_minute, builder, btf, log_format;
            clang, older, signing_key)
    }

    /// The settings with their defaults.
    pub(crate) fn resolve(self) -> Result<Config> {
        let listen = self.listen.unwrap_or_else(|| (Ipv4Addr::LOCALHOST, 8910).into());
        let loopback = listen.ip().is_loopback();
        let tls = match (self.tls_certificate, self.tls_key) {
            (Some(certificate), Some(key)) => Some(Tls { certificate, key }),
            (None, None) => None,
            (Some(_), None) => {
                return Err(Error::new("`tls-certificate` is set; `tls-key` should be set too"));
            }
            (None, Some(_)) => {
                return Err(Error::new("`tls-key` is set; `tls-certificate` should be set too"));
            }
        };
        if !loopback && self.tokens.is_none() && self.allow_anonymous != Some(true) {
            return Err(Error::new(format!(
                "{listen} can be reached from other machines, and no tokens are asked for: name a file of tokens by \
                 `tokens` (`coolbpf-server token` writes one), or set `allow-anonymous` to let everybody compile"
            )));
        }
        if !loopback && tls.is_none() && self.allow_plaintext != Some(true) {
            return Err(Error::new(format!(
                "{listen} can be reached from other machines, and nothing is encrypted: set `tls-certificate` and \
                 `tls-key`, or set `allow-plaintext` where a proxy before the server does TLS"
            )));
        }
        let cache = match self.cache {
            Some(cache) => cache,
            None => default_cache()?,
        };
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        let positive = |name: &str, value: Option<usize>, default: usize| match value {
            Some(0) => Err(Error::new(format!("`{name}` should be at least 1"))),
            value => Ok(value.unwrap_or(default)),
        };
        Ok(Config {
            listen,
            cache,
            cache_bytes: self.cache_bytes.unwrap_or(4 << 30),
            memory_bytes: self.memory_bytes.unwrap_or(256 << 20),
            errors_last: Duration::from_secs(self.error_seconds.unwrap_or(60)),
            clang: self.clang,
            compiles: positive("compiles", self.compiles, processors)?,
            older: self.older,
            queue: self.queue.unwrap_or(64),
            sandbox: self.sandbox.unwrap_or_default(),
            limits: sandbox::Limits {
                time: Duration::from_secs(self.compile_seconds.unwrap_or(60).max(1)),
                memory: self.compile_memory_bytes.unwrap_or(2 << 30),
            },
            body_bytes: positive("body-bytes", self.body_bytes, 8 << 20)?,
            decoded_bytes: positive("decoded-bytes", self.decoded_bytes, 32 << 20)?,
            arrival: Duration::from_secs(self.arrival_seconds.unwrap_or(10).max(1)),
            connections: positive("connections", self.connections, 1024)?,
            drain: Duration::from_secs(self.drain_seconds.unwrap_or(60)),
            tokens: self.tokens,
            tls,
            requests_per_minute: self.requests_per_minute.unwrap_or(if loopback { 0 } else { 600 }),
            signing_keys: self.signing_key,
            builder: match self.builder {
                Some(builder) => {
                    builder.parse().map_err(|error| Error::new(format!("`builder`: {error}")))?
                }
                None => BuilderId::server(),
            },
            btf: match self.btf {
                Some(btf) => btf,
                None => default_btf()?,
            },
            log_format: self.log_format.unwrap_or_default(),
        })
    }
}

/// A directory that the environment names.
fn named_by(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable).filter(|value| !value.is_empty()).map(PathBuf::from)
}

/// Where the cache lies if nobody says so: the directory that systemd made for it, else the user's.
fn default_cache() -> Result<PathBuf> {
    let of_user = || {
        let base = named_by("XDG_CACHE_HOME").or_else(|| Some(named_by("HOME")?.join(".cache")))?;
        Some(base.join("coolbpf-server"))
    };
    named_by("CACHE_DIRECTORY").or_else(of_user).ok_or_else(|| {
        Error::new("neither CACHE_DIRECTORY, XDG_CACHE_HOME nor HOME is set: name a directory for the cache by `cache`")
    })
}

/// Where kernels' BTF lies if nobody says so: the directory that systemd made for it, else the user's.
pub(crate) fn default_btf() -> Result<PathBuf> {
    let of_user = || {
        let base = named_by("XDG_DATA_HOME").or_else(|| Some(named_by("HOME")?.join(".local/share")))?;
        Some(base.join("coolbpf-server"))
    };
    let base = named_by("STATE_DIRECTORY").or_else(of_user).ok_or_else(|| {
        Error::new(
            "neither STATE_DIRECTORY, XDG_DATA_HOME nor HOME is set: name a directory for BTF by `btf`",
        )
    })?;
    Ok(base.join("btf"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(text: &str) -> Settings {
        toml::from_str(&format!("cache = \"c\"\nbtf = \"b\"\n{text}")).unwrap()
    }

    #[test]
    fn listening_beyond_loopback_without_tokens_or_tls_is_refused() {
        let public = "listen = \"0.0.0.0:1\"\n";
        let tls = "tls-certificate = \"c\"\ntls-key = \"k\"\n";
        for (more, expected) in [
            (String::new(), "no tokens are asked for"),
            (tls.to_owned(), "no tokens are asked for"),
            ("tokens = \"t\"".to_owned(), "nothing is encrypted"),
            ("allow-anonymous = true".to_owned(), "nothing is encrypted"),
        ] {
            let error = settings(&format!("{public}{more}")).resolve().unwrap_err().to_string();
            assert!(error.contains(expected), "{more}: {error}");
        }
        for more in [
            format!("{tls}tokens = \"t\""),
            "tokens = \"t\"\nallow-plaintext = true".to_owned(),
            "allow-anonymous = true\nallow-plaintext = true".to_owned(),
        ] {
            assert!(settings(&format!("{public}{more}")).resolve().is_ok(), "{more}");
        }
        assert!(settings("listen = \"[::1]:1\"").resolve().is_ok());
    }

    #[test]
    fn flags_win_over_the_file() {
        let file = settings("queue = 1\ncompiles = 2\nclang = [\"a\"]");
        let flags = Settings { queue: Some(3), ..Settings::default() };
        let config = flags.over(file).resolve().unwrap();
        assert_eq!((config.queue, config.compiles, config.clang), (3, 2, vec![PathBuf::from("a")]));
    }

    #[test]
    fn half_of_tls_is_refused() {
        let error = settings("tls-key = \"k\"").resolve().unwrap_err();
        assert_eq!(error.to_string(), "`tls-key` is set; `tls-certificate` should be set too");
    }
}
