//! What the binary carries of a program: see `coolbpf::provenance()`.

use std::env;

use coolbpf_contract::{Embedded, Outcome, Record};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// A static in the section that [`Embedded::SECTION`] names; none where the build failed.
///
/// The linker keeps it, whether or not the program is ever opened: the runtime refers to the start of the section.
pub(crate) fn embedded(record: &Record) -> TokenStream {
    let variable = |name: &str| env::var(name).unwrap_or_default();
    let (Outcome::Ready, Some(source), Some(object), Some(made)) =
        (record.outcome, record.source, record.object, record.made.clone())
    else {
        return TokenStream::new();
    };
    let text = Embedded {
        program: record.program.clone(),
        package: variable("CARGO_PKG_NAME"),
        version: variable("CARGO_PKG_VERSION"),
        source,
        object,
        made,
    }
    .to_text();
    let (section, length) = (Embedded::SECTION, Literal::usize_unsuffixed(text.len()));
    let bytes = Literal::byte_string(text.as_bytes());
    quote! {
        const _: () = {
            #[used]
            #[unsafe(link_section = #section)]
            static PROVENANCE: [u8; #length] = *#bytes;
        };
    }
}
