//! One exchange with one server.

use std::io::Read as _;
use std::time::{Duration, SystemTime};

use coolbpf_contract::ServerUrl;
use coolbpf_contract::wire::{Problem, ProblemKind};
use reqwest::StatusCode;
use reqwest::blocking::{Client, RequestBuilder, Response};
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue, RETRY_AFTER};

use crate::credentials::Known;

const CONNECT: Duration = Duration::from_secs(10);
/// Far more than an object and its diagnostics take.
const LARGEST: u64 = 64 << 20;
/// Later than any build waits for.
const NOT_SOON: Duration = Duration::from_secs(24 * 3600);
/// What to do where a proxy doesn't know the user.
const MEND_PROXY: &str = "the proxy on the way there wants to know who you are: write it into the proxy's address in HTTPS_PROXY or \
                          HTTP_PROXY, as in http://USER:PASSWORD@HOST:PORT";
/// How much of a server's own words is shown.
const SHOWN: usize = 500;

/// A server, and the way to it.
#[derive(Debug)]
pub(crate) struct Http {
    url: ServerUrl,
    client: Client,
    authorization: Option<HeaderValue>,
    /// What to do where the server doesn't know the user.
    mend_token: String,
    /// How long an exchange may take, from looking for the server to the last byte of its answer.
    longest: Duration,
}

/// What came of asking.
#[derive(Debug)]
pub(crate) enum Reply {
    /// An answer, which nobody has looked at yet.
    Answer(Vec<u8>),
    /// The compiler's errors, which nobody has looked at yet.
    Errors(Box<Problem>),
    /// The server has too much to do; when to ask again, if it says so.
    Busy { reason: String, again: Option<Duration> },
    /// The server can't be reached or failed, which may pass.
    Failed(String),
    /// The server gives nothing for this request; it may for another.
    CanNot(String),
    /// The server has no such thing.
    NotFound(String),
    /// The server lacks the compiler or the headers that are asked for.
    Lacks(String),
    /// The server gives nothing for any request of this build.
    Useless(String),
}

