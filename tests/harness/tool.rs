//! A running tool, and the events that it should see.

use std::io::{BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::{Cargo, target_directory, workspace};

/// The longest that anything is waited for.
const PATIENCE: Duration = Duration::from_secs(120);

/// Names the file to test as `coolbpf-tools`, which is built without it.
const TOOLS: &str = "COOLBPF_TOOLS";

/// The binary of the package `examples/<name>`, built from vendored objects and without clang.
///
/// # Panics
/// Where it can't be built.
#[must_use]
pub fn example(name: &str) -> PathBuf {
    static BUILT: Mutex<Vec<String>> = Mutex::new(Vec::new());
    if name == "coolbpf-tools"
        && let Some(given) = std::env::var_os(TOOLS)
    {
        return given.into();
    }
    let mut built = BUILT.lock().unwrap_or_else(PoisonError::into_inner);
    if !built.iter().any(|built| built == name) {
        let directory = workspace().join("examples").join(name);
        let build = Cargo::new(&directory, &["build"]).env("COOLBPF_LOCKED", "1").without_clang().run();
        let _ = build.succeeded();
        built.push(name.to_owned());
    }
    target_directory().join("debug").join(name)
}

/// A tool that prints lines until it is interrupted.
pub struct Tool {
    child: Child,
    lines: Receiver<String>,
}

impl Tool {
    /// Starts a binary of `examples/`, as of [`example`].
    ///
    /// # Panics
    /// Where it can't be built or started.
    #[must_use]
    pub fn of_example(name: &str, arguments: &[&str]) -> Self {
        Self::start(&example(name), arguments)
    }

    /// Starts a tool of `coolbpf-tools`.
    ///
    /// # Panics
    /// Where it can't be built or started.
    #[must_use]
    pub fn named(name: &str, arguments: &[&str]) -> Self {
        Self::start(&example("coolbpf-tools"), &[&[name], arguments].concat())
    }

    /// Starts `program`.
    ///
    /// # Panics
    /// Where it can't be started.
    #[must_use]
    pub fn start(program: &Path, arguments: &[&str]) -> Self {
        let mut child = Command::new(program)
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("start {}: {error}", program.display()));
        let (sender, lines) = channel();
        let stdout = child.stdout.take().expect("standard output is a pipe");
        std::thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    break;
                }
            }
        });
        Self { child, lines }
    }

    /// The number of its process.
    #[must_use]
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Runs `cause` again and again until a line satisfies `wanted`, and gives that line.
    ///
    /// # Panics
    /// Where the tool ends first, or no such line comes within two minutes.
    #[track_caller]
    pub fn line_after(&mut self, mut cause: impl FnMut(), mut wanted: impl FnMut(&str) -> bool) -> String {
        let deadline = Instant::now() + PATIENCE;
        let mut seen = Vec::new();
        while Instant::now() < deadline {
            cause();
            loop {
                match self.lines.recv_timeout(Duration::from_millis(50)) {
                    Ok(line) if wanted(&line) => return line,
                    Ok(line) => seen.push(line),
                    Err(RecvTimeoutError::Timeout) => break,
                    Err(RecvTimeoutError::Disconnected) => {
                        let (status, stderr) = self.end();
                        panic!("the tool ended with {status}; it printed {seen:#?} and said: {stderr}");
                    }
                }
            }
        }
        panic!("no such line came; the tool printed {seen:#?}");
    }

    /// Waits for a line that says that `/bin/true`, which is run again and again, was executed.
    ///
    /// # Panics
    /// As [`Tool::line_after`].
    #[track_caller]
    pub fn sees_true(&mut self) -> String {
        self.line_after(run_true, |line| line.contains("true"))
    }

    /// Interrupts the tool as Ctrl-C does, and gives a line that it prints then.
    ///
    /// # Panics
    /// Where it ends without one.
    #[track_caller]
    pub fn line_after_interrupt(mut self, mut wanted: impl FnMut(&str) -> bool) -> String {
        self.send_interrupt();
        let lines: Vec<String> = self.lines.iter().collect();
        let (status, stderr) = self.end();
        assert!(status.success(), "the tool ended with {status} and said: {stderr}");
        let found = lines.iter().find(|line| wanted(line)).cloned();
        found.unwrap_or_else(|| panic!("no such line came; the tool printed {lines:#?}"))
    }

    /// Interrupts the tool as Ctrl-C does, and asserts that it ends well and quietly.
    ///
    /// # Panics
    /// Where it does not.
    #[track_caller]
    pub fn interrupt(mut self) {
        self.send_interrupt();
        let (status, stderr) = self.end();
        let said = but_lost_stacks(&stderr);
        assert!(status.success() && said.is_empty(), "the tool ended with {status} and said: {said}");
    }

    #[track_caller]
    fn send_interrupt(&mut self) {
        let deadline = Instant::now() + PATIENCE;
        while !self.listens() && Instant::now() < deadline {
            std::thread::sleep(Duration::from_millis(5));
        }
        let pid = self.child.id().to_string();
        let sent = Command::new("kill").args(["-INT", &pid]).status().expect("kill");
        assert!(sent.success(), "the tool should still be running");
    }

    /// Whether it handles Ctrl-C, which a tool does not yet do when it prints the heads of its table; or has ended.
    fn listens(&mut self) -> bool {
        const INTERRUPT: u64 = 1 << 1;
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let caught = status.lines().find_map(|line| line.strip_prefix("SigCgt:"));
        let caught = caught.and_then(|signals| u64::from_str_radix(signals.trim(), 16).ok()).unwrap_or(0);
        caught & INTERRUPT != 0 || !matches!(self.child.try_wait(), Ok(None))
    }

    fn end(&mut self) -> (std::process::ExitStatus, String) {
        let mut stderr = String::new();
        let said = self.child.stderr.take().expect("standard error is a pipe").read_to_string(&mut stderr);
        said.expect("standard error can be read");
        (self.child.wait().expect("the tool can be waited for"), stderr)
    }
}

impl Drop for Tool {
    fn drop(&mut self) {
        // It has ended already where the test went well.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What a tool said on standard error, but for stacks whose place in the map others had: that is up to the kernel's hashes of them.
#[must_use]
pub fn but_lost_stacks(stderr: &str) -> String {
    stderr
        .lines()
        .filter(|line| !line.ends_with(" stacks were lost: other stacks have their places"))
        .collect()
}

fn run_true() {
    let status = Command::new("/bin/true").status().expect("/bin/true can be run");
    assert!(status.success());
}
