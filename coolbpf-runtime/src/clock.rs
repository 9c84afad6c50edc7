//! The clock that programs read.

use std::time::Duration;

/// What `bpf_ktime_get_ns` gives programs at this moment: the monotonic clock, which doesn't count the time that the machine slept. How long ago
/// something was is its difference to the time that a program wrote down.
#[must_use]
pub fn ktime() -> Duration {
    let mut now = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the kernel writes one `timespec`.
    let result = unsafe { libc::clock_gettime(libc::CLOCK_MONOTONIC, &raw mut now) };
    assert_eq!(result, 0, "every kernel has the monotonic clock");
    let nanoseconds = u32::try_from(now.tv_nsec).expect("less than a second");
    Duration::new(now.tv_sec.unsigned_abs(), nanoseconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_goes_on() {
        let before = ktime();
        std::thread::sleep(Duration::from_millis(1));
        let passed = ktime() - before;
        assert!(passed >= Duration::from_millis(1) && before > Duration::ZERO, "{passed:?}");
    }
}
