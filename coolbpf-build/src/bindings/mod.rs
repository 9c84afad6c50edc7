//! The bindings of a program: the contents of the module under `#[coolbpf::program]`.
//!
//! libbpf-cargo's skeleton opens and loads the object. It is private; what users see is written here: types with the
//! layout of C's, and owned handles of maps and programs.

mod api;
mod documented;
mod ident;
mod renamed;
mod skeleton;
mod types;

use coolbpf_contract::{CheckedObject, Request};
use quote::quote;

use crate::{Error, Result};

/// Writes the bindings of the object of the program called `program`, which was compiled from `request`: formatted Rust items.
///
/// They name the runtime as `::coolbpf`, the list of the program's objects as `__COOLBPF_OBJECTS`, and the line where inline C
/// starts as `__COOLBPF_SOURCE_START`; the macro replaces these. The same object and doc
/// comments give the same text; and objects for two
/// instruction sets give the same text if and only if they look alike from outside.
///
/// # Errors
/// Where the object holds types that Rust can't have, or libbpf can't open it.
pub(crate) fn generate(program: &str, request: &Request, object: &CheckedObject) -> Result<String> {
    let btf = object.btf();
    let fail = |error: String| Error::new(format!("no bindings can be written for `{program}`: {error}"));
    let surface = api::Surface::of(object);
    let types = types::Types::new(&btf, &surface.roots(), &surface.sections).map_err(fail)?;
    let skeleton = skeleton::generate(program, object, &surface.sections, &types).map_err(fail)?;
    let api = surface.items(program, &btf, &types, &skeleton).map_err(fail)?;
    let options = surface.options(request, object, &types).map_err(fail)?;
    let types = types.items().map_err(fail)?;
    let skeleton = skeleton.items;
    // Lints do not look into what a macro of another crate emits. This one does.
    let file = syn::parse2(quote! {
        #api
        #options

        /// The program's types, with the layout that they have in C.
        pub mod types {
            #types
        }

        #[allow(clippy::transmute_ptr_to_ptr)]
        mod skeleton {
            use ::coolbpf::__private::v1::Present as _;

            #skeleton
        }
    });
    Ok(prettyplease::unparse(&file.map_err(|error| fail(error.to_string()))?))
}

#[cfg(test)]
mod tests;
