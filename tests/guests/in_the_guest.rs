//! What a program finds in a guest.

use tempfile::TempDir;

use crate::{script, vm_run_in};

#[test]
fn all_that_an_observability_tool_needs_is_mounted() {
    for kernel in ["5.10", "6.12", "newest"] {
        let run = script(&["--kernel", kernel], &["/bin/cat"], "cat /proc/mounts").ended_with(0);
        let mounted: Vec<(&str, &str)> = run
            .stdout
            .lines()
            .filter_map(|line| {
                let mut words = line.split(' ').skip(1);
                Some((words.next()?, words.next()?))
            })
            .collect();
        for wanted in [
            ("/dev", "devtmpfs"),
            ("/dev/pts", "devpts"),
            ("/dev/shm", "tmpfs"),
            ("/proc", "proc"),
            ("/sys", "sysfs"),
            ("/sys/fs/bpf", "bpf"),
            ("/sys/fs/cgroup", "cgroup2"),
            ("/sys/kernel/debug", "debugfs"),
            ("/sys/kernel/security", "securityfs"),
            ("/sys/kernel/tracing", "tracefs"),
        ] {
            assert!(mounted.contains(&wanted), "{wanted:?} is missing on {kernel}: {run}");
        }
    }
}

#[test]
fn the_program_is_root_on_a_machine_with_nothing_but_loopback() {
    let run = script(
        &[],
        &["/usr/bin/id", "/bin/ls", "/bin/cat", "/bin/uname"],
        "id -un; uname -n; echo $HOME; echo $PATH; ls /sys/class/net; cat /sys/class/net/lo/flags; [ -w /tmp ] && [ -c /dev/ptmx ] && [ -e /dev/fd ]",
    );
    let run = run.ended_with(0);
    let expected = "root\nguest\n/root\n/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin\nlo\n0x9\n";
    assert_eq!(run.stdout, expected);
}

#[test]
fn as_many_processors_are_online_as_were_asked_for() {
    for (cpus, online) in [("1", "0\n"), ("2", "0-1\n")] {
        let run =
            script(&["--cpus", cpus], &["/bin/cat"], "cat /sys/devices/system/cpu/online").ended_with(0);
        assert_eq!(run.stdout, online);
    }
}

#[test]
fn memory_is_what_was_asked_for_or_what_the_files_need() {
    let total = |options: &[&str]| -> u64 {
        let run = script(options, &["/bin/cat"], "cat /proc/meminfo").ended_with(0);
        let line = run.stdout.lines().next().unwrap_or_default();
        line.split_whitespace().nth(1).and_then(|kib| kib.parse::<u64>().ok()).unwrap_or_default() >> 10
    };
    assert!((150..=256).contains(&total(&[])));
    assert!((380..=512).contains(&total(&["--memory", "512"])));
    let directory = TempDir::with_prefix("coolbpf-").unwrap();
    let file = directory.path().join("large");
    std::fs::write(&file, vec![0; 200 << 20]).unwrap();
    assert!(total(&["--file", &file.display().to_string()]) > 500);
}

#[test]
fn a_module_is_loaded_with_those_that_it_needs() {
    let run = script(
        &["--kernel", "6.12", "--module", "act_bpf", "--module", "veth"],
        &["/bin/cat"],
        "cat /proc/modules",
    );
    let run = run.ended_with(0);
    for module in ["act_bpf", "veth"] {
        assert!(run.stdout.lines().any(|line| line.starts_with(&format!("{module} "))), "{run}");
    }
}

#[test]
fn files_and_variables_come_along_where_they_are_named() {
    let directory = TempDir::with_prefix("coolbpf-").unwrap();
    let here = directory.path();
    std::fs::create_dir_all(here.join("data/below")).unwrap();
    std::fs::write(here.join("data/below/text"), "text\n").unwrap();
    std::os::unix::fs::symlink("below/text", here.join("data/link")).unwrap();
    let run = vm_run_in(
        here,
        &[
            "--file=data",
            "--file=data:/other",
            "--file=/bin/cat:/bin/dog",
            "--env=A=b=c",
            "--env=COOLBPF_TAKEN",
            "--env=NOT_SET",
            "/bin/sh",
            "-c",
            "dog data/link /other/below/text; echo \"$A $COOLBPF_TAKEN ${NOT_SET-none} $CARGO_TAKEN ${LEFT-none}\"; pwd",
        ],
    );
    let run =
        run.env("COOLBPF_TAKEN", "taken").env("CARGO_TAKEN", "too").env("LEFT", "x").run().ended_with(0);
    let here = here.canonicalize().unwrap();
    assert_eq!(run.stdout, format!("text\ntext\nb=c taken none too none\n{}\n", here.display()));
}
