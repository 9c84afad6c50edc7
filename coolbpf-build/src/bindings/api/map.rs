//! How each map is handed out: the table of the runtime's types.

use coolbpf_contract::btf::TypeId;
use coolbpf_contract::{EventMap, Map};
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use super::Result;
use crate::bindings::skeleton::Skeleton;
use crate::bindings::types::{Root, Types};

/// What the type of a handle names.
#[derive(Clone, Copy)]
enum Part {
    Key,
    Value,
    Event,
    /// The handle of the maps in it.
    Inner,
}

use Part::{Event, Inner, Key, Value};

/// A type of the runtime that maps of a type are handed out as.
struct Handle {
    /// `enum bpf_map_type` of `linux/bpf.h`.
    map_type: u32,
    name: &'static str,
    /// Its parameters. A map whose declaration lacks one of them is a `RawMap`.
    parts: &'static [Part],
    /// What the documentation calls it.
    what: &'static str,
}

const fn handle(map_type: u32, name: &'static str, parts: &'static [Part], what: &'static str) -> Handle {
    Handle { map_type, name, parts, what }
}

/// `BPF_MAP_TYPE_PERF_EVENT_ARRAY`
const PERF_EVENT_ARRAY: u32 = 4;
/// `BPF_MAP_TYPE_RINGBUF`
const RINGBUF: u32 = 27;

/// `BPF_MAP_TYPE_ARENA`
const ARENA: u32 = 33;

#[rustfmt::skip]
const HANDLES: &[Handle] = &[
    handle(1, "HashMap", &[Key, Value], "a hash map"),
    handle(2, "Array", &[Value], "an array"),
    handle(3, "ProgArray", &[], "programs to go on with by tail calls"),
    handle(PERF_EVENT_ARRAY, "PerfBuffer", &[Event], "a perf buffer"),
    handle(5, "PerCpuHashMap", &[Key, Value], "a hash map with a value per CPU"),
    handle(6, "PerCpuArray", &[Value], "an array with a value per CPU"),
    handle(7, "StackTraces", &[], "stack traces"),
    handle(8, "CgroupArray", &[], "control groups"),
    handle(9, "HashMap", &[Key, Value], "a hash map that forgets its oldest entries"),
    handle(10, "PerCpuHashMap", &[Key, Value], "a hash map with a value per CPU that forgets its oldest entries"),
    handle(11, "LpmTrie", &[Key, Value], "a map by longest prefix"),
    handle(12, "ArrayOfMaps", &[Inner], "an array of maps"),
    handle(13, "HashOfMaps", &[Key, Inner], "a hash map of maps"),
    handle(14, "DevMap", &[], "network interfaces to send frames to"),
    handle(15, "SockMap", &[], "sockets"),
    handle(16, "CpuMap", &[], "CPUs to hand frames to"),
    handle(17, "XskMap", &[], "AF_XDP sockets"),
    handle(18, "SockHash", &[Key], "sockets by keys"),
    handle(19, "AttachedStorage", &[Key, Value], "a value per attachment to a control group"),
    handle(20, "ReuseportSockArray", &[], "sockets to choose from"),
    handle(21, "PerCpuAttachedStorage", &[Key, Value], "a value per attachment to a control group and CPU"),
    handle(22, "Queue", &[Value], "a queue"),
    handle(23, "Stack", &[Value], "a stack"),
    handle(24, "SocketStorage", &[Value], "a value per socket"),
    handle(25, "DevMapHash", &[], "network interfaces to send frames to"),
    handle(RINGBUF, "RingBuffer", &[Event], "a ring buffer"),
    handle(28, "InodeStorage", &[Value], "a value per inode"),
    handle(29, "TaskStorage", &[Value], "a value per task"),
    handle(30, "BloomFilter", &[Value], "a Bloom filter"),
    handle(31, "UserRingBuffer", &[Event], "a ring buffer that programs read"),
    handle(32, "CgroupStorage", &[Value], "a value per control group"),
    handle(ARENA, "Arena", &[], "memory that is shared with the programs"),
];

/// What `COOLBPF_EVENTS` of `coolbpf.h` declares: a ring buffer that the load may make a perf buffer. Beside it there is an array
/// whose name starts with [`CHANNEL_STATE`], and goes on with the map's.
const CHANNEL: Handle = handle(RINGBUF, "Channel", &[Event], "a channel of events");
const CHANNEL_STATE: &str = "__coolbpf_state_";

