//! What each step takes, tried with nothing else, and what works when all of it is given up.

use std::env;
use std::fs;
use std::io;
use std::process::Command;
use std::sync::mpsc;
use std::thread;

use coolbpf::attach::{Cgroup, Xdp, XdpMode};
use coolbpf::{ErrorKind, Result};
use coolbpf_features::{data, events, hooks, nested, packets, printing};
use rustix::process::{Resource, Rlimit, setrlimit};
use rustix::thread::{CapabilitySet, CapabilitySets, set_capabilities};

use crate::bpf_file_system::BpfFileSystem;
use crate::since;
use crate::system::{nice, tid};
use crate::this_kernel::{self, Lack};

const BPF: CapabilitySet = CapabilitySet::BPF;
const PERFMON: CapabilitySet = CapabilitySet::PERFMON;
const NET_ADMIN: CapabilitySet = CapabilitySet::NET_ADMIN;
const SYS_ADMIN: CapabilitySet = CapabilitySet::SYS_ADMIN;

/// Does something in a thread that has no other capabilities than these: threads have their own.
fn with<T: Send>(capabilities: CapabilitySet, act: impl FnOnce() -> Result<T> + Send) -> Result<T> {
    // Before Linux 5.11 maps count as locked memory, and raising the limit takes a capability, too.
    let raised = setrlimit(Resource::Memlock, Rlimit { current: None, maximum: None });
    assert!(raised.is_ok() || !this_kernel::lacks(Lack::Version, (5, 11)));
    thread::scope(|scope| {
        let run = || {
            let sets = CapabilitySets {
                effective: capabilities,
                permitted: capabilities,
                inheritable: CapabilitySet::empty(),
            };
            set_capabilities(None, sets).map_err(io::Error::from)?;
            act()
        };
        scope.spawn(run).join().expect("it does not panic")
    })
}

/// What works with these capabilities, and with none of them left out.
fn takes(needed: &[CapabilitySet], act: impl Fn() -> Result<()> + Send + Sync) -> Result<()> {
    let all = needed.iter().fold(CapabilitySet::empty(), |all, one| all | *one);
    with(all, &act)?;
    for one in needed {
        let error = with(all - *one, &act).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::PermissionDenied, "without {one:?}: {error:#}");
    }
    Ok(())
}

fn restricts_unprivileged() -> bool {
    fs::read_to_string("/proc/sys/kernel/unprivileged_bpf_disabled").is_ok_and(|value| value.trim() != "0")
}

fn traced() -> Result<printing::Bpf> {
    let mut open = printing::open()?;
    open.rodata().tid = tid();
    open.load()
}

#[test]
fn tracing_takes_two_capabilities() {
    since::CAPABILITIES.is_shown_by(|| {
        takes(&[BPF, PERFMON], || traced().map(drop))?;
        // Kernels of Debian and Ubuntu have perf events for CAP_SYS_ADMIN alone, unless this is lower.
        let paranoid = fs::read_to_string("/proc/sys/kernel/perf_event_paranoid")?;
        if paranoid.trim().parse::<i32>().is_ok_and(|paranoid| paranoid > 2) {
            let error = with(BPF | PERFMON, || traced()?.attach()).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::PermissionDenied, "{error:#}");
            assert!(format!("{error:#}").contains("kernel.perf_event_paranoid"), "{error:#}");
            return takes(&[SYS_ADMIN], || traced()?.attach());
        }
        takes(&[BPF, PERFMON], || traced()?.attach())
    });
}

#[test]
fn packets_of_an_interface_take_two_capabilities() {
    since::CAPABILITIES.is_shown_by(|| {
        takes(&[BPF, NET_ADMIN], || {
            let mut open = packets::open()?;
            open.progs.pass.set_autoload(true)?;
            let bpf = open.load()?;
            bpf.progs.pass.attach_to(Xdp::interface("lo").mode(XdpMode::Generic))?.detach()
        })
    });
}

#[test]
fn packets_of_a_control_group_take_another_capability_when_they_are_attached_to() {
    since::CAPABILITIES.is_shown_by(|| {
        let loaded = || {
            let mut open = hooks::open()?;
            open.progs.egress.set_autoload(true)?;
            open.load()
        };
        if !restricts_unprivileged() {
            return Ok(());
        }
        takes(&[BPF], || loaded().map(drop))?;
        // Before, what refuses is not the lack of a capability.
        if this_kernel::lacks(Lack::Version, (5, 8)) {
            return Ok(());
        }
        takes(&[BPF, NET_ADMIN], || loaded()?.progs.egress.attach_to(Cgroup::root()?).map(drop))
    });
}

