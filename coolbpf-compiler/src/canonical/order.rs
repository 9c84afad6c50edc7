//! The order of types: depth first, from roots whose order the content decides.

use coolbpf_contract::btf::{Btf, Kind, TypeId};
use coolbpf_contract::btf_ext::{Block, BtfExt};
use coolbpf_contract::little_endian::word;

use crate::{Error, Result};

/// More types than any program has: those of a whole kernel are 150,000.
const MOST_TYPES: usize = 1 << 18;
/// How often types are looked at to tell them apart: each one by each round, of which a program takes a few dozen.
const MOST_LOOKS: usize = 1 << 22;

/// All types of `btf` but `void`, in canonical order: what the functions of `.BTF.ext` need, then its CO-RE
/// relocations, then the sections of variables by name, then what tags refer to these, then everything else.
pub(super) fn order(btf: &Btf<'_>, ext: Option<&BtfExt<'_>>) -> Result<Vec<TypeId>> {
    if btf.len() > MOST_TYPES {
        return Err(Error::new(format!("its BTF has {} types; at most {MOST_TYPES} are taken", btf.len())));
    }
    let mut walk = Walk::new(btf);
    if let Some(ext) = ext {
        for block in by_section(btf, &ext.functions)? {
            ext.functions_of(block).for_each(|function| walk.visit(function.type_id));
        }
        for block in by_section(btf, &ext.relocations)? {
            ext.relocations_of(block).for_each(|relocation| walk.visit(relocation.type_id));
        }
    }
    let mut sections: Vec<_> = btf
        .types()
        .filter(|(_, ty)| matches!(ty.kind, Kind::DataSection { .. }))
        .map(|(id, ty)| (ty.name, id))
        .collect();
    sections.sort_unstable();
    sections.into_iter().for_each(|(_, id)| walk.visit(id));
    walk.visit_tags();
    if walk.order.len() + 1 < btf.len() {
        let mut rest: Vec<_> = btf.types().map(|(id, _)| id).filter(|id| !walk.seen(*id)).collect();
        let ranks = ranks(btf)?;
        // Types of equal rank look alike however far one follows their references.
        rest.sort_by_key(|id| ranks[id.0 as usize]);
        rest.into_iter().for_each(|id| walk.visit(id));
    }
    Ok(walk.order)
}

/// The blocks of a part of `.BTF.ext` by the name of their section.
pub(super) fn by_section<'b>(btf: &Btf<'_>, blocks: &'b [Block]) -> Result<Vec<&'b Block>> {
    let mut named = Vec::new();
    for block in blocks {
        let outside = || Error::new(".BTF.ext names a section outside of the strings of .BTF");
        named.push((btf.string(block.section).ok_or_else(outside)?, block));
    }
    named.sort_by_key(|(name, _)| *name);
    Ok(named.into_iter().map(|(_, block)| block).collect())
}

struct Walk<'a> {
    btf: &'a Btf<'a>,
    seen: Vec<bool>,
    order: Vec<TypeId>,
}

impl<'a> Walk<'a> {
    fn new(btf: &'a Btf<'a>) -> Self {
        let mut seen = vec![false; btf.len()];
        seen[0] = true;
        Self { btf, seen, order: Vec::new() }
    }

    fn seen(&self, id: TypeId) -> bool {
        self.seen.get(id.0 as usize).copied().unwrap_or(true)
    }

    /// Adds `root` and all that it refers to, each type before the ones that it is first to refer to.
    fn visit(&mut self, root: TypeId) {
        let mut to_visit = vec![root];
        while let Some(id) = to_visit.pop() {
            if self.seen(id) {
                continue;
            }
            self.seen[id.0 as usize] = true;
            self.order.push(id);
            let Some(record) = self.btf.record(id) else { continue };
            to_visit.extend(record.types.iter().rev().map(|&field| TypeId(word(record.bytes, field))));
        }
    }

    /// Adds the tags of what is there already: they refer to types, but nothing refers to them.
    fn visit_tags(&mut self) {
        let mut places = vec![0; self.seen.len()];
        for (place, id) in self.order.iter().enumerate() {
            places[id.0 as usize] = place;
        }
        let mut tags: Vec<_> = self
            .btf
            .types()
            .filter_map(|(id, ty)| match ty.kind {
                Kind::DeclTag { target, component, .. } if !self.seen(id) && self.seen(target) => {
                    Some((places[target.0 as usize], component, ty.name, id))
                }
                _ => None,
            })
            .collect();
        tags.sort_unstable();
        tags.into_iter().for_each(|(_, _, _, id)| self.visit(id));
    }
}

/// A number for each type, by its content and that of all that it refers to.
///
/// Types start with the rank of their own bytes and names, and are then told apart by the ranks of what they refer to,
/// until no round tells more of them apart.
///
/// # Errors
/// Where a chain of references is so long that this takes more looks at types than [`MOST_LOOKS`].
fn ranks(btf: &Btf<'_>) -> Result<Vec<usize>> {
    let records: Vec<_> = (0..btf.len() as u32).map(|id| btf.record(TypeId(id))).collect();
    let own = records.iter().map(|record| {
        let Some(record) = record else { return (Vec::new(), Vec::new()) };
        let mut bytes = record.bytes.to_vec();
        for &field in record.names.iter().chain(&record.types) {
            bytes[field..field + 4].fill(0);
        }
        let names =
            record.names.iter().map(|&field| btf.string(word(record.bytes, field)).unwrap_or_default());
        (bytes, names.collect())
    });
    let (mut ranks, mut classes) = rank(own.collect());
    let mut looks = 0;
    loop {
        looks += records.len();
        if looks > MOST_LOOKS {
            return Err(Error::new(
                "its types refer to each other in chains that are longer than any program's",
            ));
        }
        let keys = records.iter().enumerate().map(|(id, record)| {
            let fields =
                record.iter().flat_map(|record| record.types.iter().map(|&field| word(record.bytes, field)));
            (ranks[id], fields.map(|id| ranks[id as usize]).collect::<Vec<_>>())
        });
        let (finer, more) = rank(keys.collect());
        if more == classes {
            return Ok(ranks);
        }
        (ranks, classes) = (finer, more);
    }
}

/// The place of each key among all different ones, and how many these are.
fn rank<K: Ord>(keys: Vec<K>) -> (Vec<usize>, usize) {
    let mut sorted: Vec<&K> = keys.iter().collect();
    sorted.sort_unstable();
    sorted.dedup();
    let ranks = keys.iter().map(|key| sorted.binary_search(&key).unwrap_or_default()).collect();
    (ranks, sorted.len())
}
