//! `cargo xtask matrix`: each feature of the runtime and each example on each kernel.

mod arm64;
mod document;
mod examples;
mod features;
mod guests;
mod table;
mod tools;

use std::fs;

use coolbpf_vm::{Arch, Archive, Kernel, Poor, Progress, Store, Version};

use self::document::Document;
use self::features::Place;
use crate::{Result, kernels, prerequisites, qemu};

/// What is written for people, and what `--quick` compares with.
const DOCUMENT: &str = "docs/KERNELS.md";
/// The kernels of a whole run: those that distributions keep for years, and the newest.
const WHOLE: &[&str] = &["5.10", "6.1", "6.12", "6.18", "newest"];
/// The kernel for arm64.
const ARM64: &str = "6.12";
/// The kernels that the features are tried on a second time, with less (`--poor`): limited as before Linux 5.11 unless somebody raises it, and
/// built without types.
const POOR: [(&str, &str, &str); 2] =
    [("5.10", "5.10, 64 KiB locked", "memlock=64"), ("6.12", "6.12 without BTF", "btf")];
/// The kernel that answers like older ones, and those: what they are called, and the switch.
const OLDER: (&str, [(&str, &str); 5]) = (
    "5.10",
    [
        ("3.10 (CentOS 7)", "like=3.10"),
        ("4.9", "like=4.9"),
        ("4.14", QUICK_POOR),
        ("4.19", "like=4.19"),
        ("5.4", "like=5.4"),
    ],
);
/// Of these, the one of a quick run: it has the most that is bridged.
const QUICK_POOR: &str = "like=4.14";

/// Runs all of it on some kernels. Without arguments, or on the kernels that they name, writes `docs/KERNELS.md`; with `--examples`, only its
/// tables of the examples; with `--quick`, fails where three kernels, and one of them that answers like 4.14, do other than is written there, but
/// for the tools, which take minutes. With `--tools`, prints what came of these.
pub(crate) fn run(arguments: &[&str]) -> Result {
    match arguments {
        ["--quick"] => compare(&on(kernels::QUICK, |switch| switch == QUICK_POOR)?),
        [] => write(&on(WHOLE, |_| true)?),
        ["--arm64"] => arm64::on(ARM64).map(drop),
        ["--examples"] => renew_examples(),
        ["--tools"] => print_tools(WHOLE),
        ["--tools", wanted @ ..] if are_kernels(wanted) => print_tools(wanted),
        ["--all"] => write(&on(&available()?, |_| true)?),
        named if are_kernels(named) => write(&on(named, |_| true)?),
        _ => Err(USAGE.into()),
    }
}

fn are_kernels(arguments: &[&str]) -> bool {
    arguments.iter().all(|argument| !argument.starts_with('-'))
}

const USAGE: &str =
    "usage: cargo xtask matrix [--quick | --all | --examples | --arm64 | [--tools] KERNEL...]";

/// All but the tools. `is_meant` says which switches of [`POOR`] and [`OLDER`] are.
fn on<S: AsRef<str>>(wanted: &[S], is_meant: impl Fn(&str) -> bool) -> Result<Document> {
    let kernels = kept(wanted)?;
    // What takes longest comes last: what fails before is known soon.
    let arm64 = arm64::on(ARM64)?;
    let answers = features::answers(&kernels)?;
    let examples = examples::on(&kernels)?;
    let features = features::on(&places(&kernels, is_meant)?)?;
    Ok(Document { kernels, features, answers, examples, arm64 })
}

/// Installs what it takes, and gives the kernels that are wanted, the oldest first.
fn kept<S: AsRef<str>>(wanted: &[S]) -> Result<Vec<Kernel>> {
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
    Ok(kernels)
}

/// Writes the tables of what an example has and of what arm64 takes anew, for a change of the examples alone.
fn renew_examples() -> Result {
    let kernels = kept(WHOLE)?;
    let mut page = fs::read_to_string(DOCUMENT)?;
    for table in [arm64::on(ARM64)?, examples::on(&kernels)?] {
        page = table.put_into(&page).ok_or_else(|| {
            format!(
                "{DOCUMENT} has no table of {} for these kernels: `cargo xtask matrix` writes all of it",
                table.heads.join(", ")
            )
        })?;
    }
    fs::write(DOCUMENT, page)?;
    println!("wrote the examples in {DOCUMENT}");
    Ok(())
}

/// Each kernel, and behind it the same with less, and as older ones.
fn places(kernels: &[Kernel], is_meant: impl Fn(&str) -> bool) -> Result<Vec<Place<'_>>> {
    let mut places = Vec::new();
    for kernel in kernels {
        let name = series(kernel.version);
        let less = POOR.into_iter().filter(|(of, ..)| *of == name);
        let less = less.map(|(_, name, switch)| (name, switch, false));
        let (of, switches) = OLDER;
        let older = switches.into_iter().filter(|_| of == name);
        let older = older.map(|(name, switch)| (name, switch, true));
        let poor = less.chain(older).filter(|(_, switch, _)| is_meant(switch));
        places.push(Place { kernel, lacks: Vec::new(), name: name.clone(), is_older: false });
        for (name, switch, is_older) in poor {
            let Poor(lacks) = switch.parse()?;
            places.push(Place { kernel, lacks, name: name.to_owned(), is_older });
        }
    }
    Ok(places)
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

/// The names of the kernels' columns.
fn columns(kernels: &[Kernel]) -> Vec<String> {
    kernels.iter().map(|kernel| series(kernel.version)).collect()
}

/// As in `6.12`.
fn series(version: Version) -> String {
    format!("{}.{}", version.major, version.minor)
}

fn write(document: &Document) -> Result {
    let (tools, verdict) = tools::on(&document.kernels)?;
    fs::write(DOCUMENT, document.text(&tools)?)?;
    println!("wrote {DOCUMENT}");
    verdict
}

fn print_tools(wanted: &[&str]) -> Result {
    let (tools, verdict) = tools::on(&kept(wanted)?)?;
    print!("{}", tools.markdown());
    verdict
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
