//! Loading in a user namespace, where capabilities do not count: what a privileged process delegates to one there.

use std::io::{self, BufRead as _, BufReader, Write as _};
use std::os::fd::{AsRawFd as _, OwnedFd};
use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command, Stdio, exit};
use std::{env, fs};

use coolbpf::attach::{Xdp, XdpMode};
use coolbpf::{ErrorKind, Result};
use coolbpf_features::packets;
use coolbpf_features::ways::{self, alternatives::Called};
use rustix::fs::CWD;
use rustix::mount::{
    FsMountFlags, FsOpenFlags, MountAttrFlags, MoveMountFlags, fsconfig_create, fsconfig_set_string, fsmount,
    fsopen, move_mount,
};
use rustix::process::{Pid, PidfdFlags, PidfdGetfdFlags, pidfd_getfd, pidfd_open};
use rustix::thread::{UnshareFlags, unshare_unsafe};

use crate::alternatives::SETPRIORITY;
use crate::since;
use crate::system::{nice, tid};
use crate::this_kernel::{self, Lack};

const TEST: &str = "token::programs_are_loaded_in_a_user_namespace_by_what_is_delegated_to_it";
/// What tells this program, started again, to be the process in the namespace.
const INSIDE: &str = "COOLBPF_FEATURES_TOKEN";
/// What libbpf knows the delegated BPF file system by, and where it looks without.
const PATH: &str = "LIBBPF_BPF_TOKEN_PATH";
const DEFAULT: &str = "/sys/fs/bpf";
/// What the process inside writes before the number of its descriptor.
const ASKS: &str = "have this delegated: ";

#[test]
fn programs_are_loaded_in_a_user_namespace_by_what_is_delegated_to_it() {
    since::BPF_TOKEN.is_shown_by(|| {
        if env::var_os(INSIDE).is_some() {
            if let Err(error) = inside() {
                eprintln!("{error:#}");
                exit(3);
            }
            exit(0)
        }
        run_inside(None)?;
        let directory = env::temp_dir().join(format!("coolbpf-token-{}", std::process::id()));
        fs::create_dir_all(&directory)?;
        let ran = run_inside(directory.to_str());
        fs::remove_dir(&directory)?;
        ran
    });
}

/// Has this test run in namespaces of its own, with the BPF file system at `place`.
fn run_inside(place: Option<&str>) -> Result<()> {
    // CentOS 7 has no such namespaces until it is told how many.
    let limit = "/proc/sys/user/max_user_namespaces";
    if fs::read_to_string(limit).is_ok_and(|limit| limit.trim() == "0") {
        fs::write(limit, "16")?;
    }
    let mut command = Command::new(env::current_exe()?);
    command.args(["--exact", TEST, "--nocapture", "--test-threads=1"]).env(INSIDE, "1").env_remove(PATH);
    command.envs(place.map(|place| (PATH, place)));
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    // SAFETY: it makes system calls only.
    unsafe { command.pre_exec(enter) };
    let mut child = command.spawn()?;
    delegate(&mut child)?;
    let ran = child.wait_with_output()?;
    if ran.status.success() {
        return Ok(());
    }
    Err(io::Error::other(String::from_utf8_lossy(&ran.stderr).into_owned()).into())
}

/// Enters namespaces, in which this user is root.
fn enter() -> io::Result<()> {
    // SAFETY: no table of files is unshared.
    unsafe { unshare_unsafe(UnshareFlags::NEWUSER | UnshareFlags::NEWNS | UnshareFlags::NEWNET) }?;
    // Linux 3.19 brought it, and asks for it.
    let _ = fs::write("/proc/self/setgroups", "deny");
    fs::write("/proc/self/uid_map", "0 0 1")?;
    fs::write("/proc/self/gid_map", "0 0 1")
}

