//! The consumer's side of perf buffers: `BPF_MAP_TYPE_PERF_EVENT_ARRAY`, Linux 4.4 for events of programs.
//!
//! There is a ring for each CPU. `include/uapi/linux/perf_event.h` says how it is laid out: a page of positions, and the data,
//! a power of two of pages. A record is a header of eight bytes, whose last two are the length of all of it, and its
//! data, padded to a multiple of eight. Records wrap around the end, and the bytes of a sample start behind a length of four
//! bytes, so that they are copied out to be aligned and in one piece.

use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::sync::atomic::{AtomicU64, Ordering, fence};

use libbpf_rs::libbpf_sys;

use super::Unreadable;
use super::lost::Told;
use super::wake_up::WakeUp;
use crate::attach::perf_event;
use crate::mapping::{Mapping, page_size};

/// `struct perf_event_mmap_page`: where the positions of producer and consumer are.
const HEAD: usize = 1024;
const TAIL: usize = 1032;

/// `struct perf_event_header`.
const HEADER: usize = 8;
/// `PERF_RECORD_LOST`: an identifier and a number of samples, of eight bytes each.
const LOST: u32 = libbpf_sys::PERF_RECORD_LOST;
/// `PERF_RECORD_SAMPLE`: with `PERF_SAMPLE_RAW` alone, a length of four bytes and as many bytes.
const SAMPLE: u32 = libbpf_sys::PERF_RECORD_SAMPLE;

/// The rings of all CPUs that were online when it was opened.
pub(super) struct Rings {
    rings: Vec<Ring>,
    /// The ring to look at next, so that none starves behind a busy one.
    turn: usize,
    sample: Sample,
    /// How many samples rings had no room for, as far as the kernel has told: it does with the next sample that it has room for.
    lost: Told,
}

/// When a reader is woken.
#[derive(Debug, Clone, Copy)]
pub(super) enum Wakeup {
    /// By so many samples in a ring.
    Samples(u32),
    /// By so many bytes in a ring.
    Bytes(u32),
}

impl Wakeup {
    pub(super) fn of(wake_up: WakeUp) -> Self {
        match wake_up {
            WakeUp::EachEvent => Self::Samples(1),
            WakeUp::Events { count, .. } => Self::Samples(count.max(1)),
            WakeUp::Bytes { count, .. } => Self::Bytes(count.max(1)),
            // More than there are: the kernel takes the size of the ring.
            WakeUp::Never { .. } => Self::Bytes(u32::MAX),
        }
    }
}

