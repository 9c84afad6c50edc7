//! A buffer of tracefs that is this process's own, so that nothing is taken from other readers.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU32, Ordering};

/// The event that `bpf_printk` is, below a directory `events`. Linux 5.9 (ac5a72ea5c89).
const EVENT: &str = "events/bpf_trace/bpf_trace_printk";
/// What the names of instances start with.
const NAME: &str = "coolbpf-";
/// For each CPU. By default the kernel takes more than a mebibyte.
const BUFFER_KIB: &str = "256";

/// A directory of `instances`, until it is dropped.
#[derive(Debug)]
pub(super) struct Instance(PathBuf);

impl Drop for Instance {
    fn drop(&mut self) {
        // If it can't be removed, the next one tries.
        let _ = fs::remove_dir(&self.0);
    }
}

/// Whether the kernel gives the lines to each instance that asks for them.
pub(super) fn is_known(tracefs: &Path) -> bool {
    tracefs.join(EVENT).is_dir()
}

/// Makes an instance that gets the lines from now on, and opens its pipe, which has to be closed before the instance is dropped.
pub(super) fn open(tracefs: &Path) -> io::Result<(File, Instance)> {
    /// How often another process may remove the instance before it is in use.
    const TRIES: usize = 8;
    static NUMBER: AtomicU32 = AtomicU32::new(0);

    let instances = tracefs.join("instances");
    remove_abandoned(&instances);
    let mut tries = 0;
    loop {
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let directory = instances.join(format!("{NAME}{}-{number}", process::id()));
        fs::create_dir(&directory)?;
        let instance = Instance(directory);
        match pipe(&instance.0) {
            Err(error) if error.kind() == ErrorKind::NotFound && tries < TRIES => tries += 1,
            opened => {
                let pipe = opened?;
                set_up(&instance.0)?;
                return Ok((pipe, instance));
            }
        }
    }
}

/// Opens the pipe of an instance, or of tracefs itself, so that reading doesn't wait.
pub(super) fn pipe(directory: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).custom_flags(libc::O_NONBLOCK).open(directory.join("trace_pipe"))
}

fn set_up(directory: &Path) -> io::Result<()> {
    let set = |file: &str, value: &str| {
        OpenOptions::new()
            .write(true)
            .open(directory.join(file))
            .and_then(|mut file| io::Write::write_all(&mut file, value.as_bytes()))
    };
    set("buffer_size_kb", BUFFER_KIB)?;
    set("trace_clock", "mono")?;
    match set("buffer_percent", "0") {
        // Before Linux 5.0 (03329f993978) a reader is always woken at once.
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        other => other?,
    }
    set(&format!("{EVENT}/enable"), "1")
}

/// Removes what processes left that were killed. The kernel refuses it of an instance that is in use.
fn remove_abandoned(instances: &Path) {
    for entry in fs::read_dir(instances).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().starts_with(NAME) {
            let _ = fs::remove_dir(entry.path());
        }
    }
}
