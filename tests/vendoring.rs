//! Where a build gets its object: the rules, one test each.

use std::process::Command;

use coolbpf_tests::{Cargo, Form, UserCrate, hello, target_directory, workspace, write};

/// A crate like the hello example with its object vendored.
fn vendored(name: &str, form: Form) -> UserCrate {
    let user = hello(name, form);
    let _ = user.vendor(&[]).run().succeeded();
    assert_eq!(
        user.vendored_files(),
        [
            ".gitattributes",
            "hello.x86_64.bpf.o",
            "hello.x86_64.intoto.json",
            "hello.x86_64.rs",
            "hello.x86_64.toml"
        ]
    );
    user
}

/// Makes the vendored object stale.
fn change_the_source(user: &UserCrate) {
    user.edit("src/bpf/hello.bpf.c", "256 * 1024", "512 * 1024");
}

#[test]
fn a_vendored_object_is_used_without_clang_and_without_network() {
    let user = vendored("vendored-used", Form::Light);
    let _ = user.build().without_clang().without_network().run().succeeded().without_saying("warning");
    let mut tool = user.start();
    tool.sees_true();
    tool.interrupt();
}

#[test]
fn a_stale_object_is_compiled_where_clang_is_at_hand_with_a_warning_that_vendor_is_due() {
    let user = vendored("vendored-stale", Form::Full);
    change_the_source(&user);
    let _ = user.build().run().succeeded().saying("warning").saying("cargo coolbpf vendor");
    let mut tool = user.start();
    tool.sees_true();
    tool.interrupt();
}

#[test]
fn a_stale_object_without_clang_is_an_error_that_names_the_command() {
    let user = vendored("vendored-stale-no-clang", Form::Full);
    change_the_source(&user);
    let _ = user.build().without_clang().run().failed().saying("stale").saying("cargo coolbpf vendor");
}

#[test]
fn a_stale_object_is_an_error_where_the_build_is_locked() {
    let user = vendored("vendored-locked", Form::Full);
    change_the_source(&user);
    let build = user.build().env("COOLBPF_LOCKED", "1");
    let _ = build.run().failed().saying("COOLBPF_LOCKED").saying("cargo coolbpf vendor");
}

#[test]
fn altered_objects_bindings_and_pins_are_refused() {
    let user = vendored("vendored-altered", Form::Full);
    let flip_last_byte = |path: &str| {
        let mut bytes = std::fs::read(user.path(path)).unwrap();
        *bytes.last_mut().unwrap() ^= 1;
        user.write(path, bytes);
    };
    for (file, says) in [
        ("coolbpf-vendor/hello.x86_64.bpf.o", "hello.x86_64.bpf.o"),
        ("coolbpf-vendor/hello.x86_64.rs", "hello.x86_64.rs"),
    ] {
        flip_last_byte(file);
        let _ = user.build().run().failed().saying(says).saying("cargo coolbpf vendor");
        flip_last_byte(file);
    }
    let pin = user.read("coolbpf-vendor/hello.x86_64.toml");
    for (from, to, says) in [
        ("\nversion = 2", "\nversion = 7", "version 7"),
        ("object = \"sha256:", "object = \"sha256:0", "object"),
        ("program = \"hello\"", "program = \"other\"", "other"),
        ("arch = \"x86_64\"", "arch = \"aarch64\"", "aarch64"),
        ("version = 1\n", "version = 1\n<<<<<<< HEAD\n", "merge conflict"),
    ] {
        user.write("coolbpf-vendor/hello.x86_64.toml", pin.replace(from, to));
        let _ = user.build().run().failed().saying("hello.x86_64.toml").saying(says);
    }
    user.write("coolbpf-vendor/hello.x86_64.toml", pin);
    let _ = user.build().without_clang().run().succeeded();
}

#[test]
fn a_build_from_source_ignores_what_is_vendored_and_reports_differences() {
    let user = vendored("vendored-from-source", Form::Full);
    let from_source = || user.build().env("COOLBPF_FROM_SOURCE", "1");
    let _ = from_source().run().succeeded().without_saying("warning");

    std::fs::remove_dir_all(user.path("coolbpf-vendor")).unwrap();
    let _ = from_source().run().succeeded();
    let mut tool = user.start();
    tool.sees_true();
    tool.interrupt();

    let _ = user.vendor(&[]).env("COOLBPF_CLANG", "clang-16").run().succeeded();
    let said = from_source().run().succeeded().saying("warning").saying("the object differs");
    let _ = said.saying("made by clang 16");
    user.edit("coolbpf-vendor/hello.x86_64.rs", "pub", "pub ");
    let _ = from_source().run().succeeded().saying("warning").saying("broken");

    change_the_source(&user);
    let _ = from_source().env("COOLBPF_CLANG", "clang-none").run().failed().saying("clang-none");
}

