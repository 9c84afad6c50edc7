//! What changed in vendored objects: `cargo coolbpf vendor`, `cargo coolbpf diff` and `git diff`.

use std::path::Path;
use std::process::{Command, Output};

use coolbpf_tests::{Form, UserCrate, cargo_coolbpf_directory, hello};

/// A crate like the hello example with its object vendored and committed.
fn committed(name: &str) -> UserCrate {
    let user = hello(name, Form::Light);
    let _ = user.vendor(&[]).run().succeeded();
    git(&user, &["init", "--quiet", "--initial-branch", "main"]);
    commit(&user);
    user
}

fn commit(user: &UserCrate) {
    git(user, &["add", "--all"]);
    git(user, &["commit", "--quiet", "--message", "x"]);
}

#[track_caller]
fn git(user: &UserCrate, arguments: &[&str]) -> String {
    let done = run_git(user, arguments);
    assert!(done.status.success(), "{done:?}");
    String::from_utf8(done.stdout).unwrap()
}

fn run_git(user: &UserCrate, arguments: &[&str]) -> Output {
    let path = format!("{}:{}", cargo_coolbpf_directory().display(), std::env::var("PATH").unwrap());
    let identity = ["-c", "user.name=x", "-c", "user.email=x@y"];
    let mut git = Command::new("git");
    git.args(identity).args(arguments).current_dir(user.directory()).env("PATH", path);
    git.output().unwrap()
}

/// Has the program call one more helper, and the ring buffer hold more.
fn change(user: &UserCrate) {
    user.edit("src/bpf/hello.bpf.c", "bpf_get_current_pid_tgid() >> 32", "(u32)bpf_ktime_get_ns()");
    user.edit("src/bpf/hello.bpf.c", "256 * 1024", "512 * 1024");
}

/// The digests of objects and the version of clang, named.
fn filtered(text: &str) -> String {
    let word = |word: &str| {
        let bare = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
        let is_digest = bare.len() == 12 && bare.bytes().all(|byte| byte.is_ascii_hexdigit());
        if is_digest { word.replace(bare, "DIGEST") } else { word.to_owned() }
    };
    let named: String = text.split_inclusive([' ', '\n']).map(word).collect();
    let lines = named.split_inclusive('\n').map(|line| match line.split_once("made by ") {
        Some((before, after)) => {
            let end = after.find("; oldest").unwrap_or(after.len());
            format!("{before}made by CLANG{}", &after[end..])
        }
        None => line.to_owned(),
    });
    lines.collect()
}

