use std::sync::mpsc;
use std::thread;

use super::*;
use crate::kernel::image::tests::bootable;

fn quiet(_: Progress<'_>) {}

/// A store, and a directory beside it for what is added.
fn store() -> (tempfile::TempDir, Store) {
    let directory = tempfile::tempdir().unwrap();
    let store = Store::open(Some(&directory.path().join("kernels"))).unwrap();
    (directory, store)
}

fn file(directory: &Path, bytes: &[u8]) -> Source {
    let image = directory.join("image");
    fs::write(&image, bytes).unwrap();
    Source::File { image, modules: None }
}

fn releases(store: &Store) -> Vec<String> {
    store.list().unwrap().into_iter().map(|kernel| kernel.release).collect()
}

fn find(store: &Store, wanted: &str) -> Result<String> {
    store.find(&wanted.parse()?, Arch::X86_64).map(|kernel| kernel.release)
}

#[test]
fn kernels_are_listed_by_version_and_found_by_what_is_known_of_them() {
    let (directory, store) = store();
    assert_eq!(releases(&store), [""; 0]);
    for release in ["6.12.48-a", "6.2.1", "6.12.107-b", "5.10.0-32-x"] {
        let added = store.add(&file(directory.path(), &bootable(release)), &mut quiet).unwrap();
        assert!(added.is_new);
        assert_eq!(added.kernel.release, release);
    }
    assert_eq!(releases(&store), ["5.10.0-32-x", "6.2.1", "6.12.48-a", "6.12.107-b"]);
    for (wanted, release) in [
        ("newest", "6.12.107-b"),
        ("6.12", "6.12.107-b"),
        ("6.12.48", "6.12.48-a"),
        ("6.2", "6.2.1"),
        ("6.2.1", "6.2.1"),
    ] {
        assert_eq!(find(&store, wanted).unwrap(), release, "{wanted}");
    }
    let error = find(&store, "7.3").unwrap_err().to_string();
    assert_eq!(
        error,
        format!(
            "no kernel `7.3` for x86_64 is kept in {} (kept: 5.10.0-32-x, 6.2.1, 6.12.48-a, 6.12.107-b); `cargo coolbpf kernels add{} 7.3` adds one",
            store.directory().display(),
            if Arch::native() == Arch::X86_64 { "" } else { " --arch x86_64" },
        )
    );
}

#[test]
fn a_kernel_that_is_added_again_takes_the_place_of_the_old_one() {
    let (directory, store) = store();
    let kernel = bootable("6.12.48");
    let modules = directory.path().join("modules/kernel/net");
    fs::create_dir_all(&modules).unwrap();
    fs::write(modules.join("veth.ko"), "a module").unwrap();
    fs::write(modules.join("veth.txt"), "no module").unwrap();
    let image = directory.path().join("image");
    fs::write(&image, &kernel).unwrap();
    let with = Source::File { image, modules: Some(directory.path().join("modules")) };
    let first = store.add(&with, &mut quiet).unwrap().kernel;
    let kept = first.modules.unwrap();
    assert_eq!(fs::read(kept.join("kernel/net/veth.ko")).unwrap(), b"a module");
    assert!(!kept.join("kernel/net/veth.txt").exists());

    let second = store.add(&file(directory.path(), &kernel), &mut quiet).unwrap().kernel;
    assert_eq!((second.image, second.modules), (first.image, None));
    assert_eq!(releases(&store), ["6.12.48"]);
}

#[test]
fn what_fails_leaves_nothing_behind() {
    let (directory, store) = store();
    let cases = [
        file(directory.path(), b"#!/bin/sh"),
        Source::File { image: "nowhere".into(), modules: None },
        Source::Directory(directory.path().to_owned()),
        Source::Packages(vec![directory.path().join("none.deb")]),
    ];
    for source in cases {
        store.add(&source, &mut quiet).unwrap_err();
        let left: Vec<_> = entries(store.directory()).unwrap();
        assert_eq!(left, [store.directory().join(LOCK)], "{source:?}");
    }
}

#[test]
fn what_another_left_unfinished_is_no_kernel_and_goes() {
    let (directory, store) = store();
    let unfinished = store.directory().join(format!("{PREFIX}x"));
    fs::create_dir_all(&unfinished).unwrap();
    fs::write(unfinished.join("vmlinux"), "half").unwrap();
    assert_eq!(releases(&store), [""; 0]);
    store.add(&file(directory.path(), &bootable("6.12.48")), &mut quiet).unwrap();
    assert!(!unfinished.exists());
}

#[test]
fn a_removed_kernel_is_gone_and_the_others_stay() {
    let (directory, store) = store();
    for release in ["6.12.48", "6.2.1"] {
        store.add(&file(directory.path(), &bootable(release)), &mut quiet).unwrap();
    }
    let kernel = store.find(&Wanted::Newest, Arch::X86_64).unwrap();
    store.remove(&kernel, &mut quiet).unwrap();
    assert_eq!(releases(&store), ["6.2.1"]);
    let error = store.remove(&kernel, &mut quiet).unwrap_err().to_string();
    assert!(error.starts_with("remove ") && error.contains("6.12.48: No such file"), "{error}");
}

#[test]
fn whoever_changes_the_store_waits_for_who_does_already() {
    let (directory, store) = store();
    let source = file(directory.path(), &bootable("6.12.48"));
    let lock = store.lock(&mut quiet).unwrap();
    let (sender, waiting) = mpsc::channel();
    thread::scope(|scope| {
        let adding = scope.spawn(|| {
            store.add(&source, &mut |progress| {
                if let Progress::Said(text) = progress {
                    sender.send(text.to_owned()).unwrap();
                }
            })
        });
        let said = waiting.recv().unwrap();
        assert_eq!(said, format!("waiting for another that changes {}", store.directory().display()));
        assert_eq!(releases(&store), [""; 0]);
        drop(lock);
        adding.join().unwrap().unwrap();
    });
    assert_eq!(releases(&store), ["6.12.48"]);
}

#[test]
fn what_is_written_down_wrongly_is_named_with_the_mend() {
    let (directory, store) = store();
    let kernel = store.add(&file(directory.path(), &bootable("6.12.48")), &mut quiet).unwrap().kernel;
    let record = kernel.image.with_file_name("kernel.toml");
    for (text, problem) in [
        ("release = ", "string values must be quoted"),
        ("x = 1", "missing field `release`"),
        (
            "release = '../..'\nversion = '6.1'\narch = 'x86_64'\nboot = 'pvh'\nimage = 'vmlinux'\norigin = ''",
            "`../..` is no kernel's release",
        ),
        (
            "release = '6.1'\nversion = '6.1'\narch = 'x86_64'\nboot = 'pvh'\nimage = 'gone'\norigin = ''",
            "`gone` isn't there",
        ),
    ] {
        fs::write(&record, text).unwrap();
        let error = store.list().unwrap_err().to_string();
        assert!(error.contains(problem) && error.ends_with("and add the kernel again"), "{error}");
    }
}

#[test]
fn who_looks_while_a_kernel_is_added_again_finds_one() {
    let (directory, store) = store();
    let source = file(directory.path(), &bootable("6.12.48"));
    store.add(&source, &mut quiet).unwrap();
    thread::scope(|scope| {
        let adding = scope.spawn(|| {
            for _ in 0..50 {
                store.add(&source, &mut quiet).unwrap();
            }
        });
        while !adding.is_finished() {
            assert!(store.path(Arch::X86_64, "6.12.48").exists());
        }
    });
}