#[test]
fn a_build_from_source_that_compiles_nothing_anew_gives_the_same_reasons() {
    let user = hello("light-from-source", Form::Light);
    let _ = user.vendor(&[]).env("COOLBPF_CLANG", "clang-16").run().succeeded();
    let path = format!(
        "{}:{}",
        coolbpf_tests::cargo_coolbpf_directory().display(),
        std::env::var("PATH").unwrap_or_default()
    );
    for times in ["once", "twice"] {
        // Has the build script run again.
        user.write("coolbpf-vendor/times", times);
        let said = user.build().env("PATH", &path).env("COOLBPF_FROM_SOURCE", "1").run().succeeded();
        let _ = said.saying("the object differs").saying("made by clang 16").without_saying("the headers of");
    }
}

#[test]
fn bindings_of_another_version_are_refused_with_the_command_that_makes_them_anew() {
    let user = vendored("bindings-version", Form::Light);
    user.edit("coolbpf-vendor/hello.x86_64.toml", "bindings-version = 1", "bindings-version = 7");
    let said = user
        .build()
        .without_clang()
        .run()
        .failed()
        .saying("hello.x86_64.rs was made for bindings of version 7");
    let _ = said.saying("cargo coolbpf vendor").without_saying("cannot find");
    let _ = user.vendor(&["--check"]).run().failed().saying("bindings of version 7");
    let _ = user.vendor(&[]).run().succeeded();
    let _ = user.build().without_clang().run().succeeded();
}

#[test]
fn the_command_that_mends_names_the_architectures_that_were_asked_for() {
    let user = vendored("vendored-archs", Form::Full);
    let said = user.vendor(&["--check", "--target", "aarch64"]).run().failed();
    let _ = said.saying("run `cargo coolbpf vendor --package vendored-archs --target aarch64`");
    let _ = user.vendor(&["--target", "aarch64"]).run().succeeded();
    let _ = user.vendor(&["--check"]).run().succeeded();
}

#[test]
fn with_nothing_vendored_and_no_clang_the_error_tells_the_ways_out() {
    let user = hello("vendored-nothing", Form::Full);
    let said = user.build().without_clang().run().failed().saying("cargo coolbpf vendor --target x86_64");
    let _ = said.saying("apt-get install clang-19").saying("COOLBPF_CLANG");
}

#[test]
fn the_light_form_lets_cargo_coolbpf_compile_and_says_so_where_it_is_missing() {
    let user = hello("light-compiles", Form::Light);
    let _ = user.build().run().failed().saying("cargo install cargo-coolbpf");

    let path = format!(
        "{}:{}",
        coolbpf_tests::cargo_coolbpf_directory().display(),
        std::env::var("PATH").unwrap_or_default()
    );
    let _ = user.build().env("PATH", &path).run().succeeded();
    let mut tool = user.start();
    tool.sees_true();
    tool.interrupt();

    user.edit("src/bpf/hello.bpf.c", "return 0;\n}", "return nothing;\n}");
    let build = user.build().env("PATH", &path).run().failed();
    let _ = build.saying("src/bpf/hello.bpf.c:").saying("use of undeclared identifier 'nothing'");
}

#[test]
fn the_light_form_compiles_few_crates_and_none_of_the_heavy_ones() {
    let user = vendored("light-tree", Form::Light);
    let tree = user.cargo(&["tree", "--edges", "normal,build", "--prefix", "none"]).run().succeeded().stdout;
    for heavy in ["libbpf-cargo", "reqwest", "clap", "serde ", "prettyplease", "coolbpf-compiler"] {
        assert!(!tree.contains(heavy), "{heavy} in\n{tree}");
    }
}

