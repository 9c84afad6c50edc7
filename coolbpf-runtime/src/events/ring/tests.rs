//! Rings in ordinary shared memory, which may say what no kernel would.

use std::fs::File;
use std::os::fd::{AsFd as _, FromRawFd as _};
use std::os::unix::fs::FileExt as _;

use super::memory::Memory as _;
use super::*;

mod model;
mod producer;

const SIZE: usize = 4096;

/// The bytes of the record that the ring goes to, or that there is none.
fn next(ring: &mut Ring) -> Option<&[u8]> {
    let place = ring.advance().unwrap()?;
    Some(bytes(ring, place))
}

/// The bytes of the record that the ring goes to quickly.
fn taken(ring: &mut Ring, length: usize) -> Option<&[u8]> {
    let place = ring.take(length)?;
    Some(bytes(ring, place))
}

fn bytes(ring: &mut Ring, place: Place) -> &[u8] {
    // SAFETY: the ring has just gone there, and is borrowed.
    unsafe { ring.record(place).as_ref() }
}

/// The memory that a kernel would have: two pages of positions, and the data twice, of some size.
struct Memory(File, usize);

impl Memory {
    fn new() -> Self {
        Self::of_size(SIZE)
    }

    fn of_size(size: usize) -> Self {
        // SAFETY: the name is a C string; the descriptor is new, so nobody else owns it.
        let file = unsafe { File::from_raw_fd(libc::memfd_create(c"ring".as_ptr(), libc::MFD_CLOEXEC)) };
        file.set_len(8192 + 2 * size as u64).unwrap();
        Self(file, size)
    }

    fn ring(&self) -> Ring {
        Ring::map(self.0.as_fd(), self.1 as u32, 0).unwrap()
    }

    fn consumed(&self) -> usize {
        let mut bytes = [0; 8];
        self.0.read_exact_at(&mut bytes, 0).unwrap();
        usize::from_ne_bytes(bytes)
    }

    fn set_consumed(&self, position: usize) {
        self.0.write_all_at(&position.to_ne_bytes(), 0).unwrap();
    }

    fn set_produced(&self, position: usize) {
        self.0.write_all_at(&position.to_ne_bytes(), 4096).unwrap();
    }

    /// Writes to the data and to its copy, as if they were one.
    fn write(&self, position: usize, bytes: &[u8]) {
        for (at, byte) in bytes.iter().enumerate() {
            let at = ((position + at) % self.1) as u64;
            for copy in [0, self.1 as u64] {
                self.0.write_all_at(&[*byte], 8192 + copy + at).unwrap();
            }
        }
    }

    /// Writes a record; returns where the next one starts.
    fn record(&self, position: usize, flags: u32, data: &[u8]) -> usize {
        self.write(position, &(data.len() as u32 | flags).to_ne_bytes());
        self.write(position + HEADER, data);
        (position + HEADER + data.len()).next_multiple_of(8)
    }
}

#[test]
fn records_of_all_lengths_are_read_in_order_around_the_end() {
    let memory = Memory::new();
    let start = SIZE * 7 - 64;
    memory.set_consumed(start);
    let mut ring = memory.ring();
    let mut position = start;
    for length in [0, 1, 7, 8, 9, 15, 16, 17, 100, 1000, SIZE - HEADER] {
        let data: Vec<u8> = (0..length).map(|byte| byte as u8 ^ length as u8).collect();
        position = memory.record(position, 0, &data);
        memory.set_produced(position);
        assert_eq!(next(&mut ring), Some(&data[..]));
        assert!(memory.consumed() < position);
        ring.release(length);
        assert_eq!(memory.consumed(), position);
        assert_eq!(next(&mut ring), None);
    }
}

