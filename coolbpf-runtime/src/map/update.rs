//! What an update of an entry may do.

use libbpf_rs::libbpf_sys;

/// Whether an update may replace an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Update {
    /// Insert or replace (`BPF_ANY`).
    #[default]
    Any,
    /// Insert, fail where there is an entry with the key (`BPF_NOEXIST`).
    NoExist,
    /// Replace, fail where there is no entry with the key (`BPF_EXIST`).
    Exist,
}

impl Update {
    pub(super) fn flags(self) -> u64 {
        u64::from(match self {
            Self::Any => libbpf_sys::BPF_ANY,
            Self::NoExist => libbpf_sys::BPF_NOEXIST,
            Self::Exist => libbpf_sys::BPF_EXIST,
        })
    }
}
