//! What this kernel lacks of that which an object asks for, after it has refused to load it.

use std::io;

use coolbpf_linux::{Feature, KernelVersion, Since};

use crate::kernel::{MapType, Missing, ProgramType, Support, kernel};
use crate::program::ProgramFacts;

/// The map that libbpf says could not be created, where the kernel has no such maps.
pub(crate) fn map_type<'a>(messages: &[String], maps: &'a [(String, u32)]) -> Option<(&'a str, Missing)> {
    let of_message = |message: &String| {
        let (name, _) = message.strip_prefix("map '")?.split_once("': failed to create: ")?;
        maps.iter().find(|(map, _)| map == name)
    };
    let (name, map_type) = messages.iter().find_map(of_message)?;
    match kernel().map_type(MapType::of(*map_type)?) {
        Support::No(missing) => Some((name, missing)),
        Support::Yes | Support::Unknown(_) => None,
    }
}

/// The type of a program, where the kernel has no such programs.
pub(crate) fn program_type(program: &ProgramFacts) -> Option<Missing> {
    match kernel().program_type(ProgramType::of(program.program_type as u32)?) {
        Support::No(missing) => Some(missing),
        Support::Yes | Support::Unknown(_) => None,
    }
}

/// What a program is loaded for, or that it may sleep, where that is younger than this kernel and `error` may be of it: kernels that know
/// the program's type check it as they load or attach it, and say no more than `EINVAL`.
pub(crate) fn attach_type(program: &ProgramFacts, error: &io::Error) -> Option<Missing> {
    let is_checked = matches!(
        program.hook().0.trim_end_matches(".s"),
        "cgroup" | "lsm_cgroup" | "sk_reuseport" | "sk_skb" | "fmod_ret" | "fsession"
    );
    let is_refused = error.raw_os_error() == Some(libc::EINVAL);
    if let Some(sleepable) = coolbpf_linux::feature("sleepable").filter(|_| program.hook().0.ends_with(".s"))
        && is_refused
        && kernel().version().is_some_and(|version| version < sleepable.since.version)
    {
        return Some(Missing { what: sleepable.what.to_owned(), since: sleepable.since });
    }
    let row = coolbpf_linux::ATTACH_TYPES.iter().find(|row| row.id == program.attach_type)?;
    let is_younger = kernel().version().is_some_and(|version| version < row.since.version);
    (is_refused && is_checked && is_younger)
        .then(|| Missing { what: format!("attach type `{}`", row.name), since: row.since })
}

/// Being told for what a program is loaded, on kernels that don't ask.
pub(crate) fn expected_attach_type(program: &ProgramFacts) -> Option<Missing> {
    let since = Since::new(4, 17, "5e43f899b03a");
    let is_older = kernel().version().is_some_and(|version| version < since.version);
    (is_older && program.attach_type != 0).then(|| Missing {
        what: "attach types of programs that are loaded (`expected_attach_type`)".into(),
        since,
    })
}

/// The instruction set of a program, where the kernel doesn't run it.
pub(crate) fn instruction_set(program: &ProgramFacts) -> Option<Missing> {
    match kernel().instruction_set(program.instruction_set) {
        Support::No(missing) => Some(missing),
        Support::Yes | Support::Unknown(_) => None,
    }
}

/// The helper that the verifier says programs of such a type may not call, by its number: `invalid func unknown#182`, `unknown
/// func bpf_loop#181`, `program of this type cannot use helper bpf_loop#181`; before Linux 4.15, `invalid func 181` and `unknown func 181`.
pub(crate) fn helper(program: &ProgramFacts, objection: &str) -> Option<Missing> {
    let texts = ["invalid func ", "unknown func ", "program of this type cannot use helper "];
    let (_, named) = texts.iter().find_map(|text| objection.split_once(text))?;
    let number = named.split_once('#').map_or(named, |(_, number)| number);
    let digits = number.split(|c: char| !c.is_ascii_digit()).next()?;
    let row = coolbpf_linux::helper(digits.parse().ok()?)?;
    match kernel().helper(ProgramType::of(program.program_type as u32)?, row.name) {
        Support::No(missing) => Some(missing),
        Support::Yes | Support::Unknown(_) => None,
    }
}

