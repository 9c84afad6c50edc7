//! The functions of an object: where each lies, what its code refers to, and what `.BTF.ext` knows of its instructions.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::CStr;
use std::ops::Range;

use coolbpf_contract::btf::{Btf, Kind};
use coolbpf_contract::btf_ext::{Block, BtfExt, CoreRelocation, LineInfo};
use coolbpf_contract::elf::{
    Binding, Elf, Relocation, SHF_EXECINSTR, SHT_REL, STT_FUNC, STT_OBJECT, Section, Symbol,
};
use coolbpf_contract::{CheckedObject, Result};

use crate::instruction::{self, Instruction, PSEUDO_CALL};

/// A checked object's file, read once more for what only an inspection needs.
pub(crate) struct Code<'a> {
    elf: Elf<'a>,
    pub(crate) btf: Btf<'a>,
    ext: Option<BtfExt<'a>>,
    /// The functions, by section and place.
    pub(crate) functions: Vec<Function<'a>>,
    by_place: BTreeMap<(usize, usize), usize>,
    /// The programs, by name.
    pub(crate) programs: BTreeMap<&'a str, usize>,
    /// Undefined symbols that the BTF declares in `.kconfig`, and as variables in `.ksyms`.
    settings: BTreeSet<&'a str>,
    kernel_variables: BTreeSet<&'a str>,
    /// The relocations of each section, by place.
    relocations: BTreeMap<usize, BTreeMap<u64, Relocation>>,
    /// The blocks of lines and of CO-RE relocations, by the section's name.
    lines: BTreeMap<&'a [u8], Vec<LineInfo>>,
    core: BTreeMap<&'a [u8], Vec<CoreRelocation>>,
    /// The variables of data sections, by section and place.
    variables: BTreeMap<(usize, u64), Symbol<'a>>,
}

/// A function.
#[derive(Debug, Clone)]
pub(crate) struct Function<'a> {
    pub(crate) name: &'a str,
    pub(crate) section: usize,
    pub(crate) section_name: &'a str,
    /// Where it starts in its section, in bytes.
    pub(crate) start: usize,
    pub(crate) code: &'a [u8],
    pub(crate) is_program: bool,
    pub(crate) is_global: bool,
}

