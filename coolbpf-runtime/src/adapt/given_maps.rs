//! Maps that were there before and are used in the place of an object's own, where libbpf would lose its own by their names.
//!
//! libbpf calls a map that it reuses what the kernel calls it: nothing before Linux 4.15, and else maybe another name than the object's, by
//! which nobody finds it any more. So libbpf creates the object's own map, and then the other one is put under its descriptor: from then on
//! it is the map of that name for whoever asks.

use std::ffi::CStr;
use std::io;
use std::os::fd::{AsRawFd as _, OwnedFd};
use std::ptr;

use libbpf_rs::{AsRawLibbpf as _, OpenObject, libbpf_sys};

use crate::map::pinned_without_name;
use crate::object::About;
use crate::{Error, Result};

/// A map that is given to an object.
pub(crate) struct GivenMap {
    /// The name of the object's own.
    pub(crate) name: String,
    pub(crate) map: OwnedFd,
}

/// Has libbpf leave pinned maps alone of which the kernel has no name.
pub(super) fn before_prepare(
    given: &mut Vec<GivenMap>,
    reused: &mut Vec<String>,
    object: &OpenObject,
) -> Result<()> {
    for map in object.maps() {
        let raw = map.as_libbpf_object().as_ptr();
        // SAFETY: the map is open, and its path with it.
        let place = unsafe {
            let path = libbpf_sys::bpf_map__pin_path(raw);
            if path.is_null() || !libbpf_sys::bpf_map__autocreate(raw) {
                continue;
            }
            CStr::from_ptr(path)
        };
        // SAFETY: the map is open.
        let Some(found) = (unsafe { pinned_without_name(raw, place) })? else { continue };
        // SAFETY: the map is open; without a path, libbpf looks for no file.
        unsafe { libbpf_sys::bpf_map__set_pin_path(raw, ptr::null()) };
        let name = map.name().to_string_lossy().into_owned();
        reused.push(name.clone());
        given.push(GivenMap { name, map: found });
    }
    Ok(())
}

/// Puts the maps in the place of those that libbpf has created.
pub(super) fn before_load(given: &[GivenMap], object: &OpenObject, about: About<'_>) -> Result<()> {
    for GivenMap { name, map } in given {
        let Some(own) = object.maps().find(|own| own.name() == name.as_str()) else { continue };
        // SAFETY: the map is open, and both descriptors are.
        let code = unsafe {
            let own = libbpf_sys::bpf_map__fd(own.as_libbpf_object().as_ptr());
            libc::dup3(map.as_raw_fd(), own, libc::O_CLOEXEC)
        };
        if code < 0 {
            let doing = format!("can't load `{}`: can't use the map that is given as `{name}`", about.name);
            return Err(Error::system(doing, io::Error::last_os_error()));
        }
    }
    Ok(())
}
