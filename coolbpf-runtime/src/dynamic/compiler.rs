//! Asking the application's servers.

use std::path::{Path, PathBuf};
use std::time::Duration;

use coolbpf_client::{Answer, Client, Credentials, Demanding, Failure, Named, NamedServer};
use coolbpf_contract::{BuilderKey, MinimumToolchain, Request, ServerUrl, bundle_digest};

use super::cache::Cache;
use super::{CompileError, Object, Source};
use crate::decisions::decided;

/// Where tokens come from.
#[derive(Debug, Clone)]
enum Token {
    None,
    Given(String),
    /// `COOLBPF_TOKEN`, and the user's credentials file.
    Environment,
}

/// Compile servers, and what is demanded of their answers.
#[derive(Debug, Clone)]
pub struct Compiler {
    pub(super) named: Named,
    token: Token,
    cache: Option<PathBuf>,
}

impl Compiler {
    /// The compiler of a server, as in `https://bpf.example.com`.
    ///
    /// # Errors
    /// Where that is no address of a server.
    pub fn new(server: &str) -> Result<Self, CompileError> {
        Self::none().or(server)
    }

    /// The servers that the variable `COOLBPF_SERVER` names, with spaces between them, by the token in `COOLBPF_TOKEN` or the user's
    /// credentials file; `None` where it names none.
    ///
    /// # Errors
    /// Where one of them is no address of a server.
    pub fn from_environment() -> Result<Option<Self>, CompileError> {
        let text = std::env::var("COOLBPF_SERVER").unwrap_or_default();
        let servers = text.split_whitespace().map(str::parse).collect::<Result<Vec<ServerUrl>, _>>();
        let servers = servers.map_err(|error| CompileError::Invalid(format!("COOLBPF_SERVER: {error}")))?;
        Ok((!servers.is_empty()).then(|| Self::named_by_variable(servers)))
    }

    pub(super) fn named_by_variable(servers: Vec<ServerUrl>) -> Self {
        let server = |url| NamedServer { url, by: "COOLBPF_SERVER".to_owned(), by_variable: true };
        let mut this = Self::none();
        this.named.servers.extend(servers.into_iter().map(server));
        this.token = Token::Environment;
        this
    }

    /// Without any server.
    fn none() -> Self {
        let named = Named {
            demanding: Demanding::Application,
            servers: Vec::new(),
            keys: Vec::new(),
            minimum_toolchain: None,
            maximum_age: None,
        };
        Self { named, token: Token::None, cache: None }
    }

    /// Another server, which is asked where those before give nothing. The token in `COOLBPF_TOKEN` is not for it.
    ///
    /// # Errors
    /// Where that is no address of a server.
    pub fn or(mut self, server: &str) -> Result<Self, CompileError> {
        let url = server.parse().map_err(CompileError::invalid)?;
        self.named.servers.push(NamedServer { url, by: "the application".to_owned(), by_variable: false });
        Ok(self)
    }

    /// The token that the server knows the application by. With several servers, each of them is sent it. Those of the environment
    /// are not sent then.
    #[must_use]
    pub fn token(mut self, token: impl Into<String>) -> Self {
        self.token = Token::Given(token.into());
        self
    }

    /// Takes only what one of these keys has signed: public keys of minisign, as `coolbpf-server keygen` prints them. Without any, TLS alone
    /// says who answers.
    ///
    /// # Errors
    /// Where one is no key.
    pub fn keys<K: AsRef<str>>(mut self, keys: impl IntoIterator<Item = K>) -> Result<Self, CompileError> {
        for key in keys {
            let key: BuilderKey = key.as_ref().parse().map_err(CompileError::invalid)?;
            self.named.keys.push(key);
        }
        Ok(self)
    }

    /// Takes no answer of an older compiler, as in `clang 19`.
    ///
    /// # Errors
    /// Where that names none.
    pub fn minimum_toolchain(mut self, toolchain: &str) -> Result<Self, CompileError> {
        let minimum: Result<MinimumToolchain, _> = toolchain.parse();
        let minimum = minimum
            .map_err(|error| CompileError::Invalid(format!("`{toolchain}` names no compiler: {error}")))?;
        self.named.minimum_toolchain = Some(minimum);
        Ok(self)
    }

