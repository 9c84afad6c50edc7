//! The bytes of a section of global variables, which programs read and write meanwhile.

use std::os::fd::AsFd as _;
use std::ptr::NonNull;
use std::sync::atomic::{AtomicU8, AtomicU16, AtomicU32, AtomicU64, Ordering};

use libbpf_rs::libbpf_sys::{BPF_F_MMAPABLE, BPF_F_RDONLY_PROG};

use super::{RawMap, Update};
use crate::mapping::{Mapping, page_size};
use crate::value::storage;
use crate::{Error, ErrorKind, Result, Value as _};

/// A section: the only entry of an array.
pub(super) struct Section {
    raw: RawMap,
    /// The entry itself, where it can be mapped: Linux 5.5, commit fc9702273e2e.
    memory: Option<Mapping>,
    is_writable: bool,
}

impl Section {
    pub(super) fn new(raw: RawMap) -> Result<Self> {
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
    pub(super) fn read(&self, offset: usize, into: &mut [u8]) -> Result<()> {
        let length = into.len().min(self.raw.value_size().saturating_sub(offset));
        let Some(into) = into.get_mut(..length) else { return Ok(()) };
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
    pub(super) fn write(&self, offset: usize, from: &[u8]) -> Result<()> {
        let length = from.len().min(self.raw.value_size().saturating_sub(offset));
        let Some(from) = from.get(..length) else { return Ok(()) };
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

/// How many bytes, at most `left`, are accessed at once at this address: as many as it is aligned for. So no integer is cut that is
/// aligned as C has it and is copied whole.
fn width(address: usize, left: usize) -> usize {
    [8, 4, 2].into_iter().find(|width| address.is_multiple_of(*width) && *width <= left).unwrap_or(1)
}

/// Copies bytes that others may write.
///
/// # Safety
/// As many bytes as `into` has can be read at `start`, and only accesses of the kernel's kind and atomic ones are made to them.
unsafe fn load(start: NonNull<u8>, into: &mut [u8]) {
    let mut rest = into;
    let mut place = start;
    while !rest.is_empty() {
        let width = width(place.as_ptr().addr(), rest.len());
        let (now, later) = rest.split_at_mut(width);
        let place_now = place.as_ptr();
        // SAFETY: so many bytes can be read here, by the caller's promise, and the place is aligned for them.
        unsafe {
            let relaxed = Ordering::Relaxed;
            match width {
                8 => now.copy_from_slice(&AtomicU64::from_ptr(place_now.cast()).load(relaxed).to_ne_bytes()),
                4 => now.copy_from_slice(&AtomicU32::from_ptr(place_now.cast()).load(relaxed).to_ne_bytes()),
                2 => now.copy_from_slice(&AtomicU16::from_ptr(place_now.cast()).load(relaxed).to_ne_bytes()),
                _ => now.copy_from_slice(&[AtomicU8::from_ptr(place_now).load(relaxed)]),
            }
            place = place.add(width);
        }
        rest = later;
    }
}

/// Changes bytes that others may read and write.
///
/// # Safety
/// As many bytes as `from` has can be written at `start`, and only accesses of the kernel's kind and atomic ones are made to them.
unsafe fn store(start: NonNull<u8>, from: &[u8]) {
    let mut rest = from;
    let mut place = start;
    while !rest.is_empty() {
        let width = width(place.as_ptr().addr(), rest.len());
        let (now, later) = rest.split_at(width);
        let place_now = place.as_ptr();
        // SAFETY: so many bytes can be written here, by the caller's promise, and the place is aligned for them.
        unsafe {
            let relaxed = Ordering::Relaxed;
            match width {
                8 => AtomicU64::from_ptr(place_now.cast()).store(storage::read(now, 0), relaxed),
                4 => AtomicU32::from_ptr(place_now.cast()).store(storage::read(now, 0), relaxed),
                2 => AtomicU16::from_ptr(place_now.cast()).store(storage::read(now, 0), relaxed),
                _ => AtomicU8::from_ptr(place_now).store(storage::read(now, 0), relaxed),
            }
            place = place.add(width);
        }
        rest = later;
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
        let map = RawMap::create(facts).unwrap();
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

    #[test]
    fn every_place_and_length_is_copied_and_nothing_beside_it() {
        let bytes: Vec<u8> = (1..=64).collect();
        for start in 0..24 {
            for length in 0..40 {
                let mut memory = [0_u64; 8];
                let place = NonNull::from(&mut memory).cast::<u8>();
                let expected = &bytes[start..start + length];
                let mut read = vec![0; length];
                // SAFETY: the memory has 64 bytes, and nobody else has it.
                unsafe {
                    store(place.add(start), expected);
                    load(place.add(start), &mut read);
                }
                assert_eq!(read, expected, "{start} {length}");
                let written =
                    memory.iter().flat_map(|word| word.to_ne_bytes()).filter(|byte| *byte != 0).count();
                assert_eq!(written, length, "{start} {length}");
            }
        }
    }

    #[test]
    fn no_aligned_integer_is_cut() {
        for start in 0..16_usize {
            for length in 0..32_usize {
                let mut cuts = vec![];
                let mut at = start;
                while at < start + length {
                    cuts.push(at);
                    at += width(at, start + length - at);
                }
                assert_eq!(at, start + length);
                for size in [2, 4, 8] {
                    let integers =
                        (0..64).step_by(size).filter(|at| *at >= start && at + size <= start + length);
                    for integer in integers {
                        assert!(cuts.iter().all(|cut| *cut <= integer || *cut >= integer + size));
                    }
                }
            }
        }
    }
}
