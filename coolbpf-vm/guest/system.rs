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
    fn umount2(target: *const c_char, flags: c_int) -> c_int;
    fn syscall(number: c_long, ...) -> c_long;
    fn socket(domain: c_int, kind: c_int, protocol: c_int) -> c_int;
    fn ioctl(fd: c_int, request: c_ulong, ...) -> c_int;
    fn sethostname(name: *const c_char, length: usize) -> c_int;
    fn reboot(command: c_int) -> c_int;
    fn waitpid(pid: c_int, status: *mut c_int, options: c_int) -> c_int;
    fn poll(descriptors: *mut Descriptor, count: c_ulong, timeout: c_int) -> c_int;
    fn setrlimit(resource: c_int, limit: *const [u64; 2]) -> c_int;
    #[cfg(target_arch = "x86_64")]
    fn ioperm(from: c_ulong, count: c_ulong, on: c_int) -> c_int;
}

/// No such file: what seccomp says of a caller that is gone.
const ENOENT: i32 = 2;
/// No such device: what `mount(2)` says of a file system that the kernel lacks.
pub const ENODEV: i32 = 19;

#[cfg(target_arch = "x86_64")]
mod number {
    use std::ffi::c_long;

    pub const FINIT_MODULE: c_long = 313;
    pub const SCHED_SETSCHEDULER: c_long = 144;
    pub const SECCOMP: c_long = 317;
    pub const BPF: u32 = 321;
    pub const UNAME: u32 = 63;
    /// `AUDIT_ARCH_X86_64`.
    pub const AUDIT_ARCH: u32 = 0xc000_003e;
}

#[cfg(target_arch = "aarch64")]
mod number {
    use std::ffi::c_long;

