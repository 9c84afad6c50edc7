//! `.BTF.ext`: which function, source line and CO-RE relocation an instruction belongs to.
//!
//! The section is described in the kernel's `Documentation/bpf/btf.rst`. It refers to the strings and types of `.BTF`.

use std::ops::Range;

use crate::btf::{MAGIC, TypeId};
use crate::little_endian::word;
use crate::{Error, Result};

/// The header without and with the CO-RE relocations, which came later.
const OLD_HEADER_SIZE: usize = 24;
const HEADER_SIZE: usize = 32;

/// A parsed `.BTF.ext` section. All positions are in bytes from the section's start, so that its fields can be
/// rewritten in place.
#[derive(Debug, Clone)]
pub struct BtfExt<'a> {
    bytes: &'a [u8],
    /// Records of [`FunctionInfo`].
    pub functions: Vec<Block>,
    /// Records of [`LineInfo`].
    pub lines: Vec<Block>,
    /// Records of [`CoreRelocation`].
    pub relocations: Vec<Block>,
}

/// The records of one ELF section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Where the block's header stands; its first word is [`Block::section`], the second the count of records.
    pub at: usize,
    /// The offset of the ELF section's name in the strings.
    pub section: u32,
    /// Where the records stand.
    pub records: Range<usize>,
    /// The size of a record, which may be greater than what is read of it.
    pub record_size: usize,
}

/// The function that starts at an instruction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FunctionInfo {
    /// The instruction, in bytes from the section's start.
    pub instruction: u32,
    /// The function.
    pub type_id: TypeId,
}

/// The source line of an instruction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineInfo {
    /// The instruction, in bytes from the section's start.
    pub instruction: u32,
    /// The offset of the file's name in the strings.
    pub file: u32,
    /// The offset of the line's text in the strings.
    pub text: u32,
    /// The line, counted from 1.
    pub line: u32,
    /// The column, counted from 1.
    pub column: u32,
}

/// A CO-RE relocation: what the loader is to ask of the kernel's types.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CoreRelocation {
    /// The instruction, in bytes from the section's start.
    pub instruction: u32,
    /// The local type that the access starts from.
    pub type_id: TypeId,
    /// The offset of the access string, as in `0:1:2`, in the strings.
    pub access: u32,
    /// What is asked: `enum bpf_core_relo_kind`.
    pub kind: u32,
}

impl<'a> BtfExt<'a> {
    /// Reads a `.BTF.ext` section.
    ///
    /// # Errors
    /// Where it is cut short or something in it points outside of it.
    pub fn parse(bytes: &'a [u8]) -> Result<Self> {
        let cut_short = || Error::new(".BTF.ext is cut short");
        let header = bytes.get(..OLD_HEADER_SIZE).ok_or_else(cut_short)?;
        if header[..3] != [MAGIC.to_le_bytes()[0], MAGIC.to_le_bytes()[1], 1] {
            return Err(Error::new(".BTF.ext doesn't start with the magic number and version 1"));
        }
        let header_size = word(header, 4) as usize;
        if header_size < OLD_HEADER_SIZE || header_size > bytes.len() {
            return Err(cut_short());
        }
        let part = |at: usize, smallest: usize| {
            let start = header_size.checked_add(word(bytes, at) as usize).ok_or_else(cut_short)?;
            let end = start.checked_add(word(bytes, at + 4) as usize).ok_or_else(cut_short)?;
            bytes.get(start..end).ok_or_else(cut_short)?;
            if start == end { Ok(Vec::new()) } else { read_blocks(&bytes[..end], start, smallest) }
        };
        let functions = part(8, 8)?;
        let lines = part(16, 16)?;
        let relocations = if header_size >= HEADER_SIZE { part(24, 16)? } else { Vec::new() };
        Ok(Self { bytes, functions, lines, relocations })
    }

    /// The bytes of the section.
    #[must_use]
    pub fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// The functions of a block.
    pub fn functions_of(&self, block: &Block) -> impl Iterator<Item = FunctionInfo> {
        self.records(block)
            .map(|record| FunctionInfo { instruction: word(record, 0), type_id: TypeId(word(record, 4)) })
    }

    /// The lines of a block.
    pub fn lines_of(&self, block: &Block) -> impl Iterator<Item = LineInfo> {
        self.records(block).map(|record| {
            let position = word(record, 12);
            LineInfo {
                instruction: word(record, 0),
                file: word(record, 4),
                text: word(record, 8),
                line: position >> 10,
                column: position & 0x3ff,
            }
        })
    }

    /// The CO-RE relocations of a block.
    pub fn relocations_of(&self, block: &Block) -> impl Iterator<Item = CoreRelocation> {
        self.records(block).map(|record| CoreRelocation {
            instruction: word(record, 0),
            type_id: TypeId(word(record, 4)),
            access: word(record, 8),
            kind: word(record, 12),
        })
    }

    fn records(&self, block: &Block) -> impl Iterator<Item = &'a [u8]> {
        self.bytes.get(block.records.clone()).unwrap_or_default().chunks_exact(block.record_size)
    }
}

/// The blocks of a part: the size of a record, then for each section its name, its count of records, the records.
fn read_blocks(bytes: &[u8], start: usize, smallest: usize) -> Result<Vec<Block>> {
    let cut_short = || Error::new(".BTF.ext is cut short");
    let mut at = start + 4;
    let record_size = word(bytes, start) as usize;
    if record_size < smallest || !record_size.is_multiple_of(4) || at > bytes.len() {
        return Err(Error::new(format!(
            ".BTF.ext has records of {record_size} bytes, where {smallest} are the least"
        )));
    }
    let mut blocks = Vec::new();
    while at < bytes.len() {
        bytes.get(at..at + 8).ok_or_else(cut_short)?;
        let size = record_size.checked_mul(word(bytes, at + 4) as usize);
        let end = size.and_then(|size| size.checked_add(at + 8)).filter(|end| *end <= bytes.len());
        let records = at + 8..end.ok_or_else(cut_short)?;
        let end = records.end;
        blocks.push(Block { at, section: word(bytes, at), records, record_size });
        at = end;
    }
    Ok(blocks)
}
