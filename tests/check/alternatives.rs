//! Ways of alternatives, on the kernel that the tests run on.

use crate::{HEADERS, json, object, program, program_of};

/// A way that no kernel takes, one that every verifier rejects, and one that works.
const WAYS: &str = r#"SEC("fentry/no_such_function") COOLBPF_ALTERNATIVE(exec, fentry)
int BPF_PROG(exec_fentry)
{
	return 0;
}

SEC("tp/sched/sched_process_exec") COOLBPF_ALTERNATIVE(exec, wrong)
int exec_wrong(void *ctx)
{
	return *(int *)8;
}

SEC("tp/sched/sched_process_exec") COOLBPF_ALTERNATIVE(exec, plain)
int exec_plain(void *ctx)
{
	return 0;
}
"#;

#[test]
fn ways_that_this_kernel_does_not_take_are_no_errors_where_another_works() {
    let user = program("check-alternatives", &format!("{HEADERS}{WAYS}"));
    let checked = user.coolbpf(&["check"]).run().succeeded();
    assert!(checked.stdout.ends_with(": 1 verified, 2 not needed\n"), "{checked}");
    let rows: Vec<&str> =
        checked.stdout.lines().filter(|line| line.trim_start().starts_with("exec_")).collect();
    assert!(
        rows[0].trim_end().ends_with("not needed") && rows[1].trim_end().ends_with("not needed"),
        "{checked}"
    );
    let checked =
        checked.saying("warning: the kernel's verifier rejects `exec_wrong` (tp/sched/sched_process_exec)");
    let _ = checked.saying("this kernel takes `plain` of the alternatives `exec`, which is used then");

    let report = json(&user.coolbpf(&["check", "--format", "json"]).run().succeeded());
    let verdict = |name: &str| program_of(object(&report, "x"), name)["verdict"].as_str().unwrap().to_owned();
    assert_eq!(
        ["exec_fentry", "exec_wrong", "exec_plain"].map(verdict),
        ["not-needed", "not-needed", "verified"]
    );
    assert_eq!((&report["counts"]["not-needed"], &report["counts"]["rejected"]), (&2.into(), &0.into()));

    // Where none works, each is what it is.
    user.edit(
        "src/bpf/x.bpf.c",
        "int exec_plain(void *ctx)\n{\n\treturn 0;",
        "int exec_plain(void *ctx)\n{\n\treturn *(int *)8;",
    );
    let checked = user.coolbpf(&["check"]).run().failed();
    assert!(checked.stdout.ends_with(": 2 rejected, 1 not verified\n"), "{checked}");
}
