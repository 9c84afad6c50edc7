//! Prefixes of addresses, as block lists have them.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

/// The addresses that begin with the same bits: `10.0.0.0/8`. An address without a length is the only one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Prefix {
    pub address: IpAddr,
    pub length: u8,
}

impl FromStr for Prefix {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (address, length) = text.split_once('/').map_or((text, None), |(a, l)| (a, Some(l)));
        let address: IpAddr = address
            .parse()
            .map_err(|_| format!("`{text}` is no address or prefix, as 192.0.2.0/24 or 2001:db8::/32"))?;
        let bits = if address.is_ipv4() { 32 } else { 128 };
        let length = match length.map(str::parse) {
            None => bits,
            Some(Ok(length)) if length <= bits => length,
            Some(_) => return Err(format!("`{text}` has no length of 0 to {bits} bits behind the `/`")),
        };
        let prefix = Self { address, length }.first();
        if prefix.address != address {
            return Err(format!("`{text}` has bits below its prefix; the one that it is in is {prefix}"));
        }
        Ok(prefix)
    }
}

impl Prefix {
    /// The prefix with its first address.
    fn first(self) -> Self {
        let below = |bits: u8| u32::from(bits.saturating_sub(self.length));
        let address = match self.address {
            IpAddr::V4(address) => {
                let mask = u32::MAX.checked_shl(below(32)).unwrap_or(0);
                Ipv4Addr::from_bits(address.to_bits() & mask).into()
            }
            IpAddr::V6(address) => {
                let mask = u128::MAX.checked_shl(below(128)).unwrap_or(0);
                Ipv6Addr::from_bits(address.to_bits() & mask).into()
            }
        };
        Self { address, ..self }
    }
}

impl fmt::Display for Prefix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.address, self.length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefixes_are_read_as_they_are_written() {
        for text in ["10.0.0.0/8", "0.0.0.0/0", "192.0.2.7/32", "2001:db8::/32", "::/0", "::1/128"] {
            assert_eq!(text.parse::<Prefix>().unwrap().to_string(), text);
        }
        assert_eq!("192.0.2.7".parse::<Prefix>().unwrap().to_string(), "192.0.2.7/32");
        assert_eq!("2001:db8::1".parse::<Prefix>().unwrap().to_string(), "2001:db8::1/128");
    }

    #[test]
    fn what_is_no_prefix_is_said() {
        let said = |text: &str| text.parse::<Prefix>().unwrap_err();
        assert_eq!(
            said("example.com"),
            "`example.com` is no address or prefix, as 192.0.2.0/24 or 2001:db8::/32"
        );
        assert_eq!(said("10.0.0.0/33"), "`10.0.0.0/33` has no length of 0 to 32 bits behind the `/`");
        assert_eq!(
            said("10.1.2.3/8"),
            "`10.1.2.3/8` has bits below its prefix; the one that it is in is 10.0.0.0/8"
        );
    }
}
