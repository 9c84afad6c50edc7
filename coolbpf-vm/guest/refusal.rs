//! Which `bpf(2)` calls a kernel would refuse that lacks something, and how.
//!
//! Offsets are those of `union bpf_attr` in the kernel's `include/uapi/linux/bpf.h`, texts and errors those of its
//! `kernel/bpf/verifier.c` and `syscall.c`.

use crate::poverty::Lack;
use crate::{arguments, loops};

pub const ENOENT: i32 = 2;
pub const E2BIG: i32 = 7;
pub const EFAULT: i32 = 14;
pub const EINVAL: i32 = 22;

const MAP_CREATE: u32 = 0;
const MAP_GET_NEXT_KEY: u32 = 4;
const PROG_LOAD: u32 = 5;
const PROG_ATTACH: u32 = 8;
/// A type of programs.
const KPROBE: u32 = 2;
/// The types of programs that `bpf_prog_load_check_attach_type` looks at: `CGROUP_SKB`, `CGROUP_SOCK`, `CGROUP_SOCK_ADDR`, `CGROUP_SOCKOPT`,
/// `TRACING`, `LSM`, `SK_LOOKUP`.
const FOR_ATTACH_TYPES: [u32; 7] = [8, 9, 18, 25, 26, 29, 30];
const BTF_LOAD: u32 = 18;
const BTF_GET_NEXT_ID: u32 = 23;
const LINK_CREATE: u32 = 28;

/// The most of an attribute that is looked at, in bytes. No kernel's is longer.
pub const MOST_OF_ATTRIBUTE: usize = 4096;
/// The most that a program or BTF is read, in bytes: a million instructions.
const MOST: usize = 8 << 20;

/// A call, and the memory of who makes it.
pub trait Call {
    /// What is at an address; less than `length` bytes where there is less.
    fn memory(&self, address: u64, length: usize) -> Vec<u8>;
}

/// An error instead of what was asked for.
#[derive(Debug, PartialEq, Eq)]
pub struct Refusal {
    pub error: i32,
    /// What the verifier writes, and the address and the size of the buffer for it.
    pub log: Option<(String, u64, u32)>,
}

impl Refusal {
    fn plain(error: i32) -> Self {
        Self { error, log: None }
    }
}

/// The commands that a kernel may refuse which lacks `lacks`. All others needn't be looked at.
pub fn commands(lacks: &[Lack]) -> Vec<u32> {
    let of = |lack: &Lack| match *lack {
        Lack::LockedMemory { .. } | Lack::ProbeEvents | Lack::FileSystem(_) | Lack::SystemCall(_) => vec![],
        Lack::MapFlags(_) | Lack::MapType(_) => vec![MAP_CREATE],
        Lack::KernelTypes => vec![BTF_GET_NEXT_ID, PROG_LOAD],
        Lack::Command(command) | Lack::Attribute { command, .. } => vec![command],
        Lack::AttachType(_) => vec![PROG_LOAD, PROG_ATTACH, LINK_CREATE],
        Lack::TypeKind(_) => vec![BTF_LOAD],
        Lack::FirstKey => vec![MAP_GET_NEXT_KEY],
        Lack::ProgramFlags(_)
        | Lack::LaterRelease { .. }
        | Lack::ProgramType(_)
        | Lack::Instructions(_)
        | Lack::Helper(_)
        | Lack::Class(_)
        | Lack::Call(_)
        | Lack::Load(_)
        | Lack::Loops
        | Lack::MapMemory => vec![PROG_LOAD],
    };
    let mut commands: Vec<u32> = lacks.iter().flat_map(of).collect();
    commands.sort_unstable();
    commands.dedup();
    commands
}

/// How a kernel that lacks `lacks` refuses the command; `None` where it does not.
pub fn refusal(lacks: &[Lack], command: u32, attribute: &[u8], call: &dyn Call) -> Option<Refusal> {
    lacks.iter().find_map(|lack| refusal_for(*lack, command, attribute, call))
}

