//! A program of classic BPF.

use std::fmt;
use std::io;
use std::os::fd::{AsFd, AsRawFd as _};
use std::str::FromStr;

use super::instruction::Instruction;
use super::{assembler, check, decimal};
use crate::printable::printable;
use crate::{Error, ErrorKind, Result};

/// A filter for sockets in classic BPF, made of text, and found to be what the kernel takes.
///
/// ```
/// use coolbpf::socket::Classic;
///
/// let arp: Classic = "
///     ldh [12]              ; the type of an Ethernet frame
///     jne #0x806, drop
///     ret #-1               ; all of it
///     drop: ret #0
/// ".parse()?;
/// assert_eq!(arp.to_string(), "4,40 0 0 12,21 0 1 2054,6 0 0 4294967295,6 0 0 0");
/// assert_eq!(arp, "4\n40 0 0 12\n21 0 1 2054\n6 0 0 4294967295\n6 0 0 0\n".parse()?);
/// # Ok::<(), coolbpf::Error>(())
/// ```
///
/// The text is in one of two forms:
///
/// - The assembler of the kernel's `bpf_asm`, as `Documentation/networking/filter.rst` has it: all instructions, addressing modes and
///   extensions (`ld vlan_tci`, `ld #proto`), labels, numbers to the bases 2, 8, 10 and 16, and the comments `; ...`, `/* ... */`
///   and lines that start with `#`. Instructions need no lines of their own. What is not accepted: `ret x`, which the kernel refuses.
/// - Numbers, as `tcpdump -ddd` prints them, or with commas in the place of line ends, as `bpf_asm` and [`fmt::Display`] do.
///
/// Expressions of tcpdump (`udp port 53`) are neither: `tcpdump -ddd` compiles them. What it prints is for the kind of frames of the interface that it is
/// told (`-i`), which for a packet socket are those with their headers, and for a UDP or TCP socket begin with UDP's or TCP's header.
///
/// What is wrong is told before the kernel is asked, which only says "invalid argument": jumps backwards and behind the end, a last
/// instruction that is no `ret`, memory that is loaded before it is stored, divisions by 0, more than 4096 instructions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Classic {
    program: Vec<Instruction>,
}

impl Classic {
    /// What the socket receives is filtered and cut from now on, in the place of the filter that it has (`SO_ATTACH_FILTER`). Linux 2.2; `mod` and `xor` 3.7,
    /// `rand` 3.15, `vlan_tpid` 4.1.
    ///
    /// # Errors
    /// Where the kernel refuses: the filter of the socket is locked, there is not enough memory for options of a socket
    /// (`net.core.optmem_max`), an extension is not known.
    pub fn attach(&self, socket: impl AsFd) -> Result<()> {
        attach(socket, &self.program).map_err(|error| {
            let mend = match error.raw_os_error() {
                Some(libc::EPERM) => ": the filter that it has is locked",
                Some(libc::ENOMEM) => {
                    ": a socket's options have no room for it; fewer instructions, or `sudo sysctl net.core.optmem_max=131072`"
                }
                Some(libc::EINVAL) => ": an instruction or extension is newer than this kernel",
                _ => "",
            };
            Error::system(format!("can't attach the filter to the socket{mend}"), error)
        })
    }
}

/// Attaches what is not checked.
pub(super) fn attach(socket: impl AsFd, program: &[Instruction]) -> io::Result<()> {
    let length = u16::try_from(program.len()).map_err(|_| io::ErrorKind::InvalidInput)?;
    let program =
        libc::sock_fprog { len: length, filter: program.as_ptr().cast::<libc::sock_filter>().cast_mut() };
    // SAFETY: the descriptor is open; `sock_fprog` points to as many instructions as it says, which are laid out as `struct
    // sock_filter` is, are alive until the call returns, and are only read by it.
    let code = unsafe {
        libc::setsockopt(
            socket.as_fd().as_raw_fd(),
            libc::SOL_SOCKET,
            libc::SO_ATTACH_FILTER,
            (&raw const program).cast(),
            size_of_val(&program) as libc::socklen_t,
        )
    };
    if code < 0 { Err(io::Error::last_os_error()) } else { Ok(()) }
}

impl FromStr for Classic {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let read = if decimal::is_decimal(text) { decimal::read } else { assembler::read };
        let written =
            read(text).map_err(|unreadable| Error::new(ErrorKind::InvalidInput, unreadable.to_string()))?;
        let program: Vec<_> = written.iter().map(|written| written.instruction).collect();
        check::check(&program).map_err(|fault| {
            let line = written.get(fault.instruction).map_or(1, |written| written.line);
            let message =
                format!("the filter's line {line}, instruction {}: {}", fault.instruction, fault.what);
            Error::new(ErrorKind::InvalidInput, message)
        })?;
        Ok(Self { program })
    }
}

/// As numbers, in one line: `1,6 0 0 0`.
impl fmt::Display for Classic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.program.len())?;
        self.program.iter().try_for_each(|Instruction { code, jump_true, jump_false, operand }| {
            write!(f, ",{code} {jump_true} {jump_false} {operand}")
        })
    }
}

/// An instruction of a text, and the line that it is in.
#[derive(Debug)]
pub(super) struct Written {
    pub(crate) instruction: Instruction,
    pub(crate) line: usize,
}

/// Something else stands in a text than should.
#[derive(Debug)]
pub(super) struct Unreadable {
    line: usize,
    found: String,
    wanted: String,
}

impl Unreadable {
    /// Nothing that is found is the end of the text.
    pub(crate) fn new(line: usize, found: impl Into<String>, wanted: impl Into<String>) -> Self {
        Self { line, found: found.into(), wanted: wanted.into() }
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { line, found, wanted } = self;
        let found = match found.as_str() {
            "" => "the end".to_owned(),
            found => {
                let (start, rest) =
                    found.split_at(found.char_indices().nth(40).map_or(found.len(), |(at, _)| at));
                format!("`{}{}`", printable(start), if rest.is_empty() { "" } else { "..." })
            }
        };
        write!(f, "the filter's line {line}: found {found}, wanted {wanted}")
    }
}
