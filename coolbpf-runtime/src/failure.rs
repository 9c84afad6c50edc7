//! What went wrong when an object was opened, loaded or attached, in words that help.
//!
//! The kernel answers with one number. What it means follows from libbpf's warnings, the capabilities of the process,
//! and what the program wanted.

use std::fmt::Write as _;
use std::io;

use crate::capability::{self, Capabilities, Capability};
use crate::kernel::{Attachment, Missing, Support, kernel, tells_of_descriptors};
use crate::kernel_types::{self, KernelTypes};
use crate::missing;
use crate::object::About;
use crate::program::ProgramFacts;
use crate::tracefs;
use crate::verifier::Rejection;
use crate::{Error, ErrorKind};

/// `ESRCH`: what libbpf returns where the kernel's BTF does not have something.
const NO_SUCH_THING: i32 = 3;

/// What libbpf writes before a verifier's log.
pub(crate) const LOAD_LOG: &str = "-- BEGIN PROG LOAD LOG --\n";

/// libbpf could not parse an object.
pub(crate) fn open(about: About<'_>, error: libbpf_rs::Error, messages: &[String]) -> Error {
    let doing = format!("can't open `{}`{}", about.name, because(messages));
    Error::system(doing, system_error(&error))
}

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
    if let Some(rejection) = rejection(about, messages) {
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
        let message = format!("can't load {what}: it has the map `{map}`, and {missing}");
        return Error::new(ErrorKind::Unsupported, message);
    }
    if let Some(missing) = failed.and_then(missing::program_type) {
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
    Error::system(format!("can't load {what}{}", because(messages)), error)
}