/// Whether a program has more instructions than this kernel takes.
pub(crate) fn instructions_beyond(program: &ProgramFacts) -> bool {
    let large = coolbpf_linux::feature("large-programs").filter(|large| program.needs.contains(&large.name));
    large.is_some_and(|large| kernel().version().is_none_or(|version| version < large.since.version))
}

/// What verifiers say that don't know something, and what it can be, by the names of coolbpf-linux: the first that the program has.
const OBJECTIONS: &[(&str, &[&str])] = &[
    ("back-edge from insn", &["bounded-loops"]),
    ("unrecognized bpf_ld_imm64 insn", &["global-data", "kernel-variables", "callbacks"]),
    ("BPF_CALL uses reserved fields", &["kfuncs", "function-calls"]),
    ("invalid BPF_JMP opcode", &["may-goto", "instruction-set-v2"]),
    ("BPF_XADD uses reserved fields", &["atomics", "load-acquire"]),
    (
        "unknown opcode",
        &[
            "instruction-set-v3",
            "instruction-set-v4",
            "atomics",
            "load-acquire",
            "may-goto",
            "indirect-jumps",
        ],
    ),
    (
        "uses reserved fields",
        &["instruction-set-v4", "address-space-casts", "atomics", "indirect-jumps", "may-goto"],
    ),
    ("invalid BPF_ALU opcode", &["instruction-set-v4"]),
];

/// What can't be told from the instructions: what verifiers say, what it takes, and the release that brought it.
const WITHOUT_NAME: &[(&str, &str, KernelVersion)] = &[
    // 5722569bb9c3
    (
        "type=map_value expected=fp",
        "helpers that read what lies in a map or in a variable (copy it to the stack first)",
        KernelVersion::new(4, 11),
    ),
    // 06c1c049721a
    (
        "type=map_value_adj expected=fp",
        "helpers that read what lies in a map or in a variable (copy it to the stack first)",
        KernelVersion::new(4, 11),
    ),
    // d71962f3e627
    (
        "type=map_value expected=fp,pkt",
        "keys that lie in a map or in a variable (copy them to the stack first)",
        KernelVersion::new(4, 18),
    ),
    // c04c0d2b968a
    (
        "BPF program is too large. Pro",
        "a verifier that follows more than 131072 instructions",
        KernelVersion::new(5, 2),
    ),
];

/// What the program takes of a later kernel, as the verifier's `objection` shows. `needs` are the names of what
/// its instructions take, `version` is this kernel's, which may have got more from its distribution.
pub(crate) fn instructions(
    objection: &str,
    needs: &[&str],
    version: Option<KernelVersion>,
) -> Option<String> {
    let is_older = |since: KernelVersion| version.is_none_or(|version| version < since);
    let says = |text: &str| objection.contains(text);
    let is_needed = |name: &&str| *name == "bounded-loops" || needs.contains(name);
    let named = OBJECTIONS
        .iter()
        .filter(|(text, _)| says(text))
        .flat_map(|(_, names)| names.iter())
        .filter(|name| is_needed(name))
        .filter_map(|name| coolbpf_linux::feature(name))
        .map(|feature| (feature.what, since(feature)));
    let others =
        WITHOUT_NAME.iter().rev().filter(|(text, ..)| says(text)).map(|(_, what, since)| (*what, *since));
    let (what, since) = named.chain(others).find(|(_, since)| is_older(*since))?;
    Some(format!("it takes {what}, which came with Linux {since}"))
}

