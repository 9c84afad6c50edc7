//! The tools of `examples/` for security say who does what that is not to be done, and refuse it where the kernel lets them.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::process::{Command, Stdio};

use coolbpf_tests::{Cargo, Tool, cargo_coolbpf_directory, example};
use serde_json::Value;
use tempfile::TempDir;

/// The row that `wanted` is looking for, of those that the tool prints after `cause`.
#[track_caller]
fn row_after(tool: &mut Tool, cause: impl FnMut(), wanted: impl Fn(&Value) -> bool) -> Value {
    let parsed = |line: &str| serde_json::from_str::<Value>(line).expect("a line is JSON");
    parsed(&tool.line_after(cause, |line| wanted(&parsed(line))))
}

fn run(program: &str, arguments: &[&str]) {
    let command = Command::new(program).args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).status();
    assert!(command.is_ok(), "{program} can be run");
}

fn real(path: &str) -> String {
    fs::canonicalize(path).unwrap().to_str().unwrap().to_owned()
}

/// What the tool says where it ends at once, and fails.
fn fails(arguments: &[&str]) -> Option<String> {
    let output = Command::new(example("coolbpf-tools")).args(arguments).output().unwrap();
    (!output.status.success()).then(|| String::from_utf8(output.stderr).unwrap())
}

/// A directory with a list in it, and the list's path.
fn list(rules: &str) -> (TempDir, String) {
    let directory = tempfile::tempdir().unwrap();
    let list = directory.path().join("list").to_str().unwrap().to_owned();
    fs::write(&list, rules).unwrap();
    (directory, list)
}

#[test]
fn execaudit_says_which_rule_allows_what_is_executed_and_what_none_does() {
    let (directory, list) = list("# of the test\n/bin/true\n");
    let script = directory.path().join("script");
    fs::write(&script, "#!/bin/true\n").unwrap();
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
    let script = script.to_str().unwrap();

    let mut tool = Tool::named("execaudit", &[&list, "--json"]);
    let row = row_after(&mut tool, || run("/bin/true", &[]), |row| row["asked"] == "/bin/true");
    assert_eq!((&row["allowed"], &row["rule"]), (&true.into(), &"/bin/true".into()));
    assert_eq!(row["path"], real("/bin/true"));
    assert_eq!((&row["ppid"], &row["refused"]), (&std::process::id().into(), &false.into()));
    let row = row_after(&mut tool, || run("/bin/uname", &[]), |row| row["asked"] == "/bin/uname");
    assert_eq!((&row["allowed"], &row["rule"]), (&false.into(), &Value::Null));
    let row = row_after(&mut tool, || run(script, &[]), |row| row["asked"] == script);
    assert_eq!((&row["allowed"], &row["path"]), (&true.into(), &real("/bin/true").into()));
    tool.interrupt();
}

#[test]
fn execaudit_allows_what_is_below_a_directory_and_prints_only_violations_if_asked_to() {
    let directory = tempfile::tempdir().unwrap();
    fs::create_dir_all(directory.path().join("a/b/c")).unwrap();
    let below = directory.path().join("a/b/c/true").to_str().unwrap().to_owned();
    let beside = directory.path().join("true").to_str().unwrap().to_owned();
    fs::copy("/bin/true", &below).unwrap();
    fs::copy("/bin/true", &beside).unwrap();
    let (_directory, list) = list(&format!("{}/a/\n", directory.path().display()));
    let cause = || {
        run(&below, &[]);
        run(&beside, &[]);
    };
    let arguments = [&list, "--json", "--comm", "true"];
    let mut tool = Tool::named("execaudit", &arguments);
    let row = row_after(&mut tool, cause, |row| row["asked"] == below.as_str());
    assert_eq!(row["rule"], format!("{}/a/", directory.path().display()));
    tool.interrupt();
    let mut tool = Tool::named("execaudit", &[&arguments[..], &["--only-violations"]].concat());
    let row = row_after(&mut tool, cause, |row| row["asked"] != "/bin/true");
    assert_eq!((&row["asked"], &row["allowed"]), (&beside.as_str().into(), &false.into()));
    tool.interrupt();
}

