//! Compressed kernels and modules, unpacked in memory.

use std::io::Read;

use coolbpf_contract::little_endian::word;

use crate::{Error, Result};

/// The most memory that a decoder may keep as its window: the kernel's own build asks `xz` and `zstd` for 128 MiB at most.
const MOST_WINDOW_KIB: u32 = 160 << 10;
/// What `lz4 -l` writes, which is how kernels and modules are compressed by it.
const LZ4_LEGACY: u32 = 0x184c_2102;
/// The most that a block of `lz4 -l` holds, unpacked.
const LZ4_LEGACY_BLOCK: usize = 8 << 20;

/// How bytes are compressed, of the ways that Linux knows (`lib/decompress.c`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Compression {
    Gzip,
    Bzip2,
    Lzma,
    Xz,
    Lz4,
    Zstd,
}

impl Compression {
    /// What the first bytes tell.
    pub(super) fn of(bytes: &[u8]) -> Option<Self> {
        Some(match bytes {
            [0x1f, 0x8b, ..] => Self::Gzip,
            [b'B', b'Z', b'h', ..] => Self::Bzip2,
            [0x5d, 0, 0, ..] => Self::Lzma,
            [0xfd, b'7', b'z', b'X', b'Z', 0, ..] => Self::Xz,
            [0x02, 0x21, 0x4c, 0x18, ..] => Self::Lz4,
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Self::Zstd,
            _ => return None,
        })
    }

    /// Unpacks one stream of `packed`, which may be at most `limit` bytes long then; what follows the stream is passed over.
    pub(super) fn unpack(self, packed: &[u8], limit: usize) -> Result<Vec<u8>> {
        let unpacked = match self {
            Self::Gzip => read(flate2::read::GzDecoder::new(packed), limit),
            Self::Bzip2 => read(bzip2::read::BzDecoder::new(packed), limit),
            Self::Lzma => lzma_rust2::LzmaReader::new_mem_limit(packed, MOST_WINDOW_KIB, None)
                .map_err(|error| Error::new(error.to_string()))
                .and_then(|reader| read(reader, limit)),
            Self::Xz => read(lzma_rust2::XzReader::new_mem_limit(packed, false, MOST_WINDOW_KIB), limit),
            Self::Lz4 => lz4_legacy(packed, limit),
            Self::Zstd => ruzstd::decoding::StreamingDecoder::new(packed)
                .map_err(|error| Error::new(error.to_string()))
                .and_then(|reader| read(reader, limit)),
        };
        unpacked.map_err(|error| error.context(format_args!("unpack what {} compressed", self.name())))
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Bzip2 => "bzip2",
            Self::Lzma => "lzma",
            Self::Xz => "xz",
            Self::Lz4 => "lz4",
            Self::Zstd => "zstd",
        }
    }
}

fn read(reader: impl Read, limit: usize) -> Result<Vec<u8>> {
    let mut unpacked = Vec::new();
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    reader.take(most).read_to_end(&mut unpacked).map_err(|error| Error::new(error.to_string()))?;
    if unpacked.len() > limit { Err(too_large(limit)) } else { Ok(unpacked) }
}

fn too_large(limit: usize) -> Error {
    Error::new(format!("it would be more than {} MiB", limit >> 20))
}

/// Blocks, each after its length, until the bytes end or a length is 0. A stream may follow another.
fn lz4_legacy(packed: &[u8], limit: usize) -> Result<Vec<u8>> {
    let cut_short = || Error::new("it is cut short");
    let mut scratch = vec![0; LZ4_LEGACY_BLOCK];
    let (mut unpacked, mut rest) = (Vec::new(), packed);
    while !rest.is_empty() {
        let (length, after) = rest.split_first_chunk::<4>().ok_or_else(cut_short)?;
        rest = after;
        match word(length, 0) {
            LZ4_LEGACY => {}
            0 => break,
            length => {
                let length = usize::try_from(length).map_err(|_| cut_short())?;
                let (block, after) = rest.split_at_checked(length).ok_or_else(cut_short)?;
                rest = after;
                let written = lz4_flex::block::decompress_into(block, &mut scratch)
                    .map_err(|error| Error::new(error.to_string()))?;
                if unpacked.len() + written > limit {
                    return Err(too_large(limit));
                }
                unpacked.extend_from_slice(scratch.get(..written).unwrap_or_default());
            }
        }
    }
    Ok(unpacked)
}

