//! Differences as Markdown, for a comment on a pull request.

use std::fmt::{self, Display, Write as _};

use super::Report;
use crate::change::{Kind, MapChange, Names, ObjectChange, ProgramChange, by_arch};

/// The text.
pub(super) fn text(report: &Report) -> String {
    let mut text = format!("### BPF objects since {}\n", code(&report.since));
    let mut is_same = true;
    for package in &report.packages {
        for (archs, object) in by_arch(&package.objects) {
            is_same = false;
            // Writing into a String can't fail.
            let _ = write_object(&mut text, &package.package, &archs, object);
        }
    }
    if is_same {
        text.push_str("\nNo vendored object has changed.\n");
    }
    text
}

fn write_object(out: &mut String, package: &str, archs: &[&str], change: &ObjectChange) -> fmt::Result {
    let ObjectChange { program, object, .. } = change;
    let state = match change.kind {
        Kind::Added => "new: ",
        Kind::Removed => "removed: ",
        Kind::Changed => "",
    };
    let digest = code(object.object());
    let archs: Vec<String> = archs.iter().map(code).collect();
    writeln!(out, "\n#### {} / {} for {}\n", code(package), code(program), archs.join(" and "))?;
    let (toolchain, kernel) = (code(object.toolchain()), code(object.oldest_kernel()));
    writeln!(out, "{state}{digest}, made by {toolchain}; oldest kernel {kernel}")?;
    let pinned = object.pinned();
    if !pinned.is_empty() {
        out.push('\n');
    }
    for (what, values) in pinned {
        match values {
            Some(values) => writeln!(out, "- {what}: {}", code(values))?,
            None => writeln!(out, "- {what}")?,
        }
    }
    if !change.programs.is_empty() {
        out.push_str(
            "\n| program | instructions | attached by | helpers, kfuncs | maps |\n|---|---|---|---|---|\n",
        );
    }
    for program in &change.programs {
        write_program(out, program)?;
    }
    if !change.maps.is_empty() {
        out.push_str("\n| map | definition |\n|---|---|\n");
    }
    for MapChange { name, kind, definition } in &change.maps {
        writeln!(out, "| {}{} | {} |", mark(*kind), code(name), code(definition))?;
    }
    Ok(())
}

fn mark(kind: Kind) -> &'static str {
    match kind {
        Kind::Added => "new: ",
        Kind::Removed => "removed: ",
        Kind::Changed => "",
    }
}

fn write_program(out: &mut String, change: &ProgramChange) -> fmt::Result {
    let ProgramChange { name, kind, instructions, section, helpers, kfuncs, maps, .. } = change;
    let others = if change.code_changed && !instructions.differ() { ", others than before" } else { "" };
    let calls = [names(helpers), names(kfuncs)].into_iter().filter(|text| !text.is_empty());
    let calls = calls.collect::<Vec<_>>().join(", ");
    writeln!(
        out,
        "| {}{} | {instructions}{others} | {} | {calls} | {} |",
        mark(*kind),
        code(name),
        code(section),
        names(maps)
    )
}

fn names(names: &Names) -> String {
    names.signed().map(code).collect::<Vec<_>>().join(", ")
}

/// A code span that nothing ends early: what objects and pins hold is not to be read as Markdown.
pub(crate) fn code(text: impl Display) -> String {
    let text: String = text.to_string().chars().filter(|c| !matches!(c, '`' | '\n' | '\r')).collect();
    format!("`{}`", text.replace('|', "\\|"))
}
