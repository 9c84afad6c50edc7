//! Sockets that receive the frames of interfaces.

use std::ffi::c_int;
use std::io;
use std::mem::{self, MaybeUninit};
use std::os::fd::{AsFd, AsRawFd as _, BorrowedFd, FromRawFd as _, OwnedFd};

use crate::attach::Interface;
use crate::{Error, Result};

/// A packet socket (`AF_PACKET`, [packet(7)](https://man7.org/linux/man-pages/man7/packet.7.html)): gets a copy of each frame that interfaces of this network
/// namespace receive and send. Linux 2.2; it takes `CAP_NET_RAW`.
///
/// It gets nothing before [`listen`](Self::listen), so that no frame passes before the filter is attached:
///
/// ```no_run
/// use coolbpf::socket::PacketSocket;
///
/// # fn main() -> coolbpf::Result<()> {
/// let socket = PacketSocket::frames()?;
/// coolbpf::socket::attach_classic(&socket, "ldh [12] jne #0x806, drop ret #-1 drop: ret #0")?;
/// socket.listen("eth0")?;
/// let mut bytes = [0; 2048];
/// let frame = socket.receive(&mut bytes)?;
/// println!("ARP of {} bytes", frame.length);
/// # Ok(())
/// # }
/// ```
///
/// An interface that sends to itself, such as `lo`, shows each frame as sent and as received.
#[derive(Debug)]
pub struct PacketSocket(OwnedFd);

/// What a [`PacketSocket`] received.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Frame<'a> {
    /// As much of it as there was room for and as the filter let pass.
    pub bytes: &'a [u8],
    /// How many bytes it had.
    pub length: u32,
    /// Where in `bytes` the header of the network's protocol begins: behind Ethernet's 14 bytes, or at 0 for [`PacketSocket::packets`].
    pub network: usize,
    /// That protocol, as Ethernet numbers it: 0x0800 for IPv4, 0x86dd for IPv6.
    pub protocol: u16,
    /// The index of the interface; that of `lo` is 1.
    pub interface: u32,
    /// Whether this host sent it.
    pub is_outgoing: bool,
}

impl PacketSocket {
    /// A socket that gets frames with the headers of their links (`SOCK_RAW`), as `tcpdump -ddd` expects them.
    ///
    /// # Errors
    /// Without `CAP_NET_RAW`; where the kernel has no packet sockets (`CONFIG_PACKET`).
    pub fn frames() -> Result<Self> {
        Self::open(libc::SOCK_RAW)
    }

    /// A socket that gets packets that begin with their network's header, such as IP's, on whatever link (`SOCK_DGRAM`).
    ///
    /// # Errors
    /// As [`PacketSocket::frames`].
    pub fn packets() -> Result<Self> {
        Self::open(libc::SOCK_DGRAM)
    }

    fn open(kind: c_int) -> Result<Self> {
        // SAFETY: no memory is handed over.
        let fd = unsafe { libc::socket(libc::AF_PACKET, kind | libc::SOCK_CLOEXEC, 0) };
        if fd < 0 {
            let error = io::Error::last_os_error();
            let mend = match error.raw_os_error() {
                Some(libc::EPERM) => ": it takes CAP_NET_RAW",
                Some(libc::EAFNOSUPPORT) => ": this kernel has none (CONFIG_PACKET)",
                _ => "",
            };
            return Err(Error::system(format!("can't open a packet socket{mend}"), error));
        }
        // SAFETY: the descriptor was just opened, and nobody else has it.
        let socket = Self(unsafe { OwnedFd::from_raw_fd(fd) });
        socket.set(libc::PACKET_AUXDATA).map_err(|error| {
            Error::system("can't have a packet socket tell of its frames (Linux 2.6.21)", error)
        })?;
        Ok(socket)
    }

    /// Gets what an interface receives and sends from now on, and nothing of others.
    ///
    /// # Errors
    /// Where there is no such interface, or it is down.
    pub fn listen(&self, interface: impl Into<Interface>) -> Result<()> {
        let interface = interface.into();
        self.bind(interface.signed_index()?)
            .map_err(|error| Error::system(format!("can't listen on {}", interface.shown()), error))
    }

