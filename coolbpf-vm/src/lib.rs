//! Kernels kept in a cache, and virtual machines that run a command on one of them.
//!
//! A [`Kernel`] is a bootable image with what belongs to it: its types, its modules.

mod bare;
mod files;
mod guest;
mod initramfs;
mod kernel;
mod libraries;
mod poverty;
#[allow(dead_code, reason = "the half of it that the init uses")]
mod protocol;
mod qemu;
#[cfg(test)]
#[path = "../guest/refusal.rs"]
#[allow(dead_code, unreachable_pub, reason = "the init's, tested here")]
mod refusal;
mod watch;

pub use bare::{BareGuest, Ran};
pub use coolbpf_contract::{Error, Result};
pub use files::Files;
pub use guest::{Command, Guest, Outcome, Stream};
pub use kernel::{
    Added, Arch, Archive, Boot, Kernel, Module, Offer, Progress, Source, Store, Version, Wanted,
};
pub use poverty::Lack;
