//! The bytes of one type, and what they say.

use std::ffi::CStr;

use super::kind::{
    Array, Composite, Enum, Enumerator, Forward, Int, Kind, Linkage, Member, Parameter, SectionVariable, Type,
};
use super::{List, TypeId};
use crate::little_endian::word;
use crate::{Error, Result};

/// The bytes of one type: three words, then what its kind adds.
#[derive(Clone, Copy)]
pub(super) struct Record<'a> {
    kind: u8,
    flag: bool,
    name: u32,
    size_or_type: u32,
    /// The count of entries; a function's linkage.
    entries: u32,
    extra: &'a [u8],
    entry_size: usize,
}

/// `struct btf_type`.
const TYPE_SIZE: usize = 12;

// `BTF_KIND_*` of the kernel's `include/uapi/linux/btf.h`.
const INT: u8 = 1;
const PTR: u8 = 2;
const ARRAY: u8 = 3;
const STRUCT: u8 = 4;
const UNION: u8 = 5;
const ENUM: u8 = 6;
const FWD: u8 = 7;
const TYPEDEF: u8 = 8;
const VOLATILE: u8 = 9;
const CONST: u8 = 10;
const RESTRICT: u8 = 11;
const FUNC: u8 = 12;
const FUNC_PROTO: u8 = 13;
const VAR: u8 = 14;
const DATASEC: u8 = 15;
const FLOAT: u8 = 16;
const DECL_TAG: u8 = 17;
const TYPE_TAG: u8 = 18;
const ENUM64: u8 = 19;

impl<'a> Record<'a> {
    /// The record that starts at `at`.
    pub(super) fn at(types: &'a [u8], at: usize) -> Result<Self> {
        let cut_short = || Error::new("the type section is cut short");
        let bytes = types.get(at..).ok_or_else(cut_short)?;
        let (head, rest) = bytes.split_at_checked(TYPE_SIZE).ok_or_else(cut_short)?;
        let info = word(head, 4);
        let kind = (info >> 24 & 0x1f) as u8;
        let entries = (info & 0xffff) as usize;
        let (extra, entry_size) = match kind {
            INT | VAR | DECL_TAG => (4, 4),
            ARRAY => (12, 12),
            STRUCT | UNION | DATASEC | ENUM64 => (entries * 12, 12),
            ENUM | FUNC_PROTO => (entries * 8, 8),
            PTR | FWD | TYPEDEF | VOLATILE | CONST | RESTRICT | FUNC | FLOAT | TYPE_TAG => (0, 1),
            _ => return Err(Error::new(format!("is of kind {kind}, which this coolbpf doesn't know"))),
        };
        Ok(Self {
            kind,
            flag: info >> 31 == 1,
            name: word(head, 0),
            size_or_type: word(head, 8),
            entries: info & 0xffff,
            extra: rest.get(..extra).ok_or_else(cut_short)?,
            entry_size,
        })
    }

    /// The size of the record itself.
    pub(super) fn size(&self) -> usize {
        TYPE_SIZE + self.extra.len()
    }

    /// Where its offsets into the string section stand, in bytes from the record's start.
    pub(super) fn name_fields(self) -> impl Iterator<Item = usize> {
        let named_entries = matches!(self.kind, STRUCT | UNION | ENUM | ENUM64 | FUNC_PROTO);
        let entries = if named_entries { self.extra.len() / self.entry_size } else { 0 };
        std::iter::once(0).chain((0..entries).map(move |entry| TYPE_SIZE + entry * self.entry_size))
    }

    /// Where its references to types stand, in bytes from the record's start.
    pub(super) fn type_fields(self) -> impl Iterator<Item = usize> {
        let own = matches!(
            self.kind,
            PTR | TYPEDEF | VOLATILE | CONST | RESTRICT | FUNC | FUNC_PROTO | VAR | DECL_TAG | TYPE_TAG
        );
        // Where the references stand in each entry.
        let (first, second) = match self.kind {
            ARRAY => (Some(0), Some(4)),
            STRUCT | UNION | FUNC_PROTO => (Some(4), None),
            DATASEC => (Some(0), None),
            _ => (None, None),
        };
        let entries = if first.is_some() { self.extra.len() / self.entry_size } else { 0 };
        let in_entries = (0..entries).flat_map(move |entry| {
            first.into_iter().chain(second).map(move |at| TYPE_SIZE + entry * self.entry_size + at)
        });
        own.then_some(8).into_iter().chain(in_entries)
    }

