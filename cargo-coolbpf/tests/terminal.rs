//! What a command shows to somebody who sits at a terminal, by a real one: progress, and questions for passwords.

mod command;

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::process::{Child, Stdio};
use std::thread::yield_now;

use command::text;
use rustix::fs::OFlags;
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{LocalModes, Winsize, tcgetattr, tcsetwinsize};
use tempfile::TempDir;

/// A command that runs at a terminal of its own; its standard output goes elsewhere.
struct AtTerminal {
    terminal: File,
    child: Child,
    shown: String,
}

impl AtTerminal {
    fn start(directory: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Self {
        let terminal: OwnedFd = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
        grantpt(&terminal).unwrap();
        unlockpt(&terminal).unwrap();
        let name = ptsname(&terminal, Vec::new()).unwrap();
        let name = OsStr::from_bytes(name.as_bytes());
        // It is to control the session of the command, and not that of this test.
        let not_this_session = OFlags::NOCTTY.bits().try_into().unwrap();
        let mut options = File::options();
        let theirs = options.read(true).write(true).custom_flags(not_this_session).open(name).unwrap();
        tcsetwinsize(&theirs, Winsize { ws_row: 24, ws_col: 100, ws_xpixel: 0, ws_ypixel: 0 }).unwrap();
        let mut command = command::command(&["--ctty"], directory, arguments, variables);
        command.stdin(theirs.try_clone().unwrap()).stderr(theirs).stdout(Stdio::piped());
        let child = command.spawn().unwrap();
        Self { terminal: terminal.into(), child, shown: String::new() }
    }

    /// Reads once; says whether the command has more to say.
    fn read(&mut self) -> bool {
        let mut bytes = [0; 4096];
        // Linux gives EIO where nobody has the other side open.
        match self.terminal.read(&mut bytes) {
            Ok(0) | Err(_) => false,
            Ok(length) => {
                self.shown.push_str(&String::from_utf8_lossy(&bytes[..length]));
                true
            }
        }
    }

    /// Types a line once it is asked for, and no longer shown as it is typed.
    #[track_caller]
    fn answers(&mut self, question: &str, line: &str) {
        while !self.shown.contains(question) {
            assert!(self.read(), "it never asked {question:?}: {}", self.shown);
        }
        while tcgetattr(&self.terminal).unwrap().local_modes.contains(LocalModes::ECHO) {
            yield_now();
        }
        writeln!(self.terminal, "{line}").unwrap();
    }

    /// What was shown at the terminal until its end, whether it ended well, and what it printed.
    fn end(mut self) -> (String, bool, String) {
        while self.read() {}
        let output = self.child.wait_with_output().unwrap();
        (self.shown, output.status.success(), text(&output.stdout))
    }
}

/// A crate with its object vendored, as `cargo coolbpf new` makes it.
fn new_crate(directory: &Path) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let arguments = ["new", "execs", "--vcs", "none", "--coolbpf-path", root.to_str().unwrap()];
    let made = command::coolbpf(directory, &arguments, &[]);
    assert!(made.status.success(), "{made:?}");
    fs::copy(root.join("Cargo.lock"), directory.join("execs/Cargo.lock")).unwrap();
}

#[test]
fn long_work_shows_what_it_is_at_on_a_terminal_and_nowhere_else() {
    let temporary = TempDir::with_prefix("coolbpf-").unwrap();
    new_crate(temporary.path());
    let directory = temporary.path().join("execs");
    let compiling = "compiling `execs` for x86_64";
    let cases: [(&[&str], &str); 5] = [
        (&["doctor"], "looking at the tools for building"),
        (&["check", "--no-verifier"], compiling),
        (&["vendor", "--all-again"], compiling),
        (&["verify", "--rebuild"], compiling),
        (&["audit"], "looking at `"),
    ];
    for (arguments, step) in cases {
        let run = |terminal: &str| {
            let variables = [("COOLBPF_CLANG", "clang-none"), ("TERM", terminal)];
            AtTerminal::start(&directory, arguments, &variables).end()
        };
        let (shown, _, printed) = run("xterm");
        assert!(shown.contains(step), "{arguments:?}: {shown:?}");
        // It is gone when the work is done.
        let left = shown.rsplit(step).next().unwrap();
        assert!(left.contains("\u{1b}[2K"), "{arguments:?}: {left:?}");

        let (shown, _, printed_there) = run("dumb");
        assert!(!shown.contains(step) && !shown.contains('\u{1b}'), "{arguments:?}: {shown:?}");
        assert_eq!(printed, printed_there, "{arguments:?}");

        let output = command::coolbpf(&directory, arguments, &[("COOLBPF_CLANG", "clang-none")]);
        let piped = text(&output.stderr);
        assert!(!piped.contains(step) && !piped.contains('\u{1b}'), "{arguments:?}: {piped:?}");
        assert_eq!(printed, text(&output.stdout), "{arguments:?}");
    }
}

#[test]
fn passwords_are_asked_for_at_the_terminal_and_not_shown() {
    let temporary = TempDir::with_prefix("coolbpf-").unwrap();
    let directory = temporary.path();
    let keygen = || AtTerminal::start(directory, &["keygen", "own.key"], &[]);

    let mut differing = keygen();
    differing.answers("a password for own.key: ", "correct horse");
    differing.answers("the same again: ", "correct house");
    let (shown, went_well, _) = differing.end();
    assert!(!went_well && shown.contains("the two passwords differ; nothing was written"), "{shown}");
    let mut empty = keygen();
    empty.answers("a password for own.key: ", "");
    let (shown, went_well, _) = empty.end();
    assert!(!went_well && shown.contains("give --no-password"), "{shown}");
    assert_eq!(fs::read_dir(directory).unwrap().count(), 0);

    let mut made = keygen();
    made.answers("a password for own.key: ", "correct horse");
    made.answers("the same again: ", "correct horse");
    let (shown, went_well, public) = made.end();
    assert!(went_well && !shown.contains("correct"), "{shown}");
    assert!(shown.contains("cargo coolbpf vendor --sign own.key"), "{shown}");
    assert_eq!(public.trim().len(), 56, "{public}");

    new_crate(directory);
    let sign = ["vendor", "--sign", "../own.key"];
    let mut wrong = AtTerminal::start(&directory.join("execs"), &sign, &[]);
    wrong.answers("the password of ../own.key: ", "correct house");
    let (shown, went_well, _) = wrong.end();
    assert!(!went_well && shown.contains("that is not the password of ../own.key"), "{shown}");
    assert!(!shown.contains("correct"), "{shown}");
}
