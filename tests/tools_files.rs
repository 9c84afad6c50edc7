//! The tools of `examples/` that tell of files see what the tests do with files.

use std::fs::{self, File};
use std::path::Path;
use std::process::Command;

use coolbpf_tests::Tool;
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
