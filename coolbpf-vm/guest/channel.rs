//! The way to the host: a device that takes bytes.
//!
//! On x86-64 that is QEMU's debug console, a port that no driver of the kernel knows: `rep outsb` is faster than a serial line, and
//! works on each kernel. Elsewhere it is the second serial line.

use std::io;

use crate::protocol::Frame;

/// The open channel.
pub struct Channel(Device);

impl Channel {
    pub fn open() -> io::Result<Self> {
        Device::open().map(Self)
    }

    pub fn send(&mut self, frame: &Frame) {
        self.0.write(&frame.encode());
    }

    /// Waits until all that was sent is with the host.
    pub fn drain(&self) {
        self.0.drain();
    }
}

#[cfg(target_arch = "x86_64")]
struct Device;

#[cfg(target_arch = "x86_64")]
impl Device {
    /// Where QEMU's `isa-debugcon` is, unless it is told otherwise; reading from it gives the same number.
    const PORT: u16 = 0xe9;

    fn open() -> io::Result<Self> {
        crate::system::allow_port(Self::PORT)?;
        let found: u8;
        // SAFETY: the kernel allowed this process the port; reading from it changes nothing.
        unsafe {
            std::arch::asm!("in al, dx", in("dx") Self::PORT, out("al") found, options(nomem, nostack));
        }
        if u16::from(found) == Self::PORT {
            Ok(Self)
        } else {
            Err(io::Error::new(io::ErrorKind::NotFound, "there is no debug console"))
        }
    }

    fn write(&mut self, bytes: &[u8]) {
        // SAFETY: the kernel allowed this process the port; rsi and rcx name the bytes of a slice, which are only read.
        unsafe {
            std::arch::asm!(
                "rep outsb",
                in("dx") Self::PORT,
                inout("rsi") bytes.as_ptr() => _,
                inout("rcx") bytes.len() => _,
                options(nostack, readonly),
            );
        }
    }

    /// What is written is with the host at once.
    #[allow(clippy::unused_self, reason = "that of other architectures needs it")]
    fn drain(&self) {}
}

#[cfg(not(target_arch = "x86_64"))]
struct Device(std::fs::File);

#[cfg(not(target_arch = "x86_64"))]
impl Device {
    /// The second serial line of QEMU's `virt` machine.
    const FILE: &str = "/dev/ttyAMA1";

    fn open() -> io::Result<Self> {
        use std::os::fd::AsRawFd as _;

        let file = std::fs::File::options().write(true).open(Self::FILE)?;
        crate::system::make_raw(file.as_raw_fd())?;
        Ok(Self(file))
    }

    fn write(&mut self, bytes: &[u8]) {
        if let Err(error) = io::Write::write_all(&mut self.0, bytes) {
            eprintln!("coolbpf: write to {}: {error}", Self::FILE);
        }
    }

    fn drain(&self) {
        use std::os::fd::AsRawFd as _;

        if let Err(error) = crate::system::drain(self.0.as_raw_fd()) {
            eprintln!("coolbpf: drain {}: {error}", Self::FILE);
        }
    }
}
