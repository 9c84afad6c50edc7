//! Modules that the host sent along.

use std::ffi::OsStr;
use std::fs::File;
use std::os::fd::AsRawFd as _;
use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;

use crate::system;

/// Loads the modules in the order in which they are named.
pub fn load(files: &[Vec<u8>]) -> Result<(), String> {
    for file in files {
        let path = Path::new(OsStr::from_bytes(file));
        File::open(path)
            .and_then(|file| system::load_module(file.as_raw_fd()))
            .map_err(|error| format!("load the module {}: {error}", path.display()))?;
    }
    Ok(())
}
