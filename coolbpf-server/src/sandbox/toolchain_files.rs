//! Which files of the machine a compiler needs.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use coolbpf_compiler::Toolchain;
use serde::{Deserialize, Serialize};

use super::normal;
use crate::error::{Result, because};

/// The files of one compiler.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct ToolchainFiles {
    /// What the operator calls the program.
    pub(super) path: PathBuf,
    /// The program, without links on the way.
    pub(super) program: PathBuf,
    /// The program, the loader and the libraries.
    pub(super) executables: BTreeSet<PathBuf>,
    /// The directory of what belongs to clang.
    pub(super) resources: PathBuf,
    /// The directory of clang's own headers.
    pub(super) headers: PathBuf,
}

impl ToolchainFiles {
    pub(super) fn of(toolchain: &Toolchain) -> Result<Self> {
        let path = toolchain.path();
        let program =
            path.canonicalize().map_err(because(format!("following the links of {}", path.display())))?;
        let resources =
            toolchain.resource_directory().map_err(because(format!("asking {}", toolchain.id())))?.to_owned();
        let headers = resources.join("include");
        Ok(Self { path: path.to_owned(), executables: executables(&program)?, program, resources, headers })
    }
}

/// `program`, its loader and the libraries that the loader finds for it.
pub(super) fn executables(program: &Path) -> Result<BTreeSet<PathBuf>> {
    let output = Command::new("ldd")
        .arg(program)
        .stdin(Stdio::null())
        .output()
        .map_err(because(format!("running `ldd {}`", program.display())))?;
    // A static program has no libraries, and ldd says so by failing.
    let mut files = libraries(&String::from_utf8_lossy(&output.stdout));
    files.insert(program.to_owned());
    Ok(files)
}

/// The paths in what ldd prints: `libz.so.1 => /lib/libz.so.1 (0x7f00)`, `/lib64/ld-linux-x86-64.so.2 (0x7f01)`.
fn libraries(printed: &str) -> BTreeSet<PathBuf> {
    printed
        .lines()
        .filter_map(|line| {
            let (path, _) = line.rsplit_once(" (0x")?;
            let path = path.rsplit_once(" => ").map_or(path, |(_, path)| path).trim();
            path.starts_with('/').then(|| normal(Path::new(path)))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn libraries_are_read_from_what_ldd_prints() {
        let printed = "\tlinux-vdso.so.1 (0x00007ffd)\n\
             \tlibLLVM.so.19.1 => /usr/lib/llvm-19/bin/../lib/libLLVM.so.19.1 (0x00007f0e)\n\
             \tlibgone.so => not found\n\
             \t/lib64/ld-linux-x86-64.so.2 (0x00007f0f)\n";
        let expected = ["/lib64/ld-linux-x86-64.so.2", "/usr/lib/llvm-19/lib/libLLVM.so.19.1"];
        assert_eq!(libraries(printed), expected.map(PathBuf::from).into());
        assert_eq!(libraries("\tnot a dynamic executable\n"), BTreeSet::new());
    }
}
