//! Objects: hostile until checked.

mod alternatives;
mod globals;
mod maps;
mod names;
mod refusal;
mod sections;
mod types;

use std::fmt;

pub use alternatives::{AlternativeGroup, AlternativeWay, alternative_groups};
pub use globals::{EventMap, GlobalSection, Variable};
pub use maps::Map;
pub use refusal::Refusal;
pub(crate) use sections::programs;
pub(crate) use types::check as check_types;

use crate::btf::{Btf, TypeTable};
use crate::btf_ext::BtfExt;
use crate::elf::{Elf, SHT_PROGBITS};
use crate::{CIdent, Digest};

/// The largest object that is read, in bytes. Clang's own, with DWARF of all kernel types, have less than one MiB.
const MAX_SIZE: usize = 32 << 20;

/// A BPF object that may be loaded, and that bindings may be written for.
///
/// Whoever holds one knows: it is a little-endian 64-bit BPF ELF file whose sections, symbols and relocations lie
/// within it; its BTF parses, no type contains itself, nests deeper than 64 or has members outside of it; and **every
/// name in it is a C identifier** (sections follow a grammar of their own, and names of arithmetic types, of `static`s
/// in functions and of tags have spaces, dots or colons). Whether it does good is the verifier's business.
///
/// ```
/// use coolbpf_contract::{CheckedObject, Refusal};
///
/// let refusal = CheckedObject::check(b"#!/bin/sh".to_vec()).unwrap_err();
/// assert_eq!(refusal.to_string(), "the object is refused: this is no ELF file");
/// ```
#[derive(Clone)]
pub struct CheckedObject {
    bytes: Vec<u8>,
    digest: Digest,
    types: TypeTable,
    programs: Vec<Program>,
    maps: Vec<Map>,
    globals: Vec<GlobalSection>,
    events: Vec<EventMap>,
    alternatives: Vec<AlternativeGroup>,
    has_variables: bool,
    has_functions: bool,
    license: String,
}

/// A program: a function that the kernel is given to call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// The name.
    pub name: CIdent,
    /// The section, which tells the loader what it is and where to attach it.
    pub section: String,
    /// How many instructions it has, without those of the functions that it calls.
    pub instructions: usize,
}

impl CheckedObject {
    /// Checks `bytes` that came from anywhere.
    ///
    /// # Errors
    /// Where the promise of [`CheckedObject`] doesn't hold.
    pub fn check(bytes: Vec<u8>) -> Result<Self, Refusal> {
        check_size(&bytes)?;
        let elf = Elf::parse(&bytes)?;
        let btf = check_structure(&elf)?;
        let programs = sections::programs(&elf)?;
        let maps = maps::maps(&btf)?;
        let globals = globals::globals(&elf, &btf)?;
        let events = globals::events(&btf, &maps)?;
        let alternatives = alternatives::alternatives(&btf, &programs)?;
        let has_variables = globals::has_variables(&elf, &btf);
        let has_functions =
            elf.sections.iter().any(|section| section.name == b".text" && !section.data.is_empty());
        let license = sections::license(&elf)?;
        let types = TypeTable::of(&btf, &bytes);
        let digest = Digest::of(&bytes);
        Ok(Self {
            digest,
            types,
            programs,
            maps,
            globals,
            events,
            alternatives,
            has_variables,
            has_functions,
            license,
            bytes,
        })
    }

    /// Checks an object that is to be linked with others, which may define maps and variables that it declares only. The rest of the
    /// promise holds where this succeeds.
    ///
    /// # Errors
    /// Where it doesn't.
    pub fn check_part(bytes: &[u8]) -> Result<(), Refusal> {
        check_size(bytes)?;
        let elf = Elf::parse(bytes)?;
        check_structure(&elf)?;
        sections::programs(&elf)?;
        sections::license(&elf).map(drop)
    }

    /// The bytes of the ELF file.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The bytes of the ELF file.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// The digest of the bytes.
    #[must_use]
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// The types.
    #[must_use]
    pub fn btf(&self) -> Btf<'_> {
        self.types.btf(&self.bytes)
    }

    /// The programs, in the order in which they stand in the file.
    #[must_use]
    pub fn programs(&self) -> &[Program] {
        &self.programs
    }

    /// The maps that the source declares, in the order of the BTF. Those that libbpf makes of global variables are not
    /// among them.
    #[must_use]
    pub fn maps(&self) -> &[Map] {
        &self.maps
    }

    /// The sections with global variables, by name.
    #[must_use]
    pub fn globals(&self) -> &[GlobalSection] {
        &self.globals
    }

    /// Whether it has global variables or constants, with known types or without, or asks for those of the kernel's configuration.
    #[must_use]
    pub fn has_variables(&self) -> bool {
        self.has_variables
    }

    /// Whether it has functions that programs call.
    #[must_use]
    pub fn has_functions(&self) -> bool {
        self.has_functions
    }

    /// The maps whose event type is known, in the order of their anchors.
    #[must_use]
    pub fn events(&self) -> &[EventMap] {
        &self.events
    }

    /// The programs of which the loader chooses the best, by the names of their groups.
    #[must_use]
    pub fn alternatives(&self) -> &[AlternativeGroup] {
        &self.alternatives
    }

    /// The license that the kernel is told; empty where the source names none.
    #[must_use]
    pub fn license(&self) -> &str {
        &self.license
    }
}

fn check_size(bytes: &[u8]) -> Result<(), Refusal> {
    if bytes.len() > MAX_SIZE { Err(Refusal::TooLarge { size: bytes.len() }) } else { Ok(()) }
}

/// Checks sections, symbols, relocations and types.
fn check_structure<'a>(elf: &Elf<'a>) -> Result<Btf<'a>, Refusal> {
    sections::check(elf)?;
    let (_, section) = elf.section(".BTF").ok_or(Refusal::NoBtf)?;
    if section.kind != SHT_PROGBITS {
        return Err(Refusal::NoBtf);
    }
    let btf = Btf::parse(section.data)?;
    types::check(&btf)?;
    if let Some((_, section)) = elf.section(".BTF.ext") {
        types::check_ext(&btf, &BtfExt::parse(section.data)?)?;
    }
    Ok(btf)
}

impl fmt::Debug for CheckedObject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { digest, programs, maps, globals, .. } = self;
        f.debug_struct("CheckedObject")
            .field("digest", digest)
            .field("programs", programs)
            .field("maps", maps)
            .field("globals", globals)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
