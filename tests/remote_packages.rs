//! Which packages of a build ask a compile server, and which don't.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use coolbpf_tests::{Form, HELLO_C, Server, UserCrate, hello, server_binary, workspace};

/// The server's binary, built once.
fn binary() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(server_binary)
}

/// A workspace table that names a server.
fn naming(server: &str) -> String {
    format!("[workspace.metadata.coolbpf]\nservers = [\"{server}\"]\n")
}

/// Writes a library with a program into `directory` of a crate; `build` and `runtime` are its dependencies on coolbpf.
fn library(user: &UserCrate, directory: &str, name: &str, [build, runtime]: [&str; 2], more: &str) {
    let at = |file: &str| format!("{directory}/{file}");
    user.write(
        &at("Cargo.toml"),
        format!(
            "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\ncoolbpf-runtime = {runtime}\n\n\
             [build-dependencies]\ncoolbpf-build = {build}\n\n{more}\n"
        ),
    );
    user.write(
        &at("build.rs"),
        "fn main() -> coolbpf_build::Result<()> {\n    coolbpf_build::compile()\n}\n",
    );
    user.write(&at("src/bpf/inner.bpf.c"), HELLO_C);
    user.write(
        &at("src/lib.rs"),
        "#[coolbpf::program]\npub mod inner {\n    const SOURCE: &str = include_str!(\"bpf/inner.bpf.c\");\n}\n",
    );
}

/// The dependencies on this coolbpf by path; `build` is more about the one on coolbpf-build.
fn by_path(build: &str) -> [String; 2] {
    let root = workspace();
    let path = |package: &str, more: &str| format!("{{ path = \"{}/{package}\"{more} }}", root.display());
    [path("coolbpf-build", build), path("coolbpf-runtime", "")]
}

#[test]
fn a_package_that_cargo_unpacked_sends_nothing_whatever_features_it_is_built_with() {
    let server = Server::start(binary(), &[]);
    let user = hello("remote-distributed", Form::Remote);
    // What cargo writes into each package that it unpacks from a registry.
    user.write(".cargo-checksum.json", "{\"files\":{}}");
    user.manifest(&naming(server.url()), Form::Remote);
    let said = user.build().asking(server.url()).without_clang().run().failed();
    let _ = said.saying("nothing here can compile it").without_saying(server.url());
    assert_eq!(server.compile_requests(), 0);
}
#[test]
fn nothing_is_sent_while_a_variable_forbids_it() {
    let server = Server::start(binary(), &[]);
    let user = hello("remote-offline", Form::Remote);
    for (name, value) in [("COOLBPF_OFFLINE", "1"), ("CARGO_NET_OFFLINE", "true"), ("DOCS_RS", "1")] {
        let build = user.build().asking(server.url()).env(name, value);
        let _ = build.without_clang().run().failed().saying(&format!("{name} forbids to ask them"));
    }
    assert_eq!(server.compile_requests(), 0);
}
#[test]
fn where_a_server_is_named_and_the_feature_is_off_the_error_says_so() {
    let user = hello("remote-feature-off", Form::Full);
    let said = user.build().asking("https://bpf.example.com").without_clang().run().failed();
    let _ = said.saying("features = [\"remote\"]").saying("COOLBPF_SERVER names compile servers");
    let light = hello("remote-feature-off-light", Form::Light);
    let said = light.build().asking("https://bpf.example.com").without_clang().run().failed();
    let _ = said.saying("features = [\"remote\"]").saying("without `default-features = false`");
}

