//! tcx.

use libbpf_rs::libbpf_sys::{self, bpf_link_create_opts};

use super::clsact::{Direction, Filter};
use super::order::{Order, in_order};
use super::{Interface, Place, Way, may_lack_links};
use crate::kernel::{Attachment, Support, create_link, kernel};
use crate::program::Program;
use crate::{Error, ErrorKind, Link, Result, failure};

/// The packets that a network interface receives or sends, for programs of the sections `tcx/ingress`, `tcx/egress` and `tc`. Linux 6.6
/// (e420bed02507).
///
/// Before, from Linux 4.13 on (1e2709769086), it becomes a filter of the interface's `clsact` after those that are there, with the same
/// results; then it also stays where the process ends without dropping the link.
#[derive(Debug, Clone)]
pub struct Tcx<'a> {
    interface: Interface,
    direction: Option<Direction>,
    order: Order<'a>,
}

in_order!(Tcx);

impl Tcx<'_> {
    /// The interface, by name or index. The program's section says which packets, as in `tcx/ingress`.
    #[must_use]
    pub fn interface(interface: impl Into<Interface>) -> Self {
        Self { interface: interface.into(), direction: None, order: Order::default() }
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
}

impl Way for Tcx<'_> {
    fn attach(self, program: &Program) -> Result<Link> {
        let shown = self.interface.shown();
        let interface = self.interface.signed_index()?;
        let direction = direction(self.direction, program)?;
        let order = self.order.flags()?;
        let attach_type = match direction {
            Direction::Ingress => libbpf_sys::BPF_TCX_INGRESS,
            Direction::Egress => libbpf_sys::BPF_TCX_EGRESS,
        };
        let fd = program.fd()?;
        let mut options = bpf_link_create_opts { flags: order.flags, ..Default::default() };
        options.__bindgen_anon_1.tcx.relative_fd = order.relative;
        options.__bindgen_anon_1.tcx.expected_revision = self.order.revision;
        match create_link(fd, interface, attach_type, options) {
            Ok(link) => Ok(Link::of_kernel(link, program.handle())),
            Err(error) if may_lack_links(&error) => match kernel().attachment(Attachment::Tcx) {
                Support::No(tcx) if self.order.is_usual() => {
                    Filter::new(interface, direction).attach(program, &shown, Some(&tcx))
                }
                Support::No(tcx) => {
                    let message = format!(
                        "can't attach the program {} to {shown} in this order: {tcx}",
                        program.facts()?.shown()
                    );
                    Err(Error::new(ErrorKind::Unsupported, message))
                }
                _ => Err(Place { kind: "tcx", name: &shown }.refused(program, error, &[])?),
            },
            Err(error) => Err(Place { kind: "tcx", name: &shown }.refused(program, error, &[])?),
        }
    }
}

/// Which packets a program is for.
pub(super) fn direction(chosen: Option<Direction>, program: &Program) -> Result<Direction> {
    if let Some(direction) = chosen {
        return Ok(direction);
    }
    let facts = program.facts()?;
    facts.direction().ok_or_else(|| {
        let message = format!(
            "the section of the program {} doesn't say which packets: choose `ingress()` or `egress()`",
            facts.shown()
        );
        failure::unsaid(message)
    })
}
