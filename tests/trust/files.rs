//! Attacks on the files in `coolbpf-vendor/`, by somebody who can change a checkout and has no key.

use std::fs::{self, File};
use std::os::unix::fs::symlink;
use std::process::Command;

use coolbpf_contract::Pin;

use crate::victim::Victim;

/// An attack, and the beginning of what the build says.
struct Attack {
    what: &'static str,
    act: fn(&Victim),
    says: &'static str,
}

const TABLE: &[Attack] = &[
    Attack {
        what: "an altered object",
        act: |victim| fs::write(victim.path("bpf.o"), &victim.evil.object).unwrap(),
        says: "coolbpf-vendor/hello.x86_64.bpf.o is not the file that coolbpf-vendor/hello.x86_64.toml pins: it was altered",
    },
    Attack {
        what: "altered bindings",
        act: |victim| {
            let bindings = victim.user.read("coolbpf-vendor/hello.x86_64.rs");
            fs::write(victim.path("rs"), format!("{bindings}pub fn more() {{}}\n")).unwrap();
        },
        says: "coolbpf-vendor/hello.x86_64.rs is not the file that coolbpf-vendor/hello.x86_64.toml pins: it was altered",
    },
    Attack {
        what: "a pin of another object",
        act: |victim| {
            let object = victim.pin("other").object;
            victim.put_pin(&Pin { object, ..victim.pin("hello") });
        },
        says: "coolbpf-vendor/hello.x86_64.bpf.o is not the file that coolbpf-vendor/hello.x86_64.toml pins: it was altered",
    },
    Attack {
        what: "a pin of another request",
        act: |victim| {
            let request = victim.pin("other").request;
            victim.put_pin(&Pin { request, ..victim.pin("hello") });
        },
        says: "coolbpf-vendor/hello.x86_64.toml: `request` is not the digest that `source` and `bundle` make",
    },
    Attack {
        what: "the files of two programs, swapped",
        act: |victim| swap(victim, |_| {}),
        says: "coolbpf-vendor/hello.x86_64.toml is for the program `other`, not `hello`",
    },
    Attack {
        what: "the files of two programs, swapped, with the names in the pins mended",
        act: |victim| swap(victim, |pin| pin.program = "hello".parse().unwrap()),
        says: "no object for `hello`: coolbpf-vendor/hello.x86_64.toml is stale",
    },
    Attack {
        what: "the files of two programs, swapped, with names and sources in the pins mended",
        act: |victim| {
            let source = victim.pin("hello").source;
            swap(victim, |pin| (pin.program, pin.source) = ("hello".parse().unwrap(), source));
        },
        says: "coolbpf-vendor/hello.x86_64.toml: `request` is not the digest that `source` and `bundle` make",
    },
    Attack {
        what: "a link in the place of the object",
        act: |victim| {
            let elsewhere = victim.user.path("elsewhere.o");
            fs::rename(victim.path("bpf.o"), &elsewhere).unwrap();
            symlink(elsewhere, victim.path("bpf.o")).unwrap();
        },
        says: "coolbpf-vendor/hello.x86_64.bpf.o is no regular file, and links are not followed here",
    },
    Attack {
        what: "a link in the place of the directory",
        act: |victim| {
            let (directory, elsewhere) = (victim.user.path("coolbpf-vendor"), victim.user.path("elsewhere"));
            let _ = fs::remove_dir_all(&elsewhere);
            fs::rename(&directory, &elsewhere).unwrap();
            symlink(elsewhere, directory).unwrap();
        },
        says: "coolbpf-vendor is no directory, and links are not followed here",
    },
    Attack {
        what: "a pipe that nobody writes to in the place of the bindings",
        act: |victim| {
            fs::remove_file(victim.path("rs")).unwrap();
            assert!(Command::new("mkfifo").arg(victim.path("rs")).status().unwrap().success());
        },
        says: "coolbpf-vendor/hello.x86_64.rs is no regular file, and links are not followed here",
    },
    Attack {
        what: "a device without end in the place of the pin",
        act: |victim| {
            fs::remove_file(victim.path("toml")).unwrap();
            let made = Command::new("mknod").arg(victim.path("toml")).args(["c", "1", "5"]).status();
            assert!(made.unwrap().success());
        },
        says: "coolbpf-vendor/hello.x86_64.toml is no regular file, and links are not followed here",
    },
    Attack {
        what: "a huge object",
        act: |victim| {
            File::options().write(true).open(victim.path("bpf.o")).unwrap().set_len(64 << 30).unwrap()
        },
        says: "coolbpf-vendor/hello.x86_64.bpf.o has 68719476736 bytes, and more than 33554432 are not read",
    },
    Attack {
        what: "a huge pin",
        act: |victim| {
            File::options().write(true).open(victim.path("toml")).unwrap().set_len(64 << 30).unwrap()
        },
        says: "coolbpf-vendor/hello.x86_64.toml has 68719476736 bytes, and more than 33554432 are not read",
    },
    Attack {
        what: "a Git LFS pointer in the place of the object",
        act: |victim| {
            fs::write(victim.path("bpf.o"), "version https://git-lfs.github.com/spec/v1\n").unwrap()
        },
        says: "coolbpf-vendor/hello.x86_64.bpf.o is not the file that coolbpf-vendor/hello.x86_64.toml pins: it is a Git LFS \
               pointer; run `git lfs pull`",
    },
    Attack {
        what: "a Git LFS pointer in the place of the pin",
        act: |victim| fs::write(victim.path("toml"), "version https://git-lfs.github.com/spec/v1\n").unwrap(),
        says: "coolbpf-vendor/hello.x86_64.toml: the pin is a Git LFS pointer; run `git lfs pull`",
    },
    Attack {
        what: "a merge conflict in the pin",
        act: |victim| {
            let pin = victim.user.read("coolbpf-vendor/hello.x86_64.toml");
            fs::write(victim.path("toml"), format!("<<<<<<< HEAD\n{pin}=======\n>>>>>>> other\n")).unwrap();
        },
        says: "coolbpf-vendor/hello.x86_64.toml: the pin holds a merge conflict",
    },
    Attack {
        what: "a merge conflict in the bindings",
        act: |victim| fs::write(victim.path("rs"), "<<<<<<< HEAD\n=======\n>>>>>>> other\n").unwrap(),
        says: "coolbpf-vendor/hello.x86_64.rs is not the file that coolbpf-vendor/hello.x86_64.toml pins: it holds a merge \
               conflict",
    },
];

