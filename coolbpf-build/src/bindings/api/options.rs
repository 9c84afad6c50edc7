//! Constants that are options of a command line: those with a doc comment.

use coolbpf_contract::elf::Elf;
use coolbpf_contract::{CheckedObject, GlobalSection, Request};
use proc_macro2::TokenStream;
use quote::quote;

use super::Result;
use crate::bindings::documented::documented;
use crate::bindings::ident::rust_ident;
use crate::bindings::skeleton::Skeleton;
use crate::bindings::types::Types;

/// What the runtime makes `Options` from; nothing where no constant can be an option.
pub(super) fn options(
    request: &Request,
    object: &CheckedObject,
    sections: &[GlobalSection],
    types: &Types<'_>,
) -> Result<TokenStream> {
    let texts: Vec<_> = request
        .compiled()
        .filter_map(|path| Some(String::from_utf8_lossy(request.sources.get(path)?)))
        .collect();
    let docs: Vec<_> = texts.iter().flat_map(|text| documented(text)).collect();
    let elf = Elf::parse(object.bytes()).map_err(|error| error.to_string())?;
    let mut options = TokenStream::new();
    for section in sections.iter().filter(|section| section.read_only) {
        let data = elf.section(&section.name).map_or(&[][..], |(_, section)| section.data);
        let field = Skeleton::section_field(&section.name);
        for variable in &section.variables {
            let name = variable.name.as_str();
            let Some((_, doc)) = docs.iter().find(|(documented, _)| *documented == name) else { continue };
            let initial = data.get(variable.offset as usize..).unwrap_or_default();
            let Some(initial) = types.as_text(variable.type_id, initial) else { continue };
            let (action, ty) = if types.is_bool(variable.type_id) {
                // What is true already can only be said not to be.
                (if initial == "true" { quote!(Set) } else { quote!(SetTrue) }, quote!(bool))
            } else {
                (quote!(Set), types.path(variable.type_id)?)
            };
            let (lines, name) = (doc.lines().map(|line| format!(" {line}")), rust_ident(name));
            options.extend(quote!(#(#[doc = #lines])* #action #name: #ty = #initial in #field;));
        }
    }
    Ok(if options.is_empty() { options } else { quote!(::coolbpf::__private::v1::options! { #options }) })
}
