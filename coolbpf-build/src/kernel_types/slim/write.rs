//! Writing what is kept of a kernel's types as BTF of its own.

use std::collections::{BTreeMap, BTreeSet};

use coolbpf_contract::btf::{self, Btf, Kind, TypeId, TypeRecord};
use coolbpf_contract::little_endian::{set_word, word};

/// The size of `struct btf_type` of `include/uapi/linux/btf.h`, and where its count of parts stands.
const HEADER: usize = 12;
const INFO: usize = 4;

/// The bytes of a `.BTF` section with these types, each with those of its parts. A reference to another type becomes `void`.
pub(super) fn write(kernel: &Btf<'_>, kept: &BTreeMap<TypeId, BTreeSet<usize>>) -> Vec<u8> {
    let ids = kept.keys().map(|id| id.0).zip(1..).collect();
    let mut writer = Writer { kernel, ids, types: Vec::new(), strings: Strings::new() };
    for (&id, parts) in kept {
        if let (Some(record), Some(found)) = (kernel.record(id), kernel.type_by_id(id)) {
            match found.kind {
                Kind::Struct(_) | Kind::Union(_) => writer.with_parts(&record, parts, 12, true),
                Kind::Enum(_) => writer.with_parts(&record, parts, 8, false),
                Kind::Enum64(_) => writer.with_parts(&record, parts, 12, false),
                _ => writer.all_of(&record),
            }
        }
    }
    btf::section(&writer.types, &writer.strings.bytes)
}

struct Writer<'k, 'b> {
    kernel: &'k Btf<'b>,
    /// The new numbers of types, by the old ones.
    ids: BTreeMap<u32, u32>,
    types: Vec<u8>,
    strings: Strings,
}

impl Writer<'_, '_> {
    /// Writes a type whose parts have `size` bytes and start with a name, which a type follows if they have types.
    fn with_parts(&mut self, record: &TypeRecord<'_>, parts: &BTreeSet<usize>, size: usize, typed: bool) {
        let start = self.append(record.bytes.get(..HEADER));
        // As many as the kernel's at most, whose count has 16 bits.
        set_word(&mut self.types, start + INFO, word(record.bytes, INFO) & !0xffff | parts.len() as u32);
        self.renew_name(start);
        for part in parts {
            let at = HEADER + part * size;
            let start = self.append(record.bytes.get(at..at + size));
            self.renew_name(start);
            if typed {
                self.renew_type(start + 4);
            }
        }
    }

    fn all_of(&mut self, record: &TypeRecord<'_>) {
        let start = self.append(Some(record.bytes));
        record.names.iter().for_each(|at| self.renew_name(start + at));
        record.types.iter().for_each(|at| self.renew_type(start + at));
    }

    fn append(&mut self, bytes: Option<&[u8]>) -> usize {
        let start = self.types.len();
        self.types.extend_from_slice(bytes.unwrap_or_default());
        start
    }

    fn renew_name(&mut self, at: usize) {
        let name = self.kernel.string(word(&self.types, at)).unwrap_or_default();
        let offset = self.strings.offset(name);
        set_word(&mut self.types, at, offset);
    }

    fn renew_type(&mut self, at: usize) {
        let id = self.ids.get(&word(&self.types, at)).copied().unwrap_or_default();
        set_word(&mut self.types, at, id);
    }
}

/// A string section, with each string once.
struct Strings {
    bytes: Vec<u8>,
    offsets: BTreeMap<Vec<u8>, u32>,
}

impl Strings {
    fn new() -> Self {
        Self { bytes: vec![0], offsets: BTreeMap::from([(Vec::new(), 0)]) }
    }

    fn offset(&mut self, string: &[u8]) -> u32 {
        if let Some(offset) = self.offsets.get(string) {
            return *offset;
        }
        // It is no longer than the kernel's section, whose length is a u32.
        let offset = self.bytes.len() as u32;
        self.bytes.extend_from_slice(string);
        self.bytes.push(0);
        self.offsets.insert(string.to_owned(), offset);
        offset
    }
}
