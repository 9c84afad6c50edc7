//! The BTF side of the check: every name one that C knows, every layout one that C can make, no circles.

use super::{Refusal, names};
use crate::btf::{Btf, Composite, Kind, Linkage, Member, Type, TypeId};
use crate::btf_ext::BtfExt;

/// How deep types may nest, by value or through pointers to nameless types. Whoever walks the types of a checked
/// object may recurse this deep. (The deepest of Linux 6.18's own is 36 deep.)
const MAX_NESTING: u32 = 64;

/// Refuses types that C can't declare, and names that it doesn't have.
pub(crate) fn check(btf: &Btf<'_>) -> Result<(), Refusal> {
    for (id, ty) in btf.types() {
        check_names(&ty)?;
        if let Err(problem) = check_layout(btf, &ty) {
            return Err(refused(btf, id, problem));
        }
    }
    check_nesting(btf)
}

fn refused(btf: &Btf<'_>, id: TypeId, problem: impl Into<String>) -> Refusal {
    let name = btf.type_by_id(id).map(|ty| ty.name.to_owned()).unwrap_or_default();
    Refusal::Type { id, name, problem: problem.into() }
}

fn check_names(ty: &Type<'_>) -> Result<(), Refusal> {
    let required = |what| names::identifier(what, ty.name.as_bytes()).map(drop);
    let optional = |what, name: &str| {
        if name.is_empty() { Ok(()) } else { names::identifier(what, name.as_bytes()).map(drop) }
    };
    match ty.kind {
        Kind::Void => Ok(()),
        Kind::Int(_) => names::arithmetic("integer type", ty.name.as_bytes()),
        Kind::Float { .. } => names::arithmetic("floating-point type", ty.name.as_bytes()),
        Kind::Struct(mut composite) => {
            optional("struct", ty.name)?;
            composite.members.try_for_each(|member| optional("member", member.name))
        }
        Kind::Union(mut composite) => {
            optional("union", ty.name)?;
            composite.members.try_for_each(|member| optional("member", member.name))
        }
        Kind::Enum(mut e) | Kind::Enum64(mut e) => {
            optional("enum", ty.name)?;
            e.enumerators.try_for_each(|e| names::identifier("enumerator", e.name.as_bytes()).map(drop))
        }
        Kind::Forward(_) => required("declared struct or union"),
        Kind::Typedef(_) => required("typedef"),
        Kind::Function { linkage: Linkage::Static, .. } => names::local("function", ty.name.as_bytes()),
        Kind::Function { .. } => required("function"),
        Kind::FunctionPrototype { mut parameters, .. } => {
            optional("function prototype", ty.name)?;
            parameters.try_for_each(|parameter| optional("parameter", parameter.name))
        }
        Kind::Variable { linkage: Linkage::Static, .. } => names::local("variable", ty.name.as_bytes()),
        Kind::Variable { .. } => required("variable"),
        Kind::DataSection { .. } => names::section(ty.name.as_bytes()).map(drop),
        Kind::DeclTag { .. } | Kind::TypeTag { .. } => names::tag("tag", ty.name.as_bytes()),
        Kind::Pointer(_) | Kind::Array(_) | Kind::Volatile(_) | Kind::Const(_) | Kind::Restrict(_) => {
            optional("type without a name", ty.name)
        }
    }
}

