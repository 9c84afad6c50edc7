//! How often programs have run, and for how long.

use std::time::Duration;

use coolbpf::{ProgramStatistics, ProgramType, Result};
use coolbpf_features::printing;

use crate::since;
use crate::system::{nice, tid};
use crate::this_kernel::{self, Lack};

fn attached() -> Result<printing::Bpf> {
    let mut open = printing::open()?;
    open.rodata().tid = tid();
    let mut bpf = open.load()?;
    bpf.attach()?;
    Ok(bpf)
}

#[test]
fn runs_are_counted_while_they_are_measured() {
    since::STATISTICS.is_shown_by(|| {
        let bpf = attached()?;
        let program = &bpf.progs.print;
        let measuring = [coolbpf::measure_programs()?, coolbpf::measure_programs()?];
        let before = program.statistics()?;
        for _ in 0..100 {
            nice(1);
        }
        // Other tests may make the same call.
        let spent = program.statistics()?.since(&before);
        assert!(spent.runs >= 100 && spent.run_time > Duration::ZERO, "{spent:?}");
        assert!(spent.average().unwrap() < Duration::from_millis(100), "{spent:?}");
        drop(measuring);
        Ok(())
    });
}

#[test]
fn statistics_of_all_programs_come_with_their_names() {
    since::STATISTICS.is_shown_by(|| {
        let bpf = attached()?;
        let statistics = bpf.statistics()?;
        assert_eq!(statistics.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["print"]);
        Ok(())
    });
}

#[test]
fn the_verifier_s_work_is_told() {
    since::STATISTICS.is_shown_by(|| {
        let bpf = attached()?;
        let ProgramStatistics { verified_instructions, .. } = bpf.progs.print.statistics()?;
        // Before, the kernel doesn't tell. One that is like such a kernel may itself be older or newer than that.
        let is_told = !this_kernel::lacks(Lack::Version, (5, 16));
        let is_other = this_kernel::is_like_another();
        assert!(verified_instructions > 10 || !is_told, "{verified_instructions}");
        assert!(verified_instructions == 0 || is_told || is_other, "{verified_instructions}");
        Ok(())
    });
}

#[test]
fn the_programs_of_all_are_listed_with_what_was_counted_of_them() {
    since::STATISTICS.is_shown_by(|| {
        let bpf = attached()?;
        let own = bpf.progs.print.statistics()?;
        let all = coolbpf::loaded_programs().collect::<Result<Vec<_>>>()?;
        assert!(all.is_sorted_by(|one, next| one.id < next.id), "{all:?}");
        // The kernel takes names since 4.15.
        let name = if this_kernel::bpf_version() < (4, 15) { "" } else { "print" };
        // Other tests load the same program.
        let is_ours =
            |statistics: ProgramStatistics| statistics.verified_instructions == own.verified_instructions;
        let ours = all.iter().find(|program| {
            program.name == name
                && program.program_type == Some(ProgramType::Tracepoint)
                && program.statistics.is_some_and(is_ours)
        });
        let ours = ours.unwrap_or_else(|| panic!("{all:?}"));
        assert!(ours.instructions > 10 && ours.memory.unwrap() > 0, "{ours:?}");
        Ok(())
    });
}