#[test]
fn vendor_tells_what_it_changed() {
    let user = hello("diff-vendor", Form::Light);
    let new = user.vendor(&[]).run().succeeded();
    insta::assert_snapshot!(filtered(&new.stdout), @r"
    diff-vendor: hello for x86_64: added, DIGEST
        made by CLANG; oldest kernel 4.14
        program on_exec: added, 105 instructions
            attached by tracepoint/sched/sched_process_exec
            helpers: +bpf_get_current_comm, +bpf_get_current_pid_tgid, +bpf_map_lookup_elem, +bpf_perf_event_output, +bpf_ringbuf_query, +bpf_ringbuf_reserve, +bpf_ringbuf_submit
            maps: +__coolbpf_state_events, +events
        map __coolbpf_state_events: added, percpu_array, 4 bytes => 40 bytes, 1 entries, the state of events
        map events: added, ringbuf where the kernel has it, and else perf_event_array, 262144 bytes, of struct event
    ");
    assert_eq!(user.vendor(&["--all-again"]).run().succeeded().stdout, "");
    let other = user.vendor(&["--all-again"]).env("COOLBPF_CLANG", "clang-16").run().succeeded();
    let toolchains = other.stdout.lines().find(|line| line.contains("made by clang ")).unwrap();
    assert!(toolchains.contains(" → clang 16"), "{other}");
}

#[test]
fn what_changed_since_a_commit_is_told_per_program() {
    let user = committed("diff-since");
    let same = user.coolbpf(&["diff"]).run().ended_with(0);
    assert_eq!(same.stdout, "no vendored object has changed since HEAD\n");
    change(&user);
    let _ = user.vendor(&["--target", "aarch64"]).run().succeeded();
    let changed = user.coolbpf(&["diff"]).run().ended_with(0);
    insta::assert_snapshot!(filtered(&changed.stdout), @r"
    diff-since: hello for aarch64: added, DIGEST
        made by CLANG; oldest kernel 4.14
        program on_exec: added, 104 instructions
            attached by tracepoint/sched/sched_process_exec
            helpers: +bpf_get_current_comm, +bpf_ktime_get_ns, +bpf_map_lookup_elem, +bpf_perf_event_output, +bpf_ringbuf_query, +bpf_ringbuf_reserve, +bpf_ringbuf_submit
            maps: +__coolbpf_state_events, +events
        map __coolbpf_state_events: added, percpu_array, 4 bytes => 40 bytes, 1 entries, the state of events
        map events: added, ringbuf where the kernel has it, and else perf_event_array, 524288 bytes, of struct event
    diff-since: hello for x86_64: DIGEST → DIGEST
        made by CLANG; oldest kernel 4.14
        sources changed
        program on_exec: 105 → 104 instructions
            helpers: +bpf_ktime_get_ns, -bpf_get_current_pid_tgid
        map events: ringbuf where the kernel has it, and else perf_event_array, 262144 bytes, of struct event → ringbuf where the kernel has it, and else perf_event_array, 524288 bytes, of struct event
    ");
    let markdown = user.coolbpf(&["diff", "--since", "main", "--format", "markdown"]).run().ended_with(0);
    insta::assert_snapshot!(filtered(&markdown.stdout), @r"
    ### BPF objects since `main`

    #### `diff-since` / `hello` for `aarch64`

    new: `DIGEST`, made by CLANG; oldest kernel `4.14`

    | program | instructions | attached by | helpers, kfuncs | maps |
    |---|---|---|---|---|
    | new: `on_exec` | 104 | `tracepoint/sched/sched_process_exec` | `+bpf_get_current_comm`, `+bpf_ktime_get_ns`, `+bpf_map_lookup_elem`, `+bpf_perf_event_output`, `+bpf_ringbuf_query`, `+bpf_ringbuf_reserve`, `+bpf_ringbuf_submit` | `+__coolbpf_state_events`, `+events` |

    | map | definition |
    |---|---|
    | new: `__coolbpf_state_events` | `percpu_array, 4 bytes => 40 bytes, 1 entries, the state of events` |
    | new: `events` | `ringbuf where the kernel has it, and else perf_event_array, 524288 bytes, of struct event` |

    #### `diff-since` / `hello` for `x86_64`

    `DIGEST → DIGEST`, made by CLANG; oldest kernel `4.14`

    - sources changed

    | program | instructions | attached by | helpers, kfuncs | maps |
    |---|---|---|---|---|
    | `on_exec` | 105 → 104 | `tracepoint/sched/sched_process_exec` | `+bpf_ktime_get_ns`, `-bpf_get_current_pid_tgid` |  |

    | map | definition |
    |---|---|
    | `events` | `ringbuf where the kernel has it, and else perf_event_array, 262144 bytes, of struct event → ringbuf where the kernel has it, and else perf_event_array, 524288 bytes, of struct event` |
    ");
    commit(&user);
    assert_eq!(
        user.coolbpf(&["diff"]).run().ended_with(0).stdout,
        "no vendored object has changed since HEAD\n"
    );

    let json = user.coolbpf(&["diff", "--since", "HEAD~1", "--format", "json"]).run().ended_with(0);
    let report: serde_json::Value = serde_json::from_str(&json.stdout).unwrap();
    let objects = report["packages"][0]["objects"].as_array().unwrap();
    assert_eq!((&objects[0]["kind"], &objects[1]["kind"]), (&"added".into(), &"changed".into()));
    assert_eq!(objects[1]["programs"][0]["helpers"]["added"][0], "bpf_ktime_get_ns");
    let sides = &objects[1]["object"];
    assert_eq!(sides["old"]["bindings"], sides["new"]["bindings"], "what Rust sees is the same");
    assert_eq!(sides["new"]["signers"], serde_json::json!([]));
    assert_eq!(objects[1]["programs"][0]["helpers"]["removed"][0], "bpf_get_current_pid_tgid");
}

#[test]
fn programs_and_objects_that_come_and_go_are_told() {
    let user = committed("diff-come-and-go");
    let program = "SEC(\"tracepoint/sched/sched_process_exit\")\nint on_exit(void *ctx)\n{\n\treturn 0;\n}\n";
    user.edit("src/bpf/hello.bpf.c", "char LICENSE", &format!("{program}char LICENSE"));
    let _ = user.vendor(&[]).run().succeeded();
    let added = user.coolbpf(&["diff"]).run().ended_with(0);
    assert!(added.stdout.contains("program on_exit: added, 2 instructions\n"), "{added}");
    assert!(!added.stdout.contains("on_exec"), "what is as it was is not told: {added}");
    commit(&user);
    user.edit("src/bpf/hello.bpf.c", program, "");
    let _ = user.vendor(&[]).run().succeeded();
    let removed = user.coolbpf(&["diff"]).run().ended_with(0);
    assert!(removed.stdout.contains("program on_exit: removed, 2 instructions\n"), "{removed}");
    std::fs::remove_dir_all(user.path("coolbpf-vendor")).unwrap();
    let gone = user.coolbpf(&["diff"]).run().ended_with(0);
    assert!(gone.stdout.contains("hello for x86_64: removed, "), "{gone}");
}

#[test]
fn what_git_can_not_tell_is_an_error_that_says_why() {
    let user = hello("diff-no-git", Form::Light);
    let _ = user.coolbpf(&["diff"]).run().ended_with(1).saying("is in no git repository");
    git(&user, &["init", "--quiet"]);
    let _ = user.coolbpf(&["diff"]).run().ended_with(1).saying("the git repository has no commit yet");
    commit(&user);
    let unknown = user.coolbpf(&["diff", "--since", "nothing"]).run().ended_with(1);
    let _ = unknown.saying("git knows no commit `nothing`").saying("git fetch");
    let option = user.coolbpf(&["diff", "--since=--upload-pack=x"]).run().ended_with(1);
    let _ = option.saying("git knows no commit `--upload-pack=x`");
    let cargo = Path::new(env!("CARGO")).parent().unwrap();
    let path = format!("{}:{}", cargo_coolbpf_directory().display(), cargo.display());
    let without = user.coolbpf(&["diff"]).env("PATH", path).run().ended_with(1);
    let _ = without.saying("git is not installed");
}

#[test]
fn a_merge_conflict_and_an_lfs_pointer_are_called_what_they_are() {
    let user = committed("diff-conflict");
    let (pin, object) = ("coolbpf-vendor/hello.x86_64.toml", "coolbpf-vendor/hello.x86_64.bpf.o");
    let good = std::fs::read(user.path(object)).unwrap();
    let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n";
    user.write(object, pointer);
    let commands = [&["diff"][..], &["verify"], &["audit"]];
    for command in commands {
        let lfs = user.coolbpf(command).run().failed();
        assert!(format!("{lfs}").contains("git lfs pull"), "{lfs}");
    }
    commit(&user);
    user.write(object, good);
    let was_pointer = user.coolbpf(&["diff"]).run().ended_with(0);
    let _ = was_pointer.saying("in HEAD, coolbpf-vendor/hello.x86_64.bpf.o: it is a Git LFS pointer");

    git(&user, &["checkout", "--quiet", "--force", "-b", "other", "HEAD~1"]);
    user.edit("src/bpf/hello.bpf.c", "256 * 1024", "512 * 1024");
    let _ = user.vendor(&[]).run().succeeded();
    commit(&user);
    git(&user, &["checkout", "--quiet", "-b", "third", "HEAD~1"]);
    change(&user);
    let _ = user.vendor(&[]).run().succeeded();
    commit(&user);
    assert!(!run_git(&user, &["merge", "other"]).status.success());
    assert!(user.read(pin).contains("<<<<<<< "), "{}", user.read(pin));
    for command in commands {
        let conflict = user.coolbpf(command).run().failed();
        assert!(format!("{conflict}").contains("merge conflict"), "{conflict}");
    }
}

#[test]
fn git_shows_objects_as_text_where_it_is_told_how() {
    let user = committed("diff-textconv");
    change(&user);
    let _ = user.vendor(&[]).run().succeeded();
    assert!(git(&user, &["diff"]).contains("Binary files a/coolbpf-vendor/hello.x86_64.bpf.o"));
    git(&user, &["config", "diff.coolbpf.textconv", "cargo coolbpf inspect --textconv"]);
    let shown = git(&user, &["diff", "--", "coolbpf-vendor/hello.x86_64.bpf.o"]);
    for line in ["+    call bpf_ktime_get_ns#5\n", "-    call bpf_get_current_pid_tgid#14\n"] {
        assert!(shown.contains(line), "{line}is not in\n{shown}");
    }
    assert!(!shown.contains("call bpf_ringbuf_submit#132\n+"), "{shown}");
}