fn since(feature: &Feature) -> KernelVersion {
    let since = feature.on_arm64.filter(|_| cfg!(target_arch = "aarch64")).unwrap_or(feature.since);
    since.version
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::InstructionSet;

    fn facts(program_type: libbpf_rs::ProgramType) -> ProgramFacts {
        ProgramFacts {
            name: "p".into(),
            section: "s".into(),
            program_type,
            attach_type: 0,
            autoload: true,
            instruction_set: InstructionSet::V3,
            needs: Vec::new(),
        }
    }

    #[test]
    fn a_helper_that_programs_of_the_type_may_not_call_is_named() {
        let program = facts(libbpf_rs::ProgramType::SocketFilter);
        for objection in [
            "unknown func bpf_override_return#58",
            "program of this type cannot use helper bpf_override_return#58",
        ] {
            let missing = helper(&program, objection).unwrap();
            assert!(missing.what.starts_with("helper `bpf_override_return`"), "{missing}");
        }
        for objection in
            ["", "invalid func ", "invalid func unknown#", "unknown func bpf_x#99999999999", "R0 !read_ok"]
        {
            assert_eq!(helper(&program, objection), None, "{objection}");
        }
    }

    #[test]
    fn helpers_are_found_in_what_old_kernels_say() {
        let program = facts(libbpf_rs::ProgramType::SocketFilter);
        for objection in ["invalid func 58", "unknown func 58"] {
            let missing = helper(&program, objection).unwrap();
            assert!(missing.what.starts_with("helper `bpf_override_return`"), "{missing}");
        }
    }

    /// What each kernel says, and what is made of it.
    #[test]
    fn what_a_later_kernel_would_take_is_named_with_its_release() {
        let said = |objection, needs: &[&str], (major, minor)| {
            instructions(objection, needs, Some(KernelVersion::new(major, minor)))
        };
        for (objection, needs, version, expected) in [
            ("", &["large-programs"][..], (4, 19), None),
            ("back-edge from insn 9 to 3", &[], (5, 2), Some("loops, which came with Linux 5.3")),
            ("back-edge from insn 9 to 3", &[], (6, 1), None),
            (
                "unrecognized bpf_ld_imm64 insn",
                &["callbacks"],
                (5, 4),
                Some("functions that helpers call back, which came with Linux 5.13"),
            ),
            (
                "BPF_CALL uses reserved fields",
                &["function-calls"],
                (4, 14),
                Some("calls of functions of the object, which came with Linux 4.16"),
            ),
            (
                "BPF_CALL uses reserved fields",
                &["function-calls", "kfuncs"],
                (5, 4),
                Some("calls of functions of the kernel, which came with Linux 5.13"),
            ),
            (
                "unknown opcode 1e",
                &["instruction-set-v3"],
                (4, 19),
                Some("32-bit jumps, which came with Linux 5.1"),
            ),
            (
                "invalid BPF_JMP opcode a0",
                &["instruction-set-v2"],
                (4, 9),
                Some("jumps on less, and on less or equal, which came with Linux 4.14"),
            ),
            (
                "BPF_XADD uses reserved fields",
                &["atomics"],
                (5, 4),
                Some("atomic operations beyond addition, which came with Linux 5.12"),
            ),
            (
                "R1 type=map_value expected=fp",
                &[],
                (4, 9),
                Some(
                    "helpers that read what lies in a map or in a variable (copy it to the stack first), which came with Linux 4.11",
                ),
            ),
            (
                "BPF program is too large. Processed 131073 insn",
                &[],
                (4, 19),
                Some("a verifier that follows more than 131072 instructions, which came with Linux 5.2"),
            ),
            ("BPF program is too large. Processed 1000001 insn", &[], (5, 10), None),
            ("R0 !read_ok", &["instruction-set-v3"], (4, 9), None),
        ] {
            if cfg!(target_arch = "x86_64") {
                let expected = expected.map(|text| format!("it takes {text}"));
                assert_eq!(said(objection, needs, version), expected, "{objection} {version:?}");
            }
        }
    }

    #[test]
    fn every_name_is_one_of_the_table() {
        for name in OBJECTIONS.iter().flat_map(|(_, names)| names.iter()) {
            assert!(coolbpf_linux::feature(name).is_some(), "{name}");
        }
    }

    #[test]
    fn what_the_kernel_has_is_not_said_to_be_missing() {
        let maps = [("counts".to_owned(), MapType::Hash as u32)];
        assert_eq!(map_type(&["map 'counts': failed to create: -EINVAL".to_owned()], &maps), None);
        assert_eq!(program_type(&facts(libbpf_rs::ProgramType::Xdp)), None);
        assert_eq!(instruction_set(&facts(libbpf_rs::ProgramType::Xdp)), None);
        assert_eq!(helper(&facts(libbpf_rs::ProgramType::Xdp), "invalid func bpf_ktime_get_ns#5"), None);
    }
}
