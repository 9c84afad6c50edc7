use std::fs;

use tempfile::TempDir;

use super::*;

fn key(name: &str) -> Key {
    Key { request: Digest::of(name.as_bytes()), toolchain: "clang 19".into() }
}

fn made(object: &[u8]) -> Made {
    Made { digest: Digest::of(object), object: object.to_vec(), warnings: Vec::new() }
}

/// Every file below the cache.
fn files(directory: &TempDir) -> Vec<std::path::PathBuf> {
    let mut to_read = vec![directory.path().to_owned()];
    let mut files = Vec::new();
    while let Some(path) = to_read.pop() {
        if path.is_dir() {
            to_read.extend(fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
        } else {
            files.push(path);
        }
    }
    files
}

#[test]
fn what_is_put_is_there_also_after_a_restart() {
    let directory = TempDir::new().unwrap();
    let cache = Cache::open(directory.path(), 1 << 20).unwrap();
    assert_eq!(cache.get(&key("a")), None);
    cache.put(&key("a"), &made(b"object")).unwrap();
    for cache in [cache, Cache::open(directory.path(), 1 << 20).unwrap()] {
        assert_eq!(cache.get(&key("a")), Some(made(b"object")));
        assert_eq!(cache.object(Digest::of(b"object")), Some(b"object".to_vec()));
    }
}

#[test]
fn another_toolchain_has_other_answers() {
    let directory = TempDir::new().unwrap();
    let cache = Cache::open(directory.path(), 1 << 20).unwrap();
    cache.put(&key("a"), &made(b"object")).unwrap();
    assert_eq!(cache.get(&Key { toolchain: "clang 16".into(), ..key("a") }), None);
}

#[test]
fn a_file_with_one_bit_changed_or_cut_short_is_never_served() {
    for damage in [|bytes: &mut Vec<u8>| bytes[80] ^= 1, |bytes: &mut Vec<u8>| bytes.truncate(5)] {
        for directory_name in [OBJECTS, ANSWERS] {
            let directory = TempDir::new().unwrap();
            let cache = Cache::open(directory.path(), 1 << 20).unwrap();
            cache.put(&key("a"), &made(&[7; 200])).unwrap();
            let path = files(&directory)
                .into_iter()
                .find(|path| path.strip_prefix(directory.path()).unwrap().starts_with(directory_name))
                .unwrap();
            let mut bytes = fs::read(&path).unwrap();
            damage(&mut bytes);
            fs::write(&path, bytes).unwrap();
            assert_eq!(cache.get(&key("a")), None);
            assert_eq!(cache.damaged(), 1);
            assert!(!path.exists());
            cache.put(&key("a"), &made(&[7; 200])).unwrap();
            assert_eq!(cache.get(&key("a")), Some(made(&[7; 200])));
        }
    }
}

#[test]
fn what_was_not_used_for_longest_goes_when_there_is_too_much() {
    let directory = TempDir::new().unwrap();
    let cache = Cache::open(directory.path(), 3000).unwrap();
    cache.put(&key("a"), &made(&[1; 900])).unwrap();
    cache.put(&key("b"), &made(&[2; 900])).unwrap();
    assert_eq!(cache.get(&key("a")), Some(made(&[1; 900])));
    cache.put(&key("c"), &made(&[3; 900])).unwrap();
    assert_eq!(cache.get(&key("b")), None);
    assert_eq!(cache.get(&key("a")), Some(made(&[1; 900])));
    assert_eq!(cache.get(&key("c")), Some(made(&[3; 900])));
    let size: u64 = files(&directory).iter().map(|path| path.metadata().unwrap().len()).sum();
    assert_eq!(cache.bytes(), size);
    assert!(size <= 3000);
    drop(cache);
    assert!(Cache::open(directory.path(), 1000).unwrap().bytes() <= 1000);
}
