//! Programs of which a kernel runs one of several: of alternatives, and of objects for several instruction sets.

use coolbpf_tests::{Form, UserCrate};

use crate::{HEADERS, cells, json, matrix, outcomes};

/// A crate with one program called `x`.
fn program(name: &str, metadata: &str, c: &str) -> UserCrate {
    let user = UserCrate::new(name, Form::Light);
    user.manifest(metadata, Form::Light);
    user.write(
        "src/main.rs",
        "#[coolbpf::program]\nmod x {\n    const SOURCE: &str = include_str!(\"bpf/x.bpf.c\");\n}\nfn main() {}\n",
    );
    user.write("src/bpf/x.bpf.c", format!("{HEADERS}{c}"));
    let _ = user.vendor(&[]).run().succeeded();
    user
}

#[test]
fn ways_that_a_kernel_does_not_take_or_need_are_told_from_failures() {
    let user = program(
        "matrix-alternatives",
        "",
        r#"#include <bpf/bpf_core_read.h>
#include <coolbpf.h>

u32 seen;

SEC("fentry/do_exit") COOLBPF_ALTERNATIVE(exit, fentry)
int BPF_PROG(exit_fentry)
{
	seen++;
	return 0;
}

SEC("tp/sched/sched_process_exit") COOLBPF_ALTERNATIVE(exit, relocated)
int exit_relocated(void *ctx)
{
	struct task_struct *task = (void *)bpf_get_current_task();

	seen = BPF_CORE_READ(task, tgid);
	return 0;
}

SEC("tp/sched/sched_process_exit") COOLBPF_ALTERNATIVE(exit, plain)
int exit_plain(void *ctx)
{
	seen++;
	return 0;
}
"#,
    );
    let all = |report, of: &str| {
        ["fentry", "relocated", "plain"].map(|way| {
            let cell = &cells(report, &format!("x/exit_{way}"))[0];
            cell[of].as_str().unwrap_or_default().to_owned()
        })
    };
    let report = json(&matrix(&user, &["--kernel", "6.12", "--format", "json"]).run().succeeded());
    assert_eq!(all(&report, "outcome"), ["attached", "not-chosen", "not-chosen"], "{report:#}");
    assert_eq!(all(&report, "reason")[2], "of the alternatives `exit`, `plain` is not needed");

    let poor = ["--kernel", "6.12", "--poor", "btf"];
    let ran = matrix(&user, &[&poor[..], &["--format", "json"]].concat()).run().succeeded();
    let report = json(&ran);
    assert_eq!(all(&report, "outcome"), ["not-chosen", "not-chosen", "attached"], "{report:#}");
    let [fentry, relocated, _] = all(&report, "reason");
    assert!(
        fentry.starts_with(
            "of the alternatives `exit`, `fentry` does not work (can't load the program `exit_fentry`"
        ),
        "{fentry}"
    );
    assert!(
        relocated.contains("`relocated` does not work") && relocated.contains("reads the kernel's structs"),
        "{relocated}"
    );
    let human = matrix(&user, &poor).run().succeeded();
    assert!(human.stdout.ends_with("3 on 1 kernel: 1 attached, 2 not chosen\n"), "{human}");
}

#[test]
fn the_object_that_is_tried_is_the_one_that_bindings_open() {
    // Only the function that is called has an instruction that older kernels lack.
    let user = program(
        "matrix-instruction-sets",
        "[package.metadata.coolbpf.program.x]\ncpu = [\"v3\", \"v1\"]\n",
        r#"static __noinline int less(u32 a, u32 b)
{
	volatile u32 first = a;

	return first < b ? 1 : 2;
}

SEC("tp/sched/sched_process_exit") int on_exit(void *ctx)
{
	return less(bpf_get_prandom_u32(), bpf_get_current_pid_tgid());
}
"#,
    );
    let older = user.vendored_files().into_iter().filter(|file| file.ends_with(".bpf.o")).count();
    assert_eq!(older, 2);
    let inspected = user.coolbpf(&["inspect", "x"]).run().succeeded();
    assert!(inspected.stdout.contains("instruction set v3"), "{inspected}");
    for poor in [&[][..], &["--poor", "feature=instruction-set-v3"]] {
        let ran = matrix(&user, &[&["--kernel", "6.12"], poor, &["--format", "json"]].concat()).run();
        assert_eq!(outcomes(&json(&ran.succeeded()), "x/on_exit"), ["attached"], "{poor:?}");
    }
}
