//! Programs that outlive their process: all is pinned by one process, and picked up by another.

use std::env;
use std::fs;
use std::io;
use std::os::unix::fs::symlink;
use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::process::{Command, Stdio, exit};
use std::time::Duration;

use coolbpf::{ChannelKind, ErrorKind, Result};
use coolbpf_features::newer_map;
use coolbpf_features::sessions::{next, other, session, stranger};
use rustix::process::{Signal, getpid, kill_process};

use crate::bpf_file_system::BpfFileSystem;
use crate::polling::kinds;
use crate::since;
use crate::system::{nice, stay, tid};

/// To what the first process pins, whose calls it watches, and by what it sends events.
const DIRECTORY: &str = "COOLBPF_FEATURES_SESSION";
const THREAD: &str = "COOLBPF_FEATURES_SESSION_THREAD";
const KIND: &str = "COOLBPF_FEATURES_SESSION_KIND";

/// A program that watches this thread, attached.
pub(crate) fn attached(kind: ChannelKind, thread: u32) -> Result<session::Bpf> {
    let mut open = session::open()?;
    open.rodata().tid = thread;
    open.maps.events.set_kind(kind)?;
    let mut bpf = open.load()?;
    bpf.attach()?;
    Ok(bpf)
}

/// Where this process is the first one, it attaches, pins, and is killed.
fn be_the_first() {
    let Some(directory) = env::var_os(DIRECTORY) else { return };
    let pinned = || -> Result<()> {
        let thread = env::var(THREAD).unwrap().parse().unwrap();
        let kind = kinds().find(|kind| kind.to_string() == env::var(KIND).unwrap()).unwrap();
        let mut bpf = attached(kind, thread)?;
        bpf.maps.counts.insert(&50, &session::types::count { times: 7, version: 1, unused: 0 })?;
        bpf.pin_all(Path::new(&directory))
    };
    if let Err(error) = pinned() {
        eprintln!("{error:#}");
        exit(3);
    }
    kill_process(getpid(), Signal::KILL).unwrap();
}

/// Runs the first process to its end.
fn first(directory: &Path, kind: ChannelKind) -> Result<()> {
    let mut command = Command::new(env::current_exe()?);
    command.args(["--exact", "sessions::what_a_killed_process_has_pinned_is_picked_up_with_nothing_lost"]);
    command.args(["--nocapture", "--test-threads=1"]);
    command.env(DIRECTORY, directory).env(THREAD, tid().to_string()).env(KIND, kind.to_string());
    let ran = command.output()?;
    if ran.status.signal() == Some(Signal::KILL.as_raw()) {
        return Ok(());
    }
    Err(io::Error::other(String::from_utf8_lossy(&ran.stderr).into_owned()).into())
}

fn read(bpf: &session::Pinned) -> Result<Vec<u32>> {
    let events = bpf.events()?.ignore_signals().ignore_stdout().timeout(Duration::ZERO);
    events.map(|event| event.map(|event| event.nice)).collect()
}

#[test]
fn what_a_killed_process_has_pinned_is_picked_up_with_nothing_lost() {
    be_the_first();
    since::SESSION_PICKED_UP.is_shown_by(|| {
        stay();
        for kind in kinds() {
            let files = BpfFileSystem::mount();
            let directory = files.path("session");
            first(&directory, kind)?;
            // Nobody is there but the kernel.
            (0..5).for_each(nice);
            let bpf = session::from_pins(&directory)?;
            assert!(bpf.pins().is_same_object());
            assert_eq!(bpf.maps.counts.get(&50)?.unwrap().times, 7);
            for value in 0..5 {
                assert_eq!(bpf.maps.counts.get(&value)?.unwrap().times, 1, "{kind}");
            }
            assert_eq!((bpf.bss().seen.get()?, bpf.rodata().tid.get()?), (5, tid()));
            let expected: Vec<u32> = match kind {
                ChannelKind::RingBuffer => (0..5).collect(),
                // Its rings were the process's. All that is sent without a reader is counted.
                _ => Vec::new(),
            };
            assert_eq!(read(&bpf)?, expected, "{kind}");
            assert_eq!(bpf.maps.events.lost()? as usize, 5 - expected.len(), "{kind}");
            let mut events = bpf.events()?.ignore_signals().ignore_stdout();
            nice(6);
            assert_eq!(events.next().unwrap()?.nice, 6, "{kind}");
            let second = session::from_pins(&directory)?;
            let refused = second.events().unwrap_err();
            assert!(refused.to_string().contains("being read already"), "{kind}: {refused:#}");
            drop(events);
            drop(second.events()?);
            assert!(read(&bpf)?.is_empty(), "{kind}");

            let links = bpf.pins().links()?;
            assert_eq!(links.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["on_setpriority"]);
            drop(links);
            let seen = bpf.bss().seen.get()?;
            nice(1);
            assert_eq!(bpf.bss().seen.get()?, seen + 1, "who looks changes nothing");
            // Another reader of the same files.
            assert_eq!(session::from_pins(&directory)?.bss().seen.get()?, seen + 1);

            let again = session::from_pins(&directory)?;
            bpf.unpin()?;
            assert!(!directory.exists());
            // The kernel ends a link when nobody has it any more, soon after its file is removed.
            while {
                let before = again.bss().seen.get()?;
                nice(1);
                again.bss().seen.get()? > before
            } {}
        }
        Ok(())
    });
}

