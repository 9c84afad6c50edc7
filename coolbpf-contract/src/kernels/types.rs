//! The types of several kernels in one file.

use std::collections::BTreeMap;
use std::ops::Range;

use super::KernelId;
use crate::btf::Btf;
use crate::encoding::{Decoder, Encoder};
use crate::{Arch, Digest, Error, Result, object};

/// What is encoded.
const WHAT: &str = "kernel types";

/// What an object's CO-RE relocations ask of the types of some kernels, which don't tell their types themselves.
///
/// Whoever holds one knows: the types of each kernel are BTF that parses, with no type that contains itself or has members outside
/// of it, and every name in it is a C identifier, as in a [`CheckedObject`](crate::CheckedObject).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KernelTypes {
    bytes: Vec<u8>,
    arch: Arch,
    /// Each kernel, with the place of its types in the bytes.
    kernels: BTreeMap<KernelId, Range<usize>>,
}

impl KernelTypes {
    /// The types of kernels of one architecture, each the bytes of a `.BTF` section.
    ///
    /// # Errors
    /// Where the promise of [`KernelTypes`] doesn't hold.
    pub fn new(arch: Arch, kernels: &BTreeMap<KernelId, Vec<u8>>) -> Result<Self> {
        Self::check(encode(arch, kernels.iter().map(|(id, btf)| (id, btf.as_slice()))))
    }

    /// Checks `bytes` that came from anywhere.
    ///
    /// # Errors
    /// Where they are not what [`KernelTypes::bytes`] gives.
    pub fn check(bytes: Vec<u8>) -> Result<Self> {
        let (arch, kernels) = decode(&bytes)?;
        let again = encode(arch, kernels.iter().map(|(id, range)| (id, &bytes[range.clone()])));
        if again != bytes {
            return Err(Error::new("the types of kernels are not encoded in their one form"));
        }
        Ok(Self { bytes, arch, kernels })
    }

    /// The bytes of the file.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The digest of the bytes.
    #[must_use]
    pub fn digest(&self) -> Digest {
        Digest::of(&self.bytes)
    }

    /// The architecture of the kernels.
    #[must_use]
    pub fn arch(&self) -> Arch {
        self.arch
    }

    /// The kernels, each with the place of its types in the bytes. Kernels whose types are equal share a place.
    #[must_use]
    pub fn kernels(&self) -> &BTreeMap<KernelId, Range<usize>> {
        &self.kernels
    }
}

fn encode<'a>(arch: Arch, kernels: impl ExactSizeIterator<Item = (&'a KernelId, &'a [u8])>) -> Vec<u8> {
    let mut encoder = Encoder::new(WHAT);
    encoder.text(arch.as_str()).count(kernels.len());
    let (mut all, mut numbers) = (Vec::new(), BTreeMap::new());
    for (id, btf) in kernels {
        let number = *numbers.entry(btf).or_insert_with(|| {
            all.push(btf);
            all.len() - 1
        });
        let version = id.version.as_ref().map_or("", |version| version.as_str());
        encoder.text(id.release.as_str()).text(version).count(number);
    }
    encoder.count(all.len());
    for btf in all {
        encoder.bytes(btf);
    }
    encoder.finish()
}

fn decode(bytes: &[u8]) -> Result<(Arch, BTreeMap<KernelId, Range<usize>>)> {
    let mut decoder = Decoder::new(WHAT, bytes)?;
    let arch = decoder.text()?.parse()?;
    let mut numbered = Vec::new();
    for _ in 0..decoder.count()? {
        let release = decoder.text()?.parse()?;
        let version = match decoder.text()? {
            "" => None,
            version => Some(version.parse()?),
        };
        numbered.push((KernelId { release, version }, decoder.count()?));
    }
    let mut places = Vec::new();
    for number in 0..decoder.count()? {
        let btf = decoder.bytes()?;
        check_btf(btf).map_err(|error| error.context(format!("types number {number}")))?;
        let start = btf.as_ptr().addr() - bytes.as_ptr().addr();
        places.push(start..start + btf.len());
    }
    decoder.finish()?;
    let mut kernels = BTreeMap::new();
    for (id, number) in numbered {
        let place = usize::try_from(number).ok().and_then(|number| places.get(number));
        let place =
            place.ok_or_else(|| Error::new(format!("the kernel {id} has types that are not there")))?;
        kernels.insert(id, place.clone());
    }
    Ok((arch, kernels))
}

