//! Says how many nanoseconds of processor time an entry takes in several ways, a line each: its name, by coolbpf, and by what it is
//! compared with. Both take turns; these are medians.

#![forbid(unsafe_code)]

use std::os::fd::AsFd as _;

use coolbpf::{HashMap, Update};
use coolbpf_benches::bare_map;
use coolbpf_benches::clock::thread_cpu;
use coolbpf_benches::maps;

type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

const TURNS: usize = 301;
/// So few that they and the kernel's work for them stay in the caches.
const KEYS: u64 = 64;
const REPEATS: u64 = 16;
const ENTRIES: u64 = 1 << 20;
const WALKS: usize = 3;

fn main() -> Result {
    let bpf = maps::open()?.load()?;
    let counts = &bpf.maps.counts;
    let fd = counts.as_fd();
    let all = || (0..REPEATS).flat_map(|_| 0..KEYS);
    compare(
        "insert",
        || Ok(all().try_for_each(|key| counts.insert(&key, &key))?),
        || Ok(all().try_for_each(|key| bare_map::insert(fd, key, key))?),
    )?;
    let (mut sum, mut bare_sum) = (0_u64, 0_u64);
    compare(
        "get",
        || {
            for key in all() {
                sum += counts.get(&key)?.ok_or("an entry is missing")?;
            }
            Ok(())
        },
        || {
            for key in all() {
                bare_sum += bare_map::get(fd, key)?;
            }
            Ok(())
        },
    )?;
    if sum != bare_sum {
        return Err(format!("the sums differ: {sum}, {bare_sum}").into());
    }
    iterate(counts)
}

/// Runs both in turns.
fn compare(name: &str, mut one: impl FnMut() -> Result, mut other: impl FnMut() -> Result) -> Result {
    let (mut of_one, mut of_other) = (Vec::new(), Vec::new());
    for _ in 0..TURNS {
        of_one.push(taken(&mut one)?);
        of_other.push(taken(&mut other)?);
    }
    let count = (KEYS * REPEATS) as f64;
    println!("{name} {:.2} {:.2}", median(of_one) / count, median(of_other) / count);
    Ok(())
}

/// Goes through a million entries, by coolbpf's batches and by the system calls for one entry.
fn iterate(counts: &HashMap<u64, u64>) -> Result {
    let all: Vec<u64> = (0..ENTRIES).collect();
    counts.insert_all(&all, &all, Update::Any)?;
    let (mut by_batches, mut one_by_one) = (Vec::new(), Vec::new());
    for _ in 0..WALKS {
        let mut entries = (0, 0);
        by_batches.push(taken(|| {
            for entry in counts {
                let (_, value) = entry?;
                entries = (entries.0 + 1, entries.1 + value);
            }
            Ok(())
        })?);
        let mut bare = (0, 0);
        one_by_one.push(taken(|| {
            let mut key = None;
            while let Some(next) = bare_map::next_key(counts.as_fd(), key)? {
                bare = (bare.0 + 1, bare.1 + bare_map::get(counts.as_fd(), next)?);
                key = Some(next);
            }
            Ok(())
        })?);
        if entries != bare || bare.0 != ENTRIES {
            return Err(format!("the walks differ: {entries:?}, {bare:?}").into());
        }
    }
    let per_entry = |nanoseconds| median(nanoseconds) / ENTRIES as f64;
    println!("iterate {:.2} {:.2}", per_entry(by_batches), per_entry(one_by_one));
    Ok(())
}

/// The processor time of this thread that something takes, in nanoseconds.
fn taken(act: impl FnOnce() -> Result) -> Result<f64> {
    let start = thread_cpu();
    act()?;
    Ok((thread_cpu() - start) as f64)
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
