//! What a tool prints.

use std::io::{self, Write as _};
use std::{fmt, process};

/// Prints on standard output. Where that fails, as on a disk that is full, the tool says so and ends at once, as it does where nobody reads any more.
pub fn print(text: fmt::Arguments<'_>) {
    if let Err(error) = io::stdout().write_fmt(text) {
        if error.kind() != io::ErrorKind::BrokenPipe {
            eprintln!("Error: can't write to standard output: {error}");
        }
        process::exit(1);
    }
}
