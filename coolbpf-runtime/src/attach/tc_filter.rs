//! Filters of network interfaces.

use std::num::NonZeroU32;

use super::clsact::{Direction, Filter};
use super::{Interface, Way, tcx};
use crate::program::Program;
use crate::{Link, Result};

/// A filter of a network interface's `clsact`, which runs a program of the sections `tc`, `tcx/ingress` and `tcx/egress` in
/// direct-action mode, whether the kernel has [`Tcx`](super::Tcx) or not. Linux 4.13 (1e2709769086).
///
/// `clsact` is added where it is missing, and stays. The filter stays, too, where the process ends without dropping the link.
#[derive(Debug, Clone)]
pub struct TcFilter {
    interface: Interface,
    direction: Option<Direction>,
    priority: Option<u16>,
    handle: Option<NonZeroU32>,
}

impl TcFilter {
    /// The interface, by name or index. The program's section says which packets, as in `tcx/ingress`.
    #[must_use]
    pub fn interface(interface: impl Into<Interface>) -> Self {
        Self { interface: interface.into(), direction: None, priority: None, handle: None }
    }

    /// What the interface receives, whatever the section says.
    #[must_use]
    pub fn ingress(self) -> Self {
        Self { direction: Some(Direction::Ingress), ..self }
    }

    /// What the interface sends, whatever the section says.
    #[must_use]
    pub fn egress(self) -> Self {
        Self { direction: Some(Direction::Egress), ..self }
    }

    /// Its place among the filters, from 1: lower ones come first, and one can have it. Without, it comes after all that are there.
    #[must_use]
    pub fn priority(self, priority: u16) -> Self {
        Self { priority: Some(priority), ..self }
    }

    /// The number by which it is known among the filters of its priority; 1 without this. So several programs can have one priority:
    /// the one that was attached last comes first.
    #[must_use]
    pub fn handle(self, handle: NonZeroU32) -> Self {
        Self { handle: Some(handle), ..self }
    }
}

impl Way for TcFilter {
    fn attach(self, program: &Program) -> Result<Link> {
        let shown = self.interface.shown();
        let interface = self.interface.signed_index()?;
        let direction = tcx::direction(self.direction, program)?;
        let mut filter = Filter::new(interface, direction);
        if let Some(priority) = self.priority {
            filter = filter.at(priority);
        }
        if let Some(handle) = self.handle {
            filter = filter.called(handle.get());
        }
        filter.attach(program, &shown, None)
    }
}
