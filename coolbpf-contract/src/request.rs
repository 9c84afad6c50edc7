//! What is asked of a compiler.

use std::collections::BTreeMap;

use crate::encoding::{Decoder, Encoder};
use crate::{Arch, Digest, Error, Options, Result, SourcePath, Sources};

/// Everything that decides which object comes out, but for the compiler itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The user's files.
    pub sources: Sources,
    /// The user's options.
    pub options: Options,
    /// The kernel's architecture.
    pub arch: Arch,
}

impl Request {
    /// A request for what `sources` and `options` say.
    ///
    /// # Errors
    /// Where the options name a further source that is not among the sources, or one twice.
    pub fn new(sources: Sources, options: Options, arch: Arch) -> Result<Self> {
        for (index, source) in options.sources.iter().enumerate() {
            if sources.get(source).is_none() {
                return Err(Error::new(format!("the further source `{source}` is not among the sources")));
            }
            if source == sources.main() {
                return Err(Error::new(format!(
                    "`sources` names `{source}`, which is the program's own already"
                )));
            }
            if options.sources.iter().take(index).any(|other| other == source) {
                return Err(Error::new(format!("`sources` names `{source}` twice")));
            }
        }
        Ok(Self { sources, options, arch })
    }

    /// The files that are compiled, each by itself, in the order in which they are linked: the main file comes first.
    pub fn compiled(&self) -> impl ExactSizeIterator<Item = &SourcePath> {
        let all: Vec<&SourcePath> =
            std::iter::once(self.sources.main()).chain(&self.options.sources).collect();
        all.into_iter()
    }

    /// The digest of what the user wrote: sources, options, architecture and the contract's version.
    ///
    /// It can be computed without clang and without the header bundle, and it alone decides whether a vendored
    /// object is stale.
    #[must_use]
    pub fn source_digest(&self) -> Digest {
        Digest::of(&self.encode())
    }

    /// The digest of what a compiler is given: the source digest and the digest of the header bundle.
    #[must_use]
    pub fn request_digest(&self, bundle: Digest) -> Digest {
        Self::digest_of(self.source_digest(), bundle)
    }

    /// The request digest of sources and bundle with these digests.
    #[must_use]
    pub fn digest_of(source: Digest, bundle: Digest) -> Digest {
        let mut encoder = Encoder::new("request");
        encoder.bytes(source.as_bytes()).bytes(bundle.as_bytes());
        Digest::of(&encoder.finish())
    }

    /// The canonical encoding.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let Self { sources, options, arch } = self;
        let Options { cpu, defines, include, sources: further, events } = options;
        let mut encoder = Encoder::new("sources");
        encoder.text(arch.as_str()).text(cpu.as_str());
        encoder.count(defines.len());
        for (name, value) in defines {
            encoder.text(name.as_str()).text(value.as_str());
        }
        encoder.count(include.len());
        for directory in include {
            encoder.text(directory.as_str());
        }
        encoder.count(events.len());
        for (map, event) in events {
            encoder.text(map.as_str()).text(event.as_str());
        }
        encoder.text(sources.main().as_str());
        encoder.count(further.len());
        for path in further {
            encoder.text(path.as_str());
        }
        encoder.count(sources.files().len());
        for (path, text) in sources.files() {
            encoder.text(path.as_str()).bytes(text);
        }
        encoder.finish()
    }

    /// Reads a canonical encoding.
    ///
    /// # Errors
    /// Where it is cut short, holds a value out of its grammar, or is not the one encoding of its value.
    pub fn decode(encoded: &[u8]) -> Result<Self> {
        let mut decoder = Decoder::new("sources", encoded)?;
        let arch = decoder.text()?.parse()?;
        let mut options = Options { cpu: decoder.text()?.parse()?, ..Options::default() };
        for _ in 0..decoder.count()? {
            options.defines.insert(decoder.text()?.parse()?, decoder.text()?.parse()?);
        }
        for _ in 0..decoder.count()? {
            options.include.push(decoder.text()?.parse()?);
        }
        for _ in 0..decoder.count()? {
            options.events.insert(decoder.text()?.parse()?, decoder.text()?.parse()?);
        }
        let main: SourcePath = decoder.text()?.parse()?;
        for _ in 0..decoder.count()? {
            options.sources.push(decoder.text()?.parse()?);
        }
        let mut files = BTreeMap::new();
        for _ in 0..decoder.count()? {
            files.insert(decoder.text()?.parse()?, decoder.bytes()?.to_vec());
        }
        decoder.finish()?;
        let request = Self::new(Sources::new(main, files)?, options, arch)?;
        if request.encode() == encoded {
            Ok(request)
        } else {
            Err(Error::new("a request is not in canonical form: entries are out of order or named twice"))
        }
    }
}
