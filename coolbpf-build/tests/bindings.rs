//! Bindings, compiled into programs that load BPF into this machine's kernel. Needs root.
//!
//! `tests/bindings/c` has BPF C, and `tests/bindings/bins` a Rust program for each. All of them become one scratch crate, so
//! that the runtime is built once.

#![cfg(feature = "compile")]

#[path = "bindings/events.rs"]
mod events;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use coolbpf_contract::{Arch, CompileReport, Options, Record, Request, SourcePath, Sources};

/// Where inline C is said to start.
const START: u32 = 100;

const LIB: &str = r#"
//! The bindings of a program, as the macro would put them here.

/// Declares the module of a program.
#[macro_export]
macro_rules! bindings {
    ($name:ident) => {
        #[allow(unused, reason = "the macro's tokens count as another crate's, which is not warned of")]
        mod $name {
            include!(concat!(env!("CARGO_MANIFEST_DIR"), "/bindings/", stringify!($name), "/bindings.rs"));
        }
    };
}
"#;

/// The directory of the built programs.
fn programs() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| {
        let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bindings");
        let scratch = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bindings");
        let source = scratch.join("src");
        fs::create_dir_all(source.join("bin")).unwrap();
        for file in fs::read_dir(here.join("bins")).unwrap() {
            let file = file.unwrap();
            let name = file.file_name().into_string().unwrap();
            generate(&here.join("c"), name.trim_end_matches(".rs"), &scratch);
            fs::copy(file.path(), source.join("bin").join(name)).unwrap();
        }
        fs::write(source.join("lib.rs"), LIB).unwrap();
        let readme = fs::read_to_string(here.join("../../../README.md")).unwrap();
        fs::write(source.join("readme_steps.rs"), readme_steps(&readme)).unwrap();
        fs::copy(here.join("../../../Cargo.lock"), scratch.join("Cargo.lock")).unwrap();
        let runtime = here.join("../../../coolbpf-runtime").canonicalize().unwrap();
        let manifest = format!(
            "[package]\nname = \"scratch\"\nedition = \"2024\"\n\n[dependencies]\n\
             coolbpf-runtime = {{ path = {runtime:?} }}\nlibc = \"0.2\"\n\n[workspace]\n"
        );
        fs::write(scratch.join("Cargo.toml"), manifest).unwrap();
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bindings-target");
        let output = Command::new(env!("CARGO"))
            .args(["build", "--offline", "--bins"])
            .current_dir(&scratch)
            .env("CARGO_TARGET_DIR", &target)
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        target.join("debug")
    })
}

/// The code in the README's section on steps, as an expression that gives what it leaves behind.
fn readme_steps(readme: &str) -> String {
    let (_, section) = readme.split_once("\n## Steps, maps and globals\n").unwrap();
    let (_, code) = section.split_once("```rust\n").unwrap();
    let (code, _) = code.split_once("```\n").unwrap();
    format!("{{\n{code}(bpf, link)\n}}\n")
}

/// Compiles `NAME.bpf.c` and puts object and bindings where the scratch crate's macro looks for them.
fn generate(sources: &Path, name: &str, scratch: &Path) {
    let path: SourcePath = format!("{name}.bpf.c").parse().unwrap();
    let text = fs::read(sources.join(path.as_str())).unwrap();
    let sources = Sources::new(path.clone(), BTreeMap::from([(path, text)])).unwrap();
    let arch = if cfg!(target_arch = "x86_64") { Arch::X86_64 } else { Arch::Aarch64 };
    let directory = scratch.join("bindings").join(name);
    fs::create_dir_all(&directory).unwrap();
    let request = directory.join("request");
    fs::write(&request, Request { sources, options: Options::default(), arch }.encode()).unwrap();
    coolbpf_build::compile_program(&request, name, &directory).unwrap();
    let report = fs::read_to_string(directory.join(CompileReport::FILE)).unwrap();
    assert!(report.contains("ready"), "{report}");
    let bindings = directory.join(Record::BINDINGS);
    let object = format!(
        "&[::coolbpf::__private::v1::Carried {{ instruction_set: ::coolbpf::InstructionSet::{}, bytes: \
         include_bytes!({:?}), types: ::coolbpf::__private::v1::EmbeddedTypes::NONE }}]",
        Options::default().cpu.as_str().to_uppercase(),
        directory.join(Record::OBJECT)
    );
    let text = fs::read_to_string(&bindings).unwrap();
    let text =
        text.replace("__COOLBPF_OBJECTS", &object).replace("__COOLBPF_SOURCE_START", &START.to_string());
    fs::write(bindings, text).unwrap();
}

fn run(name: &str) -> Output {
    run_as(name, "")
}

/// Runs a program where there is a tracefs, with `wrapper` before its name.
fn run_as(name: &str, wrapper: &str) -> Output {
    let mount = "mountpoint -q /sys/kernel/tracing || mount -t tracefs nodev /sys/kernel/tracing";
    command(name, &["sh", "-c", &format!("{mount}; exec {wrapper} \"$0\"")])
}

