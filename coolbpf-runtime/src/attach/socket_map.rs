//! Maps of sockets.

use std::os::fd::{AsFd, AsRawFd as _, BorrowedFd};

use libbpf_rs::libbpf_sys::bpf_link_create_opts;

use super::without_link::WithoutLink;
use super::{Place, Way, may_lack_links};
use crate::kernel::create_link;
use crate::program::Program;
use crate::{Error, ErrorKind, Link, Result, missing};

/// The sockets of a map (sockmap, sockhash), for programs of the sections `sk_skb/stream_parser`, `sk_skb/stream_verdict`,
/// `sk_skb/verdict` and `sk_msg`.
///
/// A link of the kernel from Linux 6.10 on (699c23f02c65); before, from 4.14 on (174a79ff9515), the map keeps the program until it is gone
/// or the link is dropped.
#[derive(Debug)]
pub struct SocketMap<'a>(BorrowedFd<'a>);

impl<'a> SocketMap<'a> {
    /// The map.
    #[must_use]
    pub fn new(map: &'a impl AsFd) -> Self {
        Self(map.as_fd())
    }
}

impl Way for SocketMap<'_> {
    fn attach(self, program: &Program) -> Result<Link> {
        let attach_type = program.attach_type()?;
        let place = Place { kind: "sockmap", name: "a map of sockets" };
        let fd = program.fd()?;
        match create_link(fd, self.0.as_raw_fd(), attach_type, bpf_link_create_opts::default()) {
            Ok(link) => return Ok(Link::of_kernel(link, program.handle())),
            Err(error) if may_lack_links(&error) => {}
            Err(error) => return Err(place.refused(program, error, &[])?),
        }
        match WithoutLink::attach("a program of a map of sockets", Some(self.0), attach_type, 0, fd) {
            Ok(older) => Ok(Link::of_older(older.by_link_since("6.10"), program.handle())),
            Err(error) => match missing::attach_type(&program.facts()?, &error) {
                Some(missing) => {
                    let shown = program.facts()?.shown();
                    let message = format!("can't attach the program {shown} to {}: {missing}", place.name);
                    Err(Error::new(ErrorKind::Unsupported, message))
                }
                None => Err(place.refused(program, error, &[])?),
            },
        }
    }
}
