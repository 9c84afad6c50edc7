//! What each function does by itself, and what a program does with the functions that it calls.

use std::collections::BTreeSet;

use coolbpf_contract::{Cpu, Error, Result};

use crate::control_flow::has_loop;
use crate::core_relocation::CoreRelocation;
use crate::function::{Code, Function, Referent};
use crate::instruction::{self, ALU64, FETCH, Instruction, JA, JCOND, JMP, JMP32, MOV, PSEUDO_KFUNC_CALL};

/// How many facts are gathered over all programs, so that a web of calls is not walked without end.
const MAX_STEPS: usize = 2_000_000;

/// How many CO-RE relocations are read. The largest objects that are known have some thousands.
const MAX_CORE_RELOCATIONS: usize = 200_000;

/// `bpf_tail_call`.
const TAIL_CALL: u32 = 12;

/// What `coolbpf.h` has where the load decides whether the map that is named directly before is a ring buffer.
const IS_RING: u64 = 0x636f_6f6c_6270_6601;

/// What a function does by itself, or a program with all that it calls.
#[derive(Debug, Clone, Default)]
pub(crate) struct Facts<'a> {
    pub(crate) instructions: usize,
    pub(crate) helpers: BTreeSet<u32>,
    /// Names, and whether the kernel may lack it.
    pub(crate) kfuncs: BTreeSet<(&'a str, bool)>,
    pub(crate) externs: BTreeSet<(&'a str, bool)>,
    pub(crate) maps: BTreeSet<&'a str>,
    /// The maps of which the load decides what they are.
    pub(crate) channels: BTreeSet<&'a str>,
    /// The sections of variables that are used.
    pub(crate) data: BTreeSet<&'a str>,
    /// Functions by their number: those that are called, and those whose address is taken.
    pub(crate) calls: BTreeSet<usize>,
    pub(crate) callbacks: BTreeSet<usize>,
    pub(crate) core: BTreeSet<CoreRelocation>,
    pub(crate) core_count: usize,
    pub(crate) lines: usize,
    pub(crate) cpu: Cpu,
    /// Names of the rows of [`coolbpf_linux::FEATURES`] that instructions need.
    pub(crate) features: BTreeSet<&'static str>,
}

impl<'a> Facts<'a> {
    /// What the function does by itself.
    pub(crate) fn of(code: &Code<'a>, function: &Function<'a>) -> Self {
        let core = code.core_relocations(function);
        let mut facts = Self {
            instructions: function.code.len() / instruction::SIZE,
            core: core.iter().map(|relocation| CoreRelocation::of(&code.btf, *relocation)).collect(),
            core_count: core.len(),
            lines: code.lines(function).len(),
            cpu: Cpu::V1,
            ..Self::default()
        };
        if has_loop(function.code) {
            facts.features.insert("bounded-loops");
        }
        let mut map_before = None;
        for (index, instruction) in instruction::decode(function.code) {
            if instruction.wide_immediate() == Some(IS_RING) {
                facts.channels.extend(map_before);
            }
            map_before = None;
            facts.cpu = facts.cpu.max(instruction.cpu());
            facts.features.extend(features(instruction));
            facts.helpers.extend(instruction.helper());
            match code.referent(function, index, instruction) {
                Some(Referent::Map(name)) => {
                    facts.maps.insert(name);
                    map_before = Some(name);
                }
                Some(Referent::Data { section, .. }) => _ = facts.data.insert(section),
                Some(Referent::Function(number)) if instruction.is_call() => _ = facts.calls.insert(number),
                Some(Referent::Function(number)) => _ = facts.callbacks.insert(number),
                Some(Referent::Extern { name, is_weak }) if instruction.is_call() => {
                    facts.kfuncs.insert((name, is_weak));
                }
                Some(Referent::Extern { name, is_weak }) => _ = facts.externs.insert((name, is_weak)),
                Some(Referent::Unknown(_)) | None => {}
            }
        }
        facts
    }

    /// Whether it calls another program instead of returning.
    pub(crate) fn tail_calls(&self) -> bool {
        self.helpers.contains(&TAIL_CALL)
    }

    fn add(&mut self, other: &Self) {
        self.instructions = self.instructions.saturating_add(other.instructions);
        self.core_count = self.core_count.saturating_add(other.core_count);
        self.lines = self.lines.saturating_add(other.lines);
        self.cpu = self.cpu.max(other.cpu);
        self.helpers.extend(&other.helpers);
        self.kfuncs.extend(&other.kfuncs);
        self.externs.extend(&other.externs);
        self.maps.extend(&other.maps);
        self.channels.extend(&other.channels);
        self.data.extend(&other.data);
        self.calls.extend(&other.calls);
        self.callbacks.extend(&other.callbacks);
        self.core.extend(other.core.iter().cloned());
        self.features.extend(&other.features);
    }

    /// How many things are there to add.
    fn len(&self) -> usize {
        [
            self.helpers.len(),
            self.kfuncs.len(),
            self.externs.len(),
            self.maps.len(),
            self.channels.len(),
            self.data.len(),
            self.calls.len(),
            self.callbacks.len(),
            self.core.len(),
            self.features.len(),
            1,
        ]
        .iter()
        .sum()
    }
}

/// The rows of the table of features that an instruction alone needs.
fn features(instruction: Instruction) -> impl Iterator<Item = &'static str> {
    let is_may_goto = instruction.class() == JMP && instruction.operation() == JCOND;
    let is_move = instruction.class() == ALU64 && instruction.operation() == MOV;
    let is_computed =
        instruction.class() == JMP && instruction.operation() == JA && instruction.has_source_register();
    [
        (is_may_goto, "may-goto"),
        (is_computed, "indirect-jumps"),
        (instruction.class() == JMP32 && instruction.operation() != JA, "instruction-set-v3"),
        (instruction.cpu() == Cpu::V2, "instruction-set-v2"),
        (instruction.is_load_acquire_or_store_release(), "load-acquire"),
        (
            instruction.cpu() == Cpu::V4 && !instruction.is_load_acquire_or_store_release(),
            "instruction-set-v4",
        ),
        (is_move && instruction.has_source_register() && instruction.offset == 1, "address-space-casts"),
        (is_atomic_beyond_add(instruction), "atomics"),
        (instruction.is_call() && instruction.src == PSEUDO_KFUNC_CALL, "kfuncs"),
    ]
    .into_iter()
    .filter_map(|(needs, name)| needs.then_some(name))
}

