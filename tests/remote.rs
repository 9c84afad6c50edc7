//! Building on a machine without clang, with a compile server in another process.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use coolbpf_tests::{Cargo, Form, Server, UserCrate, cargo_coolbpf_directory, hello, server_binary, write};
use tempfile::TempDir;

/// The server's binary, built once.
fn binary() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(server_binary)
}

/// Where servers listen, so that clients may ask them.
fn asking(cargo: Cargo, server: &str) -> Cargo {
    cargo.env("CARGO_NET_OFFLINE", "false").env("COOLBPF_SERVER", server)
}

/// Makes a key with `coolbpf-server keygen`; gives the secret key's file and the public key.
fn keygen(directory: &Path) -> (String, String) {
    let file = directory.join("signing.key");
    let made = Command::new(binary()).arg("keygen").arg(&file).output().expect("keygen runs");
    assert!(made.status.success(), "{made:?}");
    let said = String::from_utf8_lossy(&made.stdout).into_owned();
    let public = said.trim().strip_prefix("public key: ").expect("the public key");
    (file.display().to_string(), public.to_owned())
}

/// A workspace table for the manifest of a crate.
fn workspace(servers: &[&str], keys: &[&str]) -> String {
    format!("[workspace.metadata.coolbpf]\nservers = {servers:?}\nkeys = {keys:?}\n")
}

#[track_caller]
fn runs(user: &UserCrate) {
    let mut tool = user.start();
    tool.sees_true();
    tool.interrupt();
}

#[test]
fn a_crate_builds_without_clang_by_a_signed_answer_and_then_from_what_is_vendored_with_the_server_gone() {
    let keys = TempDir::with_prefix("coolbpf-keys-").unwrap();
    let (secret, public) = keygen(keys.path());
    let server = Server::start(binary(), &["--signing-key", &secret]);
    let user = hello("remote-whole", Form::Remote);
    user.manifest(&workspace(&[server.url()], &[&public]), Form::Remote);

    let online = |cargo: Cargo| cargo.env("CARGO_NET_OFFLINE", "false").without_clang();
    let built = online(user.cargo(&["build", "-vv"])).run().succeeded();
    let _ = built.saying(&format!("coolbpf: compiling `hello` for x86_64 at {}", server.url()));
    runs(&user);
    let _ = online(user.vendor(&[])).run().succeeded().saying(&format!("at {}", server.url()));
    let pin = user.read("coolbpf-vendor/hello.x86_64.toml");

    drop(server);
    let _ = user.build().without_clang().without_network().env("COOLBPF_LOCKED", "1").run().succeeded();
    runs(&user);
    // Local clang makes the same.
    let _ = user.vendor(&["--all-again"]).run().succeeded();
    assert_eq!(user.read("coolbpf-vendor/hello.x86_64.toml"), pin);
}

#[test]
fn a_server_that_signs_with_another_key_is_refused_and_nothing_is_built() {
    let keys = TempDir::with_prefix("coolbpf-keys-").unwrap();
    let (secret, _) = keygen(keys.path());
    let (_, another) = keygen(TempDir::with_prefix("coolbpf-keys-").unwrap().path());
    let server = Server::start(binary(), &["--signing-key", &secret]);
    let user = hello("remote-other-key", Form::Remote);
    user.manifest(&workspace(&[], &[&another]), Form::Remote);
    // A clang is at hand, and doesn't hide that the server lies.
    let said = asking(user.build(), server.url()).run().failed();
    let _ = said.saying("is refused: none of its signatures").saying("[workspace.metadata.coolbpf]");
}

#[test]
fn an_answer_that_contradicts_a_pin_of_the_same_request_and_compiler_is_refused() {
    let server = Server::start(binary(), &[]);
    let user = hello("remote-pin", Form::Remote);
    let object = |user: &UserCrate| std::fs::read(user.path("coolbpf-vendor/hello.x86_64.bpf.o")).unwrap();
    let digest = |user: &UserCrate| {
        let pin = user.read("coolbpf-vendor/hello.x86_64.toml");
        pin.lines().find(|line| line.starts_with("object = ")).unwrap().to_owned()
    };
    user.edit("src/bpf/hello.bpf.c", "256 * 1024", "512 * 1024");
    let _ = user.vendor(&[]).run().succeeded();
    let (other_object, other_digest) = (object(&user), digest(&user));
    user.edit("src/bpf/hello.bpf.c", "512 * 1024", "256 * 1024");
    let _ = user.vendor(&[]).run().succeeded();
    let _ = asking(user.vendor(&["--all-again"]), server.url()).run().succeeded();

    let honest_digest = digest(&user);
    user.edit("coolbpf-vendor/hello.x86_64.toml", &honest_digest, &other_digest);
    user.write("coolbpf-vendor/hello.x86_64.bpf.o", &other_object);
    let said = asking(user.vendor(&["--all-again"]), server.url()).run().failed();
    let _ = said.saying("pins another object for the same request").saying("nothing was written");
    assert!(object(&user) == other_object);
}

