//! Asking compile servers: one after the other, again after a while, and believing none of them.
//!
//! `http` sends a request to one server and reads what comes back; `answer` decides what of that is used;
//! `credentials` finds the token to send along; `address` knows a server by any spelling of its address.

mod address;
mod answer;
mod btf;
mod credentials;
mod http;

use std::time::{Duration, Instant};

use coolbpf_contract::wire::CompileRequest;
use coolbpf_contract::{BuilderKey, CheckedObject, Diagnostic, Digest, Request, ServerUrl};

pub(crate) use self::address::Address;
use self::answer::Judge;
use self::credentials::{Credentials, Known};
use self::http::{Http, Reply};
use crate::compiler::{Maker, Signed};
use crate::servers::Named;

/// Longer than a server compiles.
const LONGEST_EXCHANGE: Duration = Duration::from_secs(180);
/// Longer than a server takes to say whether it is ready.
const LONGEST_GREETING: Duration = Duration::from_secs(15);
/// How often a server that can't be reached is tried.
const TRIES: u32 = 3;
/// How often a busy server is asked for one program.
const BUSY_TRIES: u32 = 10;
/// The pause before the second try; each one after is four times as long.
const FIRST_PAUSE: Duration = Duration::from_millis(250);
/// The pause before a busy server is asked again that doesn't say when.
const BUSY_PAUSE: Duration = Duration::from_secs(2);
/// The shortest pause before a busy server is asked again; each one after is at least twice as long.
const SHORTEST_PAUSE: Duration = Duration::from_millis(100);
/// How long a build waits in vain: all pauses and all exchanges that bring nothing, together.
const PATIENCE: Duration = Duration::from_secs(60);

/// An object from a server, checked.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) maker: Maker,
    pub(crate) object: CheckedObject,
    pub(crate) signed: Signed,
    /// The key of the workspace's that signed it, if the workspace names any.
    pub(crate) signer: Option<BuilderKey>,
    pub(crate) warnings: Vec<Diagnostic>,
}

/// Why there is none.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The C has errors.
    Source { maker: Maker, diagnostics: Vec<Diagnostic> },
    /// A server gave an answer that is not to be believed.
    Refused(String),
    /// No server gave an answer, for these reasons.
    Unavailable(String),
}

/// The servers of one build.
#[derive(Debug)]
pub(crate) struct Client {
    servers: Vec<Server>,
    judge: Judge,
    /// Whether standard error is left alone.
    pub(crate) quiet: bool,
    clock: Clock,
    /// How long this build has waited in vain.
    in_vain: Duration,
    /// Whether no server gave an answer the last time because each lacks the compiler or the headers that were asked for.
    pub(crate) lacked: bool,
}

#[derive(Debug)]
struct Server {
    url: ServerUrl,
    /// None where there can't be any.
    http: Option<Http>,
    /// When it may be asked again.
    not_before: Option<Instant>,
    /// Why it is asked no more in this build.
    given_up: Option<String>,
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
struct Clock {
    now: fn() -> Instant,
    pause: fn(Duration),
    /// Has clients that were sent away together not come back together.
    spread: fn(Duration) -> Duration,
}

impl Clock {
    const REAL: Self = Self {
        now: Instant::now,
        pause: std::thread::sleep,
        spread: |pause| pause.mul_f64(1.0 + 0.25 * fastrand::f64()),
    };
}

impl Client {
    /// Prepares to ask these servers. Nothing is sent yet.
    ///
    /// # Errors
    /// Where the credentials or a key can't be read, or something would go over the network that others could read or
    /// change.
    pub(crate) fn new(named: &Named) -> Result<Self, String> {
        Self::with(named, &Credentials::find(|name| std::env::var(name).ok())?, LONGEST_EXCHANGE)
    }

    fn with(named: &Named, credentials: &Credentials, longest_exchange: Duration) -> Result<Self, String> {
        let judge = Judge::new(named)?;
        let takes_variable = named.by_variable || named.workspace.servers.len() == 1;
        let mut servers = Vec::new();
        for url in &named.workspace.servers {
            let known = credentials.known_by(url, takes_variable);
            refuse_open_network(url, named, known.token.is_some())?;
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
    pub(crate) fn split(self, named: impl Fn(&ServerUrl) -> Named) -> Result<Vec<(ServerUrl, Self)>, String> {
        let Self { servers, quiet, clock, .. } = self;
        let alone = |server: Server| {
            let (url, judge) = (server.url.clone(), Judge::new(&named(&server.url))?);
            let servers = vec![server];
            Ok((url, Self { servers, judge, quiet, clock, in_vain: Duration::ZERO, lacked: false }))
        };
        servers.into_iter().map(alone).collect()
    }

    /// Has a server compile `request`, which is the program `name`, with the headers of the digest `bundle`.
    pub(crate) fn compile(
        &mut self,
        name: &str,
        request: &Request,
        bundle: Digest,
    ) -> Result<Answer, Failure> {
        self.ask(name, &CompileRequest { request: request.clone(), bundle, toolchain: None })
    }

    /// The same, by the compiler of the id `toolchain` and no other.
    pub(crate) fn compile_by(
        &mut self,
        toolchain: &str,
        name: &str,
        request: &Request,
        bundle: Digest,
    ) -> Result<Answer, Failure> {
        let toolchain = Some(toolchain.to_owned());
        self.ask(name, &CompileRequest { request: request.clone(), bundle, toolchain })
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
pub(crate) fn is_ready(url: &ServerUrl) -> Result<(), String> {
    let unknown = Known { token: None, mend: String::new() };
    Http::new(url, unknown, LONGEST_GREETING)?.ready()
}

/// Refuses what others on the network could read or change unnoticed.
fn refuse_open_network(url: &ServerUrl, named: &Named, has_token: bool) -> Result<(), String> {
    let by = &named.by;
    if url.is_private() {
        return Ok(());
    }
    if has_token {
        return Err(format!(
            "{by} names {url}, and a token for it would travel where others can read it; use https, or unset the token"
        ));
    }
    if named.workspace.keys.is_empty() {
        return Err(format!(
            "{by} names {url}, and without https or keys nobody would notice if the object were changed on its way; use \
             https, or name the server's key in `keys` of [workspace.metadata.coolbpf]"
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
