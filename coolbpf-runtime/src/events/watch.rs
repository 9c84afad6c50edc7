//! What may end a wait from outside: SIGINT and SIGTERM, and a standard output that nobody reads any more.

use super::End;
use super::interrupt::Interrupt;
use super::stdout;
use super::wait::{Source, Wait};
use crate::{Error, Result};

/// What may end a wait from outside.
pub(crate) struct Watch {
    /// Whether signals may.
    pub(crate) signals: bool,
    /// Whether standard output may.
    pub(crate) stdout: bool,
    /// What is watched, from the first wait on.
    watched: Option<Watched>,
}

struct Watched {
    interrupt: Option<Interrupt>,
    stdout: bool,
}

impl Watch {
    pub(crate) const ALL: Self = Self { signals: true, stdout: true, watched: None };
    #[cfg(test)]
    pub(crate) const NOTHING: Self = Self { signals: false, stdout: false, watched: None };

    /// Has `wait` wake by it, if it does not yet.
    pub(crate) fn start(&mut self, wait: &Wait) -> Result<()> {
        if self.watched.is_some() {
            return Ok(());
        }
        let start = || {
            let interrupt = if self.signals { Some(Interrupt::install()?) } else { None };
            if let Some(interrupt) = &interrupt {
                wait.add(interrupt.bell(), Source::Interrupt)?;
            }
            let stdout = stdout::with_reader().filter(|_| self.stdout);
            if let Some(stdout) = stdout {
                stdout::end_quietly()?;
                wait.add(stdout, Source::Stdout)?;
            }
            Ok(Watched { interrupt, stdout: stdout.is_some() })
        };
        let watched = start()
            .map_err(|error| Error::system("can't watch for signals and for a closed output", error))?;
        self.watched = Some(watched);
        Ok(())
    }

    pub(super) fn is_interrupted(&self) -> bool {
        self.watched.as_ref().is_some_and(|watched| watched.interrupt.is_some()) && Interrupt::asked()
    }

    pub(super) fn is_stdout_closed(&self) -> bool {
        self.watched.as_ref().is_some_and(|watched| watched.stdout) && stdout::is_closed()
    }

    /// What has come of it.
    pub(crate) fn end(&self) -> Option<End> {
        if self.is_interrupted() {
            Some(End::Interrupted)
        } else {
            self.is_stdout_closed().then_some(End::StdoutClosed)
        }
    }
}
