//! Asking compile servers: one after the other, again after a while, and believing none of them.
//!
//! `http` sends a request to one server and reads what comes back; `answer` decides what of that is used;
//! `credentials` finds the token to send along.

mod answer;
mod credentials;
mod http;

use std::time::Duration;

use coolbpf_contract::wire::CompileRequest;
use coolbpf_contract::{CheckedObject, Diagnostic, Digest, Request, ServerUrl};

use self::answer::Judge;
use self::credentials::Credentials;
use self::http::{Http, Reply};
use crate::compiler::{Maker, Signed};
use crate::servers::Named;

/// Longer than a server compiles.
const LONGEST_EXCHANGE: Duration = Duration::from_secs(180);
/// How often a server that can't be reached is tried.
const TRIES: u32 = 3;
/// The pause before the second try; each one after is four times as long.
const FIRST_PAUSE: Duration = Duration::from_millis(250);
/// The pause before a busy server is asked again that doesn't say when.
const BUSY_PAUSE: Duration = Duration::from_secs(2);
/// The shortest pause.
const SHORTEST_PAUSE: Duration = Duration::from_millis(100);
/// How long all pauses for one program may be together.
const PATIENCE: Duration = Duration::from_secs(60);

/// An object from a server, checked.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) maker: Maker,
    pub(crate) object: CheckedObject,
    pub(crate) signed: Signed,
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
    pause: fn(Duration),
}

#[derive(Debug)]
struct Server {
    http: Http,
    /// Why it is asked no more in this build.
    given_up: Option<String>,
}

/// How it stands with one server while a program is being compiled.
#[derive(Default)]
struct Attempt {
    tries: u32,
    /// The sum of pauses after which it is asked again.
    not_before: Duration,
    /// What was wrong with it the last time.
    reason: String,
    /// Whether it is asked no more for this program.
    over: bool,
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
        let mut servers = Vec::new();
        for url in &named.workspace.servers {
            let token = credentials.token(url);
            refuse_open_network(url, named, token.is_some())?;
            servers.push(Server { http: Http::new(url, token, longest_exchange)?, given_up: None });
        }
        Ok(Self { servers, judge, quiet: false, pause: std::thread::sleep })
    }

    /// Has a server compile `request`, which is the program `name`, with the headers of the digest `bundle`.
    pub(crate) fn compile(
        &mut self,
        name: &str,
        request: &Request,
        bundle: Digest,
    ) -> Result<Answer, Failure> {
        let asked = CompileRequest { request: request.clone(), bundle, toolchain: None };
        let body = serde_json::to_vec(&asked).map_err(|error| Failure::Unavailable(error.to_string()))?;
        let mut attempts: Vec<Attempt> = self.servers.iter().map(|_| Attempt::default()).collect();
        let mut waited = Duration::ZERO;
        loop {
            for (server, attempt) in self.servers.iter_mut().zip(&mut attempts) {
                if attempt.over || attempt.not_before > waited {
                    continue;
                }
                if let Some(reason) = &server.given_up {
                    (attempt.over, attempt.reason) = (true, reason.clone());
                    continue;
                }
                let url = &server.http.url;
                if !self.quiet {
                    eprintln!("coolbpf: compiling `{name}` for {} at {url}", request.arch);
                }
                attempt.tries += 1;
                let (reason, again) = match server.http.compile(&body) {
                    Reply::Answer(bytes) => match self.judge.answer(url, &asked, &bytes)? {
                        Ok(answer) => return Ok(answer),
                        Err(reason) => (reason, None),
                    },
                    Reply::Errors(problem) => match self.judge.errors(url, &asked, *problem)? {
                        Ok((maker, diagnostics)) => return Err(Failure::Source { maker, diagnostics }),
                        Err(reason) => (reason, None),
                    },
                    Reply::Busy { reason, again } => {
                        (reason, Some(again.unwrap_or(BUSY_PAUSE).max(SHORTEST_PAUSE)))
                    }
                    Reply::Failed(reason) if attempt.tries < TRIES => {
                        (reason, Some(FIRST_PAUSE * 4_u32.pow(attempt.tries - 1)))
                    }
                    Reply::Failed(reason) | Reply::Useless(reason) => {
                        server.given_up = Some(reason.clone());
                        (reason, None)
                    }
                    Reply::CanNot(reason) => (reason, None),
                };
                attempt.reason = reason;
                match again {
                    Some(pause) => attempt.not_before = waited.saturating_add(pause),
                    None => attempt.over = true,
                }
            }
            let next =
                attempts.iter().filter(|attempt| !attempt.over).map(|attempt| attempt.not_before).min();
            match next {
                Some(next) if next <= PATIENCE => {
                    (self.pause)(next.saturating_sub(waited));
                    waited = waited.max(next);
                }
                _ => return Err(Failure::Unavailable(self.reasons(&attempts))),
            }
        }
    }

    fn reasons(&self, attempts: &[Attempt]) -> String {
        let mut text = "no compile server gives an object:".to_owned();
        for (server, attempt) in self.servers.iter().zip(attempts) {
            text.push_str(&format!("\n  {}: {}", server.http.url, attempt.reason));
        }
        text
    }
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
