//! One source and one version of clang give one object, wherever and by whomever it is compiled.

mod corpus;
mod project;

use std::env;
use std::fs;
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use coolbpf_compiler::canonical::canonicalize;
use coolbpf_compiler::{Toolchain, compile};
use coolbpf_contract::elf::Elf;
use coolbpf_contract::{CheckedObject, Request};
use corpus::Program;

const CLANGS: [u32; 3] = [14, 16, 19];
const GENERATED: usize = 42;
/// `nobody` of every Linux.
const NOBODY: u32 = 65534;
/// What makes an allocator give other addresses.
const ALLOCATORS: [(&str, &str); 2] = [
    ("MALLOC_MMAP_THRESHOLD_", "1024"),
    ("GLIBC_TUNABLES", "glibc.malloc.tcache_count=0:glibc.malloc.mxfast=0"),
];
const PLACE: [(&str, &str); 4] =
    [("HOME", "/"), ("LC_ALL", "tr_TR.UTF-8"), ("LANG", "tr_TR.UTF-8"), ("TZ", "Asia/Tokyo")];
/// How many bytes the largest variable has.
const PADDING: usize = 100_000;
/// Tells the process that compiles as another user which clang to run.
const CLANG_OF_OTHER: &str = "COOLBPF_TEST_CLANG";

/// Programs for what not every kernel has.
const NEEDS: [(&str, &str); 2] =
    [("per_cpu_ksym", "`runqueues` among the kernel's symbols"), ("sched_ext", "CONFIG_SCHED_CLASS_EXT")];
/// Sections of programs that are called by BPF trampolines, which not every kernel has. Some are one way of several.
const TRAMPOLINES: [&str; 3] = ["fentry", "fexit", "lsm"];

fn toolchain(major: u32) -> Toolchain {
    let path = format!("/usr/bin/clang-{major}");
    Toolchain::at(&path).unwrap_or_else(|error| {
        panic!("{error}\nthis test compiles with clang {major}: apt-get install clang-{major}")
    })
}

fn compiled(request: &Request, clang: &Toolchain) -> CheckedObject {
    let (main, id) = (request.sources.main(), clang.id());
    compile(request, clang).unwrap_or_else(|failure| panic!("{main} with {id}:\n{failure}")).object
}

/// Each program of the project and each generated one is compiled here, and by another user's process with another
/// allocator, temporary directory, working directory, home, locale and time zone, and with 100 KB of environment.
#[test]
fn every_program_loads_and_has_the_same_bytes_for_another_user_in_other_surroundings() {
    if let Ok(clang) = env::var(CLANG_OF_OTHER) {
        return compile_as_other(Path::new(&clang));
    }
    for major in CLANGS {
        let requests = project::requests(&corpus::programs(GENERATED, major), major);
        let clang = toolchain(major);
        let root = tempfile::tempdir().unwrap();
        let other = start_other(root.path(), &clang, &requests);
        let objects: Vec<_> = requests.iter().map(|request| compiled(request, &clang)).collect();
        let rejected: Vec<_> = requests.iter().zip(&objects).filter_map(rejection).collect();
        assert!(rejected.is_empty(), "clang {major}; run as root? {}", rejected.join("\n"));

        let ended = other.wait_with_output().unwrap();
        assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stdout));
        for (number, (request, object)) in requests.iter().zip(&objects).enumerate() {
            let name = request.sources.main();
            let others = fs::read(root.path().join(format!("{number}.object"))).unwrap();
            assert!(others == object.bytes(), "clang {major}, {name}: other bytes for another user");
            assert!(canonicalize(&others).unwrap() == others, "clang {major}, {name}: not canonical");
            let elf = Elf::parse(&others).unwrap();
            assert!(elf.sections.iter().all(|section| !section.name.starts_with(b".debug")), "{name}: DWARF");
        }
        println!("clang {major}: {} programs, each with the same bytes", requests.len());
    }
}

/// Copies a program. Had this process the copy itself open for writing, a child that the other test starts at that moment
/// would have it too, and the kernel would refuse to run it.
fn install(from: &Path, to: &Path) {
    assert!(Command::new("install").args(["-m", "755"]).args([from, to]).status().unwrap().success());
}