impl Rings {
    /// Opens a ring of `size` bytes for each CPU that is online, of at most `cpus`, and hands each to `register`.
    pub(super) fn open(
        cpus: u32,
        size: usize,
        wakeup: Wakeup,
        lost: Told,
        mut register: impl FnMut(u32, BorrowedFd<'_>) -> io::Result<()>,
    ) -> io::Result<Self> {
        // Beyond those, the kernel says that the argument is invalid.
        let possible = libbpf_rs::num_possible_cpus().map_err(io::Error::other)?;
        let mut rings = Vec::new();
        for cpu in 0..cpus.min(u32::try_from(possible).unwrap_or(u32::MAX)) {
            let event = match open_output(cpu, wakeup) {
                Ok(event) => event,
                // A CPU that is offline, or that can't be.
                Err(error) if error.raw_os_error() == Some(libc::ENODEV) => continue,
                Err(error) => return Err(error),
            };
            let ring = Ring::map(cpu, event, size)?;
            register(cpu, ring.event.as_fd())?;
            perf_event::enable(&ring.event)?;
            rings.push(ring);
        }
        Ok(Self { rings, turn: 0, sample: Sample::default(), lost })
    }

    /// Each CPU's number, and what becomes readable when its ring has samples.
    pub(super) fn events(&self) -> impl Iterator<Item = (u32, BorrowedFd<'_>)> {
        self.rings.iter().map(|ring| (ring.cpu, ring.event.as_fd()))
    }

    /// Goes to the next sample, if there is one, and gives its data, aligned to eight bytes. After `None`, the kernel signals the next.
    pub(super) fn advance(&mut self) -> Result<Option<&[u8]>, Unreadable> {
        let mut empty = 0;
        while empty < self.rings.len() {
            let Some(ring) = self.rings.get_mut(self.turn) else { break };
            let record = ring.next(&mut self.sample, &self.lost)?;
            if let Some(Record::Other) = record {
                empty = 0;
                continue;
            }
            self.turn = (self.turn + 1) % self.rings.len();
            if record.is_some() {
                return Ok(Some(self.sample.bytes()));
            }
            empty += 1;
        }
        Ok(None)
    }

    /// Notes how far programs have come in each ring.
    pub(super) fn owe(&mut self) {
        for ring in &mut self.rings {
            ring.owed = ring.position.wrapping_add(ring.waiting_bytes());
        }
    }

    /// Whether some of what was there when that was noted last is still to be read, in any ring: another that goes on being filled makes no
    /// difference. A sample that it is at is read already.
    pub(super) fn is_owed(&self) -> bool {
        self.rings.iter().any(|ring| ring.owed.wrapping_sub(ring.position).cast_signed() > 0)
    }
}

/// The bytes of a sample, in the memory of numbers of eight bytes, which is reused.
#[derive(Default)]
struct Sample {
    words: Vec<u64>,
    length: usize,
}

impl Sample {
    /// Memory for `length` bytes.
    fn room(&mut self, length: usize) -> &mut [u8] {
        let words = length.div_ceil(8);
        if self.words.len() < words {
            self.words.resize(words, 0);
        }
        self.length = length;
        // SAFETY: the words are initialised and at least `length` bytes long, and any bytes are numbers.
        unsafe { std::slice::from_raw_parts_mut(self.words.as_mut_ptr().cast(), length) }
    }

