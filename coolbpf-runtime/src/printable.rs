//! Names that somebody else chose, for people.

/// Without what a terminal would obey: files, processes, modules and whoever makes a map are free in their names.
pub(crate) fn printable(name: &str) -> String {
    name.chars().filter(|c| !c.is_control()).collect()
}
