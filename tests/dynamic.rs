//! Programs that are compiled at run time: the example, a compile server in another process, and no clang for the tool.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use coolbpf_tests::{Cargo, Server, Tool, server_binary, signing_key, target_directory, workspace, write};
use tempfile::TempDir;

/// The server's binary, built once.
fn server() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(server_binary)
}

/// The example's binary, built once.
fn tool() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(|| {
        let built = Cargo::new(&workspace().join("examples/dynamic"), &["build"]).run();
        let _ = built.succeeded();
        target_directory().join("debug/dynamic")
    })
}

fn execs() -> String {
    workspace().join("examples/dynamic/programs/execs.bpf.c").display().to_string()
}

/// What runs the tool with these arguments where there is no clang, nor any other program.
fn without_clang<'a>(arguments: &[&'a str]) -> Vec<&'a str> {
    static TOOL: OnceLock<String> = OnceLock::new();
    let tool = TOOL.get_or_init(|| tool().display().to_string());
    [&["-i", "PATH=/nowhere", tool], arguments].concat()
}

fn run(arguments: &[&str]) -> Output {
    Command::new("/usr/bin/env").args(without_clang(arguments)).output().unwrap()
}

/// What the tool says, which fails.
#[track_caller]
fn refused(arguments: &[&str]) -> String {
    let output = run(arguments);
    assert!(!output.status.success() && output.stdout.is_empty(), "{output:?}");
    String::from_utf8(output.stderr).unwrap()
}

/// Runs `/bin/true` until the tool tells of it; gives that line and ends the tool.
#[track_caller]
fn sees_true(arguments: &[&str]) -> serde_json::Value {
    let mut tool = Tool::start(Path::new("/usr/bin/env"), &without_clang(arguments));
    let line = tool.sees_true();
    tool.interrupt();
    serde_json::from_str(&line).unwrap_or_else(|error| panic!("{line}: {error}"))
}

#[test]
fn c_is_compiled_by_a_server_and_its_events_are_printed_as_json_lines() {
    let keys = TempDir::with_prefix("coolbpf-keys-").unwrap();
    let (secret, public) = signing_key(server(), keys.path());
    let server = Server::start(server(), &["--signing-key", &secret]);
    let line = sees_true(&[&execs(), "--server", server.url(), "--key", &public]);
    assert_eq!(line["map"], "events");
    let event = &line["event"];
    assert_eq!((&event["comm"], &event["kind"]), (&"true".into(), &"OF_ROOT".into()), "{line}");
    assert_eq!(event["who"], serde_json::json!({ "uid": 0 }));
    assert!(event["pid"].as_u64().unwrap() > 0);

    // The environment names a server as it does for builds, since the tool asks for that.
    let named = format!("COOLBPF_SERVER={}", server.url());
    let (tool, file) = (tool().display().to_string(), execs());
    let mut tool = Tool::start(Path::new("/usr/bin/env"), &["-i", &named, &tool, &file, "--key", &public]);
    tool.sees_true();
    tool.interrupt();
}

#[test]
fn what_the_verifier_rejects_is_told_with_the_line_of_the_c() {
    let server = Server::start(server(), &[]);
    let directory = TempDir::with_prefix("coolbpf-dynamic-").unwrap();
    let path = directory.path().join("unsafe.bpf.c");
    write(
        &path,
        "#include \"vmlinux.h\"\n#include <bpf/bpf_helpers.h>\n\nSEC(\"socket\") int on_packet(struct __sk_buff *skb)\n{\n\treturn \
         *(int *)(long)skb->len;\n}\nchar LICENSE[] SEC(\"license\") = \"GPL\";\n",
    );
    let said = refused(&[&path.display().to_string(), "--server", server.url()]);
    assert!(
        said.contains("rejected the program `on_packet` (socket): ") && said.contains("unsafe.bpf.c:6"),
        "{said}"
    );
}

