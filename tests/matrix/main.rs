//! `cargo coolbpf matrix`: a user's crate on real kernels. They are those that `cargo xtask test` keeps.

mod baseline;
mod outcomes;
mod runs;
mod ways;

use coolbpf_tests::{Cargo, Form, HELLO_C, HELLO_RS, Outcome, UserCrate};
use serde_json::Value;

/// What every source starts with.
const HEADERS: &str = "\
#include \"vmlinux.h\"
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

char _license[] SEC(\"license\") = \"GPL\";

";

/// A crate with the program `hello`, which runs everywhere, and `newer`, of which one function needs a helper that came with
/// Linux 5.18 (`bpf_strncmp` came with 5.17, `bpf_kptr_xchg` with 5.19).
fn user_crate(name: &str) -> UserCrate {
    let user = UserCrate::new(name, Form::Light);
    let module = "#[coolbpf::program]\nmod newer {\n    const SOURCE: &str = include_str!(\"bpf/newer.bpf.c\");\n}\n\n";
    user.write("src/main.rs", format!("{HELLO_RS}\n{module}"));
    user.write("src/bpf/hello.bpf.c", HELLO_C);
    user.write(
        "src/bpf/newer.bpf.c",
        format!(
            "{HEADERS}SEC(\"tp/sched/sched_process_exit\") int old(void *ctx)\n{{\n\treturn 0;\n}}\n\n\
             SEC(\"tp/sched/sched_process_exit\") int young(void *ctx)\n{{\n\tchar comm[16];\n\
             \tbpf_get_current_comm(comm, sizeof(comm));\n\treturn bpf_strncmp(comm, sizeof(comm), \"true\");\n}}\n\n\
             SEC(\"?fentry/no_such_function\") int BPF_PROG(optional)\n{{\n\treturn 0;\n}}\n"
        ),
    );
    let _ = user.vendor(&[]).run().succeeded();
    user
}

/// `cargo coolbpf matrix ARGUMENTS` in the crate, with time for slow machines.
fn matrix(user: &UserCrate, arguments: &[&str]) -> Cargo {
    kept(user.coolbpf(&[&["matrix", "--time-limit", "600"], arguments].concat()))
}

/// A command that boots the kernels that are kept here.
fn kept(command: Cargo) -> Cargo {
    match std::env::var("COOLBPF_KERNELS") {
        Ok(directory) => command.env("COOLBPF_KERNELS", directory),
        Err(_) => command,
    }
}

/// The JSON that a command printed.
fn json(outcome: &Outcome) -> Value {
    serde_json::from_str(&outcome.stdout).unwrap_or_else(|error| panic!("{error}: {outcome}"))
}

/// The cells of a row, which is named as tables name it: `hello/on_exec`, `bin tool`.
fn cells<'a>(report: &'a Value, name: &str) -> &'a [Value] {
    let rows = report["rows"].as_array().expect("a list of rows");
    let is_named = |row: &&Value| {
        let text = |key: &str| row[key].as_str().unwrap_or_default();
        match text("kind") {
            "program" => name == format!("{}/{}", text("object"), text("program")),
            kind => name == format!("{kind} {}", text("name")),
        }
    };
    let row = rows.iter().find(is_named).unwrap_or_else(|| panic!("no row {name} in {report:#}"));
    row["cells"].as_array().expect("a list of cells")
}

/// The outcomes of a row, oldest kernel first.
fn outcomes<'a>(report: &'a Value, name: &str) -> Vec<&'a str> {
    cells(report, name).iter().map(|cell| cell["outcome"].as_str().expect("an outcome")).collect()
}
