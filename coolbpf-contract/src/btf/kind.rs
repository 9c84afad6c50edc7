//! The nineteen kinds of BTF types, as their records tell them.

use super::{List, TypeId};

/// A type: its name, and what it is.
#[derive(Debug, Clone, Copy)]
pub struct Type<'a> {
    /// The name; empty where the type has none.
    pub name: &'a str,
    /// What it is.
    pub kind: Kind<'a>,
}

/// What a type is.
#[derive(Debug, Clone, Copy)]
pub enum Kind<'a> {
    /// `void`.
    Void,
    /// An integer.
    Int(Int),
    /// A pointer to another type.
    Pointer(TypeId),
    /// An array.
    Array(Array),
    /// A struct.
    Struct(Composite<'a>),
    /// A union.
    Union(Composite<'a>),
    /// An enum whose values have 32 bits.
    Enum(Enum<'a>),
    /// An enum whose values have 64 bits (clang 15, Linux 6.0).
    Enum64(Enum<'a>),
    /// A struct or union that is declared, but not defined.
    Forward(Forward),
    /// Another name for a type.
    Typedef(TypeId),
    /// `volatile`.
    Volatile(TypeId),
    /// `const`.
    Const(TypeId),
    /// `restrict`.
    Restrict(TypeId),
    /// A function.
    Function {
        /// Its [`Kind::FunctionPrototype`].
        prototype: TypeId,
        /// Whether other objects see it.
        linkage: Linkage,
    },
    /// Result and parameters of a function.
    FunctionPrototype {
        /// The type of the result.
        returns: TypeId,
        /// The parameters. A last one without name and type stands for `...`.
        parameters: List<'a, Parameter<'a>>,
    },
    /// A global variable.
    Variable {
        /// Its type.
        type_id: TypeId,
        /// Whether other objects see it.
        linkage: Linkage,
    },
    /// An ELF section with variables; the type's name is the section's.
    DataSection {
        /// The size in bytes. Clang leaves 0, which the loader fills in from the ELF section.
        size: u32,
        /// The variables in the section.
        variables: List<'a, SectionVariable>,
    },
    /// A floating-point number.
    Float {
        /// The size in bytes.
        size: u32,
    },
    /// `btf_decl_tag` on a declaration; the type's name is the tag.
    DeclTag {
        /// The type, variable or function that is tagged.
        target: TypeId,
        /// The member or parameter that is tagged; `None` for the target itself.
        component: Option<u32>,
        /// Whether the tag is any other attribute of the declaration (Linux 6.14).
        attribute: bool,
    },
    /// `btf_type_tag` on a type; the type's name is the tag.
    TypeTag {
        /// The type that is tagged.
        target: TypeId,
        /// Whether the tag is any other attribute of the type (Linux 6.14).
        attribute: bool,
    },
}

impl Kind<'_> {
    /// What lies under a typedef, a qualifier or a type tag.
    #[must_use]
    pub fn modified(&self) -> Option<TypeId> {
        match *self {
            Self::Typedef(id)
            | Self::Volatile(id)
            | Self::Const(id)
            | Self::Restrict(id)
            | Self::TypeTag { target: id, .. } => Some(id),
            _ => None,
        }
    }
}

/// An integer type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Int {
    /// The size in bytes: 1, 2, 4, 8 or 16.
    pub size: u32,
    /// How many bits hold the value; fewer than the size for bit-fields of old compilers.
    pub bits: u8,
    /// Where these bits start.
    pub offset: u8,
    /// Whether it has a sign.
    pub signed: bool,
    /// Whether it is `char`. Clang doesn't say so.
    pub is_char: bool,
    /// Whether it is `_Bool`.
    pub is_bool: bool,
}

/// An array type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Array {
    /// The type of an element.
    pub element: TypeId,
    /// The type of an index.
    pub index: TypeId,
    /// The number of elements; 0 for flexible arrays.
    pub length: u32,
}

/// A struct or a union.
#[derive(Debug, Clone, Copy)]
pub struct Composite<'a> {
    /// The size in bytes.
    pub size: u32,
    /// The members in the order of their declaration.
    pub members: List<'a, Member<'a>>,
}

/// A member of a struct or a union.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Member<'a> {
    /// The name; empty for anonymous structs and unions.
    pub name: &'a str,
    /// The type.
    pub type_id: TypeId,
    /// Where it starts, in bits from the start of the struct.
    pub bit_offset: u32,
    /// The width of a bit-field in bits; `None` for other members.
    pub bitfield: Option<u8>,
}

/// An enum.
#[derive(Debug, Clone, Copy)]
pub struct Enum<'a> {
    /// The size in bytes.
    pub size: u32,
    /// Whether its values have a sign.
    pub signed: bool,
    /// The enumerators; none where the enum is only declared.
    pub enumerators: List<'a, Enumerator<'a>>,
}

/// A named value of an enum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Enumerator<'a> {
    /// The name.
    pub name: &'a str,
    /// The value; it fits an `i64` in signed and a `u64` in unsigned enums.
    pub value: i128,
}

/// What a forward declaration declares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Forward {
    /// `struct x;`
    Struct,
    /// `union x;`
    Union,
}

/// Who sees a function or variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Linkage {
    /// Only its own object.
    Static,
    /// Every object that it is linked with.
    Global,
    /// It is defined elsewhere: in another object, or in the kernel.
    Extern,
    /// A number that no kernel knows.
    Unknown(u32),
}

impl Linkage {
    pub(super) fn new(number: u32) -> Self {
        match number {
            0 => Self::Static,
            1 => Self::Global,
            2 => Self::Extern,
            other => Self::Unknown(other),
        }
    }
}

/// A parameter of a function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parameter<'a> {
    /// The name; empty where it has none.
    pub name: &'a str,
    /// The type.
    pub type_id: TypeId,
}

/// Where a variable lies in its section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SectionVariable {
    /// The [`Kind::Variable`], or [`Kind::Function`] for functions of the kernel in `.ksyms`.
    pub type_id: TypeId,
    /// Where it starts, in bytes. Clang leaves 0, which the loader fills in from the symbol.
    pub offset: u32,
    /// Its size in bytes.
    pub size: u32,
}
