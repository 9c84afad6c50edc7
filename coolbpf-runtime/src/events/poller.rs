//! Events of several maps in one wait.

use std::fmt;
use std::os::fd::{AsFd, OwnedFd};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::wait::{Source, Wait, bell, ring, silence};
use super::{End, Events, Watch};
use crate::{Error, Result, Value};

/// How many events of one map are handled before it is the next map's turn.
const PER_TURN: usize = 256;
/// How long an event may take that a program has begun to write when everything is to be handed over.
const PATIENCE: Duration = Duration::from_secs(1);

/// Reads the events of several maps, of one object or of several, in one wait: each is given to the function that was added with its
/// map. No map starves behind a busy one.
///
/// ```no_run
/// # fn example(execs: coolbpf::Channel<u64>, exits: coolbpf::RingBuffer<u32>) -> coolbpf::Result<()> {
/// let mut poller = coolbpf::Poller::new()?;
/// poller.add(execs.events()?, |exec| Ok(println!("started: {}", exec?)))?;
/// poller.add(exits.events()?, |exit| Ok(println!("ended: {}", exit?)))?;
/// poller.run()?; // until Ctrl-C
/// # Ok(())
/// # }
/// ```
///
/// It ends as [`Events`] does, and by a [`Stopper`]; what is in the buffers by then is handled first. For a shutdown that loses nothing,
/// the programs are detached next, and what they sent meanwhile is handled by [`Poller::drain`]:
///
/// ```text
/// let mut bpf = execs::attach()?;
/// poller.add(bpf.events()?.owned(), handle)?;
/// poller.run()?;
/// bpf.detach()?;      // nothing more is sent
/// poller.drain()?;    // what was sent is handled
/// ```
///
/// What [`WakeUp`](crate::WakeUp) says of a map holds here, too.
pub struct Poller<'a> {
    sources: Vec<Box<dyn Polled + 'a>>,
    wait: Wait,
    stop: Stopper,
    deadline: Option<Instant>,
    watch: Watch,
    end: Option<End>,
}

/// Ends a [`Poller::run`] from another thread, or from one of its own functions.
#[derive(Debug, Clone)]
pub struct Stopper(Arc<Stop>);

#[derive(Debug)]
struct Stop {
    /// Whether the bell is rung.
    asked: Mutex<bool>,
    bell: OwnedFd,
}

impl Stopper {
    fn new() -> Result<Self> {
        let bell = bell().map_err(|error| Error::system("can't make what ends a wait for events", error))?;
        Ok(Self(Arc::new(Stop { asked: Mutex::new(false), bell })))
    }

    /// Has the poller hand over what is in the buffers, and end with [`End::Stopped`], now or when it runs next.
    pub fn stop(&self) {
        let mut asked = self.asked();
        ring(self.0.bell.as_fd());
        *asked = true;
    }

    /// Forgets that it was asked.
    fn is_done(&self) {
        let mut asked = self.asked();
        silence(self.0.bell.as_fd());
        *asked = false;
    }

