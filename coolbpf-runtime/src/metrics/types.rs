//! What a map's keys and values are.

use std::os::fd::AsFd as _;
use std::sync::Arc;

use coolbpf_contract::btf::{Btf, TypeId};
use libbpf_rs::libbpf_sys;

use crate::map::{RawMap, info};
use crate::shape::{Builder, Shape};
use crate::{Error, ErrorKind, Result};

/// A map with what its keys and values are.
pub struct Typed {
    pub(super) raw: RawMap,
    pub(super) key: Arc<Shape>,
    pub(super) value: Arc<Shape>,
}

/// Whoever knows that of a map.
pub trait Describe {
    /// The map, which this may outlive.
    fn typed(&self) -> Result<Typed>;
}

impl Typed {
    /// By what is known already.
    #[cfg(feature = "dynamic")]
    pub(crate) fn new(raw: &RawMap, key: &Arc<Shape>, value: &Arc<Shape>) -> Result<Self> {
        Ok(Self { raw: raw.share()?, key: Arc::clone(key), value: Arc::clone(value) })
    }

    /// By the types that the kernel has of the map.
    pub(super) fn of_kernel(map: &RawMap) -> Result<Self> {
        let name = map.name();
        let info = info(map)
            .map_err(|error| Error::system(format!("can't ask the kernel about the map `{name}`"), error))?;
        if info.btf_id == 0 || info.btf_value_type_id == 0 {
            let message = format!(
                "the kernel has no types of the map `{name}`: maps have them since Linux 4.18, where the C names them by \
                 `__type(key, …)` and `__type(value, …)`"
            );
            return Err(Error::new(ErrorKind::Unsupported, message));
        }
        let bytes = kernel_btf(info.btf_id).map_err(|error| {
            Error::system(
                format!(
                    "can't read the types of the map `{name}` from the kernel, which takes CAP_SYS_ADMIN"
                ),
                error,
            )
        })?;
        let btf = Btf::parse(&bytes).map_err(|error| {
            Error::new(ErrorKind::Other, format!("the types of the map `{name}`: {error}"))
        })?;
        let mut shapes = Builder::new(&btf);
        let mut shape = |id: u32, size| shapes.shape_or_bytes(Some(TypeId(id)), size);
        let key = shape(info.btf_key_type_id, map.key_size());
        let value = shape(info.btf_value_type_id, map.value_size());
        Ok(Self { raw: map.share()?, key, value })
    }
}

/// The bytes of the BTF with this number in the kernel.
fn kernel_btf(id: u32) -> std::io::Result<Vec<u8>> {
    // SAFETY: any number may be asked for.
    let btf = unsafe { libbpf_sys::btf__load_from_kernel_by_id(id) };
    if btf.is_null() {
        return Err(std::io::Error::last_os_error());
    }
    let mut size = 0;
    // SAFETY: the BTF is libbpf's and there; it writes the size of what it returns, which it keeps.
    let data = unsafe { libbpf_sys::btf__raw_data(btf, &raw mut size) };
    let bytes = if data.is_null() {
        Err(std::io::Error::last_os_error())
    } else {
        // SAFETY: libbpf has so many bytes there until the BTF is freed.
        Ok(unsafe { std::slice::from_raw_parts(data.cast::<u8>(), size as usize) }.to_vec())
    };
    // SAFETY: nothing refers to it any more.
    unsafe { libbpf_sys::btf__free(btf) };
    bytes
}

impl RawMap {
    /// The same map, once more.
    fn share(&self) -> Result<Self> {
        let copy = self.as_fd().try_clone_to_owned();
        let copy =
            copy.map_err(|error| Error::system(format!("can't keep the map `{}`", self.name()), error))?;
        Self::new(copy, self.facts().clone())
    }
}
