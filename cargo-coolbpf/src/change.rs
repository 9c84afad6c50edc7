//! What changed between what was vendored and what is.

use std::collections::{BTreeMap, BTreeSet};

use coolbpf_contract::{CheckedObject, Digest, Pin};
use coolbpf_inspect::{Inspection, Jumps, Listing, Program, disassemble};
use serde::Serialize;

use crate::vendored::Vendored;
use crate::{Result, inspect};

/// How many digits of a digest tell objects apart.
const SHORT: usize = 12;

/// What happened to something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Kind {
    Added,
    Removed,
    Changed,
}

/// A value before and after; none where there was or is nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Sides<T> {
    pub(crate) old: Option<T>,
    pub(crate) new: Option<T>,
}

/// What came to a set of names, and what went.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Names {
    pub(crate) added: Vec<String>,
    pub(crate) removed: Vec<String>,
}

/// A vendored object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Version {
    pub(crate) object: String,
    /// What compiled it, as its pin says; none where no pin can be read.
    pub(crate) toolchain: Option<String>,
    pub(crate) oldest_kernel: String,
    /// The digest of the sources and options, as the pin says.
    pub(crate) source: Option<String>,
    /// The digest of the Rust that is compiled with it, as the pin says.
    pub(crate) bindings: Option<String>,
    /// The version of coolbpf that wrote that Rust, if the pin says so.
    pub(crate) bindings_by: Option<String>,
    /// Where it was compiled, as the pin says.
    pub(crate) builder: Option<String>,
    /// The ids of the keys that the pin's signatures claim, which nobody has verified.
    pub(crate) signers: Option<Vec<String>>,
}

impl Version {
    fn of(object: Digest, oldest_kernel: String, pin: Option<&Pin>) -> Self {
        let signers = |pin: &Pin| {
            let ids: BTreeSet<&String> = pin.signatures.iter().map(|signature| &signature.key).collect();
            ids.into_iter().cloned().collect()
        };
        Self {
            object: object.to_string(),
            toolchain: pin.map(|pin| pin.toolchain.clone()),
            oldest_kernel,
            source: pin.map(|pin| pin.source.to_string()),
            bindings: pin.map(|pin| pin.bindings.to_string()),
            bindings_by: pin.and_then(|pin| pin.bindings_by.clone()),
            builder: pin.map(|pin| pin.builder.to_string()),
            signers: pin.map(signers),
        }
    }
}

/// What changed about an object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct ObjectChange {
    /// The name of the Rust module that stands for the object.
    pub(crate) program: String,
    pub(crate) arch: String,
    pub(crate) kind: Kind,
    pub(crate) object: Sides<Version>,
    /// The programs in it that are not the same.
    pub(crate) programs: Vec<ProgramChange>,
    /// The maps in it that are not the same.
    pub(crate) maps: Vec<MapChange>,
}

/// What changed about a program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct ProgramChange {
    pub(crate) name: String,
    pub(crate) kind: Kind,
    /// The section, which says where it is attached.
    pub(crate) section: Sides<String>,
    /// How many instructions are loaded, those of functions that it calls included.
    pub(crate) instructions: Sides<usize>,
    /// Whether the instructions are others.
    pub(crate) code_changed: bool,
    pub(crate) helpers: Names,
    pub(crate) kfuncs: Names,
    /// The maps that it uses.
    pub(crate) maps: Names,
}

/// What changed about a map.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct MapChange {
    pub(crate) name: String,
    pub(crate) kind: Kind,
    /// Type, key, value, size and flags, in words.
    pub(crate) definition: Sides<String>,
}

impl<T> Sides<T> {
    fn kind(&self) -> Kind {
        match (&self.old, &self.new) {
            (None, _) => Kind::Added,
            (_, None) => Kind::Removed,
            _ => Kind::Changed,
        }
    }

    fn map<U>(&self, get: impl Fn(&T) -> U) -> Sides<U> {
        Sides { old: self.old.as_ref().map(&get), new: self.new.as_ref().map(&get) }
    }
}

impl<T: PartialEq> Sides<T> {
    /// Whether there is something on both sides, and not the same.
    pub(crate) fn differ(&self) -> bool {
        self.old.is_some() && self.new.is_some() && self.old != self.new
    }
}

