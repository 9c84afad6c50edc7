//! Maps of what programs are given by user space: other programs, control groups, sockets.

use std::marker::PhantomData;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd};

use super::{Keys, Map, RawMap, Update};
use crate::kernel::MapType;
use crate::program::Program;
use crate::value::storage;
use crate::{Result, Value};

/// Sets the entry of `key` to what is open as `descriptor`. The kernel reads a descriptor of four bytes also where values have eight.
fn set(raw: &RawMap, key: &[u8], descriptor: BorrowedFd<'_>, update: Update) -> Result<()> {
    let four = descriptor.as_raw_fd();
    let eight = u64::from(four.cast_unsigned());
    let value = if raw.value_size() == size_of_val(&four) { four.as_bytes() } else { eight.as_bytes() };
    raw.insert(key, value, update)
}

/// Which entry of a map of sockets: the kernel gives a socket's cookie (`SO_COOKIE`) where values have eight bytes.
fn cookie(raw: &RawMap, key: &[u8]) -> Result<Option<u64>> {
    let value = raw.get(key)?;
    Ok(value.map(|value| storage::read(&value, 0)))
}

macro_rules! descriptors {
    ($(#[$doc:meta])* $name:ident: $map_type:ident, $($size:literal)or+) => {
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $name {
            raw: RawMap,
        }

        impl $name {
            #[doc(hidden)]
            pub fn of(raw: RawMap) -> Result<Self> {
                let size = [$($size),+].into_iter().find(|size| *size == raw.value_size());
                raw.check_is(&[MapType::$map_type], size_of::<u32>(), size.unwrap_or(size_of::<u32>()))?;
                Ok(Self { raw })
            }

            /// Removes the entry at `index`; tells whether there was one.
            ///
            /// # Errors
            /// Where the kernel refuses.
            pub fn remove(&self, index: u32) -> Result<bool> {
                self.raw.remove(index.as_bytes())
            }

            /// How many entries there is room for.
            #[must_use]
            pub fn len(&self) -> u32 {
                self.raw.max_entries()
            }

            /// Whether there is room for none; the kernel has no such maps.
            #[must_use]
            pub fn is_empty(&self) -> bool {
                self.len() == 0
            }

            /// The map with keys and values as bytes.
            #[must_use]
            pub fn raw(&self) -> &RawMap {
                &self.raw
            }
        }

        impl Map for $name {
            fn from_raw(raw: RawMap) -> Result<Self> {
                Self::of(raw)
            }

            fn raw(&self) -> &RawMap {
                &self.raw
            }
        }

        impl AsFd for $name {
            fn as_fd(&self) -> BorrowedFd<'_> {
                self.raw.as_fd()
            }
        }
    };
}
pub(super) use descriptors;

descriptors! {
    /// Programs that others go on with by `bpf_tail_call`: `BPF_MAP_TYPE_PROG_ARRAY`, Linux 4.2.
    ///
    /// All programs in it are of one type. The kernel empties it when this handle and the object that declares it are gone.
    ProgArray: ProgArray, 4
}

impl ProgArray {
    /// Has a tail call to `index` go on with `program`, in the place of what is there.
    ///
    /// # Errors
    /// Where the program is not loaded, is of another type than those that make tail calls by this map, or `index` is beyond the end.
    pub fn set(&self, index: u32, program: &Program) -> Result<()> {
        set(&self.raw, index.as_bytes(), program.fd()?, Update::Any)
    }
}

descriptors! {
    /// Control groups that programs compare with that of a task or a socket: `BPF_MAP_TYPE_CGROUP_ARRAY`, Linux 4.8.
    CgroupArray: CgroupArray, 4
}

impl CgroupArray {
    /// Sets the entry at `index` to the control group of an open directory.
    ///
    /// # Errors
    /// Where it is no control group of version 2, or `index` is beyond the end.
    pub fn set(&self, index: u32, cgroup: impl AsFd) -> Result<()> {
        set(&self.raw, index.as_bytes(), cgroup.as_fd(), Update::Any)
    }
}

descriptors! {
    /// Sockets that programs send packets and messages to: `BPF_MAP_TYPE_SOCKMAP`, Linux 4.14.
    ///
    /// A socket that is closed leaves the map.
    SockMap: Sockmap, 4 or 8
}

