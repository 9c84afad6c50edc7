//! What the verifier says a check has cost.

use serde::Serialize;

/// The numbers at the end of a verifier's log (`print_verification_stats` in the kernel's `kernel/bpf/verifier.c`). They are no
/// promise of the kernel's, and differ between versions: what a log lacks is absent here.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Statistics {
    /// How many instructions the verifier went through, on all paths together.
    pub(crate) processed: Option<u64>,
    /// How many it would have gone through at most.
    pub(crate) limit: Option<u64>,
    /// How many states it kept in all.
    pub(crate) total_states: Option<u64>,
    /// How many of them it kept at one time.
    pub(crate) peak_states: Option<u64>,
    /// The most states that it kept of one instruction.
    pub(crate) max_states_per_insn: Option<u64>,
    /// The bytes of stack that each function uses, the program first.
    pub(crate) stack_depth: Vec<u64>,
    /// How long it took, in microseconds.
    pub(crate) time_us: Option<u64>,
}

impl Statistics {
    /// Reads them from a log; `None` where it has none.
    pub(crate) fn read(log: &str) -> Option<Self> {
        let mut found = Self::default();
        for line in log.lines() {
            let words: Vec<&str> = line.split_whitespace().collect();
            match words.first() {
                Some(&"processed") => found.read_counts(&words),
                Some(&"stack") => {
                    let depths = words.strip_prefix(&["stack", "depth"]).and_then(<[&str]>::first);
                    found.stack_depth.extend(depths.into_iter().flat_map(|depths| each(depths)));
                }
                Some(&"verification") => found.time_us = after(&words, "time"),
                _ => {}
            }
        }
        (found != Self::default()).then_some(found)
    }

    /// `processed 37 insns (limit 1000000) max_states_per_insn 0 total_states 2 peak_states 2 mark_read 1`, or, up to Linux
    /// 5.1, `processed 37 insns (limit 131072), stack depth 32+0`.
    fn read_counts(&mut self, words: &[&str]) {
        self.processed = after(words, "processed");
        self.limit = after(words, "(limit");
        self.total_states = after(words, "total_states");
        self.peak_states = after(words, "peak_states");
        self.max_states_per_insn = after(words, "max_states_per_insn");
        if let Some(depths) = words.windows(3).find(|three| three.starts_with(&["stack", "depth"])) {
            self.stack_depth.extend(depths.iter().skip(2).flat_map(|depths| each(depths)));
        }
    }

    /// The stack of the program and of the functions that it calls, as in `32+16`.
    pub(crate) fn stack(&self) -> Option<String> {
        let depths: Vec<String> = self.stack_depth.iter().map(u64::to_string).collect();
        (!depths.is_empty()).then(|| depths.join("+"))
    }
}

/// The number behind a word.
fn after(words: &[&str], name: &str) -> Option<u64> {
    let at = words.iter().position(|word| *word == name)?;
    let number = words.get(at + 1)?.trim_end_matches([')', ',']);
    number.parse().ok()
}

/// The numbers of `32+0`, as far as they are numbers.
fn each(depths: &str) -> impl Iterator<Item = u64> + use<'_> {
    depths.split('+').map_while(|depth| depth.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_of_each_kernel_is_read() {
        let rows = [
            // Linux 4.14 to 5.1
            ("processed 37 insns (limit 131072), stack depth 32+0\n", (Some(37), None, None, vec![32, 0])),
            (
                "processed 37 insns (limit 1000000) max_states_per_insn 0 total_states 2 peak_states 2 mark_read 1\n",
                (Some(37), Some(2), Some(2), vec![]),
            ),
            // Linux 5.10
            (
                "verification time 46 usec\nstack depth 8\nprocessed 14 insns (limit 1000000) max_states_per_insn 0 \
                 total_states 1 peak_states 1 mark_read 1\n",
                (Some(14), Some(1), Some(1), vec![8]),
            ),
            // Linux 6.18, with functions
            (
                "func#0 @0\nverification time 3016 usec\nstack depth 320+8+0\nprocessed 40218 insns (limit 1000000) \
                 max_states_per_insn 12 total_states 902 peak_states 310 mark_read 0\n",
                (Some(40218), Some(902), Some(310), vec![320, 8, 0]),
            ),
            // Words that may come
            (
                "stack depth 32+0 max 32\nprocessed 37 insns (limit 1000000) widgets 7 peak_states 2 total_states 3\n",
                (Some(37), Some(3), Some(2), vec![32, 0]),
            ),
        ];
        for (log, expected) in rows {
            let read = Statistics::read(log).unwrap();
            let found = (read.processed, read.total_states, read.peak_states, read.stack_depth);
            assert_eq!(found, expected, "{log}");
        }
    }

    #[test]
    fn time_and_limit_are_read_too() {
        let log = "verification time 46 usec\nstack depth 8\nprocessed 14 insns (limit 1000000) max_states_per_insn 3\n";
        let read = Statistics::read(log).unwrap();
        assert_eq!(
            (read.time_us, read.limit, read.max_states_per_insn),
            (Some(46), Some(1_000_000), Some(3))
        );
        assert_eq!(read.stack().as_deref(), Some("8"));
    }

    #[test]
    fn a_log_without_statistics_has_none() {
        for log in ["", "R0 !read_ok\n", "processed\nstack depth\nverification time\n", "stack depth x\n"] {
            assert_eq!(Statistics::read(log), None, "{log:?}");
        }
    }
}
