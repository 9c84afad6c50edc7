//! `cargo xtask matrix`: each feature of the runtime and each example on each kernel.

mod arm64;
mod document;
mod examples;
mod features;
mod guests;
mod table;

use std::fs;

use coolbpf_vm::{Arch, Archive, Kernel, Lack, Progress, Store, Version};

use self::document::Document;
use self::features::Place;
use crate::{Result, kernels, prerequisites, qemu};

/// What is written for people, and what `--quick` compares with.
const DOCUMENT: &str = "docs/KERNELS.md";
/// The kernels of a whole run: those that distributions keep for years, and the newest.
const WHOLE: &[&str] = &["5.10", "6.1", "6.12", "6.18", "newest"];
/// The kernel for arm64.
const ARM64: &str = "6.12";
/// The kernels that the features are tried on a second time, with less: limited as before Linux 5.11 unless somebody raises it, and
/// built without types.
const POOR: [(&str, &str, Lack); 2] = [
    ("5.10", "5.10, 64 KiB locked", Lack::LockedMemory { kib: 64 }),
    ("6.12", "6.12 without BTF", Lack::KernelTypes),
];

/// Runs all of it on some kernels. Without arguments, or on the kernels that they name, writes `docs/KERNELS.md`; with `--quick`, fails
/// where three kernels do other than is written there.
pub(crate) fn run(arguments: &[&str]) -> Result {
    match arguments {
        ["--quick"] => compare(&on(kernels::QUICK)?),
        [] => write(&on(WHOLE)?),
        ["--all"] => write(&on(&available()?)?),
        _ if arguments.iter().any(|argument| argument.starts_with('-')) => Err(USAGE.into()),
        named => write(&on(named)?),
    }
}

const USAGE: &str = "usage: cargo xtask matrix [--quick | --all | KERNEL...]";

fn on<S: AsRef<str>>(wanted: &[S]) -> Result<Document> {
    prerequisites::install(&[prerequisites::BUILD])?;
    qemu::install()?;
    let wanted: Vec<&str> = wanted.iter().map(AsRef::as_ref).collect();
    kernels::keep(Arch::X86_64, &wanted)?;
    kernels::keep(Arch::Aarch64, &[ARM64])?;
    let store = Store::open(None)?;
    let find = |wanted: &&str| Ok(store.find(&wanted.parse()?, Arch::X86_64)?);
    let mut kernels = wanted.iter().map(find).collect::<Result<Vec<_>>>()?;
    kernels.sort_by_key(|kernel| kernel.version);
    kernels.dedup();
    let names: Vec<String> = kernels.iter().map(|kernel| series(kernel.version)).collect();
    let features = features::on(&places(&kernels))?;
    let answers = features::answers(&kernels, &names)?;
    let examples = examples::on(&kernels, &names)?;
    let arm64 = arm64::on(ARM64)?;
    Ok(Document { kernels, features, answers, examples, arm64 })
}

/// Each kernel, and behind it the same with less.
fn places(kernels: &[Kernel]) -> Vec<Place<'_>> {
    let mut places = Vec::new();
    for kernel in kernels {
        let name = series(kernel.version);
        let poor = POOR.iter().filter(|(of, ..)| *of == name);
        let poor = poor.map(|(_, name, lack)| Place { kernel, lacks: vec![*lack], name: (*name).to_owned() });
        let poor: Vec<_> = poor.collect();
        places.push(Place { kernel, lacks: Vec::new(), name });
        places.extend(poor);
    }
    places
}

/// The series that Debian's suites offer.
fn available() -> Result<Vec<String>> {
    let mut tell = |progress: Progress<'_>| {
        let (Progress::Doing(what) | Progress::Said(what)) = progress;
        println!("{what}");
    };
    let offers = Store::open(None)?.available(Arch::X86_64, &Archive::default(), &mut tell)?;
    let mut series: Vec<String> =
        offers.iter().filter(|offer| offer.is_cloud()).map(|offer| series(offer.version())).collect();
    series.dedup();
    Ok(series)
}

/// As in `6.12`.
fn series(version: Version) -> String {
    format!("{}.{}", version.major, version.minor)
}

fn write(document: &Document) -> Result {
    fs::write(DOCUMENT, document.text()?)?;
    println!("wrote {DOCUMENT}");
    Ok(())
}

fn compare(document: &Document) -> Result {
    let differences = document.differences(&fs::read_to_string(DOCUMENT)?);
    if differences.is_empty() {
        println!("as {DOCUMENT} says: {} features and examples", document.rows());
        return Ok(());
    }
    let differences = differences.join("\n  ");
    Err(format!("other than {DOCUMENT} says:\n  {differences}\n`cargo xtask matrix` writes it anew").into())
}
