//! The contexts that programs are run on, as `linux/bpf.h` has them.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use libbpf_rs::libbpf_sys;

use crate::Value;

/// The context of XDP programs: `struct xdp_md` of `linux/bpf.h`. The kernel takes `data_end` for the length of the packet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[repr(C)]
pub struct XdpContext {
    /// Where the packet starts behind its metadata.
    pub data: u32,
    /// Where it ends.
    pub data_end: u32,
    /// Where its metadata starts: 0.
    pub data_meta: u32,
    /// The interface that it came from.
    pub ingress_ifindex: u32,
    /// And the queue of it.
    pub rx_queue_index: u32,
    /// The interface that it goes to.
    pub egress_ifindex: u32,
}

// SAFETY: numbers of four bytes one after another.
unsafe impl Value for XdpContext {}

impl XdpContext {
    /// That of a packet of so many bytes.
    #[must_use]
    pub fn of_length(bytes: u32) -> Self {
        Self { data_end: bytes, ..Self::default() }
    }
}

/// The context of programs for packets in the network stack: `struct __sk_buff` of `linux/bpf.h`. Of a test run's, the kernel reads `mark`,
/// `priority`, `ingress_ifindex`, `ifindex`, `cb`, `tstamp`, `wire_len`, `gso_segs`, `gso_size` and `hwtstamp`; others must be 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[repr(C)]
#[allow(missing_docs)]
pub struct SkbContext {
    pub len: u32,
    pub pkt_type: u32,
    pub mark: u32,
    pub queue_mapping: u32,
    pub protocol: u32,
    pub vlan_present: u32,
    pub vlan_tci: u32,
    pub vlan_proto: u32,
    pub priority: u32,
    pub ingress_ifindex: u32,
    pub ifindex: u32,
    pub tc_index: u32,
    pub cb: [u32; 5],
    pub hash: u32,
    pub tc_classid: u32,
    pub data: u32,
    pub data_end: u32,
    pub napi_id: u32,
    pub family: u32,
    pub remote_ip4: u32,
    pub local_ip4: u32,
    pub remote_ip6: [u32; 4],
    pub local_ip6: [u32; 4],
    pub remote_port: u32,
    pub local_port: u32,
    pub data_meta: u32,
    pub flow_keys: u64,
    pub tstamp: u64,
    pub wire_len: u32,
    pub gso_segs: u32,
    pub sk: u64,
    pub gso_size: u32,
    pub tstamp_type: u8,
    pub padding: [u8; 3],
    pub hwtstamp: u64,
}

// SAFETY: numbers whose sizes add up to the struct's, which is checked below.
unsafe impl Value for SkbContext {}

const _: () = assert!(size_of::<XdpContext>() == size_of::<libbpf_sys::xdp_md>());
// No padding: 36 numbers of 4 bytes, with those in arrays; then 8, 8, 4, 4, 8, 4, 1, 3 and 8 bytes.
const _: () =
    assert!(std::mem::offset_of!(SkbContext, flow_keys) == 36 * 4 && size_of::<SkbContext>() == 36 * 4 + 48);

/// The context of programs of the section `sk_lookup`: `struct bpf_sk_lookup` of `linux/bpf.h`. Addresses and the remote port are in the network's order of bytes. A test run
/// wants `cookie` and `ingress_ifindex` to be 0, and gives back the cookie of the socket that the program has chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[repr(C)]
#[allow(missing_docs)]
pub struct SkLookupContext {
    pub cookie: u64,
    pub family: u32,
    pub protocol: u32,
    pub remote_ip4: [u8; 4],
    pub remote_ip6: [u8; 16],
    pub remote_port: [u8; 2],
    pub unused: [u8; 2],
    pub local_ip4: [u8; 4],
    pub local_ip6: [u8; 16],
    pub local_port: u32,
    pub ingress_ifindex: u32,
    pub padding: u32,
}

// SAFETY: numbers whose sizes add up to the struct's, which is checked below.
unsafe impl Value for SkLookupContext {}

impl SkLookupContext {
    /// That of a TCP connection that somebody opens. Of addresses that are of two families, the local one's counts.
    #[must_use]
    pub fn tcp(remote: SocketAddr, local: SocketAddr) -> Self {
        Self::of(libc::IPPROTO_TCP.cast_unsigned(), remote, local)
    }

    /// That of a UDP datagram that comes in.
    #[must_use]
    pub fn udp(remote: SocketAddr, local: SocketAddr) -> Self {
        Self::of(libc::IPPROTO_UDP.cast_unsigned(), remote, local)
    }

