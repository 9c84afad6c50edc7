//! A running tool, and the memory that it has.

use std::fs;
use std::process::Child;

use crate::Result;

/// A process that is ended with this.
pub(super) struct Tracer(pub(super) Child);

impl Drop for Tracer {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// In KiB.
pub(super) struct Memory {
    pub(super) resident: f64,
    /// Its share of what several processes have in common, with what it has alone.
    pub(super) share: f64,
}

impl Memory {
    pub(super) fn of(process: u32) -> Result<Self> {
        let of = |file: &str, field: &str| kibibytes(&format!("/proc/{process}/{file}"), field);
        Ok(Self { resident: of("status", "VmRSS:")?, share: of("smaps_rollup", "Pss:")? })
    }
}

/// A field of a file of `/proc`.
fn kibibytes(file: &str, field: &str) -> Result<f64> {
    let text = fs::read_to_string(file)?;
    let value = text.lines().find_map(|line| line.strip_prefix(field)?.trim().strip_suffix(" kB"));
    Ok(value.ok_or_else(|| format!("{file} has no {field}"))?.parse()?)
}
