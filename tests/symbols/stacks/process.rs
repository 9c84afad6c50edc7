//! The functions of processes.

use std::fs;
use std::process::Command;

use coolbpf::Frame;
use coolbpf::symbols::{FoldedStacks, Symbol, Symbolizer};

use crate::sampled::{self, Sample};
use crate::spinning::{Spin, Spinning, file_name, line_with};

/// A stack that ends in the loop of `spin.rs`, as most do, and what `symbols` says of it.
fn sample(spinning: &Spinning, symbols: &mut Symbolizer) -> (Sample, Vec<Symbol>) {
    let pid = spinning.pid();
    let sample = sampled::of(pid, |sample| is_of_spin(&symbols.process(pid, &sample.user)));
    let stack = symbols.process(pid, &sample.user);
    (sample, stack)
}

fn names(symbols: &[Symbol]) -> Vec<&str> {
    symbols.iter().filter_map(|symbol| symbol.function.as_deref()).collect()
}

/// Whether it is in `innermost`, or in what the compiler inlined into it.
fn is_of_spin(symbols: &[Symbol]) -> bool {
    names(symbols).windows(3).any(|names| names == ["spin::innermost", "spin::deep::outermost", "spin::main"])
}

#[test]
fn functions_and_those_inlined_into_them_have_names_and_places() {
    let spin = Spin::new();
    let spinning = spin.start();
    let (_, stack) = sample(&spinning, &mut Symbolizer::new());
    let at = names(&stack).iter().position(|name| *name == "spin::innermost").unwrap();
    let (innermost, outermost) = (&stack[at], &stack[at + 1]);
    assert!(innermost.is_inlined && !outermost.is_inlined && innermost.address == outermost.address);
    assert_eq!(outermost.module.as_deref(), spin.program.to_str());
    let place = |symbol: &Symbol| symbol.source.clone().expect("spin.rs has debug information");
    assert_eq!(file_name(&place(innermost).file), "spin.rs");
    let (inner, outer) = (place(innermost).line.unwrap(), place(outermost).line.unwrap());
    assert!(inner.abs_diff(line_with("// the line of innermost")) <= 1, "{inner}");
    assert_eq!(outer, line_with("// the line of the call"));
    assert!(outermost.to_string().starts_with("spin::deep::outermost+0x"), "{outermost}");
    assert!(place(outermost).to_string().contains(&format!("spin.rs:{outer}")));
}

#[test]
fn what_is_called_is_told_by_the_byte_before_the_one_that_the_call_returns_to() {
    let spin = Spin::new();
    let spinning = spin.start();
    let mut symbols = Symbolizer::new();
    let (_, function) = sample(&spinning, &mut symbols);
    let outermost = function.iter().find(|symbol| !symbol.is_inlined).unwrap();
    let start = outermost.address - outermost.offset;
    // The first address of a stack is where it is; the same as a caller's is behind the function that lies before.
    let first = symbols.process(spinning.pid(), &[start]);
    assert_eq!(first.last().unwrap().to_string(), "spin::deep::outermost+0x0");
    let caller = symbols.process(spinning.pid(), &[start, start]);
    assert_ne!(caller.last().unwrap().function.as_deref(), Some("spin::deep::outermost"));
    let behind = symbols.process(spinning.pid(), &[start, start + 1]);
    assert_eq!(behind.last().unwrap().to_string(), "spin::deep::outermost+0x1");
}

#[test]
fn a_stripped_program_has_names_by_the_debug_information_of_its_build_id() {
    let spin = Spin::new();
    let debug = spin.strip();
    let spinning = spin.start();
    let (sample, _) = sample(&spinning, &mut Symbolizer::with_debug_directories([debug]));
    let bare = Symbolizer::new().process(spinning.pid(), &sample.user);
    assert!(!names(&bare).iter().any(|name| name.contains("spin")), "{bare:#?}");
    assert!(bare[0].module.as_deref() == spin.program.to_str() && bare[0].unknown.is_some(), "{bare:#?}");
    assert_eq!(bare[0].to_string(), format!("{:#x}", sample.user[0]));
}

#[test]
fn a_process_that_has_ended_has_names_where_it_was_remembered() {
    let spin = Spin::new();
    let spinning = spin.start();
    let (sample, _) = sample(&spinning, &mut Symbolizer::new());
    let pid = spinning.pid();
    let mut symbols = Symbolizer::new();
    symbols.remember(pid).unwrap();
    drop(spinning);
    fs::remove_file(&spin.program).unwrap();
    let stack = symbols.process(pid, &sample.user);
    assert!(is_of_spin(&stack), "{stack:#?}");
    let unknown = Symbolizer::new().process(pid, &sample.user);
    assert_eq!(unknown.len(), sample.user.len());
    let why = unknown[0].unknown.as_deref().unwrap();
    assert!(why.starts_with(&format!("what process {pid} has mapped is unknown: ")), "{why}");
    let error = Symbolizer::new().remember(pid).unwrap_err();
    assert!(error.to_string().contains(&format!("/proc/{pid}/maps")), "{error}");
}

