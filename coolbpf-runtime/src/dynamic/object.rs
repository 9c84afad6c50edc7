//! Objects that came at run time.

use std::fmt;
use std::sync::Arc;

use coolbpf_client::Answer;
use coolbpf_contract::btf::TypeId;
use coolbpf_contract::{CheckedObject, Diagnostic, asking_programs};

use super::Open;
use crate::adapt::Adaptations;
use crate::kernel_types::{Chosen, EmbeddedTypes};
use crate::object::skeleton::Builder;
use crate::object::{Kept, Opened, Shared};
use crate::shape::{self, Shape};
use crate::{Btf, Error, ErrorKind, Result};

/// Where `coolbpf.h` counts events that plain ring buffers lose, in each of several linked sources anew; and how many bytes that takes.
const LOST: &str = "__coolbpf_lost";
const LOST_SIZE: u32 = 512 * 8;
/// What the names of maps start with that `coolbpf.h` has for itself.
const OWN: &str = "__coolbpf_";

/// A BPF object that was checked: its ELF, its types and every name in it. Cloning it is cheap.
#[derive(Clone)]
pub struct Object {
    inner: Arc<Inner>,
}

struct Inner {
    name: String,
    object: CheckedObject,
    maker: Option<String>,
    signer: Option<String>,
    warnings: Vec<Diagnostic>,
    asking: Vec<String>,
    parts: Arc<Parts>,
}

/// The types of what is in an object.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub(super) maps: Vec<MapPart>,
    pub(super) variables: Vec<VariablePart>,
    pub(super) programs: Vec<String>,
    /// Where `coolbpf.h` counts lost events.
    pub(super) lost: Option<(String, Vec<usize>)>,
}

/// A map.
#[derive(Debug, Clone)]
pub(super) struct MapPart {
    pub(super) name: String,
    pub(super) key: Arc<Shape>,
    pub(super) value: Arc<Shape>,
    pub(super) event: Option<Arc<Shape>>,
    /// Whether `COOLBPF_EVENTS` declares it.
    pub(super) is_channel: bool,
}

/// A global variable.
#[derive(Debug, Clone)]
pub(super) struct VariablePart {
    pub(super) name: String,
    pub(super) section: String,
    pub(super) offset: usize,
    pub(super) shape: Arc<Shape>,
}

impl Object {
    /// An object from elsewhere, which is checked. Who vouches for it is for the application to know. `name` is what it is called in
    /// errors.
    ///
    /// # Errors
    /// Where it is no object that may be loaded: what is wrong with it.
    pub fn check(name: &str, bytes: impl Into<Vec<u8>>) -> Result<Self> {
        let object = CheckedObject::check(bytes.into())
            .map_err(|refusal| Error::new(ErrorKind::InvalidInput, format!("`{name}`: {refusal}")))?;
        Ok(Self::of(name, object, None, None, Vec::new()))
    }

    pub(super) fn new(name: &str, answer: Answer) -> Self {
        let signer = answer.signer.map(|key| key.to_string());
        Self::of(name, answer.object, Some(answer.maker.to_string()), signer, answer.warnings)
    }

    fn of(
        name: &str,
        object: CheckedObject,
        maker: Option<String>,
        signer: Option<String>,
        warnings: Vec<Diagnostic>,
    ) -> Self {
        // Relocations of a checked object can be read.
        let asking = asking_programs(object.bytes()).unwrap_or_default().into_iter().collect();
        let parts = Arc::new(Parts::of(&object));
        let inner = Inner { name: name.to_owned(), object, maker, signer, warnings, asking, parts };
        Self { inner: Arc::new(inner) }
    }

    /// What compiled it, and where, as in `clang 19.1.7 at https://bpf.example.com`; `None` for one from elsewhere.
    #[must_use]
    pub fn maker(&self) -> Option<&str> {
        self.inner.maker.as_deref()
    }

    /// The key of the application's that signed it.
    #[must_use]
    pub fn signer(&self) -> Option<&str> {
        self.inner.signer.as_deref()
    }

    /// What the compiler warned of.
    #[must_use]
    pub fn warnings(&self) -> &[Diagnostic] {
        &self.inner.warnings
    }

