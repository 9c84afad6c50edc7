//! What programs use that older kernels lack, and what they say then.

use coolbpf_features::{newer_helper, newer_map};

use crate::since;
use crate::system::{nice, tid};

#[test]
fn a_helper_that_the_kernel_lacks_is_named() {
    since::HELPER.is_shown_by(|| {
        let mut open = newer_helper::open()?;
        open.rodata().tid = tid();
        let mut bpf = open.load()?;
        bpf.attach()?;
        nice(5);
        let bss = bpf.bss().read()?;
        assert_eq!((bss.comparisons, bss.order > 0), (1, true), "threads have names");
        Ok(())
    });
}

#[test]
fn a_map_whose_type_the_kernel_lacks_is_named() {
    since::MAP_TYPE.is_shown_by(|| {
        let mut open = newer_map::open()?;
        open.rodata().tid = tid();
        let mut bpf = open.load()?;
        bpf.maps.filter.insert(&7)?;
        assert!(bpf.maps.filter.may_contain(&7)?);
        assert!((100..200).any(|value| !bpf.maps.filter.may_contain(&value).is_ok_and(|may| may)));
        bpf.attach()?;
        nice(7);
        assert_eq!(bpf.bss().read()?.known, 7);
        Ok(())
    });
}
