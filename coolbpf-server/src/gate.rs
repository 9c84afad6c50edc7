//! Who is let in, and how often.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::header;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use coolbpf_contract::wire::ProblemKind;
use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::problem::{Result, problem};
use crate::state::Server;

/// Past so many clients, those that haven't been seen lately are forgotten.
const MANY_CLIENTS: usize = 10_000;

/// The other end of a connection.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Peer(pub(crate) SocketAddr);

/// Who asks, as far as limits go.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Client {
    Token(Arc<str>),
    Address(IpAddr),
}

/// Counts the requests of each client.
pub(crate) struct Limiter(DefaultKeyedRateLimiter<Client>);

impl Limiter {
    /// A limiter; none for a limit of 0.
    pub(crate) fn new(per_minute: u32) -> Option<Self> {
        NonZeroU32::new(per_minute).map(|limit| Self(RateLimiter::keyed(Quota::per_minute(limit))))
    }

    fn check(&self, client: &Client) -> Result<()> {
        if self.0.len() > MANY_CLIENTS {
            self.0.retain_recent();
        }
        self.0.check_key(client).map_err(|not_yet| {
            let seconds = not_yet.wait_time_from(DefaultClock::default().now()).as_secs() + 1;
            let detail =
                format!("this client has made as many requests as it may; come again in {seconds} s");
            problem(ProblemKind::RateLimited, detail).retry_after(seconds)
        })
    }
}

/// Lets in who has a token, where tokens are asked for, and has requests left.
pub(crate) async fn admit(State(server): State<Arc<Server>>, request: Request, next: Next) -> Response {
    match identify(&server, &request).and_then(|client| match &server.limiter {
        None => Ok(()),
        Some(limiter) => limiter.check(&client),
    }) {
        Ok(()) => next.run(request).await,
        Err(answer) => answer.into_response(),
    }
}

fn identify(server: &Server, request: &Request) -> Result<Client> {
    let peer = request.extensions().get::<Peer>();
    let address = peer.map_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED), |Peer(peer)| network(peer.ip()));
    let credentials = server.credentials();
    let Some(tokens) = &credentials.tokens else { return Ok(Client::Address(address)) };
    let refused = || {
        // Guessing is no cheaper than asking.
        if let Some(limiter) = &server.limiter {
            limiter.check(&Client::Address(address))?;
        }
        Err(problem(ProblemKind::Unauthorized, "send `Authorization: Bearer` with a token of this server"))
    };
    let Some(value) = request.headers().get(header::AUTHORIZATION) else { return refused() };
    let (scheme, token) = value.to_str().ok().and_then(|value| value.split_once(' ')).unwrap_or_default();
    match tokens.name(token.trim()) {
        Some(name) if scheme.eq_ignore_ascii_case("bearer") => Ok(Client::Token(Arc::clone(name))),
        _ => refused(),
    }
}

/// The address that a client is known by: of an IPv6 address, the network part, since the rest is the client's to choose.
pub(crate) fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & (!0 << 64)).into(),
        v4 => v4,
    }
}

/// Counts and logs each request.
pub(crate) async fn observe(State(server): State<Arc<Server>>, request: Request, next: Next) -> Response {
    let start = Instant::now();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let method = request.method().clone();
    let response = next.run(request).await;
    let (route, status) = (route.as_ref().map_or("none", |route| route.as_str()), response.status().as_u16());
    let took = start.elapsed();
    server.metrics.request(route, status, took);
    tracing::debug!(%method, route, status, ?took, "answered");
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ipv6_network_is_one_client_and_each_ipv4_address_is_one() {
        let limiter = Limiter::new(1).unwrap();
        let check =
            |address: &str| limiter.check(&Client::Address(network(address.parse().unwrap()))).is_ok();
        assert!(check("2001:db8::1") && !check("2001:db8::ffff:2") && check("2001:db8:0:1::1"));
        assert!(check("192.0.2.1") && !check("::ffff:192.0.2.1") && check("192.0.2.2"));
    }
}
