//! Which programs of an object ask for the kernel's types.

use std::collections::{BTreeMap, BTreeSet};

use crate::btf::Btf;
use crate::btf_ext::BtfExt;
use crate::elf::{Elf, Relocation, SHF_EXECINSTR, SHT_REL, STT_FUNC, Symbol};
use crate::{Error, Result, object};

/// `BPF_CORE_TYPE_ID_LOCAL` of the kernel's `include/uapi/linux/bpf.h`, which the object itself answers.
const TYPE_ID_LOCAL: u32 = 6;
/// The size of an instruction in bytes.
const INSTRUCTION: usize = 8;
/// The opcodes of calls and of loads of 64 bits, and what the registers of a call of a function of the object hold
/// (`BPF_PSEUDO_CALL`): `Documentation/bpf/standardization/instruction-set.rst`.
const CALL: u8 = 0x85;
const LOAD: u8 = 0x18;
const OF_OBJECT: u8 = 0x10;

/// The names of the programs that have CO-RE relocations, themselves or in functions that they call, of the bytes of a checked object.
/// What can't be told is taken for asking.
///
/// # Errors
/// Where the bytes are no object.
pub fn asking_programs(object: &[u8]) -> Result<BTreeSet<String>> {
    let elf = Elf::parse(object)?;
    let programs = object::programs(&elf).map_err(|refusal| Error::new(refusal.problem()))?;
    let (Some((_, types)), Some((_, section))) = (elf.section(".BTF"), elf.section(".BTF.ext")) else {
        return Ok(BTreeSet::new());
    };
    let (btf, ext) = (Btf::parse(types.data)?, BtfExt::parse(section.data)?);
    let functions = Functions::of(&elf);
    let mut asking: BTreeSet<Option<usize>> = BTreeSet::new();
    for block in &ext.relocations {
        let name = btf.string(block.section).unwrap_or_default();
        let section = elf.sections.iter().position(|section| section.name == name);
        for relocation in ext.relocations_of(block).filter(|relocation| relocation.kind != TYPE_ID_LOCAL) {
            match section.and_then(|section| functions.holding(section, u64::from(relocation.instruction))) {
                Some(function) => drop(asking.insert(Some(function))),
                None => return Ok(programs.into_iter().map(|program| program.name.to_string()).collect()),
            }
        }
    }
    if asking.is_empty() {
        return Ok(BTreeSet::new());
    }
    asking.insert(None);
    let callers = functions.callers(&elf);
    let mut left: Vec<Option<usize>> = asking.iter().copied().collect();
    while let Some(function) = left.pop() {
        for caller in callers.get(&function).into_iter().flatten() {
            if asking.insert(Some(*caller)) {
                left.push(Some(*caller));
            }
        }
    }
    let numbers = asking.into_iter().flatten();
    let names: BTreeSet<&[u8]> = numbers.filter_map(|number| Some(functions.0.get(number)?.name)).collect();
    let asking = programs.iter().filter(|program| names.contains(program.name.as_str().as_bytes()));
    Ok(asking.map(|program| program.name.to_string()).collect())
}

/// The functions of an object, by section and place.
struct Functions<'e, 'a>(Vec<&'e Symbol<'a>>);

impl<'e, 'a> Functions<'e, 'a> {
    fn of(elf: &'e Elf<'a>) -> Self {
        let functions = elf.symbols.iter().filter(|symbol| symbol.kind == STT_FUNC && symbol.section != 0);
        let mut functions: Vec<_> = functions.collect();
        functions.sort_by_key(|function| (function.section, function.value));
        Self(functions)
    }

    /// The function that holds a byte of a section.
    fn holding(&self, section: usize, at: u64) -> Option<usize> {
        let before = self
            .0
            .partition_point(|function| (usize::from(function.section), function.value) <= (section, at));
        let number = before.checked_sub(1)?;
        let function = self.0.get(number)?;
        let is_within = usize::from(function.section) == section && at - function.value < function.size;
        is_within.then_some(number)
    }

    /// For each function, and for none that can be told, the functions that call it or take its address.
    fn callers(&self, elf: &Elf<'_>) -> BTreeMap<Option<usize>, BTreeSet<usize>> {
        let mut relocations: BTreeMap<(usize, u64), Relocation> = BTreeMap::new();
        for section in elf.sections.iter().filter(|section| section.kind == SHT_REL) {
            let of = section.info as usize;
            relocations.extend(section.relocations().map(|one| ((of, one.offset), one)));
        }
        let mut callers: BTreeMap<Option<usize>, BTreeSet<usize>> = BTreeMap::new();
        for (number, function) in self.0.iter().enumerate() {
            let section = usize::from(function.section);
            let code = elf.sections.get(section).and_then(|section| {
                let start = usize::try_from(function.value).ok()?;
                section.data.get(start..)?.get(..usize::try_from(function.size).ok()?)
            });
            for (index, instruction) in code.unwrap_or_default().chunks_exact(INSTRUCTION).enumerate() {
                let at = function.value + (index * INSTRUCTION) as u64;
                let relocation = relocations.get(&(section, at));
                if let Some(target) = target(elf, section, at, instruction, relocation) {
                    let called = target.and_then(|(section, at)| self.holding(section, at));
                    callers.entry(called).or_default().insert(number);
                }
            }
        }
        callers
    }
}

/// The section and the byte of what an instruction calls or takes the address of, if that is code of the object: of none that can be told
/// where it is not to be found.
fn target(
    elf: &Elf<'_>,
    section: usize,
    at: u64,
    instruction: &[u8],
    relocation: Option<&Relocation>,
) -> Option<Option<(usize, u64)>> {
    let [opcode, registers, _, _, immediate @ ..] = instruction else { return None };
    let immediate = i64::from(i32::from_le_bytes(immediate.try_into().ok()?));
    let is_call = *opcode == CALL && registers & 0xf0 == OF_OBJECT;
    if !is_call && *opcode != LOAD {
        return None;
    }
    // The place of the instruction that a call's immediate counts from.
    let (section, base) = match relocation {
        None if is_call => (section, at),
        None => return None,
        Some(relocation) => {
            let symbol = elf.symbols.get(relocation.symbol as usize)?;
            let section = usize::from(symbol.section);
            if elf.sections.get(section)?.flags & SHF_EXECINSTR == 0 {
                return None;
            }
            (section, symbol.value)
        }
    };
    let place = || {
        let counted = if is_call { (immediate + 1).checked_mul(INSTRUCTION as i64)? } else { immediate };
        base.checked_add_signed(counted)
    };
    Some(place().map(|place| (section, place)))
}
