//! The tools of `examples/` that tell of files and of the page cache see what the tests do with files.

use std::fs::{self, File};
use std::path::Path;
use std::process::Command;

use coolbpf_tests::{Cargo, Tool, cargo_coolbpf_directory, example, target_directory};
use serde_json::Value;

/// The row that `wanted` is looking for, of those that the tool prints after `cause`.
#[track_caller]
fn row_after(tool: &mut Tool, cause: impl FnMut(), wanted: impl Fn(&Value) -> bool) -> Value {
    let parsed = |line: &str| serde_json::from_str::<Value>(line).expect("a line is JSON");
    parsed(&tool.line_after(cause, |line| wanted(&parsed(line))))
}

fn is_of(path: &Path) -> impl Fn(&Value) -> bool {
    let path = path.to_str().unwrap().to_owned();
    move |row| row["file"] == path
}

#[test]
fn filelife_tells_who_created_and_who_deleted_a_file() {
    let directory = tempfile::tempdir().unwrap();
    let directory = fs::canonicalize(directory.path()).unwrap();
    let [file, other, kept] = ["file", "sub/file", "kept"].map(|name| directory.join(name));
    let [first, second, last] = ["first", "second", "last"].map(|name| directory.join(name));
    fs::create_dir(directory.join("sub")).unwrap();
    std::os::unix::fs::symlink("sub", directory.join("link")).unwrap();
    let create = |path: &Path| drop(File::create(path).unwrap());
    let run = |program: &str, argument: &str| {
        let status = Command::new(program).arg(argument).current_dir(&directory).status();
        assert!(status.unwrap().success());
    };
    let rm = |argument: &str| run("rm", argument);
    let pid = std::process::id();
    let mut tool = Tool::named("filelife", &["--pid", &pid.to_string(), "--json"]);

    let cause = || {
        create(&file);
        create(&other);
        fs::remove_file(&file).unwrap();
        fs::remove_file(&other).unwrap();
    };
    let row = row_after(&mut tool, cause, is_of(&other));
    assert_eq!((&row["pid"], &row["by"]), (&pid.into(), &pid.into()));
    assert_eq!(row["how"], "deleted");

    // By a path that leads through a link, while another file of the name stays.
    let cause = || {
        create(&file);
        create(&other);
        rm("link/file");
    };
    let row = row_after(&mut tool, cause, |row| row["by_comm"] == "rm");
    assert_eq!(row["file"], other.to_str().unwrap());
    assert!(row["ms"].as_f64().unwrap() > 0.0 && row["by"] != row["pid"], "{row}");

    // Under another name, and as another file takes its name, which stays.
    let cause = || {
        create(&file);
        fs::rename(&file, &kept).unwrap();
        create(&file);
        fs::rename(&file, &kept).unwrap();
    };
    let row = row_after(&mut tool, cause, is_of(&kept));
    assert_eq!(row["how"], "replaced");

    // What has another name is not gone, and what another process creates is not wanted.
    let cause = || {
        create(&first);
        fs::hard_link(&first, &second).unwrap();
        rm("first");
        fs::remove_file(&second).unwrap();
        run("touch", "first");
        rm("first");
        create(&last);
        rm("last");
    };
    let row = row_after(&mut tool, cause, |row| [&first, &second, &last].iter().any(|path| is_of(path)(row)));
    assert_eq!(row["file"], last.to_str().unwrap());
    tool.interrupt();
}

#[test]
fn cachestat_counts_pages_that_come_into_the_cache_and_become_dirty() {
    const SIZE: usize = 4 << 20;
    // They may have 64 KiB each.
    const PAGES: u64 = 64;
    // Not in memory, as /tmp may be.
    let directory = tempfile::tempdir_in(target_directory()).unwrap();
    let file = directory.path().join("file");
    let pid = std::process::id().to_string();
    let mut tool = Tool::named("cachestat", &["--every", "1", "--pid", &pid, "--json"]);
    let write = || fs::write(&file, vec![1; SIZE]).unwrap();
    let count = |row: &Value, column: &str| row[column].as_u64();
    let row = row_after(&mut tool, write, |row| count(row, "dirtied") >= Some(PAGES));
    assert!(count(&row, "added") >= Some(PAGES), "{row}");
    // What can't be known is not told.
    assert_eq!(row["hits"].is_null(), row["misses"].is_null(), "{row}");
    let read = || drop(fs::read(&file).unwrap());
    let row = row_after(&mut tool, read, |row| row["hits"].is_null() || count(row, "hits") >= Some(PAGES));
    assert_eq!(row["hits"].is_null(), row["ratio"].is_null(), "{row}");
}

/// Reads a file of holes twice: a page of one comes into the cache when it is read.
const READ_IN_THE_GUEST: &str = r#"
/bin/mkdir /root/files
/bin/mount -t ramfs none /root/files
/bin/truncate -s 1M /root/files/holes
$tools cachestat --every 1 --comm dd --json > /run/rows 2> /run/said &
until [ -s /run/rows ]; do kill -0 $! || break; done
/bin/dd if=/root/files/holes of=/dev/null bs=64k
/bin/dd if=/root/files/holes of=/dev/null bs=64k
kill -TERM $!
wait $!
echo "ended with $?"
while read -r line; do echo "row $line"; done < /run/rows
while read -r line; do echo "said $line"; done < /run/said
"#;

#[test]
fn in_a_guest_with_fentry_cachestat_tells_hits_from_misses() {
    let tools = example("coolbpf-tools").to_str().unwrap().to_owned();
    let directory = tempfile::tempdir().unwrap();
    let script = format!("tools={tools}\n{READ_IN_THE_GUEST}");
    let mut arguments = vec!["coolbpf", "vm-run", "--kernel", "6.12"];
    for file in ["/bin/mkdir", "/bin/mount", "/bin/truncate", "/bin/dd", &tools] {
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
    assert!(run.stdout.lines().any(|line| line == "ended with 0"), "{run}");
    assert!(!run.stdout.contains("said "), "{run}");
    let rows = run.stdout.lines().filter_map(|line| line.strip_prefix("row "));
    let rows: Vec<Value> = rows.map(|row| serde_json::from_str(row).unwrap()).collect();
    let sum = |column: &str| rows.iter().map(|row| row[column].as_u64().unwrap()).sum::<u64>();
    // Programs and libraries lie in memory, too: what dd reads of them are hits.
    assert_eq!(sum("misses"), 256, "{rows:#?}");
    assert!((256..300).contains(&sum("hits")) && sum("added") >= 256, "{rows:#?}");
    assert_eq!(sum("dirtied"), 0, "{rows:#?}");
}