#[test]
fn errors_in_the_c_come_back_with_their_places() {
    let server = Server::start(binary(), &[]);
    let user = hello("remote-c-error", Form::Remote);
    user.edit("src/bpf/hello.bpf.c", "event->pid =", "event->pidd =");
    let said = asking(user.build(), server.url()).without_clang().run().failed();
    let _ = said.saying("src/bpf/hello.bpf.c:20:9: error: no member named 'pidd' in 'struct event'");
}

#[test]
fn nothing_is_sent_while_a_variable_forbids_it() {
    let server = Server::start(binary(), &[]);
    let user = hello("remote-offline", Form::Remote);
    for (name, value) in [("COOLBPF_OFFLINE", "1"), ("CARGO_NET_OFFLINE", "true"), ("DOCS_RS", "1")] {
        let build = asking(user.build(), server.url()).env(name, value);
        let _ = build.without_clang().run().failed().saying(&format!("{name} forbids to ask them"));
    }
    assert_eq!(requests(&server), 0);
}

#[test]
fn a_package_from_a_registry_sends_nothing_whatever_features_it_is_built_with() {
    let server = Server::start(binary(), &[]);
    let user = hello("remote-distributed", Form::Remote);
    // What cargo writes into each package that it unpacks from a registry.
    user.write(".cargo-checksum.json", "{\"files\":{}}");
    user.manifest(&workspace(&[server.url()], &[]), Form::Remote);
    let said = asking(user.build(), server.url()).without_clang().run().failed();
    let _ = said.saying("nothing here can compile it").without_saying(server.url());
    assert_eq!(requests(&server), 0);
}

#[test]
fn where_a_server_is_named_and_the_feature_is_off_the_error_says_so() {
    let user = hello("remote-feature-off", Form::Full);
    let said = asking(user.build(), "https://bpf.example.com").without_clang().run().failed();
    let _ = said.saying("features = [\"remote\"]").saying("COOLBPF_SERVER names compile servers");
    let light = hello("remote-feature-off-light", Form::Light);
    let said = asking(light.build(), "https://bpf.example.com").without_clang().run().failed();
    let _ = said.saying("features = [\"remote\"]").saying("without `default-features = false`");
}

#[test]
fn local_clang_compiles_where_no_server_answers_and_a_warning_tells_why() {
    let gone = Server::start(binary(), &[]).url().to_owned();
    let user = hello("remote-gone", Form::Remote);
    let said = asking(user.build(), &gone).run().succeeded();
    let said = said.saying("warning").saying("no compile server gives an object").saying(&gone);
    let _ = said.saying("`hello` is compiled on this machine instead");

    user.edit("src/bpf/hello.bpf.c", "256 * 1024", "512 * 1024");
    let said = asking(user.build(), &gone).without_clang().run().failed();
    let _ = said.saying("no compile server gives an object").saying("apt-get install clang-19");
}

#[test]
fn what_a_server_compiled_is_not_compiled_again_by_the_next_build() {
    let server = Server::start(binary(), &[]);
    let user = hello("remote-again", Form::Remote);
    let _ = asking(user.build(), server.url()).without_clang().run().succeeded();
    let before = requests(&server);
    user.edit("src/main.rs", "fn main()", "\nfn main()");
    let _ = asking(user.build(), server.url()).without_clang().run().succeeded();
    let offline = asking(user.build(), server.url()).env("COOLBPF_OFFLINE", "1").without_clang();
    let _ = offline.run().succeeded();
    assert_eq!((before, requests(&server)), (1, 1));
}

