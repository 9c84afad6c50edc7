//! Loading the programs of an object one at a time, without attaching them, to hear what the kernel's verifier says.
//!
//! That one is rejected hides nothing of the others, and nothing is left behind: maps that would be pinned are not.

use std::ptr;

use libbpf_rs::{AsRawLibbpf as _, MapType, ObjectBuilder, OpenObject, ProgramType, libbpf_sys};

use crate::capability::Capabilities;
use crate::messages::{captured, hear_load_logs};
use crate::object::About;
use crate::program::ProgramFacts;
use crate::verifier::Rejection;
use crate::{Error, ErrorKind, failure};

/// `BPF_LOG_STATS`: the verifier's log has what the check has cost, and nothing else. Linux 5.2.
const STATISTICS: u32 = 4;

/// What comes of loading one program.
#[derive(Debug)]
pub enum Verdict {
    /// The kernel takes it.
    Accepted {
        /// What the verifier says the check has cost; empty before Linux 5.2.
        log: String,
    },
    /// The verifier rejects it.
    Rejected(Rejection),
    /// No kernel of this kind takes it: for a map that it has, or a section that means nothing.
    Refused(Error),
    /// It can't be loaded here, so that the verifier has not seen it.
    NotVerified(Error),
}

/// Loads the program called `program` of an object, which is a checked one's bytes, and unloads it.
#[must_use]
pub fn verify(object: &[u8], about: About<'_>, program: &str) -> Verdict {
    hear_load_logs();
    match attempt(object, about, program, STATISTICS) {
        accepted @ Verdict::Accepted { .. } => accepted,
        // The log of that attempt has statistics only; and an older kernel refuses to write one.
        _ => attempt(object, about, program, 0),
    }
}

fn attempt(object: &[u8], about: About<'_>, program: &str, log_level: u32) -> Verdict {
    let opened = captured(|| ObjectBuilder::default().name(about.name)?.open_memory(object));
    let mut opened = match opened {
        (Ok(opened), _) => opened,
        (Err(error), messages) => return Verdict::Refused(failure::open(about, error, &messages)),
    };
    for mut other in opened.progs_mut() {
        other.set_autoload(other.name() == program);
        other.set_log_level(log_level);
    }
    let Some(facts) = opened.progs().map(|one| ProgramFacts::of(&one)).find(|one| one.name == program) else {
        let message = format!("`{}` has no program `{program}`", about.name);
        return Verdict::Refused(Error::new(ErrorKind::InvalidInput, message));
    };
    if let Some(reason) = needs_another_program(&facts) {
        return Verdict::NotVerified(Error::new(ErrorKind::Unsupported, reason));
    }
    pin_nothing(&mut opened);
    let maps: Vec<(String, MapType)> =
        opened.maps().map(|map| (map.name().to_string_lossy().into_owned(), map.map_type())).collect();
    let (loaded, messages) = captured(|| opened.load().map(drop));

    let failed = messages.iter().any(|message| message.contains("BPF program load failed"));
    // What comes after the programs, as filling the slots of a program array with those that are not loaded, may fail.
    if let Some(log) = failure::load_log(&messages).filter(|_| !failed) {
        return Verdict::Accepted { log: log.to_owned() };
    }
    let Err(error) = loaded else { return Verdict::Accepted { log: String::new() } };
    let lacks = |facts: &ProgramFacts| {
        let required: Vec<_> = facts.capabilities().collect();
        Capabilities::of_this_process().is_some_and(|process| !process.missing(&required).is_empty())
    };
    if let Some(rejection) = failure::rejection(about, &messages) {
        if !lacks(&facts) {
            return Verdict::Rejected(rejection);
        }
        // Without privileges the verifier asks for more.
        return Verdict::NotVerified(failure::no_permission_to_load(about, &[facts]));
    }
    let refused = is_section_unknown(&messages) || is_map_refused(&messages, &maps);
    let error = failure::load(about, error, &messages, &[facts]);
    if refused { Verdict::Refused(error) } else { Verdict::NotVerified(error) }
}

/// Why a program can't be verified by itself, whatever the kernel.
fn needs_another_program(facts: &ProgramFacts) -> Option<String> {
    let shown = facts.shown();
    match (facts.program_type, facts.hook()) {
        (ProgramType::Ext, _) => Some(format!(
            "the program {shown} takes the place of a function in another BPF program, and is verified against that one \
             only: load both"
        )),
        (ProgramType::Tracing | ProgramType::Lsm, (_, None)) => Some(format!(
            "the section of the program {shown} names no function that it is for, so that only whoever loads it can say; \
             write it as in SEC(\"fentry/do_unlinkat\") to have it verified here"
        )),
        _ => None,
    }
}

/// Has no map pinned, and none taken that is.
fn pin_nothing(opened: &mut OpenObject) {
    for map in opened.maps_mut() {
        // SAFETY: the map belongs to the object, which is open; a null path is none. The call can't fail without a path
        // to copy.
        let _ = unsafe { libbpf_sys::bpf_map__set_pin_path(map.as_libbpf_object().as_ptr(), ptr::null()) };
    }
}

/// Whether libbpf can't make anything of the program's section.
fn is_section_unknown(messages: &[String]) -> bool {
    messages.iter().any(|message| {
        message.contains("missing BPF prog type, check ELF section name")
            || message.contains("program isn't referenced anywhere")
    })
}

/// Whether the kernel refuses a map although it knows its type.
fn is_map_refused(messages: &[String], maps: &[(String, MapType)]) -> bool {
    messages.iter().any(|message| {
        let Some((name, error)) =
            message.strip_prefix("map '").and_then(|rest| rest.split_once("': failed to create: "))
        else {
            return false;
        };
        let of_the_map = ["-EINVAL", "-E2BIG"].iter().any(|code| error.starts_with(code));
        let known = maps.iter().find(|(map, _)| map == name).map(|(_, ty)| ty.is_supported());
        of_the_map && matches!(known, Some(Ok(true)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(section: &str, program_type: ProgramType) -> ProgramFacts {
        ProgramFacts { name: "p".into(), section: section.into(), program_type, autoload: true }
    }

    #[test]
    fn programs_that_are_nothing_by_themselves_are_told_from_others() {
        let reason = |section, program_type| needs_another_program(&facts(section, program_type));
        assert!(reason("freplace/f", ProgramType::Ext).unwrap().contains("`p` (freplace/f) takes the place"));
        assert!(reason("fentry", ProgramType::Tracing).unwrap().contains("names no function"));
        assert_eq!(reason("fentry/f", ProgramType::Tracing), None);
        assert_eq!(reason("xdp", ProgramType::Xdp), None);
    }

    #[test]
    fn a_section_that_means_nothing_is_the_programs_fault() {
        let messages = ["prog 'p': missing BPF prog type, check ELF section name 'nonsense'".to_owned()];
        assert!(is_section_unknown(&messages));
        assert!(!is_section_unknown(&["prog 'p': BPF program load failed: -EPERM".to_owned()]));
    }

    #[test]
    fn a_map_is_refused_only_for_what_it_asks() {
        let maps = [("counts".to_owned(), MapType::Hash)];
        let refused = |message: &str| is_map_refused(&[message.to_owned()], &maps);
        assert!(!refused("map 'counts': failed to create: -EPERM"));
        assert!(!refused("map 'other': failed to create: -EINVAL"));
        assert!(!refused("failed to load object 'x'"));
    }
}
