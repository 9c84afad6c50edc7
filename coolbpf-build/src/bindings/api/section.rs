//! Sections of global variables.

use coolbpf_contract::GlobalSection;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::bindings::skeleton::Skeleton;

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
}

impl Globals {
    pub(super) fn section(&mut self, section: &GlobalSection, ty: &Ident, skeleton: &Skeleton) {
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
        self.fields.extend(quote!(#field: ::coolbpf::Globals<types::#ty>,));
        self.values.extend(quote!(#field: object.globals(|skeleton| &skeleton.maps.#field)?,));
        let doc = if section.read_only {
            format!(" The constants in `{name}`, to be read.")
        } else {
            format!(" The variables in `{name}`, to be read and written.")
        };
        self.methods.extend(quote! {
            #[doc = #doc]
            pub fn #field(&self) -> &::coolbpf::Globals<types::#ty> {
                &self.#field
            }
        });
    }
}
