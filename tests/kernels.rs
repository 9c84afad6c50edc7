//! `cargo coolbpf kernels` adds Debian's kernels, packages, files and directories, and says what is wrong with what it can't add.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::path::{Path, PathBuf};
use std::process::Command;

use coolbpf_tests::{cargo_coolbpf_directory, write};
use serde_json::Value;

/// A store of its own, and a directory beside it.
struct Kernels {
    directory: tempfile::TempDir,
    arguments_before: Vec<String>,
}

/// What a command did.
struct Done {
    ok: bool,
    stdout: String,
    stderr: String,
}

impl Kernels {
    fn new() -> Self {
        let directory = tempfile::Builder::new().prefix("kernels").tempdir().unwrap();
        fs::set_permissions(directory.path(), fs::Permissions::from_mode(0o755)).unwrap();
        Self { directory, arguments_before: Vec::new() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    fn run(&self, arguments: &[&str]) -> Done {
        self.run_with(arguments, &[])
    }

    fn run_with(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Done {
        let program = cargo_coolbpf_directory().join("cargo-coolbpf");
        let mut words = self.arguments_before.iter().map(String::as_str).collect::<Vec<_>>();
        let program = program.display().to_string();
        if words.is_empty() {
            words.push(&program);
        }
        let mut command = Command::new(words[0]);
        command.args(&words[1..]).args(["coolbpf", "kernels"]).args(arguments);
        command.current_dir(self.directory.path()).env("COOLBPF_KERNELS", self.path("store"));
        command
            .env("CARGO_TERM_COLOR", "never")
            .env_remove("COOLBPF_OFFLINE")
            .env_remove("CARGO_NET_OFFLINE");
        let output = command.envs(variables.iter().copied()).output().unwrap();
        let text = |bytes: Vec<u8>| {
            String::from_utf8(bytes).unwrap().replace(&self.directory.path().display().to_string(), "HERE")
        };
        Done { ok: output.status.success(), stdout: text(output.stdout), stderr: text(output.stderr) }
    }

    fn json(&self, arguments: &[&str]) -> Vec<Value> {
        documented(&self.run(arguments).succeeded().stdout)
    }

    /// What lies in the store beside its lock, in order.
    fn kept(&self) -> Vec<String> {
        let list = self.json(&["list", "--format", "json"]);
        list.iter().map(|kernel| kernel["release"].as_str().unwrap().to_owned()).collect()
    }
}

impl Done {
    #[track_caller]
    fn succeeded(self) -> Self {
        assert!(self.ok, "{}", self.stderr);
        self
    }

    #[track_caller]
    fn failed(self) -> String {
        assert!(!self.ok && self.stdout.is_empty(), "{}", self.stdout);
        self.stderr.trim().trim_start_matches("error: ").to_owned()
    }
}

/// The kernels in a JSON document.
fn documented(json: &str) -> Vec<Value> {
    let document: Value = serde_json::from_str(json).unwrap();
    document["kernels"].as_array().unwrap().clone()
}

/// A kernel in the store that `cargo xtask test` fills.
fn prepared(wanted: &str) -> Value {
    let program = cargo_coolbpf_directory().join("cargo-coolbpf");
    let arguments = ["coolbpf", "kernels", "--offline", "add", wanted, "--format", "json"];
    let output = Command::new(program).args(arguments).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}; `cargo xtask test` prepares the kernels");
    documented(&String::from_utf8(output.stdout).unwrap()).remove(0)
}

fn text<'a>(kernel: &'a Value, key: &str) -> &'a str {
    kernel[key].as_str().unwrap_or_else(|| panic!("{key} of {kernel}"))
}

/// Runs a tool that must succeed.
fn tool(program: &str, arguments: &[&str]) {
    let status = Command::new(program).args(arguments).status().unwrap();
    assert!(status.success(), "{program} {arguments:?}");
}

/// Lays out a prepared kernel as a Debian package does, and gives its release.
fn lay_out(kernel: &Value, tree: &Path) -> String {
    let release = text(kernel, "release").to_owned();
    let image = tree.join("boot").join(format!("vmlinuz-{release}"));
    write(&image, "");
    let script = format!("gzip -1 < {} > {}", text(kernel, "image"), image.display());
    tool("sh", &["-c", &script]);
    let modules = tree.join("usr/lib/modules").join(&release).join("kernel");
    fs::create_dir_all(&modules).unwrap();
    tool("cp", &["-r", &format!("{}/kernel/net", text(kernel, "modules")), modules.to_str().unwrap()]);
    // What packages have beside the kernel is no part of it.
    write(&tree.join("boot/config"), "CONFIG_X=y\n");
    release
}

