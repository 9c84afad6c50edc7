//! The maps of an object by their names, wherever they come from.

use libbpf_rs::skel::OpenSkel;

use crate::events::Channel;
use crate::map::{Arena, Globals, Inner, RawMap, Template};
use crate::object::Loaded;
use crate::struct_ops::StructOps;
use crate::{Result, Value};

/// The maps of an object by their names: of one that this process has loaded, or of files that keep them.
pub trait Parts {
    /// The map of this name; that of a section of global variables has the section's.
    fn map(&self, name: &str) -> Result<RawMap>;

    /// The channel of this name.
    fn channel<T: Value>(&self, name: &str) -> Result<Channel<T>>;

    /// What the maps in a map are made with.
    fn inner(&self, inner: Inner) -> Result<Template>;

    /// The arena of this name.
    fn arena(&self, name: &str) -> Result<Arena>;

    /// The kernel interface of this name.
    fn struct_ops<T>(&self, name: &str) -> Result<StructOps<T>>;

    /// A section of global variables.
    fn globals<T: Value>(&self, section: &str) -> Result<Globals<T>> {
        Globals::new(self.map(section)?)
    }
}

impl<O: OpenSkel<'static> + 'static> Parts for Loaded<O> {
    fn map(&self, name: &str) -> Result<RawMap> {
        self.map_named(name)
    }

    fn channel<T: Value>(&self, name: &str) -> Result<Channel<T>> {
        self.channel_named(name)
    }

    fn inner(&self, inner: Inner) -> Result<Template> {
        Loaded::inner(self, inner)
    }

    fn arena(&self, name: &str) -> Result<Arena> {
        Arena::new(self.map_named(name)?, self.map_handle(name)?)
    }

    fn struct_ops<T>(&self, name: &str) -> Result<StructOps<T>> {
        Ok(StructOps::new(self.map_handle(name)?))
    }
}
