//! Servers of other versions of coolbpf, which have other header bundles, so that what was compiled with those can be
//! compiled again. A bundle is not only headers but also the code that uses them, hence a server of its own for each.

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::uri::{Authority, PathAndQuery, Scheme};
use axum::http::{HeaderMap, HeaderValue, Method, Request, Uri, header};
use axum::response::Response;
use coolbpf_contract::Digest;
use coolbpf_contract::wire::{ProblemKind, Toolchains};
use http_body_util::{BodyExt as _, Limited};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;

use crate::error::{Error, Result, because};
use crate::problem::{self, problem};

/// More than any server says about itself.
const MOST_BYTES: usize = 1 << 20;

/// How long a server may take to say what it has.
const FIRST_ANSWER: Duration = Duration::from_secs(10);
/// How much longer than a compile of this server one of another server may take.
const MORE_TIME: Duration = Duration::from_secs(30);

/// The other servers.
pub(crate) struct Older {
    patience: Duration,
    client: Client<HttpConnector, Body>,
    servers: Vec<Server>,
}

struct Server {
    authority: Authority,
    bundles: Vec<Digest>,
}

impl Older {
    /// Asks the servers at `urls` which bundles they have.
    pub(crate) async fn ask(urls: &[String], compile: Duration) -> Result<Self> {
        let client = Client::builder(TokioExecutor::new()).build_http();
        let mut older = Self { patience: compile + MORE_TIME, client, servers: Vec::new() };
        for url in urls {
            let server = older.ask_one(url).await.map_err(because(format!("asking the server {url}")))?;
            older.servers.push(server);
        }
        Ok(older)
    }

    async fn ask_one(&self, url: &str) -> Result<Server> {
        let uri: Uri = url.parse().map_err(because("reading the URL"))?;
        let authority = match uri.authority() {
            Some(authority) if uri.scheme() == Some(&Scheme::HTTP) && uri.path() == "/" => authority.clone(),
            _ => return Err(Error::new("it should be given as in http://127.0.0.1:8911")),
        };
        let request = Request::get(to(&authority, PathAndQuery::from_static("/v1/toolchains")))
            .body(Body::empty())
            .map_err(because("making a request"))?;
        let asked = async {
            let response = self.client.request(request).await.map_err(because("connecting"))?;
            let status = response.status();
            let body = Limited::new(response.into_body(), MOST_BYTES).collect().await;
            Ok((status, body.map_err(because("reading what it has"))?.to_bytes()))
        };
        let asked = tokio::time::timeout(FIRST_ANSWER, asked).await;
        let (status, body) = asked.map_err(|_| Error::new("it doesn't answer"))??;
        if !status.is_success() {
            return Err(Error::new(format!("it answered {status}; does it want a token?")));
        }
        let told: Toolchains = serde_json::from_slice(&body).map_err(because("reading what it has"))?;
        Ok(Server { authority, bundles: told.bundles })
    }

    /// The bundles that the servers have.
    pub(crate) fn bundles(&self) -> impl Iterator<Item = Digest> {
        self.servers.iter().flat_map(|server| server.bundles.iter().copied())
    }

    /// Lets the server with this bundle compile `json`, and hands on what it answers; `None` if none has it.
    pub(crate) async fn compile(&self, bundle: Digest, json: Bytes) -> Option<problem::Result<Response>> {
        let server = self.servers.iter().find(|server| server.bundles.contains(&bundle))?;
        Some(self.forward(server, json).await)
    }

    async fn forward(&self, server: &Server, json: Bytes) -> problem::Result<Response> {
        let failed = |error: &dyn std::fmt::Display| {
            tracing::error!(server = %server.authority, %error, "a server with another bundle doesn't answer");
            problem(ProblemKind::Overloaded, "the server for this header bundle doesn't answer")
                .retry_after(5)
        };
        let request = Request::builder()
            .method(Method::POST)
            .uri(to(&server.authority, PathAndQuery::from_static("/v1/compile")))
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(json))
            .map_err(|error| failed(&error))?;
        let answered = tokio::time::timeout(self.patience, self.client.request(request)).await;
        let answered = answered.map_err(|_| failed(&"it took too long"))?;
        let (parts, body) = answered.map_err(|error| failed(&error))?.into_parts();
        let mut response = Response::new(Body::new(body));
        *response.status_mut() = parts.status;
        hand_on(&parts.headers, response.headers_mut(), &[header::CONTENT_TYPE, header::RETRY_AFTER]);
        Ok(response)
    }
}

fn hand_on(from: &HeaderMap, to: &mut HeaderMap<HeaderValue>, names: &[header::HeaderName]) {
    for name in names {
        if let Some(value) = from.get(name) {
            to.insert(name, value.clone());
        }
    }
}

/// A path at a server.
fn to(authority: &Authority, path: PathAndQuery) -> Uri {
    let mut parts = axum::http::uri::Parts::default();
    parts.scheme = Some(Scheme::HTTP);
    parts.authority = Some(authority.clone());
    parts.path_and_query = Some(path);
    // All three parts are there.
    Uri::from_parts(parts).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use tokio::net::TcpListener;

    use super::*;

    #[tokio::test]
    async fn a_server_that_hangs_or_has_gone_is_told_as_503_with_when_to_come_again() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let authority: Authority = listener.local_addr().unwrap().to_string().parse().unwrap();
        let bundle = Digest::of(b"an earlier bundle");
        let older = Older {
            patience: Duration::from_millis(100),
            client: Client::builder(TokioExecutor::new()).build_http(),
            servers: vec![Server { authority, bundles: vec![bundle] }],
        };
        let compile = || async {
            let answer = older.compile(bundle, Bytes::from_static(b"{}")).await.unwrap().unwrap_err();
            assert_eq!(answer.problem.known_kind(), Some(ProblemKind::Overloaded));
            assert_eq!(answer.retry_after, Some(5));
        };
        // The kernel takes the connection, and nobody answers.
        compile().await;
        drop(listener);
        compile().await;
        assert!(older.compile(Digest::of(b"another"), Bytes::new()).await.is_none());
    }
}