#[test]
fn a_record_that_runs_far_over_the_end_is_read_in_one_piece() {
    const LARGE: usize = 32 * SIZE;
    let memory = Memory::of_size(LARGE);
    let start = LARGE - 64;
    memory.set_consumed(start);
    let mut ring = memory.ring();
    let mapped = ring.memory.reach();
    assert!(mapped < LARGE + LARGE / 2);
    let large: Vec<u8> = (0..LARGE / 2).map(|byte| (byte % 251) as u8).collect();
    let end = memory.record(memory.record(start, 0, b"small"), 0, &large);
    memory.set_produced(end);
    assert_eq!(next(&mut ring), Some(&b"small"[..]));
    // Not beyond what is mapped, whatever is written.
    ring.allow(usize::MAX);
    assert!(ring.allowed <= mapped);
    assert_eq!(next(&mut ring), Some(&large[..]));
    assert_eq!(ring.memory.reach(), 2 * LARGE);
    assert_eq!(next(&mut ring), None);
    assert_eq!(memory.consumed(), end);
}

#[test]
fn discarded_records_are_skipped_and_reserved_ones_waited_for() {
    let memory = Memory::new();
    let mut ring = memory.ring();
    let second = memory.record(0, DISCARD, b"discarded");
    let third = memory.record(second, BUSY, b"busy");
    let end = memory.record(third, 0, b"behind");
    memory.set_produced(end);
    assert_eq!(ring.advance_or_be_woken().unwrap(), None);
    assert_eq!(memory.consumed(), second);
    memory.record(second, 0, b"ready");
    for expected in [&b"ready"[..], b"behind"] {
        assert_eq!(next(&mut ring), Some(expected));
    }
    assert_eq!(memory.consumed(), third, "the last is still being read");
    assert_eq!(next(&mut ring), None);
    assert_eq!(memory.consumed(), end);
}

#[test]
fn what_is_taken_quickly_is_what_was_allowed_and_has_the_usual_length() {
    let memory = Memory::new();
    let mut ring = memory.ring();
    let mut end = 0;
    let records = [(0, &b"one"[..]), (0, b"two"), (0, b"six"), (0, b"ten"), (0, b"longer"), (0, b"red")];
    for (flags, data) in records.into_iter().chain([(DISCARD, &b"old"[..]), (0, b"new"), (BUSY, b"hot")]) {
        end = memory.record(end, flags, data);
    }
    memory.set_produced(end);
    assert_eq!(taken(&mut ring, 3), None, "nothing is allowed");
    assert_eq!(next(&mut ring), Some(&b"one"[..]));
    assert_eq!(ring.allow(32), 32);
    assert_eq!(taken(&mut ring, 3), Some(&b"two"[..]));
    assert_eq!(taken(&mut ring, 3), None, "the one after it is the last that is allowed");
    assert_eq!(next(&mut ring), Some(&b"six"[..]));
    ring.allow(SIZE);
    assert_eq!(taken(&mut ring, 3), Some(&b"ten"[..]));
    assert_eq!(taken(&mut ring, 3), None, "the next has another length");
    assert_eq!(next(&mut ring), Some(&b"longer"[..]));
    ring.allow(SIZE);
    assert_eq!(taken(&mut ring, 3), Some(&b"red"[..]));
    assert_eq!(taken(&mut ring, 3), None, "it was discarded");
    assert_eq!(next(&mut ring), Some(&b"new"[..]));
    ring.allow(SIZE);
    assert_eq!(taken(&mut ring, 3), None, "it is reserved");
    assert_eq!(next(&mut ring), None);
}

#[test]
fn what_was_read_is_given_back_at_the_end_of_what_was_allowed_and_before_a_sixteenth_of_the_ring_is_kept() {
    let memory = Memory::new();
    let mut ring = memory.ring();
    let end = (0..100).fold(0, |position, _| memory.record(position, 0, &[1; 8]));
    memory.set_produced(end);
    let (mut read, mut kept) = (0, 0);
    while ring.take(8).is_some() || ring.advance_or_be_woken().unwrap().is_some() {
        if ring.next == ring.allowed {
            ring.allow(SIZE);
        }
        read += 16;
        kept = kept.max(read - memory.consumed());
        ring.release(8);
        // Once there is nothing more to be read, all is given back at once.
        assert!(read < end || memory.consumed() == end);
    }
    assert_eq!(read, end);
    assert_eq!(kept, SIZE / PARTS);
}

