//! Maps before the load.

use std::ffi::{CStr, CString};
use std::fmt;
use std::os::fd::{AsFd, AsRawFd};
use std::path::Path;
use std::ptr;

use libbpf_rs::libbpf_sys;

use super::pinned::{c_path, has_name, is_name_of};
use super::raw::Facts;
use super::{Map, RawMap, foreign};
use crate::adapt::GivenMap;
use crate::kernel::MapType;
use crate::object::{Handle, returned};
use crate::{Error, ErrorKind, Result};

/// A map that isn't in the kernel yet.
pub struct OpenMap(Handle<libbpf_sys::bpf_map>);

impl fmt::Debug for OpenMap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("OpenMap");
        if let Ok(facts) = self.facts() {
            shown.field("name", &facts.name);
        }
        shown.finish_non_exhaustive()
    }
}

impl OpenMap {
    pub(crate) fn new(handle: Handle<libbpf_sys::bpf_map>) -> Self {
        Self(handle)
    }

    /// How many entries the map will have room for; for a ring buffer, how many bytes.
    ///
    /// # Errors
    /// Where loading the object has failed already.
    pub fn max_entries(&self) -> Result<u32> {
        self.facts().map(|facts| facts.max_entries)
    }

    /// Chooses how many entries the map will have room for; for a ring buffer, how many bytes, which libbpf rounds up to
    /// a power of two of whole pages.
    ///
    /// # Errors
    /// Where the object is loaded already.
    pub fn set_max_entries(&mut self, count: u32) -> Result<()> {
        // SAFETY: the handle keeps the map valid.
        self.change("resize", |map| unsafe { libbpf_sys::bpf_map__set_max_entries(map, count) })
    }

    /// Has the load use the map that is pinned at `path`, if there is one, and else create it and pin it there. A map that the C
    /// declares with `__uint(pinning, LIBBPF_PIN_BY_NAME)` has the path `/sys/fs/bpf/` and its name.
    ///
    /// The load fails where the map that it finds is of another type, has other sizes, or keys or values with other fields.
    ///
    /// # Errors
    /// Where the object is loaded already.
    pub fn set_pin_path(&mut self, path: impl AsRef<Path>) -> Result<()> {
        let place = c_path(path.as_ref())?;
        // SAFETY: the handle keeps the map valid; libbpf copies the path.
        self.change("pin", |map| unsafe { libbpf_sys::bpf_map__set_pin_path(map, place.as_ptr()) })?;
        self.0.guard().adapt(|adaptation| {
            adaptation.adaptations = adaptation.adaptations.pins();
            Ok(())
        })
    }

    /// Has the programs use the map that is pinned at `path`, as many entries as it has room for.
    ///
    /// # Errors
    /// Where there is none, and where it is of another type, or of keys or values of other sizes. Where these have other fields, the load
    /// fails.
    pub fn reuse_pinned(&mut self, path: impl AsRef<Path>) -> Result<()> {
        let path = path.as_ref();
        let found = RawMap::from_pinned(path)?;
        self.reuse(&found).map_err(|error| error.context(format!("can't use the map at {}", path.display())))
    }

