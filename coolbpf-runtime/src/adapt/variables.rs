//! Global variables on kernels that know none (before Linux 5.2), and constants on kernels that don't tell from them which way a program
//! goes (before Linux 5.5).
//!
//! libbpf relocates references to variables whatever the kernel is, creates no maps for them where it knows none, and leaves it to the
//! kernel to refuse the instructions. So between the two, arrays are put in the place of these maps, under their descriptors: from then
//! on they are the maps of their sections for whoever asks. [`move_variables`] rewrites the programs.

use std::ffi::CStr;
use std::io;
use std::os::fd::{AsRawFd as _, FromRawFd as _, OwnedFd};
use std::ptr;

use coolbpf_linux::KernelVersion;
use libbpf_rs::libbpf_sys::{self, bpf_map};
use libbpf_rs::{AsRawLibbpf as _, OpenObject};

use crate::decisions::decided;
use crate::instructions::{
    Changed, Constants, Instruction, Section, each, fold, has_lines, move_variables, pseudo, read, replace,
};
use crate::kernel::kernel;
use crate::object::{About, returned};
use crate::program::ProgramFacts;
use crate::{Error, ErrorKind, Result};

/// Since a23740ec43ba, verifiers know what is in a map that nobody changes. Before, constants are put into the instructions, which does no harm
/// to a kernel that a distribution taught more.
const KNOWS_CONSTANTS: KernelVersion = KernelVersion::new(5, 5);

/// The sections of variables, by their maps' places among the maps of the object.
#[derive(Debug, Default)]
pub(super) struct Variables {
    sections: Vec<usize>,
    /// Their bytes, of those with constants, where the kernel doesn't look into them.
    constants: Vec<(usize, Vec<u8>)>,
    /// The one of `__kconfig` variables, which are constants, too, but only known when the object is prepared.
    configuration: Option<usize>,
}

impl Variables {
    pub(super) fn before_prepare(&mut self, object: &mut OpenObject) {
        let keeps = || kernel().version().is_some_and(|version| version < KNOWS_CONSTANTS);
        for (place, map) in object.maps_mut().enumerate() {
            let map = map.as_libbpf_object().as_ptr();
            // SAFETY: the map is open.
            let is_section =
                unsafe { libbpf_sys::bpf_map__is_internal(map) && libbpf_sys::bpf_map__autocreate(map) };
            if !is_section {
                continue;
            }
            self.sections.push(place);
            if is_configuration(map) {
                self.configuration = keeps().then_some(place);
            } else if is_constant(map) && keeps() {
                self.constants.push((place, initial(map)));
            }
        }
    }

    pub(super) fn before_load(&mut self, object: &mut OpenObject, about: About<'_>) -> Result<()> {
        let maps: Vec<*mut bpf_map> = object.maps_mut().map(|map| map.as_libbpf_object().as_ptr()).collect();
        let map_of = |place: usize| maps.get(place).copied();
        // SAFETY: the maps are open; libbpf chooses to create none of these where the kernel knows no variables.
        let is_left_out = |map: *mut bpf_map| unsafe { !libbpf_sys::bpf_map__autocreate(map) };
        let sections: Vec<_> = self.sections.iter().filter_map(|place| map_of(*place)).collect();
        if sections.iter().any(|map| is_left_out(*map)) {
            let sections = sections.into_iter().map(|map| create(map, about)).collect::<Result<Vec<_>>>()?;
            decided(|| "global variables are kept in arrays that programs look up".to_owned());
            let sizes: Vec<_> = maps.iter().map(|map| sizes_of(*map)).collect();
            let sizes = |wanted: i32| {
                let found = sizes.iter().find(|(map, _)| *map == wanted)?;
                Some(found.1)
            };
            return rewrite(object, about, |code, may_shrink| {
                move_variables(code, &sections, may_shrink, &sizes).map_err(|obstacle| {
                    format!("this kernel has no global variables, which came with Linux 5.2, and {obstacle}")
                })
            });
        }
        let configuration =
            self.configuration.and_then(|place| Some((place, value(sizes_of(map_of(place)?))?)));
        let constants: Vec<_> = std::mem::take(&mut self.constants)
            .into_iter()
            .chain(configuration)
            .filter_map(|(place, bytes)| Some(Constants { map: sizes_of(map_of(place)?).0, bytes }))
            .collect();
        if constants.is_empty() {
            return Ok(());
        }
        decided(|| "constants are written into the instructions".to_owned());
        rewrite(object, about, |code, may_shrink| {
            // A program that would become too long for its jumps is left as it is.
            Ok(fold(code, &constants, may_shrink).unwrap_or_else(|| Changed::not(code)))
        })
    }
}

