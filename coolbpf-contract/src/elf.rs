//! Relocatable 64-bit little-endian ELF files, as clang writes them for BPF.
//!
//! This reads what a BPF object has: sections, symbols and `REL` relocations. Everything is bounds-checked, nothing
//! is copied, and no alignment of the bytes in memory is asked for. The format is that of the System V ABI's `elf.h`.

use std::ffi::CStr;

use crate::little_endian::{half, wide, word};
use crate::{Error, Result};

/// `EM_BPF`.
const MACHINE_BPF: u16 = 247;
/// `ET_REL`.
const TYPE_RELOCATABLE: u16 = 1;
const HEADER_SIZE: usize = 64;
/// The size of a section header in bytes.
pub const SECTION_HEADER_SIZE: usize = 64;
/// The size of a symbol in bytes.
pub const SYMBOL_SIZE: usize = 24;
const REL_SIZE: usize = 16;

/// `SHT_PROGBITS`: code or data.
pub const SHT_PROGBITS: u32 = 1;
/// `SHT_SYMTAB`: the symbols.
pub const SHT_SYMTAB: u32 = 2;
/// `SHT_STRTAB`: names.
pub const SHT_STRTAB: u32 = 3;
/// `SHT_NOBITS`: zeroes that take no room in the file.
pub const SHT_NOBITS: u32 = 8;
/// `SHT_REL`: relocations of another section.
pub const SHT_REL: u32 = 9;
/// `SHF_ALLOC`: the section is part of the program's memory.
pub const SHF_ALLOC: u64 = 2;
/// `SHF_EXECINSTR`: the section holds code.
pub const SHF_EXECINSTR: u64 = 4;
/// `SHF_COMPRESSED`: the section is compressed.
pub const SHF_COMPRESSED: u64 = 0x800;

/// `STT_OBJECT`: a variable.
pub const STT_OBJECT: u8 = 1;
/// `STT_FUNC`: a function.
pub const STT_FUNC: u8 = 2;
/// `STT_SECTION`: a section itself.
pub const STT_SECTION: u8 = 3;
/// `STT_FILE`: the name of a source.
pub const STT_FILE: u8 = 4;

/// A parsed file.
#[derive(Debug, Clone)]
pub struct Elf<'a> {
    /// The sections; number 0 is the empty one that every file starts with.
    pub sections: Vec<Section<'a>>,
    /// The symbols; number 0 is the empty one that every table starts with.
    pub symbols: Vec<Symbol<'a>>,
    /// The processor-specific flags of the header.
    pub flags: u32,
    /// Where the section headers start, in bytes from the start of the file.
    pub section_headers: usize,
}

/// A section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Section<'a> {
    /// The name, which may be any bytes.
    pub name: &'a [u8],
    /// `SHT_*`.
    pub kind: u32,
    /// `SHF_*`.
    pub flags: u64,
    /// Where the bytes start in the file.
    pub offset: u64,
    /// The size in bytes; for [`SHT_NOBITS`], more than there is data.
    pub size: u64,
    /// The bytes.
    pub data: &'a [u8],
    /// The section that this one refers to.
    pub link: u32,
    /// More about it: the section that relocations belong to, the first global symbol of a symbol table.
    pub info: u32,
    /// The alignment in bytes.
    pub align: u64,
    /// The size of an entry, in sections that are tables.
    pub entry_size: u64,
}

/// A symbol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Symbol<'a> {
    /// The name, which may be any bytes.
    pub name: &'a [u8],
    /// `STT_*`.
    pub kind: u8,
    /// Whether other objects see it.
    pub binding: Binding,
    /// `st_other`, which holds the visibility.
    pub other: u8,
    /// The section that it lies in; 0 where it is undefined, `0xfff1` where it is absolute.
    pub section: u16,
    /// Where it starts in the section, in bytes.
    pub value: u64,
    /// How long it is in bytes.
    pub size: u64,
}

/// Who sees a symbol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Binding {
    /// Only its own object.
    Local,
    /// Every object that it is linked with.
    Global,
    /// Every object that it is linked with, but others' of that name win.
    Weak,
}

/// A relocation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Relocation {
    /// What is relocated, in bytes from the start of the section.
    pub offset: u64,
    /// `R_BPF_*`.
    pub kind: u32,
    /// The number of the symbol.
    pub symbol: u32,
}

impl<'a> Elf<'a> {
    /// Reads a relocatable BPF file.
    ///
    /// # Errors
    /// Where it is another file, for another machine, or cut short.
    pub fn parse(bytes: &'a [u8]) -> Result<Self> {
        let header = check_header(bytes)?;
        let table = half(header, 58);
        if usize::from(table) != SECTION_HEADER_SIZE {
            return Err(Error::new(format!(
                "an ELF section header should have 64 bytes, this file's have {table}"
            )));
        }
        let start = usize::try_from(wide(header, 40)).unwrap_or(usize::MAX);
        let headers = bytes
            .get(start..)
            .and_then(|rest| rest.get(..usize::from(half(header, 60)) * SECTION_HEADER_SIZE))
            .ok_or_else(|| Error::new("the ELF file is cut short: its section headers lie outside of it"))?;
        let headers = headers.chunks_exact(SECTION_HEADER_SIZE);
        let mut sections =
            headers.enumerate().map(|(i, h)| read_section(bytes, i, h)).collect::<Result<Vec<_>>>()?;
        let names = section_data(&sections, u32::from(half(header, 62)), SHT_STRTAB)
            .ok_or_else(|| Error::new("the ELF file has no names of sections"))?;
        for (index, section) in sections.iter_mut().enumerate() {
            let offset = word(bytes, start + index * SECTION_HEADER_SIZE);
            section.name = string(names, offset)
                .ok_or_else(|| Error::new(format!("ELF section {index} has a name outside of the names")))?;
        }
        let symbols = read_symbols(&sections)?;
        Ok(Self { sections, symbols, flags: word(header, 48), section_headers: start })
    }