/// One program could not be loaded; `log` is what the verifier wrote.
pub(crate) fn load_program(about: About<'_>, program: &ProgramFacts, error: io::Error, log: &str) -> Error {
    let what = format!("the program {}", program.shown());
    if let Some(missing) = missing::instruction_set(program) {
        return Error::new(ErrorKind::Unsupported, too_new(about, program, &missing));
    }
    if let Some(rejection) = Rejection::read(log, about.source) {
        return rejected(&what, Some(program), rejection);
    }
    if let Some(missing) = missing::program_type(program) {
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
    let Rejection { message, steps, log } = rejection;
    let steps: String = steps.iter().map(|step| format!("\n    {step}")).collect();
    let helper = program.and_then(|program| missing::helper(program, &message));
    let missing = helper.map(|missing| missing.to_string()).or_else(|| {
        let needs = program.map(|program| program.needs.as_slice()).unwrap_or_default();
        missing::instructions(&message, needs, kernel().version())
    });
    let missing = missing.map(|missing| format!("; {missing}")).unwrap_or_default();
    let message = format!("the kernel's verifier rejected {what}: {message}{missing}{steps}");
    Error::new(ErrorKind::VerifierRejected, message).with_verifier_log(log)
}

/// What a program takes that a kernel lacks which refuses it without looking at it: more instructions than before Linux 5.2.
fn too_long(program: &ProgramFacts, error: &io::Error) -> Option<String> {
    let is_said = error.kind() == io::ErrorKind::ArgumentListTooLong;
    is_said.then(|| missing::instructions("", &program.needs, kernel().version()))?
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
pub(crate) fn rejection(about: About<'_>, messages: &[String]) -> Option<Rejection> {
    Rejection::read(load_log(messages)?, about.source)
}

/// The verifier's log among libbpf's messages.
pub(crate) fn load_log(messages: &[String]) -> Option<&str> {
    let (_, log) = messages.iter().find_map(|message| message.split_once(LOAD_LOG))?;
    Some(log.split("-- END PROG LOAD LOG --").next().unwrap_or(log))
}

/// Why a program is not attached.
#[derive(Debug)]
pub(crate) enum NotAttached {
    /// Its section does not say what to, so that it is not attached by itself.
    NoTarget(Error),
    Failed(Error),
}

impl From<NotAttached> for Error {
    fn from(not: NotAttached) -> Self {
        match not {
            NotAttached::NoTarget(error) | NotAttached::Failed(error) => error,
        }
    }
}

/// A program could not be attached.
pub(crate) fn attach(program: &ProgramFacts, error: io::Error, messages: &[String]) -> NotAttached {
    let doing = format!("can't attach the program {}", program.shown());
    let (hook, target) = program.hook();
    if error.kind() == io::ErrorKind::Unsupported && messages.is_empty() {
        let message = format!("{doing}: its section does not say what to attach it to");
        return NotAttached::NoTarget(Error::system(message, error));
    }
    NotAttached::Failed(not_attached(program, &doing, hook, target, error, messages))
}

/// A program could not be attached to something that the application has named.
pub(crate) fn attach_to(
    program: &ProgramFacts,
    kind: &str,
    name: &str,
    error: io::Error,
    messages: &[String],
) -> Error {
    let doing = format!("can't attach the program {} to {name}", program.shown());
    // Only of these is there more to say than that it is not there.
    let target = (is_tracepoint(kind) || is_raw_tracepoint(kind)).then_some(name);
    not_attached(program, &doing, kind, target, error, messages)
}

/// What was asked for is not enough.
pub(crate) fn unsaid(message: String) -> Error {
    Error::new(ErrorKind::InvalidInput, message)
}

/// What a program is to be loaded for is not there.
pub(crate) fn set_target(
    program: &ProgramFacts,
    target: &str,
    error: io::Error,
    messages: &[String],
) -> Error {
    let doing = format!("can't have the program {} loaded for {target}", program.shown());
    if let Some(missing) = missing::program_type(program) {
        return Error::new(ErrorKind::Unsupported, format!("{doing}: {missing}"));
    }
    match error.raw_os_error() {
        Some(libc::ENOENT | NO_SUCH_THING) => {
            if messages.iter().any(|message| message.contains("failed to find valid kernel BTF")) {
                return Error::new(
                    ErrorKind::NoKernelBtf,
                    format!("{doing}: this kernel does not tell its types"),
                );
            }
            Error::new(
                ErrorKind::NoAttachPoint,
                format!("{doing}: there is no such thing{}", because(messages)),
            )
        }
        Some(libc::EINVAL) => {
            Error::new(ErrorKind::NoAttachPoint, format!("{doing}: it is not to be had{}", because(messages)))
        }
        _ => system(format!("{doing}{}", because(messages)), error),
    }
}

fn not_attached(
    program: &ProgramFacts,
    doing: &str,
    hook: &str,
    target: Option<&str>,
    error: io::Error,
    messages: &[String],
) -> Error {
    match error.kind() {
        io::ErrorKind::PermissionDenied => {
            no_permission(doing, &program.capabilities().collect::<Vec<_>>(), messages)
        }
        io::ErrorKind::NotFound if is_tracepoint(hook) && tracefs::place().is_none() => {
            Error::new(ErrorKind::NoAttachPoint, format!("{doing}: {}", tracefs::NOT_MOUNTED))
        }
        io::ErrorKind::NotFound if is_kprobe(hook) && kernel().attachment(Attachment::Kprobe).is_no() => {
            Error::new(
                ErrorKind::Unsupported,
                format!("{doing}: this kernel has no kprobes (CONFIG_KPROBE_EVENTS)"),
            )
        }
        io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported => match missing_for(hook) {
            Some(missing) => Error::new(ErrorKind::Unsupported, format!("{doing}: {missing}")),
            None => system(format!("{doing}{}", because(messages)), error),
        },
        io::ErrorKind::NotFound if error.raw_os_error().is_none() => {
            Error::new(ErrorKind::NoAttachPoint, format!("{doing}: {error}"))
        }
        io::ErrorKind::NotFound => no_attach_point(doing, hook, target, messages),
        io::ErrorKind::ResourceBusy | io::ErrorKind::AlreadyExists if matches!(hook, "xdp") => {
            let message = format!("{doing}: the interface has an XDP program already (`ip link` shows it)");
            system(message, error)
        }
        _ if error.raw_os_error() == Some(NO_SUCH_THING) => no_attach_point(doing, hook, target, messages),
        _ => system(format!("{doing}{}", because(messages)), error),
    }
}

/// An error of the system, or of libbpf: it has numbers of its own, for which the system has no words.
fn system(message: String, error: io::Error) -> Error {
    /// `__LIBBPF_ERRNO__START` of `bpf/libbpf.h`.
    const OF_LIBBPF: i32 = 4000;
    match error.raw_os_error() {
        Some(code) if code >= OF_LIBBPF => Error::new(ErrorKind::Other, message),
        _ => Error::system(message, error),
    }
}

/// What a kernel lacks to attach programs for a hook, although it loads them.
fn missing_for(hook: &str) -> Option<Missing> {
    match kernel().attachment(Attachment::of_hook(hook)?) {
        Support::No(missing) => Some(missing),
        Support::Yes | Support::Unknown(_) => None,
    }
}

/// A program could not be attached as a filter, in the place of what the kernel lacks.
pub(crate) fn attach_filter(
    program: &ProgramFacts,
    interface: &str,
    instead: Option<&Missing>,
    error: io::Error,
    messages: &[String],
) -> Error {
    let doing = format!("can't attach the program {} to {interface}", program.shown());
    match error.kind() {
        io::ErrorKind::PermissionDenied => {
            no_permission(&doing, &[Capability::Bpf, Capability::NetAdmin], messages)
        }
        // What the kernel answers where it knows no clsact, or no cls_bpf.
        io::ErrorKind::NotFound | io::ErrorKind::Unsupported => {
            let lacks = match instead {
                Some(missing) => format!("{missing}; it has no filters either"),
                None => "this kernel has no filters".to_owned(),
            };
            let message = format!("{doing}: {lacks}, which the modules sch_ingress and cls_bpf bring");
            Error::new(ErrorKind::Unsupported, message)
        }
        // libbpf asks for the program's number.
        io::ErrorKind::InvalidInput if !tells_of_descriptors() => Error::new(
            ErrorKind::Unsupported,
            format!(
                "{doing} as a filter: this kernel does not tell what a descriptor is of, which came with Linux 4.13"
            ),
        ),
        _ => system(format!("{doing} as a filter{}", because(messages)), error),
    }
}

/// None of `programs` has been attached by itself.
pub(crate) fn nothing_attached(about: About<'_>, programs: &[ProgramFacts]) -> Error {
    if programs.is_empty() {
        let message =
            format!("nothing of `{}` is attached: it has no program: no function has a SEC(...)", about.name);
        return Error::new(ErrorKind::Unsupported, message);
    }
    let ways: Vec<_> = programs
        .iter()
        .map(|program| format!("the program {} by {}", program.shown(), program.way_to_attach()))
        .collect();
    let message = format!(
        "nothing of `{}` is attached: no program that is loaded says what to attach it to; open and load it, and attach \
         {}",
        about.name,
        ways.join(", ")
    );
    Error::new(ErrorKind::Unsupported, message)
}

/// A kernel interface that programs implement could not be registered.
pub(crate) fn attach_struct_ops(map: &str, error: io::Error, messages: &[String]) -> Error {
    let doing = format!("can't attach the struct_ops map `{map}`");
    match error.kind() {
        io::ErrorKind::PermissionDenied => {
            no_permission(&doing, &[Capability::Bpf, Capability::NetAdmin], messages)
        }
        _ => Error::system(format!("{doing}{}", because(messages)), error),
    }
}

fn is_tracepoint(hook: &str) -> bool {
    matches!(hook, "tp" | "tracepoint")
}

fn is_raw_tracepoint(hook: &str) -> bool {
    matches!(hook, "raw_tp" | "raw_tracepoint" | "raw_tp.w" | "raw_tracepoint.w" | "tp_btf")
}

fn is_kprobe(hook: &str) -> bool {
    ["kprobe", "kretprobe", "ksyscall", "kretsyscall"].contains(&hook.trim_end_matches(".multi"))
}

fn no_attach_point(doing: &str, hook: &str, target: Option<&str>, messages: &[String]) -> Error {
    let Some(target) = target else {
        return Error::new(
            ErrorKind::NoAttachPoint,
            format!("{doing}: there is no such target{}", because(messages)),
        );
    };
    let message = if is_tracepoint(hook) {
        format!(
            "{doing}: this kernel has no tracepoint `{target}` ({})",
            tracefs::of(&["events", target]).display()
        )
    } else if is_raw_tracepoint(hook) {
        format!("{doing}: this kernel has no raw tracepoint `{target}`")
    } else {
        format!("{doing}: there is no `{target}`{}", because(messages))
    };
    Error::new(ErrorKind::NoAttachPoint, message)
}

fn no_permission(doing: &str, required: &[Capability], messages: &[String]) -> Error {
    let capabilities = Capabilities::of_this_process();
    let both = capabilities.map(|process| (process.missing(required), process.required(required)));
    let mut message = format!("no permission: {doing}: ");
    match both {
        Some((missing, required)) if !missing.is_empty() => {
            message.push_str(&capability::advice(&missing, &required));
        }
        _ => {
            message.push_str(
                "the kernel refuses although the process has the capabilities; a lockdown, a container's seccomp \
                 filter, a user namespace, or a kernel without this kind of program can be the cause",
            );
            if messages.iter().any(|message| message.contains("RLIMIT_MEMLOCK")) {
                message
                    .push_str(", or before Linux 5.11 a low limit of locked memory: `ulimit -l unlimited`");
            }
            message.push_str(&because(messages));
        }
    }
    Error::new(ErrorKind::PermissionDenied, message)
}

/// libbpf's warnings as the rest of a message, without those that only say that what failed has failed.
fn because(messages: &[String]) -> String {
    let mut text = String::new();
    for message in messages {
        let said = message.contains("-- BEGIN PROG LOAD LOG --")
            || message.starts_with("failed to load BPF skeleton")
            || message.starts_with("failed to load object")
            || message.starts_with("failed to initialize skeleton BPF object")
            || message.contains("BPF program load failed")
            || message.contains("': failed to load: ")
            || message.ends_with("Retrying without BTF.")
            // Advice that helps only before Linux 5.11, and that is given there in other words.
            || message.starts_with("permission error while running as root");
        if !said && !text.contains(message.as_str()) {
            // Writing into a String can't fail.
            let _ = write!(text, "; {message}");
        }
    }
    if text.is_empty() { text } else { format!(" ({})", &text[2..]) }
}

/// The text between the single quotes that follow `start`.
fn quoted_after<'a>(message: &'a str, start: &str) -> Option<&'a str> {
    message.split_once(start)?.1.strip_prefix('\'')?.split('\'').next()
}

