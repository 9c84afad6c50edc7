//! Structs, unions and sections as Rust structs.

use coolbpf_contract::btf::Kind;
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::collect::{Definition, Item, Precedence, Record};
use super::layout::{Field, Member};
use super::{PlainInt, Result, Types, int_type, plain_int};
use crate::bindings::ident::Scope;

/// What is written for the fields of a record, by the place where it stands.
#[derive(Default)]
struct Parts {
    fields: Vec<TokenStream>,
    /// Getters and setters.
    methods: Vec<TokenStream>,
    /// Statements that don't compile unless a field lies where it should.
    offsets: Vec<TokenStream>,
    types: Vec<TokenStream>,
    debug: Vec<TokenStream>,
    /// What makes up the value, for comparing and hashing: neither padding nor the bits between bit-fields.
    values: Vec<TokenStream>,
    /// The same of `other` instead of `self`.
    other_values: Vec<TokenStream>,
    /// What C calls the members, and where they lie.
    members: Vec<TokenStream>,
}

impl Types<'_> {
    pub(super) fn item(&self, name: &Ident, item: &Item) -> Result<TokenStream> {
        match &item.definition {
            Definition::Record(record) => self.record(name, item, record),
            Definition::Enum(id) => match self.btf.type_by_id(*id).map(|ty| ty.kind) {
                Some(Kind::Enum(definition)) => {
                    Ok(Self::enumeration(name, &title(item), definition, definition.size <= 4))
                }
                Some(Kind::Enum64(definition)) => Ok(Self::enumeration(name, &title(item), definition, true)),
                _ => Err(format!("`{}` is no enum", item.name)),
            },
            Definition::Alias(target) => {
                let ty = self.tokens(*target, &TokenStream::new())?;
                let doc = format!(" `typedef {}`.", self.declaration(*target, &item.name));
                Ok(quote!(#[doc = #doc] pub type #name = #ty;))
            }
        }
    }

    fn record(&self, name: &Ident, item: &Item, record: &Record) -> Result<TokenStream> {
        let Parts { fields, methods, offsets, types, debug, values, other_values, members } =
            self.parts(name, record)?;
        let shown = &item.name;
        let size = Literal::u64_unsuffixed(record.size);
        let doc = format!(" `{}`, {} bytes.", title(item), record.size);
        let packed = record.is_packed().then(|| {
            let alignment = Literal::u64_unsuffixed(record.alignment);
            quote!(, packed(#alignment))
        });
        let methods = (!methods.is_empty()).then(|| quote!(impl #name { #(#methods)* }));
        let (other, equal, state) = if values.is_empty() {
            (quote!(_), quote!(true), quote!(_))
        } else {
            let equal = quote!(#(::core::cmp::PartialEq::eq(&#values, &#other_values))&&*);
            (quote!(other), equal, quote!(state))
        };
        let total_equality = (!record.has_float).then(|| {
            quote! {
                impl ::core::cmp::Eq for #name {}

                impl ::core::hash::Hash for #name {
                    fn hash<H: ::core::hash::Hasher>(&self, #state: &mut H) {
                        #(::core::hash::Hash::hash(&#values, #state);)*
                    }
                }
            }
        });
        // Sections are nowhere compared with those of others.
        let members = (record.what != "section").then(|| {
            quote! {
                const FIELDS: &'static [::coolbpf::__private::v1::Field] = &[#(#members),*];
            }
        });
        Ok(quote! {
            #[doc = #doc]
            #[derive(::core::clone::Clone, ::core::marker::Copy)]
            #[repr(C #packed)]
            pub struct #name { #(#fields)* }

            #methods

            const _: () = {
                ::core::assert!(::core::mem::size_of::<#name>() == #size);
                ::core::assert!(#size == 0 #(+ ::coolbpf::__private::v1::storage::size::<#types>())*);
                #(#offsets)*
            };

            // SAFETY: all fields are values, and their sizes add up to the struct's, both by the assertion above.
            unsafe impl ::coolbpf::Value for #name {
                #members
            }

            impl ::core::default::Default for #name {
                fn default() -> Self {
                    ::coolbpf::Value::zeroed()
                }
            }

            impl ::core::fmt::Debug for #name {
                fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    f.debug_struct(#shown) #(#debug)* .finish()
                }
            }

            impl ::core::cmp::PartialEq for #name {
                fn eq(&self, #other: &Self) -> bool {
                    #equal
                }
            }

            #total_equality
        })
    }

    fn parts(&self, record_name: &Ident, record: &Record) -> Result<Parts> {
        let mut parts = Parts::default();
        let mut names = Scope::default();
        let mut methods = Scope::default();
        // Members come before what is made up here, so that none of them has to yield.
        let members: Vec<_> = record
            .fields
            .iter()
            .map(|field| match field {
                Field::Member(member) => Some(names.claim([&member.name])),
                Field::Shared { .. } | Field::Padding { .. } => None,
            })
            .collect();
        let getters: Vec<_> = record
            .fields
            .iter()
            .map(|field| match field {
                Field::Shared { members, .. } => {
                    members.iter().map(|member| methods.claim([&member.name])).collect()
                }
                Field::Member(_) | Field::Padding { .. } => Vec::new(),
            })
            .collect();

        for ((field, name), getters) in record.fields.iter().zip(members).zip(getters) {
            let (start, name, ty) = match (field, name) {
                (Field::Member(member), Some(name)) => {
                    let ty = self.tokens(member.type_id, &TokenStream::new())?;
                    let doc = self.documentation(member);
                    // C has many fields that start so, and clippy::pedantic says that of all public ones.
                    let allowed = name
                        .to_string()
                        .starts_with('_')
                        .then(|| quote!(#[allow(clippy::pub_underscore_fields)]));
                    parts.fields.push(quote!(#[doc = #doc] #allowed pub #name: #ty,));
                    let shown = &member.name;
                    // A field of a packed struct can't be borrowed, a copy of it can.
                    let (own, other) = if record.is_packed() {
                        (quote!({ self.#name }), quote!({ other.#name }))
                    } else {
                        (quote!(self.#name), quote!(other.#name))
                    };
                    parts.debug.push(quote!(.field(#shown, &#own)));
                    parts.values.push(own);
                    parts.other_values.push(other);
                    parts.members.push(described(member, Some(&ty)));
                    (member.start / 8, name, ty)
                }
                (Field::Shared { start, size, members }, _) => {
                    let name = names.claim([format!("__bytes_{start}")]);
                    let ty = hidden_bytes(&mut parts, &name, *size);
                    for (member, getter) in members.iter().zip(&getters) {
                        let setter = methods.claim([format!("set_{}", member.name)]);
                        let accessors = self.accessors(member, &name, *start, getter, &setter)?;
                        parts.methods.push(accessors);
                        let ty = self.tokens(member.type_id, &TokenStream::new())?;
                        parts.members.push(described(member, (!member.is_bitfield).then_some(&ty)));
                        let shown = &member.name;
                        parts.debug.push(quote!(.field(#shown, &self.#getter())));
                    }
                    if members.iter().all(|member| member.is_bitfield) {
                        parts.values.extend(getters.iter().map(|getter| quote!(self.#getter())));
                        parts.other_values.extend(getters.iter().map(|getter| quote!(other.#getter())));
                    } else {
                        parts.values.push(quote!(self.#name));
                        parts.other_values.push(quote!(other.#name));
                    }
                    (*start, name, ty)
                }
                (Field::Padding { start, size }, _) => {
                    let name = names.claim([format!("__padding_{start}")]);
                    let ty = hidden_bytes(&mut parts, &name, *size);
                    (*start, name, ty)
                }
                (Field::Member(member), None) => return Err(format!("`{}` has no name", member.name)),
            };
            let start = Literal::u64_unsuffixed(start);
            parts
                .offsets
                .push(quote!(::core::assert!(::core::mem::offset_of!(#record_name, #name) == #start);));
            parts.types.push(ty);
        }
        Ok(parts)
    }

    /// The getter and the setter of a member that lies in the field `bytes`, which starts at byte `start`.
    fn accessors(
        &self,
        member: &Member,
        bytes: &Ident,
        start: u64,
        getter: &Ident,
        setter: &Ident,
    ) -> Result<TokenStream> {
        let ty = self.tokens(member.type_id, &TokenStream::new())?;
        let get_doc = self.documentation(member);
        let set_doc = format!(" Sets `{}`.", member.name);
        let at = member.start - start * 8;
        if !member.is_bitfield {
            let at = Literal::u64_unsuffixed(at / 8);
            return Ok(quote! {
                #[doc = #get_doc]
                #[must_use]
                pub fn #getter(&self) -> #ty {
                    ::coolbpf::__private::v1::storage::read(&self.#bytes, #at)
                }

                #[doc = #set_doc]
                pub fn #setter(&mut self, value: #ty) {
                    ::coolbpf::__private::v1::storage::write(&mut self.#bytes, #at, value);
                }
            });
        }
        let (at, width) = (Literal::u64_unsuffixed(at), Literal::u64_unsuffixed(member.width));
        let bits = quote!(::coolbpf::__private::v1::storage::bits(&self.#bytes, #at, #width));
        let signed_bits = quote!(::coolbpf::__private::v1::storage::signed_bits(&self.#bytes, #at, #width));
        let target = self.btf.skip_modifiers(member.type_id);
        let (ty, get, value) = match self.btf.type_by_id(target).map(|ty| ty.kind) {
            Some(Kind::Int(int)) => match plain_int(int) {
                Some(PlainInt::Bool) => (quote!(bool), quote!(#bits != 0), quote!(value)),
                Some(PlainInt::Number { signed, .. }) => {
                    let bits = if signed { signed_bits } else { bits };
                    (quote!(#ty), quote!(#bits as #ty), quote!(value))
                }
                None => (quote!(u128), bits, quote!(value)),
            },
            Some(Kind::Enum(definition) | Kind::Enum64(definition)) => {
                let number = int_type(definition.signed, definition.size * 8);
                let bits = if definition.signed { signed_bits } else { bits };
                (quote!(#ty), quote!(#ty { value: #bits as #number }), quote!(value.value))
            }
            _ => return Err(format!("the bit-field `{}` is no integer", member.name)),
        };
        let doc = format!("{set_doc} Bits of the value that don't fit are dropped, as C drops them.");
        Ok(quote! {
            #[doc = #get_doc]
            #[must_use]
            pub fn #getter(&self) -> #ty {
                #get
            }

            #[doc = #doc]
            pub fn #setter(&mut self, value: #ty) {
                ::coolbpf::__private::v1::storage::set_bits(&mut self.#bytes, #at, #width, #value as u128);
            }
        })
    }

    fn documentation(&self, member: &Member) -> String {
        let declaration = self.declaration(member.type_id, &member.name);
        if member.is_bitfield {
            format!(" `{declaration} : {}`, at bit {}.", member.width, member.start)
        } else {
            format!(" `{declaration}`, at byte {}.", member.start / 8)
        }
    }
}

/// A member as the runtime knows it: `ty` is its type, whose members are its own.
fn described(member: &Member, ty: Option<&TokenStream>) -> TokenStream {
    let (name, start, width) =
        (&member.name, Literal::u64_unsuffixed(member.start), Literal::u64_unsuffixed(member.width));
    let fields = ty.map_or_else(|| quote!(&[]), |ty| quote!(<#ty as ::coolbpf::Value>::FIELDS));
    quote!(::coolbpf::__private::v1::Field::new(#name, #start, #width, #fields))
}

/// Adds a field of bytes that isn't part of the documented interface.
fn hidden_bytes(parts: &mut Parts, name: &Ident, size: u64) -> TokenStream {
    let size = Literal::u64_unsuffixed(size);
    let ty = quote!([u8; #size]);
    parts.fields.push(quote!(#[doc(hidden)] pub #name: #ty,));
    ty
}

/// What the item is in C.
fn title(item: &Item) -> String {
    match item.precedence {
        Precedence::Tag => format!("{} {}", item.what(), item.name),
        Precedence::NamedByTypedef | Precedence::Alias => item.name.clone(),
        Precedence::Anonymous => format!("{} {{...}}", item.what()),
        Precedence::Section => format!("SEC(\".{}\")", item.name),
    }
}
