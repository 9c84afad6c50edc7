//! What numbers of the kernel mean, in words.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// What an error's number means: `Connection refused` for 111.
#[must_use]
pub fn error(number: i32) -> String {
    let text = io::Error::from_raw_os_error(number).to_string();
    text.split(" (os error").next().unwrap_or_default().to_owned()
}

/// What the IANA's list calls a protocol of IP, in short; the number of one that is not well known.
#[must_use]
pub fn protocol(number: u32) -> String {
    let name = match number {
        1 => "icmp",
        2 => "igmp",
        4 => "ipip",
        6 => "tcp",
        17 => "udp",
        33 => "dccp",
        41 => "ipv6",
        47 => "gre",
        50 => "esp",
        51 => "ah",
        58 => "icmpv6",
        59 => "ipv6-nonxt",
        89 => "ospf",
        103 => "pim",
        112 => "vrrp",
        115 => "l2tp",
        132 => "sctp",
        136 => "udplite",
        other => return other.to_string(),
    };
    name.to_owned()
}

/// One end of `struct coolbpf_ends`, as in `127.0.0.1:80` or `[::1]:80`.
#[must_use]
pub fn end(family: u16, address: [u8; 16], port: u16) -> String {
    const AF_INET: u16 = 2;
    let [a, b, c, d, ..] = address;
    let address = match family {
        AF_INET => IpAddr::from(Ipv4Addr::new(a, b, c, d)),
        _ => IpAddr::from(Ipv6Addr::from(address)),
    };
    SocketAddr::new(address, port).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_have_words() {
        assert_eq!((error(2), error(111)), ("No such file or directory".into(), "Connection refused".into()));
    }

    #[test]
    fn protocols_have_names_or_are_numbers() {
        assert_eq!([6, 58, 99].map(protocol), ["tcp", "icmpv6", "99"]);
    }

    #[test]
    fn ends_are_written_as_usual() {
        let mut address = [0; 16];
        (address[0], address[3]) = (127, 1);
        assert_eq!(end(2, address, 80), "127.0.0.1:80");
        address = [0; 16];
        address[15] = 1;
        assert_eq!(end(10, address, 80), "[::1]:80");
    }
}
