//! How many compiles run at once, and how many may wait.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Places to compile, and a bounded queue before them.
#[derive(Debug)]
pub(crate) struct Queue {
    places: Arc<Semaphore>,
    waiting: AtomicUsize,
    most_waiting: usize,
}

/// The queue is full.
#[derive(Debug)]
pub(crate) struct Full;

/// A compile that waits for a place; it leaves the queue when the value goes.
struct Waiting<'a>(&'a AtomicUsize);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Queue {
    pub(crate) fn new(places: usize, most_waiting: usize) -> Self {
        Self { places: Arc::new(Semaphore::new(places)), waiting: AtomicUsize::new(0), most_waiting }
    }

    /// Waits for a place, first come, first served. The place is free again when the permit goes.
    pub(crate) async fn enter(&self) -> Result<OwnedSemaphorePermit, Full> {
        if let Ok(permit) = Arc::clone(&self.places).try_acquire_owned() {
            return Ok(permit);
        }
        if self.waiting.fetch_add(1, Ordering::Relaxed) >= self.most_waiting {
            self.waiting.fetch_sub(1, Ordering::Relaxed);
            return Err(Full);
        }
        let _waiting = Waiting(&self.waiting);
        Arc::clone(&self.places).acquire_owned().await.map_err(|_| Full)
    }

    /// How many wait.
    pub(crate) fn waiting(&self) -> usize {
        self.waiting.load(Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_neither_has_a_place_nor_may_wait_is_sent_away() {
        let queue = Arc::new(Queue::new(1, 1));
        let first = queue.enter().await.unwrap();
        let second = tokio::spawn({
            let queue = Arc::clone(&queue);
            async move { queue.enter().await.is_ok() }
        });
        while queue.waiting() == 0 {
            tokio::task::yield_now().await;
        }
        assert!(queue.enter().await.is_err());
        drop(first);
        assert!(second.await.unwrap());
        assert_eq!(queue.waiting(), 0);
        assert!(queue.enter().await.is_ok());
    }

    #[tokio::test]
    async fn who_goes_away_while_waiting_leaves_the_queue() {
        let queue = Queue::new(1, 1);
        let _first = queue.enter().await.unwrap();
        {
            let mut second = std::pin::pin!(queue.enter());
            assert!(
                std::future::poll_fn(|context| {
                    std::task::Poll::Ready(second.as_mut().poll(context).is_pending())
                })
                .await
            );
            assert_eq!(queue.waiting(), 1);
        }
        assert_eq!(queue.waiting(), 0);
    }
}
