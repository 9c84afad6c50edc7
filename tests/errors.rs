//! What a user sees when something is wrong.

use coolbpf_tests::{Form, HELLO_C, HELLO_RS, UserCrate, hello, inline_hello, write};

#[test]
fn a_c_error_is_one_rust_error_with_clangs_line_and_no_cascade() {
    let user = hello("error-in-file", Form::Full);
    let _ = user.cargo(&["check"]).run().succeeded();
    user.edit("src/bpf/hello.bpf.c", "event->pid =", "event->pidd =");
    let said = user.cargo(&["check"]).run().failed().stderr;
    assert!(
        said.contains("src/bpf/hello.bpf.c:20:9: error: no member named 'pidd' in 'struct event'"),
        "{said}"
    );
    assert!(said.contains("event->pidd = bpf_get_current_pid_tgid() >> 32;"), "{said}");
    assert!(said.contains("--> src/main.rs"), "{said}");
    assert_eq!(said.matches("\nerror: ").count() + usize::from(said.starts_with("error: ")), 2, "{said}");
    assert!(said.contains("due to 1 previous error"), "{said}");

    user.edit("src/bpf/hello.bpf.c", "event->pidd =", "event->pid =");
    let _ = user.cargo(&["check"]).run().succeeded();
}

#[test]
fn the_first_build_with_a_c_error_shows_one_error_too() {
    let user = hello("error-at-first", Form::Full);
    user.edit("src/bpf/hello.bpf.c", "event->pid =", "event->pidd =");
    let said = user.cargo(&["check"]).run().failed().stderr;
    assert!(said.contains("no member named 'pidd'"), "{said}");
    assert!(said.contains("due to 1 previous error"), "{said}");
}

#[test]
fn an_error_in_inline_c_has_the_line_of_the_rust_file() {
    let user = UserCrate::new("error-inline", Form::Full);
    user.write("src/main.rs", inline_hello().replace("event->pid =", "event->pidd ="));
    let line = 1 + user.read("src/main.rs").lines().position(|line| line.contains("pidd")).unwrap();
    let said = user.cargo(&["check"]).run().failed().stderr;
    assert!(said.contains(&format!("src/main.rs:{line}:9: error: no member named 'pidd'")), "{said}");
}

#[test]
fn alternatives_that_are_none_are_an_error_that_names_the_file_and_the_program() {
    let user = hello("error-alternatives", Form::Full);
    user.edit("src/bpf/hello.bpf.c", "\nSEC(", "\nCOOLBPF_ALTERNATIVE(exit, tracepoint)\nSEC(");
    let said = user.cargo(&["check"]).run().failed();
    let _ = said
        .saying("src/bpf/hello.bpf.c")
        .saying("the alternatives `exit` have one way only, `tracepoint` (program `")
        .saying("declare another one, or take COOLBPF_ALTERNATIVE away");
}

#[test]
fn a_c_warning_is_a_cargo_warning_with_its_line() {
    let user = hello("warning-in-file", Form::Full);
    user.edit("src/bpf/hello.bpf.c", "\tif (!event)", "\tint unused;\n\tif (!event)");
    let said = user.cargo(&["check"]).run().succeeded();
    let _ = said.saying("src/bpf/hello.bpf.c:18:6: warning: unused variable 'unused'");
}

#[test]
fn an_error_behind_a_cfg_that_is_off_stays_silent() {
    let user = hello("error-behind-cfg", Form::Full);
    user.write(
        "src/main.rs",
        format!(
            "{HELLO_RS}\n#[cfg(some_unknown_cfg)]\n#[coolbpf::program]\nmod broken {{\n    \
             const SOURCE: &str = \"this is no C\";\n}}\n"
        ),
    );
    user.manifest("[lints.rust]\nunexpected_cfgs = \"allow\"\n", Form::Full);
    let _ = user.build().run().succeeded().without_saying("this is no C");
}

#[test]
fn a_missing_build_script_is_named() {
    let user = hello("error-no-build-script", Form::Full);
    std::fs::remove_file(user.path("build.rs")).unwrap();
    let _ = user.build().run().failed().saying("build.rs").saying("coolbpf_build::compile()");
}

#[test]
fn a_program_that_the_build_never_saw_is_named_with_the_key_that_lists_it() {
    let user = UserCrate::new("error-unseen", Form::Full);
    user.write("src/main.rs", "mod seen;\nfn main() {}\n").write("src/seen.rs", "include!(\"hidden.rs\");\n");
    user.write("src/hidden.rs", "#[coolbpf::program]\nmod hello {\n    const SOURCE: &str = \"\";\n}\n");
    let said = user.build().run().failed().saying("hello").saying("modules = [\"src/hidden.rs\"]");
    let _ = said.saying("[package.metadata.coolbpf]");
}

#[test]
fn a_program_that_a_macro_makes_in_a_file_that_was_walked_is_to_be_written_out() {
    let user = UserCrate::new("error-made-by-macro", Form::Full);
    user.write(
        "src/main.rs",
        "macro_rules! make {\n    ($name:ident) => {\n        #[coolbpf::program]\n        mod $name {\n            \
         const SOURCE: &str = \"\";\n        }\n    };\n}\nmake!(hello);\nfn main() {}\n",
    );
    let said = user.build().run().failed().saying("the build script did not see the program `hello`");
    let _ = said.saying("write the module out").without_saying("modules = [");
}

