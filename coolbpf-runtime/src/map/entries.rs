//! Going through a map while programs write to it.
//!
//! Where the kernel has batches (Linux 5.6), they are used. A batch of a hash map ends between two of its buckets, so no entry comes
//! twice, and the walk ends with the last bucket. One by one, and in batches of tries, the kernel finds the next entry by the
//! previous one's key, and starts again where that is gone: what has come already is remembered, and after some new starts the walk
//! ends, with what it could not reach missed.

use std::collections::HashSet;
use std::io;
use std::mem;
use std::os::fd::AsFd as _;
use std::ptr;

use libbpf_rs::libbpf_sys;

use super::commands;
use super::raw::{RawMap, key_pointer};
use crate::{Error, ErrorKind, Result};

/// How many entries the first batch has. They get larger, since most walks are of small maps.
const FIRST_BATCH: u32 = 64;
/// How many bytes of keys and values a batch grows to, unless the entries of one bucket are more.
const LARGEST_BATCH: usize = 256 << 10;
/// How often a walk that the kernel starts again goes on.
const RESTARTS: u32 = 64;

/// The entries of a map, one after the other.
pub(super) struct Entries<'a> {
    map: &'a RawMap,
    what: What,
    source: Source,
    /// What the last batch brought, and where in it we are.
    keys: Vec<u8>,
    values: Vec<u8>,
    at: usize,
    filled: usize,
    /// The keys that have come, where they may come again.
    seen: Option<HashSet<Box<[u8]>>>,
    restarts: u32,
    is_again: bool,
    /// How many more may come of a walk that programs could make longer while it goes on.
    left: u64,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Entries,
    Keys,
    /// Entries, which are removed.
    Taken,
}

enum Source {
    /// By batches of so many entries, from a position on.
    Batches {
        position: Vec<u8>,
        is_first: bool,
        size: u32,
    },
    /// One by one. The next key is known before the entry of the one before it is handed out, which may then be removed.
    Single {
        next: Next,
    },
    Done,
}

enum Next {
    First,
    Key(Box<[u8]>),
}

impl<'a> Entries<'a> {
    pub(super) fn of(map: &'a RawMap) -> Self {
        Self::new(map, What::Entries)
    }

    /// Values are empty, or of no use.
    pub(super) fn keys_of(map: &'a RawMap) -> Self {
        Self::new(map, What::Keys)
    }

    /// Removes what it gives.
    pub(super) fn taken_from(map: &'a RawMap) -> Self {
        Self::new(map, What::Taken)
    }

    fn new(map: &'a RawMap, what: What) -> Self {
        let source = if has_batches(map, what) {
            Source::Batches {
                // For hash maps the number of a bucket, else a key.
                position: vec![0; map.key_size().max(size_of::<u32>())],
                is_first: true,
                size: FIRST_BATCH.min(largest_batch(map)).min(map.max_entries()).max(1),
            }
        } else {
            Source::Single { next: Next::First }
        };
        let mut entries = Self {
            map,
            what,
            source,
            keys: Vec::new(),
            values: Vec::new(),
            at: 0,
            filled: 0,
            seen: None,
            restarts: 0,
            is_again: false,
            // Maps that have as many entries as there are attachments say 0.
            left: match map.max_entries() {
                0 => u32::MAX.into(),
                most => u64::from(most) * 2 + 64,
            },
        };
        if is_trie(map) || !matches!(entries.source, Source::Batches { .. }) {
            entries.remember();
        }
        entries
    }

    /// The next entry's key and value.
    pub(super) fn next(&mut self) -> Option<Result<(&[u8], &[u8])>> {
        let at = loop {
            if self.at == self.filled {
                match self.fill() {
                    Ok(true) => continue,
                    Ok(false) => return None,
                    Err(error) => {
                        self.source = Source::Done;
                        return Some(Err(error));
                    }
                }
            }
            let at = self.at;
            self.at += 1;
            if self.is_new(at) {
                break at;
            }
        };
        let (key, value) = (self.map.key_size(), self.map.room());
        let part = |bytes: &'_ [u8], size: usize| at * size..((at + 1) * size).min(bytes.len());
        let key = self.keys.get(part(&self.keys, key)).unwrap_or_default();
        let value = self.values.get(part(&self.values, value)).unwrap_or_default();
        Some(Ok((key, value)))
    }

