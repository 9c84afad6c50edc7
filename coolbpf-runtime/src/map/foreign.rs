//! Maps that were there before, which may be other than a program's C says, and those that are not there.

use std::ffi::CStr;
use std::fs::{self, File};
use std::io;
use std::os::fd::{AsFd as _, AsRawFd as _, BorrowedFd, OwnedFd};
use std::path::{Path, PathBuf};

use libbpf_rs::{AsRawLibbpf as _, OpenObject, libbpf_sys};

use super::RawMap;
use super::pinned::has_name;
use super::raw::Facts;
use crate::kernel::MapType;
use crate::{Error, ErrorKind, Result, Value};

impl RawMap {
    /// A map that is not there: it refuses everything.
    pub(crate) fn nothing(declared: Facts) -> Result<Self> {
        let nothing =
            File::open("/dev/null").map_err(|error| Error::system("can't open /dev/null", error))?;
        Self::new(nothing.into(), declared)
    }

    /// The same of a map that was there before the object was loaded.
    pub(crate) fn made_elsewhere(mut self) -> Self {
        self.foreign = Some(format!("the map that is given as `{}`", self.name()));
        self
    }

    /// Refuses a map that is of none of these types, or whose keys and values are not these: by their sizes, and of a map that was made
    /// elsewhere also by their fields.
    pub(crate) fn check_holds<K: Value, V: Value>(&self, types: &[MapType]) -> Result<()> {
        let check_is = || self.check_is(types, size_of::<K>(), size_of::<V>());
        match &self.foreign {
            Some(which) => self
                .check_fields::<K, V>()
                .and_then(|()| check_is())
                .map_err(|error| error.context(format!("can't use {which}"))),
            None => check_is(),
        }
    }
}

/// What is different about `theirs`, which is to be in the place of `ours`.
pub(super) fn difference(ours: &Facts, theirs: &Facts) -> Option<String> {
    if ours.map_type != theirs.map_type {
        return Some(format!("its type is {}, not {}", theirs.type_name(), ours.type_name()));
    }
    let sizes = [
        ("key size", theirs.key_size, ours.key_size),
        ("value size", theirs.value_size, ours.value_size),
        ("flags value", theirs.flags, ours.flags),
    ];
    let (what, found, right) = sizes.into_iter().find(|(_, found, right)| found != right)?;
    Some(format!("its {what} is {found}, not {right}"))
}

/// Where a map of an object is pinned, which may be one that was there.
///
/// # Safety
/// The map is valid.
pub(super) unsafe fn pinned_at(map: *const libbpf_sys::bpf_map) -> Option<String> {
    // SAFETY: as the caller promises.
    unsafe { pin_path(map) }.map(|path| at(&path))
}

pub(super) fn at(path: &Path) -> String {
    format!("the map at {}", path.display())
}

/// # Safety
/// The map is valid.
unsafe fn pin_path(map: *const libbpf_sys::bpf_map) -> Option<PathBuf> {
    // SAFETY: as the caller promises; the path is the map's, and ends in a zero byte.
    unsafe {
        let path = libbpf_sys::bpf_map__pin_path(map);
        (!path.is_null()).then(|| CStr::from_ptr(path).to_string_lossy().into_owned().into())
    }
}

/// A descriptor of one's own of a map in the kernel; of one that was left out, of nothing: what libbpf has in its place is a file that can
/// be mapped.
///
/// # Safety
/// The map is valid, and of a loaded object.
pub(super) unsafe fn descriptor_of(map: *const libbpf_sys::bpf_map) -> io::Result<OwnedFd> {
    // SAFETY: as the caller promises.
    let (descriptor, is_left_out) =
        unsafe { (libbpf_sys::bpf_map__fd(map), !libbpf_sys::bpf_map__autocreate(map)) };
    let is_map = || link(descriptor).is_some_and(|target| target == Path::new("anon_inode:bpf-map"));
    if is_left_out && !is_map() {
        return File::open("/dev/null").map(OwnedFd::from);
    }
    if descriptor < 0 {
        return Err(io::Error::from_raw_os_error(libc::EBADF));
    }
    // SAFETY: the object has the descriptor open, as long as it is loaded.
    unsafe { BorrowedFd::borrow_raw(descriptor) }.try_clone_to_owned()
}

