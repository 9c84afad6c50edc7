//! Loading the programs of an object one at a time, without attaching them, to hear what the kernel's verifier says.
//!
//! That one is rejected hides nothing of the others, and nothing is left behind: maps that would be pinned are not.

use std::ptr;

use libbpf_rs::{AsRawLibbpf as _, MapType, ObjectBuilder, OpenObject, ProgramType, libbpf_sys};

use crate::adapt::{self, Adaptation, Adaptations};
use crate::capability::{self, Capabilities, Capability};
use crate::kernel_types::KernelTypes;
use crate::messages::{captured, hear_load_logs};
use crate::object::{About, token};
use crate::program::ProgramFacts;
use crate::verifier::Rejection;
use crate::{Error, ErrorKind, failure};

/// `BPF_LOG_STATS`: the verifier's log has what the check has cost, but not its steps. Linux 5.2.
pub(crate) const STATISTICS: u32 = 4;

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
    /// It can't be loaded, for what it is: a map that the kernel refuses, or a section that means nothing.
    Refused(Error),
    /// It can't be loaded here, so that the verifier has not seen it.
    NotVerified(Error),
    /// It could be loaded by a process with capabilities that this one lacks, as the text says.
    Unprivileged(String),
}

/// Loads the program called `program` of an object, which is a checked one, and unloads it.
#[must_use]
pub fn verify(about: About<'_>, program: &str) -> Verdict {
    hear_load_logs();
    match attempt(about, program, STATISTICS) {
        accepted @ Verdict::Accepted { .. } => accepted,
        // The log of that attempt lacks the steps; and an older kernel refuses to write one.
        _ => attempt(about, program, 0),
    }
}

fn attempt(about: About<'_>, program: &str, log_level: u32) -> Verdict {
    let opened = captured(|| ObjectBuilder::default().name(about.name)?.open_memory(about.object));
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
    let names = opened.progs().map(|one| one.name().to_string_lossy().into_owned());
    let others: Vec<String> = names.filter(|name| name != program).collect();
    pin_nothing(&mut opened);
    let map_types = crate::object::map_types(&opened);
    let maps: Vec<(String, MapType)> =
        opened.maps().map(|map| (map.name().to_string_lossy().into_owned(), map.map_type())).collect();
    let mut adaptation = Adaptation::with(Adaptations::ALL, &opened);
    if let Err(error) = adaptation.fit_maps(&mut opened, about) {
        return Verdict::NotVerified(error);
    }
    let (prepared, mut messages) = captured(|| adapt::prepare(&mut opened));
    let token = token(&opened);
    let loaded = prepared.and_then(|()| {
        // What can't be changed stays as it is, and the kernel says what it thinks of it.
        let _ = adaptation.fit_instructions(&mut opened, about);
        let (loaded, of_load) = captured(|| opened.load().map(drop));
        messages.extend(of_load);
        loaded
    });

    let of_it: Vec<String> = about_program(program, &messages).map(str::to_owned).collect();
    // Others may have failed, and what comes after the programs: as filling the slots of a program array with those that are
    // not loaded.
    if let Some(log) = failure::load_log(&of_it)
        && !of_it.iter().any(|message| is_failure(message))
    {
        return Verdict::Accepted { log: log.to_owned() };
    }
    let Err(error) = loaded else { return Verdict::Accepted { log: String::new() } };
    // What attaching it asks for beside does not matter here.
    let of_type = Capability::for_program(facts.program_type).iter().copied();
    let required: Vec<_> = std::iter::once(Capability::Bpf).chain(of_type).collect();
    let missing =
        Capabilities::of_this_process().map(|process| process.missing(&required)).unwrap_or_default();
    if !missing.is_empty() && token == 0 {
        // The kernel may have let it come to the verifier, but without privileges that asks for more.
        return Verdict::Unprivileged(capability::lacking(&missing));
    }
    if let Some(rejection) = failure::rejection(about, program, &of_it) {
        return Verdict::Rejected(rejection);
    }
    if let Some(other) = others.iter().find(|other| about_program(other, &messages).any(is_failure)) {
        let message = format!(
            "libbpf loads the programs of a struct_ops map together, and `{other}`, which comes before `{program}`, fails"
        );
        return Verdict::NotVerified(Error::new(ErrorKind::Other, message));
    }
    let refused = section_problem(&facts, &of_it).or_else(|| map_problem(&messages, &maps));
    if let Some(problem) = refused {
        return Verdict::Refused(Error::new(ErrorKind::InvalidInput, problem));
    }
    Verdict::NotVerified(failure::load(
        about,
        error,
        &messages,
        &[facts],
        &map_types,
        &KernelTypes::of_this_kernel(),
    ))
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

/// Those of libbpf's messages that are about a program.
pub(crate) fn about_program<'a>(program: &str, messages: &'a [String]) -> impl Iterator<Item = &'a str> {
    let start = format!("prog '{program}': ");
    messages.iter().map(String::as_str).filter(move |message| message.starts_with(&start))
}

