//! Writing an ELF file with fewer sections and symbols than it was read with.

use std::borrow::Cow;

use coolbpf_contract::elf::{
    Binding, Elf, Relocation, SECTION_HEADER_SIZE, SHT_NOBITS, SHT_REL, SHT_STRTAB, SHT_SYMTAB, STT_FILE,
    STT_FUNC, STT_OBJECT, STT_SECTION, SYMBOL_SIZE, Symbol,
};

use super::Move;
use super::strings::Strings;
use crate::{Error, Result};

const HEADER_SIZE: usize = 64;
/// `SHN_LORESERVE`: from here on, numbers of sections mean something else.
const RESERVED: u16 = 0xff00;

/// A section that is kept.
pub(super) struct Kept<'a> {
    /// Its old number.
    pub(super) index: usize,
    /// Its bytes.
    pub(super) data: Cow<'a, [u8]>,
    /// Which of them moved within the section, by where they came from; empty where all are in their place.
    pub(super) moves: Vec<Move>,
}

/// A section header with what it describes.
struct Out<'a> {
    name: u32,
    kind: u32,
    flags: u64,
    size: u64,
    data: Cow<'a, [u8]>,
    link: u32,
    info: u32,
    align: u64,
    entry_size: u64,
}

/// The file: the kept sections in their old order, then the symbols and all names.
pub(super) fn write(elf: &Elf<'_>, kept: &[Kept<'_>]) -> Result<Vec<u8>> {
    if kept.len() >= usize::from(RESERVED) - 2 {
        return Err(Error::new(format!("the object has {} sections", kept.len())));
    }
    let numbers = Numbers::new(elf, kept)?;
    let symbol_table = kept.len() as u32 + 1;
    let mut names = Strings::default();
    let mut out = Vec::new();
    for Kept { index, data, .. } in kept {
        let section = &elf.sections[*index];
        let is_relocations = section.kind == SHT_REL;
        let data = if is_relocations {
            relocations(elf, kept, *index, &numbers)?.into()
        } else {
            Cow::Borrowed(data.as_ref())
        };
        out.push(Out {
            name: names.offset(section.name),
            kind: section.kind,
            flags: section.flags,
            size: if section.kind == SHT_NOBITS { section.size } else { data.len() as u64 },
            data,
            link: if is_relocations { symbol_table } else { 0 },
            info: if is_relocations { numbers.section(section.info as usize)?.into() } else { 0 },
            align: section.align,
            entry_size: section.entry_size,
        });
    }
    let (symbols, locals) = symbols(elf, &numbers, &mut names)?;
    let (symtab, strtab) = (names.offset(b".symtab"), names.offset(b".strtab"));
    let table = |name, kind, data: Vec<u8>, align| Out {
        name,
        kind,
        flags: 0,
        size: data.len() as u64,
        data: data.into(),
        link: 0,
        info: 0,
        align,
        entry_size: 0,
    };
    out.push(Out {
        link: symbol_table + 1,
        info: locals,
        entry_size: SYMBOL_SIZE as u64,
        ..table(symtab, SHT_SYMTAB, symbols, 8)
    });
    out.push(table(strtab, SHT_STRTAB, names.bytes().to_vec(), 1));
    Ok(file(elf.flags, &out))
}

/// The new numbers of sections and symbols; 0 for those that are left out.
struct Numbers {
    sections: Vec<u16>,
    symbols: Vec<u32>,
}

impl Numbers {
    fn new(elf: &Elf<'_>, kept: &[Kept<'_>]) -> Result<Self> {
        let mut sections = vec![0; elf.sections.len()];
        for (number, kept) in kept.iter().enumerate() {
            sections[kept.index] = number as u16 + 1;
        }
        let mut referred = vec![false; elf.symbols.len()];
        for section in
            kept.iter().map(|kept| &elf.sections[kept.index]).filter(|section| section.kind == SHT_REL)
        {
            for relocation in section.relocations() {
                *referred.get_mut(relocation.symbol as usize).ok_or_else(no_symbol)? = true;
            }
        }
        let mut symbols = vec![0; elf.symbols.len()];
        let mut next = 1;
        for (index, symbol) in elf.symbols.iter().enumerate().skip(1) {
            let is_there = symbol.section == 0
                || symbol.section >= RESERVED
                || sections.get(usize::from(symbol.section)).is_some_and(|number| *number != 0);
            let is_needed = match symbol.kind {
                STT_FILE => false,
                STT_FUNC | STT_OBJECT => true,
                STT_SECTION => referred[index],
                _ => referred[index] || symbol.binding != Binding::Local,
            };
            if is_there && is_needed {
                symbols[index] = next;
                next += 1;
            }
        }
        Ok(Self { sections, symbols })
    }

    fn section(&self, old: usize) -> Result<u16> {
        let missing = || Error::new(format!("the object refers to ELF section {old}, which isn't there"));
        self.sections.get(old).copied().filter(|number| *number != 0).ok_or_else(missing)
    }
}

