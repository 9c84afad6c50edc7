//! Asking compile servers: one after the other, and again after a while.

use std::fmt;
use std::time::{Duration, Instant};

use coolbpf_contract::wire::CompileRequest;
use coolbpf_contract::{
    BuilderId, BuilderKey, CheckedObject, Diagnostic, Digest, Request, ServerUrl, Signature, Time,
};

use crate::answer::Judge;
use crate::credentials::{Credentials, Known};
use crate::http::{Http, Reply};
use crate::{Named, NamedServer};

/// Longer than a server compiles.
const LONGEST_EXCHANGE: Duration = Duration::from_secs(180);
/// Longer than a server takes to say whether it is ready.
const LONGEST_GREETING: Duration = Duration::from_secs(15);
/// How often a server that can't be reached is tried.
const TRIES: u32 = 3;
/// How often a busy server is asked for one program.
pub(crate) const BUSY_TRIES: u32 = 10;
/// The pause before the second try; each one after is four times as long.
const FIRST_PAUSE: Duration = Duration::from_millis(250);
/// The pause before a busy server is asked again that doesn't say when.
pub(crate) const BUSY_PAUSE: Duration = Duration::from_secs(2);
/// The shortest pause before a busy server is asked again; each one after is at least twice as long.
const SHORTEST_PAUSE: Duration = Duration::from_millis(100);
/// How long a build waits in vain: all pauses and all exchanges that bring nothing, together.
const PATIENCE: Duration = Duration::from_secs(60);

/// An object from a server, checked.
#[derive(Debug)]
pub struct Answer {
    /// What compiled it.
    pub maker: Maker,
    /// The object.
    pub object: CheckedObject,
    /// What the server calls itself.
    pub builder: BuilderId,
    /// When it signed.
    pub time: Time,
    /// Its signatures.
    pub signatures: Vec<Signature>,
    /// The believed key that signed it, if any is named.
    pub signer: Option<BuilderKey>,
    /// What the compiler warned of.
    pub warnings: Vec<Diagnostic>,
    /// The answer as it came, for [`Client::kept`].
    pub received: Vec<u8>,
}

/// What compiled, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Maker {
    /// The compiler, as in `clang 19.1.7`.
    pub toolchain: String,
    /// The server that it runs on.
    pub server: ServerUrl,
}

impl fmt::Display for Maker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {}", self.toolchain, self.server)
    }
}

/// Why there is none.
#[derive(Debug)]
pub enum Failure {
    /// The C has errors.
    Source {
        /// What found them.
        maker: Maker,
        /// What it said.
        diagnostics: Vec<Diagnostic>,
    },
    /// A server gave an answer that is not to be believed.
    Refused(String),
    /// No server gave an answer, for these reasons.
    Unavailable(String),
}

/// The servers of one build, or of one application.
#[derive(Debug)]
pub struct Client {
    pub(crate) servers: Vec<Server>,
    judge: Judge,
    /// Whether standard error is left alone.
    pub quiet: bool,
    pub(crate) clock: Clock,
    /// How long this build has waited in vain.
    in_vain: Duration,
    /// Whether no server gave an answer the last time because each lacks the compiler or the headers that were asked for.
    pub lacked: bool,
}

#[derive(Debug)]
pub(crate) struct Server {
    pub(crate) url: ServerUrl,
    /// None where there can't be any.
    pub(crate) http: Option<Http>,
    /// When it may be asked again.
    not_before: Option<Instant>,
    /// Why it is asked no more in this build.
    pub(crate) given_up: Option<String>,
}

/// How it stands with one server while a program is being compiled.
#[derive(Default)]
struct Attempt {
    tries: u32,
    /// What was wrong with it the last time.
    reason: String,
    /// Whether it is asked no more for this program.
    over: bool,
    /// Whether it lacks the compiler or the headers.
    lacks: bool,
}

/// How time passes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Clock {
    pub(crate) now: fn() -> Instant,
    pub(crate) pause: fn(Duration),
    /// Has clients that were sent away together not come back together.
    pub(crate) spread: fn(Duration) -> Duration,
}

impl Clock {
    pub(crate) const REAL: Self = Self {
        now: Instant::now,
        pause: std::thread::sleep,
        spread: |pause| pause.mul_f64(1.0 + 0.25 * fastrand::f64()),
    };
}

