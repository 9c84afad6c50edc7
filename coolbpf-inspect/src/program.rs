//! A program, with all that it calls.

use std::collections::BTreeSet;

use coolbpf_contract::{Cpu, Result};

use crate::core_relocation::CoreRelocation;
use crate::facts::{Facts, Reach};
use crate::function::Code;
use crate::section_rule::{SectionForm, SectionRule};
use coolbpf_linux::helper;

/// A program: a function that the kernel is given to call, with the functions that it calls in turn.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "kebab-case"))]
pub struct Program {
    /// The name.
    pub name: String,
    /// The section, as in `?fentry/vfs_read`.
    pub section: String,
    /// Whether loaders load it unless they are told not to: its section starts with no `?`.
    pub autoload: bool,
    /// The program type by libbpf's rules, as in `tracing`; `None` where the loader must be told.
    pub program_type: Option<&'static str>,
    /// The attach type by libbpf's rules, as in `trace_fentry`; `None` where the section asks for none.
    pub attach_type: Option<&'static str>,
    /// What it is attached to, as in `vfs_read`; `None` where that is chosen at run time.
    pub target: Option<String>,
    /// Whether it may sleep.
    pub sleepable: bool,
    /// Whether it reads packets of several buffers (XDP).
    pub fragments: bool,
    /// How many instructions the program's own function has; one with a 64-bit immediate counts as two, as the
    /// kernel counts it.
    pub instructions: usize,
    /// How many it has with those of all functions that it calls: what is loaded.
    pub loaded_instructions: usize,
    /// The helpers that it calls, by number.
    pub helpers: Vec<HelperCall>,
    /// The functions of the kernel that it calls, by name.
    pub kfuncs: Vec<KernelSymbol>,
    /// The variables of the kernel and settings of its configuration that it reads, by name.
    pub externs: Vec<KernelSymbol>,
    /// The functions of the object that it calls, also by way of others, or passes on, by name.
    pub functions: Vec<String>,
    /// The maps that it uses, by name.
    pub maps: Vec<String>,
    /// Those of its maps that are ring buffers where the kernel has them, and perf buffers elsewhere, by name: what `COOLBPF_EVENTS`
    /// declares and `coolbpf_reserve` and its like are called for.
    pub channels: Vec<String>,
    /// The sections of variables that it uses, by name.
    pub data: Vec<String>,
    /// What it asks of the kernel's types, each question once.
    pub core_relocations: Vec<CoreRelocation>,
    /// How many instructions ask.
    pub core_relocation_count: usize,
    /// How many source lines its instructions are marked with.
    pub lines: usize,
    /// The instruction set that it needs.
    #[cfg_attr(feature = "serde", serde(serialize_with = "crate::inspection::as_text"))]
    pub instruction_set: Cpu,
    /// The names of the rows of [`coolbpf_linux::FEATURES`] that its instructions and calls need.
    pub features: Vec<&'static str>,
}

/// A call of a helper.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "kebab-case"))]
pub struct HelperCall {
    /// The number.
    pub id: u32,
    /// The name, as in `bpf_map_lookup_elem`; `None` where no kernel is known to have such a helper.
    pub name: Option<&'static str>,
    /// Whether the program asks the kernel's types whether there is such a helper, so that it does without where there is
    /// none (`bpf_core_enum_value_exists(enum bpf_func_id, ...)`, `LINUX_HAS_BPF_COOKIE`).
    pub guarded: bool,
}

/// A function or variable of the kernel.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "kebab-case"))]
pub struct KernelSymbol {
    /// The name.
    pub name: String,
    /// Whether it is declared `__weak`, so that libbpf hands the program over where the kernel lacks it.
    pub weak: bool,
    /// Whether the program loads where the kernel lacks it: it is weak, and if it is called, the program looks at its address,
    /// too (`bpf_ksym_exists`). Without that the verifier meets a call of nothing.
    pub guarded: bool,
}

