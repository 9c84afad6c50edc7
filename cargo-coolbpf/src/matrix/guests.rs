//! Running things in guests, and what comes of it.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

use coolbpf_contract::asking_programs;
use coolbpf_vm::{Command, Files, Guest, Kernel, Lack, Outcome as Ended};

use super::ends::Ends;
use super::lines::{self, Lines};
use super::report::{Cell, Outcome};
use super::said::{Said, last_line, panic_in, timed_out};
use super::subject::{Executable, Object, Tried};
use crate::Result;
use crate::vm_run::program;

/// Where a guest finds what it is to run.
const DIRECTORY: &str = "/coolbpf";

/// What guests are like.
#[derive(Debug, Clone)]
pub(super) struct Settings {
    pub(super) cpus: u32,
    pub(super) time_limit: Duration,
    pub(super) lacks: Vec<Lack>,
}

/// A cell, with what its log is to hold.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) cell: Cell,
    pub(super) log: Option<Vec<u8>>,
}

impl Found {
    pub(super) fn new(outcome: Outcome, reason: impl Into<String>, log: impl Into<Vec<u8>>) -> Self {
        Self { cell: Cell::new(outcome, reason), log: Some(log.into()) }
    }

    pub(super) fn not_run(reason: impl Into<String>) -> Self {
        Self { cell: Cell::new(Outcome::NotRun, reason), log: None }
    }
}

/// What a guest needs that tries the objects of a package: the runner, and the objects.
pub(super) fn files_of_objects(runner: &Path, tried: &Tried, kernel: &Kernel) -> Result<Files> {
    let mut files = Files::new();
    files.add_program(runner, &runner_path(), kernel.arch)?;
    for (index, object) in tried.objects.iter().enumerate() {
        for (variant, (_, file)) in object.files().enumerate() {
            files.add_bytes(&object_path(index, variant), 0o644, file.bytes())?;
        }
    }
    Ok(files)
}

fn runner_path() -> PathBuf {
    Path::new(DIRECTORY).join("runner")
}

/// `variant` counts the instruction sets that the object is compiled for, from 0 for the newest.
fn object_path(index: usize, variant: usize) -> PathBuf {
    Path::new(DIRECTORY).join(format!("{index}.{variant}.bpf.o"))
}

/// Tries the objects of a package on a kernel: what each of their programs came to, in order. An object that the guest does not
/// survive is told of, and a further guest tries those that are left. Where the guest's time was over, that object is tried again in a
/// guest of its own time: those before it have taken some.
pub(super) fn try_objects(
    kernel: &Kernel,
    settings: &Settings,
    files: Files,
    objects: &[Object],
) -> Vec<Found> {
    let mut guest = guest(kernel, settings, files);
    guest.modules = modules_for(kernel, objects);
    try_each(settings, objects, |left| run_objects(&guest, left))
}

/// The same, by `run`, which tries objects in a guest of theirs.
fn try_each(
    settings: &Settings,
    objects: &[Object],
    mut run: impl FnMut(&[(usize, &Object)]) -> (Lines, Result<Said>),
) -> Vec<Found> {
    let mut found: BTreeMap<&str, Vec<Found>> = BTreeMap::new();
    loop {
        let left: Vec<(usize, &Object)> = objects
            .iter()
            .enumerate()
            .filter(|(_, object)| !found.contains_key(object.name.as_str()))
            .collect();
        let Some((_, first)) = left.first() else { break };
        let (lines, ended) = run(&left);
        let known = found.len();
        for (_, object) in &left {
            if let Some(read) = lines.objects.get(&object.name) {
                found.insert(&object.name, of_object(object, read));
            }
        }
        if matches!(&ended, Ok(Said { ended: Ended::TimedOut { .. }, .. })) && found.len() > known {
            continue;
        }
        let fatal = match ended {
            _ if !lines.are_known() => Err(UNKNOWN_LINES.to_owned()),
            Ok(said) if said.ended == Ended::Exited(0) && lines.has_ended => Err(NOT_TOLD.to_owned()),
            Ok(said) => Ok(said.fatal(settings)),
            Err(error) => Err(error.to_string()),
        };
        match fatal {
            // The kernel does not even boot, or what runs in it does not start.
            Ok(fatal) if lines.step.is_none() => {
                for (_, object) in &left {
                    found.insert(&object.name, object.subjects().map(|_| fatal.clone()).collect());
                }
            }
            Ok(fatal) => {
                let step = lines.step.as_ref();
                let culprit =
                    left.iter().find(|(_, object)| step.is_some_and(|step| step.object == object.name));
                let culprit = culprit.map_or(*first, |(_, object)| object);
                found.entry(&culprit.name).or_insert_with(|| at_fault(culprit, step, &fatal));
            }
            Err(trouble) => {
                for (_, object) in &left {
                    let not_run = object.subjects().map(|_| Found::not_run(trouble.clone()));
                    found.entry(&object.name).or_insert_with(|| not_run.collect());
                }
            }
        }
    }
    objects.iter().flat_map(|object| found.remove(object.name.as_str()).unwrap_or_default()).collect()
}

