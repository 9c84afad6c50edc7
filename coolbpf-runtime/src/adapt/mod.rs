//! What is changed of an object so that this kernel takes it.
//!
//! libbpf loads in two steps. Before the first, maps and programs are as the object has them: types and sizes of maps can change,
//! and which of them are made or loaded; of instructions, only those of the programs' own functions are to be had. Its
//! preparation reads the kernel's types, creates the maps and relocates the programs. Then the instructions are as the kernel will
//! get them, and can be changed once more; programs can still be left out, and no more maps.

mod adaptations;
mod attach_types;
mod channels;
mod functions;
mod given_maps;
mod struct_ops;
mod variables;

use libbpf_rs::{AsRawLibbpf as _, OpenObject, libbpf_sys};

pub use self::adaptations::Adaptations;
use self::channels::Channels;
pub(crate) use self::channels::{ChannelChoice, ChannelWish, STATE};
pub(crate) use self::given_maps::GivenMap;
use crate::alternatives::Choices;
use crate::kernel_types::Chosen;
use crate::object::{About, returned};
use crate::{Error, Result};

/// What the application asks for before the load, and what was chosen: kept with the object. Each adaptation has its field.
pub(crate) struct Adaptation {
    pub(crate) adaptations: Adaptations,
    pub(crate) alternatives: Choices,
    pub(crate) channels: Channels,
    /// The names of maps that are others, which were there before.
    pub(crate) reused: Vec<String>,
    /// Those of them that libbpf does not know of.
    pub(crate) given: Vec<GivenMap>,
    variables: variables::Variables,
}

impl Adaptation {
    pub(crate) fn with(adaptations: Adaptations, object: &OpenObject) -> Self {
        Self {
            adaptations,
            alternatives: adaptations.alternatives.map_or_else(Choices::default, |of| (of.of)(object)),
            channels: Channels::default(),
            reused: Vec::new(),
            given: Vec::new(),
            variables: variables::Variables::default(),
        }
    }

    /// An error of loading or attaching a program, which may tell of its alternatives.
    pub(crate) fn explain(&self, error: Error, failed: Option<&str>) -> Error {
        match &self.adaptations.alternatives {
            Some(alternatives) => (alternatives.explain)(&self.alternatives, error, failed),
            None => error,
        }
    }

    /// The error of an object whose map can't be the one that is pinned, if the messages say so.
    pub(crate) fn explain_pinned(&self, object: &OpenObject, messages: &[String]) -> Option<Error> {
        self.adaptations.pins.and_then(|pins| (pins.explain)(object, messages))
    }

    /// Changes maps and programs before libbpf prepares them.
    pub(crate) fn before_prepare(
        &mut self,
        object: &mut OpenObject,
        about: About<'_>,
        types: &Chosen,
    ) -> Result<()> {
        // First: what it leaves out does not count for the others.
        if let Some(alternatives) = &self.adaptations.alternatives {
            (alternatives.before_prepare)(&mut self.alternatives, object, types)?;
        }
        if let Some(pins) = &self.adaptations.pins {
            (pins.before_prepare)(&mut self.given, &mut self.reused, object)?;
        }
        self.fit_maps(object, about)?;
        match &self.adaptations.alternatives {
            // Last: what still can't be created.
            Some(alternatives) => (alternatives.stand_in)(&mut self.alternatives, object),
            None => Ok(()),
        }
    }

    /// Changes instructions before the kernel gets them.
    pub(crate) fn before_load(&mut self, object: &mut OpenObject, about: About<'_>) -> Result<()> {
        given_maps::before_load(&self.given, object, about)?;
        self.fit_instructions(object, about)?;
        match &self.adaptations.alternatives {
            // Last: this tries the programs as they will be loaded.
            Some(alternatives) => (alternatives.before_load)(&mut self.alternatives, object, about),
            None => Ok(()),
        }
    }

    /// What [`Adaptation::before_prepare`] does where the programs are chosen already.
    pub(crate) fn fit_maps(&mut self, object: &mut OpenObject, about: About<'_>) -> Result<()> {
        attach_types::before_prepare(object);
        if let Some(channels) = &self.adaptations.channels {
            (channels.before_prepare)(&mut self.channels, object, about)?;
        }
        struct_ops::before_prepare(object);
        if let Some(variables) = &self.adaptations.variables {
            (variables.before_prepare)(&mut self.variables, object);
        }
        Ok(())
    }

    /// What [`Adaptation::before_load`] does where the programs are chosen already.
    pub(crate) fn fit_instructions(&mut self, object: &mut OpenObject, about: About<'_>) -> Result<()> {
        // First: then what is known of a program is known of its functions.
        if let Some(join) = self.adaptations.functions {
            join(object, about, &self.alternatives)?;
        }
        if let Some(channels) = &self.adaptations.channels {
            (channels.before_load)(&self.channels, object, about, &self.alternatives)?;
        }
        match &self.adaptations.variables {
            Some(variables) => (variables.before_load)(&mut self.variables, object, about),
            None => Ok(()),
        }
    }
}

/// The first half of libbpf's loading.
pub(crate) fn prepare(object: &mut OpenObject) -> libbpf_rs::Result<()> {
    // SAFETY: the object is open, and no reference into it is held.
    returned(unsafe { libbpf_sys::bpf_object__prepare(object.as_libbpf_object().as_ptr()) })
        .map_err(Into::into)
}
