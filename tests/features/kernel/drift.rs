//! The part of coolbpf's C library that knows the kernel's own structs, of each version.

use std::fs;
use std::net::{IpAddr, TcpListener, TcpStream};
use std::os::unix::fs::MetadataExt as _;
use std::time::Duration;

use coolbpf::{Result, Value};
use coolbpf_features::drift::{self, Bpf, Open};

use crate::since;
use crate::system::{Disk, OwnCgroup, cgroups, nice, number, tid};

/// Loads what `choose` chooses, to watch this thread.
fn attached(choose: impl FnOnce(&mut Open) -> Result<()>) -> Result<Bpf> {
    let mut open = drift::open()?;
    open.rodata().tid = tid();
    choose(&mut open)?;
    let mut bpf = open.load()?;
    bpf.attach()?;
    Ok(bpf)
}

#[test]
fn a_task_tells_what_it_is_whatever_its_fields_are_called() {
    since::TASK_FIELDS.is_shown_by(|| {
        let bpf = attached(|open| open.progs.task.set_autoload(true))?;
        nice(3);
        let task = bpf.maps.tasks.get(0)?.expect("an array has its elements");
        assert_eq!(task.state, 0, "it runs");
        assert_eq!(task.parent, std::os::unix::process::parent_id());
        assert_eq!(task.own_number, tid());
        assert_eq!(task.is_kernel_thread, 0);
        // In ticks, of which there are 100 a second, since the boot.
        let stat = fs::read_to_string("/proc/thread-self/stat").expect("/proc is mounted");
        let (_, fields) = stat.rsplit_once(')').expect("the name is in parentheses");
        let ticks: u64 = fields.split_whitespace().nth(19).unwrap().parse().unwrap();
        assert_eq!(Duration::from_nanos(task.start_time).as_millis() / 10, u128::from(ticks));
        Ok(())
    });
}

#[test]
fn a_control_group_tells_its_number_its_name_and_those_above() {
    since::CGROUP_FIELDS.is_shown_by(|| {
        let bpf = attached(|open| open.progs.task.set_autoload(true))?;
        let cgroup = OwnCgroup::enter()?;
        nice(3);
        let task = bpf.maps.tasks.get(0)?.expect("an array has its elements");
        assert_eq!((task.cgroup, task.level), (cgroup.number(), 1));
        assert_eq!(task.cgroup_name.to_string_lossy(), cgroup.name());
        let root = number(&cgroups()?);
        assert_eq!((task.parent_cgroup, task.root_cgroup, task.has_kernfs_parent), (root, root, 1));
        Ok(())
    });
}

#[test]
fn the_path_of_a_program_is_found_across_mounts() {
    since::PATHS.is_shown_by(|| {
        let bpf = attached(|open| open.progs.path.set_autoload(true))?;
        nice(3);
        let path = bpf.maps.paths.get(0)?.expect("an array has its elements");
        let start = usize::try_from(path.start).unwrap();
        let text = &path.text.as_bytes()[start..4096];
        let text = std::str::from_utf8(text.strip_suffix(&[0]).expect("it ends with a 0")).unwrap();
        let program = fs::read_link("/proc/self/exe").expect("/proc is mounted");
        // The kernel's path is from the root of all mounts, of which a container sees a part.
        assert!(text.ends_with(program.to_str().unwrap()), "{text}");
        assert_eq!(text.matches('/').count(), usize::try_from(path.parts).unwrap());
        Ok(())
    });
}

#[test]
fn a_socket_tells_both_ends_of_its_connection() {
    since::SOCKET_FIELDS.is_shown_by(|| {
        let bpf = attached(|open| open.progs.connection.set_autoload(true))?;
        for address in ["127.0.0.1:0", "[::1]:0"] {
            bpf.maps.connections.set(0, &drift::types::connection::zeroed())?;
            let listener = TcpListener::bind(address).expect("the loopback device is up");
            let stream = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
            let connection = bpf.maps.connections.get(0)?.expect("an array has its elements");
            assert_eq!(connection.seen, 1);
            let (local, remote) = (stream.local_addr().unwrap(), stream.peer_addr().unwrap());
            let ends = connection.ends;
            assert_eq!((ends.local_port, ends.remote_port), (local.port(), remote.port()));
            assert_eq!(ends.protocol, 6, "TCP");
            match local.ip() {
                IpAddr::V4(ip) => {
                    assert_eq!(ends.family, 2);
                    assert_eq!((&ends.local[..4], &ends.remote[..4]), (&ip.octets()[..], &ip.octets()[..]));
                }
                IpAddr::V6(ip) => {
                    assert_eq!(ends.family, 10);
                    assert_eq!((ends.local, ends.remote), (ip.octets(), ip.octets()));
                }
            }
            assert_eq!((connection.r#type, connection.state), (1, 2), "SOCK_STREAM, TCP_SYN_SENT");
            let namespace = fs::metadata("/proc/self/ns/net").map(|file| file.ino());
            assert_eq!(u64::from(connection.namespace), namespace.unwrap_or(0));
        }
        Ok(())
    });
}

#[test]
fn a_request_tells_its_disk_and_what_is_asked_of_it() {
    since::BLOCK_FIELDS.is_shown_by(|| {
        let disk = Disk::open();
        let bpf = attached(|open| {
            open.rodata().disk = disk.number();
            open.rodata().is_private = u32::from(disk.is_private());
            open.progs.block.set_autoload(true)
        })?;
        disk.read_first_page();
        let block = bpf.maps.blocks.get(0)?.expect("an array has its elements");
        assert_eq!((block.seen, block.operation, block.bytes), (1, 0, 4096), "a page is read");
        assert_eq!(block.sector == 0, disk.is_private(), "{}", block.sector);
        Ok(())
    });
}
