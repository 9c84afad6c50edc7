//! CO-RE relocations: what the loader asks of the kernel's types before it hands over an instruction.

use std::fmt;

use coolbpf_contract::btf::{Btf, Kind, TypeId};
use coolbpf_contract::btf_ext;

use crate::type_name::type_name;

/// What is asked of a type: `enum bpf_core_relo_kind` of the kernel's `include/uapi/linux/bpf.h`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "kebab-case"))]
pub enum CoreKind {
    /// Where a field starts, in bytes.
    FieldOffset,
    /// How many bytes a field has.
    FieldSize,
    /// Whether there is such a field.
    FieldExists,
    /// Whether a field has a sign.
    FieldSigned,
    /// How far a bit-field is shifted to the left.
    FieldLeftShift,
    /// How far a bit-field is shifted to the right.
    FieldRightShift,
    /// The type's number in the object's BTF.
    LocalTypeId,
    /// The type's number in the kernel's BTF.
    TargetTypeId,
    /// Whether there is such a type.
    TypeExists,
    /// How many bytes a type has.
    TypeSize,
    /// Whether an enum has such a value.
    EnumeratorExists,
    /// The number of an enum's value.
    EnumeratorValue,
    /// Whether there is a type that has all that this one has.
    TypeMatches,
    /// A number that no kernel knows.
    Unknown,
}

impl CoreKind {
    fn of(number: u32) -> Self {
        const KINDS: [CoreKind; 13] = [
            CoreKind::FieldOffset,
            CoreKind::FieldSize,
            CoreKind::FieldExists,
            CoreKind::FieldSigned,
            CoreKind::FieldLeftShift,
            CoreKind::FieldRightShift,
            CoreKind::LocalTypeId,
            CoreKind::TargetTypeId,
            CoreKind::TypeExists,
            CoreKind::TypeSize,
            CoreKind::EnumeratorExists,
            CoreKind::EnumeratorValue,
            CoreKind::TypeMatches,
        ];
        KINDS.get(number as usize).copied().unwrap_or(Self::Unknown)
    }

    /// What is asked, in words.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::FieldOffset => "offset of",
            Self::FieldSize => "size of field",
            Self::FieldExists => "existence of field",
            Self::FieldSigned => "sign of",
            Self::FieldLeftShift => "left shift of",
            Self::FieldRightShift => "right shift of",
            Self::LocalTypeId => "local id of",
            Self::TargetTypeId => "kernel's id of",
            Self::TypeExists => "existence of",
            Self::TypeSize => "size of",
            Self::EnumeratorExists => "existence of value",
            Self::EnumeratorValue => "value of",
            Self::TypeMatches => "match of",
            Self::Unknown => "unknown question about",
        }
    }

    /// Whether the kernel's types decide the answer.
    #[must_use]
    pub const fn asks_the_kernel(self) -> bool {
        !matches!(self, Self::LocalTypeId)
    }
}

impl fmt::Display for CoreKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A question to the kernel's types.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "kebab-case"))]
pub struct CoreRelocation {
    /// What is asked.
    pub kind: CoreKind,
    /// Of what: `task_struct.real_parent.tgid`, `struct bpf_wq`, `bpf_func_id.BPF_FUNC_ringbuf_output`.
    pub target: String,
}

impl fmt::Display for CoreRelocation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.kind, self.target)
    }
}

impl CoreRelocation {
    /// A relocation as it stands in `.BTF.ext`, with its access string.
    pub(crate) fn of(btf: &Btf<'_>, relocation: btf_ext::CoreRelocation) -> Self {
        let kind = CoreKind::of(relocation.kind);
        let access = btf.string(relocation.access).unwrap_or_default();
        let mut access =
            std::str::from_utf8(access).unwrap_or_default().split(':').map(|step| step.parse().ok());
        let target = match kind {
            CoreKind::FieldOffset
            | CoreKind::FieldSize
            | CoreKind::FieldExists
            | CoreKind::FieldSigned
            | CoreKind::FieldLeftShift
            | CoreKind::FieldRightShift => field(btf, relocation.type_id, access),
            CoreKind::EnumeratorExists | CoreKind::EnumeratorValue => {
                enumerator(btf, relocation.type_id, access.next_back().flatten())
            }
            _ => type_name(btf, relocation.type_id),
        };
        Self { kind, target }
    }

    /// The helper whose existence is asked for, as `bpf_core_enum_value_exists(enum bpf_func_id, BPF_FUNC_loop)` does; its
    /// name is `bpf_loop`.
    pub(crate) fn asks_for_helper(&self) -> Option<String> {
        let (of, value) = self.target.split_once('.')?;
        let is_asked = self.kind == CoreKind::EnumeratorExists && essential(of) == "bpf_func_id";
        let helper = essential(value).strip_prefix("BPF_FUNC_").filter(|_| is_asked)?;
        Some(format!("bpf_{helper}"))
    }
}

/// A name without the flavour that libbpf ignores: `task_struct___old` is `task_struct`.
pub(crate) fn essential(name: &str) -> &str {
    match name.find("___") {
        Some(at) if at > 0 => &name[..at],
        _ => name,
    }
}

/// How many steps of an access string are followed: libbpf's `BPF_CORE_SPEC_MAX_LEN`.
const MAX_STEPS: usize = 64;

/// The field that an access string leads to.
fn field(btf: &Btf<'_>, root: TypeId, mut access: impl Iterator<Item = Option<u32>>) -> String {
    let short = |id| btf.type_by_id(id).map_or("", |ty| ty.name);
    let mut id = btf.skip_modifiers(root);
    let mut path = match short(id) {
        "" => type_name(btf, id),
        name => name.to_owned(),
    };
    if let Some(Some(index @ 1..)) = access.next() {
        path += &format!("[{index}]");
    }
    for step in access.take(MAX_STEPS) {
        let member = match (btf.type_by_id(id).map(|ty| ty.kind), step) {
            (Some(Kind::Struct(composite) | Kind::Union(composite)), Some(step)) => {
                let mut members = composite.members;
                members.nth(step as usize).map(|member| (member.name.to_owned(), member.type_id))
            }
            (Some(Kind::Array(array)), Some(step)) => Some((format!("[{step}]"), array.element)),
            _ => None,
        };
        let Some((name, next)) = member else { return path + ".?" };
        if !name.is_empty() && !name.starts_with('[') {
            path.push('.');
        }
        path += &name;
        id = btf.skip_modifiers(next);
        if path.len() > 400 {
            return path + "…";
        }
    }
    path
}

fn enumerator(btf: &Btf<'_>, root: TypeId, index: Option<u32>) -> String {
    let id = btf.skip_modifiers(root);
    let of = btf.type_by_id(id);
    let value = match (of.map(|ty| ty.kind), index) {
        (Some(Kind::Enum(e) | Kind::Enum64(e)), Some(index)) => {
            let mut enumerators = e.enumerators;
            enumerators.nth(index as usize).map_or("?", |value| value.name)
        }
        _ => "?",
    };
    let name = of.map_or("", |ty| ty.name);
    format!("{}.{value}", if name.is_empty() { "enum" } else { name })
}
