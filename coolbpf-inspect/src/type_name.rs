//! The names of BTF types, as C would write them.

use std::fmt::Write as _;

use coolbpf_contract::btf::{Btf, Forward, Kind, TypeId};

/// After how many bytes a name is cut short: types of functions may take others of functions, without end.
const LONGEST: usize = 160;

/// The name of a type, as in `struct event`, `u32[4]` or `int (*)(void *)`; cut short where it is very long.
///
/// Types without a name are shown as `struct {…}`. Elements and targets stand first, so an array of pointers is
/// `void *[4]` and a pointer to an array `int[4] *`.
pub(crate) fn type_name(btf: &Btf<'_>, id: TypeId) -> String {
    let mut name = String::new();
    write(btf, id, &mut name);
    if name.len() > LONGEST {
        let end = (0..=LONGEST).rev().find(|end| name.is_char_boundary(*end)).unwrap_or(0);
        name.truncate(end);
        name.push('…');
    }
    name
}

fn write(btf: &Btf<'_>, id: TypeId, out: &mut String) {
    if out.len() > LONGEST {
        return;
    }
    let Some(ty) = btf.type_by_id(id) else { return out.push('?') };
    let tagged = |keyword: &str, out: &mut String| {
        let name = if ty.name.is_empty() { "{…}" } else { ty.name };
        // Writing into a String can't fail.
        let _ = write!(out, "{keyword} {name}");
    };
    match ty.kind {
        Kind::Void => out.push_str("void"),
        Kind::Struct(_) | Kind::Forward(Forward::Struct) => tagged("struct", out),
        Kind::Union(_) | Kind::Forward(Forward::Union) => tagged("union", out),
        Kind::Enum(_) | Kind::Enum64(_) => tagged("enum", out),
        Kind::Pointer(target) => match btf.type_by_id(target).map(|ty| ty.kind) {
            Some(Kind::FunctionPrototype { returns, parameters }) => {
                write(btf, returns, out);
                out.push_str(" (*)(");
                for (number, parameter) in parameters.enumerate() {
                    if out.len() > LONGEST {
                        break;
                    }
                    out.push_str(if number == 0 { "" } else { ", " });
                    let is_rest = parameter.type_id == TypeId::VOID && parameter.name.is_empty();
                    if is_rest { out.push_str("...") } else { write(btf, parameter.type_id, out) }
                }
                out.push_str(if parameters.len() == 0 { "void)" } else { ")" });
            }
            _ => {
                write(btf, target, out);
                out.push_str(if out.ends_with('*') { "*" } else { " *" });
            }
        },
        Kind::Array(array) => {
            // The length of the outermost one stands first.
            let (mut element, mut lengths) = (array.element, format!("[{}]", array.length));
            while let Some(Kind::Array(inner)) = btf.type_by_id(element).map(|ty| ty.kind)
                && lengths.len() <= LONGEST
            {
                let _ = write!(lengths, "[{}]", inner.length);
                element = inner.element;
            }
            write(btf, element, out);
            out.push_str(&lengths);
        }
        Kind::Const(target) => qualified("const", btf, target, out),
        Kind::Volatile(target) => qualified("volatile", btf, target, out),
        Kind::Restrict(target) | Kind::TypeTag { target, .. } => write(btf, target, out),
        Kind::FunctionPrototype { .. } => out.push_str("function"),
        Kind::Int(_)
        | Kind::Float { .. }
        | Kind::Typedef(_)
        | Kind::Function { .. }
        | Kind::Variable { .. }
        | Kind::DataSection { .. }
        | Kind::DeclTag { .. } => out.push_str(ty.name),
    }
}

/// C writes the qualifier of a pointer behind it.
fn qualified(qualifier: &str, btf: &Btf<'_>, target: TypeId, out: &mut String) {
    if matches!(btf.type_by_id(target).map(|ty| ty.kind), Some(Kind::Pointer(_))) {
        write(btf, target, out);
        let _ = write!(out, " {qualifier}");
    } else {
        let _ = write!(out, "{qualifier} ");
        write(btf, target, out);
    }
}
