//! What `--poor` makes a guest lack: by the tables of what each kernel brought, all that came after a version, or single things.

mod centos7;
mod commands;

use std::fmt::Display;
use std::str::FromStr;

use coolbpf_linux::{
    ATTACH_TYPES, FEATURES, HELPERS, KernelVersion, MAP_TYPES, PROGRAM_TYPES, Since, helper_by_name,
};

use self::commands::{ATTRIBUTES, COMMANDS, FIRST_KEY, Flag, MAP_FLAGS, PROBE_EVENTS, PROGRAM_FLAGS};
use crate::Lack;
use crate::poverty::{FILE_SYSTEMS, SYSTEM_CALLS};

/// A switch as `--poor` takes it, read from its text: `btf`, `memlock=KIB`, `like=VERSION`, `helper=NAME`, `map=TYPE`, `program=TYPE`,
/// `attach=TYPE`, `command=NAME` or `feature=NAME`.
///
/// ```
/// use coolbpf_vm::{Lack, Poor};
///
/// assert_eq!("memlock=64".parse::<Poor>()?.0, [Lack::LockedMemory { kib: 64 }]);
/// # Ok::<(), String>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Poor(
    /// What it makes a guest lack.
    pub Vec<Lack>,
);

impl FromStr for Poor {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (name, value) = text.split_once('=').unwrap_or((text, ""));
        let lacks = match name {
            "btf" if value.is_empty() => vec![Lack::KernelTypes],
            "memlock" => {
                let kib = value
                    .parse()
                    .map_err(|_| format!("`{value}` is no number of KiB, as in `memlock=64`"))?;
                vec![Lack::LockedMemory { kib }]
            }
            "like" => like(version(value)?),
            "helper" => {
                let helper =
                    helper_by_name(value).ok_or_else(|| unknown("helper", value, "bpf_ringbuf_reserve"))?;
                vec![Lack::Helper(helper.id)]
            }
            "map" => {
                let row = MAP_TYPES.iter().find(|row| row.name == value);
                vec![Lack::MapType(
                    row.ok_or_else(|| one_of("map type", value, MAP_TYPES.iter().map(|row| row.name)))?.id,
                )]
            }
            "program" => {
                let row = PROGRAM_TYPES.iter().find(|row| row.name == value);
                let names = PROGRAM_TYPES.iter().map(|row| row.name);
                vec![Lack::ProgramType(row.ok_or_else(|| one_of("program type", value, names))?.id)]
            }
            "attach" => {
                let row = ATTACH_TYPES.iter().find(|row| row.name == value);
                let names = ATTACH_TYPES.iter().map(|row| row.name);
                vec![Lack::AttachType(row.ok_or_else(|| one_of("attach type", value, names))?.id)]
            }
            "command" => {
                let row = COMMANDS.iter().find(|row| row.name == value);
                let names = COMMANDS.iter().map(|row| row.name);
                vec![Lack::Command(row.ok_or_else(|| one_of("command of bpf(2)", value, names))?.id)]
            }
            "feature" => {
                let names = FEATURES.iter().map(|row| row.name).filter(|name| !of_feature(name).is_empty());
                Some(of_feature(value))
                    .filter(|lacks| !lacks.is_empty())
                    .ok_or_else(|| one_of("feature", value, names))?
            }
            _ => {
                return Err(format!(
                    "`{text}` is nothing that a guest can be made to lack: give btf, memlock=KIB, like=VERSION, helper=NAME, \
                     map=TYPE, program=TYPE, attach=TYPE, command=NAME or feature=NAME"
                ));
            }
        };
        Ok(Self(lacks))
    }
}

fn unknown(kind: &str, value: &str, example: &str) -> String {
    format!("`{value}` is no {kind}; one is {example}")
}

fn one_of(kind: &str, value: &str, names: impl Iterator<Item = impl Display>) -> String {
    let names: Vec<String> = names.map(|name| name.to_string()).collect();
    format!("`{value}` is no {kind} that a guest can be made to lack; it is one of {}", names.join(", "))
}

fn version(text: &str) -> Result<KernelVersion, String> {
    let numbers =
        text.split_once('.').and_then(|(major, minor)| Some((major.parse().ok()?, minor.parse().ok()?)));
    let (major, minor) =
        numbers.ok_or_else(|| format!("`{text}` is no version of Linux, as in `like=5.4`"))?;
    Ok(KernelVersion::new(major, minor))
}

