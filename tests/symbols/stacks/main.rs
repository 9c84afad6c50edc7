//! Stacks that BPF programs take of real processes and the kernel, and the names that are found for them.

mod kernel;
mod process;
mod sampled;
mod spinning;
