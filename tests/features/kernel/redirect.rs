//! Maps of network interfaces, CPUs and sockets, and of what user space asks programs for.

use std::net::{TcpListener, TcpStream};
use std::time::Duration;

use coolbpf::{Target, Update};
use coolbpf_features::{redirect, requests};
use rustix::net::sockopt::{set_socket_reuseport, set_xdp_rx_ring_size, socket_cookie};
use rustix::net::{AddressFamily, SocketType, bind, listen, socket};

use crate::since;
use crate::system::{nice, tid};

/// The index of the loopback interface, in every network namespace.
const LOOPBACK: u32 = 1;

#[test]
fn frames_are_sent_to_interfaces_and_cpus() {
    since::REDIRECT.is_shown_by(|| {
        let bpf = redirect::open()?.load()?;
        let plain = Some(Target { value: LOOPBACK, program: None });
        let (devices, by_number, cpus) = (&bpf.maps.devices, &bpf.maps.devices_by_number, &bpf.maps.cpus);
        devices.set(3, LOOPBACK)?;
        assert_eq!((devices.get(3)?, devices.get(0)?), (plain, None));
        assert!(devices.remove(3)? && devices.get(3)?.is_none());
        assert!(devices.set(0, 999_999).is_err(), "there is no such interface");
        let no_room = devices.set_with(0, LOOPBACK, &bpf.progs.on_leaving).unwrap_err();
        assert!(no_room.to_string().contains("has no room for programs"), "{no_room:#}");

        by_number.set(70_000, LOOPBACK)?;
        assert_eq!(by_number.get(70_000)?, plain);
        by_number.set_with(70_000, LOOPBACK, &bpf.progs.on_leaving)?;
        assert!(
            by_number.get(70_000)?.is_some_and(|target| target.value == LOOPBACK && target.program.is_some())
        );
        assert!(by_number.remove(70_000)?);

        cpus.set_with(0, 192, &bpf.progs.on_cpu)?;
        assert!(cpus.get(0)?.is_some_and(|target| target.value == 192 && target.program.is_some()));
        assert!(cpus.remove(0)?);
        let frames = &bpf.maps.frames;
        assert!(frames.set(0, TcpListener::bind("127.0.0.1:0")?).is_err(), "it is no AF_XDP socket");
        let of_frames = socket(AddressFamily::XDP, SocketType::RAW, None).expect("CONFIG_XDP_SOCKETS");
        // Later kernels take only those that have somewhere to put frames.
        set_xdp_rx_ring_size(&of_frames, 64).expect("a ring of frames");
        frames.set(0, &of_frames)?;
        assert!(frames.remove(0)?);
        let beyond = frames.set(1, &of_frames).unwrap_err();
        assert!(beyond.to_string().contains("index 1 is beyond its 1 entries"), "{beyond:#}");
        Ok(())
    });
}

#[test]
fn sockets_are_put_into_maps_and_leave_them_when_they_are_closed() {
    since::SOCKET_MAPS.is_shown_by(|| {
        let bpf = redirect::open()?.load()?;
        let (sockets, by_port) = (&bpf.maps.sockets, &bpf.maps.sockets_by_port);
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let stream = TcpStream::connect(listener.local_addr()?)?;
        sockets.set(1, &stream)?;
        let cookie = socket_cookie(&stream).expect("sockets have cookies");
        assert_eq!((sockets.cookie(1)?, sockets.cookie(0)?), (Some(cookie), None));
        by_port.insert(&80, &stream, Update::NoExist)?;
        assert!(by_port.insert(&80, &stream, Update::NoExist).is_err());
        assert_eq!((by_port.cookie(&80)?, by_port.cookie(&81)?), (Some(cookie), None));
        assert_eq!(by_port.keys().collect::<coolbpf::Result<Vec<_>>>()?, [80]);
        assert!(by_port.remove(&80)? && !by_port.remove(&80)?);
        drop(stream);
        assert_eq!(sockets.cookie(1)?, None);
        Ok(())
    });
}

#[test]
fn listeners_share_a_port_as_a_map_says() {
    since::LISTENERS.is_shown_by(|| {
        let bpf = redirect::open()?.load()?;
        let listener = socket(AddressFamily::INET, SocketType::STREAM, None).expect("sockets can be made");
        set_socket_reuseport(&listener, true).expect("a port can be shared");
        bind(&listener, &std::net::SocketAddrV4::new(std::net::Ipv4Addr::LOCALHOST, 0))
            .expect("a port is free");
        listen(&listener, 1).expect("it is bound");
        bpf.maps.listeners.set(1, &listener)?;
        assert_eq!(bpf.maps.listeners.cookie(1)?, socket_cookie(&listener).ok());
        assert!(bpf.maps.listeners.remove(1)?);
        Ok(())
    });
}

#[test]
fn programs_read_what_user_space_writes_into_a_ring() {
    since::USER_RING_BUFFER.is_shown_by(|| {
        let mut open = requests::open()?;
        open.rodata().tid = tid();
        let mut bpf = open.load()?;
        bpf.attach()?;
        let ring = &bpf.maps.requests;
        let mut producer = ring.producer()?;
        assert!(ring.producer().is_err(), "there is one already");
        let request = |number| requests::types::request { number, weight: 2, more: 0 };
        let (mut sent, mut sum) = (0, 0);
        for round in 0..50 {
            while producer.send(&request(round))? {
                sent += 1;
                sum += u64::from(round) * 2;
            }
            assert!(!producer.wait(Some(Duration::ZERO))?);
            nice(1);
            assert!(producer.wait(None)?);
            // A record that is given up is skipped.
            drop(producer.reserve()?.expect("there is room"));
            let mut record = producer.reserve()?.expect("there is room");
            record.number = 1;
            record.weight = 1;
            record.submit();
            (sent, sum) = (sent + 1, sum + 1);
            nice(2);
            assert_eq!((bpf.bss().sum.get()?, bpf.bss().drained.get()?), (sum, 1));
        }
        assert!(sent > 50 * 100, "{sent}");
        drop(producer);
        assert!(ring.producer()?.send(&request(1))?);
        Ok(())
    });
}
