//! The oldest kernel that runs an object, and why.

use std::collections::{BTreeMap, BTreeSet};

use coolbpf_contract::Arch;

use crate::alternatives::Spared;
use crate::inspection::Inspection;
use crate::map::{Map, RINGBUF};
use crate::program::{HelperCall, Program};
use coolbpf_linux::{
    Commit, Feature, KernelVersion, Since, attach_type, feature, helper, helper_by_name, kfunc, map_flags,
    map_type, program_type,
};

/// `BPF_MAP_CREATE` and `BPF_PROG_LOAD`: what every object needs.
const BPF_SYSTEM_CALL: Since = Since::new(3, 18, "99c55f7d47c0");

/// `bpf_ringbuf_reserve`
const RINGBUF_RESERVE: u32 = 131;
/// `bpf_ringbuf_output`, `reserve`, `submit`, `discard` and `query`.
const RING_HELPERS: std::ops::RangeInclusive<u32> = 130..=134;
/// `BPF_MAP_TYPE_PERF_EVENT_ARRAY`
const PERF_EVENT_ARRAY: u32 = 4;
/// Why kernels without ring buffers run channels.
const BY_PERF_BUFFER: &str = "elsewhere coolbpf sends the events by a perf buffer";

/// Why kernels whose helpers take no memory of maps run channels.
const ON_THE_STACK: &str = "coolbpf has the events lie on the program's stack there, if it leaves them room";
/// How many bytes a program's stack has, and what the state of a channel has behind an event.
const STACK: u32 = 512;
const BEHIND_EVENT: u32 = 16;

/// What an object asks of the kernel.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "kebab-case"))]
pub struct Requirements {
    /// The oldest kernel that loads the object and attaches its programs, going by the versions that Linux was released
    /// with. Distributions may have brought things to older ones.
    pub oldest: KernelVersion,
    /// What asks for a kernel, those first that decide, the newest first.
    pub rows: Vec<Requirement>,
    /// What no kernel that the tables know has: helpers, types and flags by number.
    pub unknown: Vec<String>,
    /// Functions of the kernel that are needed and whose age the tables don't know: the oldest kernel may be newer for them.
    pub undated: BTreeSet<String>,
    /// Programs that look at `LINUX_KERNEL_VERSION`, by name: what they do on newer kernels alone counts here as needed.
    pub by_version: Vec<String>,
}

/// What kind of thing is asked of the kernel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "kebab-case"))]
pub enum RequirementKind {
    /// A program type.
    ProgramType,
    /// An attach type.
    AttachType,
    /// A helper.
    Helper,
    /// A function of the kernel.
    Kfunc,
    /// A map type.
    MapType,
    /// A flag of a map.
    MapFlag,
    /// An instruction, a kind of call or data, or a kind of BTF.
    Feature,
}

/// Something that is asked of the kernel.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "kebab-case"))]
pub struct Requirement {
    /// What kind of thing it is.
    pub kind: RequirementKind,
    /// What it is called, as in `ringbuf`, `bpf_loop` or `bounded-loops`.
    pub name: String,
    /// What it is, in words.
    pub what: String,
    /// The first release that has it.
    pub since: KernelVersion,
    /// Where that is written.
    pub source: Commit,
    /// The programs and maps that ask for it, by name; none where it is the whole object.
    pub causes: Vec<String>,
    /// Why an older kernel does, too; `None` where it doesn't, so that this row bounds the oldest kernel from below.
    pub dispensable: Option<String>,
}

impl Inspection {
    /// What the object asks of the kernel, and which kernel is the oldest that has it all.
    ///
    /// `arch` is the architecture that the object is to run on: some have learned things later than x86-64. Without one, the
    /// architecture that was first counts.
    ///
    /// What a program asks for only where the kernel has it (helpers behind `bpf_core_enum_value_exists`, weak kfuncs
    /// behind `bpf_ksym_exists`), what libbpf 1.7 or coolbpf rewrites for older kernels, programs that are loaded on request alone, and all but
    /// the least demanding way of alternatives are listed and don't count. What a program decides by the kernel's version
    /// ([`Requirements::by_version`]) or by a constant that is set at run time counts as needed.
    #[must_use]
    pub fn requirements(&self, arch: Option<Arch>) -> Requirements {
        let mut list = List::new(arch, &self.maps);
        let spared = Spared::of(self, arch);
        for program in &self.programs {
            list.program(program, spared.programs.get(program.name.as_str()).map(String::as_str));
        }
        for map in &self.maps {
            list.map(map, spared.maps.get(map.name.as_str()).map(String::as_str));
        }
        for ops in &self.struct_ops {
            list.struct_ops(ops);
        }
        list.btf(self);
        let looks =
            |program: &&Program| program.externs.iter().any(|symbol| symbol.name == "LINUX_KERNEL_VERSION");
        let by_version = self.programs.iter().filter(looks).map(|program| program.name.clone()).collect();
        Requirements { by_version, ..list.finish() }
    }
}