impl SockMap {
    /// Sets the entry at `index` to a socket.
    ///
    /// # Errors
    /// Where the kernel has no such sockets in maps: those of TCP must be connected (or listen, from Linux 5.6 on).
    pub fn set(&self, index: u32, socket: impl AsFd) -> Result<()> {
        set(&self.raw, index.as_bytes(), socket.as_fd(), Update::Any)
    }

    /// The cookie (`SO_COOKIE`) of the socket at `index`, `None` where there is none. Linux 5.7, where values have eight bytes.
    ///
    /// # Errors
    /// Where values have four bytes.
    pub fn cookie(&self, index: u32) -> Result<Option<u64>> {
        cookie(&self.raw, index.as_bytes())
    }
}

descriptors! {
    /// Sockets that programs choose from for a connection: `BPF_MAP_TYPE_REUSEPORT_SOCKARRAY`, Linux 4.19.
    ReuseportSockArray: ReuseportSockarray, 4 or 8
}

impl ReuseportSockArray {
    /// Sets the entry at `index` to a socket that is bound and has `SO_REUSEPORT`.
    ///
    /// # Errors
    /// Where it is another socket, or `index` is beyond the end.
    pub fn set(&self, index: u32, socket: impl AsFd) -> Result<()> {
        set(&self.raw, index.as_bytes(), socket.as_fd(), Update::Any)
    }

    /// The cookie (`SO_COOKIE`) of the socket at `index`, `None` where there is none.
    ///
    /// # Errors
    /// Where values have four bytes.
    pub fn cookie(&self, index: u32) -> Result<Option<u64>> {
        cookie(&self.raw, index.as_bytes())
    }
}

descriptors! {
    /// AF_XDP sockets that programs send frames to: `BPF_MAP_TYPE_XSKMAP`, Linux 4.18.
    ///
    /// The kernel does not tell whether there was a socket that is removed: `remove` says yes.
    XskMap: Xskmap, 4
}

impl XskMap {
    /// Sets the entry at `index` to an AF_XDP socket.
    ///
    /// # Errors
    /// Where it is another socket, or `index` is beyond the end.
    pub fn set(&self, index: u32, socket: impl AsFd) -> Result<()> {
        set(&self.raw, index.as_bytes(), socket.as_fd(), Update::Any)
    }
}

/// Sockets by keys: `BPF_MAP_TYPE_SOCKHASH`, Linux 4.18. A socket that is closed leaves the map.
#[derive(Debug)]
pub struct SockHash<K> {
    raw: RawMap,
    _keys: PhantomData<fn(K)>,
}

impl<K: Value> SockHash<K> {
    #[doc(hidden)]
    pub fn of(raw: RawMap) -> Result<Self> {
        let size = if raw.value_size() == size_of::<u64>() { size_of::<u64>() } else { size_of::<u32>() };
        raw.check_is(&[MapType::Sockhash], size_of::<K>(), size)?;
        Ok(Self { raw, _keys: PhantomData })
    }

    /// Sets the entry of `key` to a socket if `update` allows it.
    ///
    /// # Errors
    /// Where the kernel has no such sockets in maps: those of TCP must be connected (or listen, from Linux 5.6 on).
    pub fn insert(&self, key: &K, socket: impl AsFd, update: Update) -> Result<()> {
        set(&self.raw, key.as_bytes(), socket.as_fd(), update)
    }

    /// The cookie (`SO_COOKIE`) of the socket of `key`, `None` where there is none. Linux 5.7, where values have eight bytes.
    ///
    /// # Errors
    /// Where values have four bytes.
    pub fn cookie(&self, key: &K) -> Result<Option<u64>> {
        cookie(&self.raw, key.as_bytes())
    }

    /// Removes the entry of `key`; tells whether there was one.
    ///
    /// # Errors
    /// Where the kernel refuses.
    pub fn remove(&self, key: &K) -> Result<bool> {
        self.raw.remove(key.as_bytes())
    }

    /// The keys.
    #[must_use]
    pub fn keys(&self) -> Keys<'_, K> {
        Keys::new(&self.raw)
    }

    /// The map with keys and values as bytes.
    #[must_use]
    pub fn raw(&self) -> &RawMap {
        &self.raw
    }
}

impl<K: Value> Map for SockHash<K> {
    fn from_raw(raw: RawMap) -> Result<Self> {
        Self::of(raw)
    }

    fn raw(&self) -> &RawMap {
        &self.raw
    }
}

impl<K> AsFd for SockHash<K> {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.raw.as_fd()
    }
}
