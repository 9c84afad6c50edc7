//! System calls by which the tests have the kernel run programs.

use std::fs;
use std::io;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use rustix::mount::{MountFlags, UnmountFlags, mount};
use rustix::process::setpriority_process;
use rustix::thread;

/// This thread's number.
pub(crate) fn tid() -> u32 {
    thread::gettid().as_raw_nonzero().get().cast_unsigned()
}

/// Sets the nice value of this thread: the call that most programs here watch.
pub(crate) fn set_nice(value: i32) -> io::Result<()> {
    Ok(setpriority_process(None, value)?)
}

/// What a test does where coolbpf's errors are expected, and the system's are none of them.
pub(crate) fn nice(value: i32) {
    set_nice(value).expect("root may set priorities");
}

/// A BPF file system of this thread's own, in a directory that goes with it.
pub(crate) struct BpfFileSystem(PathBuf);

impl BpfFileSystem {
    /// A path in it.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for BpfFileSystem {
    fn drop(&mut self) {
        let _ = rustix::mount::unmount(&self.0, UnmountFlags::DETACH);
        let _ = fs::remove_dir(&self.0);
    }
}

/// Mounts a BPF file system.
pub(crate) fn bpf_file_system() -> BpfFileSystem {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let directory = std::env::temp_dir().join(format!("coolbpf-bpf-{}-{number}", std::process::id()));
    fs::create_dir_all(&directory).expect("a temporary directory can be made");
    mount("bpf", &directory, "bpf", MountFlags::empty(), None).expect("root may mount");
    BpfFileSystem(directory)
}
