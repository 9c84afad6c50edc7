//! Interfaces of the kernel that programs implement, as maps of the sections `.struct_ops` and `.struct_ops.link`.

use std::ffi::CStr;
use std::fmt;
use std::marker::PhantomData;
use std::ptr::{self, NonNull};

use libbpf_rs::{ProgramType, libbpf_sys};

use crate::attach::struct_ops;
use crate::object::Handle;
use crate::program::OpenProgram;
use crate::{Error, ErrorKind, Link, Result, Value};

/// A function of the kernel interface `T`, to be given a program: the type has a constructor for each.
pub struct Callback<T> {
    name: &'static str,
    offset: usize,
    of: PhantomData<T>,
}

impl<T> Callback<T> {
    #[doc(hidden)]
    #[must_use]
    pub const fn at(name: &'static str, offset: usize) -> Self {
        Self { name, offset, of: PhantomData }
    }
}

impl<T> Clone for Callback<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Callback<T> {}

impl<T> fmt::Debug for Callback<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Callback").field(&self.name).finish()
    }
}

/// A kernel interface before the load: its fields and functions can be changed. Linux 5.6 (27ae7997a661).
///
/// ```text
/// let mut open = congestion::open()?;
/// open.maps.control.set(types::tcp_congestion_ops::cong_avoid(), &open.progs.slow)?;
/// let mut fields = open.maps.control.read()?;
/// fields.flags = 1;
/// open.maps.control.write(&fields)?;
/// let bpf = open.load()?;
/// let link = bpf.maps.control.attach()?;
/// ```
pub struct OpenStructOps<T> {
    map: Handle<libbpf_sys::bpf_map>,
    of: PhantomData<T>,
}

impl<T: Value> OpenStructOps<T> {
    pub(crate) fn new(map: Handle<libbpf_sys::bpf_map>) -> Result<Self> {
        // Later it is the size of what the kernel knows by this name.
        // SAFETY: the handle keeps the map valid.
        let (size, _) = map.call(|map| unsafe { libbpf_sys::bpf_map__value_size(map) })?;
        if size as usize != size_of::<T>() {
            let message =
                format!("the interface `{}` has {size} bytes, not {}", name_of(&map)?, size_of::<T>());
            return Err(Error::new(ErrorKind::InvalidInput, message));
        }
        Ok(Self { map, of: PhantomData })
    }

    /// The fields. Those of functions are addresses in this process.
    ///
    /// # Errors
    /// Where loading the object has failed already.
    pub fn read(&self) -> Result<T> {
        let mut fields = T::zeroed();
        self.with(|values| {
            // SAFETY: libbpf's values are as long as the struct, which `new` has checked, and the fields are this function's own.
            unsafe {
                ptr::copy_nonoverlapping(values.as_ptr(), fields.as_bytes_mut().as_mut_ptr(), size_of::<T>());
            }
        })?;
        Ok(fields)
    }

    /// Replaces the fields. Those of functions have to be as they were: [`OpenStructOps::set`] is for them, and what is no program fails
    /// the load.
    ///
    /// # Errors
    /// Where loading the object has failed already.
    pub fn write(&mut self, fields: &T) -> Result<()> {
        self.with(|values| {
            // SAFETY: libbpf's values are as long as the struct, which `new` has checked. libbpf compares what lies in a function's
            // field with the addresses of its programs before it follows it.
            unsafe {
                ptr::copy_nonoverlapping(fields.as_bytes().as_ptr(), values.as_ptr(), size_of::<T>());
            }
        })
    }

    /// Has the kernel call this program for this function. A program that is in no function's place any more is not loaded.
    ///
    /// # Errors
    /// Where the program is of another object, or of another section than `struct_ops`.
    pub fn set(&mut self, callback: Callback<T>, program: &OpenProgram) -> Result<()> {
        let facts = program.facts()?;
        if facts.program_type != ProgramType::StructOps {
            let message = format!(
                "the program {} can't be the function `{}`: its section is not `struct_ops`",
                facts.shown(),
                callback.name
            );
            return Err(Error::new(ErrorKind::InvalidInput, message));
        }
        if !program.handle().is_of_the_object_of(&self.map) {
            let message = format!(
                "the program {} can't be the function `{}`: it is of another object",
                facts.shown(),
                callback.name
            );
            return Err(Error::new(ErrorKind::InvalidInput, message));
        }
        program.set_loaded()?;
        self.put(callback, program.handle().pointer())
    }

    /// Leaves this function out, where the kernel puts up with that.
    ///
    /// # Errors
    /// Where loading the object has failed already.
    pub fn clear(&mut self, callback: Callback<T>) -> Result<()> {
        self.put(callback, ptr::null_mut())
    }

    fn put(&mut self, callback: Callback<T>, program: *mut libbpf_sys::bpf_program) -> Result<()> {
        let end = callback.offset.checked_add(size_of_val(&program));
        if end.is_none_or(|end| end > size_of::<T>()) {
            let message = format!("the interface has no room for the function `{}`", callback.name);
            return Err(Error::new(ErrorKind::InvalidInput, message));
        }
        self.with(|values| {
            // SAFETY: the place is within libbpf's values, as long as the struct, which was just checked. libbpf expects a program
            // there, which outlives the values as it is of the same object.
            unsafe {
                values
                    .as_ptr()
                    .add(callback.offset)
                    .cast::<*mut libbpf_sys::bpf_program>()
                    .write_unaligned(program)
            }
        })
    }

