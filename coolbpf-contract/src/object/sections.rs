//! The ELF side of the check: sections, symbols, relocations, and the programs that they make up.

use std::collections::BTreeSet;

use super::{Program, Refusal, names};
use crate::elf::{
    Binding, Elf, SHF_COMPRESSED, SHF_EXECINSTR, SHT_NOBITS, SHT_PROGBITS, SHT_REL, STT_FILE, STT_FUNC,
    STT_SECTION, Section, Symbol,
};

/// The size of a BPF instruction in bytes.
const INSTRUCTION: u64 = 8;
/// The largest `.bss` that is accepted, in bytes. The loader maps it into memory.
const MAX_NOBITS: u64 = 1 << 30;
/// `SHN_LORESERVE`, `SHN_ABS` and `SHN_COMMON`.
const RESERVED: u16 = 0xff00;
const ABSOLUTE: u16 = 0xfff1;
const COMMON: u16 = 0xfff2;
/// `SHT_RELA` and `SHT_DYNAMIC`.
const SHT_RELA: u32 = 4;
const SHT_DYNAMIC: u32 = 6;
/// `R_BPF_64_64`, `R_BPF_64_ABS64`, `R_BPF_64_ABS32`, `R_BPF_64_NODYLD32` and `R_BPF_64_32`, with how many bytes
/// each one changes.
const RELOCATIONS: [(u32, u64); 5] = [(1, 16), (2, 8), (3, 4), (4, 4), (10, 8)];

pub(super) fn check(elf: &Elf<'_>) -> Result<(), Refusal> {
    let mut seen = BTreeSet::new();
    for section in elf.sections.iter().skip(1) {
        let name = names::section(section.name)?;
        check_section(name, section)?;
        if !seen.insert(name) {
            return Err(Refusal::section(name, "is there twice"));
        }
    }
    for symbol in elf.symbols.iter().skip(1) {
        check_symbol(elf, symbol)?;
    }
    for section in elf.sections.iter().filter(|section| section.kind == SHT_REL) {
        check_relocations(elf, section)?;
    }
    Ok(())
}

fn check_section(name: &str, section: &Section<'_>) -> Result<(), Refusal> {
    if name == "maps" {
        return Err(Refusal::section(
            name,
            "holds maps in the form that libbpf 1.0 dropped; declare them in SEC(\".maps\") with BTF",
        ));
    }
    if section.flags & SHF_COMPRESSED != 0 {
        return Err(Refusal::section(name, "is compressed"));
    }
    if matches!(section.kind, SHT_RELA | SHT_DYNAMIC) {
        return Err(Refusal::section(name, format!("is of type {}, which no BPF object has", section.kind)));
    }
    if section.kind == SHT_NOBITS && section.size > MAX_NOBITS {
        return Err(Refusal::section(name, format!("has {} bytes, more than {MAX_NOBITS}", section.size)));
    }
    let is_code = section.flags & SHF_EXECINSTR != 0;
    if is_code && (section.kind != SHT_PROGBITS || !section.size.is_multiple_of(INSTRUCTION)) {
        return Err(Refusal::section(name, "holds code that is not made of whole instructions of 8 bytes"));
    }
    Ok(())
}

fn check_symbol(elf: &Elf<'_>, symbol: &Symbol<'_>) -> Result<(), Refusal> {
    let shown = String::from_utf8_lossy(symbol.name);
    match symbol.kind {
        // The name of the source, which nobody reads.
        STT_FILE => return Ok(()),
        STT_SECTION => {}
        STT_FUNC if symbol.binding != Binding::Local => drop(names::identifier("function", symbol.name)?),
        _ if symbol.binding != Binding::Local => drop(names::identifier("variable", symbol.name)?),
        _ => names::local("local symbol", symbol.name)?,
    }
    match symbol.section {
        0 | ABSOLUTE => Ok(()),
        COMMON => Err(Refusal::symbol(&shown, "is common; compile with `-fno-common`")),
        index => match elf.sections.get(usize::from(index)) {
            Some(section) if index < RESERVED => match symbol.value.checked_add(symbol.size) {
                Some(end) if end <= section.size => Ok(()),
                _ => Err(Refusal::symbol(&shown, "lies outside of its section")),
            },
            _ => Err(Refusal::symbol(&shown, format!("lies in section {index}, which doesn't exist"))),
        },
    }
}

fn check_relocations(elf: &Elf<'_>, section: &Section<'_>) -> Result<(), Refusal> {
    let name = names::section(section.name)?;
    let target = elf.sections.get(section.info as usize).filter(|_| section.info != 0);
    let Some(target) = target.filter(|_| section.entry_size == 16 && section.data.len().is_multiple_of(16))
    else {
        return Err(Refusal::section(name, "is no table of relocations of another section"));
    };
    for relocation in section.relocations() {
        let known = RELOCATIONS.iter().find(|(kind, _)| *kind == relocation.kind);
        let Some((_, width)) = known else {
            return Err(Refusal::section(
                name,
                format!("has a relocation of the unknown type {}", relocation.kind),
            ));
        };
        let end = relocation.offset.checked_add(*width);
        if relocation.symbol as usize >= elf.symbols.len() || end.is_none_or(|end| end > target.size) {
            return Err(Refusal::section(name, "has a relocation that points outside"));
        }
    }
    Ok(())
}

/// The programs: the functions of all sections with code but `.text`, which holds what programs call.
pub(crate) fn programs(elf: &Elf<'_>) -> Result<Vec<Program>, Refusal> {
    let mut programs = Vec::new();
    let mut seen = BTreeSet::new();
    for symbol in elf.symbols.iter().filter(|symbol| symbol.kind == STT_FUNC && symbol.section != 0) {
        let Some(section) = elf.sections.get(usize::from(symbol.section)) else { continue };
        let section_name = names::section(section.name)?;
        let shown = String::from_utf8_lossy(symbol.name);
        if section.flags & SHF_EXECINSTR == 0 {
            return Err(Refusal::symbol(
                &shown,
                format!("is a function in `{section_name}`, which holds no code"),
            ));
        }
        if symbol.value % INSTRUCTION != 0 || symbol.size % INSTRUCTION != 0 || symbol.size == 0 {
            return Err(Refusal::symbol(&shown, "is a function that is not made of whole instructions"));
        }
        if section_name == ".text" {
            continue;
        }
        if symbol.binding == Binding::Local {
            return Err(Refusal::symbol(&shown, "is a program, but static; drop the `static`"));
        }
        let name = names::identifier("program", symbol.name)?;
        if !seen.insert(name.clone()) {
            return Err(Refusal::symbol(&shown, "is there twice"));
        }
        programs.push((
            symbol.section,
            symbol.value,
            Program {
                name,
                section: section_name.to_owned(),
                instructions: (symbol.size / INSTRUCTION) as usize,
            },
        ));
    }
    programs.sort_by_key(|(section, value, _)| (*section, *value));
    Ok(programs.into_iter().map(|(_, _, program)| program).collect())
}

/// The text of the `license` section.
pub(super) fn license(elf: &Elf<'_>) -> Result<String, Refusal> {
    let Some((_, section)) = elf.section("license") else { return Ok(String::new()) };
    let text = section.data.split(|byte| *byte == 0).next().unwrap_or_default();
    let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || b" .,-_/()+".contains(byte);
    match std::str::from_utf8(text) {
        Ok(text) if text.len() <= 64 && text.bytes().all(|byte| is_plain(&byte)) => Ok(text.to_owned()),
        _ => Err(Refusal::Name {
            what: "license",
            name: String::from_utf8_lossy(text).chars().take(60).collect(),
        }),
    }
}
