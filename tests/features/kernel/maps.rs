//! Maps of each type, as user space uses them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};

use coolbpf::{ErrorKind, Frame, Result, Update};
use coolbpf_features::nested::types::by_key_inner_value;
use coolbpf_features::stacks::build_ids;
use coolbpf_features::tries::types::prefix as Prefix;
use coolbpf_features::{cgroup_array, guarded, maps, nested, queues, tries};

use crate::bpf_file_system::BpfFileSystem;
use crate::since;
use crate::system::{nice, tid};
use crate::this_kernel::version;

fn loaded() -> Result<maps::Bpf> {
    maps::open()?.load()
}

/// Loads the program, to watch this thread.
fn attached() -> Result<maps::Bpf> {
    let mut open = maps::open()?;
    open.rodata().tid = tid();
    let mut bpf = open.load()?;
    bpf.attach()?;
    Ok(bpf)
}

/// Since aa2e93b8e58e.
fn has_batches() -> bool {
    version() >= (5, 6)
}

fn prefix(length: u32, address: [u8; 4]) -> Prefix {
    Prefix { length, address }
}

#[test]
fn a_trie_finds_the_longest_prefix() {
    since::LPM_TRIE.is_shown_by(|| {
        let bpf = tries::open()?.load()?;
        let routes = &bpf.maps.routes;
        routes.insert(&prefix(8, [10, 0, 0, 0]), &8)?;
        routes.insert(&prefix(24, [10, 1, 2, 0]), &24)?;
        assert_eq!(routes.get(&prefix(32, [10, 1, 2, 3]))?, Some(24));
        assert_eq!(routes.get(&prefix(32, [10, 9, 9, 9]))?, Some(8));
        assert_eq!(routes.get(&prefix(32, [11, 0, 0, 1]))?, None);
        for host in 0..=255 {
            routes.insert(&prefix(32, [10, 1, 2, host]), &u32::from(host))?;
        }
        let mut found = routes.iter().collect::<Result<Vec<_>>>()?;
        found.sort_by_key(|(prefix, _)| (prefix.length, prefix.address));
        assert_eq!(found.len(), 258);
        assert_eq!((found[0].1, found[1].1, found[257].1), (8, 24, 255));
        assert!(routes.remove(&prefix(24, [10, 1, 2, 0]))?);
        assert!(!routes.remove(&prefix(24, [10, 1, 2, 0]))?);
        assert!(routes.insert(&prefix(33, [0; 4]), &1).is_err());
        Ok(())
    });
}

#[test]
fn queues_and_stacks_give_back_in_their_order() {
    since::QUEUE_AND_STACK.is_shown_by(|| {
        let bpf = queues::open()?.load()?;
        let (queue, stack) = (&bpf.maps.queue, &bpf.maps.stack);
        for value in 1..=4 {
            queue.push(&value)?;
            stack.push(&value.into())?;
        }
        let full = queue.push(&5).unwrap_err();
        assert!(full.to_string().contains("it is full, with 4 entries"), "{full:#}");
        queue.push_over(&5)?;
        assert_eq!(
            (queue.peek()?, queue.pop()?, stack.peek()?, stack.pop()?),
            (Some(2), Some(2), Some(4), Some(4))
        );
        assert_eq!(queue.drain().collect::<Result<Vec<_>>>()?, [3, 4, 5]);
        assert_eq!(stack.drain().collect::<Result<Vec<_>>>()?, [3, 2, 1]);
        assert_eq!((queue.pop()?, queue.peek()?, stack.pop()?), (None, None, None));
        Ok(())
    });
}

#[test]
fn a_stack_trace_is_the_addresses_of_the_calls() {
    since::STACK_TRACES.is_shown_by(|| {
        let bpf = attached()?;
        nice(1);
        let id = bpf.data().stack_id.get()?;
        let stacks = &bpf.maps.stacks;
        let stack = stacks.get(id)?.expect("the program has found a stack");
        assert!(!stack.is_empty() && stack.iter().all(|address| *address != 0), "{stack:x?}");
        let frames: Vec<_> = stack.iter().copied().map(Frame::Address).collect();
        assert_eq!(stacks.frames(id)?, Some(frames));
        // 16f07c551c18
        if version() >= (4, 16) || version() == (3, 10) {
            assert!(stacks.ids().collect::<Result<Vec<_>>>()?.contains(&id));
        }
        assert!(stacks.remove(id)? && !stacks.remove(id)?);
        assert_eq!((stacks.get(id)?, stacks.get(-14)?, stacks.remove(-14)?), (None, None, false));
        Ok(())
    });
}

