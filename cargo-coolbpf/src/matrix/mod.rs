//! `cargo coolbpf matrix`.

mod baseline;
mod build;
mod ends;
mod guests;
mod html;
mod human;
mod kernels;
mod lines;
mod logs;
mod markdown;
mod parallel;
mod place;
mod report;
mod room;
mod runner;
mod said;
mod subject;
mod table;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::str::FromStr;
use std::time::Duration;

use cargo_metadata::{Metadata, Package, TargetKind};
use clap_cargo::{Manifest, Workspace};
use coolbpf_contract::WorkspaceMetadata;
use coolbpf_vm::{Files, Kernel, Poor};

use self::baseline::Baseline;
use self::build::Build;
use self::guests::{Found, Settings};
use self::logs::Logs;
use self::place::Place;
use self::report::{Column, Outcome, Report, Row, Subject};
use self::subject::{Executable, Tried};
use crate::global::Global;
use crate::output::{self, Progress};
use crate::{Result, packages};

/// Runs the BPF programs of packages on real kernels, in virtual machines, and prints a table of programs and kernels
///
/// Each kernel is booted by QEMU. The objects that a build would use are opened, loaded and attached there by the coolbpf-runtime
/// that the workspace's Cargo.lock has: to what their sections name, else to something in the guest that stands in for it. Where an
/// object can't be loaded, each of its programs is tried alone, to tell which one is to blame. Root is not needed, QEMU is.
#[derive(clap::Args)]
#[command(after_help = "\
Exit status: 0 where all is well, 2 where something failed or, with --check, got worse than the baseline; 1 where something
could not be run.

Outcomes: attached; loaded (only its user knows what to attach it to); not-chosen (another of its alternatives is used);
held-back (its object can't be loaded because of another program); failed; timed-out; panicked; passed (binaries and
tests); not-run.

Kernels are those that are named, else those of `matrix = [\"5.10\", \"6.12\"]` in [workspace.metadata.coolbpf], else all that
`cargo coolbpf kernels list` shows. One that is not kept yet is fetched, unless --offline is given.

Examples:
  cargo coolbpf matrix --kernel 5.10 --kernel 6.1 --kernel newest
  cargo coolbpf matrix --kernel ./linux/arch/x86/boot/bzImage
  cargo coolbpf matrix --test on_kernel -- --nocapture
                                            run a test on each kernel, too
  cargo coolbpf matrix --save-baseline      before it is committed
  cargo coolbpf matrix --check --format markdown
                                            in CI: only what got worse is a failure")]
pub(crate) struct Matrix {
    /// A kernel: a version such as 6.12 or 6.12.48, a release, `newest`, `running`; or a file (bzImage, vmlinux, .deb) or directory
    /// with one
    #[arg(long, value_name = "KERNEL")]
    kernel: Vec<String>,
    /// A program to try, by the name of its module or of its function [default: all]
    #[arg(long, value_name = "NAME")]
    program: Vec<String>,
    /// A binary to run on each kernel, in its package's directory; it passes where it ends with 0
    #[arg(long, value_name = "NAME")]
    bin: Vec<String>,
    /// A test to run on each kernel, in its package's directory
    #[arg(long, value_name = "NAME")]
    test: Vec<String>,
    /// The profile that the tried programs, binaries and tests are built with [default: dev, and test for tests]
    #[arg(long, value_name = "PROFILE")]
    profile: Option<String>,
    /// How many guests run at a time [default: as many as cores and memory allow]
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
    /// How many CPUs each guest has
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=64))]
    cpus: u32,
    /// How long a guest may take, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 120, value_parser = clap::value_parser!(u64).range(1..))]
    time_limit: u64,
    /// Something that every guest is made to lack, as in `btf`, `map=ringbuf` or `like=5.4`: what `vm-run --poor` takes
    #[arg(long, value_name = "SWITCH")]
    poor: Vec<Switch>,
    /// How to print the result
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
    /// The file that says what each program did before [default: coolbpf-matrix.toml beside the workspace's Cargo.toml]
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Compare with the baseline, and fail only where something got worse
    #[arg(long, conflicts_with = "save_baseline")]
    check: bool,
    /// Write what was found to the baseline; what was not run stays
    #[arg(long)]
    save_baseline: bool,
    /// What the binaries and tests are given
    #[arg(last = true, value_name = "ARGS")]
    arguments: Vec<String>,
    #[command(flatten)]
    manifest: Manifest,
    #[command(flatten)]
    workspace: Workspace,
}

/// Whom the result is printed for.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Format {
    /// For people
    Human,
    /// For programs: docs/CLI.md tells the shape
    Json,
    /// For a comment on a pull request
    Markdown,
    /// A page of its own
    Html,
}

/// Something that guests are made to lack.
#[derive(Debug, Clone)]
struct Switch {
    name: String,
    poor: Poor,
}

impl FromStr for Switch {
    type Err = String;

