//! The value of one CPU in maps that have one for each.

use std::ptr;

use libbpf_rs::libbpf_sys;

use super::per_cpu::{cpus, get as get_all};
use super::{RawMap, commands};
use crate::{Error, ErrorKind, Result, Value};

/// The flags of a command on one CPU's value. Linux 7.0 (8eb76cb03f0f for arrays; the next commit for hash maps).
fn flags(cpu: u32) -> u64 {
    u64::from(libbpf_sys::BPF_F_CPU) | u64::from(cpu) << 32
}

fn check<V>(raw: &RawMap, cpu: u32) -> Result<()> {
    let cpus = cpus::<V>(raw);
    if (cpu as usize) < cpus {
        return Ok(());
    }
    let message = format!("the map `{}` has values of {cpus} CPUs, and none of CPU {cpu}", raw.name());
    Err(Error::new(ErrorKind::InvalidInput, message))
}

pub(super) fn get<K: Value, V: Value>(raw: &RawMap, key: &K, cpu: u32) -> Result<Option<V>> {
    check::<V>(raw, cpu)?;
    let mut value = V::zeroed();
    let key_pointer = ptr::from_ref(key).cast();
    // SAFETY: the handle has compared the sizes of keys and values with the map's. A kernel that knows the flag writes one value, and others
    // refuse it before they write.
    match unsafe { raw.lookup(key_pointer, ptr::from_mut(&mut value).cast(), flags(cpu)) } {
        Ok(found) => Ok(found.then_some(value)),
        Err(error) if is_unknown(&error) => {
            let all = get_all::<K, V>(raw, key)?;
            Ok(all.and_then(|values| values.get(cpu as usize).copied()))
        }
        Err(error) => Err(error),
    }
}

pub(super) fn set<K: Value, V: Value>(raw: &RawMap, key: &K, cpu: u32, value: &V) -> Result<()> {
    check::<V>(raw, cpu)?;
    // Kernels that don't know the flag may read the values of all CPUs before they refuse it.
    let mut bytes = vec![0_u8; raw.room().max(size_of::<V>())];
    for (to, from) in bytes.iter_mut().zip(value.as_bytes()) {
        *to = *from;
    }
    let key_pointer = ptr::from_ref(key).cast();
    // SAFETY: as above, and there are as many bytes as all values have.
    match unsafe { raw.update(key_pointer, bytes.as_ptr().cast(), flags(cpu)) } {
        Err(error) if is_unknown(&error) => {
            let message = format!(
                "can't set the value of CPU {cpu} alone in the map `{}`: this kernel sets those of all CPUs at once; one alone came with \
                 Linux 7.0",
                raw.name()
            );
            Err(Error::new(ErrorKind::Unsupported, message))
        }
        result => result,
    }
}

fn is_unknown(error: &Error) -> bool {
    error.raw_os_error().is_some_and(|code| commands::is_unknown(&std::io::Error::from_raw_os_error(code)))
}