/// What an instruction refers to, by its relocation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Referent<'a> {
    /// A map in `.maps`.
    Map(&'a str),
    /// A place in a section of variables, in bytes; with the variable's name where one starts there.
    Data { section: &'a str, at: i64, variable: Option<&'a str> },
    /// A function of the object, by its number.
    Function(usize),
    /// A function or variable of the kernel, or a setting of its configuration.
    Extern { name: &'a str, is_weak: bool },
    /// Something that no rule knows.
    Unknown(&'a str),
}

impl<'a> Code<'a> {
    pub(crate) fn of(object: &'a CheckedObject) -> Result<Self> {
        let elf = Elf::parse(object.bytes())?;
        let btf = object.btf();
        let ext = elf.section(".BTF.ext").map(|(_, section)| BtfExt::parse(section.data)).transpose()?;
        let mut code = Self {
            functions: functions(&elf),
            by_place: BTreeMap::new(),
            programs: BTreeMap::new(),
            settings: externs(&btf, ".kconfig"),
            kernel_variables: externs(&btf, ".ksyms"),
            relocations: BTreeMap::new(),
            lines: BTreeMap::new(),
            core: BTreeMap::new(),
            variables: BTreeMap::new(),
            elf,
            btf,
            ext,
        };
        let places = code.functions.iter().enumerate();
        code.by_place =
            places.map(|(number, function)| ((function.section, function.start), number)).collect();
        let programs = code.functions.iter().enumerate().filter(|(_, function)| function.is_program);
        code.programs = programs.map(|(number, function)| (function.name, number)).collect();
        for section in code.elf.sections.iter().filter(|section| section.kind == SHT_REL) {
            let of_section = code.relocations.entry(section.info as usize).or_default();
            of_section.extend(section.relocations().map(|relocation| (relocation.offset, relocation)));
        }
        for symbol in code.elf.symbols.iter().filter(|symbol| symbol.kind == STT_OBJECT) {
            code.variables.insert((usize::from(symbol.section), symbol.value), *symbol);
        }
        if let Some(ext) = &code.ext {
            code.lines = by_section(&code.btf, &ext.lines, |block| ext.lines_of(block).collect());
            code.core = by_section(&code.btf, &ext.relocations, |block| ext.relocations_of(block).collect());
            code.lines.values_mut().for_each(|lines| lines.sort_by_key(|line| line.instruction));
            code.core.values_mut().for_each(|core| core.sort_by_key(|relocation| relocation.instruction));
        }
        Ok(code)
    }

    /// The source lines of a function's instructions, in their order.
    pub(crate) fn lines(&self, function: &Function<'_>) -> &[LineInfo] {
        within(self.lines.get(function.section_name.as_bytes()), function, |line| line.instruction)
    }

    /// The CO-RE relocations of a function's instructions, in their order.
    pub(crate) fn core_relocations(&self, function: &Function<'_>) -> &[CoreRelocation] {
        within(self.core.get(function.section_name.as_bytes()), function, |relocation| relocation.instruction)
    }

    /// How many instructions have a source line.
    pub(crate) fn line_count(&self) -> usize {
        self.lines.values().map(Vec::len).sum()
    }

    /// A string of the BTF, in any encoding.
    pub(crate) fn string(&self, offset: u32) -> &'a [u8] {
        self.btf.string(offset).unwrap_or_default()
    }

    /// What the instruction at `index` of a function refers to; `None` where nothing is relocated or called.
    pub(crate) fn referent(
        &self,
        function: &Function<'_>,
        index: usize,
        instruction: Instruction,
    ) -> Option<Referent<'a>> {
        let at = function.start.checked_add(index.checked_mul(instruction::SIZE)?)?;
        let relocations = self.relocations.get(&function.section);
        let Some(relocation) = relocations.and_then(|all| all.get(&(at as u64))) else {
            let is_call = instruction.is_call() && instruction.src == PSEUDO_CALL;
            let target = i64::try_from(at / instruction::SIZE).ok()? + i64::from(instruction.imm) + 1;
            return self.function_at(function.section, target).filter(|_| is_call).map(Referent::Function);
        };
        let symbol = self.elf.symbols.get(relocation.symbol as usize)?;
        let name = text(self.elf.symbol_name(symbol));
        if symbol.section == 0 {
            return Some(Referent::Extern { name, is_weak: symbol.binding == Binding::Weak });
        }
        let section = usize::from(symbol.section);
        let header = self.elf.sections.get(section)?;
        if header.flags & SHF_EXECINSTR != 0 {
            let base = i64::try_from(symbol.value).ok()?;
            let target = if instruction.is_call() {
                base / instruction::SIZE as i64 + i64::from(instruction.imm) + 1
            } else {
                base.checked_add(i64::from(instruction.imm))? / instruction::SIZE as i64
            };
            let known = self.function_at(section, target).map(Referent::Function);
            return Some(known.unwrap_or(Referent::Unknown(name)));
        }
        let section_name = text(header.name);
        if section_name == ".maps" {
            return Some(Referent::Map(name));
        }
        let at = i64::try_from(symbol.value).ok()?.checked_add(i64::from(instruction.imm))?;
        let place = u64::try_from(at).ok().and_then(|at| self.variables.get(&(section, at)));
        Some(Referent::Data { section: section_name, at, variable: place.map(|symbol| text(symbol.name)) })
    }

    /// The string literal at a place of a section that holds nothing else (`.rodata.str1.1`).
    pub(crate) fn literal(&self, section: &str, at: i64) -> Option<&'a [u8]> {
        let (_, section) = self.elf.section(section).filter(|_| section.starts_with(".rodata.str"))?;
        let rest = section.data.get(usize::try_from(at).ok()?..)?;
        CStr::from_bytes_until_nul(rest).ok().map(CStr::to_bytes)
    }

    /// Whether the name is of a setting of the kernel's configuration, as `CONFIG_HZ` and `LINUX_KERNEL_VERSION` are.
    pub(crate) fn is_setting(&self, name: &str) -> bool {
        self.settings.contains(name)
    }

    /// Whether the name is of a variable of the kernel whose type is known, as `runqueues` is.
    pub(crate) fn is_kernel_variable(&self, name: &str) -> bool {
        self.kernel_variables.contains(name)
    }

    /// The function that starts at an instruction of a section.
    fn function_at(&self, section: usize, instruction: i64) -> Option<usize> {
        let at = usize::try_from(instruction).ok()?.checked_mul(instruction::SIZE)?;
        self.by_place.get(&(section, at)).copied()
    }
}

