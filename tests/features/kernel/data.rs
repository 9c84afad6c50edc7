//! Variables and maps.

use coolbpf::{ErrorKind, Result, Update};
use coolbpf_features::data::{self, types::key};
use coolbpf_features::{queue, recent};

use crate::since;
use crate::system::{nice, tid};

/// Loads the program, to watch this thread.
fn attached() -> Result<data::Bpf> {
    let mut open = data::open()?;
    open.rodata().tid = tid();
    let mut bpf = open.load()?;
    bpf.attach()?;
    Ok(bpf)
}

#[test]
fn variables_have_values_before_the_load_and_change_after_it() {
    since::VARIABLES.is_shown_by(|| {
        let mut open = data::open()?;
        assert_eq!((open.rodata().factor, open.data().sum, open.bss().calls), (1, 100, 0), "as C says");
        open.rodata().tid = tid();
        open.rodata().factor = 10;
        open.bss().calls = 5;
        let mut bpf = open.load()?;
        bpf.attach()?;
        nice(3);
        assert_eq!((bpf.data().read()?.sum, bpf.bss().read()?.calls), (130, 6));
        let mut bss = bpf.bss().read()?;
        bss.calls = 40;
        bpf.bss().write(&bss)?;
        nice(4);
        assert_eq!((bpf.data().read()?.sum, bpf.bss().read()?.calls), (170, 41));
        assert_eq!(bpf.rodata().read()?.factor, 10);
        Ok(())
    });
}

#[test]
fn constants_are_frozen_once_they_are_loaded() {
    since::FROZEN_CONSTANTS.is_shown_by(|| {
        let bpf = data::open()?.load()?;
        let constants = bpf.rodata().read()?;
        let error = bpf.rodata().write(&constants).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::PermissionDenied, "{error:#}");
        Ok(())
    });
}

#[test]
fn a_hash_map_is_read_written_and_listed_by_both_sides() {
    since::HASH_MAP.is_shown_by(|| {
        let bpf = attached()?;
        let map = &bpf.maps.by_nice;
        nice(7);
        nice(7);
        let seven = key { nice: 7, parity: 1 };
        let value = map.get(&seven)?.unwrap();
        assert_eq!(value.calls, 2);
        assert!(!value.comm.to_string().is_empty());

        let eight = key { nice: 8, parity: 0 };
        map.insert(&eight, &value)?;
        nice(8);
        assert_eq!(map.get(&eight)?.unwrap().calls, 3);
        let mut calls = map.iter().map(|entry| Ok(entry?.1.calls)).collect::<Result<Vec<_>>>()?;
        calls.sort_unstable();
        assert_eq!(calls, [2, 3]);

        let full = map.insert(&key { nice: 9, parity: 1 }, &value).unwrap_err();
        assert!(full.to_string().contains("it is full, with 2 entries"), "{full:#}");
        assert!(map.remove(&seven)?);
        assert!(!map.remove(&seven)?);
        assert_eq!((map.count()?, map.get(&seven)?), (1, None));
        Ok(())
    });
}

#[test]
fn an_update_replaces_or_inserts_only_if_it_may() {
    since::UPDATE_FLAGS.is_shown_by(|| {
        let bpf = data::open()?.load()?;
        let map = &bpf.maps.per_nice;
        let missing = map.update(&1, &10, Update::Exist).unwrap_err();
        assert!(missing.to_string().contains("it has no such key"), "{missing:#}");
        map.update(&1, &10, Update::NoExist)?;
        let present = map.update(&1, &11, Update::NoExist).unwrap_err();
        assert!(present.to_string().contains("it has such a key already"), "{present:#}");
        map.update(&1, &12, Update::Exist)?;
        map.update(&1, &13, Update::Any)?;
        assert_eq!(map.get(&1)?, Some(13));
        Ok(())
    });
}

