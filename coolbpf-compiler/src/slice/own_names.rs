//! The names that a program defines itself although the kernel has a type of that name: `struct event` is a popular
//! one.
//!
//! With the whole header such a program doesn't compile. In a slice, the kernel's type is left out unless something
//! else has it as a member. Only definitions outside of every `#if` count: what is defined in an `#ifndef __VMLINUX_H__` is meant
//! for other compilers.

use std::collections::{HashMap, HashSet};

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
    ///
    /// What stands behind each `enum`, `typedef` and `extern` is looked at for all of them at once, so that it takes time
    /// in proportion to the text.
    pub(crate) fn add(&mut self, text: &[u8]) {
        let tokens = unconditional(text);
        let attributes = Attributes::of(&tokens);
        let (mut bodies, mut enumerators) = (HashSet::new(), Enumerators::default());
        let (mut typedefs, mut kfuncs) = (Typedefs::default(), Kfuncs::default());
        for (at, token) in tokens.iter().enumerate() {
            enumerators.next(token, &mut self.ordinary);
            typedefs.next(token, attributes.stand_before(at, Token::Mark(b';')), &mut self.ordinary);
            kfuncs.next(token, at.checked_sub(1).and_then(|before| tokens.get(before)), &mut self.ordinary);
            match token {
                Token::Word(keyword @ (b"struct" | b"union" | b"enum")) => {
                    let (tag, body) = attributes.tag_and_body(at + 1);
                    if let Some(body) = body {
                        self.tags.extend(tag.map(hash));
                        if *keyword == b"enum" {
                            bodies.insert(body);
                        }
                    }
                }
                Token::Word(b"typedef") => typedefs.begin(),
                Token::Word(b"extern") => kfuncs.begin(),
                Token::Mark(b'{') if bodies.contains(&at) => enumerators.begin(),
                _ => {}
            }
        }
    }

    /// Adds a name that means something else before any header is read.
    pub(crate) fn add_macro(&mut self, name: &[u8]) {
        self.tags.insert(hash(name));
        self.ordinary.insert(hash(name));
    }
}

/// The bodies of enums that are open: up to the first `}`, each word behind `{` or `,` is an enumerator.
#[derive(Default)]
struct Enumerators {
    is_open: bool,
    starts: bool,
}

impl Enumerators {
    fn begin(&mut self) {
        (self.is_open, self.starts) = (true, true);
    }

    fn next(&mut self, token: &Token<'_>, found: &mut HashSet<u64>) {
        match token {
            Token::Mark(b'}') => self.is_open = false,
            Token::Mark(b',') => self.starts = true,
            Token::Word(name) if self.is_open && self.starts => {
                found.insert(hash(name));
                self.starts = false;
            }
            _ => {}
        }
    }
}

/// The typedefs that are not at their ends, the innermost last. Each gives the last word before its `;` or `[` that
/// stands in no brackets, if what it names is no function.
#[derive(Default)]
struct Typedefs<'a> {
    depth: i64,
    open: Vec<OpenTypedefs<'a>>,
}

/// Those that began within the same brackets.
struct OpenTypedefs<'a> {
    /// How deep the brackets are that these count from.
    depth: i64,
    /// The last word of each.
    names: Vec<Option<&'a [u8]>>,
}

impl<'a> Typedefs<'a> {
    fn begin(&mut self) {
        self.add(OpenTypedefs { depth: self.depth, names: vec![None] });
    }

    fn add(&mut self, mut new: OpenTypedefs<'a>) {
        match self.open.last_mut().filter(|last| last.depth == new.depth) {
            Some(last) => {
                // The fewer go to the more, so that no name is moved often.
                if last.names.len() < new.names.len() {
                    std::mem::swap(&mut last.names, &mut new.names);
                }
                last.names.append(&mut new.names);
            }
            None => self.open.push(new),
        }
    }

    /// `ends` tells whether attributes begin here that stand at the end of a declaration.
    fn next(&mut self, token: &Token<'a>, ends: bool, found: &mut HashSet<u64>) {
        let depth = self.depth;
        let mut end = |ended: OpenTypedefs<'_>| found.extend(ended.names.into_iter().flatten().map(hash));
        let here = |open: &mut OpenTypedefs<'_>| open.depth == depth;
        match token {
            Token::Mark(b'{' | b'(') => self.depth += 1,
            Token::Mark(b'}' | b')') => {
                self.depth -= 1;
                // Brackets that were open before a typedef began are none of its own.
                while let Some(open) = self.open.pop_if(|open| open.depth > self.depth) {
                    self.add(OpenTypedefs { depth: self.depth, ..open });
                }
            }
            Token::Mark(b';' | b'[') => self.open.pop_if(here).into_iter().for_each(end),
            Token::Word(b"__attribute__") if ends => self.open.drain(..).for_each(&mut end),
            Token::Word(word) => {
                if let Some(open) = self.open.last_mut().filter(|open| open.depth == depth) {
                    open.names.clear();
                    open.names.push(Some(word));
                }
            }
            _ => {}
        }
    }
}

