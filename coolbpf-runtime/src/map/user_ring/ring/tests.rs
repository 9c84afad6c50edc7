//! Rings in ordinary shared memory, to which somebody else writes, too.

use std::fs::File;
use std::os::fd::{AsFd as _, FromRawFd as _};
use std::os::unix::fs::FileExt as _;

use super::*;
use crate::hostile::Random;

const SIZE: usize = 4096;
/// Where a ring's producer's page and data are, behind the consumer's page.
const PRODUCER: u64 = 4096;
const DATA: u64 = 8192;

/// The memory that a kernel would have: two pages of positions, and the data twice.
struct Memory(File);

impl Memory {
    fn new() -> Self {
        // SAFETY: the name is a C string; the descriptor is new, so nobody else owns it.
        let file = unsafe { File::from_raw_fd(libc::memfd_create(c"ring".as_ptr(), libc::MFD_CLOEXEC)) };
        file.set_len(DATA + 2 * SIZE as u64).unwrap();
        Self(file)
    }

    fn ring(&self) -> io::Result<Ring> {
        Ring::map(self.0.as_fd(), SIZE as u32)
    }

    fn set(&self, at: u64, position: usize) {
        self.0.write_all_at(&position.to_ne_bytes(), at).unwrap();
    }

    fn produced(&self) -> usize {
        let mut bytes = [0; size_of::<usize>()];
        self.0.read_exact_at(&mut bytes, PRODUCER).unwrap();
        usize::from_ne_bytes(bytes)
    }

    fn header(&self, at: usize) -> u32 {
        let mut bytes = [0; 4];
        self.0.read_exact_at(&mut bytes, DATA + at as u64).unwrap();
        u32::from_ne_bytes(bytes)
    }
}

#[test]
fn records_are_busy_until_they_are_ended_and_room_comes_back_when_they_are_read() {
    let memory = Memory::new();
    let start = SIZE * 3 - 16;
    memory.set(0, start);
    memory.set(PRODUCER, start);
    let mut ring = memory.ring().unwrap();
    let first = ring.reserve(5).unwrap().unwrap();
    assert_eq!((first, memory.header(first), memory.produced()), (SIZE - 16, 5 | BUSY, start + 16));
    let second = ring.reserve(9).unwrap().unwrap();
    assert_eq!((second, memory.produced()), (0, start + 16 + 24));
    ring.end(first, 5, true);
    ring.end(second, 9, false);
    assert_eq!((memory.header(first), memory.header(second)), (5, 9 | DISCARD));
    assert_eq!(ring.room(), Ok(SIZE - 40));
    assert_eq!(ring.reserve((SIZE - 40) as u32), Ok(None));
    memory.set(0, start + 40);
    assert_eq!(ring.reserve((SIZE - HEADER) as u32), Ok(Some(24)));
    assert_eq!((ring.room(), ring.reserve(0)), (Ok(0), Ok(None)));
}

#[test]
fn positions_that_no_kernel_would_give_are_refused() {
    let memory = Memory::new();
    memory.set(PRODUCER, 4);
    assert!(memory.ring().is_err(), "records start at multiples of eight");
    memory.set(PRODUCER, 0);
    for size in [0, 1, SIZE as u32 - 1, SIZE as u32 / 2, 3 * SIZE as u32] {
        assert!(Ring::map(memory.0.as_fd(), size).is_err(), "{size}");
    }
    let mut ring = memory.ring().unwrap();
    for (consumed, waiting) in [(8, usize::MAX - 7), (usize::MAX - SIZE, SIZE + 1), (1, usize::MAX)] {
        memory.set(0, consumed);
        assert_eq!(ring.room(), Err(Corrupt { waiting, size: SIZE }));
        assert_eq!(ring.reserve(8), Err(Corrupt { waiting, size: SIZE }));
    }
}

#[test]
fn whatever_positions_and_headers_others_write_records_stay_within_the_ring() {
    let memory = Memory::new();
    let mut random = Random(11);
    let (mut written, mut refused) = (0, 0);
    for round in 0..3000 {
        let near = random.below(3 * SIZE) & !7;
        memory.set(PRODUCER, if round % 3 == 0 { usize::MAX - near } else { near } & !7);
        let Ok(mut ring) = memory.ring() else { panic!("positions are multiples of eight") };
        for _ in 0..4 {
            let back = random.below(SIZE * 5 / 4);
            memory.set(0, ring.position().wrapping_sub(back));
            // Someone writes over all that lies there.
            memory.set(PRODUCER, random.below(usize::MAX));
            memory.set(DATA + (random.below(2 * SIZE) as u64 & !7), random.below(usize::MAX));
            let length = random.below(SIZE + 16) as u32;
            match ring.reserve(length) {
                Ok(Some(at)) => {
                    assert!(at < SIZE && at.is_multiple_of(HEADER));
                    assert!(step(length as usize) <= SIZE - back);
                    // SAFETY: so many bytes are the record's.
                    unsafe { ring.record(at).write_bytes(0xaa, length as usize) };
                    ring.end(at, length, round % 2 == 0);
                    written += 1;
                }
                Ok(None) => assert!(step(length as usize) > SIZE - back),
                Err(corrupt) => {
                    assert_eq!(corrupt, Corrupt { waiting: back, size: SIZE });
                    refused += 1;
                }
            }
        }
    }
    assert!(written > 1000 && refused > 1000, "{written} {refused}");
}
