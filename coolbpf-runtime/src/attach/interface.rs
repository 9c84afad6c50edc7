//! Network interfaces, by name or index.

use std::ffi::CString;
use std::os::fd::AsRawFd as _;
use std::os::unix::net::UnixDatagram;
use std::{io, mem};

use crate::{Error, ErrorKind, Result};

/// A network interface of this process' network namespace, by its name or its index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interface(By);

#[derive(Debug, Clone, PartialEq, Eq)]
enum By {
    Name(String),
    Index(u32),
}

impl From<&str> for Interface {
    fn from(name: &str) -> Self {
        Self(By::Name(name.to_owned()))
    }
}

impl From<String> for Interface {
    fn from(name: String) -> Self {
        Self(By::Name(name))
    }
}

impl From<&String> for Interface {
    fn from(name: &String) -> Self {
        Self(By::Name(name.clone()))
    }
}

impl From<u32> for Interface {
    fn from(index: u32) -> Self {
        Self(By::Index(index))
    }
}

impl Interface {
    /// As errors call it: `lo`.
    pub(crate) fn shown(&self) -> String {
        match &self.0 {
            By::Name(name) => name.clone(),
            By::Index(index) => format!("interface {index}"),
        }
    }

    /// Its index, by which programs know it (`ifindex`).
    ///
    /// # Errors
    /// [`ErrorKind::NoAttachPoint`] where this process' network namespace has no such interface.
    pub fn index(&self) -> Result<u32> {
        self.signed_index().map(i32::cast_unsigned)
    }

    /// Whether it was set up (`IFF_UP`): one that is down sends and receives nothing.
    ///
    /// # Errors
    /// [`ErrorKind::NoAttachPoint`] where this process' network namespace has no such interface.
    pub fn is_up(&self) -> Result<bool> {
        let index = self.index()?;
        let failed =
            || Error::system(format!("can't ask about {}", self.shown()), io::Error::last_os_error());
        // SAFETY: zeroes are a value of this struct.
        let mut request: libc::ifreq = unsafe { mem::zeroed() };
        // SAFETY: the request's name has the room that the call writes to at most.
        if unsafe { libc::if_indextoname(index, request.ifr_name.as_mut_ptr()) }.is_null() {
            return Err(failed());
        }
        let socket = UnixDatagram::unbound().map_err(|error| Error::system("can't open a socket", error))?;
        // SAFETY: the socket is open, and the call reads and writes the request, which is ours alone.
        if unsafe { libc::ioctl(socket.as_raw_fd(), libc::SIOCGIFFLAGS as _, &raw mut request) } < 0 {
            return Err(failed());
        }
        // SAFETY: the kernel wrote the flags.
        let flags = unsafe { request.ifr_ifru.ifru_flags };
        Ok(libc::c_int::from(flags) & libc::IFF_UP != 0)
    }

    /// Its index, as system calls take it.
    pub(crate) fn signed_index(&self) -> Result<i32> {
        match &self.0 {
            By::Name(name) => {
                let index = CString::new(name.as_str()).ok().map_or(0, |name| {
                    // SAFETY: the name ends in a zero byte and outlives the call.
                    unsafe { libc::if_nametoindex(name.as_ptr()) }
                });
                i32::try_from(index).ok().filter(|index| *index > 0).ok_or_else(|| {
                    let message = format!(
                        "there is no network interface {name:?} in this network namespace (`ip link` lists them)"
                    );
                    Error::new(ErrorKind::NoAttachPoint, message)
                })
            }
            By::Index(index) => {
                let mut name = [0; libc::IF_NAMESIZE];
                // SAFETY: the name has the room that the call writes to at most.
                let there = unsafe { !libc::if_indextoname(*index, name.as_mut_ptr()).is_null() };
                i32::try_from(*index).ok().filter(|_| there).ok_or_else(|| {
                    let message = format!(
                        "there is no network interface with the index {index} in this network namespace (`ip link` lists them)"
                    );
                    Error::new(ErrorKind::NoAttachPoint, message)
                })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interface_is_found_by_name_and_by_index() {
        let index = Interface::from("lo").index().unwrap();
        assert_eq!(Interface::from(index).index().unwrap(), index);
        assert!(Interface::from("lo").is_up().is_ok());
    }

    #[test]
    fn an_interface_that_is_not_there_is_named() {
        for interface in
            [Interface::from("no\0pe"), Interface::from(""), Interface::from("no-such-0123456789")]
        {
            let error = interface.index().unwrap_err();
            assert_eq!(error.kind(), ErrorKind::NoAttachPoint);
            assert!(error.to_string().starts_with("there is no network interface \""), "{error}");
        }
        for index in [0, 0x7fff_ffff, u32::MAX] {
            let error = Interface::from(index).index().unwrap_err();
            assert!(error.to_string().contains(&format!("the index {index} ")), "{error}");
        }
    }
}
