//! Values that travel between the kernel and Rust as bytes.

pub(crate) mod chars;
pub mod storage;

use std::fmt;
use std::ops::Not;
use std::slice;

pub use chars::Chars;

/// A type whose values are plain bytes, so that whatever a BPF program wrote can be read as it.
///
/// The integers, `f32`, `f64`, [`Bool`], [`Chars`], [`Pointer`], arrays of values, and every type in a program's
/// `types` module are values. Rust's `bool`, `char`, enums and references aren't: not every byte pattern is one,
/// and what a kernel hands out is not ours to trust.
///
/// ```
/// use coolbpf::Value;
///
/// let port = u16::read_from(&[0x50, 0x00, 0xff]).unwrap();
/// assert_eq!(port, 80);
/// assert_eq!(port.as_bytes(), [0x50, 0x00]);
/// ```
///
/// # Safety
/// - Every sequence of `size_of::<Self>()` initialised bytes is a value of the type.
/// - No byte of a value is padding, so that every byte of it is initialised and may be read.
/// - There is no interior mutability.
///
/// A `#[repr(C)]` struct has these properties if all of its fields are values and their sizes add up to its own.
pub unsafe trait Value: Copy + 'static {
    /// What C calls its parts; empty for what has none with names.
    #[doc(hidden)]
    const FIELDS: &'static [Field] = &[];

    /// The value whose bytes are all zero.
    #[must_use]
    fn zeroed() -> Self {
        // SAFETY: every sequence of initialised bytes is a value, zeros too.
        unsafe { std::mem::zeroed() }
    }

    /// The value that `bytes` begins with, at any alignment; `None` if there are too few.
    #[must_use]
    fn read_from(bytes: &[u8]) -> Option<Self> {
        let bytes = bytes.get(..size_of::<Self>())?;
        // SAFETY: the source is as long as a value, every sequence of bytes is one, and the read needs no alignment.
        Some(unsafe { bytes.as_ptr().cast::<Self>().read_unaligned() })
    }

    /// The value that `bytes` begins with, in place; `None` if there are too few or they aren't aligned for it.
    #[must_use]
    fn ref_from(bytes: &[u8]) -> Option<&Self> {
        let start = bytes.get(..size_of::<Self>())?.as_ptr().cast::<Self>();
        // SAFETY: the bytes are as long as a value, aligned, shared for as long as the result, and a value
        // whatever they are.
        start.is_aligned().then(|| unsafe { &*start })
    }

    /// The value's bytes, as the kernel sees them.
    #[must_use]
    fn as_bytes(&self) -> &[u8] {
        // SAFETY: all of a value's bytes are initialised, and none changes behind a shared reference.
        unsafe { slice::from_raw_parts(std::ptr::from_ref(self).cast(), size_of::<Self>()) }
    }

    /// The value's bytes, to be written.
    #[must_use]
    fn as_bytes_mut(&mut self) -> &mut [u8] {
        // SAFETY: all of a value's bytes are initialised, and it stays a value whatever is written to them.
        unsafe { slice::from_raw_parts_mut(std::ptr::from_mut(self).cast(), size_of::<Self>()) }
    }
}

macro_rules! plain_bytes {
    ($($type:ty)*) => {$(
        // SAFETY: the type has neither padding nor invalid values nor interior mutability.
        unsafe impl Value for $type {}
    )*};
}
plain_bytes!(u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize f32 f64);

// SAFETY: no bytes, none of which is padding.
unsafe impl Value for () {}

// SAFETY: an array is its elements one after another, which are values.
unsafe impl<T: Value, const N: usize> Value for [T; N] {
    const FIELDS: &'static [Field] = T::FIELDS;
}

/// A field of a value, for comparing types that were written by others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Its name in C.
    pub(crate) name: &'static str,
    /// Where it starts, in bits.
    pub(crate) start: u64,
    /// How many bits it has.
    pub(crate) width: u64,
    /// The fields that it has itself.
    pub(crate) fields: &'static [Field],
}