    fn from_str(text: &str) -> std::result::Result<Self, String> {
        Ok(Self { name: text.to_owned(), poor: text.parse()? })
    }
}

/// One guest's work.
enum Task<'a> {
    Objects { kernel: usize, tried: &'a Tried },
    Executable { kernel: usize, tried: &'a Tried, executable: &'a Executable },
}

impl Task<'_> {
    fn kernel(&self) -> usize {
        match self {
            Self::Objects { kernel, .. } | Self::Executable { kernel, .. } => *kernel,
        }
    }

    fn shown(&self) -> String {
        match self {
            Self::Objects { tried, .. } => format!("the programs of `{}`", tried.name),
            Self::Executable { executable, .. } => executable.subject.to_string(),
        }
    }

    /// What it tells of, in order.
    fn subjects(&self) -> Vec<Subject> {
        match self {
            Self::Objects { tried, .. } => tried.objects.iter().flat_map(subject::Object::subjects).collect(),
            Self::Executable { executable, .. } => vec![executable.subject.clone()],
        }
    }

    /// What its guest is given.
    fn files(&self, runner: &Path, kernel: &Kernel) -> Result<Files> {
        match self {
            Self::Objects { tried, .. } => guests::files_of_objects(runner, tried, kernel),
            Self::Executable { tried, executable, .. } => {
                guests::files_of_executable(tried, executable, kernel)
            }
        }
    }
}

impl Matrix {
    pub(crate) fn run(self, global: &Global) -> Result<ExitCode> {
        let chosen = packages::choose(global, &self.manifest, &self.workspace)?;
        let tree = packages::resolved(global, &self.manifest)?;
        let build = Build::of(global, &tree, self.profile.clone());
        let path = self.baseline.clone().unwrap_or_else(|| build.root.join(baseline::FILE));
        let known = Baseline::read(&path)?;
        if self.check && known.is_none() {
            let shown = path.display();
            return Err(format!("there is no baseline {shown}; `--save-baseline` writes it").into());
        }
        let tried = self.tried(global, &build, &chosen)?;
        let place = Place::new(&build)?;
        let kernels = kernels::choose(
            &self.kernel,
            &kernels_of_workspace(&build.root)?,
            &place.kernels(),
            global.forbids_network().is_some(),
        )?;
        let runner = self.runner(&build, &place, &tree, &chosen)?;
        let mut report = self.fill(&runner, &tried, &kernels, &Logs(place.logs()));

        let mut known = known.unwrap_or_default();
        if self.check {
            report.regressions = Some(known.regressions(&report));
        }
        match self.format {
            Format::Human => output::print(human::text(&report))?,
            Format::Json => output::print_json(&report)?,
            Format::Markdown => output::print(markdown::text(&report))?,
            Format::Html => output::print(html::text(&report))?,
        }
        if self.save_baseline {
            known.update(&report);
            if self.kernel.is_empty() && self.program.is_empty() {
                known.retain(&subject::rows(&tried, &chosen));
            }
            known.write(&path)?;
            output::status("Wrote", path.display());
        } else if self.check
            && known.is_outdone(&report)
            && report.regressions.iter().flatten().next().is_none()
        {
            output::help("the baseline does not know all of this; `--save-baseline` writes it");
        }
        let failed = match &report.regressions {
            Some(regressions) => !regressions.is_empty(),
            None => report.failures().next().is_some(),
        };
        let not_run = report.cells().any(|(.., cell)| cell.outcome == Outcome::NotRun);
        Ok(match (failed, not_run) {
            (true, _) => ExitCode::from(2),
            (false, true) => ExitCode::FAILURE,
            (false, false) => ExitCode::SUCCESS,
        })
    }

    /// What of each package is to be run.
    fn tried(&self, global: &Global, build: &Build, chosen: &[Package]) -> Result<Vec<Tried>> {
        let mut all = Vec::new();
        for package in chosen {
            let directory = packages::directory(package);
            let objects = subject::objects(global, &directory, &self.program)
                .map_err(|error| format!("`{}`: {error}", package.name))?;
            all.push(Tried { name: package.name.to_string(), directory, objects, executables: Vec::new() });
        }
        if all.iter().all(|tried| tried.objects.is_empty()) && !self.program.is_empty() {
            return Err(format!("no program is called `{}`", self.program.join("` or `")).into());
        }
        let bins = self.bin.iter().map(|name| (TargetKind::Bin, name));
        let tests = self.test.iter().map(|name| (TargetKind::Test, name));
        for (kind, name) in bins.chain(tests) {
            let (package, executable) = subject::executable(build, chosen, &kind, name, &self.arguments)?;
            if let Some(tried) = all.iter_mut().find(|tried| tried.name == package) {
                tried.executables.push(executable);
            }
        }
        if !self.arguments.is_empty() && self.bin.is_empty() && self.test.is_empty() {
            return Err(
                "the arguments after `--` are for a binary or test: name it by --bin or --test".into()
            );
        }
        Ok(all)
    }

