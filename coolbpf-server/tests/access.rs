//! Who may, over what, how often; and signatures that tell who answered.

mod api;

use std::path::Path;
use std::process::{Command, Output};

use api::{BINARY, Client, program, request, server};
use coolbpf_contract::wire::{ProblemKind, Toolchains};
use minisign_verify::{PublicKey, Signature};
use tempfile::TempDir;

/// Runs a command of the server to its end.
fn command(arguments: &[&str]) -> Output {
    Command::new(BINARY).args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim_end().to_owned()
}

fn path(directory: &TempDir, name: &str) -> String {
    directory.path().join(name).to_str().unwrap().to_owned()
}

fn new_token(file: &str, name: &str) -> String {
    let output = command(&["token", file, name]);
    assert!(output.status.success(), "{output:?}");
    text(&output.stdout)
}

#[test]
fn who_has_no_token_of_the_server_is_turned_away() {
    let directory = TempDir::new().unwrap();
    let file = path(&directory, "tokens");
    let token = new_token(&file, "ci");
    let kept = std::fs::read_to_string(&file).unwrap();
    assert!(!kept.contains(&token) && kept.contains("sha256:"), "{kept}");
    let server = server(&["--tokens", &file]);
    let client = Client::new(server.url());
    let asked = request(&program(1));
    for client in
        [client.clone(), client.clone().with_token("coolbpf_00"), client.clone().with_token(&kept[..40])]
    {
        let answer = client.compile(&asked);
        answer.problem(ProblemKind::Unauthorized);
        assert_eq!(answer.header("www-authenticate"), "Bearer");
        client.get("/v1/toolchains").problem(ProblemKind::Unauthorized);
        client.get("/metrics").problem(ProblemKind::Unauthorized);
        assert_eq!(client.get("/healthz").status, 200);
    }
    let ci = client.clone().with_token(&token);
    assert_eq!(ci.compile(&asked).status, 200);

    // A second one is known after SIGHUP, and the first one no more when its lines are gone.
    std::fs::remove_file(&file).unwrap();
    let second = client.with_token(&new_token(&file, "laptop"));
    server.signal("HUP");
    while second.compile(&asked).status != 200 {}
    ci.compile(&asked).problem(ProblemKind::Unauthorized);
}

#[test]
fn a_client_that_asks_too_often_is_told_to_wait() {
    let directory = TempDir::new().unwrap();
    let file = path(&directory, "tokens");
    let (first, second) = (new_token(&file, "first"), new_token(&file, "second"));
    let server = server(&["--tokens", &file, "--requests-per-minute", "5"]);
    let client = Client::new(server.url());
    let first = client.clone().with_token(&first);
    let asked = request(&program(2));
    for _ in 0..5 {
        assert_eq!(first.compile(&asked).status, 200);
    }
    let answer = first.compile(&asked);
    answer.problem(ProblemKind::RateLimited);
    assert!((1..=13).contains(&answer.header("retry-after").parse::<u64>().unwrap()));
    assert_eq!(client.with_token(&second).compile(&asked).status, 200);
}

#[test]
fn who_guesses_tokens_is_told_to_wait_and_who_has_one_is_not() {
    let directory = TempDir::new().unwrap();
    let file = path(&directory, "tokens");
    let token = new_token(&file, "ci");
    let server = server(&["--tokens", &file, "--requests-per-minute", "4"]);
    let client = Client::new(server.url());
    let guess = |number: u32| client.clone().with_token(&format!("coolbpf_{number}")).get("/v1/toolchains");
    for number in 0..4 {
        guess(number).problem(ProblemKind::Unauthorized);
    }
    // One more may be granted meanwhile.
    let answer = (4..50).map(guess).find(|answer| answer.status != 401).unwrap();
    answer.problem(ProblemKind::RateLimited);
    assert!((1..=16).contains(&answer.header("retry-after").parse::<u64>().unwrap()));
    assert_eq!(client.with_token(&token).get("/v1/toolchains").status, 200);
}

