//! The fields of a struct, while it is written.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::bindings::ident::Scope;

/// The fields of a struct, and their values.
#[derive(Default)]
pub(super) struct Fields {
    pub(super) scope: Scope,
    pub(super) fields: TokenStream,
    pub(super) values: TokenStream,
    /// Their names, in order.
    pub(super) idents: Vec<Ident>,
}

impl Fields {
    pub(super) fn push(&mut self, name: &str, doc: &str, ty: &TokenStream, value: &TokenStream) {
        let field = self.scope.claim([name]);
        self.fields.extend(quote! {
            #[doc = #doc]
            pub #field: #ty,
        });
        self.values.extend(quote!(#field: #value,));
        self.idents.push(field);
    }
}
