//! Protocols, as the program numbers them.

/// The name of what the program counts: protocols of IPv4, from 256 on of IPv6, and one number for the rest.
pub fn name(number: u32) -> String {
    match number {
        0..256 => of_ip(number),
        256..512 => format!("{}/ipv6", of_ip(number - 256)),
        _ => "not-ip".into(),
    }
}

fn of_ip(number: u32) -> String {
    let name = match number {
        1 => "icmp",
        2 => "igmp",
        4 => "ipip",
        6 => "tcp",
        17 => "udp",
        41 => "ipv6",
        47 => "gre",
        50 => "esp",
        51 => "ah",
        58 => "icmp6",
        89 => "ospf",
        112 => "vrrp",
        132 => "sctp",
        other => return other.to_string(),
    };
    name.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn protocols_have_names() {
        assert_eq!([6, 256 + 58, 99, 512].map(name), ["tcp", "icmp6/ipv6", "99", "not-ip"]);
    }
}
