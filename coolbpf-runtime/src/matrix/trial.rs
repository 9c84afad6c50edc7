//! Trying one object: as a whole, as a user's program does; and where that fails, each of its programs alone.

use std::ffi::CStr;
use std::path::Path;

use libbpf_rs::{MapCore as _, MapType, ProgramType, libbpf_sys};

use super::json::Line;
use super::say;
use super::stand_in::{self, StandIn};
use crate::attach::struct_ops;
use crate::failure::{self, NotAttached};
use crate::instruction_set::{self, Carried};
use crate::kernel_types::EmbeddedTypes;
use crate::link::Link;
use crate::messages::hear_load_logs;
use crate::object::skeleton::{Builder, Open};
use crate::object::{About, Handle, Loaded, Opened};
use crate::program::{Program, ProgramFacts};
use crate::verification::{STATISTICS, about_program};
use crate::{Error, ErrorKind, Result};

/// An object to try.
pub(super) struct Trial {
    /// For each instruction set that it is compiled for, newest first.
    pub(super) objects: Vec<Carried>,
    /// With the first of the objects.
    pub(super) about: About<'static>,
}

/// How a program fared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome {
    /// `attached`: by its section, or else to the stand-in that `to` names.
    Attached { to: Option<String> },
    /// `loaded`: it is in the kernel, and nothing in this guest is there to attach it to, for the `reason`.
    Loaded { reason: String },
    /// `not-chosen`: it is one of alternatives, another of which is used, for the `reason`.
    NotChosen { reason: String },
    /// `held-back`: it loads alone, and its object doesn't, for the `reason`.
    HeldBack { reason: String },
    /// `failed`, at the `stage` `load` or `attach`, for the `reason`; the `log` has all that is known.
    Failed { stage: &'static str, failure: Failure },
}

/// Why something failed: in one line, and all that is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Failure {
    reason: String,
    log: String,
}

/// How a program fared, and what the verifier said of it.
struct ProgramReport {
    facts: ProgramFacts,
    outcome: Outcome,
    /// `statistics`: what the verifier says that its check has cost.
    statistics: Option<String>,
}

/// What the whole object came to: the `reason` and `log` of why it can't be opened, or the maps by which its events come.
struct ObjectReport {
    failure: Option<Failure>,
    channels: Vec<Channel>,
}

/// How events come to user space: `kind` (`ring-buffer`, `perf-buffer`) and `map`.
struct Channel {
    kind: &'static str,
    map: String,
}

/// A loaded object with what the verifier said of its programs.
struct InKernel {
    loaded: Loaded<Open>,
    messages: Vec<String>,
}

impl Trial {
    /// Tries the object and prints the lines about it.
    pub(super) fn run(self) {
        hear_load_logs();
        let about = self.about;
        let report = match self.choose().and_then(|chosen| Ok((chosen.programs()?, chosen))) {
            Ok((programs, chosen)) => chosen.run_programs(&programs),
            Err(error) => ObjectReport { failure: Some(error.into()), channels: Vec::new() },
        };
        report.say(about);
    }

    /// The object that bindings would open.
    fn choose(&self) -> Result<Chosen> {
        let object = instruction_set::choose(self.about.name, &self.objects, None)?;
        Ok(Chosen { about: About { object: object.bytes, ..self.about }, types: object.types })
    }
}

/// The one of a trial's objects that this kernel is for.
struct Chosen {
    about: About<'static>,
    types: EmbeddedTypes,
}

impl Chosen {
    fn run_programs(&self, programs: &[ProgramFacts]) -> ObjectReport {
        let (chosen, optional): (Vec<_>, Vec<_>) = programs.iter().partition(|facts| facts.autoload);
        let alone =
            |facts: &[&ProgramFacts]| -> Vec<_> { facts.iter().map(|facts| self.alone(facts)).collect() };
        self.step("load", None);
        let (mut reports, channels) = match self.load(None) {
            Ok(whole) => (self.attach(&whole, &chosen), whole.channels()),
            Err(error) => {
                let mut reports = alone(&chosen);
                blame(&mut reports, error.into());
                (reports, Vec::new())
            }
        };
        reports.extend(alone(&optional));
        for report in reports {
            report.say(self.about);
        }
        ObjectReport { failure: None, channels }
    }

