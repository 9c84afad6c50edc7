//! What went wrong when an object was opened, loaded or attached, in words that help.
//!
//! The kernel answers with one number. What it means follows from libbpf's warnings, the capabilities of the process,
//! and what the program wanted.

mod attach;
mod load;

use std::fmt::Write as _;
use std::io;

pub(crate) use self::attach::{
    NotAttached, attach, attach_filter, attach_struct_ops, attach_to, nothing_attached, set_target,
};
pub(crate) use self::load::{failed_program, load, load_log, load_program, rejection};
use crate::capability::{self, Capabilities, Capability};
use crate::object::About;
use crate::{Error, ErrorKind};

/// What libbpf writes before a verifier's log.
pub(crate) const LOAD_LOG: &str = "-- BEGIN PROG LOAD LOG --\n";

/// libbpf could not parse an object.
pub(crate) fn open(about: About<'_>, error: libbpf_rs::Error, messages: &[String]) -> Error {
    let doing = format!("can't open `{}`{}", about.name, because(messages));
    Error::system(doing, system_error(&error))
}

/// What was asked for is not enough.
pub(crate) fn unsaid(message: String) -> Error {
    Error::new(ErrorKind::InvalidInput, message)
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

/// Whether perf events take more than CAP_PERFMON: a number that only kernels with a change of their distribution tell apart.
fn is_paranoid() -> bool {
    let number = std::fs::read_to_string("/proc/sys/kernel/perf_event_paranoid");
    number.is_ok_and(|number| number.trim().parse::<i32>().is_ok_and(|number| number > 2))
}

fn no_permission(doing: &str, required: &[Capability], messages: &[String]) -> Error {
    let capabilities = Capabilities::of_this_process();
    let both = capabilities.map(|process| (process.missing(required), process.required(required)));
    let mut message = format!("no permission: {doing}: ");
    match both {
        _ if capability::in_user_namespace() => {
            message.push_str(capability::BY_TOKEN);
            message.push_str(&because(messages));
        }
        Some((missing, required)) if !missing.is_empty() => {
            message.push_str(&capability::advice(&missing, &required));
        }
        _ if messages.iter().any(|message| message.contains("perf event")) && is_paranoid() => {
            message.push_str(
                "this kernel has perf events for CAP_SYS_ADMIN alone while kernel.perf_event_paranoid is above 2, as Debian and \
                 Ubuntu have it; run it with that, or `sudo sysctl kernel.perf_event_paranoid=2`",
            );
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

    use super::attach::tests::attach_error;
    use super::load::tests::load_error;
    use super::*;
    use crate::InstructionSet;
    use crate::program::ProgramFacts;
    use crate::verifier::Source;

    pub(super) const ABOUT: About<'_> =
        About { name: "hello", source: Source { rust_file: "src/main.rs", start: 1 }, object: b"" };

    pub(super) fn program(name: &str, section: &str) -> ProgramFacts {
        let (name, section) = (name.to_owned(), section.to_owned());
        ProgramFacts {
            name,
            section,
            program_type: ProgramType::Tracepoint,
            attach_type: 0,
            autoload: true,
            instruction_set: InstructionSet::V1,
            needs: Vec::new(),
        }
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
