//! What is kept with sockets, tasks, inodes and control groups, and memory that is shared with the programs.

use std::fs::File;
use std::net::UdpSocket;

use coolbpf::{ErrorKind, Pointer, Update};
use coolbpf_features::storage::{arena, cgroups, inodes, sockets, tasks};
use rustix::process::{PidfdFlags, getpid, pidfd_open};

use crate::since;

#[test]
fn a_socket_has_a_value_until_it_is_removed() {
    since::SOCKET_STORAGE.is_shown_by(|| {
        let bpf = sockets::open()?.load()?;
        let marks = &bpf.maps.marks;
        let socket = UdpSocket::bind("127.0.0.1:0")?;
        assert_eq!(marks.get(&socket)?, None);
        marks.insert(&socket, &7)?;
        let again = marks.update(&socket, &8, Update::NoExist).unwrap_err();
        assert!(again.to_string().contains("such a key already"), "{again:#}");
        assert_eq!((marks.get(&socket)?, marks.get(UdpSocket::bind("127.0.0.1:0")?)?), (Some(7), None));
        assert!(marks.remove(&socket)? && !marks.remove(&socket)?);
        assert!(marks.get(File::open("/dev/null")?).is_err(), "a file is no socket");
        Ok(())
    });
}

#[test]
fn a_task_has_a_value_by_its_pidfd() {
    since::TASK_STORAGE.is_shown_by(|| {
        let bpf = tasks::open()?.load()?;
        let marks = &bpf.maps.marks;
        let task = pidfd_open(getpid(), PidfdFlags::empty()).expect("this process is there");
        let mark = tasks::types::marks_value { low: 1, high: 2 };
        marks.insert(&task, &mark)?;
        assert_eq!(marks.get(&task)?, Some(mark));
        assert!(marks.remove(&task)?);
        assert_eq!(marks.get(&task)?, None);
        Ok(())
    });
}

#[test]
fn values_of_inodes_have_a_map() {
    since::INODE_STORAGE.is_shown_by(|| {
        let bpf = inodes::open()?.load()?;
        assert_eq!(bpf.maps.marks.raw().value_size(), 8);
        Ok(())
    });
}

#[test]
fn a_control_group_has_a_value_by_its_directory() {
    since::CGROUP_STORAGE.is_shown_by(|| {
        let bpf = cgroups::open()?.load()?;
        let marks = &bpf.maps.marks;
        let group = File::open(crate::system::cgroups())?;
        marks.insert(&group, &9)?;
        assert_eq!(marks.get(&group)?, Some(9));
        assert!(marks.remove(&group)? && !marks.remove(&group)?);
        Ok(())
    });
}

#[test]
fn an_arena_is_memory_that_is_read_and_written_within_its_bounds() {
    since::ARENA.is_shown_by(|| {
        let bpf = arena::open()?.load()?;
        let shared = bpf.maps.shared;
        let size = shared.size();
        assert_eq!(shared.get::<u64>(size - 8)?, 0);
        shared.set(size - 8, &0x0102_0304_0506_0708_u64)?;
        shared.write(5, b"hello")?;
        let mut read = [0; 5];
        shared.read(5, &mut read)?;
        assert_eq!((&read, shared.get::<u32>(size - 8)?), (b"hello", 0x0506_0708));
        for outside in [size - 7, size, usize::MAX] {
            assert_eq!(shared.set(outside, &0_u64).unwrap_err().kind(), ErrorKind::InvalidInput);
        }
        assert_eq!(shared.offset_of(shared.pointer_to(12)), Some(12));
        assert_eq!((shared.offset_of(Pointer(0)), shared.offset_of(shared.pointer_to(size))), (None, None));
        Ok(())
    });
}
