//! Features of the runtime that are off by default, on the kernel that runs this.

mod dynamic;
mod metrics;
