//! What the files are that kernels come as, and the kernel in them.

use coolbpf_contract::little_endian::{half, word};
use object::LittleEndian;
use object::elf::{EM_AARCH64, EM_X86_64, FileHeader64, NoteType};
use object::read::elf::{FileHeader as _, ProgramHeader as _};

use super::compression::Compression;
use super::{Arch, Boot, Version, banner, btf};
use crate::{Error, Result};

/// The most that a file of a kernel, and the kernel in it, may be long, in bytes. One with debug information has less.
pub(super) const MOST: usize = 1 << 30;

/// A kernel out of a file.
#[derive(Debug)]
pub(super) struct Image {
    pub(super) release: String,
    pub(super) version: Version,
    pub(super) arch: Arch,
    pub(super) boot: Boot,
    /// What QEMU boots.
    pub(super) bytes: Vec<u8>,
    /// Raw BTF.
    pub(super) btf: Option<Vec<u8>>,
}

impl Image {
    /// Reads a bzImage, an arm64 `Image`, as EFI zboot image or not, or a `vmlinux`, each of them compressed as a file or not.
    ///
    /// # Errors
    ///
    /// The file is none of these, is damaged, or holds a kernel that QEMU can't boot.
    pub(super) fn read(file: Vec<u8>) -> Result<Self> {
        let file = match Compression::of(&file) {
            Some(compression) => compression.unpack(&file, MOST)?,
            None => file,
        };
        match Kind::of(&file) {
            Some(Kind::Bzimage) => {
                let vmlinux = bzimage_payload(&file).map_err(|error| error.context("the bzImage"))?;
                let is_pvh = is_pvh(&vmlinux).map_err(|error| error.context("the kernel in the bzImage"))?;
                let about = About::of(&vmlinux, Arch::X86_64)?;
                Ok(if is_pvh { about.image(Boot::Pvh, vmlinux) } else { about.image(Boot::Bzimage, file) })
            }
            Some(Kind::Zboot) => {
                let image = zboot_payload(&file).map_err(|error| error.context("the EFI zboot image"))?;
                if !matches!(Kind::of(&image), Some(Kind::Arm64Image)) {
                    return Err(Error::new("the EFI zboot image holds no arm64 Image"));
                }
                Ok(About::of(&image, Arch::Aarch64)?.image(Boot::Arm64Image, image))
            }
            Some(Kind::Arm64Image) => Ok(About::of(&file, Arch::Aarch64)?.image(Boot::Arm64Image, file)),
            Some(Kind::Elf) => {
                if !is_pvh(&file).map_err(|error| error.context("the vmlinux"))? {
                    return Err(Error::new(
                        "the vmlinux can't be booted as it is: it was built without CONFIG_PVH; give the bzImage of the same build",
                    ));
                }
                Ok(About::of(&file, Arch::X86_64)?.image(Boot::Pvh, file))
            }
            None if file.is_empty() => Err(Error::new("it is empty")),
            None => {
                let start: Vec<String> = file.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
                Err(Error::new(format!(
                    "it is no kernel: neither a bzImage, nor an arm64 Image, nor an ELF vmlinux; it starts with `{}`",
                    start.join(" ")
                )))
            }
        }
    }
}

/// What a file is.
enum Kind {
    Bzimage,
    Zboot,
    Arm64Image,
    Elf,
}

impl Kind {
    fn of(file: &[u8]) -> Option<Self> {
        let has = |at: usize, magic: &[u8]| file.get(at..).is_some_and(|rest| rest.starts_with(magic));
        if has(0x1fe, b"\x55\xaa") && has(0x202, b"HdrS") {
            Some(Self::Bzimage) // Documentation/arch/x86/boot.rst
        } else if has(4, b"zimg") {
            Some(Self::Zboot) // drivers/firmware/efi/libstub/zboot-header.S
        } else if has(0x38, b"ARM\x64") {
            Some(Self::Arm64Image) // Documentation/arch/arm64/booting.rst
        } else if has(0, b"\x7fELF") {
            Some(Self::Elf)
        } else {
            None
        }
    }
}

/// What a kernel tells of itself.
struct About {
    release: String,
    version: Version,
    arch: Arch,
    btf: Option<Vec<u8>>,
}

