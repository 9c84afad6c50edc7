//! Where the kernel tells of its tracepoints and functions.

use std::path::{Path, PathBuf};

/// Its own place, and its place in debugfs, which is the only one before Linux 4.1.
const PLACES: [&str; 2] = ["/sys/kernel/tracing", "/sys/kernel/debug/tracing"];

/// What to do where it is in neither place.
pub(crate) const NOT_MOUNTED: &str = "tracefs is not mounted; mount it with `sudo mount -t tracefs nodev /sys/kernel/tracing`, or \
     before Linux 4.1 `sudo mount -t debugfs nodev /sys/kernel/debug`";

/// The first place that it is in. Without permission to look, it is taken to be there.
pub(crate) fn place() -> Option<&'static Path> {
    let has_events = |place: &&Path| !matches!(place.join("events").try_exists(), Ok(false));
    PLACES.iter().map(Path::new).find(has_events)
}

/// A file in it; where it is nowhere, in the place where it should be.
pub(crate) fn of(path: &[&str]) -> PathBuf {
    let [usual, _] = PLACES.map(Path::new);
    path.iter().fold(place().unwrap_or(usual).to_owned(), |path, part| path.join(part))
}
