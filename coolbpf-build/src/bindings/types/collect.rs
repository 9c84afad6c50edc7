//! Finds the types that values are made of, and lays them out.

use std::collections::BTreeMap;

use coolbpf_contract::GlobalSection;
use coolbpf_contract::btf::{Btf, Composite, Kind, TypeId};

use super::layout::{self, Field, Member};
use super::{PlainInt, Result, is_char, plain_int};

/// How deeply types may lie within each other. C programs stay far below, and what BTF claims is not theirs to say.
const MAX_DEPTH: u32 = 64;
/// How many members the types may have in all. Those of anonymous members count where they are seen from, and there a
/// few lines of BTF could make more than there is memory for.
const MAX_MEMBERS: usize = 1 << 20;

/// Where an item comes from.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Origin {
    Type(TypeId),
    /// The section at this index.
    Section(usize),
}

/// Who gets a name that two want.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Precedence {
    /// Structs, unions and enums with names.
    Tag,
    /// Those that only a typedef gives a name.
    NamedByTypedef,
    /// Other names of types.
    Alias,
    /// Types that are named after their place.
    Anonymous,
    Section,
}

/// An item of the module.
pub(super) struct Item {
    /// What it is called in C, or after its place.
    pub(super) name: String,
    pub(super) precedence: Precedence,
    pub(super) definition: Definition,
    /// The typedef that the name comes from.
    named_by: Option<TypeId>,
}

pub(super) enum Definition {
    Record(Record),
    Enum(TypeId),
    /// A typedef of this type.
    Alias(TypeId),
}

/// A struct, a union or a section.
pub(super) struct Record {
    pub(super) what: &'static str,
    pub(super) size: u64,
    pub(super) fields: Vec<Field>,
    /// The greatest alignment of a field.
    pub(super) natural_alignment: u64,
    /// The struct's own, which may have to be lower.
    pub(super) alignment: u64,
    /// Whether a field is a float or has one, so that equality is no equivalence.
    pub(super) has_float: bool,
}

impl Record {
    /// Whether it has a lower alignment than one of its fields.
    pub(super) fn is_packed(&self) -> bool {
        self.alignment < self.natural_alignment
    }
}

impl Item {
    /// What stands behind the name where that is taken.
    pub(super) fn what(&self) -> &'static str {
        match &self.definition {
            Definition::Record(record) => record.what,
            Definition::Enum(_) => "enum",
            Definition::Alias(_) => "typedef",
        }
    }
}

pub(super) struct Collector<'a> {
    btf: &'a Btf<'a>,
    items: BTreeMap<Origin, Item>,
    members: usize,
}

impl<'a> Collector<'a> {
    pub(super) fn new(btf: &'a Btf<'a>) -> Self {
        Self { btf, items: BTreeMap::new(), members: 0 }
    }

    pub(super) fn finish(self) -> BTreeMap<Origin, Item> {
        self.items
    }

    /// Adds the type and those that it is made of; `place` is its name if it has none.
    pub(super) fn visit(&mut self, id: TypeId, place: &str, depth: u32) -> Result<()> {
        if depth > MAX_DEPTH {
            return Err(format!("`{place}`: types lie within each other more than {MAX_DEPTH} deep"));
        }
        if self.items.contains_key(&Origin::Type(id)) {
            return Ok(());
        }
        let ty = self.btf.type_by_id(id).ok_or("a type is missing from the BTF")?;
        match ty.kind {
            Kind::Typedef(inner) => self.visit_typedef(id, ty.name, inner, place, depth),
            Kind::Array(array) => self.visit(array.element, place, depth + 1),
            Kind::Struct(composite) => self.visit_composite(id, "struct", ty.name, composite, place, depth),
            Kind::Union(composite) => self.visit_composite(id, "union", ty.name, composite, place, depth),
            Kind::Enum(definition) | Kind::Enum64(definition) => {
                if !matches!(definition.size, 1 | 2 | 4 | 8) {
                    return Err(format!("`{place}`: no enum has {} bytes", definition.size));
                }
                self.add(id, ty.name, place, Definition::Enum(id));
                Ok(())
            }
            kind => kind.modified().map_or(Ok(()), |inner| self.visit(inner, place, depth + 1)),
        }
    }

