//! `cargo coolbpf new` and `init`, as their help describes them.

use std::net::{ToSocketAddrs as _, UdpSocket};
use std::path::{Path, PathBuf};

use coolbpf_tests::{
    Cargo, Form, Outcome, Tool, UserCrate, cargo_coolbpf_directory, target_directory, workspace, write,
};
use tempfile::TempDir;

/// `cargo coolbpf ARGUMENTS` in a directory, with this checkout of coolbpf.
fn coolbpf(directory: &Path, arguments: &[&str]) -> Outcome {
    let path =
        format!("{}:{}", cargo_coolbpf_directory().display(), std::env::var("PATH").unwrap_or_default());
    Cargo::new(directory, &[&["coolbpf"], arguments].concat()).env("PATH", path).run()
}

/// Makes a crate of a template and builds it, on a machine without clang and without a network.
fn new(name: &str, template: &str) -> (TempDir, PathBuf) {
    let temporary = TempDir::with_prefix("coolbpf-").unwrap();
    let root = workspace().display().to_string();
    let arguments = ["new", name, "--vcs", "none", "--template", template, "--coolbpf-path", &root];
    let said = coolbpf(temporary.path(), &arguments).succeeded();
    let _ =
        said.saying(&format!("Adding the template `{template}`")).saying(&format!("{name}\n  cargo build"));
    let directory = temporary.path().join(name);
    // The versions that the workspace was built with are the ones that can be had offline.
    write(&directory.join("Cargo.lock"), std::fs::read(workspace().join("Cargo.lock")).unwrap());
    build(&directory);
    (temporary, directory)
}

fn build(directory: &Path) {
    let build = Cargo::new(directory, &["build"]).env("COOLBPF_LOCKED", "1");
    let _ = build.without_clang().without_network().run().succeeded().without_saying("warning");
}

fn start(name: &str) -> Tool {
    Tool::start(&target_directory().join("debug").join(name), &[])
}

/// A crate of the template is up to date for both architectures, and its tool prints what `cause` has it see.
#[track_caller]
fn works(template: &str, cause: impl FnMut(), wanted: impl FnMut(&str) -> bool) {
    let name = format!("new-{template}");
    let (_temporary, directory) = new(&name, template);
    let archs = ["vendor", "--check", "--target", "x86_64", "--target", "aarch64"];
    let _ = coolbpf(&directory, &archs).succeeded();
    let mut tool = start(&name);
    tool.line_after(cause, wanted);
    tool.interrupt();
}

fn run_true() {
    assert!(std::process::Command::new("/bin/true").status().unwrap().success());
}

/// Sends a datagram to a port of this machine, from a socket that is connected to it.
fn send_to_this_machine(port: u16, bytes: usize) {
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    socket.connect(("127.0.0.1", port)).unwrap();
    // Nobody need receive it.
    let _ = socket.send(&vec![b'x'; bytes]);
}

#[test]
fn tracepoint_prints_what_is_started() {
    works("tracepoint", run_true, |line| line.ends_with(" true"));
}

#[test]
fn inline_prints_what_ends() {
    works("inline", run_true, |line| line.ends_with(" true"));
}

#[test]
fn uprobe_prints_host_names_that_are_looked_up() {
    let pid = std::process::id().to_string();
    let look_up = || drop("localhost:1".to_socket_addrs());
    works("uprobe", look_up, |line| line.ends_with(" localhost") && line.contains(&pid));
}

#[test]
fn xdp_prints_who_sends_packets() {
    works("xdp", || send_to_this_machine(9, 1), |line| line == "127.0.0.1");
}

#[test]
fn tc_prints_who_packets_are_sent_to() {
    works("tc", || send_to_this_machine(9, 1), |line| line == "127.0.0.1");
}

#[test]
fn cgroup_prints_what_processes_connect_to() {
    let pid = std::process::id().to_string();
    let wanted = |line: &str| line.trim_start().starts_with(&pid) && line.ends_with(" 127.0.0.1:9");
    works("cgroup", || send_to_this_machine(9, 1), wanted);
}

#[test]
fn perf_event_prints_what_runs_on_each_cpu() {
    works("perf-event", run_true, |line| line.trim_start().starts_with("0 "));
}

