//! What it takes to open, load and attach a tracer.

use std::process::Command;

use super::super::{Goal, figure, median};
use super::number;
use super::peers::Peers;
use crate::Result;

const TURNS: usize = 41;

pub(super) fn run(peers: &Peers) -> Result {
    let tools = [
        peers.coolbpf.join("tracer"),
        peers.coolbpf.join("adaptive"),
        peers.c.join("tracer"),
        peers.libbpf_rs.join("tracer"),
        peers.aya.join("tracer"),
    ];
    let mut milliseconds = [const { Vec::new() }; 5];
    for _ in 0..TURNS {
        for (tool, milliseconds) in tools.iter().zip(&mut milliseconds) {
            milliseconds.push(number(Command::new(tool).arg("load"))? / 1e6);
        }
    }
    let [coolbpf, adaptive, c, libbpf_rs, aya] = milliseconds.map(median);
    println!(
        "milliseconds to open, load and attach: coolbpf {coolbpf:.2}, with coolbpf.h {adaptive:.2}; C {c:.2}, \
         libbpf-rs {libbpf_rs:.2}, aya {aya:.2}"
    );
    figure("runtime.load_to_c", coolbpf / c, Goal::AtMost(1.05));
    Ok(())
}