fn no_symbol() -> Error {
    Error::new("the object has a relocation for an ELF symbol that isn't there")
}

/// The relocations of section `index`, for new numbers of symbols and moved bytes.
fn relocations(elf: &Elf<'_>, kept: &[Kept<'_>], index: usize, numbers: &Numbers) -> Result<Vec<u8>> {
    let section = &elf.sections[index];
    let target = kept.iter().find(|kept| kept.index == section.info as usize);
    let moves = target.map(|target| target.moves.as_slice()).unwrap_or_default();
    let mut moved = Vec::new();
    for relocation in section.relocations() {
        let symbol = numbers.symbols.get(relocation.symbol as usize).copied().filter(|number| *number != 0);
        let symbol = symbol.ok_or_else(no_symbol)?;
        moved.push(Relocation { offset: follow(moves, relocation.offset)?, symbol, ..relocation });
    }
    if !moves.is_empty() {
        moved.sort_by_key(|relocation| relocation.offset);
    }
    let mut bytes = Vec::new();
    for Relocation { offset, kind, symbol } in moved {
        bytes.extend_from_slice(&offset.to_le_bytes());
        bytes.extend_from_slice(&kind.to_le_bytes());
        bytes.extend_from_slice(&symbol.to_le_bytes());
    }
    Ok(bytes)
}

/// Where the byte at `offset` went.
fn follow(moves: &[Move], offset: u64) -> Result<u64> {
    if moves.is_empty() {
        return Ok(offset);
    }
    let lost =
        || Error::new(format!("the object has a relocation of byte {offset} of its BTF, where nothing is"));
    let old = usize::try_from(offset).map_err(|_| lost())?;
    let before = moves.partition_point(|m| m.from <= old);
    let last = moves[..before].last().filter(|m| old < m.from + m.size);
    last.map(|m| (old - m.from + m.to) as u64).ok_or_else(lost)
}

/// The symbol table, and how many of its symbols are local.
fn symbols(elf: &Elf<'_>, numbers: &Numbers, names: &mut Strings) -> Result<(Vec<u8>, u32)> {
    let mut bytes = vec![0; SYMBOL_SIZE];
    let mut locals = 1;
    for (symbol, number) in elf.symbols.iter().zip(&numbers.symbols) {
        if *number == 0 {
            continue;
        }
        let Symbol { name, kind, binding, other, section, value, size } = *symbol;
        let binding = match binding {
            Binding::Local => 0,
            Binding::Global => 1,
            Binding::Weak => 2,
        };
        if binding == 0 {
            locals = number + 1;
        }
        let section = if section == 0 || section >= RESERVED {
            section
        } else {
            numbers.section(usize::from(section))?
        };
        bytes.extend_from_slice(&names.offset(name).to_le_bytes());
        bytes.extend_from_slice(&[binding << 4 | kind, other]);
        bytes.extend_from_slice(&section.to_le_bytes());
        bytes.extend_from_slice(&value.to_le_bytes());
        bytes.extend_from_slice(&size.to_le_bytes());
    }
    Ok((bytes, locals))
}

fn file(flags: u32, sections: &[Out<'_>]) -> Vec<u8> {
    let mut bytes = vec![0; HEADER_SIZE];
    // The first section header is empty.
    let mut headers = vec![0; SECTION_HEADER_SIZE];
    for section in sections {
        align(&mut bytes, section.align);
        headers.extend_from_slice(&section.name.to_le_bytes());
        headers.extend_from_slice(&section.kind.to_le_bytes());
        for wide in [section.flags, 0, bytes.len() as u64, section.size] {
            headers.extend_from_slice(&wide.to_le_bytes());
        }
        headers.extend_from_slice(&section.link.to_le_bytes());
        headers.extend_from_slice(&section.info.to_le_bytes());
        headers.extend_from_slice(&section.align.to_le_bytes());
        headers.extend_from_slice(&section.entry_size.to_le_bytes());
        bytes.extend_from_slice(&section.data);
    }
    align(&mut bytes, 8);
    // 64-bit, little-endian, version 1; ET_REL for EM_BPF.
    let mut header = Vec::from(*b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x01\0\xf7\0\x01\0\0\0");
    for wide in [0, 0, bytes.len() as u64] {
        header.extend_from_slice(&wide.to_le_bytes());
    }
    header.extend_from_slice(&flags.to_le_bytes());
    let count = sections.len() as u16 + 1;
    for half in [HEADER_SIZE as u16, 0, 0, SECTION_HEADER_SIZE as u16, count, count - 1] {
        header.extend_from_slice(&half.to_le_bytes());
    }
    bytes[..HEADER_SIZE].copy_from_slice(&header);
    bytes.extend_from_slice(&headers);
    bytes
}

fn align(bytes: &mut Vec<u8>, align: u64) {
    let align = usize::try_from(align).unwrap_or(1).clamp(1, 4096);
    bytes.resize(bytes.len().next_multiple_of(align), 0);
}
