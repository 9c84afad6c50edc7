//! Maps in maps.

use std::fmt;
use std::marker::PhantomData;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, FromRawFd, OwnedFd};

use libbpf_rs::libbpf_sys::{self, bpf_map_create_opts};

use super::raw::Facts;
use super::{Keys, Map, RawMap, Update};
use crate::kernel::MapType;
use crate::object::returned;
use crate::value::storage;
use crate::{Error, ErrorKind, Result, Value};

/// What the maps in a map are made with, as C declares it.
#[derive(Debug, Clone, Copy)]
pub struct Inner {
    /// `enum bpf_map_type`.
    pub map_type: u32,
    /// In bytes.
    pub key_size: u32,
    /// In bytes.
    pub value_size: u32,
    /// How many entries each has room for.
    pub max_entries: u32,
    /// `BPF_F_*`.
    pub flags: u32,
    /// The number of a key's type in the object's BTF; 0 for none.
    pub key_type: u32,
    /// The number of a value's type.
    pub value_type: u32,
}

/// With the object's BTF as the kernel has it: kernels from 5.15 to 6.1 tell maps with types from those without.
#[derive(Debug)]
pub struct Template {
    inner: Inner,
    btf: Option<OwnedFd>,
}

impl Template {
    pub(crate) fn new(inner: Inner, btf: Option<OwnedFd>) -> Self {
        Self { inner, btf }
    }
}

/// Maps by numbers from 0 on: `BPF_MAP_TYPE_ARRAY_OF_MAPS`, Linux 4.12.
///
/// Maps can be put in and taken out while programs use them. All of them are made with the same type, sizes and flags.
pub struct ArrayOfMaps<M> {
    raw: RawMap,
    inner: Option<Template>,
    _maps: PhantomData<fn() -> M>,
}

/// Maps by keys: `BPF_MAP_TYPE_HASH_OF_MAPS`, Linux 4.12.
///
/// Maps can be put in and taken out while programs use them. All of them are made with the same type, sizes and flags.
pub struct HashOfMaps<K, M> {
    raw: RawMap,
    inner: Option<Template>,
    _maps: PhantomData<fn(K) -> M>,
}

impl<M: Map> ArrayOfMaps<M> {
    #[doc(hidden)]
    pub fn of(raw: RawMap, inner: Option<Template>) -> Result<Self> {
        raw.check_is(&[MapType::ArrayOfMaps], size_of::<u32>(), size_of::<u32>())?;
        Ok(Self { raw, inner, _maps: PhantomData })
    }

    /// The map at `index`, `None` where there is none. Linux 4.14; takes `CAP_SYS_ADMIN`.
    ///
    /// # Errors
    /// Where the process may not open maps by their number.
    pub fn get(&self, index: u32) -> Result<Option<M>> {
        get(&self.raw, index.as_bytes())
    }

    /// Puts a map at `index`, in the place of what is there.
    ///
    /// # Errors
    /// Where it is made otherwise than the map's declaration says; and beyond the end.
    pub fn set(&self, index: u32, map: &M) -> Result<()> {
        set(&self.raw, index.as_bytes(), map.raw(), Update::Any)
    }

    /// Takes the map at `index` out; tells whether there was one.
    ///
    /// # Errors
    /// Where the kernel refuses.
    pub fn remove(&self, index: u32) -> Result<bool> {
        self.raw.remove(index.as_bytes())
    }

    /// Makes a map that can be put in.
    ///
    /// # Errors
    /// Where the kernel refuses, and where this is no map of an object that was opened here.
    pub fn new_map(&self) -> Result<M> {
        create(&self.raw, self.inner.as_ref())
    }

    /// How many maps there is room for.
    #[must_use]
    pub fn len(&self) -> u32 {
        self.raw.max_entries()
    }

    /// Whether there is room for none; the kernel has no such maps.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl<K: Value, M: Map> HashOfMaps<K, M> {
    #[doc(hidden)]
    pub fn of(raw: RawMap, inner: Option<Template>) -> Result<Self> {
        raw.check_is(&[MapType::HashOfMaps], size_of::<K>(), size_of::<u32>())?;
        Ok(Self { raw, inner, _maps: PhantomData })
    }

    /// The map of `key`, `None` where there is none. Linux 4.14; takes `CAP_SYS_ADMIN`.
    ///
    /// # Errors
    /// Where the process may not open maps by their number.
    pub fn get(&self, key: &K) -> Result<Option<M>> {
        get(&self.raw, key.as_bytes())
    }

    /// Sets the map of `key`.
    ///
    /// # Errors
    /// Where it is made otherwise than the map's declaration says; where there is no room.
    pub fn insert(&self, key: &K, map: &M) -> Result<()> {
        set(&self.raw, key.as_bytes(), map.raw(), Update::Any)
    }

    /// Takes the map of `key` out; tells whether there was one.
    ///
    /// # Errors
    /// Where the kernel refuses.
    pub fn remove(&self, key: &K) -> Result<bool> {
        self.raw.remove(key.as_bytes())
    }

