//! The first and only process that a guest starts with: it mounts what an observability tool needs, runs one job, tells the host
//! what the job wrote and how it ended.
//!
//! It is compiled by `rustc` alone, against `std`, and linked statically. What goes wrong here is a frame to the host where the
//! host can do something about it, and a line on the console where the job may do without.

mod arguments;
mod channel;
mod job;
mod loops;
mod modules;
mod mounts;
#[path = "../src/poverty.rs"]
#[allow(dead_code, reason = "the host's half")]
mod poverty;
#[path = "../src/protocol.rs"]
#[allow(dead_code, reason = "the host's half")]
mod protocol;
mod refusal;
mod supervision;
mod system;

use std::fs;
use std::path::Path;

use channel::Channel;
use poverty::Lack;
use protocol::{Frame, JOB_FILE, Job};

fn main() {
    mounts::mount_all();
    let mut channel = match Channel::open() {
        Ok(channel) => channel,
        // The end of the first process is a panic, which the host sees.
        Err(error) => return eprintln!("coolbpf: open the channel to the host: {error}"),
    };
    channel.send(&Frame::Ready);
    let end = run(&mut channel).unwrap_or_else(Frame::Failed);
    channel.send(&end);
    channel.drain();
    // The host has heard all and ends the machine; this is for one that doesn't.
    system::power_off();
}

/// Does the job. Gives the last frame.
fn run(channel: &mut Channel) -> Result<Frame, String> {
    let bytes = fs::read(JOB_FILE).map_err(|error| format!("read {JOB_FILE}: {error}"))?;
    let job = Job::decode(&bytes).map_err(|error| format!("read {JOB_FILE}: {error}"))?;
    if let Some(own) = Path::new(JOB_FILE).parent() {
        modules::load(&job.modules)?;
        // The job sees a plain system.
        fs::remove_dir_all(own).map_err(|error| format!("remove {}: {error}", own.display()))?;
    }
    system::loopback_up().unwrap_or_else(|error| eprintln!("coolbpf: set lo up: {error}"));
    system::set_host_name("guest").unwrap_or_else(|error| eprintln!("coolbpf: set the host name: {error}"));
    prepare(&job.lacks)?;
    job::run(&job, channel)
}

/// Makes what this process starts from now on lack what it is to lack.
fn prepare(lacks: &[Lack]) -> Result<(), String> {
    for lack in lacks {
        match *lack {
            Lack::KernelTypes => mounts::hide_kernel_types()?,
            Lack::LockedMemory { kib } => system::limit_locked_memory(u64::from(kib) << 10)
                .map_err(|error| format!("limit locked memory: {error}"))?,
            Lack::ProbeEvents => mounts::hide_probe_events()?,
            Lack::FileSystem(place) => mounts::unmount(place)?,
            Lack::LaterRelease { major, minor } => mounts::tell_release(major, minor)?,
            _ => {}
        }
    }
    if lacks.iter().any(|lack| lack.is_refused_by_call()) {
        supervision::supervise_children(lacks.to_vec())
            .map_err(|error| format!("supervise the job's bpf(2): {error}"))?;
    }
    Ok(())
}
