//! Asking the kernel's verifier.

use coolbpf::__private::check::{About, Source, Verdict as Answer, verify as load};
use coolbpf::Rejection;
use coolbpf_build::Compilation;
use coolbpf_contract::{AlternativeGroup, Arch, CIdent, Level};

use super::message::{Below, Message};
use super::place::Place;
use super::report::{self, Program, Verdict};
use super::statistics::Statistics;
use crate::output::Progress;

/// What the verifier says of an object's programs.
#[derive(Debug, Default)]
pub(crate) struct Verified {
    pub(crate) programs: Vec<Program>,
    /// What people should read.
    pub(crate) messages: Vec<Message>,
}

/// The release of the running kernel.
pub(crate) fn kernel_release() -> Option<String> {
    let release = std::fs::read_to_string("/proc/sys/kernel/osrelease").ok()?;
    Some(release.trim_end().to_owned())
}

/// How many programs the verifier is asked of.
pub(crate) fn programs_to_ask_of(compilation: &Compilation, ask: bool) -> usize {
    let object = compilation.object.as_ref().filter(|_| ask && is_for_this_machine(compilation));
    object.map_or(0, |object| object.programs().len())
}

fn is_for_this_machine(compilation: &Compilation) -> bool {
    std::env::consts::ARCH.parse::<Arch>().is_ok_and(|arch| arch == compilation.arch)
}

/// Has each program of an object verified, if the verifier is to be asked and the object is for this machine.
pub(crate) fn verify(compilation: &Compilation, ask: bool, progress: &Progress) -> Verified {
    let mut verified = Verified::default();
    let Some(object) = &compilation.object else { return verified };
    let ask = ask && is_for_this_machine(compilation);
    let mut unverified = Unverified::default();
    // What is said of programs that are rejected, with their names.
    let mut objections: Vec<(String, Message)> = Vec::new();
    for program in object.programs() {
        let mut done = Program {
            name: program.name.to_string(),
            section: program.section.clone(),
            instructions: program.instructions,
            verdict: Verdict::Compiled,
            statistics: None,
            reason: None,
            place: None,
            log: Vec::new(),
        };
        if ask {
            progress.step(format_args!("verifying `{}`", done.name));
            let source = Source { rust_file: &compilation.rust_file, start: compilation.start };
            let about = About { name: &compilation.program, source, object: object.bytes() };
            match load(about, &done.name) {
                Answer::Accepted { log } => {
                    done.verdict = Verdict::Verified;
                    done.statistics = Statistics::read(&log);
                }
                Answer::Rejected(rejection) => {
                    let message = reject(compilation, &mut done, rejection);
                    objections.push((done.name.clone(), message));
                }
                Answer::Refused(error) => {
                    let message = refuse(&mut done, format!("{error:#}"));
                    objections.push((done.name.clone(), message));
                }
                Answer::NotVerified(error) => unverified.add(&mut done, format!("{error:#}"), None),
                Answer::Unprivileged(lacking) => unverified.add(&mut done, lacking, Some(AS_ROOT)),
            }
        }
        verified.programs.push(done);
    }
    for group in object.alternatives() {
        spare(group, &mut verified.programs, &mut objections);
    }
    verified.messages.extend(objections.into_iter().map(|(_, message)| message));
    verified.messages.extend(unverified.messages());
    verified
}

/// Where the kernel takes one way of alternatives, that it does not take others is no error.
fn spare(group: &AlternativeGroup, programs: &mut [Program], objections: &mut [(String, Message)]) {
    let is_verified = |name: &CIdent| {
        programs.iter().any(|program| program.name == name.as_str() && program.verdict == Verdict::Verified)
    };
    let Some(works) = group.ways.iter().find(|way| way.programs.iter().all(is_verified)) else { return };
    let why = format!(
        "this kernel takes `{}` of the alternatives `{}`, which is used then",
        works.name, group.name
    );
    let others = group.ways.iter().filter(|way| way.name != works.name);
    for name in others.flat_map(|way| &way.programs) {
        for program in programs.iter_mut().filter(|program| program.name == name.as_str()) {
            if matches!(program.verdict, Verdict::Rejected | Verdict::NotVerified) {
                program.verdict = Verdict::NotNeeded;
            }
        }
        for (_, message) in objections.iter_mut().filter(|(program, _)| program == name.as_str()) {
            message.warn_only(why.clone());
        }
    }
}

/// Notes down what the verifier objects to, and says it.
fn reject(compilation: &Compilation, program: &mut Program, rejection: Rejection) -> Message {
    let place = Place::of_steps(compilation, &program.name, &rejection.steps);
    program.verdict = Verdict::Rejected;
    program.statistics = Statistics::read(&rejection.log);
    program.place = place.as_ref().map(report::Place::of);
    let (name, section) = (&program.name, &program.section);
    let text = format!("the kernel's verifier rejects `{name}` ({section}): {}", rejection.message);
    let steps: String = rejection.steps.iter().map(|step| format!("\n{}", cut(step))).collect();
    program.reason = Some(rejection.message);
    program.log = rejection.steps;
    let message =
        Message::new(Level::Error, text, place).below(Below::Note, format!("the verifier's log:{steps}"));
    match rejection.explanation {
        Some(explanation) => message.below(Below::Help, explanation),
        None => message,
    }
}

/// Notes down why no kernel like this one takes the program, and says it.
fn refuse(program: &mut Program, reason: String) -> Message {
    program.verdict = Verdict::Rejected;
    program.reason = Some(reason.clone());
    Message::new(Level::Error, reason, None)
}

/// A step of the verifier without the end that no screen has room for: the state of every register and stack slot.
fn cut(step: &str) -> String {
    const LONGEST: usize = 160;
    match step.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}...", step.get(..end).unwrap_or(step)),
        None => step.to_owned(),
    }
}

const AS_ROOT: &str =
    "compiling needs no privileges, verifying does: `sudo -E env PATH=\"$PATH\" cargo coolbpf check`";

/// The programs that can't be verified; those with the same reason share a message.
#[derive(Debug, Default)]
struct Unverified(Vec<(String, Option<&'static str>, Vec<String>)>);

impl Unverified {
    fn add(&mut self, program: &mut Program, reason: String, help: Option<&'static str>) {
        let name = format!("`{}`", program.name);
        match self.0.iter_mut().find(|(other, ..)| *other == reason) {
            Some((_, _, programs)) => programs.push(name),
            None => self.0.push((reason.clone(), help, vec![name])),
        }
        program.verdict = Verdict::NotVerified;
        program.reason = Some(reason);
    }

    fn messages(self) -> impl Iterator<Item = Message> {
        self.0.into_iter().map(|(reason, help, programs)| {
            let are = if programs.len() > 1 { "are" } else { "is" };
            let text = format!("{} {are} not verified", programs.join(", "));
            let message = Message::new(Level::Note, text, None).below(Below::Note, reason);
            match help {
                Some(help) => message.below(Below::Help, help),
                None => message,
            }
        })
    }
}
