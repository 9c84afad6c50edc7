//! XDP.

use std::io;
use std::os::fd::{AsFd as _, AsRawFd as _, BorrowedFd, OwnedFd};

use libbpf_rs::libbpf_sys::{self, bpf_link_create_opts, bpf_xdp_attach_opts};

use super::{Interface, Place, Way, may_lack_links};
use crate::kernel::create_link;
use crate::link::Older;
use crate::object::returned;
use crate::program::{Program, program_info};
use crate::{Link, Result};

/// The packets of a network interface as its driver receives them, for programs of the section `xdp`. An interface has one program.
///
/// A link of the kernel from Linux 5.9 on (aa8d3a716b59); before, from 4.8 on (a7862b45849f), by netlink: then it also stays where the
/// process ends without dropping the link.
#[derive(Debug, Clone)]
pub struct Xdp {
    interface: Interface,
    mode: XdpMode,
}

/// Where XDP programs run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum XdpMode {
    /// In the driver if it can, otherwise as [`XdpMode::Generic`].
    #[default]
    Any,
    /// In the kernel's network stack, with every driver. Linux 4.12 (b5cdae3291f7).
    Generic,
    /// In the driver.
    Native,
    /// On the network card. Linux 4.13 (ee5d032f7d03).
    Offload,
}

impl XdpMode {
    fn flag(self) -> u32 {
        match self {
            Self::Any => 0,
            Self::Generic => libbpf_sys::XDP_FLAGS_SKB_MODE,
            Self::Native => libbpf_sys::XDP_FLAGS_DRV_MODE,
            Self::Offload => libbpf_sys::XDP_FLAGS_HW_MODE,
        }
    }
}

impl Xdp {
    /// The interface, by name or index.
    #[must_use]
    pub fn interface(interface: impl Into<Interface>) -> Self {
        Self { interface: interface.into(), mode: XdpMode::Any }
    }

    /// Where the program runs.
    #[must_use]
    pub fn mode(self, mode: XdpMode) -> Self {
        Self { mode, ..self }
    }
}

impl Way for Xdp {
    fn attach(self, program: &Program) -> Result<Link> {
        let shown = self.interface.shown();
        let place = Place { kind: "xdp", name: &shown };
        let interface = self.interface.signed_index()?;
        let fd = program.fd()?;
        let options = bpf_link_create_opts { flags: self.mode.flag(), ..Default::default() };
        match create_link(fd, interface, libbpf_sys::BPF_XDP, options) {
            Ok(link) => return Ok(Link::of_kernel(link, program.handle())),
            Err(error) if may_lack_links(&error) => {}
            Err(error) => return Err(place.refused(program, error, &[])?),
        }
        let (attached, messages) =
            program.handle().call(|_| ByNetlink::attach(interface, self.mode.flag(), fd))?;
        match attached {
            Ok(older) => Ok(Link::of_older(older, program.handle())),
            Err(error) => Err(place.refused(program, error, &messages)?),
        }
    }
}

/// An XDP program of an interface that no link keeps.
struct ByNetlink {
    interface: i32,
    mode: u32,
    program: OwnedFd,
}

impl ByNetlink {
    fn attach(interface: i32, mode: u32, program: BorrowedFd<'_>) -> io::Result<Self> {
        let program = program.try_clone_to_owned()?;
        let flags = mode | libbpf_sys::XDP_FLAGS_UPDATE_IF_NOEXIST;
        // SAFETY: the descriptor is open; no options is what a null pointer means.
        returned(unsafe {
            libbpf_sys::bpf_xdp_attach(interface, program.as_raw_fd(), flags, std::ptr::null())
        })?;
        Ok(Self { interface, mode, program })
    }

    /// Puts another program in the place of this one, or none for -1, if it is there still.
    fn set(&self, other: i32) -> io::Result<()> {
        let options = bpf_xdp_attach_opts {
            sz: size_of::<bpf_xdp_attach_opts>() as _,
            old_prog_fd: self.program.as_raw_fd(),
            ..Default::default()
        };
        // SAFETY: the descriptors are open, and the options outlive the call.
        let code =
            unsafe { libbpf_sys::bpf_xdp_attach(self.interface, other, self.mode, &raw const options) };
        match returned(code) {
            // A kernel before 5.7 (92234c8f15c8) can't be told which program is to be there.
            Err(error) if error.raw_os_error() == Some(libc::EINVAL) => {
                if !self.is_there()? {
                    return Err(io::Error::from_raw_os_error(libc::EEXIST));
                }
                // SAFETY: the descriptor is open; no options is what a null pointer means.
                returned(unsafe {
                    libbpf_sys::bpf_xdp_attach(self.interface, other, self.mode, std::ptr::null())
                })
            }
            other => other,
        }
    }

    fn is_there(&self) -> io::Result<bool> {
        let mut there = 0;
        // SAFETY: the kernel's answer is written to where the pointer says.
        returned(unsafe {
            libbpf_sys::bpf_xdp_query_id(self.interface, self.mode.cast_signed(), &raw mut there)
        })?;
        Ok(there != 0 && there == program_info(self.program.as_fd())?.0.id)
    }
}

impl Older for ByNetlink {
    fn what(&self) -> &'static str {
        "an XDP program by netlink"
    }

    fn link_since(&self) -> Option<&'static str> {
        Some("5.9")
    }

    fn replace(&mut self, program: BorrowedFd<'_>) -> io::Result<()> {
        let program = program.try_clone_to_owned()?;
        self.set(program.as_raw_fd())?;
        self.program = program;
        Ok(())
    }

    fn remove(&mut self) -> io::Result<()> {
        const NONE: i32 = -1;
        match self.set(NONE) {
            // The interface is gone, or somebody has put another program in the place.
            Err(error) if matches!(error.raw_os_error(), Some(libc::ENODEV | libc::EEXIST)) => Ok(()),
            other => other,
        }
    }
}
