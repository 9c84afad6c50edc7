//! Which adaptations a binary carries for an object.

use libbpf_rs::OpenObject;

use super::channels::Channels;
use super::variables::Variables;
use super::{GivenMap, functions, given_maps};
use crate::alternatives::{self, Choices};
use crate::attach::many;
use crate::map;
use crate::object::About;
use crate::{Error, Link, Program, Result};

/// Puts the functions that programs call in the place of their calls.
type OfFunctions = fn(&mut OpenObject, About<'_>, &Choices) -> Result<()>;

/// What an object may need that most objects don't. Whoever knows what is in the object names it, so that a binary has no code for
/// the rest: half a megabyte less is mapped. What an object has and nobody named is not adapted.
#[derive(Clone, Copy)]
pub struct Adaptations {
    pub(crate) alternatives: Option<OfAlternatives>,
    pub(super) channels: Option<OfChannels>,
    pub(super) variables: Option<OfVariables>,
    pub(super) functions: Option<OfFunctions>,
    pub(crate) attach_many: Option<AttachMany>,
    pub(super) pins: Option<OfPins>,
}

/// [`many::attach`].
type AttachMany = fn(&Program) -> Result<Option<Result<Link>>>;

/// What is done about alternatives.
#[derive(Clone, Copy)]
pub(crate) struct OfAlternatives {
    pub(super) of: fn(&OpenObject) -> Choices,
    pub(super) before_prepare: alternatives::BeforePrepare,
    pub(super) stand_in: fn(&mut Choices, &mut OpenObject) -> Result<()>,
    pub(super) before_load: fn(&mut Choices, &mut OpenObject, About<'_>) -> Result<()>,
    pub(super) explain: fn(&Choices, Error, Option<&str>) -> Error,
}

/// What is done about channels.
#[derive(Clone, Copy)]
pub(super) struct OfChannels {
    pub(super) before_prepare: fn(&mut Channels, &mut OpenObject, About<'_>) -> Result<()>,
    pub(super) before_load: fn(&Channels, &mut OpenObject, About<'_>, &Choices) -> Result<()>,
}

/// What is done about global variables.
#[derive(Clone, Copy)]
pub(super) struct OfVariables {
    pub(super) before_prepare: fn(&mut Variables, &mut OpenObject),
    pub(super) before_load: fn(&mut Variables, &mut OpenObject, About<'_>) -> Result<()>,
}

/// What is done about maps that are found by their files.
#[derive(Clone, Copy)]
pub(super) struct OfPins {
    pub(super) before_prepare: fn(&mut Vec<GivenMap>, &mut Vec<String>, &OpenObject) -> Result<()>,
    pub(super) explain: fn(&OpenObject, &[String]) -> Option<Error>,
}

impl Adaptations {
    /// What every object gets.
    pub const FEWEST: Self = Self {
        alternatives: None,
        channels: None,
        variables: None,
        functions: None,
        attach_many: None,
        pins: None,
    };
    /// For an object of which nothing is known.
    pub const ALL: Self = Self::FEWEST.alternatives().channels().variables().functions().attach_many().pins();

    /// For programs that are alternatives.
    #[must_use]
    pub const fn alternatives(self) -> Self {
        let alternatives = OfAlternatives {
            of: Choices::of,
            before_prepare: Choices::before_prepare,
            stand_in: Choices::stand_in,
            before_load: Choices::before_load,
            explain: Choices::explain,
        };
        Self { alternatives: Some(alternatives), ..self }
    }

    /// For channels of events.
    #[must_use]
    pub const fn channels(self) -> Self {
        let channels =
            OfChannels { before_prepare: Channels::before_prepare, before_load: Channels::before_load };
        Self { channels: Some(channels), ..self }
    }

    /// For global variables, constants among them.
    #[must_use]
    pub const fn variables(self) -> Self {
        let variables =
            OfVariables { before_prepare: Variables::before_prepare, before_load: Variables::before_load };
        Self { variables: Some(variables), ..self }
    }

    /// For functions that are called.
    #[must_use]
    pub const fn functions(self) -> Self {
        Self { functions: Some(functions::before_load), ..self }
    }

    /// For maps that are pinned: by what the C says; [`OpenMap::set_pin_path`](crate::OpenMap::set_pin_path) sees to it itself.
    #[must_use]
    pub const fn pins(self) -> Self {
        let pins = OfPins { before_prepare: given_maps::before_prepare, explain: map::explain_pinned };
        Self { pins: Some(pins), ..self }
    }

    /// For programs whose section says that one probe is for many functions.
    #[must_use]
    pub const fn attach_many(self) -> Self {
        Self { attach_many: Some(many::attach), ..self }
    }
}