#[test]
fn stacks_of_build_ids_have_names_without_their_process() {
    let spin = Spin::new();
    let spinning = spin.start();
    let pid = spinning.pid();
    let is_told = |sample: &Sample| matches!(sample.files.first(), Some(Frame::InFile { .. }));
    let mut symbols = Symbolizer::new();
    let sample =
        sampled::of(pid, |sample| is_told(sample) && is_of_spin(&symbols.process(pid, &sample.user)));
    let by_process = Symbolizer::new().frames(Some(pid), &sample.files);
    assert!(is_of_spin(&by_process), "{by_process:#?}");
    drop(spinning);
    let mut symbols = Symbolizer::new();
    let unknown = symbols.frames(None, &sample.files);
    assert_eq!(unknown[0].unknown.as_deref(), Some("no file with this build ID is known"));
    symbols.add_file(&spin.program).unwrap();
    let stack = symbols.frames(None, &sample.files);
    assert!(is_of_spin(&stack), "{stack:#?}");
    let bare = symbols.frames(None, &[Frame::Address(7)]);
    assert!(bare[0].address == 7 && bare[0].unknown.is_some());
    assert!(symbols.add_file("/nowhere/spin").unwrap_err().to_string().contains("/nowhere/spin"));
}

#[test]
fn a_program_of_other_mounts_has_names() {
    let spin = Spin::new();
    let hidden = spin.directory.path().join("hidden");
    fs::create_dir(&hidden).unwrap();
    let script = "mount -t tmpfs none \"$1\" && cp \"$2\" \"$1/spin\" && exec \"$1/spin\"";
    let mut unshare = Command::new("unshare");
    unshare.args(["--mount", "--propagation", "private", "sh", "-c", script, "sh"]);
    let spinning = Spinning::start(unshare.arg(&hidden).arg(&spin.program));
    assert!(!hidden.join("spin").exists());
    let mut symbols = Symbolizer::new();
    let (sample, _) = sample(&spinning, &mut symbols);
    let pid = spinning.pid();
    drop(spinning);
    assert!(is_of_spin(&symbols.process(pid, &sample.user)), "its file system is gone with it");
}

#[test]
fn code_that_was_made_at_run_time_has_the_names_that_its_maker_wrote_down() {
    use rustix::mm::{MapFlags, ProtFlags, mmap_anonymous};

    let (length, flags) = (4096, ProtFlags::READ | ProtFlags::EXEC);
    // SAFETY: a new mapping at a place of the kernel's choice, which nothing else knows of.
    let code = unsafe { mmap_anonymous(std::ptr::null_mut(), length, flags, MapFlags::PRIVATE) }.unwrap();
    let (code, pid) = (code as u64, std::process::id());
    let mut symbols = Symbolizer::new();
    assert!(symbols.process(pid, &[code])[0].function.is_none());
    let names = format!("/tmp/perf-{pid}.map");
    let _ = fs::remove_file(&names);
    assert!(Command::new("mkfifo").arg(&names).status().unwrap().success());
    let mut symbols = Symbolizer::new();
    symbols.remember(pid).unwrap();
    assert!(symbols.process(pid, &[code])[0].function.is_none(), "nobody waits for a writer");
    fs::remove_file(&names).unwrap();
    fs::write(&names, format!("{code:x} 40 compiled \x1b[31mlate\n")).unwrap();
    let mut symbols = Symbolizer::new();
    let stack = symbols.process(pid, &[code + 8, code + 0x40, code + 0x100]);
    fs::remove_file(names).unwrap();
    assert_eq!(stack[0].to_string(), "compiled [31mlate+0x8");
    assert_eq!(stack[1].to_string(), "compiled [31mlate+0x40");
    assert!(stack[2].function.is_none() && stack[2].unknown.is_some(), "{stack:?}");
    // It is a copy, which whoever wrote the file can't take away.
    assert_eq!(symbols.process(pid, &[code + 8])[0], stack[0]);
}

#[test]
fn samples_become_folded_stacks_and_a_flame_graph() {
    let spin = Spin::new();
    let spinning = spin.start();
    let (sample, user) = sample(&spinning, &mut Symbolizer::new());
    let mut folded = FoldedStacks::new();
    folded.add(&sample.comm, &user, &[], 3);
    let text = folded.to_string();
    let (stack, count) = text.trim_end().rsplit_once(' ').unwrap();
    let frames: Vec<_> = stack.split(';').collect();
    assert_eq!((frames[0], count), ("spin", "3"));
    let outermost = frames.iter().position(|frame| *frame == "spin::deep::outermost").unwrap();
    assert_eq!((frames[outermost - 1], frames[outermost + 1]), ("spin::main", "spin::innermost_[i]"));
    let mut svg = Vec::new();
    folded.write_svg("spin", "samples", &mut svg).unwrap();
    let svg = String::from_utf8(svg).unwrap();
    for name in ["spin::deep::outermost", "spin::main"] {
        assert!(svg.contains(&format!("<title>{name} (3 samples, 100.00%)</title>")), "{name}: {svg}");
    }
}