/// Whether a descriptor is that of a map which is not there.
pub(super) fn is_nothing(map: BorrowedFd<'_>) -> bool {
    link(map.as_raw_fd()).is_some_and(|target| target == Path::new("/dev/null"))
}

fn link(descriptor: i32) -> Option<PathBuf> {
    fs::read_link(format!("/proc/self/fd/{descriptor}")).ok()
}

/// The error of an object whose map can't be the one that is pinned, as libbpf's warnings say without a reason.
pub(crate) fn explain_pinned(object: &OpenObject, messages: &[String]) -> Option<Error> {
    let of = |message: &String| {
        let (_, place) = message.split_once("couldn't reuse pinned map at '")?;
        Some(place.rsplit_once("': parameter mismatch")?.0.to_owned())
    };
    let place = messages.iter().find_map(of)?;
    let raw = object.maps().map(|map| map.as_libbpf_object().as_ptr());
    // SAFETY: the object of the maps is open.
    let mut ours = raw.filter(|map| unsafe { pin_path(*map) }.is_some_and(|path| path == Path::new(&place)));
    // SAFETY: as above.
    let ours = unsafe { Facts::of(ours.next()?) };
    let theirs = RawMap::from_pinned(&place).ok()?;
    let difference = pinned_difference(&ours, theirs.facts());
    Some(refuse_pinned(
        &ours,
        &place,
        &difference.unwrap_or_else(|| "it has other extra settings (`map_extra`)".into()),
    ))
}

/// The map that is pinned at `place`, if there is one and the kernel has no name of it.
///
/// # Errors
/// Where it can't be `ours`, and where the kernel keeps no maps in files (before Linux 4.4) or does not tell what they are (before 4.13).
///
/// # Safety
/// `ours` is valid.
pub(crate) unsafe fn pinned_without_name(
    ours: *const libbpf_sys::bpf_map,
    place: &CStr,
) -> Result<Option<OwnedFd>> {
    let place = place.to_string_lossy();
    // SAFETY: as the caller promises.
    let ours = unsafe { Facts::of(ours) };
    let found = match RawMap::from_pinned(&*place) {
        Ok(found) if !has_name(&found) => found,
        Err(error) if error.kind() == ErrorKind::Unsupported => {
            return Err(error.context(format!("can't use a pinned map as `{}`", ours.name)));
        }
        _ => return Ok(None),
    };
    match pinned_difference(&ours, found.facts()) {
        Some(difference) => Err(refuse_pinned(&ours, &place, &difference)),
        None => found.as_fd().try_clone_to_owned().map(Some).map_err(|error| {
            Error::system(format!("can't use the map `{}` that is pinned at {place}", ours.name), error)
        }),
    }
}

/// The same as [`difference`], and of how many entries it has room for.
fn pinned_difference(ours: &Facts, theirs: &Facts) -> Option<String> {
    let (found, right) = (theirs.max_entries, ours.max_entries);
    difference(ours, theirs)
        .or_else(|| (found != right).then(|| format!("it has room for {found} entries, not {right}")))
}

fn refuse_pinned(ours: &Facts, place: &str, difference: &str) -> Error {
    let message = format!(
        "the map `{}` can't be the one that is pinned at {place}: {difference}; remove that file, or pin to another place",
        ours.name
    );
    Error::new(ErrorKind::InvalidInput, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_different_about_a_map_is_named() {
        let facts = |map_type: MapType, sizes: [u32; 2], flags| Facts {
            name: String::new(),
            map_type: map_type as u32,
            key_size: sizes[0],
            value_size: sizes[1],
            max_entries: 1,
            flags,
        };
        let ours = facts(MapType::Hash, [4, 8], 0);
        for (theirs, expected) in [
            (facts(MapType::Hash, [4, 8], 0), None),
            (facts(MapType::Array, [4, 8], 0), Some("its type is array, not hash")),
            (facts(MapType::Hash, [8, 8], 0), Some("its key size is 8, not 4")),
            (facts(MapType::Hash, [4, 16], 0), Some("its value size is 16, not 8")),
            (facts(MapType::Hash, [4, 8], 1), Some("its flags value is 1, not 0")),
        ] {
            assert_eq!(difference(&ours, &theirs).as_deref(), expected);
        }
    }
}
