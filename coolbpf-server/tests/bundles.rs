//! Several header bundles: what was compiled with an earlier version of coolbpf can be compiled again.

mod api;

use std::path::{Path, PathBuf};
use std::process::Command;

use api::{BINARY, Client, MADE, program, request, server};
use coolbpf_contract::Digest;
use coolbpf_contract::wire::{CompileRequest, ProblemKind, Toolchains};
use coolbpf_tests::{Cargo, Server, target_directory, workspace};

/// What another version of coolbpf has in `coolbpf.h` that this one hasn't.
const OTHER_LINE: &str = "#define COOLBPF_OTHER_VERSION 7\n";

/// Builds the server of another version of coolbpf: this one's sources with another `coolbpf.h`. It has a target directory of its own, as cargo
/// takes packages of the same place in two workspaces for the same.
fn other_version() -> PathBuf {
    let target = target_directory().join("../other-bundle");
    let source = target.join("source");
    let _ = std::fs::remove_dir_all(&source);
    std::fs::create_dir_all(&source).unwrap();
    let target = target.canonicalize().unwrap();
    for entry in std::fs::read_dir(workspace()).unwrap() {
        let path = entry.unwrap().path();
        if path.file_name().is_some_and(|name| name == "target" || name == ".git") {
            continue;
        }
        // With their times, so that what is unchanged since the last test is not compiled again.
        let copied =
            Command::new("cp").args(["--recursive", "--preserve=timestamps"]).args([&path, &source]).status();
        assert!(copied.unwrap().success());
    }
    let bundle = source.join("coolbpf-compiler/bundle");
    let header = bundle.join("include/coolbpf.h");
    let text = std::fs::read_to_string(&header).unwrap();
    std::fs::write(&header, text + OTHER_LINE).unwrap();
    let digest = source.join("coolbpf-contract/src/bundle_digest.txt");
    std::fs::write(digest, format!("{}\n", Digest::of(OTHER_LINE.as_bytes()))).unwrap();
    let _ = Cargo::new(&source, &["build", "--quiet", "--package", "coolbpf-server"])
        .env("CARGO_TARGET_DIR", target.to_str().unwrap())
        .run()
        .succeeded();
    target.join("debug/coolbpf-server")
}

#[test]
fn a_request_for_an_earlier_bundle_is_compiled_by_the_server_that_has_it() {
    let other = Server::start(&other_version(), &[]);
    let told: Toolchains = Client::new(other.url()).get("/v1/toolchains").json();
    let [bundle] = told.bundles.as_slice() else { panic!("{told:?}") };
    let server = server(&["--older", other.url()]);
    let client = Client::new(server.url());
    let told: Toolchains = client.get("/v1/toolchains").json();
    assert_eq!(told.bundles, [coolbpf_compiler::bundle_digest(), *bundle]);

    // It takes the other version's header to compile this.
    let source = program(1).replace("return 1", "return COOLBPF_OTHER_VERSION");
    let asked = CompileRequest {
        bundle: *bundle,
        ..request(&format!("#include \"vmlinux.h\"\n#include <coolbpf.h>\n{source}"))
    };
    let answer = client.compile(&asked).compiled();
    assert_eq!((answer.bundle, answer.request), (*bundle, asked.request.request_digest(*bundle)));
    assert_eq!(Client::new(other.url()).metric(MADE), 1.0);
    let own = CompileRequest { bundle: coolbpf_compiler::bundle_digest(), ..asked.clone() };
    client.compile(&own).problem(ProblemKind::SourceErrors);
    let wrong = CompileRequest { bundle: *bundle, ..request("int") };
    assert_eq!(client.compile(&wrong).problem(ProblemKind::SourceErrors).diagnostics.len(), 1);
    let none = CompileRequest { bundle: Digest::of(b""), ..asked };
    client.compile(&none).problem(ProblemKind::UnknownBundle);
}

#[test]
fn an_earlier_server_that_does_not_answer_is_told_at_the_start() {
    let cache = tempfile::TempDir::new().unwrap();
    for (url, expected) in [
        ("http://127.0.0.1:1", "asking the server http://127.0.0.1:1: connecting"),
        ("https://127.0.0.1:1", "as in http://127.0.0.1:8911"),
    ] {
        let output = Command::new(Path::new(BINARY))
            .args(["--check-config", "--older", url, "--cache"])
            .arg(cache.path())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && said.contains(expected), "{said}");
    }
}