const UNKNOWN_LINES: &str = "the workspace's coolbpf-runtime is of another generation than this cargo-coolbpf; update the older of the two";
const NOT_TOLD: &str = "the workspace's coolbpf-runtime told nothing of it";

/// The modules that a machine loads by itself when a program is attached to an interface's packets, and a guest doesn't.
fn modules_for(kernel: &Kernel, objects: &[Object]) -> Vec<String> {
    const FILTERS: [&str; 2] = ["sch_ingress", "cls_bpf"];
    let mut programs = objects.iter().flat_map(|object| object.object.programs());
    let has_filter = programs.any(|program| {
        let hook = program.section.trim_start_matches('?').split('/').next();
        matches!(hook, Some("tc" | "tcx"))
    });
    let is_there = |module: &&str| kernel.modules_for(&[*module]).is_ok();
    let wanted = FILTERS.into_iter().filter(|_| has_filter).filter(is_there);
    wanted.map(str::to_owned).collect()
}

fn guest<'a>(kernel: &'a Kernel, settings: &Settings, files: Files) -> Guest<'a> {
    let mut guest = Guest::new(kernel);
    guest.cpus = settings.cpus;
    guest.time_limit = Some(settings.time_limit);
    guest.lacks.clone_from(&settings.lacks);
    guest.files = files;
    guest
}

fn run_objects(guest: &Guest<'_>, objects: &[(usize, &Object)]) -> (Lines, Result<Said>) {
    let arguments = objects.iter().flat_map(|(index, object)| {
        let Object { name, rust_file, start, .. } = object;
        object.files().enumerate().map(move |(variant, (cpu, file))| {
            let asking = asking_programs(file.bytes())?.into_iter().collect::<Vec<_>>().join(",");
            let path = object_path(*index, variant).into_os_string();
            Ok([
                name.into(),
                rust_file.into(),
                start.to_string().into(),
                cpu.as_str().into(),
                asking.into(),
                path,
            ])
        })
    });
    let arguments = match arguments.collect::<coolbpf_contract::Result<Vec<[OsString; 6]>>>() {
        Ok(arguments) => arguments.into_iter().flatten().collect(),
        Err(error) => return (Lines::default(), Err(error.into())),
    };
    let command =
        Command { program: runner_path(), arguments, environment: Vec::new(), directory: DIRECTORY.into() };
    let mut lines = Lines::default();
    let said = Said::of(guest, &command, &mut |bytes| lines.push(bytes));
    (lines, said)
}

/// What was told of an object's programs.
fn of_object(object: &Object, read: &lines::Object) -> Vec<Found> {
    let programs = object.object.programs().iter().map(|program| {
        match (&read.failure, read.programs.get(program.name.as_str())) {
            (Some(failure), _) => Found::new(Outcome::Failed, &failure.reason, failure.log.as_bytes()),
            (None, Some(program)) => {
                Found { cell: program.cell.clone(), log: program.log.clone().map(String::into_bytes) }
            }
            (None, None) => Found::not_run(NOT_TOLD),
        }
    });
    programs.collect()
}

