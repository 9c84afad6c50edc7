//! Sections of global variables.

use coolbpf_contract::GlobalSection;
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::Result;
use super::fields::Fields;
use super::map::shape;
use crate::bindings::ident::Scope;
use crate::bindings::skeleton::Skeleton;
use crate::bindings::types::Types;

/// Fields of `Open` and `Bpf`, their values, and the methods that give access.
#[derive(Default)]
pub(super) struct Globals {
    pub(super) open_fields: TokenStream,
    pub(super) open_values: TokenStream,
    pub(super) open_methods: TokenStream,
    /// The end of their use, before the load.
    pub(super) dropped: TokenStream,
    pub(super) fields: TokenStream,
    pub(super) values: TokenStream,
    pub(super) methods: TokenStream,
    /// What gives access to each variable of a section.
    pub(super) items: TokenStream,
    /// What each section looks like.
    pub(super) shapes: TokenStream,
    names: Scope,
}

impl Globals {
    pub(super) fn section(
        &mut self,
        section: &GlobalSection,
        ty: &Ident,
        types: &Types<'_>,
        skeleton: &Skeleton,
    ) -> Result<()> {
        let name = &section.name;
        let field = Skeleton::section_field(name);
        // The only reference to the variables is to be the one that is handed out.
        let take =
            skeleton.variables_field(name).map(|variables| quote!(let _ = skeleton.maps.#variables.take();));
        self.open_fields.extend(quote!(#field: ::coolbpf::__private::v1::Variables<types::#ty>,));
        self.open_values.extend(quote! {
            #field: object.variables(|skeleton| {
                #take
                &mut skeleton.maps.#field
            })?,
        });
        let doc = format!(" The initial values of the variables in `{name}`.");
        self.open_methods.extend(quote! {
            #[doc = #doc]
            pub fn #field(&mut self) -> &mut types::#ty {
                self.#field.get()
            }
        });
        self.dropped.extend(quote!(::core::mem::drop(self.#field);));
        let handle = self.names.claim([camel_case(&field.to_string())]);
        self.fields.extend(quote!(#field: #handle,));
        self.values.extend(quote!(#field: #handle::of(&object)?,));
        let shape = shape(&quote!(types::#ty));
        self.shapes.extend(quote!((#name, &[#shape]),));
        let doc = if section.read_only {
            format!(" The constants in `{name}`, to be read.")
        } else {
            format!(" The variables in `{name}`, to be read and written.")
        };
        self.methods.extend(quote! {
            #[doc = #doc]
            pub fn #field(&self) -> &#handle {
                &self.#field
            }
        });
        self.items.extend(each(section, &handle, ty, types)?);
        Ok(())
    }
}

/// The struct that has a field for each variable of a section.
fn each(section: &GlobalSection, handle: &Ident, ty: &Ident, types: &Types<'_>) -> Result<TokenStream> {
    let (variable, pick, what) = if section.read_only {
        (quote!(Constant), quote!(constant), "constants")
    } else {
        (quote!(Variable), quote!(variable), "variables")
    };
    let mut fields = Fields::default();
    for one in &section.variables {
        let value = types.path(one.type_id)?;
        let offset = Literal::u32_unsuffixed(one.offset);
        fields.push(
            one.name.as_str(),
            &format!(
                " `{}`, at byte {} of `{}`.",
                types.declaration(one.type_id, one.name.as_str()),
                one.offset,
                section.name
            ),
            &quote!(::coolbpf::#variable<#value>),
            &quote!(all.#pick(#offset)?),
        );
    }
    let section_name = &section.name;
    let all = fields.scope.claim(["__all"]);
    let Fields { fields, values, .. } = fields;
    let doc = format!(
        " The {what} in `{}`, each by itself; all of them by the methods of [`Globals`](::coolbpf::Globals).",
        section.name
    );
    Ok(quote! {
        #[doc = #doc]
        #[derive(Debug)]
        pub struct #handle {
            #fields
            #all: ::coolbpf::Globals<types::#ty>,
        }

        impl #handle {
            fn of(object: &impl ::coolbpf::__private::v1::Parts) -> ::coolbpf::Result<Self> {
                let all = object.globals::<types::#ty>(#section_name)?;
                ::coolbpf::Result::Ok(Self { #values #all: all })
            }
        }

        impl ::core::ops::Deref for #handle {
            type Target = ::coolbpf::Globals<types::#ty>;

            fn deref(&self) -> &Self::Target {
                &self.#all
            }
        }
    })
}

/// `data_counters` as `DataCounters`.
fn camel_case(name: &str) -> String {
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters
            .next()
            .map(|first| first.to_ascii_uppercase().to_string() + letters.as_str())
            .unwrap_or_default()
    };
    name.split('_').map(capital).collect()
}
