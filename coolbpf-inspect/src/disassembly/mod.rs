//! The instructions of an object as text, with the C lines that they come from.

mod text;

use std::collections::BTreeMap;

use coolbpf_contract::{CheckedObject, Error, Result, printable};

use crate::core_relocation::CoreRelocation;
use crate::function::{Code, Function, Referent};
use crate::instruction::{self, Instruction};
pub use text::Jumps;
use text::{Names, text};

/// The kernel's `BPF_COMPLEXITY_LIMIT_INSNS`: no kernel loads a program with more instructions.
const MAX_INSTRUCTIONS: usize = 1_000_000;
/// After how many characters a line of C is cut short.
const LONGEST_LINE: usize = 200;

/// A function's instructions.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "kebab-case"))]
pub struct Listing {
    /// The function's name.
    pub name: String,
    /// The section that it lies in; `.text` for functions that programs call.
    pub section: String,
    /// The instructions, in their order.
    pub lines: Vec<Line>,
}

/// An instruction.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "kebab-case"))]
pub struct Line {
    /// Where it stands, counted from the function's start in eight bytes, as the verifier counts.
    pub index: usize,
    /// The label that jumps call it by, as in `L1`.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub label: Option<String>,
    /// The line of C that starts here.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub source: Option<SourceLine>,
    /// The instruction, as in `r1 = *(u32 *)(r6 + 8)`.
    pub text: String,
    /// Where it jumps to, by label.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub jump: Option<String>,
    /// What the kernel's types decide about it.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub core: Option<CoreRelocation>,
}

/// A line of C.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "kebab-case"))]
pub struct SourceLine {
    /// The file, as the compiler saw it.
    pub file: String,
    /// The line, counted from 1.
    pub line: u32,
    /// Its text, without the blanks around it; empty where the compiler could not read the file.
    pub text: String,
}

/// Writes the instructions of all functions of an object, in the order in which they stand in the file.
///
/// Maps, variables, functions and helpers are called by their names. Text of the object (lines of C) has no control
/// characters any more.
///
/// ```no_run
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use coolbpf_contract::CheckedObject;
///
/// let object = CheckedObject::check(std::fs::read("hello.bpf.o")?)?;
/// for function in coolbpf_inspect::disassemble(&object, coolbpf_inspect::Jumps::ByDistance)? {
///     println!("{}:", function.name);
///     for line in function.lines {
///         println!("{:5}: {}", line.index, line.text);
///     }
/// }
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// Where the object's functions overlap, or have more than a million instructions together: no kernel loads that.
pub fn disassemble(object: &CheckedObject, jumps: Jumps) -> Result<Vec<Listing>> {
    let code = Code::of(object)?;
    let total = code.functions.iter().map(|function| function.code.len() / instruction::SIZE);
    let total = total.fold(0, usize::saturating_add);
    if total > MAX_INSTRUCTIONS {
        return Err(Error::new(format!(
            "the object's functions have {total} instructions; more than {MAX_INSTRUCTIONS} are not disassembled, and \
             no kernel loads them"
        )));
    }
    Ok(code.functions.iter().map(|function| listing(&code, function, jumps)).collect())
}

fn listing(code: &Code<'_>, function: &Function<'_>, jumps: Jumps) -> Listing {
    let labels = labels(function);
    let place = |index: usize| function.start.saturating_add(index.saturating_mul(instruction::SIZE));
    let mut sources = code.lines(function).iter().peekable();
    let mut core = code.core_relocations(function).iter().peekable();
    let line = |(index, instruction): (usize, Instruction)| {
        let is_here = |at: u32| at as usize <= place(index);
        let mut source = None;
        while let Some(next) = sources.next_if(|next| is_here(next.instruction)) {
            source = Some(SourceLine {
                file: shown(code.string(next.file)),
                line: next.line,
                text: shown(code.string(next.text)),
            });
        }
        let mut asked = None;
        while let Some(next) = core.next_if(|next| is_here(next.instruction)) {
            asked = Some(CoreRelocation::of(&code.btf, *next));
        }
        let referent = code.referent(function, index, instruction);
        let name = referent.map(|referent| referent_name(code, instruction, referent));
        let jump = instruction.jump_target(index).and_then(|target| labels.get(&target)).cloned();
        let names = Names {
            referent: name.as_deref(),
            calls_kernel: matches!(referent, Some(Referent::Extern { .. })),
            label: jump.as_deref(),
            jumps,
        };
        let invalid = || format!("invalid instruction {:#04x}", instruction.code);
        let text = text(instruction, names).unwrap_or_else(invalid);
        Line { index, label: labels.get(&index).cloned(), source, text, jump, core: asked }
    };
    Listing {
        name: function.name.to_owned(),
        section: function.section_name.to_owned(),
        lines: instruction::decode(function.code).map(line).collect(),
    }
}

/// The places that a function's jumps lead to, each with a label, numbered from the start.
fn labels(function: &Function<'_>) -> BTreeMap<usize, String> {
    let end = function.code.len() / instruction::SIZE;
    let targets = instruction::decode(function.code)
        .filter_map(|(index, instruction)| instruction.jump_target(index))
        .filter(|target| *target < end);
    let mut labels: BTreeMap<usize, String> = targets.map(|target| (target, String::new())).collect();
    for (number, label) in labels.values_mut().enumerate() {
        *label = format!("L{}", number + 1);
    }
    labels
}

fn referent_name(code: &Code<'_>, instruction: Instruction, referent: Referent<'_>) -> String {
    match referent {
        Referent::Map(name) => format!("map {name}"),
        Referent::Data { variable: Some(name), .. } => format!("&{name}"),
        Referent::Data { section, at, variable: None } => match code.literal(section, at) {
            Some(literal) => format!("\"{}\"", quoted(literal)),
            None => format!("{section} + {at}"),
        },
        Referent::Function(number) => {
            let name = code.functions.get(number).map_or("?", |function| function.name);
            if instruction.is_call() { name.to_owned() } else { format!("&{name}") }
        }
        Referent::Extern { name, .. } if instruction.is_call() => name.to_owned(),
        Referent::Extern { name, .. } => format!("&{name}"),
        Referent::Unknown(name) => format!("{name}?"),
    }
}

/// A string literal as C would write it, cut short.
fn quoted(literal: &[u8]) -> String {
    const LONGEST: usize = 40;
    let shown = literal.get(..LONGEST).unwrap_or(literal).escape_ascii().to_string();
    if literal.len() > LONGEST { shown + "…" } else { shown }
}

/// Text of the object, fit for a terminal.
fn shown(text: &[u8]) -> String {
    // Four bytes are the longest character.
    let text = text.get(..LONGEST_LINE * 4).unwrap_or(text);
    let text: String = String::from_utf8_lossy(text).chars().take(LONGEST_LINE).collect();
    printable(text.trim()).replace('\n', "\\n").replace('\t', " ")
}
