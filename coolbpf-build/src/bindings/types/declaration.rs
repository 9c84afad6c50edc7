//! C declarations, for the documentation of what became of them.

use coolbpf_contract::btf::{Forward, Kind, TypeId};

use super::Types;

impl Types<'_> {
    /// `name` declared with the type, as in `__u8 name[6]`, without qualifiers.
    pub(crate) fn declaration(&self, mut id: TypeId, name: &str) -> String {
        let mut declarator = name.to_owned();
        // A pointer binds less tightly than what follows on the name.
        let bind = |declarator: String| {
            if declarator.starts_with('*') { format!("({declarator})") } else { declarator }
        };
        // The longest chain that the kernel accepts is shorter.
        for _ in 0..64 {
            let Some(ty) = self.btf.type_by_id(id) else { break };
            let base = match ty.kind {
                Kind::Pointer(inner) => {
                    declarator.insert(0, '*');
                    id = inner;
                    continue;
                }
                Kind::Array(array) => {
                    declarator = format!("{}[{}]", bind(declarator), array.length);
                    id = array.element;
                    continue;
                }
                Kind::FunctionPrototype { returns, .. } => {
                    declarator = format!("{}(...)", bind(declarator));
                    id = returns;
                    continue;
                }
                Kind::Void => "void".to_owned(),
                Kind::Typedef(_) => ty.name.to_owned(),
                Kind::Struct(_) => format!("struct {}", tag(ty.name)),
                Kind::Union(_) => format!("union {}", tag(ty.name)),
                Kind::Enum(_) | Kind::Enum64(_) => format!("enum {}", tag(ty.name)),
                Kind::Forward(Forward::Struct) => format!("struct {}", ty.name),
                Kind::Forward(Forward::Union) => format!("union {}", ty.name),
                kind => match kind.modified() {
                    Some(inner) => {
                        id = inner;
                        continue;
                    }
                    None => ty.name.to_owned(),
                },
            };
            return if declarator.is_empty() { base } else { format!("{base} {declarator}") };
        }
        declarator
    }
}

fn tag(name: &str) -> &str {
    if name.is_empty() { "{...}" } else { name }
}
