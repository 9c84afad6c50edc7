//! Protocols of IP.

use coolbpf::socket::Frame;

/// What has none; the program in the kernel counts it under the same number.
const NOT_IP: u32 = 256;

/// What the IANA's list of protocol numbers calls it.
pub fn name(protocol: u32) -> String {
    let name = match protocol {
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
        NOT_IP => "not IP",
        other => return format!("protocol {other}"),
    };
    name.to_owned()
}

/// The protocol of a frame, of which enough was received.
pub fn of(frame: &Frame<'_>) -> u32 {
    let packet = frame.bytes.get(frame.network..).unwrap_or_default();
    let protocol = match frame.protocol {
        0x0800 => packet.get(9).copied(),
        0x86dd => ipv6(packet),
        _ => None,
    };
    protocol.map_or(NOT_IP, u32::from)
}

/// The protocol behind the headers that only say more about IPv6.
fn ipv6(packet: &[u8]) -> Option<u8> {
    let mut next = *packet.get(6)?;
    let mut at = 40;
    while let 0 | 43 | 44 | 60 = next {
        let Some(&[following, length]) = packet.get(at..at + 2) else { break };
        at += if next == 44 { 8 } else { 8 * (usize::from(length) + 1) };
        next = following;
    }
    Some(next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_protocol_stands_behind_what_says_more_about_ipv6() {
        let mut packet = [0; 80];
        (packet[6], packet[40], packet[41]) = (0, 44, 1);
        packet[56] = 17;
        assert_eq!(ipv6(&packet), Some(17));
        assert_eq!(ipv6(&packet[..40]), Some(0));
        assert_eq!(ipv6(&packet[..6]), None);
    }
}
