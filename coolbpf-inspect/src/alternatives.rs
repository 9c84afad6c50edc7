//! Groups of programs of which the loader chooses.

use std::collections::BTreeMap;

use coolbpf_contract::{AlternativeGroup, Arch, CheckedObject};
use coolbpf_linux::KernelVersion;

use crate::inspection::Inspection;
use crate::requirement::List;

/// One hook that is declared in several ways, of which the runtime of coolbpf uses the first that works.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "kebab-case"))]
pub struct Alternatives {
    /// The name of the group.
    pub name: String,
    /// The ways, the best first.
    pub ways: Vec<AlternativeWay>,
}

/// One of the ways.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "kebab-case"))]
pub struct AlternativeWay {
    /// The name.
    pub name: String,
    /// The programs, which are loaded together or not at all.
    pub programs: Vec<String>,
}

impl Alternatives {
    pub(crate) fn all(object: &CheckedObject) -> Vec<Self> {
        let way = |way: &coolbpf_contract::AlternativeWay| AlternativeWay {
            name: way.name.to_string(),
            programs: way.programs.iter().map(ToString::to_string).collect(),
        };
        let group = |group: &AlternativeGroup| Self {
            name: group.name.to_string(),
            ways: group.ways.iter().map(way).collect(),
        };
        object.alternatives().iter().map(group).collect()
    }
}

/// What the oldest kernel can do without, by name, each with the reason.
#[derive(Debug, Default)]
pub(crate) struct Spared<'a> {
    pub(crate) programs: BTreeMap<&'a str, String>,
    pub(crate) maps: BTreeMap<&'a str, String>,
}

impl<'a> Spared<'a> {
    /// Of each group, the way that the oldest kernel takes counts, and the others do not.
    pub(crate) fn of(inspection: &'a Inspection, arch: Option<Arch>) -> Self {
        let mut spared = Self::default();
        for group in &inspection.alternatives {
            let oldest = |way: &&AlternativeWay| oldest(inspection, arch, way);
            let Some(counted) = group.ways.iter().min_by_key(oldest) else { continue };
            for way in group.ways.iter().filter(|way| *way != counted) {
                let reason = format!("the alternatives `{}` are done by `{}`", group.name, counted.name);
                spared.programs.extend(way.programs.iter().map(|name| (name.as_str(), reason.clone())));
            }
        }
        for map in &inspection.maps {
            let users = inspection.programs.iter().filter(|program| program.maps.contains(&map.name));
            let reasons: Option<Vec<_>> =
                users.map(|program| spared.programs.get(program.name.as_str())).collect();
            if let Some(reason) = reasons.and_then(|reasons| reasons.first().copied().cloned()) {
                spared.maps.insert(&map.name, reason);
            }
        }
        spared
    }
}

/// The oldest kernel that takes a way's programs, with the maps that they use.
fn oldest(inspection: &Inspection, arch: Option<Arch>, way: &AlternativeWay) -> KernelVersion {
    let mut list = List::new(arch, &inspection.maps);
    for program in inspection.programs.iter().filter(|program| way.programs.contains(&program.name)) {
        list.program(program, None);
        let maps = inspection.maps.iter().filter(|map| program.maps.contains(&map.name));
        maps.for_each(|map| list.map(map, None));
    }
    list.finish().oldest
}
