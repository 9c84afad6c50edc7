//! The maps of an object.

use coolbpf_contract::CheckedObject;

use crate::type_name::type_name;
use coolbpf_linux::{map_flags, map_type};

/// A map that the source declares.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "kebab-case"))]
pub struct Map {
    /// The name.
    pub name: String,
    /// The number of the type.
    pub type_id: u32,
    /// The name of the type, as in `ringbuf`; `None` where no kernel is known to have it.
    pub map_type: Option<&'static str>,
    /// The type of a key, where one is declared.
    pub key: Option<String>,
    /// The type of a value, where one is declared.
    pub value: Option<String>,
    /// The size of a key in bytes.
    pub key_size: u32,
    /// The size of a value in bytes.
    pub value_size: u32,
    /// How many entries it holds, bytes for ring buffers; 0 where the loader is to decide.
    pub max_entries: u32,
    /// `BPF_F_*`, as bits.
    pub flags: u32,
    /// The names of the flags, as in `BPF_F_NO_PREALLOC`; bits that no row names are not among them.
    pub flag_names: Vec<&'static str>,
    /// Whether it is pinned by its name.
    pub pinned: bool,
    /// The type of the events that are written to it, where the source tells.
    pub events: Option<String>,
    /// Whether `COOLBPF_EVENTS` declares it: a ring buffer where the kernel has them, and a perf buffer elsewhere.
    pub channel: bool,
}

/// What the name of the array starts with that `COOLBPF_EVENTS` declares beside a map; the map's name follows.
const CHANNEL_STATE: &str = "__coolbpf_state_";

/// `BPF_MAP_TYPE_RINGBUF`
pub(crate) const RINGBUF: u32 = 27;

impl Map {
    /// The channel whose state it keeps for `coolbpf.h`.
    #[must_use]
    pub fn state_of(&self) -> Option<&str> {
        self.name.strip_prefix(CHANNEL_STATE)
    }

    pub(crate) fn all(object: &CheckedObject) -> Vec<Self> {
        let btf = object.btf();
        let is_state = |map: &coolbpf_contract::Map, other: &coolbpf_contract::Map| {
            other.name.as_str().strip_prefix(CHANNEL_STATE) == Some(map.name.as_str())
        };
        let is_channel = |map: &coolbpf_contract::Map| {
            map.map_type == RINGBUF && object.maps().iter().any(|other| is_state(map, other))
        };
        let map = |map: &coolbpf_contract::Map| Self {
            name: map.name.to_string(),
            type_id: map.map_type,
            map_type: map_type(map.map_type).map(|row| row.name),
            key: map.key.map(|id| type_name(&btf, id)),
            value: map.value.map(|id| type_name(&btf, id)),
            key_size: map.key_size,
            value_size: map.value_size,
            max_entries: map.max_entries,
            flags: map.flags,
            flag_names: map_flags(map.flags).0.map(|flag| flag.name).collect(),
            pinned: map.pinned,
            events: object
                .events()
                .iter()
                .find(|events| events.map == map.name)
                .map(|events| type_name(&btf, events.event)),
            channel: is_channel(map),
        };
        object.maps().iter().map(map).collect()
    }
}
