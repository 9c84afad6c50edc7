//! `cargo coolbpf check`.

mod message;
mod place;
mod report;
mod statistics;
mod verification;

use std::collections::BTreeSet;
use std::path::Path;
use std::process::ExitCode;

use annotate_snippets::Renderer;
use clap_cargo::{Manifest, Workspace};
use coolbpf_build::Compilation;
use coolbpf_contract::{Arch, Level};

use self::message::{Below, Message};
use self::report::{Counts, Diagnostic, Object, Package, Place, Report};
pub(crate) use self::statistics::Statistics;
use crate::global::Global;
use crate::output::{self, Format, Progress};
use crate::{Result, packages};

/// Compiles the BPF programs of packages, and has this machine's kernel verify them
///
/// Nothing is written, and nothing is attached. Programs are compiled where a build would compile them; a vendored object
/// that is fresh is the one that is verified, as it is the one that a build uses. Each program is loaded by itself, so that
/// one that is rejected hides nothing of the others. The verifier needs root, or CAP_BPF and what the program's type
/// asks for beside; programs that can't be loaded here are told of as not verified, with the reason.
#[derive(clap::Args)]
#[command(after_help = "\
Exit status: 0 where all is well, 1 where C has errors, a program is rejected, or something could not be done.

JSON: `kernel`; `packages`, each with `name`, `error` and `objects`, one a #[coolbpf::program] and architecture, with
`diagnostics` (`level`, `message`, `place`, `rendered`) and `programs`: `name`, `section`, `instructions`, `verdict` (verified,
rejected, not-verified, not-needed, compiled), `statistics` of the verifier's, `reason`, `place`, `log`; and `counts` of it all.

Examples:
  cargo coolbpf check                            compile, and verify where this user may
  sudo -E env PATH=\"$PATH\" cargo coolbpf check   verify as root, with this user's cargo and clang
  cargo coolbpf check --no-verifier              compile only
  cargo coolbpf check --workspace --require-verifier --format json
                                                 for CI: what could not be verified is a failure")]
pub(crate) struct Check {
    /// Compile only
    #[arg(long)]
    no_verifier: bool,
    /// Fail where a program for this machine's architecture could not be verified
    #[arg(long, conflicts_with = "no_verifier")]
    require_verifier: bool,
    /// The architectures: x86_64, aarch64; those of other machines are compiled only [default: this machine's, and those that are vendored already]
    #[arg(long, value_name = "ARCH", value_parser = crate::vendor::arch)]
    target: Vec<Arch>,
    /// How to print the result
    #[arg(long, value_name = "FORMAT", default_value_t)]
    format: Format,
    #[command(flatten)]
    manifest: Manifest,
    #[command(flatten)]
    workspace: Workspace,
}

impl Check {
    pub(crate) fn run(self, global: &Global) -> Result<ExitCode> {
        let chosen = packages::choose(global, &self.manifest, &self.workspace)?;
        let mut report = Report::default();
        if !self.no_verifier {
            report.kernel = verification::kernel_release();
        }
        for package in &chosen {
            let directory = packages::directory(package);
            let mut found = Package { name: package.name.to_string(), error: None, objects: Vec::new() };
            match self.compile(global, &directory) {
                Ok(compilations) => {
                    let mut sink = Sink {
                        directory: &directory,
                        format: self.format,
                        counts: &mut report.counts,
                        shown: BTreeSet::new(),
                    };
                    found.objects = self.verify(&mut sink, &compilations);
                    if found.objects.is_empty() {
                        let text = packages::without_program(&found.name);
                        sink.count(&Message::new(Level::Warning, text, None));
                    }
                }
                Err(error) => {
                    report.counts.errors += 1;
                    if self.format == Format::Human {
                        output::error(format_args!("`{}`: {error}", found.name));
                    }
                    found.error = Some(error.to_string());
                }
            }
            report.packages.push(found);
        }
        match self.format {
            Format::Human => output::print(report.human())?,
            Format::Json => output::print_json(&report)?,
        }
        let Counts { errors, rejected, not_verified, .. } = report.counts;
        let failed = errors > 0 || rejected > 0 || self.require_verifier && not_verified > 0;
        Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
    }

    fn compile(&self, global: &Global, directory: &Path) -> Result<Vec<Compilation>> {
        let vendoring = crate::header_crates::vendoring(global, directory)?;
        let archs = crate::vendor::archs_or_vendored(&self.target, &vendoring);
        let progress = Progress::spinner();
        let compiled = vendoring.compile(&archs, &mut |program, arch| {
            progress.step(format_args!("compiling `{program}` for {arch}"));
        })?;
        Ok(compiled)
    }

    /// Shows what the compiler said, and what the verifier says.
    fn verify(&self, sink: &mut Sink<'_>, compilations: &[Compilation]) -> Vec<Object> {
        let asked = compilations.iter().map(|one| verification::programs_to_ask_of(one, !self.no_verifier));
        let progress = Progress::of(asked.sum());
        let mut objects = Vec::new();
        for compilation in compilations {
            let mut messages = Message::of_clang(compilation);
            let say = |gravity, text: &String| Message::new(gravity, text.clone(), None);
            messages.extend(compilation.failure.iter().map(|text| say(Level::Error, text)));
            messages.extend(compilation.notices.iter().map(|text| say(Level::Warning, text)));
            messages.extend(compilation.not_compiled.as_ref().map(|reason| {
                let text = format!(
                    "the C of `{}` was not compiled, so that nothing is known of its warnings",
                    compilation.program
                );
                Message::new(Level::Note, text, None).below(Below::Note, reason)
            }));
            progress.aside(|| messages.iter().for_each(|message| sink.count(message)));

            let verified = verification::verify(compilation, !self.no_verifier, &progress);
            verified.programs.iter().for_each(|program| sink.counts.add(program.verdict));
            progress.aside(|| {
                for message in &verified.messages {
                    sink.show(message);
                }
            });
            objects.push(Object {
                name: compilation.program.clone(),
                rust_file: compilation.rust_file.clone(),
                arch: compilation.arch.to_string(),
                instruction_set: compilation.older.map(|cpu| cpu.to_string()),
                origin: compilation.origin.clone(),
                error: compilation.failure.clone(),
                not_compiled: compilation.not_compiled.clone(),
                notices: compilation.notices.clone(),
                diagnostics: messages.iter().map(|message| sink.diagnostic(message)).collect(),
                programs: verified.programs,
            });
        }
        objects
    }
}

/// Where messages about a package go.
struct Sink<'a> {
    directory: &'a Path,
    format: Format,
    counts: &'a mut Counts,
    shown: BTreeSet<String>,
}

impl Sink<'_> {
    /// Prints a message for people, once: most are the same for each architecture. Says whether it was new.
    fn show(&mut self, message: &Message) -> bool {
        let rendered = message.render(&Renderer::styled(), self.directory);
        let is_new = !self.shown.contains(&rendered);
        if is_new && self.format == Format::Human {
            anstream::eprint!("{rendered}");
        }
        self.shown.insert(rendered);
        is_new
    }

    /// The same, and counts it as an error or a warning.
    fn count(&mut self, message: &Message) {
        if self.show(message) {
            match message.gravity() {
                Level::Error => self.counts.errors += 1,
                Level::Warning => self.counts.warnings += 1,
                Level::Note => {}
            }
        }
    }

    /// The message for programs.
    fn diagnostic(&self, message: &Message) -> Diagnostic {
        Diagnostic {
            level: message.gravity().as_str(),
            message: message.text().to_owned(),
            place: message.place().map(Place::of),
            rendered: message.render(&Renderer::plain(), self.directory),
        }
    }
}
