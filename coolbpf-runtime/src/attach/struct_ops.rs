//! Interfaces of the kernel that programs implement.

use std::ffi::CStr;
use std::io;
use std::os::fd::BorrowedFd;
use std::ptr::NonNull;

use libbpf_rs::{MapType, libbpf_sys};

use crate::link::{Link, Older};
use crate::object::{Handle, last_error, returned};
use crate::{Result, failure};

/// What libbpf tells of a map that is about to be attached.
struct Attached {
    link: io::Result<NonNull<libbpf_sys::bpf_link>>,
    by_link: bool,
    name: String,
}

/// Attaches `map` if it holds a kernel interface that BPF programs implement, and is to be attached with the programs.
pub(crate) fn attach_if_chosen(map: &Handle<libbpf_sys::bpf_map>) -> Result<Option<Link>> {
    if map.is_attached() {
        return Ok(None);
    }
    let chosen = |map: *mut libbpf_sys::bpf_map| {
        // SAFETY: the handle keeps the map valid.
        unsafe {
            MapType::from(libbpf_sys::bpf_map__type(map)) == MapType::StructOps
                && libbpf_sys::bpf_map__autocreate(map)
                && libbpf_sys::bpf_map__autoattach(map)
        }
    };
    if !map.call(chosen)?.0 {
        return Ok(None);
    }
    attach(map).map(Some)
}

/// Attaches `map`.
pub(crate) fn attach(map: &Handle<libbpf_sys::bpf_map>) -> Result<Link> {
    let attach = |map: *mut libbpf_sys::bpf_map| {
        // SAFETY: the handle keeps the map valid, and its name with it.
        unsafe {
            Attached {
                link: last_error(libbpf_sys::bpf_map__attach_struct_ops(map)),
                by_link: libbpf_sys::bpf_map__map_flags(map) & libbpf_sys::BPF_F_LINK != 0,
                name: CStr::from_ptr(libbpf_sys::bpf_map__name(map)).to_string_lossy().into_owned(),
            }
        }
    };
    let (Attached { link, by_link, name }, messages) = map.call(attach)?;
    match link {
        Ok(link) if by_link => Ok(Link::new(link, map)),
        Ok(link) => Ok(Link::of_older(WithoutLink(Some(link)), map)),
        Err(error) => Err(failure::attach_struct_ops(&name, error, &messages)),
    }
}

/// An interface that no link of the kernel keeps: in the section `.struct_ops`, not `.struct_ops.link`.
struct WithoutLink(Option<NonNull<libbpf_sys::bpf_link>>);

// SAFETY: libbpf's links aren't bound to a thread, and this one is only touched with its object's lock held.
unsafe impl Send for WithoutLink {}
// SAFETY: as above.
unsafe impl Sync for WithoutLink {}

impl Older for WithoutLink {
    fn what(&self) -> &'static str {
        "an interface without a link, which those of the section `.struct_ops.link` have from Linux 6.4 on"
    }

    fn replace(&mut self, _: BorrowedFd<'_>) -> io::Result<()> {
        Err(io::Error::from_raw_os_error(libc::EOPNOTSUPP))
    }

    fn is_updatable(&self) -> bool {
        false
    }

    fn remove(&mut self) -> io::Result<()> {
        match self.0.take() {
            // SAFETY: libbpf made the link; this owns it and has just given it up.
            Some(link) => returned(unsafe { libbpf_sys::bpf_link__destroy(link.as_ptr()) }),
            None => Ok(()),
        }
    }
}
