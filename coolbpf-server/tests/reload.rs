//! What SIGHUP makes the server read again.

mod api;

use std::path::Path;
use std::process::Command;

use api::{BINARY, Certificate, Client, MADE, program, request, server};
use coolbpf_contract::wire::{CompileAnswer, ProblemKind, Toolchains};
use tempfile::TempDir;

/// Makes a signing key in the place of the one that is there, and gives the public key.
fn new_key(file: &str) -> String {
    for old in [file.to_owned(), format!("{file}.pub")] {
        if Path::new(&old).exists() {
            std::fs::remove_file(&old).unwrap();
        }
    }
    coolbpf_tests::signing_key(Path::new(BINARY), Path::new(file).parent().unwrap()).1
}

/// Makes a token in the place of those that are there.
fn new_token(file: &str) -> String {
    std::fs::write(file, "").unwrap();
    let output = Command::new(BINARY).args(["token", file, "ci"]).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

fn signers(answer: &CompileAnswer) -> Vec<&str> {
    answer.signatures.iter().map(|signature| signature.key.as_str()).collect()
}

#[test]
fn sighup_changes_tokens_certificate_and_keys_also_for_answers_from_the_cache() {
    let directory = TempDir::new().unwrap();
    let path = |name: &str| directory.path().join(name).to_str().unwrap().to_owned();
    let (key, tokens) = (path("signing.key"), path("tokens"));
    let (first_key, first_token) = (new_key(&key), new_token(&tokens));
    let first = Certificate::write(directory.path());
    let flags = [&first.flags()[..], &["--signing-key", &key, "--tokens", &tokens]].concat();
    let server = server(&flags);
    let client = Client::trusting(server.url(), &[&first]).with_token(&first_token);
    let asked = request(&program(1));
    let before = client.compile(&asked).compiled();
    assert_eq!(client.compile(&asked).compiled(), before);
    assert_eq!(client.get("/v1/toolchains").json::<Toolchains>().keys, [first_key.as_str()]);

    // One that can't be read leaves all as they were.
    let (second_key, second_token) = (new_key(&key), new_token(&tokens));
    std::fs::write(&first.certificate, "no certificate").unwrap();
    server.signal("HUP");
    client.wait_for("coolbpf_reloads_total{outcome=\"Failed\"}", |failed| failed == 1.0);
    assert_eq!(client.compile(&asked).compiled(), before);

    let second = Certificate::write(directory.path());
    server.signal("HUP");
    let client = || Client::trusting(server.url(), &[&second]).with_token(&second_token);
    // Until the new certificate is shown.
    while client().try_get("/healthz").is_err() {}
    client().wait_for("coolbpf_reloads_total{outcome=\"Done\"}", |done| done == 1.0);
    assert!(Client::trusting(server.url(), &[&first]).try_get("/healthz").is_err());
    let stranger = Client::trusting(server.url(), &[&second]).with_token(&first_token);
    stranger.compile(&asked).problem(ProblemKind::Unauthorized);
    assert_eq!(client().get("/v1/toolchains").json::<Toolchains>().keys, [second_key.as_str()]);
    for _ in ["from disk", "from memory"] {
        let after = client().compile(&asked).compiled();
        assert_eq!(after.object, before.object);
        assert_eq!(signers(&after).len(), 1);
        assert_ne!(signers(&after), signers(&before));
    }
    assert_eq!(client().metric(MADE), 1.0);
}
