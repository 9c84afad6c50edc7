//! Maps that this kernel can't have, and that only ways use which are not taken.
//!
//! libbpf creates all maps before any program is tried, and fails where the kernel lacks the type of one. So such a map is created as
//! another, with keys and values of the same size, and a program that uses it is not loaded.

use std::ptr;

use libbpf_rs::{AsRawLibbpf as _, MapType, OpenObject, OpenProgram, libbpf_sys};

use crate::instructions::{self, pseudo};
use crate::kernel::{Missing, Support, kernel};
use crate::map::{MapFacts, RawMap};
use crate::object::returned;
use crate::program::ProgramFacts;
use crate::{Error, ErrorKind, Result};

/// The maps that are other than the object asks for.
#[derive(Debug, Default)]
pub(super) struct AbsentMaps(Vec<AbsentMap>);

#[derive(Debug)]
struct AbsentMap {
    declared: MapFacts,
    missing: Missing,
    /// What stands in its place.
    descriptor: i32,
}

impl AbsentMaps {
    /// Has maps whose type the kernel lacks created as something that it has.
    pub(super) fn stand_in(&mut self, object: &mut OpenObject) -> Result<()> {
        for mut map in object.maps_mut().filter(|map| map.autocreate()) {
            let kind = crate::kernel::MapType::of(map.map_type() as u32);
            let Some(Support::No(missing)) = kind.map(|kind| kernel().map_type(kind)) else { continue };
            // SAFETY: the object of the map is open.
            let declared = unsafe { MapFacts::of(map.as_libbpf_object().as_ptr()) };
            let (key, value) = (map.key_size().max(4), map.value_size().max(4));
            map.set_type(MapType::Hash)
                .and_then(|()| map.set_key_size(key))
                .and_then(|()| map.set_value_size(value))
                .and_then(|()| map.set_max_entries(1))
                .and_then(|()| map.set_map_flags(0))
                .and_then(|()| map.set_map_extra(0))
                .map_err(|error| {
                    Error::new(
                        ErrorKind::Other,
                        format!("can't replace the map `{}`: {error:#}", declared.name),
                    )
                })?;
            // SAFETY: the map is open; no path is what a null pointer means.
            let unpinned = returned(unsafe {
                libbpf_sys::bpf_map__set_pin_path(map.as_libbpf_object().as_ptr(), ptr::null())
            });
            unpinned.map_err(|error| {
                Error::system(format!("can't leave the map `{}` unpinned", declared.name), error)
            })?;
            self.0.push(AbsentMap { declared, missing, descriptor: -1 });
        }
        Ok(())
    }

    /// Looks up what stands in the places of the maps, now that it is created.
    pub(super) fn created(&mut self, object: &OpenObject) {
        for map in object.maps() {
            if let Some(absent) = self.0.iter_mut().find(|absent| map.name() == absent.declared.name.as_str())
            {
                // SAFETY: the object of the map is open.
                absent.descriptor = unsafe { libbpf_sys::bpf_map__fd(map.as_libbpf_object().as_ptr()) };
            }
        }
    }

    /// A map of the loaded object as the object declares it. What is not there refuses everything.
    pub(super) fn as_declared(&self, map: RawMap) -> Result<RawMap> {
        let Some(absent) = self.0.iter().find(|absent| map.name() == absent.declared.name) else {
            return Ok(map);
        };
        RawMap::nothing(absent.declared.clone())
    }

    /// # Errors
    /// [`ErrorKind::Unsupported`] where a program of the prepared object uses one of the maps.
    pub(super) fn check(&self, program: &OpenProgram<'_>) -> Result<()> {
        if self.0.is_empty() {
            return Ok(());
        }
        let code = instructions::read(program);
        let mut maps = instructions::each(&code)
            .filter(|(_, one)| one.is_wide() && matches!(one.src, pseudo::MAP | pseudo::MAP_VALUE))
            .filter_map(|(_, one)| self.0.iter().find(|absent| absent.descriptor == one.imm));
        match maps.next() {
            Some(AbsentMap { declared: MapFacts { name, .. }, missing, .. }) => {
                let shown = ProgramFacts::of(program).shown();
                let message =
                    format!("can't load the program {shown}: it uses the map `{name}`, and {missing}");
                Err(Error::new(ErrorKind::Unsupported, message))
            }
            None => Ok(()),
        }
    }
}
