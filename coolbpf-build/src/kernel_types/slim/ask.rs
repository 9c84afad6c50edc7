//! What an object asks of the kernel's types.

use std::collections::{BTreeMap, HashSet};
use std::mem;

use coolbpf_contract::CheckedObject;
use coolbpf_contract::btf::{Btf, Kind, TypeId};
use coolbpf_contract::btf_ext::{BtfExt, CoreRelocation};
use coolbpf_contract::elf::Elf;

use super::essential;
use crate::Result;

/// A CO-RE relocation.
#[derive(Debug, Clone)]
pub(super) struct Ask<'a> {
    /// What the type that it starts from is in the object.
    pub(super) kind: Kind<'a>,
    pub(super) question: Question<'a>,
}

/// What is asked of the type.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Question<'a> {
    /// Offset, size, existence, sign or shifts of a field.
    Field(Vec<Step<'a>>),
    /// Existence or value of an enumerator of this name, without flavour.
    Enumerator(&'a str),
    /// Existence, size or number of the type itself.
    Type,
    /// Whether the kernel's type has all that the object's has.
    Match,
}

/// A step of a field access.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Step<'a> {
    /// To the member of this name, which may lie in nameless structs and unions.
    Member(&'a str),
    /// To an element of an array.
    Element,
}

/// `enum bpf_core_relo_kind` of the kernel's `include/uapi/linux/bpf.h`.
mod kind {
    pub(super) const FIELD_RIGHT_SHIFT: u32 = 5;
    pub(super) const TYPE_ID_TARGET: u32 = 7;
    pub(super) const TYPE_EXISTS: u32 = 8;
    pub(super) const TYPE_SIZE: u32 = 9;
    pub(super) const ENUMERATOR_EXISTS: u32 = 10;
    pub(super) const ENUMERATOR_VALUE: u32 = 11;
    pub(super) const TYPE_MATCHES: u32 = 12;
}

/// All that an object asks, by the names of the types, without flavours.
pub(super) fn by_name(object: &CheckedObject) -> Result<BTreeMap<&str, Vec<Ask<'_>>>> {
    let mut all: BTreeMap<&str, Vec<Ask<'_>>> = BTreeMap::new();
    let elf = Elf::parse(object.bytes())?;
    let (Some((_, types)), Some((_, section))) = (elf.section(".BTF"), elf.section(".BTF.ext")) else {
        return Ok(all);
    };
    let (btf, ext) = (Btf::parse(types.data)?, BtfExt::parse(section.data)?);
    let mut told = HashSet::new();
    for relocation in ext.relocations.iter().flat_map(|block| ext.relocations_of(block)) {
        let Some((name, ask)) = of(&btf, relocation) else { continue };
        // Most are asked again and again.
        if told.insert((name, mem::discriminant(&ask.kind), ask.question.clone())) {
            all.entry(name).or_default().push(ask);
        }
    }
    Ok(all)
}

/// What a relocation asks; none where it asks the object itself, or what libbpf refuses whatever the kernel is like.
fn of<'a>(btf: &Btf<'a>, relocation: CoreRelocation) -> Option<(&'a str, Ask<'a>)> {
    let root = btf.type_by_id(relocation.type_id)?;
    let access = std::str::from_utf8(btf.string(relocation.access)?).ok()?;
    let question = match relocation.kind {
        0..=kind::FIELD_RIGHT_SHIFT => Question::Field(steps(btf, relocation.type_id, access)?),
        kind::TYPE_ID_TARGET | kind::TYPE_EXISTS | kind::TYPE_SIZE => Question::Type,
        kind::TYPE_MATCHES => Question::Match,
        kind::ENUMERATOR_EXISTS | kind::ENUMERATOR_VALUE => {
            let (Kind::Enum(e) | Kind::Enum64(e)) = skipped(btf, relocation.type_id)? else { return None };
            let mut enumerators = e.enumerators;
            Question::Enumerator(essential(enumerators.nth(access.parse().ok()?)?.name))
        }
        _ => return None,
    };
    (!root.name.is_empty()).then(|| (essential(root.name), Ask { kind: root.kind, question }))
}

/// The steps of an access string, but for the first number, which counts whole types.
fn steps<'a>(btf: &Btf<'a>, root: TypeId, access: &str) -> Option<Vec<Step<'a>>> {
    let mut steps = Vec::new();
    let mut id = root;
    for index in access.split(':').skip(1) {
        match skipped(btf, id)? {
            Kind::Struct(mut composite) | Kind::Union(mut composite) => {
                let member = composite.members.nth(index.parse().ok()?)?;
                // Nameless ones are searched for what is in them, wherever the kernel has it.
                if !member.name.is_empty() {
                    steps.push(Step::Member(member.name));
                }
                id = member.type_id;
            }
            Kind::Array(array) => {
                steps.push(Step::Element);
                id = array.element;
            }
            _ => return None,
        }
    }
    Some(steps)
}

/// What lies under typedefs and qualifiers.
fn skipped<'a>(btf: &Btf<'a>, id: TypeId) -> Option<Kind<'a>> {
    btf.type_by_id(btf.skip_modifiers(id)).map(|found| found.kind)
}