    /// Gets what all interfaces receive and send from now on, those that are to come as well.
    ///
    /// # Errors
    /// Where the kernel refuses.
    pub fn listen_on_all(&self) -> Result<()> {
        self.bind(0).map_err(|error| Error::system("can't listen on all interfaces", error))
    }

    fn bind(&self, index: c_int) -> io::Result<()> {
        // SAFETY: zeroes are a value of this struct.
        let mut address: libc::sockaddr_ll = unsafe { mem::zeroed() };
        address.sll_family = libc::AF_PACKET as u16;
        address.sll_protocol = (libc::ETH_P_ALL as u16).to_be();
        address.sll_ifindex = index;
        // SAFETY: the descriptor is open, and the address is as long as is said.
        let code = unsafe {
            libc::bind(
                self.0.as_raw_fd(),
                (&raw const address).cast(),
                size_of_val(&address) as libc::socklen_t,
            )
        };
        if code < 0 { Err(io::Error::last_os_error()) } else { Ok(()) }
    }

    fn set(&self, option: c_int) -> io::Result<()> {
        let on: c_int = 1;
        // SAFETY: the descriptor is open, and the value is as long as is said.
        let code = unsafe {
            libc::setsockopt(
                self.0.as_raw_fd(),
                libc::SOL_PACKET,
                option,
                (&raw const on).cast(),
                size_of_val(&on) as libc::socklen_t,
            )
        };
        if code < 0 { Err(io::Error::last_os_error()) } else { Ok(()) }
    }

    /// Waits for the next frame, of which `room` is for the start.
    ///
    /// # Errors
    /// Where the kernel refuses, as when the interface goes down.
    pub fn receive<'a>(&self, room: &'a mut [u8]) -> Result<Frame<'a>> {
        // Aligned as the headers of control messages are.
        let mut control = [0_u64; 16];
        let mut part = libc::iovec { iov_base: room.as_mut_ptr().cast(), iov_len: room.len() };
        let mut address = MaybeUninit::<libc::sockaddr_ll>::zeroed();
        // SAFETY: zeroes are a value of this struct.
        let mut message: libc::msghdr = unsafe { mem::zeroed() };
        message.msg_name = address.as_mut_ptr().cast();
        message.msg_namelen = size_of_val(&address) as libc::socklen_t;
        message.msg_iov = &raw mut part;
        message.msg_iovlen = 1;
        message.msg_control = control.as_mut_ptr().cast();
        message.msg_controllen = size_of_val(&control) as _;
        let length = loop {
            // SAFETY: the descriptor is open, and all that the message points to is alive, ours alone, and as long as it says.
            let length = unsafe { libc::recvmsg(self.0.as_raw_fd(), &raw mut message, 0) };
            match usize::try_from(length) {
                Ok(length) => break length,
                Err(_) if io::Error::last_os_error().kind() == io::ErrorKind::Interrupted => {}
                Err(_) => return Err(Error::system("can't receive frames", io::Error::last_os_error())),
            }
        };
        // SAFETY: zeroes, and what the kernel wrote over them, are a value of this struct.
        let address = unsafe { address.assume_init() };
        let about = auxiliary(&message);
        Ok(Frame {
            bytes: room.get(..length).unwrap_or_default(),
            length: about.map_or(length as u32, |about| about.tp_len),
            network: about.map_or(0, |about| about.tp_net.into()),
            protocol: u16::from_be(address.sll_protocol),
            interface: address.sll_ifindex.unsigned_abs(),
            is_outgoing: address.sll_pkttype == libc::PACKET_OUTGOING,
        })
    }

    /// How many frames there was no room for since the last time that this was asked: they passed the filter and were not received fast enough.
    ///
    /// # Errors
    /// Where the kernel refuses.
    pub fn lost(&self) -> Result<u64> {
        let mut counts = [0_u32; 2];
        let mut length = size_of_val(&counts) as libc::socklen_t;
        // SAFETY: the descriptor is open, and `struct tpacket_stats` is two numbers of 32 bits, for which there is room.
        let code = unsafe {
            libc::getsockopt(
                self.0.as_raw_fd(),
                libc::SOL_PACKET,
                libc::PACKET_STATISTICS,
                counts.as_mut_ptr().cast(),
                &raw mut length,
            )
        };
        if code < 0 {
            return Err(Error::system("can't ask for lost frames", io::Error::last_os_error()));
        }
        Ok(counts[1].into())
    }
}

