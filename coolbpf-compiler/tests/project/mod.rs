//! What the project itself compiles: the programs of these tests, and the examples.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use coolbpf_contract::{Arch, Metadata, Options, Request, SourcePath, Sources};

use crate::corpus::Program;

/// Programs with something that only this clang and newer ones have.
const NEWER: [(&str, u32); 1] = [("core_type_matches.bpf.c", 15)];

/// A request for each program of the project, and for each of `generated`, that this major version of clang compiles.
pub(crate) fn requests(generated: &[Program], clang: u32) -> Vec<Request> {
    let generated = generated
        .iter()
        .map(|program| alone(&format!("{}.bpf.c", program.name), program.source.clone().into_bytes()));
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/programs");
    let programs: Vec<_> = fs::read_dir(directory)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| NEWER.iter().all(|(name, needs)| !path.ends_with(name) || clang >= *needs))
        .map(|path| alone(path.file_name().unwrap().to_str().unwrap(), fs::read(&path).unwrap()))
        .collect();
    assert!(programs.len() >= 40, "found {} programs", programs.len());
    let examples = examples();
    assert!(!examples.is_empty());
    generated.chain(programs).chain(examples).chain([linked()]).collect()
}

/// A request for a program of several sources.
fn linked() -> Request {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/linked");
    let path = |name: &str| -> SourcePath { format!("src/bpf/{name}").parse().unwrap() };
    let read = |name: &str| fs::read(directory.join(name)).unwrap();
    let names = ["main.bpf.c", "second.bpf.c", "third.bpf.c", "shared.h"];
    let files = names.iter().map(|name| (path(name), read(name))).collect();
    let sources = vec![path("second.bpf.c"), path("third.bpf.c")];
    let sources_of_all = Sources::new(path("main.bpf.c"), files).unwrap();
    Request::new(sources_of_all, Options { sources, ..Options::default() }, Arch::X86_64).unwrap()
}

/// A request for a program of one file.
fn alone(file: &str, text: Vec<u8>) -> Request {
    let main: SourcePath = format!("src/bpf/{file}").parse().unwrap();
    let sources = Sources::new(main.clone(), BTreeMap::from([(main, text)])).unwrap();
    Request { sources, options: Options::default(), arch: Arch::X86_64 }
}

/// A request for each C file of the examples.
fn examples() -> Vec<Request> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples");
    let mut requests = Vec::new();
    for package in fs::read_dir(&root).unwrap().map(|entry| entry.unwrap().path()) {
        let Ok(manifest) = fs::read_to_string(package.join("Cargo.toml")) else { continue };
        let metadata = Metadata::from_manifest(&manifest).unwrap();
        for file in
            fs::read_dir(package.join("src/bpf")).into_iter().flatten().map(|entry| entry.unwrap().path())
        {
            let name = file.file_name().unwrap().to_str().unwrap();
            let Some(program) = name.strip_suffix(".bpf.c") else { continue };
            let main = format!("src/bpf/{name}").parse().unwrap();
            let options = metadata.options(program).clone();
            let read = |path: &SourcePath| Ok(fs::read(package.join(path.as_str())).ok());
            let sources = Sources::collect(main, fs::read(&file).unwrap(), &options, read).unwrap();
            requests.push(Request { sources, options, arch: Arch::X86_64 });
        }
    }
    requests
}
