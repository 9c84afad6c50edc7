//! How much memory requests may take together, from when they arrive until they are answered.

use std::sync::Arc;

use coolbpf_contract::wire::ProblemKind;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::problem::{Result, problem};

/// The bytes that all requests have together.
#[derive(Debug, Clone)]
pub(crate) struct Memory(Arc<Semaphore>);

/// The bytes that one request has. They are free again when the value goes.
#[derive(Debug)]
pub(crate) struct Share {
    memory: Memory,
    taken: Option<OwnedSemaphorePermit>,
}

impl Memory {
    pub(crate) fn new(bytes: usize) -> Self {
        Self(Arc::new(Semaphore::new(bytes.min(Semaphore::MAX_PERMITS))))
    }

    /// No bytes yet.
    pub(crate) fn share(&self) -> Share {
        Share { memory: self.clone(), taken: None }
    }
}

impl Share {
    /// Takes more, if there are so many.
    pub(crate) fn take(&mut self, bytes: usize) -> Result<()> {
        let full = || {
            let detail = "other requests take all memory that there is for them";
            problem(ProblemKind::Overloaded, detail).retry_after(1)
        };
        let bytes = u32::try_from(bytes).map_err(|_| full())?;
        let more = Arc::clone(&self.memory.0).try_acquire_many_owned(bytes).map_err(|_| full())?;
        match &mut self.taken {
            Some(taken) => taken.merge(more),
            None => self.taken = Some(more),
        }
        Ok(())
    }

    /// Gives back all but `bytes`.
    pub(crate) fn keep(&mut self, bytes: usize) {
        if let Some(taken) = &mut self.taken {
            drop(taken.split(taken.num_permits().saturating_sub(bytes)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_have_is_not_to_be_taken_until_they_let_go() {
        let memory = Memory::new(100);
        let (mut first, mut second) = (memory.share(), memory.share());
        first.take(40).unwrap();
        first.take(40).unwrap();
        let full = second.take(30).unwrap_err();
        assert_eq!((full.problem.known_kind(), full.retry_after), (Some(ProblemKind::Overloaded), Some(1)));
        first.keep(70);
        second.take(30).unwrap();
        drop(first);
        second.take(70).unwrap();
    }
}