impl AsFd for PacketSocket {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.0.as_fd()
    }
}

/// What the kernel tells of the frame beside it (`PACKET_AUXDATA`).
fn auxiliary(message: &libc::msghdr) -> Option<libc::tpacket_auxdata> {
    // SAFETY: the kernel filled the message's control buffer, and told how much of it.
    let mut header = unsafe { libc::CMSG_FIRSTHDR(message) };
    // SAFETY: the header lies in the buffer, or is null.
    while let Some(control) = unsafe { header.as_ref() } {
        // SAFETY: no memory is accessed.
        let wanted = unsafe { libc::CMSG_LEN(size_of::<libc::tpacket_auxdata>() as u32) };
        if (control.cmsg_level, control.cmsg_type) == (libc::SOL_PACKET, libc::PACKET_AUXDATA)
            && control.cmsg_len >= wanted as _
        {
            // SAFETY: the message has as many bytes behind its header, wherever they are aligned to.
            return Some(unsafe { libc::CMSG_DATA(header).cast::<libc::tpacket_auxdata>().read_unaligned() });
        }
        // SAFETY: the header is one of this message.
        header = unsafe { libc::CMSG_NXTHDR(message, header) };
    }
    None
}

#[cfg(test)]
mod tests {
    use std::net::UdpSocket;

    use super::*;
    use crate::socket::attach_classic;

    /// Sends a text to itself by UDP over `lo`.
    fn send(text: &[u8]) -> u16 {
        let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
        let address = socket.local_addr().unwrap();
        socket.send_to(text, address).unwrap();
        address.port()
    }

    #[test]
    fn frames_come_that_the_filter_lets_pass_and_as_much_of_them() {
        let socket = PacketSocket::frames().unwrap();
        // UDP whose text begins with "frames!", and 50 bytes of it.
        let filter = "ldb [23] jne #17, drop ld [42] jne #0x6672616d, drop ld [45] jne #0x6d657321, drop ret #50 drop: ret #0";
        attach_classic(&socket, filter).unwrap();
        socket.listen("lo").unwrap();
        send(b"something else");
        let port = send(b"frames! of UDP");
        let mut room = [0; 128];
        for is_outgoing in [true, false] {
            let frame = socket.receive(&mut room).unwrap();
            assert_eq!((frame.length, frame.bytes.len(), frame.network), (56, 50, 14));
            assert_eq!((frame.protocol, frame.interface, frame.is_outgoing), (0x800, 1, is_outgoing));
            assert_eq!(frame.bytes[36..38], port.to_be_bytes());
        }
        assert_eq!(socket.lost().unwrap(), 0);
    }

    #[test]
    fn packets_begin_with_the_header_of_ip() {
        let socket = PacketSocket::packets().unwrap();
        let filter = "ldb [9] jne #17, drop ld [28] jne #0x7061636b, drop ret #-1 drop: ret #0";
        attach_classic(&socket, filter).unwrap();
        socket.listen_on_all().unwrap();
        send(b"packets of UDP");
        let mut room = [0; 20];
        let packet = socket.receive(&mut room).unwrap();
        assert_eq!((packet.length, packet.network, packet.bytes[0], packet.bytes[9]), (42, 0, 0x45, 17));
    }

    #[test]
    fn an_interface_has_to_be_there() {
        let refused = PacketSocket::frames().unwrap().listen("nothing0").unwrap_err();
        assert!(refused.to_string().starts_with("there is no network interface \"nothing0\""), "{refused}");
    }
}