    fn visit_typedef(
        &mut self,
        id: TypeId,
        name: &str,
        inner: TypeId,
        place: &str,
        depth: u32,
    ) -> Result<()> {
        let last = self.btf.type_by_id(self.btf.skip_modifiers(inner)).map(|ty| ty.kind);
        if !matches!(
            last,
            Some(Kind::Struct(_) | Kind::Union(_) | Kind::Enum(_) | Kind::Enum64(_) | Kind::Array(_))
        ) {
            // Other names of numbers and pointers would only hide what they are.
            return self.visit(inner, place, depth + 1);
        }
        let target = self.skip_qualifiers(inner);
        let ty = self.btf.type_by_id(target).ok_or("a type is missing from the BTF")?;
        let has_tag = matches!(ty.kind, Kind::Struct(_) | Kind::Union(_) | Kind::Enum(_) | Kind::Enum64(_));
        let known = self.items.get(&Origin::Type(target));
        let is_first_name = ty.name.is_empty() && known.is_none_or(|item| item.named_by == Some(id));
        self.visit(inner, name, depth + 1)?;
        if has_tag && is_first_name {
            if let Some(item) = self.items.get_mut(&Origin::Type(target)) {
                item.precedence = Precedence::NamedByTypedef;
                item.named_by = Some(id);
            }
        } else if !(has_tag && ty.name == name) {
            self.insert(Origin::Type(id), name, Precedence::Alias, Definition::Alias(inner));
        }
        Ok(())
    }

    fn visit_composite(
        &mut self,
        id: TypeId,
        what: &'static str,
        name: &str,
        composite: Composite<'a>,
        place: &str,
        depth: u32,
    ) -> Result<()> {
        let called = if name.is_empty() { place } else { name };
        let mut members = Vec::new();
        self.members(composite, 0, called, depth, &mut members)?;
        let record = self
            .record(what, composite.size.into(), members)
            .map_err(|error| format!("`{what} {called}`: {error}"))?;
        self.add(id, name, place, Definition::Record(record));
        Ok(())
    }

    /// Adds the members with names, those of anonymous members among them.
    fn members(
        &mut self,
        composite: Composite<'a>,
        base: u64,
        called: &str,
        depth: u32,
        members: &mut Vec<Member>,
    ) -> Result<()> {
        for member in composite.members {
            self.members += 1;
            if self.members > MAX_MEMBERS {
                return Err(format!("`{called}`: the types have more than {MAX_MEMBERS} members"));
            }
            let start = base + u64::from(member.bit_offset);
            if member.name.is_empty() {
                let target = self.btf.skip_modifiers(member.type_id);
                if let Some(Kind::Struct(inner) | Kind::Union(inner)) =
                    self.btf.type_by_id(target).map(|ty| ty.kind)
                {
                    if depth > MAX_DEPTH {
                        return Err(format!("`{called}` has members more than {MAX_DEPTH} deep"));
                    }
                    self.members(inner, start, called, depth + 1, members)?;
                }
                continue;
            }
            self.visit(member.type_id, &format!("{called}_{}", member.name), depth + 1)?;
            let bits = self.bits_of(member.type_id, member.name)?;
            if let Some(width) = member.bitfield {
                let target = self.btf.skip_modifiers(member.type_id);
                let kind = self.btf.type_by_id(target).map(|ty| ty.kind);
                let is_integer = matches!(kind, Some(Kind::Int(_) | Kind::Enum(_) | Kind::Enum64(_)));
                if !is_integer || u64::from(width) > bits.min(128) {
                    return Err(format!("`{called}`: the bit-field `{}` doesn't fit its type", member.name));
                }
            }
            members.push(Member {
                name: member.name.to_owned(),
                type_id: member.type_id,
                start,
                width: member.bitfield.map_or(bits, u64::from),
                is_bitfield: member.bitfield.is_some(),
            });
        }
        Ok(())
    }

    /// Adds the struct that stands for a section: for its variables, and what lies between them.
    pub(super) fn section(&mut self, index: usize, section: &GlobalSection) -> Result<()> {
        let name = section.name.trim_start_matches('.').to_owned();
        let mut members = Vec::new();
        for variable in &section.variables {
            self.visit(variable.type_id, &format!("{name}_{}", variable.name), 0)?;
            members.push(Member {
                name: variable.name.as_str().to_owned(),
                type_id: variable.type_id,
                start: u64::from(variable.offset) * 8,
                width: self.bits_of(variable.type_id, variable.name.as_str())?,
                is_bitfield: false,
            });
        }
        // Behind the last variable there may be strings, to a size that no alignment divides; or nothing, where the struct
        // is a few bytes longer than the section: a packed one would lend no references to its fields.
        let end = members.iter().map(|member| (member.start + member.width) / 8).max().unwrap_or(0);
        let alignment = members.iter().map(|member| self.alignment(member.type_id).min(8)).max().unwrap_or(1);
        let size = end.next_multiple_of(alignment);
        let record = self.record("section", size, members)?;
        self.insert(Origin::Section(index), &name, Precedence::Section, Definition::Record(record));
        Ok(())
    }

