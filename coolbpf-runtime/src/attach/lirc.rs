//! Infrared receivers.

use std::fs::{self, File};
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::fs::{FileTypeExt as _, MetadataExt as _};

use super::without_link::WithoutLink;
use super::{Place, Way};
use crate::program::Program;
use crate::{Error, ErrorKind, Link, Result};

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
            Err(_) if !is_receiver(self.0) => {
                let message = format!(
                    "can't attach the program {}: what is open is no infrared receiver, such as /dev/lirc0",
                    program.facts()?.shown()
                );
                Err(Error::new(ErrorKind::InvalidInput, message))
            }
            Err(error) => {
                let place = Place { kind: "lirc_mode2", name: "an infrared receiver" };
                Err(place.refused(program, error, &[])?)
            }
        }
    }
}

/// Whether it is a device of the kernel's class `lirc`.
fn is_receiver(device: BorrowedFd<'_>) -> bool {
    let Ok(about) = device.try_clone_to_owned().and_then(|device| File::from(device).metadata()) else {
        return false;
    };
    let (major, minor) = (libc::major(about.rdev()), libc::minor(about.rdev()));
    let class = fs::read_link(format!("/sys/dev/char/{major}:{minor}/subsystem"));
    about.file_type().is_char_device() && class.is_ok_and(|class| class.ends_with("lirc"))
}