#[test]
fn a_stack_of_build_ids_names_the_files_that_its_calls_are_in() {
    since::STACK_BUILD_IDS.is_shown_by(|| {
        let mut open = build_ids::open()?;
        open.rodata().tid = tid();
        let mut bpf = open.load()?;
        bpf.attach()?;
        let stacks = &bpf.maps.stacks;
        // The kernel gives addresses only while another thread of the process maps memory, as the other tests do.
        let mut found = (0, Vec::new());
        for _ in 0..1000 {
            nice(1);
            let id = bpf.data().stack_id.get()?;
            found = (id, stacks.frames(id)?.expect("the program has found a stack"));
            if found.1.iter().any(|frame| matches!(frame, Frame::InFile { .. })) {
                break;
            }
            stacks.remove(id)?;
        }
        let (id, frames) = found;
        let files: BTreeSet<_> = fs::read_to_string("/proc/self/maps")?
            .lines()
            .filter_map(|line| line.find('/').and_then(|at| line.get(at..)).map(str::to_owned))
            .filter_map(|path| fs::read(path).ok())
            .collect();
        let is_in = |build_id: &[u8]| {
            files.iter().any(|file| file.windows(build_id.len()).any(|bytes| bytes == build_id))
        };
        let mut known = 0;
        for frame in &frames {
            if let Frame::InFile { build_id, offset } = frame {
                assert!(*offset != 0 && is_in(build_id), "{frame:x?}");
                known += 1;
            }
        }
        assert!(known > 0, "{frames:x?}");
        let addresses = stacks.get(id).unwrap_err();
        assert!(addresses.to_string().contains("read them by `frames`"), "{addresses:#}");
        assert_eq!(stacks.frames(-14)?, None);
        Ok(())
    });
}

#[test]
fn a_tail_call_goes_on_with_the_program_of_its_index() {
    since::TAIL_CALL.is_shown_by(|| {
        let bpf = attached()?;
        let calls = || bpf.bss().tail_calls.get();
        nice(1);
        bpf.maps.next.set(1, &bpf.progs.on_tail_call)?;
        assert_eq!(calls()?, 0);
        nice(1);
        nice(1);
        nice(2);
        assert_eq!(calls()?, 2);
        assert!(bpf.maps.next.remove(1)? && !bpf.maps.next.remove(1)?);
        nice(1);
        assert_eq!(calls()?, 2);
        let beyond = bpf.maps.next.set(2, &bpf.progs.on_tail_call).unwrap_err();
        assert!(beyond.to_string().contains("index 2 is beyond its 2 entries"), "{beyond:#}");
        Ok(())
    });
}

#[test]
fn a_control_group_is_put_into_an_array_by_its_directory() {
    since::CGROUP_ARRAY.is_shown_by(|| {
        let bpf = cgroup_array::open()?.load()?;
        let no_group = bpf.maps.cgroups.set(0, File::open("/")?).unwrap_err();
        assert!(no_group.to_string().contains("can't write to the map `cgroups`"), "{no_group:#}");
        Ok(())
    });
}

#[test]
fn maps_are_put_into_maps_while_programs_use_them() {
    since::MAP_IN_MAP.is_shown_by(|| {
        let mut open = nested::open()?;
        open.rodata().tid = tid();
        let mut bpf = open.load()?;
        bpf.attach()?;
        let outer = &bpf.maps.by_index;
        assert!(outer.get(0)?.is_none());
        nice(3);
        let first = outer.new_map()?;
        outer.set(0, &first)?;
        nice(3);
        nice(3);
        assert_eq!(first.get(&3)?, Some(2));
        let second = outer.new_map()?;
        outer.set(0, &second)?;
        nice(3);
        assert_eq!((first.get(&3)?, second.get(&3)?), (Some(2), Some(1)));
        assert_eq!(outer.get(0)?.expect("it was put there").get(&3)?, Some(1));
        assert!(outer.remove(0)? && outer.get(0)?.is_none());

        let keyed = &bpf.maps.by_key;
        let array = keyed.new_map()?;
        assert_eq!(array.len(), 3);
        array.set(2, &by_key_inner_value { a: 1, b: 2 })?;
        keyed.insert(&77, &array)?;
        assert_eq!(keyed.get(&77)?.expect("it was put there").get(2)?.map(|value| value.b), Some(2));
        assert_eq!(keyed.keys().collect::<Result<Vec<_>>>()?, [77]);
        assert!(keyed.remove(&77)? && !keyed.remove(&77)?);
        Ok(())
    });
}

