//! The namespaces that clang runs in, made by bubblewrap.

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use coolbpf_compiler::Run;
use serde::{Deserialize, Serialize};

use super::toolchain_files::{ToolchainFiles, executables};
use crate::error::{Error, Result};

/// Where the job lies inside. The server's own paths are not to be seen.
const JOB: &str = "/job";

/// The installed bubblewrap.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Bubblewrap {
    pub(super) path: PathBuf,
    /// This program and its libraries.
    program: BTreeSet<PathBuf>,
}

impl Bubblewrap {
    /// The bubblewrap of `PATH`.
    pub(super) fn find(program: &Path) -> Result<Self> {
        let directories = std::env::var_os("PATH").unwrap_or_default();
        let path = std::env::split_paths(&directories)
            .filter(|directory| directory.is_absolute())
            .map(|directory| directory.join("bwrap"))
            .find(|candidate| candidate.is_file())
            .ok_or_else(|| {
                Error::new(
                    "clang runs in bubblewrap, and there is no `bwrap` in PATH: install it by `apt-get install \
                     bubblewrap`, or choose another sandbox by `--sandbox landlock` (docs/SERVER.md compares them)",
                )
            })?;
        Ok(Self { path, program: executables(program)? })
    }

    /// Bubblewrap's arguments, up to the program that it is to run.
    pub(super) fn arguments(&self, files: &ToolchainFiles, run: &Run<'_>) -> Vec<OsString> {
        let mut arguments: Vec<OsString> = [
            "--unshare-user",
            "--unshare-ipc",
            "--unshare-pid",
            "--unshare-net",
            "--unshare-uts",
            "--unshare-cgroup-try",
            // No `--hostname`: a service with ProtectHostname= may not set one.
            // Nobody in particular, who has no rights even in the new namespaces.
            "--uid",
            "65534",
            "--gid",
            "65534",
            "--cap-drop",
            "ALL",
            "--die-with-parent",
            "--new-session",
        ]
        .map(OsString::from)
        .into();
        let mut bind = |how: &str, from: &Path, to: &Path| {
            arguments.extend([how.into(), from.into(), to.into()]);
        };
        let executables: BTreeSet<&Path> =
            files.executables.union(&self.program).map(PathBuf::as_path).collect();
        for file in &executables {
            bind("--ro-bind", file, file);
        }
        for (from, to) in beside_libc(&executables) {
            bind("--ro-bind", from, &to);
        }
        bind("--ro-bind", &files.headers, &files.headers);
        bind("--ro-bind", run.job, Path::new(JOB));
        let output = inside(run, &run.output_directory());
        bind("--bind", &run.output_directory(), &output);
        arguments.extend(["--remount-ro".into(), "/".into(), "--chdir".into()]);
        arguments.push(inside(run, &run.working_directory()).into());
        arguments.push("--".into());
        arguments
    }
}

/// Where the loader finds the libraries that lie in other directories than the C library does, and where they are.
///
/// Without /proc it can't know what `$ORIGIN` stands for in a library path, without /etc it has no list of directories,
/// and without an environment nobody tells it; but it always looks where the C library is.
fn beside_libc<'a>(executables: &BTreeSet<&'a Path>) -> Vec<(&'a Path, PathBuf)> {
    fn name(path: &Path) -> &str {
        path.file_name().and_then(OsStr::to_str).unwrap_or_default()
    }
    let is_libc = |path: &&&Path| name(path).starts_with("libc.so") || name(path).starts_with("ld-musl-");
    let Some(directory) = executables.iter().find(is_libc).and_then(|libc| libc.parent()) else {
        return Vec::new();
    };
    executables
        .iter()
        .filter(|path| name(path).contains(".so") && path.parent() != Some(directory))
        .map(|&path| (path, directory.join(name(path))))
        .collect()
}

/// What a path within the job's directory is called in the sandbox.
pub(super) fn inside(run: &Run<'_>, path: &Path) -> PathBuf {
    path.strip_prefix(run.job).map_or_else(|_| path.to_owned(), |rest| Path::new(JOB).join(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn libraries_of_other_directories_are_found_beside_the_c_library() {
        let llvm = Path::new("/usr/lib/llvm-19/lib/libLLVM.so.19.1");
        let others = [
            "/lib/x86_64-linux-gnu/libc.so.6",
            "/lib/x86_64-linux-gnu/libz.so.1",
            "/usr/lib/llvm-19/bin/clang",
        ];
        let executables = others.iter().map(Path::new).chain([llvm]).collect();
        let expected = vec![(llvm, PathBuf::from("/lib/x86_64-linux-gnu/libLLVM.so.19.1"))];
        assert_eq!(beside_libc(&executables), expected);
    }
}