    fn open(&self) -> Result<Opened<Open>> {
        let builder = Builder::new(self.about.name, self.about.object)
            .map_err(|error| failure::open(self.about, error, &[]))?;
        Opened::open_with(builder, self.about, self.types, None)
    }

    /// What the object says about its programs.
    fn programs(&self) -> Result<Vec<ProgramFacts>> {
        let mut programs = Vec::new();
        self.open()?.each_program(|program| programs.push(ProgramFacts::of(&program)))?;
        Ok(programs)
    }

    /// Loads the object, with all that it loads by itself, or with one program only.
    fn load(&self, only: Option<&str>) -> Result<InKernel> {
        let load = |log_level| {
            let opened = self.open()?;
            opened.each_program(|mut program| {
                program.set_log_level(log_level);
                if let Some(only) = only {
                    let load = program.name() == only;
                    program.set_autoload(load);
                }
            })?;
            opened.load_with_messages().map(|(loaded, messages)| InKernel { loaded, messages })
        };
        // The log of a failure that has statistics lacks the steps; and before Linux 5.2 no kernel writes them.
        load(STATISTICS).or_else(|_| load(0))
    }

    fn alone(&self, facts: &ProgramFacts) -> ProgramReport {
        self.step("load", Some(&facts.name));
        let failed = |failure| ProgramReport {
            facts: facts.clone(),
            outcome: Outcome::Failed { stage: "load", failure },
            statistics: None,
        };
        match self.load(Some(&facts.name)) {
            Ok(loaded) => {
                let mut reports = self.attach(&loaded, &[facts]);
                reports.pop().unwrap_or_else(|| failed(Failure::of("it is not in its object any more")))
            }
            Err(error) => failed(error.into()),
        }
    }

    /// Attaches programs, all at the same time as far as they have targets of their own, and detaches them.
    fn attach(&self, whole: &InKernel, chosen: &[&ProgramFacts]) -> Vec<ProgramReport> {
        let mut links = Vec::new();
        let programs = whole.loaded.programs().unwrap_or_default();
        let mut reports = Vec::new();
        for program in &programs {
            let name = program.facts().map(|facts| facts.name).unwrap_or_default();
            let Some(&facts) = chosen.iter().find(|facts| facts.name == name) else { continue };
            let outcome = match whole.loaded.why_not_chosen(&facts.name) {
                Some(reason) => Outcome::NotChosen { reason },
                None => {
                    self.step("attach", Some(&facts.name));
                    attach(program, facts, &mut links).unwrap_or_else(Outcome::not_attached)
                }
            };
            let statistics = whole.statistics(&facts.name);
            reports.push(ProgramReport { facts: facts.clone(), outcome, statistics });
        }
        if reports.iter().any(|report| report.facts.program_type == ProgramType::StructOps) {
            self.step("attach", None);
            let outcome = whole.attach_struct_ops(&mut links).unwrap_or_else(Outcome::not_attached);
            for report in &mut reports {
                if report.facts.program_type == ProgramType::StructOps {
                    report.outcome = outcome.clone();
                }
            }
        }
        // Only now: a program that is attached may forbid to print.
        drop(links);
        reports
    }

    fn step(&self, step: &str, program: Option<&str>) {
        say(&Line::new().text("step", step).text("object", self.about.name).optional("program", program));
    }
}

/// Attaches a program to what its section names, else to a stand-in.
fn attach(program: &Program, facts: &ProgramFacts, links: &mut Vec<Link>) -> Result<Outcome> {
    let error = match program.attach_to_target()? {
        Ok(link) => {
            links.push(link);
            return Ok(Outcome::Attached { to: None });
        }
        Err(NotAttached::Failed(error)) if !lacks_binary(facts, &error) => return Err(error),
        Err(NotAttached::Failed(error) | NotAttached::NoTarget(error)) => error,
    };
    Ok(match stand_in::attach(program, facts)? {
        StandIn::Attached(to) => Outcome::Attached { to: Some(to) },
        StandIn::None(reason) if error.kind() == ErrorKind::Unsupported => Outcome::Loaded { reason },
        StandIn::None(_) => Outcome::Loaded { reason: Failure::from(error).reason },
    })
}

