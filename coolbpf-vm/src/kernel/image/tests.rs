use super::*;
use crate::kernel::compression::tests::packed;

const BANNER: &str =
    "Linux version 6.12.48+deb13-cloud-amd64 (x@y) (gcc) #1 SMP Debian 6.12.48-1 (2025-09-20)\n\0";
const PVH: u32 = 18;

/// A kernel of a release that QEMU can enter.
pub(in crate::kernel) fn bootable(release: &str) -> Vec<u8> {
    let mut kernel = vmlinux(62, PVH);
    kernel.truncate(64 + 56 + 24);
    kernel.extend(format!("Linux version {release} (x@y) #1\n\0").bytes());
    kernel
}

/// An ELF file with one note, and the banner behind it.
fn vmlinux(machine: u16, note: u32) -> Vec<u8> {
    let mut elf = b"\x7fELF\x02\x01\x01".to_vec();
    elf.resize(16, 0);
    elf.extend([2, 0]);
    elf.extend(machine.to_le_bytes());
    elf.extend(1u32.to_le_bytes());
    elf.extend(0x10_0000u64.to_le_bytes());
    elf.extend(64u64.to_le_bytes());
    elf.resize(52, 0);
    elf.extend([64, 0, 56, 0, 1, 0]);
    elf.resize(64, 0);
    let mut notes = Vec::new();
    for number in [4, 8, note] {
        notes.extend(u32::to_le_bytes(number));
    }
    notes.extend(b"Xen\0\0\0\x10\0\0\0\0\0");
    // PT_NOTE, its flags, its offset, two addresses, two sizes, its alignment.
    elf.extend([4, 0, 0, 0, 4, 0, 0, 0]);
    for number in [120, 0, 0, notes.len() as u64, notes.len() as u64, 4] {
        elf.extend(number.to_le_bytes());
    }
    elf.extend(notes);
    elf.extend(BANNER.bytes());
    // Enough to be cut in more than one place.
    elf.extend((0..100_000u32).flat_map(u32::to_le_bytes));
    elf
}

fn bzimage(payload: &[u8], length: usize, is_appended: bool) -> Vec<u8> {
    let mut image = vec![0; 1024];
    image[0x1f1] = 1;
    image[0x1fe..0x200].copy_from_slice(b"\x55\xaa");
    image[0x202..0x206].copy_from_slice(b"HdrS");
    image[0x206..0x208].copy_from_slice(&0x20fu16.to_le_bytes());
    image[0x248..0x24c].copy_from_slice(&16u32.to_le_bytes());
    let appended = if is_appended { 4 } else { 0 };
    image[0x24c..0x250].copy_from_slice(&u32::try_from(payload.len() + appended).unwrap().to_le_bytes());
    image.extend([0; 16]);
    image.extend(payload);
    if is_appended {
        image.extend(u32::try_from(length).unwrap().to_le_bytes());
    }
    image.extend([0xcc; 32]);
    image
}

/// A bzImage of a kernel for each compression that Linux knows.
fn bzimages(kernel: &[u8]) -> Vec<(Compression, Vec<u8>)> {
    let of = |(compression, payload): (Compression, Vec<u8>)| {
        // Gzip has the length itself.
        (compression, bzimage(&payload, kernel.len(), compression != Compression::Gzip))
    };
    packed(kernel).into_iter().map(of).collect()
}

fn refusal(file: Vec<u8>) -> String {
    Image::read(file).unwrap_err().to_string()
}

#[test]
fn a_bzimage_of_each_compression_gives_its_kernel() {
    let kernel = vmlinux(62, PVH);
    for (compression, file) in bzimages(&kernel) {
        let image = Image::read(file).unwrap();
        assert_eq!(image.release, "6.12.48+deb13-cloud-amd64", "{compression:?}");
        assert_eq!(image.version.to_string(), "6.12.48");
        assert_eq!((image.boot, image.arch, image.btf), (Boot::Pvh, Arch::X86_64, None));
        assert!(image.bytes == kernel, "{compression:?}");
    }
}

#[test]
fn a_bzimage_whose_kernel_qemu_cannot_enter_is_kept_as_it_is() {
    let (_, file) = bzimages(&vmlinux(62, 1)).swap_remove(0);
    let image = Image::read(file.clone()).unwrap();
    assert_eq!(image.boot, Boot::Bzimage);
    assert!(image.bytes == file);
}