#[test]
fn entries_come_and_go_as_those_of_a_map_in_rust() {
    since::ITERATION.is_shown_by(|| {
        let bpf = loaded()?;
        let map = &bpf.maps.counts;
        let mut model = BTreeMap::new();
        let mut random = 1_u64;
        // Without batches, each entry of a walk is two system calls.
        for _ in 0..if has_batches() { 300 } else { 60 } {
            for _ in 0..40 {
                random =
                    random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                let (key, value) = ((random >> 33) as u32 % 600, random >> 5);
                match random >> 61 {
                    0..=3 if model.len() < 512 => {
                        map.insert(&key, &value)?;
                        model.insert(key, value);
                    }
                    4 => assert_eq!(map.take(&key)?, model.remove(&key)),
                    5 => assert_eq!(map.remove(&key)?, model.remove(&key).is_some()),
                    _ => assert_eq!(map.get(&key)?, model.get(&key).copied()),
                }
            }
            let entries = map.iter().collect::<Result<Vec<_>>>()?;
            assert_eq!(entries.len(), model.len());
            assert_eq!(entries.into_iter().collect::<BTreeMap<_, _>>(), model);
            assert_eq!(map.count()?, model.len());
            if random >> 60 == 9 {
                assert_eq!(map.drain().collect::<Result<BTreeMap<_, _>>>()?, model);
                model.clear();
                assert_eq!(map.count()?, 0);
            }
        }
        Ok(())
    });
}

#[test]
fn many_entries_are_written_listed_and_removed() {
    since::BATCHES.is_shown_by(|| {
        let mut open = maps::open()?;
        let number = if has_batches() { 10_000_u32 } else { 1000 };
        open.maps.many.set_max_entries(number)?;
        let bpf = open.load()?;
        let map = &bpf.maps.many;
        let keys: Vec<u64> = (0..u64::from(number)).map(|n| n * 7).collect();
        let values: Vec<u64> = keys.iter().map(|key| key + 1).collect();
        map.insert_all(&keys, &values, Update::NoExist)?;
        let mut entries = map.iter().collect::<Result<Vec<_>>>()?;
        entries.sort_unstable();
        assert!(entries.into_iter().eq(keys.iter().copied().zip(values.iter().copied())));
        let again = map.insert_all(&keys[..3], &values[..3], Update::NoExist).unwrap_err();
        assert!(again.to_string().contains("such a key already"), "{again:#}");
        let full = map.insert_all(&[1], &[1], Update::Any).unwrap_err();
        assert!(full.to_string().contains(&format!("it is full, with {number} entries")), "{full:#}");
        let uneven = map.insert_all(&[1], &[], Update::Any).unwrap_err();
        assert_eq!(uneven.kind(), ErrorKind::InvalidInput);
        // Every second of them is none of the map's.
        let doubled: Vec<u64> = (0..200).map(|n| n * 7 / 2).collect();
        let there = doubled.iter().filter(|key| *key % 7 == 0).count();
        assert_eq!(map.remove_all(&doubled)?, there);
        drop(map.drain());
        assert_eq!(map.count()?, 0);
        Ok(())
    });
}

#[test]
fn a_walk_ends_and_repeats_nothing_while_entries_come_and_go() {
    since::ITERATION.is_shown_by(|| {
        let bpf = loaded()?;
        let map = &bpf.maps.many;
        let staying = if has_batches() { 2000 } else { 300 };
        for key in 0..staying {
            map.insert(&key, &0)?;
        }
        let stop = std::sync::atomic::AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                let mut key = 10_000;
                while !stop.load(std::sync::atomic::Ordering::Relaxed) {
                    map.insert(&key, &1).expect("there is room");
                    map.remove(&key).expect("any key may be removed");
                    key = 10_000 + (key * 31 + 7) % 50_000;
                }
            });
            let walks = (0..20).map(|_| {
                let keys = map.iter().map(|entry| Ok(entry?.0)).collect::<Result<Vec<_>>>()?;
                let distinct: std::collections::BTreeSet<_> = keys.iter().collect();
                assert_eq!(distinct.len(), keys.len());
                // What stays is found.
                Ok(keys.iter().filter(|key| **key < staying).count() as u64)
            });
            let found = walks.collect::<Result<Vec<_>>>();
            stop.store(true, std::sync::atomic::Ordering::Relaxed);
            assert!(found?.iter().all(|found| *found == staying));
            Ok(())
        })
    });
}

