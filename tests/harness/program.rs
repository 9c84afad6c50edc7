//! Programs in C that tools look at.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// A program of `tests/programs/`, whose functions keep their frames.
pub struct Program(PathBuf);

impl Program {
    /// `leaker`, of `leaker.c`, or `leaker.static`, which needs no libraries.
    #[must_use]
    pub fn named(name: &str) -> Self {
        Self(Path::new(env!("OUT_DIR")).join(name))
    }

    /// Its file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Starts it.
    ///
    /// # Panics
    /// Where there is no such program.
    #[must_use]
    pub fn start(&self) -> Running {
        self.start_by(&mut Command::new(&self.0))
    }

    /// Starts it so that it runs on one CPU only.
    ///
    /// # Panics
    /// As [`Program::start`].
    #[must_use]
    pub fn start_on(&self, cpu: u32) -> Running {
        self.start_by(Command::new("taskset").args(["-c", &cpu.to_string()]).arg(&self.0))
    }

    fn start_by(&self, command: &mut Command) -> Running {
        let started = command.stdin(Stdio::piped()).stdout(Stdio::null()).spawn();
        Running(started.unwrap_or_else(|error| panic!("start {}: {error}", self.0.display())))
    }
}

/// A process that reads lines and does something for each.
pub struct Running(Child);

impl Running {
    /// Its number.
    #[must_use]
    pub fn pid(&self) -> String {
        self.0.id().to_string()
    }

    /// Has it do what it does once more.
    ///
    /// # Panics
    /// Where it has ended.
    pub fn turn(&mut self) {
        let stdin = self.0.stdin.as_mut().expect("standard input is a pipe");
        stdin.write_all(b"\n").expect("the program reads");
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
