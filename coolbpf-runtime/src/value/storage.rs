//! The bytes behind bit-fields and unions: what generated getters and setters are made of.
//!
//! Bit 0 is the lowest bit of the first byte, as C compilers for little-endian targets count, and as all
//! architectures that coolbpf supports do.

use super::Value;

/// The size of a value, in constants that prove which types a generated struct is made of.
#[must_use]
pub const fn size<T: Value>() -> usize {
    size_of::<T>()
}

/// The value that begins at byte `start`; zero where there are too few bytes.
#[must_use]
pub fn read<T: Value>(bytes: &[u8], start: usize) -> T {
    bytes.get(start..).and_then(T::read_from).unwrap_or_else(T::zeroed)
}

/// Writes `value` to byte `start` and following, if there are enough.
pub fn write<T: Value>(bytes: &mut [u8], start: usize, value: T) {
    if let Some(place) = bytes.get_mut(start..).and_then(|bytes| bytes.get_mut(..size_of::<T>())) {
        place.copy_from_slice(value.as_bytes());
    }
}

/// The `width` bits (1 to 128) that begin at bit `start` of `bytes`. Bits beyond the end are 0.
#[must_use]
pub fn bits(bytes: &[u8], start: usize, width: u32) -> u128 {
    let mut value = 0;
    for (at, byte) in touched(start, width).zip(bytes.iter().skip(start / 8)) {
        value |= shifted(u128::from(*byte), at);
    }
    value & mask(width)
}

/// As [`bits`], with the highest of the bits as the sign.
#[must_use]
pub fn signed_bits(bytes: &[u8], start: usize, width: u32) -> i128 {
    let unused = 128 - width;
    (bits(bytes, start, width) << unused).cast_signed() >> unused
}

/// Writes the lower `width` bits (1 to 128) of `value` to bit `start` of `bytes` and following. Bits of `value` that
/// don't fit are dropped, as C drops them.
pub fn set_bits(bytes: &mut [u8], start: usize, width: u32, value: u128) {
    for (at, byte) in touched(start, width).zip(bytes.iter_mut().skip(start / 8)) {
        let within = shifted(mask(width), -at) as u8;
        *byte = *byte & !within | shifted(value, -at) as u8 & within;
    }
}

/// Where each byte that the bits touch stands, in bits, relative to the first of them.
fn touched(start: usize, width: u32) -> impl Iterator<Item = i32> {
    let before = (start % 8) as i32;
    (-before..width as i32).step_by(8)
}

/// `value` moved up by `by` bits, or down if that is negative; at most 128 either way.
fn shifted(value: u128, by: i32) -> u128 {
    if by < 0 { value.checked_shr(by.unsigned_abs()) } else { value.checked_shl(by.unsigned_abs()) }
        .unwrap_or(0)
}

fn mask(width: u32) -> u128 {
    u128::MAX.checked_shr(128 - width).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The same bits one by one.
    fn slowly(bytes: &[u8], start: usize, width: u32) -> u128 {
        let bit = |at: usize| u128::from(bytes[at / 8] >> (at % 8) & 1);
        (0..width as usize).map(|n| bit(start + n) << n).sum()
    }

    #[test]
    fn every_place_and_width_reads_and_writes_its_own_bits_only() {
        let bytes: Vec<u8> = (1..=18_u8).map(|n| n.wrapping_mul(151)).collect();
        for start in 0..16 {
            for width in 1..=128 {
                assert_eq!(bits(&bytes, start, width), slowly(&bytes, start, width), "{start} {width}");
                for value in [0, u128::MAX, 0x5a5a_1234_9876_fedc_0f0f_1111_abcd_ef01] {
                    let mut changed = bytes.clone();
                    set_bits(&mut changed, start, width, value);
                    assert_eq!(bits(&changed, start, width), value & mask(width), "{start} {width}");
                    set_bits(&mut changed, start, width, slowly(&bytes, start, width));
                    assert_eq!(changed, bytes, "{start} {width}");
                }
            }
        }
    }

    #[test]
    fn a_union_s_members_are_read_and_written_within_its_bytes_only() {
        let mut bytes = [1, 2, 3, 4, 5];
        write(&mut bytes, 3, 0x0908_u16);
        write(&mut bytes, 4, 0xffff_u16);
        assert_eq!(bytes, [1, 2, 3, 8, 9]);
        assert_eq!(read::<u16>(&bytes, 3), 0x0908);
        assert_eq!(read::<u16>(&bytes, 4), 0);
        assert_eq!(read::<u16>(&bytes, 9), 0);
    }

    #[test]
    fn the_highest_bit_is_the_sign() {
        assert_eq!(signed_bits(&[0b0110_0000], 5, 2), -1);
        assert_eq!(signed_bits(&[0b0010_0000], 5, 2), 1);
        assert_eq!(signed_bits(&[0xff; 16], 0, 128), -1);
    }

    #[test]
    fn bits_beyond_the_end_are_zero_and_not_written() {
        assert_eq!(bits(&[0xff], 4, 8), 0xf);
        let mut bytes = [0];
        set_bits(&mut bytes, 4, 8, 0xff);
        assert_eq!(bytes, [0xf0]);
    }
}
