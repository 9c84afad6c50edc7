//! What the compiler says, and what is said where nothing compiles.

use coolbpf_tests::{Form, HELLO_C, UserCrate, hello, inline_hello};

use crate::{HEADERS, json, object, program};

#[test]
fn c_errors_and_warnings_are_shown_as_rustc_shows_its_own() {
    let c = format!(
        "{HEADERS}struct pair {{\n\tint left;\n}};\n\nSEC(\"xdp\") int on_xdp(struct xdp_md *ctx)\n{{\n\
         \tstruct pair pair = {{}};\n\treturn pair.lefd;\n}}\n\nSEC(\"xdp\") int other(struct xdp_md *ctx)\n{{\n\
         \tint unused;\n\treturn XDP_PASS;\n}}\n"
    );
    let user = program("check-c-error", &c);
    let failed = user.coolbpf(&["check"]).run().failed();
    insta::assert_snapshot!(failed.stderr.trim_end(), @r"
    error: no member named 'lefd' in 'struct pair'; did you mean 'left'?
      --> src/bpf/x.bpf.c:15:14
       |
    15 |     return pair.lefd;
       |                 ^^^^
       |
    note: 'left' declared here
      --> src/bpf/x.bpf.c:9:6
       |
     9 |     int left;
       |         ^^^^

    warning: unused variable 'unused' [-Wunused-variable]
      --> src/bpf/x.bpf.c:20:6
       |
    20 |     int unused;
       |         ^^^^^^
    ");
    assert_eq!(failed.stdout, "1 error, 1 warning\n");

    let coloured = user.coolbpf(&["check", "--color", "always"]).run().failed();
    assert!(coloured.stderr.contains("\u{1b}[1m"), "{coloured}");

    let report = json(&user.coolbpf(&["check", "--format", "json"]).run().failed().without_saying("lefd"));
    let diagnostic = &object(&report, "x")["diagnostics"][0];
    assert_eq!(diagnostic["level"], "error");
    assert_eq!(diagnostic["place"]["file"], "src/bpf/x.bpf.c");
    assert_eq!(
        (diagnostic["place"]["line"].as_u64(), diagnostic["place"]["column"].as_u64()),
        (Some(15), Some(14))
    );
    let rendered = diagnostic["rendered"].as_str().unwrap();
    assert!(
        rendered.starts_with("error: no member named 'lefd'") && !rendered.contains('\u{1b}'),
        "{rendered}"
    );
}

#[test]
fn inline_c_has_the_lines_of_its_rust_file() {
    let user = UserCrate::new("check-inline", Form::Light);
    user.write("src/main.rs", inline_hello().replace("event->pid =", "event->pidd ="));
    let line = 1 + user.read("src/main.rs").lines().position(|line| line.contains("pidd")).unwrap();
    let said = user.coolbpf(&["check"]).run().failed().saying(&format!("--> src/main.rs:{line}:9\n"));
    let _ = said.saying(&format!("{line} |     event->pidd = bpf_get_current_pid_tgid() >> 32;"));

    // The first line of the C starts within a line of Rust.
    let line = "    const SOURCE: &str = \"int x() { return nothing; }\";";
    user.write("src/main.rs", format!("#[coolbpf::program]\nmod x {{\n{line}\n}}\nfn main() {{}}\n"));
    let column = line.find("nothing").unwrap() + 1;
    let said = user.coolbpf(&["check"]).run().failed().saying(&format!("--> src/main.rs:3:{column}\n"));
    let _ = said.saying(line);
}

#[test]
fn warnings_are_shown_of_what_is_vendored_too_and_where_that_can_not_be_is_said() {
    let user = hello("check-vendored", Form::Light);
    user.edit("src/bpf/hello.bpf.c", "\tif (!event)", "\tint unused;\n\tif (!event)");
    let this = std::env::consts::ARCH;
    let other = if this == "aarch64" { "x86_64" } else { "aarch64" };
    let _ = user.vendor(&["--target", this, "--target", other]).run().succeeded();
    let before = user.vendored_files();

    let checked = user.coolbpf(&["check"]).run().succeeded();
    assert_eq!(checked.stderr.matches("unused variable 'unused'").count(), 1, "once for both: {checked}");
    assert!(checked.stdout.contains(&format!("for {this}, vendored, made by clang ")), "{checked}");
    assert!(checked.stdout.contains(&format!("for {other}, vendored, made by clang ")), "{checked}");
    assert!(checked.stdout.contains(": 1 verified, 1 compiled only, 1 warning\n"), "{checked}");

    let blind = user.coolbpf(&["check"]).without_clang().run().succeeded();
    let blind = blind.saying("the C of `hello` was not compiled, so that nothing is known of its warnings");
    assert!(blind.stdout.contains(": 1 verified, 1 compiled only\n"), "{blind}");
    let locked = user.coolbpf(&["check"]).env("COOLBPF_LOCKED", "1").run().succeeded();
    let _ = locked.saying("COOLBPF_LOCKED allows vendored objects only");

    let demands = "[workspace]\n[workspace.metadata.coolbpf]\nminimum-toolchain = \"clang 99\"\n";
    user.manifest(demands, Form::Light);
    let refused = user.coolbpf(&["check", "--target", this]).run().failed();
    assert!(!refused.stdout.contains("verified"), "what a build refuses is not loaded: {refused}");
    let _ = refused.saying("is refused: ").saying("demands clang 99 or newer");
    user.manifest("", Form::Light);

    user.edit("src/bpf/hello.bpf.c", "int unused;", "");
    let stale = user.coolbpf(&["check", "--target", this]).run().succeeded();
    let _ = stale.saying("is stale").saying("`cargo coolbpf vendor` is due");
    assert_eq!(user.vendored_files(), before, "nothing is written");

    user.write("coolbpf-vendor/hello.x86_64.bpf.o", "altered");
    user.write("src/bpf/hello.bpf.c", HELLO_C.replace("\tif (!event)", "\tint unused;\n\tif (!event)"));
    let _ = user.coolbpf(&["check"]).run().failed().saying("is not the file that");
}

#[test]
fn without_a_compiler_and_without_an_object_the_way_to_one_is_told() {
    let user = hello("check-no-clang", Form::Light);
    let said = user.coolbpf(&["check"]).without_clang().run().failed();
    let _ = said.saying("error: nothing here can compile `hello` for ").saying("install one with");
    // The order is a build's: servers that are named come before this machine's clang.
    let online = |arguments: &[&str]| {
        let cargo = user.coolbpf(arguments).env("COOLBPF_SERVER", "http://127.0.0.1:9");
        cargo.env("CARGO_NET_OFFLINE", "false").run().succeeded()
    };
    let _ = online(&["check"]).saying("`hello` is compiled on this machine instead");
    let _ = online(&["check", "--offline"]).without_saying("instead");
}

#[test]
fn broken_metadata_is_told_and_other_packages_are_checked_all_the_same() {
    let user = hello("check-workspace", Form::Light);
    let member = |name: &str, more: &str| {
        let manifest =
            user.read("Cargo.toml").replace("name = \"check-workspace\"", &format!("name = \"{name}\""));
        let manifest = manifest.split("[workspace]").next().unwrap().to_owned() + more;
        user.write(&format!("{name}/Cargo.toml"), manifest);
        for file in ["build.rs", "src/main.rs", "src/bpf/hello.bpf.c"] {
            user.write(&format!("{name}/{file}"), user.read(file));
        }
    };
    member("broken", "[package.metadata.coolbpf]\ndefine = { A = 1 }\n");
    member("good", "");
    user.manifest("[workspace]\nmembers = [\"broken\", \"good\"]\n", Form::Light);
    let failed = user.coolbpf(&["check", "--workspace", "--exclude", "check-workspace"]).run().failed();
    assert!(failed.stdout.contains("good: `hello` (src/main.rs) for "), "{failed}");
    let failed = failed.saying("`broken`: ").saying("`package.metadata.coolbpf.define` is unknown");
    assert!(failed.stdout.ends_with(": 1 verified, 1 error\n"), "{failed}");

    // From elsewhere, files have names that lead to them.
    user.edit("good/src/bpf/hello.bpf.c", "event->pid =", "event->pidd =");
    let _ = user
        .coolbpf(&["check", "--package", "good"])
        .run()
        .failed()
        .saying("--> good/src/bpf/hello.bpf.c:20:9\n");
}
