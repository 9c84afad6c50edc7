//! One source and one version of clang give one object, wherever and by whomever it is compiled.

mod corpus;

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use coolbpf_compiler::canonical::canonicalize;
use coolbpf_compiler::{Toolchain, compile};
use coolbpf_contract::elf::Elf;
use coolbpf_contract::{Arch, CheckedObject, Metadata, Options, Request, SourcePath, Sources};
use corpus::Program;

const CLANGS: [u32; 3] = [14, 16, 19];
const PROGRAMS: usize = 42;
/// `nobody` of every Linux.
const NOBODY: u32 = 65534;

/// How the compiler is run.
struct Surroundings {
    name: &'static str,
    environment: &'static [(&'static str, &'static str)],
    directory: &'static str,
    user: u32,
    /// The bytes of a variable that is there for its size.
    padding: usize,
}

const PLAIN: Surroundings =
    Surroundings { name: "plain", environment: &[], directory: "a", user: 0, padding: 0 };

const OTHERS: [Surroundings; 4] = [
    Surroundings {
        name: "MALLOC_MMAP_THRESHOLD_",
        environment: &[("MALLOC_MMAP_THRESHOLD_", "1024")],
        ..PLAIN
    },
    Surroundings {
        name: "an allocator without caches",
        environment: &[("GLIBC_TUNABLES", "glibc.malloc.tcache_count=0:glibc.malloc.mxfast=0")],
        ..PLAIN
    },
    Surroundings {
        name: "another directory and user",
        directory: "some/longer path/with é",
        user: NOBODY,
        ..PLAIN
    },
    Surroundings {
        name: "another home, locale and 100 KB of environment",
        environment: &[
            ("HOME", "/"),
            ("LC_ALL", "tr_TR.UTF-8"),
            ("LANG", "tr_TR.UTF-8"),
            ("TZ", "Asia/Tokyo"),
        ],
        padding: 100_000,
        ..PLAIN
    },
];

fn toolchain(major: u32) -> Toolchain {
    let path = format!("/usr/bin/clang-{major}");
    Toolchain::at(&path).unwrap_or_else(|error| {
        panic!("{error}\nthis test compiles with clang {major}: apt-get install clang-{major}")
    })
}

/// What clang itself writes in these surroundings.
fn raw(clang: &Path, program: &Program, surroundings: &Surroundings) -> Vec<u8> {
    let Surroundings { environment, directory, user, padding, .. } = *surroundings;
    let root = tempfile::tempdir().unwrap();
    let directory = root.path().join(directory);
    fs::create_dir_all(&directory).unwrap();
    let file = format!("{}.bpf.c", program.name);
    fs::write(directory.join(&file), &program.source).unwrap();
    for path in [root.path(), &directory] {
        chown(path, Some(user), Some(user)).unwrap();
    }
    let mut command = Command::new(clang);
    command.args(["--target=bpfel", "-O2", "-g", "-gdwarf-5", "-gembed-source", "-fdebug-compilation-dir=."]);
    command.args(["-std=gnu11", "-mcpu=v3", "-nostdlibinc", "-c", "-o", "object", &file]);
    command.current_dir(&directory).env_clear().envs(environment.iter().copied());
    if padding > 0 {
        command.env("PADDING", "x".repeat(padding));
    }
    if user != 0 {
        command.uid(user).gid(user);
    }
    let output = command.stdin(Stdio::null()).output().unwrap();
    assert!(output.status.success(), "{}: {}", program.name, String::from_utf8_lossy(&output.stderr));
    fs::read(directory.join("object")).unwrap()
}

/// Runs `work` on every item, two at a time.
fn in_parallel<T: Sync>(items: &[T], work: impl Fn(&T) + Sync) {
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
                    work(item);
                }
            });
        }
    });
}

fn load(bytes: &[u8]) -> Result<(), libbpf_rs::Error> {
    libbpf_rs::set_print(Some((libbpf_rs::PrintLevel::Warn, |_, text| eprint!("{text}"))));
    libbpf_rs::ObjectBuilder::default().open_memory(bytes)?.load().map(drop)
}

