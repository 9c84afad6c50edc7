//! What it takes to open, load and attach a tracer.

use std::process::Command;

use super::super::{Goal, figure, median};
use super::number;
use super::peers::Peers;
use crate::Result;

const TURNS: usize = 41;

pub(super) fn run(peers: &Peers) -> Result {
    let tools = [
        (peers.coolbpf.join("tracer"), "load"),
        (peers.coolbpf.join("tracer"), "again"),
        (peers.coolbpf.join("adaptive"), "load"),
        (peers.c.join("tracer"), "load"),
        (peers.libbpf_rs.join("tracer"), "load"),
        (peers.aya.join("tracer"), "load"),
    ];
    let mut milliseconds = [const { Vec::new() }; 6];
    for _ in 0..TURNS {
        for ((tool, argument), milliseconds) in tools.iter().zip(&mut milliseconds) {
            milliseconds.push(number(Command::new(tool).arg(argument))? / 1e6);
        }
    }
    let [coolbpf, again, adaptive, c, libbpf_rs, aya] = milliseconds.map(median);
    println!(
        "milliseconds to open, load and attach: coolbpf {coolbpf:.2}, a second time {again:.2}, with coolbpf.h {adaptive:.2}; \
         C {c:.2}, libbpf-rs {libbpf_rs:.2}, aya {aya:.2}"
    );
    figure("runtime.load_to_c", coolbpf / c, Goal::AtMost(1.05));
    figure("runtime.load_again_to_first", again / coolbpf, Goal::AtMost(1.0));
    figure("runtime.load_to_aya", coolbpf / aya, Goal::AtMost(1.0));
    Ok(())
}
