//! Differences for people.

use std::fmt::{self, Write as _};

use coolbpf_contract::printable;

use super::Report;
use crate::change::{Kind, MapChange, ObjectChange, ProgramChange, by_arch};

/// The text.
pub(super) fn text(report: &Report) -> String {
    let packages = report.packages.iter();
    let text: String = packages.map(|package| of_objects(&package.package, &package.objects)).collect();
    match text.is_empty() {
        true => format!("no vendored object has changed since {}\n", report.since),
        false => text,
    }
}

/// What changed about the objects of a package; empty where nothing did.
pub(crate) fn of_objects(package: &str, objects: &[ObjectChange]) -> String {
    let mut text = String::new();
    for (archs, object) in by_arch(objects) {
        // Writing into a String can't fail.
        let _ = write_object(&mut text, package, &archs.join(" and "), object);
    }
    printable(&text)
}

fn write_object(out: &mut String, package: &str, archs: &str, change: &ObjectChange) -> fmt::Result {
    let ObjectChange { program, object, .. } = change;
    let digest = object.object();
    writeln!(out, "{package}: {program} for {archs}: {}{digest}", prefix(change.kind))?;
    let (toolchain, kernel) = (object.toolchain(), object.oldest_kernel());
    writeln!(out, "    made by {toolchain}; oldest kernel {kernel}")?;
    for (what, values) in object.pinned() {
        match values {
            Some(values) => writeln!(out, "    {what}: {values}")?,
            None => writeln!(out, "    {what}")?,
        }
    }
    for program in &change.programs {
        write_program(out, program)?;
    }
    for MapChange { name, kind, definition } in &change.maps {
        writeln!(out, "    map {name}: {}{definition}", prefix(*kind))?;
    }
    Ok(())
}

fn prefix(kind: Kind) -> &'static str {
    match kind {
        Kind::Added => "added, ",
        Kind::Removed => "removed, ",
        Kind::Changed => "",
    }
}

fn write_program(out: &mut String, change: &ProgramChange) -> fmt::Result {
    let ProgramChange { name, instructions, section, .. } = change;
    write!(out, "    program {name}: {}{instructions} instructions", prefix(change.kind))?;
    if change.code_changed && !instructions.differ() {
        out.push_str(", others than before");
    }
    out.push('\n');
    if change.kind != Kind::Changed || section.differ() {
        writeln!(out, "        attached by {section}")?;
    }
    for (what, names) in [("helpers", &change.helpers), ("kfuncs", &change.kfuncs), ("maps", &change.maps)] {
        if !names.is_empty() {
            writeln!(out, "        {what}: {}", names.signed().collect::<Vec<_>>().join(", "))?;
        }
    }
    Ok(())
}
