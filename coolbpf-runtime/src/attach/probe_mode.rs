//! What of the kernel a probe is made by.

use std::path::Path;

use libbpf_rs::libbpf_sys::{self, probe_attach_mode};

use super::cookie;
use crate::kernel::{Attachment, Support, kernel};
use crate::{Error, ErrorKind, Result};

/// What of the kernel a kprobe or a uprobe is made by, and has its program called by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ProbeMode {
    /// The first of the others that this kernel has.
    #[default]
    Any,
    /// A perf event, and a link of the kernel, which can be pinned and has a cookie. Linux 5.15 (b89fbfbb854c).
    Link,
    /// A perf event that is told of its program by `ioctl(2)`. Linux 4.17 (e12f03d7031a).
    PerfEvent,
    /// A probe with a name of its own in tracefs (`kprobe_events`, `uprobe_events`), and its perf event. Linux 4.1 (2541517c32be),
    /// uprobes 4.3 (04a22fae4cbc). The name stays where the process is killed.
    Tracefs,
}

/// The kinds of perf events, with the formats of what they are told.
const EVENTS: &str = "/sys/bus/event_source/devices";

pub(super) const NO_SEMAPHORES: &str =
    "this kernel has no semaphores of uprobes, which came with Linux 4.20 (a6ca88b241d5)";

/// Whether perf events of uprobes count semaphores. Before, they leave unread where one is.
pub(super) fn has_semaphores() -> bool {
    Path::new(EVENTS).join("uprobe/format/ref_ctr_offset").exists()
}

impl ProbeMode {
    /// The mode as libbpf has it, if this kernel can make a probe of this `kind` by it, with this cookie and semaphore.
    pub(super) fn checked(self, kind: &str, cookie: u64, semaphore: usize) -> Result<probe_attach_mode> {
        let lacks = |missing: &dyn std::fmt::Display| {
            Error::new(
                ErrorKind::Unsupported,
                format!("can't attach a program to a {kind} by {self:?}: {missing}"),
            )
        };
        if matches!(self, Self::PerfEvent | Self::Tracefs) && cookie != 0 {
            let message =
                format!("a {kind} with a cookie is attached by a link of the kernel, not by {self:?}");
            return Err(Error::new(ErrorKind::InvalidInput, message));
        }
        if self == Self::Tracefs && semaphore != 0 {
            let message = "a uprobe with a semaphore is a perf event from its start, and none of tracefs";
            return Err(Error::new(ErrorKind::InvalidInput, message));
        }
        if kind == "kprobe" && self != Self::Any && kernel().attachment(Attachment::Kprobe).is_no() {
            return Err(lacks(&"this kernel has no kprobes (CONFIG_KPROBE_EVENTS)"));
        }
        let has_events = || Path::new(EVENTS).join(kind).join("type").exists();
        if semaphore != 0 && !has_semaphores() {
            return Err(lacks(&NO_SEMAPHORES));
        }
        if matches!(self, Self::Link | Self::PerfEvent) && !has_events() {
            return Err(lacks(&format!(
                "this kernel has no perf events of the kind `{kind}`, which came with Linux 4.17 (e12f03d7031a)"
            )));
        }
        if self == Self::Link
            && let Support::No(missing) = kernel().attachment(Attachment::PerfLink)
        {
            return Err(lacks(&missing));
        }
        cookie::check(cookie, Attachment::PerfLink)?;
        Ok(match self {
            Self::Any => libbpf_sys::PROBE_ATTACH_MODE_DEFAULT,
            Self::Link => libbpf_sys::PROBE_ATTACH_MODE_LINK,
            Self::PerfEvent => libbpf_sys::PROBE_ATTACH_MODE_PERF,
            Self::Tracefs => libbpf_sys::PROBE_ATTACH_MODE_LEGACY,
        })
    }
}
