//! The global variables of an object, and the event types that its anchors name.

use std::collections::{BTreeMap, BTreeSet};

use super::{Map, Refusal, names};
use crate::CIdent;
use crate::btf::{Btf, Kind, Linkage, List, SectionVariable, Type, TypeId};
use crate::elf::{Binding, Elf, STT_OBJECT, Section};

/// A section with global variables that user space can see: `.rodata`, `.data`, `.bss` and their kin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GlobalSection {
    /// The name, as in `.rodata` or `.data.counters`: dots and C identifiers.
    pub name: String,
    /// The [`Kind::DataSection`].
    pub type_id: TypeId,
    /// The size in bytes. There may be more in it than variables: strings, padding, `static`s of functions.
    pub size: u32,
    /// Whether the program can't write to it.
    pub read_only: bool,
    /// The variables, by ascending offset. `static`s of functions have no name in C and are not among them, nor are `static`s
    /// that share their name with another variable, as those of two linked sources may; only in [`Self::OF_COOLBPF`] they are.
    pub variables: Vec<Variable>,
}

impl GlobalSection {
    /// The section of what `coolbpf.h` keeps for itself, in each of several linked sources anew.
    pub const OF_COOLBPF: &str = ".bss.coolbpf";
}

/// A global variable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variable {
    /// The name.
    pub name: CIdent,
    /// The type of its value.
    pub type_id: TypeId,
    /// Where it starts in its section, in bytes.
    pub offset: u32,
    /// Its size in bytes; more than its type's where a flexible array at its end is filled.
    pub size: u32,
    /// Whether it is `static`.
    pub is_static: bool,
}

/// What the events of a map are made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventMap {
    /// The map.
    pub map: CIdent,
    /// The type of an event.
    pub event: TypeId,
}

/// The section of event anchors: pointers to the event type, called `__coolbpf_events_` and the map's name.
const EVENTS_SECTION: &str = ".coolbpf.events";
const EVENTS_PREFIX: &str = "__coolbpf_events_";

pub(super) fn globals(elf: &Elf<'_>, btf: &Btf<'_>) -> Result<Vec<GlobalSection>, Refusal> {
    let mut symbols: BTreeMap<_, Vec<u64>> = BTreeMap::new();
    for symbol in elf.symbols.iter().filter(|symbol| symbol.kind == STT_OBJECT) {
        let is_static = symbol.binding == Binding::Local;
        symbols.entry((usize::from(symbol.section), symbol.name, is_static)).or_default().push(symbol.value);
    }
    let sections: BTreeMap<_, _> = elf.sections.iter().enumerate().map(|(i, s)| (s.name, (i, s))).collect();
    let mut seen = BTreeSet::new();
    let mut globals = Vec::new();
    for (type_id, ty) in btf.types() {
        let Kind::DataSection { variables, .. } = ty.kind else { continue };
        let Some(read_only) = is_read_only(ty.name) else { continue };
        let wrong = |problem: String| Refusal::section(ty.name, problem);
        names::local("section of variables", ty.name.as_bytes())?;
        if !seen.insert(ty.name) {
            return Err(wrong("is there twice".into()));
        }
        let Some(&(index, section)) = sections.get(ty.name.as_bytes()) else {
            return Err(wrong("is in the BTF, but not in the file".into()));
        };
        let size = u32::try_from(section.size).map_err(|_| wrong("is larger than 4 GiB".into()))?;
        let mut count: BTreeMap<&str, usize> = BTreeMap::new();
        for variable in variables {
            let name = btf.type_by_id(variable.type_id).map(|ty| ty.name);
            *count.entry(name.unwrap_or_default()).or_default() += 1;
        }
        let mut found = Vec::new();
        let is_of_coolbpf = ty.name == GlobalSection::OF_COOLBPF;
        for SectionVariable { type_id, size: variable_size, offset: said } in variables {
            let Some(ty) = btf.type_by_id(type_id) else { continue };
            let Kind::Variable { type_id, linkage } = ty.kind else { continue };
            let Ok(name) = ty.name.parse() else { continue };
            let is_static = linkage == Linkage::Static;
            let is_repeated = is_static && count.get(ty.name) != Some(&1);
            if is_repeated && !is_of_coolbpf {
                continue;
            }
            let places = symbols.get(&(index, ty.name.as_bytes(), is_static));
            // The linker has filled in which is which.
            let is_it = |place: &&u64| !is_repeated || **place == u64::from(said);
            let place = places.and_then(|places| places.iter().find(is_it));
            let offset = place.and_then(|place| u32::try_from(*place).ok());
            let Some(offset) = offset else {
                return Err(wrong(format!("has a variable `{name}` in the BTF, but not in the file")));
            };
            if btf.size_of(type_id).is_none_or(|size| size > variable_size) {
                return Err(wrong(format!("has a variable `{name}` that is smaller than its type")));
            }
            if offset.checked_add(variable_size).is_none_or(|end| end > size) {
                return Err(wrong(format!("has a variable `{name}` that lies outside of it")));
            }
            found.push(Variable { name, type_id, offset, size: variable_size, is_static });
        }
        check_apart(&wrong, &mut found, is_of_coolbpf)?;
        globals.push(GlobalSection { name: ty.name.to_owned(), type_id, size, read_only, variables: found });
    }
    globals.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(globals)
}