impl About {
    fn of(kernel: &[u8], arch: Arch) -> Result<Self> {
        let (release, version) = banner::read(kernel)?;
        let btf = btf::of(kernel).map(<[u8]>::to_vec);
        Ok(Self { release, version, arch, btf })
    }

    fn image(self, boot: Boot, bytes: Vec<u8>) -> Image {
        let Self { release, version, arch, btf } = self;
        Image { release, version, arch, boot, bytes, btf }
    }
}

/// The kernel in a bzImage, by `Documentation/arch/x86/boot.rst`.
fn bzimage_payload(file: &[u8]) -> Result<Vec<u8>> {
    /// The first version of the boot protocol that tells where the payload is (Linux 2.6.26).
    const WITH_PAYLOAD: u16 = 0x208;
    let version = half(file, 0x206);
    if version < WITH_PAYLOAD {
        return Err(Error::new(format!(
            "its boot protocol is {}.{:02}, which doesn't tell where the kernel is; 2.08 (Linux 2.6.26) is the first that does",
            version >> 8,
            version & 0xff
        )));
    }
    // The setup code is so many sectors beside the boot sector; 0 stands for 4.
    let sectors = match file.get(0x1f1) {
        Some(0) | None => 4,
        Some(&sectors) => usize::from(sectors),
    };
    let payload = part(file, (sectors + 1) * 512, word(file, 0x248), word(file, 0x24c))?;
    // The last four bytes are the length of the kernel: the last field of a gzip stream, and appended to any other.
    let (stream, length) = payload.split_last_chunk::<4>().ok_or_else(cut_short)?;
    let compression = known(payload)?;
    let stream = if compression == Compression::Gzip { payload } else { stream };
    let length = usize::try_from(word(length, 0)).unwrap_or(usize::MAX);
    let kernel = compression.unpack(stream, length.min(MOST))?;
    if kernel.len() == length { Ok(kernel) } else { Err(cut_short()) }
}

/// The kernel in an EFI zboot image.
fn zboot_payload(file: &[u8]) -> Result<Vec<u8>> {
    let payload = part(file, 0, word(file, 8), word(file, 12))?;
    known(payload)?.unpack(payload, MOST)
}

fn part(file: &[u8], base: usize, offset: u32, length: u32) -> Result<&[u8]> {
    let start = usize::try_from(offset).ok().and_then(|offset| base.checked_add(offset));
    let end = start.and_then(|start| start.checked_add(usize::try_from(length).ok()?));
    start.zip(end).and_then(|(start, end)| file.get(start..end)).ok_or_else(cut_short)
}

fn cut_short() -> Error {
    Error::new("it is cut short, or was altered")
}

fn known(payload: &[u8]) -> Result<Compression> {
    Compression::of(payload).ok_or_else(|| {
        let start: Vec<String> = payload.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
        Error::new(format!(
            "the kernel in it is compressed in no way that coolbpf reads (gzip, bzip2, lzma, xz, lz4 or zstd): it starts with `{}`",
            start.join(" ")
        ))
    })
}

/// Whether an ELF file has the note by which QEMU enters a kernel directly, `XEN_ELFNOTE_PHYS32_ENTRY` of
/// `include/xen/interface/elfnote.h`.
fn is_pvh(elf: &[u8]) -> Result<bool> {
    const PHYS32_ENTRY: NoteType = NoteType(18);
    let endian = LittleEndian;
    let damaged = |error: object::Error| Error::new(error.to_string());
    let header = FileHeader64::<LittleEndian>::parse(elf).map_err(damaged)?;
    let found = header.e_machine(endian);
    if found == EM_AARCH64 {
        return Err(Error::new("QEMU boots no ELF file of arm64; give the Image, compressed or not"));
    }
    if found != EM_X86_64 || header.endian().map_err(damaged)? != endian {
        return Err(Error::new(format!("it is for another machine than x86-64 (ELF machine {})", found.0)));
    }
    for segment in header.program_headers(endian, elf).map_err(damaged)? {
        let Some(mut notes) = segment.notes(endian, elf).map_err(damaged)? else { continue };
        while let Some(note) = notes.next().map_err(damaged)? {
            if note.name() == b"Xen" && note.n_type(endian) == PHYS32_ENTRY {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

#[cfg(test)]
pub(super) mod tests;
