//! `cargo coolbpf vendor`.

use std::path::PathBuf;
use std::process::ExitCode;

use cargo_metadata::Package;
use clap_cargo::{Manifest, Workspace};
use coolbpf_build::{Finding, Problem, Signer, Vendoring, WriteOptions};
use coolbpf_contract::{Arch, printable, printable_line};

use crate::change::changes;
use crate::global::Global;
use crate::key::DeveloperKey;
use crate::output::Progress;
use crate::{Result, diff, header_crates, output, packages, vendored};

/// Compiles the BPF programs of packages and keeps their objects in `coolbpf-vendor/`, so that builds need no clang
///
/// Commit that directory. Builds use what is in it as long as the sources and options stay as they are, and refuse what
/// was altered.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  cargo coolbpf vendor                       compile what is missing or stale
  cargo coolbpf vendor --target aarch64      and for aarch64 from now on
  cargo coolbpf vendor --workspace --check   for CI: change nothing, fail where something is due")]
pub(crate) struct Vendor {
    /// Change nothing; fail where something is missing, stale, altered or left out of `cargo package`
    #[arg(long)]
    check: bool,
    /// Compile again what is as it should be, too
    #[arg(long, conflicts_with = "check")]
    all_again: bool,
    /// Sign what is compiled with a secret key of minisign: all of it on this machine, and no compile server is asked. What has no signature of that key is compiled again
    #[arg(long, value_name = "KEYFILE", conflicts_with = "check")]
    sign: Option<PathBuf>,
    /// The architectures, beside those that are vendored already: x86_64, aarch64; with a vmlinux.h of the package's own riscv64, loongarch64, powerpc64 [default: this machine's]
    #[arg(long, value_name = "ARCH", value_parser = arch)]
    target: Vec<Arch>,
    #[command(flatten)]
    manifest: Manifest,
    #[command(flatten)]
    workspace: Workspace,
}

/// The architecture of a name or of a target triple.
pub(crate) fn arch(text: &str) -> std::result::Result<Arch, String> {
    let name = match text.split('-').next().unwrap_or(text) {
        "powerpc64le" => "powerpc64",
        "powerpc64" if text.contains('-') => {
            return Err("coolbpf compiles for little-endian targets only".into());
        }
        name if name.starts_with("riscv64") => "riscv64",
        // As Debian, Go and container images call them.
        "amd64" => "x86_64",
        "arm64" => "aarch64",
        name => name,
    };
    name.parse().map_err(|error: coolbpf_contract::Error| error.to_string())
}

/// The architectures that are named, or this machine's.
pub(crate) fn archs(named: &[Arch]) -> Vec<Arch> {
    match named {
        [] => std::env::consts::ARCH.parse().into_iter().collect(),
        named => named.to_vec(),
    }
}

/// The architectures that are named; else this machine's, and those that there is something vendored for.
pub(crate) fn archs_or_vendored(named: &[Arch], vendoring: &Vendoring) -> Vec<Arch> {
    if named.is_empty() { vendoring.archs(&archs(&[])) } else { named.to_vec() }
}

