//! The tools of `examples/` for diagnosis and performance find where a program waits, what it leaks, and how long its functions take.

use std::cell::Cell;
use std::io::Write as _;
use std::net::UdpSocket;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use coolbpf_tests::Tool;
use serde_json::Value;
use tempfile::TempDir;

/// A program in C whose functions keep their frames.
struct Program {
    directory: TempDir,
}

impl Program {
    fn new(source: &str) -> Self {
        Self::with(source, &[])
    }

    fn with(source: &str, arguments: &[&str]) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("program.c");
        std::fs::write(&file, source).unwrap();
        let built = Command::new("cc")
            .args([
                "-O1",
                "-fno-inline",
                "-fno-optimize-sibling-calls",
                "-fno-omit-frame-pointer",
                "-pthread",
            ])
            .args(arguments)
            .arg("-o")
            .args([&directory.path().join("program"), &file])
            .status();
        assert!(built.expect("cc can be run").success());
        Self { directory }
    }

    fn path(&self) -> PathBuf {
        self.directory.path().join("program")
    }

    fn start(&self) -> Running {
        Running(Command::new(self.path()).stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap())
    }
}

/// A process that reads lines and does something for each.
struct Running(Child);

impl Running {
    fn pid(&self) -> String {
        self.0.id().to_string()
    }

