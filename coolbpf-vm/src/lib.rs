//! Kernels kept in a cache, and virtual machines that run a command on one of them.
//!
//! A [`Kernel`] is a bootable image with what belongs to it: its types, its modules. A [`Store`] keeps them. A [`Guest`] is a kernel with
//! [`Files`]: it boots, runs one [`Command`] as root, passes on what that writes, and ends with an [`Outcome`]. What a guest holds, and
//! how host and guest speak, is in this project's `docs/VM.md`.
//!
//! ```no_run
//! use std::io::{Write as _, stdout};
//! use std::path::Path;
//!
//! use coolbpf_vm::{Arch, Command, Guest, Outcome, Store, Wanted};
//!
//! # fn main() -> coolbpf_vm::Result<()> {
//! let kernel = Store::open(None)?.find(&Wanted::Newest, Arch::native())?;
//! let mut guest = Guest::new(&kernel);
//! let program = Path::new("/bin/uname");
//! guest.files.add_program(program, program, kernel.arch)?;
//! let command = Command {
//!     program: program.into(),
//!     arguments: vec!["-r".into()],
//!     environment: Vec::new(),
//!     directory: "/".into(),
//! };
//! let outcome = guest.run(&command, &mut |_stream, bytes| stdout().write_all(bytes))?;
//! assert_eq!(outcome, Outcome::Exited(0));
//! # Ok(())
//! # }
//! ```

#[cfg(test)]
#[path = "../guest/arguments.rs"]
#[allow(unreachable_pub, reason = "the init's, tested here")]
mod arguments;
mod bare;
mod files;
mod guest;
mod initramfs;
mod kernel;
mod libraries;
#[cfg(test)]
#[path = "../guest/loops.rs"]
#[allow(unreachable_pub, reason = "the init's, tested here")]
mod loops;
mod poor;
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
pub use poor::Poor;
pub use poverty::Lack;
pub use qemu::Qemu;