/// Starts this test once more, as another user and elsewhere, with `root` for its temporary files; it compiles
/// `requests`, which go there as files.
fn start_other(root: &Path, clang: &Toolchain, requests: &[Request]) -> Child {
    for (number, request) in requests.iter().enumerate() {
        fs::write(root.join(format!("{number}.request")), request.encode()).unwrap();
    }
    // What `compile` runs gets no environment, so clang's surroundings are changed on the way.
    let padding = "x".repeat(PADDING);
    let variables = || ALLOCATORS.into_iter().chain(PLACE).chain([("PADDING", padding.as_str())]);
    let exports: String = variables().map(|(name, value)| format!("export {name}='{value}'\n")).collect();
    let (written, script) = (root.join("clang.sh"), root.join("clang"));
    fs::write(&written, format!("#!/bin/sh\n{exports}exec {} \"$@\"\n", clang.path().display())).unwrap();
    install(&written, &script);

    // The target directory may be one that only its owner reads.
    let program = root.join("reproducible");
    install(&env::current_exe().unwrap(), &program);
    let temporary = root.join("some/longer path/with é");
    fs::create_dir_all(&temporary).unwrap();
    for path in [root, &temporary] {
        chown(path, Some(NOBODY), Some(NOBODY)).unwrap();
    }
    Command::new(program)
        .args([
            "--exact",
            "every_program_loads_and_has_the_same_bytes_for_another_user_in_other_surroundings",
        ])
        .arg("--nocapture")
        .current_dir(root)
        .env_clear()
        .envs(variables())
        .env("TMPDIR", temporary)
        .env(CLANG_OF_OTHER, script)
        .uid(NOBODY)
        .gid(NOBODY)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// What the other user's process does in its working directory.
fn compile_as_other(clang: &Path) {
    let toolchain = Toolchain::at(clang).unwrap();
    for number in 0.. {
        let Ok(request) = fs::read(format!("{number}.request")) else { break };
        let object = compiled(&Request::decode(&request).unwrap(), &toolchain);
        fs::write(format!("{number}.object"), object.bytes()).unwrap();
    }
}

/// Why the kernel doesn't take an object, unless it lacks what the program is for.
fn rejection((request, object): (&Request, &CheckedObject)) -> Option<String> {
    libbpf_rs::set_print(Some((libbpf_rs::PrintLevel::Warn, |_, text| eprint!("{text}"))));
    let name = request.sources.main().as_str().trim_start_matches("src/bpf/").trim_end_matches(".bpf.c");
    let mut error = loaded(object, |_| true).err()?;
    let is_of_trampoline = |section: &[u8]| TRAMPOLINES.iter().any(|of| section.starts_with(of.as_bytes()));
    if Elf::parse(object.bytes()).unwrap().sections.iter().any(|section| is_of_trampoline(section.name)) {
        println!("{name} is loaded without what needs BPF trampolines, which this kernel lacks: {error}");
        error = loaded(object, |section| !is_of_trampoline(section.as_bytes())).err()?;
    }
    match NEEDS.iter().find(|(program, _)| *program == name) {
        Some((_, needed)) => {
            println!("{name} needs {needed}, which this kernel lacks: {error}");
            None
        }
        None => Some(format!("{name}: {error:#}")),
    }
}

/// Has the kernel take the programs of those sections.
fn loaded(object: &CheckedObject, is_wanted: impl Fn(&str) -> bool) -> libbpf_rs::Result<()> {
    let mut opened = libbpf_rs::ObjectBuilder::default().open_memory(object.bytes())?;
    for mut program in opened.progs_mut() {
        let is_wanted = is_wanted(&program.section().to_string_lossy());
        program.set_autoload(program.autoload() && is_wanted);
    }
    opened.load().map(drop)
}

/// Without this, the other test could pass because nothing depends on the surroundings.
#[test]
fn an_allocator_changes_what_clang_itself_writes_but_not_the_canonical_object() {
    let newest = CLANGS[CLANGS.len() - 1];
    let clang = toolchain(newest);
    let mut differing = 0;
    for program in corpus::programs(GENERATED, newest) {
        let plain = raw(clang.path(), &program, &[]);
        let expected = canonicalize(&plain).unwrap();
        let other = raw(clang.path(), &program, &ALLOCATORS);
        differing += usize::from(other != plain);
        assert!(canonicalize(&other).unwrap() == expected, "{}", program.name);
    }
    println!("clang {newest}: {differing} of {GENERATED} raw objects differ with another allocator");
    assert!(differing > 0, "nothing differed, so that nothing was tested");
}

/// What clang itself writes with these variables.
fn raw(clang: &Path, program: &Program, variables: &[(&str, &str)]) -> Vec<u8> {
    let directory = tempfile::tempdir().unwrap();
    let file = format!("{}.bpf.c", program.name);
    fs::write(directory.path().join(&file), &program.source).unwrap();
    let mut command = Command::new(clang);
    command.args(["--target=bpfel", "-O2", "-g", "-gdwarf-5", "-gembed-source", "-fdebug-compilation-dir=."]);
    command.args(["-std=gnu11", "-mcpu=v3", "-nostdlibinc", "-c", "-o", "object", &file]);
    command.current_dir(&directory).env_clear().envs(variables.iter().copied());
    let output = command.stdin(Stdio::null()).output().unwrap();
    assert!(output.status.success(), "{}: {}", program.name, String::from_utf8_lossy(&output.stderr));
    fs::read(directory.path().join("object")).unwrap()
}
