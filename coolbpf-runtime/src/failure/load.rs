//! Why an object, or one of its programs, could not be loaded.

use std::{io, slice};

use libbpf_rs::libbpf_sys;

use super::{LOAD_LOG, because, no_permission, quoted_after, system_error};
use crate::capability::Capability;
use crate::kernel::{Missing, kernel};
use crate::kernel_types::{self, KernelTypes};
use crate::missing;
use crate::object::About;
use crate::program::ProgramFacts;
use crate::verification::section_problem;
use crate::verifier::Rejection;
use crate::{Error, ErrorKind, KernelVersion};

/// What mends a ring buffer where there are none.
const BY_PERF_BUFFER: &str =
    "\nhelp: declared by COOLBPF_EVENTS of coolbpf.h instead, its events go by a perf buffer there";
const TOO_LONG: &str = "it has more than 4096 instructions, which are the most before Linux 5.2\nhelp: have loops unrolled less \
    often, or go on in another program by bpf_tail_call()";

/// An object could not be loaded.
pub(crate) fn load(
    about: About<'_>,
    error: libbpf_rs::Error,
    messages: &[String],
    programs: &[ProgramFacts],
    maps: &[(String, u32)],
    types: &KernelTypes,
) -> Error {
    let error = system_error(&error);
    let program_of = |message: &String| {
        let name = quoted_after(message, "prog ")?;
        programs.iter().find(|program| program.name == name)
    };
    let failed =
        messages.iter().find(|message| message.contains("BPF program load failed")).and_then(program_of);
    let what = match failed {
        Some(program) => format!("the program {}", program.shown()),
        None => format!("`{}`", about.name),
    };
    if let Some((program, missing)) =
        failed.and_then(|program| Some((program, missing::instruction_set(program)?)))
    {
        return Error::new(ErrorKind::Unsupported, too_new(about, program, &missing));
    }
    if let Some(map) = messages.iter().find_map(|message| not_created(message)) {
        let message = format!(
            "can't load {what}: it uses the map `{map}`, which `set_autocreate` left out; leave the program out, too, by `set_autoload`"
        );
        return Error::new(ErrorKind::InvalidInput, message);
    }
    let section = |message| section_problem(program_of(message)?, slice::from_ref(message));
    if let Some(problem) = messages.iter().find_map(section) {
        return Error::new(ErrorKind::InvalidInput, format!("can't load {what}: {problem}"));
    }
    let name = failed.map_or("", |program| program.name.as_str());
    if let Some(rejection) = rejection(about, name, messages) {
        return rejected(&what, failed, rejection);
    }
    if messages.iter().any(|message| message.contains("failed to find valid kernel BTF")) {
        let by_type = programs.iter().find(|program| program.autoload && is_by_type(program.hook().0));
        let by_type = by_type.map(|program| format!("the program {}", program.shown()));
        return kernel_types::missing(&what, types, by_type.as_deref());
    }
    if messages.iter().any(|message| message.contains("failed to parse target BTF")) {
        let message = format!("can't load {what}: the kernel's types are no BTF that can be read: {types}");
        return Error::system(message, error);
    }
    if let Some(missing) = messages.iter().find(|message| message.contains("find kernel BTF type ID of '")) {
        let target = quoted_after(missing, "find kernel BTF type ID of ").unwrap_or("it");
        let program = program_of(missing);
        let program =
            program.map_or_else(|| what.clone(), |program| format!("the program {}", program.shown()));
        let message = format!("can't load {program}: this kernel has no `{target}` to attach to");
        return Error::new(ErrorKind::NoAttachPoint, message);
    }
    if let Some((map, missing)) = missing::map_type(messages, maps) {
        let is_ring =
            maps.iter().any(|(name, kind)| name == map && *kind == libbpf_sys::BPF_MAP_TYPE_RINGBUF);
        let help = if is_ring { BY_PERF_BUFFER } else { "" };
        let message = format!("can't load {what}: it has the map `{map}`, and {missing}{help}");
        return Error::new(ErrorKind::Unsupported, message);
    }
    let by_type = |program| missing::program_type(program).or_else(|| missing::attach_type(program, &error));
    if let Some(missing) = failed.and_then(by_type) {
        return Error::new(ErrorKind::Unsupported, format!("can't load {what}: {missing}"));
    }
    if let Some(missing) = failed.and_then(|program| too_long(program, &error)) {
        return Error::new(ErrorKind::Unsupported, format!("can't load {what}: {missing}"));
    }
    if error.kind() == io::ErrorKind::PermissionDenied {
        let mut required = vec![Capability::Bpf];
        required
            .extend(programs.iter().filter(|program| program.autoload).flat_map(ProgramFacts::capabilities));
        return no_permission(&format!("can't load {what}"), &required, messages);
    }
    let hint = if asks_for_build_ids(messages, maps) {
        "; if it is to keep build IDs (BPF_F_STACK_BUILD_ID), those came with Linux 4.17"
    } else {
        ""
    };
    Error::system(format!("can't load {what}{}{hint}", because(messages)), error)
}

