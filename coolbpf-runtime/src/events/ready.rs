//! Events for event loops: what is there already, and a descriptor that says when there is more.

use std::mem;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, RawFd};

use super::transport::Record;
use super::{End, Events};
use crate::{Result, Value};

impl<T: Value> Events<'_, T> {
    /// The next event that is there already, without waiting. After `None`, the descriptor becomes readable with the next event, or as
    /// [`WakeUp`](crate::WakeUp) says, which is also when it becomes so by the time that is given there; so an event loop goes on until
    /// `None`, and then waits for the descriptor, by edges or by levels.
    ///
    /// After an error that says that no event can be read any more, it gives `None` for ever ([`End::Failed`]).
    ///
    /// Signals, standard output, time-outs and deadlines are left alone: they end what waits.
    ///
    /// ```no_run
    /// # fn example(events: coolbpf::RingBuffer<u64>) -> coolbpf::Result<()> {
    /// use std::os::fd::AsFd;
    ///
    /// let mut events = events.events()?;
    /// let descriptor = events.as_fd(); // for `epoll`, `poll`, or whatever event loop; when it is readable:
    /// while let Some(event) = events.try_next() {
    ///     println!("{}", event?);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn try_next(&mut self) -> Option<Result<T>> {
        let record = match self.take() {
            Some(record) => record,
            None => match self.look() {
                Ok(record) => record?,
                Err(error) => return Some(Err(error)),
            },
        };
        // SAFETY: a record stays as it is until it is released.
        let event = T::read_from(unsafe { record.as_ref() });
        self.transport.release(size_of::<T>());
        Some(event.ok_or_else(|| self.too_short(record.len())))
    }

    /// Goes to the next record that is there.
    #[inline(never)]
    fn look(&mut self) -> Result<Option<Record>> {
        if self.end == Some(End::Failed) {
            return Ok(None);
        }
        // Before the look: a time that passes during it makes the descriptor readable again.
        self.wait.forget_time();
        match self.transport.advance_or_be_woken() {
            Ok(Some(record)) => {
                self.transport.allow(usize::MAX);
                Ok(Some(record))
            }
            Ok(None) => Ok(None),
            Err(why) => {
                self.end = Some(End::Failed);
                Err(self.unreadable(why))
            }
        }
    }
}

impl<T> Events<'_, T> {
    /// The same events, which keep the buffer that they come through, and not the programs attached: a task or a thread of its own can
    /// have them, and what was sent is still there after the module's `Bpf` is dropped, which detaches its programs.
    ///
    /// ```no_run
    /// # fn example(events: coolbpf::Channel<u64>) -> coolbpf::Result<()> {
    /// let mut left = events.events()?.owned();
    /// drop(events); // or the module's `Bpf`, so that nothing more is sent
    /// while let Some(event) = left.try_next() {
    ///     println!("{}", event?);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn owned(self) -> Events<'static, T> {
        // SAFETY: the lifetime is that of a marker alone. All that the events use is their own, or shared by an `Arc`.
        unsafe { mem::transmute::<Events<'_, T>, Events<'static, T>>(self) }
    }
}

/// Readable when [`Events::try_next`] is worth a call. It is not the map's, but an epoll instance that is for waiting only.
impl<T> AsFd for Events<'_, T> {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.wait.as_fd()
    }
}

impl<T> AsRawFd for Events<'_, T> {
    fn as_raw_fd(&self) -> RawFd {
        self.wait.as_fd().as_raw_fd()
    }
}