#[test]
fn an_entry_may_be_removed_when_it_comes() {
    since::ITERATION.is_shown_by(|| {
        let bpf = loaded()?;
        let map = &bpf.maps.counts;
        for key in 0..500 {
            map.insert(&key, &1)?;
        }
        let mut came = 0;
        for entry in map {
            assert!(map.remove(&entry?.0)?);
            came += 1;
        }
        assert_eq!((came, map.count()?), (500, 0));
        Ok(())
    });
}

#[test]
fn values_per_cpu_are_listed_and_taken() {
    since::PER_CPU_TAKE.is_shown_by(|| {
        let bpf = loaded()?;
        let map = &bpf.maps.per_cpu;
        let values = |key: u32| -> Vec<u32> { (0..map.cpus() as u32).map(|cpu| key + cpu).collect() };
        for key in 0..300 {
            map.insert(&key, &values(key))?;
        }
        let entries = map.iter().collect::<Result<BTreeMap<_, _>>>()?;
        assert_eq!(entries, (0..300).map(|key| (key, values(key))).collect());
        let mut into = values(0);
        assert!(map.get_into(&9, &mut into)?);
        assert_eq!(into, values(9));
        assert_eq!((map.take(&9)?, map.take(&9)?), (Some(values(9)), None));
        assert_eq!(map.drain().filter(Result::is_ok).count(), 299);
        assert_eq!(map.iter().count(), 0);
        Ok(())
    });
}

#[test]
fn a_value_with_a_lock_is_read_and_written_as_a_whole() {
    since::SPIN_LOCK.is_shown_by(|| {
        let bpf = guarded::open()?.load()?;
        let map = &bpf.maps.guarded;
        map.set_locked(0, &guarded::types::guarded { low: 1, high: 2, ..Default::default() })?;
        let value = map.get_locked(0)?.expect("it is there");
        assert_eq!((value.low, value.high), (1, 2));
        let none = loaded()?.maps.counts.insert_locked(&1, &1).unwrap_err();
        assert!(format!("{none:#}").contains("no `struct bpf_spin_lock`"), "{none:#}");
        Ok(())
    });
}

#[test]
fn a_value_of_one_cpu_is_read_and_those_of_all_are_set_to_one() {
    since::EACH_CPU.is_shown_by(|| {
        let per_cpu = loaded()?.maps.per_cpu;
        per_cpu.insert_each(&1, &7)?;
        assert_eq!(per_cpu.get(&1)?, Some(vec![7; per_cpu.cpus()]));
        let values: Vec<u32> = (0..).take(per_cpu.cpus()).collect();
        per_cpu.insert(&2, &values)?;
        for cpu in values {
            assert_eq!(per_cpu.get_of(&2, cpu)?, Some(cpu));
        }
        assert_eq!(per_cpu.get_of(&3, 0)?, None);
        let none = per_cpu.get_of(&2, u32::MAX).unwrap_err();
        assert!(none.to_string().ends_with("and none of CPU 4294967295"), "{none}");
        Ok(())
    });
}

#[test]
fn a_value_of_one_cpu_is_set_and_the_others_stay() {
    since::ONE_CPU.is_shown_by(|| {
        let per_cpu = loaded()?.maps.per_cpu;
        per_cpu.insert_each(&1, &7)?;
        let last = per_cpu.cpus() as u32 - 1;
        per_cpu.insert_of(&1, last, &8)?;
        let mut expected = vec![7; per_cpu.cpus()];
        expected[last as usize] = 8;
        assert_eq!(per_cpu.get(&1)?, Some(expected));
        Ok(())
    });
}

