//! Objects come from anywhere: whatever passes the check can be inspected.

mod objects;

use coolbpf_contract::{Arch, CheckedObject};
use coolbpf_inspect::{Inspection, Jumps, disassemble};

/// Inspects what passes the check; tells whether it did.
fn survives(bytes: Vec<u8>) -> bool {
    let size = bytes.len();
    let Ok(object) = CheckedObject::check(bytes) else { return false };
    if let Ok(inspection) = Inspection::of(&object) {
        let requirements = inspection.requirements(Some(Arch::Aarch64));
        assert!(requirements.rows.len() < 200);
    }
    if let Ok(listings) = disassemble(&object, Jumps::ByDistance) {
        let lines: usize = listings.iter().map(|listing| listing.lines.len()).sum();
        assert!(lines <= size / 8);
        for line in listings.iter().flat_map(|listing| &listing.lines) {
            assert!(line.text.len() < 2000);
            let source = line.source.iter().flat_map(|source| [&source.text, &source.file]);
            assert!(source.into_iter().all(|text| !text.contains(|c: char| c.is_control())));
        }
    }
    true
}

#[test]
fn objects_with_flipped_bytes_never_make_it_panic() {
    let bytes = objects::vendored("hello", Arch::X86_64);
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below as u64) as usize
    };
    let mut passed = 0;
    for _ in 0..2000 {
        let mut bytes = bytes.clone();
        for _ in 0..=random(4) {
            let at = random(bytes.len());
            bytes[at] = match random(3) {
                0 => bytes[at] ^ 1 << random(8),
                1 => 0xff,
                _ => random(256) as u8,
            };
        }
        passed += u32::from(survives(bytes));
    }
    assert!(passed > 200, "{passed} of 2000 passed the check");
}

#[test]
fn every_code_of_an_instruction_is_read() {
    let bytes = objects::vendored("hello", Arch::X86_64);
    let object = CheckedObject::check(bytes.clone()).unwrap();
    let elf = coolbpf_contract::elf::Elf::parse(object.bytes()).unwrap();
    let (_, section) = elf.section("tracepoint/sched/sched_process_exec").unwrap();
    let (start, count) = (section.offset as usize, section.data.len() / 8);
    for code in 0..=255 {
        for imm in [0, 1, 0x40, 0x41, 0x50, 0xa0, 0xe1, 0xf1, 0x100, 0x110, i32::MIN, i32::MAX] {
            let mut bytes = bytes.clone();
            for index in 0..count {
                let at = start + index * 8;
                bytes[at] = code;
                bytes[at + 1] = 0xff;
                bytes[at + 2..at + 4].copy_from_slice(&[i16::MIN, 1, -1, i16::MAX][index % 4].to_le_bytes());
                bytes[at + 4..at + 8].copy_from_slice(&imm.to_le_bytes());
            }
            assert!(survives(bytes), "code {code:#x}");
        }
    }
}

#[test]
fn functions_that_overlap_are_refused() {
    let functions: String = (0..60)
        .map(|i| format!("__attribute__((section(\"xdp\"), used)) int f{i}(void *c) {{ return {i}; }}\n"))
        .collect();
    let (object, _directory) = objects::compiled(&functions, &[]);
    let mut bytes = object.into_bytes();
    let elf = coolbpf_contract::elf::Elf::parse(&bytes).unwrap();
    let (_, section) = elf.section("xdp").unwrap();
    let (_, table) = elf.section(".symtab").unwrap();
    let (size, start) = (section.size, table.offset as usize);
    let functions: Vec<usize> =
        (0..elf.symbols.len()).filter(|index| elf.symbols[*index].kind == 2).collect();
    for index in functions {
        // Each is as long as the whole section.
        let at = start + index * 24;
        bytes[at + 8..at + 16].copy_from_slice(&0_u64.to_le_bytes());
        bytes[at + 16..at + 24].copy_from_slice(&size.to_le_bytes());
    }
    let object = CheckedObject::check(bytes).unwrap();
    let error = Inspection::of(&object).unwrap_err().to_string();
    assert!(error.ends_with("they overlap"), "{error}");
}
