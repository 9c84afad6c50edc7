//! What each command says about what is wrong, as snapshots: it is part of the interface.
//! `INSTA_UPDATE=always cargo test -p cargo-coolbpf --test errors` records it anew.

mod command;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use command::text;
use tempfile::TempDir;

/// A directory with a crate in `crate`, as `cargo coolbpf new` makes it, and a transcript of what is tried in it.
struct Place {
    temporary: TempDir,
    transcript: String,
}

const PIN: &str = "crate/coolbpf-vendor/execs.x86_64.toml";
const OBJECT: &str = "crate/coolbpf-vendor/execs.x86_64.bpf.o";
const BINDINGS: &str = "crate/coolbpf-vendor/execs.x86_64.rs";
const STATEMENT: &str = "crate/coolbpf-vendor/execs.x86_64.intoto.json";
const SOURCE: &str = "crate/src/bpf/execs.bpf.c";

impl Place {
    fn new() -> Self {
        let this = Self { temporary: TempDir::with_prefix("coolbpf-").unwrap(), transcript: String::new() };
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let arguments = ["new", "crate", "--name", "execs", "--vcs", "none", "--coolbpf-path"];
        let arguments = [&arguments[..], &[root.to_str().unwrap()]].concat();
        let made = command::coolbpf(this.temporary.path(), &arguments, &[]);
        assert!(made.status.success(), "{made:?}");
        // The versions that the workspace was built with are the ones that can be had offline.
        fs::copy(root.join("Cargo.lock"), this.path("crate/Cargo.lock")).unwrap();
        fs::create_dir(this.path("empty")).unwrap();
        this
    }

    fn path(&self, path: &str) -> PathBuf {
        self.temporary.path().join(path)
    }

    fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        fs::write(self.path(path), text).unwrap();
    }

    /// Tries a command where a file is altered, and puts the file back.
    fn altered(&mut self, file: &str, alter: impl Fn(&str) -> String, directory: &str, arguments: &[&str]) {
        let path = self.path(file);
        let before = fs::read(&path).unwrap();
        fs::write(&path, alter(&String::from_utf8_lossy(&before))).unwrap();
        self.tries(directory, arguments);
        fs::write(&path, before).unwrap();
    }

    /// The same, where a file is gone.
    fn without(&mut self, file: &str, directory: &str, arguments: &[&str]) {
        let path = self.path(file);
        let before = fs::read(&path).unwrap();
        fs::remove_file(&path).unwrap();
        self.tries(directory, arguments);
        fs::write(&path, before).unwrap();
    }

    fn tries(&mut self, directory: &str, arguments: &[&str]) {
        self.tries_with(&[], directory, arguments);
    }

    /// Tries a command in a directory, which must fail, and writes down what it said.
    fn tries_with(&mut self, variables: &[(&str, &str)], directory: &str, arguments: &[&str]) {
        let output = command::coolbpf(&self.path(directory), arguments, variables);
        let code = output.status.code().unwrap();
        assert_ne!(code, 0, "{arguments:?}: {output:?}");
        let variables: String = variables.iter().map(|(name, value)| format!("{name}={value} ")).collect();
        let arguments = arguments.join(" ");
        writeln!(self.transcript, "$ {variables}cargo coolbpf {arguments}").unwrap();
        for printed in [&output.stdout, &output.stderr] {
            let printed = self.filtered(&text(printed));
            if !printed.trim().is_empty() {
                self.transcript += printed.trim_end();
                self.transcript.push('\n');
            }
        }
        writeln!(self.transcript, "[exit code {code}]\n").unwrap();
    }

    /// What differs from machine to machine and from one object to the next, named.
    fn filtered(&self, text: &str) -> String {
        let directory = self.temporary.path().canonicalize().unwrap();
        let text = text.replace(&directory.display().to_string(), "DIRECTORY");
        let text = text.replace(concat!("coolbpf ", env!("CARGO_PKG_VERSION")), "coolbpf VERSION");
        let digests = text.split_inclusive("sha256:").map(|part| {
            let is_digit = |c: char| c.is_ascii_hexdigit();
            let rest = part.trim_start_matches(is_digit);
            if part.len() - rest.len() == 64 { format!("DIGEST{rest}") } else { part.to_owned() }
        });
        let text: String = digests.collect();
        let mut clangs = text.split("clang ");
        let mut filtered = clangs.next().unwrap_or_default().to_owned();
        for after in clangs {
            let of_template = after.split_once("~deb12u1)").filter(|(version, _)| version.len() < 20);
            match of_template {
                Some((_, rest)) => filtered.extend(["clang VERSION", rest]),
                None => filtered.extend(["clang ", after]),
            }
        }
        filtered
    }

    #[track_caller]
    fn snapshot(self, name: &str) {
        insta::assert_snapshot!(name, self.transcript.trim_end());
    }
}

