//! System calls by which the tests have the kernel run programs.

use std::io;

use rustix::process::setpriority_process;
use rustix::thread::{self, CpuSet};

/// This thread's number.
pub(crate) fn tid() -> u32 {
    thread::gettid().as_raw_nonzero().get().cast_unsigned()
}

/// Sets the nice value of this thread: the call that most programs here watch.
pub(crate) fn set_nice(value: i32) -> io::Result<()> {
    Ok(setpriority_process(None, value)?)
}

/// What a test does where coolbpf's errors are expected, and the system's are none of them.
pub(crate) fn nice(value: i32) {
    set_nice(value).expect("root may set priorities");
}

/// Keeps this thread on one CPU, where events have one order.
pub(crate) fn stay() {
    let mut first = CpuSet::new();
    first.set(0);
    thread::sched_setaffinity(None, &first).expect("CPU 0 is always there");
}
