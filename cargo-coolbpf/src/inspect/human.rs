//! An inspection for people, no wider than a hundred columns.

use std::fmt::{self, Display, Write as _};

use coolbpf_contract::{Cpu, printable_line};
use coolbpf_inspect::{
    Alternatives, HelperCall, Inspection, KernelSymbol, Listing, Map, Program, Requirement, Requirements,
    SourceLine,
};

use super::Report;
use super::subject::PinReport;

/// How wide lists may get before they go on in the next line.
const WIDTH: usize = 96;
/// How many causes of a requirement are named.
const MOST_CAUSES: usize = 3;

/// The whole report but for the instructions.
pub(super) fn text(report: &Report) -> String {
    let mut text = String::new();
    // Writing into a String can't fail.
    let _ = write_report(&mut text, report);
    text
}

fn write_report(out: &mut String, report: &Report) -> fmt::Result {
    let inspection = &report.inspection;
    writeln!(out, "{}", printable_line(&report.path))?;
    writeln!(out, "  {} bytes, {}", inspection.size, inspection.digest)?;
    match &report.pin {
        Some(pin) => write_pin(out, pin)?,
        None => writeln!(out, "  no pin beside it: neither toolchain nor signatures are known")?,
    }
    contents(out, inspection)?;
    for program in &inspection.programs {
        writeln!(out)?;
        write_program(out, program)?;
    }
    write_alternatives(out, inspection)?;
    write_data(out, inspection)?;
    writeln!(out)?;
    oldest(out, report)
}

fn write_pin(out: &mut String, pin: &PinReport) -> fmt::Result {
    let PinReport { program, arch, toolchain, builder, .. } = pin;
    writeln!(out, "  program {program} for {arch}, made by {toolchain} ({builder})")?;
    writeln!(out, "  sources {}\n  request {}", pin.source, pin.request)?;
    if !pin.object_matches {
        writeln!(out, "  ALTERED: its pin is of another object, {}", pin.object)?;
    }
    match pin.signatures.as_slice() {
        [] => writeln!(out, "  unsigned"),
        keys => writeln!(out, "  signatures by {}; `cargo coolbpf verify` checks them", keys.join(", ")),
    }
}

/// License, instruction set, lines and types: what a diff shows, too.
pub(super) fn contents(out: &mut String, inspection: &Inspection) -> fmt::Result {
    let license = if inspection.license.is_empty() { "no license" } else { &inspection.license };
    let lines = match inspection.lines {
        0 => "no lines of C".to_owned(),
        lines => format!("{lines} lines of C"),
    };
    writeln!(out, "  {license}, instruction set {}, {lines}", inspection.instruction_set)?;
    let kinds = inspection.btf.iter().map(|kind| format!("{} {}", kind.count, kind.kind));
    list(out, "  BTF: ", kinds)
}

/// A program: what it is, and what it uses.
pub(super) fn write_program(out: &mut String, program: &Program) -> fmt::Result {
    writeln!(out, "program {} in {}", program.name, program.section)?;
    writeln!(out, "  {}", kind(program))?;
    let size = match program.loaded_instructions == program.instructions {
        true => format!("{} instructions", program.instructions),
        false => format!(
            "{} instructions, {} with the functions that it calls",
            program.instructions, program.loaded_instructions
        ),
    };
    let set = if program.instruction_set == Cpu::V1 { "" } else { program.instruction_set.as_str() };
    writeln!(out, "  {size}{}{set}", if set.is_empty() { "" } else { ", " })?;
    list(out, "  functions: ", program.functions.iter())?;
    list(out, "  helpers: ", program.helpers.iter().map(helper))?;
    list(out, "  kfuncs: ", program.kfuncs.iter().map(symbol))?;
    list(out, "  externs: ", program.externs.iter().map(symbol))?;
    list(out, "  maps: ", program.maps.iter().chain(&program.data))?;
    if program.core_relocation_count > 0 {
        let plural = if program.core_relocation_count == 1 { "" } else { "s" };
        let start = format!("  CO-RE: {} relocation{plural}: ", program.core_relocation_count);
        list(out, &start, program.core_relocations.iter())?;
    }
    Ok(())
}

fn kind(program: &Program) -> String {
    let Some(program_type) = program.program_type else {
        return "libbpf knows no program type for this section; the loader must be told".to_owned();
    };
    let mut kind = program_type.to_owned();
    if let Some(attach_type) = program.attach_type {
        kind += &format!(", attached as {attach_type}");
    }
    if let Some(target) = &program.target {
        kind += &format!(", to {target}");
    }
    for (is, what) in [
        (program.sleepable, ", sleepable"),
        (program.fragments, ", takes packets of several buffers"),
        (!program.autoload, ", loaded only on request"),
    ] {
        kind += if is { what } else { "" };
    }
    kind
}

fn helper(call: &HelperCall) -> String {
    let guarded = if call.guarded { " (if there is one)" } else { "" };
    format!("{}#{}{guarded}", call.name.unwrap_or("unknown"), call.id)
}

fn symbol(symbol: &KernelSymbol) -> String {
    format!("{}{}", symbol.name, if symbol.weak { " (weak)" } else { "" })
}

/// The groups of programs of which the runtime chooses.
pub(super) fn write_alternatives(out: &mut String, inspection: &Inspection) -> fmt::Result {
    if !inspection.alternatives.is_empty() {
        writeln!(out, "\nalternatives, of which the first that works is used")?;
    }
    for Alternatives { name, ways } in &inspection.alternatives {
        let ways = ways.iter().map(|way| format!("{} ({})", way.name, way.programs.join(" and ")));
        list(out, &format!("  {name}: "), ways)?;
    }
    Ok(())
}

