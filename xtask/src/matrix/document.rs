//! `docs/KERNELS.md`.

use std::fmt::Write as _;
use std::process::Command;

use coolbpf_vm::Kernel;

use super::features::{Features, Refusal};
use super::table::Table;
use crate::Result;

/// The oldest kernel that is booted.
const OLDEST: &str = super::OLDER.0;

/// All that was found but for the tools.
pub(super) struct Document {
    pub(super) kernels: Vec<Kernel>,
    pub(super) features: Features,
    /// What `coolbpf::kernel()` answers.
    pub(super) answers: Table,
    pub(super) examples: Table,
    pub(super) arm64: Table,
}

impl Document {
    fn tables(&self) -> [&Table; 7] {
        let Features { table, choices, older, older_choices, .. } = &self.features;
        [table, older, choices, older_choices, &self.answers, &self.examples, &self.arm64]
    }

    /// How many rows there are.
    pub(super) fn rows(&self) -> usize {
        self.tables().iter().map(|table| table.rows.len()).sum()
    }

    /// Where a document says something else.
    pub(super) fn differences(&self, document: &str) -> Vec<String> {
        self.tables().iter().flat_map(|table| table.differences(document)).collect()
    }

    /// The document, with the table of the tools.
    pub(super) fn text(&self, tools: &Table) -> Result<String> {
        let mut kernels = String::new();
        for Kernel { release, origin, .. } in &self.kernels {
            writeln!(kernels, "| {release} | {origin} |")?;
        }
        let mut refusals = String::new();
        for Refusal { error, kernels, features } in &self.features.refusals {
            let (kernels, features) = (kernels.join(", "), features.join(", "));
            writeln!(refusals, "- {kernels}: {features}: `{}`", error.replace('`', "'"))?;
        }
        let versions = versions()?;
        let [features, older, choices, older_choices, answers, examples, arm64] =
            self.tables().map(Table::markdown);
        let tools = tools.markdown();
        Ok(format!(
            "# Kernels

Written by `cargo xtask matrix`, which boots each kernel in a virtual machine; `cargo xtask matrix --quick` compares the oldest, a
middle and the newest with it on every change.

{versions}

| kernel | from |
|---|---|
{kernels}
## Features of the runtime

Each row is a test in `tests/features/kernel/`, run as root on each kernel. `yes`: it works. `no`: the kernel lacks it, and the test
has seen the error say so. `since.rs` there holds each kernel to the version and commit of this table. Two kernels are tried again with
less: 64 KiB of locked memory, which kernels before 5.11 count maps in, and without the kernel's types (`/sys/kernel/btf`).

{features}
## Features on kernels before {OLDEST}

No kernel older than {OLDEST} was booted. These are guests of {OLDEST} that answer like older ones ([`VM.md`](VM.md#poor-guests)): `bpf(2)` and other system
calls refuse there what the older kernel refuses, with its errors, and the release is the older one's. What the older kernel's verifier would
make of the programs is not shown, nor what it says elsewhere than in `bpf(2)`. `yes`: it works so. `no`: the kernel lacks it, and the test has seen the
error say so. `can't tell`: it came later, and works only as nothing of {OLDEST} was made to refuse it.

{older}
## What kernels say

Of what they lack; those of the last section answer like older ones.

{refusals}
## Which way of alternatives is used

Groups of `tests/features/`, whose ways stand with the best first; below each kernel, the one that its runtime chose.

{choices}
On guests that answer like older kernels:

{older_choices}
## What `coolbpf::kernel()` answers

Each row is a test in `coolbpf-runtime/tests/kernel.rs`, run as root on each kernel, which holds the answers to the versions that the
tables of coolbpf-linux name. `yes`: they are right.

{answers}
## Examples

Each program, by `cargo coolbpf matrix`: loaded and attached by the runtime that its crate is built with.

{examples}
## Tools

The file that `cargo xtask tools` makes, the same on each kernel: all end-to-end tests of a tool (`tests/tools*.rs` and `tests/examples.rs`),
which cause what it is to tell of and read what it prints, run as root. `yes`: they pass. `not run`: those
that there are take what the kernel or the guest lacks, as `LEFT_OUT` in `xtask/src/matrix/tools.rs` says. `cargo xtask matrix --tools` prints this table.

{tools}
## arm64

The objects that are vendored for aarch64, loaded by an arm64 kernel: its verifier passes all of their programs, those that are not
loaded by themselves, too. What is refused is refused on purpose.

{arm64}"
        ))
    }
}

/// What was used.
fn versions() -> Result<String> {
    let line = |program: &str| -> Result<String> {
        let output = Command::new(program).arg("--version").output()?;
        Ok(String::from_utf8_lossy(&output.stdout).lines().next().unwrap_or_default().to_owned())
    };
    let lock = std::fs::read_to_string("Cargo.lock")?;
    let libbpf = lock.split("[[package]]").find(|package| package.contains("name = \"libbpf-sys\""));
    let libbpf = libbpf.and_then(|package| package.split("version = \"").nth(1)?.split('"').next());
    Ok(format!(
        "Made with {}, {}, libbpf-sys {}.",
        line("rustc")?,
        line("qemu-system-x86_64")?,
        libbpf.unwrap_or("unknown")
    ))
}
