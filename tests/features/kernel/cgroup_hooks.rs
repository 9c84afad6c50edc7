//! What the processes of a control group do, and programs refuse, change or see.

use std::fs::{self, File};
use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::os::linux::net::SocketAddrExt as _;
use std::os::unix::net::{SocketAddr as UnixAddress, UnixDatagram};
use std::sync::{Mutex, MutexGuard, PoisonError};

use coolbpf::attach::{Cgroup, CgroupMode};
use coolbpf::{ErrorKind, OpenProgram, Program, Result};
use coolbpf_features::cgroup_lsm;
use coolbpf_features::cgroups::{self, OpenPrograms, Programs};
use rustix::net::sockopt::{ip_tos, set_ip_tos, socket_cookie};
use rustix::net::{AddressFamily, Protocol, RawProtocol, SocketType, socket};

use crate::feature::Feature;
use crate::system::OwnCgroup;
use crate::{own_network, since};

/// Free in a network of a test's own, as is the one after it.
const PORT: u16 = 4711;
const V4: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), PORT);
const V6: SocketAddr = SocketAddr::new(std::net::IpAddr::V6(Ipv6Addr::LOCALHOST), PORT);

/// A network of a test's own, and no other test whose programs look at the port meanwhile: those of the topmost group see all networks.
fn alone_with_the_port() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    own_network::enter();
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Loads one program, to look at the port, or at the socket with the cookie.
fn loaded(cookie: u64, choose: impl FnOnce(&mut OpenPrograms) -> &mut OpenProgram) -> Result<cgroups::Bpf> {
    let mut open = cgroups::open()?;
    let rodata = open.rodata();
    (rodata.port, rodata.cookie) = (PORT, cookie);
    choose(&mut open.progs).set_autoload(true)?;
    open.load()
}

/// `act` gives one thing while the program is attached, and another before and afterwards.
fn changes<T: PartialEq + std::fmt::Debug>(
    feature: &Feature,
    choose: impl FnOnce(&mut OpenPrograms) -> &mut OpenProgram,
    program: impl FnOnce(&Programs) -> &Program,
    act: impl Fn() -> T,
    (otherwise, attached): (T, T),
) {
    feature.is_shown_by(|| {
        let _alone = alone_with_the_port();
        let bpf = loaded(0, choose)?;
        assert_eq!(act(), otherwise);
        let link = program(&bpf.progs).attach_to(Cgroup::root()?)?;
        assert_eq!(act(), attached);
        link.detach()?;
        assert_eq!(act(), otherwise, "detached");
        Ok(())
    });
}

/// Whether something may be done, or is refused with `EPERM`.
fn may<T>(done: io::Result<T>) -> bool {
    match done {
        Ok(_) => true,
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => false,
        Err(error) => panic!("{error}"),
    }
}

/// While the program is attached, `act` is refused.
fn refuses(
    feature: &Feature,
    choose: impl FnOnce(&mut OpenPrograms) -> &mut OpenProgram,
    program: impl FnOnce(&Programs) -> &Program,
    act: impl Fn() -> bool,
) {
    changes(feature, choose, program, act, (true, false));
}

/// Connects to a listener at the port.
fn connect(address: SocketAddr) -> bool {
    let _listener = TcpListener::bind(address).unwrap();
    may(TcpStream::connect(address))
}

/// A socket of the family of `address`, at any port.
fn any(address: SocketAddr) -> UdpSocket {
    UdpSocket::bind(SocketAddr::new(address.ip(), 0)).unwrap()
}

/// The port that a datagram from the port comes from, as the receiver is told.
fn received_from(address: SocketAddr) -> u16 {
    let (sender, receiver) = (UdpSocket::bind(address).unwrap(), any(address));
    sender.send_to(b"x", receiver.local_addr().unwrap()).unwrap();
    receiver.recv_from(&mut [0; 8]).unwrap().1.port()
}

fn peer(address: SocketAddr) -> u16 {
    let socket = any(address);
    socket.connect(address).unwrap();
    socket.peer_addr().unwrap().port()
}

fn own(address: SocketAddr) -> u16 {
    UdpSocket::bind(address).unwrap().local_addr().unwrap().port()
}

