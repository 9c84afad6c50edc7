//! Numbers that programs get with each call (`bpf_get_attach_cookie`).

use crate::kernel::{Attachment, Support, kernel};
use crate::{Error, ErrorKind, Result};

/// Refuses a cookie where the kernel has no link to keep it with.
pub(super) fn check(cookie: u64, needs: Attachment) -> Result<()> {
    match kernel().attachment(needs) {
        Support::No(missing) if cookie != 0 => Err(Error::new(
            ErrorKind::Unsupported,
            format!("can't attach a program with a cookie: {missing}"),
        )),
        _ => Ok(()),
    }
}