/// Maps, structs of functions and global variables.
pub(super) fn write_data(out: &mut String, inspection: &Inspection) -> fmt::Result {
    if !inspection.maps.is_empty() {
        writeln!(out, "\nmaps")?;
    }
    for map in &inspection.maps {
        writeln!(out, "  {}: {}", map.name, describe(map))?;
    }
    if !inspection.struct_ops.is_empty() {
        writeln!(out, "\nstructs of functions")?;
    }
    for ops in &inspection.struct_ops {
        let link = if ops.link { ", registered by a link" } else { "" };
        writeln!(out, "  {}: struct {}{link}", ops.name, ops.struct_name)?;
    }
    if !inspection.globals.is_empty() {
        writeln!(out, "\nglobal variables")?;
    }
    for section in &inspection.globals {
        let access = if section.read_only { ", read-only" } else { "" };
        writeln!(out, "  {}: {} bytes{access}", section.name, section.size)?;
        for variable in &section.variables {
            let hidden = if variable.is_static { "static " } else { "" };
            writeln!(out, "    {}: {hidden}{}, {} bytes", variable.name, variable.type_name, variable.size)?;
        }
    }
    Ok(())
}

/// A map in one line.
pub(crate) fn describe(map: &Map) -> String {
    let mut text = map.map_type.map_or_else(|| format!("type {}", map.type_id), str::to_owned);
    if map.channel {
        text += " where the kernel has it, and else perf_event_array";
    }
    let side = |name: &Option<String>, size: u32| match name {
        Some(name) => format!("{name} ({size} bytes)"),
        None => format!("{size} bytes"),
    };
    if map.key_size != 0 || map.value_size != 0 {
        text += &format!(", {} => {}", side(&map.key, map.key_size), side(&map.value, map.value_size));
    }
    let unit = if map.map_type.is_some_and(|name| name.ends_with("ringbuf")) { "bytes" } else { "entries" };
    match map.max_entries {
        0 => {}
        entries => text += &format!(", {entries} {unit}"),
    }
    if let Some(events) = &map.events {
        text += &format!(", of {events}");
    }
    for flag in &map.flag_names {
        text += &format!(", {flag}");
    }
    if let Some(channel) = map.state_of() {
        text += &format!(", the state of {channel}");
    }
    if map.pinned { text + ", pinned by name" } else { text }
}

fn oldest(out: &mut String, report: &Report) -> fmt::Result {
    let Requirements { oldest, rows, unknown, undated, by_version } = &report.kernel;
    let (bounds, others): (Vec<_>, Vec<_>) = rows.iter().partition(|row| row.dispensable.is_none());
    if !others.is_empty() {
        writeln!(out, "older kernels do without")?;
    }
    for row in others {
        let why = row.dispensable.as_deref().unwrap_or_default();
        writeln!(out, "  {:<5} {}", row.since.to_string(), reason(row))?;
        writeln!(out, "        {why}")?;
    }
    if !unknown.is_empty() {
        list(out, "no kernel up to 7.0 has: ", unknown.iter())?;
    }
    list(out, "of unknown age, so that it may take a newer kernel: ", undated.iter())?;
    let start = "look at LINUX_KERNEL_VERSION, so that an older kernel may do: ";
    list(out, start, by_version.iter())?;
    let arch = report.arch.map(|arch| format!(" on {arch}")).unwrap_or_default();
    if bounds.is_empty() {
        return writeln!(out, "oldest kernel{arch}: {oldest}, the first with BPF");
    }
    writeln!(out, "oldest kernel{arch}: {oldest}, because of:")?;
    for row in bounds {
        writeln!(out, "  {:<5} {}", row.since.to_string(), reason(row))?;
    }
    Ok(())
}

/// What is needed, by whom, and where that stands.
fn reason(row: &Requirement) -> String {
    let causes = match row.causes.as_slice() {
        [] => String::new(),
        causes if causes.len() <= MOST_CAUSES => format!(": {}", causes.join(", ")),
        [first, second, rest @ ..] => format!(": {first}, {second} and {} others", rest.len()),
        [one] => format!(": {one}"),
    };
    let source = row.source.to_string();
    let source = source.strip_prefix("Linux commit ").unwrap_or(&source);
    format!("{}{causes} [{source}]", row.what)
}

/// A list with commas, over as many lines as it takes; nothing where it is empty.
fn list<T: Display>(out: &mut String, start: &str, items: impl Iterator<Item = T>) -> fmt::Result {
    let mut line = start.to_owned();
    let mut is_first = true;
    for item in items {
        let item = item.to_string();
        if !is_first {
            line.push(',');
            if line.chars().count() + item.chars().count() + 2 > WIDTH {
                writeln!(out, "{line}")?;
                line = "   ".to_owned();
            }
            line.push(' ');
        }
        is_first = false;
        line += &item;
    }
    if is_first { Ok(()) } else { writeln!(out, "{line}") }
}

/// A function's instructions, each below the line of C that it comes from.
pub(super) struct Disassembly<'l>(pub(super) &'l Listing);

impl Display for Disassembly<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Listing { name, section, lines } = self.0;
        writeln!(f, "{name} in {section}:")?;
        let mut last = None;
        for line in lines {
            if let Some(label) = &line.label {
                writeln!(f, "{label}:")?;
            }
            if let Some(source) = line.source.as_ref().filter(|source| last != Some(*source)) {
                let SourceLine { file, line, text } = source;
                writeln!(f, "  ; {text}{}{file}:{line}", if text.is_empty() { "" } else { "  @ " })?;
            }
            last = line.source.as_ref().or(last);
            write!(f, "{:>6}: {}", line.index, line.text)?;
            match &line.core {
                Some(core) => writeln!(f, "  ; {core}")?,
                None => writeln!(f)?,
            }
        }
        Ok(())
    }
}
