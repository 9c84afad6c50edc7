//! Work that is done once, however many ask for it, and given up when nobody waits for it any more.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use tokio::sync::watch;
use tokio_util::sync::{CancellationToken, DropGuard};

/// The work that is under way, by what is asked.
#[derive(Debug)]
pub(crate) struct Flights<K, V> {
    under_way: Mutex<HashMap<K, Weak<Flight<V>>>>,
}

/// One piece of work. Each one who waits holds it; when the last one lets go, the work's token is cancelled.
#[derive(Debug)]
struct Flight<V> {
    result: watch::Receiver<Option<V>>,
    _cancelled_with_the_last: DropGuard,
}

/// Why there is no result.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Missed {
    /// The work ended without one: it panicked.
    Lost,
    /// So many wait for it that no more may.
    Full,
}

/// The most who may wait for one piece of work.
const MOST_WAITING: usize = 256;

impl<K, V> Flights<K, V>
where
    K: Clone + Eq + Hash + Send + Sync + 'static,
    V: Clone + Send + Sync + 'static,
{
    pub(crate) fn new() -> Arc<Self> {
        Arc::new(Self { under_way: Mutex::new(HashMap::new()) })
    }

    /// The result of the work for `key`, which `start` begins if nobody has yet. `joined` is told whether somebody had.
    pub(crate) async fn result<F>(
        self: &Arc<Self>,
        key: K,
        start: impl FnOnce(CancellationToken) -> F,
        joined: impl FnOnce(),
    ) -> Result<V, Missed>
    where
        F: Future<Output = V> + Send + 'static,
    {
        let flight = self.flight(key, start, joined).ok_or(Missed::Full)?;
        let mut result = flight.result.clone();
        let value = result.wait_for(Option::is_some).await.map_err(|_| Missed::Lost)?;
        (*value).clone().ok_or(Missed::Lost)
    }

    fn flight<F>(
        self: &Arc<Self>,
        key: K,
        start: impl FnOnce(CancellationToken) -> F,
        joined: impl FnOnce(),
    ) -> Option<Arc<Flight<V>>>
    where
        F: Future<Output = V> + Send + 'static,
    {
        // A panic while it was held leaves no half-made entry.
        let mut under_way = self.under_way.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(flight) = under_way.get(&key).and_then(Weak::upgrade) {
            // One is this one's own.
            if Arc::strong_count(&flight) > MOST_WAITING {
                return None;
            }
            joined();
            return Some(flight);
        }
        let token = CancellationToken::new();
        let (sender, result) = watch::channel(None);
        let flight = Arc::new(Flight { result, _cancelled_with_the_last: token.clone().drop_guard() });
        under_way.insert(key.clone(), Arc::downgrade(&flight));
        drop(under_way);
        let work = start(token);
        let entry = Entry { flights: Arc::clone(self), key, flight: Arc::downgrade(&flight) };
        tokio::spawn(async move {
            let entry = entry;
            let value = work.await;
            drop(entry);
            // Nobody receives it where all have gone.
            let _ = sender.send(Some(value));
        });
        Some(flight)
    }
}

/// Takes its flight out of the map when the work ends, also by a panic, unless another one has taken its place.
struct Entry<K: Eq + Hash, V> {
    flights: Arc<Flights<K, V>>,
    key: K,
    flight: Weak<Flight<V>>,
}

impl<K: Eq + Hash, V> Drop for Entry<K, V> {
    fn drop(&mut self) {
        let mut under_way = self.flights.under_way.lock().unwrap_or_else(PoisonError::into_inner);
        if under_way.get(&self.key).is_some_and(|flight| flight.ptr_eq(&self.flight)) {
            under_way.remove(&self.key);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use tokio::sync::oneshot;

    use super::*;

    #[tokio::test]
    async fn what_many_ask_at_once_is_done_once() {
        let flights = Flights::<u8, u32>::new();
        let (starts, joins) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let (go, wait) = oneshot::channel::<()>();
        let mut wait = Some(wait);
        let mut tasks = Vec::new();
        for _ in 0..8 {
            let (flights, starts, joins) = (Arc::clone(&flights), Arc::clone(&starts), Arc::clone(&joins));
            let wait = wait.take();
            tasks.push(tokio::spawn(async move {
                let work = |_| async move {
                    starts.fetch_add(1, Ordering::SeqCst);
                    if let Some(wait) = wait {
                        wait.await.unwrap();
                    }
                    7
                };
                flights
                    .result(1, work, || {
                        joins.fetch_add(1, Ordering::SeqCst);
                    })
                    .await
                    .unwrap()
            }));
        }
        while joins.load(Ordering::SeqCst) < 7 {
            tokio::task::yield_now().await;
        }
        go.send(()).unwrap();
        for task in tasks {
            assert_eq!(task.await.unwrap(), 7);
        }
        assert_eq!(starts.load(Ordering::SeqCst), 1);
        assert!(flights.under_way.lock().unwrap().is_empty());
    }

    #[tokio::test]
    async fn work_that_nobody_waits_for_any_more_is_cancelled() {
        let flights = Flights::<u8, u32>::new();
        let (cancelled, told) = oneshot::channel();
        let asking = tokio::spawn({
            let flights = Arc::clone(&flights);
            async move {
                let work = |token: CancellationToken| async move {
                    token.cancelled().await;
                    cancelled.send(()).unwrap();
                    0
                };
                flights.result(1, work, || ()).await.map_err(|_| ())
            }
        });
        while flights.under_way.lock().unwrap().is_empty() {
            tokio::task::yield_now().await;
        }
        asking.abort();
        told.await.unwrap();
    }

    #[tokio::test]
    async fn work_that_panics_leaves_nobody_waiting() {
        let flights = Flights::<u8, u32>::new();
        let lost = flights.result(1, |_| async { panic!("as this test wants") }, || ()).await;
        assert_eq!(lost, Err(Missed::Lost));
        assert_eq!(flights.result(1, |_| async { 3 }, || ()).await.unwrap(), 3);
    }

    #[tokio::test]
    async fn no_more_wait_for_one_piece_of_work_than_may() {
        let flights = Flights::<u8, u32>::new();
        let work = |token: CancellationToken| async move {
            token.cancelled().await;
            0
        };
        let waiting: Vec<_> = (0..MOST_WAITING).map(|_| flights.flight(1, work, || ()).unwrap()).collect();
        assert_eq!(flights.result(1, work, || ()).await, Err(Missed::Full));
        assert!(flights.flight(2, work, || ()).is_some());
        drop(waiting);
        assert!(flights.flight(1, work, || ()).is_some());
    }
}
