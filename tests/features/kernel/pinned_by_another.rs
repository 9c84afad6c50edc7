//! Maps and links that one process pins, and another one takes over when the first is gone.

use std::env;
use std::io;
use std::net::UdpSocket;
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, exit};

use coolbpf::attach::Cgroup;
use coolbpf::{ErrorKind, HashMap, Link, Result};
use coolbpf_features::pins::{self, types};
use rustix::process::{Signal, getpid, kill_process};

use crate::bpf_file_system::BpfFileSystem;
use crate::since;
use crate::system::{nice, tid};

/// Where the first process pins what it attaches, which datagrams and which thread are watched, and how it ends.
const DIRECTORY: &str = "COOLBPF_FEATURES_PINS";
const PORT: &str = "COOLBPF_FEATURES_PORT";
const THREAD: &str = "COOLBPF_FEATURES_THREAD";
const END: &str = "COOLBPF_FEATURES_END";

/// Who counts.
const FIRST: u32 = 1;
const LATER: u32 = 2;
const TRACEPOINT: u32 = 3;

/// How the first process ends.
#[derive(Clone, Copy)]
enum End {
    Exit,
    Kill,
}

/// The first process, which is this program again, told to run one test: there it attaches, pins, and ends.
struct First<'a> {
    test: &'a str,
    directory: PathBuf,
    port: u16,
}

impl First<'_> {
    /// # Errors
    /// What it failed by.
    fn run(&self, end: End) -> Result<()> {
        let mut command = Command::new(env::current_exe()?);
        command.args(["--exact", self.test, "--nocapture", "--test-threads=1"]);
        command.env(DIRECTORY, &self.directory).env(PORT, self.port.to_string());
        command
            .env(THREAD, tid().to_string())
            .env(END, if matches!(end, End::Kill) { "kill" } else { "exit" });
        let ran = command.output()?;
        match (end, ran.status.code(), ran.status.signal()) {
            (End::Exit, Some(0), None) => Ok(()),
            (End::Kill, None, Some(signal)) if signal == Signal::KILL.as_raw() => Ok(()),
            _ => Err(io::Error::other(String::from_utf8_lossy(&ran.stderr).into_owned()).into()),
        }
    }
}

/// Where this process is the first one, it does what that does, and doesn't come back.
fn be_the_first(attach: impl FnOnce(&pins::Bpf) -> Result<Link>) {
    let Some(directory) = env::var_os(DIRECTORY) else { return };
    let number = |name| env::var(name).unwrap().parse::<u32>().unwrap();
    let pinned = || -> Result<()> {
        let mut open = pins::open()?;
        let rodata = open.rodata();
        (rodata.port, rodata.tid) = (number(PORT) as u16, number(THREAD));
        open.progs.on_egress.set_autoload(true)?;
        open.progs.on_setpriority.set_autoload(true)?;
        let bpf = open.load()?;
        bpf.maps.counts.insert(&0, &types::count { times: 7, last: 8 })?;
        let mut link = attach(&bpf)?;
        bpf.maps.counts.pin(Path::new(&directory).join("counts"))?;
        link.pin(Path::new(&directory).join("link"))
    };
    if let Err(error) = pinned() {
        eprintln!("{error:#}");
        exit(3);
    }
    if env::var(END).unwrap() == "kill" {
        kill_process(getpid(), Signal::KILL).unwrap();
    }
    exit(0)
}

fn times(counts: &HashMap<u32, types::count>, who: u32) -> Result<u32> {
    Ok(counts.get(&who)?.map_or(0, |count| count.times))
}

#[test]
fn what_a_process_has_pinned_is_taken_over_replaced_and_detached_by_another() {
    be_the_first(|bpf| bpf.progs.on_egress.attach_to(Cgroup::root()?));
    for end in [End::Exit, End::Kill] {
        since::TAKEN_OVER.is_shown_by(|| {
            let files = BpfFileSystem::mount();
            let socket = UdpSocket::bind("127.0.0.1:0")?;
            let address = socket.local_addr()?;
            let send = || assert_eq!(socket.send_to(b"hello", address).unwrap(), 5);
            let test =
                "pinned_by_another::what_a_process_has_pinned_is_taken_over_replaced_and_detached_by_another";
            First { test, directory: files.path(""), port: address.port() }.run(end)?;

            let counts = HashMap::<u32, types::count>::from_pinned(files.path("counts"))?;
            assert_eq!(counts.get(&0)?, Some(types::count { times: 7, last: 8 }));
            send();
            // With the headers of IP and UDP.
            assert_eq!(counts.get(&FIRST)?, Some(types::count { times: 1, last: 33 }));
            let mistaken = HashMap::<u32, u32>::from_pinned(files.path("counts")).unwrap_err();
            assert_eq!(mistaken.kind(), ErrorKind::InvalidInput, "{mistaken:#}");

            let mut open = pins::open()?;
            open.rodata().port = address.port();
            open.maps.counts.reuse_pinned(files.path("counts"))?;
            open.progs.on_egress_later.set_autoload(true)?;
            let bpf = open.load()?;
            let mut link = Link::from_pinned(files.path("link"))?;
            link.update(&bpf.progs.on_egress_later)?;
            send();
            assert_eq!((times(&counts, FIRST)?, times(&counts, LATER)?), (1, 1), "replaced");
            link.detach()?;
            assert!(!files.path("link").exists());
            // The kernel ends a link when nobody has it any more: before 5.9 soon after the file is removed.
            let mut before = times(&counts, LATER)?;
            loop {
                send();
                let now = times(&counts, LATER)?;
                if now == before {
                    break;
                }
                before = now;
            }
            assert_eq!(times(&counts, FIRST)?, 1);
            Ok(())
        });
    }
}

#[test]
fn a_tracepoint_s_link_outlives_a_process_that_is_killed() {
    be_the_first(|bpf| bpf.progs.on_setpriority.attach());
    since::PERF_LINK_TAKEN_OVER.is_shown_by(|| {
        let files = BpfFileSystem::mount();
        let test = "pinned_by_another::a_tracepoint_s_link_outlives_a_process_that_is_killed";
        First { test, directory: files.path(""), port: 0 }.run(End::Kill)?;
        let counts = HashMap::<u32, types::count>::from_pinned(files.path("counts"))?;
        nice(5);
        assert_eq!(counts.get(&TRACEPOINT)?, Some(types::count { times: 1, last: 5 }));
        Link::from_pinned(files.path("link"))?.detach()?;
        let mut before = 1;
        loop {
            nice(6);
            let now = times(&counts, TRACEPOINT)?;
            if now == before {
                return Ok(());
            }
            before = now;
        }
    });
}