/// What the programs of an object come to by which the guest ended: the one that was at it has done it.
fn at_fault(object: &Object, step: Option<&lines::Step>, fatal: &Found) -> Vec<Found> {
    let culprit = step.and_then(|step| step.program.as_deref());
    let doing = step.map_or("load", |step| step.step.as_str());
    let programs = object.object.programs().iter().map(|program| {
        let mut found = fatal.clone();
        let said = found.cell.reason.unwrap_or_default();
        match culprit {
            Some(culprit) if culprit != program.name.as_str() => {
                let reason = format!("its guest did not survive that `{culprit}` was to {doing}");
                return Found { cell: Cell::new(Outcome::HeldBack, reason), log: None };
            }
            Some(_) => found.cell.reason = Some(format!("at the {doing}: {said}")),
            None => found.cell.reason = Some(format!("at the {doing} of its object: {said}")),
        }
        found
    });
    programs.collect()
}

/// What a guest needs that runs a binary or test of a package: it, what it needs itself, and the package's files.
pub(super) fn files_of_executable(tried: &Tried, executable: &Executable, kernel: &Kernel) -> Result<Files> {
    let mut files = Files::new();
    program::add_files_of(&mut files, &tried.directory)?;
    files.add_program(&executable.file, &executable.file, kernel.arch)?;
    program::add_tested(&mut files, &executable.file, kernel.arch)?;
    Ok(files)
}

/// Runs a binary or test of a package on a kernel, in the package's directory.
pub(super) fn run_executable(
    kernel: &Kernel,
    settings: &Settings,
    files: Files,
    tried: &Tried,
    executable: &Executable,
) -> Found {
    let run = || -> Result<Found> {
        let manifest = format!("CARGO_MANIFEST_DIR={}", tried.directory.display());
        let command = Command {
            program: executable.file.clone(),
            arguments: executable.arguments.iter().map(Into::into).collect(),
            environment: program::environment(&[manifest]),
            directory: tried.directory.clone(),
        };
        let mut stdout = Ends::default();
        let said = Said::of(&guest(kernel, settings, files), &command, &mut |bytes| stdout.push(bytes))?;
        Ok(of_run(said, settings, &stdout.into_bytes()))
    };
    run().unwrap_or_else(|error| Found::not_run(error.to_string()))
}

fn of_run(said: Said, settings: &Settings, stdout: &[u8]) -> Found {
    let Said { ended, stderr } = said;
    let printed = [stdout, &stderr].concat();
    // Tests say on standard output what failed.
    let last =
        if stderr.iter().all(u8::is_ascii_whitespace) { last_line(stdout) } else { last_line(&stderr) };
    let with_console = |console: String| [&printed[..], b"\n--- console\n", console.as_bytes()].concat();
    match ended {
        Ended::Exited(0) => {
            Found { cell: Cell { outcome: Outcome::Passed, ..Cell::default() }, log: Some(printed) }
        }
        Ended::Exited(code) => {
            Found::new(Outcome::Failed, format!("it ended with code {code}{last}"), printed)
        }
        Ended::Signaled(signal) => {
            Found::new(Outcome::Failed, format!("signal {signal} ended it{last}"), printed)
        }
        Ended::Panicked { console } => {
            Found::new(Outcome::Panicked, panic_in(&console), with_console(console))
        }
        Ended::TimedOut { console } => {
            Found::new(Outcome::TimedOut, timed_out(settings), with_console(console))
        }
    }
}

#[cfg(test)]
mod tests {
    use coolbpf_contract::CheckedObject;

    use coolbpf_contract::Cpu;

    use super::*;
    use crate::matrix::said::tests::{said, settings, told};

    const OBJECT: &[u8] = include_bytes!("../../templates/tracepoint/coolbpf-vendor/execs.x86_64.bpf.o");

    fn object() -> Object {
        let object = CheckedObject::check(OBJECT.to_vec()).unwrap();
        Object {
            name: "execs".to_owned(),
            rust_file: "src/main.rs".to_owned(),
            start: 1,
            object,
            cpu: Cpu::V3,
            older: Vec::new(),
        }
    }

