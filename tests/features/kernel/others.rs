//! What others attach in the place of a program of ours, which stays when ours goes.

use std::fs;
use std::net::{Ipv4Addr, UdpSocket};
use std::os::fd::AsRawFd as _;
use std::ptr;
use std::time::Duration;

use coolbpf::attach::{Cgroup, CgroupMode, TcFilter, Xdp, XdpMode};
use coolbpf::{Link, Result};
use coolbpf_features::hooks;
use libbpf_sys::{bpf_tc_hook, bpf_tc_opts};

use crate::bpf_file_system::BpfFileSystem;
use crate::system::OwnCgroup;
use crate::this_kernel::version;
use crate::{own_network, since};

fn loaded() -> Result<hooks::Bpf> {
    let mut open = hooks::open()?;
    let all = &mut open.progs;
    for program in
        [&mut all.packet_1, &mut all.packet_2, &mut all.egress, &mut all.another_egress, &mut all.another_xdp]
    {
        program.set_autoload(true)?;
    }
    open.load()
}

/// Which program was called first and which last, of a datagram to this host.
fn order(bpf: &hooks::Bpf) -> Result<(u32, u32)> {
    let mut bss = bpf.bss().read()?;
    (bss.first, bss.last) = (0, 0);
    bpf.bss().write(&bss)?;
    let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    socket.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    socket.send_to(b"hello", socket.local_addr().unwrap()).unwrap();
    assert_eq!(socket.recv(&mut [0; 8]).unwrap(), 5);
    let bss = bpf.bss().read()?;
    Ok((bss.first, bss.last))
}

/// Removes the filter of that priority from what the loopback device receives, as `tc filter del` does.
fn remove_filter(priority: u32) {
    let hook = bpf_tc_hook {
        sz: size_of::<bpf_tc_hook>() as _,
        ifindex: own_network::LOOPBACK as i32,
        attach_point: libbpf_sys::BPF_TC_INGRESS,
        ..Default::default()
    };
    let options =
        bpf_tc_opts { sz: size_of::<bpf_tc_opts>() as _, handle: 1, priority, ..Default::default() };
    // SAFETY: both have the sizes that they say, and outlive the call.
    assert_eq!(unsafe { libbpf_sys::bpf_tc_detach(&raw const hook, &raw const options) }, 0);
}

#[test]
fn another_one_s_filter_at_the_place_stays_when_ours_goes() {
    since::TC_FILTER.is_shown_by(|| {
        own_network::enter();
        let bpf = loaded()?;
        let filter = || TcFilter::interface("lo").ingress().priority(7);
        let mut ours = bpf.progs.packet_1.attach_to(filter())?;
        remove_filter(7);
        let theirs = bpf.progs.packet_2.attach_to(filter())?;
        let error = ours.update(&bpf.progs.packet_1).unwrap_err();
        assert_eq!(error.raw_os_error(), Some(17), "{error:#}");
        ours.detach()?;
        assert_eq!(order(&bpf)?, (2, 2));
        theirs.detach()?;
        assert_eq!(order(&bpf)?, (0, 0));
        Ok(())
    });
}

#[test]
fn filters_of_one_priority_are_told_apart_by_their_numbers() {
    since::TC_FILTER.is_shown_by(|| {
        own_network::enter();
        let bpf = loaded()?;
        let filter = |handle: u32| {
            TcFilter::interface("lo").ingress().priority(7).handle(handle.try_into().expect("it is none"))
        };
        let first = bpf.progs.packet_1.attach_to(filter(1))?;
        let second = bpf.progs.packet_2.attach_to(filter(2))?;
        assert!(bpf.progs.packet_2.attach_to(filter(2)).is_err(), "taken");
        second.detach()?;
        assert_eq!(order(&bpf)?, (1, 1));
        first.detach()
    });
}