/// All that came after a version, as far as system calls show it.
fn like(release: KernelVersion) -> Vec<Lack> {
    let is_centos7 = release == centos7::RELEASE;
    let bpf = if is_centos7 { centos7::BPF_OF } else { release };
    let mut lacks = of_bpf(bpf);
    if is_centos7 {
        let others = |known: &[u32], ids: Vec<u32>| {
            ids.into_iter().filter(|id| !known.contains(id)).collect::<Vec<_>>()
        };
        let types = others(&centos7::PROGRAM_TYPES, PROGRAM_TYPES.iter().map(|row| row.id).collect());
        let maps = others(&centos7::MAP_TYPES, MAP_TYPES.iter().map(|row| row.id).collect());
        let commands = others(&centos7::COMMANDS, COMMANDS.iter().map(|row| row.id).collect());
        lacks.extend(types.into_iter().map(Lack::ProgramType));
        lacks.extend(maps.into_iter().map(Lack::MapType));
        lacks.extend(commands.into_iter().map(Lack::Command));
        lacks.push(Lack::Attribute { command: 0, bytes: centos7::END_OF_MAP_CREATE });
    }
    let is_newer = |(major, minor): (u8, u8)| KernelVersion::new(major, minor) > release;
    let file_systems = FILE_SYSTEMS.iter().zip(0..).filter(|((.., since), _)| is_newer(*since));
    lacks.extend(file_systems.map(|(_, place)| Lack::FileSystem(place)));
    let system_calls = SYSTEM_CALLS
        .iter()
        .zip(0..)
        .filter(|((name, .., since), _)| is_newer(*since) && !(is_centos7 && *name == centos7::SYSTEM_CALL));
    lacks.extend(system_calls.map(|(_, place)| Lack::SystemCall(place)));
    if PROBE_EVENTS > release {
        lacks.push(Lack::ProbeEvents);
    }
    lacks.push(Lack::LaterRelease { major: release.major.into(), minor: release.minor.into() });
    lacks
}

/// All that `bpf(2)` learned after a version.
fn of_bpf(version: KernelVersion) -> Vec<Lack> {
    let is_newer = |since: &Since| since.version > version;
    let mut lacks = Vec::new();
    lacks.extend(COMMANDS.iter().filter(|row| row.since > version).map(|row| Lack::Command(row.id)));
    for (command, fields) in ATTRIBUTES {
        let newer = fields.iter().find(|field| field.since > version);
        lacks.extend(newer.map(|field| Lack::Attribute { command: *command, bytes: field.start }));
    }
    let bits = |flags: &[Flag]| {
        let newer = flags.iter().filter(|flag| flag.since > version);
        Some(newer.fold(0, |bits, flag| bits | flag.bit)).filter(|bits| *bits != 0)
    };
    lacks.extend(bits(MAP_FLAGS).map(Lack::MapFlags));
    lacks.extend(bits(PROGRAM_FLAGS).map(Lack::ProgramFlags));
    lacks.extend(MAP_TYPES.iter().filter(|row| is_newer(&row.since)).map(|row| Lack::MapType(row.id)));
    lacks
        .extend(PROGRAM_TYPES.iter().filter(|row| is_newer(&row.since)).map(|row| Lack::ProgramType(row.id)));
    lacks.extend(ATTACH_TYPES.iter().filter(|row| is_newer(&row.since)).map(|row| Lack::AttachType(row.id)));
    lacks.extend(HELPERS.iter().filter(|row| is_newer(&row.since)).map(|row| Lack::Helper(row.id)));
    lacks.extend((FIRST_KEY > version).then_some(Lack::FirstKey));
    for row in FEATURES.iter().filter(|row| is_newer(&row.since)) {
        lacks.extend(of_feature(row.name));
    }
    lacks
}

