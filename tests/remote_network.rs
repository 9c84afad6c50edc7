//! Reaching a compile server: TLS, tokens and proxies.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use coolbpf_tests::{
    Cargo, Form, Proxy, Server, cargo_coolbpf_directory, hello, server_binary, signing_key, target_directory,
    write,
};
use tempfile::TempDir;

/// The server's binary, built once.
fn binary() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(server_binary)
}

/// Writes a certificate for two names of this machine into `directory`; gives the server's arguments. The first name can be looked up.
fn certificate(directory: &Path) -> [String; 4] {
    let names = ["localhost".to_owned(), "bpf.invalid".to_owned()];
    let certified = rcgen::generate_simple_self_signed(names).unwrap();
    let path = |name: &str| directory.join(name).display().to_string();
    write(&directory.join("ca.pem"), certified.cert.pem());
    write(&directory.join("key.pem"), certified.signing_key.serialize_pem());
    ["--tls-certificate".into(), path("ca.pem"), "--tls-key".into(), path("key.pem")]
}

/// The port that a server listens at.
fn port(server: &Server) -> &str {
    server.url().rsplit(':').next().unwrap()
}

#[test]
fn a_token_of_the_credentials_file_and_tls_with_an_own_ca_work_together() {
    let files = TempDir::with_prefix("coolbpf-tls-").unwrap();
    let path = |name: &str| files.path().join(name).display().to_string();
    let tls = certificate(files.path());
    let token = Command::new(binary()).args(["token", &path("tokens.toml"), "ci"]).output().unwrap();
    let token = String::from_utf8(token.stdout).unwrap().trim().to_owned();
    let tls: Vec<&str> = tls.iter().map(String::as_str).collect();
    let server = Server::start(binary(), &[&tls[..], &["--tokens", &path("tokens.toml")]].concat());
    let url = format!("https://localhost:{}", port(&server));
    let user = hello("remote-tls", Form::Remote);
    let build = || user.build().asking(&url).without_clang();

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

    // Neither do the commands print it.
    let path = format!("{}:{}", cargo_coolbpf_directory().display(), std::env::var("PATH").unwrap());
    let trusting = |cargo: Cargo| {
        let cargo =
            cargo.asking(&url).env("SSL_CERT_FILE", files.path().join("ca.pem").display().to_string());
        cargo.env("PATH", path.clone()).env("COOLBPF_TOKEN", token.clone())
    };
    for arguments in
        [&["coolbpf", "vendor"][..], &["coolbpf", "vendor", "--all-again"], &["coolbpf", "status"]]
    {
        let said = trusting(user.cargo(arguments)).run().succeeded();
        assert!(!format!("{said}").contains(&token), "{said}");
    }
    let _ = trusting(user.vendor(&["--all-again"])).run().succeeded().saying(&format!(" at {url}"));

    // And Cargo, which keeps the values of variables that a build script watches, is not told of it.
    user.edit("src/bpf/hello.bpf.c", "256 * 1024", "512 * 1024");
    let _ = trusting(user.build()).run().succeeded();
    let mut kept = Command::new("grep");
    kept.args(["--recursive", "--files-with-matches", &token]);
    let kept = kept.args([".fingerprint", "build"].map(|kind| target_directory().join("debug").join(kind)));
    let kept = kept.output().unwrap();
    assert_eq!((kept.status.code(), String::from_utf8_lossy(&kept.stdout).as_ref()), (Some(1), ""));
}
#[test]
fn plain_http_goes_through_the_proxy_of_the_environment() {
    let keys = TempDir::with_prefix("coolbpf-keys-").unwrap();
    let (secret, public) = signing_key(binary(), keys.path());
    // A server understands what is sent to a proxy, so one stands in for both.
    let server = Server::start(binary(), &["--signing-key", &secret]);
    let user = hello("remote-proxy", Form::Remote);
    user.manifest(
        &format!("[workspace.metadata.coolbpf]\nservers = [\"http://bpf.invalid\"]\nkeys = [\"{public}\"]\n"),
        Form::Remote,
    );
    let build = user.build().env("CARGO_NET_OFFLINE", "false").env("HTTP_PROXY", server.url());
    let _ = build.without_clang().run().succeeded();
    assert_eq!(server.compile_requests(), 1);
}

#[test]
fn https_goes_through_the_proxy_of_the_environment_unless_no_proxy_names_the_server() {
    let files = TempDir::with_prefix("coolbpf-tls-").unwrap();
    let server = certificate(files.path());
    let server = Server::start(binary(), &server.iter().map(String::as_str).collect::<Vec<_>>());
    let user = hello("remote-https-proxy", Form::Remote);
    let ca = files.path().join("ca.pem").display().to_string();
    let build = |host: &str, proxy: &str| {
        let cargo = user.build().asking(&format!("https://{host}:{}", port(&server))).without_clang();
        cargo.env("SSL_CERT_FILE", ca.clone()).env("HTTPS_PROXY", proxy).env("NO_PROXY", "localhost")
    };
    let proxy = Proxy::start("");
    // Only the proxy finds a host of this name.
    let _ = build("bpf.invalid", &format!("http://{}", proxy.address())).run().succeeded();
    assert_eq!(proxy.asked_for(), [format!("bpf.invalid:{}", port(&server))]);
    let _ = build("localhost", &format!("http://{}", proxy.address())).run().succeeded();
    assert_eq!(proxy.asked_for().len(), 1);

    // "me:secret" in base64.
    let strict = Proxy::start("proxy-authorization: basic bWU6c2VjcmV0");
    user.edit("src/bpf/hello.bpf.c", "256 * 1024", "512 * 1024");
    let said = build("bpf.invalid", &format!("http://{}", strict.address())).run().failed();
    let _ = said.saying("http://USER:PASSWORD@HOST:PORT");
    let known = build("bpf.invalid", &format!("http://me:secret@{}", strict.address())).run().succeeded();
    assert!(!format!("{known}").contains("secret"), "{known}");
    assert_eq!(strict.asked_for().len(), 2);
}

#[test]
fn a_machine_without_any_ca_certificate_asks_no_https_server_and_compiles_by_itself() {
    let files = TempDir::with_prefix("coolbpf-tls-").unwrap();
    write(&files.path().join("empty.pem"), "");
    let user = hello("remote-no-ca", Form::Remote);
    user.clean("remote-no-ca");
    let build = user.build().asking("https://bpf.invalid");
    std::fs::create_dir(files.path().join("empty")).unwrap();
    let build = build.env("SSL_CERT_FILE", files.path().join("empty.pem").display().to_string());
    let build = build.env("SSL_CERT_DIR", files.path().join("empty").display().to_string());
    let said = build.run().succeeded().saying("apt-get install ca-certificates");
    let _ = said.saying("`hello` is compiled on this machine instead");
}
