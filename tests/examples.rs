//! The examples do what the README says of them.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

use coolbpf_tests::{Cargo, Form, Tool, example, hello, target_directory, workspace};

/// Lines that are neither blank nor a comment.
fn code_lines(text: &str) -> usize {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//")).count()
}

#[test]
fn hello_builds_from_its_vendored_object_without_clang_and_prints_what_is_started() {
    let mut tool = Tool::of_example("hello", &[]);
    let line = tool.sees_true();
    let (pid, comm) = line.trim().split_once(' ').expect("pid and comm");
    assert!(pid.parse::<u32>().is_ok(), "{line}");
    assert_eq!(comm, "true");
    tool.interrupt();
}

#[test]
fn hello_is_as_small_as_promised() {
    let read = |path: &str| std::fs::read_to_string(workspace().join("examples/hello").join(path)).unwrap();
    assert_eq!(code_lines(&read("build.rs")), 3);
    assert!(code_lines(&read("src/main.rs")) <= 12);
    assert!(code_lines(&read("src/bpf/hello.bpf.c")) <= 20);
}

#[test]
fn a_crate_that_forbids_unsafe_code_and_denies_warnings_and_pedantic_lints_passes_clippy() {
    let strict = hello("strict-hello", Form::Full);
    strict.edit("src/main.rs", "#![deny", "#![forbid(unsafe_code)]\n#![deny");
    let clippy = ["clippy", "--", "--deny", "warnings", "--deny", "clippy::pedantic"];
    let _ = strict.cargo(&clippy).run().succeeded();
    let _ = strict.build().run().succeeded().without_saying("warning");
}

#[test]
fn execsnoop_prints_pid_ppid_comm_and_filename() {
    let mut tool = Tool::named("execsnoop", &[]);
    let line = tool.line_after(
        || assert!(Command::new("/bin/true").status().unwrap().success()),
        |line| line.ends_with("/bin/true"),
    );
    let fields: Vec<_> = line.split_whitespace().collect();
    let [pid, ppid, comm, filename] = fields[..] else { panic!("four columns: {line}") };
    assert!(pid.parse::<u32>().is_ok(), "{line}");
    assert_eq!(ppid, std::process::id().to_string(), "the test's own process is the parent");
    assert_eq!((comm, filename), ("true", "/bin/true"));
    tool.interrupt();
}

#[test]
fn c_inside_a_rust_file_is_vendored_and_tells_who_started_what() {
    let mut tool = Tool::start(&example("inline").with_file_name("inline-example"), &[]);
    let line = tool.sees_true();
    let [pid, uid, comm] = line.split_whitespace().collect::<Vec<_>>()[..] else { panic!("{line}") };
    assert!(pid.parse::<u32>().is_ok(), "{line}");
    assert_eq!((uid, comm), ("0", "true"), "tests are root's");
    tool.interrupt();
}

#[test]
fn who_uses_the_library_depends_on_nothing_of_bpf_and_sees_what_is_started() {
    let user = workspace().join("examples/library/user");
    let manifest = fs::read_to_string(user.join("Cargo.toml")).unwrap();
    let (_, dependencies) = manifest.split_once("[dependencies]").unwrap();
    assert_eq!(dependencies.trim(), "exec-watch = { path = \"..\" }");
    assert!(!manifest.contains("build-dependencies") && !user.join("build.rs").exists());
    let _ = example("library/user");
    let mut tool = Tool::start(&target_directory().join("debug/exec-watch-user"), &[]);
    assert!(tool.sees_true().ends_with(" true"));
    tool.interrupt();
}

#[test]
fn the_members_of_the_workspace_share_its_settings_and_see_what_is_started_and_what_ends() {
    let built = example("workspace");
    for member in ["workspace-execs", "workspace-exits"] {
        let mut tool = Tool::start(&built.with_file_name(member), &[]);
        assert!(tool.sees_true().ends_with(" true"));
        tool.interrupt();
    }
    // Copied, so that another demand can be made of both at once.
    let copy = tempfile::tempdir().unwrap();
    let whole = workspace().join("examples/workspace/.");
    let copied = Command::new("cp").arg("-r").arg(whole).arg(copy.path()).status().unwrap();
    assert!(copied.success());
    let manifest = fs::read_to_string(copy.path().join("Cargo.toml")).unwrap();
    let manifest = manifest.replace("../..", &workspace().display().to_string());
    fs::write(copy.path().join("Cargo.toml"), manifest.replace("\"clang 14\"", "\"clang 99\"")).unwrap();
    for member in ["execs", "exits"] {
        let built = Cargo::new(copy.path(), &["build", "--package", &format!("workspace-{member}")]);
        let _ = built.env("COOLBPF_LOCKED", "1").run().failed().saying("clang 99");
    }
}