fn check_btf(bytes: &[u8]) -> Result<()> {
    object::check_types(&Btf::parse(bytes)?).map_err(|refusal| Error::new(refusal.problem()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::btf::writer::Writer;

    fn id(release: &str, version: Option<&str>) -> KernelId {
        KernelId {
            release: release.parse().unwrap(),
            version: version.map(|version| version.parse().unwrap()),
        }
    }

    fn three() -> KernelTypes {
        let [int, long] = [4, 8].map(|size| Writer::default().int("int", size).finish());
        let kernels = BTreeMap::from([
            (id("5.4.0-42-generic", None), int.clone()),
            (id("5.4.0-42-generic", Some("#46-Ubuntu SMP")), long),
            (id("5.4.0-43-generic", None), int),
        ]);
        KernelTypes::new(Arch::X86_64, &kernels).unwrap()
    }

    #[test]
    fn what_is_written_reads_back_and_equal_types_are_there_once() {
        let types = three();
        assert_eq!(KernelTypes::check(types.bytes().to_vec()), Ok(types.clone()));
        let place = |release, version| types.kernels()[&id(release, version)].clone();
        let shared = place("5.4.0-42-generic", None);
        assert_eq!(shared, place("5.4.0-43-generic", None));
        assert_ne!(shared, place("5.4.0-42-generic", Some("#46-Ubuntu SMP")));
        assert_eq!(Btf::parse(&types.bytes()[shared]).unwrap().len(), 2);
    }

    #[test]
    fn bytes_that_are_cut_short_or_changed_anywhere_are_refused_or_say_another_thing() {
        let bytes = three().bytes().to_vec();
        for length in 0..bytes.len() {
            assert!(KernelTypes::check(bytes[..length].to_vec()).is_err(), "{length}");
        }
        for at in 0..bytes.len() {
            for change in [1, 0x80, 0xff] {
                let mut changed = bytes.clone();
                changed[at] ^= change;
                if let Ok(other) = KernelTypes::check(changed.clone()) {
                    assert_eq!(other.bytes(), changed);
                }
            }
        }
    }

    #[test]
    fn there_is_one_form_only() {
        let int = Writer::default().int("int", 4).finish();
        let of = |kernels: &[(&KernelId, &[u8])]| encode(Arch::X86_64, kernels.iter().copied());
        let (a, b) = (id("5.1.0", None), id("5.2.0", None));
        assert!(KernelTypes::check(of(&[(&a, &int), (&b, &int)])).is_ok());
        for other in [of(&[(&b, &int), (&a, &int)]), of(&[(&a, &int), (&a, &int)])] {
            assert!(KernelTypes::check(other).unwrap_err().to_string().contains("their one form"));
        }
    }

    #[test]
    fn types_that_no_c_compiler_writes_are_refused() {
        let with = |btf: Vec<u8>| {
            KernelTypes::new(Arch::X86_64, &BTreeMap::from([(id("5.1.0", None), btf)]))
                .unwrap_err()
                .to_string()
        };
        assert!(with(b"BTF".to_vec()).contains("cut short"));
        let quoted = Writer::default().named("a\"b", &[4 << 24, 4]).finish();
        assert_eq!(with(quoted), "types number 0: \"a\\\"b\" can't be the name of a struct");
        // A struct that is its own member.
        let mut writer = Writer::default();
        writer.named("s", &[4 << 24 | 1, 8, 0, 1, 0]);
        assert!(with(writer.finish()).contains("contains itself"));
    }
}
