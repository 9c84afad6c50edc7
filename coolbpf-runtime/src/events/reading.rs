//! One reader of a map's events at a time.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::map::{RawMap, info};

/// The maps that somebody in this process reads the events of, by the kernel's numbers: a map can be had several times, as by `from_pins`.
static READ: Mutex<Vec<u32>> = Mutex::new(Vec::new());

fn read() -> MutexGuard<'static, Vec<u32>> {
    READ.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether the events of a map are being read by what shares this.
#[derive(Debug, Default)]
pub(super) struct Reading {
    by_one: AtomicBool,
}

impl Reading {
    /// Begins to read; `None` where the events are being read already. It is over when the mark goes to [`Reading::end`].
    pub(super) fn begin(&self, map: &RawMap) -> Option<Mark> {
        if self.by_one.swap(true, Ordering::Acquire) {
            return None;
        }
        // Before Linux 4.13 a map tells no number, nor can files be opened as maps.
        let number = info(map).ok().map(|info| info.id).filter(|number| *number != 0);
        if let Some(number) = number {
            let mut read = read();
            if read.contains(&number) {
                self.by_one.store(false, Ordering::Release);
                return None;
            }
            read.push(number);
        }
        Some(Mark { number })
    }

    pub(super) fn end(&self, mark: &Mark) {
        if let Some(number) = mark.number {
            read().retain(|read| *read != number);
        }
        self.by_one.store(false, Ordering::Release);
    }
}

/// That a map's events are being read.
#[derive(Debug)]
pub(super) struct Mark {
    number: Option<u32>,
}
