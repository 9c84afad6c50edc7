//! C enums: a number with named values, because a kernel may hand out any number.

use std::collections::BTreeSet;

use coolbpf_contract::btf::Enum;
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::{Types, int_type};
use crate::bindings::ident::Scope;

impl Types<'_> {
    pub(super) fn enumeration(
        name: &Ident,
        declaration: &str,
        definition: Enum<'_>,
        values_are_whole: bool,
    ) -> TokenStream {
        let bits = definition.size * 8;
        let repr = int_type(definition.signed, bits);
        let mut scope = Scope::default();
        let mut known = BTreeSet::new();
        let (mut constants, mut arms) = (Vec::new(), Vec::new());
        // A compiler that puts 8 bytes into the old kind of enum (clang before 15) cuts the values to 4.
        let enumerators = definition.enumerators.filter(|_| values_are_whole);
        for enumerator in enumerators {
            let value = wrapped(enumerator.value, definition.signed, bits);
            let literal = Literal::i128_unsuffixed(value);
            let constant = scope.claim([enumerator.name]);
            let doc = format!(" `{}`, {value}.", enumerator.name);
            constants.push(quote! {
                #[doc = #doc]
                pub const #constant: Self = Self { value: #literal };
            });
            // Of two names of one value the first is shown.
            if known.insert(value) {
                let shown = enumerator.name;
                arms.push(quote!(#literal => f.pad(#shown),));
            }
        }
        // Not a tuple struct: that would be a function too, and nobody could call a variable what C calls the enum.
        let doc = format!(" `{declaration}`: a number, of which some values have names.");
        quote! {
            #[doc = #doc]
            #[derive(
                ::core::clone::Clone, ::core::marker::Copy, ::core::cmp::PartialEq, ::core::cmp::Eq,
                ::core::cmp::PartialOrd, ::core::cmp::Ord, ::core::hash::Hash, ::core::default::Default
            )]
            #[repr(transparent)]
            pub struct #name {
                /// The number.
                pub value: #repr,
            }

            impl #name {
                #(#constants)*
            }

            /// The name of the value, or the number where it has none.
            impl ::core::fmt::Display for #name {
                fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    match self.value {
                        #(#arms)*
                        number => ::core::fmt::Display::fmt(&number, f),
                    }
                }
            }

            impl ::core::fmt::Debug for #name {
                fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    ::core::fmt::Display::fmt(self, f)
                }
            }

            // SAFETY: a transparent integer.
            unsafe impl ::coolbpf::Value for #name {}
        }
    }
}

/// The value as the enum's own integer has it: BTF keeps 32 bits of a value even if the enum is one byte.
fn wrapped(value: i128, signed: bool, bits: u32) -> i128 {
    let unused = 128 - bits;
    if signed { value << unused >> unused } else { ((value as u128) << unused >> unused) as i128 }
}
