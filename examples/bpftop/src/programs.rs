//! What is known of each program: from the kernel's list of them, and from two BPF iterators.

use std::collections::{BTreeSet, HashMap};
use std::time::Instant;

use coolbpf::attach::Iterate;
use coolbpf::{LoadedProgram, ProgramStatistics, Result};

use crate::bpftop::{self, types};

/// A program, what was counted of it since the look before, and who holds it.
pub(crate) struct Row {
    pub(crate) program: LoadedProgram,
    /// Its name, as whole as it is known.
    pub(crate) name: String,
    pub(crate) held_by: Vec<String>,
    /// For how many seconds, and what. Nothing at the first look.
    spent: Option<(f64, ProgramStatistics)>,
}

impl Row {
    /// The share of a CPU, in percent.
    pub(crate) fn cpu(&self) -> Option<f64> {
        self.spent.map(|(seconds, spent)| 100.0 * spent.run_time.as_secs_f64() / seconds)
    }

    /// Runs in a second.
    pub(crate) fn runs(&self) -> Option<f64> {
        self.spent.map(|(seconds, spent)| spent.runs as f64 / seconds)
    }

    /// How long a run takes.
    pub(crate) fn nanoseconds(&self) -> Option<f64> {
        let (_, spent) = self.spent?;
        (spent.runs > 0).then(|| spent.run_time.as_nanos() as f64 / spent.runs as f64)
    }
}

pub(crate) struct Programs {
    iterators: Option<bpftop::Bpf>,
    /// When the last look was, and what had been counted of each program by then.
    before: Option<(Instant, HashMap<u32, ProgramStatistics>)>,
}

impl Programs {
    /// And what it has to do without on this kernel.
    pub(crate) fn watch() -> (Self, Option<String>) {
        let (iterators, missing) = match bpftop::open().and_then(bpftop::Open::load) {
            Ok(iterators) => (Some(iterators), None),
            Err(error) => {
                let why = format!("{error:#}");
                let why = why.lines().next().unwrap_or_default();
                (None, Some(format!("without whole names, and who holds programs (Linux 5.9): {why}")))
            }
        };
        (Self { iterators, before: None }, missing)
    }

    /// All programs, by number.
    pub(crate) fn look(&mut self) -> Result<Vec<Row>> {
        let (mut names, mut holders) = (HashMap::new(), HashMap::<u32, BTreeSet<(u32, String)>>::new());
        if let Some(bpf) = &self.iterators {
            for name in bpf.progs.names.iterate(Iterate::new())?.records::<types::name>() {
                let name = name?;
                names.insert(name.program, name.text);
            }
            for holder in bpf.progs.holders.iterate(Iterate::new())?.records::<types::holder>() {
                let holder = holder?;
                holders.entry(holder.program).or_default().insert((holder.pid, holder.comm.to_string()));
            }
        }
        let now = Instant::now();
        let before = self.before.take();
        let (mut counted, mut rows) = (HashMap::new(), Vec::new());
        for program in coolbpf::loaded_programs() {
            let program = program?;
            let statistics = program.statistics.unwrap_or_default();
            counted.insert(program.id, statistics);
            let spent = before.as_ref().map(|(then, before)| {
                // One that was not there has been loaded since.
                let before = before.get(&program.id).copied().unwrap_or_default();
                (now.duration_since(*then).as_secs_f64(), statistics.since(&before))
            });
            // Programs may have other names than their functions.
            let whole =
                names.get(&program.id).filter(|name| name.to_bytes().starts_with(program.name.to_bytes()));
            let name = whole.map_or_else(|| program.name.to_string(), ToString::to_string);
            let held_by = holders.remove(&program.id).unwrap_or_default();
            let held_by = held_by.into_iter().map(|(pid, comm)| format!("{pid} {comm}")).collect();
            rows.push(Row { program, name, held_by, spent });
        }
        self.before = Some((now, counted));
        Ok(rows)
    }
}