/// The map that a program was to use, by what libbpf writes into its log.
fn not_created(message: &str) -> Option<&str> {
    let (before, _) = message.split_once("' is referenced but wasn't created")?;
    Some(before.rsplit_once("BPF map '")?.1)
}

/// Whether a map of stacks is refused for what it asks: on kernels that have such maps, that can be its flag.
fn asks_for_build_ids(messages: &[String], maps: &[(String, u32)]) -> bool {
    let is_of_stacks = |name: &str| {
        maps.iter().any(|(map, kind)| map == name && *kind == libbpf_sys::BPF_MAP_TYPE_STACK_TRACE)
    };
    let is_older = kernel().version().is_some_and(|version| version < KernelVersion::new(4, 17));
    is_older
        && messages.iter().any(|message| {
            let refused = message
                .strip_prefix("map '")
                .and_then(|rest| rest.split_once("': failed to create: -EINVAL"));
            refused.is_some_and(|(name, _)| is_of_stacks(name))
        })
}

/// One program could not be loaded; `log` is what the verifier wrote.
pub(crate) fn load_program(about: About<'_>, program: &ProgramFacts, error: io::Error, log: &str) -> Error {
    let what = format!("the program {}", program.shown());
    if let Some(missing) = missing::instruction_set(program) {
        return Error::new(ErrorKind::Unsupported, too_new(about, program, &missing));
    }
    if let Some(rejection) = Rejection::read(log, about, &program.name) {
        return rejected(&what, Some(program), rejection);
    }
    if let Some(missing) = missing::program_type(program).or_else(|| missing::attach_type(program, &error)) {
        return Error::new(ErrorKind::Unsupported, format!("can't load {what}: {missing}"));
    }
    if let Some(missing) = too_long(program, &error) {
        return Error::new(ErrorKind::Unsupported, format!("can't load {what}: {missing}"));
    }
    if error.kind() == io::ErrorKind::PermissionDenied {
        let required: Vec<_> = [Capability::Bpf].into_iter().chain(program.capabilities()).collect();
        return no_permission(&format!("can't load {what}"), &required, &[]);
    }
    Error::system(format!("can't load {what}"), error)
}

/// The verifier does not take what is called `what`.
fn rejected(what: &str, program: Option<&ProgramFacts>, rejection: Rejection) -> Error {
    let message = &rejection.message;
    let helper = program.and_then(|program| missing::helper(program, message));
    let missing = helper.map(|missing| missing.to_string()).or_else(|| {
        let needs = program.map(|program| program.needs.as_slice()).unwrap_or_default();
        missing::instructions(message, needs, kernel().version())
    });
    let missing = missing.map(|missing| format!("; {missing}")).unwrap_or_default();
    let message = format!("the kernel's verifier rejected {what}: {message}{missing}{}", rejection.shown());
    Error::new(ErrorKind::VerifierRejected, message).with_rejection(rejection)
}

/// What a program takes that a kernel lacks which refuses it without looking at it: more instructions than before Linux 5.2, or more words
/// about it than before 4.17.
fn too_long(program: &ProgramFacts, error: &io::Error) -> Option<String> {
    if error.kind() != io::ErrorKind::ArgumentListTooLong {
        return None;
    }
    if missing::instructions_beyond(program) {
        return Some(TOO_LONG.to_owned());
    }
    missing::expected_attach_type(program).map(|missing| missing.to_string())
}

/// The program that libbpf says it could not prepare or load.
pub(crate) fn failed_program(messages: &[String]) -> Option<&str> {
    let failed = messages.iter().rfind(|message| message.starts_with("prog '"))?;
    quoted_after(failed, "prog ")
}

/// Whether programs for a hook are attached to what the kernel looks up in its own types: those of libbpf's `SEC_ATTACH_BTF`, and
/// struct_ops.
fn is_by_type(hook: &str) -> bool {
    let hook = hook.trim_end_matches(".s");
    [
        "tp_btf",
        "fentry",
        "fexit",
        "fmod_ret",
        "fsession",
        "lsm",
        "lsm_cgroup",
        "iter",
        "struct_ops",
        "struct_ops.link",
    ]
    .contains(&hook)
}

/// What to say of a program that the kernel can't run for its instructions.
fn too_new(about: About<'_>, program: &ProgramFacts, missing: &Missing) -> String {
    let (set, release, name) = (program.instruction_set, kernel().release(), about.name);
    format!(
        "can't load the program {}: it is compiled for {set}, and {missing} (it is {release})\nhelp: have it compiled for an \
         older one, too, by `cpu = [\"{set}\", \"v1\"]` in [package.metadata.coolbpf.program.{name}] of Cargo.toml",
        program.shown()
    )
}

/// What the verifier said about the program that did not pass, if that is why loading failed.
pub(crate) fn rejection(about: About<'_>, program: &str, messages: &[String]) -> Option<Rejection> {
    Rejection::read(load_log(messages)?, about, program)
}

