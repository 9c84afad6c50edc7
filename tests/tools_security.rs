//! The tools of `examples/` for security say who does what that is not to be done, and refuse it where the kernel lets them.

use std::fs::{self, File};
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

/// The row of what this process has executed, and no other.
fn is_executed(asked: &str) -> impl Fn(&Value) -> bool + '_ {
    move |row| row["ppid"] == std::process::id() && row["asked"] == asked
}

#[test]
fn execaudit_says_which_rule_allows_what_is_executed_and_what_none_does() {
    let (directory, list) = list("# of the test\n/bin/true\n");
    let script = directory.path().join("script");
    fs::write(&script, "#!/bin/true\n").unwrap();
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
    let script = script.to_str().unwrap();

    let mut tool = Tool::named("execaudit", &[&list, "--json"]);
    let row = row_after(&mut tool, || run("/bin/true", &[]), is_executed("/bin/true"));
    assert_eq!((&row["allowed"], &row["rule"]), (&true.into(), &"/bin/true".into()));
    assert_eq!(row["path"], real("/bin/true"));
    assert_eq!(row["refused"], false);
    let row = row_after(&mut tool, || run("/bin/uname", &[]), is_executed("/bin/uname"));
    assert_eq!((&row["allowed"], &row["rule"]), (&false.into(), &Value::Null));
    let row = row_after(&mut tool, || run(script, &[]), is_executed(script));
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
    let row = row_after(&mut tool, cause, is_executed(&below));
    assert_eq!(row["rule"], format!("{}/a/", directory.path().display()));
    tool.interrupt();
    let mut tool = Tool::named("execaudit", &[&arguments[..], &["--only-violations"]].concat());
    let row = row_after(&mut tool, cause, |row| is_executed(&below)(row) || is_executed(&beside)(row));
    assert_eq!((&row["asked"], &row["allowed"]), (&beside.as_str().into(), &false.into()));
    tool.interrupt();
}

#[test]
fn execaudit_learns_a_list_that_it_takes() {
    let (directory, list) = list("");
    let mut learner = Command::new(example("coolbpf-tools"));
    learner
        .args(["execaudit", "--learn", &list, "--duration", "1"])
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let mut learner = learner.spawn().unwrap();
    while learner.try_wait().unwrap().is_none() {
        run("/bin/uname", &[]);
    }
    assert!(learner.wait().unwrap().success());
    assert_eq!(fs::read_dir(&directory).unwrap().count(), 1, "the new list took the place of the old one");
    let learned = fs::read_to_string(&list).unwrap();
    assert!(learned.lines().any(|line| line == real("/bin/uname")), "{learned}");
    let mut tool = Tool::named("execaudit", &[&list, "--json"]);
    let row = row_after(&mut tool, || run("/bin/uname", &[]), is_executed("/bin/uname"));
    assert_eq!((&row["allowed"], &row["rule"]), (&true.into(), &real("/bin/uname").into()));
    // What others have executed may be gone by now, which it says: only the row counts.
    drop(tool);
}

#[test]
fn execaudit_names_what_enforcement_lacks() {
    let (_directory, allows_all) = list("/\n");
    if let Some(said) = fails(&["execaudit", &allows_all, "--enforce", "--uid", "65533", "--duration", "0"]) {
        for part in ["--enforce takes the hook bprm_check_security", "CONFIG_BPF_LSM", "lsm=", "on_check"] {
            assert!(said.contains(part), "{said}");
        }
    }
    let (_directory, empty) = list("# nothing\n");
    let said = fails(&["execaudit", &empty, "--enforce"]).unwrap();
    assert!(said.contains("the list is empty: nothing could be executed any more"), "{said}");
    for scope in [["--pid", "1"], ["--tid", "1"], ["--comm", "x"]] {
        let said = fails(&[&["execaudit", &allows_all, "--enforce"], &scope[..]].concat()).unwrap();
        assert!(said.contains("take --cgroup, --container or --uid"), "{said}");
    }
    let (_directory, mistyped) = list("/no/such/directory/\n");
    let said = fails(&["execaudit", &mistyped, "--enforce", "--uid", "65533"]).unwrap();
    assert!(said.contains("nothing is allowed by `/no/such/directory/`"), "{said}");
    for other in ["--enforce", "--only-violations"] {
        let said = fails(&["execaudit", &allows_all, "--learn", &allows_all, other]).unwrap();
        assert!(said.contains("cannot be used with"), "{said}");
    }
    // At once, not when all is learned.
    let said = fails(&["execaudit", "--learn", "/no/such/directory/list"]).unwrap();
    assert!(said.contains("can't write the list /no/such/directory/list"), "{said}");
    let (_directory, wrong) = list("/bin/ls\nls\n");
    let said = fails(&["execaudit", &wrong]).unwrap();
    assert!(said.contains("can't read the list") && said.contains("line 2: `ls` is neither"), "{said}");
}