#[test]
fn maps_are_dumped_at_the_end_and_global_variables_set_at_the_start() {
    let server = Server::start(server(), &[]);
    let directory = TempDir::with_prefix("coolbpf-dynamic-").unwrap();
    let path = directory.path().join("dumped.bpf.c");
    // It sends an event from the start, so that the tool can be waited for; and counts what no event tells.
    let text = fs::read_to_string(execs()).unwrap().replace("uid < min_uid", "uid + COOLBPF_TEST < min_uid");
    write(&path, text);
    fs::copy(workspace().join("examples/dynamic/programs/execs.h"), directory.path().join("execs.h"))
        .unwrap();
    let path = path.display().to_string();
    let arguments =
        [&path[..], "--server", server.url(), "--dump", "--set", "min_uid=7", "--define", "COOLBPF_TEST=7"];
    let mut tool = Tool::start(Path::new("/usr/bin/env"), &without_clang(&arguments));
    tool.sees_true();
    let dumped = tool.line_after_interrupt(|line| line.contains("\"counts\""));
    let line: serde_json::Value = serde_json::from_str(&dumped).unwrap();
    assert_eq!(line["key"], serde_json::json!({ "uid": 0 }));
    assert!(line["value"].as_u64().unwrap() >= 1, "{line}");
}

#[test]
fn what_is_kept_is_used_without_the_server_and_is_measured_again() {
    let keys = TempDir::with_prefix("coolbpf-keys-").unwrap();
    let (secret, public) = signing_key(server(), keys.path());
    let server = Server::start(server(), &["--signing-key", &secret]);
    let url = server.url().to_owned();
    let cache = TempDir::with_prefix("coolbpf-kept-").unwrap();
    let directory = cache.path().join("objects").display().to_string();
    let file = execs();
    let arguments = [&file[..], "--server", &url, "--key", &public, "--cache", &directory];
    sees_true(&arguments);
    assert_eq!(server.compile_requests(), 1);
    drop(server);
    sees_true(&arguments);

    let kept = fs::read_dir(&directory).unwrap().next().unwrap().unwrap().path();
    let text = fs::read_to_string(&kept).unwrap();
    write(&kept, text.replacen("\"toolchain\":\"clang ", "\"toolchain\":\"clang 1", 1));
    let said = refused(&arguments);
    assert!(said.contains(&format!("{url}: ")) && said.contains("none of its signatures"), "{said}");

    let open = Command::new("chmod").args(["777", &directory]).status().unwrap();
    assert!(open.success());
    assert!(refused(&arguments).contains("others can write to it"));
}

#[test]
fn an_object_that_another_key_signed_or_none_is_refused() {
    let keys = TempDir::with_prefix("coolbpf-keys-").unwrap();
    let (secret, _) = signing_key(server(), keys.path());
    let (_, another) = signing_key(server(), TempDir::with_prefix("coolbpf-keys-").unwrap().path());
    for (arguments, says) in [
        (&["--signing-key", &secret][..], "none of its signatures"),
        (&[], "it is not signed, and the application names keys"),
    ] {
        let server = Server::start(server(), arguments);
        let said = refused(&[&execs(), "--server", server.url(), "--key", &another]);
        let refused = format!("the answer of {} is refused: {says}", server.url());
        assert!(said.contains(&refused) && said.contains("the application's `keys`"), "{said}");
    }
}

#[test]
fn errors_in_the_c_are_printed_as_clang_prints_them() {
    let server = Server::start(server(), &[]);
    let directory = TempDir::with_prefix("coolbpf-dynamic-").unwrap();
    let path = directory.path().join("broken.bpf.c");
    write(&path, "#include \"vmlinux.h\"\n\nint f(void)\n{\n\treturn missing;\n}\n");
    let said = refused(&[&path.display().to_string(), "--server", server.url()]);
    let lines: Vec<&str> = said.lines().collect();
    assert!(
        lines
            .iter()
            .any(|line| line.ends_with("broken.bpf.c:5:9: error: use of undeclared identifier 'missing'")),
        "{said}"
    );
    assert!(lines.contains(&"    5 | \treturn missing;") && lines.contains(&"      | \t       ^"), "{said}");
}

#[test]
fn a_server_that_is_not_there_and_c_that_is_not_are_told_clearly() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let said = refused(&[&execs(), "--server", &url]);
    let told = format!("no compile server gives an object:\n  {url}: ");
    assert!(said.contains(&told) && said.contains("Connection refused"), "{said}");

    let said = refused(&["/nowhere/x.bpf.c", "--server", &url]);
    assert!(said.contains("can't read the C in /nowhere/x.bpf.c: No such file"), "{said}");
    let said = refused(&[&execs()]);
    assert!(said.contains("name a compile server by --server, or in COOLBPF_SERVER"), "{said}");
    let said = refused(&[&execs(), "--server", "ftp://example.com"]);
    assert!(said.contains("should start with https:// or http://"), "{said}");
    let said = refused(&[&execs(), "--server", "http://bpf.example.com"]);
    assert!(said.contains("without https or keys nobody would notice"), "{said}");
}
