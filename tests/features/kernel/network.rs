//! Programs for packets, sockets and control groups.

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::os::unix::net::UnixDatagram;

use coolbpf::attach::{Cgroup, Netns, Socket, Tcx, Xdp};
use coolbpf::{Link, OpenProgram, Result};
use coolbpf_features::network::{self, OpenPrograms, Programs};

use crate::feature::Feature;
use crate::{own_network, since};

const LOOPBACK: &str = "lo";

const ANY_PORT: (Ipv4Addr, u16) = (Ipv4Addr::LOCALHOST, 0);

/// Loads one program, to watch a port.
fn loaded(
    address: SocketAddr,
    choose: impl FnOnce(&mut OpenPrograms) -> &mut OpenProgram,
) -> Result<network::Bpf> {
    let mut open = network::open()?;
    open.rodata().port = address.port();
    choose(&mut open.progs).set_autoload(true)?;
    open.load()
}

/// The program sees a datagram that comes to the port, as long as the link is there.
fn sees_datagrams(
    feature: &Feature,
    choose: impl FnOnce(&mut OpenPrograms) -> &mut OpenProgram,
    attach: impl FnOnce(&Programs) -> Result<Link>,
) {
    feature.is_shown_by(|| {
        own_network::enter();
        let socket = UdpSocket::bind(ANY_PORT).unwrap();
        let address = socket.local_addr().unwrap();
        let send = || {
            socket.send_to(b"hello", address).unwrap();
            assert_eq!(socket.recv(&mut [0; 8]).unwrap(), 5);
        };
        let bpf = loaded(address, choose)?;
        let link = attach(&bpf.progs)?;
        send();
        assert_eq!(bpf.bss().read()?.packets, 1);
        link.detach()?;
        send();
        assert_eq!(bpf.bss().read()?.packets, 1);
        Ok(())
    });
}

#[test]
fn xdp_sees_what_an_interface_receives() {
    sees_datagrams(
        &since::XDP,
        |programs| &mut programs.xdp,
        |programs| programs.xdp.attach_to(Xdp::interface(LOOPBACK)),
    );
}

#[test]
fn tcx_sees_what_an_interface_receives() {
    sees_datagrams(
        &since::TCX_INGRESS,
        |programs| &mut programs.tcx_ingress,
        |programs| programs.tcx_ingress.attach_to(Tcx::interface(LOOPBACK)),
    );
}

#[test]
fn tcx_sees_what_an_interface_sends() {
    sees_datagrams(
        &since::TCX_EGRESS,
        |programs| &mut programs.tcx_egress,
        |programs| programs.tcx_egress.attach_to(Tcx::interface(LOOPBACK)),
    );
}

#[test]
fn a_socket_filter_cuts_what_a_socket_receives() {
    since::SOCKET_FILTER.is_shown_by(|| {
        let (sender, receiver) = UnixDatagram::pair().unwrap();
        let bpf = loaded(SocketAddr::from(ANY_PORT), |programs| &mut programs.socket)?;
        let link = bpf.progs.socket.attach_to(Socket::filter(&receiver))?;
        sender.send(b"hello").unwrap();
        assert_eq!(receiver.recv(&mut [0; 8]).unwrap(), 1);
        link.detach()?;
        sender.send(b"hello").unwrap();
        assert_eq!(receiver.recv(&mut [0; 8]).unwrap(), 5);
        Ok(())
    });
}

#[test]
fn a_control_group_s_program_refuses_connections() {
    since::CGROUP_CONNECT.is_shown_by(|| {
        let listener = TcpListener::bind(ANY_PORT).unwrap();
        let address = listener.local_addr().unwrap();
        let bpf = loaded(address, |programs| &mut programs.connect4)?;
        let link = bpf.progs.connect4.attach_to(Cgroup::root()?)?;
        let refused = TcpStream::connect(address).unwrap_err();
        assert_eq!(refused.kind(), io::ErrorKind::PermissionDenied);
        drop(link);
        TcpStream::connect(address).unwrap();
        Ok(())
    });
}

#[test]
fn a_control_group_s_program_sees_what_its_processes_send() {
    sees_datagrams(
        &since::CGROUP_SKB,
        |programs| &mut programs.cgroup_egress,
        |programs| programs.cgroup_egress.attach_to(Cgroup::root()?),
    );
}

#[test]
fn a_control_group_s_program_sees_connections_being_established() {
    since::SOCKOPS.is_shown_by(|| {
        let listener = TcpListener::bind(ANY_PORT).unwrap();
        let address = listener.local_addr().unwrap();
        let bpf = loaded(address, |programs| &mut programs.sockops)?;
        let _link = bpf.progs.sockops.attach_to(Cgroup::root()?)?;
        TcpStream::connect(address).unwrap();
        assert_eq!(bpf.bss().read()?.packets, 1);
        Ok(())
    });
}

#[test]
fn a_network_namespace_s_program_drops_connections() {
    since::SK_LOOKUP.is_shown_by(|| {
        own_network::enter();
        let listener = TcpListener::bind(ANY_PORT).unwrap();
        let address = listener.local_addr().unwrap();
        let bpf = loaded(address, |programs| &mut programs.sk_lookup)?;
        let link = bpf.progs.sk_lookup.attach_to(Netns::this())?;
        let refused = TcpStream::connect(address).unwrap_err();
        assert_eq!(refused.kind(), io::ErrorKind::ConnectionRefused);
        drop(link);
        TcpStream::connect(address).unwrap();
        Ok(())
    });
}
