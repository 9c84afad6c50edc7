//! What the kernel offers and `std` doesn't, by the C library that is linked anyway. Numbers are those of the kernel's UAPI
//! headers.

use std::ffi::{CString, c_char, c_int, c_long, c_short, c_ulong, c_void};
use std::io;
use std::os::fd::{AsRawFd as _, FromRawFd as _, OwnedFd, RawFd};
use std::os::unix::process::ExitStatusExt as _;
use std::process::ExitStatus;

unsafe extern "C" {
    fn mount(
        source: *const c_char,
        target: *const c_char,
        kind: *const c_char,
        flags: c_ulong,
        data: *const c_void,
    ) -> c_int;
    fn syscall(number: c_long, ...) -> c_long;
    fn socket(domain: c_int, kind: c_int, protocol: c_int) -> c_int;
    fn ioctl(fd: c_int, request: c_ulong, ...) -> c_int;
    fn sethostname(name: *const c_char, length: usize) -> c_int;
    fn reboot(command: c_int) -> c_int;
    fn waitpid(pid: c_int, status: *mut c_int, options: c_int) -> c_int;
    fn poll(descriptors: *mut Descriptor, count: c_ulong, timeout: c_int) -> c_int;
    #[cfg(target_arch = "x86_64")]
    fn ioperm(from: c_ulong, count: c_ulong, on: c_int) -> c_int;
}

/// No such device: what `mount(2)` says of a file system that the kernel lacks.
pub const ENODEV: i32 = 19;

#[cfg(target_arch = "x86_64")]
mod number {
    use std::ffi::c_long;

    pub const FINIT_MODULE: c_long = 313;
    pub const SCHED_SETSCHEDULER: c_long = 144;
}

#[cfg(target_arch = "aarch64")]
mod number {
    use std::ffi::c_long;

    pub const FINIT_MODULE: c_long = 273;
    pub const SCHED_SETSCHEDULER: c_long = 119;
}

fn check(result: impl Into<i64>) -> io::Result<i64> {
    match result.into() {
        -1 => Err(io::Error::last_os_error()),
        result => Ok(result),
    }
}

fn c_string(text: &str) -> io::Result<CString> {
    CString::new(text).map_err(io::Error::other)
}

/// Mounts a file system that has no device.
pub fn mount_type(kind: &str, directory: &str, options: &str) -> io::Result<()> {
    let (kind, directory, options) = (c_string(kind)?, c_string(directory)?, c_string(options)?);
    // SAFETY: all are strings that live through the call.
    check(unsafe { mount(kind.as_ptr(), directory.as_ptr(), kind.as_ptr(), 0, options.as_ptr().cast()) })?;
    Ok(())
}

/// Loads the module in an open file.
pub fn load_module(file: RawFd) -> io::Result<()> {
    // SAFETY: finit_module(fd, options, flags) reads a string that lives through the call.
    check(unsafe { syscall(number::FINIT_MODULE, c_long::from(file), c"".as_ptr(), 0 as c_long) })?;
    Ok(())
}

/// Lets this thread run before those that it starts, whenever it has something to do.
pub fn go_first() -> io::Result<()> {
    const SCHED_FIFO: c_long = 1;
    const SCHED_RESET_ON_FORK: c_long = 0x4000_0000;
    let priority: c_int = 1;
    // SAFETY: sched_setscheduler(this thread, policy, parameters) reads one int. musl's function of this name does nothing.
    check(unsafe {
        syscall(
            number::SCHED_SETSCHEDULER,
            0 as c_long,
            SCHED_FIFO | SCHED_RESET_ON_FORK,
            &raw const priority,
        )
    })?;
    Ok(())
}

