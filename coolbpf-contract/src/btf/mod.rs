//! BPF Type Format: the types of an object or of a kernel, read in place.
//!
//! [`Btf::parse`] walks the bytes once and checks every bound; types are decoded when they are asked for. That
//! keeps a kernel's six megabytes usable also in a build script, which Cargo compiles without optimisation.
//! The format is described in the kernel's `Documentation/bpf/btf.rst`. Only little-endian BTF is read: all
//! architectures that coolbpf compiles for are little-endian.

mod kind;
mod list;
mod record;

use std::borrow::Cow;
use std::ffi::CStr;
use std::fmt;
use std::ops::Range;

pub use kind::{
    Array, Composite, Enum, Enumerator, Forward, Int, Kind, Linkage, Member, Parameter, SectionVariable, Type,
};
pub use list::List;

use crate::little_endian::word;
use crate::{Error, Result};
use record::Record;

/// `BTF_MAGIC`, as it reads on a little-endian machine.
pub(crate) const MAGIC: u16 = 0xeb9f;
/// The size of `struct btf_header` in its first version.
pub const HEADER_SIZE: usize = 24;
/// The kernel's `MAX_RESOLVE_DEPTH`, which is libbpf's too: no chain of types by value is longer.
pub(crate) const MAX_DEPTH: usize = 32;

/// The longest name of a type, in bytes. The kernel's `KSYM_NAME_LEN` is 512; `btf_decl_tag` may hold longer texts.
const MOST_NAME: usize = 4096;

/// The number of a type within its BTF. Zero is `void`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub u32);

impl TypeId {
    /// `void`, which has no entry of its own.
    pub const VOID: Self = Self(0);
}

impl fmt::Display for TypeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}]", self.0)
    }
}

/// Parsed BTF, borrowed from the bytes of a `.BTF` section or of `/sys/kernel/btf/vmlinux`.
#[derive(Clone)]
pub struct Btf<'a> {
    types: &'a [u8],
    strings: &'a [u8],
    /// Where each type starts in `types`; the entry at 0 stands for `void`.
    offsets: Cow<'a, [u32]>,
}

impl<'a> Btf<'a> {
    /// Reads BTF: checks that every type, name and reference lies within it.
    ///
    /// Types may still refer to each other in circles that no C compiler writes; [`Btf::size_of`] and
    /// [`Btf::skip_modifiers`] end on them, and [`CheckedObject`](crate::CheckedObject) refuses them.
    ///
    /// # Errors
    /// Where the header is not of BTF, the data is cut short, or something points outside.
    pub fn parse(bytes: &'a [u8]) -> Result<Self> {
        let (types, strings) = sections(bytes)?;
        if strings.first() != Some(&0) || strings.last() != Some(&0) {
            return Err(Error::new("the string section of the BTF doesn't start and end with a zero byte"));
        }
        let mut offsets = vec![0];
        let mut at = 0;
        while at < types.len() {
            let id = offsets.len();
            let record = Record::at(types, at).map_err(|error| error.context(format!("BTF type [{id}]")))?;
            // The section's length came out of a u32.
            offsets.push(at as u32);
            at += record.size();
        }
        let btf = Self { types, strings, offsets: offsets.into() };
        btf.check_references()?;
        Ok(btf)
    }

    /// Every name must lie in the string section and every reference must name a type.
    fn check_references(&self) -> Result<()> {
        // Source lines share the section and may be in any encoding; one look at the whole settles it for nearly all.
        let is_utf8 = std::str::from_utf8(self.strings).is_ok();
        for (index, &at) in self.offsets.iter().enumerate().skip(1) {
            let in_type = |error: Error| error.context(format!("BTF type [{index}]"));
            let record = Record::at(self.types, at as usize).map_err(in_type)?;
            let field = |field: usize| word(self.types, at as usize + field);
            for offset in record.name_fields().map(field) {
                if offset as usize >= self.strings.len() {
                    return Err(in_type(Error::new(format!(
                        "a name lies outside of the strings, at {offset}"
                    ))));
                }
                let rest = self.strings.get(offset as usize..).unwrap_or_default();
                // All types may have the same long name, which is read again and again.
                let start = rest.get(..=MOST_NAME).unwrap_or(rest);
                let Ok(bytes) = CStr::from_bytes_until_nul(start).map(CStr::to_bytes) else {
                    return Err(in_type(Error::new(format!("a name has more than {MOST_NAME} bytes"))));
                };
                if (!is_utf8 || !self.strings[offset as usize].is_ascii())
                    && std::str::from_utf8(bytes).is_err()
                {
                    return Err(in_type(Error::new("a name is not UTF-8")));
                }
            }
            if let Some(bad) = record.type_fields().map(field).find(|id| *id as usize >= self.offsets.len()) {
                return Err(in_type(Error::new(format!("refers to type [{bad}], which doesn't exist"))));
            }
        }
        Ok(())
    }

