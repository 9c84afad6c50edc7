//! Something to attach a program to whose section does not say what: a target of the guest that nobody else uses.

use std::fs;
use std::os::unix::net::UnixDatagram;
use std::path::{Path, PathBuf};

use libbpf_rs::ProgramType;

use crate::attach::{
    Cgroup, Netfilter, NetfilterHook, Netns, PerfEvent, Socket, SoftwareEvent, Tcx, Uprobe, Xdp,
};
use crate::program::{Program, ProgramFacts};
use crate::{Error, ErrorKind, Result};

const LOOPBACK: &str = "lo";

/// What came of attaching a program to a stand-in.
pub(super) enum StandIn {
    /// It was attached to this, and is no more.
    Attached(String),
    /// There is none for it, for this reason.
    None(String),
}

/// Attaches a program, whose section names no target that this guest has, to a stand-in; detaches it at once, so that the
/// next one finds it free.
pub(super) fn attach(program: &Program, facts: &ProgramFacts) -> Result<StandIn> {
    use ProgramType as Type;
    let (hook, target) = facts.hook();
    let attached = |to: &str| Ok(StandIn::Attached(to.to_owned()));
    match facts.program_type {
        Type::Xdp if target.is_none() => {
            program.attach_to(Xdp::interface(LOOPBACK))?.detach()?;
            attached("the interface lo")
        }
        Type::SchedCls if matches!(hook, "tc" | "tcx") && matches!(target, Some("ingress" | "egress")) => {
            program.attach_to(Tcx::interface(LOOPBACK))?.detach()?;
            attached("the interface lo")
        }
        Type::CgroupSkb
        | Type::CgroupSock
        | Type::CgroupSockAddr
        | Type::CgroupDevice
        | Type::CgroupSockopt
        | Type::CgroupSysctl
        | Type::SockOps => attach_cgroup(program),
        Type::Lsm if hook == "lsm_cgroup" => attach_cgroup(program),
        Type::PerfEvent => {
            let events = PerfEvent::software(SoftwareEvent::CpuClock).frequency(1).open_all()?;
            let event = events.first().ok_or_else(|| missing("a CPU that is online"))?;
            program.attach_to(event)?.detach()?;
            attached("the clock of a CPU")
        }
        Type::SocketFilter => {
            let socket = UnixDatagram::unbound()
                .map_err(|error| Error::system("can't open a socket to filter", error))?;
            program.attach_to(Socket::filter(&socket))?.detach()?;
            attached("a socket")
        }
        Type::SkLookup | Type::FlowDissector => {
            program.attach_to(Netns::this())?.detach()?;
            attached("this network namespace")
        }
        Type::Netfilter => {
            program.attach_to(Netfilter::ipv4(NetfilterHook::LocalIn))?.detach()?;
            attached("netfilter's hook of what comes in")
        }
        Type::Kprobe if is_uprobe(hook) => {
            let (binary, offset) = probed_place()?;
            program.attach_to(Uprobe::new(binary).offset(offset))?.detach()?;
            attached("a function of this test's own")
        }
        _ => Ok(StandIn::None(format!(
            "its section does not say what to attach it to; its user does, by {}",
            facts.way_to_attach()
        ))),
    }
}

/// Whether a program belongs to user space, and is attached by [`Uprobe`].
pub(super) fn is_uprobe(hook: &str) -> bool {
    matches!(hook, "uprobe" | "uprobe.s" | "uretprobe" | "uretprobe.s")
}

fn missing(what: &str) -> Error {
    Error::new(ErrorKind::NoAttachPoint, format!("can't find {what}"))
}

fn attach_cgroup(program: &Program) -> Result<StandIn> {
    let group = OwnGroup::new()?;
    program.attach_to(Cgroup::at(&group.0))?.detach()?;
    Ok(StandIn::Attached("a control group".to_owned()))
}

/// A control group that holds no process, until this is dropped.
struct OwnGroup(PathBuf);

impl OwnGroup {
    fn new() -> Result<Self> {
        let root = Cgroup::root()?;
        let root = root.path().ok_or_else(|| missing("where cgroup2 is mounted"))?;
        let directory = root.join(format!("coolbpf-matrix-{}", std::process::id()));
        fs::create_dir(&directory).map_err(|error| Error::system("can't make a control group", error))?;
        Ok(Self(directory))
    }
}

impl Drop for OwnGroup {
    fn drop(&mut self) {
        // One that stays behind harms nobody.
        let _ = fs::remove_dir(&self.0);
    }
}

/// The function that uprobes are attached to.
#[inline(never)]
extern "C" fn probed() -> i32 {
    std::hint::black_box(1)
}

/// The file of this process that holds [`probed`], and how far into it.
fn probed_place() -> Result<(PathBuf, usize)> {
    let maps = fs::read_to_string("/proc/self/maps")
        .map_err(|error| Error::system("can't read where this process is mapped", error))?;
    let function: extern "C" fn() -> i32 = probed;
    place_in_file(&maps, function as usize).ok_or_else(|| missing("this process among its mappings"))
}

/// The file that is mapped at an address, by the text of `/proc/PID/maps`, and how far into it the address is.
fn place_in_file(maps: &str, address: usize) -> Option<(PathBuf, usize)> {
    maps.lines().find_map(|line| {
        // START-END PERMISSIONS OFFSET DEVICE INODE PATH
        let mut words = line.split_whitespace();
        let (start, end) = words.next()?.split_once('-')?;
        let hexadecimal = |text: &str| usize::from_str_radix(text, 16).ok();
        let (start, end) = (hexadecimal(start)?, hexadecimal(end)?);
        let offset = hexadecimal(words.nth(1)?)?;
        let path = Path::new(words.nth(2)?);
        let within = (start..end).contains(&address).then(|| address - start)?;
        Some((path.to_owned(), within.checked_add(offset)?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_found_in_the_file_that_is_mapped_there() {
        let maps = "\
55e0-55f0 r--p 00000000 fe:00 42 /bin/tool
55f0-5600 r-xp 00001000 fe:00 42 /bin/tool
7ff0-7fff rw-p 00000000 00:00 0
7fff-8000 rw-p 00000000 00:00 0 [stack]
";
        assert_eq!(place_in_file(maps, 0x55f8), Some((PathBuf::from("/bin/tool"), 0x1008)));
        assert_eq!(place_in_file(maps, 0x7ff8), None);
        assert_eq!(place_in_file("x\n1-\n-\n1-2 r\n\n", 1), None);
        let (file, _) = probed_place().unwrap();
        assert_eq!(file.canonicalize().unwrap(), std::env::current_exe().unwrap().canonicalize().unwrap());
    }

    #[test]
    fn mappings_that_can_not_be_are_passed_over() {
        let maps = "55f0-5600 r-xp 00000010 fe:00 42 /bin/tool\n7000-ffffffffffffffff r-xp fffffffffffffff0 fe:00 1 /lib/c.so";
        for text in crate::hostile::texts(&[maps], 3000) {
            for address in [0, 0x55f8, 0x7fff_ffff, usize::MAX - 1] {
                if let Some((path, _)) = place_in_file(&text, address) {
                    assert!(text.contains(path.to_str().unwrap()), "{text:?}");
                }
            }
        }
    }
}
