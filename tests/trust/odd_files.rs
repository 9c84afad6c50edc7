//! Links, huge files, pipes and devices in the place of vendored files, for the commands that read these. None follows or
//! opens them, waits for them, or has them in memory.

use std::fs::{self, File};
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

use coolbpf_tests::{Cargo, UserCrate, cargo_coolbpf_directory};

use crate::victim::Victim;

/// What takes the place of a file.
struct Odd {
    what: &'static str,
    put: fn(&Path),
    says: &'static str,
}

const ODD: [Odd; 4] = [
    Odd {
        what: "a link to a device",
        put: |path| symlink("/dev/zero", path).unwrap(),
        says: "no regular file, and links are not followed here",
    },
    Odd {
        what: "a huge file",
        put: |path| File::create(path).unwrap().set_len(64 << 30).unwrap(),
        says: "more than 33554432",
    },
    Odd {
        what: "a pipe that nobody writes to",
        put: |path| run("mkfifo", &[path.to_str().unwrap()]),
        says: "no regular file, and links are not followed here",
    },
    Odd {
        what: "a device without end",
        put: |path| run("mknod", &[path.to_str().unwrap(), "c", "1", "5"]),
        says: "no regular file, and links are not followed here",
    },
];

fn run(program: &str, arguments: &[&str]) {
    assert!(Command::new(program).args(arguments).status().unwrap().success(), "{program} {arguments:?}");
}

/// A command, and how it ends where it reads an odd file.
struct Reader {
    arguments: &'static [&'static str],
    code: i32,
    /// The files that it doesn't read.
    passes_over: &'static [&'static str],
}

const READERS: [Reader; 5] = [
    Reader { arguments: &["verify"], code: 2, passes_over: &[] },
    Reader { arguments: &["vendor", "--check"], code: 1, passes_over: &[] },
    Reader { arguments: &["audit"], code: 2, passes_over: &[".gitattributes"] },
    Reader {
        arguments: &["diff"],
        code: 1,
        passes_over: &["hello.x86_64.rs", "hello.x86_64.intoto.json", ".gitattributes"],
    },
    Reader {
        arguments: &["inspect", "hello"],
        code: 1,
        passes_over: &["hello.x86_64.rs", "hello.x86_64.intoto.json", ".gitattributes"],
    },
];

const FILES: [&str; 5] = [
    "hello.x86_64.bpf.o",
    "hello.x86_64.rs",
    "hello.x86_64.toml",
    "hello.x86_64.intoto.json",
    ".gitattributes",
];

/// `cargo coolbpf` with less memory than a huge file has, and an end where it would wait for ever.
fn limited(user: &UserCrate, arguments: &[&str]) -> Cargo {
    static PATH: OnceLock<String> = OnceLock::new();
    let path = PATH.get_or_init(|| {
        let installed = std::env::var("PATH").unwrap_or_default();
        format!("{}:{installed}", cargo_coolbpf_directory().display())
    });
    user.cargo(&[&["coolbpf"], arguments].concat()).env("PATH", path).within(8 << 30, 300)
}

#[test]
fn no_command_follows_waits_for_or_holds_what_is_no_vendored_file() {
    let victim = Victim::new("trust-odd-files");
    let user = &victim.user;
    for arguments in [&["init", "--quiet"][..], &["add", "."], &["commit", "--quiet", "--message", "x"]] {
        let identity =
            ["-C", user.directory().to_str().unwrap(), "-c", "user.name=x", "-c", "user.email=x@y"];
        run("git", &[&identity, arguments].concat());
    }
    for Reader { arguments, .. } in READERS {
        let _ = limited(user, arguments).run().succeeded();
    }
    for Odd { what, put, says } in &ODD {
        for file in FILES {
            let path = user.path(&format!("coolbpf-vendor/{file}"));
            fs::remove_file(&path).unwrap();
            put(&path);
            for Reader { arguments, code, passes_over } in &READERS {
                let ended = limited(user, arguments).run();
                let said = format!("{}{}", ended.stdout, ended.stderr);
                println!("{what} as {file}, {arguments:?}: {said}");
                if passes_over.contains(&file) {
                    let _ = ended.succeeded();
                    continue;
                }
                let _ = ended.ended_with(*code);
                let lines: Vec<&str> = said.lines().filter(|line| line.contains(file)).collect();
                let says =
                    if file == ".gitattributes" { "is not what `cargo coolbpf vendor` writes" } else { says };
                assert!(
                    lines.iter().filter(|line| line.contains(says)).count() == 1,
                    "{what} as {file}, {arguments:?}:\n{said}"
                );
            }
            victim.restore();
        }
    }
}