/// The error code of a libbpf-rs error, which tells it only in its text.
fn system_error(error: &libbpf_rs::Error) -> io::Error {
    let text = format!("{error:#}");
    let code = text.rsplit_once("(os error ").and_then(|(_, code)| code.strip_suffix(')')?.parse().ok());
    code.map_or_else(|| io::Error::other(text), io::Error::from_raw_os_error)
}

#[cfg(test)]
mod tests {
    use libbpf_rs::ProgramType;

    use super::*;
    use crate::InstructionSet;
    use crate::verifier::Source;

    const ABOUT: About<'_> = About { name: "hello", source: Source { rust_file: "src/main.rs", start: 1 } };

    fn program(name: &str, section: &str) -> ProgramFacts {
        let (name, section) = (name.to_owned(), section.to_owned());
        ProgramFacts {
            name,
            section,
            program_type: ProgramType::Tracepoint,
            autoload: true,
            instruction_set: InstructionSet::V1,
            needs: Vec::new(),
        }
    }

    fn load_error(code: i32, messages: &[&str]) -> Error {
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

    fn attach_error(code: i32, section: &str, messages: &[&str]) -> NotAttached {
        let messages: Vec<_> = messages.iter().map(|message| (*message).to_owned()).collect();
        attach(&program("p", section), io::Error::from_raw_os_error(code), &messages)
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
             ; x(); @ a.c:3\n    0: (95) exit"
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
    fn other_failures_carry_what_libbpf_said() {
        let error =
            load_error(22, &["map 'counts': failed to create: -EINVAL", "failed to load object 'hello_bpf'"]);
        assert_eq!(error.kind(), ErrorKind::Other);
        assert_eq!(
            format!("{error:#}"),
            "can't load `hello` (map 'counts': failed to create: -EINVAL): Invalid argument (os error 22)"
        );
    }

    #[test]
    fn a_missing_raw_tracepoint_is_named() {
        let error = Error::from(attach_error(2, "raw_tp/nope", &[]));
        assert_eq!(error.kind(), ErrorKind::NoAttachPoint);
        assert_eq!(
            error.to_string(),
            "can't attach the program `p` (raw_tp/nope): this kernel has no raw tracepoint `nope`"
        );
    }

    #[test]
    fn a_section_without_a_target_is_told_from_a_kernel_that_lacks_something() {
        assert!(matches!(attach_error(95, "xdp", &[]), NotAttached::NoTarget(_)));
        let failed = attach_error(95, "uprobe//bin/sh:main", &["prog 'p': failed to create uprobe"]);
        assert!(matches!(failed, NotAttached::Failed(_)));
    }

    #[test]
    fn programs_that_are_not_attached_are_named_with_what_attaches_them() {
        let sections = ["xdp", "uretprobe", "cgroup/connect4", "perf_event", "tc", "?tp/a/b"];
        let error = nothing_attached(ABOUT, &sections.map(|section| program("p", section)));
        assert_eq!(error.kind(), ErrorKind::Unsupported);
        assert_eq!(
            error.to_string(),
            "nothing of `hello` is attached: no program that is loaded says what to attach it to; open and load it, \
             and attach the program `p` (xdp) by `attach_to(Xdp)`, the program `p` (uretprobe) by \
             `attach_to(Uprobe)`, the program `p` (cgroup/connect4) by `attach_to(Cgroup)`, the program `p` (perf_event) by \
             `attach_to(PerfEvent)`, the program `p` (tc) by `attach_to(Tcx)`, the program `p` (?tp/a/b) by `set_autoload(true)` \
             before the load and `attach`"
        );
    }

    #[test]
    fn whatever_libbpf_says_becomes_an_error() {
        let seeds = [
            "prog 'on_exec': -- BEGIN PROG LOAD LOG --\n0: R1=ctx()\ninvalid mem access\n-- END PROG LOAD LOG --",
            "prog 'on_exec': BPF program load failed: -EACCES",
            "prog 'on_exec': failed to load: -13",
            "failed to load object 'hello'",
            "map 'events': failed to create: -EPERM",
        ];
        let texts: Vec<_> = crate::hostile::texts(&seeds, 3000).collect();
        for (at, texts) in texts.windows(3).enumerate() {
            let messages: Vec<&str> = texts.iter().map(String::as_str).collect();
            let code = [libc::EACCES, libc::EPERM, libc::EINVAL, libc::E2BIG, libc::ESRCH][at % 5];
            assert!(!load_error(code, &messages).to_string().is_empty());
            let _ = attach_error(code, "tp_btf/sched_process_exec", &messages);
        }
    }
}
