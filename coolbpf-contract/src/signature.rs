//! What a builder signs.

use crate::Digest;
use crate::encoding::Encoder;

/// The statement that a compiler made an object from a request. A builder key signs [`SignaturePayload::encode`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignaturePayload {
    /// What was asked.
    pub request: Digest,
    /// What came out.
    pub object: Digest,
    /// What compiled it.
    pub toolchain: String,
    /// When, in seconds since 1970-01-01 UTC.
    pub time: u64,
}

impl SignaturePayload {
    /// The canonical encoding, which is the message that is signed.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let Self { request, object, toolchain, time } = self;
        let mut encoder = Encoder::new("signature");
        encoder.bytes(request.as_bytes()).bytes(object.as_bytes()).text(toolchain).bytes(&time.to_le_bytes());
        encoder.finish()
    }
}
