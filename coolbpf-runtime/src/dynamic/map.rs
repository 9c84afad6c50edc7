//! Maps whose types are known at run time only.

use std::fmt;
use std::sync::Arc;

use super::object::{MapPart, Parts};
use super::{Events, Value};
use crate::kernel::MapType;
use crate::map::RawMap;
use crate::object::Loaded;
use crate::object::skeleton;
use crate::shape::Shape;
use crate::{Channel, Error, ErrorKind, PerfBuffer, Result, RingBuffer, Update};

/// A map whose keys and values are [`Value`]s. Where the C names no type of them they are [`Value::Bytes`].
///
/// It is the map itself, not a copy; the kernel keeps the map for as long as this.
pub struct Map {
    part: MapPart,
    source: Source,
}

/// A record is whatever it is: its type is looked at when it is there.
pub(super) type Record = [u8; 0];

/// What the map is.
pub(super) enum Source {
    Map(RawMap),
    Channel(Channel<Record>),
    Ring(RingBuffer<Record>),
    Perf(PerfBuffer<Record>),
}

impl Map {
    pub(super) fn of(object: &Loaded<skeleton::Open>, parts: &Parts, part: &MapPart) -> Result<Self> {
        let lost = match &parts.lost {
            Some((section, offsets)) => Some((object.map_named(section)?, offsets)),
            None => None,
        };
        let name = &part.name;
        let source = if part.is_channel {
            let channel = object.channel_named(name)?;
            Source::Channel(match lost {
                Some((section, offsets)) => channel.counting(section, offsets),
                None => channel,
            })
        } else {
            let raw = object.map_named(name)?;
            match (raw.map_type(), lost) {
                (Some(MapType::Ringbuf), Some((section, offsets))) => {
                    Source::Ring(RingBuffer::counting(raw, section, offsets)?)
                }
                (Some(MapType::Ringbuf), None) => Source::Ring(RingBuffer::of(raw)?),
                (Some(MapType::PerfEventArray), _) => Source::Perf(PerfBuffer::of(raw)?),
                _ => Source::Map(raw),
            }
        };
        Ok(Self { part: part.clone(), source })
    }