/// The row of an operation on a file.
fn is_of<'a>(operation: &'a str, file: &'a str) -> impl Fn(&Value) -> bool + 'a {
    move |row| row["operation"] == operation && row["path"] == file
}

#[test]
fn fileguard_tells_what_is_tried_on_a_file_and_below_a_directory() {
    let directory = tempfile::tempdir().unwrap();
    let guarded = fs::canonicalize(directory.path()).unwrap();
    fs::create_dir(guarded.join("sub")).unwrap();
    std::os::unix::fs::symlink(&guarded, guarded.join("link")).unwrap();
    let path = |name: &str| guarded.join(name).to_str().unwrap().to_owned();
    let (file, below, new) = (path("file"), path("sub/file"), path("sub/new"));
    let mut tool = Tool::named("fileguard", &[&path(""), "--json", "--means", "tracepoint"]);
    let write = |file: &str| fs::write(file, "x").unwrap();
    let row = row_after(&mut tool, || write(&file), is_of("write", &file));
    assert_eq!((&row["means"], &row["allowed"]), (&"tracepoint".into(), &true.into()));
    assert_eq!((&row["pid"], &row["error"]), (&std::process::id().into(), &Value::Null));
    row_after(&mut tool, || write(&below), is_of("write", &below));
    row_after(&mut tool, || drop(File::open(&below)), is_of("read", &below));
    let both = || drop(File::options().read(true).write(true).open(&below));
    row_after(&mut tool, both, is_of("open", &below));
    let rename = || {
        write(&below);
        fs::rename(path("link/sub/file"), &new).unwrap();
    };
    row_after(&mut tool, rename, is_of("rename", &new));
    let remove = || {
        write(&new);
        run("sh", &["-c", &format!("cd {} && exec rm new", path("sub"))]);
    };
    let row = row_after(&mut tool, remove, is_of("unlink", &new));
    assert_eq!(row["comm"], "rm");
    drop(tool);

    let arguments = ["fileguard", &file, "--json", "--watch", "change", "--except-comm", "touch"];
    let mut tool = Tool::named(arguments[0], &arguments[1..]);
    let cause = || {
        run("touch", &[&file]);
        run("cat", &[&file]);
        run("touch", &[&below]);
        run("chmod", &["600", &file]);
    };
    let row = row_after(&mut tool, cause, |_| true);
    assert_eq!((&row["operation"], &row["path"]), (&"chmod".into(), &file.as_str().into()));
    let replace = || {
        write(&new);
        fs::rename(&new, &file).unwrap();
        write(&file);
    };
    row_after(&mut tool, replace, is_of("write", &file));
}

#[test]
fn fileguard_names_what_refusing_lacks() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let path = file.path().to_str().unwrap();
    if let Some(said) = fails(&["fileguard", path, "--deny", "write", "--duration", "0"]) {
        for part in ["--deny takes the hooks of security modules", "CONFIG_BPF_LSM", "lsm=", "lsm_file_open"]
        {
            assert!(said.contains(part), "{said}");
        }
    }
    for task in ["--pid", "--tid", "--comm"] {
        let said = fails(&["fileguard", path, "--deny", "write", task, "1"]).unwrap();
        assert!(said.contains("cannot be used with"), "{said}");
    }
    let said = fails(&["fileguard", "/no/such/file"]).unwrap();
    assert!(said.contains("can't guard /no/such/file: No such file or directory"), "{said}");
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
    kill -0 $! || { for tool in learn script enforce deny keys fexit; do tell $tool; done; exit 1; }
}
"#;

/// Each loop ends when the tool does what it is waited for; `fileguard` says by what it guards when all hooks are attached.
const IN_THE_GUEST: &str = r#"
echo '#!/bin/true' > /root/script
/bin/chmod 755 /root/script
$tools execaudit --learn /run/learned --json > /run/learn 2> /run/learn.said &
until [ -s /run/learn ]; do /root/script; alive; done
/root/script
/bin/uname
show learn '"asked":"/bin/uname"'
$tools execaudit /run/learned --enforce --json > /run/script 2> /run/script.said &
while /bin/mv --version > /run/version; do alive; done
/root/script && echo "the script was executed"
show script '"asked":"/root/script"'

