//! The entries of a type, which is as long as its record says.

use std::fmt;

/// The entries of a type (members, enumerators, parameters, variables), decoded one by one.
pub struct List<'a, T> {
    pub(super) entries: &'a [u8],
    pub(super) strings: &'a [u8],
    /// The type's kind flag, which changes how some entries read.
    pub(super) flag: bool,
    pub(super) entry_size: usize,
    pub(super) decode: fn(&[u8], bool, &'a [u8]) -> T,
}

impl<T> Clone for List<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for List<'_, T> {}

impl<T: fmt::Debug> fmt::Debug for List<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(*self).finish()
    }
}

impl<T> Iterator for List<'_, T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        let (entry, rest) = self.entries.split_at_checked(self.entry_size)?;
        self.entries = rest;
        Some((self.decode)(entry, self.flag, self.strings))
    }

    /// At once, however far it is: a struct has up to 65535 members, and anybody may ask for the last one again and again.
    fn nth(&mut self, n: usize) -> Option<T> {
        let skipped = n.checked_mul(self.entry_size).and_then(|skipped| self.entries.get(skipped..));
        self.entries = skipped.unwrap_or_default();
        self.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let count = self.entries.len() / self.entry_size;
        (count, Some(count))
    }
}

impl<T> ExactSizeIterator for List<'_, T> {}
