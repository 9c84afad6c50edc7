//! Crates whose headers other packages' C includes.

use std::process::Command;

use coolbpf_tests::{Form, HELLO_C, UserCrate, hello};

/// A crate with C that includes a header of another crate, which lies in its directory `sizes`.
fn with_headers(name: &str, form: Form) -> UserCrate {
    let user = hello(name, form);
    user.write("sizes/src/lib.rs", "")
        .write(
            "sizes/Cargo.toml",
            "[package]\nname = \"ring-sizes\"\nversion = \"0.1.0\"\nedition = \"2024\"\nlinks = \"ring-sizes\"\n\
             [build-dependencies]\ncoolbpf-build = { path = \"$ROOT/coolbpf-build\", default-features = false }\n\
             [package.metadata.coolbpf]\nheaders = \"include\"\n"
                .replace("$ROOT", &coolbpf_tests::workspace().display().to_string()),
        )
        .write("sizes/build.rs", "fn main() -> coolbpf_build::Result<()> {\n    coolbpf_build::export_headers()\n}\n")
        .write("sizes/include/ring/large.h", "#pragma once\n#include \"../unit.h\"\n#define RING_SIZE (256 * UNIT)\n")
        .write("sizes/include/unit.h", "#pragma once\n#define UNIT 1024\n");
    user.write(
        "src/bpf/hello.bpf.c",
        HELLO_C.replace("256 * 1024", "RING_SIZE").replacen(
            "#include",
            "#include <dep/ring-sizes/ring/large.h>\n#include",
            1,
        ),
    );
    user.manifest(
        "[dependencies]\ncoolbpf-runtime = { path = \"$ROOT/coolbpf-runtime\" }\nring-sizes = { path = \"sizes\" }\n",
        form,
    );
    user
}

#[test]
fn headers_of_a_dependency_count_among_the_sources_wherever_it_lies() {
    let user = with_headers("headers-used", Form::Light);
    // Cargo tells the build script where the headers are; `cargo coolbpf` looks for itself. Both come to one digest.
    let _ = user.vendor(&[]).run().succeeded();
    let locked = || user.build().env("COOLBPF_LOCKED", "1").without_clang();
    let _ = locked().run().succeeded();
    let _ = user.vendor(&["--check"]).run().succeeded();
    let pin = user.read("coolbpf-vendor/hello.x86_64.toml");

    std::fs::rename(user.path("sizes"), user.path("elsewhere")).unwrap();
    user.edit("Cargo.toml", "path = \"sizes\"", "path = \"elsewhere\"");
    let _ = user.vendor(&["--all-again"]).run().succeeded();
    assert_eq!(user.read("coolbpf-vendor/hello.x86_64.toml"), pin);
    let _ = locked().run().succeeded();

    user.edit("elsewhere/include/unit.h", "1024", "2048");
    let _ = locked().run().failed().saying("coolbpf-vendor/hello.x86_64.toml is stale");
    let _ = user.vendor(&["--check"]).run().failed().saying("stale: coolbpf-vendor/hello.x86_64.toml");
}

/// Has the crate get its headers by `dependency`, as another crate's author publishes them: their `build.rs` is built with the
/// coolbpf-build that has their version, wherever the user has it from.
fn get_headers(user: &UserCrate, dependency: &str) {
    let root = coolbpf_tests::workspace();
    let by_path = format!("{{ path = \"{}\"", root.join("coolbpf-build").display());
    user.edit("sizes/Cargo.toml", &by_path, "{ version = \"0.1.0\"");
    let of_root = format!("[patch.crates-io]\ncoolbpf-build = {by_path} }}\n");
    user.edit("Cargo.toml", "ring-sizes = { path = \"sizes\" }\n", &format!("{dependency}\n{of_root}"));
}

/// Vendors, builds from what is vendored, and sees that both agree.
fn is_used(user: &UserCrate) {
    let _ = user.vendor(&[]).run().succeeded();
    let _ = user.build().env("COOLBPF_LOCKED", "1").without_clang().run().succeeded();
    let _ = user.vendor(&["--check"]).run().succeeded();
}