printf '/bin/uname\n' > /run/list
$tools execaudit /run/list --enforce --json > /run/enforce 2> /run/enforce.said &
while /bin/true; do alive; done
/bin/uname
show enforce '"asked":"/bin/uname"'

echo secret > /root/file
echo old > /root/probe
$tools fileguard /root --deny change --except-uid 7 --json > /run/deny 2> /run/deny.said &
until [ -s /run/deny.said ]; do alive; done
echo more > /root/probe
# O_RDONLY | O_TRUNC
/usr/bin/perl -e 'sysopen(FILE, "/root/file", 512) or exit 1' || echo "not truncated"
read -r text < /root/file && echo "read $text"
/bin/rm /root/file || echo "not removed"
/bin/mv /run/list /root/list || echo "not moved"
/bin/setpriv --reuid 7 --inh-caps=+all --ambient-caps=+all /bin/rm /root/file && echo "removed by 7"
show deny '"operation":"rename"'

/usr/bin/perl -e 'mkdir "/root/keys"'
echo key > /root/keys/key
echo old > /root/conf
echo new > /root/new
$tools fileguard /root/keys /root/conf --deny read --json > /run/keys 2> /run/keys.said &
until [ -s /run/keys.said ]; do alive; done
(: <> /root/keys/key) || echo "not opened for both"
/bin/mv /root/keys/key /root/key || echo "not moved out"
/bin/ln /root/keys/key /root/key || echo "not linked out"
/bin/mv /root/keys/key /root/keys/other && echo "moved inside"
/bin/mv /root/new /root/conf && echo "replaced"
(: < /root/conf) || echo "not read when replaced"
show keys '"path":"/root/conf","error":"'

echo secret > /root/file
$tools fileguard /root --means fexit --json > /run/fexit 2> /run/fexit.said &
until [ -s /run/fexit ]; do echo more > /root/file; alive; done
show fexit '"operation":"write"'
"#;

#[test]
fn in_a_guest_with_bpf_lsm_what_is_not_allowed_is_refused() {
    let tools = example("coolbpf-tools").to_str().unwrap().to_owned();
    let directory = tempfile::tempdir().unwrap();
    let script = format!("tools={tools}\n{SHOW}{IN_THE_GUEST}");
    let mut arguments = vec!["coolbpf", "vm-run", "--kernel", "6.12"];
    let programs = ["true", "uname", "rm", "mv", "ln", "chmod", "setpriv"].map(|name| format!("/bin/{name}"));
    for file in programs.iter().map(String::as_str).chain([tools.as_str(), "/usr/bin/perl"]) {
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

    has("learn ended with 0");
    has("script ended with 0");
    has("the script was executed");
    let script = row("script", &|row| row["path"] == "/root/script");
    assert_eq!((&script["allowed"], &script["rule"]), (&true.into(), &"/root/script".into()), "{script}");

    has("enforce ended with 0");
    has("Linux");
    let refused = row("enforce", &|row| row["asked"] == "/bin/true");
    assert_eq!((&refused["allowed"], &refused["refused"]), (&false.into(), &true.into()), "{refused}");
    let allowed = row("enforce", &|row| row["asked"] == "/bin/uname");
    assert_eq!((&allowed["allowed"], &allowed["refused"]), (&true.into(), &false.into()), "{allowed}");

    has("deny ended with 0");
    has("not truncated");
    has("read secret");
    has("not removed");
    has("not moved");
    has("removed by 7");
    for (operation, path) in [("unlink", "/root/file"), ("rename", "/root/list"), ("write", "/root/probe")] {
        let denied = row("deny", &|row| row["operation"] == operation && row["path"] == path);
        assert_eq!((&denied["allowed"], &denied["means"]), (&false.into(), &"lsm".into()), "{denied}");
        assert_eq!(denied["error"], "Operation not permitted");
    }
    assert!(run.stdout.contains("deny said guard: `lsm` is used"), "{run}");

    has("keys ended with 0");
    for line in ["not opened for both", "not moved out", "not linked out", "moved inside", "replaced"] {
        has(line);
    }
    has("not read when replaced");
    let key = "/root/keys/key";
    for (operation, path) in [("open", key), ("rename", key), ("link", key), ("read", "/root/conf")] {
        row("keys", &|row| row["operation"] == operation && row["path"] == path && row["allowed"] == false);
    }

    has("fexit ended with 0");
    let seen = row("fexit", &|row| row["operation"] == "write" && row["path"] == "/root/file");
    assert_eq!((&seen["allowed"], &seen["means"]), (&true.into(), &"fexit".into()), "{seen}");
}
