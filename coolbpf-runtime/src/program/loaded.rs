//! The programs that the kernel has, whoever loaded them.

use std::fs;
use std::io;
use std::os::fd::{AsFd as _, AsRawFd as _, BorrowedFd, FromRawFd as _, OwnedFd};

use libbpf_rs::libbpf_sys::{self, bpf_insn};

use super::info::program_info;
use super::statistics::ProgramStatistics;
use crate::object::returned;
use crate::{Chars, Error, ErrorKind, ProgramType, Result, Value as _};

/// A program that the kernel has, whoever loaded it: [`loaded_programs`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LoadedProgram {
    /// Its number, which no other program has as long as this one is there.
    pub id: u32,
    /// Its type; `None` of one that is younger than this crate.
    pub program_type: Option<ProgramType>,
    /// The first 15 bytes of its name; empty before Linux 4.15 (cb4d2b3f03d8).
    pub name: Chars<16>,
    /// How many instructions it has, after the verifier has changed them.
    pub instructions: u32,
    /// How many bytes of locked memory it takes; `None` where `/proc` doesn't tell.
    pub memory: Option<u64>,
    /// What the kernel has counted of it; `None` before Linux 5.1 (492ecee892c2).
    pub statistics: Option<ProgramStatistics>,
}

/// The programs that the kernel has, by number: those of this process, of others, and those that nobody holds any more but what they are
/// attached to. Linux 4.13 (34ad5580f8f9).
///
/// ```no_run
/// # fn main() -> coolbpf::Result<()> {
/// let _measuring = coolbpf::measure_programs()?;
/// for program in coolbpf::loaded_programs() {
///     let program = program?;
///     println!("{} {} {:?}", program.id, program.name, program.statistics);
/// }
/// # Ok(())
/// # }
/// ```
///
/// Programs come and go meanwhile: one that is loaded or unloaded during the walk may be told of or not.
///
/// The first error is the last item: [`ErrorKind::PermissionDenied`] without `CAP_SYS_ADMIN`, [`ErrorKind::Unsupported`] before Linux 4.13.
pub fn loaded_programs() -> LoadedPrograms {
    LoadedPrograms { last: Some(0) }
}

/// The programs that the kernel has: [`loaded_programs`].
#[derive(Debug, Clone)]
pub struct LoadedPrograms {
    /// The number behind which the next one is looked for; `None` at the end.
    last: Option<u32>,
}

impl Iterator for LoadedPrograms {
    type Item = Result<LoadedProgram>;

    fn next(&mut self) -> Option<Self::Item> {
        let found = loop {
            let id = match next_id(self.last?) {
                Ok(id) => id,
                Err(error) => break Err(error),
            };
            self.last = Some(id);
            match look_at(id) {
                // It is gone already.
                Err(error) if error.raw_os_error() == Some(libc::ENOENT) => {}
                other => break other,
            }
        };
        if found.is_err() {
            self.last = None;
        }
        match found {
            Err(error) if error.raw_os_error() == Some(libc::ENOENT) => None,
            other => Some(other.map_err(explained)),
        }
    }
}

fn next_id(last: u32) -> io::Result<u32> {
    let mut next = 0;
    // SAFETY: the kernel writes one number.
    returned(unsafe { libbpf_sys::bpf_prog_get_next_id(last, &raw mut next) })?;
    Ok(next)
}

fn look_at(id: u32) -> io::Result<LoadedProgram> {
    // SAFETY: the call takes a number and opens a descriptor.
    let fd = unsafe { libbpf_sys::bpf_prog_get_fd_by_id(id) };
    returned(fd)?;
    // SAFETY: the kernel has just opened it for this caller.
    let program = unsafe { OwnedFd::from_raw_fd(fd) };
    let (info, size) = program_info(program.as_fd())?;
    Ok(LoadedProgram {
        id,
        program_type: ProgramType::of(info.type_),
        name: Chars::read_from(&info.name.map(|char| char.to_ne_bytes()[0])).unwrap_or_default(),
        instructions: info.xlated_prog_len / size_of::<bpf_insn>() as u32,
        memory: memory(program.as_fd()),
        statistics: ProgramStatistics::of(&info, size),
    })
}

/// What `/proc` says of an open program: `memlock: 4096`.
fn memory(program: BorrowedFd<'_>) -> Option<u64> {
    let about = fs::read_to_string(format!("/proc/self/fdinfo/{}", program.as_raw_fd())).ok()?;
    about.lines().find_map(|line| line.strip_prefix("memlock:"))?.trim().parse().ok()
}

fn explained(error: io::Error) -> Error {
    const DOING: &str = "can't list the programs that the kernel has";
    match error.raw_os_error() {
        // No such command.
        Some(libc::EINVAL) => {
            let message = format!("{DOING}: that came with Linux 4.13 (34ad5580f8f9)");
            Error::new(ErrorKind::Unsupported, message)
        }
        Some(libc::EPERM) => Error::system(format!("{DOING}, which needs CAP_SYS_ADMIN"), error),
        _ => Error::system(DOING, error),
    }
}
