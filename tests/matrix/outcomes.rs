//! What a matrix tells of programs.

use std::fs;
use std::io::Read as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use coolbpf_tests::{Form, UserCrate, cargo_coolbpf_directory, target_directory};
use serde_json::Value;

use crate::{HEADERS, cells, json, kept, matrix, outcomes, user_crate};

/// The kernels that have the helper, and one that hasn't.
const KERNELS: [&str; 6] = ["--kernel", "newest", "--kernel", "5.10", "--kernel", "6.12"];

#[test]
fn what_works_everywhere_is_told_from_what_a_kernel_is_too_old_for() {
    let user = user_crate("matrix-outcomes");
    let ran =
        matrix(&user, &[&KERNELS[..], &["--format", "json"]].concat()).without_clang().run().ended_with(2);
    assert_eq!(ran.stderr, "", "quiet where no terminal is");
    let report = json(&ran);
    let kernels: Vec<&str> =
        report["kernels"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert_eq!(kernels[..2], ["5.10", "6.12"]);
    assert!(report["kernels"][0]["release"].as_str().unwrap().starts_with("5.10."), "{report:#}");

    assert_eq!(outcomes(&report, "hello/on_exec"), ["attached"; 3]);
    for cell in cells(&report, "hello/on_exec") {
        assert!(cell["processed"].as_u64() > Some(5), "{cell}");
        assert_eq!(cell["channels"][0]["kind"], "ring-buffer");
        assert_eq!(cell["channels"][0]["map"], "events");
    }
    assert_eq!(outcomes(&report, "newer/young"), ["failed", "attached", "attached"]);
    assert_eq!(outcomes(&report, "newer/old"), ["held-back", "attached", "attached"]);
    let failed = &cells(&report, "newer/young")[0];
    let reason = failed["reason"].as_str().unwrap();
    assert!(
        reason.contains("verifier rejected the program `young`") && reason.contains("invalid func"),
        "{reason}"
    );
    assert!(!reason.contains('\n'));
    let log = fs::read_to_string(user.path(failed["log"].as_str().unwrap())).unwrap();
    assert!(log.contains("call bpf_") && log.contains("processed "), "the whole log:\n{log}");
    let held = cells(&report, "newer/old")[0]["reason"].as_str().unwrap();
    assert_eq!(held, "its object can't be loaded because of `young`");
    // What its user loads only where it can is no failure of the crate's.
    assert_eq!(outcomes(&report, "newer/optional"), ["failed"; 3]);
    let newer = ["--kernel", "6.12", "--program", "newer", "--format", "json"];
    let ran = matrix(&user, &newer).run().succeeded();
    assert_eq!(json(&ran)["rows"].as_array().unwrap().len(), 3);
}

#[test]
fn a_table_is_read_by_people_on_pull_requests_and_in_browsers() {
    let user = user_crate("matrix-formats");
    let kernel = ["--kernel", "5.10"];
    let human = matrix(&user, &kernel).run().ended_with(2);
    let words: Vec<Vec<&str>> = human.stdout.lines().map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(words[0], ["5.10"], "{human}");
    assert_eq!(words[1], ["hello", "events", "ring", "buffer"], "{human}");
    assert_eq!(words[2][..2], ["hello/on_exec", "attached,"], "{human}");
    let note = "newer/young on 5.10: failed: the kernel's verifier rejected the program `young`";
    assert!(human.stdout.contains(note) && human.stdout.contains(".log\n"), "{human}");
    assert!(human.stdout.ends_with("4 on 1 kernel: 1 attached, 1 held back, 2 failed\n"), "{human}");

    let markdown = matrix(&user, &[&kernel[..], &["--format", "markdown"]].concat()).run().ended_with(2);
    let table: Vec<&str> = markdown.stdout.lines().filter(|line| line.starts_with('|')).collect();
    assert_eq!(table[..3], ["| | `5.10` |", "|---|---|", "| `hello events` | ring buffer |"], "{markdown}");
    assert!(table.contains(&"| `newer/old` | **held back, 2 insns** |"), "{markdown}");

    let html = matrix(&user, &[&kernel[..], &["--format", "html"]].concat()).run().ended_with(2);
    assert!(html.stdout.starts_with("<!DOCTYPE html>") && html.stdout.ends_with("</html>"), "{html}");
    assert_eq!(html.stdout.matches("<tr>").count(), html.stdout.matches("</tr>").count());
    assert!(html.stdout.contains("<td class=\"held-back\">held back, 2 insns</td>"), "{html}");
}

#[test]
fn programs_whose_sections_name_no_target_are_attached_to_stand_ins() {
    let user = UserCrate::new("matrix-stand-ins", Form::Light);
    user.write(
        "src/main.rs",
        "#[coolbpf::program]\nmod x {\n    const SOURCE: &str = include_str!(\"bpf/x.bpf.c\");\n}\nfn main() {}\n",
    );
    let sections = [
        ("xdp", "the interface lo"),
        ("xdp.frags", "the interface lo"),
        ("cgroup_skb/egress", "a control group"),
        ("cgroup/connect4", "a control group"),
        ("sockops", "a control group"),
        ("perf_event", "the clock of a CPU"),
        ("socket", "a socket"),
        ("sk_lookup", "this network namespace"),
        ("uprobe", "a function of this test's own"),
        ("uretprobe//no/such/program:main", "a function of this test's own"),
        ("uprobe//proc/self/exe:of_the_tool", "a function of this test's own"),
    ];
    let programs: String = sections
        .iter()
        .enumerate()
        .map(|(index, (section, _))| {
            format!("SEC(\"{section}\") int p{index}(void *ctx)\n{{\n\treturn 1;\n}}\n\n")
        })
        .collect();
    user.write(
        "src/bpf/x.bpf.c",
        format!("{HEADERS}{programs}SEC(\"sk_msg\") int message(void *ctx)\n{{\n\treturn 1;\n}}\n"),
    );
    let ran = matrix(&user, &["--kernel", "6.12", "--format", "json"]).run().succeeded();
    let report = json(&ran);
    for (index, (_, target)) in sections.iter().enumerate() {
        let cell = &cells(&report, &format!("x/p{index}"))[0];
        assert_eq!(
            (&cell["outcome"], &cell["to"]),
            (&Value::from("attached"), &Value::from(*target)),
            "{ran}"
        );
    }
    let loaded = &cells(&report, "x/message")[0];
    assert_eq!(loaded["outcome"], "loaded");
    assert!(loaded["reason"].as_str().unwrap().contains("does not say what to attach it to"), "{loaded}");
}

#[test]
fn guests_can_be_made_to_lack_what_their_kernels_have() {
    let user = user_crate("matrix-poor");
    let arguments = ["--kernel", "6.12", "--poor", "map=ringbuf", "--poor", "helper=bpf_strncmp"];
    let ran = matrix(&user, &[&arguments[..], &["--format", "json"]].concat()).run().ended_with(2);
    let report = json(&ran);
    assert_eq!(report["kernels"][0]["name"], "6.12 (map=ringbuf, helper=bpf_strncmp)");
    assert_eq!(outcomes(&report, "hello/on_exec"), ["attached"], "{ran}");
    assert_eq!(cells(&report, "hello/on_exec")[0]["channels"][0]["kind"], "perf-buffer");
    let reason = cells(&report, "newer/young")[0]["reason"].as_str().unwrap();
    assert!(reason.contains("this kernel has no helper `bpf_strncmp`"), "{reason}");
    assert_eq!(
        (outcomes(&report, "newer/old"), outcomes(&report, "newer/young")),
        (vec!["held-back"], vec!["failed"])
    );
    let _ = matrix(&user, &["--poor", "wealth"])
        .run()
        .ended_with(2)
        .saying("is nothing that a guest can be made to lack");
}

#[test]
fn a_kernel_that_somebody_built_is_given_by_its_file() {
    let user = user_crate("matrix-file");
    let types = kept(user.coolbpf(&["kernels", "btf", "6.12"])).run().succeeded();
    let image = Path::new(types.stdout.trim()).with_file_name("vmlinux");
    let arguments = ["--kernel", image.to_str().unwrap(), "--program", "hello", "--format", "json"];
    let report = json(&matrix(&user, &arguments).run().succeeded());
    assert_eq!(outcomes(&report, "hello/on_exec"), ["attached"]);
    assert_eq!(report["kernels"][0]["origin"], image.to_str().unwrap());

    // Another of the same release is another kernel, and the same file isn't.
    fs::copy(&image, user.path("vmlinux")).unwrap();
    let both = matrix(&user, &[&arguments[..], &["--kernel", "./vmlinux", "--kernel", "vmlinux"]].concat());
    let report = json(&both.run().succeeded());
    assert_eq!(outcomes(&report, "hello/on_exec"), ["attached"; 2]);
    let text = |index: usize, key: &str| report["kernels"][index][key].as_str().unwrap();
    let (release, origin) = (text(1, "release"), text(1, "origin"));
    assert_eq!((text(0, "name"), text(0, "release")), ("6.12", release));
    assert_eq!(text(1, "name"), format!("{release} ({origin})"));
    assert!(origin.ends_with("/vmlinux") && origin != text(0, "origin"));
}

#[test]
fn what_is_no_result_of_the_programs_is_trouble() {
    let user = user_crate("matrix-trouble");
    let trouble = |arguments: &[&str], said: &str| {
        let _ = matrix(&user, arguments).run().ended_with(1).saying(said);
    };
    trouble(&["--kernel", "2.6"], "no kernel `2.6` for x86_64 is kept in");
    trouble(&["--kernel", "./no/such/bzImage"], "no/such/bzImage");
    trouble(&["--program", "nonesuch"], "no program is called `nonesuch`");
    trouble(&["--test", "nonesuch"], "none of the chosen packages has a test target `nonesuch`");
    trouble(&["--kernel", "6.12", "--", "x"], "name it by --bin or --test");
    trouble(&["--kernel", "6.12", "--check"], "`--save-baseline` writes it");
    let empty = matrix(&user, &[]).env("COOLBPF_KERNELS", user.path("none").display().to_string());
    let _ = empty.run().ended_with(1).saying("no kernel is named, and none is kept in");
    user.edit("src/bpf/newer.bpf.c", "return 0;", "return 0");
    trouble(&["--kernel", "6.12"], "the C of `newer` has errors; `cargo coolbpf check` shows them");
}

#[test]
fn an_interrupted_matrix_leaves_no_process_behind() {
    let user = user_crate("matrix-interrupted");
    let built = matrix(&user, &["--kernel", "6.12", "--program", "hello"]).run().succeeded();
    assert_eq!(built.stderr, "");
    let path = format!("{}:{}", cargo_coolbpf_directory().display(), std::env::var("PATH").unwrap());
    let mut command = Command::new("cargo");
    command.args(["coolbpf", "matrix", "--kernel", "6.12", "--bin", user.name()]);
    // It runs until it is interrupted.
    command.env("PATH", path).env("CARGO_TARGET_DIR", target_directory()).env("CARGO_NET_OFFLINE", "true");
    command.current_dir(user.directory()).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = std::os::unix::process::CommandExt::process_group(&mut command, 0).spawn().unwrap();
    let group = child.id();
    let guests = || processes_in(group).into_iter().filter(|name| name.starts_with("qemu-")).count();
    let deadline = Instant::now() + Duration::from_secs(600);
    while guests() == 0 {
        let mut said = String::new();
        if child.try_wait().unwrap().is_some() {
            child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        }
        assert!(Instant::now() < deadline && said.is_empty(), "no guest came: {said}");
        std::thread::sleep(Duration::from_millis(5));
    }
    // Ctrl-C reaches the whole group; the worst is that it reaches the command alone.
    let own = name_to_pid(group, "cargo-coolbpf");
    assert!(Command::new("kill").args(["-INT", &own.to_string()]).status().unwrap().success());
    assert!(!child.wait().unwrap().success());
    let deadline = Instant::now() + Duration::from_secs(120);
    while !processes_in(group).is_empty() {
        assert!(Instant::now() < deadline, "still there: {:?}", processes_in(group));
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// The processes of a group: their names and numbers.
fn members(group: u32) -> Vec<(String, u32)> {
    let entries = fs::read_dir("/proc").unwrap().flatten();
    let member = |entry: fs::DirEntry| {
        let pid = entry.file_name().to_str()?.parse().ok()?;
        let status = fs::read_to_string(entry.path().join("stat")).ok()?;
        // PID (NAME) STATE PARENT GROUP
        let (name, rest) = status.split_once('(')?.1.rsplit_once(") ")?;
        let mut words = rest.split(' ');
        let is_alive = words.next()? != "Z";
        (is_alive && words.nth(1)?.parse() == Ok(group)).then(|| (name.to_owned(), pid))
    };
    entries.filter_map(member).collect()
}

fn processes_in(group: u32) -> Vec<String> {
    members(group).into_iter().map(|(name, _)| name).collect()
}

fn name_to_pid(group: u32, name: &str) -> u32 {
    let members = members(group);
    let found = members.iter().find(|(one, _)| one == name);
    found.unwrap_or_else(|| panic!("no {name} among {members:?}")).1
}
