//! `.BTF` with its types in another order.

use coolbpf_contract::btf::{self, Btf, HEADER_SIZE, TypeId};
use coolbpf_contract::little_endian::{set_word, word};

use super::Move;
use super::strings::Strings;
use crate::{Error, Result};

/// Renumbered types.
#[derive(Debug)]
pub(super) struct Renumbered {
    /// The new id of each old one.
    ids: Vec<u32>,
    types: Vec<u8>,
    /// Where the records went, within the type section.
    moves: Vec<Move>,
}

impl Renumbered {
    pub(super) fn new(btf: &Btf<'_>, order: &[TypeId], strings: &mut Strings) -> Result<Self> {
        let mut ids = vec![0; btf.len()];
        for (place, id) in order.iter().enumerate() {
            ids[id.0 as usize] = place as u32 + 1;
        }
        let mut renumbered = Self { ids, types: Vec::new(), moves: Vec::new() };
        for record in order.iter().filter_map(|id| btf.record(*id)) {
            let mut bytes = record.bytes.to_vec();
            for field in record.names {
                let name = strings.moved(btf, word(&bytes, field))?;
                set_word(&mut bytes, field, name);
            }
            for field in record.types {
                let id = renumbered.id(TypeId(word(&bytes, field)))?;
                set_word(&mut bytes, field, id.0);
            }
            renumbered.moves.push(Move { from: record.at, size: bytes.len(), to: renumbered.types.len() });
            renumbered.types.extend_from_slice(&bytes);
        }
        Ok(renumbered)
    }

    /// The new id of an old one.
    pub(super) fn id(&self, old: TypeId) -> Result<TypeId> {
        let missing = || Error::new(format!("the object refers to BTF type {old}, which doesn't exist"));
        self.ids.get(old.0 as usize).copied().map(TypeId).ok_or_else(missing)
    }

    /// The bytes of the section.
    pub(super) fn section(&self, strings: &Strings) -> Vec<u8> {
        btf::section(&self.types, strings.bytes())
    }

    /// Where the records of the `old` section went, from the start of the sections, by where they came from.
    pub(super) fn moves(&self, old: &[u8]) -> Vec<Move> {
        let start = (word(old, 4) + word(old, 8)) as usize;
        let moved = |m: &Move| Move { from: m.from + start, to: m.to + HEADER_SIZE, ..*m };
        let mut moves: Vec<_> = self.moves.iter().map(moved).collect();
        moves.sort_unstable_by_key(|m| m.from);
        moves
    }
}

/// A string of `.BTF`.
pub(super) fn string<'a>(btf: &Btf<'a>, offset: u32) -> Result<&'a [u8]> {
    btf.string(offset)
        .ok_or_else(|| Error::new(format!("the object refers to offset {offset}, outside of .BTF's strings")))
}
