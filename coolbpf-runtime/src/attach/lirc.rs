//! Infrared receivers.

use std::os::fd::{AsFd, BorrowedFd};

use super::without_link::WithoutLink;
use super::{Place, Way};
use crate::program::Program;
use crate::{Link, Result};

/// An infrared receiver (`/dev/lirc0`), for programs of the section `lirc_mode2`. Linux 4.18 (f4364dcfc86d).
#[derive(Debug)]
pub struct Lirc<'a>(BorrowedFd<'a>);

impl<'a> Lirc<'a> {
    /// The receiver whose device is open.
    #[must_use]
    pub fn open(device: &'a impl AsFd) -> Self {
        Self(device.as_fd())
    }
}

impl Way for Lirc<'_> {
    fn attach(self, program: &Program) -> Result<Link> {
        let attach_type = program.attach_type()?;
        match WithoutLink::attach(
            "a program of an infrared receiver",
            Some(self.0),
            attach_type,
            0,
            program.fd()?,
        ) {
            Ok(older) => Ok(Link::of_older(older, program.handle())),
            Err(error) => {
                let place = Place { kind: "lirc_mode2", name: "an infrared receiver" };
                Err(place.refused(program, error, &[])?)
            }
        }
    }
}
