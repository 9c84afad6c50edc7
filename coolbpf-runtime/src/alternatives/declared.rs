//! The groups of alternatives that an object declares, read from the tags in its BTF.
//!
//! `coolbpf.h` writes the tag `coolbpf:alternative:NUMBER:GROUP:WAY` on a program's function. What the build checks of them is not
//! asked again: a tag that says something else is passed over.

use std::collections::BTreeMap;
use std::ffi::CStr;

use libbpf_rs::libbpf_sys::{self, btf};
use libbpf_rs::{AsRawLibbpf as _, OpenObject};

/// What such a tag starts with.
const TAG: &str = "coolbpf:alternative:";

/// One hook, declared in several ways.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DeclaredGroup {
    pub(super) name: String,
    /// The best first.
    pub(super) ways: Vec<DeclaredWay>,
}

/// One way, and the names of its programs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DeclaredWay {
    pub(super) name: String,
    pub(super) programs: Vec<String>,
}

/// The groups of an object, by name.
pub(super) fn groups(object: &OpenObject) -> Vec<DeclaredGroup> {
    // SAFETY: the object is open.
    let btf = unsafe { libbpf_sys::bpf_object__btf(object.as_libbpf_object().as_ptr()) };
    if btf.is_null() { Vec::new() } else { grouped(tags(btf)) }
}

/// The tags of alternatives without their start, each with the function that has it.
fn tags(btf: *const btf) -> Vec<(String, String)> {
    let text = |offset| {
        // SAFETY: the object holds its BTF; libbpf answers with null where there is no such text.
        let text = unsafe { libbpf_sys::btf__name_by_offset(btf, offset) };
        // SAFETY: what is not null ends in a zero byte, and lives as long as the BTF.
        (!text.is_null()).then(|| unsafe { CStr::from_ptr(text) })
    };
    // SAFETY: as above; libbpf has checked its types, and answers with null for a number that none has.
    let ty = |id| unsafe { libbpf_sys::btf__type_by_id(btf, id).as_ref() };
    // SAFETY: as above.
    let count = unsafe { libbpf_sys::btf__type_cnt(btf) };
    (1..count)
        .filter_map(ty)
        .filter(|ty| ty.info >> 24 & 0x1f == libbpf_sys::BTF_KIND_DECL_TAG)
        .filter_map(|tag| {
            let place = text(tag.name_off)?.to_str().ok()?.strip_prefix(TAG)?;
            // SAFETY: of a tag, this is the number of a type.
            let function = ty(unsafe { tag.__bindgen_anon_1.type_ })?;
            Some((place.to_owned(), text(function.name_off)?.to_str().ok()?.to_owned()))
        })
        .collect()
}

/// Puts together what belongs together: tags as `NUMBER:GROUP:WAY`, with their functions.
fn grouped(tags: Vec<(String, String)>) -> Vec<DeclaredGroup> {
    let mut groups: BTreeMap<String, BTreeMap<String, (u32, Vec<String>)>> = BTreeMap::new();
    for (tag, function) in tags {
        let mut parts = tag.splitn(3, ':');
        let (Some(number), Some(group), Some(way)) = (parts.next(), parts.next(), parts.next()) else {
            continue;
        };
        let Ok(number) = number.parse() else { continue };
        let ways = groups.entry(group.to_owned()).or_default();
        let (first, programs) = ways.entry(way.to_owned()).or_insert((number, Vec::new()));
        *first = number.min(*first);
        programs.push(function);
    }
    let in_order = |(name, ways): (String, BTreeMap<String, (u32, Vec<String>)>)| {
        let mut ways: Vec<_> = ways.into_iter().collect();
        ways.sort_by_key(|(_, (number, _))| *number);
        let way = |(name, (_, programs))| DeclaredWay { name, programs };
        DeclaredGroup { name, ways: ways.into_iter().map(way).collect() }
    };
    groups.into_iter().map(in_order).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_are_in_the_order_of_their_numbers_and_other_tags_are_passed_over() {
        let tags = [
            ("10:f:kprobe", "leave"),
            ("9:f:kprobe", "enter"),
            ("8:f:fentry", "fast"),
            ("11:a:tp", "slow"),
            ("x:a:tp", "none"),
            ("", "none"),
            ("1", "none"),
            ("1:a", "none"),
            ("-1:a:b", "none"),
        ];
        let owned = |(tag, function): (&str, &str)| (tag.to_owned(), function.to_owned());
        let groups = grouped(tags.map(owned).to_vec());
        let way = |name: &str, programs: &[&str]| DeclaredWay {
            name: name.to_owned(),
            programs: programs.iter().map(|name| (*name).to_owned()).collect(),
        };
        assert_eq!(
            groups,
            [
                DeclaredGroup { name: "a".to_owned(), ways: vec![way("tp", &["slow"])] },
                DeclaredGroup {
                    name: "f".to_owned(),
                    ways: vec![way("fentry", &["fast"]), way("kprobe", &["leave", "enter"])]
                },
            ]
        );
    }
    #[test]
    fn whatever_a_tag_says_each_function_is_in_the_group_that_it_names() {
        for texts in crate::hostile::texts(&["10:f:kprobe", "9:f:fentry", "4294967295:g:tp"], 3000)
            .collect::<Vec<_>>()
            .windows(4)
        {
            let groups = grouped(texts.iter().map(|tag| (tag.clone(), tag.clone())).collect());
            for group in &groups {
                for (way, function) in
                    group.ways.iter().flat_map(|way| way.programs.iter().map(move |function| (way, function)))
                {
                    assert!(function.ends_with(&format!(":{}:{}", group.name, way.name)), "{function:?}");
                }
            }
        }
    }
}