fn check_layout(btf: &Btf<'_>, ty: &Type<'_>) -> Result<(), String> {
    let is_kind = |id: TypeId, is: fn(&Kind<'_>) -> bool| btf.type_by_id(id).is_some_and(|ty| is(&ty.kind));
    match ty.kind {
        Kind::Int(int) => {
            let whole = matches!(int.size, 1 | 2 | 4 | 8 | 16);
            let inside = int.offset == 0 && int.bits > 0 && u32::from(int.bits) <= int.size.saturating_mul(8);
            if whole && inside {
                Ok(())
            } else {
                Err(format!("is an integer of {} bits in {} bytes", int.bits, int.size))
            }
        }
        Kind::Float { size } if !matches!(size, 2 | 4 | 8 | 12 | 16) => {
            Err(format!("is a floating-point number of {size} bytes"))
        }
        Kind::Enum(e) | Kind::Enum64(e) if !matches!(e.size, 1 | 2 | 4 | 8) => {
            Err(format!("is an enum of {} bytes", e.size))
        }
        Kind::Array(array)
            if btf.size_of(array.element).is_none_or(|size| size.checked_mul(array.length).is_none()) =>
        {
            Err("is an array whose elements have no size, or that is larger than 4 GiB".to_owned())
        }
        Kind::Struct(composite) => check_members(btf, composite, false),
        Kind::Union(composite) => check_members(btf, composite, true),
        Kind::Function { prototype, .. }
            if !is_kind(prototype, |k| matches!(k, Kind::FunctionPrototype { .. })) =>
        {
            Err("is a function without a prototype".to_owned())
        }
        Kind::DataSection { mut variables, .. } => {
            let is_data = |k: &Kind<'_>| matches!(k, Kind::Variable { .. } | Kind::Function { .. });
            match variables.find(|variable| !is_kind(variable.type_id, is_data)) {
                Some(bad) => {
                    Err(format!("is a section that holds type {}, which is no variable", bad.type_id))
                }
                None => Ok(()),
            }
        }
        Kind::DeclTag { target, component: Some(component), .. } => {
            let count = match btf.type_by_id(target).map(|ty| ty.kind) {
                Some(Kind::Struct(composite) | Kind::Union(composite)) => composite.members.len(),
                Some(Kind::Function { prototype, .. }) => match btf.type_by_id(prototype).map(|ty| ty.kind) {
                    Some(Kind::FunctionPrototype { parameters, .. }) => parameters.len(),
                    _ => 0,
                },
                _ => 0,
            };
            if (component as usize) < count {
                Ok(())
            } else {
                Err(format!("tags part {component}, which doesn't exist"))
            }
        }
        _ => Ok(()),
    }
}

fn check_members(btf: &Btf<'_>, composite: Composite<'_>, is_union: bool) -> Result<(), String> {
    let bits = u64::from(composite.size) * 8;
    for Member { name, type_id, bit_offset, bitfield } in composite.members {
        let Some(size) = btf.size_of(type_id) else {
            return Err(format!("has a member `{name}` without a size"));
        };
        let value = btf.skip_modifiers(type_id);
        let width = match bitfield {
            None if bit_offset % 8 == 0 => u64::from(size) * 8,
            Some(width) if u64::from(width) <= u64::from(size) * 8 => {
                match btf.type_by_id(value).map(|ty| ty.kind) {
                    Some(Kind::Int(_) | Kind::Enum(_) | Kind::Enum64(_)) => u64::from(width),
                    _ => return Err(format!("has a bit-field `{name}` that is no integer")),
                }
            }
            _ => return Err(format!("has a member `{name}` that starts or ends within a byte")),
        };
        if u64::from(bit_offset) + width > bits || is_union && bit_offset != 0 {
            return Err(format!("has a member `{name}` that lies outside of it"));
        }
    }
    Ok(())
}

/// A type, and whether it is reached through a pointer, where a named struct need not be known.
#[derive(Clone, Copy)]
struct Node {
    id: TypeId,
    pointed_at: bool,
}

impl Node {
    fn index(self) -> usize {
        self.id.0 as usize * 2 + usize::from(self.pointed_at)
    }
}

/// What each node nests: by value, or through pointers as long as no name ends the walk.
fn nested(btf: &Btf<'_>, Node { id, pointed_at }: Node) -> Vec<Node> {
    let Some(ty) = btf.type_by_id(id) else { return Vec::new() };
    let by_pointer = |id| Node { id, pointed_at: true };
    let same = |id| Node { id, pointed_at };
    match ty.kind {
        Kind::Struct(composite) | Kind::Union(composite) => {
            if pointed_at && !ty.name.is_empty() {
                return Vec::new();
            }
            composite.members.map(|member| Node { id: member.type_id, pointed_at: false }).collect()
        }
        Kind::Pointer(target) => vec![by_pointer(target)],
        Kind::Array(array) => vec![same(array.element)],
        Kind::Function { prototype, .. } => vec![by_pointer(prototype)],
        Kind::FunctionPrototype { returns, parameters } => std::iter::once(returns)
            .chain(parameters.map(|parameter| parameter.type_id))
            .map(by_pointer)
            .collect(),
        Kind::Variable { type_id, .. } => vec![same(type_id)],
        // Sections and tags name types from outside; nothing nests them.
        kind => kind.modified().map(same).into_iter().collect(),
    }
}

/// Walks the types depth first, without recursion: no type may nest itself, nor nest deeper than [`MAX_NESTING`].
fn check_nesting(btf: &Btf<'_>) -> Result<(), Refusal> {
    const UNSEEN: u32 = 0;
    const OPEN: u32 = u32::MAX;
    let mut depths = vec![UNSEEN; btf.len() * 2];
    for (root, _) in btf.types() {
        let root = Node { id: root, pointed_at: false };
        if depths[root.index()] != UNSEEN {
            continue;
        }
        depths[root.index()] = OPEN;
        let mut path = vec![(root, nested(btf, root).into_iter(), 1)];
        while let Some((node, rest, depth)) = path.last_mut() {
            let Some(next) = rest.next() else {
                let (node, depth) = (*node, *depth);
                if depth > MAX_NESTING {
                    return Err(refused(btf, node.id, format!("nests types more than {MAX_NESTING} deep")));
                }
                depths[node.index()] = depth;
                path.pop();
                if let Some((_, _, outer)) = path.last_mut() {
                    *outer = (*outer).max(depth + 1);
                }
                continue;
            };
            match depths[next.index()] {
                UNSEEN => {
                    depths[next.index()] = OPEN;
                    path.push((next, nested(btf, next).into_iter(), 1));
                }
                OPEN => return Err(refused(btf, next.id, "contains itself")),
                known => *depth = (*depth).max(known + 1),
            }
        }
    }
    Ok(())
}

/// What `.BTF.ext` refers to must be there, and CO-RE access strings must be numbers joined by colons.
pub(super) fn check_ext(btf: &Btf<'_>, ext: &BtfExt<'_>) -> Result<(), Refusal> {
    let outside =
        |what: &str| Refusal::section(".BTF.ext", format!("has a {what} that points outside of the BTF"));
    for block in ext.functions.iter().chain(&ext.lines).chain(&ext.relocations) {
        names::section(btf.string(block.section).ok_or_else(|| outside("section name"))?)?;
    }
    for function in ext.functions.iter().flat_map(|block| ext.functions_of(block)) {
        match btf.type_by_id(function.type_id).map(|ty| ty.kind) {
            Some(Kind::Function { .. }) => {}
            _ => return Err(outside("function")),
        }
    }
    for line in ext.lines.iter().flat_map(|block| ext.lines_of(block)) {
        if btf.string(line.file).is_none() || btf.string(line.text).is_none() {
            return Err(outside("source line"));
        }
    }
    for relocation in ext.relocations.iter().flat_map(|block| ext.relocations_of(block)) {
        let access = btf.string(relocation.access).filter(|_| btf.type_by_id(relocation.type_id).is_some());
        let access = access.ok_or_else(|| outside("CO-RE relocation"))?;
        if access.len() > 1024 || !access.iter().all(|byte| byte.is_ascii_digit() || *byte == b':') {
            let shown: String = String::from_utf8_lossy(access).chars().take(60).collect();
            return Err(Refusal::section(
                ".BTF.ext",
                format!("has a CO-RE relocation with the access string {shown:?}"),
            ));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kernels_own_types_pass() {
        let bytes = std::fs::read("/sys/kernel/btf/vmlinux").unwrap();
        assert_eq!(check(&Btf::parse(&bytes).unwrap()), Ok(()));
    }
}