    fn record(&self, what: &'static str, size: u64, members: Vec<Member>) -> Result<Record> {
        let fields = layout::fields(size, members)?;
        let members = || {
            fields.iter().filter_map(|field| match field {
                Field::Member(member) => Some(member),
                Field::Shared { .. } | Field::Padding { .. } => None,
            })
        };
        let has_float = members().any(|member| self.has_float(member.type_id));
        let aligned: Vec<_> =
            members().map(|member| (member.start / 8, self.alignment(member.type_id))).collect();
        let natural_alignment = aligned.iter().map(|(_, alignment)| *alignment).max().unwrap_or(1);
        let alignment = natural_alignment.min(layout::greatest_alignment(size, &aligned));
        Ok(Record { what, size, fields, natural_alignment, alignment, has_float })
    }

    fn add(&mut self, id: TypeId, name: &str, place: &str, definition: Definition) {
        let (name, precedence) =
            if name.is_empty() { (place, Precedence::Anonymous) } else { (name, Precedence::Tag) };
        self.insert(Origin::Type(id), name, precedence, definition);
    }

    fn insert(&mut self, origin: Origin, name: &str, precedence: Precedence, definition: Definition) {
        self.items.insert(origin, Item { name: name.to_owned(), precedence, definition, named_by: None });
    }

    fn bits_of(&self, id: TypeId, name: &str) -> Result<u64> {
        let size = self.btf.size_of(id).ok_or_else(|| format!("`{name}` has no size"))?;
        Ok(u64::from(size) * 8)
    }

    /// What is under `const`, `volatile`, `restrict` and type tags.
    fn skip_qualifiers(&self, mut id: TypeId) -> TypeId {
        for _ in 0..MAX_DEPTH {
            match self.btf.type_by_id(id).map(|ty| ty.kind) {
                Some(Kind::Typedef(_)) | None => break,
                Some(kind) => match kind.modified() {
                    Some(inner) => id = inner,
                    None => break,
                },
            }
        }
        id
    }

    /// The element of the innermost array, or the type itself, without modifiers.
    fn element(&self, mut id: TypeId) -> TypeId {
        for _ in 0..MAX_DEPTH {
            id = self.btf.skip_modifiers(id);
            match self.btf.type_by_id(id).map(|ty| ty.kind) {
                Some(Kind::Array(array)) => id = array.element,
                _ => break,
            }
        }
        id
    }

    /// The alignment of the Rust type on 64-bit machines. Types that were not visited yet don't occur.
    fn alignment(&self, id: TypeId) -> u64 {
        let id = self.element(id);
        match self.btf.type_by_id(id).map(|ty| ty.kind) {
            _ if is_char(self.btf, id) => 1,
            Some(Kind::Int(int)) => match plain_int(int) {
                Some(PlainInt::Number { bits, .. }) => u64::from(bits / 8),
                Some(PlainInt::Bool) | None => 1,
            },
            Some(Kind::Float { size: size @ (4 | 8) }) => size.into(),
            Some(Kind::Pointer(_)) => 8,
            Some(Kind::Enum(definition) | Kind::Enum64(definition)) => definition.size.into(),
            _ => self.visited(id).map_or(1, |record| record.alignment),
        }
    }

    fn has_float(&self, id: TypeId) -> bool {
        let id = self.element(id);
        match self.btf.type_by_id(id).map(|ty| ty.kind) {
            Some(Kind::Float { .. }) => true,
            _ => self.visited(id).is_some_and(|record| record.has_float),
        }
    }

    fn visited(&self, id: TypeId) -> Option<&Record> {
        match &self.items.get(&Origin::Type(id))?.definition {
            Definition::Record(record) => Some(record),
            Definition::Enum(_) | Definition::Alias(_) => None,
        }
    }
}