    /// Whether the entry at this place of the batch has not come before.
    fn is_new(&mut self, at: usize) -> bool {
        let Some(seen) = &mut self.seen else { return true };
        let size = self.map.key_size();
        let Some(key) = self.keys.get(at * size..(at + 1) * size) else { return false };
        if seen.contains(key) {
            if !self.is_again {
                self.is_again = true;
                self.restarts += 1;
            }
            if self.restarts > RESTARTS {
                self.source = Source::Done;
                (self.at, self.filled) = (0, 0);
            }
            return false;
        }
        self.is_again = false;
        seen.insert(key.into());
        true
    }

    /// Gets more entries; `false` where there are none. They may be none and yet not the last.
    fn fill(&mut self) -> Result<bool> {
        (self.at, self.filled) = (0, 0);
        match &mut self.source {
            Source::Done => Ok(false),
            Source::Batches { .. } => self.fill_by_batch(),
            Source::Single { .. } => self.fill_by_one(),
        }
    }

    fn fill_by_batch(&mut self) -> Result<bool> {
        let Source::Batches { position, is_first, size } = &mut self.source else { return Ok(false) };
        let count = *size as usize;
        let (key, value) = (self.map.key_size(), self.map.room());
        let too_large =
            || Error::new(ErrorKind::Other, format!("the map `{}` is too large", self.map.name()));
        self.keys.resize(count.checked_mul(key).ok_or_else(too_large)?, 0);
        self.values.resize(count.checked_mul(value).ok_or_else(too_large)?, 0);
        // SAFETY: the position has the size of a key, and at least four bytes; keys and values have room for `count` of them.
        let (found, result) = unsafe {
            commands::lookup_batch(
                self.map.as_fd(),
                self.what == What::Taken,
                *is_first,
                position.as_mut_ptr().cast(),
                self.keys.as_mut_ptr().cast(),
                self.values.as_mut_ptr().cast(),
                *size,
            )
        };
        let code = result.as_ref().err().map(|error| error.raw_os_error().unwrap_or(0));
        match (code, result) {
            (None, _) => {
                *is_first = false;
                self.filled = found as usize;
                let larger = size.saturating_mul(4).min(self.map.max_entries());
                if larger <= largest_batch(self.map) {
                    *size = larger.max(*size);
                }
                // Where the kernel finds nothing, it says so by an error.
                Ok(found > 0)
            }
            (Some(libc::ENOENT), _) => {
                self.source = Source::Done;
                self.filled = found as usize;
                Ok(self.filled > 0)
            }
            // The next bucket has more entries than there is room for.
            (Some(libc::ENOSPC), Err(error)) => {
                *size = match size.checked_mul(2) {
                    Some(larger) if *size / 2 <= self.map.max_entries() => larger,
                    _ => return Err(self.failed(error)),
                };
                Ok(true)
            }
            // What the kernel has removed before it failed is here, and nowhere else.
            (Some(libc::ENOMEM | libc::EBUSY | libc::EDEADLK | libc::ETIMEDOUT), _)
                if self.what == What::Taken && found > 0 =>
            {
                *is_first = false;
                self.filled = found as usize;
                Ok(true)
            }
            // No batches here, or one in which the kernel lost its place (EINTR): one by one, from the start.
            (Some(_), _) if *is_first || self.seen.is_some() => {
                self.source = Source::Single { next: Next::First };
                self.remember();
                Ok(true)
            }
            (Some(_), result) => result.map(|()| false).map_err(|error| self.failed(error)),
        }
    }

