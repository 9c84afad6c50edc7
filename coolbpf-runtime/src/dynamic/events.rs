//! Events whose type is known at run time only.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::Value;
use super::map::Record;
use super::object::MapPart;
use crate::shape::Shape;
use crate::{End, Error, ErrorKind, Result};

/// The events of a map, as [`Value`]s; as [`Value::Bytes`] where nothing says of which type they are.
///
/// It waits and ends as [`coolbpf::Events`](crate::Events) does. An event that is shorter than its type is an error, and the iteration goes
/// on behind it; of one that is longer, what is more is left out.
pub struct Events<'map> {
    events: crate::Events<'map, Record>,
    map: &'map str,
    shape: Option<Arc<Shape>>,
}

impl<'map> Events<'map> {
    pub(super) fn new(events: crate::Events<'map, Record>, part: &'map MapPart) -> Self {
        Self { events, map: &part.name, shape: part.event.clone() }
    }

    /// Waits for each event for at most so long.
    #[must_use]
    pub fn timeout(self, timeout: Duration) -> Self {
        Self { events: self.events.timeout(timeout), ..self }
    }

    /// Gives no event that comes after this time.
    #[must_use]
    pub fn deadline(self, deadline: Instant) -> Self {
        Self { events: self.events.deadline(deadline), ..self }
    }

    /// Leaves SIGINT and SIGTERM alone. To be called before the first event is asked for.
    #[must_use]
    pub fn ignore_signals(self) -> Self {
        Self { events: self.events.ignore_signals(), ..self }
    }

    /// Goes on when nobody reads standard output, and leaves SIGPIPE alone. To be called before the first event is asked for.
    #[must_use]
    pub fn ignore_stdout(self) -> Self {
        Self { events: self.events.ignore_stdout(), ..self }
    }

    /// Why the last call of `next` gave `None`; `None` if it didn't.
    #[must_use]
    pub fn end(&self) -> Option<End> {
        self.events.end()
    }
}

impl Iterator for Events<'_> {
    type Item = Result<Value>;

    fn next(&mut self) -> Option<Self::Item> {
        let event = match self.events.next_ref() {
            Ok(Some(event)) => event,
            Ok(None) => return None,
            Err(error) => return Some(Err(error)),
        };
        let Some(shape) = &self.shape else { return Some(Ok(Value::Bytes(event.bytes().to_vec()))) };
        Some(shape.read(event.bytes()).map_err(|error| {
            Error::new(ErrorKind::InvalidInput, format!("an event of the map `{}`: {error}", self.map))
        }))
    }
}

impl fmt::Debug for Events<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Events").field(&self.events).finish()
    }
}
