//! `POST /v1/compile`: what is asked.

use std::collections::BTreeMap;

use serde::de::{Deserialize, Deserializer, Error as _};
use serde::ser::{Serialize, Serializer};

use super::object::ObjectOnly;
use super::scalar::base64_bytes;
use super::{MOST_DEPTH, MOST_FILES, MOST_OPTION_BYTES, MOST_SOURCE_BYTES, unique};
use crate::{Arch, CIdent, Cpu, DefineValue, Digest, Error, Options, Request, SourcePath, Sources};

/// The body of `POST /v1/compile`.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields, remote = "Self")]
pub struct CompileRequest {
    /// What is to be compiled.
    pub request: Request,
    /// The header bundle that it is to be compiled with. A server that hasn't got it says so, with those that it has.
    pub bundle: Digest,
    /// The id of the compiler that is to be used, as in `clang 19.1.7 (3~deb12u1)`; the server's choice where it is left
    /// out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub toolchain: Option<String>,
}

impl Serialize for CompileRequest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Self::serialize(self, serializer)
    }
}

impl<'de> Deserialize<'de> for CompileRequest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::deserialize(ObjectOnly(deserializer))
    }
}

/// [`Request`] in JSON. Every field must be there.
#[derive(serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    arch: Arch,
    cpu: Cpu,
    #[serde(deserialize_with = "unique::deserialize")]
    defines: BTreeMap<CIdent, DefineValue>,
    include: Vec<SourcePath>,
    #[serde(deserialize_with = "unique::deserialize")]
    events: BTreeMap<CIdent, CIdent>,
    main: SourcePath,
    sources: Vec<SourcePath>,
    #[serde(deserialize_with = "unique::deserialize")]
    files: BTreeMap<SourcePath, Content>,
}

/// A file: `{"text": "..."}`, or `{"base64": "..."}` where it is no UTF-8.
#[derive(serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
enum Content {
    Text(String),
    Base64(#[serde(with = "base64_bytes")] Vec<u8>),
}

impl Serialize for Request {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Options { cpu, defines, include, sources, events } = self.options.clone();
        let content = |bytes: &[u8]| match std::str::from_utf8(bytes) {
            Ok(text) => Content::Text(text.to_owned()),
            Err(_) => Content::Base64(bytes.to_vec()),
        };
        let files = self.sources.files().map(|(path, bytes)| (path.clone(), content(bytes))).collect();
        let main = self.sources.main().clone();
        Form { arch: self.arch, cpu, defines, include, events, main, sources, files }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Request {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Form::deserialize(ObjectOnly(deserializer))?.into_request().map_err(D::Error::custom)
    }
}

impl Form {
    fn into_request(self) -> crate::Result<Request> {
        let Self { arch, cpu, defines, include, events, main, sources, files } = self;
        let of_define = |(name, value): (&CIdent, &DefineValue)| name.as_str().len() + value.as_str().len();
        let of_defines: usize = defines.iter().map(of_define).sum();
        let of_event = |(map, event): (&CIdent, &CIdent)| map.as_str().len() + event.as_str().len();
        let of_events: usize = events.iter().map(of_event).sum();
        let of_paths: usize = include.iter().chain(&sources).map(|path| path.as_str().len()).sum();
        let count = defines.len() + include.len() + sources.len() + events.len();
        let bytes = of_defines + of_paths + of_events;
        if count > MOST_FILES || bytes > MOST_OPTION_BYTES {
            return Err(Error::new(format!(
                "the request has {} defines, {} include directories, {} further sources and {} event types of {bytes} bytes; \
                 at most {MOST_FILES} of {MOST_OPTION_BYTES} bytes are passed on",
                defines.len(),
                include.len(),
                sources.len(),
                events.len()
            )));
        }
        let files: BTreeMap<SourcePath, Vec<u8>> = files
            .into_iter()
            .map(|(path, content)| match content {
                Content::Text(text) => (path, text.into_bytes()),
                Content::Base64(bytes) => (path, bytes),
            })
            .collect();
        check_sizes(&files)?;
        check_tree(&files)?;
        let options = Options { cpu, defines, include, sources, events };
        Request::new(Sources::new(main, files)?, options, arch)
    }
}

fn check_sizes(files: &BTreeMap<SourcePath, Vec<u8>>) -> crate::Result<()> {
    let bytes: usize = files.values().map(Vec::len).sum();
    if files.len() > MOST_FILES || bytes > MOST_SOURCE_BYTES {
        return Err(Error::new(format!(
            "the sources are {} files with {bytes} bytes; at most {MOST_FILES} files and {MOST_SOURCE_BYTES} bytes \
             are compiled",
            files.len()
        )));
    }
    match files.keys().find(|path| path.as_str().split('/').count() > MOST_DEPTH + 1) {
        None => Ok(()),
        Some(path) => Err(Error::new(format!("`{path}` goes through more than {MOST_DEPTH} directories"))),
    }
}

/// No file may be what another one takes for a directory.
fn check_tree(files: &BTreeMap<SourcePath, Vec<u8>>) -> crate::Result<()> {
    for path in files.keys() {
        for (at, _) in path.as_str().match_indices('/') {
            let parent: SourcePath = path.as_str()[..at].parse()?;
            if files.contains_key(&parent) {
                return Err(Error::new(format!("`{parent}` is a file, and `{path}` has it for a directory")));
            }
        }
    }
    Ok(())
}