impl Program {
    pub(crate) fn of<'a>(
        code: &Code<'a>,
        facts: &[Facts<'a>],
        reach: &mut Reach<'_, 'a>,
        number: usize,
    ) -> Result<Option<Self>> {
        let (Some(function), Some(own)) = (code.functions.get(number), facts.get(number)) else {
            return Ok(None);
        };
        let (all, reached) = reach.from(number)?;
        let section = function.section_name.strip_prefix('?');
        let autoload = section.is_none();
        let section = section.unwrap_or(function.section_name);
        let rule = SectionRule::of(section);
        let owned = |names: &BTreeSet<&str>| names.iter().map(|name| (*name).to_owned()).collect();
        let symbol = |name: &str, weak: bool, looks: bool| KernelSymbol {
            name: name.to_owned(),
            weak,
            guarded: weak && looks,
        };
        let looks_at = |name| all.externs.contains(&(name, true)) || all.externs.contains(&(name, false));
        let mut functions: Vec<String> =
            reached.iter().filter_map(|number| Some(code.functions.get(*number)?.name.to_owned())).collect();
        functions.sort();
        Ok(Some(Self {
            name: function.name.to_owned(),
            section: function.section_name.to_owned(),
            autoload,
            program_type: rule.map(|rule| rule.program_type),
            attach_type: rule.and_then(|rule| rule.attach_type),
            target: rule.and_then(|rule| rule.target(section)).map(str::to_owned),
            sleepable: rule.is_some_and(|rule| rule.form == SectionForm::Sleepable),
            fragments: rule.is_some_and(|rule| rule.form == SectionForm::XdpFragments),
            instructions: own.instructions,
            loaded_instructions: all.instructions,
            helpers: helpers(&all),
            kfuncs: all.kfuncs.iter().map(|(name, weak)| symbol(name, *weak, looks_at(name))).collect(),
            externs: all.externs.iter().map(|(name, weak)| symbol(name, *weak, true)).collect(),
            functions,
            maps: owned(&all.maps),
            channels: owned(&all.channels),
            data: owned(&all.data),
            features: program_features(code, &all, &reached),
            core_relocations: all.core.into_iter().collect(),
            core_relocation_count: all.core_count,
            lines: all.lines,
            instruction_set: all.cpu,
        }))
    }
}

fn helpers(all: &Facts<'_>) -> Vec<HelperCall> {
    /// What libbpf makes up: whether the kernel has `bpf_get_attach_cookie`, which `usdt.bpf.h` looks at.
    const HAS_COOKIE: &str = "LINUX_HAS_BPF_COOKIE";
    let mut asked: Vec<String> = all.core.iter().filter_map(CoreRelocation::asks_for_helper).collect();
    if all.externs.iter().any(|(name, _)| *name == HAS_COOKIE) {
        asked.push("bpf_get_attach_cookie".to_owned());
    }
    let call = |id: &u32| {
        let name = helper(*id).map(|helper| helper.name);
        let guarded = name.is_some_and(|name| asked.iter().any(|asked| asked == name));
        HelperCall { id: *id, name, guarded }
    };
    all.helpers.iter().map(call).collect()
}

/// The rows of the table of features that the program needs.
fn program_features(code: &Code<'_>, all: &Facts<'_>, reached: &BTreeSet<usize>) -> Vec<&'static str> {
    /// What kernels before 5.2 took, `BPF_MAXINSNS`.
    const OLD_MOST_INSTRUCTIONS: usize = 4096;
    let mut features = all.features.clone();
    let mut needs = |is_needed: bool, feature| {
        if is_needed {
            features.insert(feature);
        }
    };
    let functions = || reached.iter().filter_map(|number| code.functions.get(*number));
    needs(all.instructions > OLD_MOST_INSTRUCTIONS, "large-programs");
    needs(!all.calls.is_empty(), "function-calls");
    needs(!all.callbacks.is_empty(), "callbacks");
    needs(all.tail_calls() && !all.calls.is_empty(), "tail-calls-from-functions");
    needs(functions().any(|function| function.is_global), "global-functions");
    needs(!all.data.is_empty() || all.externs.iter().any(|(name, _)| code.is_setting(name)), "global-data");
    needs(!all.kfuncs.is_empty(), "kfuncs");
    // The loader puts nothing in the place of weak ones that the kernel lacks.
    needs(
        all.externs.iter().any(|(name, is_weak)| !is_weak && code.is_kernel_variable(name)),
        "kernel-variables",
    );
    needs(all.core.iter().any(|relocation| relocation.kind.asks_the_kernel()), "core-relocations");
    features.into_iter().collect()
}
