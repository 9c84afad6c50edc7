//! Values whose type is known at run time only.

use std::fmt;
use std::sync::Arc;

use coolbpf_contract::printable_line;

/// A value of a C type that is known at run time only.
///
/// It is [`serde::Serialize`]: a struct becomes a map, an enum the name of its number or the number, a pointer text as in `0xffff8881`,
/// bytes without a type a sequence of numbers, and an integer that 64 bits do not hold text, as few formats have such numbers.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Value {
    /// A `bool`.
    Bool(bool),
    /// An integer with a sign.
    Signed(i128),
    /// An integer without.
    Unsigned(u128),
    /// A `float` or a `double`.
    Float(f64),
    /// An array of `char`, up to its first zero byte. What is no UTF-8 is replaced by `U+FFFD`.
    Text(String),
    /// An enum.
    Enum {
        /// The first enumerator with this number, if there is one.
        name: Option<Arc<str>>,
        /// The number.
        number: i128,
    },
    /// A pointer: an address of the kernel's or of a process.
    Pointer(u64),
    /// An array; of a map with a value for each CPU, these values.
    Array(Vec<Value>),
    /// A struct or union: its members, those of anonymous ones among them. All members of a union come of the same bytes.
    Struct(Vec<(Arc<str>, Value)>),
    /// Bytes of which nothing is known.
    Bytes(Vec<u8>),
}

impl Value {
    /// The member of a struct or union.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Struct(members) => {
                members.iter().find(|(member, _)| **member == *name).map(|(_, value)| value)
            }
            _ => None,
        }
    }

    /// The number, of an integer, an enum, a `bool` or a pointer.
    #[must_use]
    pub fn number(&self) -> Option<i128> {
        match self {
            Self::Bool(flag) => Some(i128::from(*flag)),
            Self::Signed(number) | Self::Enum { number, .. } => Some(*number),
            Self::Unsigned(number) => i128::try_from(*number).ok(),
            Self::Pointer(address) => Some(i128::from(*address)),
            _ => None,
        }
    }

    /// The number, where it is one of 64 bits without a sign.
    #[must_use]
    pub fn as_u64(&self) -> Option<u64> {
        u64::try_from(self.number()?).ok()
    }

    /// The text of an array of `char`, or the name of an enum.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Enum { name, .. } => name.as_deref(),
            _ => None,
        }
    }

    /// The elements of an array.
    #[must_use]
    pub fn elements(&self) -> Option<&[Self]> {
        match self {
            Self::Array(elements) => Some(elements),
            _ => None,
        }
    }

    /// What it is, for errors.
    pub(crate) fn what(&self) -> &'static str {
        match self {
            Self::Bool(_) => "a bool",
            Self::Signed(_) | Self::Unsigned(_) => "an integer",
            Self::Float(_) => "a floating-point number",
            Self::Text(_) => "a text",
            Self::Enum { .. } => "an enum",
            Self::Pointer(_) => "a pointer",
            Self::Array(_) => "an array",
            Self::Struct(_) => "a struct",
            Self::Bytes(_) => "bytes",
        }
    }
}

macro_rules! from {
    ($($kind:ident($number:ty): $($type:ty)*;)*) => {$($(
        impl From<$type> for Value {
            fn from(number: $type) -> Self {
                Self::$kind(<$number>::from(number))
            }
        }
    )*)*};
}
from! {
    Bool(bool): bool;
    Signed(i128): i8 i16 i32 i64 i128;
    Unsigned(u128): u8 u16 u32 u64 u128;
    Float(f64): f32 f64;
    Text(String): &str String;
}

/// A struct, by the names and values of the members that are not zero.
impl<const N: usize> From<[(&str, Value); N]> for Value {
    fn from(members: [(&str, Value); N]) -> Self {
        Self::Struct(members.into_iter().map(|(name, value)| (name.into(), value)).collect())
    }
}

impl From<Vec<Value>> for Value {
    fn from(elements: Vec<Value>) -> Self {
        Self::Array(elements)
    }
}

/// As a person would write it: a text is printed without what a terminal would obey.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool(flag) => flag.fmt(f),
            Self::Signed(number) => number.fmt(f),
            Self::Unsigned(number) => number.fmt(f),
            Self::Float(number) => number.fmt(f),
            Self::Text(text) => f.write_str(&printable_line(text)),
            Self::Enum { name: Some(name), .. } => f.write_str(&printable_line(name)),
            Self::Enum { number, .. } => number.fmt(f),
            Self::Pointer(address) => write!(f, "{address:#x}"),
            Self::Array(elements) => {
                f.write_str("[")?;
                for (at, element) in elements.iter().enumerate() {
                    write!(f, "{}{element}", if at > 0 { ", " } else { "" })?;
                }
                f.write_str("]")
            }
            Self::Struct(members) => {
                f.write_str("{")?;
                for (at, (name, value)) in members.iter().enumerate() {
                    let name = printable_line(name);
                    write!(f, "{}{name}: {value}", if at > 0 { ", " } else { "" })?;
                }
                f.write_str("}")
            }
            Self::Bytes(bytes) => bytes.iter().try_for_each(|byte| write!(f, "{byte:02x}")),
        }
    }
}