#[test]
fn sockfilter_prints_datagrams_and_drops_long_ones() {
    let (_temporary, directory) = new("new-sockfilter", "sockfilter");
    // Its unit test, as root.
    let tested =
        Cargo::new(&directory, &["test"]).env("COOLBPF_LOCKED", "1").without_clang().run().succeeded();
    assert!(tested.stdout.contains("datagrams_that_are_too_long_are_dropped ... ok"), "{tested}");
    let mut tool = start("new-sockfilter");
    let port = tool.line_after(|| {}, |line| line.starts_with("BYTES"));
    let port: u16 = port.rsplit(' ').next().unwrap().parse().unwrap();
    tool.line_after(|| send_to_this_machine(port, 10), |line| line.trim() == "10");
    tool.line_after(|| send_to_this_machine(port, 100), |line| line.trim() == "100 dropped");
    tool.interrupt();
}

#[test]
fn a_new_crate_passes_clippy_and_is_packaged_with_its_object() {
    let (_temporary, directory) = new("new-strict", "cgroup");
    let clippy =
        ["clippy", "--", "--deny", "warnings", "--deny", "clippy::pedantic", "--forbid", "unsafe_code"];
    let _ = Cargo::new(&directory, &clippy).run().succeeded();
    let packaged = Cargo::new(&directory, &["package", "--list", "--allow-dirty"]).run().succeeded();
    for file in ["connects.x86_64.bpf.o", "connects.aarch64.rs", "connects.x86_64.toml"] {
        assert!(packaged.stdout.contains(&format!("coolbpf-vendor/{file}\n")), "{packaged}");
    }
}

#[test]
fn a_new_crate_joins_the_workspace_and_the_version_control_that_it_lies_in() {
    let temporary = TempDir::with_prefix("coolbpf-").unwrap();
    write(&temporary.path().join("Cargo.toml"), "[workspace]\nmembers = []\nresolver = \"3\"\n");
    let _ = coolbpf(temporary.path(), &["new", "tools/inner", "--name", "other"]).succeeded();
    let root = std::fs::read_to_string(temporary.path().join("Cargo.toml")).unwrap();
    assert!(root.contains("members = [\"tools/inner\"]"), "{root}");
    let manifest = std::fs::read_to_string(temporary.path().join("tools/inner/Cargo.toml")).unwrap();
    let version = env!("CARGO_PKG_VERSION");
    assert!(manifest.contains("name = \"other\""), "{manifest}");
    assert!(manifest.contains(&format!("coolbpf-runtime = \"{version}\"")), "{manifest}");
    let light = format!("coolbpf-build = {{ version = \"{version}\", default-features = false }}");
    assert!(manifest.contains(&light), "{manifest}");
}

#[test]
fn what_can_not_be_made_is_refused_before_anything_is_written() {
    let temporary = TempDir::with_prefix("coolbpf-").unwrap();
    let directory = temporary.path();
    write(&directory.join("there/file"), "mine");
    let _ = coolbpf(directory, &["new", "there"]).failed().saying("there is there already");
    let _ = coolbpf(directory, &["new", "coolbpf-runtime"]).failed().saying("would depend on itself");
    let _ = coolbpf(directory, &["new", "1x"]).failed().saying("cannot start with a digit");
    let no_checkout = ["new", "x", "--coolbpf-path", "there"];
    let _ = coolbpf(directory, &no_checkout).failed().saying("there is no coolbpf-runtime in it");
    let _ = coolbpf(directory, &["init", "there"]).failed().saying("cargo coolbpf new NAME");
    assert_eq!(std::fs::read_dir(directory).unwrap().count(), 1);
    assert_eq!(std::fs::read_dir(directory.join("there")).unwrap().count(), 1);
}

/// A crate that has nothing to do with BPF yet.
fn plain(name: &str) -> UserCrate {
    let user = UserCrate::new(name, Form::Light);
    std::fs::remove_file(user.path("build.rs")).unwrap();
    user.write(
        "Cargo.toml",
        format!("[package]\nname = \"{name}\" # mine\nversion = \"0.1.0\"\nedition = \"2021\"\n"),
    );
    user.write("src/main.rs", "//! Mine.\n\nfn main() {\n    println!(\"mine\");\n}\n");
    user
}

fn init(user: &UserCrate, arguments: &[&str]) -> Outcome {
    let root = workspace().display().to_string();
    coolbpf(user.directory(), &[&["init", "--coolbpf-path", &root], arguments].concat())
}