impl Client {
    /// Prepares to ask these servers. Nothing is sent yet.
    ///
    /// # Errors
    /// Where a key can't be read, or something would go over the network that others could read or
    /// change.
    pub fn new(named: &Named, credentials: &Credentials) -> Result<Self, String> {
        Self::with(named, credentials, LONGEST_EXCHANGE)
    }

    pub(crate) fn with(
        named: &Named,
        credentials: &Credentials,
        longest_exchange: Duration,
    ) -> Result<Self, String> {
        let judge = Judge::new(named)?;
        let is_only = named.servers.len() == 1;
        let mut servers = Vec::new();
        for server @ NamedServer { url, by_variable, .. } in &named.servers {
            let known = credentials.known_by(url, *by_variable || is_only);
            refuse_open_network(server, named, known.token.is_some())?;
            let (http, given_up) = match Http::new(url, known, longest_exchange) {
                Ok(http) => (Some(http), None),
                Err(reason) => (None, Some(reason)),
            };
            servers.push(Server { url: url.clone(), http, not_before: None, given_up });
        }
        Ok(Self { servers, judge, quiet: false, clock: Clock::REAL, in_vain: Duration::ZERO, lacked: false })
    }

    /// A client for each server, whose answers are measured against what `named` gives for it. Which server gets which token
    /// is decided already.
    ///
    /// # Errors
    /// Where a key can't be read.
    pub fn split(self, named: impl Fn(&ServerUrl) -> Named) -> Result<Vec<(ServerUrl, Self)>, String> {
        let Self { servers, quiet, clock, .. } = self;
        let alone = |server: Server| {
            let (url, judge) = (server.url.clone(), Judge::new(&named(&server.url))?);
            let servers = vec![server];
            Ok((url, Self { servers, judge, quiet, clock, in_vain: Duration::ZERO, lacked: false }))
        };
        servers.into_iter().map(alone).collect()
    }

    /// Has a server compile `request`, which is the program `name`, with the headers of the digest `bundle`.
    pub fn compile(&mut self, name: &str, request: &Request, bundle: Digest) -> Result<Answer, Failure> {
        self.ask(name, &CompileRequest { request: request.clone(), bundle, toolchain: None })
    }

    /// The same, by the compiler of the id `toolchain` and no other.
    pub fn compile_by(
        &mut self,
        toolchain: &str,
        name: &str,
        request: &Request,
        bundle: Digest,
    ) -> Result<Answer, Failure> {
        let toolchain = Some(toolchain.to_owned());
        self.ask(name, &CompileRequest { request: request.clone(), bundle, toolchain })
    }

    /// Reads an answer to this request that was kept: [`Answer::received`] of one of the servers. It is looked at as if it had just
    /// come.
    ///
    /// # Errors
    /// Where it is not to be used: why.
    pub fn kept(
        &self,
        server: &ServerUrl,
        request: &Request,
        bundle: Digest,
        bytes: &[u8],
    ) -> Result<Answer, String> {
        let asked = CompileRequest { request: request.clone(), bundle, toolchain: None };
        match self.judge.answer(server, &asked, bytes) {
            Ok(answer) => answer,
            Err(Failure::Refused(reason) | Failure::Unavailable(reason)) => Err(reason),
            Err(Failure::Source { .. }) => Err("it tells of errors".to_owned()),
        }
    }

