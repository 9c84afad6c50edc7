//! Numbers in bytes that need not be aligned, as ELF and BTF files hold them.
//!
//! A place outside of the bytes reads as 0, so that a caller's wrong sum is no panic: callers check lengths.

/// The 16-bit number at `at`.
#[must_use]
pub fn half(bytes: &[u8], at: usize) -> u16 {
    bytes.get(at..).and_then(<[u8]>::first_chunk).map_or(0, |half| u16::from_le_bytes(*half))
}

/// The 32-bit number at `at`.
#[must_use]
pub fn word(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..).and_then(<[u8]>::first_chunk).map_or(0, |word| u32::from_le_bytes(*word))
}

/// The 64-bit number at `at`.
#[must_use]
pub fn wide(bytes: &[u8], at: usize) -> u64 {
    bytes.get(at..).and_then(<[u8]>::first_chunk).map_or(0, |wide| u64::from_le_bytes(*wide))
}

/// Writes a 32-bit number at `at`; nothing where that lies outside.
pub fn set_word(bytes: &mut [u8], at: usize, value: u32) {
    if let Some(word) = bytes.get_mut(at..).and_then(<[u8]>::first_chunk_mut) {
        *word = value.to_le_bytes();
    }
}

/// Writes a 64-bit number at `at`; nothing where that lies outside.
pub fn set_wide(bytes: &mut [u8], at: usize, value: u64) {
    if let Some(wide) = bytes.get_mut(at..).and_then(<[u8]>::first_chunk_mut) {
        *wide = value.to_le_bytes();
    }
}
