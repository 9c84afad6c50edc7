//! Links that files keep, and what the kernel tells of them.

use std::fs;
use std::path::Path;

use coolbpf::attach::{Cgroup, Tracepoint, Xdp, XdpMode};
use coolbpf::{ErrorKind, Link, LinkTarget, Result};
use coolbpf_features::hooks;
use rustix::mount::{MountFlags, mount};

use crate::feature::Feature;
use crate::system::{nice, tid};
use crate::{own_network, since};

/// A BPF file system, mounted if it is not.
fn bpffs() -> &'static Path {
    let place = Path::new("/sys/fs/bpf");
    let mounts = fs::read_to_string("/proc/self/mounts").unwrap();
    if !mounts.lines().any(|line| line.split(' ').nth(2) == Some("bpf")) {
        mount("bpf", place, "bpf", MountFlags::empty(), None).unwrap();
    }
    place
}

fn outlives(
    feature: &Feature,
    name: &str,
    port: u16,
    attach: impl FnOnce(&hooks::Bpf) -> Result<Link>,
    act: impl Fn(),
    is_of: impl FnOnce(&LinkTarget) -> bool,
) {
    feature.is_shown_by(|| {
        let mut open = hooks::open()?;
        let rodata = open.rodata();
        (rodata.tid, rodata.port) = (tid(), port);
        open.progs.tracepoint.set_autoload(true)?;
        open.progs.egress.set_autoload(true)?;
        let bpf = open.load()?;
        let calls = || bpf.bss().read().map(|bss| bss.calls);
        let path = bpffs().join(format!("coolbpf-{name}-{}", std::process::id()));
        let mut link = attach(&bpf)?;
        link.pin(&path)?;
        assert_eq!(link.pin(&path).unwrap_err().kind(), ErrorKind::InvalidInput, "pinned already");
        let id = link.info()?.id;
        drop(link);
        act();
        let before = calls()?;
        assert!(before >= 1, "the file keeps it");

        let mut link = Link::from_pinned(&path)?;
        assert_eq!((link.info()?.id, link.pinned()), (id, Some(path.as_path())));
        assert!(is_of(&link.info()?.target), "{:?}", link.info()?);
        link.unpin()?;
        assert!(!path.exists());
        act();
        let after = calls()?;
        assert!(after > before, "the link keeps it");
        link.detach()?;
        // Nothing keeps it, and soon the kernel knows.
        while {
            let before = calls()?;
            act();
            calls()? > before
        } {}

        let nothing = Link::from_pinned(&path).unwrap_err();
        assert!(nothing.to_string().starts_with("can't take the link that /"), "{nothing:#}");
        Ok(())
    });
}

#[test]
fn a_file_keeps_a_tracepoint_s_program_attached() {
    outlives(
        &since::PINNED_PERF_LINK,
        "tracepoint",
        0,
        |bpf| bpf.progs.tracepoint.attach_to(Tracepoint::new("syscalls", "sys_enter_setpriority")),
        || nice(1),
        |target| *target == LinkTarget::PerfEvent,
    );
}

#[test]
fn a_file_keeps_a_control_group_s_program_attached() {
    let socket = std::net::UdpSocket::bind("127.0.0.1:0").unwrap();
    let address = socket.local_addr().unwrap();
    outlives(
        &since::PINNED_LINK,
        "egress",
        address.port(),
        |bpf| bpf.progs.egress.attach_to(Cgroup::root()?),
        || assert_eq!(socket.send_to(b"x", address).unwrap(), 1),
        |target| matches!(target, LinkTarget::Cgroup(_)),
    );
}

#[test]
fn detaching_a_link_that_a_file_keeps_removes_the_file() {
    since::DETACH_PINNED.is_shown_by(|| {
        own_network::enter();
        let mut open = hooks::open()?;
        open.progs.xdp.set_autoload(true)?;
        let bpf = open.load()?;
        let path = bpffs().join(format!("coolbpf-xdp-{}", std::process::id()));
        let xdp = || Xdp::interface("lo").mode(XdpMode::Generic);
        let mut link = bpf.progs.xdp.attach_to(xdp())?;
        link.pin(&path)?;
        let another = Link::from_pinned(&path)?;
        link.detach()?;
        assert!(!path.exists());
        assert_eq!(another.info()?.target, LinkTarget::Xdp(0), "detached whoever has it open");
        bpf.progs.xdp.attach_to(xdp())?.detach()
    });
}

#[test]
fn a_program_stays_attached_that_is_kept() {
    since::KEPT_LINK.is_shown_by(|| {
        let mut open = hooks::open()?;
        open.rodata().tid = tid();
        open.progs.tracepoint.set_autoload(true)?;
        let bpf = open.load()?;
        bpf.progs.tracepoint.attach_to(Tracepoint::new("syscalls", "sys_enter_setpriority"))?.keep();
        nice(1);
        assert_eq!(bpf.bss().read()?.calls, 1);
        Ok(())
    });
}

#[test]
fn a_tracepoint_s_link_keeps_its_program() {
    since::LINKS.is_shown_by(|| {
        let mut open = hooks::open()?;
        open.progs.tracepoint.set_autoload(true)?;
        open.progs.another_tracepoint.set_autoload(true)?;
        let bpf = open.load()?;
        let mut link =
            bpf.progs.tracepoint.attach_to(Tracepoint::new("syscalls", "sys_enter_setpriority"))?;
        let error = link.update(&bpf.progs.another_tracepoint).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unsupported, "{error:#}");
        Ok(())
    });
}