    fn bytes(&self) -> &[u8] {
        // SAFETY: as above.
        unsafe { std::slice::from_raw_parts(self.words.as_ptr().cast(), self.length) }
    }
}

/// The ring of one CPU.
struct Ring {
    cpu: u32,
    event: OwnedFd,
    memory: Mapping,
    /// The size of the data, a power of two.
    size: usize,
    /// The consumer's position. The page holds the same, but can be written by whoever else has the event.
    position: u64,
    /// How far programs had come when that was noted last.
    owed: u64,
}

enum Record {
    /// One whose bytes were copied out.
    Sample,
    /// One of no interest.
    Other,
}

impl Ring {
    fn map(cpu: u32, event: OwnedFd, size: usize) -> io::Result<Self> {
        let page = page_size();
        if !size.is_power_of_two() || !size.is_multiple_of(page) {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        let length = size.checked_add(page).ok_or(io::ErrorKind::OutOfMemory)?;
        let memory = Mapping::new(event.as_fd(), 0, length, libc::PROT_READ | libc::PROT_WRITE)?;
        let mut ring = Self { cpu, event, memory, size, position: 0, owed: 0 };
        ring.position = ring.tail().load(Ordering::Relaxed);
        ring.owed = ring.position;
        Ok(ring)
    }

    /// Takes the next record out of the ring.
    fn next(&mut self, sample: &mut Sample, told: &Told) -> Result<Option<Record>, Unreadable> {
        // What lies before the head was written before it was.
        let head = self.head().load(Ordering::Acquire);
        let available = head.wrapping_sub(self.position);
        if available == 0 {
            return Ok(None);
        }
        let available = usize::try_from(available).ok().filter(|available| *available <= self.size);
        let Some(available) = available.filter(|available| *available >= HEADER) else {
            let size = self.size;
            return Err(Unreadable::Corrupt(format!(
                "positions {} and {head} can't be in {size} bytes",
                self.position
            )));
        };
        let mut header = [0; HEADER];
        self.copy(self.position, &mut header);
        let [kind @ .., _, _, _, _] = header;
        let kind = u32::from_ne_bytes(kind);
        let length = usize::from(u16::from_ne_bytes([header[6], header[7]]));
        if length < HEADER || length > available {
            return Err(Unreadable::Corrupt(format!(
                "a record of {length} bytes is said to be in {available}"
            )));
        }
        let data = self.position.wrapping_add(HEADER as u64);
        let record = match kind {
            SAMPLE => {
                let mut size = [0; 4];
                let room = length - HEADER;
                if room >= size.len() {
                    self.copy(data, &mut size);
                }
                let size = u32::from_ne_bytes(size) as usize;
                if room < 4 || size > room - 4 {
                    return Err(Unreadable::Corrupt(format!(
                        "a sample of {size} bytes is said to be in {room}"
                    )));
                }
                self.copy(data.wrapping_add(4), sample.room(size));
                Record::Sample
            }
            LOST if length >= HEADER + 16 => {
                let mut lost = [0; 8];
                self.copy(data.wrapping_add(8), &mut lost);
                told.add(self.cpu, u64::from_ne_bytes(lost));
                Record::Other
            }
            _ => Record::Other,
        };
        self.position = self.position.wrapping_add(length as u64);
        // What was read was read before the kernel sees this.
        self.tail().store(self.position, Ordering::Release);
        // The kernel signals a record if it finds the ring as this leaves it, and the next look must come after.
        fence(Ordering::SeqCst);
        Ok(Some(record))
    }

    fn waiting_bytes(&self) -> u64 {
        self.head().load(Ordering::Acquire).wrapping_sub(self.position).min(self.size as u64)
    }

    /// Copies what lies at a position, around the end.
    fn copy(&self, position: u64, to: &mut [u8]) {
        // The size is a power of two and fits in memory.
        let start = position as usize & (self.size - 1);
        let (before_end, behind) = to.split_at_mut(to.len().min(self.size - start));
        // SAFETY: the callers ask for no more than the size, so that both parts lie in the data, which is mapped for as long
        // as `self`. The kernel writes there again only after the tail has passed it.
        unsafe {
            let data = self.memory.start.as_ptr().add(self.memory.length - self.size);
            std::ptr::copy_nonoverlapping(data.add(start), before_end.as_mut_ptr(), before_end.len());
            std::ptr::copy_nonoverlapping(data, behind.as_mut_ptr(), behind.len());
        }
    }

    fn head(&self) -> &AtomicU64 {
        self.position_at(HEAD)
    }

    fn tail(&self) -> &AtomicU64 {
        self.position_at(TAIL)
    }

    fn position_at(&self, offset: usize) -> &AtomicU64 {
        // SAFETY: the first page is mapped for as long as `self`, the offset lies in it, aligned, and nothing but atomics
        // touches it.
        unsafe { AtomicU64::from_ptr(self.memory.start.as_ptr().add(offset).cast()) }
    }
}

/// Opens what programs on a CPU write samples to.
fn open_output(cpu: u32, wakeup: Wakeup) -> io::Result<OwnedFd> {
    let mut attributes = libbpf_sys::perf_event_attr {
        type_: libbpf_sys::PERF_TYPE_SOFTWARE,
        size: size_of::<libbpf_sys::perf_event_attr>() as u32,
        config: libbpf_sys::PERF_COUNT_SW_BPF_OUTPUT.into(),
        sample_type: libbpf_sys::PERF_SAMPLE_RAW.into(),
        ..Default::default()
    };
    attributes.__bindgen_anon_1.sample_period = 1;
    match wakeup {
        Wakeup::Samples(samples) => attributes.__bindgen_anon_2.wakeup_events = samples,
        Wakeup::Bytes(bytes) => {
            attributes.set_watermark(1);
            attributes.__bindgen_anon_2.wakeup_watermark = bytes;
        }
    }
    perf_event::open(&attributes, cpu)
}

#[cfg(test)]
mod tests;