/// Gives `hello` the files of `other`, with its pin changed.
fn swap(victim: &Victim, change: impl FnOnce(&mut Pin)) {
    let mut pin = victim.pin("other");
    for extension in ["bpf.o", "rs", "toml", "intoto.json"] {
        let other = victim.user.path(&format!("coolbpf-vendor/other.x86_64.{extension}"));
        fs::copy(other, victim.path(extension)).unwrap();
    }
    change(&mut pin);
    fs::write(victim.path("toml"), pin.to_toml()).unwrap();
}

#[test]
fn vendored_files_that_are_not_the_reviewed_ones_are_refused_by_the_build() {
    let victim = Victim::new("trust-files");
    for Attack { what, act, says } in TABLE {
        act(&victim);
        println!("{what}");
        let _ = victim.build().run().failed().saying(&format!("error: {says}"));
        victim.restore();
    }
    let _ = victim.build().run().succeeded();
}

/// Who changes object, bindings, pin and statement alike gets past a build that demands no signature: a pin says *unchanged*,
/// and not who made it. The change shows in review; compiling again shows it to anybody.
#[test]
fn what_is_altered_consistently_is_found_by_compiling_again() {
    let victim = Victim::new("trust-consistent");
    let pin = victim.put_evil(victim.pin("hello"));
    victim.put_pin(&pin);
    let _ = victim.build().run().succeeded();
    let verified = victim.user.coolbpf(&["verify"]).run().succeeded();
    assert!(verified.stdout.contains("unsigned: nobody says that it was made there"), "{verified}");
    let verified = victim.user.coolbpf(&["verify", "--rebuild"]).run().failed();
    assert!(verified.stdout.contains("hello for x86_64: WRONG"), "{verified}");
    assert!(verified.stdout.contains(": OTHER BYTES\n      section tracepoint"), "{verified}");
    assert!(verified.stdout.contains("other for x86_64: as pinned, and rebuilt"), "{verified}");
}

#[test]
fn what_is_compiled_into_a_binary_is_what_was_checked_though_the_files_change_during_the_build() {
    let victim = Victim::new("trust-swap");
    let pinned = victim.pin("hello").object.to_string();
    let evil = victim.user.path("evil.o");
    fs::write(&evil, &victim.evil.object).unwrap();
    // The attacker's moment: after coolbpf has looked, and before rustc runs.
    victim.user.write(
        "build.rs",
        format!(
            "fn main() -> coolbpf_build::Result<()> {{\n    coolbpf_build::compile()?;\n    \
             std::fs::copy({evil:?}, \"coolbpf-vendor/hello.x86_64.bpf.o\").unwrap();\n    Ok(())\n}}\n"
        ),
    );
    let _ = victim.build().run().succeeded();
    assert_eq!(fs::read(victim.path("bpf.o")).unwrap(), victim.evil.object);
    let carried = victim.inspect();
    assert!(carried.contains(&format!("object     {pinned}")), "{carried}");
    let binary = fs::read(coolbpf_tests::target_directory().join("debug/trust-swap")).unwrap();
    let holds = |object: &[u8]| binary.windows(object.len()).any(|window| window == object);
    let honest = victim.honest("hello.x86_64.bpf.o");
    assert!(holds(honest) && !holds(&victim.evil.object));
    // The next build sees what lies there now.
    let _ = victim.build().run().failed().saying("hello.x86_64.bpf.o is not the file that");

    // The same with what lies in OUT_DIR.
    victim.restore();
    victim.user.write(
        "build.rs",
        format!(
            "fn main() -> coolbpf_build::Result<()> {{\n    coolbpf_build::compile()?;\n    \
             let out = std::env::var(\"OUT_DIR\").unwrap() + \"/coolbpf\";\n    \
             for entry in std::fs::read_dir(out).unwrap() {{\n        \
             let object = entry.unwrap().path().join(\"object.bpf.o\");\n        \
             if object.exists() {{ std::fs::copy({evil:?}, object).unwrap(); }}\n    }}\n    Ok(())\n}}\n"
        ),
    );
    let _ =
        victim.build().run().failed().saying("object.bpf.o is not what the build script checked and wrote");
}