#[test]
fn pinning_takes_a_directory_that_may_be_written_to() {
    since::CAPABILITIES.is_shown_by(|| {
        let files = BpfFileSystem::mount();
        let bpf = data::open()?.load()?;
        let commands = if this_kernel::lacks(Lack::Version, (5, 19)) { BPF } else { CapabilitySet::empty() };
        with(commands, || bpf.maps.by_nice.pin(files.path("by_nice")))?;
        with(commands, || coolbpf::RawMap::from_pinned(files.path("by_nice")).map(drop))
    });
}

#[test]
fn maps_are_opened_by_their_numbers_with_the_capability_for_everything() {
    since::CAPABILITIES.is_shown_by(|| {
        let bpf = nested::open()?.load()?;
        bpf.maps.by_index.set(0, &bpf.maps.by_index.new_map()?)?;
        with(SYS_ADMIN, || bpf.maps.by_index.get(0).map(drop))?;
        let error = with(BPF | PERFMON | NET_ADMIN, || bpf.maps.by_index.get(0).map(drop)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::PermissionDenied, "{error:#}");
        Ok(())
    });
}

#[test]
fn counting_programs_and_listing_those_of_others_take_the_capability_for_everything() {
    since::CAPABILITIES.is_shown_by(|| {
        takes(&[SYS_ADMIN], || coolbpf::measure_programs().map(drop))?;
        takes(&[SYS_ADMIN], || coolbpf::loaded_programs().try_for_each(|program| program.map(drop)))
    });
}

/// The process whose privileges are given up is this program again, told to run one test.
const ALONE: &str = "COOLBPF_FEATURES_PRIVILEGES";

#[test]
fn what_is_attached_goes_on_when_all_privileges_are_given_up() {
    since::CAPABILITIES.is_shown_by(|| {
        if env::var_os(ALONE).is_some() {
            return give_up();
        }
        let test = "privileges::what_is_attached_goes_on_when_all_privileges_are_given_up";
        let mut command = Command::new(env::current_exe()?);
        command.args(["--exact", test, "--nocapture", "--test-threads=1"]).env(ALONE, "1");
        let ran = command.output()?;
        let said = String::from_utf8_lossy(&ran.stderr).into_owned();
        if ran.status.success() { Ok(()) } else { Err(io::Error::other(said).into()) }
    });
}

fn give_up() -> Result<()> {
    let mut open = events::open()?;
    open.rodata().tid = tid();
    let mut bpf = open.load()?;
    bpf.attach()?;
    let others = data::open()?.load()?;
    let (go, wait) = mpsc::channel::<()>();
    let (started, is_started) = mpsc::channel();
    let thread = thread::spawn(move || {
        started.send(()).unwrap();
        wait.recv().unwrap();
        own_capabilities()
    });
    is_started.recv().unwrap();
    coolbpf::give_up_privileges()?;
    coolbpf::give_up_privileges()?;
    go.send(()).unwrap();
    for capabilities in [own_capabilities(), thread.join().unwrap()] {
        assert!(capabilities.iter().all(|set| set.trim_matches('0').is_empty()), "{capabilities:?}");
    }
    nice(1);
    nice(2);
    let mut events = bpf.events()?.ignore_signals().ignore_stdout();
    for value in [1, 2] {
        assert_eq!(events.next().unwrap()?.nice, value);
    }
    drop(events);
    let map = others.maps.by_nice.iter().next().transpose();
    if restricts_unprivileged() && this_kernel::lacks(Lack::Version, (5, 19)) {
        assert_eq!(map.unwrap_err().kind(), ErrorKind::PermissionDenied);
    } else {
        map?;
    }
    let error = events::open()?.load().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::PermissionDenied, "{error:#}");
    drop(bpf);
    // What it starts gets nothing, though it is root's.
    let status = Command::new("/bin/cat").arg("/proc/self/status").output();
    if let Ok(status) = status {
        let status = String::from_utf8_lossy(&status.stdout).into_owned();
        assert!(status.contains("CapEff:\t0000000000000000"), "{status}");
    }
    Ok(())
}

/// This thread's effective, permitted, inheritable, ambient and bounding capabilities.
fn own_capabilities() -> Vec<String> {
    let status = fs::read_to_string("/proc/thread-self/status").unwrap();
    let sets = status.lines().filter(|line| line.starts_with("Cap"));
    sets.map(|line| line.split_whitespace().last().unwrap().to_owned()).collect()
}
