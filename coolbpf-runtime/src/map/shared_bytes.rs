//! Copies of bytes that programs read and write meanwhile.

use std::ptr::NonNull;
use std::sync::atomic::{AtomicU8, AtomicU16, AtomicU32, AtomicU64, Ordering};

use crate::value::storage;

/// How many bytes, at most `left`, are accessed at once at this address: as many as it is aligned for. So no integer is cut that is
/// aligned as C has it and is copied whole.
fn width(address: usize, left: usize) -> usize {
    [8, 4, 2].into_iter().find(|width| address.is_multiple_of(*width) && *width <= left).unwrap_or(1)
}

/// Copies bytes that others may write.
///
/// # Safety
/// As many bytes as `into` has can be read at `start`, and only accesses of the kernel's kind and atomic ones are made to them.
pub(super) unsafe fn load(start: NonNull<u8>, into: &mut [u8]) {
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
pub(super) unsafe fn store(start: NonNull<u8>, from: &[u8]) {
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
