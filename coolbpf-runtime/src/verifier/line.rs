//! The lines of C that a program's instructions come from, as its object tells.

use std::ffi::CStr;

use libbpf_rs::{AsRawLibbpf as _, ObjectBuilder, OpenProgramMut, libbpf_sys};

use crate::adapt;
use crate::messages::captured;

/// An instruction and the C that it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    /// The instruction's index in the program, functions that it calls included.
    pub(super) instruction: u32,
    pub(super) file: String,
    /// Counted from 1.
    pub(super) line: u32,
    /// In bytes, counted from 1.
    pub(super) column: u32,
    /// The whole line, as it stands in the file.
    pub(super) text: String,
}

impl Line {
    /// The lines of a program: what libbpf would tell the kernel of. For this, the object is opened and prepared once more, without maps and
    /// other programs. None where libbpf can't do that, as where its CO-RE relocations are answered by types that are not the kernel's own,
    /// and where it was compiled without `-g`.
    pub(crate) fn all_of(object: &[u8], program: &str) -> Vec<Self> {
        captured(|| {
            let Ok(mut opened) =
                ObjectBuilder::default().name("lines").and_then(|builder| builder.open_memory(object))
            else {
                return Vec::new();
            };
            for mut map in opened.maps_mut() {
                // A map that isn't created leaves the instructions that refer to it without one, which nobody runs.
                let _ = map.set_autocreate(false);
            }
            for mut other in opened.progs_mut() {
                other.set_autoload(other.name() == program);
            }
            if adapt::prepare(&mut opened).is_err() {
                return Vec::new();
            }
            // SAFETY: the object is open; its types live as long.
            let types = unsafe { libbpf_sys::bpf_object__btf(opened.as_libbpf_object().as_ptr()) };
            let program = opened.progs_mut().find(|one| one.name() == program);
            program.map(|program| lines_of(&program, types)).unwrap_or_default()
        })
        .0
    }
}

fn lines_of(program: &OpenProgramMut<'_>, types: *const libbpf_sys::btf) -> Vec<Line> {
    let raw = program.as_libbpf_object().as_ptr();
    // SAFETY: the program is open and prepared, and its object stays so while this function looks at the records, of which there are so many, and
    // at the strings of its types.
    unsafe {
        let (first, count) =
            (libbpf_sys::bpf_program__line_info(raw), libbpf_sys::bpf_program__line_info_cnt(raw));
        if first.is_null() || types.is_null() {
            return Vec::new();
        }
        let text = |offset: u32| {
            let text = libbpf_sys::btf__name_by_offset(types, offset);
            if text.is_null() { String::new() } else { CStr::from_ptr(text).to_string_lossy().into_owned() }
        };
        let records = std::slice::from_raw_parts(first, count as usize);
        let line = |record: &libbpf_sys::bpf_line_info| Line {
            instruction: record.insn_off,
            file: text(record.file_name_off),
            line: record.line_col >> 10,
            column: record.line_col & 0x3ff,
            text: text(record.line_off),
        };
        records.iter().map(line).collect()
    }
}
