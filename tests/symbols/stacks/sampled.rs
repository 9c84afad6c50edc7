//! Samples of a process.

use std::time::{Duration, Instant};

use coolbpf::Frame;
use coolbpf::attach::{PerfEvent, SoftwareEvent};
use coolbpf_symbols_tests::sampler;

/// A sample, and the stacks that it names.
pub(crate) struct Sample {
    pub(crate) comm: String,
    pub(crate) user: Vec<u64>,
    pub(crate) files: Vec<Frame>,
    pub(crate) kernel: Vec<u64>,
}

fn read(bpf: &sampler::Bpf, sample: &sampler::types::sample) -> coolbpf::Result<Sample> {
    Ok(Sample {
        comm: sample.comm.to_string(),
        user: bpf.maps.stacks.get(sample.user)?.unwrap_or_default(),
        files: bpf.maps.files.frames(sample.files)?.unwrap_or_default(),
        kernel: bpf.maps.stacks.get(sample.kernel)?.unwrap_or_default(),
    })
}

/// The first sample of the process that is as wanted, of those that a clock takes.
pub(crate) fn of(process: u32, is_wanted: impl FnMut(&Sample) -> bool) -> Sample {
    let mut open = sampler::open().unwrap();
    open.rodata().process = process;
    open.progs.on_clock.set_autoload(true).unwrap();
    let bpf = open.load().unwrap();
    let clock = PerfEvent::software(SoftwareEvent::CpuClock).pid(process).frequency(1000);
    let _links = bpf.progs.on_clock.attach_to(clock).unwrap();
    let deadline = Instant::now() + Duration::from_secs(60);
    let events = bpf.events().unwrap().ignore_signals().ignore_stdout().deadline(deadline);
    let mut samples = events.map(|sample| read(&bpf, &sample.unwrap()).unwrap());
    samples.find(is_wanted).expect("some sample is as wanted")
}

/// The sample of this thread's own call into the kernel.
pub(crate) fn of_a_system_call() -> Sample {
    let mut open = sampler::open().unwrap();
    open.rodata().process = std::process::id();
    open.progs.on_setpriority.set_autoload(true).unwrap();
    let mut bpf = open.load().unwrap();
    bpf.attach().unwrap();
    rustix::process::setpriority_process(None, 0).unwrap();
    let deadline = Instant::now() + Duration::from_secs(60);
    let mut events = bpf.events().unwrap().ignore_signals().ignore_stdout().deadline(deadline);
    let sample = events.next().expect("the call was seen").unwrap();
    read(&bpf, &sample).unwrap()
}
