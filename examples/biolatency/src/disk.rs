//! Disks by their names, and what they are asked for.

use std::fs;
use std::io;
use std::path::Path;

/// How many of the bits of a number the kernel gives to the minor part.
const MINOR_BITS: u32 = 20;

/// The number by which the kernel knows the disk `name`.
pub fn number(name: &str) -> io::Result<u32> {
    let directory = Path::new("/sys/class/block").join(name);
    let no_disk = |what: &str| {
        io::Error::new(io::ErrorKind::NotFound, format!("`{name}` {what}; `lsblk` lists the disks"))
    };
    if name.contains('/') || !directory.exists() {
        return Err(no_disk("is no disk"));
    }
    if directory.join("partition").exists() {
        return Err(no_disk("is a partition, and requests are of whole disks"));
    }
    // Since Linux 5.0 (f382fb0bcef4) all disks that are given requests have queues.
    if !directory.join("mq").exists() && directory.join("queue").exists() {
        return Err(no_disk(
            "has no requests, as those are given to the disks that it is made of (`slaves` below /sys/class/block)",
        ));
    }
    let text = fs::read_to_string(directory.join("dev"))?;
    let number = text.trim().split_once(':').and_then(|(major, minor)| {
        Some(major.parse::<u32>().ok()?.checked_shl(MINOR_BITS)? | minor.parse::<u32>().ok()?)
    });
    number.ok_or_else(|| no_disk("has no number"))
}

/// The name of a disk by its number; `MAJOR:MINOR` where it has none any more.
pub fn name(number: u32) -> String {
    let (major, minor) = (number >> MINOR_BITS, number & ((1 << MINOR_BITS) - 1));
    let link = fs::read_link(format!("/sys/dev/block/{major}:{minor}"));
    let name = link.ok().and_then(|path| Some(path.file_name()?.to_str()?.to_owned()));
    name.unwrap_or_else(|| format!("{major}:{minor}"))
}

/// The name of an operation (`enum req_op` of the kernel's `include/linux/blk_types.h`).
pub fn operation(number: u32) -> String {
    match number {
        0 => "read".into(),
        1 => "write".into(),
        2 => "flush".into(),
        3 => "discard".into(),
        5 => "secure-erase".into(),
        9 => "write-zeroes".into(),
        other => format!("operation-{other}"),
    }
}