pub(crate) struct List<'a> {
    arch: Option<Arch>,
    /// The ring buffers that are no channels.
    plain_rings: BTreeSet<&'a str>,
    /// The channels whose events fit on a program's stack, which it may need for other things, too.
    small_events: BTreeSet<&'a str>,
    rows: BTreeMap<(RequirementKind, String), Requirement>,
    unknown: Vec<String>,
    undated: BTreeSet<String>,
}

impl<'a> List<'a> {
    /// `maps` are those of the object.
    pub(crate) fn new(arch: Option<Arch>, maps: &'a [Map]) -> Self {
        let is_plain_ring = |map: &&Map| map.type_id == RINGBUF && !map.channel;
        Self {
            arch,
            plain_rings: maps.iter().filter(is_plain_ring).map(|map| map.name.as_str()).collect(),
            small_events: maps
                .iter()
                .filter(|map| map.value_size <= STACK + BEHIND_EVENT)
                .filter_map(Map::state_of)
                .collect(),
            rows: BTreeMap::new(),
            unknown: Vec::new(),
            undated: BTreeSet::new(),
        }
    }

    /// Adds a row, or a cause to it. One cause that can't do without is enough to make the row count.
    fn add(
        &mut self,
        kind: RequirementKind,
        name: &str,
        what: String,
        since: Since,
        cause: &str,
        dispensable: Option<&str>,
    ) {
        let new = || Requirement {
            kind,
            name: name.to_owned(),
            what,
            since: since.version,
            source: since.commit,
            causes: Vec::new(),
            dispensable: dispensable.map(str::to_owned),
        };
        let row = self.rows.entry((kind, name.to_owned())).or_insert_with(new);
        if !cause.is_empty() && row.causes.last().is_none_or(|last| last != cause) {
            row.causes.push(cause.to_owned());
        }
        if dispensable.is_none() {
            row.dispensable = None;
        }
    }

    fn feature(&mut self, name: &str, cause: &str, dispensable: Option<&str>) {
        let Some(row @ Feature { what, .. }) = feature(name) else { return };
        let since = row.on_arm64.filter(|_| self.arch == Some(Arch::Aarch64)).unwrap_or(row.since);
        self.add(
            RequirementKind::Feature,
            name,
            (*what).to_owned(),
            since,
            cause,
            dispensable.or(row.dispensable),
        );
    }

