//! The probes that a binary or library declares itself (USDT): whether one is among them.
//!
//! `sys/sdt.h` of SystemTap writes a note for each: three addresses, then the provider, the name and the arguments, each of which ends in
//! a zero byte. Nothing of the file is believed.

use std::fs::File;
use std::io;
use std::path::Path;

use super::binary_functions::{located, part, sections, word};

/// `SHT_NOTE` of `elf(5)`.
const NOTES: u32 = 7;
/// The sizes of a note's name and of what it describes, and its type.
const NOTE_HEADER: usize = 12;
/// What these notes are called, and of which type they are.
const OWNER: &[u8] = b"stapsdt\0";
const TYPE: u32 = 3;
/// The address of the probe, of a section, and of the semaphore.
const ADDRESSES: usize = 24;

/// Whether `binary` declares a probe.
///
/// # Errors
/// Where it is not there, or no ELF file.
pub(crate) fn has(binary: &Path, provider: &str, name: &str) -> io::Result<bool> {
    let file = File::open(located(binary))?;
    for notes in sections(&file)?.iter().filter(|section| section.kind == NOTES) {
        let notes = part(&file, notes.offset, notes.size)?;
        if probes(&notes).any(|probe| probe == (provider.as_bytes(), name.as_bytes())) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The providers and names of the probes that a section of notes tells.
fn probes(mut notes: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    let descriptions = std::iter::from_fn(move || {
        let (header, rest) = notes.split_at_checked(NOTE_HEADER)?;
        let (owner, rest) = split_padded(rest, word(header, 0))?;
        let (description, rest) = split_padded(rest, word(header, 4))?;
        notes = rest;
        Some((owner == OWNER && word(header, 8) == TYPE).then_some(description))
    });
    descriptions.flatten().filter_map(|description| {
        let mut texts = description.get(ADDRESSES..)?.split(|byte| *byte == 0);
        Some((texts.next()?, texts.next()?))
    })
}

/// Splits after so many bytes, and leaves out what fills them up to words.
fn split_padded(bytes: &[u8], length: u32) -> Option<(&[u8], &[u8])> {
    let length = usize::try_from(length).ok()?;
    let (part, _) = bytes.split_at_checked(length)?;
    // The last may lack it.
    Some((part, bytes.get(length.checked_next_multiple_of(4)?..).unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(owner: &[u8], kind: u32, texts: &[u8]) -> Vec<u8> {
        let description = [&[7; ADDRESSES], texts].concat();
        let mut note: Vec<u8> =
            [owner.len() as u32, description.len() as u32, kind].map(u32::to_le_bytes).concat();
        for part in [owner, &description] {
            note.extend(part);
            note.resize(note.len().next_multiple_of(4), 0);
        }
        note
    }

    #[test]
    fn probes_are_found_among_other_notes() {
        let notes = [
            note(b"GNU\0", 3, b"a\0b\0"),
            note(OWNER, 3, b"python\0line\0-4@%eax\0"),
            note(OWNER, 4, b"a\0b\0"),
            note(b"", 0, b""),
            note(OWNER, 3, b"libc\0setjmp\0\0"),
        ]
        .concat();
        let found: Vec<_> = probes(&notes).collect();
        assert_eq!(found, [(&b"python"[..], &b"line"[..]), (b"libc", b"setjmp")]);
    }

    #[test]
    fn notes_that_are_cut_or_changed_anywhere_do_no_harm() {
        let notes = [note(OWNER, 3, b"a\0b\0c\0"), note(OWNER, 3, b"d\0e\0\0")].concat();
        for length in 0..notes.len() {
            assert!(probes(&notes[..length]).count() <= 2);
        }
        for at in 0..notes.len() {
            for byte in [0, 1, 0x7f, 0xff] {
                let mut changed = notes.clone();
                changed[at] = byte;
                assert!(probes(&changed).count() <= 2);
            }
        }
    }

    #[test]
    fn a_file_without_probes_has_none_and_others_are_no_binaries() {
        assert!(!has(Path::new("/proc/self/exe"), "no", "probe").unwrap());
        assert!(has(Path::new("/proc/self/comm"), "no", "probe").is_err());
        assert_eq!(has(Path::new("/no/such"), "a", "b").unwrap_err().kind(), io::ErrorKind::NotFound);
    }
}