/// Whether a program could not be attached because its binary is not in this guest, or is the user's own, which this is not. That says
/// nothing about the kernel.
fn lacks_binary(facts: &ProgramFacts, error: &Error) -> bool {
    let (hook, Some(target)) = facts.hook() else { return false };
    let binary = target.split(':').next().unwrap_or(target);
    (stand_in::is_uprobe(hook) || matches!(hook, "usdt" | "uprobe.multi" | "uretprobe.multi"))
        && match binary.starts_with('/') {
            true => binary.starts_with("/proc/self/") || !Path::new(binary).exists(),
            false => error.to_string().contains("failed to resolve full path"),
        }
}

/// Says of each program that was tried alone what it has to do with the failure of their object.
fn blame(reports: &mut [ProgramReport], whole: Failure) {
    let at_fault = |report: &ProgramReport| matches!(report.outcome, Outcome::Failed { stage: "load", .. });
    let names: Vec<String> =
        reports.iter().filter(|report| at_fault(report)).map(|one| format!("`{}`", one.facts.name)).collect();
    let works = |report: &ProgramReport| !matches!(report.outcome, Outcome::Failed { .. });
    for report in reports.iter_mut().filter(|report| works(report)) {
        report.outcome = match names.is_empty() {
            true => Outcome::Failed { stage: "load", failure: whole.clone() },
            false => {
                let reason = format!("its object can't be loaded because of {}", names.join(", "));
                Outcome::HeldBack { reason }
            }
        };
    }
}

impl InKernel {
    /// What the verifier says that the check of a program has cost.
    fn statistics(&self, program: &str) -> Option<String> {
        let of_it: Vec<String> = about_program(program, &self.messages).map(str::to_owned).collect();
        failure::load_log(&of_it).map(str::to_owned)
    }

    /// The maps by which events come to user space.
    fn channels(&self) -> Vec<Channel> {
        let channel = |map: libbpf_rs::Map<'_>| {
            let kind = match map.map_type() {
                MapType::RingBuf => "ring-buffer",
                MapType::PerfEventArray => "perf-buffer",
                _ => return None,
            };
            Some(Channel { kind, map: map.name().to_string_lossy().into_owned() })
        };
        self.loaded.object(|object| object.maps().filter_map(channel).collect()).unwrap_or_default()
    }

    /// Attaches the maps that make kernel interfaces of the programs.
    fn attach_struct_ops(&self, links: &mut Vec<Link>) -> Result<Outcome> {
        let mut names = Vec::new();
        for map in self.loaded.maps()? {
            if let Some(link) = struct_ops::attach_if_chosen(&map)? {
                links.push(link);
                names.push(format!("`{}`", name_of(&map)?));
            }
        }
        Ok(match names.is_empty() {
            true => Outcome::Loaded { reason: "no struct_ops map is attached by itself".to_owned() },
            false => Outcome::Attached { to: Some(format!("the kernel by {}", names.join(", "))) },
        })
    }
}

fn name_of(map: &Handle<libbpf_sys::bpf_map>) -> Result<String> {
    // SAFETY: the handle keeps the map valid, and its name with it.
    let name = |map: *mut libbpf_sys::bpf_map| unsafe {
        CStr::from_ptr(libbpf_sys::bpf_map__name(map)).to_string_lossy().into_owned()
    };
    map.call(name).map(|(name, _)| name)
}

impl Failure {
    fn of(reason: &str) -> Self {
        Self { reason: reason.to_owned(), log: String::new() }
    }

    fn on(&self, line: Line) -> Line {
        line.text("reason", &self.reason).text("log", &self.log)
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let text = format!("{error:#}");
        // The steps of the verifier follow the first line.
        let reason = text.lines().next().unwrap_or_default().to_owned();
        let log = error.verifier_log().map(str::to_owned);
        Self { reason, log: log.unwrap_or(text) }
    }
}

impl Outcome {
    fn not_attached(error: Error) -> Self {
        Self::Failed { stage: "attach", failure: error.into() }
    }
}

