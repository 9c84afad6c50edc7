//! What a record costs that is read from a full ring buffer.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use super::super::{Goal, figure, median};
use super::peers::Peers;
use crate::Result;

/// How often each tool is started anew: where its memory lies, and the ring, counts.
const STARTS: usize = 9;
const TURNS: usize = 40;

/// A tool that drains its ring buffer when it is asked to.
struct Drainer {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Drainer {
    /// Starts it on one processor.
    fn start(program: &Path, arguments: &[&str], processor: &str) -> Result<Self> {
        let mut command = Command::new("taskset");
        command.args(["--cpu-list", processor]).arg(program).args(arguments);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err("a process has no pipes".into());
        };
        Ok(Self { child, input, output: BufReader::new(output) })
    }

    /// The nanoseconds that a record took.
    fn drain(&mut self) -> Result<f64> {
        writeln!(self.input)?;
        let mut line = String::new();
        self.output.read_line(&mut line)?;
        let words: Vec<f64> = line.split_whitespace().filter_map(|word| word.parse().ok()).collect();
        match words[..] {
            // What a ring of 256 KiB holds.
            [8191.0, nanoseconds, _] => Ok(nanoseconds / 8191.0),
            _ => Err(format!("a tool drained its ring buffer of {line:?}").into()),
        }
    }
}

impl Drop for Drainer {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub(super) fn run(peers: &Peers) -> Result {
    let tools = [
        (peers.coolbpf.join("ring"), &[][..]),
        (peers.coolbpf.join("ring"), &["in place"][..]),
        (peers.c.join("ring"), &[]),
        (peers.libbpf_rs.join("ring"), &[]),
        (peers.aya.join("ring"), &[]),
    ];
    let last = (std::thread::available_parallelism()?.get() - 1).to_string();
    let mut of_starts = [const { Vec::new() }; 5];
    for _ in 0..STARTS {
        let mut drainers = Vec::new();
        for (program, arguments) in &tools {
            drainers.push(Drainer::start(program, arguments, &last)?);
        }
        let mut of_turns = [const { Vec::new() }; 5];
        for _ in 0..TURNS {
            for (drainer, nanoseconds) in drainers.iter_mut().zip(&mut of_turns) {
                nanoseconds.push(drainer.drain()?);
            }
        }
        for (all, turns) in of_starts.iter_mut().zip(of_turns) {
            all.push(median(turns));
        }
    }
    let [iterator, in_place, c, libbpf_rs, aya] = of_starts.map(median);
    println!(
        "nanoseconds of processor time for a record: coolbpf {iterator:.2}, in place {in_place:.2}; C {c:.2}, \
         libbpf-rs {libbpf_rs:.2}, aya {aya:.2}"
    );
    figure("runtime.ring_to_c", iterator / c, Goal::AtMost(1.05));
    figure("runtime.ring_in_place_to_c", in_place / c, Goal::AtMost(1.05));
    figure("runtime.ring_to_libbpf_rs", iterator / libbpf_rs, Goal::AtMost(1.0));
    figure("runtime.ring_in_place_to_libbpf_rs", in_place / libbpf_rs, Goal::AtMost(1.0));
    figure("runtime.ring_to_aya", iterator / aya, Goal::AtMost(1.0));
    figure("runtime.ring_in_place_to_aya", in_place / aya, Goal::AtMost(1.0));
    Ok(())
}