#[test]
fn without_tokens_an_address_is_a_client_and_asking_for_health_is_free() {
    let server = server(&["--requests-per-minute", "3"]);
    let client = Client::new(server.url());
    for path in ["/v1/toolchains", "/v1/btf", "/metrics"] {
        assert_eq!(client.get(path).status, 200);
    }
    let again = || Client::new(server.url()).get("/v1/toolchains");
    let answer = std::iter::repeat_with(again).find(|answer| answer.status != 200).unwrap();
    answer.problem(ProblemKind::RateLimited);
    assert_eq!((client.get("/healthz").status, client.get("/readyz").status), (200, 200));
}

#[test]
fn each_answer_is_signed_by_each_key() {
    let directory = TempDir::new().unwrap();
    let (old, new) = (path(&directory, "old.key"), path(&directory, "new.key"));
    let public: Vec<String> = [&old, &new]
        .map(|file| {
            let output = command(&["keygen", file]);
            text(&output.stdout).strip_prefix("public key: ").unwrap().to_owned()
        })
        .into();
    let written = std::fs::read_to_string(format!("{old}.pub")).unwrap();
    assert_eq!(written.lines().nth(1), Some(public[0].as_str()));
    let again = command(&["keygen", &old]);
    assert!(!again.status.success() && text(&again.stderr).contains("old.key"), "{again:?}");

    let server = server(&["--signing-key", &old, "--signing-key", &new]);
    let client = Client::new(server.url());
    let told: Toolchains = client.get("/v1/toolchains").json();
    assert_eq!(told.keys, public);
    let asked = request(&program(4));
    for _ in ["compiled", "from memory"] {
        let answer = client.compile(&asked).compiled();
        let message = answer.provenance().statement();
        assert_eq!(answer.signatures.len(), 2);
        for (signature, key) in answer.signatures.iter().zip(&public) {
            let key = PublicKey::from_base64(key).unwrap();
            let signature = Signature::decode(&signature.minisign).unwrap();
            key.verify(message.as_bytes(), &signature, false).unwrap();
            let mut other = answer.provenance();
            other.toolchain.push('x');
            assert!(key.verify(other.statement().as_bytes(), &signature, false).is_err());
        }
    }
}

#[test]
fn a_configuration_that_is_wrong_is_told_before_anything_listens() {
    let directory = TempDir::new().unwrap();
    let cache = path(&directory, "cache");
    let file = path(&directory, "server.toml");
    let check = |toml: &str| {
        std::fs::write(&file, format!("cache = {cache:?}\n{toml}")).unwrap();
        command(&["--check-config", "--config", &file])
    };
    let right = check("listen = \"127.0.0.1:0\"\nqueue = 3\n");
    assert!(right.status.success(), "{right:?}");
    assert_eq!(text(&right.stdout), "the configuration is right");
    for (toml, expected) in [
        ("queues = 3", "unknown field `queues`"),
        ("listen = \"0.0.0.0:0\"", "no tokens are asked for"),
        ("compiles = 0", "`compiles` should be at least 1"),
        ("builder = \"we\"", "`builder`: \"we\" can't name a builder"),
        ("clang = [\"/bin/true\"]", "/bin/true"),
        ("tokens = \"/nowhere\"", "reading the tokens in /nowhere"),
        ("signing-key = [\"/dev/null\"]", "/dev/null is no minisign secret key"),
        ("tls-certificate = \"/nowhere\"\ntls-key = \"/nowhere\"", "/nowhere"),
    ] {
        let wrong = check(toml);
        assert!(!wrong.status.success(), "{toml}");
        assert!(text(&wrong.stderr).contains(expected), "{toml}: {}", text(&wrong.stderr));
    }
    assert!(Path::new(&cache).exists());
}

#[test]
fn environment_and_flags_say_the_same_as_the_file() {
    let directory = TempDir::new().unwrap();
    let output = Command::new(BINARY)
        .arg("--check-config")
        .env("COOLBPF_SERVER_CACHE", directory.path())
        .env("COOLBPF_SERVER_LISTEN", "0.0.0.0:0")
        .env("COOLBPF_SERVER_ALLOW_ANONYMOUS", "true")
        .output()
        .unwrap();
    assert!(text(&output.stderr).contains("nothing is encrypted"), "{output:?}");
}