#[test]
fn a_token_tls_with_an_own_ca_and_a_proxy_work_together_with_the_credentials_file() {
    let files = TempDir::with_prefix("coolbpf-tls-").unwrap();
    let path = |name: &str| files.path().join(name).display().to_string();
    let certified = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    write(&files.path().join("ca.pem"), certified.cert.pem());
    write(&files.path().join("key.pem"), certified.signing_key.serialize_pem());
    let token = Command::new(binary()).args(["token", &path("tokens.toml"), "ci"]).output().unwrap();
    let token = String::from_utf8(token.stdout).unwrap().trim().to_owned();
    let tls = ["--tls-certificate", &path("ca.pem"), "--tls-key", &path("key.pem")];
    let server = Server::start(binary(), &[&tls[..], &["--tokens", &path("tokens.toml")]].concat());
    let port = server.url().rsplit(':').next().unwrap().to_owned();
    let url = format!("https://localhost:{port}");
    let user = hello("remote-tls", Form::Remote);
    let build = || asking(user.build(), &url).without_clang();

    // The system's CAs know nothing of this one.
    let _ = build().run().failed().saying("certificate").saying(&url);
    let trusting = || build().env("SSL_CERT_FILE", path("ca.pem"));
    let _ = trusting().run().failed().saying("401").saying("set COOLBPF_TOKEN");
    let wrong = trusting().env("COOLBPF_TOKEN", "no-such-token").run().failed().saying("401");
    let _ = wrong.without_saying("no-such-token");

    let credentials = files.path().join("coolbpf/credentials.toml");
    write(&credentials, format!("[tokens]\n\"{url}\" = \"{token}\"\n"));
    let with_file = || trusting().env("XDG_CONFIG_HOME", files.path().display().to_string());
    let _ = with_file().run().failed().saying("chmod 600").without_saying(&token);
    let closed = Command::new("chmod").arg("600").arg(&credentials).status().unwrap();
    assert!(closed.success());
    let built = with_file().run().succeeded();
    assert!(!format!("{built}").contains(&token), "{built}");
    runs(&user);
}

#[test]
fn a_proxy_of_the_environment_is_used() {
    let keys = TempDir::with_prefix("coolbpf-keys-").unwrap();
    let (secret, public) = keygen(keys.path());
    // A server understands what is sent to a proxy, so one stands in for both.
    let server = Server::start(binary(), &["--signing-key", &secret]);
    let user = hello("remote-proxy", Form::Remote);
    user.manifest(&workspace(&["http://bpf.invalid"], &[&public]), Form::Remote);
    let build = user.build().env("CARGO_NET_OFFLINE", "false").env("HTTP_PROXY", server.url());
    let _ = build.without_clang().run().succeeded();
    assert_eq!(requests(&server), 1);
}

#[test]
fn status_tells_where_each_object_comes_from_and_what_made_the_last_one_without_asking_anybody() {
    let server = Server::start(binary(), &[]);
    let user = hello("remote-status", Form::Remote);
    let status = || {
        let path = format!("{}:{}", cargo_coolbpf_directory().display(), std::env::var("PATH").unwrap());
        asking(user.cargo(&["coolbpf", "status"]), server.url()).env("PATH", path)
    };
    let printed = |status: Cargo| status.run().succeeded().stdout;
    let first = printed(status().without_clang());
    assert_eq!(
        first,
        format!(
            "remote-status:\n  hello (src/main.rs) for x86_64: to be compiled, because there is no \
             coolbpf-vendor/hello.x86_64.toml\n      1. by {}, which COOLBPF_SERVER names\n",
            server.url()
        )
    );
    let offline = printed(status().env("COOLBPF_OFFLINE", "1"));
    assert!(offline.contains("1. by clang 19") && offline.contains("COOLBPF_OFFLINE forbids"), "{offline}");
    assert_eq!(requests(&server), 0);

    let _ = asking(user.build(), server.url()).without_clang().run().succeeded();
    let built = printed(status());
    assert!(built.contains("2. by clang 19"), "{built}");
    assert!(built.contains("last built with: clang 19"), "{built}");
    assert!(built.contains(&format!(" at {}\n", server.url())), "{built}");

    let _ = asking(user.vendor(&[]), server.url()).run().succeeded();
    let vendored = printed(status());
    assert!(vendored.contains("hello (src/main.rs) for x86_64: vendored, made by clang 19"), "{vendored}");

    user.manifest("", Form::Full).edit("src/bpf/hello.bpf.c", "256 * 1024", "512 * 1024");
    let without_feature = printed(status());
    assert!(without_feature.contains("is stale"), "{without_feature}");
    assert!(without_feature.contains("without its feature `remote`"), "{without_feature}");
}

/// How many requests to compile have reached the server, by its own count.
fn requests(server: &Server) -> u64 {
    let address = server.url().trim_start_matches("http://");
    let mut connection = TcpStream::connect(address).unwrap();
    write!(connection, "GET /metrics HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n").unwrap();
    let mut metrics = String::new();
    connection.read_to_string(&mut metrics).unwrap();
    assert!(metrics.contains("# TYPE coolbpf_request_seconds"), "{metrics}");
    let compiles = metrics
        .lines()
        .filter(|line| line.starts_with("coolbpf_requests_total{") && line.contains("\"/v1/compile\""));
    compiles.filter_map(|line| line.rsplit(' ').next()?.parse::<u64>().ok()).sum()
}
