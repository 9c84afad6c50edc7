//! Interfaces of the kernel that programs implement.

use coolbpf_contract::btf::{Btf, Kind, TypeId};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::Result;
use crate::bindings::ident::Scope;
use crate::bindings::types::{Root, Types};

/// A map of the sections `.struct_ops` and `.struct_ops.link`.
pub(super) struct StructOps {
    pub(super) name: String,
    /// The interface's struct.
    type_id: TypeId,
}

/// All of an object but those of sections with a question mark, which skeletons leave out.
pub(super) fn of(btf: &Btf<'_>) -> Vec<StructOps> {
    let sections = btf.types().filter_map(|(_, ty)| match ty.kind {
        Kind::DataSection { variables, .. } if matches!(ty.name, ".struct_ops" | ".struct_ops.link") => {
            Some(variables)
        }
        _ => None,
    });
    let interface = |variable: TypeId| {
        let ty = btf.type_by_id(variable)?;
        let Kind::Variable { type_id, .. } = ty.kind else { return None };
        let type_id = btf.skip_modifiers(type_id);
        let Kind::Struct(_) = btf.type_by_id(type_id)?.kind else { return None };
        Some(StructOps { name: ty.name.to_owned(), type_id })
    };
    sections.flatten().filter_map(|variable| interface(variable.type_id)).collect()
}

impl StructOps {
    pub(super) fn root(&self) -> Root<'_> {
        Root { type_id: self.type_id, name: &self.name }
    }

    /// The interface's type.
    pub(super) fn path(&self, types: &Types<'_>) -> Result<TokenStream> {
        types.path(self.type_id)
    }
}

/// For each interface's type, a constructor for each function in it.
pub(super) fn callbacks(all: &[StructOps], btf: &Btf<'_>, types: &Types<'_>) -> Result<TokenStream> {
    let mut written = Vec::new();
    let mut tokens = TokenStream::new();
    for interface in all {
        if written.contains(&interface.type_id) {
            continue;
        }
        written.push(interface.type_id);
        let ty = interface.path(types)?;
        let Some(Kind::Struct(composite)) = btf.type_by_id(interface.type_id).map(|ty| ty.kind) else {
            continue;
        };
        let mut scope = Scope::default();
        let mut functions = TokenStream::new();
        for member in composite.members {
            if member.name.is_empty() || member.bit_offset % 8 != 0 || !is_function(btf, member.type_id) {
                continue;
            }
            let (name, offset) = (member.name, Literal::u32_unsuffixed(member.bit_offset / 8));
            let function = scope.claim([name]);
            let doc = format!(" The function `{name}`.");
            functions.extend(quote! {
                #[doc = #doc]
                #[must_use]
                pub const fn #function() -> ::coolbpf::Callback<Self> {
                    ::coolbpf::Callback::at(#name, #offset)
                }
            });
        }
        if !functions.is_empty() {
            tokens.extend(quote! {
                /// What programs can implement.
                impl #ty { #functions }
            });
        }
    }
    Ok(tokens)
}

/// Whether the type is a pointer to functions.
fn is_function(btf: &Btf<'_>, type_id: TypeId) -> bool {
    let Some(Kind::Pointer(to)) = btf.type_by_id(btf.skip_modifiers(type_id)).map(|ty| ty.kind) else {
        return false;
    };
    matches!(btf.type_by_id(btf.skip_modifiers(to)).map(|ty| ty.kind), Some(Kind::FunctionPrototype { .. }))
}
