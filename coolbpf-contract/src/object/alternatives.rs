//! Alternatives: groups of programs of which the loader chooses the best that this kernel takes.

use std::collections::{BTreeMap, BTreeSet};

use super::{Program, Refusal};
use crate::CIdent;
use crate::btf::{Btf, Kind};

/// One hook that is declared in several ways: `COOLBPF_ALTERNATIVE(GROUP, WAY)` of `coolbpf.h`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlternativeGroup {
    /// The name.
    pub name: CIdent,
    /// The ways, the best first; at least two.
    pub ways: Vec<AlternativeWay>,
}

/// One way in which a group can do its work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlternativeWay {
    /// The name, which no other way of the group has.
    pub name: CIdent,
    /// The programs, which are loaded together or not at all, in the order of [`super::CheckedObject::programs`]; at least one.
    pub programs: Vec<CIdent>,
}

/// What the tag of an alternative starts with: `coolbpf:alternative:NUMBER:GROUP:WAY`. The numbers rise within a C file.
const TAG: &str = "coolbpf:alternative:";

/// The hooks whose programs are attached to what their section names.
const HOOKS: [&str; 26] = [
    "fentry",
    "fexit",
    "fmod_ret",
    "fsession",
    "iter",
    "kprobe",
    "kprobe.multi",
    "kprobe.session",
    "kretprobe",
    "kretprobe.multi",
    "kretsyscall",
    "ksyscall",
    "lsm",
    "raw_tp",
    "raw_tp.w",
    "raw_tracepoint",
    "raw_tracepoint.w",
    "tp",
    "tp_btf",
    "tracepoint",
    "uprobe",
    "uprobe.multi",
    "uprobe.session",
    "uretprobe",
    "uretprobe.multi",
    "usdt",
];

/// What a tag says.
#[derive(Clone)]
struct Place {
    number: u32,
    group: CIdent,
    way: CIdent,
}

/// The names of the groups that functions of an object are tagged with, whatever they are.
#[must_use]
pub fn alternative_groups<'a>(btf: &Btf<'a>) -> BTreeSet<&'a str> {
    let tags = btf.types().filter(|(_, ty)| matches!(ty.kind, Kind::DeclTag { .. }));
    tags.filter_map(|(_, ty)| ty.name.strip_prefix(TAG)?.split(':').nth(1)).collect()
}

pub(super) fn alternatives(btf: &Btf<'_>, programs: &[Program]) -> Result<Vec<AlternativeGroup>, Refusal> {
    let mut places: BTreeMap<&str, Place> = BTreeMap::new();
    for (_, ty) in btf.types() {
        let Kind::DeclTag { target, .. } = ty.kind else { continue };
        let Some(text) = ty.name.strip_prefix(TAG) else { continue };
        let function = btf.type_by_id(target).map_or("", |ty| ty.name);
        let place = Place::parse(text).ok_or_else(|| {
            let problem = "is an alternative of a group or a way whose name is no C identifier; write it as in \
                           COOLBPF_ALTERNATIVE(unlink, fentry)";
            Refusal::symbol(function, problem)
        })?;
        let Some(program) = programs.iter().find(|program| program.name.as_str() == function) else {
            let problem = format!(
                "is an alternative of `{}`, but no program; give it a section, as in SEC(\"kprobe/do_unlinkat\")",
                place.group
            );
            return Err(Refusal::symbol(function, problem));
        };
        if !names_target(&program.section) {
            let problem = format!(
                "is an alternative of `{}`, but its section `{}` does not say what in the kernel or in which binary it \
                 is attached to, as SEC(\"kprobe/do_unlinkat\") does",
                place.group, program.section
            );
            return Err(Refusal::symbol(function, problem));
        }
        if let Some(other) = places.insert(function, place.clone()) {
            let problem = format!(
                "is an alternative of `{}` (`{}`) and of `{}` (`{}`); a program can be one only",
                other.group, other.way, place.group, place.way
            );
            return Err(Refusal::symbol(function, problem));
        }
    }
    group(programs.iter().filter_map(|program| Some((program, places.get(program.name.as_str())?))))
}

/// Puts programs together that belong together.
fn group<'a>(
    placed: impl Iterator<Item = (&'a Program, &'a Place)>,
) -> Result<Vec<AlternativeGroup>, Refusal> {
    let mut groups: BTreeMap<&CIdent, Vec<(u32, AlternativeWay)>> = BTreeMap::new();
    for (program, Place { number, group, way }) in placed {
        let ways = groups.entry(group).or_default();
        match ways.iter_mut().find(|(_, known)| known.name == *way) {
            Some((first, known)) => {
                *first = (*first).min(*number);
                known.programs.push(program.name.clone());
            }
            None => {
                let programs = vec![program.name.clone()];
                ways.push((*number, AlternativeWay { name: way.clone(), programs }));
            }
        }
    }
    let finish = |(name, mut ways): (&CIdent, Vec<(u32, AlternativeWay)>)| {
        ways.sort_by(|(a, one), (b, other)| (a, &one.name).cmp(&(b, &other.name)));
        let ways: Vec<_> = ways.into_iter().map(|(_, way)| way).collect();
        match ways.as_slice() {
            [only] => Err(Refusal::Alternatives {
                group: name.to_string(),
                problem: format!(
                    "have one way only, `{}` (program {}): declare another one, or take COOLBPF_ALTERNATIVE away",
                    only.name,
                    only.programs.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
                ),
            }),
            _ => Ok(AlternativeGroup { name: name.clone(), ways }),
        }
    };
    groups.into_iter().map(finish).collect()
}