#[test]
fn ports_are_refused_before_sockets_are_bound_to_them() {
    refuses(&since::CGROUP_BIND4, |all| &mut all.bind4, |all| &all.bind4, || may(UdpSocket::bind(V4)));
    refuses(&since::CGROUP_BIND6, |all| &mut all.bind6, |all| &all.bind6, || may(UdpSocket::bind(V6)));
}

#[test]
fn ports_are_refused_after_sockets_are_bound_to_them() {
    refuses(
        &since::CGROUP_POST_BIND4,
        |all| &mut all.post_bind4,
        |all| &all.post_bind4,
        || may(UdpSocket::bind(V4)),
    );
    refuses(
        &since::CGROUP_POST_BIND6,
        |all| &mut all.post_bind6,
        |all| &all.post_bind6,
        || may(UdpSocket::bind(V6)),
    );
}

#[test]
fn connections_are_refused() {
    refuses(&since::CGROUP_CONNECT4, |all| &mut all.connect4, |all| &all.connect4, || connect(V4));
    refuses(&since::CGROUP_CONNECT6, |all| &mut all.connect6, |all| &all.connect6, || connect(V6));
}

#[test]
fn datagrams_are_refused() {
    let send = |address| may(any(address).send_to(b"x", address));
    refuses(&since::CGROUP_SENDMSG4, |all| &mut all.sendmsg4, |all| &all.sendmsg4, || send(V4));
    refuses(&since::CGROUP_SENDMSG6, |all| &mut all.sendmsg6, |all| &all.sendmsg6, || send(V6));
}

#[test]
fn the_sender_of_a_datagram_is_changed() {
    let ports = (PORT, PORT + 1);
    changes(&since::CGROUP_RECVMSG4, |a| &mut a.recvmsg4, |a| &a.recvmsg4, || received_from(V4), ports);
    changes(&since::CGROUP_RECVMSG6, |a| &mut a.recvmsg6, |a| &a.recvmsg6, || received_from(V6), ports);
}

#[test]
fn both_ends_of_a_socket_are_changed() {
    let ports = (PORT, PORT + 1);
    changes(&since::CGROUP_GETPEERNAME4, |a| &mut a.getpeername4, |a| &a.getpeername4, || peer(V4), ports);
    changes(&since::CGROUP_GETPEERNAME6, |a| &mut a.getpeername6, |a| &a.getpeername6, || peer(V6), ports);
    changes(&since::CGROUP_GETSOCKNAME4, |a| &mut a.getsockname4, |a| &a.getsockname4, || own(V4), ports);
    changes(&since::CGROUP_GETSOCKNAME6, |a| &mut a.getsockname6, |a| &a.getsockname6, || own(V6), ports);
}

/// A raw socket of a protocol that nobody uses: RFC 3692.
fn experimental() -> io::Result<rustix::fd::OwnedFd> {
    let protocol = Protocol::from_raw(RawProtocol::new(253).unwrap());
    Ok(socket(AddressFamily::INET, SocketType::RAW, Some(protocol))?)
}

#[test]
fn sockets_are_refused() {
    refuses(
        &since::CGROUP_SOCK_CREATE,
        |all| &mut all.sock_create,
        |all| &all.sock_create,
        || may(experimental()),
    );
}

#[test]
fn the_end_of_a_socket_is_seen() {
    since::CGROUP_SOCK_RELEASE.is_shown_by(|| {
        let bpf = loaded(0, |all| &mut all.sock_release)?;
        let link = bpf.progs.sock_release.attach_to(Cgroup::root()?)?;
        let socket = experimental()?;
        assert_eq!(bpf.bss().calls.get()?, 0);
        drop(socket);
        assert_eq!(bpf.bss().calls.get()?, 1);
        link.detach()
    });
}

#[test]
fn devices_are_refused() {
    refuses(&since::CGROUP_DEVICE, |all| &mut all.device, |all| &all.device, || may(File::open("/dev/full")));
}

#[test]
fn settings_of_the_kernel_are_refused() {
    const SETTING: &str = "/proc/sys/kernel/printk_ratelimit_burst";
    refuses(
        &since::CGROUP_SYSCTL,
        |all| &mut all.sysctl,
        |all| &all.sysctl,
        || may(fs::read_to_string(SETTING)),
    );
}

