//! The parts of an object by their names.

use std::ffi::CStr;
use std::ptr::NonNull;
use std::sync::Arc;

use libbpf_rs::skel::{OpenSkel, Skel as _};
use libbpf_rs::{AsRawLibbpf as _, libbpf_sys};

use super::{Handle, Loaded, Opened, not};
use crate::events::Channel;
#[cfg(feature = "dynamic")]
use crate::events::OpenChannel;
use crate::map::{OpenMap, RawMap};
use crate::object::owner::{Keep, Phase};
use crate::program::c_string;
#[cfg(feature = "dynamic")]
use crate::program::{OpenProgram, Program};
use crate::{Error, ErrorKind, Result, Value};

type MapHandle = Handle<libbpf_sys::bpf_map>;
#[cfg(feature = "dynamic")]
type ProgramHandle = Handle<libbpf_sys::bpf_program>;

impl<O: OpenSkel<'static> + 'static> Opened<O> {
    /// The map of this name; that of a section of global variables has the section's.
    pub(crate) fn map_named(&self, name: &str) -> Result<OpenMap> {
        self.map_handle(name).map(OpenMap::new)
    }

    #[cfg(feature = "dynamic")]
    pub(crate) fn channel_named(&self, name: &str) -> Result<OpenChannel> {
        self.map_handle(name).map(|map| OpenChannel::new(name.to_owned(), map))
    }

    #[cfg(feature = "dynamic")]
    pub(crate) fn program_named(&self, name: &str) -> Result<OpenProgram> {
        let about = self.about.about();
        let program = match &*self.owner.lock() {
            Phase::Open(skeleton) => program_of(skeleton.open_object().as_libbpf_object(), name)?,
            _ => return Err(not(about, "open")),
        };
        let program = program.ok_or_else(|| missing(about.name, "program", name))?;
        Ok(OpenProgram::new(ProgramHandle::new(Arc::clone(&self.owner) as Arc<dyn Keep>, program)))
    }

    #[cfg(feature = "dynamic")]
    /// Has the variables of a section start with these bytes, from `offset` on.
    pub(crate) fn set_initial(&self, section: &str, offset: usize, bytes: &[u8]) -> Result<()> {
        let written = self.map_handle(section)?.call(|map| {
            let mut size = 0;
            // SAFETY: the handle keeps the map valid.
            let values = unsafe { libbpf_sys::bpf_map__initial_value(map, &raw mut size) };
            let values = NonNull::new(values.cast::<u8>())?;
            let end = offset.checked_add(bytes.len())?;
            if end > usize::try_from(size).ok()? {
                return None;
            }
            // SAFETY: libbpf has so many bytes there until the object is loaded, which takes the lock that is held here; nothing
            // refers to them meanwhile.
            unsafe { values.add(offset).as_ptr().copy_from_nonoverlapping(bytes.as_ptr(), bytes.len()) };
            Some(())
        });
        written?.0.ok_or_else(|| {
            let message = format!("the section `{section}` has no {} bytes at {offset}", bytes.len());
            Error::new(ErrorKind::InvalidInput, message)
        })
    }

    fn map_handle(&self, name: &str) -> Result<MapHandle> {
        let about = self.about.about();
        let map = match &*self.owner.lock() {
            Phase::Open(skeleton) => map_of(skeleton.open_object().as_libbpf_object(), name)?,
            _ => return Err(not(about, "open")),
        };
        let map = map.ok_or_else(|| missing(about.name, "map", name))?;
        Ok(MapHandle::new(Arc::clone(&self.owner) as Arc<dyn Keep>, map))
    }
}

impl<O: OpenSkel<'static> + 'static> Loaded<O> {
    /// The map of this name; that of a section of global variables has the section's.
    pub(crate) fn map_named(&self, name: &str) -> Result<RawMap> {
        self.as_declared(RawMap::of(&self.map_handle(name)?)?)
    }

    /// The channel of this name.
    pub(crate) fn channel_named<T: Value>(&self, name: &str) -> Result<Channel<T>> {
        let raw = RawMap::of(&self.map_handle(name)?)?;
        let state = RawMap::of(&self.map_handle(&format!("{}{name}", crate::adapt::STATE))?)?;
        let choice = self.owner.adaptation().channels.choice(name);
        let choice = choice.ok_or_else(|| missing(self.about.about().name, "channel", name))?;
        Channel::new(raw, state, choice)
    }

    #[cfg(feature = "dynamic")]
    pub(crate) fn program_named(&self, name: &str) -> Result<Program> {
        let program = self.with(|skeleton| program_of(skeleton.object().as_libbpf_object(), name))??;
        let program = program.ok_or_else(|| missing(self.about.about().name, "program", name))?;
        Ok(Program::new(ProgramHandle::new(Arc::clone(&self.owner) as Arc<dyn Keep>, program)))
    }

    pub(crate) fn map_handle(&self, name: &str) -> Result<MapHandle> {
        let map = self.with(|skeleton| map_of(skeleton.object().as_libbpf_object(), name))??;
        let map = map.ok_or_else(|| missing(self.about.about().name, "map", name))?;
        Ok(MapHandle::new(Arc::clone(&self.owner) as Arc<dyn Keep>, map))
    }
}

/// libbpf's own look-up: it finds sections by their names, too.
fn map_of(
    object: NonNull<libbpf_sys::bpf_object>,
    name: &str,
) -> Result<Option<NonNull<libbpf_sys::bpf_map>>> {
    let name = c_string(name.as_bytes())?;
    // SAFETY: whoever calls this holds the lock of the object, which is there.
    Ok(NonNull::new(unsafe { libbpf_sys::bpf_object__find_map_by_name(object.as_ptr(), name.as_ptr()) }))
}

#[cfg(feature = "dynamic")]
fn program_of(
    object: NonNull<libbpf_sys::bpf_object>,
    name: &str,
) -> Result<Option<NonNull<libbpf_sys::bpf_program>>> {
    let name = c_string(name.as_bytes())?;
    // SAFETY: as above.
    Ok(NonNull::new(unsafe { libbpf_sys::bpf_object__find_program_by_name(object.as_ptr(), name.as_ptr()) }))
}

/// What a map is called by: of a section of global variables, libbpf puts some of the object's name before it.
pub(super) fn name_of(map: &MapHandle) -> Result<String> {
    let name = |map| {
        // SAFETY: the handle keeps the map valid, and its name with it.
        unsafe { CStr::from_ptr(libbpf_sys::bpf_map__name(map)).to_string_lossy().into_owned() }
    };
    let (name, _) = map.call(|map| name(map))?;
    Ok(name.find('.').and_then(|dot| name.get(dot..)).unwrap_or(&name).to_owned())
}

fn missing(object: &str, what: &str, name: &str) -> Error {
    Error::new(ErrorKind::InvalidInput, format!("`{object}` has no {what} `{name}`"))
}
