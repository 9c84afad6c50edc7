use super::*;

#[test]
fn rows_are_found_by_their_number() {
    for (at, row) in HELPERS.iter().enumerate() {
        assert_eq!(row.id as usize, at + 1, "{}", row.name);
        assert_eq!((helper(row.id), helper_by_name(row.name)), (Some(row), Some(row)));
    }
    assert_eq!((HELPERS.len(), helper(0)), (211, None));
    for (at, row) in MAP_TYPES.iter().enumerate() {
        assert_eq!((row.id as usize, map_type(row.id)), (at + 1, Some(row)));
    }
    for (at, row) in PROGRAM_TYPES.iter().enumerate() {
        assert_eq!((row.id as usize, program_type(row.name)), (at + 1, Some(row)));
    }
    for (at, row) in ATTACH_TYPES.iter().enumerate() {
        assert_eq!((row.id as usize, attach_type(row.name)), (at, Some(row)));
    }
}

#[test]
fn newer_numbers_are_not_older() {
    let numbered = [
        HELPERS.iter().map(|row| row.since).collect::<Vec<_>>(),
        MAP_TYPES.iter().map(|row| row.since).collect(),
        PROGRAM_TYPES.iter().map(|row| row.since).collect(),
        MAP_FLAGS.iter().map(|row| row.since).collect(),
        ATTACH_TYPES.iter().map(|row| row.since).collect(),
    ];
    for rows in &numbered {
        assert!(rows.windows(2).all(|pair| pair[0].version <= pair[1].version));
    }
    assert!(ATTACHMENTS.iter().all(|row| attachment(row.name) == Some(row)));
    assert!(ATTACHMENTS.windows(2).all(|pair| pair[0].since.version <= pair[1].since.version));
    assert!(KFUNCS.windows(2).all(|pair| pair[0].name < pair[1].name));
    for row in FEATURES {
        assert!(row.on_arm64.is_none_or(|later| later.version > row.since.version), "{row:?}");
        assert_eq!(feature(row.name), Some(row));
    }
}

#[test]
fn flags_that_no_row_names_are_handed_back() {
    let (known, unknown) = map_flags(1 | 1 << 10 | 1 << 30);
    let names: Vec<_> = known.map(|flag| flag.name).collect();
    assert_eq!((names, unknown), (vec!["BPF_F_NO_PREALLOC", "BPF_F_MMAPABLE"], 1 << 30));
}

#[test]
fn commits_are_twelve_digits() {
    assert_eq!(Commit::new("d0003ec01c66").to_string(), "Linux commit d0003ec01c66");
    for wrong in ["", "d0003ec01c6", "d0003ec01c667", "D0003ec01c66", "d0003ec01c6g", "d0003ec01cé"] {
        assert!(std::panic::catch_unwind(|| Commit::new(wrong)).is_err(), "{wrong}");
    }
}

#[test]
fn versions_are_ordered_by_number_and_not_by_text() {
    assert!(KernelVersion::new(5, 8) < KernelVersion::new(5, 10));
    assert!(KernelVersion::new(6, 0) > KernelVersion::new(5, 19));
}
