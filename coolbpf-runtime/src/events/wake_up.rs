//! When the kernel wakes a reader of events.

use std::time::Duration;

/// When a reader that waits for events is woken. Waking costs more than most events do: a reader that is woken for some at a
/// time gets more done, and gets them later. It looks by itself `within` the time that is given, so that none is late by more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum WakeUp {
    /// By each event, unless the reader is behind.
    #[default]
    EachEvent,
    /// By so many events; of a perf buffer, of one CPU. Events of a ring buffer are taken to be of their type's size.
    Events {
        /// How many.
        count: u32,
        /// How often the reader looks by itself.
        within: Duration,
    },
    /// By so many bytes of events, at most half of the buffer; of a perf buffer, of one CPU. An event takes 8 to 16 bytes more
    /// than its data.
    Bytes {
        /// How many.
        count: u32,
        /// How often the reader looks by itself.
        within: Duration,
    },
    /// Not by events: the reader looks by itself. A perf buffer wakes it when a CPU's is full.
    Never {
        /// How often the reader looks by itself.
        within: Duration,
    },
}

/// `BPF_RINGBUF_HDR_SZ`
const RECORD_HEADER: usize = 8;

impl WakeUp {
    /// How often the reader looks by itself.
    pub(crate) fn within(self) -> Option<Duration> {
        match self {
            Self::EachEvent => None,
            Self::Events { within, .. } | Self::Bytes { within, .. } | Self::Never { within } => Some(within),
        }
    }

    /// How many bytes have to be in a ring buffer of `size` bytes with events of `event` bytes; `None` where the kernel decides.
    pub(crate) fn bytes_in_ring(self, size: u32, event: usize) -> Option<i32> {
        let bytes = match self {
            Self::EachEvent => return None,
            Self::Events { count, .. } => {
                let record = event.saturating_add(RECORD_HEADER).next_multiple_of(RECORD_HEADER);
                u32::try_from(record).unwrap_or(u32::MAX).saturating_mul(count.max(1)).min(size / 2)
            }
            Self::Bytes { count, .. } => count.max(1).min(size / 2),
            Self::Never { .. } => u32::MAX,
        };
        Some(i32::try_from(bytes).unwrap_or(i32::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ring_buffer_wakes_by_bytes_that_it_can_come_to_hold() {
        let within = Duration::from_millis(100);
        assert_eq!(WakeUp::EachEvent.bytes_in_ring(4096, 20), None);
        assert_eq!(WakeUp::Events { count: 10, within }.bytes_in_ring(4096, 20), Some(320));
        assert_eq!(WakeUp::Events { count: 1000, within }.bytes_in_ring(4096, 20), Some(2048));
        assert_eq!(
            WakeUp::Events { count: u32::MAX, within }.bytes_in_ring(1 << 31, usize::MAX / 2),
            Some(1 << 30)
        );
        assert_eq!(WakeUp::Bytes { count: 0, within }.bytes_in_ring(4096, 20), Some(1));
        assert_eq!(WakeUp::Bytes { count: u32::MAX, within }.bytes_in_ring(4096, 20), Some(2048));
        assert_eq!(WakeUp::Never { within }.bytes_in_ring(4096, 20), Some(i32::MAX));
    }
}
