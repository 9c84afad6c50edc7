//! How programs for packets are attached, replaced and ordered.

use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream, UdpSocket};
use std::path::Path;

use coolbpf::attach::{
    Cgroup, CgroupMode, Netfilter, NetfilterHook, Netkit, Netns, Socket, SocketMap, TcFilter, Tcx, Xdp,
    XdpMode,
};
use coolbpf::{ErrorKind, LinkTarget, OpenProgram, Result};
use coolbpf_features::hooks::{self, OpenPrograms};
use coolbpf_features::netfilter;
use rustix::net::netdevice::name_to_index;
use rustix::net::sockopt::set_ip_multicast_if_with_ifindex;

use crate::system::OwnCgroup;
use crate::{own_network, since};

const LOOPBACK: &str = "lo";
const ANY_PORT: (Ipv4Addr, u16) = (Ipv4Addr::LOCALHOST, 0);

fn loaded<const N: usize>(
    choose: impl FnOnce(&mut OpenPrograms) -> [&mut OpenProgram; N],
) -> Result<hooks::Bpf> {
    let mut open = hooks::open()?;
    for program in choose(&mut open.progs) {
        program.set_autoload(true)?;
    }
    open.load()
}

/// Sends a datagram to this host.
fn send() {
    let socket = UdpSocket::bind(ANY_PORT).unwrap();
    socket.send_to(b"hello", socket.local_addr().unwrap()).unwrap();
    assert_eq!(socket.recv(&mut [0; 8]).unwrap(), 5);
}

/// Which program was called first and which last, of a datagram.
fn order(bpf: &hooks::Bpf) -> Result<(u32, u32)> {
    let mut bss = bpf.bss().read()?;
    (bss.first, bss.last) = (0, 0);
    bpf.bss().write(&bss)?;
    send();
    let bss = bpf.bss().read()?;
    Ok((bss.first, bss.last))
}

#[test]
fn xdp_runs_in_the_mode_that_is_asked_for_and_is_replaced_in_one_step() {
    since::XDP_MODE.is_shown_by(|| {
        own_network::enter();
        let bpf = loaded(|all| [&mut all.xdp, &mut all.another_xdp])?;
        let generic = || Xdp::interface(LOOPBACK).mode(XdpMode::Generic);
        let mut link = bpf.progs.another_xdp.attach_to(generic())?;
        assert_eq!(order(&bpf)?, (2, 2));
        let taken = bpf.progs.xdp.attach_to(generic()).unwrap_err();
        assert!(format!("{taken:#}").contains("has an XDP program already"), "{taken:#}");
        let mut third = loaded(|all| [&mut all.another_xdp])?;
        link.update(&third.progs.another_xdp)?;
        assert_eq!(order(&third)?, (2, 2));
        assert_eq!(order(&bpf)?, (0, 0), "replaced");
        // The link is that of the program that is attached now.
        third.attach()?;
        link.detach()?;
        assert_eq!(order(&third)?, (0, 0));
        let missing = bpf.progs.xdp.attach_to(Xdp::interface("no-such-one")).unwrap_err();
        assert_eq!(missing.kind(), ErrorKind::NoAttachPoint);
        Ok(())
    });
}

#[test]
fn tcx_programs_come_in_the_order_that_is_asked_for() {
    since::TCX_ORDER.is_shown_by(|| {
        own_network::enter();
        let bpf = loaded(|all| [&mut all.packet_1, &mut all.packet_2])?;
        let (one, two) = (&bpf.progs.packet_1, &bpf.progs.packet_2);
        let first = one.attach_to(Tcx::interface(LOOPBACK).first())?;
        assert_eq!(first.info()?.target, LinkTarget::Tcx(1));
        let link = two.attach_to(Tcx::interface(LOOPBACK))?;
        assert_eq!(order(&bpf)?, (1, 2));
        link.detach()?;
        let link = two.attach_to(Tcx::interface(LOOPBACK).first())?;
        assert_eq!(order(&bpf)?, (2, 1));
        link.detach()?;
        let link = two.attach_to(Tcx::interface(LOOPBACK).before(&first))?;
        assert_eq!(order(&bpf)?, (2, 1));
        link.detach()?;
        let _link = two.attach_to(Tcx::interface(LOOPBACK).after(one))?;
        assert_eq!(order(&bpf)?, (1, 2));
        Ok(())
    });
}