#[test]
fn the_async_example_reads_all_events_but_the_lost_ones_while_another_task_has_its_turns() {
    let tool = example("async").with_file_name("async-example");
    for calls in [0_u64, 1, 1000, 200_000] {
        let output = Command::new(&tool).arg(calls.to_string()).output().unwrap();
        let (stdout, stderr) =
            (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
        assert!(output.status.success(), "{stderr}");
        let numbers = stdout.split(|c: char| !c.is_ascii_digit()).filter_map(|number| number.parse().ok());
        let [read, _milliseconds, lost, turns] = numbers.collect::<Vec<u64>>()[..] else {
            panic!("four numbers: {stdout}")
        };
        assert_eq!(read + lost, calls, "{stdout}");
        assert!(turns > 0, "{stdout}");
    }
}

/// Writes a page to the disk that this crate's build lies on, or, in a guest, to the one that keeps nothing.
fn write_a_page() {
    if let Ok(mut disk) = File::options().write(true).open("/dev/nullb0") {
        disk.write_all(&[7; 4096]).unwrap();
        disk.sync_all().unwrap();
        return;
    }
    let name = format!("biolatency-{}-{:?}", std::process::id(), std::thread::current().id());
    let path = target_directory().join(name);
    let mut file = File::create(&path).unwrap();
    file.write_all(&[7; 4096]).unwrap();
    file.sync_all().unwrap();
    fs::remove_file(path).unwrap();
}

#[test]
fn biolatency_counts_requests_by_how_long_they_take() {
    let mut tool = Tool::named("biolatency", &["--every", "1"]);
    let line = tool.line_after(write_a_page, |line| line.starts_with("write: "));
    assert!(line["write: ".len()..].parse::<u64>().unwrap() > 0, "{line}");
    let line = tool.line_after(write_a_page, |line| line.contains(" -> ") && line.ends_with('*'));
    let (range, counted) = line.split_once(" : ").expect("a slot and its count");
    let (from, to) = range.trim().split_once(" -> ").expect("the first and the last microsecond");
    let (from, to) = (from.parse::<u64>().unwrap(), to.parse::<u64>().unwrap());
    assert!((from.is_power_of_two() && to == 2 * from - 1) || (from, to) == (0, 1), "{line}");
    assert!(counted.split_whitespace().next().unwrap().parse::<u64>().unwrap() > 0, "{line}");
    tool.interrupt();
}

#[test]
fn biolatency_tells_slow_requests_as_json_with_the_stacks_that_issued_them() {
    let mut tool = Tool::named("biolatency", &["--slow", "0.001", "--json"]);
    let line = tool.line_after(write_a_page, |line| line.contains("\"operation\":\"write\""));
    let line: serde_json::Value = serde_json::from_str(&line).unwrap();
    let slow = &line["slow"];
    assert!(slow["milliseconds"].as_f64().unwrap() >= 0.001, "{line}");
    assert!(slow["bytes"].as_u64().unwrap() > 0 && slow["sector"].is_u64(), "{line}");
    let disk = Path::new("/sys/class/block").join(slow["disk"].as_str().unwrap());
    assert!(disk.exists(), "{line}");
    let stack = slow["stack"].as_array().unwrap();
    assert!(stack.iter().any(|call| call.as_str().unwrap().starts_with("blk_mq_")), "{line}");
    // It isn't interrupted: on a busy disk it would say that there were more than 1000 a second.
}

#[test]
fn biolatency_says_what_is_no_disk() {
    let tools = example("coolbpf-tools");
    for (name, why) in [("no-such-disk", "is no disk"), ("../vda", "is no disk")] {
        let output = Command::new(&tools).args(["biolatency", "--disk", name]).output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success() && stderr.contains(why), "{stderr}");
    }
}

#[test]
fn a_tool_whose_reader_goes_away_ends_without_a_backtrace() {
    let mut tool =
        Command::new(example("hello")).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let (read_one, has_read) = std::sync::mpsc::channel();
    let stdout = BufReader::new(tool.stdout.take().unwrap());
    let reader = std::thread::spawn(move || {
        let mut line = String::new();
        { stdout }.read_line(&mut line).unwrap();
        read_one.send(()).unwrap();
        line
    });
    while has_read.try_recv().is_err() {
        assert!(Command::new("/bin/true").status().unwrap().success());
        assert!(tool.try_wait().unwrap().is_none(), "the tool should wait for events");
    }
    assert!(!reader.join().unwrap().is_empty());
    // The pipe is closed now; the tool notices at the latest when it prints again.
    let mut stderr = String::new();
    while tool.try_wait().unwrap().is_none() {
        assert!(Command::new("/bin/true").status().unwrap().success());
    }
    tool.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
    assert_eq!(stderr, "");
}
