//! Prints the length of each datagram that reaches a UDP socket, until Ctrl-C. Those over 64 bytes are dropped in the kernel.

use std::net::{Ipv4Addr, UdpSocket};

use coolbpf::attach::Socket;

#[coolbpf::program]
mod datagrams {
    const SOURCE: &str = include_str!("bpf/datagrams.bpf.c");
}

fn main() -> coolbpf::Result<()> {
    let mut open = datagrams::open()?;
    open.rodata().longest = 64;
    let bpf = open.load()?;
    let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0))?;
    let _link = bpf.progs.on_datagram.attach_to(Socket::filter(&socket))?;
    println!("BYTES to UDP port {}", socket.local_addr()?.port());
    for event in bpf.events()? {
        let event = event?;
        println!("{:>5} {}", event.bytes, if event.passed.get() { "" } else { "dropped" });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use coolbpf::TestRun;

    use super::datagrams;

    #[coolbpf::test]
    fn datagrams_that_are_too_long_are_dropped(mut open: datagrams::Open) -> coolbpf::Result<()> {
        open.rodata().longest = 32;
        let bpf = open.load()?;
        let filter = |bytes: &[u8]| bpf.progs.on_datagram.test_run(TestRun::new().data(bytes));
        assert_eq!(filter(&[0; 14 + 8 + 32])?.return_value, 8 + 32);
        assert_eq!(filter(&[0; 14 + 8 + 33])?.return_value, 0);
        Ok(())
    }
}
