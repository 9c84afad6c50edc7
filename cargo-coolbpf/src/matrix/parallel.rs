//! Doing several things at a time.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// Runs each of `tasks`, at most `jobs` at a time, and gives what they gave, in their order.
pub(super) fn in_parallel<T: Sync, R: Send>(
    tasks: &[T],
    jobs: usize,
    run: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    let waiting: Mutex<VecDeque<(usize, &T)>> = Mutex::new(tasks.iter().enumerate().collect());
    let next = || waiting.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
    let done = Mutex::new(BTreeMap::new());
    thread::scope(|scope| {
        for _ in 0..jobs.min(tasks.len()) {
            scope.spawn(|| {
                while let Some((index, task)) = next() {
                    let result = run(task);
                    done.lock().unwrap_or_else(PoisonError::into_inner).insert(index, result);
                }
            });
        }
    });
    done.into_inner().unwrap_or_else(PoisonError::into_inner).into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_tasks_however_many_run_at_a_time() {
        for jobs in [1, 3, 100] {
            let tasks: Vec<u32> = (0..20).collect();
            assert_eq!(in_parallel(&tasks, jobs, |task| task * 2), (0..40).step_by(2).collect::<Vec<_>>());
        }
        assert!(in_parallel(&[], 4, |task: &u32| *task).is_empty());
    }
}
