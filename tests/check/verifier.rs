//! What the verifier says, on the kernel that the tests run on.

use std::path::Path;

use coolbpf_tests::{Form, HELLO_C, UserCrate, hello, inline_hello};

use crate::{HEADERS, json, object, program, program_of};

#[test]
fn a_good_program_is_verified_with_what_that_cost() {
    let user = hello("check-good", Form::Light);
    let checked = user.coolbpf(&["check"]).run().succeeded();
    assert_eq!(checked.stderr, "", "quiet where no terminal is");
    let lines: Vec<&str> = checked.stdout.lines().collect();
    let words = |line: &str| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    assert!(
        lines[0].starts_with("check-good: `hello` (src/main.rs) for ")
            && lines[0].contains(", compiled by clang ")
    );
    let header = ["program", "section", "instructions", "processed", "states", "stack", "verdict"];
    assert_eq!(words(lines[1]), header, "{checked}");
    let row = words(lines[2]);
    assert_eq!((row[0].as_str(), row[6].as_str()), ("on_exec", "verified"), "{checked}");
    let release = std::fs::read_to_string("/proc/sys/kernel/osrelease").unwrap();
    assert_eq!(lines[4], format!("Linux {}: 1 verified", release.trim()));

    let report = json(&user.coolbpf(&["check", "--format", "json"]).run().succeeded());
    let program = program_of(object(&report, "hello"), "on_exec");
    assert_eq!(program["verdict"], "verified");
    let cost = &program["statistics"];
    for key in ["processed", "limit", "total-states", "peak-states", "time-us"] {
        assert!(cost[key].is_u64(), "{key}: {cost}");
    }
    assert!(cost["processed"].as_u64() > Some(0) && cost["stack-depth"][0].is_u64(), "{cost}");

    let compiled = user.coolbpf(&["check", "--no-verifier"]).run().succeeded();
    assert!(compiled.stdout.ends_with("\n1 compiled only\n"), "{compiled}");
    assert!(user.vendored_files().is_empty());
}

#[test]
fn programs_that_the_verifier_rejects_are_told_one_by_one_with_their_lines_of_c() {
    let c = format!(
        "{HEADERS}struct {{\n\t__uint(type, BPF_MAP_TYPE_HASH);\n\t__uint(max_entries, 16);\n\t__type(key, u32);\n\
         \t__type(value, u64);\n}} counts SEC(\".maps\");\n\n\
         SEC(\"tp/sched/sched_process_exec\") int null_value(void *ctx)\n{{\n\tu32 key = 1;\n\
         \tu64 *value = bpf_map_lookup_elem(&counts, &key);\n\t*value += 1;\n\treturn 0;\n}}\n\n\
         SEC(\"tp/sched/sched_process_exec\") int good(void *ctx)\n{{\n\treturn 0;\n}}\n\n\
         static __noinline u64 at(u64 *value, u32 index)\n{{\n\tif (index > 5)\n\t\treturn 0;\n\
         \treturn value[index];\n}}\n\n\
         SEC(\"tp/sched/sched_process_exec\") int out_of_bounds(void *ctx)\n{{\n\tu32 key = bpf_get_prandom_u32();\n\
         \tu64 *value = bpf_map_lookup_elem(&counts, &key);\n\tif (!value)\n\t\treturn 0;\n\
         \treturn at(value, key) + at(value, 2);\n}}\n\n\
         SEC(\"tp/sched/sched_process_exec\") int endless(void *ctx)\n{{\n\tvolatile u32 rounds = 0;\n\
         \twhile (bpf_get_prandom_u32() != 7)\n\t\trounds += 1;\n\treturn rounds;\n}}\n"
    );
    let user = program("check-rejected", &c);
    let line = |text: &str| 1 + c.lines().position(|line| line.contains(text)).unwrap();
    let rejected = user.coolbpf(&["check"]).run().failed();
    assert_eq!(rejected.stderr.matches("error: the kernel's verifier rejects `").count(), 3, "{rejected}");
    assert!(rejected.stdout.ends_with(": 1 verified, 3 rejected\n"), "{rejected}");
    for (name, says, code) in [
        ("null_value", "invalid mem access 'map_value_or_null'", "*value += 1;"),
        ("out_of_bounds", "outside of the allowed memory range", "return value[index];"),
        ("endless", "loop", "while (bpf_get_prandom_u32() != 7)"),
    ] {
        let start = format!("error: the kernel's verifier rejects `{name}` (tp/sched/sched_process_exec): ");
        let error = rejected.stderr.split("\n\n").find(|error| error.starts_with(&start));
        let error = error.unwrap_or_else(|| panic!("{rejected}"));
        let number = line(code);
        assert!(error.lines().next().unwrap().contains(says), "{error}");
        assert!(error.contains(&format!("--> src/bpf/x.bpf.c:{number}:")), "{error}");
        assert!(error.contains(&format!("{number} |     {code}")), "{error}");
        assert!(error.contains("the verifier's log:\n") && error.lines().count() < 25, "{error}");
    }

    let report = json(&user.coolbpf(&["check", "--format", "json"]).run().failed());
    let x = object(&report, "x");
    assert_eq!(program_of(x, "good")["verdict"], "verified");
    let program = program_of(x, "null_value");
    assert_eq!(
        (&program["verdict"], &program["place"]["line"]),
        (&"rejected".into(), &line("*value += 1;").into())
    );
    assert!(program["reason"].as_str().unwrap().contains("map_value_or_null"), "{program:#}");
    assert!(program["log"].as_array().unwrap().iter().any(|step| step.as_str().unwrap().contains("r0 +0")));
}