#[test]
fn options_of_sockets_are_changed_and_refused() {
    let bound = || UdpSocket::bind(V4).unwrap();
    changes(
        &since::CGROUP_GETSOCKOPT,
        |all| &mut all.getsockopt,
        |all| &all.getsockopt,
        || ip_tos(bound()).unwrap(),
        (0, 0x28),
    );
    refuses(
        &since::CGROUP_SETSOCKOPT,
        |all| &mut all.setsockopt,
        |all| &all.setsockopt,
        || may(set_ip_tos(bound(), 8).map_err(io::Error::from)),
    );
}

/// A socket and the address of another one, which is nowhere in the file system.
fn unix() -> (UnixDatagram, UnixDatagram, UnixAddress) {
    let socket = UnixDatagram::unbound().unwrap();
    let other = UnixDatagram::unbound().unwrap();
    let name = format!("coolbpf-features-{}", socket_cookie(&other).unwrap());
    let address = UnixAddress::from_abstract_name(name).unwrap();
    let other_bound = UnixDatagram::bind_addr(&address).unwrap();
    (socket, other_bound, address)
}

#[test]
fn sockets_of_this_machine_are_refused_to_connect_and_send() {
    since::CGROUP_CONNECT_UNIX.is_shown_by(|| {
        let (socket, _other, address) = unix();
        let bpf = loaded(socket_cookie(&socket).unwrap(), |all| &mut all.connect_unix)?;
        let link = bpf.progs.connect_unix.attach_to(Cgroup::root()?)?;
        assert!(!may(socket.connect_addr(&address)));
        link.detach()?;
        assert!(may(socket.connect_addr(&address)));
        Ok(())
    });
    since::CGROUP_SENDMSG_UNIX.is_shown_by(|| {
        let (socket, _other, address) = unix();
        let bpf = loaded(socket_cookie(&socket).unwrap(), |all| &mut all.sendmsg_unix)?;
        let link = bpf.progs.sendmsg_unix.attach_to(Cgroup::root()?)?;
        assert!(!may(socket.send_to_addr(b"x", &address)));
        link.detach()?;
        assert!(may(socket.send_to_addr(b"x", &address)));
        Ok(())
    });
}

/// What a socket of this machine does is seen while the program is attached.
fn sees_unix(
    feature: &Feature,
    choose: impl FnOnce(&mut OpenPrograms) -> &mut OpenProgram,
    program: impl FnOnce(&Programs) -> &Program,
    // The kernel asks for the end that is told about.
    about_peer: bool,
    act: impl Fn(&UnixDatagram, &UnixAddress),
) {
    feature.is_shown_by(|| {
        let (_, socket, address) = unix();
        let name = UnixAddress::from_abstract_name(format!("{}-peer", socket_cookie(&socket).unwrap()))?;
        let peer = UnixDatagram::bind_addr(&name)?;
        peer.connect_addr(&address)?;
        socket.connect_addr(&name)?;
        let bpf = loaded(socket_cookie(if about_peer { &peer } else { &socket }).unwrap(), choose)?;
        let link = program(&bpf.progs).attach_to(Cgroup::root()?)?;
        peer.send(b"x")?;
        act(&socket, &name);
        assert_eq!(bpf.bss().calls.get()?, 1);
        link.detach()?;
        peer.send(b"x")?;
        act(&socket, &name);
        assert_eq!(bpf.bss().calls.get()?, 1, "detached");
        Ok(())
    });
}

#[test]
fn what_sockets_of_this_machine_receive_and_tell_is_seen() {
    sees_unix(
        &since::CGROUP_RECVMSG_UNIX,
        |all| &mut all.recvmsg_unix,
        |all| &all.recvmsg_unix,
        false,
        |socket, _| assert_eq!(socket.recv_from(&mut [0; 8]).unwrap().0, 1),
    );
    sees_unix(
        &since::CGROUP_GETPEERNAME_UNIX,
        |all| &mut all.getpeername_unix,
        |all| &all.getpeername_unix,
        true,
        |socket, peer| assert_eq!(socket.peer_addr().unwrap().as_abstract_name(), peer.as_abstract_name()),
    );
    sees_unix(
        &since::CGROUP_GETSOCKNAME_UNIX,
        |all| &mut all.getsockname_unix,
        |all| &all.getsockname_unix,
        false,
        |socket, _| assert!(socket.local_addr().unwrap().as_abstract_name().is_some()),
    );
}

