//! What a change makes cargo do, and what it leaves alone.

use std::path::{Path, PathBuf};
use std::process::Command;

use coolbpf_tests::{Cargo, Form, UserCrate, hello, write};
use tempfile::TempDir;

/// A clang that writes a line for each time that it compiles.
struct CountingClang {
    directory: TempDir,
}

impl CountingClang {
    fn new() -> Self {
        let this = Self { directory: TempDir::with_prefix("coolbpf-clang-").unwrap() };
        // The compile runs with an empty environment, PATH included.
        let script = format!(
            "#!/bin/sh\necho run >> '{}'\ncase $1 in --*version | --print*) ;; *) test -e '{}' && exit 1 ;; esac\n\
             exec /usr/bin/clang-19 \"$@\"\n",
            this.log().display(),
            this.broken().display()
        );
        write(&this.path(), script);
        assert!(Command::new("chmod").arg("+x").arg(this.path()).status().unwrap().success());
        this
    }

    fn path(&self) -> PathBuf {
        self.directory.path().join("clang")
    }

    fn log(&self) -> PathBuf {
        self.directory.path().join("log")
    }

    /// While this file is there, it compiles nothing and doesn't say why.
    fn broken(&self) -> PathBuf {
        self.directory.path().join("broken")
    }

    /// How often it ran since it was last asked.
    fn runs(&self) -> usize {
        let runs = std::fs::read_to_string(self.log()).unwrap_or_default().lines().count();
        write(&self.log(), "");
        runs
    }

    fn build(&self, user: &UserCrate) -> Cargo {
        user.build().env("COOLBPF_CLANG", self.path().display().to_string())
    }
}

#[test]
fn a_changed_c_file_header_or_rust_file_is_compiled_again_and_an_unchanged_one_is_not() {
    let clang = CountingClang::new();
    let user = hello("rebuild-changed", Form::Full);
    user.write("src/bpf/event.h", "#define COMM 16\n");
    user.edit("src/bpf/hello.bpf.c", "#include <coolbpf.h>", "#include <coolbpf.h>\n#include \"event.h\"");
    user.edit("src/bpf/hello.bpf.c", "comm[16]", "comm[COMM]");
    let _ = clang.build(&user).run().succeeded();
    assert!(clang.runs() > 0, "the first build compiles");

    let _ = clang.build(&user).run().succeeded();
    assert_eq!(clang.runs(), 0, "nothing changed");

    user.edit("src/bpf/event.h", "16", "32");
    let _ = clang.build(&user).run().succeeded();
    assert!(clang.runs() > 0, "the header changed");

    user.edit("src/bpf/hello.bpf.c", "char comm", "u32 more;\n\tchar comm");
    user.edit("src/main.rs", "event.comm", "event.more");
    let _ = clang.build(&user).run().succeeded();
    assert!(clang.runs() > 0, "the C file changed");

    user.edit("src/main.rs", "{:>7} {}", "{:>8} {}");
    let _ = clang.build(&user).run().succeeded();
    assert_eq!(clang.runs(), 0, "the Rust file changed, the C did not");

    user.edit("src/main.rs", "mod hello", "mod greetings");
    user.edit("src/main.rs", "hello::attach", "greetings::attach");
    let _ = clang.build(&user).run().succeeded();
}

#[test]
fn a_compiler_that_failed_by_itself_is_asked_again_by_the_next_build() {
    let clang = CountingClang::new();
    let user = hello("rebuild-after-failure", Form::Full);
    // C that no earlier run of this test has had compiled in this target directory.
    let c = user.read("src/bpf/hello.bpf.c");
    user.write("src/bpf/hello.bpf.c", format!("{c}// {}\n", clang.path().display()));
    write(&clang.broken(), "");
    let _ = clang.build(&user).run().failed().saying("named no error");
    std::fs::remove_file(clang.broken()).unwrap();
    let _ = clang.build(&user).run().succeeded();
}

#[test]
fn c_inside_a_rust_file_is_compiled_again_when_it_changes_and_not_when_the_code_around_it_does() {
    let clang = CountingClang::new();
    let user = UserCrate::new("rebuild-inline", Form::Full);
    user.write("src/main.rs", coolbpf_tests::inline_hello());
    let _ = clang.build(&user).run().succeeded();
    assert!(clang.runs() > 0, "the first build compiles");

    user.edit("src/main.rs", "#[coolbpf", "// A line above the C.\n\n#[coolbpf");
    let _ = clang.build(&user).run().succeeded();
    assert_eq!(clang.runs(), 0, "only lines above the C changed");

    user.edit("src/main.rs", "256 * 1024", "128 * 1024");
    let _ = clang.build(&user).run().succeeded();
    assert!(clang.runs() > 0, "the C changed");
}

#[test]
fn the_light_form_has_an_unchanged_program_compiled_once() {
    let clang = CountingClang::new();
    let user = hello("rebuild-light", Form::Light);
    let path = format!(
        "{}:{}",
        coolbpf_tests::cargo_coolbpf_directory().display(),
        std::env::var("PATH").unwrap_or_default()
    );
    let build = || clang.build(&user).env("PATH", &path).run().succeeded();
    let _ = build();
    assert!(clang.runs() > 0, "the first build compiles");

    user.edit("src/main.rs", "{:>7} {}", "{:>8} {}");
    let _ = build();
    assert_eq!(clang.runs(), 0, "the Rust file changed, the C did not");

    user.edit("src/bpf/hello.bpf.c", "256 * 1024", "128 * 1024");
    let _ = build();
    assert!(clang.runs() > 0, "the C changed");
}

#[test]
fn a_restored_target_directory_with_new_times_does_not_run_clang() {
    let clang = CountingClang::new();
    let user = hello("rebuild-restored", Form::Full);
    let directories = TempDir::with_prefix("coolbpf-target-").unwrap();
    let [own, restored] = ["own", "restored"].map(|name| directories.path().join(name));
    // Not the tests' shared directory, which other tests build in while it is copied.
    let build = |target: &Path| clang.build(&user).env("CARGO_TARGET_DIR", target.display().to_string());
    let _ = build(&own).run().succeeded();
    assert!(clang.runs() > 0, "the first build compiles");

    let copied =
        Command::new("cp").args(["--recursive", "--no-preserve=timestamps"]).args([&own, &restored]).status();
    assert!(copied.unwrap().success());
    let everything = user.directory().display().to_string();
    let touched = Command::new("find").args([&everything, "-exec", "touch", "{}", "+"]).status().unwrap();
    assert!(touched.success());
    let _ = build(&restored).run().succeeded();
    assert_eq!(clang.runs(), 0, "what was built is in the restored directory");
}
