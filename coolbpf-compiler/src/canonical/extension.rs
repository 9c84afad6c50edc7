//! `.BTF.ext` for renumbered types and moved strings.

use coolbpf_contract::btf::{Btf, TypeId};
use coolbpf_contract::btf_ext::{Block, BtfExt};
use coolbpf_contract::little_endian::{set_word, word};

use super::strings::Strings;
use super::types::Renumbered;
use super::{Move, order};
use crate::Result;

/// `struct btf_ext_header` with CO-RE relocations.
const HEADER_SIZE: usize = 32;

/// A rewritten section.
pub(super) struct Rewritten {
    pub(super) bytes: Vec<u8>,
    /// Where its records went, by where they came from.
    pub(super) moves: Vec<Move>,
}

/// Which words of a record refer to types and to strings.
struct Fields {
    types: &'static [usize],
    strings: &'static [usize],
}

const FUNCTION: Fields = Fields { types: &[4], strings: &[] };
const LINE: Fields = Fields { types: &[], strings: &[4, 8] };
const RELOCATION: Fields = Fields { types: &[4], strings: &[8] };

/// Blocks are sorted by the name of their section; records stay in the order of their instructions.
pub(super) fn rewrite(
    ext: &BtfExt<'_>,
    btf: &Btf<'_>,
    renumbered: &Renumbered,
    strings: &mut Strings,
) -> Result<Rewritten> {
    let mut rewritten = Rewritten { bytes: vec![0; HEADER_SIZE], moves: Vec::new() };
    // Magic number, version 1, no flags.
    rewritten.bytes[..4].copy_from_slice(&[0x9f, 0xeb, 1, 0]);
    set_word(&mut rewritten.bytes, 4, HEADER_SIZE as u32);
    let parts = [(&ext.functions, FUNCTION), (&ext.lines, LINE), (&ext.relocations, RELOCATION)];
    for (number, (blocks, fields)) in parts.into_iter().enumerate() {
        let start = rewritten.bytes.len();
        if let Some(first) = blocks.first() {
            rewritten.bytes.extend_from_slice(&(first.record_size as u32).to_le_bytes());
        }
        for block in order::by_section(btf, blocks)? {
            rewritten.block(ext, block, &fields, btf, renumbered, strings)?;
        }
        let size = rewritten.bytes.len() - start;
        set_word(&mut rewritten.bytes, 8 + number * 8, (start - HEADER_SIZE) as u32);
        set_word(&mut rewritten.bytes, 12 + number * 8, size as u32);
    }
    rewritten.moves.sort_unstable_by_key(|m| m.from);
    Ok(rewritten)
}

impl Rewritten {
    fn block(
        &mut self,
        ext: &BtfExt<'_>,
        block: &Block,
        fields: &Fields,
        btf: &Btf<'_>,
        renumbered: &Renumbered,
        strings: &mut Strings,
    ) -> Result<()> {
        let size = block.records.end - block.at;
        self.moves.push(Move { from: block.at, size, to: self.bytes.len() });
        let mut bytes = ext.bytes().get(block.at..block.records.end).unwrap_or_default().to_vec();
        let (header, records) = bytes.split_at_mut(block.records.start - block.at);
        set_word(header, 0, strings.moved(btf, block.section)?);
        for record in records.chunks_exact_mut(block.record_size) {
            for &field in fields.types {
                let id = renumbered.id(TypeId(word(record, field)))?;
                set_word(record, field, id.0);
            }
            for &field in fields.strings {
                let text = strings.moved(btf, word(record, field))?;
                set_word(record, field, text);
            }
        }
        self.bytes.extend_from_slice(&bytes);
        Ok(())
    }
}