    /// How many types there are, `void` included: one more than the greatest id.
    #[must_use]
    pub fn len(&self) -> usize {
        self.offsets.len()
    }

    /// Whether there is no type but `void`.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.offsets.len() == 1
    }

    /// The type with this id.
    #[must_use]
    pub fn type_by_id(&self, id: TypeId) -> Option<Type<'a>> {
        if id == TypeId::VOID {
            return Some(Type { name: "", kind: Kind::Void });
        }
        let at = *self.offsets.get(id.0 as usize)?;
        Record::at(self.types, at as usize).ok().map(|record| record.decode(self.strings))
    }

    /// The bytes of the type with this id, and which of them refer to names and other types; `None` for `void`.
    #[must_use]
    pub fn record(&self, id: TypeId) -> Option<TypeRecord<'a>> {
        let at = *self.offsets.get(id.0 as usize).filter(|_| id != TypeId::VOID)? as usize;
        let record = Record::at(self.types, at).ok()?;
        Some(TypeRecord {
            at,
            bytes: self.types.get(at..at + record.size())?,
            names: record.name_fields().collect(),
            types: record.type_fields().collect(),
        })
    }

    /// All types but `void`, by ascending id.
    pub fn types(&self) -> impl Iterator<Item = (TypeId, Type<'a>)> + '_ {
        (1..self.offsets.len()).filter_map(|id| {
            let id = TypeId(u32::try_from(id).ok()?);
            Some((id, self.type_by_id(id)?))
        })
    }

    /// The string section: strings with a zero byte behind each.
    #[must_use]
    pub fn strings(&self) -> &'a [u8] {
        self.strings
    }

    /// The string at `offset` of the string section, as `.BTF.ext` refers to it. It need not be UTF-8: source lines
    /// are strings too.
    #[must_use]
    pub fn string(&self, offset: u32) -> Option<&'a [u8]> {
        ((offset as usize) < self.strings.len()).then(|| self.string_bytes(offset))
    }

    fn string_bytes(&self, offset: u32) -> &'a [u8] {
        let rest = self.strings.get(offset as usize..).unwrap_or_default();
        CStr::from_bytes_until_nul(rest).map_or(&[], CStr::to_bytes)
    }

    /// The type under typedefs, `const`, `volatile`, `restrict` and type tags.
    ///
    /// Ends after 32 steps, as the kernel does, so that a circle of typedefs is no endless loop.
    #[must_use]
    pub fn skip_modifiers(&self, mut id: TypeId) -> TypeId {
        for _ in 0..MAX_DEPTH {
            let Some(ty) = self.type_by_id(id) else { break };
            let Some(inner) = ty.kind.modified() else { break };
            id = inner;
        }
        id
    }

    /// The size of a value of this type in bytes, as the BPF target lays it out.
    ///
    /// `None` for what has no size (`void`, functions, forward declarations), for sizes of 4 GiB and more, and for
    /// chains of typedefs and arrays that are longer than 32.
    #[must_use]
    pub fn size_of(&self, mut id: TypeId) -> Option<u32> {
        let mut count = 1_u32;
        for _ in 0..MAX_DEPTH {
            let kind = self.type_by_id(id)?.kind;
            let size = match kind {
                Kind::Int(int) => int.size,
                Kind::Float { size } | Kind::DataSection { size, .. } => size,
                Kind::Struct(composite) | Kind::Union(composite) => composite.size,
                Kind::Enum(e) | Kind::Enum64(e) => e.size,
                Kind::Pointer(_) => 8,
                Kind::Array(array) => {
                    count = count.checked_mul(array.length)?;
                    id = array.element;
                    continue;
                }
                Kind::Variable { type_id, .. } => {
                    id = type_id;
                    continue;
                }
                other => {
                    id = other.modified()?;
                    continue;
                }
            };
            return count.checked_mul(size);
        }
        None
    }
}

