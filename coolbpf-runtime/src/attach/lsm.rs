//! Hooks of security modules.

use super::{Trace, Way};
use crate::program::Program;
use crate::{Link, Result};

/// The hook of security modules that a program of the section `lsm` was loaded for. Linux 5.7 (9e4e01dfd325), with `bpf` among the
/// security modules that the kernel was booted with.
#[derive(Debug, Clone, Copy, Default)]
pub struct Lsm {
    cookie: u64,
}

impl Lsm {
    /// The hook that the program was loaded for.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// What `bpf_get_attach_cookie` gives the program. Linux 5.19 (2fcc82411e74).
    #[must_use]
    pub fn cookie(self, cookie: u64) -> Self {
        Self { cookie }
    }
}

impl Way for Lsm {
    fn attach(self, program: &Program) -> Result<Link> {
        Trace::new().cookie(self.cookie).attach(program)
    }
}