impl Place {
    /// Reads `NUMBER:GROUP:WAY`.
    fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split(':');
        let place = Self {
            number: parts.next()?.parse().ok()?,
            group: parts.next()?.parse().ok()?,
            way: parts.next()?.parse().ok()?,
        };
        parts.next().is_none().then_some(place)
    }
}

/// Whether a program of this section is attached without being told to what.
fn names_target(section: &str) -> bool {
    let section = section.trim_start_matches('?');
    let Some((hook, target)) = section.split_once('/') else { return false };
    let hook = hook.strip_suffix(".s").unwrap_or(hook);
    !target.is_empty() && HOOKS.contains(&hook)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::btf::writer::Writer;

    /// What becomes of programs, each with its section and the tags that it has.
    fn read(programs: &[(&str, &str, &[&str])]) -> Result<Vec<AlternativeGroup>, String> {
        let mut writer = Writer::default();
        // [1] int (void), then each function and its tags.
        writer.int("int", 4).words(&[0, 13 << 24, 1]);
        let mut last = 2;
        for (name, _, tags) in programs {
            writer.simple(name, 12, 2);
            last += 1;
            let function = last;
            for tag in *tags {
                writer.simple(tag, 17, function).words(&[u32::MAX]);
                last += 1;
            }
        }
        let bytes = writer.finish();
        let with_section = programs.iter().filter(|(_, section, _)| !section.is_empty());
        let programs: Vec<_> = with_section
            .map(|(name, section, _)| Program {
                name: name.parse().unwrap(),
                section: (*section).to_owned(),
                instructions: 2,
            })
            .collect();
        alternatives(&Btf::parse(&bytes).unwrap(), &programs).map_err(|refusal| refusal.to_string())
    }

    fn refusal(programs: &[(&str, &str, &[&str])]) -> String {
        let text = read(programs).unwrap_err();
        text.strip_prefix("the object is refused: ").unwrap().to_owned()
    }

    #[test]
    fn ways_are_in_the_order_of_the_source_with_all_of_their_programs() {
        let groups = read(&[
            ("leave", "kretprobe/f", &["coolbpf:alternative:12:f:kprobe"]),
            ("enter", "kprobe/f", &["coolbpf:alternative:2:f:kprobe"]),
            ("other", "xdp", &["arg:nonnull", "coolbpf:other"]),
            ("slow", "?tp/a/b", &["coolbpf:alternative:11:f:tracepoint"]),
            ("fast", "fexit.s/f", &["coolbpf:alternative:1:f:fexit"]),
            ("a", "uprobe.multi/sh:f", &["coolbpf:alternative:20:a:multi"]),
            ("b", "uprobe/sh:f", &["coolbpf:alternative:21:a:single"]),
        ])
        .unwrap();
        let shown: Vec<String> = groups
            .iter()
            .map(|group| {
                let ways = group.ways.iter().map(|way| {
                    let programs: Vec<_> = way.programs.iter().map(CIdent::as_str).collect();
                    format!("{} ({})", way.name, programs.join(", "))
                });
                format!("{}: {}", group.name, ways.collect::<Vec<_>>().join("; "))
            })
            .collect();
        assert_eq!(
            shown,
            ["a: multi (a); single (b)", "f: fexit (fast); kprobe (leave, enter); tracepoint (slow)"]
        );
        assert_eq!(read(&[("p", "xdp", &[])]), Ok(Vec::new()));
    }

    #[test]
    fn a_group_of_one_way_is_refused() {
        assert_eq!(
            refusal(&[
                ("enter", "kprobe/f", &["coolbpf:alternative:0:unlink:kprobe"]),
                ("leave", "kretprobe/f", &["coolbpf:alternative:1:unlink:kprobe"]),
            ]),
            "the alternatives `unlink` have one way only, `kprobe` (program `enter`, `leave`): declare another one, or take \
             COOLBPF_ALTERNATIVE away"
        );
    }

    #[test]
    fn a_program_in_two_groups_is_refused() {
        let tags: &[&str] = &["coolbpf:alternative:0:one:a", "coolbpf:alternative:1:two:b"];
        assert_eq!(
            refusal(&[("p", "kprobe/f", tags)]),
            "symbol `p` is an alternative of `one` (`a`) and of `two` (`b`); a program can be one only"
        );
    }

    #[test]
    fn programs_that_are_not_attached_by_their_section_are_no_alternatives() {
        for section in ["xdp", "uprobe", "kprobe/", "perf_event", "cgroup/connect4", "freplace/f", "fentry"] {
            let said = refusal(&[("p", section, &["coolbpf:alternative:0:g:w"])]);
            let start = format!(
                "symbol `p` is an alternative of `g`, but its section `{section}` does not say what in the kernel"
            );
            assert!(said.starts_with(&start), "{said}");
        }
        let said = refusal(&[("helper", "", &["coolbpf:alternative:0:g:w"])]);
        assert!(said.starts_with("symbol `helper` is an alternative of `g`, but no program"), "{said}");
    }

    #[test]
    fn names_are_c_identifiers() {
        for tag in ["0:a:b-c", "0:a b:c", "0:a:b:c", "0:a:", "0::b", "x:a:b", "-1:a:b", "4294967296:a:b", ""]
        {
            let said = refusal(&[("p", "kprobe/f", &[&format!("coolbpf:alternative:{tag}")])]);
            assert!(
                said.starts_with("symbol `p` is an alternative of a group or a way whose name is no C"),
                "{said}"
            );
        }
    }
}
