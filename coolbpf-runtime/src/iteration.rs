//! What iterators write.

use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read};
use std::marker::PhantomData;
use std::os::fd::{AsFd, AsRawFd as _, BorrowedFd, FromRawFd as _};

use libbpf_rs::libbpf_sys;

use crate::attach::{Iterate, Way as _};
use crate::{Error, ErrorKind, Link, Program, Result, Value};

/// How many times in a row the kernel may go through a million objects of which the program writes nothing.
const SILENCES: usize = 10_000;

/// A run of an iterator: what the program writes, from the first object to the last, as it is read.
///
/// ```no_run
/// # fn example(program: coolbpf::Program) -> coolbpf::Result<()> {
/// use coolbpf::attach::Iterate;
///
/// for line in program.iterate(Iterate::new())?.lines() {
///     println!("{}", line?);
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Iteration(File);

impl Program {
    /// Runs a program of the section `iter/...`: each call goes through the objects once. Linux 5.8.
    ///
    /// # Errors
    /// [`ErrorKind::Unsupported`] where the kernel can't choose among these objects; where what was chosen is not there.
    pub fn iterate(&self, over: Iterate<'_>) -> Result<Iteration> {
        // The run goes on without the link.
        over.attach(self)?.iterate()
    }
}

impl Link {
    /// Runs the iterator that is attached, as one from a file is ([`Link::from_pinned`]).
    ///
    /// # Errors
    /// Where the link is of something else.
    pub fn iterate(&self) -> Result<Iteration> {
        // SAFETY: the descriptor is open.
        let fd = unsafe { libbpf_sys::bpf_iter_create(self.fd()?.as_raw_fd()) };
        if fd < 0 {
            return Err(Error::system("can't run an iterator", io::Error::from_raw_os_error(-fd)));
        }
        // SAFETY: the kernel has just opened it for this caller.
        Ok(Iteration(unsafe { File::from_raw_fd(fd) }))
    }
}

impl Iteration {
    /// The lines that the program writes (`BPF_SEQ_PRINTF`). What isn't UTF-8 becomes `U+FFFD`.
    pub fn lines(self) -> impl Iterator<Item = Result<String>> {
        let mut text = BufReader::with_capacity(64 * 1024, self);
        let mut ended = false;
        std::iter::from_fn(move || {
            if ended {
                return None;
            }
            let mut line = Vec::new();
            match text.read_until(b'\n', &mut line) {
                Ok(0) => None,
                Ok(_) => {
                    line.pop_if(|last| *last == b'\n');
                    Some(Ok(String::from_utf8_lossy(&line).into_owned()))
                }
                Err(error) => {
                    ended = true;
                    Some(Err(unread(error)))
                }
            }
        })
    }

    /// The values that the program writes one after another (`bpf_seq_write`), each of the size of `T`.
    ///
    /// The last is an error where the kernel ends within a value.
    pub fn records<T: Value>(self) -> Records<T> {
        Records { bytes: BufReader::with_capacity(64 * 1024, self), ended: false, of: PhantomData }
    }
}

impl Read for Iteration {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        for _ in 0..SILENCES {
            match self.0.read(buffer) {
                // What the kernel answers after a million objects of which the program wrote nothing: `MAX_ITER_OBJECTS` of
                // `kernel/bpf/bpf_iter.c`.
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                other => return other,
            }
        }
        Err(io::Error::other("the iterator goes on and on, and its program writes nothing"))
    }
}

impl AsFd for Iteration {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.0.as_fd()
    }
}

/// The values that a program writes: [`Iteration::records`].
#[derive(Debug)]
pub struct Records<T> {
    bytes: BufReader<Iteration>,
    ended: bool,
    of: PhantomData<T>,
}

impl<T: Value> Iterator for Records<T> {
    type Item = Result<T>;

    fn next(&mut self) -> Option<Result<T>> {
        if self.ended || size_of::<T>() == 0 {
            return None;
        }
        let mut value = T::zeroed();
        let result = fill(&mut self.bytes, value.as_bytes_mut());
        match result {
            Ok(0) => {
                self.ended = true;
                None
            }
            Ok(length) if length < size_of::<T>() => {
                self.ended = true;
                let size = size_of::<T>();
                let message = format!("the iterator has ended within a value: {length} of {size} bytes");
                Some(Err(Error::new(ErrorKind::Other, message)))
            }
            Ok(_) => Some(Ok(value)),
            Err(error) => {
                self.ended = true;
                Some(Err(unread(error)))
            }
        }
    }
}

/// Reads until the buffer is full or nothing follows; tells how much.
fn fill(from: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut length = 0;
    while let Some(rest) = buffer.get_mut(length..).filter(|rest| !rest.is_empty()) {
        match from.read(rest) {
            Ok(0) => break,
            Ok(read) => length += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(length)
}

fn unread(error: io::Error) -> Error {
    Error::system("can't read what an iterator writes", error)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives its bytes a few at a time.
    struct Few<'a>(&'a [u8], usize);

    impl Read for Few<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let count = self.1.min(buffer.len()).min(self.0.len());
            buffer[..count].copy_from_slice(&self.0[..count]);
            self.0 = &self.0[count..];
            Ok(count)
        }
    }

    #[test]
    fn a_value_is_put_together_from_whatever_the_kernel_gives_at_a_time() {
        for at_a_time in 1..9 {
            let mut bytes = Few(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], at_a_time);
            let mut buffer = [0; 4];
            assert_eq!((fill(&mut bytes, &mut buffer).unwrap(), buffer), (4, [1, 2, 3, 4]));
            assert_eq!((fill(&mut bytes, &mut buffer).unwrap(), buffer), (4, [5, 6, 7, 8]));
            assert_eq!(fill(&mut bytes, &mut buffer).unwrap(), 2);
            assert_eq!(fill(&mut bytes, &mut buffer).unwrap(), 0);
        }
    }
}
