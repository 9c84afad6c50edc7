//! The maps of an object, as its BTF declares them.

use std::collections::BTreeSet;

use super::{Refusal, names};
use crate::CIdent;
use crate::btf::{Btf, Kind, Linkage, Member, TypeId};

/// A map in `SEC(".maps")`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Map {
    /// The name.
    pub name: CIdent,
    /// `enum bpf_map_type`.
    pub map_type: u32,
    /// The type of a key, where one is declared.
    pub key: Option<TypeId>,
    /// The type of a value, where one is declared.
    pub value: Option<TypeId>,
    /// The size of a key in bytes; 0 where neither size nor type is declared.
    pub key_size: u32,
    /// The size of a value in bytes; 0 where neither size nor type is declared.
    pub value_size: u32,
    /// How many entries it holds; the size in bytes for ring buffers. 0 where the loader is to decide.
    pub max_entries: u32,
    /// `BPF_F_*`.
    pub flags: u32,
    /// Whether it is pinned by its name.
    pub pinned: bool,
    /// What the maps in it are made with, under its own name, where it holds maps.
    pub inner: Option<Box<Self>>,
}

/// libbpf knows eleven members of a map's declaration.
const MAX_MEMBERS: usize = 16;

pub(super) fn maps(btf: &Btf<'_>) -> Result<Vec<Map>, Refusal> {
    let mut sections = btf.types().filter_map(|(_, ty)| match ty.kind {
        Kind::DataSection { variables, .. } if ty.name == ".maps" => Some(variables),
        _ => None,
    });
    let variables = sections.next();
    if sections.next().is_some() {
        return Err(Refusal::section(".maps", "is there twice"));
    }
    let mut seen = BTreeSet::new();
    let mut maps = Vec::new();
    for variable in variables.into_iter().flatten() {
        let Some(ty) = btf.type_by_id(variable.type_id) else { continue };
        let name = names::identifier("map", ty.name.as_bytes())?;
        let Kind::Variable { type_id, linkage } = ty.kind else {
            return Err(Refusal::map(ty.name, "is no variable"));
        };
        if linkage != Linkage::Global {
            return Err(Refusal::map(
                ty.name,
                "is static or extern, which libbpf doesn't load; drop the keyword",
            ));
        }
        if !seen.insert(name.clone()) {
            return Err(Refusal::map(ty.name, "is there twice"));
        }
        maps.push(declaration(btf, name, type_id, true)?);
    }
    Ok(maps)
}

fn declaration(btf: &Btf<'_>, name: CIdent, type_id: TypeId, may_hold_maps: bool) -> Result<Map, Refusal> {
    let shown = name.to_string();
    let wrong = |problem: String| Refusal::map(&shown, problem);
    let Some(Kind::Struct(composite)) = btf.type_by_id(btf.skip_modifiers(type_id)).map(|ty| ty.kind) else {
        return Err(wrong("is not declared by a struct".into()));
    };
    if composite.members.len() > MAX_MEMBERS {
        return Err(wrong(format!("is declared with {} members", composite.members.len())));
    }
    let mut map = Map {
        name,
        map_type: 0,
        key: None,
        value: None,
        key_size: 0,
        value_size: 0,
        max_entries: 0,
        flags: 0,
        pinned: false,
        inner: None,
    };
    for member in composite.members {
        let number =
            || number(btf, member).ok_or_else(|| wrong(format!("has no number as its `{}`", member.name)));
        let target = || {
            pointee(btf, member)
                .ok_or_else(|| wrong(format!("has no type with a size as its `{}`", member.name)))
        };
        let agree = |old: u32, new: u32| {
            if old == 0 || old == new {
                Ok(new)
            } else {
                Err(wrong(format!("has a `{}` of {new} bytes, not {old}", member.name)))
            }
        };
        match member.name {
            "type" => map.map_type = number()?,
            "max_entries" => map.max_entries = number()?,
            "map_flags" => map.flags = number()?,
            "key_size" => map.key_size = agree(map.key_size, number()?)?,
            "value_size" => map.value_size = agree(map.value_size, number()?)?,
            "key" => {
                let (id, size) = target()?;
                map.key_size = agree(map.key_size, size)?;
                map.key = Some(id);
            }
            "value" => {
                let (id, size) = target()?;
                map.value_size = agree(map.value_size, size)?;
                map.value = Some(id);
            }
            // Entries are file descriptors of other maps or of programs.
            "values" => {
                map.value_size = agree(map.value_size, 4)?;
                if let Some(inner) = inner(btf, member) {
                    if !may_hold_maps {
                        return Err(wrong("has maps in the maps in it, which no kernel has".into()));
                    }
                    map.inner = Some(Box::new(declaration(btf, map.name.clone(), inner, false)?));
                }
            }
            "pinning" => map.pinned = number()? == 1,
            "numa_node" | "map_extra" => {}
            other => return Err(wrong(format!("has a member `{other}`, which libbpf doesn't know"))),
        }
    }
    if map.map_type == 0 {
        return Err(wrong("has no type".into()));
    }
    Ok(map)
}

/// `__uint(name, value)` declares a pointer to an array with `value` elements.
fn number(btf: &Btf<'_>, member: Member<'_>) -> Option<u32> {
    let Kind::Pointer(array) = btf.type_by_id(member.type_id)?.kind else { return None };
    match btf.type_by_id(array)?.kind {
        Kind::Array(array) => Some(array.length),
        _ => None,
    }
}

/// `__type(name, type)` declares a pointer to the type.
fn pointee(btf: &Btf<'_>, member: Member<'_>) -> Option<(TypeId, u32)> {
    let Kind::Pointer(target) = btf.type_by_id(member.type_id)?.kind else { return None };
    Some((target, btf.size_of(target)?))
}

/// `__array(values, struct { ... })` declares an array of pointers to what would declare the map in it. Arrays of programs hold
/// pointers to functions.
fn inner(btf: &Btf<'_>, member: Member<'_>) -> Option<TypeId> {
    let Kind::Array(array) = btf.type_by_id(member.type_id)?.kind else { return None };
    let Kind::Pointer(target) = btf.type_by_id(btf.skip_modifiers(array.element))?.kind else { return None };
    let target = btf.skip_modifiers(target);
    matches!(btf.type_by_id(target)?.kind, Kind::Struct(_)).then_some(target)
}
