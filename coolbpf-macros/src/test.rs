//! `#[coolbpf::test]`.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::quote;

use crate::mistake::compile_error;

const NOT_A_FUNCTION: &str =
    "#[test] takes a function with programs as its parameters, as in `fn it_counts(bpf: hello::Bpf)`";

/// A function in its parts.
struct Function {
    /// Attributes, and who may see it.
    before: Vec<TokenTree>,
    /// From `fn` on.
    function: Vec<TokenTree>,
    name: TokenTree,
    /// `-> T`, or nothing.
    returned: Vec<TokenTree>,
}

pub(crate) fn expand(arguments: TokenStream, item: TokenStream) -> TokenStream {
    if let Some(first) = arguments.into_iter().next() {
        let error = compile_error(first.span(), "#[test] takes no arguments");
        return quote! { #item #error };
    }
    match parse(item.clone()) {
        Ok(Function { before, function, name, returned }) => quote! {
            #[::core::prelude::v1::test]
            #(#before)*
            fn #name() #(#returned)* {
                #(#function)*
                ::coolbpf::__private::v1::run_test(#name)
            }
        },
        Err(error) => quote! { #item #error },
    }
}

fn parse(item: TokenStream) -> Result<Function, TokenStream> {
    let mut before: Vec<TokenTree> = item.into_iter().collect();
    let is = |token: &TokenTree, word: &str| matches!(token, TokenTree::Ident(ident) if ident == word);
    let first = before.first().map(TokenTree::span);
    let mistake = |token: Option<&TokenTree>, text: &str| {
        let span = token.map(TokenTree::span).or(first).unwrap_or_else(proc_macro2::Span::call_site);
        compile_error(span, text)
    };
    let Some(start) = before.iter().position(|token| is(token, "fn")) else {
        return Err(mistake(None, NOT_A_FUNCTION));
    };
    let function = before.split_off(start);
    if let Some(qualifier) =
        before.iter().find(|token| ["async", "const", "extern", "unsafe"].iter().any(|word| is(token, word)))
    {
        return Err(mistake(Some(qualifier), &format!("#[test] takes no function that is `{qualifier}`")));
    }
    let (name, parameters) = match &function[..] {
        [_, name, TokenTree::Group(parameters), ..] if parameters.delimiter() == Delimiter::Parenthesis => {
            (name.clone(), parameters)
        }
        [_, _, other, ..] => return Err(mistake(Some(other), "#[test] takes no function that is generic")),
        _ => return Err(mistake(None, NOT_A_FUNCTION)),
    };
    if parameters.stream().is_empty() {
        return Err(mistake(
            Some(&name),
            "this test takes no program, as in `bpf: hello::Bpf`; without one it is a test under `#[test]`",
        ));
    }
    let end = function.len().saturating_sub(1);
    let returned = function.get(3..end).unwrap_or_default().to_vec();
    Ok(Function { before, name, returned, function })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_calls_the_function_with_programs() {
        let item = quote! {
            #[should_panic]
            pub(crate) fn counts(mut bpf: a::Bpf, open: b::Open) -> coolbpf::Result<()> {
                Ok(())
            }
        };
        let expected = quote! {
            #[::core::prelude::v1::test]
            #[should_panic]
            pub(crate) fn counts() -> coolbpf::Result<()> {
                fn counts(mut bpf: a::Bpf, open: b::Open) -> coolbpf::Result<()> {
                    Ok(())
                }
                ::coolbpf::__private::v1::run_test(counts)
            }
        };
        assert_eq!(expand(TokenStream::new(), item).to_string(), expected.to_string());
    }
}
