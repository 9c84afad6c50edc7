//! Rings in ordinary shared memory, which may say what no kernel would.

use std::fs::File;
use std::os::fd::FromRawFd as _;
use std::os::unix::fs::FileExt as _;

use super::*;

const SIZE: usize = 4096;

/// The memory that a kernel would have: a page of positions, and the data.
struct Memory(File);

impl Memory {
    fn new() -> Self {
        // SAFETY: the name is a C string; the descriptor is new, so nobody else owns it.
        let file = unsafe { File::from_raw_fd(libc::memfd_create(c"perf".as_ptr(), libc::MFD_CLOEXEC)) };
        file.set_len(page_size() as u64 + SIZE as u64).unwrap();
        Self(file)
    }

    fn ring(&self, cpu: u32) -> Ring {
        Ring::map(cpu, self.0.try_clone().unwrap().into(), SIZE).unwrap()
    }

    fn set(&self, offset: usize, position: u64) {
        self.0.write_all_at(&position.to_ne_bytes(), offset as u64).unwrap();
    }

    fn tail(&self) -> u64 {
        let mut bytes = [0; 8];
        self.0.read_exact_at(&mut bytes, TAIL as u64).unwrap();
        u64::from_ne_bytes(bytes)
    }

    fn write(&self, position: u64, bytes: &[u8]) {
        for (at, byte) in bytes.iter().enumerate() {
            let at = (position as usize + at) % SIZE;
            self.0.write_all_at(&[*byte], (page_size() + at) as u64).unwrap();
        }
    }

    /// Writes a record; returns where the next one starts.
    fn record(&self, position: u64, kind: u32, data: &[u8]) -> u64 {
        let length = (HEADER + data.len()).next_multiple_of(8);
        self.write(position, &kind.to_ne_bytes());
        self.write(position + 6, &(length as u16).to_ne_bytes());
        self.write(position + 8, data);
        position + length as u64
    }

    fn sample(&self, position: u64, data: &[u8]) -> u64 {
        // The kernel pads a sample so that its record is a multiple of eight, and counts the padding.
        let padded = (4 + data.len()).next_multiple_of(8) - 4;
        let mut bytes = (padded as u32).to_ne_bytes().to_vec();
        bytes.extend(data);
        bytes.resize(4 + padded, 0);
        self.record(position, SAMPLE, &bytes)
    }
}

fn buffer(rings: Vec<Ring>) -> Rings {
    Rings { rings, turn: 0, sample: Sample::default(), lost: Told::of(4) }
}

#[test]
fn samples_of_all_lengths_are_read_in_order_around_the_end_and_aligned() {
    let memory = Memory::new();
    let mut position = SIZE as u64 * 7 - 64;
    memory.set(HEAD, position);
    memory.set(TAIL, position);
    let mut buffer = buffer(vec![memory.ring(0)]);
    for length in [4, 5, 12, 20, 100, 1000, 4060] {
        let data: Vec<u8> = (0..length).map(|byte| byte as u8 ^ length as u8).collect();
        position = memory.sample(position, &data);
        memory.set(HEAD, position);
        let sample = buffer.advance().unwrap().unwrap();
        assert_eq!(sample[..length], data);
        assert!(sample.as_ptr().addr().is_multiple_of(8));
        assert_eq!(memory.tail(), position);
        assert_eq!(buffer.advance().unwrap(), None);
    }
}

#[test]
fn rings_take_turns_and_lost_samples_are_counted_for_each() {
    let memories = [Memory::new(), Memory::new()];
    let lost = |count: u64| [7_u64.to_ne_bytes(), count.to_ne_bytes()].concat();
    for (memory, name) in memories.iter().zip([b"a", b"b"]) {
        let position = memory.sample(0, name);
        let position = memory.record(position, LOST, &lost(u64::from(name[0])));
        memory.set(HEAD, memory.sample(position, name));
    }
    let mut buffer = buffer(vec![memories[0].ring(0), memories[1].ring(3)]);
    let mut order = Vec::new();
    while let Some(sample) = buffer.advance().unwrap() {
        order.push(sample[0]);
    }
    assert_eq!(order, b"abab");
    assert_eq!(buffer.lost.per_cpu(), [97, 0, 0, 98]);
}

#[test]
fn what_was_in_each_ring_is_owed_however_much_comes_into_another() {
    let memories = [Memory::new(), Memory::new()];
    let mut ends = [0; 2];
    for (memory, end) in memories.iter().zip(&mut ends) {
        for _ in 0..3 {
            *end = memory.sample(*end, b"data");
        }
        memory.set(HEAD, *end);
    }
    let mut buffer = buffer(memories.iter().map(|memory| memory.ring(0)).collect());
    assert!(!buffer.is_owed());
    buffer.owe();
    let mut read = 0;
    while buffer.is_owed() {
        // The first one never ends.
        ends[0] = memories[0].sample(ends[0], b"data");
        memories[0].set(HEAD, ends[0]);
        assert!(buffer.advance().unwrap().is_some());
        read += 1;
    }
    assert_eq!((read, memories[1].tail()), (6, ends[1]));
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
    let (mut read, mut corrupt) = (0, 0);
    for _ in 0..4000 {
        let start = random();
        memory.set(TAIL, start);
        memory
            .set(HEAD, start.wrapping_add(if random() % 4 == 0 { random() } else { random() % SIZE as u64 }));
        let kind = [SAMPLE, LOST, random() as u32][random() as usize % 3];
        memory.write(start % SIZE as u64, &kind.to_ne_bytes());
        memory.write((start + 6) % SIZE as u64, &(random() as u16 % 5000).to_ne_bytes());
        memory.write((start + 8) % SIZE as u64, &(random() as u32 % 5000).to_ne_bytes());
        let mut buffer = buffer(vec![memory.ring(0)]);
        match buffer.advance() {
            Ok(Some(sample)) => {
                assert!(sample.len() < SIZE);
                read += 1;
            }
            Ok(None) => {}
            Err(_) => corrupt += 1,
        }
    }
    assert!(read > 100 && corrupt > 500, "{read} {corrupt}");
}

#[test]
fn what_cannot_be_a_ring_is_refused() {
    for size in [0, 100, 2048, 3 * 4096, usize::MAX] {
        let memory = Memory::new();
        assert!(Ring::map(0, memory.0.into(), size).is_err(), "{size}");
    }
}
