//! The tools of `examples/` print what the tests cause, and no more than they are asked for.

use std::fs::{self, File};
use std::io::Write as _;
use std::net::{TcpListener, TcpStream};
use std::os::unix::process::parent_id;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};

use coolbpf_tests::{Tool, but_lost_stacks, example};
use serde_json::Value;

/// The row that `wanted` is looking for, of those that the tool prints after `cause`.
#[track_caller]
fn row_after(tool: &mut Tool, cause: impl FnMut(), wanted: impl Fn(&Value) -> bool) -> Value {
    let parsed = |line: &str| serde_json::from_str::<Value>(line).expect("a line is JSON");
    parsed(&tool.line_after(cause, |line| wanted(&parsed(line))))
}

fn own_pid() -> String {
    std::process::id().to_string()
}

fn run(program: &str, arguments: &[&str]) {
    let command = Command::new(program).args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).status();
    assert!(command.is_ok(), "{program} can be run");
}

/// A control group, as an engine has one for a container.
struct Group(PathBuf);

impl Group {
    fn new(name: &str) -> Self {
        let mounts = fs::read_to_string("/proc/self/mounts").unwrap();
        let mut fields = mounts.lines().map(|mount| mount.split(' ').collect::<Vec<_>>());
        let mount = fields.find(|mount| mount[2] == "cgroup2").expect("a cgroup2 is mounted");
        let directory = Path::new(mount[1]).join(name);
        fs::create_dir_all(&directory).unwrap();
        Self(directory)
    }

    /// Runs a program in it.
    fn run(&self, program: &str) {
        run("sh", &["-c", &format!("echo $$ > {}/cgroup.procs; exec {program}", self.0.display())]);
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        // The last process may be on its way out.
        while fs::remove_dir(&self.0).is_err() {}
    }
}

#[test]
fn execsnoop_prints_only_what_is_asked_for() {
    let mut tool = Tool::named("execsnoop", &["--comm", "unam", "--json", "--uid", "0"]);
    let cause = || {
        run("/bin/true", &[]);
        run("/bin/uname", &[]);
    };
    let row = row_after(&mut tool, cause, |_| true);
    assert_eq!((&row["comm"], &row["filename"]), (&"uname".into(), &"/bin/uname".into()));
    assert!(row["seconds"].is_f64() && row["pid"].is_u64() && row["ppid"] == std::process::id(), "{row}");
    tool.interrupt();
}

#[test]
fn execsnoop_knows_control_groups_and_containers() {
    let short = &format!("{:012x}", std::process::id());
    let container = Group::new(&format!("docker-{short}{}.scope", "0".repeat(52)));
    let name = container.0.file_name().unwrap().to_str().unwrap().to_owned();
    for filter in [["--cgroup", &name], ["--container", short]] {
        let mut tool = Tool::named("execsnoop", &[filter[0], filter[1], "--json"]);
        let cause = || {
            run("/bin/true", &[]);
            container.run("/bin/uname");
        };
        let row = row_after(&mut tool, cause, |_| true);
        assert_eq!(row["comm"], "uname", "{row}");
        tool.interrupt();
    }
}

#[test]
fn opensnoop_prints_what_is_opened_and_what_is_not_there() {
    let directory = tempfile::tempdir().unwrap();
    let (there, missing) = (directory.path().join("there"), directory.path().join("missing"));
    File::create(&there).unwrap().write_all(b"x").unwrap();
    let link = directory.path().join("link");
    std::os::unix::fs::symlink("there", &link).unwrap();
    let start = format!("{}/", directory.path().display());
    let mut tool = Tool::named("opensnoop", &["--name", &start, "--whole", "--pid", &own_pid(), "--json"]);
    let is_of = |path: &Path| {
        let path = path.to_str().unwrap().to_owned();
        move |row: &Value| row["file"].as_str().unwrap().ends_with(&path)
    };
    let row = row_after(&mut tool, || drop(File::open(&link)), is_of(&there));
    assert!(row["fd"].as_u64().unwrap() > 2 && row["error"].is_null(), "{row}");
    assert_eq!(row["pid"], std::process::id());
    let row = row_after(&mut tool, || drop(File::open(&missing)), is_of(&missing));
    assert_eq!((&row["fd"], &row["error"]), (&Value::Null, &"No such file or directory".into()));
    tool.interrupt();

    let mut tool = Tool::named("opensnoop", &["--failed", "--name", &start, "--json"]);
    let cause = || {
        drop(File::open(&there));
        drop(File::open(&missing));
    };
    assert_eq!(row_after(&mut tool, cause, |_| true)["file"], missing.to_str().unwrap());
    tool.interrupt();
}

