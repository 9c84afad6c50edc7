//! Where two objects differ.

use std::collections::{BTreeMap, BTreeSet};

use coolbpf_contract::btf::{Btf, Composite, Kind, TypeId};
use coolbpf_contract::elf::{Elf, SHF_EXECINSTR, Section};
use coolbpf_contract::{CheckedObject, printable};
use coolbpf_inspect::{Jumps, Line, Listing, disassemble};
use serde::Serialize;

use crate::Result;

/// How many bytes of a section are shown.
const SHOWN_BYTES: usize = 8;
/// How many members of a struct are shown.
const SHOWN_MEMBERS: usize = 8;

/// The first place where a section or a function of two objects differs.
#[derive(Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Difference {
    /// The section.
    pub(super) section: String,
    /// The program or function; none outside of code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) function: Option<String>,
    /// The instruction, counted from the function's start in eight bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) instruction: Option<usize>,
    /// The BTF type's number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) btf_type: Option<u32>,
    /// The byte of the section, outside of code and types.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) byte: Option<usize>,
    /// What the vendored object has there.
    pub(super) vendored: String,
    /// What the other one has.
    pub(super) rebuilt: String,
}

impl Difference {
    fn of_section(section: &str, vendored: String, rebuilt: String) -> Self {
        Self {
            section: printable(section),
            function: None,
            instruction: None,
            btf_type: None,
            byte: None,
            vendored: printable(&vendored),
            rebuilt: printable(&rebuilt),
        }
    }
}

/// The place, and what stands there on both sides.
impl std::fmt::Display for Difference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "section {}", self.section)?;
        if let Some(function) = &self.function {
            write!(f, ", {function}")?;
        }
        if let Some(instruction) = self.instruction {
            write!(f, ", instruction {instruction}")?;
        }
        if let Some(id) = self.btf_type {
            write!(f, ", BTF type [{id}]")?;
        }
        if let Some(byte) = self.byte {
            write!(f, ", byte {byte}")?;
        }
        write!(f, "\n    vendored: {}\n    rebuilt:  {}", self.vendored, self.rebuilt)
    }
}

/// Where `rebuilt` differs from `vendored`: the first place in each function, then in each other section.
pub(super) fn differences(vendored: &CheckedObject, rebuilt: &CheckedObject) -> Result<Vec<Difference>> {
    let mut all = code(vendored, rebuilt)?;
    let told: BTreeSet<String> = all.iter().map(|difference| difference.section.clone()).collect();
    let (old, new) = (Elf::parse(vendored.bytes())?, Elf::parse(rebuilt.bytes())?);
    let (old, new) = (sections(&old), sections(&new));
    let names: BTreeSet<&[u8]> = old.keys().chain(new.keys()).copied().collect();
    for name in names {
        let shown = String::from_utf8_lossy(name).into_owned();
        let (Some(old), Some(new)) = (old.get(name), new.get(name)) else {
            let size = |section: Option<&Section<'_>>| match section {
                Some(section) => format!("{} bytes", section.size),
                None => "no such section".to_owned(),
            };
            all.push(Difference::of_section(&shown, size(old.get(name)), size(new.get(name))));
            continue;
        };
        if (old.data, old.size) == (new.data, new.size) {
            continue;
        }
        let is_told = old.flags & SHF_EXECINSTR != 0 && told.contains(&shown);
        let types = match shown.as_str() {
            ".BTF" => btf(&vendored.btf(), &rebuilt.btf()),
            _ => None,
        };
        match types {
            _ if is_told => {}
            Some(difference) => all.push(difference),
            None => all.push(bytes(&shown, old.data, new.data)),
        }
    }
    if all.is_empty() {
        let size = |object: &CheckedObject| format!("{} bytes", object.bytes().len());
        all.push(Difference::of_section("(headers)", size(vendored), size(rebuilt)));
    }
    Ok(all)
}

/// The sections, by name.
fn sections<'e>(elf: &Elf<'e>) -> BTreeMap<&'e [u8], Section<'e>> {
    elf.sections.iter().map(|section| (section.name, *section)).collect()
}

/// The first instruction of each function that differs.
fn code(vendored: &CheckedObject, rebuilt: &CheckedObject) -> Result<Vec<Difference>> {
    let (old, new) = (disassemble(vendored, Jumps::ByDistance)?, disassemble(rebuilt, Jumps::ByDistance)?);
    let (old, new) = (functions(&old), functions(&new));
    let keys: BTreeSet<_> = old.keys().chain(new.keys()).copied().collect();
    let mut all = Vec::new();
    for key in keys {
        let (section, name) = key;
        let of_function = |vendored, rebuilt| Difference {
            function: Some(name.to_owned()),
            ..Difference::of_section(section, vendored, rebuilt)
        };
        let (Some(old), Some(new)) = (old.get(&key), new.get(&key)) else {
            let size = |lines: Option<&&[Line]>| match lines {
                Some(lines) => format!("{} instructions", lines.len()),
                None => "no such function".to_owned(),
            };
            all.push(of_function(size(old.get(&key)), size(new.get(&key))));
            continue;
        };
        let text = |line: Option<&Line>| line.map(|line| line.text.clone());
        let ends = || "the function has ended".to_owned();
        let at = (0..old.len().max(new.len())).find(|&at| text(old.get(at)) != text(new.get(at)));
        if let Some(at) = at {
            let (old, new) = (old.get(at), new.get(at));
            all.push(Difference {
                instruction: old.or(new).map(|line| line.index),
                ..of_function(text(old).unwrap_or_else(ends), text(new).unwrap_or_else(ends))
            });
        }
    }
    Ok(all)
}

