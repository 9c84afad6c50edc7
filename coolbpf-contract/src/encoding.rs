//! The canonical encoding that digests are taken over.
//!
//! A value is a sequence of fields; each field is its length in bytes as a little-endian `u64`, then the bytes.
//! A list is the number of its entries as a field of eight bytes, then the entries. The first field names what
//! is encoded and in which version, so that no encoding of one thing can be read as another. The encoding can
//! be decoded again, which is how a request travels to another process.

use crate::{Error, Result};

/// The version of the contract between sources and objects; part of every digest.
pub const CONTRACT_VERSION: u32 = 1;

/// Collects fields.
pub(crate) struct Encoder(Vec<u8>);

impl Encoder {
    pub(crate) fn new(what: &str) -> Self {
        let mut encoder = Self(Vec::new());
        encoder.text(&format!("coolbpf {what} v{CONTRACT_VERSION}"));
        encoder
    }

    pub(crate) fn bytes(&mut self, bytes: &[u8]) -> &mut Self {
        self.0.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
        self.0.extend_from_slice(bytes);
        self
    }

    pub(crate) fn text(&mut self, text: &str) -> &mut Self {
        self.bytes(text.as_bytes())
    }

    pub(crate) fn count(&mut self, count: usize) -> &mut Self {
        self.bytes(&(count as u64).to_le_bytes())
    }

    pub(crate) fn finish(self) -> Vec<u8> {
        self.0
    }
}

/// Reads the fields back, refusing what is cut short, left over or not of the expected kind.
pub(crate) struct Decoder<'a>(&'a [u8]);

impl<'a> Decoder<'a> {
    pub(crate) fn new(what: &str, encoded: &'a [u8]) -> Result<Self> {
        let mut decoder = Self(encoded);
        let expected = format!("coolbpf {what} v{CONTRACT_VERSION}");
        let found = decoder.text()?;
        if found != expected {
            let found: String = found.chars().take(60).collect();
            return Err(Error::new(format!(
                "expected a `{expected}`, found a `{found}`; are all coolbpf crates of the same version?"
            )));
        }
        Ok(decoder)
    }

    pub(crate) fn bytes(&mut self) -> Result<&'a [u8]> {
        let cut_short = || Error::new("an encoded value is cut short");
        let (length, rest) = self.0.split_first_chunk().ok_or_else(cut_short)?;
        let length = usize::try_from(u64::from_le_bytes(*length)).map_err(|_| cut_short())?;
        let (field, rest) = rest.split_at_checked(length).ok_or_else(cut_short)?;
        self.0 = rest;
        Ok(field)
    }

    pub(crate) fn text(&mut self) -> Result<&'a str> {
        std::str::from_utf8(self.bytes()?).map_err(|_| Error::new("an encoded text is not UTF-8"))
    }

    pub(crate) fn count(&mut self) -> Result<u64> {
        let bytes =
            self.bytes()?.try_into().map_err(|_| Error::new("an encoded count is not of eight bytes"))?;
        Ok(u64::from_le_bytes(bytes))
    }

    pub(crate) fn finish(self) -> Result<()> {
        if self.0.is_empty() { Ok(()) } else { Err(Error::new("bytes are left over after an encoded value")) }
    }
}