/// Delegates everything, if that is asked for, by the context of a file system that is the other process's.
fn delegate(child: &mut Child) -> io::Result<()> {
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let asked = lines.by_ref().find_map(|line| line.ok()?.strip_prefix(ASKS)?.parse().ok());
    if let Some(descriptor) = asked {
        let process = pidfd_open(Pid::from_child(child), PidfdFlags::empty())?;
        let context = pidfd_getfd(&process, descriptor, PidfdGetfdFlags::empty())?;
        for what in ["delegate_cmds", "delegate_maps", "delegate_progs", "delegate_attachs"] {
            fsconfig_set_string(&context, what, "any")?;
        }
        fsconfig_create(&context)?;
        child.stdin.take().unwrap().write_all(b"done\n")?;
    }
    // Until it has ended.
    lines.for_each(drop);
    Ok(())
}

fn inside() -> Result<()> {
    let place = env::var(PATH).ok();
    if place.is_none() {
        let refused = load().map(drop);
        if this_kernel::lacks(Lack::Version, since::BPF_TOKEN.since) {
            return refused;
        }
        let error = refused.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::PermissionDenied, "{error:#}");
        assert!(format!("{error:#}").contains("BPF token (Linux 6.9)"), "{error:#}");
    }
    let mount = ask()?;
    let place = place.as_deref().unwrap_or(DEFAULT);
    move_mount(&mount, "", CWD, place, MoveMountFlags::MOVE_MOUNT_F_EMPTY_PATH).map_err(io::Error::from)?;

    let bpf = load()?;
    bpf.maps.protocols.insert(&17, &1)?;
    bpf.progs.pass.attach_to(Xdp::interface("lo").mode(XdpMode::Generic))?.detach()?;

    // What is tried of alternatives is tried by the token, too.
    let by_types = if this_kernel::lacks(Lack::Btf, (0, 0)) { Called::RawTp } else { Called::TpBtf };
    sees_a_call_by(by_types, |progs| progs.called_tp_btf.set_autoload(true))?;
    sees_a_call_by(Called::RawTp, |_| Ok(()))?;

    let mut open = open_ways()?;
    open.progs.called_tracepoint.set_autoload(true)?;
    let attached = open.load()?.attach();
    // Perf events are not a token's. Where debugfs has yet to mount tracefs, they are not even found.
    let paranoid = fs::read_to_string("/proc/sys/kernel/perf_event_paranoid")?;
    assert!(attached.is_err() || !paranoid.trim().parse::<i32>().is_ok_and(|paranoid| paranoid > 0));
    Ok(())
}

fn open_ways() -> Result<ways::Open> {
    let mut open = ways::open()?;
    open.rodata().tid = tid();
    open.rodata().number = SETPRIORITY;
    Ok(open)
}

/// This way is chosen, before a tracepoint and after those that `add` has loaded.
fn sees_a_call_by(way: Called, add: impl FnOnce(&mut ways::OpenPrograms) -> Result<()>) -> Result<()> {
    let mut open = open_ways()?;
    add(&mut open.progs)?;
    open.progs.called_raw_tp.set_autoload(true)?;
    open.progs.called_tracepoint.set_autoload(true)?;
    let mut bpf = open.load()?;
    assert_eq!(bpf.alternatives.called.chosen(), Some(way), "{}", bpf.alternatives);
    bpf.attach()?;
    nice(13);
    assert_eq!(bpf.bss().read()?.entries, 1);
    Ok(())
}

fn load() -> Result<packets::Bpf> {
    let mut open = packets::open()?;
    open.progs.count.set_autoload(true)?;
    open.progs.pass.set_autoload(true)?;
    open.load()
}

/// The BPF file system that the process outside delegates to this one's namespace.
fn ask() -> io::Result<OwnedFd> {
    let context = fsopen("bpf", FsOpenFlags::FSOPEN_CLOEXEC)?;
    println!("\n{ASKS}{}", context.as_raw_fd());
    io::stdin().read_line(&mut String::new())?;
    Ok(fsmount(&context, FsMountFlags::FSMOUNT_CLOEXEC, MountAttrFlags::empty())?)
}
