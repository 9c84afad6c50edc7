//! What an entry of a map costs.

use std::process::Command;

use super::super::{Goal, figure};
use super::peers::Peers;
use crate::Result;
use crate::command::output;

pub(super) fn run(peers: &Peers) -> Result {
    let said = output(&mut Command::new(peers.coolbpf.join("maps")))?;
    let pair = |name: &str| -> Result<(f64, f64)> {
        let line = said.lines().find_map(|line| line.strip_prefix(name));
        let words: Vec<f64> =
            line.into_iter().flat_map(str::split_whitespace).filter_map(|word| word.parse().ok()).collect();
        match words[..] {
            [one, other] => Ok((one, other)),
            _ => Err(format!("the maps' tool says nothing of `{name}`: {said}").into()),
        }
    };
    for name in ["get", "insert"] {
        let (typed, bare) = pair(name)?;
        println!("nanoseconds to {name}: {typed:.0}; the bare system call: {bare:.0}");
        figure(&format!("runtime.{name}_to_syscall"), typed / bare, Goal::AtMost(1.03));
    }
    let (batches, one_by_one) = pair("iterate")?;
    println!("nanoseconds for an entry of a million: by batches {batches:.0}, one by one {one_by_one:.0}");
    figure("runtime.batch_speedup", one_by_one / batches, Goal::AtLeast(10.0));
    Ok(())
}
