//! All that is known of an object.

use std::collections::BTreeMap;

use coolbpf_contract::btf::{Btf, Kind};
use coolbpf_contract::{CheckedObject, Cpu, Digest, Result};

use crate::alternatives::Alternatives;
use crate::core_relocation::essential;
use crate::facts::{self, Reach};
use crate::function::Code;
use crate::map::Map;
use crate::program::Program;
use crate::type_name::type_name;

/// What an object holds.
///
/// Names are C identifiers, names of sections and types are plain ASCII: all of it may be printed as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "kebab-case"))]
pub struct Inspection {
    /// The digest of the object.
    #[cfg_attr(feature = "serde", serde(serialize_with = "as_text"))]
    pub digest: Digest,
    /// The size in bytes.
    pub size: usize,
    /// The license that the kernel is told; empty where the source names none.
    pub license: String,
    /// The programs, in the order in which they stand in the file.
    pub programs: Vec<Program>,
    /// The groups of programs of which the loader chooses, by name.
    pub alternatives: Vec<Alternatives>,
    /// The maps that the source declares, in the order of the BTF.
    pub maps: Vec<Map>,
    /// The sections with global variables, by name.
    pub globals: Vec<GlobalSection>,
    /// Structs of functions that the kernel is to call (`struct_ops`), by name.
    pub struct_ops: Vec<StructOps>,
    /// The instruction set that the object needs, as clang's `-mcpu` counts them.
    #[cfg_attr(feature = "serde", serde(serialize_with = "as_text"))]
    pub instruction_set: Cpu,
    /// How many source lines instructions are marked with; 0 where the verifier's log will name none.
    pub lines: usize,
    /// The kinds of BTF types, by name, each with how many there are.
    pub btf: Vec<BtfKind>,
}

/// How many types of a kind there are.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "kebab-case"))]
pub struct BtfKind {
    /// The kind, as the kernel's `BTF_KIND_*` names it, in lower case.
    pub kind: &'static str,
    /// How many there are.
    pub count: usize,
}

/// A struct of functions that the kernel is to call, as in `SEC(".struct_ops.link") struct tcp_congestion_ops mine`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "kebab-case"))]
pub struct StructOps {
    /// The name of the variable.
    pub name: String,
    /// The name of the kernel's struct.
    pub struct_name: String,
    /// Whether a link registers it (`.struct_ops.link`).
    pub link: bool,
    /// Whether loaders create it unless they are told not to: its section starts with no `?`.
    pub autocreate: bool,
}

/// A section with global variables.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "kebab-case"))]
pub struct GlobalSection {
    /// The name, as in `.rodata`.
    pub name: String,
    /// The size in bytes.
    pub size: u32,
    /// Whether programs can't write to it.
    pub read_only: bool,
    /// The variables, in the order in which they lie.
    pub variables: Vec<Variable>,
}

/// A global variable.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "kebab-case"))]
pub struct Variable {
    /// The name.
    pub name: String,
    /// The type.
    pub type_name: String,
    /// The size in bytes.
    pub size: u32,
    /// Whether it is `static`.
    pub is_static: bool,
}

impl Inspection {
    /// Inspects an object.
    ///
    /// # Errors
    /// Where its functions overlap, where they call each other so much that following all calls would take more than a
    /// moment, and where it has more than 200,000 CO-RE relocations. No compiler writes such a thing.
    pub fn of(object: &CheckedObject) -> Result<Self> {
        let code = Code::of(object)?;
        let facts = facts::of_all(&code, object.bytes().len())?;
        let mut reach = Reach::new(&facts);
        let mut programs = Vec::new();
        for program in object.programs() {
            if let Some(number) = code.programs.get(program.name.as_str()) {
                programs.extend(Program::of(&code, &facts, &mut reach, *number)?);
            }
        }
        Ok(Self {
            digest: object.digest(),
            size: object.bytes().len(),
            license: object.license().to_owned(),
            instruction_set: facts.iter().map(|facts| facts.cpu).max().unwrap_or(Cpu::V1),
            programs,
            alternatives: Alternatives::all(object),
            maps: Map::all(object),
            globals: globals(object),
            struct_ops: struct_ops(&object.btf()),
            lines: code.line_count(),
            btf: btf_kinds(&object.btf()),
        })
    }
}

fn globals(object: &CheckedObject) -> Vec<GlobalSection> {
    let btf = object.btf();
    let variable = |variable: &coolbpf_contract::Variable| Variable {
        name: variable.name.to_string(),
        type_name: type_name(&btf, variable.type_id),
        size: variable.size,
        is_static: variable.is_static,
    };
    let section = |section: &coolbpf_contract::GlobalSection| GlobalSection {
        name: section.name.clone(),
        size: section.size,
        read_only: section.read_only,
        variables: section.variables.iter().map(variable).collect(),
    };
    object.globals().iter().map(section).collect()
}

fn struct_ops(btf: &Btf<'_>) -> Vec<StructOps> {
    let mut all = Vec::new();
    for (_, ty) in btf.types() {
        let (link, autocreate) = match ty.name {
            ".struct_ops" => (false, true),
            ".struct_ops.link" => (true, true),
            "?.struct_ops" => (false, false),
            "?.struct_ops.link" => (true, false),
            _ => continue,
        };
        let Kind::DataSection { variables, .. } = ty.kind else { continue };
        for declared in variables.filter_map(|variable| btf.type_by_id(variable.type_id)) {
            let Kind::Variable { type_id, .. } = declared.kind else { continue };
            let struct_name = btf.type_by_id(btf.skip_modifiers(type_id)).map_or("", |ty| ty.name);
            all.push(StructOps {
                name: declared.name.to_owned(),
                struct_name: essential(struct_name).to_owned(),
                link,
                autocreate,
            });
        }
    }
    all.sort_by(|a, b| a.name.cmp(&b.name));
    all
}

fn btf_kinds(btf: &Btf<'_>) -> Vec<BtfKind> {
    let mut counts = BTreeMap::new();
    for (_, ty) in btf.types() {
        *counts.entry(kind_name(&ty.kind)).or_insert(0) += 1;
    }
    counts.into_iter().map(|(kind, count)| BtfKind { kind, count }).collect()
}

fn kind_name(kind: &Kind<'_>) -> &'static str {
    match kind {
        Kind::Void => "void",
        Kind::Int(_) => "int",
        Kind::Pointer(_) => "ptr",
        Kind::Array(_) => "array",
        Kind::Struct(_) => "struct",
        Kind::Union(_) => "union",
        Kind::Enum(_) => "enum",
        Kind::Enum64(_) => "enum64",
        Kind::Forward(_) => "fwd",
        Kind::Typedef(_) => "typedef",
        Kind::Volatile(_) => "volatile",
        Kind::Const(_) => "const",
        Kind::Restrict(_) => "restrict",
        Kind::Function { .. } => "func",
        Kind::FunctionPrototype { .. } => "func_proto",
        Kind::Variable { .. } => "var",
        Kind::DataSection { .. } => "datasec",
        Kind::Float { .. } => "float",
        Kind::DeclTag { .. } => "decl_tag",
        Kind::TypeTag { .. } => "type_tag",
    }
}

/// Writes a value as it is displayed.
#[cfg(feature = "serde")]
pub(crate) fn as_text<T: std::fmt::Display, S: serde::Serializer>(
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_str(value)
}
