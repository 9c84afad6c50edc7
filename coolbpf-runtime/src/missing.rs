//! What this kernel lacks of that which an object asks for, after it has refused to load it.

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

/// The instruction set of a program, where the kernel doesn't run it.
pub(crate) fn instruction_set(program: &ProgramFacts) -> Option<Missing> {
    match kernel().instruction_set(program.instruction_set) {
        Support::No(missing) => Some(missing),
        Support::Yes | Support::Unknown(_) => None,
    }
}

/// The helper that the verifier says programs of such a type may not call, by its number: `invalid func unknown#182`, `unknown
/// func bpf_loop#181`, `program of this type cannot use helper bpf_loop#181`.
pub(crate) fn helper(program: &ProgramFacts, objection: &str) -> Option<Missing> {
    let texts = ["invalid func ", "unknown func ", "program of this type cannot use helper "];
    let (_, named) = texts.iter().find_map(|text| objection.split_once(text))?;
    let (_, number) = named.split_once('#')?;
    let digits = number.split(|c: char| !c.is_ascii_digit()).next()?;
    let row = coolbpf_linux::helper(digits.parse().ok()?)?;
    match kernel().helper(ProgramType::of(program.program_type as u32)?, row.name) {
        Support::No(missing) => Some(missing),
        Support::Yes | Support::Unknown(_) => None,
    }
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
            autoload: true,
            instruction_set: InstructionSet::V3,
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
    fn what_the_kernel_has_is_not_said_to_be_missing() {
        let maps = [("counts".to_owned(), MapType::Hash as u32)];
        assert_eq!(map_type(&["map 'counts': failed to create: -EINVAL".to_owned()], &maps), None);
        assert_eq!(program_type(&facts(libbpf_rs::ProgramType::Xdp)), None);
        assert_eq!(instruction_set(&facts(libbpf_rs::ProgramType::Xdp)), None);
        assert_eq!(helper(&facts(libbpf_rs::ProgramType::Xdp), "invalid func bpf_ktime_get_ns#5"), None);
    }
}