    fn fill_by_one(&mut self) -> Result<bool> {
        let Source::Single { next } = mem::replace(&mut self.source, Source::Done) else { return Ok(false) };
        let key = match next {
            Next::Key(key) => key,
            Next::First => match self.key_after(None)? {
                Some(key) => key,
                None => return Ok(false),
            },
        };
        let Some(left) = self.left.checked_sub(1) else { return Ok(false) };
        if let Some(next) = self.key_after(Some(&key))? {
            self.source = Source::Single { next: Next::Key(next) };
        }
        self.values.resize(self.map.room(), 0);
        let value = self.values.as_mut_ptr().cast();
        // SAFETY: key and value are of the map's sizes.
        let is_there = unsafe {
            match self.what {
                What::Entries => self.map.lookup(key_pointer(&key), value, 0)?,
                What::Taken => self.map.take(key_pointer(&key), value)?,
                What::Keys => true,
            }
        };
        self.keys.clear();
        self.keys.extend_from_slice(&key);
        self.filled = usize::from(is_there);
        self.left = left;
        Ok(true)
    }

    /// The key after another, or the first, which is also what comes after one that isn't there.
    fn key_after(&self, key: Option<&[u8]>) -> Result<Option<Box<[u8]>>> {
        let mut next: Box<[u8]> = vec![0; self.map.key_size()].into();
        let before = key.map_or(ptr::null(), key_pointer);
        // SAFETY: both keys are of the map's size.
        match unsafe { commands::next_key(self.map.as_fd(), before, next.as_mut_ptr().cast()) } {
            Ok(()) => Ok(Some(next)),
            Err(error) if error.raw_os_error() == Some(libc::ENOENT) => Ok(None),
            // Before Linux 4.12 (8fe45924387b) there has to be a key.
            Err(error) if error.raw_os_error() == Some(libc::EFAULT) && key.is_none() => {
                let absent = self.absent_key()?.ok_or_else(|| self.failed(error))?;
                self.key_after(Some(&absent))
            }
            Err(error) => Err(self.failed(error)),
        }
    }

    /// A key that no entry has, of those of one byte repeated.
    fn absent_key(&self) -> Result<Option<Box<[u8]>>> {
        let mut value = vec![0; self.map.room()];
        for byte in (0..=u8::MAX).rev() {
            let key: Box<[u8]> = vec![byte; self.map.key_size()].into();
            // SAFETY: key and value are of the map's sizes.
            if !unsafe { self.map.lookup(key_pointer(&key), value.as_mut_ptr().cast(), 0)? } {
                return Ok(Some(key));
            }
        }
        Ok(None)
    }

    /// Remembers what comes from now on. What is taken is not passed over, whatever its key.
    fn remember(&mut self) {
        if !self.map.is_array() && self.what != What::Taken {
            self.seen.get_or_insert_default();
        }
    }

    fn failed(&self, error: io::Error) -> Error {
        // SAFETY: there is no key.
        unsafe { self.map.failed("list the entries of", ptr::null(), error) }
    }
}

/// How many entries have room in [`LARGEST_BATCH`], one at least.
fn largest_batch(map: &RawMap) -> u32 {
    let entry = map.key_size().saturating_add(map.room()).max(1);
    u32::try_from(LARGEST_BATCH / entry).unwrap_or(u32::MAX).max(1)
}

/// Whether batches of such maps may be tried. They would read values that are not asked for, which costs less than a
/// call for each key.
fn has_batches(map: &RawMap, what: What) -> bool {
    let is_hash = matches!(
        map.facts().map_type,
        libbpf_sys::BPF_MAP_TYPE_HASH
            | libbpf_sys::BPF_MAP_TYPE_PERCPU_HASH
            | libbpf_sys::BPF_MAP_TYPE_LRU_HASH
            | libbpf_sys::BPF_MAP_TYPE_LRU_PERCPU_HASH
    );
    let is_array = matches!(
        map.facts().map_type,
        libbpf_sys::BPF_MAP_TYPE_ARRAY | libbpf_sys::BPF_MAP_TYPE_PERCPU_ARRAY
    );
    is_hash || (what != What::Taken && (is_array || is_trie(map)))
}

fn is_trie(map: &RawMap) -> bool {
    map.facts().map_type == libbpf_sys::BPF_MAP_TYPE_LPM_TRIE
}