impl ProgramReport {
    fn say(&self, about: About<'_>) {
        let line = Line::new()
            .text("object", about.name)
            .text("program", &self.facts.name)
            .text("section", &self.facts.section)
            .flag("optional", !self.facts.autoload)
            .optional("statistics", self.statistics.as_deref());
        say(&match &self.outcome {
            Outcome::Attached { to } => line.text("outcome", "attached").optional("to", to.as_deref()),
            Outcome::Loaded { reason } => line.text("outcome", "loaded").text("reason", reason),
            Outcome::NotChosen { reason } => line.text("outcome", "not-chosen").text("reason", reason),
            Outcome::HeldBack { reason } => line.text("outcome", "held-back").text("reason", reason),
            Outcome::Failed { stage, failure } => {
                failure.on(line.text("outcome", "failed").text("stage", stage))
            }
        });
    }
}

impl ObjectReport {
    fn say(&self, about: About<'_>) {
        let channels: Vec<Line> = self
            .channels
            .iter()
            .map(|channel| Line::new().text("kind", channel.kind).text("map", &channel.map))
            .collect();
        let line = Line::new().text("object", about.name).flag("done", true).list("channels", &channels);
        say(&match &self.failure {
            Some(failure) => failure.on(line),
            None => line,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{InstructionSet, Rejection};

    fn report(name: &str, outcome: Outcome) -> ProgramReport {
        let facts = ProgramFacts {
            name: name.to_owned(),
            section: "tp/a/b".to_owned(),
            program_type: ProgramType::Tracepoint,
            attach_type: 0,
            autoload: true,
            instruction_set: InstructionSet::V1,
            needs: Vec::new(),
        };
        ProgramReport { facts, outcome, statistics: None }
    }

    fn failed(stage: &'static str) -> Outcome {
        Outcome::Failed { stage, failure: Failure::of("no") }
    }

    #[test]
    fn programs_that_load_alone_are_held_back_by_those_that_do_not() {
        let attached = || Outcome::Attached { to: None };
        let mut reports = [
            report("good", attached()),
            report("bad", failed("load")),
            report("lost", failed("attach")),
            report("worse", failed("load")),
        ];
        blame(&mut reports, Failure::of("the whole"));
        let reason = "its object can't be loaded because of `bad`, `worse`".to_owned();
        let outcomes = reports.map(|report| report.outcome);
        assert_eq!(
            outcomes,
            [Outcome::HeldBack { reason }, failed("load"), failed("attach"), failed("load")]
        );

        let mut reports = [report("one", attached()), report("two", attached())];
        blame(&mut reports, Failure::of("the whole"));
        let whole = Outcome::Failed { stage: "load", failure: Failure::of("the whole") };
        assert_eq!(reports.map(|report| report.outcome), [whole.clone(), whole]);
    }

    #[test]
    fn a_reason_is_one_line_and_the_log_is_all() {
        let rejected = Error::new(ErrorKind::VerifierRejected, "rejected: R0\n    ; x()\n    0: exit");
        let failure = Failure::from(rejected.with_rejection(Rejection::of_log("0: exit\nR0\n").unwrap()));
        assert_eq!((failure.reason.as_str(), failure.log.as_str()), ("rejected: R0", "0: exit\nR0\n"));
        let failure = Failure::from(Error::new(ErrorKind::Other, "can't\nso"));
        assert_eq!((failure.reason.as_str(), failure.log.as_str()), ("can't", "can't\nso"));
    }

    #[test]
    fn a_binary_that_no_guest_has_is_told_from_a_function_that_it_lacks() {
        let lacks = |section: &str, says: &str| {
            let mut facts = report("p", failed("attach")).facts;
            facts.section = section.to_owned();
            lacks_binary(&facts, &Error::new(ErrorKind::NoAttachPoint, says))
        };
        assert!(lacks("uprobe//no/such/binary:main", "") && lacks("usdt//proc/self/exe:a:b", ""));
        assert!(!lacks("uprobe//proc/version:main", "") && !lacks("kprobe/do_exit", ""));
        assert!(lacks("uretprobe.s/libx.so:f", "failed to resolve full path for 'libx.so'"));
        assert!(!lacks("uprobe/libc.so.6:none", "there is no `none`"));
    }
}