/// Maps that are coolbpf's own.
const OWN: &str = "__coolbpf_";

/// Where `coolbpf.h` counts lost events of other ring buffers: the `RawMap` of a section, and the places in it.
pub(super) struct Counters {
    pub(super) section: TokenStream,
    pub(super) offsets: Vec<u32>,
}

/// A map, and how it is handed out.
pub(super) struct MapSurface<'a> {
    pub(super) map: &'a Map,
    /// `None` for a `RawMap`.
    handle: Option<&'static Handle>,
    /// The handle's parameters.
    parts: Vec<Parameter<'a>>,
}

enum Parameter<'a> {
    Type {
        type_id: TypeId,
        /// What it is called in Rust if it has no name in C.
        name: String,
    },
    Map(MapSurface<'a>),
}

impl<'a> MapSurface<'a> {
    /// Those of an object's maps that are handed out.
    pub(super) fn of_all(maps: &'a [Map], events: &[EventMap]) -> Vec<Self> {
        let is_state = |map: &Map, other: &Map| {
            other.name.as_str().strip_prefix(CHANNEL_STATE) == Some(map.name.as_str())
        };
        let own = |map: &&Map| map.name.as_str().starts_with(OWN);
        let is_channel = |map: &Map| maps.iter().any(|other| is_state(map, other));
        maps.iter()
            .filter(|map| !own(map))
            .map(|map| Self::called(map, map.name.as_str(), is_channel(map), events))
            .collect()
    }

    /// With `name` before the names of types that have none in C.
    fn called(map: &'a Map, name: &str, is_channel: bool, events: &[EventMap]) -> Self {
        let ty = |type_id: Option<TypeId>, what: &str| {
            Some(Parameter::Type { type_id: type_id?, name: format!("{name}_{what}") })
        };
        let part = |part: &Part| match part {
            Key => ty(map.key, "key"),
            Value => ty(map.value, "value"),
            Event => ty(events.iter().find(|event| event.map == map.name).map(|event| event.event), "event"),
            Inner => {
                let inner = map.inner.as_deref()?;
                Some(Parameter::Map(Self::called(inner, &format!("{name}_inner"), false, &[])))
            }
        };
        let channel = is_channel.then_some(&CHANNEL);
        let fitting = channel.into_iter().chain(HANDLES).filter(|handle| handle.map_type == map.map_type);
        let complete = fitting.filter_map(|handle| {
            let parts = handle.parts.iter().map(part).collect::<Option<_>>()?;
            Some((handle, parts))
        });
        let (handle, parts) = complete.into_iter().next().unzip();
        Self { map, handle, parts: parts.unwrap_or_default() }
    }

