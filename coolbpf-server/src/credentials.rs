//! Tokens, certificate and signing keys: what is read again on SIGHUP, so that they can be changed without a restart.

use std::collections::HashMap;
use std::fs::{self, Permissions};
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::sync::Arc;

use coolbpf_contract::Digest;
use serde::{Deserialize, Serialize};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

use crate::config::{Config, Tls};
use crate::error::{Error, Result, because};
use crate::signing::Signer;

/// What proves who is who.
pub(crate) struct Credentials {
    /// Who may use the server; everybody where it is `None`.
    pub(crate) tokens: Option<Tokens>,
    pub(crate) tls: Option<TlsAcceptor>,
    pub(crate) signer: Signer,
}

impl Credentials {
    /// Reads the files that the configuration names.
    pub(crate) fn read(config: &Config) -> Result<Self> {
        let tokens = config.tokens.as_deref().map(Tokens::read).transpose()?;
        let tls = config.tls.as_ref().map(acceptor).transpose()?;
        let signer = Signer::read(config.signing_keys.iter().map(AsRef::as_ref))?;
        Ok(Self { tokens, tls, signer })
    }
}

fn acceptor(Tls { certificate, key }: &Tls) -> Result<TlsAcceptor> {
    let failed = |path: &Path| because(format!("reading {}", path.display()));
    let chain: Vec<CertificateDer> = CertificateDer::pem_file_iter(certificate)
        .and_then(Iterator::collect)
        .map_err(failed(certificate))?;
    let secret = PrivateKeyDer::from_pem_file(key).map_err(failed(key))?;
    let mut tls = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .and_then(|builder| builder.with_no_client_auth().with_single_cert(chain, secret))
        .map_err(because(format!("using {} and {}", certificate.display(), key.display())))?;
    tls.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(TlsAcceptor::from(Arc::new(tls)))
}

/// The tokens that give access, as hashes.
///
/// A token is 256 random bits, so a plain hash of it tells nothing about it, and a look-up among hashes tells nothing by
/// the time that it takes.
#[derive(Debug, Default)]
pub(crate) struct Tokens {
    names: HashMap<Digest, Arc<str>>,
}

/// The file of tokens.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    token: Vec<Entry>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    hash: Digest,
}

impl Tokens {
    fn read(path: &Path) -> Result<Self> {
        let names = read_file(path)?.token.into_iter().map(|entry| (entry.hash, entry.name.into())).collect();
        Ok(Self { names })
    }

    /// The name that goes with `token`, if it is one.
    pub(crate) fn name(&self, token: &str) -> Option<&Arc<str>> {
        self.names.get(&Digest::of(token.as_bytes()))
    }
}

fn read_file(path: &Path) -> Result<File> {
    let shown = path.display();
    let text = fs::read_to_string(path).map_err(because(format!("reading the tokens in {shown}")))?;
    toml::from_str(&text).map_err(|error| Error::new(format!("{shown}: {}", error.to_string().trim_end())))
}

/// Makes a token called `name`, adds its hash to the file at `path`, and gives the token.
pub(crate) fn add_token(path: &Path, name: &str) -> Result<String> {
    let shown = path.display();
    let is_name = |c: char| c.is_ascii_alphanumeric() || "-_.@".contains(c);
    if name.is_empty() || !name.chars().all(is_name) {
        return Err(Error::new(format!(
            "{name:?} can't be the name of a token: use letters, digits, - _ . @"
        )));
    }
    let exists = path.try_exists().map_err(because(format!("looking for {shown}")))?;
    let file = if exists { read_file(path)? } else { File::default() };
    if file.token.iter().any(|entry| entry.name == name) {
        return Err(Error::new(format!(
            "{shown} has a token `{name}` already; remove its lines there to revoke it"
        )));
    }
    let mut random = [0; 32];
    getrandom::fill(&mut random).map_err(because("getting random bytes"))?;
    let token = format!("coolbpf_{}", Digest::from_bytes(random).hex());
    let hash = Digest::of(token.as_bytes());
    let mut text = if exists {
        fs::read_to_string(path).map_err(because(format!("reading {shown}")))?
    } else {
        "# Tokens of coolbpf-server, hashed. Written by `coolbpf-server token`; SIGHUP makes the server read it again.\n"
            .to_owned()
    };
    text.push_str(&format!("\n[[token]]\nname = \"{name}\"\nhash = \"{hash}\"\n"));
    let write = || {
        // A server that reads the file meanwhile, or a full disk, finds the old one or the new one.
        let directory = path.parent().filter(|directory| !directory.as_os_str().is_empty());
        let mut file = tempfile::NamedTempFile::new_in(directory.unwrap_or(Path::new(".")))?;
        file.write_all(text.as_bytes())?;
        let permissions = match fs::metadata(path) {
            Ok(metadata) => metadata.permissions(),
            // There are only hashes in it, and the server may run as another user.
            Err(_) => Permissions::from_mode(0o644),
        };
        file.as_file().set_permissions(permissions)?;
        file.as_file().sync_all()?;
        file.persist(path).map_err(|error| error.error)
    };
    write().map_err(because(format!("writing {shown}")))?;
    Ok(token)
}
