//! `cargo xtask matrix`: each feature of the runtime and each example on each kernel.

mod arm64;
mod document;
mod examples;
mod features;
mod guests;
mod table;

use std::fs;

use self::document::Document;
use self::guests::Guests;
use crate::{Result, kernels, prerequisites, qemu};

/// What is written for people, and what `--quick` compares with.
const DOCUMENT: &str = "docs/KERNELS.md";
/// The kernels of a whole run: those that distributions keep for years, and the newest.
const WHOLE: &[&str] = &["5.10", "6.1", "6.12", "6.18", "newest"];
/// The kernel for arm64.
const ARM64: &str = "6.12";

/// Runs all of it on some kernels. Without arguments, or on the kernels that they name, writes `docs/KERNELS.md`; with `--quick`, fails
/// where three kernels do other than is written there.
pub(crate) fn run(arguments: &[&str]) -> Result {
    match arguments {
        ["--quick"] => compare(&on(kernels::QUICK)?),
        [] => write(&on(WHOLE)?),
        ["--all"] => {
            let all = guests::build()?.available()?;
            write(&on(&all.iter().map(String::as_str).collect::<Vec<_>>())?)
        }
        _ if arguments.iter().any(|argument| argument.starts_with('-')) => Err(USAGE.into()),
        named => write(&on(named)?),
    }
}

const USAGE: &str = "usage: cargo xtask matrix [--quick | --all | KERNEL...]";

fn on(wanted: &[&str]) -> Result<Document> {
    prerequisites::install(&[prerequisites::BUILD])?;
    qemu::install()?;
    let guests: Guests = guests::build()?;
    kernels::keep("x86_64", wanted)?;
    kernels::keep("aarch64", &[ARM64])?;
    let (features, columns) = features::on(&guests, wanted)?;
    let examples = examples::on(&guests, wanted)?;
    let arm64 = arm64::on(ARM64)?;
    Ok(Document { columns, features, examples, arm64 })
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