    /// `spared` is why an older kernel can do without it.
    pub(crate) fn program(&mut self, program: &Program, spared: Option<&str>) {
        let on_request = "the section starts with `?`: loaded only on request";
        let optional = spared.or((!program.autoload).then_some(on_request));
        let cause = program.name.as_str();
        if let Some(row) = program.program_type.and_then(program_type) {
            let what = format!("{} programs", row.name);
            self.add(RequirementKind::ProgramType, row.name, what, row.since, cause, optional);
        }
        if let Some(row) = program.attach_type.and_then(attach_type) {
            let what = format!("attaching as {}", row.name);
            let other_way = optional.or_else(|| other_way_to_attach(program));
            self.add(RequirementKind::AttachType, row.name, what, row.since, cause, other_way);
        }
        for name in form(program) {
            let one_by_one = (name == "fprobes").then(|| one_by_one(program)).flatten();
            self.feature(name, cause, optional.or(one_by_one));
        }
        let sends_by_ring = program.maps.iter().any(|map| self.plain_rings.contains(map.as_str()));
        let by_channels = !program.channels.is_empty() && !sends_by_ring;
        for call in &program.helpers {
            let is_for_ring = by_channels && RING_HELPERS.contains(&call.id);
            self.helper(call, cause, optional.or(is_for_ring.then_some(BY_PERF_BUFFER)));
        }
        if by_channels && program.helpers.iter().any(|call| call.id == RINGBUF_RESERVE) {
            let fits = program.channels.iter().all(|channel| self.small_events.contains(channel.as_str()));
            self.feature("map-memory-arguments", cause, optional.or(fits.then_some(ON_THE_STACK)));
        }
        for function in &program.kfuncs {
            let weak = function
                .guarded
                .then_some("weak, and called only where the kernel has it: the program looks");
            if let Some(row) = kfunc(&function.name) {
                let what = format!("kernel function {}", row.name);
                self.add(RequirementKind::Kfunc, row.name, what, row.since, cause, optional.or(weak));
            } else if optional.or(weak).is_none() {
                self.undated.insert(function.name.clone());
            }
        }
        let all_guarded = program.kfuncs.iter().all(|function| function.guarded);
        for name in &program.features {
            let other_way = match *name {
                "kfuncs" if all_guarded => Some("the program does without all of them"),
                "function-calls" if can_be_one_function(program) => {
                    Some("coolbpf puts functions in the place of their calls for older kernels")
                }
                _ => None,
            };
            self.feature(name, cause, optional.or(other_way));
        }
    }

    fn helper(&mut self, call: &HelperCall, cause: &str, optional: Option<&str>) {
        let Some(row) = helper(call.id) else {
            return self.unknown.push(format!("helper {} in program {cause}", call.id));
        };
        let guarded = call.guarded.then_some("called only where the kernel has it: the program asks");
        let older = older_helper(row.name);
        let replaced = older.map(|older| format!("libbpf calls {older} where it is missing"));
        let add = |list: &mut Self, row: &coolbpf_linux::Helper, dispensable: Option<&str>| {
            let what = format!("helper {}", row.name);
            list.add(RequirementKind::Helper, row.name, what, row.since, cause, dispensable);
        };
        add(self, row, optional.or(guarded).or(replaced.as_deref()));
        if let Some(older) = older.and_then(helper_by_name) {
            add(self, older, optional.or(guarded));
        }
    }

    pub(crate) fn map(&mut self, map: &Map, spared: Option<&str>) {
        match map_type(map.type_id) {
            Some(row) => {
                let what = format!("{} maps", row.name);
                let other_way = spared.or(map.channel.then_some(BY_PERF_BUFFER));
                self.add(RequirementKind::MapType, row.name, what, row.since, &map.name, other_way);
            }
            None => self.unknown.push(format!("type {} of map {}", map.type_id, map.name)),
        }
        if let Some(row) = map_type(PERF_EVENT_ARRAY).filter(|_| map.channel) {
            let what = format!("{} maps", row.name);
            self.add(RequirementKind::MapType, row.name, what, row.since, &map.name, spared);
        }
        if map.pinned {
            self.feature("pinning", &map.name, spared);
        }
        let (flags, unknown) = map_flags(map.flags);
        for flag in flags {
            let what = format!("map flag {}", flag.name);
            self.add(RequirementKind::MapFlag, flag.name, what, flag.since, &map.name, spared);
        }
        if unknown != 0 {
            self.unknown.push(format!("flags {unknown:#x} of map {}", map.name));
        }
    }

    fn struct_ops(&mut self, ops: &crate::inspection::StructOps) {
        let optional = (!ops.autocreate).then_some("the section starts with `?`: created only on request");
        if let Some(row) = map_type(26) {
            let what = format!("{} maps", row.name);
            self.add(RequirementKind::MapType, row.name, what, row.since, &ops.name, optional);
        }
        if ops.link
            && let Some(flag) = map_flags(1 << 13).0.next()
        {
            let what = format!("map flag {}", flag.name);
            let without = optional.or(Some("coolbpf has older kernels use it without a link"));
            self.add(RequirementKind::MapFlag, flag.name, what, flag.since, &ops.name, without);
        }
        self.feature(&format!("struct-ops-{}", ops.struct_name), &ops.name, optional);
    }

