//! What is changed of an object so that this kernel takes it.
//!
//! libbpf loads in two steps. Before the first, maps and programs are as the object has them: types and sizes of maps can change,
//! and which of them are made or loaded; of instructions, only those of the programs' own functions are to be had. Its
//! preparation reads the kernel's types, creates the maps and relocates the programs. Then the instructions are as the kernel will
//! get them, and can be changed once more; programs can still be left out, and no more maps.

mod attach_types;
mod channels;
mod struct_ops;
mod variables;

use libbpf_rs::{AsRawLibbpf as _, OpenObject, libbpf_sys};

use self::channels::Channels;
pub(crate) use self::channels::{ChannelChoice, ChannelWish};
use crate::Result;
use crate::alternatives::Choices;
use crate::kernel_types::Chosen;
use crate::object::{About, returned};

/// What the application asks for before the load, and what was chosen: kept with the object. Each adaptation has its field.
#[derive(Debug, Default)]
pub(crate) struct Adaptation {
    pub(crate) alternatives: Choices,
    pub(crate) channels: Channels,
    variables: variables::Variables,
}

impl Adaptation {
    /// Nothing is asked for yet.
    pub(crate) fn of(object: &OpenObject) -> Self {
        Self { alternatives: Choices::of(object), ..Self::default() }
    }

    /// Changes maps and programs before libbpf prepares them.
    pub(crate) fn before_prepare(
        &mut self,
        object: &mut OpenObject,
        about: About<'_>,
        types: &Chosen,
    ) -> Result<()> {
        // First: what it leaves out does not count for the others.
        self.alternatives.before_prepare(object, types)?;
        self.fit_maps(object, about)?;
        // Last: what still can't be created.
        self.alternatives.stand_in(object)
    }

    /// Changes instructions before the kernel gets them.
    pub(crate) fn before_load(&mut self, object: &mut OpenObject, about: About<'_>) -> Result<()> {
        self.fit_instructions(object, about)?;
        // Last: this tries the programs as they will be loaded.
        self.alternatives.before_load(object, about)
    }

    /// What [`Adaptation::before_prepare`] does where the programs are chosen already.
    pub(crate) fn fit_maps(&mut self, object: &mut OpenObject, about: About<'_>) -> Result<()> {
        attach_types::before_prepare(object);
        self.channels.before_prepare(object, about)?;
        struct_ops::before_prepare(object);
        self.variables.before_prepare(object);
        Ok(())
    }

    /// What [`Adaptation::before_load`] does where the programs are chosen already.
    pub(crate) fn fit_instructions(&mut self, object: &mut OpenObject, about: About<'_>) -> Result<()> {
        self.channels.before_load(object, about)?;
        self.variables.before_load(object, about)
    }
}

/// The first half of libbpf's loading.
pub(crate) fn prepare(object: &mut OpenObject) -> libbpf_rs::Result<()> {
    // SAFETY: the object is open, and no reference into it is held.
    returned(unsafe { libbpf_sys::bpf_object__prepare(object.as_libbpf_object().as_ptr()) })
        .map_err(Into::into)
}