    /// The first section of that name, with its number.
    #[must_use]
    pub fn section(&self, name: &str) -> Option<(usize, &Section<'a>)> {
        self.sections.iter().enumerate().find(|(_, section)| section.name == name.as_bytes())
    }

    /// The name of a symbol; a section's symbol is called like the section.
    #[must_use]
    pub fn symbol_name(&self, symbol: &Symbol<'a>) -> &'a [u8] {
        match self.sections.get(usize::from(symbol.section)) {
            Some(section) if symbol.kind == STT_SECTION => section.name,
            _ => symbol.name,
        }
    }
}

impl Section<'_> {
    /// The relocations that a [`SHT_REL`] section holds.
    pub fn relocations(&self) -> impl Iterator<Item = Relocation> {
        self.data.chunks_exact(REL_SIZE).map(|entry| Relocation {
            offset: wide(entry, 0),
            kind: word(entry, 8),
            symbol: word(entry, 12),
        })
    }
}

fn check_header(bytes: &[u8]) -> Result<&[u8; HEADER_SIZE]> {
    if !bytes.starts_with(b"\x7fELF") {
        return Err(Error::new("this is no ELF file"));
    }
    let header = bytes
        .first_chunk()
        .ok_or_else(|| Error::new("the ELF file is cut short: its header is not whole"))?;
    match (header[4], header[5]) {
        (2, 1) => {}
        (1, _) => return Err(Error::new("this is a 32-bit ELF file; BPF objects are 64-bit")),
        (2, 2) => {
            return Err(Error::new(
                "this is a big-endian ELF file; coolbpf's architectures are little-endian",
            ));
        }
        _ => return Err(Error::new("this ELF file is of an unknown class or byte order")),
    }
    let machine = half(header, 18);
    if machine != MACHINE_BPF {
        return Err(Error::new(format!(
            "this ELF file is for machine {machine}, not for BPF ({MACHINE_BPF}); was it compiled with `-target bpf`?"
        )));
    }
    if half(header, 16) != TYPE_RELOCATABLE || header[6] != 1 {
        return Err(Error::new("this ELF file is not relocatable, as `clang -c` writes it"));
    }
    Ok(header)
}

fn read_section<'a>(bytes: &'a [u8], index: usize, header: &[u8]) -> Result<Section<'a>> {
    let (kind, offset, size) = (word(header, 4), wide(header, 24), wide(header, 32));
    let data = if matches!(kind, 0 | SHT_NOBITS) {
        Some(&[][..])
    } else {
        let range = usize::try_from(offset).ok().zip(usize::try_from(size).ok());
        range.and_then(|(offset, size)| bytes.get(offset..)?.get(..size))
    };
    Ok(Section {
        name: &[],
        kind,
        flags: wide(header, 8),
        offset,
        size,
        data: data.ok_or_else(|| {
            Error::new(format!("the ELF file is cut short: section {index} lies outside of it"))
        })?,
        link: word(header, 40),
        info: word(header, 44),
        align: wide(header, 48),
        entry_size: wide(header, 56),
    })
}

fn read_symbols<'a>(sections: &[Section<'a>]) -> Result<Vec<Symbol<'a>>> {
    let mut tables = sections.iter().filter(|section| section.kind == SHT_SYMTAB);
    let table = tables.next().ok_or_else(|| Error::new("the ELF file has no symbols"))?;
    if tables.next().is_some() {
        return Err(Error::new("the ELF file has more than one symbol table"));
    }
    let names = section_data(sections, table.link, SHT_STRTAB)
        .ok_or_else(|| Error::new("the ELF file has no names of symbols"))?;
    if table.entry_size != SYMBOL_SIZE as u64 || table.data.len() % SYMBOL_SIZE != 0 {
        return Err(Error::new("the ELF file's symbol table is not made of whole symbols of 24 bytes"));
    }
    let read = |(index, entry): (usize, &[u8])| {
        let wrong = |what: &str| Error::new(format!("ELF symbol {index} {what}"));
        let info = entry[4];
        Ok(Symbol {
            name: string(names, word(entry, 0)).ok_or_else(|| wrong("has a name outside of the names"))?,
            kind: info & 15,
            binding: match info >> 4 {
                0 => Binding::Local,
                1 => Binding::Global,
                2 => Binding::Weak,
                _ => return Err(wrong("is neither local nor global nor weak")),
            },
            other: entry[5],
            section: half(entry, 6),
            value: wide(entry, 8),
            size: wide(entry, 16),
        })
    };
    table.data.chunks_exact(SYMBOL_SIZE).enumerate().map(read).collect()
}

fn section_data<'a>(sections: &[Section<'a>], index: u32, kind: u32) -> Option<&'a [u8]> {
    sections.get(index as usize).filter(|section| section.kind == kind).map(|section| section.data)
}

fn string(names: &[u8], offset: u32) -> Option<&[u8]> {
    CStr::from_bytes_until_nul(names.get(offset as usize..)?).ok().map(CStr::to_bytes)
}