#[test]
fn init_adds_a_module_that_works_once_its_line_is_added() {
    let user = plain("init-plain");
    let said = init(&user, &["--template", "xdp"]).succeeded().saying("add this line to src/main.rs");
    let _ = said.saying("  mod bpf;");
    let manifest = user.read("Cargo.toml");
    assert!(manifest.starts_with("[package]\nname = \"init-plain\" # mine\n"), "{manifest}");
    build(user.directory());
    let without = coolbpf(user.directory(), &["status"]).succeeded();
    assert!(without.stdout.contains("`init-plain` has no program"), "{without}");
    let kept = user.vendored_files();
    let _ = coolbpf(user.directory(), &["vendor"]).failed().saying("needs a line such as `mod bpf;`");
    assert_eq!(user.vendored_files(), kept);

    user.edit(
        "src/main.rs",
        "fn main() {\n    println!(\"mine\");",
        "mod bpf;\n\nfn main() {\n    bpf::run().unwrap();",
    );
    build(user.directory());
    let _ = coolbpf(user.directory(), &["vendor", "--check"]).succeeded();
    let mut tool = user.start();
    tool.line_after(|| send_to_this_machine(9, 1), |line| line == "127.0.0.1");
    tool.interrupt();

    let before = user.read("Cargo.toml");
    let _ = init(&user, &["--template", "xdp"]).succeeded().without_saying("Writing");
    assert_eq!(user.read("Cargo.toml"), before);
}

#[test]
fn init_leaves_what_is_there_and_says_which_line_a_build_script_lacks() {
    let user = plain("init-build-script");
    let script = "fn main() {\n    println!(\"cargo::rerun-if-changed=build.rs\");\n}\n";
    user.write("build.rs", script);
    let said = init(&user, &[]).succeeded().saying("add this line to `main` in build.rs");
    let _ = said.saying("  coolbpf_build::compile()?;").without_saying("Writing build.rs");
    assert_eq!(user.read("build.rs"), script);

    user.write("src/bpf.rs", "// mine\n");
    let manifest = user.read("Cargo.toml");
    let said = init(&user, &["--template", "tc"]).failed().saying("nothing was written");
    let _ = said.saying("src/bpf.rs");
    assert_eq!(user.read("src/bpf.rs"), "// mine\n");
    assert_eq!(user.read("Cargo.toml"), manifest);
    assert!(!user.path("src/bpf/receivers.bpf.c").exists());
}

#[test]
fn init_of_inline_c_brings_an_object_too() {
    let user = plain("init-inline");
    let _ = init(&user, &["--template", "inline"]).succeeded().without_saying("vendor --package");
    user.edit(
        "src/main.rs",
        "fn main() {\n    println!(\"mine\");",
        "mod bpf;\n\nfn main() {\n    bpf::run().unwrap();",
    );
    let archs = ["vendor", "--check", "--target", "x86_64", "--target", "aarch64"];
    let _ = coolbpf(user.directory(), &archs).succeeded();
    build(user.directory());
    let mut tool = user.start();
    tool.line_after(run_true, |line| line.ends_with(" true"));
    tool.interrupt();
}

#[test]
fn a_template_is_refused_where_signatures_are_demanded_until_it_is_signed() {
    let temporary = TempDir::with_prefix("coolbpf-").unwrap();
    let root = temporary.path();
    let made = coolbpf(root, &["keygen", "--no-password", "own.key"]).succeeded();
    let key = made.stdout.trim();
    let demands = format!("[workspace.metadata.coolbpf]\nkeys = [{key:?}]\nrequire-signed = true\n");
    write(&root.join("Cargo.toml"), format!("[workspace]\nmembers = []\nresolver = \"3\"\n\n{demands}"));
    write(&root.join("Cargo.lock"), std::fs::read(workspace().join("Cargo.lock")).unwrap());
    let checkout = workspace().display().to_string();
    let new = ["new", "new-signed", "--vcs", "none", "--coolbpf-path", &checkout];
    let way = "`cargo coolbpf vendor --sign KEYFILE`";
    let _ = coolbpf(root, &new)
        .succeeded()
        .saying("new-signed: warning: builds here refuse the object of the template: it is not signed")
        .saying(way);

    let build = || Cargo::new(root, &["build"]).without_clang().without_network().run();
    let _ = build().failed().saying("require-signed").saying(way);
    let sign = ["vendor", "--package", "new-signed", "--sign", "own.key"];
    let _ = coolbpf(root, &[&sign[..], &["--target", "aarch64"]].concat()).succeeded();
    let _ = build().succeeded();
    let _ = coolbpf(root, &["vendor", "--check"]).succeeded();
    let _ = coolbpf(root, &["verify"]).succeeded();
}