/// Runs a program by way of `wrapper` in a mount namespace of its own.
fn command(name: &str, wrapper: &[&str]) -> Output {
    Command::new("unshare").arg("--mount").args(wrapper).arg(programs().join(name)).output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

fn assert_succeeded(output: &Output) {
    assert!(output.status.success(), "{}{}", text(&output.stdout), text(&output.stderr));
    assert_eq!(text(&output.stderr), "");
}

#[test]
fn typed_events_arrive_on_another_thread() {
    let output = run("hello");
    assert_succeeded(&output);
    assert_eq!(text(&output.stdout), "true\n");
}

#[test]
fn maps_programs_and_globals_work_under_names_that_are_keywords() {
    let output = run("keywords");
    assert_succeeded(&output);
    assert_eq!(
        text(&output.stdout),
        "can't write to the map `type`: it is full, with 8 entries: Argument list too long (os error 7)\n\
         can't write to the map `type`: it has such a key already: File exists (os error 17)\n\
         can't write to the map `type`: it has no such key: No such file or directory (os error 2)\n\
         a key of the map `type` has 4 bytes, not 1\n\
         can't write to the map `name`: index 77 is beyond its 2 entries: Argument list too long (os error 7)\n\
         can't write to the map `self`: index 1 is beyond its 1 entries: Argument list too long (os error 7)\n"
    );
}

#[test]
fn a_module_that_is_called_as_the_skeletons_maps_are_has_its_variables() {
    let output = run("map_x");
    assert_succeeded(&output);
    assert_eq!(text(&output.stdout), "7\n");
}

#[test]
fn the_steps_that_the_readme_shows_attach_each_program_once() {
    assert_succeeded(&run("steps"));
}

#[test]
fn a_rejected_program_shows_the_line_of_c() {
    let output = run("rejected");
    assert_eq!(
        text(&output.stdout),
        "the program `reads_through_a_number` (raw_tp/sys_exit) is not loaded\n"
    );
    let error = text(&output.stderr);
    let start = "Error: the kernel's verifier rejected the program `reads_through_a_number` (raw_tp/sys_exit): \
                 R0 invalid mem access 'scalar'\n  --> ";
    assert!(error.starts_with(start), "{error}");
    let line = "rejected.bpf.c:15:9\n    return *p;\n           ^\n    1: (79) r0 = *(u64 *)(r0 +0)\n    R0=scalar()\nhelp: ";
    assert!(error.contains(line), "{error}");
    assert!(error.lines().count() < 10, "{error}");
}

#[test]
fn a_source_without_a_program_is_warned_of_and_attaching_it_is_an_error() {
    let output = run("no_program");
    assert_succeeded(&output);
    assert_eq!(
        text(&output.stdout),
        "nothing of `no_program` is attached: it has no program: no function has a SEC(...)\n"
    );
    let report = programs().join("../../bindings/bindings/no_program").join(CompileReport::FILE);
    let report = CompileReport::parse(&fs::read_to_string(report).unwrap()).unwrap();
    let warnings: Vec<_> = report.diagnostics.iter().map(ToString::to_string).collect();
    let warning = "no_program.bpf.c:1:1: warning: `no_program` has no program: no function has a SEC(...)";
    assert_eq!(warnings, [warning]);
    for with_one in ["hello", "struct_ops"] {
        let report = programs().join("../../bindings/bindings").join(with_one).join(CompileReport::FILE);
        assert!(!fs::read_to_string(report).unwrap().contains("has no program"), "{with_one}");
    }
}

#[test]
fn what_this_kernel_lacks_is_named() {
    let output = run("missing");
    assert_succeeded(&output);
    let lines: Vec<_> = text(&output.stdout).lines().collect();
    let starts = [
        "can't load the program `by_type` (tp_btf/no_such_thing): this kernel has no `no_such_thing` to attach to",
        "can't attach the program `tracepoint` (tp/sched/no_such_thing): this kernel has no tracepoint \
         `sched/no_such_thing` (/sys/kernel/tracing/events/sched/no_such_thing)",
        "can't attach the program `raw_tracepoint` (raw_tp/no_such_thing): this kernel has no raw tracepoint \
         `no_such_thing`",
        "can't attach the program `in_process` (uprobe//bin/no_such_thing:main): there is no \
         `/bin/no_such_thing:main`",
        if Path::new("/sys/bus/event_source/devices/kprobe").exists() {
            "can't attach the program `on_kernel_function` (kprobe/no_such_function): there is no `no_such_function`"
        } else {
            "can't attach the program `on_kernel_function` (kprobe/no_such_function): this kernel has no kprobes"
        },
        "can't attach the program `nowhere` (xdp): its section does not say what to attach it to",
        "there is no network interface with the index 2147483647 in this network namespace (`ip link` lists them)",
        "can't attach the program `in_process` (uprobe//bin/no_such_thing:main) to no_such_function in /bin/sh: there is no such target",
    ];
    assert_eq!(lines.len(), starts.len(), "{lines:#?}");
    for (line, start) in lines.iter().zip(starts) {
        assert!(line.starts_with(start), "{line}\nshould start with\n{start}");
    }
}

#[test]
fn a_tracefs_that_is_not_mounted_is_told_from_a_missing_tracepoint() {
    let output =
        command("hello", &["sh", "-c", "umount -q /sys/kernel/tracing /sys/kernel/debug; exec \"$0\""]);
    assert_eq!(
        text(&output.stderr),
        "Error: can't attach the program `handle_exec` (tracepoint/sched/sched_process_exec): tracefs is not mounted; \
         mount it with `sudo mount -t tracefs nodev /sys/kernel/tracing`, or before Linux 4.1 `sudo mount -t debugfs nodev \
         /sys/kernel/debug`\n"
    );
}

#[test]
fn a_kernel_without_types_is_told() {
    let hide = "mount -t tmpfs none /sys/kernel/btf && mount -t tmpfs none /boot && exec \"$0\"";
    let output = command("types", &["sh", "-c", hide]);
    let error = text(&output.stderr);
    assert!(
        error.starts_with("Error: can't load `types`: its CO-RE relocations ask for the kernel's types"),
        "{error}"
    );
    assert_succeeded(&run("types"));
}

/// What makes the rest of a command run as another user who has the given capabilities.
fn nobody(capabilities: &str) -> String {
    format!(
        "setpriv --reuid=65534 --regid=65534 --clear-groups --inh-caps={capabilities} --ambient-caps={capabilities}"
    )
}

#[test]
fn a_user_without_capabilities_is_told_which_and_how() {
    let program = "the program `handle_exec` (tracepoint/sched/sched_process_exec)";
    for (has, cannot, lacks) in [
        ("", "load `hello`".to_owned(), "the capabilities CAP_BPF, CAP_PERFMON and CAP_DAC_READ_SEARCH"),
        (",+bpf", format!("load {program}"), "the capabilities CAP_PERFMON and CAP_DAC_READ_SEARCH"),
        (",+bpf,+perfmon", format!("attach {program}"), "the capability CAP_DAC_READ_SEARCH"),
    ] {
        let output = run_as("hello", &nobody(&format!("-all{has}")));
        let error = text(&output.stderr);
        let start =
            format!("Error: no permission: can't {cannot}: this process lacks {lacks}; run it with `sudo`, ");
        assert!(error.starts_with(&start), "{has}: {error}");
        assert!(
            error.contains("`sudo setcap cap_bpf,cap_perfmon,cap_dac_read_search=ep /"),
            "{has}: {error}"
        );
    }
    assert_succeeded(&run_as("hello", &nobody("-all,+bpf,+perfmon,+dac_read_search")));
    let output = run_as("types", &nobody("-all"));
    let error = text(&output.stderr);
    assert!(error.starts_with("Error: no permission: can't load `types`: this process lacks"), "{error}");
}

#[test]
fn events_that_a_full_ring_buffer_refused_are_counted() {
    assert_succeeded(&run("lost"));
}

#[test]
fn a_kernel_interface_is_implemented_until_the_handle_is_dropped() {
    assert_succeeded(&run("struct_ops"));
}

#[test]
fn programs_are_attached_to_functions_interfaces_control_groups_and_perf_events() {
    // A network of its own has a loopback interface that nobody else uses.
    let script = "ip link set lo up && mount -t cgroup2 none /mnt && mkdir -p /mnt/coolbpf-test && \
                  echo $$ > /mnt/coolbpf-test/cgroup.procs && \"$0\" /mnt/coolbpf-test; \
                  status=$?; echo $$ > /mnt/cgroup.procs; rmdir /mnt/coolbpf-test; exit $status";
    let output = command("attach", &["unshare", "--net", "sh", "-c", script]);
    assert_succeeded(&output);
    assert_eq!(
        text(&output.stdout),
        "nothing of `attach` is attached: no program that is loaded says what to attach it to; open and load it, and \
         attach the program `on_call` (uprobe) by `attach_to(Uprobe)`, the program `on_return` (uretprobe) by \
         `attach_to(Uprobe)`, the program `on_packet` (xdp) by `attach_to(Xdp)`, the program `on_socket` \
         (cgroup/sock_create) by `attach_to(Cgroup)`, the program `on_sample` (perf_event) by `attach_to(PerfEvent)`, the \
         program `on_send` (tcx/egress) by `attach_to(Tcx)`, the program `on_datagram` (socket) by `attach_to(Socket)`\n\
         can't attach the program `on_datagram` (socket) to a socket: Socket operation on non-socket (os error 88)\n\
         can't attach the program `on_packet` (xdp) to a socket: Invalid argument (os error 22)\n\
         can't open the perf event 1:0x0 on CPU 0 (the frequency is at most what \
         /proc/sys/kernel/perf_event_max_sample_rate says): Invalid argument (os error 22)\n"
    );
}