/// As a checkout without `git lfs` has it.
fn lfs_pointer(_: &str) -> String {
    "version https://git-lfs.github.com/spec/v1\n".into()
}

/// As git leaves it where two branches changed it.
fn conflict(text: &str) -> String {
    format!("<<<<<<< HEAD\n{text}=======\n{text}>>>>>>> other\n")
}

#[test]
fn verify() {
    let mut place = Place::new();
    place.tries("empty", &["verify"]);
    place.tries("crate", &["verify", "--quorum", "0"]);
    place.tries("crate", &["verify", "--server", "ftp://example.com"]);
    place.tries("crate", &["verify", "--server", "http://example.com"]);
    place.tries("crate", &["verify", "--offline", "--server", "https://example.com"]);
    place.tries("crate", &["verify", "--target", "mips"]);
    place.tries_with(&[("COOLBPF_CLANG", "clang-none")], "crate", &["verify", "--rebuild"]);
    let verify: &[&str] = &["verify", "--target", "x86_64"];
    place.altered(OBJECT, |_| "x".into(), "crate", verify);
    place.altered(OBJECT, lfs_pointer, "crate", verify);
    place.altered(BINDINGS, |text| text.replace("pub fn", "pub  fn"), "crate", verify);
    place.altered(STATEMENT, |text| text.replace("clang", "gcc"), "crate", verify);
    place.altered(PIN, |text| text.replace("\nversion = 2", "\nversion = 7"), "crate", verify);
    place.altered(PIN, |text| text.replace("execs", "other"), "crate", verify);
    place.altered(PIN, conflict, "crate", verify);
    place.altered(PIN, lfs_pointer, "crate", verify);
    place.altered(SOURCE, |text| format!("{text}\n"), "crate", verify);
    for file in [OBJECT, BINDINGS, STATEMENT, PIN] {
        place.without(file, "crate", verify);
    }
    place.write("crate/coolbpf-vendor/other.x86_64.rs", "");
    place.tries("crate", verify);
    place.snapshot("verify");
}

#[test]
fn audit() {
    let mut place = Place::new();
    place.tries("empty", &["audit"]);
    place.tries("crate", &["audit", "--format", "xml"]);
    place.altered(OBJECT, |_| "x".into(), "crate", &["audit"]);
    place.altered(PIN, conflict, "crate", &["audit"]);
    let demands = |what: &'static str| {
        move |text: &str| format!("{text}\n[workspace]\n[workspace.metadata.coolbpf]\n{what}\n")
    };
    place.altered("crate/Cargo.toml", demands("keys = [\"me\"]"), "crate", &["audit"]);
    let minimum = demands("minimum-toolchain = \"clang 99\"");
    place.altered("crate/Cargo.toml", minimum, "crate", &["audit"]);
    place.snapshot("audit");
}

