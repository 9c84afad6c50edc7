//! Protocols, as the program numbers them.

use tool::words;

/// The name of what the program counts: protocols of IPv4, from 256 on of IPv6, and one number for the rest.
pub fn name(number: u32) -> String {
    match number {
        0..256 => words::protocol(number),
        256..512 => format!("{}/ipv6", words::protocol(number - 256)),
        _ => "not-ip".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn protocols_have_names() {
        assert_eq!([6, 256 + 58, 99, 512].map(name), ["tcp", "icmpv6/ipv6", "99", "not-ip"]);
    }
}