fn is_failure(message: &str) -> bool {
    message.contains("BPF program load failed")
}

/// Has no map pinned, and none taken that is.
fn pin_nothing(opened: &mut OpenObject) {
    for map in opened.maps_mut() {
        // SAFETY: the map belongs to the object, which is open; a null path is none. The call can't fail without a path
        // to copy.
        let _ = unsafe { libbpf_sys::bpf_map__set_pin_path(map.as_libbpf_object().as_ptr(), ptr::null()) };
    }
}

/// What is wrong with the program's section, where libbpf can't make anything of it.
pub(crate) fn section_problem(facts: &ProgramFacts, of_it: &[String]) -> Option<String> {
    let says = |what: &str| of_it.iter().any(|message| message.contains(what));
    if says("missing BPF prog type, check ELF section name") {
        return Some(format!(
            "the section of the program {} names no kind of program; it is to be as in \
             SEC(\"tracepoint/sched/sched_process_exec\") or SEC(\"xdp\")",
            facts.shown()
        ));
    }
    says("program isn't referenced anywhere").then(|| {
        format!(
            "no struct_ops map names the program {}; name it in one, as in \
             SEC(\".struct_ops\") struct tcp_congestion_ops x = {{ .init = (void *)NAME }}",
            facts.shown()
        )
    })
}

/// What is wrong with a map that the kernel refuses although it knows its type.
fn map_problem(messages: &[String], maps: &[(String, MapType)]) -> Option<String> {
    let (name, error) = messages
        .iter()
        .find_map(|message| message.strip_prefix("map '")?.split_once("': failed to create: "))?;
    let reason = match error.split(|c: char| c != '-' && !c.is_ascii_alphanumeric()).next()? {
        "-EINVAL" => "Invalid argument (EINVAL)",
        "-E2BIG" => "Argument list too long (E2BIG)",
        _ => return None,
    };
    let (_, map_type) = maps.iter().find(|(map, _)| map == name)?;
    let known = matches!(map_type.is_supported(), Ok(true));
    known.then(|| {
        format!(
            "the kernel refuses the map `{name}`, of type {map_type:?}: {reason}; the sizes of its keys and values, the number \
             of its entries, or its flags don't go with that type"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::InstructionSet;

    fn facts(section: &str, program_type: ProgramType) -> ProgramFacts {
        ProgramFacts {
            name: "p".into(),
            section: section.into(),
            program_type,
            attach_type: 0,
            autoload: true,
            instruction_set: InstructionSet::V1,
            needs: Vec::new(),
        }
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
        let problem = |message: &str| {
            section_problem(&facts("nonsense", ProgramType::Unspec), &[format!("prog 'p': {message}")])
        };
        let text = problem("missing BPF prog type, check ELF section name 'nonsense'").unwrap();
        assert!(
            text.starts_with("the section of the program `p` (nonsense) names no kind of program"),
            "{text}"
        );
        let text =
            problem("SEC(\"struct_ops\") program isn't referenced anywhere, did you forget to use it?");
        assert!(text.unwrap().starts_with("no struct_ops map names the program `p`"));
        assert_eq!(problem("BPF program load failed: -EPERM"), None);
    }

    #[test]
    fn a_map_is_refused_only_for_what_it_asks() {
        let maps = [("counts".to_owned(), MapType::Hash)];
        let problem = |message: &str| map_problem(&[message.to_owned()], &maps);
        assert_eq!(problem("map 'counts': failed to create: -EPERM"), None);
        assert_eq!(problem("map 'other': failed to create: -EINVAL"), None);
        assert_eq!(problem("failed to load object 'x'"), None);
    }

    #[test]
    fn messages_about_another_program_are_told_from_its_own() {
        let messages = ["prog 'a': x".to_owned(), "prog 'ab': y".to_owned(), "map 'a': z".to_owned()];
        assert_eq!(about_program("a", &messages).collect::<Vec<_>>(), ["prog 'a': x"]);
    }
}
