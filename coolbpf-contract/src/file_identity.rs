//! Whether a file is the one that it was.

use std::path::Path;
use std::time::UNIX_EPOCH;

/// A line that changes when the file at `path` is made, replaced or removed: its path, length and time of change.
#[must_use]
pub fn file_identity(path: &Path) -> String {
    let metadata = path.metadata().ok();
    let length = metadata.as_ref().map_or(0, std::fs::Metadata::len);
    let changed = metadata.and_then(|metadata| metadata.modified().ok());
    let since = changed.and_then(|changed| changed.duration_since(UNIX_EPOCH).ok()).unwrap_or_default();
    format!("{} {length} {}", path.display(), since.as_nanos())
}