/// Sorts the variables by their offset; none may share bytes with another, nor, unless they `may_repeat` it, a name.
fn check_apart(
    wrong: &impl Fn(String) -> Refusal,
    variables: &mut [Variable],
    may_repeat: bool,
) -> Result<(), Refusal> {
    variables.sort_by_key(|variable| (variable.offset, variable.size));
    let mut seen = BTreeSet::new();
    if let Some(twice) = variables.iter().find(|variable| !may_repeat && !seen.insert(&variable.name)) {
        return Err(wrong(format!("has a variable `{}` twice", twice.name)));
    }
    match variables.windows(2).find(|pair| pair[0].offset + pair[0].size > pair[1].offset) {
        Some(pair) => {
            Err(wrong(format!("has variables `{}` and `{}` that overlap", pair[0].name, pair[1].name)))
        }
        None => Ok(()),
    }
}

/// Whether libbpf makes a map of any section's variables or constants, whose types may not be known, or of `__kconfig` variables.
pub(super) fn has_variables(elf: &Elf<'_>, btf: &Btf<'_>) -> bool {
    let is_section = |section: &Section<'_>| {
        std::str::from_utf8(section.name).is_ok_and(|name| is_read_only(name).is_some())
    };
    let is_configuration =
        |ty: &Type<'_>| ty.name == ".kconfig" && matches!(ty.kind, Kind::DataSection { .. });
    elf.sections.iter().any(is_section) || btf.types().any(|(_, ty)| is_configuration(&ty))
}

/// Whether libbpf makes a map of global variables of this section; if so, whether the program can't write to it.
fn is_read_only(section: &str) -> Option<bool> {
    let is =
        |base: &str| section.strip_prefix(base).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    match section {
        ".addr_space.1" => Some(false),
        _ if is(".rodata") => Some(true),
        _ if is(".data") || is(".bss") => Some(false),
        _ => None,
    }
}

pub(super) fn events(btf: &Btf<'_>, maps: &[Map]) -> Result<Vec<EventMap>, Refusal> {
    let anchors: Vec<List<'_, SectionVariable>> = btf
        .types()
        .filter_map(|(_, ty)| match ty.kind {
            Kind::DataSection { variables, .. } if ty.name == EVENTS_SECTION => Some(variables),
            _ => None,
        })
        .collect();
    let maps: BTreeSet<_> = maps.iter().map(|map| &map.name).collect();
    let mut known = BTreeMap::new();
    let mut events = Vec::new();
    for anchor in anchors.into_iter().flatten() {
        let Some(ty) = btf.type_by_id(anchor.type_id) else { continue };
        let wrong = |problem: &str| Refusal::symbol(ty.name, problem);
        let map = ty.name.strip_prefix(EVENTS_PREFIX).and_then(|name| name.parse::<CIdent>().ok());
        let map = map
            .ok_or_else(|| wrong("is no event anchor: it should be called `__coolbpf_events_` and a map"))?;
        if !maps.contains(&map) {
            let names = maps.iter().map(ToString::to_string).filter(|name| !name.starts_with("__coolbpf_"));
            let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
            return Err(wrong(&format!(
                "names the events of a map that isn't there; `events` of package.metadata.coolbpf, which makes such \
                 symbols, can name: {}",
                names.join(", ")
            )));
        }
        let event = match ty.kind {
            Kind::Variable { type_id, .. } => {
                match btf.type_by_id(btf.skip_modifiers(type_id)).map(|ty| ty.kind) {
                    Some(Kind::Pointer(event)) if btf.size_of(event).is_some() => Some(event),
                    _ => None,
                }
            }
            _ => None,
        };
        let event =
            event.ok_or_else(|| wrong("should be a pointer to the struct of an event, which is defined"))?;
        match known.insert(map.clone(), event) {
            Some(other) if other != event => return Err(wrong("names a second event type for its map")),
            Some(_) => {}
            None => events.push(EventMap { map, event }),
        }
    }
    Ok(events)
}
