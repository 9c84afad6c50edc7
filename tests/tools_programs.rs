//! `bpftop` of `examples/` tells what programs cost and who holds them, as lines and on a terminal.

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::os::fd::OwnedFd;
use std::os::unix::fs::OpenOptionsExt as _;
use std::process::{Child, Command};

use coolbpf_tests::{Tool, example};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Termios, Winsize, tcgetattr, tcsetwinsize};
use serde_json::Value;

/// What `cpudist` has the kernel run whenever a CPU turns to another task. The kernel's own name of it is a letter shorter.
const SWITCH: [&str; 2] = ["switch_by_tp_btf", "switch_by_raw_tp"];

#[test]
fn bpftop_tells_what_a_program_costs_and_who_holds_it() {
    let other = Tool::named("cpudist", &[]);
    let holder = Value::from(format!("{} coolbpf-tools", other.pid()));
    let mut tool = Tool::named("bpftop", &["--json"]);
    let row = |line: &str| serde_json::from_str::<Value>(line).expect("a line is JSON");
    let is_wanted = |row: &Value| {
        SWITCH.iter().any(|name| row["name"] == *name)
            && row["held_by"].as_array().unwrap().contains(&holder)
            && row["runs"].as_f64().is_some_and(|runs| runs > 0.0)
    };
    let row = row(&tool.line_after(|| (), |line| is_wanted(&row(line))));
    tool.interrupt();
    let cpu = row["cpu"].as_f64().unwrap();
    let share = row["runs"].as_f64().unwrap() * row["ns"].as_f64().unwrap() / 1e7;
    assert!(cpu > 0.0 && (share / cpu - 1.0).abs() < 0.001, "{row}");
    assert!(["tracing", "raw_tracepoint"].iter().any(|kind| row["type"] == *kind), "{row}");
    assert!(row["instructions"].as_u64().unwrap() > 10 && row["memory"].as_u64().unwrap() > 0, "{row}");

    let arguments = ["bpftop", "--sort", "id", "--duration", "1"];
    let output = Command::new(example("coolbpf-tools")).args(arguments).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{text}");
    let mut lines = text.lines();
    assert!(lines.next().unwrap().trim_start().starts_with("ID     CPU "), "{text}");
    let ids = lines.take_while(|line| !line.is_empty());
    let ids: Vec<u64> = ids.map(|line| line.split_whitespace().next().unwrap().parse().unwrap()).collect();
    assert!(ids.len() >= 2 && ids.is_sorted_by(|one, next| one > next), "{text}");
}

/// `bpftop` at a terminal of its own.
struct AtTerminal {
    /// The side of who sits there.
    outside: File,
    inside: File,
    child: Child,
    shown: String,
}

impl AtTerminal {
    fn start(rows: u16, columns: u16) -> (Self, Termios) {
        let outside: OwnedFd = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
        grantpt(&outside).unwrap();
        unlockpt(&outside).unwrap();
        let name = ptsname(&outside, Vec::new()).unwrap();
        let mut options = File::options();
        let options = options.read(true).write(true).custom_flags(OpenptFlags::NOCTTY.bits().cast_signed());
        let inside = options.open(name.to_str().unwrap()).unwrap();
        let before = tcgetattr(&inside).unwrap();
        resize(&inside, rows, columns);
        let end = || inside.try_clone().unwrap();
        let child = Command::new(example("coolbpf-tools"))
            .args(["bpftop", "--sort", "id"])
            .env("TERM", "xterm")
            .stdin(end())
            .stdout(end())
            .stderr(end())
            .spawn()
            .unwrap();
        (Self { outside: outside.into(), inside, child, shown: String::new() }, before)
    }

    /// Reads until `is_wanted` finds it in what was shown since the last time.
    #[track_caller]
    fn shows(&mut self, is_wanted: impl Fn(&str) -> bool) -> String {
        // It draws each second.
        for _ in 0..1000 {
            if is_wanted(&self.shown) {
                return std::mem::take(&mut self.shown);
            }
            let mut bytes = [0; 4096];
            let length = self.outside.read(&mut bytes).unwrap();
            self.shown.push_str(&String::from_utf8_lossy(&bytes[..length]));
        }
        panic!("it never came: {:?}", self.shown);
    }

    /// The lines of the next whole picture.
    #[track_caller]
    fn picture(&mut self, is_wanted: impl Fn(&[String]) -> bool) -> Vec<String> {
        const START: &str = "\x1b[H\x1b[2K\x1b[1m";
        let lines = |picture: &str| picture.split("H\x1b[2K").map(str::to_owned).collect::<Vec<_>>();
        let whole = |shown: &str| {
            let mut pictures: Vec<_> = shown.split(START).skip(1).map(lines).collect();
            // The last may go on.
            pictures.pop();
            pictures.into_iter().find(|picture| is_wanted(picture))
        };
        whole(&self.shows(|shown| whole(shown).is_some())).unwrap()
    }
}

impl Drop for AtTerminal {
    fn drop(&mut self) {
        // It has ended already where the test went well.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn resize(terminal: &File, rows: u16, columns: u16) {
    tcsetwinsize(terminal, Winsize { ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0 }).unwrap();
}

/// A line without what moves the cursor behind it.
fn text(line: &str) -> &str {
    line.split('\x1b').next().unwrap()
}

#[test]
fn bpftop_draws_on_a_terminal_as_far_as_there_is_room_and_leaves_it_as_it_was() {
    let _other = Tool::named("cpudist", &[]);
    for key in ["q", "\x03"] {
        let (mut terminal, before) = AtTerminal::start(40, 120);
        let start = terminal.shows(|shown| shown.contains("\x1b[1m"));
        assert!(start.starts_with("\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[H"), "{start:?}");
        let is_counted =
            |lines: &[String]| lines.iter().any(|line| SWITCH.iter().any(|name| line.contains(name)));
        let picture = terminal.picture(is_counted);
        assert!(text(&picture[0]).contains(" programs, ") && picture[0].contains(" % of a CPU; q ends"));
        assert!(picture[1].trim_start().starts_with("ID     CPU "), "{picture:?}");
        assert!(picture.len() <= 40, "{picture:?}");

        resize(&terminal.inside, 3, 20);
        let picture = terminal.picture(|lines| lines.len() == 3);
        assert!(picture.iter().all(|line| text(line).chars().count() <= 20), "{picture:?}");

        write!(terminal.outside, "{key}").unwrap();
        let status = terminal.child.wait().unwrap();
        let end = terminal.shows(|shown| shown.contains("\x1b[?1049l"));
        assert!(status.success() && end.ends_with("\x1b[?7h\x1b[?25h\x1b[?1049l"), "{status}: {end:?}");
        assert_eq!(format!("{:?}", tcgetattr(&terminal.inside).unwrap()), format!("{before:?}"));
    }
}
