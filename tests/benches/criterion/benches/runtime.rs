//! What events, entries of maps and loading cost: `cargo bench --manifest-path tests/benches/criterion/Cargo.toml`, as root.

use std::hint::black_box;
use std::os::fd::AsFd as _;
use std::time::{Duration, Instant};

use coolbpf_benches::{bare_map, maps, ring, test_run::test_run};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

/// What a ring buffer of 256 KiB holds.
const RECORDS: u64 = 8191;

fn events(criterion: &mut Criterion) {
    let bpf = ring::open().unwrap().load().unwrap();
    let mut records = bpf.maps.records.events().unwrap().timeout(Duration::ZERO);
    let mut group = criterion.benchmark_group("events");
    group.throughput(Throughput::Elements(RECORDS));
    let mut measure = |name: &str, drain: &mut dyn FnMut()| {
        group.bench_function(name, |bencher| {
            bencher.iter_custom(|repeats| {
                (0..repeats)
                    .map(|_| {
                        test_run(bpf.progs.fill.fd().unwrap(), 8).unwrap();
                        let start = Instant::now();
                        drain();
                        start.elapsed()
                    })
                    .sum()
            });
        });
    };
    measure("iterator", &mut || {
        for record in &mut records {
            black_box(record.unwrap());
        }
    });
    measure("in place", &mut || {
        while let Some(record) = records.next_ref().unwrap() {
            black_box(&*record);
        }
    });
}

fn entries(criterion: &mut Criterion) {
    let bpf = maps::open().unwrap().load().unwrap();
    let counts = &bpf.maps.counts;
    let mut group = criterion.benchmark_group("hash map");
    group.bench_function("insert", |bencher| bencher.iter(|| counts.insert(&1, &2).unwrap()));
    group.bench_function("insert, system call", |bencher| {
        bencher.iter(|| bare_map::insert(counts.as_fd(), 1, 2).unwrap());
    });
    group.bench_function("get", |bencher| bencher.iter(|| counts.get(&1).unwrap()));
    group.bench_function("get, system call", |bencher| {
        bencher.iter(|| bare_map::get(counts.as_fd(), 1).unwrap());
    });
}

/// Closing what was loaded takes the kernel longer and is not measured.
fn load(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("object");
    group.sample_size(10);
    group.bench_function("open and load", |bencher| {
        bencher.iter_custom(|repeats| {
            (0..repeats)
                .map(|_| {
                    let start = Instant::now();
                    let loaded = ring::open().unwrap().load().unwrap();
                    let taken = start.elapsed();
                    drop(loaded);
                    taken
                })
                .sum()
        });
    });
}

criterion_group!(benches, events, entries, load);
criterion_main!(benches);
