//! Opening and loading an object, and keeping it while something refers to it.

mod by_name;
mod kept;
mod loaded;
mod opened;
mod owner;
pub(crate) mod skeleton;

use std::io;
use std::ptr::NonNull;

use libbpf_rs::{AsRawLibbpf, OpenObject, libbpf_sys};

pub(crate) use self::kept::Kept;
#[cfg(feature = "dynamic")]
pub(crate) use self::kept::Shared;
pub use self::loaded::Loaded;
pub use self::opened::Opened;
pub(crate) use self::owner::{Address, Guard, Handle, Lent};
use crate::verifier::Source;
use crate::{Error, ErrorKind};

/// What generated code knows about an object beside its skeleton.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct About<'a> {
    /// The program's name.
    pub name: &'a str,
    /// Where its C is.
    pub source: Source<'a>,
    /// The object.
    pub object: &'a [u8],
}

/// What a skeleton finds in its object, or an error that says what it misses.
pub trait Present {
    /// What is found.
    type Found;

    /// The error says `what`.
    fn present(self, what: &str) -> libbpf_rs::Result<Self::Found>;
}

impl<T> Present for Option<T> {
    type Found = T;

    fn present(self, what: &str) -> libbpf_rs::Result<T> {
        self.ok_or_else(|| io::Error::new(io::ErrorKind::Unsupported, what).into())
    }
}

impl<T> Present for libbpf_rs::Result<T> {
    type Found = T;

    fn present(self, what: &str) -> libbpf_rs::Result<T> {
        self.map_err(|error| libbpf_rs::ErrorExt::context(error, what.to_owned()))
    }
}

fn not(about: About<'_>, state: &str) -> Error {
    Error::new(ErrorKind::Other, format!("`{}` is not {state}", about.name))
}

/// The error that a libbpf function left in `errno` beside its null pointer.
pub(crate) fn last_error<T>(pointer: *mut T) -> io::Result<NonNull<T>> {
    NonNull::new(pointer).ok_or_else(io::Error::last_os_error)
}

/// The error that a libbpf function returned as a negative number.
pub(crate) fn returned(code: i32) -> io::Result<()> {
    if code < 0 { Err(io::Error::from_raw_os_error(-code)) } else { Ok(()) }
}

/// The BPF token that libbpf has made for a prepared object where a BPF file system is delegated to this process: a descriptor, or 0.
pub(crate) fn token(object: &OpenObject) -> u32 {
    // SAFETY: the object is open.
    let token = unsafe { libbpf_sys::bpf_object__token_fd(object.as_libbpf_object().as_ptr()) };
    u32::try_from(token).unwrap_or(0)
}

/// The names of an object's maps with their types: libbpf-rs has no names for the newest of these.
pub(crate) fn map_types(object: &OpenObject) -> Vec<(String, u32)> {
    let map_type = |map: libbpf_rs::OpenMap<'_>| {
        // SAFETY: the reference keeps the map valid.
        let map_type = unsafe { libbpf_sys::bpf_map__type(map.as_libbpf_object().as_ptr()) };
        (map.name().to_string_lossy().into_owned(), map_type)
    };
    object.maps().map(map_type).collect()
}