#[test]
fn execaudit_learns_a_list_that_it_takes() {
    let (_directory, list) = list("");
    let mut tool = Tool::named("execaudit", &["--learn", &list, "--json"]);
    let row = row_after(&mut tool, || run("/bin/uname", &[]), |row| row["asked"] == "/bin/uname");
    assert_eq!(row["allowed"], Value::Null);
    tool.interrupt();
    let learned = fs::read_to_string(&list).unwrap();
    assert!(learned.lines().any(|line| line == real("/bin/uname")), "{learned}");
    let mut tool = Tool::named("execaudit", &[&list, "--json"]);
    let row = row_after(&mut tool, || run("/bin/uname", &[]), |row| row["asked"] == "/bin/uname");
    assert_eq!((&row["allowed"], &row["rule"]), (&true.into(), &real("/bin/uname").into()));
    tool.interrupt();
}

#[test]
fn execaudit_names_what_enforcement_lacks() {
    let (_directory, allows_all) = list("/\n");
    if let Some(said) = fails(&["execaudit", &allows_all, "--enforce", "--pid", "1", "--duration", "0"]) {
        for part in ["--enforce takes the hook bprm_check_security", "CONFIG_BPF_LSM", "lsm=", "on_check"] {
            assert!(said.contains(part), "{said}");
        }
    }
    let (_directory, empty) = list("# nothing\n");
    let said = fails(&["execaudit", &empty, "--enforce"]).unwrap();
    assert!(said.contains("the list is empty: nothing could be executed any more"), "{said}");
    let (_directory, wrong) = list("/bin/ls\nls\n");
    let said = fails(&["execaudit", &wrong]).unwrap();
    assert!(said.contains("can't read the list") && said.contains("line 2: `ls` is neither"), "{said}");
}

/// Ends a tool of the guest when it has printed a text, and prints what it has printed, after its name.
const SHOW: &str = r#"
show() {
    while alive; do
        while read -r line; do case $line in *"$2"*) break 2 ;; esac; done < /run/$1
    done
    kill -TERM $!
    wait $!
    echo "$1 ended with $?"
    tell $1
}
tell() {
    while read -r line; do echo "$1 $line"; done < /run/$1
    while read -r line; do echo "$1 said $line"; done < /run/$1.said
}
alive() {
    kill -0 $! || { tell enforce; exit 1; }
}
"#;

/// The loop ends when the tool refuses.
const IN_THE_GUEST: &str = r#"
printf '/bin/uname\n' > /run/list
$tools execaudit /run/list --enforce --json > /run/enforce 2> /run/enforce.said &
while /bin/true; do alive; done
/bin/uname
show enforce '"asked":"/bin/uname"'
"#;

#[test]
fn in_a_guest_with_bpf_lsm_what_is_not_allowed_is_refused() {
    let tools = example("coolbpf-tools").to_str().unwrap().to_owned();
    let directory = tempfile::tempdir().unwrap();
    let script = format!("tools={tools}\n{SHOW}{IN_THE_GUEST}");
    let mut arguments = vec!["coolbpf", "vm-run", "--kernel", "6.12"];
    for file in [&tools, "/bin/true", "/bin/uname"] {
        arguments.extend(["--file", file]);
    }
    arguments.extend(["/bin/sh", "-c", &script]);
    let path =
        format!("{}:{}", cargo_coolbpf_directory().display(), std::env::var("PATH").unwrap_or_default());
    let mut command = Cargo::new(directory.path(), &arguments).env("PATH", path);
    if let Ok(kernels) = std::env::var("COOLBPF_KERNELS") {
        command = command.env("COOLBPF_KERNELS", kernels);
    }
    let run = command.run().ended_with(0);
    let rows = |name: &str| -> Vec<Value> {
        let start = format!("{name} {{");
        let lines = run.stdout.lines().filter(|line| line.starts_with(&start));
        lines.map(|line| serde_json::from_str(&line[name.len() + 1..]).unwrap()).collect()
    };
    let has = |line: &str| assert!(run.stdout.lines().any(|it| it == line), "{line}: {run}");
    let row = |name: &str, wanted: &dyn Fn(&Value) -> bool| {
        let rows = rows(name);
        rows.iter().find(|row| wanted(row)).cloned().unwrap_or_else(|| panic!("{rows:#?}"))
    };

    has("enforce ended with 0");
    has("Linux");
    let refused = row("enforce", &|row| row["asked"] == "/bin/true");
    assert_eq!((&refused["allowed"], &refused["refused"]), (&false.into(), &true.into()), "{refused}");
    let allowed = row("enforce", &|row| row["asked"] == "/bin/uname");
    assert_eq!((&allowed["allowed"], &allowed["refused"]), (&true.into(), &false.into()), "{allowed}");
}