/// The value, or both with an arrow between them; a dash stands for nothing.
impl<T: std::fmt::Display + PartialEq> std::fmt::Display for Sides<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (&self.old, &self.new) {
            (Some(old), Some(new)) if old == new => new.fmt(f),
            (Some(old), Some(new)) => write!(f, "{old} → {new}"),
            (Some(one), None) | (None, Some(one)) => one.fmt(f),
            (None, None) => f.write_str("-"),
        }
    }
}

impl Sides<Version> {
    /// The digests, as short as tells them apart.
    pub(crate) fn object(&self) -> Sides<String> {
        self.map(|version| short(&version.object))
    }

    /// The compilers.
    pub(crate) fn toolchain(&self) -> Sides<String> {
        self.map(|version| version.toolchain.clone().unwrap_or_else(|| "an unknown compiler".to_owned()))
    }

    /// The oldest kernels.
    pub(crate) fn oldest_kernel(&self) -> Sides<String> {
        self.map(|version| version.oldest_kernel.clone())
    }

    /// What else the pins say otherwise than before, in words, with the values if they are to be seen.
    pub(crate) fn pinned(&self) -> Vec<(&'static str, Option<Sides<String>>)> {
        let builder =
            self.map(|version| version.builder.clone().unwrap_or_else(|| "nobody known".to_owned()));
        let signers = self.map(|version| match version.signers.as_deref() {
            None => "nobody known".to_owned(),
            Some([]) => "nobody".to_owned(),
            Some(ids) => format!("by {}", ids.join(" and ")),
        });
        let writer = self.map(|version| match &version.bindings_by {
            Some(version) => format!("coolbpf {version}"),
            None => "an unnamed coolbpf".to_owned(),
        });
        let mut changed = Vec::new();
        if self.map(|version| version.source.clone()).differ() {
            changed.push(("sources changed", None));
        }
        if self.map(|version| version.bindings.clone()).differ() {
            changed.push(("bindings changed", None));
        }
        if writer.differ() {
            changed.push(("writer of the bindings changed", Some(writer)));
        }
        if builder.differ() {
            changed.push(("builder changed", Some(builder)));
        }
        if signers.differ() {
            changed.push(("signatures changed", Some(signers)));
        }
        changed
    }
}

impl Names {
    fn of(sides: Sides<BTreeSet<String>>) -> Self {
        let (old, new) = (sides.old.unwrap_or_default(), sides.new.unwrap_or_default());
        Self {
            added: new.difference(&old).cloned().collect(),
            removed: old.difference(&new).cloned().collect(),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty()
    }

    /// What came, with a plus each, and what went, with a minus.
    pub(crate) fn signed(&self) -> impl Iterator<Item = String> {
        let added = self.added.iter().map(|name| format!("+{name}"));
        added.chain(self.removed.iter().map(|name| format!("-{name}")))
    }
}

/// The start of a digest, as `git` shows commits.
pub(crate) fn short(digest: &str) -> String {
    digest.strip_prefix("sha256:").unwrap_or(digest).chars().take(SHORT).collect()
}

/// Compares what was vendored with what is. What can't be read is passed over if it was, and an error if it is.
pub(crate) fn changes(old: Vec<Vendored>, new: Vec<Vendored>) -> Result<Vec<ObjectChange>> {
    let mut all: BTreeMap<String, Sides<Vendored>> = BTreeMap::new();
    for old in old {
        all.insert(old.stem.clone(), Sides { old: Some(old), new: None });
    }
    for new in new {
        let sides = all.entry(new.stem.clone()).or_insert_with(|| Sides { old: None, new: None });
        sides.new = Some(new);
    }
    let changes: Result<Vec<Option<ObjectChange>>> = all.into_values().map(ObjectChange::of).collect();
    Ok(changes?.into_iter().flatten().collect())
}

/// The changes, with those put together that are the same for several architectures.
pub(crate) fn by_arch(changes: &[ObjectChange]) -> Vec<(Vec<&str>, &ObjectChange)> {
    // The digest of the sources has the architecture in it.
    let alike = |change: &ObjectChange| {
        let object = change.object.map(|version| Version { source: None, ..version.clone() });
        (change.object.pinned(), ObjectChange { arch: String::new(), object, ..change.clone() })
    };
    let mut all: Vec<(Vec<&str>, &ObjectChange)> = Vec::new();
    for change in changes {
        let is_same = |known: &ObjectChange| alike(known) == alike(change);
        match all.iter_mut().find(|(_, known)| is_same(known)) {
            Some((archs, _)) => archs.push(&change.arch),
            None => all.push((vec![&change.arch], change)),
        }
    }
    all
}

/// All that is compared of an object.
struct Seen {
    digest: Digest,
    version: Version,
    inspection: Inspection,
    /// The instructions of each function, by name.
    listings: BTreeMap<String, Listing>,
}

impl Seen {
    fn of(vendored: &Vendored, object: &CheckedObject) -> Result<Self> {
        let inspection = Inspection::of(object)?;
        let pin = vendored.pin.as_ref().ok().and_then(Option::as_ref);
        let oldest_kernel = inspection.requirements(vendored.arch()).oldest.to_string();
        let digest = object.digest();
        let version = Version::of(digest, oldest_kernel, pin);
        let listings = disassemble(object, Jumps::ByLabel)?;
        let listings = listings.into_iter().map(|listing| (listing.name.clone(), listing)).collect();
        Ok(Self { digest, version, inspection, listings })
    }

