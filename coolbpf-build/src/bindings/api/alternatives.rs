//! Groups of alternatives: an enum of each one's ways, and the handles that force and tell the choice.

use coolbpf_contract::{AlternativeGroup, AlternativeWay, CIdent, Program};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::fields::Fields;
use crate::bindings::ident::Scope;

/// What the bindings of an object have of its groups; nothing where there are none.
#[derive(Default)]
pub(super) struct Alternatives {
    pub(super) open_field: TokenStream,
    pub(super) open_value: TokenStream,
    pub(super) field: TokenStream,
    pub(super) value: TokenStream,
    pub(super) items: TokenStream,
}

impl Alternatives {
    pub(super) fn of(groups: &[AlternativeGroup], programs: &[Program]) -> Self {
        if groups.is_empty() {
            return Self::default();
        }
        let (mut open, mut loaded) = (Fields::default(), Fields::default());
        let mut scope = Scope::default();
        let mut enums = TokenStream::new();
        for group in groups {
            let name = group.name.as_str();
            let ident = scope.claim([camel_case(name)]);
            enums.extend(ways(group, &ident, programs));
            let way = quote!(alternatives::#ident);
            let doc = format!(" The alternatives `{name}`.");
            open.push(name, &doc, &quote!(::coolbpf::OpenAlternatives<#way>), &quote!(object.alternatives()));
            loaded.push(name, &doc, &quote!(::coolbpf::Alternatives<#way>), &quote!(object.alternatives()?));
        }
        let Fields { fields: open_fields, values: open_values, .. } = open;
        let Fields { fields, values, idents, .. } = loaded;
        let lines = idents.iter().enumerate().map(|(index, field)| {
            let line_break = (index > 0).then(|| quote!(f.write_str("\n")?;));
            quote!(#line_break ::core::fmt::Display::fmt(&self.#field, f)?;)
        });
        Self {
            open_field: quote! {
                /// The alternatives, to be chosen from.
                pub alternatives: OpenAlternatives,
            },
            open_value: quote!(alternatives: OpenAlternatives { #open_values },),
            field: quote! {
                /// The alternatives, and which of them are used.
                pub alternatives: Alternatives,
            },
            value: quote!(alternatives: Alternatives { #values },),
            items: quote! {
                /// The groups of alternatives before the load.
                #[derive(Debug)]
                pub struct OpenAlternatives { #open_fields }

                /// The groups of alternatives. Shown, each is a line that tells which way is used and why others don't work.
                #[derive(Debug)]
                pub struct Alternatives { #fields }

                impl ::core::fmt::Display for Alternatives {
                    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                        #(#lines)*
                        ::core::result::Result::Ok(())
                    }
                }

                /// The ways of each group of alternatives.
                pub mod alternatives {
                    #enums
                }
            },
        }
    }
}

/// The enum of a group's ways.
fn ways(group: &AlternativeGroup, ident: &Ident, programs: &[Program]) -> TokenStream {
    let group_name = group.name.as_str();
    let mut scope = Scope::default();
    let variants: Vec<_> =
        group.ways.iter().map(|way| scope.claim([camel_case(way.name.as_str())])).collect();
    let names: Vec<_> = group.ways.iter().map(|way| way.name.as_str()).collect();
    let docs = group.ways.iter().map(|way| format!(" `{}`: {}.", way.name, programs_of(way, programs)));
    let doc = format!(" The ways of the alternatives `{group_name}`, the best first.");
    quote! {
        #[doc = #doc]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum #ident {
            #(#[doc = #docs] #variants,)*
        }

        impl ::coolbpf::Alternative for #ident {
            const GROUP: &'static str = #group_name;
            const ALL: &'static [Self] = &[#(Self::#variants,)*];

            fn name(self) -> &'static str {
                match self {
                    #(Self::#variants => #names,)*
                }
            }
        }

        impl ::core::fmt::Display for #ident {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(::coolbpf::Alternative::name(*self))
            }
        }

        impl ::core::str::FromStr for #ident {
            type Err = ::coolbpf::Error;

            fn from_str(name: &str) -> ::core::result::Result<Self, ::coolbpf::Error> {
                ::coolbpf::Alternative::named(name)
            }
        }
    }
}

/// The programs of a way, in words.
fn programs_of(way: &AlternativeWay, programs: &[Program]) -> String {
    let section = |name: &CIdent| {
        programs.iter().find(|program| program.name == *name).map_or("", |program| &program.section)
    };
    let shown = |name| format!("`{name}` (`{}`)", section(name));
    let shown: Vec<_> = way.programs.iter().map(shown).collect();
    format!("the program{} {}", if shown.len() == 1 { "" } else { "s" }, shown.join(", "))
}

/// `kprobe_multi` as `KprobeMulti`.
fn camel_case(name: &str) -> String {
    let word = |word: &str| {
        let mut chars = word.chars();
        chars.next().map(|first| first.to_ascii_uppercase().to_string() + chars.as_str()).unwrap_or_default()
    };
    let camel: String = name.split('_').map(word).collect();
    // Nothing but underscores, or a digit where the first one was: a name in C, but none without it.
    if camel.starts_with(|c: char| c.is_ascii_alphabetic()) { camel } else { format!("Way{camel}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_c_are_names_of_types() {
        for (c, rust) in [
            ("fentry", "Fentry"),
            ("kprobe_multi", "KprobeMulti"),
            ("_9", "Way9"),
            ("__", "Way"),
            ("a__bC", "ABC"),
        ] {
            assert_eq!(camel_case(c), rust);
        }
    }
}
