//! Attacks on the answers of compile servers, by somebody between a build and a server, or by a server itself.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use coolbpf_contract::Digest;
use coolbpf_contract::wire::{AnsweredObject, CompileAnswer};
use coolbpf_tests::{Cargo, Form, Server, UserCrate, hello, server_binary};

use crate::liar::Liar;
use crate::victim::Victim;

/// The server's binary, built once.
fn binary() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(server_binary)
}

/// Makes a key; gives the secret key's file and the public key.
fn keygen(directory: &Path) -> (String, String) {
    let file = directory.join("signing.key");
    let made = std::process::Command::new(binary()).arg("keygen").arg(&file).output().unwrap();
    let said = String::from_utf8_lossy(&made.stdout).into_owned();
    let public = said.trim().strip_prefix("public key: ").expect("the public key");
    (file.display().to_string(), public.to_owned())
}

fn asking(user: &UserCrate, url: &str) -> Cargo {
    user.build().env("CARGO_NET_OFFLINE", "false").env("COOLBPF_SERVER", url)
}

fn with_object(answer: CompileAnswer, bytes: Vec<u8>) -> CompileAnswer {
    CompileAnswer { object: AnsweredObject { digest: Digest::of(&bytes), bytes }, ..answer }
}

#[test]
fn answers_that_are_not_what_a_named_builder_made_of_this_very_request_are_refused() {
    let directory = tempfile::tempdir().unwrap();
    let (secret, public) = keygen(directory.path());
    let server = Server::start(binary(), &["--signing-key", &secret]);
    let user = hello("trust-answers", Form::Remote);
    let named = format!("[workspace.metadata.coolbpf]\nkeys = [\"{public}\"]\n");
    user.manifest(&named, Form::Remote);

    // The first answer is to another request; the builder signed it, and the attacker kept it.
    let mut kept = None;
    let replay = Liar::before(server.url(), move |answer| kept.get_or_insert(answer).clone());
    let _ = asking(&user, &replay.url).without_clang().run().succeeded();
    user.edit("src/bpf/hello.bpf.c", "256 * 1024", "512 * 1024");
    // A clang at hand doesn't hide a lie.
    let refused = |url: &str, lie: &str| {
        let said = asking(&user, url).run().failed();
        let _ = said.saying(&format!("the answer of {url} is refused: {lie}"));
    };
    refused(&replay.url, "it answers another request\n");

    let renamed =
        Liar::before(server.url(), |answer| CompileAnswer { toolchain: "clang 99.0.0".into(), ..answer });
    refused(&renamed.url, "none of its signatures (by ");
    let cut = Liar::before(server.url(), |mut answer| {
        answer.object.bytes.pop();
        answer
    });
    refused(&cut.url, "its object has not the digest that it says\n");
    let evil = Liar::before(server.url(), |answer| {
        let mut bytes = answer.object.bytes.clone();
        bytes.extend([0; 8]);
        with_object(answer, bytes)
    });
    refused(&evil.url, "none of its signatures (by ");
    let unsigned = Liar::before(server.url(), |answer| CompileAnswer { signatures: Vec::new(), ..answer });
    refused(&unsigned.url, "it is not signed, and the workspace names keys");

    // An answer of long ago, which the attacker kept, with a time of today.
    let today = Liar::before(server.url(), |answer| CompileAnswer {
        time: "2020-01-01T00:00:00Z".parse().unwrap(),
        ..answer
    });
    refused(&today.url, "none of its signatures (by ");
    let _ = asking(&user, server.url()).without_clang().run().succeeded();
}

#[test]
fn a_second_server_that_disagrees_is_named_by_verify_and_counts_for_no_quorum() {
    let server = Server::start(binary(), &[]);
    let victim = Victim::new("trust-quorum");
    let evil = victim.evil.object.clone();
    let liar = Liar::before(server.url(), move |answer| with_object(answer, evil.clone()));
    let verify = |arguments: &[&str]| {
        let arguments = [&["verify", "--server", server.url()], arguments].concat();
        victim.user.coolbpf(&arguments).env("CARGO_NET_OFFLINE", "false").run()
    };
    let agreed = verify(&["--quorum", "2"]).succeeded();
    assert!(agreed.stdout.contains("the same bytes from 2 of 2; 2 wanted"), "{agreed}");
    let disagreed = verify(&["--server", &liar.url, "--quorum", "2"]).failed();
    assert!(disagreed.stdout.contains(&format!("at {}: OTHER BYTES", liar.url)), "{disagreed}");
    assert!(disagreed.stdout.contains("the same bytes from 2 of 3; 2 wanted"), "{disagreed}");
}

#[test]
fn bindings_are_written_from_the_object_and_an_answer_that_brings_some_is_none() {
    let server = Server::start(binary(), &[]);
    let liar = Liar::adding(server.url(), "bindings", "compile_error!(\"evil\");");
    let user = hello("trust-bindings", Form::Remote);
    let said = asking(&user, &liar.url).without_clang().run().failed();
    let _ = said.saying("unknown field `bindings`").without_saying("evil");
    let bindings = |vendor: Cargo| {
        let _ = vendor.run().succeeded();
        user.read("coolbpf-vendor/hello.x86_64.rs")
    };
    let of_server = bindings(user.vendor(&[]).asking(server.url()).without_clang());
    assert_eq!(bindings(user.vendor(&["--all-again"])), of_server);
}
