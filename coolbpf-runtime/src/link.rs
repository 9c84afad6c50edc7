//! Links: attached programs.

use std::ffi::CStr;
use std::ptr::NonNull;
use std::{fmt, mem};

use libbpf_rs::{MapType, libbpf_sys};

use crate::object::{Address, Guard, Handle, last_error, returned};
use crate::tc_filter::TcFilter;
use crate::{Error, Result, failure};

/// An attached program, until this is dropped.
#[must_use = "dropping a link detaches its program"]
pub struct Link {
    /// Nothing once it is detached.
    held: Held,
    /// The object of what was attached has to outlive the link.
    object: Guard,
    /// What was attached.
    attached: Address,
}

/// What keeps a program attached.
enum Held {
    /// Several where one hook is made of many.
    Links(Vec<NonNull<libbpf_sys::bpf_link>>),
    Filter(TcFilter),
}

// SAFETY: libbpf's links aren't bound to a thread, and this one is only touched with its object's lock held.
unsafe impl Send for Link {}
// SAFETY: as above.
unsafe impl Sync for Link {}

impl Link {
    /// Takes ownership of `link`, by which the program or map is attached.
    pub(crate) fn new<T>(link: NonNull<libbpf_sys::bpf_link>, attached: &Handle<T>) -> Self {
        Self::of(Held::Links(vec![link]), attached)
    }

    /// The same of several.
    pub(crate) fn of_many<T>(links: Vec<NonNull<libbpf_sys::bpf_link>>, attached: &Handle<T>) -> Self {
        Self::of(Held::Links(links), attached)
    }

    /// The same of a filter.
    pub(crate) fn of_filter<T>(filter: TcFilter, attached: &Handle<T>) -> Self {
        Self::of(Held::Filter(filter), attached)
    }

    fn of<T>(held: Held, attached: &Handle<T>) -> Self {
        let object = attached.guard();
        let attached = attached.address();
        object.attached().add(attached);
        Self { held, object, attached }
    }

    /// Detaches the program now and tells whether that went well, unlike a drop.
    ///
    /// # Errors
    /// Where the kernel refuses.
    pub fn detach(mut self) -> Result<()> {
        self.destroy()
    }

    fn destroy(&mut self) -> Result<()> {
        let held = match mem::replace(&mut self.held, Held::Links(Vec::new())) {
            Held::Links(links) if links.is_empty() => return Ok(()),
            held => held,
        };
        self.object.attached().remove(self.attached);
        let detach = || match held {
            Held::Links(links) => {
                // Each of them, whatever the others answer.
                // SAFETY: libbpf made the links; this owns them and has just given them up.
                let destroy = |link: NonNull<_>| unsafe { libbpf_sys::bpf_link__destroy(link.as_ptr()) };
                let codes: Vec<i32> = links.into_iter().map(destroy).collect();
                codes.into_iter().try_for_each(returned)
            }
            Held::Filter(filter) => filter.remove(),
        };
        let (detached, _) = self.object.call(detach)?;
        detached.map_err(|error| Error::system("can't detach a program", error))
    }
}

impl fmt::Debug for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Link").finish_non_exhaustive()
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        // There is nobody to tell; whoever wants to know calls `detach`.
        let _ = self.destroy();
    }
}

/// Attaches `map` if it holds a kernel interface that BPF programs implement, and is to be attached with the programs.
pub(crate) fn attach_struct_ops(map: &Handle<libbpf_sys::bpf_map>) -> Result<Option<Link>> {
    let attach = |map: *mut libbpf_sys::bpf_map| {
        // SAFETY: the handle keeps the map valid, and its name with it.
        unsafe {
            let chosen = MapType::from(libbpf_sys::bpf_map__type(map)) == MapType::StructOps
                && libbpf_sys::bpf_map__autocreate(map)
                && libbpf_sys::bpf_map__autoattach(map);
            chosen.then(|| {
                let name = CStr::from_ptr(libbpf_sys::bpf_map__name(map)).to_string_lossy().into_owned();
                (last_error(libbpf_sys::bpf_map__attach_struct_ops(map)), name)
            })
        }
    };
    if map.is_attached() {
        return Ok(None);
    }
    match map.call(attach)? {
        (None, _) => Ok(None),
        (Some((Ok(link), _)), _) => Ok(Some(Link::new(link, map))),
        (Some((Err(error), name)), messages) => Err(failure::attach_struct_ops(&name, error, &messages)),
    }
}