    /// The text of all that a program's call runs, in its order.
    fn code<'s>(&'s self, program: &'s Program) -> impl Iterator<Item = &'s str> {
        let names = std::iter::once(&program.name).chain(&program.functions);
        let listings = names.filter_map(|name| self.listings.get(name));
        listings.flat_map(|listing| &listing.lines).map(|line| line.text.as_str())
    }
}

impl ObjectChange {
    fn of(sides: Sides<Vendored>) -> Result<Option<Self>> {
        let old = sides.old.and_then(|old| {
            let object = old.object.as_ref().ok()?.as_ref()?;
            Seen::of(&old, object).ok().map(|seen| (old.program(), old.arch(), seen))
        });
        let new = match sides.new {
            None => None,
            Some(Vendored { pin: Err(error), .. } | Vendored { object: Err(error), .. }) => {
                return Err(error);
            }
            Some(new) => match &new.object {
                Ok(Some(object)) => {
                    let in_file = |error| format!("{}: {error}", new.object_file());
                    let seen = Seen::of(&new, object).map_err(in_file)?;
                    Some((new.program(), new.arch(), seen))
                }
                _ => None,
            },
        };
        let Some((program, arch, _)) = new.as_ref().or(old.as_ref()) else { return Ok(None) };
        let (program, arch) = (program.clone(), arch.map(|arch| arch.to_string()).unwrap_or_default());
        let sides = Sides { old: old.map(|(.., seen)| seen), new: new.map(|(.., seen)| seen) };
        let object = sides.map(|seen| seen.version.clone());
        if !object.differ() && object.kind() == Kind::Changed {
            return Ok(None);
        }
        let is_same = sides.map(|seen| seen.digest);
        let is_same = is_same.kind() == Kind::Changed && !is_same.differ();
        let (programs, maps) =
            if is_same { (Vec::new(), Vec::new()) } else { (programs(&sides), maps(&sides)) };
        Ok(Some(Self { program, arch, kind: object.kind(), object, programs, maps }))
    }
}

/// Two sides of each thing that either has, by name.
fn paired<'s, T>(
    sides: &'s Sides<Seen>,
    all: impl Fn(&'s Seen) -> &'s [T],
    name: impl Fn(&T) -> &str,
) -> BTreeMap<String, Sides<&'s T>> {
    let mut pairs = BTreeMap::new();
    let empty = || Sides { old: None, new: None };
    for old in sides.old.iter().flat_map(&all) {
        pairs.entry(name(old).to_owned()).or_insert_with(empty).old = Some(old);
    }
    for new in sides.new.iter().flat_map(&all) {
        pairs.entry(name(new).to_owned()).or_insert_with(empty).new = Some(new);
    }
    pairs
}