/// The instructions of functions, by section and name.
fn functions(listings: &[Listing]) -> BTreeMap<(&str, &str), &[Line]> {
    let named = listings.iter().map(|listing| (listing.section.as_str(), listing.name.as_str()));
    named.zip(listings.iter().map(|listing| listing.lines.as_slice())).collect()
}

/// The first type that differs, else the first text, as of a line of C.
fn btf(old: &Btf<'_>, new: &Btf<'_>) -> Option<Difference> {
    let ids = (1..old.len().max(new.len())).filter_map(|id| u32::try_from(id).ok());
    let mut ids = ids.map(TypeId);
    if let Some(id) = ids.find(|id| contents(old, *id) != contents(new, *id)) {
        let difference = Difference::of_section(".BTF", describe(old, id), describe(new, id));
        return Some(Difference { btf_type: Some(id.0), ..difference });
    }
    let texts = |btf: &Btf<'_>| -> Vec<String> {
        let texts = btf.strings().split(|byte| *byte == 0);
        texts.map(|text| format!("text \"{}\"", String::from_utf8_lossy(text).trim())).collect()
    };
    let pair = texts(old).into_iter().zip(texts(new)).find(|(old, new)| old != new);
    pair.map(|(old, new)| Difference::of_section(".BTF", old, new))
}

/// A type with its names, wherever they stand among the strings.
fn contents<'a>(btf: &Btf<'a>, id: TypeId) -> Option<(Vec<u8>, Vec<&'a [u8]>)> {
    let record = btf.record(id)?;
    let mut bytes = record.bytes.to_vec();
    let mut names = Vec::new();
    for at in record.names {
        let word = bytes.get_mut(at..at.checked_add(4)?)?;
        let offset = u32::from_le_bytes(<[u8; 4]>::try_from(&*word).ok()?);
        names.push(btf.string(offset)?);
        word.fill(0);
    }
    Some((bytes, names))
}

/// A type in one line.
fn describe(btf: &Btf<'_>, id: TypeId) -> String {
    let Some(ty) = btf.type_by_id(id) else { return "no such type".to_owned() };
    let named = |kind: &str| format!("{kind} {}", ty.name).trim_end().to_owned();
    let to = |kind: &str, target: TypeId| {
        let name = btf.type_by_id(target).map_or("", |target| target.name);
        format!("{} to type [{}] {name}", named(kind), target.0).trim_end().to_owned()
    };
    let composite = |kind: &str, of: &Composite<'_>| {
        let members = || of.members;
        let mut shown: Vec<String> = members()
            .take(SHOWN_MEMBERS)
            .map(|member| format!("{} [{}] at bit {}", member.name, member.type_id.0, member.bit_offset))
            .collect();
        shown.extend((members().count() > SHOWN_MEMBERS).then(|| "…".to_owned()));
        format!("{} of {} bytes: {}", named(kind), of.size, shown.join(", "))
    };
    match &ty.kind {
        Kind::Void => "void".to_owned(),
        Kind::Int(int) => format!("{} of {} bytes", named("int"), int.size),
        Kind::Float { size } => format!("{} of {size} bytes", named("float")),
        Kind::Pointer(target) => to("pointer", *target),
        Kind::Typedef(target) => to("typedef", *target),
        Kind::Volatile(target) => to("volatile", *target),
        Kind::Const(target) => to("const", *target),
        Kind::Restrict(target) => to("restrict", *target),
        Kind::Array(array) => format!("array of {} of type [{}]", array.length, array.element.0),
        Kind::Struct(of) => composite("struct", of),
        Kind::Union(of) => composite("union", of),
        Kind::Enum(of) | Kind::Enum64(of) => {
            format!("{} of {} bytes with {} values", named("enum"), of.size, of.enumerators.count())
        }
        Kind::Forward(_) => named("declaration of"),
        Kind::Function { .. } => named("function"),
        Kind::FunctionPrototype { .. } => "function prototype".to_owned(),
        Kind::Variable { type_id, .. } => to("variable", *type_id),
        Kind::DataSection { size, .. } => format!("{} of {size} bytes", named("section")),
        Kind::DeclTag { .. } => named("tag"),
        Kind::TypeTag { .. } => named("type tag"),
    }
}

/// The first bytes that differ.
fn bytes(section: &str, old: &[u8], new: &[u8]) -> Difference {
    let at = old.iter().zip(new).take_while(|(old, new)| old == new).count();
    let shown = |bytes: &[u8]| {
        let rest = bytes.get(at..).unwrap_or_default();
        let hex: Vec<String> = rest.iter().take(SHOWN_BYTES).map(|byte| format!("{byte:02x}")).collect();
        match hex.is_empty() {
            true => format!("the section has ended, with {} bytes", bytes.len()),
            false => format!("{}{}", hex.join(" "), if rest.len() > SHOWN_BYTES { " …" } else { "" }),
        }
    };
    Difference { byte: Some(at), ..Difference::of_section(section, shown(old), shown(new)) }
}
