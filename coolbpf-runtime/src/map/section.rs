//! The bytes of a section of global variables, which programs read and write meanwhile.

use std::os::fd::AsFd as _;

use libbpf_rs::libbpf_sys::{BPF_F_MMAPABLE, BPF_F_RDONLY_PROG};

use super::shared_bytes::{load, store};
use super::{RawMap, Update};
use crate::mapping::{Mapping, page_size};
use crate::{Error, ErrorKind, Result, Value as _};

/// A section: the only entry of an array.
pub(crate) struct Section {
    raw: RawMap,
    /// The entry itself, where it can be mapped: Linux 5.5, commit fc9702273e2e.
    memory: Option<Mapping>,
    is_writable: bool,
}

impl Section {
    pub(crate) fn new(raw: RawMap) -> Result<Self> {
        let flags = raw.facts().flags;
        // Once it is loaded, it is frozen, and a mapping for writing is refused.
        let is_writable = flags & BPF_F_RDONLY_PROG == 0;
        let mut memory = None;
        if flags & BPF_F_MMAPABLE != 0 {
            let protection = if is_writable { libc::PROT_READ | libc::PROT_WRITE } else { libc::PROT_READ };
            let length = raw.value_size().next_multiple_of(page_size());
            let mapped = Mapping::new(raw.as_fd(), 0, length, protection).map_err(|error| {
                Error::system(format!("can't map the variables of the map `{}`", raw.name()), error)
            })?;
            memory = Some(mapped);
        }
        Ok(Self { raw, memory, is_writable })
    }

    pub(super) fn raw(&self) -> &RawMap {
        &self.raw
    }

    /// Copies what begins at `offset`, as far as the section goes.
    pub(crate) fn read(&self, offset: usize, into: &mut [u8]) -> Result<()> {
        let length = into.len().min(self.raw.value_size().saturating_sub(offset));
        let Some(into) = into.get_mut(..length).filter(|bytes| !bytes.is_empty()) else { return Ok(()) };
        match &self.memory {
            Some(memory) => {
                // SAFETY: the section is mapped for as long as `self`, and the place is within it.
                unsafe { load(memory.start.add(offset), into) };
            }
            None => {
                let bytes = self.bytes()?;
                into.copy_from_slice(bytes.get(offset..offset + length).unwrap_or_default());
            }
        }
        Ok(())
    }

    /// Changes what begins at `offset`, as far as the section goes.
    pub(crate) fn write(&self, offset: usize, from: &[u8]) -> Result<()> {
        let length = from.len().min(self.raw.value_size().saturating_sub(offset));
        let Some(from) = from.get(..length).filter(|bytes| !bytes.is_empty()) else { return Ok(()) };
        // Before Linux 5.2 the kernel would allow it.
        if !self.is_writable {
            let message =
                format!("can't write to the map `{}`: its variables are constants", self.raw.name());
            return Err(Error::new(ErrorKind::PermissionDenied, message));
        }
        match &self.memory {
            Some(memory) => {
                // SAFETY: the section is mapped for writing for as long as `self`, and the place is within it.
                unsafe { store(memory.start.add(offset), from) };
                Ok(())
            }
            _ => {
                let mut bytes = self.bytes()?;
                if let Some(place) = bytes.get_mut(offset..offset + length) {
                    place.copy_from_slice(from);
                }
                self.raw.insert(0_u32.as_bytes(), &bytes, Update::Any)
            }
        }
    }

    fn bytes(&self) -> Result<Vec<u8>> {
        let bytes = self.raw.get(0_u32.as_bytes())?;
        bytes.filter(|bytes| bytes.len() == self.raw.value_size()).ok_or_else(|| {
            Error::new(ErrorKind::Other, format!("the map `{}` holds no variables", self.raw.name()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::raw::Facts;

    /// A section of `size` bytes, which counts up from 1. Creating it takes root.
    fn section(size: u32, flags: u32) -> Section {
        let facts = Facts {
            name: "x.data".into(),
            map_type: libbpf_rs::libbpf_sys::BPF_MAP_TYPE_ARRAY,
            key_size: 4,
            value_size: size,
            max_entries: 1,
            flags,
        };
        let map = RawMap::create(facts, None).unwrap();
        let bytes: Vec<u8> = (1..=size as u8).collect();
        map.insert(&[0; 4], &bytes, Update::Any).unwrap();
        Section::new(map).unwrap()
    }

    #[test]
    fn a_section_that_can_not_be_mapped_is_read_and_written_all_the_same() {
        for flags in [BPF_F_MMAPABLE, 0] {
            let section = section(21, flags);
            assert_eq!(section.memory.is_some(), flags != 0);
            for (offset, length) in [(0, 21), (4, 8), (20, 1), (16, 8), (21, 4), (4000, 4), (usize::MAX, 1)] {
                let mut read = vec![0; length];
                section.read(offset, &mut read).unwrap();
                let there = length.min(21_usize.saturating_sub(offset));
                let expected: Vec<u8> = (0..there).map(|at| (offset + at + 1) as u8).collect();
                assert_eq!(read[..there], expected, "{offset} {length}");
            }
            section.write(4, &[9; 8]).unwrap();
            section.write(20, &[8; 8]).unwrap();
            section.write(22, &[7; 8]).unwrap();
            let all = section.raw.get(&[0; 4]).unwrap().unwrap();
            assert_eq!(all, [1, 2, 3, 4, 9, 9, 9, 9, 9, 9, 9, 9, 13, 14, 15, 16, 17, 18, 19, 20, 8]);
        }
    }
}
