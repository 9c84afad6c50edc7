//! Why a program could not be attached.

use std::io;

use super::{because, no_permission, system};
use crate::capability::Capability;
use crate::kernel::{Attachment, Missing, Support, kernel, tells_of_descriptors};
use crate::missing;
use crate::object::About;
use crate::program::ProgramFacts;
use crate::tracefs;
use crate::{Error, ErrorKind};

/// `ESRCH`: what libbpf returns where the kernel's BTF does not have something.
const NO_SUCH_THING: i32 = 3;

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

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::failure::tests::{ABOUT, program};

    pub(in crate::failure) fn attach_error(code: i32, section: &str, messages: &[&str]) -> NotAttached {
        let messages: Vec<_> = messages.iter().map(|message| (*message).to_owned()).collect();
        attach(&program("p", section), io::Error::from_raw_os_error(code), &messages)
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
}
