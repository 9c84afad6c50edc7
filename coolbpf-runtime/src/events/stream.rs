//! Events as a stream, for tokio.

use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use tokio::io::Interest;
use tokio::io::unix::AsyncFd;
use tokio::runtime::Handle;

use super::{End, Events};
use crate::{Error, ErrorKind, Result, Value};

/// How many events are given before the executor has its turn.
const PER_TURN: u32 = 128;

/// The events of a [`Channel`](crate::Channel), a [`RingBuffer`](crate::RingBuffer) or a [`PerfBuffer`](crate::PerfBuffer) as a
/// `Stream`, from [`Events::into_stream`]. Feature `tokio`.
///
/// ```no_run
/// # async fn example(events: coolbpf::Channel<u64>) -> coolbpf::Result<()> {
/// let mut events = events.events()?.into_stream()?;
/// while let Some(event) = events.next().await {
///     println!("{}", event?);
/// }
/// # Ok(())
/// # }
/// ```
///
/// Nothing is lost where a future of [`EventStream::next`] is dropped, as `tokio::select!` does. Where events are always there, other tasks
/// of the executor still have their turn. A stream of [`Events::owned`] is `'static` and can be spawned.
///
/// Signals and standard output are left alone, and time-outs and deadlines don't count: the stream ends when
/// [`EventStream::until`] says so.
#[must_use = "nothing is read before it is polled"]
pub struct EventStream<'source, T> {
    events: AsyncFd<Events<'source, T>>,
    shutdown: Shutdown<'source>,
    given: u32,
}

enum Shutdown<'source> {
    Never,
    At(Pin<Box<dyn Future<Output = ()> + Send + 'source>>),
    /// It has come, and what is in the buffer is given.
    Begun,
}

impl<'source, T: Value> Events<'source, T> {
    /// The events as a `Stream`, for the tokio runtime that this is called within, which has to have its I/O enabled
    /// (`tokio::runtime::Builder::enable_io`). Feature `tokio`.
    ///
    /// # Errors
    /// Outside of a runtime; where the process has no descriptors left.
    pub fn into_stream(self) -> Result<EventStream<'source, T>> {
        let doing = format!("can't make a stream of the events of the map `{}`", self.map.raw.name());
        if Handle::try_current().is_err() {
            let message = format!("{doing}: that is done within a runtime of tokio");
            return Err(Error::new(ErrorKind::InvalidInput, message));
        }
        // SAFETY: the events own the descriptor and keep the same one for as long as they live.
        let events = unsafe { AsyncFd::register_with_interest(self, Interest::READABLE) };
        let events = events.map_err(|error| Error::system(doing, error.into_parts().1))?;
        Ok(EventStream { events, shutdown: Shutdown::Never, given: 0 })
    }
}

impl<'source, T: Value> EventStream<'source, T> {
    /// Ends when `shutdown` is ready, behind what is in the buffer then. Where that future detaches the programs as its last act, every
    /// event that was sent is given:
    ///
    /// ```text
    /// let events = bpf.events()?.owned().into_stream()?;
    /// let mut events = events.until(async move {
    ///     let _ = tokio::signal::ctrl_c().await;
    ///     drop(bpf);
    /// });
    /// ```
    pub fn until(mut self, shutdown: impl Future<Output = ()> + Send + 'source) -> Self {
        self.shutdown = Shutdown::At(Box::pin(shutdown));
        self
    }

    /// The next event; `None` at the end.
    ///
    /// # Errors
    /// Where the event is shorter than a `T`: the next call goes on behind it. Where no event can be read any more: the next call gives
    /// `None`.
    pub async fn next(&mut self) -> Option<Result<T>> {
        poll_fn(|context| self.poll(context)).await
    }

    /// How many events were lost: see [`Events::lost`].
    ///
    /// # Errors
    /// Where the counters can't be read.
    pub fn lost(&self) -> Result<Option<u64>> {
        self.events.get_ref().lost()
    }

    /// How many events each CPU lost, by its number.
    ///
    /// # Errors
    /// Where the counters can't be read.
    pub fn lost_per_cpu(&self) -> Result<Option<Vec<u64>>> {
        self.events.get_ref().lost_per_cpu()
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T>>> {
        if self.given >= PER_TURN {
            self.given = 0;
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        loop {
            if self.given == 0 {
                self.look_for_shutdown(context);
            }
            if matches!(self.shutdown, Shutdown::Begun) && !self.events.get_ref().is_owed() {
                return Poll::Ready(None);
            }
            if let Some(event) = self.events.get_mut().try_next() {
                self.given += 1;
                return Poll::Ready(Some(event));
            }
            if self.events.get_ref().end() == Some(End::Failed) {
                return Poll::Ready(None);
            }
            self.given = 0;
            if self.look_for_shutdown(context) {
                continue;
            }
            let mut readable = match ready!(self.events.poll_read_ready_mut(context)) {
                Ok(readable) => readable,
                Err(error) => {
                    self.events.get_mut().end = Some(End::Failed);
                    let doing = "can't wait for events in a runtime of tokio";
                    return Poll::Ready(Some(Err(Error::system(doing, error))));
                }
            };
            readable.clear_ready();
        }
    }

    /// Tells whether the shutdown has just begun.
    fn look_for_shutdown(&mut self, context: &mut Context<'_>) -> bool {
        let Shutdown::At(shutdown) = &mut self.shutdown else { return false };
        let has_come = shutdown.as_mut().poll(context).is_ready();
        if has_come {
            self.shutdown = Shutdown::Begun;
            self.events.get_mut().owe();
        }
        has_come
    }
}

impl<T: Value> Stream for EventStream<'_, T> {
    type Item = Result<T>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<T>>> {
        self.get_mut().poll(context)
    }
}

impl<T> fmt::Debug for EventStream<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventStream").field("events", self.events.get_ref()).finish_non_exhaustive()
    }
}