/// Sets the loopback device up; the kernel gives it its addresses then.
pub fn loopback_up() -> io::Result<()> {
    const AF_INET: c_int = 2;
    const SOCK_DGRAM: c_int = 2;
    const SIOCSIFFLAGS: c_ulong = 0x8914;
    const IFF_UP: c_short = 1;

    /// `struct ifreq`, as far as flags go.
    #[repr(C)]
    struct Request {
        name: [u8; 16],
        flags: c_short,
        rest: [u8; 22],
    }

    // SAFETY: makes a descriptor, or fails.
    let fd = check(unsafe { socket(AF_INET, SOCK_DGRAM, 0) })?;
    let fd = RawFd::try_from(fd).map_err(io::Error::other)?;
    // SAFETY: the descriptor was just made, and nobody else has it.
    let socket = unsafe { OwnedFd::from_raw_fd(fd) };
    let request = Request { name: *b"lo\0\0\0\0\0\0\0\0\0\0\0\0\0\0", flags: IFF_UP, rest: [0; 22] };
    // SAFETY: the request reads a `struct ifreq`, which this is.
    check(unsafe { ioctl(socket.as_raw_fd(), SIOCSIFFLAGS, &raw const request) })?;
    Ok(())
}

/// Sets the name of the machine.
pub fn set_host_name(name: &str) -> io::Result<()> {
    // SAFETY: the length is the string's own.
    check(unsafe { sethostname(name.as_ptr().cast(), name.len()) })?;
    Ok(())
}

/// Ends the machine.
pub fn power_off() {
    /// QEMU runs with `-no-reboot`, and each machine knows how to reboot.
    const RB_AUTOBOOT: c_int = 0x0123_4567;
    // SAFETY: nothing of this process is needed any more.
    unsafe { reboot(RB_AUTOBOOT) };
}

/// Waits for the end of a child. None where there is no child.
pub fn wait_for_any() -> Option<(u32, ExitStatus)> {
    let mut status = 0;
    // SAFETY: writes one int.
    let pid = unsafe { waitpid(-1, &raw mut status, 0) };
    u32::try_from(pid).ok().map(|pid| (pid, ExitStatus::from_raw(status)))
}

/// `struct pollfd`.
#[repr(C)]
#[derive(Clone, Copy)]
struct Descriptor {
    fd: c_int,
    events: c_short,
    found: c_short,
}

/// Which of the descriptors can be read, or are at their end. Waits for the first, if told to. A negative one is passed over.
pub fn readable<const N: usize>(descriptors: [RawFd; N], wait: bool) -> io::Result<[bool; N]> {
    const POLLIN: c_short = 1;
    let mut polled = descriptors.map(|fd| Descriptor { fd, events: POLLIN, found: 0 });
    loop {
        // SAFETY: the array has as many elements as is said.
        let count = unsafe { poll(polled.as_mut_ptr(), N as c_ulong, if wait { -1 } else { 0 }) };
        match check(count) {
            Ok(_) => return Ok(polled.map(|descriptor| descriptor.found != 0)),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// Lets this process use a port.
#[cfg(target_arch = "x86_64")]
pub fn allow_port(port: u16) -> io::Result<()> {
    // SAFETY: only this program's own instructions use the port.
    check(unsafe { ioperm(c_ulong::from(port), 1, 1) })?;
    Ok(())
}

/// Makes a serial line pass on all bytes as they are.
#[cfg(not(target_arch = "x86_64"))]
pub fn make_raw(line: RawFd) -> io::Result<()> {
    const TCGETS: c_ulong = 0x5401;
    const TCSETS: c_ulong = 0x5402;
    /// `struct termios` of asm-generic: four flag words, the line discipline and 19 control characters.
    #[repr(C)]
    struct Settings {
        input: u32,
        output: u32,
        control: u32,
        local: u32,
        rest: [u8; 20],
    }
    let mut settings = Settings { input: 0, output: 0, control: 0, local: 0, rest: [0; 20] };
    // SAFETY: TCGETS writes a `struct termios`, which this is.
    check(unsafe { ioctl(line, TCGETS, &raw mut settings) })?;
    (settings.input, settings.output, settings.local) = (0, 0, 0);
    // SAFETY: TCSETS reads one.
    check(unsafe { ioctl(line, TCSETS, &raw const settings) })?;
    Ok(())
}