/// The declarations behind `extern` that are not at their ends. Each gives the word before its first `(` if it says
/// `__ksym`: then it is a function that the kernel has.
#[derive(Default)]
struct Kfuncs<'a> {
    /// Whether the token before was an `extern`.
    begins: bool,
    without_ksym: Declared<'a>,
    with_ksym: Declared<'a>,
}

#[derive(Default)]
struct Declared<'a> {
    /// Whether one of these has no `(` yet.
    is_nameless: bool,
    names: Vec<&'a [u8]>,
}

impl<'a> Kfuncs<'a> {
    fn begin(&mut self) {
        self.begins = true;
    }

    fn next(&mut self, token: &Token<'a>, before: Option<&Token<'a>>, found: &mut HashSet<u64>) {
        let begins = std::mem::take(&mut self.begins);
        match token {
            Token::Mark(b';' | b'{') => {
                found.extend(self.with_ksym.names.drain(..).map(hash));
                *self = Self::default();
            }
            // One that begins with it has no name.
            Token::Mark(b'(') => {
                for declared in [&mut self.without_ksym, &mut self.with_ksym] {
                    if let (true, Some(Token::Word(name))) = (declared.is_nameless, before) {
                        declared.names.push(name);
                    }
                    declared.is_nameless = false;
                }
            }
            token => {
                self.without_ksym.is_nameless |= begins;
                if *token == Token::Word(b"__ksym") {
                    let Declared { is_nameless, names } = std::mem::take(&mut self.without_ksym);
                    self.with_ksym.is_nameless |= is_nameless;
                    self.with_ksym.names.extend(names);
                }
            }
        }
    }
}

/// Where the attributes end that begin at a token.
struct Attributes<'t, 'a> {
    tokens: &'t [Token<'a>],
    ends: HashMap<usize, usize>,
}

impl<'t, 'a> Attributes<'t, 'a> {
    fn of(tokens: &'t [Token<'a>]) -> Self {
        let (mut ends, mut closes) = (HashMap::new(), Vec::new());
        // The end of what is in the brackets that begin at the token behind this one, if any do.
        let mut behind = None;
        for (at, token) in tokens.iter().enumerate().rev() {
            let before = behind.take();
            match token {
                Token::Mark(b')') => closes.push(at + 1),
                Token::Mark(b'(') => behind = Some(closes.pop().unwrap_or(tokens.len())),
                Token::Word(b"__attribute__") => {
                    let end = before.unwrap_or(at + 2).min(tokens.len());
                    // More of them may follow.
                    let end = ends.get(&end).copied().unwrap_or(end);
                    ends.insert(at, end);
                }
                _ => {}
            }
        }
        Self { tokens, ends }
    }

    /// The end of the attributes that begin at `at`, which is `at` where none do.
    fn end(&self, at: usize) -> usize {
        self.ends.get(&at).copied().unwrap_or(at)
    }

    /// Whether attributes begin at `at`, and `token` follows on them.
    fn stand_before(&self, at: usize, token: Token<'_>) -> bool {
        self.tokens.get(at) == Some(&Token::Word(b"__attribute__"))
            && self.tokens.get(self.end(at)) == Some(&token)
    }

    /// The name behind the `struct`, `union` or `enum` that ends at `at`, and where the `{` of its body is.
    fn tag_and_body(&self, at: usize) -> (Option<&'a [u8]>, Option<usize>) {
        let mut at = self.end(at);
        let mut tag = None;
        if let Some(Token::Word(name)) = self.tokens.get(at) {
            tag = Some(*name);
            at = self.end(at + 1);
        }
        (tag, (self.tokens.get(at) == Some(&Token::Mark(b'{'))).then_some(at))
    }
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
                let mut rest = tokens.by_ref().take_while(|token| *token != Token::Line);
                // The guards are told by the first tokens.
                let line: Vec<_> = rest.by_ref().take(3).collect();
                rest.for_each(drop);
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

    #[test]
    fn texts_that_are_made_to_take_long_take_no_longer_than_others() {
        for piece in [
            "enum{",
            "typedef ",
            "extern ",
            "extern a(",
            "typedef{",
            "struct __attribute__(",
            "__attribute__ ",
            "typedef __attribute__ ",
            "}typedef ",
        ] {
            own(&piece.repeat((1 << 20) / piece.len()));
        }
    }

    #[test]
    fn declarations_one_inside_the_other_are_each_seen() {
        let own = own("typedef struct { typedef int a; enum { B, C } d; } e;\n\
             extern int f(int x) __attribute__((y)) __ksym;\ntypedef struct { int g __attribute__((h)); } i;\n");
        for name in ["a", "B", "C", "e", "f"] {
            assert!(has(&own.ordinary, name), "{name}");
        }
        assert!(!has(&own.ordinary, "d") && !has(&own.ordinary, "x"));
    }
}