fn refusal_for(lack: Lack, command: u32, attribute: &[u8], call: &dyn Call) -> Option<Refusal> {
    let field = |at: usize| word(attribute, at);
    let plain = |is_lacking: bool, error| is_lacking.then(|| Refusal::plain(error));
    match lack {
        Lack::LockedMemory { .. } | Lack::ProbeEvents | Lack::FileSystem(_) | Lack::SystemCall(_) => None,
        Lack::MapFlags(bits) => plain(command == MAP_CREATE && field(16) & bits != 0, EINVAL),
        Lack::ProgramFlags(bits) => plain(command == PROG_LOAD && field(44) & bits != 0, EINVAL),
        // Checked since Linux 4.1 (2541517c32be), no more since 5.0 (6c4fc209fcf9).
        Lack::LaterRelease { major, minor } => {
            let is_other =
                command == PROG_LOAD && field(0) == KPROBE && field(40) != major << 16 | minor << 8;
            plain(is_other && major < 5, EINVAL)
        }
        // Other types of the kernel than its own, those of modules, are found by their numbers.
        Lack::KernelTypes if command == BTF_GET_NEXT_ID => Some(Refusal::plain(ENOENT)),
        // attach_btf_id, without the program that attach_prog_fd names.
        Lack::KernelTypes => plain(command == PROG_LOAD && field(108) != 0 && field(112) == 0, EINVAL),
        Lack::Command(number) => plain(command == number, EINVAL),
        Lack::Attribute { command: number, bytes } => {
            let rest = attribute.get(bytes as usize..).unwrap_or_default();
            // The longest command makes the union as long as it is; other commands check what is behind their own fields.
            let error = if number == PROG_LOAD { E2BIG } else { EINVAL };
            plain(command == number && rest.iter().any(|byte| *byte != 0), error)
        }
        Lack::MapType(number) => plain(command == MAP_CREATE && field(0) == number, EINVAL),
        Lack::ProgramType(number) => plain(command == PROG_LOAD && field(0) == number, EINVAL),
        Lack::AttachType(number) => {
            let asked = match command {
                // Of programs of other types kernels don't ask what they are for.
                PROG_LOAD if FOR_ATTACH_TYPES.contains(&field(0)) => field(68),
                PROG_ATTACH | LINK_CREATE => field(8),
                _ => return None,
            };
            // Number 0 is also what stands there where nothing is asked for.
            plain(number != 0 && asked == number, EINVAL)
        }
        Lack::Instructions(most) => plain(command == PROG_LOAD && field(4) > most, E2BIG),
        Lack::Helper(_) | Lack::Class(_) | Lack::Call(_) | Lack::Load(_) | Lack::Loops | Lack::MapMemory => {
            if command != PROG_LOAD {
                return None;
            }
            let bytes = call.memory(long(attribute, 8), (field(4) as usize).saturating_mul(8).min(MOST));
            let text = match lack {
                Lack::Loops => loops::objection(&bytes),
                Lack::MapMemory => arguments::objection(&bytes),
                _ => bytes.chunks_exact(8).scan(false, lacking(lack)).find_map(|found| found),
            }?;
            let log =
                (field(24) != 0 && long(attribute, 32) != 0).then(|| (text, long(attribute, 32), field(28)));
            Some(Refusal { error: EINVAL, log })
        }
        Lack::FirstKey => plain(command == MAP_GET_NEXT_KEY && long(attribute, 8) == 0, EFAULT),
        Lack::TypeKind(kind) => {
            if command != BTF_LOAD {
                return None;
            }
            let btf = call.memory(long(attribute, 0), (field(16) as usize).min(MOST));
            plain(has_kind(&btf, kind), EINVAL)
        }
    }
}

/// Goes over instructions, and gives what the verifier says of one that is lacking. The state is whether the next eight bytes are the
/// second half of a 64-bit load.
fn lacking(lack: Lack) -> impl FnMut(&mut bool, &[u8]) -> Option<Option<String>> {
    const LOAD_64: u8 = 0x18;
    const CALL: u8 = 0x85;

    move |is_second_half, instruction| {
        if std::mem::take(is_second_half) {
            return Some(None);
        }
        let &[code, registers, ..] = instruction else { return Some(None) };
        *is_second_half = code == LOAD_64;
        let (source, immediate) = (u32::from(registers >> 4), word(instruction, 4));
        Some(match lack {
            Lack::Helper(id) if code == CALL && source == 0 && immediate == id => {
                Some(format!("invalid func unknown#{id}\n"))
            }
            Lack::Class(class) if u32::from(code & 7) == class => {
                Some(format!("unknown opcode {code:02x}\n"))
            }
            Lack::Call(kind) if code == CALL && source == kind => {
                Some("BPF_CALL uses reserved fields\n".to_owned())
            }
            Lack::Load(kind) if code == LOAD_64 && source == kind => {
                Some("unrecognized bpf_ld_imm64 insn\n".to_owned())
            }
            _ => None,
        })
    }
}