#[test]
fn another_one_s_program_of_a_control_group_stays_when_ours_goes() {
    since::CGROUP_ALONE.is_shown_by(|| {
        own_network::enter();
        let bpf = loaded()?;
        let _own = OwnCgroup::enter()?;
        let alone = || Cgroup::this_process().map(|group| group.mode(CgroupMode::Alone));
        let ours = bpf.progs.egress.attach_to(alone()?)?;
        assert_eq!(order(&bpf)?, (1, 1));
        let theirs = bpf.progs.another_egress.attach_to(alone()?)?;
        ours.detach()?;
        // Before 468e2f64d220 nobody can ask which program a group has.
        let expected = if version() < (4, 15) { (0, 0) } else { (2, 2) };
        assert_eq!(order(&bpf)?, expected);
        theirs.detach()?;
        assert_eq!(order(&bpf)?, (0, 0));
        Ok(())
    });
}

/// Has the loopback device run a program whatever runs there, by netlink, as `ip link set lo xdpgeneric` does; -1 is none.
fn set_xdp(program: i32) -> i32 {
    let (index, mode) = (own_network::LOOPBACK as i32, libbpf_sys::XDP_FLAGS_SKB_MODE);
    // SAFETY: no options is what a null pointer means.
    unsafe { libbpf_sys::bpf_xdp_attach(index, program, mode, ptr::null()) }
}

#[test]
fn another_one_s_xdp_program_stays_when_ours_goes_and_ours_where_a_link_keeps_it() {
    since::XDP_MODE.is_shown_by(|| {
        own_network::enter();
        let (bpf, others) = (loaded()?, loaded()?);
        let mut ours = bpf.progs.another_xdp.attach_to(Xdp::interface("lo").mode(XdpMode::Generic))?;
        let theirs = others.progs.another_xdp.fd()?.as_raw_fd();
        if ours.fd().is_ok() {
            assert!(set_xdp(theirs) < 0, "a link keeps the place");
            assert_eq!(order(&bpf)?, (2, 2));
            return ours.detach();
        }
        assert_eq!(set_xdp(theirs), 0);
        let error = ours.update(&bpf.progs.another_xdp).unwrap_err();
        assert_eq!(error.raw_os_error(), Some(17), "{error:#}");
        ours.detach()?;
        assert_eq!(order(&others)?, (2, 2));
        assert_eq!(set_xdp(-1), 0);
        Ok(())
    });
}

#[test]
fn a_busy_interface_is_told_whoever_keeps_it_busy() {
    since::XDP_MODE.is_shown_by(|| {
        own_network::enter();
        let (bpf, others) = (loaded()?, loaded()?);
        assert_eq!(set_xdp(others.progs.another_xdp.fd()?.as_raw_fd()), 0);
        for mode in [XdpMode::Generic, XdpMode::Any] {
            let error = bpf.progs.another_xdp.attach_to(Xdp::interface("lo").mode(mode)).unwrap_err();
            assert!(format!("{error:#}").contains("has an XDP program already"), "{mode:?}: {error:#}");
        }
        assert_eq!(order(&others)?, (2, 2));
        assert_eq!(set_xdp(-1), 0);
        bpf.progs.another_xdp.attach_to(Xdp::interface("lo").mode(XdpMode::Generic))?.detach()
    });
}

#[test]
fn a_file_that_keeps_another_link_by_now_is_left_alone() {
    since::PINNED_LINK.is_shown_by(|| {
        let files = BpfFileSystem::mount();
        let path = files.path("link");
        let bpf = loaded()?;
        let _own = OwnCgroup::enter()?;
        let mut ours = bpf.progs.egress.attach_to(Cgroup::this_process()?)?;
        ours.pin(&path)?;
        fs::remove_file(&path)?;
        let mut theirs = bpf.progs.another_egress.attach_to(Cgroup::this_process()?)?;
        theirs.pin(&path)?;
        let error = ours.unpin().unwrap_err();
        assert!(error.to_string().ends_with("keeps another one now"), "{error:#}");
        assert_eq!(Link::from_pinned(&path)?.info()?.id, theirs.info()?.id);
        theirs.unpin()
    });
}
