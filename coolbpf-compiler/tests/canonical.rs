//! Canonical form says the same as what clang wrote, in other words.

mod corpus;

use std::fs;
use std::process::Command;

use coolbpf_compiler::canonical::canonicalize;
use coolbpf_contract::CheckedObject;
use coolbpf_contract::btf::{Btf, Kind, TypeId};
use coolbpf_contract::btf_ext::BtfExt;
use coolbpf_contract::elf::{Elf, SHF_ALLOC, SHT_REL, STT_FUNC, STT_OBJECT};

const CLANGS: [u32; 3] = [14, 16, 19];
/// Every rule of the corpus is met among its first programs.
const PROGRAMS: usize = 12;

/// Everything that an object tells a loader, with names in place of numbers.
#[derive(Debug, PartialEq, Eq)]
struct Meaning {
    /// Sections of memory: name, flags, size, bytes.
    memory: Vec<(String, u64, u64, Vec<u8>)>,
    /// Functions and variables: name, section, value, size.
    symbols: Vec<(String, u16, u64, u64)>,
    /// Relocations of memory: section, offset, kind, symbol, its value.
    relocations: Vec<(String, u64, u32, String, u64)>,
    /// Relocations of `.BTF`: the variable whose place in its section they fill in, and the symbol.
    places: Vec<(String, String)>,
    /// `.BTF.ext`: section, instruction, what it says.
    info: Vec<(String, u32, String)>,
    /// Sections of variables.
    sections: Vec<String>,
    /// Tags and what they tag.
    tags: Vec<String>,
    /// How many types there are.
    types: usize,
}