    /// Whether the interface is attached with the programs. It is unless this says otherwise.
    ///
    /// # Errors
    /// Where loading the object has failed already.
    pub fn set_autoattach(&mut self, attach: bool) -> Result<()> {
        // SAFETY: the handle keeps the map valid.
        let (code, _) = self.map.call(|map| unsafe { libbpf_sys::bpf_map__set_autoattach(map, attach) })?;
        crate::object::returned(code)
            .map_err(|error| Error::system("can't choose whether an interface is attached", error))
    }

    /// Whether the interface is created at all. It is unless this says otherwise.
    ///
    /// # Errors
    /// Where the object is loaded already.
    pub fn set_autocreate(&mut self, create: bool) -> Result<()> {
        // SAFETY: the handle keeps the map valid.
        let (code, _) = self.map.call(|map| unsafe { libbpf_sys::bpf_map__set_autocreate(map, create) })?;
        crate::object::returned(code).map_err(|error| {
            Error::system("can't choose whether an interface is created after the load", error)
        })
    }

    /// Does something with libbpf's values, which is what it fills the kernel's struct from at load.
    fn with(&self, act: impl FnOnce(NonNull<u8>)) -> Result<()> {
        let with = |map: *mut libbpf_sys::bpf_map| {
            let mut size = 0;
            // SAFETY: the handle keeps the map valid.
            let values = unsafe { libbpf_sys::bpf_map__initial_value(map, &raw mut size) };
            NonNull::new(values.cast::<u8>()).map(act)
        };
        let (done, _) = self.map.call(with)?;
        done.ok_or_else(|| Error::new(ErrorKind::Other, "the interface has no fields"))
    }
}

/// A kernel interface in the kernel, which uses it while it is attached.
pub struct StructOps<T> {
    map: Handle<libbpf_sys::bpf_map>,
    of: PhantomData<T>,
}

impl<T> StructOps<T> {
    pub(crate) fn new(map: Handle<libbpf_sys::bpf_map>) -> Self {
        Self { map, of: PhantomData }
    }

    /// Has the kernel use the interface until the link is dropped. One of the section `.struct_ops.link` can be attached again, and have
    /// its link pinned and updated: Linux 6.4 (68b04864ca42).
    ///
    /// # Errors
    /// Where the kernel has an interface of this name, or refuses this one.
    pub fn attach(&self) -> Result<Link> {
        struct_ops::attach(&self.map)
    }

    pub(crate) fn handle(&self) -> &Handle<libbpf_sys::bpf_map> {
        &self.map
    }
}

impl Link {
    /// Has the kernel use `interface` in the place of the one that this link is of, in one step: both of the section `.struct_ops.link`
    /// and of one kind. Linux 6.4 (aef56f2e918b).
    ///
    /// # Errors
    /// [`ErrorKind::Unsupported`] where the link is of something else, or was opened by its path; where the kernel refuses, as for
    /// interfaces of another name.
    pub fn update_struct_ops<T>(&mut self, interface: &StructOps<T>) -> Result<()> {
        let doing = "can't have the kernel use an interface in the place of another";
        let Some(link) = self.libbpf_link() else {
            let message = format!(
                "{doing}: no link of the section `.struct_ops.link` keeps it, or not one of this process"
            );
            return Err(Error::new(ErrorKind::Unsupported, message));
        };
        // libbpf takes whatever link it is given for one of an interface.
        if !matches!(self.info()?.target, crate::LinkTarget::StructOps(_)) {
            return Err(Error::new(
                ErrorKind::Unsupported,
                format!("{doing}: the link is of something else"),
            ));
        }
        // SAFETY: this owns the link, which is of an interface, and the handle keeps the map valid.
        let update = |map: *mut libbpf_sys::bpf_map| unsafe {
            crate::object::returned(libbpf_sys::bpf_link__update_map(link.as_ptr(), map))
        };
        let (updated, _) = interface.handle().call(update)?;
        updated.map_err(|error| Error::system(doing, error))?;
        self.now_of(interface.handle());
        Ok(())
    }
}

fn name_of(map: &Handle<libbpf_sys::bpf_map>) -> Result<String> {
    // SAFETY: the handle keeps the map valid, and its name with it.
    let name = |map: *mut libbpf_sys::bpf_map| unsafe {
        CStr::from_ptr(libbpf_sys::bpf_map__name(map)).to_string_lossy().into_owned()
    };
    map.call(name).map(|(name, _)| name)
}

impl<T> fmt::Debug for OpenStructOps<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OpenStructOps")
            .field("name", &name_of(&self.map).unwrap_or_default())
            .finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for StructOps<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StructOps")
            .field("name", &name_of(&self.map).unwrap_or_default())
            .finish_non_exhaustive()
    }
}
