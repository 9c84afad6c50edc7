//! A copy of an object whose maps and programs have names that can't be mistaken for anything else.
//!
//! libbpf-cargo uses the names of maps and programs as Rust identifiers, next to its own: a map called `type` does not
//! parse, and one called `config` hides a variable. So it is given a copy in which they are called `map_type` and
//! `map_config`. Only names change, and only there: what is loaded is the object itself.

use std::collections::BTreeSet;

use coolbpf_contract::CheckedObject;

/// What stands before the name of a map, including those that implement a kernel interface.
pub(super) const MAP: &str = "map_";
/// What stands before the name of a program.
pub(super) const PROGRAM: &str = "prog_";

/// `SHT_SYMTAB` of `elf.h`.
const SYMBOL_TABLE: u32 = 2;
const SECTION_HEADER_SIZE: usize = 64;
const SYMBOL_SIZE: usize = 24;
/// `BTF_KIND_VAR` and `BTF_KIND_DATASEC` of `linux/btf.h`.
const VARIABLE: u32 = 14;
const DATA_SECTION: u32 = 15;

/// The copy; `None` where the object is not made as clang makes them.
pub(super) fn copy(object: &CheckedObject) -> Option<Vec<u8>> {
    let bytes = object.bytes();
    let headers = Headers::of(bytes)?;
    let mut copy = bytes.to_vec();
    rename_symbols(object, &headers, &mut copy)?;
    if let Some(btf) = headers.named(bytes, ".BTF") {
        let renamed = rename_variables(headers.data(bytes, btf)?)?;
        headers.replace_data(&mut copy, btf, &renamed);
    }
    Some(copy)
}

/// Whether a section's variables are maps.
fn holds_maps(section: &str) -> bool {
    section == ".maps" || section.starts_with(".struct_ops")
}

/// Where the section headers of an ELF file are.
struct Headers {
    start: usize,
    count: usize,
    names: usize,
}

impl Headers {
    fn of(bytes: &[u8]) -> Option<Self> {
        Some(Self { start: wide(bytes, 40)?, count: half(bytes, 60)?, names: half(bytes, 62)? })
    }

    fn header(&self, index: usize) -> usize {
        self.start + index * SECTION_HEADER_SIZE
    }

    fn data<'a>(&self, bytes: &'a [u8], index: usize) -> Option<&'a [u8]> {
        let header = self.header(index);
        bytes.get(wide(bytes, header + 24)?..)?.get(..wide(bytes, header + 32)?)
    }

    fn name<'a>(&self, bytes: &'a [u8], index: usize) -> Option<&'a str> {
        string(self.data(bytes, self.names)?, word(bytes, self.header(index))?)
    }

    fn named(&self, bytes: &[u8], name: &str) -> Option<usize> {
        (0..self.count).find(|index| self.name(bytes, *index) == Some(name))
    }

    /// Puts the data at the end of the file, which may have grown since the headers were read.
    fn replace_data(&self, copy: &mut Vec<u8>, index: usize, data: &[u8]) {
        copy.resize(copy.len().next_multiple_of(8), 0);
        let (offset, size) = (copy.len() as u64, data.len() as u64);
        copy.extend_from_slice(data);
        let header = self.header(index);
        copy[header + 24..header + 32].copy_from_slice(&offset.to_le_bytes());
        copy[header + 32..header + 40].copy_from_slice(&size.to_le_bytes());
    }
}

fn rename_symbols(object: &CheckedObject, headers: &Headers, copy: &mut Vec<u8>) -> Option<()> {
    let bytes = object.bytes();
    let programs: BTreeSet<_> = object.programs().iter().map(|program| program.name.as_str()).collect();
    let table = (0..headers.count)
        .find(|index| word(bytes, headers.header(*index) + 4) == Some(SYMBOL_TABLE as usize))?;
    let strings_index = word(bytes, headers.header(table) + 40)?;
    let mut strings = headers.data(bytes, strings_index)?.to_vec();
    let start = wide(bytes, headers.header(table) + 24)?;
    for (index, symbol) in headers.data(bytes, table)?.chunks_exact(SYMBOL_SIZE).enumerate() {
        let section = headers.name(bytes, half(symbol, 6)?).unwrap_or_default();
        let name = string(headers.data(bytes, strings_index)?, word(symbol, 0)?)?;
        // `STT_OBJECT` and `STT_FUNC` of `elf.h`.
        let prefix = match symbol[4] & 15 {
            1 if holds_maps(section) => MAP,
            2 if section != ".text" && programs.contains(name) => PROGRAM,
            _ => continue,
        };
        let offset = u32::try_from(strings.len()).ok()?;
        strings.extend(prefix.bytes().chain(name.bytes()).chain([0]));
        let at = start + index * SYMBOL_SIZE;
        copy.get_mut(at..at + 4)?.copy_from_slice(&offset.to_le_bytes());
    }
    headers.replace_data(copy, strings_index, &strings);
    Some(())
}