#[test]
fn a_directory_of_headers_that_does_not_exist_is_warned_of() {
    let user = hello("warning-include", Form::Full);
    user.write("there/x.h", "");
    user.manifest("[package.metadata.coolbpf]\ninclude = [\"there\", \"nosuch\"]\n", Form::Full);
    let said = user.cargo(&["check"]).run().succeeded();
    let _ = said.saying("names `nosuch`, and the package has no such directory").without_saying("`there`");
}

#[test]
fn a_missing_c_file_is_an_error_at_its_name() {
    let user = UserCrate::new("error-no-c-file", Form::Full);
    user.write("src/main.rs", HELLO_RS);
    let said = user.build().run().failed().stderr;
    assert!(said.contains("src/bpf/hello.bpf.c") || said.contains("bpf/hello.bpf.c"), "{said}");
    assert!(said.contains("No such file"), "{said}");
}

#[test]
fn files_outside_of_the_package_are_refused_with_the_reason() {
    let user = hello("error-outside", Form::Full);
    let outside = user.directory().parent().unwrap().join("outside.bpf.c");
    write(&outside, HELLO_C);
    let one_error = |says: &str| {
        let _ = user.cargo(&["check"]).run().failed().saying(says).saying("due to 1 previous error");
    };
    user.edit("src/main.rs", "bpf/hello.bpf.c", "../../outside.bpf.c");
    one_error("\"../../outside.bpf.c\" lies outside of the package");

    user.write("src/main.rs", HELLO_RS);
    user.edit(
        "src/bpf/hello.bpf.c",
        "#include <coolbpf.h>",
        "#include <coolbpf.h>\n#include \"../../../x.h\"",
    );
    one_error("'../../../x.h' file not found: it lies outside the package");

    write(
        &outside.with_file_name("outside.rs"),
        "#[coolbpf::program]\nmod hello { const SOURCE: &str = \"\"; }\n",
    );
    user.write("src/main.rs", "#[path = \"../../outside.rs\"]\nmod outside;\nfn main() {}\n");
    one_error("outside.rs lies outside of the package");
}

#[test]
fn an_option_with_a_typing_error_is_named_with_those_that_exist() {
    let user = hello("error-option", Form::Full);
    user.manifest("[package.metadata.coolbpf]\ndefine = { A = 1 }\n", Form::Full);
    let said = user.build().run().failed().saying("`package.metadata.coolbpf.define` is unknown");
    let _ = said.saying("defines");
}

#[test]
fn without_root_the_missing_capability_is_named() {
    let user = hello("error-not-root", Form::Full);
    let _ = user.build().run().succeeded();
    let copied = tempfile::TempDir::with_prefix("coolbpf-not-root-").unwrap();
    let tool = copied.path().join("tool");
    let built = coolbpf_tests::target_directory().join("debug/error-not-root");
    // By another process: had this one the copy open for writing, a child that another test starts at that moment would
    // have it too, and the kernel would refuse to run it.
    assert!(std::process::Command::new("cp").args([&built, &tool]).status().unwrap().success());
    let open = ["-R", "a+rX", &copied.path().display().to_string()].map(str::to_owned);
    assert!(std::process::Command::new("chmod").args(open).status().unwrap().success());
    let output = std::process::Command::new("setpriv")
        .args(["--reuid", "65534", "--regid", "65534", "--clear-groups", "--inh-caps=-all"])
        .arg(tool)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && said.contains("CAP_BPF"), "{said}");
}

#[test]
fn a_program_that_the_verifier_rejects_is_shown_with_its_c_line() {
    for (name, inline) in [("error-verifier-file", false), ("error-verifier-inline", true)] {
        let user = UserCrate::new(name, Form::Full);
        let broken = HELLO_C.replace("if (!event)\n\t\treturn 0;\n", "\n\n");
        assert_ne!(broken, HELLO_C);
        let rust = if inline { inline_hello().replace(HELLO_C, &broken) } else { HELLO_RS.to_owned() };
        user.write("src/main.rs", &rust).write("src/bpf/hello.bpf.c", &broken);
        let _ = user.build().run().succeeded();
        let output = std::process::Command::new(coolbpf_tests::target_directory().join("debug").join(name));
        let output = { output }.output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        let (file, text) = if inline { ("src/main.rs", &rust) } else { ("hello.bpf.c", &broken) };
        let line = 1 + text.lines().position(|line| line.contains("event->pid =")).unwrap();
        assert!(
            said.contains("R0 invalid mem access 'ringbuf_mem_or_null'")
                || said.contains("invalid mem access"),
            "{said}"
        );
        assert!(said.contains(&format!("{file}:{line}")), "should name {file}:{line}: {said}");
        assert!(!output.status.success());
        assert!(said.lines().count() < 30, "the part that matters is short: {said}");
    }
}