#[test]
fn inspect() {
    let mut place = Place::new();
    place.tries("crate", &["inspect"]);
    place.tries("crate", &["inspect", "other"]);
    place.tries("crate", &["inspect", "execs", "--target", "riscv64"]);
    place.tries("empty", &["inspect", "execs"]);
    place.tries("crate", &["inspect", "nowhere.bpf.o"]);
    place.tries("crate", &["inspect", "src/"]);
    place.tries("crate", &["inspect", "Cargo.toml"]);
    place.tries("crate", &["inspect", "execs", "--textconv", "--disassemble"]);
    place.altered(OBJECT, |_| String::new(), "crate", &["inspect", "execs", "--target", "x86_64"]);
    place.altered(OBJECT, lfs_pointer, "crate", &["inspect", "execs", "--target", "x86_64"]);
    place.altered(PIN, conflict, "crate", &["inspect", "execs", "--target", "x86_64"]);
    fs::copy(env!("CARGO_BIN_EXE_cargo-coolbpf"), place.path("crate/binary")).unwrap();
    place.tries("crate", &["inspect", "binary"]);
    place.snapshot("inspect");
}

#[test]
fn check() {
    let mut place = Place::new();
    place.tries("empty", &["check"]);
    place.tries("crate", &["check", "--package", "other"]);
    place.tries("crate", &["check", "--no-verifier", "--require-verifier"]);
    let without_clang = [("COOLBPF_CLANG", "clang-none")];
    let source = place.path(SOURCE);
    let before = fs::read_to_string(&source).unwrap();
    fs::write(&source, format!("{before}\n")).unwrap();
    place.tries_with(&without_clang, "crate", &["check", "--no-verifier", "--target", "x86_64"]);
    fs::write(&source, before).unwrap();
    place.altered(OBJECT, |_| "x".into(), "crate", &["check", "--no-verifier", "--target", "x86_64"]);
    place.without(SOURCE, "crate", &["check", "--no-verifier"]);
    place.altered("crate/src/main.rs", |text| text.replace('}', ""), "crate", &["check", "--no-verifier"]);
    place.snapshot("check");
}

#[test]
fn keygen() {
    let mut place = Place::new();
    place.write("empty/there", "");
    place.tries("empty", &["keygen"]);
    place.tries("empty", &["keygen", "there"]);
    place.tries("empty", &["keygen", "there/own.key", "--no-password"]);
    place.tries("empty", &["keygen", "own.key"]);
    place.tries_with(&[("COOLBPF_KEY_PASSWORD", "")], "empty", &["keygen", "own.key"]);
    assert_eq!(fs::read_dir(place.path("empty")).unwrap().count(), 1, "nothing is written");
    place.snapshot("keygen");
}

#[test]
fn diff() {
    let mut place = Place::new();
    place.tries("empty", &["diff"]);
    place.tries("crate", &["diff"]);
    place.tries("crate", &["diff", "--format", "html"]);
    let initialised = Command::new("git").args(["init", "--quiet"]).arg(place.path("crate")).status();
    assert!(initialised.unwrap().success());
    place.tries("crate", &["diff"]);
    place.tries("crate", &["diff", "--since", "v1"]);
    place.altered(OBJECT, |_| "x".into(), "crate", &["diff"]);
    place.snapshot("diff");
}