impl Vendor {
    pub(crate) fn run(self, global: &Global) -> Result<ExitCode> {
        let packages = packages::choose(global, &self.manifest, &self.workspace)?;
        // Whoever has to type its password does so once.
        let key = self.sign.as_deref().map(DeveloperKey::read).transpose()?;
        let signer = key.as_ref().map(|key| key as &dyn Signer);
        let mut all_well = true;
        for package in &packages {
            let vendoring = header_crates::vendoring(global, &packages::directory(package))?;
            let archs = vendoring.archs(&archs(&self.target));
            if self.check {
                all_well &= self.check(global, package, &vendoring, &archs)?;
            } else {
                self.write(global, package, &vendoring, &archs, signer)?;
            }
        }
        Ok(if all_well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }

    fn write(
        &self,
        global: &Global,
        package: &Package,
        vendoring: &Vendoring,
        archs: &[Arch],
        signer: Option<&dyn Signer>,
    ) -> Result {
        let name = &package.name;
        if vendoring.packaged_files(archs)?.is_empty() {
            let without = packages::without_program(name);
            if vendoring.archs(&[]).is_empty() {
                output::warning(name, without);
                return Ok(());
            }
            // Its objects may be ones that nothing here can compile again.
            return Err(format!(
                "{without}; if there is to be none any more, remove {}",
                packages::directory(package).join(vendored::DIRECTORY).display()
            )
            .into());
        }
        let directory = packages::directory(package);
        // What can't be read is written anew.
        let before = vendored::of_package(&directory).unwrap_or_default();
        let options = WriteOptions { all_again: self.all_again, signer };
        let progress = Progress::spinner();
        let written = vendoring.write(archs, &options, &mut |program, arch| {
            progress.step(format_args!("compiling `{program}` for {arch}"));
        });
        drop(progress);
        let written = written?;
        for warning in &written.warnings {
            eprintln!("{warning}");
        }
        for notice in &written.notices {
            output::warning(name, notice);
        }
        for (pin, maker) in &written.compiled {
            eprintln!("{name}: compiled {} with {}", pin.trim_end_matches(".toml"), printable(maker));
        }
        for pin in &written.for_other_kernels {
            eprintln!("{name}: wrote the types of kernels for {}", pin.trim_end_matches(".toml"));
        }
        for file in &written.removed {
            eprintln!("{name}: removed {}", printable_line(file));
        }
        if written.compiled.is_empty() && written.for_other_kernels.is_empty() && written.removed.is_empty() {
            eprintln!("{name}: all {} objects are up to date", written.kept.len());
        }
        for left_out in left_out(global, package, vendoring, archs)? {
            output::warning(name, left_out);
        }
        match vendored::of_package(&directory).and_then(|after| changes(before, after)) {
            Ok(changes) => output::print(diff::of_objects(name, &changes)),
            Err(error) => {
                output::warning(name, format_args!("what changed can't be told: {error}"));
                Ok(())
            }
        }
    }

    /// Tells what is wrong with the package; says whether nothing is.
    fn check(
        &self,
        global: &Global,
        package: &Package,
        vendoring: &Vendoring,
        archs: &[Arch],
    ) -> Result<bool> {
        let name = &package.name;
        let findings = vendoring.check(archs)?;
        for finding in &findings {
            eprintln!("{name}: {}", printable(&finding.to_string()));
        }
        if !findings.is_empty() {
            let targets: String = self.target.iter().map(|arch| format!(" --target {arch}")).collect();
            eprintln!("{name}: run `cargo coolbpf vendor --package {name}{targets}`");
        }
        if vendoring.packaged_files(archs)?.is_empty() {
            output::warning(name, packages::without_program(name));
        }
        // Cargo reads that file as well, and would wait for a pipe in its place.
        let is_odd = |finding: &Finding| {
            finding.file.ends_with("/.gitattributes") && matches!(finding.problem, Problem::Altered(_))
        };
        if findings.iter().any(is_odd) {
            return Ok(false);
        }
        let left_out = left_out(global, package, vendoring, archs)?;
        for left_out in &left_out {
            eprintln!("{name}: {}", printable(left_out));
        }
        Ok(findings.is_empty() && left_out.is_empty())
    }
}

/// What a published package would lack.
fn left_out(
    global: &Global,
    package: &Package,
    vendoring: &Vendoring,
    archs: &[Arch],
) -> Result<Vec<String>> {
    let packaged = packages::packaged(global, package)?;
    let wanted = vendoring.packaged_files(archs)?;
    let directory = packages::directory(package);
    // What does not exist is told of as missing.
    let there = wanted.into_iter().filter(|file| directory.join(file).exists());
    let missing = there.filter(|file| !packaged.contains(file));
    Ok(missing
        .map(|file| {
            format!("left out: `cargo package` would not take {file}; name it under `include` in Cargo.toml")
        })
        .collect())
}