    /// The ELF file.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        self.inner.object.bytes()
    }

    /// The names of its maps, without those of global variables.
    pub fn maps(&self) -> impl Iterator<Item = &str> {
        self.inner.parts.map_names()
    }

    /// The names of its programs.
    pub fn programs(&self) -> impl Iterator<Item = &str> {
        self.inner.parts.programs.iter().map(String::as_str)
    }

    /// Opens it: nothing of it is in the kernel yet, and it can be configured.
    ///
    /// # Errors
    /// Where libbpf can't read it.
    pub fn open(&self) -> Result<Open> {
        self.open_given(None)
    }

    /// Opens it, with CO-RE relocations to be answered by these types instead of the kernel's own.
    ///
    /// # Errors
    /// Where libbpf can't read it, or the file that is named is not there.
    pub fn open_with_types(&self, types: Btf) -> Result<Open> {
        self.open_given(Some(types))
    }

    fn open_given(&self, given: Option<Btf>) -> Result<Open> {
        let Inner { name, object, asking, parts, .. } = &*self.inner;
        let shared = Arc::new(Shared { name: name.clone(), object: object.bytes().to_vec() });
        let builder = Builder::new(name, object.bytes().to_vec()).map_err(|error| {
            Error::new(ErrorKind::InvalidInput, format!("can't open `{name}`: {error:#}"))
        })?;
        let types = Chosen::asked_for(given, EmbeddedTypes::NONE, asking.clone())?;
        let opened = Opened::open_kept(builder, Kept::Shared(shared), types, Adaptations::ALL)?;
        Ok(Open::new(opened, Arc::clone(parts)))
    }
}

impl Parts {
    fn of(object: &CheckedObject) -> Self {
        let btf = object.btf();
        let mut shapes = shape::Builder::new(&btf);
        let names: Vec<&str> = object.maps().iter().map(|map| map.name.as_str()).collect();
        let mut maps = Vec::new();
        for map in object.maps() {
            let name = map.name.as_str();
            if name.starts_with(OWN) {
                continue;
            }
            let event: Option<TypeId> =
                object.events().iter().find(|event| event.map == map.name).map(|event| event.event);
            maps.push(MapPart {
                name: name.to_owned(),
                key: shapes.shape_or_bytes(map.key, map.key_size as usize),
                value: shapes.shape_or_bytes(map.value, map.value_size as usize),
                event: event.and_then(|event| shapes.shape(event)),
                is_channel: names.contains(&format!("{}{name}", crate::adapt::STATE).as_str()),
            });
        }
        let is_of_coolbpf = |section: &&coolbpf_contract::GlobalSection| {
            section.name == coolbpf_contract::GlobalSection::OF_COOLBPF
        };
        let mut variables = Vec::new();
        for section in object.globals().iter().filter(|section| !is_of_coolbpf(section)) {
            for variable in &section.variables {
                let size = btf.size_of(variable.type_id).unwrap_or(variable.size) as usize;
                variables.push(VariablePart {
                    name: variable.name.to_string(),
                    section: section.name.clone(),
                    offset: variable.offset as usize,
                    shape: shapes.shape_or_bytes(Some(variable.type_id), size),
                });
            }
        }
        let lost = object.globals().iter().find(is_of_coolbpf).map(|section| {
            let counters = section
                .variables
                .iter()
                .filter(|variable| variable.name.as_str() == LOST && variable.size == LOST_SIZE);
            (section.name.clone(), counters.map(|variable| variable.offset as usize).collect())
        });
        let programs = object.programs().iter().map(|program| program.name.to_string()).collect();
        Self { maps, variables, programs, lost }
    }

    pub(super) fn map_names(&self) -> impl Iterator<Item = &str> {
        self.maps.iter().map(|map| map.name.as_str())
    }

    /// The map of this name.
    pub(super) fn map(&self, name: &str) -> Result<&MapPart> {
        let found = self.maps.iter().find(|map| map.name == name);
        found.ok_or_else(|| self.no_map(name))
    }

    pub(super) fn no_map(&self, name: &str) -> Error {
        none("map", name, &mut self.map_names())
    }

    /// The program of this name.
    pub(super) fn check_program(&self, name: &str) -> Result<()> {
        if self.programs.iter().any(|program| program == name) {
            return Ok(());
        }
        Err(none("program", name, &mut self.programs.iter().map(String::as_str)))
    }

    /// The global variable of this name.
    pub(super) fn variable(&self, name: &str) -> Result<&VariablePart> {
        let found = self.variables.iter().find(|variable| variable.name == name);
        let mut names = self.variables.iter().map(|variable| variable.name.as_str());
        found.ok_or_else(|| none("global variable", name, &mut names))
    }
}

/// There is no such thing, but others.
fn none(what: &str, name: &str, others: &mut dyn Iterator<Item = &str>) -> Error {
    let others: Vec<_> = others.take(20).map(|name| format!("`{name}`")).collect();
    let others = if others.is_empty() { "none at all".to_owned() } else { others.join(", ") };
    Error::new(ErrorKind::InvalidInput, format!("there is no {what} `{name}`, but {others}"))
}

impl fmt::Debug for Object {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { name, object, maker, .. } = &*self.inner;
        f.debug_struct("Object")
            .field("name", name)
            .field("digest", &object.digest())
            .field("maker", maker)
            .finish_non_exhaustive()
    }
}
