//! The client against servers that lie, fail or are busy: real HTTP, real objects, real signatures.

mod lies;
mod lying_server;
mod reaching;

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use coolbpf_compiler::Toolchain;
use coolbpf_contract::wire::{AnsweredObject, CompileAnswer, CompileRequest};
use coolbpf_contract::{Arch, BuilderId, Digest, Options, Request, Signature, Sources, Time};
use minisign::KeyPair;

use super::*;
use crate::answer::Judge;
use crate::client::Clock;

const C: &str = "struct some_value { int member; };\nstruct some_value value;\n\
                 char LICENSE[] __attribute__((section(\"license\"), used)) = \"GPL\";\n\
                 __attribute__((section(\"socket\"), used)) int on_packet(void *ctx) { return value.member; }\n";

fn request(text: &str) -> Request {
    let main = "src/bpf/x.bpf.c".parse().unwrap();
    let files = [("src/bpf/x.bpf.c".parse().unwrap(), text.as_bytes().to_vec())];
    let sources = Sources::new(main, files.into_iter().collect()).unwrap();
    Request { sources, options: Options::default(), arch: Arch::X86_64 }
}

/// The object that an honest compiler makes of [`C`], and that compiler.
fn honest_object() -> &'static (Vec<u8>, String) {
    static OBJECT: OnceLock<(Vec<u8>, String)> = OnceLock::new();
    OBJECT.get_or_init(|| {
        let toolchain = Toolchain::find().unwrap();
        let compiled = coolbpf_compiler::compile(&request(C), &toolchain).unwrap();
        (compiled.object.into_bytes(), toolchain.id().to_owned())
    })
}

/// What an honest server answers, but for the signature.
fn honest() -> CompileAnswer {
    let (bytes, toolchain) = honest_object().clone();
    let bundle = coolbpf_compiler::bundle_digest();
    CompileAnswer {
        request: request(C).request_digest(bundle),
        bundle,
        toolchain,
        builder: BuilderId::server(),
        object: AnsweredObject { digest: Digest::of(&bytes), bytes },
        diagnostics: Vec::new(),
        time: Time::now().unwrap(),
        signatures: Vec::new(),
    }
}

/// The key that the workspace names.
fn key() -> &'static KeyPair {
    static KEY: OnceLock<KeyPair> = OnceLock::new();
    KEY.get_or_init(|| KeyPair::generate_unencrypted_keypair().unwrap())
}

fn signed_by(key: &KeyPair, mut answer: CompileAnswer) -> CompileAnswer {
    let message = answer.provenance().statement();
    let signature = minisign::sign(Some(&key.pk), &key.sk, message.as_bytes(), None, None).unwrap();
    answer.signatures = vec![Signature { key: "0123456789ABCDEF".into(), minisign: signature.into_string() }];
    answer
}

fn json(answer: &CompileAnswer) -> Vec<u8> {
    serde_json::to_vec(answer).unwrap()
}

fn named(servers: &[String]) -> Named {
    let server = |url: &String| NamedServer {
        url: url.parse().unwrap(),
        by: "COOLBPF_SERVER".into(),
        by_variable: true,
    };
    let servers = servers.iter().map(server).collect();
    Named {
        demanding: Demanding::Workspace,
        servers,
        keys: Vec::new(),
        minimum_toolchain: None,
        maximum_age: None,
    }
}

/// The servers of a workspace that names the key and demands something of the answers.
fn demanding(servers: &[String]) -> Named {
    let mut named = named(servers);
    named.keys = vec![key().pk.to_base64().parse().unwrap()];
    named.minimum_toolchain = Some("clang 14".parse().unwrap());
    named.maximum_age = Some(Duration::from_secs(3600));
    named
}

std::thread_local! {
    static PASSED: std::cell::Cell<Duration> = const { std::cell::Cell::new(Duration::ZERO) };
    static PAUSES: std::cell::RefCell<Vec<u64>> = const { std::cell::RefCell::new(Vec::new()) };
}

/// The pauses of this test so far, in milliseconds.
fn pauses() -> Vec<u64> {
    PAUSES.take()
}

/// The time that has passed for a test: nothing but its pauses.
fn now() -> Instant {
    static START: OnceLock<Instant> = OnceLock::new();
    *START.get_or_init(Instant::now) + PASSED.get()
}

/// A client that notes its pauses and doesn't make them.
fn client(named: &Named, credentials: &Credentials, longest_exchange: Duration) -> Client {
    let mut client = Client::with(named, credentials, longest_exchange).unwrap();
    client.clock = Clock { now, pause: note, spread: |pause| pause };
    client
}

fn note(pause: Duration) {
    PASSED.set(PASSED.get() + pause);
    PAUSES.with_borrow_mut(|pauses| pauses.push(u64::try_from(pause.as_millis()).unwrap()));
}

fn compile(named: &Named) -> Result<Answer, Failure> {
    let mut client = client(named, &Credentials::default(), Duration::from_secs(30));
    client.compile("x", &request(C), coolbpf_compiler::bundle_digest())
}
