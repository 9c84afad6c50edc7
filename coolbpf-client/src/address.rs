//! Telling whether two addresses are those of one server.

use std::net::Ipv6Addr;

use coolbpf_contract::ServerUrl;
use reqwest::Url;

/// Where a server is reached: the same for each spelling of its address.
///
/// Case, default ports, dots and slashes at the end, and the ways to write an IP address make no difference. Names are not
/// looked up.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Address {
    host: String,
    port: Option<u16>,
    path: String,
}

impl Address {
    /// The address of a server.
    #[must_use]
    pub fn of(server: &ServerUrl) -> Self {
        // This is how the client that connects reads it.
        let Ok(url) = Url::parse(server.as_str()) else {
            // Nobody connects to that: it is an address of its own.
            return Self { host: server.to_string(), port: None, path: String::new() };
        };
        let host = url.host_str().unwrap_or_default().trim_end_matches('.');
        let bracketed = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
        let ipv6 = bracketed.and_then(|host| host.parse::<Ipv6Addr>().ok());
        // An IPv4 address may be wrapped in an IPv6 one.
        let host = ipv6.map_or_else(|| host.to_owned(), |address| address.to_canonical().to_string());
        let path = url.path().split('/').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("/");
        Self { host, port: url.port_or_known_default(), path }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(url: &str) -> Address {
        Address::of(&url.parse().unwrap())
    }

    #[test]
    fn spellings_of_one_address_are_one() {
        for (one, others) in [
            (
                "https://bpf.example.com",
                &[
                    "https://BPF.Example.COM",
                    "https://bpf.example.com:443",
                    "https://bpf.example.com:0443/",
                    "https://bpf.example.com.//",
                    "https://bpf.example.com/./",
                    "https://b%70f.example.com",
                    "http://bpf.example.com:443",
                ][..],
            ),
            ("http://bpf.example.com", &["http://bpf.example.com:80", "http://bpf.example.com./"]),
            ("https://bpf.example.com/a/b", &["https://bpf.example.com/x/../a//b/"]),
            (
                "http://127.0.0.1:8080",
                &[
                    "http://127.1:8080",
                    "http://0x7f.0.0.1:8080",
                    "http://2130706433:8080",
                    "http://127.0.0.1.:8080",
                    "http://[::ffff:127.0.0.1]:8080",
                    "http://[::FFFF:7F00:1]:8080",
                ],
            ),
            ("http://[::1]:8080", &["http://[0:0:0:0:0:0:0:1]:8080", "http://[0::0001]:8080/"]),
        ] {
            for other in others {
                assert_eq!(address(one), address(other), "{one} {other}");
            }
        }
    }

    #[test]
    fn other_hosts_ports_and_paths_are_other_addresses() {
        let all = [
            "https://one.example.com",
            "https://two.example.com",
            "https://one.example.com:8443",
            "http://one.example.com",
            "https://one.example.com/a",
            "https://one.example.com/b",
            "https://one.example.com/A",
            "https://127.0.0.1",
            "https://[::1]",
            "https://one.example.com:99999",
            "https://two.example.com:99999",
        ];
        for (index, one) in all.iter().enumerate() {
            for other in all.iter().skip(index + 1) {
                assert_ne!(address(one), address(other), "{one} {other}");
            }
        }
    }
}
