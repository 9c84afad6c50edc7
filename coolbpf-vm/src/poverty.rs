//! What a guest can be made to lack, whatever its kernel has. The guest's init is compiled with this file, too.

/// Something that a guest is made to lack.
///
/// Most are refused by the init, which sees each `bpf(2)` call of the command and of what it starts before the kernel does, with the
/// error that kernels give that never had it. That takes Linux 5.5.
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
    /// Flags of maps, by their bits in `map_flags`.
    MapFlags(u32),
    /// Flags of programs, by their bits in `prog_flags`.
    ProgramFlags(u32),
    /// Loops: jumps back to an instruction that leads to them.
    Loops,
    /// The first key of a map, for who has none.
    FirstKey,
    /// Helpers that read and write what lies in a map.
    MapMemory,
    /// The kinds of perf events that are functions of the kernel and of user space; tracefs still has them.
    ProbeEvents,
    /// A file system that is else mounted, by its place in `FILE_SYSTEMS`.
    FileSystem(u32),
    /// A system call, by its place in `SYSTEM_CALLS`.
    SystemCall(u32),
    /// A later release than this one: what `uname(2)` tells, and before Linux 5.0 what is asked of a kprobe.
    LaterRelease {
        /// The first number.
        major: u32,
        /// The second number.
        minor: u32,
    },
}

/// File systems that came after `bpf(2)`, with the directories that they are mounted on, and the first release of Linux that has them.
pub(crate) const FILE_SYSTEMS: [(&str, &str, (u8, u8)); 3] = [
    ("tracefs", "/sys/kernel/tracing", (4, 1)),
    ("bpf", "/sys/fs/bpf", (4, 4)),
    ("cgroup2", "/sys/fs/cgroup", (4, 5)),
];

/// System calls that came after `bpf(2)` or shortly before: the name, the numbers on x86-64 and on aarch64, and the first release, as in the kernel's
/// `arch/x86/entry/syscalls/syscall_64.tbl` and `include/uapi/asm-generic/unistd.h`. Not `rseq`: what started with it can't do without later, and the init does.
pub(crate) const SYSTEM_CALLS: [(&str, u32, u32, (u8, u8)); 21] = [
    ("getrandom", 318, 278, (3, 17)),
    ("memfd_create", 319, 279, (3, 17)),
    ("execveat", 322, 281, (3, 19)),
    ("userfaultfd", 323, 282, (4, 3)),
    ("membarrier", 324, 283, (4, 3)),
    ("mlock2", 325, 284, (4, 4)),
    ("copy_file_range", 326, 285, (4, 5)),
    ("preadv2", 327, 286, (4, 6)),
    ("pwritev2", 328, 287, (4, 6)),
    ("statx", 332, 291, (4, 11)),
    ("pidfd_send_signal", 424, 424, (5, 1)),
    ("io_uring_setup", 425, 425, (5, 1)),
    ("pidfd_open", 434, 434, (5, 3)),
    ("clone3", 435, 435, (5, 3)),
    ("close_range", 436, 436, (5, 9)),
    ("openat2", 437, 437, (5, 6)),
    ("pidfd_getfd", 438, 438, (5, 6)),
    ("faccessat2", 439, 439, (5, 8)),
    ("epoll_pwait2", 441, 441, (5, 11)),
    ("memfd_secret", 447, 447, (5, 14)),
    ("futex_waitv", 449, 449, (5, 16)),
];

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
            Self::MapFlags(bits) => [13, bits, 0],
            Self::ProgramFlags(bits) => [14, bits, 0],
            Self::Loops => [15, 0, 0],
            Self::ProbeEvents => [16, 0, 0],
            Self::FileSystem(place) => [17, place, 0],
            Self::SystemCall(place) => [18, place, 0],
            Self::LaterRelease { major, minor } => [19, major, minor],
            Self::FirstKey => [20, 0, 0],
            Self::MapMemory => [21, 0, 0],
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
            13 => Self::MapFlags(a),
            14 => Self::ProgramFlags(a),
            15 => Self::Loops,
            16 => Self::ProbeEvents,
            17 => Self::FileSystem(a),
            18 => Self::SystemCall(a),
            19 => Self::LaterRelease { major: a, minor: b },
            20 => Self::FirstKey,
            21 => Self::MapMemory,
            _ => return None,
        })
    }

    /// Whether the init refuses it, rather than prepare the system.
    pub(crate) fn is_refused_by_call(self) -> bool {
        !matches!(self, Self::LockedMemory { .. } | Self::ProbeEvents | Self::FileSystem(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_lack_reads_back_what_it_writes() {
        let mut known = 0;
        for kind in 0..30 {
            if let Some(lack) = Lack::decode([kind, 7, if kind == 3 || kind == 19 { 8 } else { 0 }]) {
                known += 1;
                assert_eq!(Lack::decode(lack.encode()), Some(lack));
            }
        }
        assert_eq!(known, 22);
    }
}