impl Http {
    pub(crate) fn new(url: &ServerUrl, known: Known, longest: Duration) -> Result<Self, String> {
        // Fails only where it was done already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut builder = Client::builder()
            .user_agent(concat!("coolbpf/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(CONNECT)
            // The sources and the token go where the user said, and nowhere else.
            .redirect(reqwest::redirect::Policy::none());
        if url.as_str().starts_with("http://") {
            // A machine without any CA certificate can still ask a server on itself.
            builder = builder.tls_certs_only([]);
            if url.is_private() {
                // What is for this machine doesn't leave it.
                builder = builder.no_proxy();
            }
        }
        let client = builder.build().map_err(|error| {
            format!(
                "prepare TLS for {url}: {}; install the system's CA certificates (`apt-get install ca-certificates`), or name \
                 a file with them in SSL_CERT_FILE",
                chain(&error)
            )
        })?;
        let authorization = match known.token {
            None => None,
            Some(token) => {
                let mut value = HeaderValue::from_str(&format!("Bearer {}", token.expose()))
                    .map_err(|_| format!("the token for {url} can't be sent in a header"))?;
                value.set_sensitive(true);
                Some(value)
            }
        };
        let mend_token = known.mend;
        Ok(Self { url: url.clone(), client, authorization, mend_token, longest })
    }

    /// Asks whether the server is ready.
    pub(crate) fn ready(&self) -> Result<(), String> {
        let answer = self.client.get(format!("{}/readyz", self.url)).send().map_err(|error| chain(&error))?;
        if answer.status() == StatusCode::OK {
            Ok(())
        } else {
            Err(format!("it answered {}", answer.status()))
        }
    }

    /// Sends a request to compile.
    pub(crate) fn compile(&self, body: &[u8]) -> Reply {
        let request = self
            .client
            .post(format!("{}/v1/compile", self.url))
            .header(CONTENT_TYPE, "application/json")
            .header(ACCEPT, "application/json, application/problem+json")
            .body(body.to_vec());
        self.exchange(request)
    }

    /// Asks for what a path holds.
    pub(crate) fn get(&self, path: &str) -> Reply {
        let request = self.client.get(format!("{}{path}", self.url));
        self.exchange(request.header(ACCEPT, "application/octet-stream, application/problem+json"))
    }

    fn exchange(&self, request: RequestBuilder) -> Reply {
        let mut request = request.timeout(self.longest);
        if let Some(authorization) = &self.authorization {
            request = request.header(AUTHORIZATION, authorization);
        }
        match request.send() {
            Ok(response) => self.read(response),
            Err(error) => match chain(&error) {
                text if text.contains("proxy authorization required") => {
                    Reply::Useless(format!("{text}; {MEND_PROXY}"))
                }
                text => Reply::Failed(text),
            },
        }
    }

    fn read(&self, response: Response) -> Reply {
        let status = response.status();
        let again = response.headers().get(RETRY_AFTER).map(|value| again(value, SystemTime::now()));
        let mut bytes = Vec::new();
        match response.take(LARGEST + 1).read_to_end(&mut bytes) {
            Err(error) => return Reply::Failed(format!("its answer broke off: {}", chain(&error))),
            Ok(_) if bytes.len() as u64 > LARGEST => {
                return Reply::CanNot(format!("its answer is longer than {LARGEST} bytes"));
            }
            Ok(_) => {}
        }
        if status == StatusCode::OK {
            return Reply::Answer(bytes);
        }
        let problem: Option<Problem> = serde_json::from_slice(&bytes).ok();
        let kind = problem.as_ref().and_then(Problem::known_kind);
        let detail =
            problem.as_ref().map(|problem| plain(&problem.detail)).filter(|detail| !detail.is_empty());
        let reason = match detail {
            Some(detail) => format!("it answered {status}: {detail}"),
            None => format!("it answered {status}"),
        };
        match (status.as_u16(), kind, problem) {
            (422, Some(ProblemKind::SourceErrors), Some(problem)) => Reply::Errors(Box::new(problem)),
            (401 | 403, ..) => Reply::Useless(format!("{reason}; {}", self.mend_token)),
            (407, ..) => Reply::Useless(format!("{reason}; {MEND_PROXY}")),
            (429 | 503, ..) => Reply::Busy { reason, again },
            (408 | 500..=599, ..) => Reply::Failed(reason),
            (300..=399, ..) => Reply::Useless(format!(
                "{reason}, and redirects are not followed; name the address that it leads to"
            )),
            (_, Some(ProblemKind::UnknownToolchain), _) => Reply::Lacks(reason),
            (_, Some(ProblemKind::UnknownBundle), _) => Reply::Lacks(format!(
                "{reason}; the server should be updated to this version of coolbpf ({})",
                env!("CARGO_PKG_VERSION")
            )),
            (_, Some(ProblemKind::NotFound), _) => Reply::NotFound(reason),
            (_, Some(_), _) => Reply::CanNot(reason),
            (_, None, _) => Reply::Useless(format!("{reason}, which no compile server answers")),
        }
    }
}

/// When a server wants to be asked again that says so in seconds or as a date. What can't be read is not soon.
fn again(value: &HeaderValue, now: SystemTime) -> Duration {
    let text = value.to_str().unwrap_or_default().trim();
    let date = || Some(httpdate::parse_http_date(text).ok()?.duration_since(now).unwrap_or_default());
    let again = text.parse().ok().map(Duration::from_secs).or_else(date);
    again.unwrap_or(NOT_SOON).min(NOT_SOON)
}

/// An error with what caused it.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let next = error.to_string();
        if !text.contains(&next) {
            text.push_str(": ");
            text.push_str(&next);
        }
        cause = error.source();
    }
    text
}

/// A server's words, made fit to be shown: one line of limited length, without control characters.
pub(crate) fn plain(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(SHOWN)
        .collect::<String>()
        .trim()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retry_after_is_a_number_of_seconds_or_a_date_and_anything_else_is_not_soon() {
        let now = httpdate::parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT").unwrap();
        for (text, seconds) in [
            ("0", 0),
            (" 7 ", 7),
            ("Sun, 06 Nov 1994 08:50:07 GMT", 30),
            ("Sunday, 06-Nov-94 08:50:07 GMT", 30),
            ("Sun, 06 Nov 1994 08:00:00 GMT", 0),
            ("soon", 24 * 3600),
            ("-1", 24 * 3600),
            ("99999999999999999999999", 24 * 3600),
            ("Sun, 06 Nov 2094 08:49:37 GMT", 24 * 3600),
        ] {
            assert_eq!(again(&text.parse().unwrap(), now), Duration::from_secs(seconds), "{text}");
        }
    }
}