/// BTF with other names for the variables that are maps.
fn rename_variables(btf: &[u8]) -> Option<Vec<u8>> {
    let header = word(btf, 4)?;
    let mut types = btf.get(header + word(btf, 8)?..)?.get(..word(btf, 12)?)?.to_vec();
    let mut strings = btf.get(header + word(btf, 16)?..)?.get(..word(btf, 20)?)?.to_vec();
    let mut starts = vec![0];
    let mut at = 0;
    while at < types.len() {
        starts.push(at);
        at += type_size(word(&types, at + 4)? as u32)?;
    }
    let mut maps = BTreeSet::new();
    for start in starts.iter().skip(1) {
        let info = word(&types, start + 4)? as u32;
        if kind(info) == DATA_SECTION && holds_maps(string(&strings, word(&types, *start)?)?) {
            for entry in 0..length(info) {
                maps.insert(word(&types, start + 12 + entry * 12)?);
            }
        }
    }
    for map in maps {
        let start = *starts.get(map)?;
        if kind(word(&types, start + 4)? as u32) != VARIABLE {
            return None;
        }
        let name = string(&strings, word(&types, start)?)?.to_owned();
        let offset = u32::try_from(strings.len()).ok()?;
        strings.extend(MAP.bytes().chain(name.bytes()).chain([0]));
        types.get_mut(start..start + 4)?.copy_from_slice(&offset.to_le_bytes());
    }
    let mut renamed = btf.get(..4)?.to_vec();
    let (types_size, strings_size) = (u32::try_from(types.len()).ok()?, u32::try_from(strings.len()).ok()?);
    for word in [24, 0, types_size, types_size, strings_size] {
        renamed.extend_from_slice(&word.to_le_bytes());
    }
    renamed.extend_from_slice(&types);
    renamed.extend_from_slice(&strings);
    Some(renamed)
}

fn kind(info: u32) -> u32 {
    info >> 24 & 31
}

fn length(info: u32) -> usize {
    (info & 0xffff) as usize
}

/// How many bytes a type takes, from its second word: `linux/btf.h`.
fn type_size(info: u32) -> Option<usize> {
    let entries = length(info);
    Some(
        12 + match kind(info) {
            // int, variable, declaration tag
            1 | 14 | 17 => 4,
            // array
            3 => 12,
            // struct, union, data section, enum64
            4 | 5 | 15 | 19 => 12 * entries,
            // enum, function prototype
            6 | 13 => 8 * entries,
            // pointer, forward, typedef, volatile, const, restrict, function, float, type tag
            2 | 7..=12 | 16 | 18 => 0,
            _ => return None,
        },
    )
}

fn string(strings: &[u8], offset: usize) -> Option<&str> {
    let rest = strings.get(offset..)?;
    let end = rest.iter().position(|byte| *byte == 0)?;
    std::str::from_utf8(&rest[..end]).ok()
}

fn half(bytes: &[u8], at: usize) -> Option<usize> {
    bytes.get(at..)?.first_chunk().map(|half| usize::from(u16::from_le_bytes(*half)))
}

fn word(bytes: &[u8], at: usize) -> Option<usize> {
    bytes.get(at..)?.first_chunk().map(|word| u32::from_le_bytes(*word) as usize)
}

fn wide(bytes: &[u8], at: usize) -> Option<usize> {
    bytes.get(at..)?.first_chunk().and_then(|wide| usize::try_from(u64::from_le_bytes(*wide)).ok())
}