#[test]
fn runqlat_counts_how_long_the_threads_of_a_process_wait() {
    let mut tool = Tool::named("runqlat", &["--every", "1", "--each-process", "--pid", &own_pid(), "--json"]);
    let cause = || assert_eq!(std::thread::spawn(|| 7).join().unwrap(), 7);
    let row = row_after(&mut tool, cause, |_| true);
    assert!(row["tasks"].as_str().unwrap().starts_with(&format!("{} ", own_pid())), "{row}");
    assert_eq!(row["unit"], "microseconds");
    let slots = row["slots"].as_array().unwrap();
    assert!(slots.iter().any(|slot| slot["count"].as_u64().unwrap() > 0), "{row}");
    tool.interrupt();

    let mut tool = Tool::named("runqlat", &["--every", "1"]);
    let line = tool.line_after(cause, |line| line.starts_with("all: "));
    assert!(line["all: ".len()..].parse::<u64>().unwrap() > 0, "{line}");
    tool.interrupt();
}

/// What `profile` finds this process in.
#[inline(never)]
fn busy_in_the_test() {
    for turn in 0..1_000_000_u64 {
        std::hint::black_box(turn);
    }
}

/// What `profile` prints while a thread of this process is busy.
fn profiled(arguments: &[&str]) -> String {
    let tools = example("coolbpf-tools");
    let is_over = AtomicBool::new(false);
    let output = std::thread::scope(|scope| {
        scope.spawn(|| {
            while !is_over.load(Ordering::Relaxed) {
                busy_in_the_test();
            }
        });
        let profile = ["profile", "--pid", &own_pid(), "--duration", "2"];
        let output = Command::new(tools).args(profile).args(arguments).output();
        is_over.store(true, Ordering::Relaxed);
        output.unwrap()
    });
    let said = but_lost_stacks(&String::from_utf8_lossy(&output.stderr));
    assert!(
        output.status.success() && said.is_empty(),
        "the tool ended with {} and said: {said}",
        output.status
    );
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn profile_finds_what_a_process_is_busy_with() {
    let folded = profiled(&["--user"]);
    let line = folded.lines().find(|line| line.contains("::busy_in_the_test")).expect(&folded);
    assert!(line.rsplit_once(' ').unwrap().1.parse::<u64>().unwrap() > 0, "{line}");
    assert!(!folded.contains("_[k]"), "{folded}");

    let lines = profiled(&["--json", "--frequency", "999"]);
    let rows = lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let is_busy = |name: &Value| name.as_str().unwrap().contains("::busy_in_the_test+0x");
    let mut busy = rows.filter(|row| row["user"].as_array().unwrap().iter().any(is_busy));
    let row = busy.next().expect(&lines);
    assert!(row["pid"] == std::process::id() && row["count"].as_u64().unwrap() > 0, "{row}");

    let directory = tempfile::tempdir().unwrap();
    let svg = directory.path().join("cpu.svg");
    assert_eq!(profiled(&["--svg", svg.to_str().unwrap()]), "");
    let svg = fs::read_to_string(svg).unwrap();
    assert!(svg.contains("::busy_in_the_test (") && svg.trim_end().ends_with("</svg>"));
}

#[test]
fn tcpconnect_tells_what_became_of_a_connection() {
    for address in ["127.0.0.1:0", "[::1]:0"] {
        let listener = TcpListener::bind(address).unwrap();
        let remote = listener.local_addr().unwrap();
        let port = remote.port().to_string();
        let mut tool = Tool::named("tcpconnect", &["--port", &port, "--pid", &own_pid(), "--json"]);
        let mut local = Vec::new();
        let connect = || {
            if let Ok(stream) = TcpStream::connect(remote) {
                local.push(stream.local_addr().unwrap().to_string());
            }
        };
        let row = row_after(&mut tool, connect, |_| true);
        assert_eq!((&row["remote"], &row["result"]), (&remote.to_string().into(), &"connected".into()));
        assert!(local.iter().any(|local| row["local"] == local.as_str()), "{row}: {local:?}");
        assert!(row["ms"].as_f64().unwrap() > 0.0 && row["pid"] == std::process::id(), "{row}");
        drop(listener);
        let row =
            row_after(&mut tool, || drop(TcpStream::connect(remote)), |row| row["result"] != "connected");
        assert_eq!(
            (&row["remote"], &row["result"]),
            (&remote.to_string().into(), &"Connection refused".into())
        );
        tool.interrupt();
    }
}

#[test]
fn syscount_counts_the_calls_of_a_process() {
    let arguments = ["--every", "1", "--pid", &own_pid(), "--each-process", "--top", "100", "--json"];
    let mut tool = Tool::named("syscount", &arguments);
    let calls = || {
        for _ in 0..100 {
            let _ = (parent_id(), File::open("/no-such-file"));
        }
    };
    let row = row_after(&mut tool, calls, |row| row["call"] == "getppid");
    assert_eq!((&row["pid"], &row["failures"]), (&std::process::id().into(), &0.into()));
    assert!(row["calls"].as_u64().unwrap() > 0 && row["ms"].as_f64().unwrap() > 0.0, "{row}");
    let row = row_after(&mut tool, calls, |row| row["call"] == "openat");
    assert!(row["failures"].as_u64().unwrap() > 0, "{row}");
    tool.interrupt();
}

#[test]
fn exitsnoop_tells_why_a_process_ended() {
    let mut tool = Tool::named("exitsnoop", &["--failed", "--comm", "sh", "--json"]);
    let is_own = |row: &Value| row["ppid"] == std::process::id();
    let row = row_after(&mut tool, || run("sh", &["-c", "exit 3"]), is_own);
    assert_eq!((&row["code"], &row["signal"], &row["comm"]), (&3.into(), &Value::Null, &"sh".into()));
    assert!(row["age"].as_f64().unwrap() < 60.0 && row["pid"] == row["tid"], "{row}");
    let row =
        row_after(&mut tool, || run("sh", &["-c", "kill -9 $$"]), |row| is_own(row) && row["code"].is_null());
    assert_eq!(row["signal"], 9);
    tool.interrupt();
}

#[test]
fn bindsnoop_tells_the_address_that_a_socket_has_or_did_not_get() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let taken = TcpListener::bind(taken).unwrap();
    let address = taken.local_addr().unwrap();
    let mut tool = Tool::named("bindsnoop", &["--pid", &own_pid(), "--json"]);
    let mut bound = Vec::new();
    let bind = || bound.push(TcpListener::bind("[::1]:0").unwrap().local_addr().unwrap().to_string());
    let row = row_after(&mut tool, bind, |row| {
        row["error"].is_null() && row["address"].as_str().unwrap().starts_with("[::1]")
    });
    assert!(bound.iter().any(|bound| row["address"] == bound.as_str()), "{row}: {bound:?}");
    assert_eq!((&row["protocol"], &row["pid"]), (&"tcp".into(), &std::process::id().into()));
    let row = row_after(&mut tool, || drop(TcpListener::bind(address)), |row| !row["error"].is_null());
    assert_eq!(
        (&row["address"], &row["error"]),
        (&address.to_string().into(), &"Address already in use".into())
    );
    tool.interrupt();
}
