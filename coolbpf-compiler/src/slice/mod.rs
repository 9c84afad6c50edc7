//! `vmlinux.h`, cut down to what a program can reach.
//!
//! The whole header is 3 MB of C, and reading it takes clang longer than everything else. The slice of it holds
//!
//! - every type, typedef, enumerator and kfunc whose name stands in the sources, in their defines, or in a header of
//!   the bundle that they reach;
//! - what these need by value;
//! - what a member of any of these points to, if the member's name stands there, too: `BPF_CORE_READ(task, mm,
//!   exe_file)` names no `mm_struct`, but reaches into one;
//! - forward declarations of what function prototypes mention beyond that.
//!
//! An expression's type comes from a name, or from a member's name and the type of what it is a member of; so
//! every type that a program can look into is there, and it compiles to the same code and the same CO-RE relocations as with
//! the whole header. Names that only a macro's `##` puts together are seen by preprocessing the sources first. Where clang
//! finds a type of the kernel incomplete all the same, it is added, and the program compiled again.

pub(crate) mod kernel_types;
mod own_names;
#[cfg(test)]
mod tests;
mod words;

use coolbpf_contract::{Arch, Diagnostic, Level, Request};

use crate::bundle;
use crate::reach::Reached;
use crate::{Error, Result};
use kernel_types::{KernelTypes, Need, NodeId, Record, hash};
use own_names::OwnNames;
use words::Words;
pub(crate) use words::{Token, tokens};

/// Declares libbpf's helper functions, and with them all that any of them mentions: the types that a call can give are
/// found by the helper's name instead.
const HELPERS: &str = "bpf/bpf_helper_defs.h";

const START: &str = "\
#ifndef __VMLINUX_H__
#define __VMLINUX_H__

#ifndef BPF_NO_PRESERVE_ACCESS_INDEX
#pragma clang attribute push (__attribute__((preserve_access_index)), apply_to = record)
#endif

";

const KFUNCS: &str = "
#ifndef BPF_NO_KFUNC_PROTOTYPES
#ifndef __ksym
#define __ksym __attribute__((section(\".ksyms\")))
#endif

#ifndef __weak
#define __weak __attribute__((weak))
#endif

";

const END: &str = "\
#endif

#ifndef BPF_NO_PRESERVE_ACCESS_INDEX
#pragma clang attribute pop
#endif

#endif /* __VMLINUX_H__ */
";

/// The whole `vmlinux.h` for `arch`, as `bpftool btf dump format c` writes it: for editors, and for whoever
/// wants to read it. Programs don't need it: [`compile`](crate::compile()) brings what they use. Empty for an `arch`
/// that is not among [`Arch::BUNDLED`].
#[must_use]
pub fn vmlinux_h(arch: Arch) -> String {
    let wanted = Wanted { arch, words: Words::default(), own: OwnNames::default() };
    let whole = || {
        let types = KernelTypes::parse(bundle::kernel_types(arch)?)?;
        Slice { needs: vec![Some(Need::Whole); types.len()], ..Slice::of(&types, &wanted) }.text()
    };
    whole().unwrap_or_default()
}

/// What a program wants of the kernel's types.
pub(crate) struct Wanted {
    arch: Arch,
    words: Words,
    own: OwnNames,
}

impl Wanted {
    /// What `request`, which reaches `reached`, names. `expanded` is its preprocessed text, if a macro may have put a name
    /// together.
    pub(crate) fn by(request: &Request, reached: &Reached, expanded: Option<&[u8]>) -> Self {
        let mut words = Words::default();
        let mut own = OwnNames::default();
        for (_, text) in request.sources.files() {
            words.add(text);
            own.add(text);
        }
        words.add(expanded.unwrap_or_default());
        for (name, value) in &request.options.defines {
            words.add(value.as_str().as_bytes());
            own.add_macro(name.as_str().as_bytes());
        }
        for event in request.options.events.values() {
            words.add_word(event.as_str().as_bytes());
        }
        for (path, text) in &reached.headers {
            if path == HELPERS {
                words.add_word(path.as_bytes());
            } else {
                words.add(text);
            }
        }
        Self { arch: request.arch, words, own }
    }

    /// Adds the types that clang found to be declared only; tells whether the header is another one now.
    ///
    /// An expression's type comes from names alone, but for one case: the result of a function that a member points
    /// to, which BPF can't call, but `typeof` can look at.
    pub(crate) fn add_incomplete(&mut self, said: &[Diagnostic]) -> bool {
        let Some(types) = bundle::kernel_types(self.arch).and_then(KernelTypes::parse) else { return false };
        let mut added = false;
        // A source can have clang print what looks like a note, but not behind an error that it hasn't got.
        for diagnostic in said.iter().skip_while(|diagnostic| diagnostic.level != Level::Error) {
            let Some(declared) = diagnostic.message.strip_prefix("forward declaration of '") else {
                continue;
            };
            let tag = declared.strip_prefix("struct ").or_else(|| declared.strip_prefix("union "));
            let Some(tag) = tag.map(|tag| tag.trim_end_matches('\'').as_bytes()) else { continue };
            if types.named(hash(tag)).next().is_some() {
                added |= self.words.add_word(tag);
            }
        }
        added
    }

