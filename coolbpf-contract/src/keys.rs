//! Who signed an object, and when.

use std::time::Duration;

use minisign_verify::PublicKey;

use crate::{BuilderKey, Error, Provenance, Result, Signature, Time};

/// How far clocks may differ.
const CLOCK_SKEW: Duration = Duration::from_secs(5 * 60);

/// Keys of builders, ready to verify signatures with.
#[derive(Debug, Clone, Default)]
pub struct Keys(Vec<(BuilderKey, PublicKey)>);

impl Keys {
    /// Reads the keys, which stand `in_place`: where the error says that they do.
    ///
    /// # Errors
    /// Where one is no point of the curve that minisign uses.
    pub fn new<'a>(keys: impl IntoIterator<Item = &'a BuilderKey>, in_place: &str) -> Result<Self> {
        let read = |key: &BuilderKey| {
            let public = PublicKey::from_base64(key.as_str()).map_err(|error| {
                Error::new(format!("{in_place}: `{key}` is no public key of minisign: {error}"))
            })?;
            Ok((key.clone(), public))
        };
        keys.into_iter().map(read).collect::<Result<_>>().map(Self)
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// These and `others`.
    #[must_use]
    pub fn with(mut self, others: &Self) -> Self {
        self.0.extend_from_slice(&others.0);
        self
    }

    /// The first of the keys that one of the signatures of `provenance` is a valid one by.
    #[must_use]
    pub fn signer(&self, provenance: &Provenance, signatures: &[Signature]) -> Option<&BuilderKey> {
        let statement = provenance.statement();
        signatures.iter().find_map(|signature| {
            let signature = minisign_verify::Signature::decode(&signature.minisign).ok()?;
            let is_by = |key: &&(BuilderKey, PublicKey)| {
                key.1.verify(statement.as_bytes(), &signature, false).is_ok()
            };
            self.0.iter().find(is_by).map(|(key, _)| key)
        })
    }
}

/// Judges the time of a signature.
///
/// # Errors
/// Where it lies in the future, or further back than `maximum`.
pub fn check_age(signed: Time, now: Time, maximum: Option<Duration>) -> Result<(), String> {
    if let Some(ahead) = signed.unix().checked_sub(now.unix())
        && ahead > CLOCK_SKEW.as_secs()
    {
        let ahead = in_words(Duration::from_secs(ahead));
        return Err(format!("it was signed {ahead} in the future; one of the two clocks is wrong"));
    }
    let age = Duration::from_secs(now.unix().saturating_sub(signed.unix()));
    match maximum {
        Some(maximum) if age > maximum.saturating_add(CLOCK_SKEW) => Err(format!(
            "it was signed {} ago, and `maximum-age` allows {}",
            in_words(age),
            in_words(maximum)
        )),
        _ => Ok(()),
    }
}

/// A duration in the largest unit that it fills.
fn in_words(duration: Duration) -> String {
    let seconds = duration.as_secs();
    let (number, unit) = match seconds {
        0..120 => (seconds, "seconds"),
        120..7_200 => (seconds / 60, "minutes"),
        7_200..172_800 => (seconds / 3_600, "hours"),
        _ => (seconds / 86_400, "days"),
    };
    format!("{number} {unit}")
}
