//! Names that somebody else chose, for people.

use crate::value::chars::must_be_escaped;

/// Without what a terminal would obey: files, processes, modules and whoever makes a map are free in their names.
pub(crate) fn printable(name: &str) -> String {
    name.chars().filter(|c| !must_be_escaped(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_neither_command_a_terminal_nor_turn_the_direction_of_writing() {
        assert_eq!(printable("a\u{1b}[31m\u{9b}b\n\u{7f}\u{202e}\u{2066}é"), "a[31mbé");
    }
}
