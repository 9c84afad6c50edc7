//! The functions of the kernel's `[vdso]`, which it maps into each process.

use std::ops::Range;

use blazesym::symbolize::source::{Process, Source};
use blazesym::symbolize::{Input, Symbolizer, cache};
use blazesym::{Pid, symbolize::Symbolized};

use super::maps::{self, Mapping};

/// Where it is in this process, whose copy is asked: it is the same as in all others of this instruction set.
#[derive(Debug, Default)]
pub(super) struct Vdso {
    own: Option<Range<u64>>,
}

impl Vdso {
    /// What is at an address of a process that has it mapped there; `None` where it isn't the one of this process.
    pub(super) fn symbolize<'symbols>(
        &mut self,
        symbols: &'symbols Symbolizer,
        mapping: &Mapping,
        address: u64,
    ) -> Option<blazesym::Result<Symbolized<'symbols>>> {
        let own = match &self.own {
            Some(own) => own,
            None => {
                let own = maps::read("self").ok()?.into_iter().find(|mapping| mapping.is_vdso)?;
                // It stays where it is: one reading is enough.
                let mut process = cache::Process::new(Pid::Slf);
                process.cache_perf_map = false;
                symbols.cache(&process.into()).ok()?;
                self.own.insert(own.range)
            }
        };
        if own.end - own.start != mapping.range.end - mapping.range.start {
            return None;
        }
        let address = own.start + address.checked_sub(mapping.range.start)?;
        let mut process = Process::new(Pid::Slf);
        process.map_files = false;
        process.perf_map = false;
        Some(symbols.symbolize_single(&Source::from(process), Input::AbsAddr(address)))
    }
}