/// A type as it is written, for those who renumber types.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeRecord<'a> {
    /// Where it starts, in bytes from the start of the type section.
    pub at: usize,
    /// The bytes.
    pub bytes: &'a [u8],
    /// Where in the bytes offsets of names stand, as little-endian words.
    pub names: Vec<usize>,
    /// Where in the bytes ids of types stand, as little-endian words.
    pub types: Vec<usize>,
}

/// What parsing found out, without the bytes, for whoever owns them.
#[derive(Clone)]
pub(crate) struct TypeTable {
    types: Range<usize>,
    strings: Range<usize>,
    offsets: Vec<u32>,
}

impl TypeTable {
    /// The table of `btf`, which was parsed from somewhere within `owner`.
    pub(crate) fn of(btf: &Btf<'_>, owner: &[u8]) -> Self {
        let range = |part: &[u8]| {
            let start = part.as_ptr().addr().wrapping_sub(owner.as_ptr().addr());
            start..start.wrapping_add(part.len())
        };
        Self { types: range(btf.types), strings: range(btf.strings), offsets: btf.offsets.to_vec() }
    }

    /// The BTF again; `owner` is the same bytes as before.
    pub(crate) fn btf<'a>(&'a self, owner: &'a [u8]) -> Btf<'a> {
        let part = |range: &Range<usize>| owner.get(range.clone()).unwrap_or_default();
        Btf {
            types: part(&self.types),
            strings: part(&self.strings),
            offsets: self.offsets.as_slice().into(),
        }
    }
}

impl fmt::Debug for Btf<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Btf").field("types", &self.len()).field("string_bytes", &self.strings.len()).finish()
    }
}

/// The bytes of a `.BTF` section with these types, one record after the other, and these strings.
#[must_use]
pub fn section(types: &[u8], strings: &[u8]) -> Vec<u8> {
    // Version 1, no flags.
    let mut bytes = vec![MAGIC.to_le_bytes()[0], MAGIC.to_le_bytes()[1], 1, 0];
    for word in [HEADER_SIZE, 0, types.len(), types.len(), strings.len()] {
        bytes.extend_from_slice(&(word as u32).to_le_bytes());
    }
    bytes.extend_from_slice(types);
    bytes.extend_from_slice(strings);
    bytes
}

/// The type and the string section.
fn sections(bytes: &[u8]) -> Result<(&[u8], &[u8])> {
    let Some(header) = bytes.first_chunk::<HEADER_SIZE>() else {
        return Err(Error::new(format!("BTF is cut short: {} bytes are no header", bytes.len())));
    };
    let magic = u16::from_le_bytes([header[0], header[1]]);
    if magic != MAGIC {
        let what = if magic.swap_bytes() == MAGIC { "it is big-endian BTF" } else { "that is no BTF" };
        return Err(Error::new(format!("BTF should start with {MAGIC:#06x}, found {magic:#06x}: {what}")));
    }
    if header[2] != 1 {
        return Err(Error::new(format!("BTF is of version {}; this coolbpf reads version 1", header[2])));
    }
    let word = |index: usize| word(header, 4 + index * 4) as usize;
    let body = bytes.get(word(0)..).filter(|_| word(0) >= HEADER_SIZE);
    let section = |offset: usize, length: usize| body?.get(offset..offset.checked_add(length)?);
    let (Some(types), Some(strings)) = (section(word(1), word(2)), section(word(3), word(4))) else {
        return Err(Error::new("BTF is cut short: its header names sections outside of it"));
    };
    Ok((types, strings))
}

#[cfg(test)]
mod tests;
#[cfg(test)]
pub(crate) mod writer;