#[test]
fn a_filter_comes_at_its_priority_and_is_replaced_in_one_step() {
    since::TC_FILTER.is_shown_by(|| {
        own_network::enter();
        let bpf = loaded(|all| [&mut all.changes, &mut all.packet_1, &mut all.packet_2])?;
        let filter = || TcFilter::interface(LOOPBACK).ingress().priority(7);
        let mut link = bpf.progs.packet_1.attach_to(filter())?;
        assert_eq!(order(&bpf)?, (1, 1));
        let taken = bpf.progs.packet_2.attach_to(filter()).unwrap_err();
        assert_eq!(taken.kind(), ErrorKind::Other, "{taken:#}");
        link.update(&bpf.progs.packet_2)?;
        assert_eq!(order(&bpf)?, (2, 2));
        let error = link.pin("/sys/fs/bpf/coolbpf-filter").unwrap_err();
        assert!(error.to_string().contains("it is a filter of clsact, and no link of the kernel"), "{error}");
        link.detach()?;
        assert_eq!(order(&bpf)?, (0, 0));
        let unsaid = bpf.progs.changes.attach_to(TcFilter::interface(LOOPBACK)).unwrap_err();
        assert!(unsaid.to_string().contains("choose `ingress()` or `egress()`"), "{unsaid}");
        Ok(())
    });
}

#[test]
fn a_control_group_s_programs_are_replaced_in_one_step() {
    since::CGROUP_UPDATE.is_shown_by(|| {
        own_network::enter();
        let bpf = loaded(|all| [&mut all.egress, &mut all.another_egress])?;
        // No other test moves this process meanwhile.
        let _own = OwnCgroup::enter()?;
        let mut link = bpf.progs.egress.attach_to(Cgroup::this_process()?)?;
        assert_eq!(order(&bpf)?, (1, 1));
        link.update(&bpf.progs.another_egress)?;
        assert_eq!(order(&bpf)?, (2, 2));
        link.detach()?;
        assert_eq!(order(&bpf)?, (0, 0));
        Ok(())
    });
}

#[test]
fn a_control_group_can_be_kept_for_one_program() {
    since::CGROUP_ALONE.is_shown_by(|| {
        let bpf = loaded(|all| [&mut all.egress, &mut all.another_egress])?;
        let group = OwnGroup::new();
        let directory = File::open(&group.0).unwrap();
        let mut link = bpf.progs.egress.attach_to(Cgroup::open(&directory).mode(CgroupMode::Alone))?;
        let more = bpf.progs.another_egress.attach_to(Cgroup::at(&group.0)).unwrap_err();
        assert_eq!(more.kind(), ErrorKind::PermissionDenied, "{more:#}");
        link.update(&bpf.progs.another_egress)?;
        let kept = link.pin("/sys/fs/bpf/coolbpf-group").unwrap_err();
        assert!(kept.to_string().contains("it is a program of a control group"), "{kept}");
        link.detach()?;
        bpf.progs.another_egress.attach_to(Cgroup::at(&group.0))?.detach()
    });
}

#[test]
fn what_is_no_control_group_is_named() {
    since::NO_CGROUP.is_shown_by(|| {
        let bpf = loaded(|all| [&mut all.egress])?;
        let error = |group| bpf.progs.egress.attach_to(Cgroup::at(group)).unwrap_err();
        assert_eq!(error("/no/such/group").to_string(), "there is no control group /no/such/group");
        let wrong = error("/proc");
        assert_eq!(wrong.kind(), ErrorKind::InvalidInput);
        assert!(
            wrong.to_string().starts_with("/proc is no control group, and programs belong to"),
            "{wrong}"
        );
        assert!(Cgroup::root()?.path().is_some_and(Path::is_dir));
        assert_eq!(Cgroup::of_process(0x3fff_ffff).unwrap_err().kind(), ErrorKind::NoAttachPoint);
        Ok(())
    });
}

/// A control group of this test's own, below that of this process.
struct OwnGroup(std::path::PathBuf);

impl OwnGroup {
    fn new() -> Self {
        let root = Cgroup::root().unwrap();
        let directory = root.path().unwrap().join(format!("coolbpf-alone-{}", std::process::id()));
        fs::create_dir(&directory).unwrap();
        Self(directory)
    }
}

impl Drop for OwnGroup {
    fn drop(&mut self) {
        fs::remove_dir(&self.0).unwrap();
    }
}