    /// The map's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.part.name
    }

    /// The map with keys and values as bytes.
    #[must_use]
    pub fn raw(&self) -> &RawMap {
        match &self.source {
            Source::Map(raw) => raw,
            Source::Channel(channel) => channel.raw(),
            Source::Ring(ring) => ring.raw(),
            Source::Perf(perf) => perf.raw(),
        }
    }

    /// Whether events come from it: it is a channel, a ring buffer or a perf buffer.
    #[must_use]
    pub fn is_of_events(&self) -> bool {
        !matches!(self.source, Source::Map(_))
    }

    /// Whether [`Map::iter`] gives what is in it: of queues, ring buffers and maps that hold other maps, programs or sockets, it does not.
    #[must_use]
    pub fn is_listed(&self) -> bool {
        use MapType::{
            Array, CgroupStorage, Hash, LpmTrie, LruHash, LruPercpuHash, PercpuArray, PercpuCgroupStorage,
            PercpuHash,
        };
        let listed = [
            Array,
            CgroupStorage,
            Hash,
            LpmTrie,
            LruHash,
            LruPercpuHash,
            PercpuArray,
            PercpuCgroupStorage,
            PercpuHash,
        ];
        matches!(&self.source, Source::Map(raw) if raw.map_type().is_some_and(|kind| listed.contains(&kind)))
    }

    /// The value of a key, `None` where there is none. Of a map with a value for each CPU, an array of them.
    ///
    /// # Errors
    /// Where the key is none of the map's, or maps of this type can't be read so.
    pub fn get(&self, key: impl Into<Value>) -> Result<Option<Value>> {
        let key = self.key(&key.into())?;
        self.raw().get(&key)?.map(|bytes| self.value(&bytes)).transpose()
    }

    /// Sets the value of a key.
    ///
    /// # Errors
    /// Where key or value are none of the map's, or the map is full.
    pub fn insert(&self, key: impl Into<Value>, value: impl Into<Value>) -> Result<()> {
        let (key, value) = (self.key(&key.into())?, value.into());
        let value = match (self.slot(), value) {
            (None, value) => self.written("value", &self.part.value, &value)?,
            (Some(slot), Value::Array(values)) => {
                let mut bytes = Vec::new();
                for value in &values {
                    bytes.extend(self.written("value", &self.part.value, value)?);
                    bytes.resize(bytes.len().next_multiple_of(slot), 0);
                }
                bytes
            }
            (Some(_), other) => {
                return Err(self.wrong("value", &format!("it is {}, not one for each CPU", other.what())));
            }
        };
        self.raw().insert(&key, &value, Update::Any)
    }

    /// Removes the entry of a key; tells whether there was one.
    ///
    /// # Errors
    /// Where the key is none of the map's, or entries of such maps can't be removed.
    pub fn remove(&self, key: impl Into<Value>) -> Result<bool> {
        self.raw().remove(&self.key(&key.into())?)
    }

    /// The entries, as keys and values. Entries that come or go meanwhile may be missed; none comes twice.
    pub fn iter(&self) -> impl Iterator<Item = Result<(Value, Value)>> {
        self.raw().iter().map(|entry| {
            let (key, value) = entry?;
            let key = self.part.key.read(&key).map_err(|error| self.wrong("key", &error))?;
            Ok((key, self.value(&value)?))
        })
    }

    /// Starts to read the events of a channel, a ring buffer or a perf buffer.
    ///
    /// # Errors
    /// Where it is none of these, or its events are being read already.
    pub fn events(&self) -> Result<Events<'_>> {
        let events = match &self.source {
            Source::Channel(channel) => channel.events()?,
            Source::Ring(ring) => ring.events()?,
            Source::Perf(perf) => perf.events()?,
            Source::Map(_) => {
                let message = format!("the map `{}` holds no events", self.name());
                return Err(Error::new(ErrorKind::InvalidInput, message));
            }
        };
        Ok(Events::new(events, &self.part))
    }

    /// How many of its events were lost, so far as programs and the kernel count them.
    ///
    /// # Errors
    /// Where the counters can't be read.
    pub fn lost(&self) -> Result<Option<u64>> {
        match &self.source {
            Source::Channel(channel) => channel.lost().map(Some),
            Source::Ring(ring) => ring.lost(),
            Source::Perf(perf) => Ok(Some(perf.lost())),
            Source::Map(_) => Ok(None),
        }
    }

    fn key(&self, key: &Value) -> Result<Vec<u8>> {
        self.written("key", &self.part.key, key)
    }

    fn value(&self, bytes: &[u8]) -> Result<Value> {
        let read = |bytes: &[u8]| self.part.value.read(bytes).map_err(|error| self.wrong("value", &error));
        match self.slot() {
            None => read(bytes),
            Some(slot) => bytes.chunks_exact(slot).map(read).collect::<Result<_>>().map(Value::Array),
        }
    }

    /// How many bytes a CPU's value takes, where there is one for each.
    fn slot(&self) -> Option<usize> {
        self.raw().is_per_cpu().then(|| self.part.value.size.next_multiple_of(8).max(8))
    }

    fn written(&self, what: &str, shape: &Arc<Shape>, value: &Value) -> Result<Vec<u8>> {
        shape.write(value).map_err(|error| self.wrong(what, &error))
    }

    fn wrong(&self, what: &str, error: &str) -> Error {
        let message = format!("a {what} of the map `{}`: {error}", self.name());
        Error::new(ErrorKind::InvalidInput, message)
    }
}

#[cfg(feature = "metrics")]
impl crate::metrics::Describe for Map {
    fn typed(&self) -> Result<crate::metrics::Typed> {
        crate::metrics::Typed::new(self.raw(), &self.part.key, &self.part.value)
    }
}

impl fmt::Debug for Map {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Map").field(self.raw()).finish()
    }
}
