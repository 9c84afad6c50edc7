//! The objects for aarch64 in an arm64 kernel.
//!
//! Rust's library for that target may not be on this machine, so nothing of this project runs there: Debian's bpftool loads the
//! objects, and its busybox is the init. That shows what the verifier of that kernel and its JIT make of them.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use coolbpf_vm::{Arch, BareGuest, Files, Store};

use super::table::{Row, Table};
use crate::Result;
use crate::debian::Debian;

/// The suite that the guest's tools are of: its bpftool knows all sections of the objects.
const SUITE: &str = "trixie";
/// Each package of the guest's tools, with the file that the guest gets of it, and where to.
const TOOLS: &[(&str, &str, &str)] = &[
    ("busybox-static", "usr/bin/busybox", "/bin/busybox"),
    ("bpftool", "usr/sbin/bpftool", "/bin/bpftool"),
    ("libc6", "usr/lib/aarch64-linux-gnu/ld-linux-aarch64.so.1", "/lib/ld-linux-aarch64.so.1"),
    ("libc6", "usr/lib/aarch64-linux-gnu/libc.so.6", "/lib/libc.so.6"),
    ("libcap2", "usr/lib/aarch64-linux-gnu/libcap.so.2", "/lib/libcap.so.2"),
    ("libelf1t64", "usr/lib/aarch64-linux-gnu/libelf.so.1", "/lib/libelf.so.1"),
    ("libzstd1", "usr/lib/aarch64-linux-gnu/libzstd.so.1", "/lib/libzstd.so.1"),
    ("zlib1g", "usr/lib/aarch64-linux-gnu/libz.so.1", "/lib/libz.so.1"),
];

/// Loads each object, and says on the second serial port what came of it.
const INIT: &str = r#"#!/bin/busybox sh
export PATH=/bin
exec 2>&1
busybox mount -t proc proc /proc
busybox mount -t sysfs sysfs /sys
busybox mount -t devtmpfs devtmpfs /dev
busybox mount -t bpf bpf /bpf
busybox mount -t bpf bpf /sys/fs/bpf
busybox stty -F /dev/ttyAMA1 raw
exec >/dev/ttyAMA1 2>&1
cd /objects
for object in *; do
    # The names of pins hold no dots.
    pins="/bpf/$(echo "$object" | busybox tr . -)"
    if bpftool prog loadall "$object" "$pins" 2>/log; then
        echo "loaded $object $(busybox ls "$pins" | busybox wc -l)"
    else
        echo "refused $object"
        busybox tail -n 30 /log
    fi
done
echo end
busybox poweroff -f
"#;

/// What a package keeps its objects in, and how their files end.
const VENDORED: &str = "coolbpf-vendor";
const OBJECT: &str = ".aarch64.bpf.o";

/// The crate with the features' programs.
const FEATURES: &str = "coolbpf-features";

/// The objects that are refused if all of their programs are loaded as they are, by bpftool: those that no kernel takes, of which some are ways
/// of alternatives; a program for infrared receivers, which Debian's kernel hasn't; programs that are given their target or their interface
/// before the load; sections that are younger than that bpftool; and programs that share functions, of which bpftool finds no types once the
/// programs' sections are called otherwise.
const REFUSED: [&str; 10] = [
    "refused",
    "rejections",
    "rejected_license",
    "alternatives",
    "ways",
    "hooks",
    "probes",
    "replacement",
    "interfaces",
    "channels",
];