/// The verifier's log among libbpf's messages.
pub(crate) fn load_log(messages: &[String]) -> Option<&str> {
    let (_, log) = messages.iter().find_map(|message| message.split_once(LOAD_LOG))?;
    Some(log.split("-- END PROG LOAD LOG --").next().unwrap_or(log))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::failure::tests::{ABOUT, program};

    #[test]
    fn a_map_that_was_left_out_is_named() {
        let log = "prog 'on_exec': -- BEGIN PROG LOAD LOG --\n3: <invalid BPF map reference>\nBPF map 'seen' is referenced but wasn't \
                   created\n-- END PROG LOAD LOG --\n";
        assert_eq!(not_created(log), Some("seen"));
        for message in ["", "BPF map 'seen", "' is referenced but wasn't created"] {
            assert_eq!(not_created(message), None, "{message}");
        }
    }

    pub(in crate::failure) fn load_error(code: i32, messages: &[&str]) -> Error {
        let messages: Vec<_> = messages.iter().map(|message| (*message).to_owned()).collect();
        let programs = [program("first", "tp/a/b"), program("second", "tp_btf/nope")];
        load(
            ABOUT,
            libbpf_rs::Error::from_raw_os_error(code),
            &messages,
            &programs,
            &[],
            &KernelTypes::Kernel,
        )
    }

    #[test]
    fn a_rejected_program_is_named_with_its_section_and_what_the_verifier_said() {
        let error = load_error(
            13,
            &[
                "prog 'second': BPF program load failed: -EACCES",
                "prog 'second': -- BEGIN PROG LOAD LOG --\n; x(); @ a.c:3\n0: (95) exit\nR0 !read_ok\n\
                 processed 1 insns\n-- END PROG LOAD LOG --",
                "prog 'second': failed to load: -EACCES",
                "failed to load object 'hello_bpf'",
            ],
        );
        assert_eq!(error.kind(), ErrorKind::VerifierRejected);
        assert_eq!(
            error.to_string(),
            "the kernel's verifier rejected the program `second` (tp_btf/nope): R0 !read_ok\n    \
             ; x(); @ a.c:3\n    0: (95) exit\nhelp: a variable is read that has no value on one of the ways there; a call to a \
             helper takes the values of r1 to r5 away: give it a value where it is declared"
        );
        assert!(error.verifier_log().unwrap().contains("processed 1 insns"));
    }

    #[test]
    fn a_kernel_without_types_is_named() {
        let error = load_error(3, &["failed to find valid kernel BTF", "Error loading vmlinux BTF: -ESRCH"]);
        assert_eq!(error.kind(), ErrorKind::NoKernelBtf);
        let error = error.to_string();
        assert!(
            error.contains(
                "the program `second` (tp_btf/nope) is attached to what the kernel looks up in its own types"
            ),
            "{error}"
        );

        let messages = ["failed to find valid kernel BTF".to_owned()];
        let by_name = [program("first", "tp/a/b")];
        let none = libbpf_rs::Error::from_raw_os_error(3);
        let error = load(ABOUT, none, &messages, &by_name, &[], &KernelTypes::None).to_string();
        for part in [
            "can't load `hello`: its CO-RE relocations",
            "/sys/kernel/btf/vmlinux, /boot/vmlinux-",
            "`cargo coolbpf vendor`",
        ] {
            assert!(error.contains(part), "{error}");
        }
        let release = kernel_types::running_release().unwrap();
        assert!(error.ends_with(&format!("kernels = [\"{release}\"]")), "{error}");
    }

    #[test]
    fn a_missing_target_is_named_when_loading_finds_it_out() {
        let error = load_error(3, &["prog 'second': failed to find kernel BTF type ID of 'nope': -ESRCH"]);
        assert_eq!(error.kind(), ErrorKind::NoAttachPoint);
        assert_eq!(
            error.to_string(),
            "can't load the program `second` (tp_btf/nope): this kernel has no `nope` to attach to"
        );
    }

    #[test]
    fn a_section_that_names_no_kind_of_program_is_told_as_check_tells_it() {
        let message = "prog 'second': missing BPF prog type, check ELF section name 'tp_bff/nope'";
        let error = load_error(22, &[message, "failed to load object 'hello_bpf'"]);
        assert_eq!(error.kind(), ErrorKind::InvalidInput);
        assert_eq!(
            error.to_string(),
            "can't load `hello`: the section of the program `second` (tp_btf/nope) names no kind of program; it is to be as in \
             SEC(\"tracepoint/sched/sched_process_exec\") or SEC(\"xdp\")"
        );
    }

    #[test]
    fn other_failures_carry_what_libbpf_said() {
        let error =
            load_error(22, &["map 'counts': failed to create: -EINVAL", "failed to load object 'hello_bpf'"]);
        assert_eq!(error.kind(), ErrorKind::Other);
        assert_eq!(
            format!("{error:#}"),
            "can't load `hello` (map 'counts': failed to create: -EINVAL): Invalid argument (os error 22)"
        );
    }
}
