//! What a process may do with BPF.

use std::fs;

use super::ProgramType;
use crate::capability::{Capabilities, Capability};

/// How far the kernel is locked against root: `kernel_lockdown(7)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Lockdown {
    /// Not at all.
    None,
    /// Programs can't write to the memory of processes.
    Integrity,
    /// Programs can't read the memory of the kernel either, so that most tracing fails.
    Confidentiality,
}

impl Lockdown {
    pub(super) fn of_kernel() -> Option<Self> {
        Self::parse(&fs::read_to_string("/sys/kernel/security/lockdown").ok()?)
    }

    /// The state in brackets, as in `none [integrity] confidentiality`.
    fn parse(text: &str) -> Option<Self> {
        match text.split_once('[')?.1.split_once(']')?.0 {
            "none" => Some(Self::None),
            "integrity" => Some(Self::Integrity),
            "confidentiality" => Some(Self::Confidentiality),
            _ => None,
        }
    }
}

/// What a process may do with BPF.
#[derive(Debug, Clone, Copy)]
pub struct Permissions {
    capabilities: Option<Capabilities>,
    unprivileged: Option<bool>,
}

impl Permissions {
    pub(super) fn of_this_process() -> Self {
        let disabled = fs::read_to_string("/proc/sys/kernel/unprivileged_bpf_disabled").ok();
        Self {
            capabilities: Capabilities::of_this_process(),
            unprivileged: disabled.map(|disabled| disabled.trim() == "0"),
        }
    }

    /// The capabilities that the process lacks to load and attach every kind of program, as in `CAP_BPF`. Before Linux 5.8,
    /// `CAP_SYS_ADMIN` stands for `CAP_BPF` and `CAP_PERFMON`. In a user namespace, where capabilities do not count for BPF, it is
    /// all of them; loading can be allowed there by a BPF token nevertheless (Linux 6.9), which this does not tell.
    #[must_use]
    pub fn missing(&self) -> Vec<&'static str> {
        self.without(&[Capability::Bpf, Capability::Perfmon, Capability::NetAdmin])
    }

    /// The capabilities that the process lacks to load and attach programs of a type.
    #[must_use]
    pub fn missing_for(&self, program_type: ProgramType) -> Vec<&'static str> {
        let of_type = Capability::for_program((program_type as u32).into());
        self.without(&[&[Capability::Bpf], of_type].concat())
    }

    /// Whether the kernel lets processes without any capability load socket filters; `None` if it doesn't say.
    #[must_use]
    pub fn unprivileged(&self) -> Option<bool> {
        self.unprivileged
    }

    fn without(&self, required: &[Capability]) -> Vec<&'static str> {
        let missing = self.capabilities.map(|process| process.missing(required)).unwrap_or_default();
        missing.into_iter().map(Capability::name).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_state_of_lockdown_is_the_one_in_brackets() {
        assert_eq!(Lockdown::parse("none [integrity] confidentiality\n"), Some(Lockdown::Integrity));
        assert_eq!(Lockdown::parse("[none] integrity confidentiality\n"), Some(Lockdown::None));
        for odd in ["none", "[", "[]", "]none[", "[full]"] {
            assert_eq!(Lockdown::parse(odd), None, "{odd}");
        }
    }

    #[test]
    fn a_state_of_lockdown_that_no_kernel_has_is_none() {
        for text in crate::hostile::texts(&["none [integrity] confidentiality\n"], 3000) {
            let known = ["none", "integrity", "confidentiality"];
            let is_known = known.iter().any(|state| text.contains(&format!("[{state}]")));
            assert!(Lockdown::parse(&text).is_none() || is_known, "{text:?}");
        }
    }
}