/// Whether BTF has a type of this kind. The layout is that of the kernel's Documentation/bpf/btf.rst.
fn has_kind(btf: &[u8], wanted: u32) -> bool {
    let (header, start, length) = (word(btf, 4) as usize, word(btf, 8) as usize, word(btf, 12) as usize);
    let from = header.saturating_add(start);
    let Some(mut types) = btf.get(from..from.saturating_add(length)) else { return false };
    while types.len() >= 12 {
        let info = word(types, 4);
        let (kind, members) = (info >> 24 & 0x1f, (info & 0xffff) as usize);
        if kind == wanted {
            return true;
        }
        let size = 12
            + match kind {
                // Integers, variables and tags of declarations have a word more, arrays three.
                1 | 14 | 17 => 4,
                3 => 12,
                // Structs, unions, the variables of sections and 64-bit enums have three words a member.
                4 | 5 | 15 | 19 => members * 12,
                // Enums and the parameters of functions have two.
                6 | 13 => members * 8,
                _ => 0,
            };
        let Some(rest) = types.get(size..) else { return false };
        types = rest;
    }
    false
}

/// Four bytes of a structure; 0 behind its end, as the kernel takes it.
fn word(bytes: &[u8], at: usize) -> u32 {
    let found = bytes.get(at..).and_then(|rest| rest.first_chunk());
    found.map_or(0, |bytes| u32::from_le_bytes(*bytes))
}

