//! What is known of a program on this kernel before it is tried.

use std::io;
use std::path::Path;

use super::choice::Reason;
use super::targets::{Known, Targets};
use crate::kernel::{Attachment, Support, kernel};
use crate::program::ProgramFacts;
use crate::{Error, ErrorKind, failure, missing, security_module, tracefs};

/// What is known of it.
pub(super) enum Fact {
    /// Nothing speaks against it.
    Possible,
    /// The kernel has no such hook, but this crate does with others.
    FallBack,
    /// It can't work.
    Refused(Reason),
}

pub(super) fn of(facts: &ProgramFacts, targets: &mut Targets) -> Fact {
    let not_loaded = |kind, why: &str| {
        let error = Error::new(kind, format!("can't load the program {}: {why}", facts.shown()));
        Fact::Refused(error.into())
    };
    if let Some(missing) = missing::program_type(facts) {
        return not_loaded(ErrorKind::Unsupported, &missing.to_string());
    }
    let (hook, Some(target)) = facts.hook() else { return Fact::Possible };
    let base = hook.trim_end_matches(".s");
    match base {
        "fentry" | "fexit" | "fmod_ret" | "fsession" | "tp_btf" | "lsm" | "iter" => {
            let target = match targets.known(&facts.name, target) {
                Known::Named(target) => target.to_owned(),
                Known::Found => return Fact::Possible,
                Known::Refused(reason) => return Fact::Refused(reason.clone()),
            };
            if let Support::No(missing) = kernel().btf() {
                return not_loaded(ErrorKind::NoKernelBtf, &missing.to_string());
            }
            if let Some(why) = security_module::inactive(hook) {
                return not_loaded(ErrorKind::Unsupported, &why);
            }
            match targets.find(&facts.name, &target, facts.attach_type) {
                Ok(false) => not_loaded(
                    ErrorKind::NoAttachPoint,
                    &format!("this kernel has no `{target}` to attach to"),
                ),
                // Where the types can't be read, it is worth a try.
                Ok(true) | Err(_) => Fact::Possible,
            }
        }
        "tp" | "tracepoint" if lacks_tracepoint(target) => no_target(facts),
        "kprobe" | "kretprobe" | "ksyscall" | "kretsyscall" => needs(facts, Attachment::Kprobe),
        "kprobe.multi" | "kretprobe.multi" => or_singles(facts, Attachment::KprobeMulti, Attachment::Kprobe),
        "kprobe.session" => needs(facts, Attachment::KprobeSession),
        "uprobe.session" => needs(facts, Attachment::UprobeSession),
        "uprobe" | "uretprobe" | "usdt" | "uprobe.multi" | "uretprobe.multi" if lacks_binary(target) => {
            no_target(facts)
        }
        "uprobe" | "uretprobe" | "usdt" => needs(facts, Attachment::Uprobe),
        "uprobe.multi" | "uretprobe.multi" => or_singles(facts, Attachment::UprobeMulti, Attachment::Uprobe),
        _ => Fact::Possible,
    }
}

fn refused(facts: &ProgramFacts, why: &str) -> Fact {
    let message = format!("can't attach the program {}: {why}", facts.shown());
    Fact::Refused(Error::new(ErrorKind::Unsupported, message).into())
}

fn not_attached(facts: &ProgramFacts, error: io::Error) -> Fact {
    Fact::Refused(Error::from(failure::attach(facts, error, &[])).into())
}

/// There is not what the program's section names.
fn no_target(facts: &ProgramFacts) -> Fact {
    not_attached(facts, io::Error::from_raw_os_error(libc::ENOENT))
}

fn needs(facts: &ProgramFacts, attachment: Attachment) -> Fact {
    match kernel().attachment(attachment) {
        Support::No(_) if attachment == Attachment::Kprobe => no_target(facts),
        Support::No(missing) => refused(facts, &missing.to_string()),
        Support::Yes | Support::Unknown(_) => Fact::Possible,
    }
}

/// One probe of many functions, or else many probes of one.
fn or_singles(facts: &ProgramFacts, multi: Attachment, single: Attachment) -> Fact {
    match (needs(facts, single), kernel().attachment(multi)) {
        (Fact::Possible, Support::No(_)) => Fact::FallBack,
        (fact, _) => fact,
    }
}

/// Whether the kernel tells its tracepoints, but not this one.
fn lacks_tracepoint(target: &str) -> bool {
    tracefs::place().is_some_and(|place| matches!(place.join("events").join(target).try_exists(), Ok(false)))
}

/// Whether the file that a probe of user space is for is not there. Of a name without directories, only libbpf knows where it looks.
fn lacks_binary(target: &str) -> bool {
    let binary = target.split(':').next().unwrap_or(target);
    binary.starts_with('/') && matches!(Path::new(binary).try_exists(), Ok(false))
}
