//! BTF as C declarations, for people.

use std::fmt::Write as _;

use coolbpf_contract::btf::{Btf, Composite, Enum, Forward, Kind, TypeId};

/// No C that a compiler reads nests deeper; BTF that does has a circle.
const MOST_NESTED: usize = 64;

/// The declaration of a type or function, with its semicolon.
pub(super) fn declare(btf: &Btf<'_>, id: TypeId) -> String {
    let Some(found) = btf.type_by_id(id) else { return String::new() };
    let name = found.name;
    let text = match found.kind {
        Kind::Typedef(target) => format!("typedef {}", declarator(btf, target, name.to_owned(), 0)),
        Kind::Function { prototype, .. } => declarator(btf, prototype, name.to_owned(), 0),
        Kind::Struct(composite) => body(btf, "struct", name, composite, 0),
        Kind::Union(composite) => body(btf, "union", name, composite, 0),
        Kind::Enum(values) | Kind::Enum64(values) => enumeration(name, values),
        _ => specifier(btf, id, 0),
    };
    text + ";"
}

/// `inner`, a name with what stands around it, declared to be of the type.
fn declarator(btf: &Btf<'_>, id: TypeId, inner: String, depth: usize) -> String {
    let named = |specifier: String, inner: &str| {
        if inner.is_empty() { specifier } else { format!("{specifier} {inner}") }
    };
    if depth > MOST_NESTED {
        return named("/* nested too deeply */".to_owned(), &inner);
    }
    let Some(found) = btf.type_by_id(id) else { return inner };
    match found.kind {
        Kind::Pointer(target) => {
            let target_kind = btf.type_by_id(untagged(btf, target)).map(|target| target.kind);
            let inner = format!("*{inner}");
            let binds_tighter = matches!(target_kind, Some(Kind::Array(_) | Kind::FunctionPrototype { .. }));
            let inner = if binds_tighter { format!("({inner})") } else { inner };
            declarator(btf, target, inner, depth + 1)
        }
        Kind::Array(array) => {
            let length = if array.length == 0 { String::new() } else { array.length.to_string() };
            declarator(btf, array.element, format!("{inner}[{length}]"), depth + 1)
        }
        Kind::FunctionPrototype { returns, parameters } => {
            let mut list: Vec<String> = parameters
                .map(|parameter| match parameter.type_id {
                    TypeId::VOID => "...".to_owned(),
                    id => declarator(btf, id, parameter.name.to_owned(), depth + 1),
                })
                .collect();
            if list.is_empty() {
                list.push("void".to_owned());
            }
            declarator(btf, returns, format!("{inner}({})", list.join(", ")), depth + 1)
        }
        Kind::Const(target) => qualified(btf, "const", target, inner, depth),
        Kind::Volatile(target) => qualified(btf, "volatile", target, inner, depth),
        Kind::Restrict(target) => qualified(btf, "restrict", target, inner, depth),
        Kind::TypeTag { target, .. } => declarator(btf, target, inner, depth + 1),
        _ => named(specifier(btf, id, depth), &inner),
    }
}

/// A qualifier of a pointer stands behind its star, that of anything else before it.
fn qualified(btf: &Btf<'_>, qualifier: &str, target: TypeId, inner: String, depth: usize) -> String {
    let kind = btf.type_by_id(untagged(btf, target)).map(|target| target.kind);
    if matches!(kind, Some(Kind::Pointer(_))) {
        let inner = if inner.is_empty() { qualifier.to_owned() } else { format!("{qualifier} {inner}") };
        declarator(btf, target, inner, depth + 1)
    } else {
        format!("{qualifier} {}", declarator(btf, target, inner, depth + 1))
    }
}

/// What lies under type tags.
fn untagged(btf: &Btf<'_>, mut id: TypeId) -> TypeId {
    for _ in 0..MOST_NESTED {
        match btf.type_by_id(id).map(|found| found.kind) {
            Some(Kind::TypeTag { target, .. }) => id = target,
            _ => break,
        }
    }
    id
}

/// How a declaration names the type; the whole body where it has no name.
fn specifier(btf: &Btf<'_>, id: TypeId, depth: usize) -> String {
    let Some(found) = btf.type_by_id(id) else { return String::new() };
    let name = found.name;
    match found.kind {
        Kind::Void => "void".to_owned(),
        Kind::Struct(composite) if name.is_empty() => body(btf, "struct", "", composite, depth + 1),
        Kind::Union(composite) if name.is_empty() => body(btf, "union", "", composite, depth + 1),
        Kind::Enum(values) | Kind::Enum64(values) if name.is_empty() => enumeration("", values),
        Kind::Struct(_) | Kind::Forward(Forward::Struct) => format!("struct {name}"),
        Kind::Union(_) | Kind::Forward(Forward::Union) => format!("union {name}"),
        Kind::Enum(_) | Kind::Enum64(_) => format!("enum {name}"),
        _ => name.to_owned(),
    }
}

fn body(btf: &Btf<'_>, keyword: &str, name: &str, composite: Composite<'_>, depth: usize) -> String {
    if depth > MOST_NESTED {
        return format!("{keyword} {{ /* nested too deeply */ }}");
    }
    let mut text = if name.is_empty() { format!("{keyword} {{\n") } else { format!("{keyword} {name} {{\n") };
    for member in composite.members {
        let mut declared = declarator(btf, member.type_id, member.name.to_owned(), depth + 1);
        if let Some(bits) = member.bitfield {
            // Writing into a String can't fail.
            let _ = write!(declared, ": {bits}");
        }
        // Bodies within this one are indented as a whole.
        let _ = writeln!(text, "\t{};", declared.replace('\n', "\n\t"));
    }
    text.push('}');
    text
}

fn enumeration(name: &str, values: Enum<'_>) -> String {
    let mut text = if name.is_empty() { "enum {\n".to_owned() } else { format!("enum {name} {{\n") };
    for enumerator in values.enumerators {
        let _ = writeln!(text, "\t{} = {},", enumerator.name, enumerator.value);
    }
    text.push('}');
    text
}
