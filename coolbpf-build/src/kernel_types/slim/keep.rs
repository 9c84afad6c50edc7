//! What of a kernel's types is kept.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use coolbpf_contract::btf::{Btf, Composite, Kind, TypeId};

use super::ask::Step;
use super::essential;

/// The types that are kept of a kernel.
pub(super) struct Kept<'k, 'b> {
    kernel: &'k Btf<'b>,
    /// Each with the numbers of the members or enumerators that it keeps. Other parts are always kept.
    types: BTreeMap<TypeId, BTreeSet<usize>>,
    /// How many more types and members may be looked at.
    left: Cell<u32>,
}

/// What any kernel's types take for any object, many times over: some 100,000 at most.
const MOST_STEPS: u32 = 4_000_000;

/// Which parts of a type and of those that it is made of are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Parts {
    None,
    Enumerators,
    All,
}

impl<'k, 'b> Kept<'k, 'b> {
    pub(super) fn new(kernel: &'k Btf<'b>) -> Self {
        Self { kernel, types: BTreeMap::new(), left: Cell::new(MOST_STEPS) }
    }

    pub(super) fn into_types(self) -> BTreeMap<TypeId, BTreeSet<usize>> {
        self.types
    }

    /// Whether so much was looked at that nothing more is.
    pub(super) fn is_exhausted(&self) -> bool {
        self.left.get() == 0
    }

    /// Notes that some types or members are looked at; whether they may be.
    fn may_look(&self, count: usize) -> bool {
        self.left.set(self.left.get().saturating_sub(u32::try_from(count).unwrap_or(u32::MAX)));
        !self.is_exhausted()
    }

    /// Keeps a field with what it lies in.
    pub(super) fn field(&mut self, root: TypeId, steps: &[Step<'_>]) {
        self.value(root);
        let mut id = root;
        for step in steps {
            let Some(next) = self.step(id, *step).filter(|_| self.may_look(1)) else { return };
            id = next;
        }
    }

    /// Keeps an enum with those of its enumerators that have this name.
    pub(super) fn enumerator(&mut self, id: TypeId, name: &str) {
        self.value(id);
        let id = self.kernel.skip_modifiers(id);
        if let Some(Kind::Enum(e) | Kind::Enum64(e)) = self.kind(id)
            && self.may_look(e.enumerators.len())
        {
            let of_name = e.enumerators.enumerate().filter(|(_, one)| essential(one.name) == name);
            let numbers: Vec<usize> = of_name.map(|(number, _)| number).collect();
            self.types.entry(id).or_default().extend(numbers);
        }
    }

    /// Keeps a type with all that it is made of, but without members and enumerators.
    pub(super) fn shape(&mut self, id: TypeId) {
        self.closure(id, Parts::None);
    }

    /// Keeps a type with its members and enumerators, and theirs; behind pointers, without members.
    pub(super) fn whole(&mut self, id: TypeId) {
        self.closure(id, Parts::All);
    }

    /// Keeps what gives values of a type their size and kind. What pointers lead to doesn't.
    fn value(&mut self, mut id: TypeId) {
        while id != TypeId::VOID && !self.types.contains_key(&id) {
            self.types.insert(id, BTreeSet::new());
            id = match self.kind(id) {
                Some(Kind::Array(array)) => array.element,
                Some(kind) => kind.modified().unwrap_or(TypeId::VOID),
                None => TypeId::VOID,
            };
        }
    }

    fn closure(&mut self, root: TypeId, parts: Parts) {
        let mut seen = BTreeSet::new();
        let mut left = vec![(root, parts)];
        while let Some((id, parts)) = left.pop() {
            if id == TypeId::VOID || !seen.insert((id, parts)) {
                continue;
            }
            if !self.may_look(1) {
                return;
            }
            self.value(id);
            match self.kind(id) {
                Some(Kind::Struct(composite) | Kind::Union(composite)) if parts == Parts::All => {
                    if !self.may_look(composite.members.len()) {
                        return;
                    }
                    self.types.entry(id).or_default().extend(0..composite.members.len());
                    left.extend(composite.members.map(|member| (member.type_id, parts)));
                }
                Some(Kind::Enum(e) | Kind::Enum64(e)) if parts != Parts::None => {
                    if !self.may_look(e.enumerators.len()) {
                        return;
                    }
                    self.types.entry(id).or_default().extend(0..e.enumerators.len());
                }
                Some(Kind::Pointer(target)) => {
                    left.push((target, if parts == Parts::All { Parts::Enumerators } else { parts }));
                }
                Some(Kind::Array(array)) => left.push((array.element, parts)),
                Some(Kind::FunctionPrototype { returns, parameters }) => {
                    left.push((returns, parts));
                    left.extend(parameters.map(|parameter| (parameter.type_id, parts)));
                }
                Some(kind) => left.extend(kind.modified().map(|inner| (inner, parts))),
                None => {}
            }
        }
    }

    /// Goes from a value to a part of it, which is kept.
    fn step(&mut self, id: TypeId, step: Step<'_>) -> Option<TypeId> {
        let id = self.kernel.skip_modifiers(id);
        match (self.kind(id)?, step) {
            (Kind::Array(array), Step::Element) => Some(array.element),
            (Kind::Struct(_) | Kind::Union(_), Step::Member(name)) => {
                let way = self.find(id, name)?;
                way.into_iter().map(|(composite, number)| self.member(composite, number)).last()?
            }
            _ => None,
        }
    }

    /// The first member of this name, with the nameless ones that it lies in before it: each the type that it is in, and its number
    /// there.
    fn find(&self, root: TypeId, name: &str) -> Option<Vec<(TypeId, usize)>> {
        // Whatever has been searched in vain isn't searched again, so that no kernel makes this long.
        let mut seen = BTreeSet::from([root]);
        let mut way = vec![(root, 0)];
        while let Some((id, number)) = way.last_mut().filter(|_| self.may_look(1)) {
            let (id, at) = (*id, *number);
            *number += 1;
            let Some(member) = self.members(id).and_then(|mut composite| composite.members.nth(at)) else {
                way.pop();
                continue;
            };
            if member.name == name {
                way.iter_mut().for_each(|(_, next)| *next -= 1);
                return Some(way);
            }
            let inner = self.kernel.skip_modifiers(member.type_id);
            if member.name.is_empty() && seen.insert(inner) {
                way.push((inner, 0));
            }
        }
        None
    }

    /// Keeps a member; returns its type.
    fn member(&mut self, id: TypeId, number: usize) -> Option<TypeId> {
        let members = self.members(id)?.members;
        let (mut rest, last) = (members, members.len().checked_sub(1)?);
        let type_id = rest.nth(number)?.type_id;
        self.value(type_id);
        self.types.entry(id).or_default().insert(number);
        // An array without elements is of any length where it comes last, and only there. So it must be here.
        if self.is_empty_array(type_id)
            && let Some(other) = rest.last()
        {
            self.types.entry(id).or_default().insert(last);
            self.value(other.type_id);
        }
        Some(type_id)
    }

    fn is_empty_array(&self, id: TypeId) -> bool {
        matches!(self.kind(self.kernel.skip_modifiers(id)), Some(Kind::Array(array)) if array.length == 0)
    }

    fn members(&self, id: TypeId) -> Option<Composite<'b>> {
        match self.kind(id)? {
            Kind::Struct(composite) | Kind::Union(composite) => Some(composite),
            _ => None,
        }
    }

    fn kind(&self, id: TypeId) -> Option<Kind<'b>> {
        self.kernel.type_by_id(id).map(|found| found.kind)
    }
}