    #[test]
    fn a_guest_that_dies_shows_what_it_died_of() {
        let console = "[1.0] BUG: bad\n[1.1] Kernel panic - not syncing: Fatal exception\n[1.2] ---";
        let fatal = said(Ended::Panicked { console: console.to_owned() }, "").fatal(&settings());
        assert_eq!(fatal.log.as_deref(), Some(console.as_bytes()));
        let step = |step: &str, program: Option<&str>| lines::Step {
            step: step.to_owned(),
            object: "execs".to_owned(),
            program: program.map(str::to_owned),
        };
        let by = |step| at_fault(&object(), Some(&step), &fatal);
        let expected = "at the attach: the kernel panicked: Fatal exception";
        assert_eq!(told(&by(step("attach", Some("on_exec")))), [(Outcome::Panicked, expected)]);
        let expected = "at the load of its object: the kernel panicked: Fatal exception";
        assert_eq!(told(&by(step("load", None))), [(Outcome::Panicked, expected)]);
        let expected = "its guest did not survive that `other` was to attach";
        assert_eq!(told(&by(step("attach", Some("other")))), [(Outcome::HeldBack, expected)]);
    }

    #[test]
    fn the_time_that_others_took_is_not_held_against_an_object() {
        let objects = ["a", "slow", "hangs", "z"].map(|name| Object { name: name.to_owned(), ..object() });
        let mut guests = Vec::new();
        let found = try_each(&settings(), &objects, |left| {
            let names: Vec<&str> = left.iter().map(|(_, object)| object.name.as_str()).collect();
            let is_late = |index: usize, name: &str| name == "hangs" || (name == "slow" && index > 0);
            let mut lines = Lines::default();
            let mut ended = Ended::Exited(0);
            for (index, name) in names.iter().enumerate() {
                lines.push(format!("{{\"step\":\"load\",\"object\":\"{name}\"}}\n").as_bytes());
                if is_late(index, name) {
                    ended = Ended::TimedOut { console: String::new() };
                    break;
                }
                let line = format!(
                    "{{\"object\":\"{name}\",\"program\":\"on_exec\",\"outcome\":\"attached\"}}\n\
                     {{\"object\":\"{name}\",\"done\":true}}\n"
                );
                lines.push(line.as_bytes());
            }
            guests.push(names.concat());
            (lines, Ok(said(ended, "")))
        });
        assert_eq!(guests, ["aslowhangsz", "slowhangsz", "hangsz", "z"]);
        let outcomes: Vec<Outcome> = found.iter().map(|one| one.cell.outcome).collect();
        assert_eq!(outcomes, [Outcome::Attached, Outcome::Attached, Outcome::TimedOut, Outcome::Attached]);
    }

    #[test]
    fn programs_of_which_nothing_was_told_were_not_run() {
        let told_of = |object: &lines::Object| told(&of_object(&self::object(), object))[0].0;
        assert_eq!(told_of(&lines::Object::default()), Outcome::NotRun);
        let failure = lines::Failure { reason: "no ELF".to_owned(), log: "no ELF".to_owned() };
        let failed = lines::Object { failure: Some(failure), ..lines::Object::default() };
        assert_eq!(told_of(&failed), Outcome::Failed);
    }

    #[test]
    fn a_run_is_told_by_the_last_that_it_said() {
        let run = |code, stdout: &str, stderr| {
            of_run(said(Ended::Exited(code), stderr), &settings(), stdout.as_bytes())
        };
        assert_eq!(told(&[run(0, "x", "y")]), [(Outcome::Passed, "")]);
        assert_eq!(told(&[run(3, "out", "why\n")]), [(Outcome::Failed, "it ended with code 3: why")]);
        assert_eq!(
            told(&[run(101, "test result: FAILED\n\n", " ")])[0].1,
            "it ended with code 101: test result: FAILED"
        );
        assert_eq!(run(0, "x", "y").log.as_deref(), Some(&b"xy"[..]));
    }
}
