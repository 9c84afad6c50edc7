//! Where XDP programs send frames: network interfaces and CPUs.

use std::os::fd::{AsFd, AsRawFd, BorrowedFd};

use super::descriptors::descriptors;
use super::{Map, RawMap, Update};
use crate::kernel::MapType;
use crate::program::Program;
use crate::value::storage;
use crate::{Error, ErrorKind, Result, Value};

/// What an entry of [`DevMap`], [`DevMapHash`] or [`CpuMap`] holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target {
    /// The index of the network interface; for a [`CpuMap`], how many frames its queue has room for.
    pub value: u32,
    /// The kernel's number of the program that sees the frame there, if there is one.
    pub program: Option<u32>,
}

/// `struct bpf_devmap_val` and `struct bpf_cpumap_val`: a number, and, where values have eight bytes, the descriptor of a program.
fn set(raw: &RawMap, key: u32, value: u32, program: Option<&Program>) -> Result<()> {
    let mut bytes = [0; 8];
    storage::write(&mut bytes, 0, value);
    match (program, raw.value_size()) {
        (None, size) => raw.insert(key.as_bytes(), bytes.get(..size).unwrap_or(&bytes), Update::Any),
        (Some(program), 8) => {
            storage::write(&mut bytes, 4, program.fd()?.as_raw_fd());
            raw.insert(key.as_bytes(), &bytes, Update::Any)
        }
        (Some(_), size) => {
            let message = format!(
                "the map `{}` has no room for programs: its values have {size} bytes, not the 8 of a number and a program",
                raw.name()
            );
            Err(Error::new(ErrorKind::InvalidInput, message))
        }
    }
}

fn get(raw: &RawMap, key: u32) -> Result<Option<Target>> {
    let bytes = raw.get(key.as_bytes())?;
    Ok(bytes.map(|bytes| Target {
        value: storage::read(&bytes, 0),
        program: Some(storage::read(&bytes, 4)).filter(|id| *id != 0),
    }))
}

macro_rules! targets {
    ($name:ident, $what:literal, $since:literal) => {
        impl $name {
            #[doc = concat!("Sets an entry to ", $what, ".")]
            ///
            /// # Errors
            /// Where there is no such thing, or no room.
            pub fn set(&self, key: u32, value: u32) -> Result<()> {
                set(&self.raw, key, value, None)
            }

            #[doc = concat!("Sets an entry to ", $what, ", where `program` sees the frames. Linux ", $since, ".")]
            ///
            /// # Errors
            /// As for `set`, where values have no room for a program, and where the program is of another section.
            pub fn set_with(&self, key: u32, value: u32, program: &Program) -> Result<()> {
                set(&self.raw, key, value, Some(program))
            }

            /// The entry, `None` where there is none.
            ///
            /// # Errors
            /// Where the kernel refuses.
            pub fn get(&self, key: u32) -> Result<Option<Target>> {
                get(&self.raw, key)
            }
        }
    };
}

descriptors! {
    /// Network interfaces by numbers from 0 on: `BPF_MAP_TYPE_DEVMAP`, Linux 4.14.
    DevMap: Devmap, 4 or 8
}
targets!(DevMap, "a network interface, by its index", "5.8");

descriptors! {
    /// Network interfaces by any numbers: `BPF_MAP_TYPE_DEVMAP_HASH`, Linux 5.4.
    DevMapHash: DevmapHash, 4 or 8
}
targets!(DevMapHash, "a network interface, by its index", "5.8");

descriptors! {
    /// CPUs that frames are handed to, each with its queue: `BPF_MAP_TYPE_CPUMAP`, Linux 4.15.
    CpuMap: Cpumap, 4 or 8
}
targets!(CpuMap, "a CPU's queue, by how many frames it has room for", "5.9");