    /// The types that the handle names.
    pub(super) fn roots(&self) -> Vec<Root<'_>> {
        let mut roots = Vec::new();
        for part in &self.parts {
            match part {
                Parameter::Type { type_id, name } => roots.push(Root { type_id: *type_id, name }),
                Parameter::Map(map) => roots.extend(map.roots()),
            }
        }
        roots
    }

    /// The handle's type.
    pub(super) fn handle(&self, types: &Types<'_>) -> Result<TokenStream> {
        let Some(handle) = self.handle else { return Ok(quote!(::coolbpf::RawMap)) };
        let name = Ident::new(handle.name, Span::call_site());
        let parts = self.parts.iter().map(|part| match part {
            Parameter::Type { type_id, .. } => types.path(*type_id),
            Parameter::Map(map) => map.handle(types),
        });
        let parts = parts.collect::<Result<Vec<_>>>()?;
        Ok(if parts.is_empty() { quote!(::coolbpf::#name) } else { quote!(::coolbpf::#name<#(#parts),*>) })
    }

    /// The type of the handle before the load, and its value.
    pub(super) fn open(&self) -> (TokenStream, TokenStream) {
        let name = self.map.name.as_str();
        let field = Skeleton::map_field(name);
        let pick = quote!(|skeleton| &skeleton.maps.#field);
        if self.is_channel() {
            (quote!(::coolbpf::OpenChannel), quote!(object.channel(#name, #pick)?))
        } else {
            (quote!(::coolbpf::OpenMap), quote!(object.map(#pick)?))
        }
    }

    /// The value of the handle. `lost` is where the events are counted that ring buffers lose.
    pub(super) fn value(&self, types: &Types<'_>, lost: Option<&Counters>) -> Result<TokenStream> {
        let handle = self.handle(types)?;
        let name = self.map.name.as_str();
        let raw = quote!(object.map(#name)?);
        let counting = lost.map(|Counters { section, offsets }| {
            let offsets = offsets.iter().copied().map(Literal::u32_unsuffixed);
            quote!(#section, &[#(#offsets),*])
        });
        if self.is_channel() {
            let channel = quote!(object.channel(#name)?);
            return Ok(counting.map_or(channel.clone(), |counting| quote!(#channel.counting(#counting))));
        }
        Ok(match (self.handle, counting) {
            (None, _) => raw,
            (Some(Handle { map_type: ARENA, .. }), _) => {
                quote!(object.arena(#name)?)
            }
            (Some(Handle { map_type: RINGBUF, .. }), Some(counting)) => {
                quote!(<#handle>::counting(#raw, #counting)?)
            }
            (Some(_), _) => {
                let inner = self.parts.iter().find_map(|part| match part {
                    Parameter::Map(inner) => Some(made_with(inner.map)),
                    Parameter::Type { .. } => None,
                });
                quote!(<#handle>::of(#raw #inner)?)
            }
        })
    }

    /// The types that it holds, in an order.
    pub(super) fn shapes(&self, types: &Types<'_>) -> Result<Vec<TokenStream>> {
        let mut shapes = Vec::new();
        for part in &self.parts {
            match part {
                Parameter::Type { type_id, .. } => shapes.push(shape(&types.path(*type_id)?)),
                Parameter::Map(map) => shapes.extend(map.shapes(types)?),
            }
        }
        Ok(shapes)
    }

    pub(super) fn is_channel(&self) -> bool {
        self.handle.is_some_and(|handle| handle.name == CHANNEL.name)
    }

    /// The documentation of the handle, in bindings of a program of this name.
    pub(super) fn doc(&self, program: &str) -> String {
        let name = &self.map.name;
        let hint = match (self.handle, self.map.map_type) {
            (Some(Handle { what, .. }), _) => return format!(" The map `{name}`: {what}."),
            (None, RINGBUF) => {
                "a ring buffer with no event type: declare it with `COOLBPF_EVENTS`, or name it"
            }
            (None, PERF_EVENT_ARRAY) => "a perf buffer with no event type: name it",
            (None, _) => return format!(" The map `{name}`."),
        };
        format!(" The map `{name}`: {hint} under `events` in `[package.metadata.coolbpf.program.{program}]`.")
    }

    /// The type of the events that user space reads from the map, and why that may fail.
    pub(super) fn events(&self, types: &Types<'_>) -> Result<Option<(TokenStream, &'static str)>> {
        let (Some(handle), [Parameter::Type { type_id, .. }]) = (self.handle, self.parts.as_slice()) else {
            return Ok(None);
        };
        let error = match handle.map_type {
            _ if self.is_channel() => {
                " Where they are being read already, or the ring buffer can't be mapped."
            }
            RINGBUF => " Where the ring buffer can't be mapped.",
            PERF_EVENT_ARRAY => " Where the rings of the CPUs can't be made.",
            _ => return Ok(None),
        };
        Ok(Some((types.path(*type_id)?, error)))
    }
}

/// What a type looks like, for comparing it with that of another version.
pub(super) fn shape(ty: &TokenStream) -> TokenStream {
    quote!(::coolbpf::__private::v1::Shape::of::<#ty>())
}

/// What the maps in a map are made with, as another argument of its handle.
fn made_with(inner: &Map) -> TokenStream {
    let Map { map_type, key_size, value_size, max_entries, flags, key, value, .. } = inner;
    let number = |ty: Option<TypeId>| ty.map_or(0, |ty| ty.0);
    let (key_type, value_type) = (number(*key), number(*value));
    quote! {
        , ::core::option::Option::Some(object.inner(::coolbpf::__private::v1::Inner {
            map_type: #map_type,
            key_size: #key_size,
            value_size: #value_size,
            max_entries: #max_entries,
            flags: #flags,
            key_type: #key_type,
            value_type: #value_type,
        })?)
    }
}