#[test]
fn surroundings_change_what_clang_writes_but_not_the_canonical_object() {
    let differing = Mutex::new(BTreeMap::new());
    for major in CLANGS {
        let clang = toolchain(major);
        in_parallel(&corpus::programs(PROGRAMS, major), |program| {
            let plain = raw(clang.path(), program, &PLAIN);
            let expected = canonicalize(&plain).unwrap();
            for surroundings in &OTHERS {
                let other = raw(clang.path(), program, surroundings);
                let name = surroundings.name;
                *differing.lock().unwrap().entry((major, name)).or_insert(0) += usize::from(other != plain);
                let canonical = canonicalize(&other).unwrap();
                assert!(canonical == expected, "clang {major}, {}: other bytes with {name}", program.name);
            }
            assert_eq!(canonicalize(&expected).unwrap(), expected, "clang {major}, {}", program.name);
            let elf = Elf::parse(&expected).unwrap();
            assert!(elf.sections.iter().all(|section| !section.name.starts_with(b".debug")), "DWARF is left");
        });
    }
    let differing = differing.into_inner().unwrap();
    for ((major, name), count) in &differing {
        println!(
            "clang {major}: {count} of {PROGRAMS} raw objects differ with {name}; no canonical one does"
        );
    }
    let newest = differing.iter().filter(|((major, _), _)| *major == 19);
    assert!(
        newest.map(|(_, count)| count).sum::<usize>() > 0,
        "nothing differed, so that nothing was tested"
    );
}

#[test]
fn every_compiled_object_is_canonical_and_loads() {
    for major in CLANGS {
        let clang = toolchain(major);
        in_parallel(&corpus::programs(PROGRAMS, major), |program| {
            let object = compiled(program, &clang);
            let canonical = canonicalize(object.bytes()).unwrap();
            assert!(canonical == object.bytes(), "clang {major}, {}", program.name);
            assert_eq!(
                compiled(program, &clang).digest(),
                object.digest(),
                "clang {major}, {}",
                program.name
            );
            load(object.bytes()).unwrap_or_else(|error| panic!("clang {major}, {}: {error:#}", program.name));
        });
    }
}

#[test]
fn the_projects_examples_compile_to_the_same_bytes_with_another_allocator_and_load() {
    let requests = examples();
    assert!(!requests.is_empty());
    for major in CLANGS {
        with_another_allocator(major, &requests, |name, object| {
            load(object.bytes()).unwrap_or_else(|error| panic!("clang {major}, {name}: {error:#}"));
        });
    }
}

#[test]
fn the_programs_of_the_tests_compile_to_the_same_bytes_with_another_allocator() {
    for major in CLANGS {
        let requests = test_programs(major);
        assert!(requests.len() >= 40);
        // `loading.rs` loads them.
        with_another_allocator(major, &requests, |_, _| {});
    }
}

/// Compiles each request as usual and with another allocator, compares, and hands the object on.
fn with_another_allocator(
    major: u32,
    requests: &[Request],
    then: impl Fn(&SourcePath, &CheckedObject) + Sync,
) {
    let clang = toolchain(major);
    // What `compile` runs gets no environment, so the allocator is changed on the way.
    let directory = tempfile::tempdir().unwrap();
    let script = directory.path().join("clang");
    let tunables = "GLIBC_TUNABLES=glibc.malloc.tcache_count=0:glibc.malloc.mxfast=0";
    let text = format!("#!/bin/sh\nexport {tunables}\nexec {} \"$@\"\n", clang.path().display());
    fs::write(&script, text).unwrap();
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
    let other = Toolchain::at(script).unwrap();
    assert_eq!(other.id(), clang.id());
    in_parallel(requests, |request| {
        let name = request.sources.main();
        let [object, again] = [&clang, &other].map(|clang| {
            compile(request, clang).unwrap_or_else(|failure| panic!("{name}: {failure}")).object
        });
        assert!(object.bytes() == again.bytes(), "clang {major}, {name}");
        then(name, &object);
    });
}

/// A request for each of `tests/programs` that this clang compiles, for one architecture and the other in turn.
fn test_programs(major: u32) -> Vec<Request> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/programs");
    let paths = fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path());
    paths
        .enumerate()
        .filter(|(_, path)| major >= 15 || !path.ends_with("core_type_matches.bpf.c"))
        .map(|(index, path)| {
            let main: SourcePath =
                format!("src/bpf/{}", path.file_name().unwrap().display()).parse().unwrap();
            let files = BTreeMap::from([(main.clone(), fs::read(&path).unwrap())]);
            let arch = Arch::ALL[index % Arch::ALL.len()];
            Request { sources: Sources::new(main, files).unwrap(), options: Options::default(), arch }
        })
        .collect()
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

fn compiled(program: &Program, clang: &Toolchain) -> CheckedObject {
    let main: SourcePath = format!("src/bpf/{}.bpf.c", program.name).parse().unwrap();
    let files = BTreeMap::from([(main.clone(), program.source.clone().into_bytes())]);
    let sources = Sources::new(main, files).unwrap();
    let request = Request { sources, options: Options::default(), arch: Arch::X86_64 };
    compile(&request, clang).unwrap_or_else(|failure| panic!("{}: {failure}", program.name)).object
}