#[test]
fn a_pinned_map_is_found_and_used_again() {
    since::PINNED_MAP.is_shown_by(|| {
        let directory = BpfFileSystem::mount();
        let path = directory.path("counts");
        let bpf = loaded()?;
        bpf.maps.counts.insert(&1, &10)?;
        bpf.maps.counts.pin(&path)?;
        let twice = bpf.maps.counts.pin(&path).unwrap_err();
        assert!(twice.to_string().contains("there is such a file"), "{twice:#}");
        drop(bpf);

        let found = coolbpf::HashMap::<u32, u64>::from_pinned(&path)?;
        assert_eq!(found.get(&1)?, Some(10));
        let wrong = coolbpf::HashMap::<u32, u32>::from_pinned(&path).unwrap_err();
        assert!(
            format!("{wrong:#}").ends_with("a value of the map `counts` has 8 bytes, not 4"),
            "{wrong:#}"
        );
        let wrong = coolbpf::Array::<u64>::from_pinned(&path).unwrap_err();
        assert!(format!("{wrong:#}").ends_with("is of type `hash`, not `array`"), "{wrong:#}");
        let none = coolbpf::HashMap::<u32, u64>::from_pinned(directory.path("none")).unwrap_err();
        assert!(none.to_string().starts_with("can't use the map at "), "{none:#}");

        let mut open = maps::open()?;
        open.maps.counts.reuse_pinned(&path)?;
        let refused = open.maps.many.reuse_pinned(&path).unwrap_err();
        assert!(format!("{refused:#}").contains("its key size is 4, not 8"), "{refused:#}");
        open.maps.many.set_pin_path(directory.path("many"))?;
        let bpf = open.load()?;
        bpf.maps.counts.insert(&2, &20)?;
        assert_eq!(found.get(&2)?, Some(20));
        bpf.maps.many.insert(&8, &9)?;
        drop(bpf);

        // Another load finds what the first has pinned.
        let mut open = maps::open()?;
        open.maps.many.set_pin_path(directory.path("many"))?;
        open.maps.counts.reuse(&found)?;
        let bpf = open.load()?;
        assert_eq!(bpf.maps.many.get(&8)?, Some(9));
        assert_eq!(bpf.maps.counts.get(&2)?, Some(20));
        let other = bpf.maps.many.raw().unpin(&path).unwrap_err();
        assert!(other.to_string().contains("it is another map, `counts`"), "{other:#}");
        bpf.maps.counts.raw().unpin(&path)?;
        assert!(!fs::exists(&path)?);
        Ok(())
    });
}

#[test]
fn a_pinned_map_of_another_type_of_values_is_refused() {
    since::PINNED_TYPES.is_shown_by(|| {
        let directory = BpfFileSystem::mount();
        let path = directory.path("routes");
        let bpf = tries::open()?.load()?;
        bpf.maps.routes.pin(&path)?;
        let same = coolbpf::LpmTrie::<Prefix, u32>::from_pinned(&path)?;
        assert_eq!(same.raw().id()?, bpf.maps.routes.raw().id()?);
        // As many bytes, and another struct.
        let wrong = coolbpf::LpmTrie::<by_key_inner_value, u32>::from_pinned(&path);
        if version() >= (4, 18) {
            let wrong = wrong.unwrap_err();
            assert!(
                format!("{wrong:#}").ends_with("a key of the map `routes` has no field `a`"),
                "{wrong:#}"
            );
        }
        Ok(())
    });
}

#[test]
fn a_variable_is_read_and_written_while_programs_run() {
    since::VARIABLES.is_shown_by(|| {
        let bpf = attached()?;
        bpf.maps.next.set(1, &bpf.progs.on_tail_call)?;
        bpf.bss().tail_calls.set(1000)?;
        nice(1);
        assert_eq!(bpf.bss().tail_calls.get()?, 1001);
        assert_eq!(bpf.bss().read()?.tail_calls, 1001);
        assert_eq!(bpf.rodata().tid.get()?, tid());
        Ok(())
    });
}

#[test]
fn an_integer_is_never_seen_half_changed() {
    since::MAPPED_VARIABLES.is_shown_by(|| {
        let bpf = loaded()?;
        let word = &bpf.bss().tail_calls;
        let stop = std::sync::atomic::AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                while !stop.load(std::sync::atomic::Ordering::Relaxed) {
                    for value in [0, u64::MAX] {
                        word.set(value).expect("a mapped variable can be written");
                    }
                }
            });
            let seen = (0..100_000).map(|_| Ok((word.get()?, bpf.bss().read()?.tail_calls)));
            let torn = seen.collect::<Result<Vec<_>>>().map(|seen| {
                seen.into_iter()
                    .flat_map(|(one, all)| [one, all])
                    .filter(|value| !matches!(*value, 0 | u64::MAX))
                    .count()
            });
            stop.store(true, std::sync::atomic::Ordering::Relaxed);
            // Before fc9702273e2e the kernel copies them, which may take more than one step.
            assert!(torn? == 0 || version() < (5, 5));
            Ok(())
        })
    });
}