    /// The keys.
    #[must_use]
    pub fn keys(&self) -> Keys<'_, K> {
        Keys::new(&self.raw)
    }

    /// Makes a map that can be put in.
    ///
    /// # Errors
    /// Where the kernel refuses, and where this is no map of an object that was opened here.
    pub fn new_map(&self) -> Result<M> {
        create(&self.raw, self.inner.as_ref())
    }
}

/// The kernel gives the number of a map, of which it makes a descriptor.
fn get<M: Map>(raw: &RawMap, key: &[u8]) -> Result<Option<M>> {
    let Some(id) = raw.get(key)? else { return Ok(None) };
    let id = storage::read(&id, 0);
    // SAFETY: any number may be asked for.
    let code = unsafe { libbpf_sys::bpf_map_get_fd_by_id(id) };
    match returned(code) {
        // SAFETY: the kernel has just opened it for this caller.
        Ok(()) => M::from_raw(RawMap::from_fd(unsafe { OwnedFd::from_raw_fd(code) })?).map(Some),
        // Gone since.
        Err(error) if error.raw_os_error() == Some(libc::ENOENT) => Ok(None),
        Err(error) => {
            let doing = format!("can't open a map in the map `{}` by its number {id}", raw.name());
            Err(Error::system(doing, error))
        }
    }
}

fn set(raw: &RawMap, key: &[u8], map: &RawMap, update: Update) -> Result<()> {
    let result = raw.insert(key, map.as_fd().as_raw_fd().as_bytes(), update);
    result.map_err(|error| match error.raw_os_error() {
        Some(libc::EINVAL) => error.context(format!(
            "the map `{}` is made otherwise than those in the map `{}`",
            map.name(),
            raw.name()
        )),
        _ => error,
    })
}

fn create<M: Map>(raw: &RawMap, template: Option<&Template>) -> Result<M> {
    let Some(Template { inner, btf }) = template else {
        let message = format!("the map `{}` does not tell what the maps in it are made with", raw.name());
        return Err(Error::new(ErrorKind::Unsupported, message));
    };
    let facts = Facts {
        name: format!("{}.inner", raw.name()),
        map_type: inner.map_type,
        key_size: inner.key_size,
        value_size: inner.value_size,
        max_entries: inner.max_entries,
        flags: inner.flags,
    };
    let types = btf.as_ref().map(|btf| (btf.as_fd(), inner.key_type, inner.value_type));
    M::from_raw(RawMap::create(facts, types)?)
}

impl RawMap {
    /// Makes a map that has no name for the kernel and belongs to no object. `types` are the numbers of the types of keys and values in
    /// some BTF; where the kernel has no such thing, it is made without.
    pub(crate) fn create(facts: Facts, types: Option<(BorrowedFd<'_>, u32, u32)>) -> Result<Self> {
        let create = |types: Option<(BorrowedFd<'_>, u32, u32)>| {
            let (btf, key, value) =
                types.map_or((0, 0, 0), |(btf, key, value)| (btf.as_raw_fd(), key, value));
            let options = bpf_map_create_opts {
                sz: size_of::<bpf_map_create_opts>() as _,
                map_flags: facts.flags,
                btf_fd: btf.cast_unsigned(),
                btf_key_type_id: key,
                btf_value_type_id: value,
                ..Default::default()
            };
            // SAFETY: the options outlive the call; no name is what a null pointer means.
            unsafe {
                libbpf_sys::bpf_map_create(
                    facts.map_type,
                    std::ptr::null(),
                    facts.key_size,
                    facts.value_size,
                    facts.max_entries,
                    &raw const options,
                )
            }
        };
        let code = match types {
            Some((.., value)) if value != 0 => match create(types) {
                refused if refused < 0 => create(None),
                map => map,
            },
            _ => create(None),
        };
        returned(code)
            .map_err(|error| Error::system(format!("can't create the map `{}`", facts.name), error))?;
        // SAFETY: the kernel has just opened it for this caller.
        Self::new(unsafe { OwnedFd::from_raw_fd(code) }, facts)
    }
}

macro_rules! of_maps {
    ($name:ident<$($parameter:ident: $bound:ident),*>) => {
        impl<$($parameter: $bound),*> Map for $name<$($parameter),*> {
            fn from_raw(raw: RawMap) -> Result<Self> {
                Self::of(raw, None)
            }

            fn raw(&self) -> &RawMap {
                &self.raw
            }
        }

        impl<$($parameter: $bound),*> $name<$($parameter),*> {
            /// The map with keys and values as bytes.
            #[must_use]
            pub fn raw(&self) -> &RawMap {
                &self.raw
            }
        }

        impl<$($parameter),*> AsFd for $name<$($parameter),*> {
            fn as_fd(&self) -> BorrowedFd<'_> {
                self.raw.as_fd()
            }
        }

        impl<$($parameter),*> fmt::Debug for $name<$($parameter),*> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($name)).field("raw", &self.raw).finish_non_exhaustive()
            }
        }
    };
}

of_maps!(ArrayOfMaps<M: Map>);
of_maps!(HashOfMaps<K: Value, M: Map>);
