//! How long a first build of the hello crate takes: in the light form, in the full form, in that with the feature `remote`
//! (which asks nobody here), and with plain libbpf-cargo. Each build starts with an empty target directory, in the dev profile.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use super::{Goal, figure, median};
use crate::Result;

const ROUNDS: usize = 3;
const LIBBPF_CARGO: &str = "0.27.2";

/// The peer's build.rs: clang with the headers that libbpf-sys brings, then the skeleton.
const PEER_BUILD_RS: &str = r#"
fn main() {
    let out = std::path::PathBuf::from(std::env::var_os("OUT_DIR").unwrap());
    let include = format!("-I{}", std::env::var("DEP_BPF_INCLUDE").unwrap());
    libbpf_cargo::SkeletonBuilder::new()
        .source("src/bpf/hello.bpf.c")
        .clang("clang-19")
        .clang_args([include.as_str(), "-I/usr/include/x86_64-linux-gnu"])
        .build_and_generate(out.join("hello.skel.rs"))
        .unwrap();
    println!("cargo:rerun-if-changed=src/bpf");
}
"#;

/// The hello example as a user of libbpf-rs writes it.
const PEER_MAIN_RS: &str = r#"
mod hello {
    include!(concat!(env!("OUT_DIR"), "/hello.skel.rs"));
}
use libbpf_rs::skel::{OpenSkel, Skel, SkelBuilder};

fn main() {
    let mut storage = std::mem::MaybeUninit::uninit();
    let open = hello::HelloSkelBuilder::default().open(&mut storage).unwrap();
    let mut skel = open.load().unwrap();
    skel.attach().unwrap();
    let mut builder = libbpf_rs::RingBufferBuilder::new();
    builder
        .add(&skel.maps.events, |data| {
            let pid = u32::from_ne_bytes(data[..4].try_into().unwrap());
            println!("{pid:>7} {}", String::from_utf8_lossy(&data[4..20]));
            0
        })
        .unwrap();
    let ring = builder.build().unwrap();
    loop {
        ring.poll(std::time::Duration::from_secs(1)).unwrap();
    }
}
"#;

pub(super) fn run() -> Result {
    let root = std::env::current_dir()?;
    let scratch = std::env::temp_dir().join(format!("coolbpf-bench-build-{}", std::process::id()));
    let measured = measure(&root, &scratch);
    fs::remove_dir_all(&scratch)?;
    measured
}

fn measure(root: &Path, scratch: &Path) -> Result {
    let hello = root.join("examples/hello");
    let peer_c = fs::read_to_string(hello.join("src/bpf/hello.bpf.c"))?
        .replace("#include \"vmlinux.h\"", "#include <linux/bpf.h>\ntypedef __u32 u32;")
        .replace("#include <coolbpf.h>\n", "")
        .replace(
            "COOLBPF_EVENTS(events, struct event, 256 * 1024);",
            "struct { __uint(type, BPF_MAP_TYPE_RINGBUF); __uint(max_entries, 262144); } events SEC(\".maps\");",
        )
        .replace("coolbpf_reserve(events)", "bpf_ringbuf_reserve(&events, sizeof(*event), 0)")
        .replace("coolbpf_submit(ctx, events, event)", "bpf_ringbuf_submit(event, 0)");
    let coolbpf = |build_features: &str| {
        let root = root.display();
        format!(
            "[package]\nname = \"bench-hello\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n\
             coolbpf-runtime = {{ path = \"{root}/coolbpf-runtime\" }}\n\n[build-dependencies]\n\
             coolbpf-build = {{ path = \"{root}/coolbpf-build\"{build_features} }}\n\n[workspace]\n"
        )
    };
    let peer = format!(
        "[package]\nname = \"bench-hello\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         libbpf-rs = \"={LIBBPF_CARGO}\"\nlibbpf-sys = \"1.7\"\n\n[build-dependencies]\n\
         libbpf-cargo = \"={LIBBPF_CARGO}\"\n\n[workspace]\n"
    );
    let crates = [
        ("light", coolbpf(", default-features = false"), true),
        ("full", coolbpf(""), true),
        ("remote", coolbpf(", features = [\"remote\"]"), true),
        ("peer", peer, false),
    ];
    for (name, manifest, is_ours) in &crates {
        let directory = scratch.join(name);
        fs::create_dir_all(directory.join("src/bpf"))?;
        fs::write(directory.join("Cargo.toml"), manifest)?;
        fs::copy(root.join("Cargo.lock"), directory.join("Cargo.lock"))?;
        if *is_ours {
            copy(&hello.join("src"), &directory.join("src"))?;
            copy(&hello.join("build.rs"), &directory.join("build.rs"))?;
            copy(&hello.join("coolbpf-vendor"), &directory.join("coolbpf-vendor"))?;
        } else {
            fs::write(directory.join("build.rs"), PEER_BUILD_RS)?;
            fs::write(directory.join("src/main.rs"), PEER_MAIN_RS)?;
            fs::write(directory.join("src/bpf/hello.bpf.c"), &peer_c)?;
        }
    }
    println!("peer: libbpf-cargo {LIBBPF_CARGO}; {ROUNDS} rounds, alternating, medians of wall seconds");
    let mut seconds = [const { Vec::new() }; 4];
    for _ in 0..ROUNDS {
        for ((name, _, _), seconds) in crates.iter().zip(&mut seconds) {
            seconds.push(cold_build(&scratch.join(name))?);
        }
    }
    let [light, full, remote, peer] = seconds.map(median);
    for ((name, _, _), seconds) in crates.iter().zip([light, full, remote, peer]) {
        println!("{name}: {seconds:.1} s, {} crates", crate_count(&scratch.join(name))?);
    }
    figure("build.light_cold_s", light, Goal::AtMost(12.0));
    figure("build.full_ratio", full / peer, Goal::AtMost(1.5));
    println!("the feature `remote` adds {:.1} s to the full form", remote - full);
    Ok(())
}

/// The seconds that a build with an empty target directory takes.
fn cold_build(directory: &Path) -> Result<f64> {
    let target = directory.join("target");
    if target.exists() {
        fs::remove_dir_all(&target)?;
    }
    let mut command = Command::new(env!("CARGO"));
    command.args(["build", "--quiet"]).current_dir(directory).env("CARGO_TARGET_DIR", &target);
    // Cargo compiles path dependencies incrementally, and a user's, which come from a registry, not.
    command.env("CARGO_INCREMENTAL", "0");
    // The full form compiles its C, with `remote` or without, as the peer does; the light form takes what is vendored.
    if directory.ends_with("full") || directory.ends_with("remote") {
        command.env("COOLBPF_FROM_SOURCE", "1");
    }
    let start = Instant::now();
    let status = command.status()?;
    let seconds = start.elapsed().as_secs_f64();
    if status.success() { Ok(seconds) } else { Err(format!("{command:?} failed").into()) }
}

/// How many crates a build compiles, the crate itself included.
fn crate_count(directory: &Path) -> Result<usize> {
    let tree = ["tree", "--edges", "normal,build", "--prefix", "none", "--format", "{p}"];
    let output = Command::new(env!("CARGO")).args(tree).current_dir(directory).output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    let crates: std::collections::BTreeSet<&str> =
        text.lines().map(|line| line.trim_end_matches(" (*)")).filter(|line| !line.is_empty()).collect();
    Ok(crates.len())
}

fn copy(from: &Path, to: &Path) -> Result {
    let status =
        Command::new("cp").args(["--recursive", "--no-target-directory"]).arg(from).arg(to).status()?;
    if status.success() { Ok(()) } else { Err(format!("can't copy {}", from.display()).into()) }
}
