//! Alternatives: one hook that the C declares in several ways, of which the best that this kernel takes is used.
//!
//! `COOLBPF_ALTERNATIVE(GROUP, WAY)` of `coolbpf.h` puts a program into a group. A group has ways, the best first, and a way has
//! programs, which are loaded together or not at all. When the object is loaded,
//!
//! 1. what can be told without loading anything excludes ways (`facts.rs`): a function that the kernel's types don't name, a
//!    tracepoint without a directory, a kernel without kprobes;
//! 2. of what is left, the programs are given to the kernel as they will be loaded, one way after the other, and a program that does
//!    nothing is attached to the same target where that costs little (`attempt.rs`), until one way works;
//! 3. that one is loaded with the object, and the programs of the others are not.
//!
//! Where all but one way are excluded, that one is not tried before it is loaded. Should it fail, the error tells of all of them.

mod absent_maps;
mod attempt;
mod choice;
mod declared;
mod facts;
mod targets;

use std::fmt;
use std::marker::PhantomData;

pub(crate) use self::choice::{BeforePrepare, Choices};
use self::choice::{Group, State};
pub(crate) use self::targets::Targets;
use crate::object::Guard;
use crate::program::ProgramFacts;
use crate::{Error, ErrorKind, Result};

/// Whether nothing that is known of this kernel, without loading anything, speaks against a program.
pub(crate) fn may_be_possible(program: &ProgramFacts) -> bool {
    !matches!(facts::of(program, &mut Targets::default()), facts::Fact::Refused(_))
}

/// The ways of a group, of which one is used: an enum in the module `alternatives` of the bindings.
pub trait Alternative: Copy + PartialEq + Send + Sync + 'static {
    /// The group's name.
    const GROUP: &'static str;
    /// All of its ways, the best first.
    const ALL: &'static [Self];

    /// The way's name.
    fn name(self) -> &'static str;

    /// The way of that name, as from a command line.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidInput`] where there is none; the text has the names that there are.
    fn named(name: &str) -> Result<Self> {
        Self::ALL.iter().copied().find(|way| way.name() == name).ok_or_else(|| {
            let names: Vec<_> = Self::ALL.iter().map(|way| format!("`{}`", way.name())).collect();
            let message =
                format!("{name:?} is none of the alternatives `{}`: {}", Self::GROUP, names.join(", "));
            Error::new(ErrorKind::InvalidInput, message)
        })
    }
}

/// A group of alternatives before the load, when the choice can be taken from the loader.
#[derive(Debug)]
pub struct OpenAlternatives<W> {
    guard: Guard,
    way: PhantomData<fn() -> W>,
}

impl<W: Alternative> OpenAlternatives<W> {
    pub(crate) fn new(guard: Guard) -> Self {
        Self { guard, way: PhantomData }
    }

    /// Has one way used and no other tried. Where it doesn't work, loading the object fails.
    pub fn force(&mut self, way: W) {
        self.guard.adaptation().alternatives.force(W::GROUP, Some(way.name()));
    }

    /// Whether a way is used at all. One is unless this says otherwise.
    pub fn set_autoload(&mut self, load: bool) {
        let choices = &mut self.guard.adaptation().alternatives;
        if load {
            choices.free(W::GROUP);
        } else {
            choices.force(W::GROUP, None);
        }
    }
}

/// A group of alternatives after the load: what was chosen, and why the others were not.
///
/// Shown, it is one line: ``unlink: `fentry` does not work (this kernel has no `do_unlinkat` to attach to); `kprobe` is used``.
#[derive(Debug)]
pub struct Alternatives<W> {
    group: Group,
    way: PhantomData<fn() -> W>,
}

impl<W: Alternative> Alternatives<W> {
    pub(crate) fn of(choices: &Choices) -> Result<Self> {
        let group = choices.group(W::GROUP).cloned().ok_or_else(|| {
            Error::new(ErrorKind::Other, format!("the object has no alternatives `{}`", W::GROUP))
        })?;
        Ok(Self { group, way: PhantomData })
    }

    /// The way that is used; `None` where none was to be.
    #[must_use]
    pub fn chosen(&self) -> Option<W> {
        W::ALL.iter().copied().find(|way| matches!(self.state(*way), Some(State::Used)))
    }

    /// Why a way does not work on this kernel. `None` where it is used, was not needed, or was not to be used.
    #[must_use]
    pub fn reason(&self, way: W) -> Option<&str> {
        match self.state(way)? {
            State::Refused(reason) => Some(&reason.text),
            _ => None,
        }
    }

    fn state(&self, way: W) -> Option<&State> {
        self.group.state(way.name())
    }
}

impl<W> fmt::Display for Alternatives<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.group.fmt(f)
    }
}