    fn btf(&mut self, inspection: &Inspection) {
        for kind in &inspection.btf {
            let name = match kind.kind {
                "func" | "func_proto" => "btf-functions",
                "var" | "datasec" => "btf-variables",
                "float" => "btf-float",
                "decl_tag" => "btf-decl-tag",
                "type_tag" => "btf-type-tag",
                "enum64" => "btf-enum64",
                _ => continue,
            };
            self.feature(name, "", None);
        }
        if inspection.struct_ops.iter().any(|ops| !ops.autocreate) {
            self.feature("btf-section-names", "", None);
        }
    }

    pub(crate) fn finish(self) -> Requirements {
        let mut rows: Vec<Requirement> = self.rows.into_values().collect();
        let order = |row: &Requirement| (row.dispensable.is_some(), std::cmp::Reverse(row.since), row.kind);
        rows.sort_by(|a, b| order(a).cmp(&order(b)).then_with(|| a.name.cmp(&b.name)));
        let bounds = rows.iter().filter(|row| row.dispensable.is_none()).map(|row| row.since);
        Requirements {
            oldest: bounds.fold(BPF_SYSTEM_CALL.version, Ord::max),
            rows,
            unknown: self.unknown,
            undated: self.undated,
            by_version: Vec::new(),
        }
    }
}

/// The features that the form of a program needs: how it is loaded, and what it is attached to.
fn form(program: &Program) -> impl Iterator<Item = &'static str> {
    let is_type = |name: &str| program.program_type == Some(name);
    let is_attached_as = |names: &[&str]| program.attach_type.is_some_and(|attach| names.contains(&attach));
    let section = program.section.trim_start_matches('?');
    let is_uprobe = ["uprobe", "uretprobe", "usdt"].iter().any(|prefix| section.starts_with(prefix));
    let trampolined =
        ["trace_fentry", "trace_fexit", "modify_return", "trace_fsession", "lsm_mac", "lsm_cgroup"];
    [
        (is_uprobe, "uprobes"),
        (program.sleepable && is_type("kprobe"), "sleepable-uprobes"),
        (program.sleepable && is_attached_as(&["trace_iter"]), "sleepable-iterators"),
        (program.sleepable && is_type("struct_ops"), "sleepable-struct-ops"),
        (program.sleepable && !is_type("kprobe") && !is_type("syscall"), "sleepable"),
        (program.fragments, "xdp-fragments"),
        (is_attached_as(&["trace_kprobe_multi", "trace_kprobe_session"]), "fprobes"),
        (is_attached_as(&trampolined) || is_type("ext") || is_type("struct_ops"), "trampolines"),
        (is_attached_as(&["tcx_ingress", "tcx_egress"]), "program-numbers"),
    ]
    .into_iter()
    .filter_map(|(needs, name)| needs.then_some(name))
}

/// How kernels without the attach type attach the program.
fn other_way_to_attach(program: &Program) -> Option<&'static str> {
    match (program.attach_type?, program.section.trim_start_matches('?')) {
        ("xdp", _) => Some("older kernels attach it by netlink; links are newer"),
        ("tcx_ingress" | "tcx_egress", _) => {
            Some("coolbpf attaches it as a filter of clsact to older kernels")
        }
        ("sk_reuseport_select", _) => Some("older kernels know of no other way, and don't ask"),
        _ => one_by_one(program),
    }
}

/// How functions are probed that newer kernels probe all at once.
fn one_by_one(program: &Program) -> Option<&'static str> {
    match program.attach_type? {
        "trace_kprobe_multi" => Some("coolbpf attaches a kprobe to each function on older kernels"),
        "trace_uprobe_multi" => Some("coolbpf attaches a uprobe to each function on older kernels"),
        _ => None,
    }
}

/// Whether the functions that it calls can stand in the place of their calls, as far as single instructions tell.
fn can_be_one_function(program: &Program) -> bool {
    !program.features.iter().any(|name| ["callbacks", "tail-calls-from-functions"].contains(name))
}

/// The helper that libbpf calls where the kernel lacks this one: `bpf_object__sanitize_prog` of its `src/libbpf.c`.
fn older_helper(name: &str) -> Option<&'static str> {
    match name {
        "bpf_probe_read_kernel" | "bpf_probe_read_user" => Some("bpf_probe_read"),
        "bpf_probe_read_kernel_str" | "bpf_probe_read_user_str" => Some("bpf_probe_read_str"),
        _ => None,
    }
}