/// What a kernel without a feature refuses; nothing where that doesn't show in single instructions, types or fields.
fn of_feature(name: &str) -> Vec<Lack> {
    // Numbers of the kernel's include/uapi/linux/bpf.h and btf.h: BPF_JMP32, BPF_MAXINSNS, BPF_PSEUDO_*, BTF_KIND_*.
    match name {
        "instruction-set-v3" => vec![Lack::Class(6)],
        "large-programs" => vec![Lack::Instructions(4096)],
        "bounded-loops" => vec![Lack::Loops],
        "map-memory-arguments" => vec![Lack::MapMemory],
        "function-calls" => vec![Lack::Call(1)],
        "kfuncs" => vec![Lack::Call(2)],
        "global-data" => vec![Lack::Load(2)],
        "kernel-variables" => vec![Lack::Load(3)],
        "callbacks" => vec![Lack::Load(4)],
        "core-relocations" => vec![Lack::KernelTypes],
        "btf-functions" => vec![Lack::TypeKind(12), Lack::TypeKind(13)],
        "btf-variables" => vec![Lack::TypeKind(14), Lack::TypeKind(15)],
        "btf-float" => vec![Lack::TypeKind(16)],
        "btf-decl-tag" => vec![Lack::TypeKind(17)],
        "btf-type-tag" => vec![Lack::TypeKind(18)],
        "btf-enum64" => vec![Lack::TypeKind(19)],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn poor(text: &str) -> Result<Vec<Lack>, String> {
        text.parse::<Poor>().map(|poor| poor.0)
    }

    #[test]
    fn things_are_named_as_inspect_names_them() {
        for (text, lack) in [
            ("btf", Lack::KernelTypes),
            ("memlock=64", Lack::LockedMemory { kib: 64 }),
            ("helper=bpf_ringbuf_reserve", Lack::Helper(131)),
            ("map=ringbuf", Lack::MapType(27)),
            ("program=tracing", Lack::ProgramType(26)),
            ("command=link_create", Lack::Command(28)),
            ("feature=large-programs", Lack::Instructions(4096)),
        ] {
            assert_eq!(poor(text), Ok(vec![lack]), "{text}");
        }
    }

    #[test]
    fn what_is_not_known_is_told_with_what_is() {
        for (text, said) in [
            ("wealth", "give btf, memlock=KIB"),
            ("btf=1", "give btf, memlock=KIB"),
            ("memlock=much", "`much` is no number of KiB"),
            ("like=old", "`old` is no version of Linux, as in `like=5.4`"),
            ("helper=bpf_none", "`bpf_none` is no helper; one is bpf_ringbuf_reserve"),
            ("map=tree", "it is one of hash, array"),
            ("feature=uprobes", "it is one of instruction-set-v3,"),
        ] {
            let error = poor(text).unwrap_err();
            assert!(error.contains(said), "{error}");
        }
    }

    #[test]
    fn a_version_lacks_what_came_after_it() {
        let old = poor("like=4.14").unwrap();
        for lack in [
            Lack::MapType(27),
            Lack::Command(18),
            Lack::Helper(131),
            Lack::Instructions(4096),
            Lack::Load(2),
            Lack::KernelTypes,
            Lack::Attribute { command: 0, bytes: 28 },
            Lack::Attribute { command: 5, bytes: 48 },
        ] {
            assert!(old.contains(&lack), "{lack:?}");
        }
        assert!(!old.contains(&Lack::MapType(1)) && !old.contains(&Lack::Command(5)));
        let newer = poor("like=5.10").unwrap();
        assert!(!newer.contains(&Lack::MapType(27)) && newer.contains(&Lack::TypeKind(19)));
        assert!(old.contains(&Lack::Loops) && !newer.contains(&Lack::Loops));
        assert!(old.contains(&Lack::ProbeEvents) && !newer.contains(&Lack::ProbeEvents));
        assert!(poor("like=4.9").unwrap().contains(&Lack::FirstKey) && !old.contains(&Lack::FirstKey));
        assert!(old.contains(&Lack::MapFlags(!0x7 & 0x7_ffff)), "{old:?}");
        assert!(old.contains(&Lack::LaterRelease { major: 4, minor: 14 }));
        assert!(!old.iter().any(|lack| matches!(lack, Lack::FileSystem(_))));
        assert_eq!(poor("like=99.0"), Ok(vec![Lack::LaterRelease { major: 99, minor: 0 }]));
    }

    #[test]
    fn centos_7_has_what_red_hat_brought_into_its_kernel() {
        let lacks = poor("like=3.10").unwrap();
        for lack in [
            Lack::ProgramType(1),
            Lack::MapType(11),
            Lack::Command(6),
            Lack::Command(17),
            Lack::Attribute { command: 0, bytes: 44 },
            Lack::Attribute { command: 5, bytes: 72 },
            Lack::Load(2),
            Lack::FileSystem(0),
            Lack::SystemCall(0),
            Lack::ProbeEvents,
            Lack::LaterRelease { major: 3, minor: 10 },
        ] {
            assert!(lacks.contains(&lack), "{lack:?}");
        }
        for lack in [
            Lack::ProgramType(2),
            Lack::ProgramType(5),
            Lack::MapType(1),
            Lack::Command(5),
            Lack::Call(1),
            Lack::SystemCall(1),
        ] {
            assert!(!lacks.contains(&lack), "{lack:?}");
        }
    }

    #[test]
    fn every_feature_that_can_be_lacking_is_one_that_the_tables_know() {
        let known = FEATURES.iter().filter(|row| !of_feature(row.name).is_empty()).count();
        assert_eq!(known, 16);
    }
}
