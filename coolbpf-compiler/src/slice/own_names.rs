//! The names that a program defines itself although the kernel has a type of that name: `struct event` is a popular
//! one.
//!
//! With the whole header such a program doesn't compile. In a slice, the kernel's type is left out unless something
//! else has it as a member. Only definitions outside of every `#if` count: what is defined in an `#ifndef __VMLINUX_H__` is meant
//! for other compilers.

use std::collections::HashSet;

use super::kernel_types::hash;
use super::words::{Token, tokens};

/// The hashes of names, by C's name spaces.
#[derive(Default)]
pub(crate) struct OwnNames {
    /// Tags of structs, unions and enums.
    pub(crate) tags: HashSet<u64>,
    /// Typedefs, enumerators and functions.
    pub(crate) ordinary: HashSet<u64>,
}

impl OwnNames {
    /// Adds what `text` defines.
    pub(crate) fn add(&mut self, text: &[u8]) {
        let tokens = unconditional(text);
        for (at, token) in tokens.iter().enumerate() {
            let rest = &tokens[at + 1..];
            match token {
                Token::Word(keyword @ (b"struct" | b"union" | b"enum")) => {
                    self.add_tag(*keyword == b"enum", rest)
                }
                Token::Word(b"typedef") => self.ordinary.extend(typedef(rest).map(hash)),
                Token::Word(b"extern") => self.ordinary.extend(kfunc(rest).map(hash)),
                _ => {}
            }
        }
    }

    /// Adds a name that means something else before any header is read.
    pub(crate) fn add_macro(&mut self, name: &[u8]) {
        self.tags.insert(hash(name));
        self.ordinary.insert(hash(name));
    }

    /// Adds what follows `struct`, `union` or `enum`, if it has a body.
    fn add_tag(&mut self, is_enum: bool, tokens: &[Token<'_>]) {
        let mut tokens = skip_attributes(tokens);
        let mut tag = None;
        if let [Token::Word(name), rest @ ..] = tokens {
            tag = Some(*name);
            tokens = skip_attributes(rest);
        }
        let [Token::Mark(b'{'), body @ ..] = tokens else { return };
        self.tags.extend(tag.map(hash));
        if is_enum {
            let mut starts = true;
            for token in body {
                match token {
                    Token::Mark(b'}') => break,
                    Token::Mark(b',') => starts = true,
                    Token::Word(name) if starts => {
                        self.ordinary.insert(hash(name));
                        starts = false;
                    }
                    _ => {}
                }
            }
        }
    }
}

/// The name that a typedef of something else than a function gives.
fn typedef<'a>(tokens: &[Token<'a>]) -> Option<&'a [u8]> {
    let (mut depth, mut name) = (0_u32, None);
    for (at, token) in tokens.iter().enumerate() {
        match token {
            Token::Mark(b'{' | b'(') => depth += 1,
            Token::Mark(b'}' | b')') => depth = depth.saturating_sub(1),
            Token::Mark(b';' | b'[') if depth == 0 => return name,
            Token::Word(b"__attribute__")
                if skip_attributes(&tokens[at..]).first() == Some(&Token::Mark(b';')) =>
            {
                return name;
            }
            Token::Word(word) if depth == 0 => name = Some(*word),
            _ => {}
        }
    }
    None
}

/// The name of the function that is declared to be in the kernel.
fn kfunc<'a>(tokens: &[Token<'a>]) -> Option<&'a [u8]> {
    let end = tokens.iter().position(|token| matches!(token, Token::Mark(b';' | b'{')))?;
    let declaration = &tokens[..end];
    let open = declaration.iter().position(|token| *token == Token::Mark(b'('))?;
    match declaration.get(open.checked_sub(1)?) {
        Some(Token::Word(name)) if declaration.contains(&Token::Word(b"__ksym")) => Some(name),
        _ => None,
    }
}

fn skip_attributes<'t, 'a>(mut tokens: &'t [Token<'a>]) -> &'t [Token<'a>] {
    while let [Token::Word(b"__attribute__"), rest @ ..] = tokens {
        let mut depth = 0_u32;
        let end = rest.iter().position(|token| {
            match token {
                Token::Mark(b'(') => depth += 1,
                Token::Mark(b')') => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth == 0
        });
        tokens = end.map_or(&[], |end| &rest[end + 1..]);
    }
    tokens
}

/// The tokens that stand in no directive and under no `#if`, but for the guard of a header.
fn unconditional(text: &[u8]) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut depth = 0_u32;
    // What the first directive is an `#ifndef` of: a guard, if the second one defines it.
    let mut guard = None;
    let mut directives = 0_u32;
    let mut tokens = tokens(text);
    while let Some(token) = tokens.next() {
        match token {
            Token::Directive => {
                directives += 1;
                let line: Vec<_> = tokens.by_ref().take_while(|token| *token != Token::Line).collect();
                match line[..] {
                    [Token::Word(b"if" | b"ifdef" | b"ifndef"), ..] => depth += 1,
                    [Token::Word(b"endif"), ..] => depth = depth.saturating_sub(1),
                    [Token::Word(b"define"), Token::Word(name), ..]
                        if directives == 2 && guard == Some(name) =>
                    {
                        depth = 0
                    }
                    _ => {}
                }
                if let [Token::Word(b"ifndef"), Token::Word(name)] = line[..] {
                    guard = (directives == 1 && name != b"__VMLINUX_H__").then_some(name);
                }
            }
            Token::Line => {}
            token if depth == 0 => found.push(token),
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(text: &str) -> OwnNames {
        let mut own = OwnNames::default();
        own.add(text.as_bytes());
        own
    }

    fn has(names: &HashSet<u64>, name: &str) -> bool {
        names.contains(&hash(name.as_bytes()))
    }

    #[test]
    fn definitions_of_all_kinds_are_seen() {
        let own = own("struct a { struct b *b; };\n\
             union __attribute__((packed, aligned(8))) c { int x; } v;\n\
             enum d { E = F, G };\n\
             typedef struct { int x; } h;\ntypedef int i[4];\ntypedef struct j { int x; } k __attribute__((aligned(8)));\n\
             extern struct task_struct *l(int m) __weak __ksym;\nextern int n(void);\nstruct o *p;\n");
        for tag in ["a", "c", "d", "j"] {
            assert!(has(&own.tags, tag), "{tag}");
        }
        for tag in ["b", "o", "task_struct"] {
            assert!(!has(&own.tags, tag), "{tag}");
        }
        for name in ["E", "G", "h", "i", "k", "l"] {
            assert!(has(&own.ordinary, name), "{name}");
        }
        for name in ["F", "n", "m", "x", "p"] {
            assert!(!has(&own.ordinary, name), "{name}");
        }
    }

    #[test]
    fn what_stands_under_a_condition_is_not_counted_but_a_guard_is_no_condition() {
        let guarded = own(
            "#ifndef __X_H\n#define __X_H\nstruct a { int x; };\n#ifdef Y\nstruct b { int x; };\n#endif\n#endif\n",
        );
        assert!(has(&guarded.tags, "a") && !has(&guarded.tags, "b"));
        let conditional = own("#ifndef __VMLINUX_H__\nstruct a { int x; };\n#endif\nstruct b { int x; };\n");
        assert!(!has(&conditional.tags, "a") && has(&conditional.tags, "b"));
        let no_guard =
            own("#ifndef X\n#include \"y.h\"\nstruct a { int x; };\n#endif\nstruct b { int x; };\n");
        assert!(!has(&no_guard.tags, "a") && has(&no_guard.tags, "b"));
    }
}
