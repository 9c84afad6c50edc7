//! `cargo xtask package`: packages every crate as for a registry, and looks whether all is in it that it needs there.

use std::process::Command;

use crate::Result;

/// The crates that are published, with files that no compiler would miss.
const CRATES: &[(&str, &[&str])] = &[
    ("coolbpf-contract", &["src/bundle_digest.txt"]),
    ("coolbpf-client", &[]),
    (
        "coolbpf-compiler",
        &["bundle/include/coolbpf.h", "LICENSES/GPL-2.0-only.txt", "LICENSES/Linux-syscall-note.txt"],
    ),
    ("coolbpf-linux", &[]),
    ("coolbpf-inspect", &[]),
    ("coolbpf-build", &[]),
    ("coolbpf-macros", &[]),
    ("coolbpf-runtime", &[]),
    ("coolbpf-vm", &["guest/main.rs"]),
    ("coolbpf-server", &["deploy/coolbpf-server.service"]),
    (
        "cargo-coolbpf",
        &[
            "templates/tracepoint/coolbpf-vendor/.gitattributes",
            "templates/tracepoint/coolbpf-vendor/execs.x86_64.bpf.o",
            "templates/tracepoint/src/bpf/execs.bpf.c",
        ],
    ),
];

/// What every crate has.
const EVERYWHERE: &[&str] = &["Cargo.toml", "LICENSE-APACHE", "LICENSE-MIT"];

pub(crate) fn run(arguments: &[&str]) -> Result {
    for (name, files) in CRATES {
        let listed = Command::new(env!("CARGO"))
            .args(["package", "--list", "--allow-dirty", "--package", name])
            .output()?;
        let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
        if let Some(file) =
            EVERYWHERE.iter().chain(*files).find(|file| listed.lines().all(|line| line != **file))
        {
            return Err(format!("`cargo package` leaves {file} out of {name}").into());
        }
    }
    // All at once: each is built against the packages of the others, which no registry has yet.
    let mut command = Command::new(env!("CARGO"));
    command.arg("package").args(arguments);
    for (name, _) in CRATES {
        command.args(["--package", name]);
    }
    let status = command.status()?;
    if status.success() { Ok(()) } else { Err("some crates can't be packaged".into()) }
}