fn long(bytes: &[u8], at: usize) -> u64 {
    u64::from(word(bytes, at)) | u64::from(word(bytes, at + 4)) << 32
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A process with bytes at one address.
    struct At(u64, Vec<u8>);

    impl Call for At {
        fn memory(&self, address: u64, length: usize) -> Vec<u8> {
            if address == self.0 { self.1.iter().copied().take(length).collect() } else { Vec::new() }
        }
    }

    const NOWHERE: At = At(0, Vec::new());

    /// An attribute with words at offsets.
    fn attribute(words: &[(usize, u32)]) -> Vec<u8> {
        let mut bytes = vec![0; 144];
        for (at, word) in words {
            bytes[*at..at + 4].copy_from_slice(&word.to_le_bytes());
        }
        bytes
    }

    fn error(lack: Lack, command: u32, words: &[(usize, u32)]) -> Option<i32> {
        refusal(&[lack], command, &attribute(words), &NOWHERE).map(|refusal| refusal.error)
    }

    #[test]
    fn what_is_lacking_is_refused_and_nothing_else() {
        for (lack, command, words, expected) in [
            (Lack::MapType(27), MAP_CREATE, &[(0, 27)][..], Some(EINVAL)),
            (Lack::MapType(27), MAP_CREATE, &[(0, 1)], None),
            (Lack::MapType(27), PROG_LOAD, &[(0, 27)], None),
            (Lack::ProgramType(26), PROG_LOAD, &[(0, 26)], Some(EINVAL)),
            (Lack::Command(28), LINK_CREATE, &[], Some(EINVAL)),
            (Lack::Command(28), PROG_LOAD, &[], None),
            (Lack::AttachType(41), LINK_CREATE, &[(8, 41)], Some(EINVAL)),
            (Lack::AttachType(41), PROG_LOAD, &[(0, 9), (68, 41)], Some(EINVAL)),
            (Lack::AttachType(41), PROG_LOAD, &[(0, 6), (68, 41)], None),
            (Lack::AttachType(41), MAP_CREATE, &[(8, 41)], None),
            (Lack::Instructions(4096), PROG_LOAD, &[(4, 4096)], None),
            (Lack::Instructions(4096), PROG_LOAD, &[(4, 4097)], Some(E2BIG)),
            (Lack::Attribute { command: PROG_LOAD, bytes: 48 }, PROG_LOAD, &[(44, 1)], None),
            (Lack::Attribute { command: PROG_LOAD, bytes: 48 }, PROG_LOAD, &[(48, 1)], Some(E2BIG)),
            (Lack::Attribute { command: MAP_CREATE, bytes: 28 }, MAP_CREATE, &[(28, 1)], Some(EINVAL)),
            (Lack::KernelTypes, PROG_LOAD, &[(108, 9)], Some(EINVAL)),
            (Lack::KernelTypes, PROG_LOAD, &[(108, 9), (112, 3)], None),
            (Lack::KernelTypes, BTF_GET_NEXT_ID, &[], Some(ENOENT)),
            (Lack::LockedMemory { kib: 64 }, MAP_CREATE, &[], None),
            (Lack::FirstKey, MAP_GET_NEXT_KEY, &[(0, 3)], Some(EFAULT)),
            (Lack::FirstKey, MAP_GET_NEXT_KEY, &[(0, 3), (8, 1)], None),
            (Lack::FirstKey, MAP_GET_NEXT_KEY, &[(0, 3), (12, 1)], None),
            (Lack::MapFlags(0x480), MAP_CREATE, &[(16, 0x80)], Some(EINVAL)),
            (Lack::MapFlags(0x480), MAP_CREATE, &[(16, 1)], None),
            (Lack::ProgramFlags(16), PROG_LOAD, &[(44, 16)], Some(EINVAL)),
            (Lack::ProgramFlags(16), PROG_LOAD, &[(44, 1)], None),
            (Lack::LaterRelease { major: 4, minor: 14 }, PROG_LOAD, &[(0, 2), (40, 0x040e00)], None),
            (Lack::LaterRelease { major: 4, minor: 14 }, PROG_LOAD, &[(0, 2), (40, 0x050a00)], Some(EINVAL)),
            (Lack::LaterRelease { major: 4, minor: 14 }, PROG_LOAD, &[(0, 5)], None),
            (Lack::LaterRelease { major: 5, minor: 4 }, PROG_LOAD, &[(0, 2)], None),
        ] {
            assert_eq!(error(lack, command, words), expected, "{lack:?} {command} {words:?}");
            assert!(expected.is_none() || commands(&[lack]).contains(&command), "{lack:?} {command}");
        }
    }

    /// What a kernel that lacks `lack` writes of a program of these instructions.
    fn log_of(lack: Lack, instructions: &[[u8; 8]]) -> Option<String> {
        let program = At(0x1000, instructions.concat());
        let count = u32::try_from(instructions.len()).unwrap();
        let attribute = attribute(&[(4, count), (8, 0x1000), (24, 1), (28, 64), (32, 0x2000)]);
        let refusal = refusal(&[lack], PROG_LOAD, &attribute, &program)?;
        assert_eq!(commands(&[lack]), [PROG_LOAD]);
        assert_eq!(refusal.error, EINVAL);
        refusal.log.map(|(text, address, size)| {
            assert_eq!((address, size), (0x2000, 64));
            text
        })
    }

    #[test]
    fn instructions_are_read_as_the_verifier_reads_them() {
        let call = [0x85, 0, 0, 0, 131, 0, 0, 0];
        let load = [[0x18, 0x21, 0, 0, 5, 0, 0, 0], [0x85, 0x10, 0, 0, 131, 0, 0, 0]];
        let said = |text: &str| Some(text.to_owned());
        assert_eq!(log_of(Lack::Helper(131), &[call]), said("invalid func unknown#131\n"));
        assert_eq!(log_of(Lack::Helper(130), &[call]), None);
        assert_eq!(log_of(Lack::Helper(131), &load), None, "it is half of a load");
        assert_eq!(log_of(Lack::Load(2), &load), said("unrecognized bpf_ld_imm64 insn\n"));
        assert_eq!(log_of(Lack::Class(6), &[[0x1e, 0, 0, 0, 0, 0, 0, 0]]), said("unknown opcode 1e\n"));
        let own = [0x85, 0x10, 0, 0, 1, 0, 0, 0];
        assert_eq!(log_of(Lack::Call(1), &[own]), said("BPF_CALL uses reserved fields\n"));
        assert_eq!(log_of(Lack::Helper(1), &[own]), None);
        let back = [0x05, 0, 0xff, 0xff, 0, 0, 0, 0];
        assert_eq!(log_of(Lack::Loops, &[back]), said("back-edge from insn 0 to 0\n"));
        assert_eq!(log_of(Lack::Loops, &[own]), None);
        let print = [[0x85, 0, 0, 0, 1, 0, 0, 0], [0xbf, 1, 0, 0, 0, 0, 0, 0], [0x85, 0, 0, 0, 6, 0, 0, 0]];
        assert_eq!(log_of(Lack::MapMemory, &print), said("R1 type=map_value expected=fp\n"));
    }

    #[test]
    fn kinds_of_types_are_found_behind_others_and_garbage_is_passed_over() {
        let words = |words: &[u32]| words.iter().flat_map(|word| word.to_le_bytes()).collect::<Vec<u8>>();
        // A struct of one member, then a float.
        let btf = words(&[0xeb9f, 24, 0, 36, 36, 1, 0, 4 << 24 | 1, 4, 0, 0, 0, 0, 16 << 24, 4]);
        assert!(has_kind(&btf, 16) && has_kind(&btf, 4) && !has_kind(&btf, 17));
        assert!(!has_kind(&btf[..40], 16) && !has_kind(&[], 16) && !has_kind(&[0xff; 64], 16));
        let many = words(&[0xeb9f, 24, 0, 12, 12, 1, 0, 4 << 24 | 0xffff, 4]);
        assert!(!has_kind(&many, 16));
    }
}
