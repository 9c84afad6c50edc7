//! What is kept with sockets, tasks, inodes and control groups, and memory that is shared with the programs.

use std::fs::{self, File};
use std::net::UdpSocket;

use coolbpf::attach::Cgroup;
use coolbpf::{ErrorKind, Pointer, Update, Value as _};
use coolbpf_features::storage::{arena, attached, attached_groups, cgroups, inodes, sockets, tasks};
use rustix::process::{PidfdFlags, getpid, pidfd_open};

use crate::since;
use crate::this_kernel::{is_like_another, version};

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
fn an_inode_has_a_value_by_an_open_file_where_the_security_module_bpf_is_active() {
    since::INODE_STORAGE.is_shown_by(|| {
        let bpf = inodes::open()?.load()?;
        let marks = &bpf.maps.marks;
        let (file, again, other) =
            (File::open("/proc/version")?, File::open("/proc/version")?, File::open("/dev/null")?);
        let active = fs::read_to_string("/sys/kernel/security/lsm").unwrap_or_default();
        if !active.trim().split(',').any(|module| module == "bpf") {
            let refused = marks.insert(&file, &7).unwrap_err();
            assert_eq!(refused.kind(), ErrorKind::Unsupported);
            assert!(refused.to_string().contains("the security module `bpf` is not active"), "{refused:#}");
            assert!(marks.get(&file).is_err() && marks.remove(&file).is_err());
            return Ok(());
        }
        marks.insert(&file, &7)?;
        assert_eq!((marks.get(&again)?, marks.get(&other)?), (Some(7), None));
        assert!(marks.update(&again, &8, Update::NoExist).is_err());
        assert!(marks.remove(&again)? && !marks.remove(&file)?);
        Ok(())
    });
}

fn send() {
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    socket.send_to(b"hello", socket.local_addr().unwrap()).unwrap();
}

#[test]
fn a_control_group_s_program_has_values_by_its_attachment() {
    since::ATTACHED_STORAGE.is_shown_by(|| {
        let bpf = attached::open()?.load()?;
        let (packets, per_cpu) = (&bpf.maps.packets, &bpf.maps.per_cpu);
        assert_eq!(packets.keys().count(), 0);
        let link = bpf.progs.on_egress.attach_to(Cgroup::root()?)?;
        let mut key = attached::types::bpf_cgroup_storage_key::zeroed();
        key.cgroup_inode_id = crate::system::number(&crate::system::cgroups()?);
        key.attach_type = 1; // BPF_CGROUP_INET_EGRESS
        send();
        let sent = packets.get(&key)?.expect("it is attached");
        assert!(sent >= 1);
        let here = per_cpu.get(&key)?.expect("it is attached");
        assert!(here.iter().sum::<u32>() >= 1, "{here:?}");
        packets.set(&key, &(sent + 1000))?;
        assert!(packets.iter().next().expect("one is attached")?.1 >= sent + 1000);
        per_cpu.set(&key, &vec![5; here.len()])?;
        assert!(per_cpu.iter().next().expect("one is attached")?.1.iter().all(|count| *count >= 5));
        drop(link);
        // Since 7d9c3427894f (5.9) the value stays as long as the map and the group.
        let stays = packets.get(&key)?.is_some();
        assert!(stays == (version() >= (5, 9)) || is_like_another());
        key.cgroup_inode_id = u64::MAX;
        assert_eq!((packets.get(&key)?, per_cpu.get(&key)?), (None, None));
        let nowhere = packets.set(&key, &1).unwrap_err();
        assert!(nowhere.to_string().contains("it has no such key"), "{nowhere:#}");
        Ok(())
    });
}

#[test]
fn kinds_of_attachment_share_a_value_that_has_the_control_group_alone_for_its_key() {
    since::ATTACHED_GROUPS.is_shown_by(|| {
        let bpf = attached_groups::open()?.load()?;
        let _link = bpf.progs.on_egress.attach_to(Cgroup::root()?)?;
        send();
        let group = crate::system::number(&crate::system::cgroups()?);
        assert!(bpf.maps.packets.get(&group)?.expect("it is attached") >= 1);
        assert_eq!(bpf.maps.packets.keys().collect::<coolbpf::Result<Vec<_>>>()?, [group]);
        Ok(())
    });
}

#[test]
fn a_control_group_has_a_value_by_its_directory() {
    since::CGROUP_STORAGE.is_shown_by(|| {
        let bpf = cgroups::open()?.load()?;
        let marks = &bpf.maps.marks;
        let group = File::open(crate::system::cgroups()?)?;
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
