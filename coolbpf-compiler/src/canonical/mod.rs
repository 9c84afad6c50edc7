//! Canonical form: the bytes of an object as the source and the compiler's version decide them, and nothing else does.
//!
//! Clang 15 and later number the forward declarations of `.BTF` in the order of heap addresses, so that one source
//! gives other bytes under another allocator. Here, types are numbered in an order that their content decides, strings
//! are laid out in the order in which they are referred to, and everything that refers to either follows: `.BTF.ext`, the
//! relocations of both, and the type ids inside instructions. What only a debugger reads is left out: DWARF, its
//! relocations, and symbols that nothing else needs.

mod extension;
mod file;
mod instructions;
mod order;
mod strings;
mod types;

use std::borrow::Cow;

use coolbpf_contract::btf::{Btf, TypeId};
use coolbpf_contract::btf_ext::BtfExt;
use coolbpf_contract::elf::{Elf, SHF_ALLOC, SHT_REL, SHT_STRTAB, SHT_SYMTAB};

use crate::{Error, Result};
use file::Kept;
use strings::Strings;
use types::Renumbered;

/// The bytes of a section that moved: from where, how many, to where.
#[derive(Debug, Clone, Copy)]
struct Move {
    from: usize,
    size: usize,
    to: usize,
}

/// Rewrites an object that clang made in canonical form. An object in canonical form stays as it is.
///
/// # Errors
/// Where `object` is no BPF object with BTF, or refers to what isn't there.
pub fn canonicalize(object: &[u8]) -> Result<Vec<u8>> {
    rewrite(object, order::order)
}

/// Rewrites an object with its types in the order that `order` gives.
fn rewrite(
    object: &[u8],
    order: impl FnOnce(&Btf<'_>, Option<&BtfExt<'_>>) -> Result<Vec<TypeId>>,
) -> Result<Vec<u8>> {
    let elf = Elf::parse(object).map_err(foreign)?;
    let (_, btf_section) = elf
        .section(".BTF")
        .ok_or_else(|| Error::new("the object has no BTF; was it compiled without `-g`?"))?;
    let btf = Btf::parse(btf_section.data).map_err(foreign)?;
    let ext = elf
        .section(".BTF.ext")
        .map(|(_, section)| BtfExt::parse(section.data))
        .transpose()
        .map_err(foreign)?;

    let mut strings = Strings::default();
    let renumbered = Renumbered::new(&btf, &order(&btf, ext.as_ref())?, &mut strings)?;
    let new_ext =
        ext.as_ref().map(|ext| extension::rewrite(ext, &btf, &renumbered, &mut strings)).transpose()?;

    let mut kept = Vec::new();
    for (index, section) in elf.sections.iter().enumerate().skip(1) {
        if !is_kept(&elf, index) {
            continue;
        }
        let (data, moves) = match (section.name, &new_ext) {
            (b".BTF", _) => (renumbered.section(&strings).into(), renumbered.moves(btf_section.data)),
            (b".BTF.ext", Some(ext)) => (ext.bytes.as_slice().into(), ext.moves.clone()),
            _ => (Cow::Borrowed(section.data), Vec::new()),
        };
        kept.push(Kept { index, data, moves });
    }
    if let Some(ext) = &ext {
        instructions::renumber(&elf, &btf, ext, &renumbered, &mut kept)?;
    }
    file::write(&elf, &kept)
}

/// What the loader reads: memory of the program, BTF, and the relocations of both.
fn is_kept(elf: &Elf<'_>, index: usize) -> bool {
    let is_memory = |index: usize| {
        elf.sections.get(index).is_some_and(|section| {
            section.flags & SHF_ALLOC != 0 || matches!(section.name, b".BTF" | b".BTF.ext")
        })
    };
    match &elf.sections[index] {
        section if matches!(section.kind, SHT_SYMTAB | SHT_STRTAB) => false,
        section if section.kind == SHT_REL => is_memory(section.info as usize),
        _ => is_memory(index),
    }
}

fn foreign(error: coolbpf_contract::Error) -> Error {
    Error::new(error.to_string())
}

#[cfg(test)]
mod tests;