#[test]
fn a_rejected_program_in_inline_c_has_the_line_of_the_rust_file() {
    let user = UserCrate::new("check-rejected-inline", Form::Light);
    let broken = HELLO_C.replace("if (!event)\n\t\treturn 0;\n", "\n\n");
    user.write("src/main.rs", inline_hello().replace(HELLO_C, &broken));
    let line = 1 + user.read("src/main.rs").lines().position(|line| line.contains("event->pid =")).unwrap();
    let rejected = user.coolbpf(&["check"]).run().failed().saying(&format!("--> src/main.rs:{line}:"));
    let _ = rejected.saying(&format!(" @ src/main.rs:{line}\n"));
}

#[test]
fn without_privileges_everything_is_compiled_and_nothing_is_verified() {
    let user = hello("check-unprivileged", Form::Light);
    let checked = user.coolbpf(&["check"]).without_capabilities().run().succeeded();
    assert!(checked.stdout.ends_with(": 1 not verified\n"), "{checked}");
    let checked =
        checked.saying("note: `on_exec` is not verified").saying("lacks the capabilities CAP_BPF and");
    let _ = checked.saying("`sudo -E env PATH=\"$PATH\" cargo coolbpf check`");
    let _ = user.coolbpf(&["check", "--require-verifier"]).without_capabilities().run().failed();
    let _ = user.coolbpf(&["check", "--require-verifier"]).run().succeeded();

    user.edit("src/bpf/hello.bpf.c", "event->pid =", "event->pidd =");
    let _ = user.coolbpf(&["check"]).without_capabilities().run().failed().saying("no member named 'pidd'");
}

#[test]
fn what_can_not_be_loaded_here_is_told_from_what_is_rejected() {
    let c = format!(
        "{HEADERS}SEC(\"tp_btf/no_such_tracepoint\") int BPF_PROG(no_target)\n{{\n\treturn 0;\n}}\n\n\
         SEC(\"freplace/f\") int replaces(struct __sk_buff *ctx)\n{{\n\treturn 0;\n}}\n\n\
         SEC(\"fentry\") int BPF_PROG(of_nothing)\n{{\n\treturn 0;\n}}\n\n\
         SEC(\"?xdp\") int optional(struct xdp_md *ctx)\n{{\n\treturn XDP_PASS;\n}}\n"
    );
    let user = program("check-not-verified", &c);
    let checked = user.coolbpf(&["check"]).run().succeeded();
    assert!(checked.stdout.ends_with(": 1 verified, 3 not verified\n"), "{checked}");
    let checked = checked.saying("this kernel has no `no_such_tracepoint` to attach to");
    let checked = checked.saying("takes the place of a function in another BPF program");
    let _ = checked.saying("names no function that it is for");
    let _ = user.coolbpf(&["check", "--require-verifier"]).run().failed();
}

#[test]
fn a_kernel_that_refuses_without_a_word_is_told_from_a_verifier_that_rejects() {
    let c = format!("{HEADERS}SEC(\"fentry/do_unlinkat\") int BPF_PROG(on_unlink)\n{{\n\treturn 0;\n}}\n");
    let user = program("check-fentry", &c);
    // This machine's kernel answers EPERM; others take it.
    let checked = user.coolbpf(&["check"]).run().succeeded();
    if !checked.stdout.ends_with(": 1 verified\n") {
        let checked = checked.saying("note: `on_unlink` is not verified");
        let _ = checked.saying("can't load the program `on_unlink` (fentry/do_unlinkat): ");
    }
}

