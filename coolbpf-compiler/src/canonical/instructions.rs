//! The ids of types inside instructions.

use std::collections::HashMap;

use coolbpf_contract::btf::Btf;
use coolbpf_contract::btf_ext::BtfExt;
use coolbpf_contract::elf::Elf;
use coolbpf_contract::little_endian::{set_word, word};

use super::file::Kept;
use super::types::{Renumbered, string};
use crate::{Error, Result};

/// `BPF_CORE_TYPE_ID_LOCAL` and `BPF_CORE_TYPE_ID_TARGET`: clang puts the local type's id into the immediate of a 64-bit
/// load for both. The immediates of all other relocations are sizes, offsets and values.
const TYPE_IDS: [u32; 2] = [6, 7];
/// `BPF_LD | BPF_DW | BPF_IMM`.
const LOAD_IMMEDIATE: u8 = 0x18;

pub(super) fn renumber(
    elf: &Elf<'_>,
    btf: &Btf<'_>,
    ext: &BtfExt<'_>,
    renumbered: &Renumbered,
    kept: &mut [Kept<'_>],
) -> Result<()> {
    let sections: HashMap<_, _> =
        kept.iter().enumerate().map(|(place, kept)| (elf.sections[kept.index].name, place)).collect();
    for block in &ext.relocations {
        let name = string(btf, block.section)?;
        let Some(code) = sections.get(name).and_then(|place| kept.get_mut(*place)) else {
            let name = String::from_utf8_lossy(name);
            return Err(Error::new(format!(
                "the object has CO-RE relocations for a section `{name}`, but no such section"
            )));
        };
        for relocation in ext.relocations_of(block).filter(|relocation| TYPE_IDS.contains(&relocation.kind)) {
            let at = relocation.instruction as usize;
            let is_load = code.data.get(at) == Some(&LOAD_IMMEDIATE) && code.data.len() >= at + 16;
            if !is_load || word(&code.data, at + 4) != relocation.type_id.0 {
                return Err(Error::new(format!(
                    "the instruction at byte {at} of section `{}` should load the id of BTF type {}, as a CO-RE \
                     relocation says",
                    String::from_utf8_lossy(name),
                    relocation.type_id
                )));
            }
            let id = renumbered.id(relocation.type_id)?;
            set_word(code.data.to_mut(), at + 4, id.0);
        }
    }
    Ok(())
}
