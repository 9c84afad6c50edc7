//! A string section in the making.

use std::collections::HashMap;

/// Strings in the order in which they were asked for, each once. The empty one is at 0.
#[derive(Debug)]
pub(super) struct Strings {
    bytes: Vec<u8>,
    offsets: HashMap<Vec<u8>, u32>,
}

impl Default for Strings {
    fn default() -> Self {
        Self { bytes: vec![0], offsets: HashMap::from([(Vec::new(), 0)]) }
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

    /// The section.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}