/// Sends a datagram to the port.
fn send() {
    assert_eq!(any(V4).send_to(b"x", V4).unwrap(), 1);
}

#[test]
fn what_a_group_receives_is_seen() {
    since::CGROUP_INGRESS.is_shown_by(|| {
        let _alone = alone_with_the_port();
        let receiver = UdpSocket::bind(V4).unwrap();
        let bpf = loaded(0, |all| &mut all.ingress)?;
        let link = bpf.progs.ingress.attach_to(Cgroup::root()?)?;
        send();
        receiver.recv(&mut [0; 8]).unwrap();
        assert_eq!(bpf.bss().read()?.calls, 1);
        link.detach()
    });
}

#[test]
fn a_hook_of_security_modules_is_refused_to_a_group() {
    since::LSM_CGROUP.is_shown_by(|| {
        let _alone = alone_with_the_port();
        let mut open = cgroup_lsm::open()?;
        open.rodata().port = PORT;
        let bpf = open.load()?;
        let link = bpf.progs.socket_bind.attach_to(Cgroup::root()?)?;
        assert!(!may(UdpSocket::bind(V4)));
        link.detach()?;
        assert!(may(UdpSocket::bind(V4)));
        Ok(())
    });
}

/// Both programs, and which of them was called first and last, of a datagram.
fn both() -> Result<cgroups::Bpf> {
    let mut open = cgroups::open()?;
    open.rodata().port = PORT;
    open.progs.egress_1.set_autoload(true)?;
    open.progs.egress_2.set_autoload(true)?;
    open.load()
}

fn order(bpf: &cgroups::Bpf) -> Result<(u32, u32)> {
    let bss = bpf.bss();
    bss.first.set(0)?;
    bss.last.set(0)?;
    send();
    Ok((bss.first.get()?, bss.last.get()?))
}

#[test]
fn a_group_s_programs_come_in_the_order_that_is_asked_for() {
    since::CGROUP_ORDER.is_shown_by(|| {
        let _alone = alone_with_the_port();
        let bpf = both()?;
        let (one, two) = (&bpf.progs.egress_1, &bpf.progs.egress_2);
        let alone = two.attach_to(Cgroup::root()?.mode(CgroupMode::Alone).first()).unwrap_err();
        assert_eq!(alone.kind(), ErrorKind::InvalidInput, "{alone:#}");
        let comes = |place: Cgroup<'_>, expected| {
            let link = two.attach_to(place)?;
            assert_eq!(order(&bpf)?, expected);
            link.detach()
        };
        let first = one.attach_to(Cgroup::root()?)?;
        comes(Cgroup::root()?, (1, 2))?;
        comes(Cgroup::root()?.first(), (2, 1))?;
        comes(Cgroup::root()?.before(&first), (2, 1))?;
        comes(Cgroup::root()?.after(&first), (1, 2))?;
        let by_program = two.attach_to(Cgroup::root()?.after(one)).unwrap_err();
        assert_eq!(by_program.kind(), ErrorKind::InvalidInput, "{by_program:#}");
        assert!(by_program.to_string().ends_with("not its program"), "{by_program}");
        Ok(())
    });
}

#[test]
fn a_program_comes_before_those_of_the_groups_below() {
    since::CGROUP_PREORDER.is_shown_by(|| {
        let _alone = alone_with_the_port();
        let bpf = both()?;
        let own = OwnCgroup::enter()?;
        let _below = bpf.progs.egress_1.attach_to(Cgroup::at(own.path()))?;
        let link = bpf.progs.egress_2.attach_to(Cgroup::root()?)?;
        assert_eq!(order(&bpf)?, (1, 2));
        link.detach()?;
        let _above = bpf.progs.egress_2.attach_to(Cgroup::root()?.preorder())?;
        assert_eq!(order(&bpf)?, (2, 1));
        Ok(())
    });
}