#[test]
fn vendor() {
    let mut place = Place::new();
    place.tries("empty", &["vendor"]);
    fs::create_dir(place.path("workspace")).unwrap();
    place.write("workspace/Cargo.toml", "[workspace]\nmembers = []\nresolver = \"3\"\n");
    place.tries("workspace", &["vendor"]);
    place.tries("crate", &["vendor", "--target", "mips"]);
    place.tries("crate", &["vendor", "--check", "--all-again"]);
    place.tries("crate", &["vendor", "--sign", "nowhere.key"]);
    place.tries("crate", &["vendor", "--sign", "Cargo.toml"]);
    let password = |password: &'static str| [("COOLBPF_KEY_PASSWORD", password)];
    let made = command::coolbpf(place.temporary.path(), &["keygen", "own.key"], &password("right"));
    assert!(made.status.success(), "{made:?}");
    place.tries("crate", &["vendor", "--sign", "../own.key.pub"]);
    place.tries("crate", &["vendor", "--sign", "../own.key"]);
    place.tries_with(&password("wrong"), "crate", &["vendor", "--sign", "../own.key"]);
    place.altered(SOURCE, |text| format!("{text}\n"), "crate", &["vendor", "--check"]);
    place.altered(BINDINGS, conflict, "crate", &["vendor", "--check"]);
    place.without("crate/coolbpf-vendor/.gitattributes", "crate", &["vendor", "--check"]);
    place.write("crate/coolbpf-vendor/other.x86_64.rs", "");
    place.tries("crate", &["vendor", "--check"]);
    place.tries_with(&[("COOLBPF_CLANG", "clang-none")], "crate", &["vendor", "--all-again"]);
    let main = "crate/src/main.rs";
    let without_program = |_: &str| "mod bpf {}\nfn main() {}\n".to_owned();
    place.altered(main, without_program, "crate", &["vendor"]);
    assert!(place.path(OBJECT).exists());
    fs::remove_dir_all(place.path("crate/coolbpf-vendor")).unwrap();
    place.tries("crate", &["vendor", "--check", "--target", "arm64"]);
    std::os::unix::fs::symlink("/nowhere", place.path("crate/coolbpf-vendor")).unwrap();
    place.tries("crate", &["vendor"]);
    place.snapshot("vendor");
}

#[test]
fn init_and_new() {
    let mut place = Place::new();
    place.tries("crate", &["new"]);
    place.tries("empty", &["new", "1x", "--vcs", "none"]);
    place.tries("empty", &["new", "x", "--vcs", "cvs"]);
    place.tries("empty", &["new", "x", "--edition", "2014"]);
    place.tries("crate", &["init", "--template", "kprobe"]);
    place.tries("crate", &["init", "nowhere"]);
    place.tries("empty", &["init", "--coolbpf-path", "."]);
    place.altered("crate/Cargo.toml", conflict, "crate", &["init"]);
    let build = |text: &str| text.replace("[package]", "[package]\nbuild = \"../build.rs\"");
    place.altered("crate/Cargo.toml", build, "crate", &["init"]);
    place.altered(SOURCE, |text| format!("{text}\n"), "crate", &["init"]);
    place.snapshot("init-and-new");
}

#[test]
fn no_name_of_a_file_starts_a_line_of_its_own() {
    let place = Place::new();
    // Cargo itself refuses to package the second one, and tells of it.
    for name in ["a\nforged \u{1b}[2Jline", "a\nforged: line"] {
        for extension in ["rs", "toml", "bpf.o"] {
            place.write(&format!("crate/coolbpf-vendor/{name}.x86_64.{extension}"), "");
        }
        let commands: [&[&str]; 7] = [
            &["vendor", "--check"],
            &["verify"],
            &["verify", "--format", "json"],
            &["audit"],
            &["audit", "--format", "json"],
            &["inspect", "nothing"],
            &["vendor"],
        ];
        for arguments in commands {
            let output = command::coolbpf(&place.path("crate"), arguments, &[]);
            let said = text(&output.stdout) + &text(&output.stderr);
            assert!(said.contains("forged"), "{arguments:?}: {said}");
            assert!(!said.contains('\u{1b}'), "{arguments:?}: {said}");
            assert!(!said.lines().any(|line| line.starts_with("forged")), "{arguments:?}: {said}");
        }
    }
}

#[test]
fn clean() {
    let mut place = Place::new();
    place.tries("empty", &["clean"]);
    place.tries("crate", &["clean", "--package", "other"]);
    place.tries("crate", &["clean", "--target", "x86_64"]);
    place.snapshot("clean");
}