#[test]
fn pins_of_another_program_or_with_other_types_are_refused() {
    since::SESSION.is_shown_by(|| {
        let files = BpfFileSystem::mount();
        let directory = files.path("session");
        attached(kinds().next().unwrap(), tid())?.pin_all(&directory)?;
        let error = stranger::from_pins(&directory).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput);
        assert!(error.to_string().ends_with("they are of `session`"), "{error:#}");
        let error = other::session::from_pins(&directory).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput);
        assert!(
            error
                .to_string()
                .ends_with("the map `counts` has other types there: `times@0+64`, not `last@0+64`"),
            "{error:#}"
        );
        let later = next::session::from_pins(&directory)?;
        assert!(!later.pins().is_same_object(), "it is another version, of the same types");
        let nothing = session::from_pins(files.path("nothing")).unwrap_err();
        assert!(nothing.to_string().contains("can't use the pins of `session` at"), "{nothing:#}");
        later.unpin()
    });
}

#[test]
fn pins_come_to_be_all_at_once_and_give_way_to_those_of_the_same_program_only() {
    since::PINS_EXCHANGED.is_shown_by(|| {
        let files = BpfFileSystem::mount();
        let directory = files.path("session");
        // What a process leaves behind that is killed while it pins, what one has that still does, and what is something else.
        let mut dead = Command::new(env::current_exe()?).arg("--list").stdout(Stdio::null()).spawn()?;
        dead.wait()?;
        let left = files.path(&format!("session-unfinished-{}-0", dead.id()));
        let others = ["session-unfinished-1-0", "session-unfinished-x", "session-unfinished"]
            .map(|name| files.path(name));
        for directory in others.iter().chain([&left]) {
            fs::create_dir_all(directory.join("maps"))?;
        }
        let kind = kinds().next().unwrap();
        let mut bpf = attached(kind, tid())?;
        bpf.pin_all(&directory)?;
        assert!(!left.exists() && others.iter().all(|other| other.join("maps").exists()));
        // Links can be pinned once more.
        bpf.pin_all(files.path("second"))?;
        session::from_pins(files.path("second"))?.unpin()?;

        let mut other = attached(kind, tid())?;
        other.maps.counts.insert(&60, &session::types::count { times: 9, version: 9, unused: 0 })?;
        other.pin_all(&directory)?;
        assert_eq!(session::from_pins(&directory)?.maps.counts.get(&60)?.unwrap().times, 9);
        let there = fs::read_dir(files.path(""))?.map(|file| file.map(|file| file.file_name()));
        let there: Vec<_> = there.collect::<io::Result<_>>()?;
        let there = there.iter().filter(|name| name.to_string_lossy().starts_with("session"));
        assert_eq!(there.count(), 1 + others.len(), "what gave way is gone");

        let mut stranger = stranger::open()?.load()?;
        let error = stranger.pin_all(&directory).unwrap_err();
        assert!(error.to_string().contains("it has no pins of this program"), "{error:#}");
        let dots = stranger.pin_all(files.path("a.b")).unwrap_err();
        assert!(dots.to_string().contains("have no dots"), "{dots:#}");
        let none = env::temp_dir().join(format!("coolbpf-no-pins-{}", getpid()));
        let file = none.join(format!("session-unfinished-{}-0/maps/file", dead.id()));
        fs::create_dir_all(file.parent().unwrap())?;
        fs::write(&file, "")?;
        let elsewhere = stranger.pin_all(none.join("session")).unwrap_err();
        assert!(elsewhere.to_string().contains("is in no BPF file system"), "{elsewhere:#}");
        assert!(file.exists(), "what is no pin is nothing to remove");
        fs::remove_dir_all(none)?;
        session::from_pins(&directory)?.unpin()
    });
}