impl Field {
    /// A field, by its name, first bit, width in bits, and the fields that it has itself.
    #[must_use]
    pub const fn new(name: &'static str, start: u64, width: u64, fields: &'static [Self]) -> Self {
        Self { name, start, width, fields }
    }
}

/// A C `bool`: a byte that should be 0 or 1, and counts as true if it is anything but 0.
#[derive(Clone, Copy, Default)]
#[repr(transparent)]
pub struct Bool(u8);

// SAFETY: a transparent byte.
unsafe impl Value for Bool {}

impl Bool {
    /// Whether it is true.
    #[must_use]
    pub const fn get(self) -> bool {
        self.0 != 0
    }
}

impl From<bool> for Bool {
    fn from(value: bool) -> Self {
        Self(value.into())
    }
}

impl From<Bool> for bool {
    fn from(value: Bool) -> Self {
        value.get()
    }
}

impl Not for Bool {
    type Output = bool;

    fn not(self) -> bool {
        !self.get()
    }
}

impl PartialEq for Bool {
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}

impl Eq for Bool {}

impl PartialEq<bool> for Bool {
    fn eq(&self, other: &bool) -> bool {
        self.get() == *other
    }
}

impl std::hash::Hash for Bool {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.get().hash(state);
    }
}

impl fmt::Display for Bool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.get(), f)
    }
}

impl fmt::Debug for Bool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.get(), f)
    }
}

/// A pointer of a BPF program: an address in the kernel or in some process, which means nothing in this one.
///
/// It is shown as `0x` and hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[repr(transparent)]
pub struct Pointer(pub u64);

// SAFETY: a transparent integer.
unsafe impl Value for Pointer {}

impl Pointer {
    /// Whether the address is 0.
    #[must_use]
    pub const fn is_null(self) -> bool {
        self.0 == 0
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:#x}", self.0)
    }
}

impl fmt::Debug for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_read_at_any_alignment_and_from_a_longer_slice() {
        let bytes: Vec<u8> = (0..32).collect();
        for start in 0..8 {
            let expected = u64::from_ne_bytes(bytes[start..start + 8].try_into().unwrap());
            assert_eq!(u64::read_from(&bytes[start..]), Some(expected));
        }
    }

    #[test]
    fn too_few_bytes_are_no_value() {
        assert_eq!(u64::read_from(&[0; 7]), None);
        assert_eq!(u64::ref_from(&[0; 7]), None);
        assert_eq!(<[u16; 3]>::read_from(&[0; 5]), None);
        assert_eq!(<[u8; 0]>::read_from(&[]), Some([]));
    }

    #[test]
    fn a_value_is_seen_in_place_only_where_it_is_aligned() {
        let words = [0x0102_0304_u32, 0x0506_0708];
        let bytes = words.as_bytes();
        assert_eq!(u32::ref_from(&bytes[4..]), Some(&words[1]));
        assert_eq!(u32::ref_from(&bytes[1..]), None);
    }

    #[test]
    fn writing_a_value_s_bytes_changes_it() {
        let mut words = <[u16; 2]>::zeroed();
        words.as_bytes_mut()[2..].copy_from_slice(&7_u16.to_ne_bytes());
        assert_eq!(words, [0, 7]);
    }

    #[test]
    fn a_bool_that_c_never_writes_is_true_and_equal_to_every_other_true() {
        for byte in [1, 2, 255] {
            let value = Bool::read_from(&[byte]).unwrap();
            assert!(value.get() && value == true && value == Bool::from(true) && value.to_string() == "true");
        }
        assert!(Bool::default() == false && !Bool::zeroed());
    }

    #[test]
    fn a_pointer_is_shown_in_hexadecimal() {
        assert_eq!(Pointer(0xffff_8000_0000_1234).to_string(), "0xffff800000001234");
        assert_eq!(format!("{:?}", Pointer(0)), "0x0");
    }
}
