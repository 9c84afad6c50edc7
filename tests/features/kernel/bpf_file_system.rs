//! Where maps, programs and links are pinned.

use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use rustix::mount::{MountFlags, UnmountFlags, mount, unmount};

/// A BPF file system of its own, until this is dropped.
pub(crate) struct BpfFileSystem(PathBuf);

impl BpfFileSystem {
    pub(crate) fn mount() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let directory = std::env::temp_dir().join(format!("coolbpf-bpf-{}-{number}", std::process::id()));
        fs::create_dir_all(&directory).expect("a temporary directory can be made");
        mount("bpf", &directory, "bpf", MountFlags::empty(), None).expect("root may mount");
        Self(directory)
    }

    /// A path in it.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for BpfFileSystem {
    fn drop(&mut self) {
        let _ = unmount(&self.0, UnmountFlags::DETACH);
        let _ = fs::remove_dir(&self.0);
    }
}
