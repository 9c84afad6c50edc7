//! The C library that a process calls.

use std::fs;
use std::io;
use std::path::PathBuf;

use coolbpf::{Error, Result};

/// The C library of a running process, as it is in the process's own root directory.
pub(crate) fn of_process(pid: u32) -> Result<PathBuf> {
    let maps = fs::read_to_string(format!("/proc/{pid}/maps"))
        .map_err(|error| Error::from(error).context(format!("can't look at the process {pid}")))?;
    let path = in_maps(&maps).ok_or_else(|| {
        let message = format!(
            "the process {pid} has no C library mapped; --library names the file whose malloc and free it calls, as the binary itself"
        );
        Error::from(io::Error::other(message))
    })?;
    Ok(format!("/proc/{pid}/root{path}").into())
}

fn in_maps(maps: &str) -> Option<&str> {
    let mut paths = maps.lines().filter_map(|line| line.find('/').map(|start| &line[start..]));
    paths.find(|path| {
        let file = path.rsplit('/').next().unwrap_or_default();
        ["libc.so", "libc-", "ld-musl-"].iter().any(|start| file.starts_with(start))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_c_library_is_found_by_its_name() {
        let line = |path| format!("7f00-7f01 r-xp 00000000 fe:00 4711                       {path}\n");
        let maps = [line("/usr/bin/a"), line("/usr/lib/libcap.so.2"), line(""), line("/usr/lib/libc.so.6")];
        assert_eq!(in_maps(&maps.concat()), Some("/usr/lib/libc.so.6"));
        assert_eq!(in_maps(&line("/lib/ld-musl-x86_64.so.1")), Some("/lib/ld-musl-x86_64.so.1"));
        assert_eq!(in_maps(&maps[..3].concat()), None);
    }

    #[test]
    fn a_process_without_a_c_library_is_told_what_mends_it() {
        // A thread of the kernel, or where it can't be seen, nothing.
        let error = format!("{:#}", of_process(u32::MAX).unwrap_err());
        assert!(error.starts_with("can't look at the process 4294967295: "), "{error}");
    }
}
