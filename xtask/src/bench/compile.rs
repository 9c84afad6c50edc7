//! `cargo xtask bench compile`: what a compile costs, against clang with the whole `vmlinux.h` and against clang on
//! next to nothing.
//!
//! The cost is CPU time, of this process and of clang together. This process is built as a build script is: without
//! optimization.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use coolbpf_compiler::{Toolchain, compile, vmlinux_h};
use coolbpf_contract::{Arch, Options, Request, SourcePath, Sources};

use super::{Goal, figure, median};
use crate::Result;

/// Programs of about execsnoop's size.
const PROGRAMS: [&str; 15] = [
    "arrays_of_pointers",
    "bitfields",
    "core_exists",
    "core_read_chain",
    "execsnoop",
    "fentry",
    "iter_task",
    "kprobe_pt_regs",
    "ksyscall",
    "per_cpu_array",
    "perf_event",
    "sockops",
    "subprograms",
    "v1_style",
    "xdp_counter",
];
const ROUNDS: usize = 7;

pub(super) fn run() -> Result {
    let toolchain = Toolchain::find()?;
    println!("{}", toolchain.id());
    let compiler = Path::new(env!("CARGO_MANIFEST_DIR")).join("../coolbpf-compiler").canonicalize()?;
    let directory = tempfile::tempdir()?;
    fs::write(directory.path().join("vmlinux.h"), vmlinux_h(Arch::X86_64))?;
    fs::write(directory.path().join("trivial.bpf.c"), "int x;\n")?;
    let mut whole: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    let mut sliced: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    let mut trivial = Vec::new();
    for round in 0..=ROUNDS {
        for name in PROGRAMS {
            let source = compiler.join("tests/programs").join(name).with_extension("bpf.c");
            let clang = |source: &Path| {
                let mut command = Command::new(toolchain.path());
                command.args([
                    "-target",
                    "bpf",
                    "-O2",
                    "-g",
                    "-mcpu=v3",
                    "-D__TARGET_ARCH_x86",
                    "-fms-extensions",
                ]);
                command.arg("-Wno-microsoft-anon-tag").arg("-I").arg(directory.path());
                command.arg("-I").arg(compiler.join("bundle/include")).arg("-c").arg(source);
                command.arg("-o").arg(directory.path().join("object.o"));
                succeed(&mut command)
            };
            let with_whole_header = milliseconds(|| clang(&source))?;
            let request = request(name, fs::read(&source)?)?;
            let with_slice = milliseconds(|| {
                compile(&request, &toolchain)?;
                Ok(())
            })?;
            let floor = milliseconds(|| clang(&directory.path().join("trivial.bpf.c")))?;
            // The first round brings everything into the page cache.
            if round > 0 {
                whole.entry(name).or_default().push(with_whole_header);
                sliced.entry(name).or_default().push(with_slice);
                trivial.push(floor);
            }
        }
    }
    let floor = median(trivial);
    println!("a trivial file: {floor:.0} ms");
    println!("{:<20} {:>9} {:>9}", "program", "whole, ms", "slice, ms");
    let (mut speedups, mut over_floor) = (Vec::new(), Vec::new());
    for name in PROGRAMS {
        let [whole, sliced] = [&whole[name], &sliced[name]].map(|values| median(values.clone()));
        println!("{name:<20} {whole:>9.0} {sliced:>9.0}");
        speedups.push(whole / sliced);
        over_floor.push(sliced - floor);
    }
    figure("compile.slice_speedup", median(speedups), Goal::AtLeast(4.0));
    figure("compile.over_floor_ms", median(over_floor), Goal::AtMost(60.0));
    Ok(())
}

fn request(name: &str, text: Vec<u8>) -> Result<Request> {
    let main: SourcePath = format!("src/bpf/{name}.bpf.c").parse()?;
    let sources = Sources::new(main.clone(), [(main, text)].into())?;
    Ok(Request { sources, options: Options::default(), arch: Arch::X86_64 })
}

fn succeed(command: &mut Command) -> Result {
    let output = command.output()?;
    if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into()) }
}

/// The CPU time that `work` takes, in this process and in those that it waits for.
fn milliseconds(work: impl FnOnce() -> Result) -> Result<f64> {
    let before = cpu_time();
    work()?;
    Ok((cpu_time() - before) * 1e3)
}

/// The CPU time of this process and of those that it has waited for, in seconds.
fn cpu_time() -> f64 {
    let mut seconds = 0.0;
    for who in [libc::RUSAGE_SELF, libc::RUSAGE_CHILDREN] {
        // SAFETY: `rusage` is a struct of integers, for which zero is a value.
        let mut usage: libc::rusage = unsafe { std::mem::zeroed() };
        // SAFETY: `usage` is a writable `rusage`; with these constants, the call can't fail.
        unsafe { libc::getrusage(who, &raw mut usage) };
        for time in [usage.ru_utime, usage.ru_stime] {
            seconds += time.tv_sec as f64 + time.tv_usec as f64 / 1e6;
        }
    }
    seconds
}