#[cfg(test)]
pub(super) mod tests {
    use std::io::Write as _;

    use super::*;

    /// `bytes` as each compression that Linux knows writes them.
    pub(in crate::kernel) fn packed(bytes: &[u8]) -> Vec<(Compression, Vec<u8>)> {
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gzip.write_all(bytes).unwrap();
        let mut bzip2 = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
        bzip2.write_all(bytes).unwrap();
        let options = lzma_rust2::LzmaOptions::with_preset(1);
        let mut lzma = lzma_rust2::LzmaWriter::new_use_header(Vec::new(), &options, None).unwrap();
        lzma.write_all(bytes).unwrap();
        let mut xz = lzma_rust2::XzWriter::new(Vec::new(), lzma_rust2::XzOptions::with_preset(1)).unwrap();
        xz.write_all(bytes).unwrap();
        let mut lz4 = LZ4_LEGACY.to_le_bytes().to_vec();
        for block in bytes.chunks(1 << 18) {
            let block = lz4_flex::block::compress(block);
            lz4.extend(u32::try_from(block.len()).unwrap().to_le_bytes());
            lz4.extend(block);
        }
        let zstd = ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest);
        vec![
            (Compression::Gzip, gzip.finish().unwrap()),
            (Compression::Bzip2, bzip2.finish().unwrap()),
            (Compression::Lzma, lzma.finish().unwrap()),
            (Compression::Xz, xz.finish().unwrap()),
            (Compression::Lz4, lz4),
            (Compression::Zstd, zstd),
        ]
    }

    fn text() -> Vec<u8> {
        (0..5 << 18).map(|at: u32| if at.is_multiple_of(7) { (at >> 8) as u8 } else { 42 }).collect()
    }

    #[test]
    fn each_compression_is_known_by_its_first_bytes_and_unpacked() {
        let bytes = text();
        for (compression, packed) in packed(&bytes) {
            assert_eq!(Compression::of(&packed), Some(compression));
            assert!(compression.unpack(&packed, bytes.len()).unwrap() == bytes, "{compression:?}");
        }
        assert_eq!(Compression::of(b"\x7fELF"), None);
        assert_eq!(Compression::of(b""), None);
    }

    #[test]
    fn what_is_larger_than_allowed_is_refused_before_it_fills_memory() {
        let bytes = text();
        for (compression, packed) in packed(&bytes) {
            let error = compression.unpack(&packed, 1 << 20).unwrap_err().to_string();
            let name = compression.name();
            assert_eq!(error, format!("unpack what {name} compressed: it would be more than 1 MiB"));
        }
    }

    #[test]
    fn what_is_cut_short_or_garbled_is_refused() {
        let bytes = text();
        for (compression, packed) in packed(&bytes) {
            for length in [packed.len() / 2, packed.len() - packed.len() / 5, 7] {
                let cut = compression.unpack(&packed[..length], bytes.len());
                assert!(cut.is_err(), "{compression:?} cut to {length}");
            }
            for at in [6, 13, packed.len() / 3, packed.len() / 2] {
                let mut garbled = packed.clone();
                garbled[at..].fill(0xff);
                assert!(
                    compression.unpack(&garbled, bytes.len()).is_err(),
                    "{compression:?} garbled at {at}"
                );
            }
        }
    }

    #[test]
    fn a_window_larger_than_the_kernels_own_is_refused() {
        // A dictionary of 1 GiB.
        let lzma = b"\x5d\0\0\0\x40\xff\xff\xff\xff\xff\xff\xff\xff\0\0\0\0\0";
        let error = Compression::Lzma.unpack(lzma, 1 << 20).unwrap_err().to_string();
        assert!(error.contains("memory"), "{error}");
        // Magic, no flags, and a window of 2^41 bytes.
        let zstd = b"\x28\xb5\x2f\xfd\x00\xf8\x01\0\0";
        let error = Compression::Zstd.unpack(zstd, 1 << 20).unwrap_err().to_string();
        assert!(error.to_lowercase().contains("window"), "{error}");
    }
}