    /// The type that the record describes.
    pub(super) fn decode(self, strings: &'a [u8]) -> Type<'a> {
        let id = TypeId(self.size_or_type);
        let size = self.size_or_type;
        let first = || word(self.extra, 0);
        let kind = match self.kind {
            INT => {
                let data = first();
                Kind::Int(Int {
                    size,
                    bits: data as u8,
                    offset: (data >> 16) as u8,
                    signed: data >> 24 & 1 != 0,
                    is_char: data >> 24 & 2 != 0,
                    is_bool: data >> 24 & 4 != 0,
                })
            }
            PTR => Kind::Pointer(id),
            ARRAY => Kind::Array(Array {
                element: TypeId(first()),
                index: TypeId(word(self.extra, 4)),
                length: word(self.extra, 8),
            }),
            STRUCT => Kind::Struct(Composite { size, members: self.list(strings, member) }),
            UNION => Kind::Union(Composite { size, members: self.list(strings, member) }),
            ENUM => Kind::Enum(Enum { size, signed: self.flag, enumerators: self.list(strings, enumerator) }),
            ENUM64 => {
                Kind::Enum64(Enum { size, signed: self.flag, enumerators: self.list(strings, enumerator64) })
            }
            FWD => Kind::Forward(if self.flag { Forward::Union } else { Forward::Struct }),
            TYPEDEF => Kind::Typedef(id),
            VOLATILE => Kind::Volatile(id),
            CONST => Kind::Const(id),
            RESTRICT => Kind::Restrict(id),
            // A function's linkage stands where other types count their entries.
            FUNC => Kind::Function { prototype: id, linkage: Linkage::new(self.entries) },
            FUNC_PROTO => Kind::FunctionPrototype { returns: id, parameters: self.list(strings, parameter) },
            VAR => Kind::Variable { type_id: id, linkage: Linkage::new(first()) },
            DATASEC => Kind::DataSection { size, variables: self.list(strings, section_variable) },
            FLOAT => Kind::Float { size },
            DECL_TAG => {
                let component = first();
                let component = (component != u32::MAX).then_some(component);
                Kind::DeclTag { target: id, component, attribute: self.flag }
            }
            TYPE_TAG => Kind::TypeTag { target: id, attribute: self.flag },
            _ => Kind::Void,
        };
        Type { name: string(strings, self.name), kind }
    }

    fn list<T>(&self, strings: &'a [u8], decode: fn(&[u8], bool, &'a [u8]) -> T) -> List<'a, T> {
        let Self { extra: entries, flag, entry_size, .. } = *self;
        List { entries, strings, flag, entry_size, decode }
    }
}

fn member<'a>(entry: &[u8], flag: bool, strings: &'a [u8]) -> Member<'a> {
    let offset = word(entry, 8);
    // With the kind flag, the upper byte of the offset is the width of a bit-field.
    let (bit_offset, width) = if flag { (offset & 0xff_ffff, (offset >> 24) as u8) } else { (offset, 0) };
    Member {
        name: string(strings, word(entry, 0)),
        type_id: TypeId(word(entry, 4)),
        bit_offset,
        bitfield: (width != 0).then_some(width),
    }
}

fn enumerator<'a>(entry: &[u8], signed: bool, strings: &'a [u8]) -> Enumerator<'a> {
    let value = word(entry, 4);
    let value = if signed { i128::from(value.cast_signed()) } else { i128::from(value) };
    Enumerator { name: string(strings, word(entry, 0)), value }
}

fn enumerator64<'a>(entry: &[u8], signed: bool, strings: &'a [u8]) -> Enumerator<'a> {
    let value = u64::from(word(entry, 8)) << 32 | u64::from(word(entry, 4));
    let value = if signed { i128::from(value.cast_signed()) } else { i128::from(value) };
    Enumerator { name: string(strings, word(entry, 0)), value }
}

fn parameter<'a>(entry: &[u8], _flag: bool, strings: &'a [u8]) -> Parameter<'a> {
    Parameter { name: string(strings, word(entry, 0)), type_id: TypeId(word(entry, 4)) }
}

fn section_variable(entry: &[u8], _flag: bool, _strings: &[u8]) -> SectionVariable {
    SectionVariable { type_id: TypeId(word(entry, 0)), offset: word(entry, 4), size: word(entry, 8) }
}

/// The name at `offset`. Parsing has checked that it lies within the strings and is UTF-8.
fn string(strings: &[u8], offset: u32) -> &str {
    let rest = strings.get(offset as usize..).unwrap_or_default();
    CStr::from_bytes_until_nul(rest).ok().and_then(|name| name.to_str().ok()).unwrap_or_default()
}
