//! Compiles the C programs that tools look at, once for all tests: where a guest runs these, there is no compiler.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// What keeps each function and its frame.
const OPTIONS: [&str; 5] =
    ["-O1", "-fno-inline", "-fno-optimize-sibling-calls", "-fno-omit-frame-pointer", "-pthread"];

fn main() {
    println!("cargo::rerun-if-changed=programs");
    let target = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    for source in fs::read_dir("programs").expect("programs/ is there") {
        let source = source.expect("programs/ can be read").path();
        let program = target.join(source.file_stem().expect("a file has a name"));
        compile(&source, &program, &[]);
        compile(&source, &program.with_extension("static"), &["-static"]);
    }
}

fn compile(source: &Path, program: &Path, options: &[&str]) {
    let cc = Command::new("cc").args(OPTIONS).args(options).arg("-o").args([program, source]).status();
    assert!(cc.expect("cc can be run").success(), "{} does not compile", source.display());
}