#[test]
fn a_hash_map_may_forget_its_oldest_entries() {
    since::LRU_HASH_MAP.is_shown_by(|| {
        let bpf = recent::open()?.load()?;
        let map = &bpf.maps.recent;
        for key in 0..1000 {
            map.insert(&key, &1)?;
        }
        let count = map.count()?;
        assert!((1..=64).contains(&count), "{count}");
        Ok(())
    });
}

#[test]
fn an_array_has_all_its_elements_from_the_start() {
    since::ARRAY.is_shown_by(|| {
        let bpf = attached()?;
        let array = &bpf.maps.histogram;
        assert_eq!(array.iter().collect::<Result<Vec<_>>>()?, [0; 20]);
        array.set(2, &40)?;
        nice(2);
        nice(5);
        assert_eq!((array.get(2)?, array.get(5)?, array.get(20)?), (Some(41), Some(1), None));
        let beyond = array.set(20, &1).unwrap_err();
        assert!(beyond.to_string().contains("index 20 is beyond its 20 entries"), "{beyond:#}");
        Ok(())
    });
}

#[test]
fn a_map_is_as_large_as_is_said_before_the_load() {
    since::MAX_ENTRIES.is_shown_by(|| {
        let mut open = data::open()?;
        assert_eq!(open.maps.histogram.max_entries()?, 20);
        open.maps.histogram.set_max_entries(33)?;
        let bpf = open.load()?;
        assert_eq!(bpf.maps.histogram.len(), 33);
        bpf.maps.histogram.set(32, &1)
    });
}

#[test]
fn maps_with_a_value_per_cpu_give_as_many_as_there_are_cpus() {
    since::PER_CPU_MAPS.is_shown_by(|| {
        let cpus = possible_cpus();
        let bpf = attached()?;
        let (array, hash) = (&bpf.maps.per_cpu, &bpf.maps.per_cpu_by_nice);
        array.set(0, &vec![100; cpus])?;
        for _ in 0..3 {
            nice(6);
        }
        let sum: u64 = array.get(0)?.unwrap().iter().sum();
        assert_eq!(sum, 100 * cpus as u64 + 3);
        let values = hash.get(&6)?.unwrap();
        assert_eq!((values.len(), values.iter().sum()), (cpus, 3));
        hash.insert(&7, &vec![1; cpus])?;
        assert_eq!(hash.iter().count(), 2);
        assert!(hash.remove(&7)?);
        let short = array.set(0, &vec![0; cpus + 1]).unwrap_err();
        assert!(short.to_string().contains("one per CPU"), "{short:#}");
        Ok(())
    });
}

#[test]
fn maps_of_other_types_are_read_as_bytes() {
    since::RAW_MAP.is_shown_by(|| {
        let mut open = queue::open()?;
        open.rodata().tid = tid();
        let mut bpf = open.load()?;
        bpf.attach()?;
        let queue = coolbpf::Map::raw(&bpf.maps.queue);
        nice(1);
        nice(2);
        assert_eq!((queue.key_size(), queue.value_size(), queue.max_entries()), (0, 4, 8));
        // A look at a queue leaves what is first in it.
        assert_eq!(queue.get(&[])?, Some(1_u32.to_ne_bytes().to_vec()));
        queue.insert(&[], &9_u32.to_ne_bytes(), Update::Any)?;
        let wrong = queue.insert(&[], &[0; 5], Update::Any).unwrap_err();
        assert!(wrong.to_string().contains("has 4 bytes, not 5"), "{wrong:#}");
        Ok(())
    });
}

/// The number of CPUs that may come to be, as the kernel tells it.
fn possible_cpus() -> usize {
    let possible = std::fs::read_to_string("/sys/devices/system/cpu/possible").unwrap();
    let numbers = |range: &str| {
        let (first, last) = range.split_once('-').unwrap_or((range, range));
        last.parse::<usize>().unwrap() - first.parse::<usize>().unwrap() + 1
    };
    possible.trim().split(',').map(numbers).sum()
}
