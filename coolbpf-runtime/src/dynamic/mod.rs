//! Programs that are compiled while the application runs: C text goes to a compile server, and comes back as an object that is
//! loaded as those are that a build embedded. There is no compiler on this machine.
//!
//! ```no_run
//! use coolbpf::dynamic::{Compiler, Source};
//!
//! # fn example(text: &str) -> coolbpf::Result<()> {
//! let compiler = Compiler::new("https://bpf.example.com")?.keys(["RWQ3..."])?.cache("/var/cache/tool");
//! let object = compiler.compile(&Source::new("execs.bpf.c", text)?)?;
//! let mut open = object.open()?;
//! open.set_global("min_uid", 1000_u32)?;
//! let mut bpf = open.load()?;
//! bpf.attach()?;
//! for event in bpf.map("events")?.events()? {
//!     println!("{}", event?);
//! }
//! for entry in bpf.map("counts")?.iter() {
//!     let (key, value) = entry?;
//!     println!("{key} {value}");
//! }
//! # Ok(())
//! # }
//! ```
//!
//! A [`Compiler`] asks the servers that the application names, and believes none of them: what comes is measured as a build measures it.
//! An [`Object`] is such an object, whose types are known at run time only; so maps, global variables and events are [`Value`]s.
//!
//! # Who is trusted
//! Who may change the C, or the answer of a server without keys, decides what runs in the kernel. Servers and keys come from the
//! application, and from the environment only by [`Compiler::from_environment`]. The C is the application's to judge, too: a signature says
//! who compiled it, and the verifier looks whether it is safe, not what it is for.

mod cache;
mod compiler;
mod events;
mod failure;
mod loaded;
mod map;
mod object;
mod open;
mod source;
#[cfg(test)]
mod tests;

pub use coolbpf_contract::Diagnostic;

pub use self::compiler::Compiler;
pub use self::events::Events;
pub use self::failure::CompileError;
pub use self::loaded::Bpf;
pub use self::map::Map;
pub use self::object::Object;
pub use self::open::Open;
pub use self::source::Source;
pub use crate::shape::Value;
