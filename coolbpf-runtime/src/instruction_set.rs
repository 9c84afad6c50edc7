//! The instruction sets of BPF, and which of a program's objects is opened on this kernel.

use std::fmt;

use coolbpf_linux::{Since, feature};
use libbpf_rs::libbpf_sys::bpf_insn;

use crate::decisions::decided;
use crate::kernel::kernel;
use crate::kernel_types::EmbeddedTypes;
use crate::{Error, ErrorKind, Result};

/// An instruction set of BPF, as `cpu` in `[package.metadata.coolbpf]` and clang's `-mcpu` name it.
///
/// Each has all that the ones before it have. [`Kernel::instruction_set`](crate::Kernel::instruction_set) tells which
/// this kernel runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum InstructionSet {
    /// What every kernel with BPF runs (Linux 3.18).
    V1,
    /// Adds jumps on less, and on less or equal (Linux 4.14).
    V2,
    /// Adds jumps that compare 32 bits (Linux 5.1). Compilers also use more of the 32-bit arithmetic, which is older.
    V3,
    /// Adds sign-extending loads and moves, signed division, byte swaps and long jumps (Linux 6.6).
    V4,
}

impl InstructionSet {
    /// All of them, oldest first.
    pub(crate) const ALL: [Self; 4] = [Self::V1, Self::V2, Self::V3, Self::V4];

    /// Since when kernels run it.
    #[must_use]
    pub fn since(self) -> Since {
        let row = match self {
            Self::V1 => None,
            Self::V2 => feature("instruction-set-v2"),
            Self::V3 => feature("instruction-set-v3"),
            Self::V4 => feature("instruction-set-v4"),
        };
        let bpf = Since::new(3, 18, "99c55f7d47c0");
        row.map_or(bpf, |row| row.since)
    }

    /// The oldest that has all of these instructions.
    pub(crate) fn of(instructions: &[bpf_insn]) -> Self {
        instructions
            .iter()
            .map(|instruction| Self::with(instruction.code, instruction.off))
            .max()
            .unwrap_or(Self::V1)
    }

    /// The oldest that has an instruction, by its opcode and offset:
    /// `Documentation/bpf/standardization/instruction-set.rst`.
    fn with(code: u8, offset: i16) -> Self {
        let (class, operation, from_register) = (code & 0x07, code & 0xf0, code & 0x08 != 0);
        match (class, operation) {
            // JMP32: `gotol`, and comparisons.
            (6, 0x00) => Self::V4,
            (6, _) => Self::V3,
            // JMP: JLT, JLE, JSLT, JSLE.
            (5, 0xa0..=0xd0) => Self::V2,
            // LDX: sign-extending loads.
            (1, _) if code & 0xe0 == 0x80 => Self::V4,
            // ALU, ALU64: signed division and remainder.
            (4 | 7, 0x30 | 0x90) if offset == 1 => Self::V4,
            // Sign-extending moves.
            (4 | 7, 0xb0) if from_register && matches!(offset, 8 | 16 | 32) => Self::V4,
            // ALU64: byte swaps that are no conversions.
            (7, 0xd0) => Self::V4,
            _ => Self::V1,
        }
    }
}

impl fmt::Display for InstructionSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::V1 => "v1",
            Self::V2 => "v2",
            Self::V3 => "v3",
            Self::V4 => "v4",
        })
    }
}

/// The object of a program for one instruction set, as the binary carries it.
#[derive(Debug, Clone, Copy)]
pub struct Carried {
    /// What it is compiled for.
    pub instruction_set: InstructionSet,
    /// Its bytes.
    pub bytes: &'static [u8],
    /// The types of the kernels that the user named, as far as it asks for them.
    pub types: EmbeddedTypes,
}

