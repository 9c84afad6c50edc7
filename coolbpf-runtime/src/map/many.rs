//! Writing and removing many entries.

use std::os::fd::AsFd as _;

use super::{RawMap, Update, commands};
use crate::{Error, ErrorKind, Result, Value};

/// Sets the values of keys whose types have the map's sizes.
pub(super) fn insert<K: Value, V: Value>(
    map: &RawMap,
    keys: &[K],
    values: &[V],
    update: Update,
) -> Result<()> {
    if keys.len() != values.len() {
        let message =
            format!("the map `{}` is given {} keys and {} values", map.name(), keys.len(), values.len());
        return Err(Error::new(ErrorKind::InvalidInput, message));
    }
    for (keys, values) in keys.chunks(LARGEST).zip(values.chunks(LARGEST)) {
        let count = keys.len() as u32;
        // SAFETY: there are as many keys and values, each of the map's size.
        let (_, result) = unsafe {
            let (keys, values) = (keys.as_ptr().cast(), values.as_ptr().cast());
            commands::update_batch(map.as_fd(), keys, values, count, update.flags())
        };
        match result {
            Ok(()) => {}
            Err(error) if commands::is_unknown(&error) => {
                for (key, value) in keys.iter().zip(values) {
                    map.insert(key.as_bytes(), value.as_bytes(), update)?;
                }
            }
            // SAFETY: there is no key.
            Err(error) => return Err(unsafe { map.failed("write to", std::ptr::null(), error) }),
        }
    }
    Ok(())
}

/// Removes the entries of keys whose type has the map's size; tells how many there were.
pub(super) fn remove<K: Value>(map: &RawMap, keys: &[K]) -> Result<usize> {
    let mut removed = 0;
    let mut rest = keys;
    while !rest.is_empty() {
        let some = rest.get(..LARGEST).unwrap_or(rest);
        // SAFETY: there are as many keys, each of the map's size.
        let (found, result) =
            unsafe { commands::delete_batch(map.as_fd(), some.as_ptr().cast(), some.len() as u32) };
        let done = match result {
            Ok(()) => {
                removed += some.len();
                some.len()
            }
            // The batch ends before the first key that isn't there.
            Err(error) if error.raw_os_error() == Some(libc::ENOENT) => {
                removed += found as usize;
                found as usize + 1
            }
            Err(error) if commands::is_unknown(&error) => {
                for key in some {
                    removed += usize::from(map.remove(key.as_bytes())?);
                }
                some.len()
            }
            Err(error) => {
                // SAFETY: there is no key.
                return Err(unsafe { map.failed("remove entries from", std::ptr::null(), error) });
            }
        };
        rest = rest.get(done..).unwrap_or_default();
    }
    Ok(removed)
}

/// How many entries go into one call, at most.
const LARGEST: usize = 1 << 16;
