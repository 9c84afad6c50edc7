//! Protocols of IP.

use coolbpf::socket::Frame;
use tool::words;

/// What has none; the program in the kernel counts it under the same number.
const NOT_IP: u32 = 256;

/// What a protocol is called.
pub fn name(protocol: u32) -> String {
    if protocol == NOT_IP { "not-ip".to_owned() } else { words::protocol(protocol) }
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
