//! What a BPF object holds, and the oldest kernel that runs it.
//!
//! [`Inspection::of`] reads a [`CheckedObject`](coolbpf_contract::CheckedObject): its programs with the helpers and maps
//! that they use, its maps, its globals. [`Inspection::requirements`] looks all of it up in the tables of [`coolbpf_linux`] and
//! says which kernel brought the last thing that the object can't do without. [`disassemble`] writes the instructions
//! as text, with the C lines that they come from. Neither clang nor libbpf nor a kernel is needed.

mod alternatives;
mod control_flow;
mod core_relocation;
mod disassembly;
mod facts;
mod function;
mod inspection;
mod instruction;
mod map;
mod program;
mod requirement;
mod section_rule;
mod type_name;

pub use alternatives::{AlternativeWay, Alternatives};
pub use core_relocation::{CoreKind, CoreRelocation};
pub use disassembly::{Jumps, Line, Listing, SourceLine, disassemble};
pub use inspection::{BtfKind, GlobalSection, Inspection, StructOps, Variable};
pub use map::Map;
pub use program::{HelperCall, KernelSymbol, Program};
pub use requirement::{Requirement, RequirementKind, Requirements};
pub use section_rule::{SECTION_RULES, SectionForm, SectionRule};
