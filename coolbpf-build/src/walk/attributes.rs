//! The attributes in front of an item that decide where its code is and whether it is compiled.

use coolbpf_contract::syntax;
use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::cfg::{Cfg, Truth, comma_separated};

/// What the attributes of one item say.
#[derive(Debug, Clone)]
pub(super) struct Attributes {
    /// Whether the item is compiled.
    pub(super) cfg: Truth,
    /// The `#[path]`s, each with the condition of the `cfg_attr` around it.
    pub(super) paths: Vec<(Truth, String)>,
    /// `#[coolbpf::program]`, with its condition and what stands before `::program`.
    pub(super) program: Option<(Truth, String)>,
}

impl Attributes {
    pub(super) fn new() -> Self {
        Self { cfg: Truth::True, paths: Vec::new(), program: None }
    }

    /// Adds an attribute, given what stands between its brackets.
    pub(super) fn add(&mut self, attribute: TokenStream, known: &Cfg) {
        let tokens: Vec<TokenTree> = attribute.into_iter().collect();
        self.add_if(Truth::True, &tokens, known);
    }

    fn add_if(&mut self, condition: Truth, attribute: &[TokenTree], known: &Cfg) {
        let is_path = |token: &&TokenTree| match token {
            TokenTree::Ident(_) => true,
            TokenTree::Punct(punct) => punct.as_char() == ':',
            _ => false,
        };
        let path: String = attribute.iter().take_while(is_path).map(TokenTree::to_string).collect();
        let arguments = &attribute[attribute.iter().take_while(is_path).count()..];
        match (path.as_str(), arguments) {
            ("cfg", [TokenTree::Group(list)]) if list.delimiter() == Delimiter::Parenthesis => {
                for predicate in comma_separated(list.stream()) {
                    let holds = known.evaluate(&predicate);
                    self.cfg = self.cfg.min(condition.not().max(holds));
                }
            }
            ("cfg_attr", [TokenTree::Group(list)]) if list.delimiter() == Delimiter::Parenthesis => {
                let parts = comma_separated(list.stream());
                let Some((predicate, attributes)) = parts.split_first() else { return };
                let condition = condition.min(known.evaluate(predicate));
                if condition > Truth::False {
                    attributes.iter().for_each(|attribute| self.add_if(condition, attribute, known));
                }
            }
            ("path", [TokenTree::Punct(equals), TokenTree::Literal(literal)]) if equals.as_char() == '=' => {
                self.paths.extend(syntax::string_value(literal).map(|path| (condition, path)));
            }
            (path, _) => {
                let before = if path == "program" { Some("") } else { path.strip_suffix("::program") };
                if let Some(before) = before {
                    self.program = Some((condition, before.to_owned()));
                }
            }
        }
    }
}