#[test]
fn anybody_adds_debians_kernels_and_a_second_time_asks_nobody() {
    let mut kernels = Kernels::new();
    // As somebody who may do nothing.
    let program = kernels.path("cargo-coolbpf");
    fs::copy(cargo_coolbpf_directory().join("cargo-coolbpf"), &program).unwrap();
    fs::create_dir(kernels.path("store")).unwrap();
    chown(kernels.path("store"), Some(65534), Some(65534)).unwrap();
    let words = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--no-new-privs"];
    kernels.arguments_before =
        words.map(str::to_owned).into_iter().chain([program.display().to_string()]).collect();

    let added = kernels.run(&["add", "newest"]).succeeded();
    let release = added.stdout.trim().to_owned();
    assert!(added.stderr.contains(&format!("Added {release} for x86_64")), "{}", added.stderr);
    assert!(
        release.starts_with(|c: char| c.is_ascii_digit()) && release.ends_with("-cloud-amd64"),
        "{release}"
    );
    assert_eq!(kernels.kept(), std::slice::from_ref(&release));

    let unreachable = [("http_proxy", "http://127.0.0.1:9")];
    let again = kernels.run_with(&["add", "newest", &release], &unreachable).succeeded();
    assert_eq!(again.stdout, format!("{release}\n{release}\n"));
    assert!(again.stderr.contains("using Debian's lists of "), "{}", again.stderr);
    assert!(again.stderr.contains(&format!("Kept {release}")), "{}", again.stderr);

    let offered = kernels.json(&["list", "--available", "--format", "json"]);
    let is_kept = |offer: &&Value| offer["is-kept"] == true;
    let kept: Vec<_> =
        offered.iter().filter(is_kept).map(|offer| text(offer, "release").to_owned()).collect();
    assert_eq!(kept, std::slice::from_ref(&release));
    assert!(offered.iter().any(|offer| text(offer, "version").starts_with("5.10.")), "{offered:?}");

    let none = kernels.run(&["add", "4.19"]).failed();
    assert!(
        none.contains("Debian's suites offer no kernel `4.19` for x86_64, but of 5.10, 6.1, 6.12"),
        "{none}"
    );
    assert!(none.ends_with("`cargo coolbpf kernels list --available` tells which are there"), "{none}");

    let path = kernels.run(&["btf", &release]).succeeded().stdout;
    assert_eq!(path.trim(), format!("HERE/store/x86_64/{release}/btf"));
    let _ = kernels.run(&["remove", &release]).succeeded();
    assert_eq!(kernels.kept(), [""; 0]);
}

#[test]
fn a_package_and_a_directory_give_the_kernel_that_is_in_them() {
    let (kernels, prepared) = (Kernels::new(), prepared("6.12"));
    let tree = kernels.path("tree");
    let release = lay_out(&prepared, &tree);
    let from_directory = kernels.json(&["add", "tree", "--format", "json"]).remove(0);
    assert_eq!(text(&from_directory, "origin"), "HERE/tree");

    write(
        &tree.join("DEBIAN/control"),
        "Package: a\nVersion: 1\nArchitecture: amd64\nMaintainer: x <x@x>\nDescription: x\n",
    );
    tool("dpkg-deb", &["--build", "-Znone", tree.to_str().unwrap(), kernels.path("a.deb").to_str().unwrap()]);
    let from_package = kernels.json(&["add", "a.deb", "--format", "json"]).remove(0);
    assert_eq!(text(&from_package, "origin"), "a.deb");

    for kernel in [from_directory, from_package] {
        for key in ["release", "version", "arch", "boot"] {
            assert_eq!(kernel[key], prepared[key]);
        }
    }
    let kept = kernels.path("store/x86_64").join(&release);
    for file in ["vmlinux", "btf"] {
        let own = Path::new(text(&prepared, "image")).with_file_name(file);
        assert!(fs::read(kept.join(file)).unwrap() == fs::read(own).unwrap(), "{file}");
    }
    assert!(kept.join("modules/kernel/net").is_dir());
    assert!(!kept.join("boot").exists());
}

#[test]
fn a_file_is_added_with_the_modules_that_are_named() {
    let (kernels, prepared) = (Kernels::new(), prepared("5.10"));
    let (image, modules) = (text(&prepared, "image"), text(&prepared, "modules"));
    let added = kernels.run(&["add", image]).succeeded();
    assert_eq!(added.stdout.trim(), text(&prepared, "release"));
    assert!(kernels.json(&["list", "--format", "json"])[0]["modules"].is_null());

    let net = format!("{modules}/kernel/net");
    let with = kernels.json(&["add", image, "--modules", &net, "--format", "json"]).remove(0);
    assert_eq!(text(&with, "modules"), format!("HERE/store/x86_64/{}/modules", text(&prepared, "release")));
    let kept = kernels.path("store/x86_64").join(text(&prepared, "release")).join("modules");
    assert!(kept.join("sched/cls_bpf.ko").exists());
    let shown = kernels.run(&["list"]).succeeded().stdout;
    assert!(shown.contains(text(&prepared, "release")) && shown.contains("5.10."), "{shown}");

    write(&kernels.path("empty/x.txt"), "");
    assert_eq!(kernels.run(&["add", image, "--modules", "empty"]).failed(), "empty holds no modules (*.ko)");
}

