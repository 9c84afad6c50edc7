//! Counts the bytes that are sent over `lo`, by the protocol of IPv4, for five seconds: the kernel's `samples/bpf/sockex1`.
#![forbid(unsafe_code)]

use std::time::Duration;

use coolbpf::attach::Socket;
use coolbpf::socket::PacketSocket;

#[coolbpf::program]
mod sockex1 {
    const SOURCE: &str = include_str!("bpf/sockex1.bpf.c");
}

fn main() -> coolbpf::Result<()> {
    let bpf = sockex1::open()?.load()?;
    let socket = PacketSocket::frames()?;
    let _link = bpf.progs.on_frame.attach_to(Socket::filter(&socket))?;
    socket.listen("lo")?;
    for _ in 0..5 {
        let bytes = |protocol| bpf.maps.bytes.get(protocol).map(Option::unwrap_or_default);
        println!("TCP {} UDP {} ICMP {} bytes", bytes(6)?, bytes(17)?, bytes(1)?);
        std::thread::sleep(Duration::from_secs(1));
    }
    Ok(())
}
