//! What programs keep with a task, a socket, a control group or a file, for as long as that is there.

use std::marker::PhantomData;
use std::os::fd::{AsFd, AsRawFd};
use std::sync::OnceLock;

use super::handle::handle;
use super::{RawMap, Update};
use crate::{Error, ErrorKind, Result, Value, security_module};

macro_rules! storage {
    ($(#[$doc:meta])* $name:ident: $map_type:ident, $owner:literal $(, $check:path)?) => {
        $(#[$doc])*
        ///
        /// In C the map has the flag `BPF_F_NO_PREALLOC` and keys of type `int`, which are descriptors here. Entries can't be listed:
        /// the kernel keeps them with their owners.
        #[derive(Debug)]
        pub struct $name<V> {
            raw: RawMap,
            _entries: PhantomData<fn() -> V>,
        }

        handle!($name<V>: $map_type, i32 => V);

        impl<V: Value> $name<V> {
            #[doc = concat!("The value of ", $owner, ", `None` where it has none.")]
            ///
            /// # Errors
            /// Where the descriptor is of something else.
            pub fn get(&self, owner: impl AsFd) -> Result<Option<V>> {
                $($check(&self.raw)?;)?
                let mut value = V::zeroed();
                let owner = owner.as_fd().as_raw_fd();
                Ok(self.raw.get_into(owner.as_bytes(), value.as_bytes_mut())?.then_some(value))
            }

            #[doc = concat!("Sets the value of ", $owner, ".")]
            ///
            /// # Errors
            /// Where the descriptor is of something else.
            pub fn insert(&self, owner: impl AsFd, value: &V) -> Result<()> {
                self.update(owner, value, Update::Any)
            }

            #[doc = concat!("Sets the value of ", $owner, " if `update` allows it.")]
            ///
            /// # Errors
            /// Where the descriptor is of something else, or there is a value and there should be none, or the other way round.
            pub fn update(&self, owner: impl AsFd, value: &V, update: Update) -> Result<()> {
                $($check(&self.raw)?;)?
                self.raw.insert(owner.as_fd().as_raw_fd().as_bytes(), value.as_bytes(), update)
            }

            #[doc = concat!("Removes the value of ", $owner, "; tells whether there was one.")]
            ///
            /// # Errors
            /// Where the descriptor is of something else.
            pub fn remove(&self, owner: impl AsFd) -> Result<bool> {
                $($check(&self.raw)?;)?
                self.raw.remove(owner.as_fd().as_raw_fd().as_bytes())
            }
        }
    };
}

storage! {
    /// A value per task: `BPF_MAP_TYPE_TASK_STORAGE`, Linux 5.11. A task is given by a pidfd (`pidfd_open(2)`).
    TaskStorage: TaskStorage, "a task"
}

storage! {
    /// A value per socket: `BPF_MAP_TYPE_SK_STORAGE`, Linux 5.2.
    SocketStorage: SkStorage, "a socket"
}

storage! {
    /// A value per control group: `BPF_MAP_TYPE_CGRP_STORAGE`, Linux 6.2. A control group is given by its open directory.
    CgroupStorage: CgrpStorage, "a control group"
}

storage! {
    /// A value per inode: `BPF_MAP_TYPE_INODE_STORAGE`, Linux 5.10, with `CONFIG_BPF_LSM`. An inode is given by an open file.
    ///
    /// The kernel keeps the values where its security module `bpf` has a place in each inode. Where that is not active, it has none, and the
    /// kernel would write over another module's: each access is an error then.
    InodeStorage: InodeStorage, "an inode", has_place
}

/// Whether inodes have a place for their values: that of the security module `bpf` is one among those of all active modules
/// (`bpf_inode` of `include/linux/bpf_lsm.h`).
fn has_place(map: &RawMap) -> Result<()> {
    static IS_THERE: OnceLock<()> = OnceLock::new();
    if IS_THERE.get().is_some() {
        return Ok(());
    }
    match security_module::without_places() {
        None => {
            IS_THERE.get_or_init(|| ());
            Ok(())
        }
        Some(why) => {
            let message = format!("can't use the values of inodes in the map `{}`: {why}", map.name());
            Err(Error::new(ErrorKind::Unsupported, message))
        }
    }
}
