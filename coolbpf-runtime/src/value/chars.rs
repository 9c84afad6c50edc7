//! C character arrays.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use super::Value;

/// A C `char[N]`: text that ends at the first NUL, or fills the array.
///
/// The text is what a process or a file is called, so it may hold anything. `Display` makes it safe to print:
/// what is no UTF-8 becomes `U+FFFD`, and characters that would command a terminal or break a line (control
/// characters, line and paragraph separators, changes of the writing direction) are shown as Rust escapes, such
/// as `\u{1b}` or `\n`. Width and precision work as for `str`. [`Chars::to_bytes`] and [`Chars::to_string_lossy`]
/// give the text as it is.
///
/// Two texts are equal if their bytes up to the NUL are; what lies behind it is nobody's.
///
/// ```
/// use coolbpf::{Chars, Value};
///
/// let comm = Chars::<16>::read_from(b"bash\0\0\0\0\0\0\0\0\0\0\0\0").unwrap();
/// assert!(comm == "bash");
/// assert_eq!(format!("[{comm:>6}]"), "[  bash]");
/// ```
#[derive(Clone, Copy)]
#[repr(transparent)]
pub struct Chars<const N: usize>([u8; N]);

// SAFETY: transparent bytes.
unsafe impl<const N: usize> Value for Chars<N> {}

impl<const N: usize> Chars<N> {
    /// `text` followed by NULs, to be looked up or written to the kernel; `None` if it holds a NUL, or has `N` bytes
    /// or more and so no room for one.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let mut chars = Self::default();
        chars.0.get_mut(..text.len() + 1)?[..text.len()].copy_from_slice(text.as_bytes());
        (chars.to_bytes().len() == text.len()).then_some(chars)
    }

    /// The text's bytes, without the NUL.
    #[must_use]
    pub fn to_bytes(&self) -> &[u8] {
        let end = self.0.iter().position(|byte| *byte == 0).unwrap_or(N);
        &self.0[..end]
    }

    /// The text as it is, except that what is no UTF-8 becomes `U+FFFD`.
    #[must_use]
    pub fn to_string_lossy(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(self.to_bytes())
    }

    /// The text, safe to print.
    fn printable(&self) -> Cow<'_, str> {
        let text = self.to_string_lossy();
        if !text.contains(must_be_escaped) {
            return text;
        }
        let mut shown = String::with_capacity(text.len() + 8);
        for c in text.chars() {
            if must_be_escaped(c) {
                shown.extend(c.escape_default());
            } else {
                shown.push(c);
            }
        }
        shown.into()
    }
}

/// Whether a terminal, or a reader of lines, would take the character for more than text.
pub(crate) fn must_be_escaped(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

impl<const N: usize> Default for Chars<N> {
    fn default() -> Self {
        Self([0; N])
    }
}

impl<const N: usize> fmt::Display for Chars<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.printable())
    }
}

impl<const N: usize> fmt::Debug for Chars<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.to_string_lossy(), f)
    }
}

impl<const N: usize, const M: usize> PartialEq<Chars<M>> for Chars<N> {
    fn eq(&self, other: &Chars<M>) -> bool {
        self.to_bytes() == other.to_bytes()
    }
}

impl<const N: usize> Eq for Chars<N> {}

impl<const N: usize> PartialEq<str> for Chars<N> {
    fn eq(&self, other: &str) -> bool {
        self.to_bytes() == other.as_bytes()
    }
}

impl<const N: usize> PartialEq<&str> for Chars<N> {
    fn eq(&self, other: &&str) -> bool {
        self == *other
    }
}

impl<const N: usize> PartialOrd for Chars<N> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<const N: usize> Ord for Chars<N> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.to_bytes().cmp(other.to_bytes())
    }
}

impl<const N: usize> Hash for Chars<N> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.to_bytes().hash(state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chars<const N: usize>(bytes: &[u8; N]) -> Chars<N> {
        Chars::read_from(bytes).unwrap()
    }

    #[test]
    fn text_ends_at_the_first_nul_or_at_the_end() {
        assert_eq!(chars(b"ab\0cd").to_bytes(), b"ab");
        assert_eq!(chars(b"abcd").to_bytes(), b"abcd");
        assert_eq!(chars(b"").to_bytes(), b"");
        assert!(
            chars(b"ab\0cd") == chars(b"ab\0\0") && chars(b"ab\0cd") == "ab" && chars(b"b\0") > chars(b"a\0")
        );
    }

    #[test]
    fn what_a_terminal_would_obey_is_shown_as_an_escape() {
        let cases: [(&[u8; 12], &str); 5] = [
            (b"\x1b[31mred\0\0\0\0", r"\u{1b}[31mred"),
            (b"a\nb\tc\rd\x7f\0\0\0\0", r"a\nb\tc\rd\u{7f}"),
            ("a\u{202e}b\u{9b}c\0\0\0\0".as_bytes().try_into().unwrap(), r"a\u{202e}b\u{9b}c"),
            ("naïve é\0\0\0".as_bytes().try_into().unwrap(), "naïve é"),
            (b"\xffab'\"\\\0\0\0\0\0\0", "\u{fffd}ab'\"\\"),
        ];
        for (bytes, shown) in cases {
            assert_eq!(chars(bytes).to_string(), shown);
        }
        assert_eq!(format!("{:?}", chars(b"a\"\n\0")), r#""a\"\n""#);
    }

    #[test]
    fn text_is_padded_as_a_str_is() {
        assert_eq!(
            format!("[{:<6}][{:>6}][{:.2}]", chars(b"abc\0"), chars(b"\x01"), chars(b"abc")),
            r"[abc   ][ \u{1}][ab]"
        );
    }

    #[test]
    fn text_must_leave_room_for_its_nul() {
        assert!(Chars::<4>::new("abc").is_some_and(|chars| chars == "abc"));
        assert!(Chars::<4>::new("").is_some_and(|chars| chars == ""));
        assert!(
            Chars::<4>::new("abcd").is_none()
                && Chars::<0>::new("").is_none()
                && Chars::<4>::new("a\0").is_none()
        );
    }
}
