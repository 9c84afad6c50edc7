//! The kernels that guests of the tests boot, in the store of `cargo coolbpf kernels`.

use coolbpf_vm::{Arch, Archive, Progress, Source, Store, Wanted};

use crate::Result;

/// The oldest that Debian's archive has, one in the middle, and the newest.
pub(crate) const QUICK: &[&str] = &["5.10", "6.12", "newest"];

/// Puts Debian's kernels into the store unless they are there, each as `cargo coolbpf kernels add` takes it. Where the archive
/// can't be asked, one that is there already does.
pub(crate) fn keep(arch: Arch, kernels: &[&str]) -> Result {
    let store = Store::open(None)?;
    for kernel in kernels {
        let wanted: Wanted = kernel.parse()?;
        let source = Source::Debian { wanted: wanted.clone(), arch, archive: Archive::default() };
        let mut tell = |progress: Progress<'_>| {
            let (Progress::Doing(what) | Progress::Said(what)) = progress;
            println!("kernel {kernel} for {arch}: {what}");
        };
        let Err(error) = store.add(&source, &mut tell) else { continue };
        let kept = store.find(&wanted, arch).map_err(|_| {
            format!("tests boot the kernel {kernel} for {arch}, which can't be had: {error}; `cargo coolbpf kernels add FILE` adds one")
        })?;
        println!("kernel {kernel} for {arch}: using {} that is kept: {error}", kept.release);
    }
    Ok(())
}
