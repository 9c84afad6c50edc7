//! A string section in the making.

use std::collections::HashMap;

use coolbpf_contract::btf::Btf;

use crate::{Error, Result};

/// More than the names and source lines of any program; beyond, somebody wrote the BTF by hand.
const MOST_BYTES: usize = 32 << 20;

/// Strings in the order in which they were asked for, each once. The empty one is at 0.
#[derive(Debug)]
pub(super) struct Strings {
    bytes: Vec<u8>,
    offsets: HashMap<Vec<u8>, u32>,
    /// The offset of each string of the BTF that was asked for, by its old one: all may be one long line.
    moved: HashMap<u32, u32>,
}

impl Default for Strings {
    fn default() -> Self {
        Self { bytes: vec![0], offsets: HashMap::from([(Vec::new(), 0)]), moved: HashMap::new() }
    }
}

impl Strings {
    /// The offset of `text`, which is added if it isn't there.
    pub(super) fn offset(&mut self, text: &[u8]) -> u32 {
        if let Some(offset) = self.offsets.get(text) {
            return *offset;
        }
        // No longer than the section that the strings come from, which a u32 measures.
        let offset = self.bytes.len() as u32;
        self.bytes.extend_from_slice(text);
        self.bytes.push(0);
        self.offsets.insert(text.to_vec(), offset);
        offset
    }

    /// The new offset of the string at `old` of `btf`, which is added if it isn't there.
    pub(super) fn moved(&mut self, btf: &Btf<'_>, old: u32) -> Result<u32> {
        if let Some(offset) = self.moved.get(&old) {
            return Ok(*offset);
        }
        let offset = self.offset(super::types::string(btf, old)?);
        if self.bytes.len() > MOST_BYTES {
            return Err(Error::new(format!(
                "the strings of its BTF have more than {} MiB",
                MOST_BYTES >> 20
            )));
        }
        self.moved.insert(old, offset);
        Ok(offset)
    }

    /// The section.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}