#[test]
fn vendor_check_changes_nothing_and_names_what_is_missing_stale_altered_and_left_over() {
    let user = hello("vendor-check", Form::Full);
    let said = user.vendor(&["--check"]).run().failed().saying("missing: coolbpf-vendor/hello.x86_64.toml");
    let _ = said.without_saying("left out").without_saying("altered");
    assert_eq!(user.vendored_files(), Vec::<String>::new());

    let _ = user.vendor(&[]).run().succeeded();
    let _ = user.vendor(&["--check"]).run().succeeded();

    change_the_source(&user);
    let before = user.read("coolbpf-vendor/hello.x86_64.toml");
    let _ = user.vendor(&["--check"]).run().failed().saying("stale");
    assert_eq!(user.read("coolbpf-vendor/hello.x86_64.toml"), before);

    let _ = user.vendor(&[]).run().succeeded();
    user.edit("coolbpf-vendor/hello.x86_64.rs", "pub", "pub ");
    let _ = user.vendor(&["--check"]).run().failed().saying("hello.x86_64.rs");

    user.edit("src/main.rs", "hello", "renamed");
    user.edit("src/main.rs", "bpf/renamed.bpf.c", "bpf/hello.bpf.c");
    let _ = user.vendor(&["--check"]).run().failed().saying("hello.x86_64.toml");
    let _ = user.vendor(&[]).run().succeeded();
    assert_eq!(
        user.vendored_files(),
        [
            ".gitattributes",
            "renamed.x86_64.bpf.o",
            "renamed.x86_64.intoto.json",
            "renamed.x86_64.rs",
            "renamed.x86_64.toml"
        ]
    );
    let _ = user.vendor(&["--check"]).run().succeeded();
}

#[test]
fn vendor_check_sees_what_cargo_package_would_leave_out() {
    let user = hello("vendor-left-out", Form::Full);
    user.edit("Cargo.toml", "edition = \"2024\"", "edition = \"2024\"\ninclude = [\"src/**\", \"build.rs\"]");
    let _ = user.vendor(&[]).run();
    let _ = user.vendor(&["--check"]).run().failed().saying("cargo package").saying("coolbpf-vendor/");
}

#[test]
fn a_packaged_crate_builds_from_its_vendored_object_and_refuses_a_stale_one() {
    let user = hello("packaged", Form::Light);
    // `cargo package` wants versions beside the paths.
    user.edit("Cargo.toml", "{ path", "{ version = \"0.1\", path");
    let _ = user.vendor(&[]).run().succeeded();
    // Without the lock file, since that can only be made where coolbpf is published.
    let package = ["package", "--no-verify", "--exclude-lockfile", "--allow-dirty"];
    let _ = user.cargo(&package).run().succeeded();

    let packages = tempfile::TempDir::with_prefix("coolbpf-package-").unwrap();
    let archive = target_directory().join("package/packaged-0.1.0.crate");
    let tar = Command::new("tar").arg("-xf").arg(archive).arg("-C").arg(packages.path()).status().unwrap();
    assert!(tar.success());
    let unpacked = packages.path().join("packaged-0.1.0");
    let manifest = std::fs::read_to_string(unpacked.join("Cargo.toml")).unwrap();
    assert!(!manifest.contains("path = \"/"), "{manifest}");
    // What cargo writes into each package that it unpacks from a registry.
    write(&unpacked.join(".cargo-ok"), "{\"v\":1}");
    write(&unpacked.join("Cargo.lock"), user.read("Cargo.lock"));
    // The registry has no coolbpf; this one is in its place.
    let patch = |name: &str| format!("patch.crates-io.{name}.path={:?}", workspace().join(name));
    let (runtime, build) = (patch("coolbpf-runtime"), patch("coolbpf-build"));
    let build = || Cargo::new(&unpacked, &["build", "--config", &runtime, "--config", &build]);
    let _ = build().without_clang().run().succeeded();

    let source = unpacked.join("src/bpf/hello.bpf.c");
    write(&source, std::fs::read_to_string(&source).unwrap().replace("256", "512"));
    let _ = build().run().failed().saying("stale").saying("error of the package");
}

#[test]
fn a_git_checkout_keeps_objects_and_sources_as_they_are() {
    let user = vendored("vendored-git", Form::Light);
    let git = |arguments: &[&str]| {
        let identity = ["-c", "user.name=x", "-c", "user.email=x@y", "-c", "core.autocrlf=true"];
        let done = Command::new("git")
            .args(identity)
            .args(arguments)
            .current_dir(user.directory())
            .output()
            .unwrap();
        assert!(done.status.success(), "{done:?}");
    };
    git(&["init", "--quiet"]);
    git(&["add", "--all"]);
    git(&["commit", "--quiet", "--message", "x"]);
    std::fs::remove_dir_all(user.path("coolbpf-vendor")).unwrap();
    std::fs::remove_dir_all(user.path("src")).unwrap();
    git(&["checkout", "--", "."]);
    assert!(user.read("src/main.rs").contains("\r\n"), "git rewrites the ends of lines elsewhere");
    let _ = user.build().without_clang().run().succeeded();
}
