//! netkit devices.

use libbpf_rs::libbpf_sys::{self, bpf_link_create_opts};

use super::order::{Order, in_order};
use super::{Interface, Place, Way};
use crate::kernel::create_link;
use crate::program::Program;
use crate::{Error, ErrorKind, Link, Result};

/// A netkit device, for programs of the sections `netkit/primary`, `netkit/peer` and `tc`. Linux 6.7 (35dfaad7188c).
#[derive(Debug, Clone)]
pub struct Netkit<'a> {
    interface: Interface,
    end: Option<u32>,
    order: Order<'a>,
}

in_order!(Netkit);

impl Netkit<'_> {
    /// The primary device of the pair, by name or index. The program's section says for which of both it is.
    #[must_use]
    pub fn interface(interface: impl Into<Interface>) -> Self {
        Self { interface: interface.into(), end: None, order: Order::default() }
    }

    /// What the primary device sends, whatever the section says.
    #[must_use]
    pub fn primary(self) -> Self {
        Self { end: Some(libbpf_sys::BPF_NETKIT_PRIMARY), ..self }
    }

    /// What its peer sends, whatever the section says.
    #[must_use]
    pub fn peer(self) -> Self {
        Self { end: Some(libbpf_sys::BPF_NETKIT_PEER), ..self }
    }
}

impl Way for Netkit<'_> {
    fn attach(self, program: &Program) -> Result<Link> {
        let shown = self.interface.shown();
        let interface = self.interface.signed_index()?;
        let facts = program.facts()?;
        let end = match (self.end, facts.hook()) {
            (Some(end), _) => end,
            (None, ("netkit", Some("primary"))) => libbpf_sys::BPF_NETKIT_PRIMARY,
            (None, ("netkit", Some("peer"))) => libbpf_sys::BPF_NETKIT_PEER,
            _ => {
                let shown = facts.shown();
                let message = format!(
                    "the section of the program {shown} doesn't say which device: choose `primary()` or `peer()`"
                );
                return Err(Error::new(ErrorKind::InvalidInput, message));
            }
        };
        let order = self.order.flags()?;
        let mut options = bpf_link_create_opts { flags: order.flags, ..Default::default() };
        options.__bindgen_anon_1.netkit.relative_fd = order.relative;
        options.__bindgen_anon_1.netkit.expected_revision = self.order.revision;
        let place = Place { kind: "netkit", name: &shown };
        match create_link(program.fd()?, interface, end, options) {
            Ok(link) => Ok(Link::of_kernel(link, program.handle())),
            Err(error) if error.raw_os_error() == Some(libc::ENXIO) => {
                let message =
                    format!("can't attach the program {} to {shown}: it is no netkit device", facts.shown());
                Err(Error::new(ErrorKind::InvalidInput, message))
            }
            Err(error) => Err(place.refused(program, error, &[])?),
        }
    }
}
