//! Opens, loads and attaches the BPF programs that coolbpf built into a binary.
//!
//! [`macro@program`] turns a module that names its C into the program's bindings:
//!
//! ```text
//! #[coolbpf::program]
//! mod execsnoop {
//!     const SOURCE: &str = include_str!("bpf/execsnoop.bpf.c");
//! }
//!
//! fn main() -> coolbpf::Result<()> {
//!     let mut open = execsnoop::open()?;
//!     open.rodata().min_uid = 1000; // `const volatile` variables, and those of `.data` and `.bss`
//!     open.maps.counts.set_max_entries(10_000)?;
//!     open.progs.on_exit.set_autoload(false)?;
//!     let mut bpf = open.load()?; // or all steps in one: `execsnoop::attach()?`
//!     bpf.attach()?;
//!     for event in bpf.events()? {
//!         let event = event?;
//!         let count = bpf.maps.counts.get(&event.pid)?;
//!         println!("{} {count:?}", event.comm);
//!     }
//!     Ok(())
//! }
//! ```
//!
//! What the module holds depends on the object: `bpf.maps` has a field for each map, of one of the types below;
//! `bpf.progs` has a [`Program`] for each program; `types` has the C types that they name, each a [`Value`]. All
//! handles are owned and can move to other threads. Programs stay attached until their [`Link`], or the module's `Bpf`
//! that holds the links of its `attach`, is dropped.
//!
//! An [`Error`] tells what was missing: a capability, the kernel's types, a tracepoint; or what the verifier found, with
//! the line of C.

mod adapt;
mod alternatives;
pub mod attach;
mod capability;
mod clock;
mod decisions;
#[cfg(feature = "dynamic")]
pub mod dynamic;
mod error;
mod events;
mod failure;
mod filter;
mod histogram;
#[cfg(test)]
mod hostile;
mod instruction_set;
mod instructions;
mod iteration;
mod kernel;
mod kernel_types;
mod link;
mod map;
mod mapping;
mod matrix;
mod messages;
#[cfg(feature = "metrics")]
pub mod metrics;
mod missing;
mod object;
mod options;
mod path;
mod printable;
mod printk;
mod privileges;
mod program;
mod provenance;
mod security_module;
mod session;
#[cfg(any(feature = "dynamic", feature = "metrics"))]
mod shape;
pub mod socket;
mod struct_ops;
#[cfg(feature = "symbols")]
pub mod symbols;
mod test_run;
mod testing;
mod tracefs;
mod value;
mod verification;
mod verifier;

pub use alternatives::{Alternative, Alternatives, OpenAlternatives};
pub use clock::ktime;
pub use coolbpf_linux::{KernelVersion, Since};
pub use coolbpf_macros::{program, test};
pub use error::{Error, ErrorKind, Result};
#[cfg(feature = "tokio")]
pub use events::EventStream;
pub use events::{
    Channel, ChannelKind, End, EventRef, Events, OpenChannel, PerfBuffer, PerfReader, Poller, RingBuffer,
    Stopper, WakeUp,
};
pub use filter::Filter;
pub use histogram::{Bucket, Histogram};
pub use instruction_set::InstructionSet;
pub use iteration::{Iteration, Records};
pub use kernel::{Attachment, Kernel, Lockdown, MapType, Missing, Permissions, ProgramType, Support, kernel};
pub use kernel_types::{Btf, KernelTypes};
pub use link::{Link, LinkInfo, LinkTarget};
pub use map::{
    Arena, Array, ArrayIter, ArrayOfMaps, AttachedStorage, BloomFilter, CgroupArray, CgroupStorage, Constant,
    CpuMap, DevMap, DevMapHash, Drain, Frame, Globals, HashMap, HashOfMaps, InodeStorage, Iter, Keys,
    LpmTrie, Map, OpenMap, PerCpuArray, PerCpuAttachedStorage, PerCpuHashMap, PerCpuIter, Producer,
    ProgArray, Queue, RawMap, Reserved, ReuseportSockArray, SockHash, SockMap, SocketStorage, Stack,
    StackTraces, Target, TaskStorage, Update, UserRingBuffer, Variable, XskMap,
};
pub use path::path;
pub use printk::{Printk, PrintkLine, printk};
pub use privileges::give_up_privileges;
pub use program::{
    LoadedProgram, LoadedPrograms, MeasuringPrograms, OpenProgram, Program, ProgramStatistics,
    loaded_programs, measure_programs,
};
pub use provenance::{Provenance, provenance};
pub use session::{Pins, Replace, Running, Switched};
pub use struct_ops::{Callback, OpenStructOps, StructOps};
pub use test_run::{FlowKeys, SkLookupContext, SkbContext, TestRan, TestRun, XdpContext};
pub use value::{Bool, Chars, Pointer, Value};
pub use verifier::{Explanation, Place, Rejection};

/// What generated code needs beside the public items.
///
/// Bindings are published with crates and outlive the coolbpf that wrote them. So what they name stays as it is, with the
/// hidden constructors of the maps; bindings that need it otherwise name another version.
#[doc(hidden)]
pub mod __private {
    pub mod v1 {
        #[cfg(feature = "clap")]
        pub use clap;
        pub use libbpf_rs;

        pub use crate::__options as options;
        pub use crate::adapt::Adaptations;
        pub use crate::instruction_set::{Carried, choose};
        pub use crate::kernel_types::{EmbeddedKernel, EmbeddedTypes};
        pub use crate::map::{Inner, Template, Variables};
        pub use crate::object::{Loaded, Opened, Present};
        pub use crate::session::{Part, Parts, Shape, Shapes};
        pub use crate::testing::{Tested, run_test};
        pub use crate::value::{Field, storage};
        /// Where the C of an object came from.
        pub type Source = crate::verifier::Source<'static>;
        /// What generated code knows about an object.
        pub type About = crate::object::About<'static>;
    }

    /// What `cargo coolbpf matrix` runs in a guest, of the version of this crate that the user's crate has.
    pub mod matrix {
        pub use crate::matrix::main;
    }

    /// What `cargo coolbpf check` needs, of the version of this crate that it is published with.
    pub mod check {
        pub use crate::object::About;
        pub use crate::verification::{Verdict, verify};
        pub use crate::verifier::Source;
    }
}