/// Changes each program that is loaded and refers to variables.
fn rewrite(
    object: &mut OpenObject,
    about: About<'_>,
    mut change: impl FnMut(&[Instruction], bool) -> Result<Changed, String>,
) -> Result<()> {
    for mut program in object.progs_mut().filter(|program| program.autoload()) {
        let code = read(&program);
        let refers =
            each(&code).any(|(_, instruction)| instruction.is_wide() && instruction.src == pseudo::MAP_VALUE);
        if !refers {
            continue;
        }
        let doing =
            || format!("can't load `{}`: the program {}", about.name, ProgramFacts::of(&program).shown());
        let changed = change(&code, !has_lines(&program))
            .map_err(|why| Error::new(ErrorKind::Unsupported, format!("{}: {why}", doing())))?;
        replace(&mut program, &changed)
            .map_err(|error| Error::system(format!("can't load `{}`", about.name), error))?;
    }
    Ok(())
}

/// Makes an array with the initial values of a section's variables, and has it take the place of the section's map.
fn create(map: *mut bpf_map, about: About<'_>) -> Result<Section> {
    let bytes = initial(map);
    let (descriptor, (_, size)) = sizes_of(map);
    let made = (|| {
        // SAFETY: the map is open, and its name with it; no options is what a null pointer means.
        let array = unsafe {
            libbpf_sys::bpf_map_create(
                libbpf_sys::BPF_MAP_TYPE_ARRAY,
                libbpf_sys::bpf_map__name(map),
                4,
                size as u32,
                1,
                ptr::null(),
            )
        };
        returned(array)?;
        // SAFETY: the kernel has just opened it for this caller.
        let array = unsafe { OwnedFd::from_raw_fd(array) };
        if bytes.len() == size {
            let key = 0_u32;
            // SAFETY: the key and the value are as long as the array's.
            returned(unsafe {
                libbpf_sys::bpf_map_update_elem(
                    array.as_raw_fd(),
                    (&raw const key).cast(),
                    bytes.as_ptr().cast(),
                    libbpf_sys::BPF_ANY.into(),
                )
            })?;
        }
        // SAFETY: both are open; what libbpf has under the number is a placeholder, which it makes for each map.
        match unsafe { libc::dup3(array.as_raw_fd(), descriptor, libc::O_CLOEXEC) } {
            -1 => Err(io::Error::last_os_error()),
            _ => Ok(()),
        }
    })();
    let constants = is_constant(map).then_some(bytes);
    made.map(|()| Section { map: descriptor, constants }).map_err(|error| {
        let doing = format!("can't load `{}`: can't make an array for its global variables", about.name);
        Error::system(doing, error)
    })
}

/// The descriptor of a map, and the sizes of its keys and values.
fn sizes_of(map: *mut bpf_map) -> (i32, (usize, usize)) {
    // SAFETY: the map is open.
    let (descriptor, key, value) = unsafe {
        (
            libbpf_sys::bpf_map__fd(map),
            libbpf_sys::bpf_map__key_size(map),
            libbpf_sys::bpf_map__value_size(map),
        )
    };
    (descriptor, (key as usize, value as usize))
}

/// The only value of a map that libbpf has created, by its descriptor and sizes.
fn value((map, (_, size)): (i32, (usize, usize))) -> Option<Vec<u8>> {
    let mut bytes = vec![0; size];
    let key = 0_u32;
    // SAFETY: the key and the room for the value are as long as the array's.
    let code =
        unsafe { libbpf_sys::bpf_map_lookup_elem(map, (&raw const key).cast(), bytes.as_mut_ptr().cast()) };
    (code == 0).then_some(bytes)
}

/// Whether it is the section of `__kconfig` variables, which libbpf fills in only while it prepares the object.
fn is_configuration(map: *mut bpf_map) -> bool {
    // SAFETY: the map is open, and its name with it.
    unsafe { CStr::from_ptr(libbpf_sys::bpf_map__name(map)) }.to_bytes().ends_with(b".kconfig")
}

fn is_constant(map: *mut bpf_map) -> bool {
    // SAFETY: the map is open.
    unsafe { libbpf_sys::bpf_map__map_flags(map) & libbpf_sys::BPF_F_RDONLY_PROG != 0 }
}

/// The values that a section's variables have at first.
fn initial(map: *mut bpf_map) -> Vec<u8> {
    let mut size = 0;
    // SAFETY: the map is open, and libbpf writes the size of what it returns.
    let bytes = unsafe { libbpf_sys::bpf_map__initial_value(map, &raw mut size) };
    let (Some(bytes), Ok(size)) = (ptr::NonNull::new(bytes), usize::try_from(size)) else {
        return Vec::new();
    };
    // SAFETY: libbpf has so many bytes there until the object is loaded, and nobody writes them meanwhile.
    let bytes: &[u8] = unsafe { std::slice::from_raw_parts(bytes.as_ptr().cast(), size) };
    bytes.to_vec()
}