fn functions<'a>(elf: &Elf<'a>) -> Vec<Function<'a>> {
    let mut functions: Vec<Function<'a>> = elf
        .symbols
        .iter()
        .filter(|symbol| symbol.kind == STT_FUNC && symbol.section != 0)
        .filter_map(|symbol| function(elf.sections.get(usize::from(symbol.section))?, symbol))
        .collect();
    functions.sort_by_key(|function| (function.section, function.start));
    functions
}

fn function<'a>(section: &Section<'a>, symbol: &Symbol<'a>) -> Option<Function<'a>> {
    let start = usize::try_from(symbol.value).ok()?;
    let code = section.data.get(start..start.checked_add(usize::try_from(symbol.size).ok()?)?)?;
    let section_name = text(section.name);
    Some(Function {
        name: text(symbol.name),
        section: usize::from(symbol.section),
        section_name,
        start,
        code,
        is_program: section_name != ".text",
        is_global: symbol.binding != Binding::Local,
    })
}

/// The names of variables in a section of externs; those of an unknown type, which the loader finds by their address
/// alone, are not among them.
fn externs<'a>(btf: &Btf<'a>, section: &str) -> BTreeSet<&'a str> {
    let mut names = BTreeSet::new();
    for (_, ty) in btf.types().filter(|(_, ty)| ty.name == section) {
        let Kind::DataSection { variables, .. } = ty.kind else { continue };
        for declared in variables.filter_map(|variable| btf.type_by_id(variable.type_id)) {
            let Kind::Variable { type_id, .. } = declared.kind else { continue };
            if !matches!(
                btf.type_by_id(btf.skip_modifiers(type_id)).map(|ty| ty.kind),
                Some(Kind::Void) | None
            ) {
                names.insert(declared.name);
            }
        }
    }
    names
}

fn by_section<'a, T>(
    btf: &Btf<'a>,
    blocks: &[Block],
    read: impl Fn(&Block) -> Vec<T>,
) -> BTreeMap<&'a [u8], Vec<T>> {
    let mut all: BTreeMap<&[u8], Vec<T>> = BTreeMap::new();
    for block in blocks {
        all.entry(btf.string(block.section).unwrap_or_default()).or_default().extend(read(block));
    }
    all
}

/// The records of a section that belong to a function, of those that are sorted by their place.
fn within<'r, T>(records: Option<&'r Vec<T>>, function: &Function<'_>, place: impl Fn(&T) -> u32) -> &'r [T] {
    let Some(records) = records else { return &[] };
    let Range { start, end } = function.start..function.start.saturating_add(function.code.len());
    let first = records.partition_point(|record| (place(record) as usize) < start);
    let last = records.partition_point(|record| (place(record) as usize) < end);
    records.get(first..last).unwrap_or_default()
}

/// A name that the check of the object has found to be ASCII.
fn text(name: &[u8]) -> &str {
    std::str::from_utf8(name).unwrap_or("?")
}
