//! What sockets of a map send and receive, and programs judge; infrared receivers.

use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};

use coolbpf::attach::{Lirc, SocketMap};
use coolbpf::{ErrorKind, OpenProgram, Result};
use coolbpf_features::{hooks, streams};

use crate::since;

fn loaded(choose: impl FnOnce(&mut streams::OpenPrograms) -> &mut OpenProgram) -> Result<streams::Bpf> {
    let mut open = streams::open()?;
    choose(&mut open.progs).set_autoload(true)?;
    open.load()
}

fn connection() -> (TcpStream, TcpStream) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    (client, listener.accept().unwrap().0)
}

fn say_hello(client: &mut TcpStream, server: &mut TcpStream) {
    client.write_all(b"hello").unwrap();
    let mut received = [0; 5];
    server.read_exact(&mut received).unwrap();
    assert_eq!(&received, b"hello");
}

#[test]
fn what_comes_is_judged_without_being_parsed() {
    since::SK_SKB_VERDICT.is_shown_by(|| {
        let bpf = loaded(|all| &mut all.verdict)?;
        let link = bpf.progs.verdict.attach_to(SocketMap::new(&bpf.maps.sockets))?;
        let (mut client, mut server) = connection();
        bpf.maps.sockets.set(0, &server)?;
        say_hello(&mut client, &mut server);
        assert!(bpf.bss().read()?.judged >= 1);
        link.detach()
    });
}

#[test]
fn a_message_is_refused_before_it_is_sent() {
    since::SK_MSG.is_shown_by(|| {
        let bpf = loaded(|all| &mut all.message)?;
        let link = bpf.progs.message.attach_to(SocketMap::new(&bpf.maps.sockets))?;
        let (mut client, _server) = connection();
        bpf.maps.sockets.set(0, &client)?;
        assert_eq!(client.write(b"hello").unwrap_err().kind(), io::ErrorKind::PermissionDenied);
        assert_eq!(bpf.bss().read()?.sent, 1);
        link.detach()?;
        let (mut client, mut server) = connection();
        bpf.maps.sockets.set(1, &client)?;
        say_hello(&mut client, &mut server);
        Ok(())
    });
}

#[test]
fn what_is_no_infrared_receiver_is_named() {
    since::LIRC.is_shown_by(|| {
        let mut open = hooks::open()?;
        open.progs.lirc.set_autoload(true)?;
        let bpf = open.load()?;
        if let Ok(receiver) = File::open("/dev/lirc0") {
            bpf.progs.lirc.attach_to(Lirc::open(&receiver))?.detach()?;
        }
        let wrong = bpf.progs.lirc.attach_to(Lirc::open(&File::open("/dev/null")?)).unwrap_err();
        assert_eq!(wrong.kind(), ErrorKind::InvalidInput, "{wrong:#}");
        Ok(())
    });
}
