//! The address of a compile server.

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

use crate::{Error, Result};

/// The address of a compile server: `https://HOST[:PORT][/PATH]`, or `http://`. It is at most 500 visible ASCII
/// characters long, and holds no user, password, query or fragment, so that it can be printed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ServerUrl(String);

impl ServerUrl {
    /// The address as text, without a `/` at its end.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether nobody between here and the server can read or change what is sent: it is TLS, or this machine.
    #[must_use]
    pub fn is_private(&self) -> bool {
        let Some(rest) = self.0.strip_prefix("http://") else { return true };
        let authority = rest.split('/').next().unwrap_or_default();
        let host = match authority.strip_prefix('[') {
            Some(bracketed) => bracketed.split(']').next().unwrap_or_default(),
            None => authority.split(':').next().unwrap_or_default(),
        };
        host == "localhost"
            || host.parse::<Ipv4Addr>().is_ok_and(|address| address.is_loopback())
            || host.parse::<Ipv6Addr>().is_ok_and(|address| address.is_loopback())
    }
}

impl fmt::Display for ServerUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for ServerUrl {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        // What is wrong may be a password: the text itself is not shown.
        let refuse = |reason: &str| {
            Err(Error::new(format!(
                "the address of a compile server {reason}; it should be like https://bpf.example.com:8443"
            )))
        };
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        let Some(rest) = rest else { return refuse("should start with https:// or http://") };
        if text.len() > 500 {
            return refuse("is longer than 500 characters");
        }
        if !text.bytes().all(|byte| byte.is_ascii_graphic()) || text.contains(['\\', '"', '<', '>', '`']) {
            return refuse("holds a character that no address has");
        }
        if rest.contains('@') {
            return refuse(
                "holds a user or a password, which belong into COOLBPF_TOKEN or the credentials file",
            );
        }
        if rest.contains(['?', '#']) {
            return refuse("holds a query or a fragment");
        }
        if rest.starts_with(['/', ':']) || rest.is_empty() {
            return refuse("names no host");
        }
        Ok(Self(text.trim_end_matches('/').to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tls_and_this_machine_are_private_and_nothing_else_is() {
        for (url, private) in [
            ("https://bpf.example.com", true),
            ("http://localhost:8080", true),
            ("http://127.0.0.1:8080/bpf", true),
            ("http://127.9.9.9", true),
            ("http://[::1]:8080", true),
            ("http://[::2]:8080", false),
            ("http://bpf.example.com", false),
            ("http://localhost.example.com", false),
            ("http://127.0.0.1.example.com", false),
            ("http://10.0.0.1", false),
        ] {
            assert_eq!(url.parse::<ServerUrl>().unwrap().is_private(), private, "{url}");
        }
    }

    #[test]
    fn what_is_no_address_is_refused_without_being_shown() {
        for (text, says) in [
            ("bpf.example.com", "should start with https://"),
            ("ftp://bpf.example.com", "should start with https://"),
            ("https://", "names no host"),
            ("https:///path", "names no host"),
            ("https://user:secret@bpf.example.com", "holds a user or a password"),
            ("https://bpf.example.com/?token=secret", "holds a query"),
            ("https://bpf.example.com/#secret", "holds a query or a fragment"),
            ("https://bpf example.com", "holds a character"),
            ("https://bpf.example.com\nsecret", "holds a character"),
            ("https://bpf.example.com\u{1b}[0m", "holds a character"),
        ] {
            let error = text.parse::<ServerUrl>().unwrap_err().to_string();
            assert!(error.contains(says) && !error.contains("secret"), "{text}: {error}");
        }
        let long = format!("https://{}", "a".repeat(500));
        assert!(long.parse::<ServerUrl>().is_err());
        assert_eq!("https://a/b//".parse::<ServerUrl>().unwrap().as_str(), "https://a/b");
    }
}
