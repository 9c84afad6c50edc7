//! Raw BTF out of the kernel images that Debian packages.

use std::io::Write as _;
use std::process::{Command, Stdio};
use std::thread;

use crate::Result;

/// The BTF in a `vmlinuz`: a bzImage, an EFI zboot image, or a plain arm64 Image.
pub(crate) fn btf(image: Vec<u8>) -> Result<Vec<u8>> {
    let kernel = if image.get(0x1fe..0x200) == Some(b"\x55\xaa") && image.get(0x202..0x206) == Some(b"HdrS") {
        // The boot protocol for x86 (Documentation/arch/x86/boot.rst): the payload lies `payload_offset` bytes after the
        // setup code, which is `setup_sects` sectors and the boot sector.
        let sectors = usize::from(image[0x1f1]) + 1;
        let start = sectors * 512 + word(&image, 0x248)?;
        // The last four bytes are the length of the kernel, not part of the compressed stream.
        let end = start + word(&image, 0x24c)? - 4;
        decompress(image.get(start..end).ok_or("the payload of the bzImage is cut short")?)?
    } else if image.get(4..8) == Some(b"zimg") {
        // drivers/firmware/efi/libstub/zboot-header.S
        let start = word(&image, 8)?;
        let end = start + word(&image, 12)?;
        decompress(image.get(start..end).ok_or("the payload of the zboot image is cut short")?)?
    } else {
        image
    };
    largest_btf(&kernel).map(<[u8]>::to_vec).ok_or_else(|| "the kernel has no BTF".into())
}

fn word(bytes: &[u8], at: usize) -> Result<usize> {
    let word = bytes.get(at..at + 4).ok_or("the image is cut short")?;
    Ok(u32::from_le_bytes(word.try_into()?) as usize)
}

/// The largest BTF in `kernel`. A BTF header names its own length, so that it is told from the same bytes elsewhere.
fn largest_btf(kernel: &[u8]) -> Option<&[u8]> {
    const HEADER: &[u8] = b"\x9f\xeb\x01\x00\x18\x00\x00\x00";
    let starts =
        (0..kernel.len().saturating_sub(24)).step_by(4).filter(|at| kernel[*at..].starts_with(HEADER));
    let found = starts.filter_map(|at| {
        let field = |index: usize| word(kernel, at + 8 + 4 * index).ok();
        let (type_offset, type_length, string_offset, string_length) =
            (field(0)?, field(1)?, field(2)?, field(3)?);
        let fits = type_offset == 0 && string_offset == type_length;
        fits.then(|| kernel.get(at..at + 24 + type_length + string_length)).flatten()
    });
    found.max_by_key(|btf| btf.len())
}

/// `packed` through the decompressor that its first bytes name.
fn decompress(packed: &[u8]) -> Result<Vec<u8>> {
    let tool = match packed {
        [0x28, 0xb5, 0x2f, 0xfd, ..] => "zstd",
        [0x1f, 0x8b, ..] => "gzip",
        [0xfd, b'7', b'z', b'X', b'Z', ..] => "xz",
        _ => return Err(format!("unknown compression: {:02x?}", packed.get(..8)).into()),
    };
    let mut child =
        Command::new(tool).args(["-d", "-c"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    let mut stdin = child.stdin.take().ok_or("the input is a pipe")?;
    let packed = packed.to_vec();
    let writer = thread::spawn(move || stdin.write_all(&packed));
    let output = child.wait_with_output()?;
    let written = writer.join().map_err(|_| "the thread that feeds the decompressor panicked")?;
    if !output.status.success() || written.is_err() {
        return Err(format!("{tool} -d ended with {}", output.status).into());
    }
    Ok(output.stdout)
}
