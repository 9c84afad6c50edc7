//! Pinned maps that are other than an object declares, and maps that are left out.

use std::fs;
use std::path::Path;

use coolbpf::{Error, ErrorKind, Result};
use coolbpf_features::{data, newer_map, shared_counts, shared_others};
use rustix::mount::{MountFlags, mount};

use crate::bpf_file_system::BpfFileSystem;
use crate::since;
use crate::this_kernel::version;

/// Before Linux 4.18 maps don't know the types of their keys and values.
fn is_of_other_fields(result: Result<()>) {
    if version() < (4, 18) {
        return;
    }
    let error = result.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    assert!(format!("{error:#}").contains("has no field `seconds`"), "{error:#}");
}

fn says(error: &Error, texts: &[&str]) {
    let shown = format!("{error:#}");
    assert!(texts.iter().all(|text| shown.contains(text)), "{texts:?}: {shown}");
}

#[test]
fn a_pinned_map_with_other_fields_is_refused_in_whatever_way_it_is_used() {
    since::PINNED_MAP.is_shown_by(|| {
        let directory = BpfFileSystem::mount();
        let place = directory.path("counts");
        let mut open = shared_counts::open()?;
        open.maps.coolbpf_shared.set_pin_path(directory.path("shared"))?;
        let first = open.load()?;
        first.maps.counts.pin(&place)?;

        let opened = || -> Result<shared_others::Open> {
            let mut open = shared_others::open()?;
            open.maps.coolbpf_shared.set_pin_path(directory.path("others"))?;
            Ok(open)
        };
        let mut open = opened()?;
        open.maps.counts.reuse_pinned(&place)?;
        is_of_other_fields(open.load().map(drop));
        let mut open = opened()?;
        open.maps.counts.reuse(&first.maps.counts)?;
        is_of_other_fields(open.load().map(drop));
        let mut open = opened()?;
        open.maps.counts.set_pin_path(&place)?;
        is_of_other_fields(open.load().map(drop));
        // The same fields are well.
        let mut open = shared_counts::open()?;
        open.maps.coolbpf_shared.set_pin_path(directory.path("shared"))?;
        open.maps.counts.set_pin_path(&place)?;
        drop(open.load()?);
        // So they are under another name.
        first.maps.counts.insert(&7, &shared_counts::types::count { times: 8, ..Default::default() })?;
        let mut open = shared_counts::open()?;
        open.maps.coolbpf_shared.reuse(&first.maps.counts)?;
        let other = open.load()?;
        assert_eq!(other.maps.coolbpf_shared.get(&7)?.map(|count| count.times), Some(8));
        assert_eq!(other.maps.counts.get(&7)?, None);
        Ok(())
    });
}

#[test]
fn a_map_that_is_pinned_by_its_name_is_compared_with_what_is_there() {
    since::PINNED_MAP.is_shown_by(|| {
        let place = Path::new("/sys/fs/bpf");
        let mounts = fs::read_to_string("/proc/self/mounts").unwrap();
        if !mounts.lines().any(|line| line.split(' ').nth(1) == Some("/sys/fs/bpf")) {
            mount("bpf", place, "bpf", MountFlags::empty(), None).unwrap();
        }
        let pinned = place.join("coolbpf_shared");
        // Of a run that failed.
        let _ = fs::remove_file(&pinned);
        drop(shared_counts::open()?.load()?);
        assert!(pinned.exists());
        is_of_other_fields(shared_others::open()?.load().map(drop));
        let mut open = shared_counts::open()?;
        open.maps.coolbpf_shared.set_max_entries(16)?;
        let error = open.load().unwrap_err();
        if version() < (4, 13) {
            fs::remove_file(&pinned)?;
            return Err(error);
        }
        says(
            &error,
            &[
                "the map `coolbpf_shared` can't be the one that is pinned at /sys/fs/bpf/coolbpf_shared: it has room for 8 entries, not 16",
                "remove that file, or pin to another place",
            ],
        );
        drop(shared_counts::open()?.load()?);
        Ok(fs::remove_file(&pinned)?)
    });
}

#[test]
fn what_is_different_about_a_pinned_map_is_named() {
    since::PINNED_MAP.is_shown_by(|| {
        let directory = BpfFileSystem::mount();
        let place = directory.path("one");
        let loaded = data::open()?.load()?;
        loaded.maps.by_nice.pin(&place)?;
        let mut open = shared_counts::open()?;
        open.maps.coolbpf_shared.set_pin_path(directory.path("shared"))?;
        open.maps.counts.set_pin_path(&place)?;
        let error = open.load().unwrap_err();
        if version() < (4, 13) {
            return Err(error);
        }
        says(&error, &["the map `counts` can't be the one that is pinned at ", ": its "]);
        Ok(())
    });
}

#[test]
fn a_map_that_only_programs_use_which_are_left_out_can_be_left_out() {
    since::AUTOLOAD.is_shown_by(|| {
        let mut open = newer_map::open()?;
        open.maps.filter.set_autocreate(false)?;
        let error = open.load().unwrap_err();
        // Before, the kernel lacks the helper, too.
        if version() >= (4, 20) {
            says(&error, &["it uses the map `filter`, which `set_autocreate` left out"]);
        }
        let mut open = newer_map::open()?;
        open.maps.filter.set_autocreate(false)?;
        open.progs.on_setpriority.set_autoload(false)?;
        let bpf = open.load()?;
        let error = bpf.maps.filter.insert(&7).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unsupported);
        says(&error, &["the map `filter`: it is not in the kernel"]);
        Ok(())
    });
}
