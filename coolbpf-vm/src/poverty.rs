//! What a guest can be made to lack, whatever its kernel has. The guest's init is compiled with this file, too.

/// Something that a guest is made to lack.
///
/// All but the first two are refused by the init, which sees each `bpf(2)` call of the command and of what it starts before the
/// kernel does, with the error that kernels give that never had it; so is a part of the first. That takes Linux 5.5.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lack {
    /// The kernel's types: `/sys/kernel/btf` is empty, and no program is loaded that names one of them.
    KernelTypes,
    /// Locked memory beyond so many KiB (`RLIMIT_MEMLOCK`), until the command raises the limit. Kernels before 5.11 count maps.
    LockedMemory {
        /// The limit.
        kib: u32,
    },
    /// A command of `bpf(2)`, by its number in `enum bpf_cmd`.
    Command(u32),
    /// What a command is told beyond so many bytes of `union bpf_attr`.
    Attribute {
        /// The command, by its number.
        command: u32,
        /// Where the part starts that must be zero.
        bytes: u32,
    },
    /// A type of maps, by its number in `enum bpf_map_type`.
    MapType(u32),
    /// A type of programs, by its number in `enum bpf_prog_type`.
    ProgramType(u32),
    /// A way to attach, by its number in `enum bpf_attach_type`.
    AttachType(u32),
    /// A helper, by its number.
    Helper(u32),
    /// Programs of more instructions than this.
    Instructions(u32),
    /// A class of instructions, by the three lowest bits of their opcodes.
    Class(u32),
    /// A kind of call, by its `BPF_PSEUDO_*`: 1 of a function of the object, 2 of one of the kernel.
    Call(u32),
    /// A kind of 64-bit load, by its `BPF_PSEUDO_*`: 2 of the address of a global variable.
    Load(u32),
    /// A kind of type in BTF that is loaded, by its `BTF_KIND_*`.
    TypeKind(u32),
}

impl Lack {
    pub(crate) fn encode(self) -> [u32; 3] {
        match self {
            Self::KernelTypes => [0, 0, 0],
            Self::LockedMemory { kib } => [1, kib, 0],
            Self::Command(number) => [2, number, 0],
            Self::Attribute { command, bytes } => [3, command, bytes],
            Self::MapType(number) => [4, number, 0],
            Self::ProgramType(number) => [5, number, 0],
            Self::AttachType(number) => [6, number, 0],
            Self::Helper(number) => [7, number, 0],
            Self::Instructions(most) => [8, most, 0],
            Self::Class(class) => [9, class, 0],
            Self::Call(kind) => [10, kind, 0],
            Self::Load(kind) => [11, kind, 0],
            Self::TypeKind(kind) => [12, kind, 0],
        }
    }

    pub(crate) fn decode([kind, a, b]: [u32; 3]) -> Option<Self> {
        Some(match kind {
            0 => Self::KernelTypes,
            1 => Self::LockedMemory { kib: a },
            2 => Self::Command(a),
            3 => Self::Attribute { command: a, bytes: b },
            4 => Self::MapType(a),
            5 => Self::ProgramType(a),
            6 => Self::AttachType(a),
            7 => Self::Helper(a),
            8 => Self::Instructions(a),
            9 => Self::Class(a),
            10 => Self::Call(a),
            11 => Self::Load(a),
            12 => Self::TypeKind(a),
            _ => return None,
        })
    }

    /// Whether the init refuses it, rather than prepare the system.
    pub(crate) fn is_refused_by_call(self) -> bool {
        !matches!(self, Self::LockedMemory { .. })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_lack_reads_back_what_it_writes() {
        let mut known = 0;
        for kind in 0..20 {
            if let Some(lack) = Lack::decode([kind, 7, if kind == 3 { 8 } else { 0 }]) {
                known += 1;
                assert_eq!(Lack::decode(lack.encode()), Some(lack));
            }
        }
        assert_eq!(known, 13);
    }
}
