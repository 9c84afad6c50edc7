//! A copy of an object whose maps and programs have names that can't be mistaken for anything else.
//!
//! libbpf-cargo uses the names of maps and programs as Rust identifiers, next to its own: a map called `type` does not
//! parse, and one called `config` hides a variable. So it is given a copy in which they are called `map_type` and
//! `map_config`. Only names change, and only there: what is loaded is the object itself.

use std::collections::BTreeSet;

use coolbpf_contract::CheckedObject;
use coolbpf_contract::btf::{self, Btf, Kind};
use coolbpf_contract::elf::{Elf, SECTION_HEADER_SIZE, SHT_SYMTAB, STT_FUNC, STT_OBJECT, SYMBOL_SIZE};
use coolbpf_contract::little_endian::{set_wide, set_word};

/// What stands before the name of a map, including those that implement a kernel interface.
pub(super) const MAP: &str = "map_";
/// What stands before the name of a program.
pub(super) const PROGRAM: &str = "prog_";

/// The copy; `None` where the object is not made as clang makes them.
pub(super) fn copy(object: &CheckedObject) -> Option<Vec<u8>> {
    let elf = Elf::parse(object.bytes()).ok()?;
    let mut copy = object.bytes().to_vec();
    rename_symbols(object, &elf, &mut copy)?;
    if let Some((index, _)) = elf.section(".BTF") {
        let renamed = rename_variables(&object.btf())?;
        replace_data(&elf, &mut copy, index, &renamed);
    }
    Some(copy)
}

/// Whether a section's variables are maps.
fn holds_maps(section: &[u8]) -> bool {
    section == b".maps" || section.starts_with(b".struct_ops")
}

/// Puts the data of section `index` at the end of the file, which may have grown since `elf` was read.
fn replace_data(elf: &Elf<'_>, copy: &mut Vec<u8>, index: usize, data: &[u8]) {
    copy.resize(copy.len().next_multiple_of(8), 0);
    let header = elf.section_headers + index * SECTION_HEADER_SIZE;
    let offset = copy.len() as u64;
    set_wide(copy, header + 24, offset);
    set_wide(copy, header + 32, data.len() as u64);
    copy.extend_from_slice(data);
}

fn rename_symbols(object: &CheckedObject, elf: &Elf<'_>, copy: &mut Vec<u8>) -> Option<()> {
    let programs: BTreeSet<_> =
        object.programs().iter().map(|program| program.name.as_str().as_bytes()).collect();
    let table = elf.sections.iter().find(|section| section.kind == SHT_SYMTAB)?;
    let start = usize::try_from(table.offset).ok()?;
    let mut strings = elf.sections.get(table.link as usize)?.data.to_vec();
    for (index, symbol) in elf.symbols.iter().enumerate() {
        let section = elf.sections.get(usize::from(symbol.section)).map_or(&b""[..], |section| section.name);
        let prefix = match symbol.kind {
            STT_OBJECT if holds_maps(section) => MAP,
            STT_FUNC if section != b".text" && programs.contains(symbol.name) => PROGRAM,
            _ => continue,
        };
        let offset = append(&mut strings, prefix, symbol.name)?;
        set_word(copy, start + index * SYMBOL_SIZE, offset);
    }
    replace_data(elf, copy, table.link as usize, &strings);
    Some(())
}

/// BTF with other names for the variables that are maps.
fn rename_variables(btf: &Btf<'_>) -> Option<Vec<u8>> {
    let sections = btf.types().filter(|(_, ty)| holds_maps(ty.name.as_bytes()));
    let variables = sections.filter_map(|(_, ty)| match ty.kind {
        Kind::DataSection { variables, .. } => Some(variables),
        _ => None,
    });
    let maps: BTreeSet<_> = variables.flatten().map(|variable| variable.type_id).collect();
    let (mut types, mut strings) = (Vec::new(), btf.strings().to_vec());
    for (id, ty) in btf.types() {
        let start = types.len();
        types.extend_from_slice(btf.record(id)?.bytes);
        if maps.contains(&id) {
            // The name is the first word of a type.
            let name = append(&mut strings, MAP, ty.name.as_bytes())?;
            set_word(&mut types, start, name);
        }
    }
    Some(btf::section(&types, &strings))
}

/// Adds a name to strings that end in a zero byte each, and tells where it is.
fn append(strings: &mut Vec<u8>, prefix: &str, name: &[u8]) -> Option<u32> {
    let offset = u32::try_from(strings.len()).ok()?;
    strings.extend(prefix.bytes().chain(name.iter().copied()).chain([0]));
    Some(offset)
}