#[test]
fn a_bzimage_that_is_cut_or_altered_is_refused() {
    for (compression, file) in bzimages(&vmlinux(62, PVH)) {
        for length in [0x210, 0x300, 1030, file.len() / 2, file.len() - 33] {
            let cut = Image::read(file[..length].to_vec());
            assert!(cut.is_err(), "{compression:?} cut to {length}");
        }
        let mut longer = file.clone();
        let at = longer.len() - 36;
        longer[at] ^= 1;
        assert!(Image::read(longer).is_err(), "{compression:?} of another length");
        for (at, word) in [(0x248, u32::MAX), (0x24c, u32::MAX), (0x24c, 0), (0x24c, 3), (0x206, 0x0000_0207)]
        {
            let mut hostile = file.clone();
            hostile[at..at + 4].copy_from_slice(&word.to_le_bytes());
            assert!(Image::read(hostile).is_err(), "{compression:?} with {word:#x} at {at:#x}");
        }
    }
}

#[test]
fn a_payload_that_nobody_can_unpack_is_named_by_its_first_bytes() {
    let error = refusal(bzimage(b"\x89LZO\0\x0d\x0a\x1a\x0a", 7, true));
    assert_eq!(
        error,
        "the bzImage: the kernel in it is compressed in no way that coolbpf reads (gzip, bzip2, lzma, xz, lz4 or zstd): it starts with `89 4c 5a 4f`"
    );
}

#[test]
fn a_vmlinux_is_taken_where_qemu_can_enter_it_compressed_or_not() {
    let kernel = vmlinux(62, PVH);
    let files = packed(&kernel).into_iter().map(|(_, file)| file).chain([kernel.clone()]);
    for file in files {
        assert!(Image::read(file).unwrap().bytes == kernel);
    }
    assert!(refusal(vmlinux(62, 1)).contains("CONFIG_PVH; give the bzImage"));
    assert!(refusal(vmlinux(183, 1)).contains("QEMU boots no ELF file of arm64; give the Image"));
    assert!(refusal(vmlinux(40, PVH)).contains("for another machine than x86-64 (ELF machine 40)"));
    for length in [4, 20, 64, 100] {
        assert!(Image::read(kernel[..length].to_vec()).is_err(), "cut to {length}");
    }
}

#[test]
fn an_arm64_image_is_taken_plain_compressed_and_as_zboot() {
    let mut plain = vec![0; 64];
    plain[0x38..0x3c].copy_from_slice(b"ARM\x64");
    plain.extend(BANNER.bytes());
    let zboots = packed(&plain).into_iter().map(|(_, payload)| {
        let mut zboot = b"MZ\0\0zimg".to_vec();
        zboot.extend(64u32.to_le_bytes());
        zboot.extend(u32::try_from(payload.len()).unwrap().to_le_bytes());
        zboot.resize(64, 0);
        zboot.extend(payload);
        zboot
    });
    let compressed = packed(&plain).into_iter().map(|(_, file)| file);
    for file in zboots.chain(compressed).chain([plain.clone()]) {
        let image = Image::read(file).unwrap();
        assert_eq!((image.boot, image.arch), (Boot::Arm64Image, Arch::Aarch64));
        assert!(image.bytes == plain);
    }
    let mut elsewhere = b"MZ\0\0zimg\xff\xff\xff\xff\xff\xff\xff\xff".to_vec();
    elsewhere.resize(64, 0);
    assert_eq!(refusal(elsewhere), "the EFI zboot image: it is cut short, or was altered");
}

#[test]
fn what_is_no_kernel_is_refused() {
    let start = "it is no kernel: neither a bzImage, nor an arm64 Image, nor an ELF vmlinux; it starts with";
    assert_eq!(refusal(b"#!/bin/sh\n".to_vec()), format!("{start} `23 21 2f 62 69 6e 2f 73`"));
    assert_eq!(refusal(Vec::new()), "it is empty");
    let mut silent = vmlinux(62, PVH);
    silent.truncate(64 + 56 + 24);
    assert!(refusal(silent).contains("it doesn't tell its release"));
}