#[test]
fn a_netkit_device_s_program_sees_what_it_sends() {
    since::NETKIT.is_shown_by(|| {
        own_network::enter();
        let bpf = loaded(|all| [&mut all.netkit, &mut all.xdp])?;
        let wrong = bpf.progs.netkit.attach_to(Netkit::interface(LOOPBACK)).unwrap_err();
        if wrong.kind() != ErrorKind::InvalidInput {
            return Err(wrong);
        }
        assert!(wrong.to_string().ends_with("lo: it is no netkit device"), "{wrong:#}");
        own_network::make_device("primary", "netkit").expect("this kernel has netkit");
        let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).unwrap();
        let index = |name| name_to_index(&socket, name).unwrap();
        let (primary, peer) = (index("primary"), index("nk0"));
        let link = bpf.progs.netkit.attach_to(Netkit::interface("primary"))?;
        assert_eq!(link.info()?.target, LinkTarget::Netkit(primary));
        own_network::bring_up(primary).unwrap();
        own_network::bring_up(peer).unwrap();
        set_ip_multicast_if_with_ifindex(&socket, &Ipv4Addr::UNSPECIFIED, &Ipv4Addr::UNSPECIFIED, primary)
            .unwrap();
        let send = || assert_eq!(socket.send_to(b"hello", (Ipv4Addr::new(224, 0, 0, 1), 7)).unwrap(), 5);
        // Soon the kernel takes notice that both ends are up.
        while bpf.bss().read()?.first == 0 {
            send();
        }
        link.detach()?;
        let before = bpf.bss().read()?.calls;
        send();
        assert_eq!(bpf.bss().read()?.calls, before, "detached");
        let unsaid = bpf.progs.xdp.attach_to(Netkit::interface("primary")).unwrap_err();
        assert!(unsaid.to_string().ends_with("choose `primary()` or `peer()`"), "{unsaid:#}");
        Ok(())
    });
}

#[test]
fn netfilter_s_program_sees_packets() {
    since::NETFILTER.is_shown_by(|| {
        own_network::enter();
        let bpf = netfilter::open()?.load()?;
        let link = bpf.progs.outgoing.attach_to(Netfilter::ipv4(NetfilterHook::LocalOut).priority(-7))?;
        let target = LinkTarget::Netfilter { family: 2, hook: 3, priority: -7 };
        assert_eq!(link.info()?.target, target);
        send();
        assert!(bpf.bss().read()?.packets >= 1);
        link.detach()
    });
}

#[test]
fn a_network_namespace_s_flow_dissector_is_attached() {
    since::FLOW_DISSECTOR.is_shown_by(|| {
        own_network::enter();
        let bpf = loaded(|all| [&mut all.flow_dissector])?;
        bpf.progs.flow_dissector.attach_to(Netns::this())?.detach()?;
        bpf.progs.flow_dissector.attach_to(Netns::this())?.detach()?;
        let error = |path| bpf.progs.flow_dissector.attach_to(Netns::at(path)).unwrap_err();
        assert_eq!(error("/no/such").to_string(), "there is no network namespace /no/such");
        assert!(error("/proc/self/comm").to_string().starts_with("/proc/self/comm is no network namespace"));
        Ok(())
    });
}

#[test]
fn a_program_chooses_among_the_sockets_of_a_port() {
    since::SK_REUSEPORT.is_shown_by(|| {
        let bpf = loaded(|all| [&mut all.reuse_port])?;
        let socket =
            rustix::net::socket(rustix::net::AddressFamily::INET, rustix::net::SocketType::DGRAM, None)
                .unwrap();
        rustix::net::sockopt::set_socket_reuseport(&socket, true).unwrap();
        rustix::net::bind(&socket, &std::net::SocketAddrV4::new(Ipv4Addr::LOCALHOST, 0)).unwrap();
        let socket = UdpSocket::from(socket);
        let link = bpf.progs.reuse_port.attach_to(Socket::reuse_port(&socket))?;
        UdpSocket::bind(ANY_PORT).unwrap().send_to(b"x", socket.local_addr().unwrap()).unwrap();
        assert_eq!(bpf.bss().read()?.calls, 1);
        link.detach()
    });
}

#[test]
fn a_map_of_sockets_has_its_program_see_what_they_receive() {
    since::SOCKMAP.is_shown_by(|| {
        let bpf = coolbpf_features::socket_map::open()?.load()?;
        let link = bpf.progs.verdict.attach_to(SocketMap::new(&bpf.maps.sockets))?;
        let listener = TcpListener::bind(ANY_PORT).unwrap();
        let mut client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        let (mut server, _) = listener.accept().unwrap();
        bpf.maps.sockets.set(0, &server)?;
        client.write_all(b"hello").unwrap();
        let mut received = [0; 5];
        server.read_exact(&mut received).unwrap();
        assert_eq!(&received, b"hello");
        assert!(bpf.bss().read()?.calls >= 1);
        link.detach()
    });
}
