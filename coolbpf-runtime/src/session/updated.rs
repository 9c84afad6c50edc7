//! Links whose program another version's has taken the place of, and how they get it back.

use std::os::fd::{AsFd as _, FromRawFd as _, OwnedFd};

use libbpf_rs::libbpf_sys;

use super::directory::PROGRAMS;
use crate::link::{Link, LinkInfo};
use crate::object::{Address, Guard};
use crate::program::{Program, c_string, program_info};
use crate::{Error, ErrorKind, Result};

/// A link whose program was replaced.
pub(super) struct Updated {
    pub(super) link: Link,
    /// The program's name.
    name: String,
    /// The old program, where this process may open it.
    program: Option<OwnedFd>,
    /// What the link was of.
    attached: Option<(Guard, Address)>,
}

impl Updated {
    /// Attaches `program` in the place of the one that is attached. An error gives the link back.
    pub(super) fn to(program: &Program, name: String, mut link: Link) -> Result<Self, (Error, String, Link)> {
        let attached = link.attached();
        match program_of(&link, &name).and_then(|old| link.update(program).map(|()| old)) {
            Ok(program) => Ok(Self { link, name, program, attached }),
            Err(error) => Err((error, name, link)),
        }
    }

    /// Attaches the program that was attached before. The link is of the old version again, even where that fails.
    pub(super) fn undo(self) -> (String, Link, Result<()>) {
        let Self { mut link, name, program, attached } = self;
        let done = put_back(&mut link, program).map_err(|error| {
            error.context(format!(
                "the new version of the program `{name}` stays attached in the old one's place"
            ))
        });
        link.set_attached(attached);
        (name, link, done)
    }
}

/// The program that is attached: the object's own; of a link from a file, what the kernel lets this process open by its number, or what
/// is pinned beside it.
fn program_of(link: &Link, name: &str) -> Result<Option<OwnedFd>> {
    if let Some((object, address)) = link.attached() {
        return object.program(address).transpose().map_err(|error| {
            Error::system(format!("can't keep the old program `{name}` to put it back in its place"), error)
        });
    }
    let Ok(LinkInfo { program_id: id, .. }) = link.info() else { return Ok(None) };
    // SAFETY: any number may be asked for.
    let by_number = owned(unsafe { libbpf_sys::bpf_prog_get_fd_by_id(id) });
    let pinned = || {
        let file = link.pinned()?.parent()?.parent()?.join(PROGRAMS).join(name);
        let file = c_string(file.as_os_str().as_encoded_bytes()).ok()?;
        // SAFETY: the path ends in a zero byte and outlives the call.
        let program = owned(unsafe { libbpf_sys::bpf_obj_get(file.as_ptr()) })?;
        program_info(program.as_fd()).is_ok_and(|(info, _)| info.id == id).then_some(program)
    };
    Ok(by_number.or_else(pinned))
}

/// The new descriptor that libbpf returned, if it did.
fn owned(code: i32) -> Option<OwnedFd> {
    // SAFETY: the kernel has just opened it for this caller.
    (code >= 0).then(|| unsafe { OwnedFd::from_raw_fd(code) })
}

/// Attaches the program that was attached before.
fn put_back(link: &mut Link, program: Option<OwnedFd>) -> Result<()> {
    const DOING: &str = "can't put the old program back";
    let program = program.ok_or_else(|| {
        let message = format!("{DOING}: this process may not open it, which takes CAP_SYS_ADMIN");
        Error::new(ErrorKind::PermissionDenied, message)
    })?;
    link.exchange(program.as_fd(), DOING)
}