fn programs(sides: &Sides<Seen>) -> Vec<ProgramChange> {
    let pairs = paired(sides, |seen| seen.inspection.programs.as_slice(), |program| program.name.as_str());
    let change = |(name, programs): (String, Sides<&Program>)| {
        let names = |get: &dyn Fn(&Program) -> Vec<String>| {
            Names::of(programs.map(|program| get(program).into_iter().collect()))
        };
        let code = |seen: &Option<Seen>, program: Option<&Program>| -> Option<Vec<String>> {
            Some(seen.as_ref()?.code(program?).map(str::to_owned).collect())
        };
        let code = Sides { old: code(&sides.old, programs.old), new: code(&sides.new, programs.new) };
        let change = ProgramChange {
            name,
            kind: programs.kind(),
            section: programs.map(|program| program.section.clone()),
            instructions: programs.map(|program| program.loaded_instructions),
            code_changed: code.differ(),
            helpers: names(&|program| {
                let name = |helper: &coolbpf_inspect::HelperCall| {
                    helper.name.map_or_else(|| format!("helper #{}", helper.id), str::to_owned)
                };
                program.helpers.iter().map(name).collect()
            }),
            kfuncs: names(&|program| program.kfuncs.iter().map(|kfunc| kfunc.name.clone()).collect()),
            maps: names(&|program| program.maps.clone()),
        };
        let is_same = change.kind == Kind::Changed
            && !change.section.differ()
            && !change.code_changed
            && change.helpers.is_empty()
            && change.kfuncs.is_empty()
            && change.maps.is_empty();
        (!is_same).then_some(change)
    };
    pairs.into_iter().filter_map(change).collect()
}

fn maps(sides: &Sides<Seen>) -> Vec<MapChange> {
    let pairs = paired(sides, |seen| seen.inspection.maps.as_slice(), |map| map.name.as_str());
    let change = |(name, maps): (String, Sides<&coolbpf_inspect::Map>)| {
        let definition = maps.map(|map| inspect::describe(map));
        let kind = definition.kind();
        (kind != Kind::Changed || definition.differ()).then_some(MapChange { name, kind, definition })
    };
    pairs.into_iter().filter_map(change).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A version that pins these bindings, with signatures that claim these keys.
    fn version(source: &str, bindings: &str, signers: &[&str]) -> Version {
        Version {
            object: "sha256:0".into(),
            toolchain: Some("clang 19.1.7".into()),
            oldest_kernel: "5.8".into(),
            source: Some(source.into()),
            bindings: Some(bindings.into()),
            bindings_by: Some(format!("0.{bindings}.0")),
            builder: Some("urn:coolbpf:local".into()),
            signers: Some(signers.iter().map(|&id| id.to_owned()).collect()),
        }
    }

    fn change(arch: &str, old: Option<Version>, new: Version) -> ObjectChange {
        let object = Sides { old, new: Some(new) };
        ObjectChange {
            program: "hello".into(),
            arch: arch.into(),
            kind: object.kind(),
            object,
            programs: Vec::new(),
            maps: Vec::new(),
        }
    }

    #[test]
    fn what_only_pins_say_is_told_of() {
        let old = version("1", "1", &["A", "B"]);
        let same = change("x86_64", Some(old.clone()), old.clone()).object;
        assert!(!same.differ() && same.pinned().is_empty());

        let told = crate::diff::of_objects("p", &[change("x86_64", Some(old), version("2", "2", &[]))]);
        let expected = "p: hello for x86_64: 0\n    made by clang 19.1.7; oldest kernel 5.8\n    sources changed\n    \
                        bindings changed\n    writer of the bindings changed: coolbpf 0.1.0 → coolbpf 0.2.0\n    signatures changed: by A and B → nobody\n";
        assert_eq!(told, expected);
        assert!(change("x86_64", None, version("1", "1", &["A"])).object.pinned().is_empty());
    }

    #[test]
    fn architectures_are_put_together_although_their_sources_have_other_digests() {
        let of_arch = |arch: &str, bindings: &str| {
            change(arch, Some(version(arch, "1", &[])), version(arch, bindings, &[]))
        };
        let changes = [of_arch("aarch64", "2"), of_arch("x86_64", "2")];
        assert_eq!(by_arch(&changes).len(), 1);
        assert_eq!(by_arch(&[of_arch("aarch64", "2"), of_arch("x86_64", "3")]).len(), 2);
        let added = ["aarch64", "x86_64"].map(|arch| change(arch, None, version(arch, "1", &[])));
        assert_eq!(by_arch(&added).len(), 1);
    }
}
