//! Which programs of an object ask for the kernel's types.

use std::collections::BTreeSet;

use crate::btf::Btf;
use crate::btf_ext::BtfExt;
use crate::elf::{Elf, STT_FUNC};
use crate::{Error, Result, object};

/// `BPF_CORE_TYPE_ID_LOCAL` of the kernel's `include/uapi/linux/bpf.h`, which the object itself answers.
const TYPE_ID_LOCAL: u32 = 6;

/// The names of the programs that have CO-RE relocations, of the bytes of a checked object. A relocation in a function that programs
/// call is taken for one of all of them.
///
/// # Errors
/// Where the bytes are no object.
pub fn asking_programs(object: &[u8]) -> Result<BTreeSet<String>> {
    let elf = Elf::parse(object)?;
    let programs = object::programs(&elf).map_err(|refusal| Error::new(refusal.problem()))?;
    let all = || programs.iter().map(|program| program.name.as_str());
    let (Some((_, types)), Some((_, section))) = (elf.section(".BTF"), elf.section(".BTF.ext")) else {
        return Ok(BTreeSet::new());
    };
    let (btf, ext) = (Btf::parse(types.data)?, BtfExt::parse(section.data)?);
    let mut asking = BTreeSet::new();
    for block in &ext.relocations {
        let name = btf.string(block.section).unwrap_or_default();
        let index = elf.sections.iter().position(|section| section.name == name);
        let functions: Vec<_> = elf
            .symbols
            .iter()
            .filter(|symbol| symbol.kind == STT_FUNC && Some(usize::from(symbol.section)) == index)
            .collect();
        for relocation in ext.relocations_of(block).filter(|relocation| relocation.kind != TYPE_ID_LOCAL) {
            let at = u64::from(relocation.instruction);
            let holds = |start: u64, size: u64| (start..start.saturating_add(size)).contains(&at);
            let function = functions.iter().find(|function| holds(function.value, function.size));
            let program =
                all().find(|program| function.is_some_and(|function| function.name == program.as_bytes()));
            match program {
                Some(program) => drop(asking.insert(program.to_owned())),
                None => return Ok(all().map(str::to_owned).collect()),
            }
        }
    }
    Ok(asking)
}