/// The one of a program's objects, which come newest first, that is to be opened: the wanted one, else the newest that
/// this kernel surely runs, else the oldest.
pub fn choose(program: &str, objects: &[Carried], wanted: Option<InstructionSet>) -> Result<Carried> {
    let runs = |object: &&Carried| kernel().instruction_set(object.instruction_set).is_yes();
    let chosen = match (wanted, objects) {
        (Some(wanted), _) => objects.iter().find(|object| object.instruction_set == wanted),
        (None, [only]) => Some(only),
        (None, _) => objects.iter().find(runs).or(objects.last()),
    };
    if let Some(Carried { instruction_set, .. }) = chosen {
        decided(|| format!("`{program}`: the object for instruction set {instruction_set} is opened"));
    }
    chosen.copied().ok_or_else(|| {
        let sets = |sets: &mut dyn Iterator<Item = InstructionSet>| {
            sets.map(|set| format!("\"{set}\"")).collect::<Vec<_>>().join(", ")
        };
        let has = objects.iter().map(|object| object.instruction_set);
        let wanted = wanted.unwrap_or(InstructionSet::V1);
        let message = format!(
            "`{program}` has no object for the instruction set {wanted}\nhelp: have one compiled, by `cpu = [{}]` in \
             [package.metadata.coolbpf.program.{program}] of Cargo.toml",
            sets(&mut has.chain([wanted]))
        );
        Error::new(ErrorKind::Unsupported, message)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn carried(instruction_set: InstructionSet) -> Carried {
        Carried { instruction_set, bytes: &[], types: EmbeddedTypes::NONE }
    }

    #[test]
    fn instructions_tell_the_oldest_set_that_has_them() {
        use InstructionSet::{V1, V2, V3, V4};
        for (code, offset, set) in [
            (0x95, 0, V1),  // exit
            (0x85, 0, V1),  // call
            (0x05, 7, V1),  // goto +7
            (0x2d, 1, V1),  // if r0 > r0 goto +1
            (0xbc, 0, V1),  // w0 = w0
            (0xd4, 0, V1),  // r0 = le16 r0
            (0xdb, 0, V1),  // lock *(u64 *)(r0 + 0) += r0
            (0xbf, 1, V1),  // r0 = addr_space_cast(r0, ...)
            (0xb7, 8, V1),  // a move of a constant
            (0xad, 1, V2),  // if r0 < r0 goto +1
            (0xd5, 1, V2),  // if r0 s<= 0 goto +1
            (0x16, 1, V3),  // if w0 == 0 goto +1
            (0xae, 1, V3),  // if w0 < w0 goto +1
            (0x06, 0, V4),  // gotol
            (0x81, 0, V4),  // r0 = *(s32 *)(r0 + 0)
            (0xbf, 16, V4), // r0 = (s16)r0
            (0x3f, 1, V4),  // r0 s/= r0
            (0x94, 1, V4),  // w0 s%= 0
            (0xd7, 0, V4),  // r0 = bswap16 r0
        ] {
            assert_eq!(InstructionSet::with(code, offset), set, "{code:#x} {offset}");
        }
        for code in 0..=u8::MAX {
            for offset in [i16::MIN, 0, 1, 8, i16::MAX] {
                InstructionSet::with(code, offset);
            }
        }
        assert_eq!(InstructionSet::of(&[]), V1);
    }

    #[test]
    fn of_several_objects_the_wanted_one_is_chosen_and_a_single_one_in_any_case() {
        use InstructionSet::{V1, V2, V3, V4};
        let chosen =
            |objects: &[Carried], wanted| choose("p", objects, wanted).map(|object| object.instruction_set);
        let both = [carried(V3), carried(V1)];
        assert_eq!(chosen(&both, Some(V1)).unwrap(), V1);
        assert_eq!(chosen(&both, Some(V3)).unwrap(), V3);
        assert_eq!(chosen(&[carried(V4)], None).unwrap(), V4);
        let error = chosen(&both, Some(V2)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unsupported);
        assert_eq!(
            error.to_string(),
            "`p` has no object for the instruction set v2\nhelp: have one compiled, by `cpu = [\"v3\", \"v1\", \"v2\"]` in \
             [package.metadata.coolbpf.program.p] of Cargo.toml"
        );
        assert!(chosen(&[], None).is_err());
    }
}