    /// Has the programs use a map that is there already, as many entries as it has room for: one of another object, say.
    ///
    /// # Errors
    /// Where it is of another type, of keys or values of other sizes, or, for a section of global variables, has another name. Where keys or
    /// values have other fields, the load fails.
    pub fn reuse(&mut self, map: &impl Map) -> Result<()> {
        let map = map.raw();
        let (ours, theirs) = (self.facts()?, map.facts());
        let refuse = |difference: &str| {
            let message = format!("the map `{}` can't be `{}`: {difference}", ours.name, theirs.name);
            Err(Error::new(ErrorKind::InvalidInput, message))
        };
        if let Some(difference) = foreign::difference(&ours, theirs) {
            return refuse(&difference);
        }
        let (descriptor, has_name) = (map.as_fd(), has_name(map));
        let reuse = |raw: *mut libbpf_sys::bpf_map| {
            // SAFETY: the handle keeps the map valid, and its name with it.
            unsafe {
                // libbpf gives the map the kernel's name of the other, by which the object would not find it any more.
                let name = CStr::from_ptr(libbpf_sys::bpf_map__name(raw));
                if has_name && is_name_of(&kernels_name(map), name) {
                    Some(returned(libbpf_sys::bpf_map__reuse_fd(raw, descriptor.as_raw_fd())).map(|()| None))
                } else if libbpf_sys::bpf_map__is_internal(raw) {
                    None
                } else {
                    // libbpf creates one, which is not to be pinned.
                    libbpf_sys::bpf_map__set_pin_path(raw, ptr::null());
                    let sized = returned(libbpf_sys::bpf_map__set_max_entries(raw, theirs.max_entries));
                    Some(sized.and_then(|()| descriptor.try_clone_to_owned().map(Some)))
                }
            }
        };
        let given = match self.0.call(reuse)?.0 {
            Some(reused) => reused
                .map_err(|error| Error::system(format!("can't reuse the map `{}`", ours.name), error))?,
            None => {
                let name = if has_name { kernels_name(map) } else { "unknown to the kernel".into() };
                return refuse(&format!("its name is {name}, not {}", ours.name));
            }
        };
        self.0.guard().adapt(|adaptation| {
            adaptation.given.extend(given.map(|map| GivenMap { name: ours.name.clone(), map }));
            adaptation.reused.push(ours.name);
            Ok(())
        })
    }

    /// Whether the load creates the map: it does unless this says otherwise. Programs that use a map which is not created are not taken; what
    /// `bpf.maps` has in its place refuses every operation. For kernels that lack the type of a map which only some programs use, as
    /// these can be left out by [`OpenProgram::set_autoload`](crate::OpenProgram::set_autoload).
    ///
    /// # Errors
    /// Where the object is loaded already.
    pub fn set_autocreate(&mut self, create: bool) -> Result<()> {
        // SAFETY: the handle keeps the map valid.
        self.change("leave out", |map| unsafe { libbpf_sys::bpf_map__set_autocreate(map, create) })
    }

    /// The map's type.
    pub(crate) fn map_type(&self) -> Result<Option<MapType>> {
        Ok(MapType::of(self.facts()?.map_type))
    }

    /// Whether the kernel would call it as it calls another map, with the same flags: before Linux 5.5 that of a section is made without one
    /// which its object asks for.
    pub(crate) fn is_made_as(&self, map: &RawMap) -> Result<bool> {
        let ours = self.facts()?;
        let name = CString::new(ours.name).unwrap_or_default();
        Ok(is_name_of(&kernels_name(map), &name) && ours.flags == map.facts().flags)
    }

    fn facts(&self) -> Result<Facts> {
        // SAFETY: the handle keeps the map valid.
        self.0.call(|map| unsafe { Facts::of(map) }).map(|(facts, _)| facts)
    }

    /// Calls libbpf, which returns a negative error.
    fn change(&mut self, doing: &str, act: impl FnOnce(*mut libbpf_sys::bpf_map) -> i32) -> Result<()> {
        let (code, _) = self.0.call(act)?;
        if code >= 0 {
            return Ok(());
        }
        let name = self.facts().map(|facts| facts.name).unwrap_or_default();
        let message = match -code {
            libc::EBUSY => format!("can't {doing} the map `{name}` after its object is loaded"),
            _ => format!("can't {doing} the map `{name}`"),
        };
        returned(code).map_err(|error| Error::system(message, error))
    }
}

/// What the kernel calls a map.
fn kernels_name(map: &RawMap) -> String {
    let name = map.name();
    name.get(..name.len().min(libbpf_sys::BPF_OBJ_NAME_LEN as usize - 1)).unwrap_or(name).to_owned()
}