    fn turn(&mut self) {
        self.0.stdin.as_mut().unwrap().write_all(b"\n").unwrap();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn parsed(line: &str) -> Value {
    serde_json::from_str(line).expect("a line is JSON")
}

/// The row that `wanted` is looking for, of those that the tool prints after `cause`.
#[track_caller]
fn row_after(tool: &mut Tool, cause: impl FnMut(), wanted: impl Fn(&Value) -> bool) -> Value {
    parsed(&tool.line_after(cause, |line| wanted(&parsed(line))))
}

fn has_function(stack: &Value, name: &str) -> bool {
    let start = format!("{name}+0x");
    stack.as_array().unwrap().iter().any(|symbol| symbol.as_str().unwrap().starts_with(&start))
}

/// Sleeps 20 milliseconds in `naps`, again and again, and 1 in `short_naps`.
const SLEEPER: &str = r"
#include <unistd.h>
static void naps(int ms) { usleep(ms * 1000); }
static void long_naps(void) { naps(20); }
static void short_naps(void) { naps(1); }
int main(void) { for (;;) { long_naps(); short_naps(); } }
";

/// What `offcputime` prints of a sleeper, once it has seen something.
fn off_the_cpu(arguments: &[&str]) -> String {
    let program = Program::new(SLEEPER);
    let sleeper = program.start();
    let output = Command::new(coolbpf_tests::example("coolbpf-tools"))
        .args(["offcputime", "--duration", "1", "--pid", &sleeper.pid()])
        .args(arguments)
        .output()
        .unwrap();
    let said = coolbpf_tests::but_lost_stacks(&String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && said.is_empty(), "{}: {said}", output.status);
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn offcputime_tells_where_a_process_sleeps_and_for_how_long() {
    let folded = off_the_cpu(&[]);
    let line = folded.lines().find(|line| line.contains("long_naps;")).expect(&folded);
    assert!(
        line.starts_with("program;") && line.contains("nanosleep") && line.contains("schedule_[k]"),
        "{line}"
    );
    assert!(line.rsplit_once(' ').unwrap().1.parse::<u64>().unwrap() >= 20_000, "{line}");

    let lines = off_the_cpu(&["--json", "--at-least", "15000", "--user"]);
    let rows: Vec<_> = lines.lines().map(parsed).collect();
    let row = rows.iter().find(|row| has_function(&row["user"], "long_naps")).expect(&lines);
    let (microseconds, times) = (row["microseconds"].as_u64().unwrap(), row["times"].as_u64().unwrap());
    assert!(times > 0 && microseconds / times >= 15_000, "{row}");
    assert_eq!((&row["comm"], &row["kernel"]), (&"program".into(), &Value::Array(Vec::new())));

    let directory = tempfile::tempdir().unwrap();
    let svg = directory.path().join("off.svg");
    assert_eq!(off_the_cpu(&["--svg", svg.to_str().unwrap(), "--at-most", "1000000"]), "");
    let svg = std::fs::read_to_string(svg).unwrap();
    assert!(svg.contains("long_naps (") && svg.contains(" microseconds, "));
}

/// Leaks in each turn what `free` is not called for, in functions that are named after what they call; then it waits for the next one.
const LEAKER: &str = r#"
#define _GNU_SOURCE
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
void *volatile kept;
static void by_malloc(void) { kept = malloc(1000); kept = malloc(1000); }
static void by_calloc(void) { kept = calloc(30, 100); }
static void by_realloc(void) { kept = realloc(malloc(10), 500000); kept = realloc(kept, 600000); }
static void by_posix_memalign(void) { void *at; if (!posix_memalign(&at, 64, 4096)) kept = at; }
static void by_aligned_alloc(void) { kept = aligned_alloc(64, 64000); }
static void frees_it(void) { kept = malloc(7000); free(kept); kept = realloc(malloc(8000), 0); }
int main(void)
{
    do {
        by_malloc(); by_calloc(); by_realloc(); by_posix_memalign(); by_aligned_alloc(); frees_it();
        puts("a turn");
    } while (getchar() != EOF);
}
"#;

#[test]
fn memleak_tells_which_functions_of_a_process_do_not_free() {
    let program = Program::new(LEAKER);
    let mut leaker = program.start();
    let pid = leaker.pid();
    // What is freed within a turn is never so old.
    let mut tool = Tool::named("memleak", &["--pid", &pid, "--every", "1", "--older", "200", "--json"]);
    let functions = [
        ("by_malloc", 1000),
        ("by_calloc", 3000),
        ("by_realloc", 600_000),
        ("by_posix_memalign", 4096),
        ("by_aligned_alloc", 64_000),
    ];
    let (turns, mut missing) = (Cell::new(0), functions.to_vec());
    let all_came = |line: &str| {
        let row = parsed(line);
        let stack = &row["stack"];
        assert!(!has_function(stack, "frees_it"), "{row}");
        if let Some((function, bytes)) = functions.iter().find(|(function, _)| has_function(stack, function))
        {
            // The first turn is without a line.
            let allocations = row["allocations"].as_u64().unwrap();
            assert!((1..=turns.get() + 1).contains(&allocations), "{row} in {} turns", turns.get());
            assert!(row["bytes"] == allocations * bytes && has_function(stack, "main"), "{row}");
            missing.retain(|(missing, _)| missing != function);
        }
        missing.is_empty()
    };
    let turn = || {
        leaker.turn();
        turns.set(turns.get() + 1);
    };
    let _ = tool.line_after(turn, all_came);
    tool.interrupt();
}

#[test]
fn memleak_tells_what_a_command_has_not_freed_when_it_ends() {
    let program = Program::new(LEAKER);
    let path = program.path();
    let command =
        ["--json", "--", "/bin/sh", "-c", "sleep 0.3; exec \"$0\" < /dev/null", path.to_str().unwrap()];
    let mut tool = Tool::named("memleak", &command);
    // The largest come first: what is freed would come between these.
    for bytes in [600_000, 64_000] {
        let row = row_after(&mut tool, || (), |_| true);
        assert_eq!((&row["bytes"], &row["allocations"]), (&bytes.into(), &1.into()), "{row}");
    }
}

#[test]
fn memleak_says_that_a_command_was_not_started() {
    let tools = coolbpf_tests::example("coolbpf-tools");
    for (command, why) in [("/nowhere/nosuch", "it is not found"), ("/", "it can't be executed")] {
        let output = Command::new(&tools).args(["memleak", "--", command]).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success() && output.stdout.is_empty(), "{output:?}");
        assert!(said.contains(&format!("the command was not started: {command}: {why}")), "{said}");
    }
}

#[test]
fn memleak_says_that_nobody_calls_the_library() {
    let program = Program::with(LEAKER, &["-static"]);
    let path = program.path();
    let run = |arguments: &[&str]| {
        let output = Command::new(coolbpf_tests::example("coolbpf-tools"))
            .args([&["memleak"], arguments, &["--", path.to_str().unwrap()]].concat())
            .stdin(Stdio::null())
            .output()
            .unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stderr).unwrap()
    };
    let said = run(&[]);
    assert!(said.contains("malloc and free of libc.so.6 were never called; --library"), "{said}");
    // What the command prints.
    assert_eq!(run(&["--library", path.to_str().unwrap()]), "a turn\n");
}

/// Calls itself within itself, so that the outermost call takes longest, and leaves a call by `longjmp`.
const RECURSIVE: &str = r"
#include <setjmp.h>
#include <stdio.h>
#include <unistd.h>
static jmp_buf out;
void recurses(int depth) { usleep(depth == 3 ? 0 : 5000); if (depth < 3) recurses(depth + 1); }
void leaves(int how) { if (how) longjmp(out, 1); }
int main(void)
{
    while (getchar() != EOF) {
        if (!setjmp(out))
            leaves(1);
        leaves(0);
        recurses(0);
    }
}
";

fn count(row: &Value) -> u64 {
    row["slots"].as_array().unwrap().iter().map(|slot| slot["count"].as_u64().unwrap()).sum()
}

#[test]
fn funclatency_counts_calls_within_each_other() {
    let program = Program::new(RECURSIVE);
    let mut running = program.start();
    let function = format!("{}:recurses", program.path().display());
    let mut tool =
        Tool::named("funclatency", &[&function, "--every", "1", "--json", "--pid", &running.pid()]);
    // The innermost takes least, and the outermost of four sleeps three times.
    let has_both = |row: &Value| {
        let slots = row["slots"].as_array().unwrap();
        let any =
            |is_wanted: fn(&Value) -> bool| slots.iter().any(|slot| slot["count"] != 0 && is_wanted(slot));
        any(|slot| slot["from"].as_u64().unwrap() >= 8192) && any(|slot| slot["to"].as_u64().unwrap() < 8192)
    };
    let row = row_after(&mut tool, || running.turn(), |row| count(row) >= 4 && has_both(row));
    assert_eq!((&row["unit"], &row["calls"]), (&"microseconds".into(), &"all".into()));
    tool.interrupt();
}

#[test]
fn funclatency_leaves_out_calls_that_never_return() {
    let program = Program::new(RECURSIVE);
    let mut running = program.start();
    let function = format!("{}:leaves", program.path().display());
    let arguments = [&function, "--every", "1", "--unit", "nanoseconds", "--each-process"];
    let mut tool = Tool::named("funclatency", &arguments);
    let start = format!("{} program: ", running.pid());
    let mut turns = 0;
    let line = tool.line_after(
        || {
            running.turn();
            turns += 1;
        },
        |line| line.starts_with(&start),
    );
    let calls: u64 = line[start.len()..].parse().unwrap();
    assert!((1..=turns).contains(&calls), "{calls} calls in {turns} turns");
    tool.interrupt();
}

/// Forks in a function that the child returns from, too.
const FORKER: &str = r"
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>
int forks(void) { return fork(); }
int main(void)
{
    while (getchar() != EOF) {
        if (!forks())
            _exit(0);
        wait(0);
    }
}
";

#[test]
fn funclatency_misses_nothing_when_a_child_returns() {
    let program = Program::new(FORKER);
    let mut running = program.start();
    let function = format!("{}:forks", program.path().display());
    let mut tool = Tool::named("funclatency", &[&function, "--every", "1", "--json"]);
    let _ = row_after(&mut tool, || running.turn(), |row| count(row) > 0);
    tool.interrupt();
}

#[test]
fn funclatency_finds_libraries_by_their_names_and_says_what_is_not_there() {
    let program = Program::new(LEAKER);
    let mut running = program.start();
    let arguments = ["libc.so.6:calloc", "--every", "1", "--pid", &running.pid()];
    let mut tool = Tool::named("funclatency", &arguments);
    let line = tool.line_after(|| running.turn(), |line| line.starts_with("all: "));
    assert!(line["all: ".len()..].parse::<u64>().unwrap() > 0, "{line}");
    tool.interrupt();

    let failed = |function: &str| {
        let tools = coolbpf_tests::example("coolbpf-tools");
        let output = Command::new(tools).args(["funclatency", function]).output().unwrap();
        assert!(!output.status.success());
        String::from_utf8(output.stderr).unwrap()
    };
    assert!(failed("libc.so.6:no_such_function").contains("no_such_function"));
    assert!(failed("malloc").contains("FILE:FUNCTION"));
}

#[test]
fn cpudist_counts_how_long_a_process_is_on_the_cpu_and_off_it() {
    let program = Program::new(SLEEPER);
    let sleeper = program.start();
    let pid = sleeper.pid();
    for (arguments, least) in [(&["--off"][..], 16384), (&[][..], 0)] {
        let common = ["--every", "1", "--each-process", "--pid", &pid, "--json"];
        let mut tool = Tool::named("cpudist", &[&common, arguments].concat());
        let is_wanted = |slot: &Value| slot["from"].as_u64().unwrap() >= least && slot["count"] != 0;
        let row = row_after(&mut tool, || (), |row| row["slots"].as_array().unwrap().iter().any(is_wanted));
        assert_eq!((&row["unit"], &row["tasks"]), (&"microseconds".into(), &format!("{pid} program").into()));
        tool.interrupt();
    }
}

/// Sends packets to this host itself, each of which the kernel takes in by a soft interrupt.
fn send_packets() {
    let to = UdpSocket::bind("127.0.0.1:0").unwrap();
    let from = UdpSocket::bind("127.0.0.1:0").unwrap();
    for _ in 0..100 {
        from.send_to(b"x", to.local_addr().unwrap()).unwrap();
    }
}

#[test]
fn softirqs_counts_how_long_those_of_packets_run_and_wait() {
    for (arguments, unit) in
        [(&["--json"][..], "microseconds"), (&["--json", "--wait", "--nanoseconds"], "nanoseconds")]
    {
        let mut tool = Tool::named("softirqs", &[&["--every", "1"], arguments].concat());
        let row = row_after(&mut tool, send_packets, |row| row["soft"] == "net_rx" && count(row) >= 100);
        assert_eq!(row["unit"], unit);
        tool.interrupt();
    }
    let mut tool = Tool::named("softirqs", &["--every", "1"]);
    let _ = tool.line_after(send_packets, |line| line.starts_with("net_rx: "));
    tool.interrupt();
}

/// The hard interrupts that have handlers, as `softirqs` names them.
fn hard_interrupts() -> Vec<String> {
    let numbers = std::fs::read_dir("/sys/kernel/irq").unwrap().map(|entry| entry.unwrap());
    let named = numbers.map(|number| {
        let handlers = std::fs::read_to_string(number.path().join("actions")).unwrap();
        format!("{} {}", number.file_name().to_str().unwrap(), handlers.trim())
    });
    named.collect()
}

#[test]
fn softirqs_counts_how_long_hard_ones_run_by_number_and_name() {
    let file = tempfile::NamedTempFile::new_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let write = || {
        (&file).write_all(b"x").unwrap();
        file.as_file().sync_all().unwrap();
    };
    let known = hard_interrupts();
    let mut tool = Tool::named("softirqs", &["--every", "1", "--hard", "--json"]);
    let row = row_after(&mut tool, write, |row| row["hard"].is_string());
    assert!(known.contains(&row["hard"].as_str().unwrap().to_owned()) && count(&row) > 0, "{row}: {known:?}");
    tool.interrupt();
}

#[test]
fn runqlen_finds_the_tasks_that_wait_for_a_cpu() {
    let program = Program::new("int main(void) { for (;;); }");
    let mut tool = Tool::named("runqlen", &["--every", "1", "--each-cpu", "--json"]);
    let allowed = std::fs::read_to_string("/proc/self/status").unwrap();
    let allowed = allowed.lines().find_map(|line| line.strip_prefix("Cpus_allowed_list:")).unwrap();
    let cpu: u32 = allowed.trim().split([',', '-']).next().unwrap().parse().unwrap();
    let _busy: Vec<_> = (0..3)
        .map(|_| {
            let pinned = Command::new("taskset").args(["-c", &cpu.to_string()]).arg(program.path()).spawn();
            Running(pinned.expect("taskset can be run"))
        })
        .collect();

    let found = |row: &Value, least: u64| -> u64 {
        let slots = row["slots"].as_array().unwrap().iter();
        let slots = slots.filter(|slot| slot["from"].as_u64() >= Some(least));
        slots.map(|slot| slot["count"].as_u64().unwrap()).sum()
    };
    let row = row_after(&mut tool, || (), |row| row["cpu"] == cpu && found(row, 2) >= 50);
    let percent = 100.0 * found(&row, 1) as f64 / found(&row, 0) as f64;
    let told = row["occupied_percent"].as_f64().unwrap();
    assert!(row["unit"] == "waiting tasks" && (told - percent).abs() < 0.01, "{row}: {percent}");
    tool.interrupt();

    let mut tool = Tool::named("runqlen", &["--every", "1", "--frequency", "49"]);
    for start in ["all: ", "         waiting tasks : count", "      occupied_percent : "] {
        let _ = tool.line_after(|| (), |line| line.starts_with(start));
    }
    tool.interrupt();
}