#[test]
fn who_removes_pins_follows_no_symbolic_link() {
    since::SESSION.is_shown_by(|| {
        let files = BpfFileSystem::mount();
        let (directory, elsewhere) = (files.path("session"), files.path("elsewhere"));
        attached(kinds().next().unwrap(), tid())?.pin_all(&directory)?;
        fs::rename(directory.join("maps"), &elsewhere)?;
        symlink(&elsewhere, directory.join("maps"))?;
        let error = session::from_pins(&directory)?.unpin().unwrap_err();
        assert!(error.to_string().contains("can't remove the pins at"), "{error:#}");
        assert!(elsewhere.join("counts").exists());

        fs::remove_file(directory.join("maps"))?;
        fs::rename(&elsewhere, directory.join("maps"))?;
        symlink(&directory, files.path("other_name"))?;
        for name in ["other_name", "other_name/"] {
            session::from_pins(files.path(name))?.unpin().unwrap_err();
            assert!(directory.join("maps/counts").exists());
        }
        session::from_pins(&directory)?.unpin()
    });
}

#[test]
fn who_detaches_removes_the_files_of_links_from_each_directory() {
    since::SESSION.is_shown_by(|| {
        let files = BpfFileSystem::mount();
        let directories = ["one", "other"].map(|name| files.path(name));
        let mut bpf = attached(kinds().next().unwrap(), tid())?;
        for directory in &directories {
            bpf.pin_all(directory)?;
        }
        bpf.detach()?;
        for directory in &directories {
            let pinned = session::from_pins(directory)?;
            assert_eq!(pinned.pins().links()?.len(), 0, "{}", directory.display());
            pinned.unpin()?;
        }
        Ok(())
    });
}

#[test]
fn maps_that_are_not_there_are_not_there_in_pins_either() {
    since::PINNED_MAP.is_shown_by(|| {
        let files = BpfFileSystem::mount();
        let directory = files.path("newer_map");
        let mut open = newer_map::open()?;
        open.maps.filter.set_autocreate(false)?;
        open.progs.on_setpriority.set_autoload(false)?;
        open.load()?.pin_all(&directory)?;
        assert!(!directory.join("maps/filter").exists());
        let bpf = newer_map::from_pins(&directory)?;
        let error = bpf.maps.filter.insert(&7).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unsupported);
        assert!(error.to_string().contains("the map `filter`: it is not in the kernel"), "{error:#}");
        bpf.unpin()
    });
}

#[test]
fn maps_of_pins_that_are_not_those_of_a_channel_are_refused() {
    since::SESSION.is_shown_by(|| {
        for kind in kinds() {
            let files = BpfFileSystem::mount();
            let mut bpf = attached(kind, tid())?;
            let right = match kind {
                ChannelKind::RingBuffer => "ringbuf",
                _ => "perf_event_array",
            };
            for (name, right) in [("events", right), ("__coolbpf_state_events", "percpu_array")] {
                let directory = files.path(name);
                bpf.pin_all(&directory)?;
                let file = directory.join("maps").join(name);
                fs::remove_file(&file)?;
                bpf.maps.counts.pin(&file)?;
                let error = session::from_pins(&directory).unwrap_err();
                assert_eq!(error.kind(), ErrorKind::InvalidInput);
                let expected = format!("the map `counts` is of type `hash`, not `{right}`");
                assert!(format!("{error:#}").contains(&expected), "{error:#}");
            }
        }
        Ok(())
    });
}