    pub const FINIT_MODULE: c_long = 273;
    pub const SCHED_SETSCHEDULER: c_long = 119;
    pub const SECCOMP: c_long = 277;
    pub const BPF: u32 = 280;
    pub const UNAME: u32 = 160;
    /// `AUDIT_ARCH_AARCH64`.
    pub const AUDIT_ARCH: u32 = 0xc000_00b7;
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

/// Shows a file in the place of another.
pub fn bind(file: &str, place: &str) -> io::Result<()> {
    const MS_BIND: c_ulong = 4096;
    let (file, place) = (c_string(file)?, c_string(place)?);
    // SAFETY: the two are strings that live through the call, which ignores the rest.
    check(unsafe { mount(file.as_ptr(), place.as_ptr(), c"".as_ptr(), MS_BIND, std::ptr::null()) })?;
    Ok(())
}

/// Unmounts a file system, once nobody uses it any more.
pub fn unmount(directory: &str) -> io::Result<()> {
    const MNT_DETACH: c_int = 2;
    let directory = c_string(directory)?;
    // SAFETY: the string lives through the call.
    check(unsafe { umount2(directory.as_ptr(), MNT_DETACH) })?;
    Ok(())
}

/// What `uname(2)` tells as the version, where it tells another release.
pub const VERSION: &str = "#1 SMP";

/// A `struct new_utsname` of another release: six texts of 65 bytes.
pub fn names_of_release(major: u32, minor: u32) -> Vec<u8> {
    let machine = std::env::consts::ARCH;
    let release = format!("{major}.{minor}.0");
    let mut bytes = Vec::new();
    for text in ["Linux", "guest", &release, VERSION, machine, "(none)"] {
        let mut field = text.as_bytes().to_vec();
        field.resize(65, 0);
        bytes.extend(field);
    }
    bytes
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

/// Limits the memory that this process and those that it starts may lock.
pub fn limit_locked_memory(bytes: u64) -> io::Result<()> {
    const RLIMIT_MEMLOCK: c_int = 8;
    // `struct rlimit`: the limit, and how far it may be raised.
    let limit = [bytes, bytes];
    // SAFETY: reads a `struct rlimit`, which lives through the call.
    check(unsafe { setrlimit(RLIMIT_MEMLOCK, &raw const limit) })?;
    Ok(())
}

/// Where the kernel tells of the calls of `bpf(2)` that wait for an answer.
pub struct Listener(OwnedFd);

/// `struct seccomp_notif`.
#[repr(C)]
#[derive(Default)]
pub struct Notification {
    id: u64,
    pid: u32,
    flags: u32,
    number: i32,
    arch: u32,
    instruction: u64,
    arguments: [u64; 6],
}

impl Notification {
    /// The process that makes the call.
    pub fn caller(&self) -> u32 {
        self.pid
    }

    /// What is called.
    pub fn made(&self) -> Made {
        let [first, second, third, ..] = self.arguments;
        if self.number as u32 == number::UNAME {
            return Made::Names { address: first };
        }
        // The kernel takes the command and the size for ints.
        Made::Bpf { command: first as u32, address: second, size: third as u32 }
    }
}

/// A system call that the init is told of.
pub enum Made {
    /// `bpf(2)`: the command, the address of the attribute and its size.
    Bpf { command: u32, address: u64, size: u32 },
    /// `uname(2)`: where the names go.
    Names { address: u64 },
}

/// What becomes of a system call.
pub enum Verdict {
    /// The kernel does it.
    GoOn,
    /// It fails with an error.
    Fail(i32),
    /// It has been done.
    Done,
}

/// Lets this process answer these commands of `bpf(2)`, and calls of `uname(2)` if `names`, of all that this thread starts from now on. Those of
/// `absent` system calls fail as if there were none.
pub fn listen(commands: &[u32], names: bool, absent: &[u32]) -> io::Result<Listener> {
    const SECCOMP_SET_MODE_FILTER: c_long = 1;
    const SECCOMP_FILTER_FLAG_NEW_LISTENER: c_long = 1 << 3;
    const LOAD: u16 = 0x20;
    const JUMP_EQUAL: u16 = 0x15;
    const RETURN: u16 = 0x06;
    const ALLOW: u32 = 0x7fff_0000;
    const NOTIFY: u32 = 0x7fc0_0000;
    /// With `ENOSYS`.
    const FAIL: u32 = 0x0005_0000 | 38;

    /// `struct sock_filter`: an instruction, where it goes on if it is true and if not, and its operand.
    #[repr(C)]
    struct Instruction(u16, u8, u8, u32);

    /// `struct sock_fprog`.
    #[repr(C)]
    struct Program {
        length: u16,
        instructions: *const Instruction,
    }

    let returned =
        |value: u32, action: u32| [Instruction(JUMP_EQUAL, 0, 1, value), Instruction(RETURN, 0, 0, action)];
    // Offsets in `struct seccomp_data`: the number at 0, the architecture at 4, the first argument at 16.
    let mut of_bpf = vec![Instruction(LOAD, 0, 0, 16)];
    of_bpf.extend(commands.iter().flat_map(|command| returned(*command, NOTIFY)));
    of_bpf.push(Instruction(RETURN, 0, 0, ALLOW));
    let mut instructions = vec![
        Instruction(LOAD, 0, 0, 4),
        Instruction(JUMP_EQUAL, 1, 0, number::AUDIT_ARCH),
        Instruction(RETURN, 0, 0, ALLOW),
        Instruction(LOAD, 0, 0, 0),
    ];
    instructions.extend(names.then(|| returned(number::UNAME, NOTIFY)).into_iter().flatten());
    instructions.extend(absent.iter().flat_map(|number| returned(*number, FAIL)));
    let others = u8::try_from(of_bpf.len()).map_err(io::Error::other)?;
    instructions.push(Instruction(JUMP_EQUAL, 0, others, number::BPF));
    instructions.extend(of_bpf);
    instructions.push(Instruction(RETURN, 0, 0, ALLOW));
    let length = u16::try_from(instructions.len()).map_err(io::Error::other)?;
    let program = Program { length, instructions: instructions.as_ptr() };
    // SAFETY: seccomp(operation, flags, program) reads the instructions, which live through the call, and gives a descriptor.
    let fd = check(unsafe {
        syscall(
            number::SECCOMP,
            SECCOMP_SET_MODE_FILTER,
            SECCOMP_FILTER_FLAG_NEW_LISTENER,
            &raw const program,
        )
    })?;
    let fd = RawFd::try_from(fd).map_err(io::Error::other)?;
    // SAFETY: the descriptor was just made, and nobody else has it.
    Ok(Listener(unsafe { OwnedFd::from_raw_fd(fd) }))
}

impl Listener {
    /// Waits for a call. None where the caller has ended before it could be told of.
    pub fn receive(&self) -> io::Result<Option<Notification>> {
        /// `SECCOMP_IOCTL_NOTIF_RECV`, of 80 bytes.
        const RECEIVE: c_ulong = 0xc050_2100;
        let mut notification = Notification::default();
        // SAFETY: writes a `struct seccomp_notif`, which this is; it must be zero before.
        match check(unsafe { ioctl(self.0.as_raw_fd(), RECEIVE, &raw mut notification) }) {
            Ok(_) => Ok(Some(notification)),
            Err(error)
                if error.kind() == io::ErrorKind::Interrupted || error.raw_os_error() == Some(ENOENT) =>
            {
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    /// Says what becomes of a call.
    pub fn answer(&self, notification: &Notification, verdict: &Verdict) -> io::Result<()> {
        /// `SECCOMP_IOCTL_NOTIF_SEND`, of 24 bytes.
        const SEND: c_ulong = 0xc018_2101;
        /// `SECCOMP_USER_NOTIF_FLAG_CONTINUE`.
        const CONTINUE: u32 = 1;

        /// `struct seccomp_notif_resp`.
        #[repr(C)]
        struct Answer {
            id: u64,
            value: i64,
            error: i32,
            flags: u32,
        }

        let (error, flags) = match verdict {
            Verdict::GoOn => (0, CONTINUE),
            Verdict::Fail(error) => (*error, 0),
            Verdict::Done => (0, 0),
        };
        let answer = Answer { id: notification.id, value: 0, error: -error, flags };
        // SAFETY: reads a `struct seccomp_notif_resp`, which this is.
        match check(unsafe { ioctl(self.0.as_raw_fd(), SEND, &raw const answer) }) {
            // The caller has ended meanwhile.
            Err(error) if error.raw_os_error() == Some(ENOENT) => Ok(()),
            answered => answered.map(drop),
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

/// Waits until a serial line has sent all that was written to it.
#[cfg(not(target_arch = "x86_64"))]
pub fn drain(line: RawFd) -> io::Result<()> {
    const TCSBRK: c_ulong = 0x5409;
    /// Anything but 0 sends no break.
    const NO_BREAK: c_ulong = 1;
    // SAFETY: TCSBRK takes a plain number.
    check(unsafe { ioctl(line, TCSBRK, NO_BREAK) })?;
    Ok(())
}
