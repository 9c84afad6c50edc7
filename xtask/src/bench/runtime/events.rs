//! How soon a tracer prints its first event, and how much memory it then takes.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Instant;

use super::super::process::{Memory, Tracer};
use super::super::{Goal, figure, median};
use super::peers::Peers;
use crate::Result;

const TURNS: usize = 15;
const NAMES: [&str; 7] = ["coolbpf", "coolbpf, static", "coolbpf, small", "C", "libbpf-rs", "aya", "BCC"];
/// After so many events, the memory is measured.
const EVENTS: usize = 200;

/// What is measured of a tracer.
struct Run {
    milliseconds: f64,
    memory: Memory,
}

pub(super) fn run(peers: &Peers) -> Result {
    let tracer = |tool: &std::path::Path| Command::new(tool.join("tracer"));
    let mut of_tools = [const { Vec::new() }; 7];
    for _ in 0..TURNS {
        let tools = [
            tracer(&peers.coolbpf),
            tracer(&peers.fixed),
            tracer(&peers.small),
            tracer(&peers.c),
            tracer(&peers.libbpf_rs),
            tracer(&peers.aya),
            Peers::bcc()?,
        ];
        for (at, (tool, runs)) in tools.into_iter().zip(&mut of_tools).enumerate() {
            runs.push(trace(tool, at == 6)?);
        }
    }
    let medians = of_tools.map(|runs| {
        let of = |part: fn(&Run) -> f64| median(runs.iter().map(part).collect());
        Run {
            milliseconds: of(|run| run.milliseconds),
            memory: Memory { resident: of(|run| run.memory.resident), share: of(|run| run.memory.share) },
        }
    });
    for (name, Run { milliseconds, memory: Memory { resident, share } }) in NAMES.iter().zip(&medians) {
        println!(
            "{name}: {milliseconds:.1} ms to the first event, {resident:.0} KiB resident, {share:.0} KiB as its share"
        );
    }
    let [coolbpf, fixed, small, c, _, _, bcc] = medians;
    figure("runtime.first_event_bcc_speedup", bcc.milliseconds / coolbpf.milliseconds, Goal::AtLeast(50.0));
    figure("runtime.memory_to_c", coolbpf.memory.resident / c.memory.resident, Goal::AtMost(1.2));
    figure("runtime.memory_static_to_c", fixed.memory.resident / c.memory.resident, Goal::AtMost(1.2));
    figure("runtime.memory_small_to_c", small.memory.resident / c.memory.resident, Goal::AtMost(1.2));
    figure("runtime.memory_share_to_c", coolbpf.memory.share / c.memory.share, Goal::AtMost(1.2));
    figure("runtime.memory_bcc_saving", bcc.memory.resident / coolbpf.memory.resident, Goal::AtLeast(35.0));
    Ok(())
}

/// Starts a tracer while one program is started after the other. If it is prepared, the time counts from its first line on.
fn trace(mut tool: Command, is_prepared: bool) -> Result<Run> {
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(Ordering::Relaxed) {
                // What it is doesn't matter, only that it is started.
                let _ = Command::new("/bin/true").status();
            }
        });
        let run = (|| {
            let mut start = Instant::now();
            let mut tracer = Tracer(tool.stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?);
            let output = tracer.0.stdout.take().ok_or("a process has no pipe")?;
            let mut lines = BufReader::new(output).lines();
            let mut line = || lines.next().ok_or("a tracer ended early")?.map_err(crate::Error::from);
            if is_prepared {
                line()?;
                start = Instant::now();
            }
            line()?;
            let milliseconds = start.elapsed().as_secs_f64() * 1e3;
            for _ in 1..EVENTS {
                line()?;
            }
            Ok(Run { milliseconds, memory: Memory::of(tracer.0.id())? })
        })();
        done.store(true, Ordering::Relaxed);
        run
    })
}
