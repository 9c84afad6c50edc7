//! `cargo coolbpf verify`: what is vendored against all that it names, and against what other compilers make.

mod lying_server;
mod passwords;
mod rebuilding;
mod signatures;

use coolbpf_contract::Digest;
use coolbpf_tests::{Cargo, Form, Outcome, UserCrate, cargo_coolbpf_directory, hello};
use serde_json::Value;

/// A crate like the hello example with its object vendored.
fn vendored(name: &str) -> UserCrate {
    let user = hello(name, Form::Light);
    let _ = user.vendor(&[]).run().succeeded();
    user
}

/// Runs `cargo coolbpf verify` where there is neither clang nor a network.
fn verify(user: &UserCrate) -> Outcome {
    user.coolbpf(&["verify"]).without_clang().without_network().run()
}

/// What differs from machine to machine, named.
fn filtered(text: &str) -> String {
    let mut filtered = String::new();
    let mut rest = text;
    while let Some(at) =
        rest.find("clang ").filter(|at| rest[at + 6..].starts_with(|c: char| c.is_ascii_digit()))
    {
        filtered.push_str(&rest[..at]);
        filtered.push_str("clang VERSION");
        let version = &rest[at + 6..];
        let end = version.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(version.len());
        rest = &version[end..];
        if let Some(packaged) = rest.strip_prefix(" (").filter(|packaged| packaged.contains('~')) {
            rest = packaged.split_once(')').map_or(rest, |(_, rest)| rest);
        }
    }
    filtered.push_str(rest);
    let words = filtered.split_inclusive([' ', '\n', ':', ',']);
    let word = |word: &str| match word.trim_end() {
        digest if digest.len() == 64 && digest.bytes().all(|byte| byte.is_ascii_hexdigit()) => {
            word.replace(digest, "DIGEST")
        }
        _ => word.to_owned(),
    };
    words.map(word).collect()
}

fn json(outcome: &Outcome) -> Value {
    serde_json::from_str(&outcome.stdout).unwrap_or_else(|error| panic!("{error}: {outcome}"))
}

