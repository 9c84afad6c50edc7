//! Programs whose section says that one probe is for many functions, on kernels that have no such probes.

use super::{KprobeMulti, UprobeMulti, Way as _};
use crate::kernel::{Attachment, kernel};
use crate::{Link, Program, Result};

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
