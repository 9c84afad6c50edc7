//! Compressing and decompressing with zlib.
//!
//! The C library, because build scripts compile Rust without optimization: a decompressor in Rust would take longer than
//! clang.

/// `packed` decompressed; `None` unless that gives `length` bytes.
pub(crate) fn inflate(packed: &[u8], length: usize) -> Option<Vec<u8>> {
    let mut bytes = vec![0_u8; length];
    let mut written = length.try_into().ok()?;
    let packed_length = packed.len().try_into().ok()?;
    // SAFETY: `uncompress` reads `packed_length` bytes of `packed` and writes at most `written` bytes to `bytes`; both
    // are slices of those lengths, and neither is kept.
    let status =
        unsafe { libz_sys::uncompress(bytes.as_mut_ptr(), &raw mut written, packed.as_ptr(), packed_length) };
    (status == libz_sys::Z_OK && usize::try_from(written) == Ok(length)).then_some(bytes)
}

/// `bytes` compressed as well as zlib can.
pub(crate) fn deflate(bytes: &[u8]) -> Vec<u8> {
    let length = bytes.len() as std::ffi::c_ulong;
    // SAFETY: `compressBound` computes a number from a number.
    let mut written = unsafe { libz_sys::compressBound(length) };
    let mut packed = vec![0_u8; written as usize];
    // SAFETY: `compress2` reads `length` bytes of `bytes` and writes at most `written` bytes to `packed`; both are
    // slices of those lengths, and neither is kept.
    let status = unsafe {
        libz_sys::compress2(
            packed.as_mut_ptr(),
            &raw mut written,
            bytes.as_ptr(),
            length,
            libz_sys::Z_BEST_COMPRESSION,
        )
    };
    assert_eq!(status, libz_sys::Z_OK, "zlib compresses into a buffer as large as it asked for");
    packed.truncate(written as usize);
    packed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_compressed_is_decompressed_to_its_own_length_only() {
        let text = b"struct task_struct;".repeat(1000);
        let packed = deflate(&text);
        assert_eq!(inflate(&packed, text.len()), Some(text.clone()));
        assert_eq!(inflate(&packed, text.len() - 1), None);
        assert_eq!(inflate(&packed, text.len() + 1), None);
        assert_eq!(inflate(&packed[1..], text.len()), None);
    }
}