    /// Takes no signature that is older. Without [`keys`](Self::keys) no signature is looked at, and nothing is compiled then.
    #[must_use]
    pub fn maximum_age(mut self, age: Duration) -> Self {
        self.named.maximum_age = Some(age);
        self
    }

    /// Keeps what servers answer in this directory, which nobody but root and the user of this process may write to, and is made where it
    /// is not there. What is kept is measured again whenever it is used. Where an answer can't be kept, as on a full disk, it is used
    /// nevertheless.
    #[must_use]
    pub fn cache(mut self, directory: impl AsRef<Path>) -> Self {
        self.cache = Some(directory.as_ref().to_owned());
        self
    }

    /// Has the C compiled, or takes what is kept of an earlier compile of the same.
    ///
    /// This waits for the server: some tenths of a second for what it has to compile, and up to a minute where servers are busy or can't
    /// be reached. It is not to be called on a thread of an asynchronous runtime; `tokio` has `spawn_blocking` for that.
    ///
    /// # Errors
    /// [`CompileError::Source`] where the C has errors; else where no server answers, or what it answers is not to be used; where there is
    /// a [`maximum_age`](Self::maximum_age) and no key; where others can write to the directory of [`cache`](Self::cache).
    pub fn compile(&self, source: &Source) -> Result<Object, CompileError> {
        if self.named.maximum_age.is_some() && self.named.keys.is_empty() {
            return Err(CompileError::Invalid(
                "`maximum_age` is the age of signatures, and without `keys` none is looked at; name the servers' keys by `keys`, or \
                 leave `maximum_age` out"
                    .to_owned(),
            ));
        }
        let request = source.request()?;
        let mut client = self.client()?;
        let cache = self.cache.as_deref().map(Cache::open).transpose()?;
        let unusable = match &cache {
            Some(cache) => match self.kept(cache, &client, &request) {
                Some(Ok(answer)) => return Ok(Object::new(source.name(), answer)),
                Some(Err(reason)) => Some(format!("\nwhat is kept in {}: {reason}", cache.shown())),
                None => None,
            },
            None => None,
        };
        let unusable = || unusable.clone().unwrap_or_default();
        match client.compile(source.name(), &request, bundle_digest()) {
            Ok(answer) => {
                if let Some(cache) = &cache {
                    let Answer { maker, received, .. } = &answer;
                    // The object is there, whether the next compile finds it or not.
                    if let Err(error) = cache.keep(&request, &maker.server, received) {
                        let directory = cache.shown();
                        decided(|| {
                            format!("can't keep the answer of {} in {directory}: {error}", maker.server)
                        });
                    }
                }
                Ok(Object::new(source.name(), answer))
            }
            Err(Failure::Source { maker, diagnostics }) => {
                Err(CompileError::Source { maker: maker.to_string(), diagnostics })
            }
            Err(Failure::Refused(reason)) => Err(CompileError::Refused(reason + &unusable())),
            Err(Failure::Unavailable(reason)) => Err(CompileError::Unavailable(reason + &unusable())),
        }
    }

    /// What is kept of an earlier compile, or why it is not to be used.
    fn kept(&self, cache: &Cache, client: &Client, request: &Request) -> Option<Result<Answer, String>> {
        let mut reason = None;
        for NamedServer { url: server, .. } in &self.named.servers {
            let Some(bytes) = cache.find(request, server) else { continue };
            match client.kept(server, request, bundle_digest(), &bytes) {
                Ok(answer) => return Some(Ok(answer)),
                Err(why) => reason = Some(why),
            }
        }
        reason.map(Err)
    }

    fn client(&self) -> Result<Client, CompileError> {
        let credentials = match &self.token {
            Token::None => Credentials::of_application(None),
            Token::Given(token) => Credentials::of_application(Some(token)),
            Token::Environment => Credentials::find(|name| std::env::var(name).ok()),
        };
        let credentials = credentials.map_err(CompileError::Invalid)?;
        let mut client = Client::new(&self.named, &credentials).map_err(CompileError::Invalid)?;
        client.quiet = true;
        Ok(client)
    }
}