#[test]
fn a_dependency_by_path_with_a_workspace_of_its_own_names_no_server() {
    let server = Server::start(binary(), &[]);
    let user = hello("remote-excluded", Form::Remote);
    let [build, runtime] = by_path(", features = [\"remote\"]");
    library(&user, "inner", "remote-excluded-inner", [&build, &runtime], &naming(server.url()));
    user.manifest(
        &format!("[dependencies]\ncoolbpf-runtime = {runtime}\nremote-excluded-inner = {{ path = \"inner\" }}\n[workspace]\nexclude = [\"inner\"]\n"),
        Form::Remote,
    );
    let build = || user.build().env("CARGO_NET_OFFLINE", "false").without_clang();
    let said = build().run().failed().saying("they are not asked for the package in");
    let _ = said.saying("not in the workspace that is being built");
    // Not even where the user names a server: the keys that go with it would be the dependency's own.
    let said = build().env("COOLBPF_SERVER", server.url()).run().failed();
    let _ = said.saying("COOLBPF_SERVER names compile servers, and they are not asked for the package in");
    let own = user.cargo(&["build", "--manifest-path", "inner/Cargo.toml"]);
    let asked_before = server.compile_requests();
    let _ = own.env("CARGO_NET_OFFLINE", "false").without_clang().run().succeeded();
    assert_eq!(server.compile_requests(), asked_before + 1);
    // The package of the root workspace itself may have asked.
    assert!(asked_before <= 1, "{asked_before}");
}

#[test]
fn a_package_that_does_not_name_the_feature_asks_nobody_although_another_names_it() {
    let server = Server::start(binary(), &[]);
    let user = hello("remote-unified", Form::Remote);
    let [build, runtime] = by_path("");
    library(&user, "inner", "remote-unified-inner", [&build, &runtime], "");
    user.manifest(
        &format!("[dependencies]\ncoolbpf-runtime = {runtime}\nremote-unified-inner = {{ path = \"inner\" }}\n[workspace]\n"),
        Form::Remote,
    );
    user.clean("remote-unified-inner");
    let said = user.build().asking(server.url()).without_clang().run().failed();
    let _ = said.saying("features = [\"remote\"]");
    let _ = user.build().asking(server.url()).run().succeeded();
    assert_eq!(server.compile_requests(), 1);
}

#[test]
fn a_package_in_a_git_repository_asks_nobody_beside_one_that_does() {
    let server = Server::start(binary(), &[]);
    let user = hello("remote-git", Form::Remote);
    let remote = "{ version = \"0.1\", features = [\"remote\"] }";
    library(&user, "repository/crates/inner", "remote-git-inner", [remote, "\"0.1\""], "");
    let git = |arguments: &[&str]| {
        let mut command = Command::new("git");
        let name = ["-c", "user.name=x", "-c", "user.email=x@example.com"];
        let ran = command.args(name).args(arguments).current_dir(user.path("repository")).output().unwrap();
        assert!(ran.status.success(), "{ran:?}");
        String::from_utf8(ran.stdout).unwrap().trim().to_owned()
    };
    git(&["init", "--quiet"]);
    git(&["add", "."]);
    git(&["commit", "--quiet", "--message", "x"]);
    let (url, commit) =
        (format!("file://{}", user.path("repository").display()), git(&["rev-parse", "HEAD"]));
    let ([build, runtime], source) = (by_path(""), format!("git+{url}#{commit}"));
    user.manifest(
        &format!(
            "[dependencies]\ncoolbpf-runtime = {runtime}\nremote-git-inner = {{ git = \"{url}\" }}\n[patch.crates-io]\n\
             coolbpf-build = {build}\ncoolbpf-runtime = {runtime}\n[workspace]\nexclude = [\"repository\"]\n"
        ),
        Form::Remote,
    );
    // Locked, so that no registry is asked.
    let locked = format!(
        "\n[[package]]\nname = \"remote-git-inner\"\nversion = \"0.1.0\"\nsource = \"{source}\"\ndependencies = [\n \
         \"coolbpf-build\",\n \"coolbpf-runtime\",\n]\n"
    );
    let lock = user.read("Cargo.lock") + &locked;
    user.write("Cargo.lock", lock);
    let _ = user.cargo(&["fetch"]).env("CARGO_NET_OFFLINE", "false").run().succeeded();
    user.clean("remote-git-inner");
    let said = user.build().asking(server.url()).without_clang().run().failed();
    let _ = said.saying("nothing here can compile it");
    let _ = user.build().asking(server.url()).run().succeeded();
    assert_eq!(server.compile_requests(), 1);
}
