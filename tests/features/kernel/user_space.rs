//! Programs that watch processes.

use std::hint::black_box;
use std::process;

use coolbpf::ErrorKind;
use coolbpf::attach::{Uprobe, Usdt};
use coolbpf_features::{declared, tracing};
use probe::probe;

use crate::since;
use crate::system::tid;

const THIS_BINARY: &str = "/proc/self/exe";

/// The function that is watched.
// SAFETY: no other symbol has this name.
#[unsafe(no_mangle)]
#[inline(never)]
extern "C" fn coolbpf_features_called(value: i32) -> i32 {
    black_box(value) + 1
}

/// Runs what is watched.
fn call(value: i32) {
    assert_eq!(black_box(coolbpf_features_called)(black_box(value)), value + 1);
}

/// Passes by the probe that this binary declares.
fn declared_probe(value: i64) {
    probe!(coolbpf_features, called, black_box(value));
}

#[test]
fn a_uprobe_sees_the_arguments_of_the_function_that_its_section_names() {
    since::UPROBE.is_shown_by(|| {
        let mut open = tracing::open()?;
        open.rodata().tid = tid();
        open.progs.uprobe.set_autoload(true)?;
        let mut bpf = open.load()?;
        bpf.attach()?;
        call(41);
        let bss = bpf.bss().read()?;
        assert_eq!((bss.calls, bss.nice), (1, 41));
        Ok(())
    });
}

#[test]
fn a_uprobe_is_attached_by_path_function_and_process() {
    since::ATTACH_UPROBE.is_shown_by(|| {
        let mut open = tracing::open()?;
        open.rodata().tid = tid();
        open.progs.uretprobe.set_autoload(true)?;
        let bpf = open.load()?;
        let function = Uprobe::new(THIS_BINARY).function("coolbpf_features_called").pid(process::id());
        let link = bpf.progs.uretprobe.attach_to(function)?;
        call(41);
        drop(link);
        call(50);
        let bss = bpf.bss().read()?;
        assert_eq!((bss.calls, bss.result), (1, 42));
        Ok(())
    });
}

#[test]
fn a_declared_probe_is_attached_by_path_provider_name_and_process() {
    since::ATTACH_USDT.is_shown_by(|| {
        let mut open = declared::open()?;
        open.rodata().tid = tid();
        let bpf = open.load()?;
        let attach = |probe| {
            let probe = Usdt::new(THIS_BINARY, "coolbpf_features", probe).pid(process::id());
            bpf.progs.on_called.attach_to(probe)
        };
        let missing = attach("none").unwrap_err();
        assert_eq!(missing.kind(), ErrorKind::NoAttachPoint, "{missing:#}");
        let link = attach("called")?;
        declared_probe(43);
        drop(link);
        declared_probe(50);
        let bss = bpf.bss().read()?;
        assert_eq!((bss.calls, bss.argument), (1, 43));
        Ok(())
    });
}

#[test]
fn a_probe_that_a_binary_declares_gives_its_arguments() {
    since::USDT.is_shown_by(|| {
        let mut open = declared::open()?;
        open.rodata().tid = tid();
        let mut bpf = open.load()?;
        bpf.attach()?;
        declared_probe(43);
        let bss = bpf.bss().read()?;
        assert_eq!((bss.calls, bss.argument), (1, 43));
        Ok(())
    });
}