#[test]
fn what_is_as_pinned_needs_neither_clang_nor_network_and_unsigned_is_called_so() {
    let user = vendored("verify-as-pinned");
    let verified = verify(&user).ended_with(0);
    insta::assert_snapshot!(filtered(&verified.stdout), @r"
    verify-as-pinned: hello for x86_64: as pinned
        made by clang VERSION (urn:coolbpf:local)
        unsigned: nobody says that it was made there
    1 verified, 0 not verified, 0 wrong
    ");
    let report = json(&user.coolbpf(&["verify", "--format", "json"]).run().ended_with(0));
    assert_eq!(report["outcome"], "verified");
    assert_eq!(report["quorum"], Value::Null);
    assert_eq!(report["programs"][0]["pin"]["signed"]["by"], "nobody");
}

#[test]
fn each_altered_file_is_found_and_named() {
    let user = vendored("verify-altered");
    let flip_last_byte = |path: &str| {
        let mut bytes = std::fs::read(user.path(path)).unwrap();
        *bytes.last_mut().unwrap() ^= 1;
        user.write(path, bytes);
    };
    for file in ["bpf.o", "rs", "intoto.json"] {
        let path = format!("coolbpf-vendor/hello.x86_64.{file}");
        flip_last_byte(&path);
        let found = verify(&user).ended_with(2);
        assert!(found.stdout.contains(&format!("    altered: {path} is not ")), "{found}");
        flip_last_byte(&path);
    }
    let pin = user.read("coolbpf-vendor/hello.x86_64.toml");
    let value = |key: &str| {
        let line = pin.lines().find(|line| line.starts_with(key)).unwrap();
        line.split('"').nth(1).unwrap().to_owned()
    };
    let made = "`request` is not the digest that `source` and `bundle` make";
    for (from, to, says) in [
        (value("request = "), Digest::of(b"another").to_string(), made),
        (value("source = "), Digest::of(b"another").to_string(), made),
        (value("toolchain = "), "clang 99".into(), "hello.x86_64.intoto.json is not what the pin"),
    ] {
        user.write("coolbpf-vendor/hello.x86_64.toml", pin.replace(&from, &to));
        let found = verify(&user).ended_with(2);
        assert!(found.stdout.contains(says), "{says}\n{found}");
    }
    user.write("coolbpf-vendor/hello.x86_64.toml", pin);
    let _ = verify(&user).ended_with(0);
}

#[test]
fn bindings_that_do_not_belong_to_the_object_are_found_although_their_pin_is_of_them() {
    let user = vendored("verify-bindings");
    let bindings = user.read("coolbpf-vendor/hello.x86_64.rs");
    let digest = |text: &str| Digest::of(text.as_bytes()).to_string();
    let altered = bindings.replacen("pub fn", "pub  fn", 1);
    user.write("coolbpf-vendor/hello.x86_64.rs", &altered);
    user.edit("coolbpf-vendor/hello.x86_64.toml", &digest(&bindings), &digest(&altered));
    let found = verify(&user).ended_with(2);
    assert!(
        found.stdout.contains("    altered: coolbpf-vendor/hello.x86_64.rs differs from what "),
        "{found}"
    );
    assert!(found.stdout.contains("and the pin says that this version wrote it;"), "{found}");
    assert!(found.stdout.contains("`cargo coolbpf vendor --all-again` writes it anew"), "{found}");

    // What another version wrote isn't shown to be wrong, and neither to be right.
    let by = format!("bindings-by = \"{}\"\n", env!("CARGO_PKG_VERSION"));
    for (other, says) in [
        ("bindings-by = \"9.8.7\"\n", "the pin says that coolbpf 9.8.7 wrote it"),
        ("", "the pin doesn't say which version of coolbpf wrote it"),
    ] {
        let pin = user.read("coolbpf-vendor/hello.x86_64.toml");
        user.edit("coolbpf-vendor/hello.x86_64.toml", &by, other);
        let unverified = verify(&user).ended_with(1);
        let not_compared = "    not compared: coolbpf-vendor/hello.x86_64.rs differs from what ";
        assert!(unverified.stdout.contains(not_compared), "{unverified}");
        assert!(unverified.stdout.contains(says), "{unverified}");
        assert!(unverified.stdout.ends_with("\n0 verified, 1 not verified, 0 wrong\n"), "{unverified}");
        let report = json(&user.coolbpf(&["verify", "--format", "json"]).run().ended_with(1));
        assert_eq!(report["programs"][0]["outcome"], "unchecked");
        assert!(report["programs"][0]["unverified"].as_str().unwrap().contains(says));
        user.write("coolbpf-vendor/hello.x86_64.toml", pin);
    }
}

#[test]
fn what_is_missing_stale_or_left_over_is_found() {
    let user = hello("verify-stale", Form::Light);
    let missing = verify(&user).ended_with(2);
    assert!(missing.stdout.contains("missing: coolbpf-vendor/hello.x86_64.toml"), "{missing}");
    let _ = user.vendor(&[]).run().succeeded();
    user.edit("src/bpf/hello.bpf.c", "256 * 1024", "512 * 1024");
    let stale = verify(&user).ended_with(2);
    assert!(stale.stdout.contains("    stale: coolbpf-vendor/hello.x86_64.toml"), "{stale}");
    user.edit("src/bpf/hello.bpf.c", "512 * 1024", "256 * 1024");
    user.write("coolbpf-vendor/other.x86_64.bpf.o", "x");
    let left = json(&user.coolbpf(&["verify", "--format", "json"]).run().ended_with(2));
    assert_eq!(left["files"][0]["kind"], "left-over");
    assert_eq!(left["files"][0]["file"], "coolbpf-vendor/other.x86_64.bpf.o");
    assert_eq!(left["programs"][0]["outcome"], "verified");
}

#[test]
fn a_directory_without_a_package_is_told_as_cargo_tells_it() {
    let empty = tempfile::TempDir::with_prefix("coolbpf-empty-").unwrap();
    for command in ["verify", "diff", "audit"] {
        let user = in_directory(empty.path(), command);
        assert!(user.stderr.contains("could not find `Cargo.toml`"), "{user}");
    }
}

fn in_directory(directory: &std::path::Path, command: &str) -> Outcome {
    let path =
        format!("{}:{}", cargo_coolbpf_directory().display(), std::env::var("PATH").unwrap_or_default());
    Cargo::new(directory, &["coolbpf", command]).env("PATH", path).run().ended_with(1)
}
