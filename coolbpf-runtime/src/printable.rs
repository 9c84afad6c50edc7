//! Names that somebody else chose, for people.

use crate::value::must_be_escaped;

/// Without what a terminal would obey: files, processes, modules and whoever makes a map are free in their names.
pub(crate) fn printable(name: &str) -> String {
    name.chars().filter(|c| !must_be_escaped(*c)).collect()
}