    fn ask(&mut self, name: &str, asked: &CompileRequest) -> Result<Answer, Failure> {
        let body = serde_json::to_vec(asked).map_err(|error| Failure::Unavailable(error.to_string()))?;
        let mut attempts: Vec<Attempt> = self.servers.iter().map(|_| Attempt::default()).collect();
        let Clock { now, pause, spread } = self.clock;
        loop {
            for (server, attempt) in self.servers.iter_mut().zip(&mut attempts) {
                let asked_at = now();
                if attempt.over {
                    continue;
                }
                let http = match (&server.http, &server.given_up) {
                    (Some(http), None) => http,
                    (_, given_up) => {
                        (attempt.over, attempt.reason) = (true, given_up.clone().unwrap_or_default());
                        continue;
                    }
                };
                if server.not_before.is_some_and(|not_before| not_before > asked_at) {
                    if attempt.tries == 0 {
                        "it was busy, and it is not yet time to ask it again".clone_into(&mut attempt.reason);
                    }
                    continue;
                }
                let url = &server.url;
                if !self.quiet {
                    eprintln!("coolbpf: compiling `{name}` for {} at {url}", asked.request.arch);
                }
                attempt.tries += 1;
                let tries = attempt.tries;
                let (reason, again) = match http.compile(&body) {
                    Reply::Answer(bytes) => match self.judge.answer(url, asked, &bytes)? {
                        Ok(answer) => return Ok(answer),
                        Err(reason) => (reason, None),
                    },
                    Reply::Errors(problem) => match self.judge.errors(url, asked, *problem)? {
                        Ok((maker, diagnostics)) => return Err(Failure::Source { maker, diagnostics }),
                        Err(reason) => (reason, None),
                    },
                    Reply::Busy { reason, again } if tries < BUSY_TRIES => {
                        let shortest = SHORTEST_PAUSE * 2_u32.pow(tries - 1);
                        (reason, Some(again.unwrap_or(BUSY_PAUSE).max(shortest)))
                    }
                    Reply::Failed(reason) if tries < TRIES => {
                        (reason, Some(FIRST_PAUSE * 4_u32.pow(tries - 1)))
                    }
                    Reply::Busy { reason, .. } | Reply::Failed(reason) | Reply::Useless(reason) => {
                        server.given_up = Some(reason.clone());
                        (reason, None)
                    }
                    Reply::Lacks(reason) => {
                        attempt.lacks = true;
                        // Another program may ask for another compiler.
                        if asked.toolchain.is_none() {
                            server.given_up = Some(reason.clone());
                        }
                        (reason, None)
                    }
                    Reply::CanNot(reason) | Reply::NotFound(reason) => (reason, None),
                };
                let answered_at = now();
                self.in_vain += answered_at.duration_since(asked_at);
                attempt.reason = reason;
                attempt.over = again.is_none();
                server.not_before = again.and_then(|again| answered_at.checked_add(spread(again)));
            }
            let waited_for = self.servers.iter_mut().zip(&attempts).filter(|(_, attempt)| !attempt.over);
            let waited_for: Vec<_> = waited_for.collect();
            let before = now();
            let next = waited_for.iter().filter_map(|(server, _)| server.not_before).min();
            let wait = next.map(|next| next.saturating_duration_since(before));
            match wait {
                Some(wait) if self.in_vain.saturating_add(wait) <= PATIENCE => pause(wait),
                _ => {
                    for (server, attempt) in waited_for {
                        server.given_up = Some(attempt.reason.clone());
                    }
                    self.lacked = attempts.iter().all(|attempt| attempt.lacks);
                    return Err(Failure::Unavailable(self.reasons(&attempts)));
                }
            }
            self.in_vain += now().duration_since(before);
        }
    }

    fn reasons(&self, attempts: &[Attempt]) -> String {
        let mut text = "no compile server gives an object:".to_owned();
        for (server, attempt) in self.servers.iter().zip(attempts) {
            text.push_str(&format!("\n  {}: {}", server.url, attempt.reason));
        }
        text
    }
}

/// Asks a server whether it is ready. Everybody may, so that no token goes along.
///
/// # Errors
/// Where it can't be reached or is not.
pub fn is_ready(url: &ServerUrl) -> Result<(), String> {
    let unknown = Known { token: None, mend: String::new() };
    Http::new(url, unknown, LONGEST_GREETING)?.ready()
}

/// Refuses what others on the network could read or change unnoticed.
fn refuse_open_network(server: &NamedServer, named: &Named, has_token: bool) -> Result<(), String> {
    let NamedServer { url, by, .. } = server;
    if url.is_private() {
        return Ok(());
    }
    if has_token {
        return Err(format!(
            "{by} names {url}, and a token for it would travel where others can read it; use https, or unset the token"
        ));
    }
    if named.keys.is_empty() {
        return Err(format!(
            "{by} names {url}, and without https or keys nobody would notice if the object were changed on its way; use \
             https, or name the server's key in {}",
            named.demanding.keys()
        ));
    }
    Ok(())
}
