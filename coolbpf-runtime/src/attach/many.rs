//! One probe for many functions: what those of the kernel and of user space have in common, and programs whose section asks for that on
//! kernels that have no such probes.

use std::io;

use super::{KprobeMulti, UprobeMulti, Way as _};
use crate::kernel::{Attachment, kernel};
use crate::{Error, ErrorKind, Link, Program, Result};

/// Attaches a program to each function, if it is such a program and the kernel lacks that. The outer error is of an object that is
/// closed.
pub(crate) fn attach(program: &Program) -> Result<Option<Result<Link>>> {
    let facts = program.facts()?;
    if let Some(pattern) = facts.probe_of_many()
        && kernel().attachment(Attachment::KprobeMulti).is_no()
    {
        return Ok(Some(KprobeMulti::pattern(pattern).attach(program)));
    }
    if let Some((binary, pattern)) = facts.uprobe_of_many()
        && kernel().attachment(Attachment::UprobeMulti).is_no()
    {
        return Ok(Some(UprobeMulti::pattern(binary, pattern).attach(program)));
    }
    Ok(None)
}

/// Refuses a list of `what`, of which each place that is named needs one, if it is of another length.
pub(super) fn check_each_has_one(what: &str, found: usize, named: usize) -> Result<()> {
    if found == 0 || found == named {
        return Ok(());
    }
    let message = format!("{found} {what} for {named} named functions: each needs one");
    Err(Error::new(ErrorKind::InvalidInput, message))
}

/// Where to is said by an empty list.
pub(super) fn nothing_named() -> io::Error {
    io::Error::new(io::ErrorKind::NotFound, "no function is named")
}