#[test]
fn positions_may_overflow() {
    let memory = Memory::new();
    let start = 0_usize.wrapping_sub(16);
    memory.set_consumed(start);
    let mut ring = memory.ring();
    memory.record(SIZE - 16, 0, &[7; 24]);
    memory.set_produced(start.wrapping_add(32));
    assert_eq!(next(&mut ring), Some(&[7; 24][..]));
    ring.tell();
    assert_eq!(memory.consumed(), 16);
}

#[test]
fn whatever_the_memory_says_nothing_outside_of_the_data_is_read() {
    let memory = Memory::new();
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    let (mut read, mut corrupt, mut taken_quickly) = (0, 0, 0);
    for _ in 0..8000 {
        // Half of the rings are nearly right, so that some records pass.
        let start = random() as usize & !7;
        let produced = match random() % 4 {
            0 => random() as usize,
            1 => start.wrapping_add(random() as usize % (2 * SIZE)),
            _ => start.wrapping_add(random() as usize % SIZE / 8 * 8),
        };
        memory.set_consumed(start);
        memory.set_produced(produced);
        let header = match random() % 3 {
            0 => random() as u32,
            1 => (random() as u32 % (SIZE as u32 + 16)) | random() as u32 & DISCARD,
            _ => random() as u32 % 64,
        };
        memory.write(start % SIZE, &header.to_ne_bytes());
        let mut ring = memory.ring();
        let data = ring.memory.place(0).as_ptr() as usize;
        match ring.advance() {
            Ok(Some(place)) => {
                let record = bytes(&mut ring, place);
                let end = record.as_ptr() as usize + record.len();
                assert!(data < record.as_ptr() as usize && end <= data + 2 * SIZE && record.len() < SIZE);
                // A page that isn't there would end the test here.
                read += 1 + record.iter().map(|byte| u64::from(*byte)).sum::<u64>();
                // The quick way, with another header under its feet.
                ring.allow(random() as usize % (2 * SIZE));
                let (next, written) = (ring.next, ring.written);
                memory.write(next % SIZE, &(random() as u32 % 64).to_ne_bytes());
                if let Some(record) = taken(&mut ring, random() as usize % 64) {
                    let end = record.as_ptr() as usize + record.len();
                    assert!(end <= data + 2 * SIZE && next < ring.next && ring.next <= written);
                    assert!(written <= 2 * SIZE);
                    taken_quickly += 1;
                }
            }
            Ok(None) => {}
            Err(_) => corrupt += 1,
        }
    }
    assert!(read > 500 && corrupt > 500 && taken_quickly > 10, "{read} {corrupt} {taken_quickly}");
}

#[test]
fn what_cannot_be_a_ring_is_refused() {
    let memory = Memory::new();
    for size in [0, 100, 2048, 3 * 4096, u32::MAX] {
        assert!(Ring::map(memory.0.as_fd(), size, 0).is_err(), "{size}");
    }
    memory.set_consumed(4);
    assert!(Ring::map(memory.0.as_fd(), SIZE as u32, 0).is_err());
}

#[test]
fn a_ring_that_overwrites_what_is_being_read_is_refused() {
    let flags = libbpf_rs::libbpf_sys::BPF_F_RB_OVERWRITE;
    let error = Ring::map(Memory::new().0.as_fd(), SIZE as u32, flags).err().unwrap();
    assert_eq!(error.kind(), io::ErrorKind::Unsupported);
    assert!(error.to_string().contains("BPF_F_RB_OVERWRITE"), "{error}");
}
