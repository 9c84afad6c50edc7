//! An object as text for `git diff`: what doesn't change in the object changes no line.

use std::fmt::{self, Write as _};
use std::path::Path;

use coolbpf_contract::CheckedObject;
use coolbpf_inspect::{Inspection, Jumps, Listing, disassemble};

use super::{human, subject};
use crate::Result;

/// The text for the file at `path`. Git gives up on the whole diff where a textconv fails, so what is wrong with an object is a
/// text, too.
pub(super) fn of_file(path: &Path) -> String {
    match subject::object(path).and_then(|object| of_object(&object)) {
        Ok(text) => text,
        Err(error) => format!("no BPF object: {error}\n"),
    }
}

fn of_object(object: &CheckedObject) -> Result<String> {
    let inspection = Inspection::of(object)?;
    let listings = disassemble(object, Jumps::ByLabel)?;
    let mut text = String::new();
    // Writing into a String can't fail.
    let _ = write_text(&mut text, &inspection, &listings);
    Ok(text)
}

fn write_text(out: &mut String, inspection: &Inspection, listings: &[Listing]) -> fmt::Result {
    writeln!(out, "oldest kernel: {}", inspection.requirements(None).oldest)?;
    human::contents(out, inspection)?;
    for program in &inspection.programs {
        writeln!(out)?;
        human::write_program(out, program)?;
    }
    human::write_alternatives(out, inspection)?;
    human::write_data(out, inspection)?;
    for listing in listings {
        writeln!(out, "\n{} in {}:", listing.name, listing.section)?;
        let mut last = "";
        for line in &listing.lines {
            if let Some(label) = &line.label {
                writeln!(out, "{label}:")?;
            }
            let source = line.source.as_ref().map_or(last, |source| source.text.as_str());
            if source != last {
                writeln!(out, "  ; {source}")?;
                last = source;
            }
            writeln!(out, "    {}", line.text)?;
        }
    }
    Ok(())
}