/// Loads the objects of the features and the examples into a kernel, which the store holds.
pub(super) fn on(version: &str) -> Result<Table> {
    let kernel = Store::open(None)?.find(&version.parse()?, Arch::Aarch64)?;
    let mut files = Files::new();
    files.add_bytes(Path::new("/init"), 0o755, INIT)?;
    for directory in ["/proc", "/sys", "/dev", "/bpf"] {
        files.add_directory(Path::new(directory), 0o755)?;
    }
    let trees = tools()?;
    for (package, file, guest) in TOOLS {
        files.add(&trees.join(package).join(file), Path::new(guest))?;
    }
    let objects = objects()?;
    for (name, path, _) in &objects {
        let object = loading_all(&fs::read(path)?);
        files.add_bytes(&Path::new("/objects").join(name), 0o644, object)?;
    }
    let guest =
        BareGuest { kernel: &kernel, cpus: 1, memory_mib: 512, time_limit: Duration::from_secs(480), files };
    let ran = guest.run()?;
    let written = String::from_utf8_lossy(&ran.written);
    if !written.lines().any(|line| line == "end") {
        return Err(format!("the guest of {} ended early:\n{written}{}", kernel.release, ran.console).into());
    }
    let mut table = Table {
        heads: vec!["object", "crate", "programs"],
        kernels: vec![version.to_owned()],
        rows: Vec::new(),
    };
    let mut unexpected = Vec::new();
    for (name, _, package) in objects {
        let loaded = written.lines().find_map(|line| line.strip_prefix(&format!("loaded {name} ")));
        let programs = loaded.unwrap_or("none");
        let object = name.split(':').nth(1).unwrap_or_default().to_owned();
        let program = object.split('.').next().unwrap_or_default();
        if loaded.is_some() == (package == FEATURES && REFUSED.contains(&program)) {
            unexpected.push(format!("the object {name} on {}", kernel.release));
        }
        let cell = if loaded.is_some() { "loaded" } else { "refused" };
        table
            .rows
            .push(Row { labels: vec![object, package, programs.to_owned()], cells: vec![cell.to_owned()] });
    }
    if unexpected.is_empty() {
        Ok(table)
    } else {
        Err(format!("{}\n{written}", unexpected.join("\n")).into())
    }
}

/// The vendored objects of the features and the examples: a name, the file, and the crate.
fn objects() -> Result<Vec<(String, PathBuf, String)>> {
    let mut crates = vec![(PathBuf::from("tests/features"), FEATURES.to_owned())];
    for example in fs::read_dir("examples")? {
        let example = example?;
        // What the tools share has no programs.
        if !example.path().join(VENDORED).exists() {
            continue;
        }
        crates.push((example.path(), example.file_name().to_string_lossy().into_owned()));
    }
    let mut objects = Vec::new();
    for (directory, package) in crates {
        for file in fs::read_dir(directory.join(VENDORED))? {
            let file = file?;
            if let Some(object) = file.file_name().to_string_lossy().strip_suffix(OBJECT) {
                objects.push((format!("{package}:{object}"), file.path(), package.clone()));
            }
        }
    }
    objects.sort();
    Ok(objects)
}

/// The object without the `?` before names of sections, by which libbpf leaves their programs out: in the ELF file's strings
/// and in those of BTF, where the names of relocations end like those of the sections. No string moves.
fn loading_all(object: &[u8]) -> Vec<u8> {
    let mut all = object.to_vec();
    let is_of_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"_./:*+-".contains(byte);
    for at in 1..object.len() {
        let (before, rest) = object.split_at(at);
        let Some((b'?', name)) = rest.split_first() else { continue };
        let length = name.iter().take_while(|byte| is_of_name(byte)).count();
        let starts = before.ends_with(b"\0") || before.ends_with(b"\0.rel");
        if starts
            && length > 0
            && name.get(length) == Some(&0)
            && let Some(place) = all.get_mut(at..=at + length)
        {
            place.rotate_left(1);
            place.last_mut().into_iter().for_each(|last| *last = 0);
        }
    }
    all
}

/// The directory with the trees of [`TOOLS`], by package; fetched where they aren't there.
fn tools() -> Result<PathBuf> {
    let directory = std::path::absolute("target/arm64-guest")?;
    let trees = directory.join("tools");
    if !trees.exists() {
        let debian = Debian::new(directory.join("apt"), SUITE, &["arm64"])?;
        let part = directory.join("part");
        // What an earlier run left behind.
        let _ = fs::remove_dir_all(&part);
        fs::create_dir_all(&part)?;
        for (package, ..) in TOOLS {
            if !part.join(package).exists() {
                fs::rename(debian.package(&format!("{package}:arm64"))?.tree, part.join(package))?;
            }
        }
        fs::rename(part, &trees)?;
        fs::remove_dir_all(directory.join("apt"))?;
    }
    Ok(trees)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_that_are_left_out_are_loaded_like_the_others() {
        let object = b"\0.rel?fentry/do_exit\0?xdp\0a?b\0?not me\0?*\0x";
        assert_eq!(loading_all(object), b"\0.relfentry/do_exit\0\0xdp\0\0a?b\0?not me\0*\0\0x");
        assert_eq!(loading_all(b"\0?"), b"\0?");
        assert_eq!(loading_all(b""), b"");
    }
}