    /// The program that tries objects, with the runtime that all of the packages use.
    fn runner(&self, build: &Build, place: &Place, tree: &Metadata, chosen: &[Package]) -> Result<PathBuf> {
        let runtimes = chosen
            .iter()
            .map(|package| {
                runner::Runtime::of(tree, &package.id)
                    .map_err(|error| format!("`{}`: {error}", package.name).into())
            })
            .collect::<Result<Vec<_>>>()?;
        let Some(first) = runtimes.first() else { return Err("no package is chosen".into()) };
        if runtimes.iter().any(|runtime| runtime != first) {
            return Err("the chosen packages use several versions of coolbpf-runtime: choose them one at a time by -p".into());
        }
        runner::build(build, place, first)
    }

    /// Runs everything on every kernel.
    fn fill(&self, runner: &Path, tried: &[Tried], kernels: &[Kernel], logs: &Logs) -> Report {
        let lacking: Vec<&str> = self.poor.iter().map(|switch| switch.name.as_str()).collect();
        let columns = kernels::columns(kernels, &lacking);
        let settings = Settings {
            cpus: self.cpus,
            time_limit: Duration::from_secs(self.time_limit),
            lacks: self.poor.iter().flat_map(|switch| switch.poor.0.iter().copied()).collect(),
        };
        // The newest first: they take longest.
        let tasks: Vec<Task<'_>> = (0..kernels.len())
            .rev()
            .flat_map(|kernel| {
                tried.iter().flat_map(move |tried| {
                    let objects = (!tried.objects.is_empty()).then_some(Task::Objects { kernel, tried });
                    let executables = tried.executables.iter();
                    objects.into_iter().chain(executables.map(move |executable| Task::Executable {
                        kernel,
                        tried,
                        executable,
                    }))
                })
            })
            .collect();
        let tasks: Vec<_> = tasks
            .into_iter()
            .filter_map(|task| {
                let kernel = kernels.get(task.kernel())?;
                let files = task.files(runner, kernel).map_err(|error| error.to_string());
                Some((task, kernel, files))
            })
            .collect();
        let largest = tasks.iter().filter_map(|(_, _, files)| Some(files.as_ref().ok()?.size())).max();
        let memory = 256 + largest.unwrap_or_default().div_ceil(1 << 20) * 2;
        let jobs = self.jobs.map_or_else(|| room::guests(self.cpus, memory), usize::from);
        let progress = Progress::of(tasks.len());
        let done = parallel::in_parallel(&tasks, jobs, |(task, kernel, files)| {
            progress.step(format_args!("Linux {}: {}", kernel.release, task.shown()));
            match (task, files) {
                (_, Err(error)) => task.subjects().iter().map(|_| Found::not_run(error)).collect(),
                (Task::Objects { tried, .. }, Ok(files)) => {
                    guests::try_objects(kernel, &settings, files.clone(), &tried.objects)
                }
                (Task::Executable { tried, executable, .. }, Ok(files)) => {
                    vec![guests::run_executable(kernel, &settings, files.clone(), tried, executable)]
                }
            }
        });
        drop(progress);

        let mut rows = rows(tried);
        for ((task, ..), found) in tasks.iter().zip(done) {
            let (Task::Objects { tried, .. } | Task::Executable { tried, .. }) = task;
            for (subject, found) in task.subjects().into_iter().zip(found) {
                let row = rows.iter_mut().find(|row| row.package == tried.name && row.subject == subject);
                let (Some(row), Some(column)) = (row, columns.get(task.kernel())) else { continue };
                let cell = logged(logs, column, row, found);
                // Tasks are sorted the other way.
                row.cells.insert(0, cell);
            }
        }
        Report { kernels: columns, rows, regressions: None }
    }
}

/// A row for each program, binary and test, without cells.
fn rows(tried: &[Tried]) -> Vec<Row> {
    let of_package = |tried: &Tried| {
        let programs = tried.objects.iter().flat_map(subject::Object::subjects);
        let executables = tried.executables.iter().map(|executable| executable.subject.clone());
        let row = |subject| Row { package: tried.name.clone(), subject, cells: Vec::new() };
        programs.chain(executables).map(row).collect::<Vec<_>>()
    };
    tried.iter().flat_map(of_package).collect()
}

/// The cell, with its log in a file.
fn logged(logs: &Logs, column: &Column, row: &Row, found: Found) -> report::Cell {
    let Found { mut cell, log } = found;
    if let Some(log) = log {
        let name = format!("{}.{}", row.package, row.subject);
        cell.log = logs.write(&column.name, &name, &log);
    }
    cell
}

/// The kernels that the workspace names.
fn kernels_of_workspace(root: &Path) -> Result<Vec<String>> {
    let path = root.join("Cargo.toml");
    let read = |error: &dyn std::fmt::Display| format!("read {}: {error}", path.display());
    let text = std::fs::read_to_string(&path).map_err(|error| read(&error))?;
    Ok(WorkspaceMetadata::from_manifest(&text).map_err(|error| read(&error))?.matrix)
}
