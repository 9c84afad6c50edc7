//! Slimming: of a kernel's types, what the CO-RE relocations of an object ask for.
//!
//! libbpf answers a relocation by looking through the kernel's types for those of the same name, and through their members for
//! those of the same names. What is kept here is all that it could look at on the way to an answer: the types of the names that
//! the object asks for with the members that it names, and whatever gives these a size. That is a little more than what matches, so
//! that no rule of libbpf's about which types are compatible has to be repeated here; and since types only lose members, what did not
//! match the whole doesn't match the slim types either. (libbpf's `relo_core.c` has the rules; bpftool's `gen min_core_btf` does the same
//! by calling them.)

mod ask;
mod keep;
mod write;

use std::collections::BTreeMap;

use coolbpf_contract::btf::{Btf, Kind, TypeId};
use coolbpf_contract::{CheckedObject, printable_line};

use crate::{Error, Result};
use ask::{Ask, Question};
use keep::Kept;

/// What an object asks of kernels' types, to be asked of one kernel after the other.
pub(crate) struct Slimmer<'a> {
    asks: BTreeMap<&'a str, Vec<Ask<'a>>>,
}

impl<'a> Slimmer<'a> {
    /// Reads the CO-RE relocations of an object.
    pub(crate) fn of(object: &'a CheckedObject) -> Result<Self> {
        Ok(Self { asks: ask::by_name(object)? })
    }

    /// Whether the object asks nothing, so that it runs on kernels without types.
    pub(crate) fn is_idle(&self) -> bool {
        self.asks.is_empty()
    }

    /// The slim types of a kernel, as the bytes of a `.BTF` section. Equal kernels and relocations give equal bytes.
    ///
    /// # Errors
    /// Where the types are so entangled that this would take more than a moment.
    pub(crate) fn slim(&self, kernel: &Btf<'_>) -> Result<Vec<u8>> {
        let mut kept = Kept::new(kernel);
        for (id, found) in kernel.types().filter(|(_, found)| !found.name.is_empty()) {
            for ask in self.asks.get(essential(found.name)).into_iter().flatten() {
                if is_candidate(&ask.kind, &found.kind) {
                    answer(&mut kept, id, &ask.question);
                }
                if kept.is_exhausted() {
                    return Err(Error::new(format!(
                        "its types called `{}`, and what they hold, are more than any kernel has",
                        printable_line(found.name)
                    )));
                }
            }
        }
        Ok(write::write(kernel, &kept.into_types()))
    }
}

/// Keeps what libbpf looks at to answer a question about a type of the right name.
fn answer(kept: &mut Kept<'_, '_>, id: TypeId, question: &Question<'_>) {
    match question {
        Question::Field(steps) => kept.field(id, steps),
        Question::Enumerator(name) => kept.enumerator(id, name),
        Question::Type => kept.shape(id),
        Question::Match => kept.whole(id),
    }
}

/// A name without its flavour: `task_struct` of `task_struct___old`. It is libbpf's `bpf_core_essential_name_len`.
fn essential(name: &str) -> &str {
    // Three underscores between two other characters.
    let is_separator =
        |window: &[u8]| matches!(window, [first, b'_', b'_', b'_', last] if *first != b'_' && *last != b'_');
    match name.as_bytes().windows(5).rposition(is_separator) {
        Some(at) => name.get(..=at).unwrap_or(name),
        None => name,
    }
}

/// Whether libbpf takes a kernel's type for one that the object could mean: those of one kind, and enums of either width.
fn is_candidate(local: &Kind<'_>, kernel: &Kind<'_>) -> bool {
    matches!(
        (local, kernel),
        (Kind::Int(_), Kind::Int(_))
            | (Kind::Struct(_), Kind::Struct(_))
            | (Kind::Union(_), Kind::Union(_))
            | (Kind::Enum(_) | Kind::Enum64(_), Kind::Enum(_) | Kind::Enum64(_))
            | (Kind::Forward(_), Kind::Forward(_))
            | (Kind::Typedef(_), Kind::Typedef(_))
            | (Kind::Float { .. }, Kind::Float { .. })
    )
}

#[cfg(all(test, feature = "compile"))]
mod tests;
