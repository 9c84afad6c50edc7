//! Kernels kept in a cache, and virtual machines that run a command on one of them.
//!
//! A [`Kernel`] is a bootable image with what belongs to it: its types, its modules.

mod kernel;

pub use coolbpf_contract::{Error, Result};
pub use kernel::{Arch, Boot, Kernel, Module, Version};