/// Atomic additions without a result are as old as BPF.
fn is_atomic_beyond_add(instruction: Instruction) -> bool {
    instruction.is_atomic()
        && !instruction.is_load_acquire_or_store_release()
        && (instruction.imm & FETCH != 0 || instruction.imm != 0)
}

/// The facts of all functions by themselves.
///
/// # Errors
/// Where functions overlap, so that the same code would be read again and again, or where there are far more CO-RE relocations
/// than in any object that is known.
pub(crate) fn of_all<'a>(code: &Code<'a>, size: usize) -> Result<Vec<Facts<'a>>> {
    let total = code.functions.iter().map(|function| function.code.len()).fold(0, usize::saturating_add);
    if total > size {
        return Err(Error::new(format!(
            "the object's functions have {total} bytes together, more than the object's {size}: they overlap"
        )));
    }
    let questions: usize = code.functions.iter().map(|function| code.core_relocations(function).len()).sum();
    if questions > MAX_CORE_RELOCATIONS {
        return Err(Error::new(format!(
            "the object has {questions} CO-RE relocations, more than the {MAX_CORE_RELOCATIONS} that are read"
        )));
    }
    Ok(code.functions.iter().map(|function| Facts::of(code, function)).collect())
}

/// A walk over the calls of programs.
pub(crate) struct Reach<'f, 'a> {
    facts: &'f [Facts<'a>],
    steps: usize,
}

impl<'f, 'a> Reach<'f, 'a> {
    pub(crate) fn new(facts: &'f [Facts<'a>]) -> Self {
        Self { facts, steps: 0 }
    }

    /// What the function does with all that it calls.
    ///
    /// # Errors
    /// Where the programs of the object, all taken together, call more than can be followed in a moment.
    pub(crate) fn from(&mut self, function: usize) -> Result<(Facts<'a>, BTreeSet<usize>)> {
        let mut reached = BTreeSet::new();
        let mut open = vec![function];
        let mut all = Facts { cpu: Cpu::V1, ..Facts::default() };
        while let Some(number) = open.pop() {
            if !reached.insert(number) {
                continue;
            }
            let Some(own) = self.facts.get(number) else { continue };
            self.steps = self.steps.saturating_add(own.len());
            if self.steps > MAX_STEPS {
                return Err(Error::new("the object's programs call too many functions to follow them all"));
            }
            all.add(own);
            open.extend(own.calls.iter().chain(&own.callbacks));
        }
        reached.remove(&function);
        Ok((all, reached))
    }
}