#[test]
fn headers_come_from_registries_too() {
    let user = with_headers("headers-of-a-registry", Form::Light);
    get_headers(&user, "ring-sizes = { version = \"0.1\", registry = \"headers\" }");
    let index = "sparse+https://headers.invalid/";
    user.write(
        ".cargo/config.toml",
        format!(
            "[registries.headers]\nindex = {index:?}\n[source.headers]\nregistry = {index:?}\n\
             replace-with = \"unpacked\"\n[source.unpacked]\ndirectory = \"unpacked\"\n"
        ),
    );
    let publish = |version: &str| {
        let directory = user.path(&format!("unpacked/ring-sizes-{version}"));
        std::fs::create_dir_all(directory.parent().unwrap()).unwrap();
        let copied = Command::new("cp").arg("-r").arg(user.path("sizes")).arg(directory).status().unwrap();
        assert!(copied.success());
        user.write(&format!("unpacked/ring-sizes-{version}/.cargo-checksum.json"), "{\"files\": {}}");
    };
    publish("0.1.0");
    is_used(&user);

    user.edit("sizes/Cargo.toml", "version = \"0.1.0\"\nedition", "version = \"0.1.1\"\nedition");
    user.edit("sizes/include/unit.h", "1024", "2048");
    publish("0.1.1");
    let _ = user.vendor(&["--check"]).run().succeeded();
    let _ = user.cargo(&["update", "--package", "ring-sizes"]).run().succeeded();
    let _ = user.build().env("COOLBPF_LOCKED", "1").without_clang().run().failed().saying("is stale");
    let _ = user.vendor(&["--check"]).run().failed().saying("stale: coolbpf-vendor/hello.x86_64.toml");
}

#[test]
fn headers_come_from_git_repositories_too() {
    let user = with_headers("headers-of-git", Form::Light);
    let repository = user.path("sizes").display().to_string();
    get_headers(&user, &format!("ring-sizes = {{ git = \"file://{repository}\" }}"));
    let git = |arguments: &[&str]| {
        let identity = ["-C", &repository, "-c", "user.name=x", "-c", "user.email=x@y"];
        let ran = Command::new("git").args(identity).args(arguments).output().unwrap();
        assert!(ran.status.success(), "{ran:?}");
        String::from_utf8(ran.stdout).unwrap().trim().to_owned()
    };
    git(&["init", "--quiet"]);
    git(&["add", "--all"]);
    git(&["commit", "--quiet", "--message", "x"]);
    let commit = git(&["rev-parse", "HEAD"]);
    // Locked, so that no registry is asked.
    let locked = format!(
        "\n[[package]]\nname = \"ring-sizes\"\nversion = \"0.1.0\"\nsource = \"git+file://{repository}#{commit}\"\n\
         dependencies = [\n \"coolbpf-build\",\n]\n"
    );
    let lock = user.read("Cargo.lock") + &locked;
    user.write("Cargo.lock", lock);
    let _ = user.cargo(&["fetch"]).env("CARGO_NET_OFFLINE", "false").run().succeeded();
    is_used(&user);
}

#[test]
fn errors_in_and_about_headers_of_a_dependency_name_its_true_path() {
    let user = with_headers("headers-wrong", Form::Full);
    user.edit("sizes/include/unit.h", "1024", "unknown");
    let header = user.path("sizes/include/unit.h").display().to_string();
    let _ = user.build().run().failed().saying(&format!("{header}:2:"));
    user.edit("sizes/include/unit.h", "#define UNIT unknown", "int 1;");
    let _ = user.build().run().failed().saying(&format!("{header}:2:"));
    let _ = user.vendor(&[]).run().failed().saying(&format!("{header}:2:"));

    user.edit("sizes/include/unit.h", "int 1;", "#define UNIT 1024");
    let _ = user.build().run().succeeded();
    user.edit("src/bpf/hello.bpf.c", "dep/ring-sizes/ring", "dep/ring-size/ring");
    let says = "#include <dep/ring-size/ring/large.h>: `ring-size` is none of the crates of headers under [dependencies], which \
                are: ring-sizes";
    let _ = user.build().run().failed().saying(says);
    let _ = user.vendor(&[]).run().failed().saying(says);

    user.edit("sizes/Cargo.toml", "links = \"ring-sizes\"\n", "");
    let _ = user.build().run().failed().saying("write links = \"ring-sizes\" under [package]");
}