fn meaning(bytes: &[u8]) -> Meaning {
    let elf = Elf::parse(bytes).unwrap();
    let data = elf.section(".BTF").unwrap().1.data;
    let btf = Btf::parse(data).unwrap();
    let ext = BtfExt::parse(elf.section(".BTF.ext").unwrap().1.data).unwrap();
    let section_name = |index: usize| text(elf.sections[index].name);
    let is_memory = |index: usize| elf.sections[index].flags & SHF_ALLOC != 0;
    let sections = || elf.sections.iter().enumerate();

    let mut info = Vec::new();
    for block in &ext.functions {
        let section = text(btf.string(block.section).unwrap());
        info.extend(
            ext.functions_of(block).map(|f| (section.clone(), f.instruction, describe(&btf, f.type_id, 4))),
        );
    }
    for block in &ext.lines {
        let section = text(btf.string(block.section).unwrap());
        info.extend(ext.lines_of(block).map(|l| {
            let string = |at| text(btf.string(at).unwrap());
            (
                section.clone(),
                l.instruction,
                format!("{}:{}:{} {}", string(l.file), l.line, l.column, string(l.text)),
            )
        }));
    }
    let mut memory: Vec<_> = sections()
        .filter(|(index, _)| is_memory(*index))
        .map(|(index, section)| (section_name(index), section.flags, section.size, section.data.to_vec()))
        .collect();
    for block in &ext.relocations {
        let section = text(btf.string(block.section).unwrap());
        let code = memory.iter_mut().find(|(name, ..)| *name == section).unwrap();
        for relocation in ext.relocations_of(block) {
            let access = text(btf.string(relocation.access).unwrap());
            let described = describe(&btf, relocation.type_id, 4);
            info.push((
                section.clone(),
                relocation.instruction,
                format!("{} {access} {described}", relocation.kind),
            ));
            if matches!(relocation.kind, 6 | 7) {
                // The id in the instruction must be that of the relocation; what it stands for is compared above.
                let id = &mut code.3[relocation.instruction as usize + 4..][..4];
                assert_eq!(id, relocation.type_id.0.to_le_bytes(), "{section} {}", relocation.instruction);
                id.fill(0);
            }
        }
    }
    info.sort();
    memory.sort();

    let mut relocations = Vec::new();
    let mut places = Vec::new();
    for (_, section) in sections().filter(|(_, section)| section.kind == SHT_REL) {
        let target = section.info as usize;
        for relocation in section.relocations() {
            let symbol = &elf.symbols[relocation.symbol as usize];
            let symbol_name = text(elf.symbol_name(symbol));
            if is_memory(target) {
                relocations.push((
                    section_name(target),
                    relocation.offset,
                    relocation.kind,
                    symbol_name,
                    symbol.value,
                ));
            } else if elf.sections[target].name == b".BTF" {
                // The word before the one that is relocated is the variable's id.
                let at = relocation.offset as usize - 4;
                let id = u32::from_le_bytes(data[at..at + 4].try_into().unwrap());
                places.push((btf.type_by_id(TypeId(id)).unwrap().name.to_owned(), symbol_name));
            }
        }
    }
    relocations.sort();
    places.sort();
    let mut symbols: Vec<_> = elf
        .symbols
        .iter()
        .filter(|symbol| matches!(symbol.kind, STT_FUNC | STT_OBJECT))
        .map(|symbol| (text(symbol.name), u16::from(symbol.section != 0), symbol.value, symbol.size))
        .collect();
    symbols.sort();
    let all = |wanted: fn(&Kind<'_>) -> bool| {
        let mut found: Vec<_> =
            btf.types().filter(|(_, ty)| wanted(&ty.kind)).map(|(id, _)| describe(&btf, id, 5)).collect();
        found.sort();
        found
    };
    Meaning {
        memory,
        symbols,
        relocations,
        places,
        info,
        sections: all(|kind| matches!(kind, Kind::DataSection { .. })),
        tags: all(|kind| matches!(kind, Kind::DeclTag { .. })),
        types: btf.len(),
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A type in words: its own words, and those of what it refers to, `depth` references deep.
fn describe(btf: &Btf<'_>, id: TypeId, depth: usize) -> String {
    let Some(record) = btf.record(id) else { return "void".into() };
    let mut own = record.bytes.to_vec();
    let mut inner = String::new();
    for field in record.names {
        let name = u32::from_le_bytes(own[field..field + 4].try_into().unwrap());
        own[field..field + 4].fill(0);
        inner += &format!("{} ", text(btf.string(name).unwrap()));
    }
    for field in record.types {
        let id = u32::from_le_bytes(own[field..field + 4].try_into().unwrap());
        own[field..field + 4].fill(0);
        if depth > 0 {
            inner += &format!("({})", describe(btf, TypeId(id), depth - 1));
        }
    }
    format!("{own:?} {inner}")
}

/// What clang `major` makes of a program.
fn raw(major: u32, program: &corpus::Program) -> Vec<u8> {
    let directory = tempfile::tempdir().unwrap();
    fs::write(directory.path().join("x.bpf.c"), &program.source).unwrap();
    let output = Command::new(format!("clang-{major}"))
        .args(["--target=bpfel", "-O2", "-g", "-std=gnu11", "-mcpu=v3", "-c", "x.bpf.c", "-o", "x.o"])
        .current_dir(directory.path())
        .output()
        .unwrap_or_else(|error| panic!("running clang-{major}: {error}; apt-get install clang-{major}"));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    fs::read(directory.path().join("x.o")).unwrap()
}

#[test]
fn canonical_form_means_what_clang_meant() {
    for major in CLANGS {
        for program in corpus::programs(PROGRAMS, major) {
            let raw = raw(major, &program);
            let canonical = canonicalize(&raw).unwrap();
            let (meant, means) = (meaning(&raw), meaning(&canonical));
            assert!(meant == means, "clang {major}, {}:\n{meant:#?}\nis not\n{means:#?}", program.name);
            CheckedObject::check(canonical).unwrap();
        }
    }
}

#[test]
fn what_is_no_object_with_btf_has_no_canonical_form() {
    assert_eq!(canonicalize(b"x").unwrap_err().to_string(), "this is no ELF file");
    let raw = raw(19, &corpus::programs(1, 19)[0]);
    for length in (0..raw.len()).step_by(997) {
        assert!(canonicalize(&raw[..length]).is_err(), "{length} of {} bytes", raw.len());
    }
}

#[test]
fn flipped_bytes_give_an_error_or_an_object_and_never_a_panic() {
    let object = canonicalize(&raw(19, &corpus::programs(2, 19)[1])).unwrap();
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below as u64) as usize
    };
    let mut refused = 0;
    for _ in 0..1500 {
        let mut bytes = object.clone();
        for _ in 0..=random(3) {
            let at = random(bytes.len());
            bytes[at] = random(256) as u8;
        }
        refused += usize::from(canonicalize(&bytes).is_err());
    }
    assert!(refused > 100, "only {refused} of 1500 were refused");
}
