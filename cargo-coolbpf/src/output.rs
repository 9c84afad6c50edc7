//! How the commands print: results to standard output, everything else to standard error, in colour where a person reads it.

use std::fmt::Display;
use std::io::{ErrorKind, Write as _};
use std::time::Duration;

use anstream::{ColorChoice, eprintln};
use clap_cargo::style::{ERROR, GOOD, NOTE, WARN};
use coolbpf_contract::printable;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde::Serialize;

use crate::Result;

/// Whom a command prints for: `#[arg(long, value_name = "FORMAT", default_value_t)] format: Format`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub(crate) enum Format {
    /// For people
    #[default]
    Human,
    /// For programs: docs/CLI.md tells the shape
    Json,
}

impl Display for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Human => "human",
            Self::Json => "json",
        })
    }
}

/// Decides for the whole process whether what is printed has colours: as the argument says, else as `CARGO_TERM_COLOR` says, else
/// where a terminal shows it.
pub(crate) fn choose_color(argument: Option<clap::ColorChoice>) {
    let of_cargo = std::env::var("CARGO_TERM_COLOR").ok();
    let choice = match (argument, of_cargo.as_deref()) {
        (Some(clap::ColorChoice::Always), _) | (None, Some("always")) => ColorChoice::Always,
        (Some(clap::ColorChoice::Never), _) | (None, Some("never")) => ColorChoice::Never,
        _ => ColorChoice::Auto,
    };
    choice.write_global();
}

/// Prints results to standard output, without colours where none are wanted. A reader who has gone is no error.
pub(crate) fn print(text: impl Display) -> Result {
    let mut stdout = anstream::stdout().lock();
    match write!(stdout, "{text}").and_then(|()| stdout.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        done => done.map_err(|error| format!("writing to standard output: {error}").into()),
    }
}

/// Prints one JSON document to standard output, indented.
pub(crate) fn print_json(value: &impl Serialize) -> Result {
    let text = serde_json::to_string_pretty(value).map_err(|error| format!("writing JSON: {error}"))?;
    print(format_args!("{text}\n"))
}

/// Says on standard error why a command failed.
pub(crate) fn error(text: impl Display) {
    eprintln!("{ERROR}error{ERROR:#}: {}", printable(&text.to_string()));
}

/// Says on standard error what somebody should look at; `of` is the package that it is about.
pub(crate) fn warning(of: impl Display, text: impl Display) {
    eprintln!("{of}: {WARN}warning{WARN:#}: {}", printable(&text.to_string()));
}

/// Says on standard error what was done, as cargo does.
pub(crate) fn status(verb: &str, what: impl Display) {
    eprintln!("{GOOD}{verb:>12}{GOOD:#} {}", printable(&what.to_string()));
}

/// Says on standard error what to do about what was said before.
pub(crate) fn help(text: impl Display) {
    eprintln!("{NOTE}help{NOTE:#}: {}", printable(&text.to_string()));
}

/// What long work is at, on standard error; nothing is shown where that is no terminal. It vanishes with the value.
pub(crate) struct Progress(ProgressBar);

impl Progress {
    /// Work of `steps` steps.
    pub(crate) fn of(steps: usize) -> Self {
        let bar = ProgressBar::with_draw_target(Some(steps as u64), draw_target());
        if let Ok(style) = ProgressStyle::with_template("{spinner} [{pos}/{len}] {wide_msg}") {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(120));
        Self(bar)
    }

    /// Work of an unknown number of steps.
    pub(crate) fn spinner() -> Self {
        let bar = ProgressBar::with_draw_target(None, draw_target());
        if let Ok(style) = ProgressStyle::with_template("{spinner} {wide_msg}") {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(120));
        Self(bar)
    }

    /// Shows what is done next.
    pub(crate) fn step(&self, doing: impl Display) {
        self.0.inc(1);
        self.0.set_message(printable(&doing.to_string()));
    }

    /// Runs what prints to standard error itself, with nothing of this in its way.
    pub(crate) fn aside<T>(&self, print: impl FnOnce() -> T) -> T {
        self.0.suspend(print)
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

/// Standard error, unless it can't move its cursor.
fn draw_target() -> ProgressDrawTarget {
    match std::env::var("TERM").as_deref() {
        Ok("dumb") => ProgressDrawTarget::hidden(),
        // Hidden by itself where standard error is no terminal.
        _ => ProgressDrawTarget::stderr(),
    }
}
