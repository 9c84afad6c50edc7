//! The items of a program's `types` module: Rust types with the layout of C types that BTF describes.

mod collect;
mod declaration;
mod enumeration;
mod layout;
mod record;

use std::collections::BTreeMap;

use coolbpf_contract::GlobalSection;
use coolbpf_contract::btf::{Btf, Int, Kind, TypeId};
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use super::ident::Scope;
use collect::{Collector, Item, Origin};

/// What can't be written in Rust, in words that follow on the name of the program.
type Result<T> = std::result::Result<T, String>;

/// What the items call by these names: a C type of such a name would change what they mean.
const PRIMITIVES: [&str; 13] =
    ["bool", "u8", "u16", "u32", "u64", "u128", "i8", "i16", "i32", "i64", "i128", "f32", "f64"];

/// A type that the bindings need.
pub(crate) struct Root<'a> {
    /// The type.
    pub(crate) type_id: TypeId,
    /// What it is called in Rust if it has no name in C.
    pub(crate) name: &'a str,
}

/// The types that roots and sections reach, each with its Rust name.
pub(crate) struct Types<'a> {
    btf: &'a Btf<'a>,
    items: BTreeMap<Origin, Item>,
    names: BTreeMap<Origin, Ident>,
}

impl<'a> Types<'a> {
    /// Collects the types, and gives names to them: C's own first, then names after their place for those that
    /// have none, then the sections'. A name that is taken gets what it is behind it, as in `event_typedef`.
    pub(crate) fn new(btf: &'a Btf<'a>, roots: &[Root<'_>], sections: &[GlobalSection]) -> Result<Self> {
        let mut collector = Collector::new(btf);
        for root in roots {
            collector.visit(root.type_id, root.name, 0)?;
        }
        for (index, section) in sections.iter().enumerate() {
            collector
                .section(index, section)
                .map_err(|error| format!("section `{}`: {error}", section.name))?;
        }
        let items = collector.finish();

        let mut by_precedence: Vec<_> = items.iter().collect();
        by_precedence.sort_by_key(|(origin, item)| (item.precedence, &item.name, **origin));
        let mut scope = Scope::default();
        for primitive in PRIMITIVES {
            scope.claim([primitive]);
        }
        let names = by_precedence
            .into_iter()
            .map(|(origin, item)| {
                let qualified = format!("{}_{}", item.name, item.what());
                (*origin, scope.claim([&item.name, &qualified]))
            })
            .collect();
        Ok(Self { btf, items, names })
    }

    /// The type, as code in the module around `types` names it.
    pub(crate) fn path(&self, type_id: TypeId) -> Result<TokenStream> {
        self.tokens(type_id, &quote!(types::))
    }

    /// The name in `types` of the struct that stands for the section at `index` of those that were given.
    pub(crate) fn section(&self, index: usize) -> Option<&Ident> {
        self.names.get(&Origin::Section(index))
    }

    /// The contents of the `types` module, sorted by name.
    pub(crate) fn items(&self) -> Result<TokenStream> {
        let mut by_name: Vec<_> = self.names.iter().collect();
        by_name.sort_by_key(|(_, name)| *name);
        by_name.into_iter().map(|(origin, name)| self.item(name, &self.items[origin])).collect()
    }

    /// The type, with `scope` in front of the names of items.
    fn tokens(&self, type_id: TypeId, scope: &TokenStream) -> Result<TokenStream> {
        if let Some(name) = self.names.get(&Origin::Type(type_id)) {
            return Ok(quote!(#scope #name));
        }
        let ty = self.btf.type_by_id(type_id).ok_or("a type is missing from the BTF")?;
        Ok(match ty.kind {
            Kind::Int(int) => match plain_int(int) {
                Some(PlainInt::Bool) => quote!(::coolbpf::Bool),
                Some(PlainInt::Number { signed, bits }) => {
                    let name = int_type(signed, bits);
                    quote!(#name)
                }
                None => bytes(int.size),
            },
            Kind::Float { size: 4 } => quote!(f32),
            Kind::Float { size: 8 } => quote!(f64),
            Kind::Float { size } => bytes(size),
            Kind::Pointer(_) => quote!(::coolbpf::Pointer),
            Kind::Array(array) => {
                let length = Literal::u32_unsuffixed(array.length);
                if self.is_char(array.element) {
                    quote!(::coolbpf::Chars<#length>)
                } else {
                    let element = self.tokens(array.element, scope)?;
                    quote!([#element; #length])
                }
            }
            kind => match kind.modified() {
                Some(inner) => self.tokens(inner, scope)?,
                None => return Err(format!("`{}` has no size", self.declaration(type_id, ""))),
            },
        })
    }

    /// A value as a user would write it, which is at the start of these bytes: a truth, an integer, or text that ends with a NUL.
    pub(crate) fn as_text(&self, type_id: TypeId, bytes: &[u8]) -> Option<String> {
        let bytes = bytes.get(..self.btf.size_of(type_id)? as usize)?;
        match self.btf.type_by_id(self.btf.skip_modifiers(type_id))?.kind {
            Kind::Int(int) => match plain_int(int)? {
                PlainInt::Bool => Some((bytes != [0]).to_string()),
                PlainInt::Number { signed, .. } => {
                    let is_negative = signed && bytes.last()? >> 7 == 1;
                    let mut wide = [if is_negative { 0xff } else { 0 }; 16];
                    wide.get_mut(..bytes.len())?.copy_from_slice(bytes);
                    let number = u128::from_le_bytes(wide);
                    Some(if signed { number.cast_signed().to_string() } else { number.to_string() })
                }
            },
            Kind::Array(array) if self.is_char(array.element) => {
                let end = bytes.iter().position(|byte| *byte == 0)?;
                String::from_utf8(bytes[..end].to_vec()).ok()
            }
            _ => None,
        }
    }

    /// Whether the type is `bool`.
    pub(crate) fn is_bool(&self, type_id: TypeId) -> bool {
        let ty = self.btf.type_by_id(self.btf.skip_modifiers(type_id));
        ty.is_some_and(
            |ty| matches!(ty.kind, Kind::Int(int) if matches!(plain_int(int), Some(PlainInt::Bool))),
        )
    }

    /// Whether arrays of the type are text.
    fn is_char(&self, type_id: TypeId) -> bool {
        is_char(self.btf, type_id)
    }
}

fn is_char(btf: &Btf<'_>, type_id: TypeId) -> bool {
    btf.type_by_id(btf.skip_modifiers(type_id)).is_some_and(|ty| {
        matches!(ty.kind, Kind::Int(Int { size: 1, is_bool: false, .. })) && ty.name == "char"
    })
}

/// An integer type that Rust has.
enum PlainInt {
    Bool,
    Number { signed: bool, bits: u32 },
}

/// The Rust type with the same values, if there is one.
fn plain_int(int: Int) -> Option<PlainInt> {
    let bits = int.size.checked_mul(8)?;
    if int.offset != 0 || u32::from(int.bits) != bits || !matches!(int.size, 1 | 2 | 4 | 8 | 16) {
        None
    } else if int.is_bool {
        (int.size == 1).then_some(PlainInt::Bool)
    } else {
        Some(PlainInt::Number { signed: int.signed, bits })
    }
}

/// The primitive integer type of that width.
fn int_type(signed: bool, bits: u32) -> Ident {
    let letter = if signed { 'i' } else { 'u' };
    Ident::new(&format!("{letter}{bits}"), Span::call_site())
}

fn bytes(size: u32) -> TokenStream {
    let size = Literal::u32_unsuffixed(size);
    quote!([u8; #size])
}

#[cfg(test)]
mod tests;
