//! Writes BTF by hand, so that tests can make what no compiler writes.

/// BTF in the making. Types are numbered in the order of the calls, from 1.
#[derive(Default)]
pub(crate) struct Writer {
    pub(crate) types: Vec<u8>,
    pub(crate) strings: Vec<u8>,
}

impl Writer {
    pub(crate) fn name(&mut self, name: &str) -> u32 {
        if self.strings.is_empty() {
            self.strings.push(0);
        }
        if name.is_empty() {
            return 0;
        }
        let at = self.strings.len();
        self.strings.extend_from_slice(name.as_bytes());
        self.strings.push(0);
        at as u32
    }

    pub(crate) fn words(&mut self, words: &[u32]) -> &mut Self {
        self.types.extend(words.iter().flat_map(|word| word.to_le_bytes()));
        self
    }

    /// A type from its name and all words after it.
    pub(crate) fn named(&mut self, name: &str, words: &[u32]) -> &mut Self {
        let name = self.name(name);
        self.words(&[name]).words(words)
    }

    /// A type without entries.
    pub(crate) fn simple(&mut self, name: &str, kind: u32, size_or_type: u32) -> &mut Self {
        let name = self.name(name);
        self.words(&[name, kind << 24, size_or_type])
    }

    pub(crate) fn int(&mut self, name: &str, size: u32) -> &mut Self {
        self.simple(name, 1, size).words(&[size * 8])
    }

    pub(crate) fn array(&mut self, element: u32, length: u32) -> &mut Self {
        self.simple("", 3, 0).words(&[element, element, length])
    }

    pub(crate) fn finish(&mut self) -> Vec<u8> {
        self.name("");
        super::section(&self.types, &self.strings)
    }

    /// The same with more words at its end, by value.
    pub(crate) fn words_of(mut self, words: &[u32]) -> Self {
        self.words(words);
        self
    }
}
