//! `cargo xtask bench tools`: what the tools take of a host, beside the same tools of BCC and of its libbpf-tools, both as Debian has them.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use super::bcc::with_headers;
use super::process::{Memory, Tracer};
use super::{Goal, figure, median};
use crate::command::output;
use crate::{Result, prerequisites, tools};

const TURNS: usize = 5;
/// After so many lines, the memory is measured.
const LINES: usize = 40;

pub(super) fn run() -> Result {
    prerequisites::require_bpf("bench tools")?;
    prerequisites::install(&[prerequisites::PEERS, prerequisites::TOOLS])?;
    let ours = tools::build()?;
    sizes(&ours)?;
    memory(&ours, "execsnoop", &[], &[])?;
    memory(&ours, "runqlat", &["--every", "1"], &["1"])
}

fn sizes(ours: &Path) -> Result {
    let kibibytes = |file: &Path| -> Result<u64> { Ok(fs::metadata(file)?.len() / 1024) };
    println!("all tools of coolbpf in one static file: {} KiB", kibibytes(ours)?);
    println!(
        "execsnoop of libbpf-tools, with shared libraries: {} KiB",
        kibibytes("/usr/sbin/execsnoop".as_ref())?
    );
    // What Debian installs, without Python.
    let packages =
        ["libbpf-tools", "bpfcc-tools", "python3-bpfcc", "libbpfcc", "libclang-cpp14", "libllvm14"];
    let format = "${Package} ${Version}: ${Installed-Size} KiB installed\n";
    print!("{}", output(Command::new("dpkg-query").args(["--show", "--showformat", format]).args(packages))?);
    Ok(())
}

/// Measures what a tool takes of each kind. BCC's does not run on every kernel.
fn memory(file: &Path, tool: &str, our_arguments: &[&str], their_arguments: &[&str]) -> Result {
    let (mut ours, mut in_c, mut bcc) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..TURNS {
        ours.push(measured(Command::new(file).arg(tool).args(our_arguments))?);
        in_c.push(measured(Command::new(Path::new("/usr/sbin").join(tool)).args(their_arguments))?);
        let mut python = with_headers()?;
        python.arg(format!("/usr/sbin/{tool}-bpfcc")).args(their_arguments);
        bcc.extend(measured(python.env("PYTHONUNBUFFERED", "1").stderr(Stdio::null())).ok());
    }
    let of = |name: &str, runs: &[Memory]| {
        let resident = median(runs.iter().map(|memory| memory.resident).collect());
        let share = median(runs.iter().map(|memory| memory.share).collect());
        println!("{tool} of {name}: {resident:.0} KiB resident, {share:.0} KiB as its share");
        resident
    };
    let (ours, in_c) = (of("coolbpf-tools", &ours), of("libbpf-tools", &in_c));
    figure(&format!("tools.{tool}_memory_to_c"), ours / in_c, Goal::AtMost(1.2));
    if bcc.is_empty() {
        println!("{tool} of BCC does not run on this kernel");
    } else {
        figure(&format!("tools.{tool}_memory_bcc_saving"), of("BCC", &bcc) / ours, Goal::AtLeast(35.0));
    }
    Ok(())
}

/// What a tool takes while programs are started, which all tools here tell of.
fn measured(tool: &mut Command) -> Result<Memory> {
    let mut tracer = Tracer(tool.stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?);
    let output = tracer.0.stdout.take().ok_or("a process has no pipe")?;
    let mut lines = BufReader::new(output).lines();
    std::thread::scope(|scope| {
        let reader = scope.spawn(|| (0..LINES).try_for_each(|_| lines.next().ok_or(()).map(drop)));
        while !reader.is_finished() {
            // What it is doesn't matter, only that it is started.
            let _ = Command::new("/bin/true").status();
        }
        reader.join().is_ok_and(|read| read.is_ok())
    })
    .then(|| Memory::of(tracer.0.id()))
    .ok_or("a tool ended early")?
}