    fn of(protocol: u32, remote: SocketAddr, local: SocketAddr) -> Self {
        let mut context = Self {
            protocol,
            remote_port: remote.port().to_be_bytes(),
            local_port: local.port().into(),
            ..Self::default()
        };
        match local.ip() {
            IpAddr::V4(address) => {
                context.family = libc::AF_INET.cast_unsigned();
                context.local_ip4 = address.octets();
            }
            IpAddr::V6(address) => {
                context.family = libc::AF_INET6.cast_unsigned();
                context.local_ip6 = address.octets();
            }
        }
        match remote.ip() {
            IpAddr::V4(address) => context.remote_ip4 = address.octets(),
            IpAddr::V6(address) => context.remote_ip6 = address.octets(),
        }
        context
    }
}

/// What programs of the section `flow_dissector` find in a packet: `struct bpf_flow_keys` of `linux/bpf.h`. Ports, addresses and protocols of packets are in the
/// network's order of bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[repr(C)]
#[allow(missing_docs)]
pub struct FlowKeys {
    /// Where the network's header starts.
    pub nhoff: u16,
    /// Where the transport's header starts.
    pub thoff: u16,
    /// `ETH_P_IP` or `ETH_P_IPV6`, in this machine's order: which of the addresses there are.
    pub addr_proto: u16,
    pub is_frag: u8,
    pub is_first_frag: u8,
    pub is_encap: u8,
    pub ip_proto: u8,
    pub n_proto: [u8; 2],
    pub sport: [u8; 2],
    pub dport: [u8; 2],
    /// Both addresses: of four bytes each, or of sixteen.
    pub addresses: [u8; 32],
    pub flags: u32,
    pub flow_label: [u8; 4],
}

// SAFETY: numbers whose sizes add up to the struct's, which is checked below.
unsafe impl Value for FlowKeys {}

impl FlowKeys {
    /// Where the packet comes from and goes to; `None` where the program has found neither.
    #[must_use]
    pub fn ends(&self) -> Option<(SocketAddr, SocketAddr)> {
        let [source, destination] = self.ips()?;
        let (from, to) = (u16::from_be_bytes(self.sport), u16::from_be_bytes(self.dport));
        Some((SocketAddr::new(source, from), SocketAddr::new(destination, to)))
    }

    fn ips(&self) -> Option<[IpAddr; 2]> {
        let (first, second) = self.addresses.split_at(16);
        match i32::from(self.addr_proto) {
            libc::ETH_P_IP => {
                let (source, rest) = first.split_first_chunk::<4>()?;
                let destination = rest.first_chunk::<4>()?;
                Some([Ipv4Addr::from(*source).into(), Ipv4Addr::from(*destination).into()])
            }
            libc::ETH_P_IPV6 => {
                let (source, destination) = (first.first_chunk::<16>()?, second.first_chunk::<16>()?);
                Some([Ipv6Addr::from(*source).into(), Ipv6Addr::from(*destination).into()])
            }
            _ => None,
        }
    }
}

const _: () = assert!(size_of::<SkLookupContext>() == size_of::<libbpf_sys::bpf_sk_lookup>());
// No padding: 8, 4, 4, 4, 16, 2, 2, 4, 16, 4, 4 and 4 bytes.
const _: () = assert!(size_of::<SkLookupContext>() == 72);
// No padding: three numbers of two bytes, four of one, three of two, 32 bytes, and two numbers of four.
const _: () =
    assert!(size_of::<FlowKeys>() == size_of::<libbpf_sys::bpf_flow_keys>() && size_of::<FlowKeys>() == 56);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_of_a_connection_are_as_the_kernel_has_them() {
        let (remote, local) = ("192.0.2.1:4660".parse().unwrap(), "192.0.2.2:80".parse().unwrap());
        let context = SkLookupContext::tcp(remote, local);
        assert_eq!((context.family, context.protocol, context.local_port), (2, 6, 80));
        assert_eq!((context.remote_ip4, context.remote_port), ([192, 0, 2, 1], [0x12, 0x34]));
        let context = SkLookupContext::udp("[::1]:1".parse().unwrap(), "[::2]:2".parse().unwrap());
        assert_eq!((context.family, context.protocol, context.local_ip6[15]), (10, 17, 2));
    }

    #[test]
    fn the_ends_of_a_flow_are_of_the_family_that_the_program_found() {
        let mut keys = FlowKeys { addr_proto: 0x0800, sport: [0, 1], dport: [1, 0], ..FlowKeys::default() };
        keys.addresses[..8].copy_from_slice(&[192, 0, 2, 1, 192, 0, 2, 2]);
        assert_eq!(keys.ends(), Some(("192.0.2.1:1".parse().unwrap(), "192.0.2.2:256".parse().unwrap())));
        keys.addr_proto = 0x86dd;
        assert_eq!(keys.ends().unwrap().1, "[::]:256".parse().unwrap());
        keys.addr_proto = 0;
        assert_eq!(keys.ends(), None);
    }
}
