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
        let object = loading_all(&fs::read(path)?).ok_or_else(|| format!("{}: no object", path.display()))?;
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

/// The object without the `?` before names of sections, by which libbpf leaves their programs out: what refers to such a name, in
/// the ELF file's headers and in BTF's notes on sections, refers to what stands behind the `?` instead. No string moves, as others
/// may be ends of it.
fn loading_all(object: &[u8]) -> Option<Vec<u8>> {
    let headers = number::<8>(object, 0x28)?;
    let header = |index: usize| headers.checked_add(index.checked_mul(64)?);
    let place = |index: usize| number::<8>(object, header(index)? + 0x18);
    let names = place(number::<2>(object, 0x3e)?)?;
    let mut all = object.to_vec();
    let (mut types, mut notes) = (None, None);
    for index in 0..number::<2>(object, 0x3c)? {
        let name = header(index)?;
        let start = names + number::<4>(object, name)?;
        skip_mark(object, start, &mut all, name)?;
        let length = object.get(start..)?.iter().position(|byte| *byte == 0)?;
        match object.get(start..start + length)? {
            b".BTF" => types = Some(place(index)?),
            b".BTF.ext" => notes = Some(place(index)?),
            _ => {}
        }
    }
    let (Some(types), Some(notes)) = (types, notes) else { return Some(all) };
    let strings = types + number::<4>(object, types + 4)? + number::<4>(object, types + 16)?;
    let tables = notes + number::<4>(object, notes + 4)?;
    // Of functions, of lines and of CO-RE: the size of a record, and for each section its name, how many records, and these.
    for table in [8, 16, 24] {
        let mut at = tables + number::<4>(object, notes + table)?;
        let end = at + number::<4>(object, notes + table + 4)?;
        let record = number::<4>(object, at).unwrap_or_default();
        at += 4;
        while at < end {
            skip_mark(object, strings + number::<4>(object, at)?, &mut all, at)?;
            at += 8 + number::<4>(object, at + 4)? * record;
        }
    }
    Some(all)
}

/// Has the reference at `from` begin behind the `?` that its text at `start` has.
fn skip_mark(object: &[u8], start: usize, all: &mut [u8], from: usize) -> Option<()> {
    if object.get(start) == Some(&b'?') {
        let next = u32::try_from(number::<4>(object, from)? + 1).ok()?;
        all.get_mut(from..from + 4)?.copy_from_slice(&next.to_le_bytes());
    }
    Some(())
}

/// The number of `N` bytes at `at`.
fn number<const N: usize>(object: &[u8], at: usize) -> Option<usize> {
    let mut bytes = [0; 8];
    bytes.get_mut(..N)?.copy_from_slice(object.get(at..at.checked_add(N)?)?);
    usize::try_from(u64::from_le_bytes(bytes)).ok()
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
        let object = fs::read("../examples/execaudit/coolbpf-vendor/execaudit.aarch64.bpf.o").unwrap();
        let names = |object: &[u8]| {
            let elf = coolbpf_contract::elf::Elf::parse(object).unwrap();
            elf.sections
                .iter()
                .map(|section| String::from_utf8_lossy(section.name).into_owned())
                .collect::<Vec<_>>()
        };
        let marked = names(&object);
        assert!(marked.iter().any(|name| name.starts_with('?')), "{marked:?}");
        let without: Vec<_> = marked.iter().map(|name| name.trim_start_matches('?').to_owned()).collect();
        assert_eq!(names(&loading_all(&object).unwrap()), without);
        assert_eq!(loading_all(b""), None);
    }
}
