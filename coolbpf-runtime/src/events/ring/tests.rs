//! Rings in ordinary shared memory, which may say what no kernel would.

use std::fs::File;
use std::os::fd::{AsFd as _, FromRawFd as _};
use std::os::unix::fs::FileExt as _;

use super::*;

mod producer;

const SIZE: usize = 4096;

/// The memory that a kernel would have: two pages of positions, and the data twice.
struct Memory(File);

impl Memory {
    fn new() -> Self {
        // SAFETY: the name is a C string; the descriptor is new, so nobody else owns it.
        let file = unsafe { File::from_raw_fd(libc::memfd_create(c"ring".as_ptr(), libc::MFD_CLOEXEC)) };
        file.set_len(8192 + 2 * SIZE as u64).unwrap();
        Self(file)
    }

    fn ring(&self) -> Ring {
        Ring::map(self.0.as_fd(), SIZE as u32, 0).unwrap()
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
            let at = ((position + at) % SIZE) as u64;
            for copy in [0, SIZE as u64] {
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
        assert!(ring.advance().unwrap() && ring.advance().unwrap());
        assert_eq!(ring.record(), data);
        assert!(memory.consumed() < position);
        ring.release();
        assert_eq!(memory.consumed(), position);
        assert!(!ring.advance().unwrap());
        assert_eq!(ring.record(), b"");
    }
}

#[test]
fn discarded_records_are_skipped_and_reserved_ones_waited_for() {
    let memory = Memory::new();
    let mut ring = memory.ring();
    let second = memory.record(0, DISCARD, b"discarded");
    let third = memory.record(second, BUSY, b"busy");
    let end = memory.record(third, 0, b"behind");
    memory.set_produced(end);
    assert!(!ring.advance_or_be_woken().unwrap());
    assert_eq!(memory.consumed(), second);
    memory.record(second, 0, b"ready");
    for expected in [&b"ready"[..], b"behind"] {
        assert!(ring.advance().unwrap());
        assert_eq!(ring.record(), expected);
        ring.release();
    }
    assert!(!ring.advance().unwrap());
    assert_eq!(memory.consumed(), end);
}

#[test]
fn what_is_taken_quickly_is_what_was_allowed_and_has_the_usual_length() {
    let memory = Memory::new();
    let mut ring = memory.ring();
    let mut end = 0;
    for (flags, data) in [
        (0, &b"one"[..]),
        (0, b"two"),
        (0, b"six"),
        (0, b"longer"),
        (0, b"ten"),
        (DISCARD, b"old"),
        (BUSY, b"new"),
    ] {
        end = memory.record(end, flags, data);
    }
    memory.set_produced(end);
    assert!(!ring.take(3), "nothing is allowed");
    assert!(ring.advance().unwrap());
    // Room for one more: the second is beyond what is allowed.
    assert_eq!(ring.allow(16), 16 + HEADER + 3);
    ring.release();
    assert!(ring.take(3));
    assert_eq!(ring.record(), b"two");
    ring.release();
    assert!(!ring.take(3), "no more is allowed");
    assert!(ring.advance().unwrap());
    ring.allow(SIZE);
    ring.release();
    assert!(!ring.take(3), "the next has another length");
    assert!(ring.advance().unwrap());
    assert_eq!(ring.record(), b"longer");
    ring.release();
    ring.allow(SIZE);
    assert!(ring.take(3));
    ring.release();
    for (what, offset) in [("discarded", 0), ("reserved", 16)] {
        assert!(!ring.take(3), "it is {what}");
        assert_eq!(memory.consumed(), 16 * 5 + offset);
        assert!(!ring.advance().unwrap());
    }
}

#[test]
fn positions_may_overflow() {
    let memory = Memory::new();
    let start = 0_usize.wrapping_sub(16);
    memory.set_consumed(start);
    let mut ring = memory.ring();
    memory.record(SIZE - 16, 0, &[7; 24]);
    memory.set_produced(start.wrapping_add(32));
    assert!(ring.advance().unwrap());
    assert_eq!(ring.record(), [7; 24]);
    ring.release();
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
    let (mut read, mut corrupt, mut taken) = (0, 0, 0);
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
        let data = ring.place(0).as_ptr() as usize;
        match ring.advance() {
            Ok(true) => {
                let record = ring.record();
                let end = record.as_ptr() as usize + record.len();
                assert!(data < record.as_ptr() as usize && end <= data + 2 * SIZE && record.len() < SIZE);
                // A page that isn't there would end the test here.
                read += 1 + record.iter().map(|byte| u64::from(*byte)).sum::<u64>();
                ring.release();
                // The quick way, with another header under its feet.
                ring.allow(random() as usize % (2 * SIZE));
                let next = ring.next;
                let written = ring.written;
                memory.write(next % SIZE, &(random() as u32 % 64).to_ne_bytes());
                if ring.take(random() as usize % 64) {
                    let end = ring.record().as_ptr() as usize + ring.record().len();
                    assert!(end <= data + 2 * SIZE && next < ring.next && ring.next <= written);
                    assert!(written <= 2 * SIZE);
                    taken += 1;
                }
            }
            Ok(false) => {}
            Err(_) => corrupt += 1,
        }
    }
    assert!(read > 500 && corrupt > 500 && taken > 10, "{read} {corrupt} {taken}");
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
