//! What `cargo coolbpf matrix` runs in a guest: it opens, loads and attaches objects as bindings do, and tells how each
//! program fared, one line of JSON at a time.
//!
//! The lines are read by a `cargo coolbpf` that need not be of this crate's version. The first says which
//! [`PROTOCOL`] they follow; within it lines and keys may be added, and none goes away or changes its meaning:
//!
//! | line | says |
//! |---|---|
//! | `{"protocol":1}` | comes first |
//! | `{"step":"load","object":O,"program":P}` | what is done next, so that a guest that dies shows what it died of; without `program` the whole object is loaded; `step` may be `attach` |
//! | `{"object":O,"program":P,"section":S,"outcome":…,…}` | how a program fared: `Outcome` in `trial.rs` |
//! | `{"object":O,"done":true,"channels":[…],…}` | that the object is through: `ObjectReport` in `trial.rs` |
//! | `{"end":true}` | comes last |

mod json;
mod stand_in;
mod trial;

use std::ffi::OsString;
use std::io::{self, Write as _};
use std::process::ExitCode;
use std::{env, fs};

use self::json::Line;
use self::trial::Trial;
use crate::instruction_set::{Carried, InstructionSet};
use crate::kernel_types::EmbeddedTypes;
use crate::object::About;
use crate::verifier::Source;

/// The version of the lines.
const PROTOCOL: u64 = 1;

/// Tries the objects that the arguments name: for each its name, its Rust file, the line of it where inline C starts (1 where the
/// C is in a file of its own), the instruction set that it is compiled for, the programs of it that have CO-RE relocations with commas
/// between, and the path of its ELF file. Those of one program for several instruction sets stand together, newest first.
pub fn main() -> ExitCode {
    let arguments: Vec<OsString> = env::args_os().skip(1).collect();
    let (objects, rest) = arguments.as_chunks::<6>();
    if objects.is_empty() || !rest.is_empty() {
        eprintln!(
            "usage: NAME RUST-FILE START INSTRUCTION-SET ASKING OBJECT, for each object; `cargo coolbpf matrix` calls this"
        );
        return ExitCode::FAILURE;
    }
    say(&Line::new().number("protocol", PROTOCOL));
    let mut trials: Vec<Trial> = Vec::new();
    for [name, rust_file, start, set, asking, path] in objects {
        let Some(start) = start.to_str().and_then(|start| start.parse().ok()) else {
            eprintln!("{}: no line number", start.display());
            return ExitCode::FAILURE;
        };
        let Some(instruction_set) =
            InstructionSet::ALL.into_iter().find(|known| known.to_string() == *set.to_string_lossy())
        else {
            eprintln!("{}: no instruction set", set.display());
            return ExitCode::FAILURE;
        };
        let bytes = match fs::read(path) {
            Ok(object) => object.leak(),
            Err(error) => {
                eprintln!("read {}: {error}", path.display());
                return ExitCode::FAILURE;
            }
        };
        // The process ends with the last of them.
        let leak = |text: &OsString| -> &'static str { text.to_string_lossy().into_owned().leak() };
        let source = Source { rust_file: leak(rust_file), start };
        let about = About { name: leak(name), source, object: bytes };
        let asking = leak(asking).split(',').filter(|name| !name.is_empty()).collect::<Vec<_>>().leak();
        let types = EmbeddedTypes { asking, ..EmbeddedTypes::NONE };
        let object = Carried { instruction_set, bytes, types };
        match trials.last_mut() {
            Some(last) if (last.about.name, last.about.source) == (about.name, about.source) => {
                last.objects.push(object)
            }
            _ => trials.push(Trial { objects: vec![object], about }),
        }
    }
    trials.into_iter().for_each(Trial::run);
    say(&Line::new().flag("end", true));
    ExitCode::SUCCESS
}

/// Prints a line; a program that is attached may forbid it, and then there is nobody to tell.
fn say(line: &Line) {
    let _ = writeln!(io::stdout().lock(), "{line}");
}