    fn asked(&self) -> MutexGuard<'_, bool> {
        self.0.asked.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<'a> Poller<'a> {
    /// A poller of no maps.
    ///
    /// # Errors
    /// Where the process has no descriptors left.
    pub fn new() -> Result<Self> {
        let stop = Stopper::new()?;
        let wait = Wait::new(None).and_then(|wait| {
            wait.add(stop.0.bell.as_fd(), Source::Interrupt)?;
            Ok(wait)
        });
        let wait = wait.map_err(|error| Error::system("can't make what waits for events", error))?;
        Ok(Self { sources: Vec::new(), wait, stop, deadline: None, watch: Watch::ALL, end: None })
    }

    /// Has each of these events given to `handle`. What the events themselves were told of deadlines, time-outs, signals and standard
    /// output does not count here. An error of `handle` ends what called it, and the next call goes on behind that event.
    ///
    /// # Errors
    /// Where the process has no descriptors left.
    pub fn add<T: Value>(
        &mut self,
        events: Events<'a, T>,
        handle: impl FnMut(Result<T>) -> Result<()> + 'a,
    ) -> Result<()> {
        self.wait.add(events.as_fd(), Source::Events).map_err(|error| {
            Error::system(format!("can't wait for events of the map `{}`", events.map.raw.name()), error)
        })?;
        self.sources.push(Box::new(Handled { events, handle }));
        Ok(())
    }

    /// Ends [`Poller::run`] at this time.
    #[must_use]
    pub fn deadline(mut self, deadline: Instant) -> Self {
        self.set_deadline(Some(deadline));
        self
    }

    /// Ends [`Poller::run`] at this time; `None` has it wait for ever again. So it runs from one interval to the next, and with no maps it
    /// is what a tool waits by that prints what maps hold.
    pub fn set_deadline(&mut self, deadline: Option<Instant>) {
        self.deadline = deadline;
    }

    /// Leaves SIGINT and SIGTERM alone. To be called before anything is waited for.
    #[must_use]
    pub fn ignore_signals(mut self) -> Self {
        self.watch.signals = false;
        self
    }

    /// Goes on when nobody reads standard output, and leaves SIGPIPE alone. To be called before anything is waited for.
    #[must_use]
    pub fn ignore_stdout(mut self) -> Self {
        self.watch.stdout = false;
        self
    }

    /// What ends [`Poller::run`] from elsewhere.
    #[must_use]
    pub fn stopper(&self) -> Stopper {
        self.stop.clone()
    }

    /// Handles events until something ends it, and tells what did: never [`End::Failed`], which is an error that a function was given.
    ///
    /// # Errors
    /// The first of one of the functions; where waiting fails.
    pub fn run(&mut self) -> Result<End> {
        loop {
            self.poll_once(None)?;
            if let Some(end) = self.end {
                return Ok(end);
            }
        }
    }

    /// Handles what is there, or else waits for at most `time` and handles what has come. Returns how many events it handled: 0 at the
    /// end of the time, and where something else ends the wait, which [`Poller::end`] tells.
    ///
    /// ```no_run
    /// # fn example(mut poller: coolbpf::Poller<'_>) -> coolbpf::Result<()> {
    /// while poller.end().is_none() {
    ///     poller.poll(std::time::Duration::from_secs(1))?;
    ///     println!("what maps hold");
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// Those of [`Poller::run`].
    pub fn poll(&mut self, time: Duration) -> Result<usize> {
        self.poll_once(Some(time))
    }

    /// What ended the last [`Poller::run`] or [`Poller::poll`]: a signal, a [`Stopper`], a closed output, or the deadline, after which each
    /// `poll` returns at once, but for the stopper, which counts once. `None` where events came, or just the time of a `poll` has passed.
    #[must_use]
    pub fn end(&self) -> Option<End> {
        self.end
    }

    /// Handles all that programs have sent until now, without waiting for more. An event that a program has begun to write is waited for,
    /// up to a second. Returns how many events it handled.
    ///
    /// # Errors
    /// Those of [`Poller::run`].
    pub fn drain(&mut self) -> Result<usize> {
        for source in &mut self.sources {
            source.owe();
        }
        let until = Instant::now() + PATIENCE;
        let mut handled = 0;
        for source in &mut self.sources {
            while source.is_owed() {
                let count = source.turn(PER_TURN)?;
                handled += count;
                let left = until.saturating_duration_since(Instant::now());
                if count == 0 && source.is_owed() {
                    if left.is_zero() {
                        break;
                    }
                    source.wait(left)?;
                }
            }
        }
        Ok(handled)
    }

    fn poll_once(&mut self, time: Option<Duration>) -> Result<usize> {
        self.end = None;
        self.watch.start(&self.wait)?;
        if let Some(end) = self.end_from_outside() {
            return self.end_by(end);
        }
        let handled = self.turn()?;
        if handled > 0 {
            return Ok(handled);
        }
        let left = self.deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
        let time = [left, time].into_iter().flatten().min();
        self.wait.wait(time).map_err(|error| Error::system("can't wait for events", error))?;
        match self.end_from_outside() {
            Some(end) => self.end_by(end),
            None => self.turn(),
        }
    }

    fn end_by(&mut self, end: End) -> Result<usize> {
        let handled = self.drain()?;
        if end == End::Stopped {
            self.stop.is_done();
        }
        self.end = Some(end);
        Ok(handled)
    }

    fn turn(&mut self) -> Result<usize> {
        self.sources.iter_mut().try_fold(0, |sum, source| Ok(sum + source.turn(PER_TURN)?))
    }

    fn end_from_outside(&self) -> Option<End> {
        if *self.stop.asked() {
            return Some(End::Stopped);
        }
        let is_late = self.deadline.is_some_and(|deadline| deadline <= Instant::now());
        self.watch.end().or(is_late.then_some(End::Timeout))
    }
}

impl fmt::Debug for Poller<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Poller").field("maps", &self.sources.len()).finish_non_exhaustive()
    }
}

/// Events of whatever type, and who handles them.
trait Polled {
    /// Handles at most so many events that are there; returns how many.
    fn turn(&mut self, most: usize) -> Result<usize>;

    /// Has all that is there now be handled before it is no longer owed.
    fn owe(&mut self);

    fn is_owed(&self) -> bool;

    fn wait(&self, time: Duration) -> Result<()>;
}

struct Handled<'a, T, H> {
    events: Events<'a, T>,
    handle: H,
}

impl<T: Value, H: FnMut(Result<T>) -> Result<()>> Polled for Handled<'_, T, H> {
    fn turn(&mut self, most: usize) -> Result<usize> {
        for count in 0..most {
            let Some(event) = self.events.try_next() else { return Ok(count) };
            (self.handle)(event)?;
        }
        Ok(most)
    }

    fn owe(&mut self) {
        self.events.owe();
    }

    fn is_owed(&self) -> bool {
        self.events.end != Some(End::Failed) && self.events.is_owed()
    }

    fn wait(&self, time: Duration) -> Result<()> {
        self.events.wait.wait(Some(time)).map(drop).map_err(|error| {
            Error::system(format!("can't wait for events of the map `{}`", self.events.map.raw.name()), error)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_poll_tells_what_ended_it_and_a_stopped_poller_runs_again() {
        const NEVER: Duration = Duration::from_secs(3600);
        let mut poller = Poller::new().unwrap().ignore_signals().ignore_stdout();
        assert_eq!((poller.poll(Duration::ZERO).unwrap(), poller.end()), (0, None));
        let stopper = poller.stopper();
        stopper.stop();
        stopper.stop();
        assert_eq!((poller.poll(NEVER).unwrap(), poller.end()), (0, Some(End::Stopped)));
        assert!(!poller.wait.wait(Some(Duration::ZERO)).unwrap().by(Source::Interrupt));
        assert_eq!((poller.poll(Duration::ZERO).unwrap(), poller.end()), (0, None));
        std::thread::scope(|threads| {
            threads.spawn(|| stopper.stop());
            assert_eq!(poller.run().unwrap(), End::Stopped);
        });
        poller.set_deadline(Some(Instant::now()));
        for _ in 0..2 {
            assert_eq!((poller.poll(NEVER).unwrap(), poller.end()), (0, Some(End::Timeout)));
        }
        poller.set_deadline(None);
        assert_eq!((poller.poll(Duration::ZERO).unwrap(), poller.end()), (0, None));
    }
}