#[test]
fn what_is_no_kernel_is_said_to_be_none_and_nothing_is_kept() {
    let (kernels, prepared) = (Kernels::new(), prepared("5.10"));
    let image = fs::read(text(&prepared, "image")).unwrap();
    write(&kernels.path("script"), "#!/bin/sh\n");
    tool(
        "sh",
        &[
            "-c",
            &format!(
                "head -c 9000000 {} | gzip -1 | head -c 100000 > {}",
                text(&prepared, "image"),
                kernels.path("cut.gz").display()
            ),
        ],
    );
    write(&kernels.path("cut"), &image[..5000]);
    write(
        &kernels.path("broken.deb"),
        "!<arch>\ndebian-binary   0           0     0     100644  4         `\n2.0\n",
    );
    write(&kernels.path("empty/x"), "");
    for (arguments, error) in [
        (
            vec!["script"],
            "script: it is no kernel: neither a bzImage, nor an arm64 Image, nor an ELF vmlinux; it starts with `23 21 2f 62 69 6e 2f 73`",
        ),
        (vec!["./nowhere"], "read the kernel ./nowhere: No such file or directory (os error 2)"),
        (
            vec!["nowhere"],
            "`nowhere` names no kernel: give `newest`, a version such as 6.12 or 6.12.48, or a release as `uname -r` prints it, or a file or directory that exists",
        ),
        (
            vec!["empty"],
            "empty holds no kernel: no vmlinuz is in its boot, lib/modules/* or usr/lib/modules/*; give the image itself as a file",
        ),
        (vec!["script", "--arch", "sparc"], "`sparc` is no architecture of guests: x86_64 and aarch64 are"),
        (vec!["6.12", "--modules", "empty"], "--modules is for one image that is given as a file"),
    ] {
        let said = kernels.run(&[&["add"], arguments.as_slice()].concat()).failed();
        assert!(said.contains(error), "{arguments:?}: {said}");
    }
    for (file, error) in [
        ("cut.gz", "cut.gz: unpack what gzip compressed: "),
        ("cut", "cut: "),
        ("broken.deb", "unpack broken.deb: dpkg-deb: "),
    ] {
        let said = kernels.run(&["add", file]).failed();
        assert!(said.starts_with(error), "{said}");
    }
    assert_eq!(kernels.kept(), [""; 0]);
    let left: Vec<_> =
        fs::read_dir(kernels.path("store")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["lock"]);
}

#[test]
fn a_kernel_that_cannot_be_fetched_is_said_to_be_so_with_the_mend() {
    let kernels = Kernels::new();
    let unreachable = "http://127.0.0.1:9/debian";
    let said = kernels.run(&["add", "6.12", "--mirror", unreachable]).failed();
    assert!(said.starts_with(&format!("Debian's suite bullseye at {unreachable}: apt-get: ")), "{said}");
    let said = kernels.run(&["add", "6.12", "--mirror", unreachable, "--keyring", "none"]).failed();
    assert!(said.ends_with("none is no file; apt-get install debian-archive-keyring"), "{said}");

    let no_apt = [("PATH", "/nowhere")];
    let said = kernels.run_with(&["add", "6.12"], &no_apt).failed();
    assert_eq!(
        said,
        "apt-get isn't on this machine, and Debian's kernels are fetched by apt; give a kernel as a file or a .deb"
    );
    let said = kernels.run(&["add", "--offline", "6.12"]).failed();
    assert_eq!(
        said,
        "no kernel `6.12` for x86_64 is kept in HERE/store (kept: none is); `cargo coolbpf kernels add 6.12` adds one"
    );
    let said = kernels.run(&["list", "--available", "--offline"]).failed();
    assert_eq!(said, "--offline forbids to ask Debian's archive over the network");

    let unwritable = [("COOLBPF_KERNELS", "/proc/kernels")];
    let said = kernels.run_with(&["add", "6.12"], &unwritable).failed();
    assert!(
        said.starts_with("write to the directory of kernels, /proc/kernels: ")
            && said.ends_with("; COOLBPF_KERNELS names another"),
        "{said}"
    );
}

#[test]
fn a_suite_that_another_signed_is_not_believed() {
    let kernels = Kernels::new();
    let archive = kernels.path("archive");
    for suite in ["bullseye", "sid"] {
        write(&archive.join(format!("dists/{suite}/InRelease")), "Origin: Debian\nSuite: x\nCodename: x\n");
    }
    let said = kernels.run(&["add", "6.12", "--mirror", &format!("file://{}", archive.display())]).failed();
    assert!(said.starts_with("Debian's suite bullseye at file://HERE/archive: apt-get: "), "{said}");
    assert!(said.contains("sign"), "{said}");
    assert_eq!(kernels.kept(), [""; 0]);
}
