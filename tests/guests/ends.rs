//! How programs and guests end, and what is told of it.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use coolbpf_tests::cargo_coolbpf_directory;
use tempfile::TempDir;

use crate::{script, vm_run, vm_run_in};

/// The longest that the end of a process is waited for.
const PATIENCE: Duration = Duration::from_secs(120);

#[test]
fn a_programs_exit_code_is_that_of_the_command_on_each_kernel() {
    for kernel in ["5.10", "6.12", "newest"] {
        let run = script(&["--kernel", kernel], &["/bin/uname"], "uname -r; exit 7").ended_with(7);
        assert!(kernel == "newest" || run.stdout.starts_with(kernel), "{run}");
        assert_eq!(run.stderr, "", "{run}");
    }
}

#[test]
fn a_signal_that_ends_the_program_is_told_as_shells_tell_it() {
    let _ = script(&[], &[], "kill -SEGV $$").ended_with(128 + 11);
}

#[test]
fn the_two_streams_come_apart() {
    let run = script(&[], &[], "echo out; echo err >&2; echo out again").ended_with(0);
    assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("out\nout again\n", "err\n"));
}

#[test]
fn the_two_streams_come_in_the_order_in_which_they_were_written() {
    let directory = TempDir::with_prefix("coolbpf-").unwrap();
    let numbers = "for n in 0 1 2 3 4 5 6 7 8 9; do echo o$n; echo e$n >&2; done";
    let path =
        format!("{}:{}", cargo_coolbpf_directory().display(), std::env::var("PATH").unwrap_or_default());
    let both = Command::new("/bin/sh")
        .args(["-c", "cargo coolbpf vm-run /bin/sh -c \"$0\" 2>&1", numbers])
        .env("PATH", path)
        .current_dir(directory.path())
        .output()
        .unwrap();
    let expected: String = (0..10).map(|number| format!("o{number}\ne{number}\n")).collect();
    assert_eq!(String::from_utf8_lossy(&both.stdout), expected);
}

#[test]
fn a_large_output_comes_whole() {
    let run = script(&[], &["/usr/bin/seq"], "seq 1400000").ended_with(0);
    assert_eq!(run.stdout.len(), 10_088_896);
    assert!(run.stdout.ends_with("\n1399999\n1400000\n") && run.stdout.starts_with("1\n2\n"));
}

#[test]
fn a_panic_is_told_with_the_end_of_the_console() {
    let run = script(&[], &[], "echo before; echo c > /proc/sysrq-trigger").ended_with(125);
    assert_eq!(run.stdout, "before\n");
    let _ = run
        .saying("error: the guest panicked or was rebooted; the last that its kernel printed:\n")
        .saying("Kernel panic - not syncing: sysrq triggered crash");
}

#[test]
fn a_reboot_is_no_success() {
    let _ =
        script(&[], &[], "echo b > /proc/sysrq-trigger").ended_with(125).saying("panicked or was rebooted");
}

#[test]
fn a_hang_ends_with_the_time_limit() {
    let run = script(&["--time-limit", "60"], &["/bin/sleep"], "echo before; sleep 1000").ended_with(124);
    assert_eq!(run.stdout, "before\n");
    let _ = run.saying("error: the guest was ended after 60 s, for which `--time-limit` is; the last that");
}

#[test]
fn processes_that_the_program_leaves_behind_hold_nothing_up() {
    let run = script(&["--time-limit", "300"], &["/bin/sleep"], "sleep 1000 & echo done").ended_with(0);
    assert_eq!(run.stdout, "done\n");
}

#[test]
fn several_guests_run_at_once() {
    std::thread::scope(|scope| {
        for code in [3, 4] {
            scope.spawn(move || {
                let run = script(&[], &[], &format!("echo {code}; exit {code}")).ended_with(code);
                assert_eq!(run.stdout, format!("{code}\n"));
            });
        }
    });
}

#[test]
fn what_can_not_be_run_is_told_with_what_mends_it() {
    let empty = TempDir::with_prefix("coolbpf-").unwrap();
    let kernels = empty.path().join("kernels").display().to_string();
    let run = vm_run_in(empty.path(), &["/bin/sh"]).env("COOLBPF_KERNELS", kernels).run().ended_with(125);
    let _ = run.saying("(kept: none is); `cargo coolbpf kernels add newest` adds one");

    let tools = cargo_coolbpf_directory().display().to_string();
    let cargo = Path::new(env!("CARGO")).parent().unwrap().display().to_string();
    let path = format!("{tools}:{cargo}");
    let run = vm_run_in(empty.path(), &["/bin/sh"]).env("PATH", path).run().ended_with(125);
    let _ =
        run.saying("is not on PATH; install it with `apt install --no-install-recommends qemu-system-x86`");

    let _ = vm_run(&["/nowhere"]).ended_with(125).saying("error: read /nowhere: No such file or directory");
    let _ =
        vm_run(&["--kernel", "1.0", "/bin/sh"]).ended_with(125).saying("no kernel `1.0` for x86_64 is kept");
    let _ = vm_run(&["--module", "nosuch", "/bin/sh"]).ended_with(125).saying("has no module `nosuch`");
    let run = vm_run(&["--kernel", "6.12", "/etc/passwd"]).ended_with(125);
    let _ = run.saying("error: a guest of 6.12").saying(": run /etc/passwd: Permission denied (os error 13)");

    std::fs::write(empty.path().join("script"), "#!/bin/perl\n").unwrap();
    let made = Command::new("chmod").args(["+x", "script"]).current_dir(empty.path()).status().unwrap();
    assert!(made.success());
    let run = vm_run_in(empty.path(), &["./script"]).run().ended_with(125);
    let _ = run.saying("; what its first line or its ELF header names to run it is not in the guest");
}

/// The processes that a process has started and that still run.
fn children(pid: u32) -> Vec<u32> {
    let mut children = Vec::new();
    for thread in std::fs::read_dir(format!("/proc/{pid}/task")).into_iter().flatten().flatten() {
        let listed = std::fs::read_to_string(thread.path().join("children")).unwrap_or_default();
        children.extend(listed.split_whitespace().filter_map(|pid| pid.parse::<u32>().ok()));
    }
    children
}

#[test]
fn no_process_is_left_when_the_command_is_interrupted_or_killed() {
    let directory = TempDir::with_prefix("coolbpf-").unwrap();
    let program = cargo_coolbpf_directory().join("cargo-coolbpf");
    for signal in ["-INT", "-KILL"] {
        let mut command = Command::new(&program);
        command.args(["coolbpf", "vm-run", "--file", "/bin/sleep", "/bin/sh", "-c", "echo up; sleep 1000"]);
        let mut child = command.current_dir(directory.path()).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        assert_eq!(line, "up\n");
        let machines = children(child.id());
        assert_eq!(machines.len(), 1, "{machines:?}");
        let sent = Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap();
        assert!(sent.success());
        assert!(!child.wait().unwrap().success());
        let machine = PathBuf::from(format!("/proc/{}", machines[0]));
        let deadline = Instant::now() + PATIENCE;
        while runs(&machine) {
            assert!(Instant::now() < deadline, "QEMU still runs after {signal}");
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

/// Whether a process is there and no corpse that nobody has buried yet.
fn runs(process: &Path) -> bool {
    let status = std::fs::read_to_string(process.join("stat")).unwrap_or_default();
    status.rsplit_once(") ").is_some_and(|(_, fields)| !fields.starts_with(['Z', 'X']))
}