#[test]
fn a_map_or_a_section_that_no_kernel_takes_is_an_error() {
    let c = format!(
        "{HEADERS}struct {{\n\t__uint(type, BPF_MAP_TYPE_ARRAY);\n\t__uint(max_entries, 1);\n\t__type(key, u64);\n\
         \t__type(value, u64);\n}} wide SEC(\".maps\");\n\n\
         SEC(\"xdp\") int on_xdp(struct xdp_md *ctx)\n{{\n\tu64 key = 0;\n\
         \treturn bpf_map_lookup_elem(&wide, &key) ? XDP_PASS : XDP_DROP;\n}}\n"
    );
    let user = program("check-refused", &c);
    let refused = user
        .coolbpf(&["check"])
        .run()
        .failed()
        .saying("error: the kernel refuses the map `wide`, of type Array");
    assert!(refused.stdout.ends_with(": 1 rejected\n"), "{refused}");

    user.write(
        "src/bpf/x.bpf.c",
        format!("{HEADERS}SEC(\"nonsense\") int x(void *ctx)\n{{\n\treturn 0;\n}}\n"),
    );
    let _ = user
        .coolbpf(&["check"])
        .run()
        .failed()
        .saying("the section of the program `x` (nonsense) names no kind of program");
}

#[test]
fn programs_of_one_object_are_verified_by_themselves_and_leave_nothing_behind() {
    let pinned = format!("coolbpf_pinned_{}", std::process::id());
    let c = format!(
        "{HEADERS}struct {{\n\t__uint(type, BPF_MAP_TYPE_ARRAY);\n\t__uint(max_entries, 1);\n\t__type(key, u32);\n\
         \t__type(value, u64);\n\t__uint(pinning, LIBBPF_PIN_BY_NAME);\n}} {pinned} SEC(\".maps\");\n\n\
         int second(struct __sk_buff *ctx);\n\n\
         struct {{\n\t__uint(type, BPF_MAP_TYPE_PROG_ARRAY);\n\t__uint(max_entries, 1);\n\t__type(key, u32);\n\
         \t__array(values, int(struct __sk_buff *));\n}} jumps SEC(\".maps\") = {{ .values = {{ [0] = (void *)&second }} }};\n\n\
         SEC(\"tc\") int first(struct __sk_buff *ctx)\n{{\n\tu32 key = 0;\n\tbpf_tail_call(ctx, &jumps, 0);\n\
         \treturn !bpf_map_lookup_elem(&{pinned}, &key);\n}}\n\n\
         SEC(\"tc\") int second(struct __sk_buff *ctx)\n{{\n\treturn 0;\n}}\n"
    );
    let user = program("check-alone", &c);
    let checked = user.coolbpf(&["check"]).run().succeeded();
    assert!(checked.stdout.ends_with(": 2 verified\n"), "{checked}");
    assert!(!Path::new("/sys/fs/bpf").join(&pinned).exists());
}

#[test]
fn programs_of_a_struct_ops_map_are_told_apart_although_they_are_loaded_together() {
    let c = format!(
        "{HEADERS}SEC(\"struct_ops/ssthresh\") u32 BPF_PROG(ssthresh, struct sock *sk)\n{{\n\treturn 2;\n}}\n\n\
         SEC(\"struct_ops/undo\") u32 BPF_PROG(undo, struct sock *sk)\n{{\n\treturn *(u32 *)4;\n}}\n\n\
         SEC(\"struct_ops/avoid\") void BPF_PROG(avoid, struct sock *sk, u32 ack, u32 acked)\n{{\n}}\n\n\
         SEC(\".struct_ops\") struct tcp_congestion_ops mine = {{\n\t.ssthresh = (void *)ssthresh,\n\
         \t.undo_cwnd = (void *)undo,\n\t.cong_avoid = (void *)avoid,\n\t.name = \"bpf_mine\",\n}};\n"
    );
    let user = program("check-struct-ops", &c);
    let report = json(&user.coolbpf(&["check", "--format", "json"]).run().failed());
    let verdict = |name: &str| program_of(object(&report, "x"), name)["verdict"].as_str().unwrap().to_owned();
    assert_eq!(
        ["ssthresh", "undo", "avoid"].map(verdict),
        ["verified", "rejected", "not-verified"],
        "{report:#}"
    );

    user.edit("src/bpf/x.bpf.c", "return *(u32 *)4;", "return 2;");
    let checked = user.coolbpf(&["check"]).run().succeeded();
    assert!(checked.stdout.ends_with(": 3 verified\n"), "{checked}");
}

#[test]
fn a_place_in_a_header_that_coolbpf_brings_is_named_as_an_include_names_it() {
    let c = format!(
        "{HEADERS}#include <bpf/usdt.bpf.h>\n\nSEC(\"uprobe\") int probe(struct pt_regs *ctx)\n{{\n\
         \tbpf_usdt_arg(ctx, 0, (void *)8);\n\treturn 0;\n}}\n"
    );
    let user = program("check-rejected-header", &c);
    let _ = user.coolbpf(&["check"]).run().failed().saying("--> <bpf/usdt.bpf.h>:");
}
