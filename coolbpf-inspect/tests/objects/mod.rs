//! Objects to look into: vendored by the examples, and compiled for a test.
#![allow(dead_code)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use coolbpf_compiler::{Toolchain, compile};
use coolbpf_contract::{Arch, CheckedObject, Options, Request, SourcePath, Sources};

const CLANG: &str = "clang-19";

/// The bytes of a vendored object of the examples.
pub(crate) fn vendored(example: &str, arch: Arch) -> Vec<u8> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples");
    let path = root.join(format!("{example}/coolbpf-vendor/{example}.{arch}.bpf.o"));
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A program of the compiler's tests, as coolbpf compiles it.
pub(crate) fn of_the_compilers_tests(name: &str) -> CheckedObject {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("../coolbpf-compiler/tests/programs");
    let text = fs::read(directory.join(format!("{name}.bpf.c"))).unwrap();
    let main: SourcePath = format!("src/bpf/{name}.bpf.c").parse().unwrap();
    let sources = Sources::new(main.clone(), BTreeMap::from([(main, text)])).unwrap();
    let request = Request { sources, options: Options::default(), arch: Arch::X86_64 };
    let toolchain = Toolchain::at(clang()).unwrap();
    compile(&request, &toolchain).unwrap_or_else(|error| panic!("{name}: {error}")).object
}

/// What the clang of the tests makes of `source`, with the path of the file.
pub(crate) fn compiled(source: &str, arguments: &[&str]) -> (CheckedObject, tempfile::TempDir) {
    let directory = tempfile::tempdir().unwrap();
    fs::write(directory.path().join("x.bpf.c"), source).unwrap();
    let output = Command::new(CLANG)
        .args(["--target=bpfel", "-O2", "-g", "-c", "x.bpf.c", "-o", "x.o"])
        .args(arguments)
        .current_dir(directory.path())
        .output()
        .unwrap_or_else(|error| panic!("running {CLANG}: {error}; apt-get install {CLANG}"));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let bytes = fs::read(directory.path().join("x.o")).unwrap();
    (CheckedObject::check(bytes).unwrap(), directory)
}

fn clang() -> PathBuf {
    let path = env::var_os("PATH").unwrap_or_default();
    let found = env::split_paths(&path).map(|directory| directory.join(CLANG)).find(|path| path.is_file());
    found.unwrap_or_else(|| panic!("{CLANG} is not installed; apt-get install {CLANG}"))
}
