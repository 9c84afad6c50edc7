//! A program, with all that it calls.

use coolbpf_contract::{Cpu, Result};

use crate::core_relocation::CoreRelocation;
use crate::facts::{Facts, Reach};
use crate::function::Code;
use crate::kernel::helper;
use crate::section_rule::{SectionForm, SectionRule};

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
    /// The names of the rows of [`crate::kernel::FEATURES`] that its instructions and calls need.
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
    /// none (`bpf_core_enum_value_exists(enum bpf_func_id, ...)`).
    pub guarded: bool,
}

/// A function or variable of the kernel.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "kebab-case"))]
pub struct KernelSymbol {
    /// The name.
    pub name: String,
    /// Whether it is declared `__weak`, so that the program loads where the kernel lacks it.
    pub weak: bool,
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
        let owned =
            |names: &std::collections::BTreeSet<&str>| names.iter().map(|name| (*name).to_owned()).collect();
        let symbols = |symbols: &std::collections::BTreeSet<(&str, bool)>| {
            let symbol = |(name, weak): &(&str, bool)| KernelSymbol { name: (*name).to_owned(), weak: *weak };
            symbols.iter().map(symbol).collect()
        };
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
            kfuncs: symbols(&all.kfuncs),
            externs: symbols(&all.externs),
            functions,
            maps: owned(&all.maps),
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
    let asked: Vec<String> = all.core.iter().filter_map(CoreRelocation::asks_for_helper).collect();
    let call = |id: &u32| {
        let name = helper(*id).map(|helper| helper.name);
        let guarded = name.is_some_and(|name| asked.iter().any(|asked| asked == name));
        HelperCall { id: *id, name, guarded }
    };
    all.helpers.iter().map(call).collect()
}

/// The rows of the table of features that the program needs.
fn program_features(
    code: &Code<'_>,
    all: &Facts<'_>,
    reached: &std::collections::BTreeSet<usize>,
) -> Vec<&'static str> {
    /// What kernels before 5.2 took, `BPF_MAXINSNS`.
    const OLD_MOST_INSTRUCTIONS: usize = 4096;
    let mut features = all.features.clone();
    let mut needs = |is_needed: bool, feature| {
        if is_needed {
            features.insert(feature);
        }
    };
    let is_kernel_variable = |name: &str| code.is_kernel_variable(name);
    let functions = || reached.iter().filter_map(|number| code.functions.get(*number));
    needs(all.instructions > OLD_MOST_INSTRUCTIONS, "large-programs");
    needs(!all.calls.is_empty(), "function-calls");
    needs(!all.callbacks.is_empty(), "callbacks");
    needs(all.tail_calls() && !all.calls.is_empty(), "tail-calls-from-functions");
    needs(functions().any(|function| function.is_global), "global-functions");
    needs(!all.data.is_empty() || all.externs.iter().any(|(name, _)| code.is_setting(name)), "global-data");
    needs(!all.kfuncs.is_empty(), "kfuncs");
    needs(all.externs.iter().any(|(name, _)| is_kernel_variable(name)), "kernel-variables");
    needs(all.core.iter().any(|relocation| relocation.kind.asks_the_kernel()), "core-relocations");
    features.into_iter().collect()
}