    /// The header with all of it.
    pub(crate) fn vmlinux(&self) -> Result<String> {
        let slice = || {
            let types = KernelTypes::parse(bundle::kernel_types(self.arch)?)?;
            let mut slice = Slice::of(&types, self);
            slice.grow()?;
            slice.text()
        };
        slice().ok_or_else(|| {
            Error::new(
                "the kernel types in this build of coolbpf-compiler are damaged; `cargo xtask bundle` makes them again",
            )
        })
    }
}

/// Whether a macro in `text` may put a name of the kernel's together: one of its own, or the one of libbpf's that
/// does, `bpf_for_each(css, ...)`, which means `struct bpf_iter_css`.
pub(crate) fn pastes(text: &[u8]) -> bool {
    let mut before = None;
    tokens(text).any(|token| {
        let two_hashes = token == Token::Mark(b'#') && before == Some(Token::Mark(b'#'));
        before = Some(token);
        two_hashes || token == Token::Word(b"bpf_for_each")
    })
}

/// A choice among the kernel's declarations.
struct Slice<'t> {
    types: &'t KernelTypes<'t>,
    wanted: &'t Wanted,
    /// How much of each declaration is needed.
    needs: Vec<Option<Need>>,
    /// What was found to be needed, and not yet looked at.
    found: Vec<(NodeId, Need)>,
}

impl<'t> Slice<'t> {
    fn of(types: &'t KernelTypes<'t>, wanted: &'t Wanted) -> Self {
        Self { types, wanted, needs: vec![None; types.len()], found: Vec::new() }
    }

    /// Chooses what the words name, and all that this needs.
    fn grow(&mut self) -> Option<()> {
        let wanted = self.wanted;
        for name in wanted.words.hashes() {
            for node in self.types.named(name) {
                if !is_own(&wanted.own, &self.types.record(node)?, name) {
                    self.found.push((node, Need::Whole));
                }
            }
        }
        while let Some((node, need)) = self.found.pop() {
            let known = self.needs.get_mut(node as usize)?;
            if *known >= Some(need) {
                continue;
            }
            *known = Some(need);
            // Of a struct or union whose name is enough, there is only the forward declaration.
            let record = self.types.record(node)?;
            if need == Need::Name && tag(record.text).is_some() {
                continue;
            }
            for (needed, how) in record.needs() {
                self.found.push((needed, if how == Need::Same { need } else { how }));
            }
            for (member, pointee) in record.pointees() {
                if wanted.words.contains_short(member)
                    && self.needs.get(pointee as usize)? != &Some(Need::Whole)
                {
                    let pointed_to = self.types.record(pointee)?;
                    if !tag(pointed_to.text).is_some_and(|tag| wanted.own.tags.contains(&hash(tag))) {
                        self.found.push((pointee, Need::Whole));
                    }
                }
            }
        }
        Some(())
    }

    /// What was chosen, as C.
    fn text(&self) -> Option<String> {
        let forwards = self.types.forwards()?;
        let mut text = START.as_bytes().to_vec();
        let chosen = || (0..).zip(&self.needs).filter_map(|(node, need)| Some((node, (*need)?)));
        for (node, _) in chosen() {
            text.extend_from_slice(forwards.get(node)?);
        }
        let mut in_kfuncs = false;
        for (node, need) in chosen() {
            if node >= self.types.first_kfunc() && !in_kfuncs {
                in_kfuncs = true;
                text.extend_from_slice(KFUNCS.as_bytes());
            }
            if need == Need::Whole || forwards.get(node)?.is_empty() {
                text.extend_from_slice(self.types.record(node)?.text);
            }
        }
        if !in_kfuncs {
            text.extend_from_slice(KFUNCS.as_bytes());
        }
        text.extend_from_slice(END.as_bytes());
        String::from_utf8(text).ok()
    }
}

/// Whether the program defines itself what it means by `name`, which found `record`.
fn is_own(own: &OwnNames, record: &Record<'_>, name: u64) -> bool {
    if tag(record.text).is_some_and(|tag| hash(tag) == name) {
        own.tags.contains(&name)
    } else {
        own.ordinary.contains(&name)
    }
}

/// The tag that a declaration starts with.
fn tag(text: &[u8]) -> Option<&[u8]> {
    let mut words = text.splitn(3, |byte| matches!(byte, b' ' | b';'));
    matches!(words.next()?, b"struct" | b"union" | b"enum").then(|| words.next())?.filter(|tag| *tag != b"{")
}
