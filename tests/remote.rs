//! Building on a machine without clang, with a compile server in another process.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use coolbpf_contract::{BuilderId, Pin};
use coolbpf_tests::{
    Cargo, Form, Server, UserCrate, cargo_coolbpf_directory, hello, server_binary, signing_key,
};
use tempfile::TempDir;

/// The server's binary, built once.
fn binary() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(server_binary)
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
    let (secret, public) = signing_key(binary(), keys.path());
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
    // The workspace still names the server, and nobody has to know that it is gone, nor to get the settings right.
    let _ = online(user.build()).run().succeeded().without_saying("no compile server");
    let _ = online(user.build()).env("COOLBPF_SERVER", "nonsense").run().succeeded();
    let wrong = user.edit("src/bpf/hello.bpf.c", "256 * 1024", "512 * 1024").build();
    let _ =
        online(wrong).env("COOLBPF_SERVER", "nonsense").run().failed().saying("COOLBPF_SERVER, which names");
    user.edit("src/bpf/hello.bpf.c", "512 * 1024", "256 * 1024");
    // Local clang makes the same.
    let _ = user.vendor(&["--all-again"]).run().succeeded();
    let local = Pin::parse(&user.read("coolbpf-vendor/hello.x86_64.toml")).unwrap();
    let pin = Pin::parse(&pin).unwrap();
    assert_eq!(pin.signatures.len(), 1, "what the server signed was kept");
    assert_eq!(local, Pin { builder: BuilderId::local(), time: None, signatures: Vec::new(), ..pin });
}

#[test]
fn a_server_that_signs_with_another_key_is_refused_and_nothing_is_built() {
    let keys = TempDir::with_prefix("coolbpf-keys-").unwrap();
    let (secret, _) = signing_key(binary(), keys.path());
    let (_, another) = signing_key(binary(), TempDir::with_prefix("coolbpf-keys-").unwrap().path());
    let server = Server::start(binary(), &["--signing-key", &secret]);
    let user = hello("remote-other-key", Form::Remote);
    user.manifest(&workspace(&[], &[&another]), Form::Remote);
    // A clang is at hand, and doesn't hide that the server lies.
    let said = user.build().asking(server.url()).run().failed();
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
    let _ = user.vendor(&["--all-again"]).asking(server.url()).run().succeeded();

    let honest_digest = digest(&user);
    user.edit("coolbpf-vendor/hello.x86_64.toml", &honest_digest, &other_digest);
    user.write("coolbpf-vendor/hello.x86_64.bpf.o", &other_object);
    let said = user.vendor(&["--all-again"]).asking(server.url()).run().failed();
    let _ = said.saying("pins another object for the same request").saying("nothing was written");
    assert!(object(&user) == other_object);
    // Neither does it help to take the pinned object away.
    std::fs::remove_file(user.path("coolbpf-vendor/hello.x86_64.bpf.o")).unwrap();
    let said = user.vendor(&[]).asking(server.url()).run().failed();
    let _ = said.saying("pins another object for the same request");
}

#[test]
fn errors_in_the_c_come_back_with_their_places() {
    let server = Server::start(binary(), &[]);
    let user = hello("remote-c-error", Form::Remote);
    user.edit("src/bpf/hello.bpf.c", "event->pid =", "event->pidd =");
    let said = user.build().asking(server.url()).without_clang().run().failed();
    let _ = said.saying("src/bpf/hello.bpf.c:20:9: error: no member named 'pidd' in 'struct event'");
    // What is not signed is believed once.
    let offline = user.build().asking(server.url()).env("COOLBPF_OFFLINE", "1").without_clang();
    let said = offline.run().failed().saying("nothing here can compile it");
    let _ = said.without_saying("no member named");
    assert_eq!(server.compile_requests(), 1);
    let _ = user.build().asking(server.url()).without_clang().run().failed().saying("no member named 'pidd'");
    assert_eq!(server.compile_requests(), 2);
}

#[test]
fn local_clang_compiles_where_no_server_answers_and_a_warning_tells_why() {
    let gone = Server::start(binary(), &[]).url().to_owned();
    let user = hello("remote-gone", Form::Remote);
    let said = user.build().asking(&gone).run().succeeded();
    let said = said.saying("warning").saying("no compile server gives an object").saying(&gone);
    let _ = said.saying("`hello` is compiled on this machine instead");
    user.edit("src/main.rs", "fn main()", "\nfn main()");
    let _ = user.build().asking(&gone).run().succeeded().saying("to which no compile server gave an object");

    user.edit("src/bpf/hello.bpf.c", "256 * 1024", "512 * 1024");
    let said = user.build().asking(&gone).without_clang().run().failed();
    let _ = said.saying("no compile server gives an object").saying("apt-get install clang-19");
}

#[test]
fn what_a_server_compiled_is_not_compiled_again_by_the_next_build() {
    let server = Server::start(binary(), &[]);
    let user = hello("remote-again", Form::Remote);
    let _ = user.build().asking(server.url()).without_clang().run().succeeded();
    let before = server.compile_requests();
    user.edit("src/main.rs", "fn main()", "\nfn main()");
    let _ = user.build().asking(server.url()).without_clang().run().succeeded();
    let offline = user.build().asking(server.url()).env("COOLBPF_OFFLINE", "1").without_clang();
    let _ = offline.run().succeeded();
    assert_eq!((before, server.compile_requests()), (1, 1));

    // Where other servers are believed, or none, it is not what they would give.
    let other = user.build().asking("https://bpf.example.com").env("COOLBPF_OFFLINE", "1").without_clang();
    let _ = other.run().failed().saying("nothing here can compile it");
    let _ = user.build().asking(server.url()).without_clang().run().succeeded();
    let from_source = user.build().asking(server.url()).env("COOLBPF_FROM_SOURCE", "1").without_clang();
    let _ = from_source.run().failed().saying("nothing here can compile it");
    assert_eq!(server.compile_requests(), 2);
}

#[test]
fn no_compiler_is_used_that_is_older_than_the_workspace_demands() {
    let keys = TempDir::with_prefix("coolbpf-keys-").unwrap();
    let (secret, public) = signing_key(binary(), keys.path());
    let server = Server::start(binary(), &["--signing-key", &secret]);
    let user = hello("remote-minimum", Form::Remote);
    let demand = |minimum: &str| {
        let demands = format!("minimum-toolchain = \"{minimum}\"\nmaximum-age = \"1 hour\"\n");
        user.manifest(&format!("{}{demands}", workspace(&[server.url()], &[&public])), Form::Remote);
        user.build().env("CARGO_NET_OFFLINE", "false")
    };
    let said = demand("clang 99").run().failed();
    let said =
        said.saying("it compiles with clang 19").saying("`minimum-toolchain` demands clang 99 or newer");
    let _ = said.saying("is older than `minimum-toolchain` in [workspace.metadata.coolbpf] demands");
    let _ = demand("clang 14").without_clang().run().succeeded();
    // What is there already is not taken either.
    let _ = demand("clang 99")
        .env("COOLBPF_OFFLINE", "1")
        .run()
        .failed()
        .saying("is older than `minimum-toolchain`");
}

#[test]
fn status_tells_where_each_object_comes_from_and_what_made_the_last_one_without_asking_anybody() {
    let server = Server::start(binary(), &[]);
    let user = hello("remote-status", Form::Remote);
    let status = || {
        let path = format!("{}:{}", cargo_coolbpf_directory().display(), std::env::var("PATH").unwrap());
        user.cargo(&["coolbpf", "status"]).asking(server.url()).env("PATH", path)
    };
    let printed = |status: Cargo| status.run().succeeded().stdout;
    let first = printed(status().without_clang());
    let expected = format!(
        "remote-status:\n  hello (src/main.rs) for x86_64: to be compiled, because there is no \
         coolbpf-vendor/hello.x86_64.toml\n      1. by {}, which COOLBPF_SERVER names\n",
        server.url()
    );
    // An earlier run of this test may have been the last build.
    assert!(first.starts_with(&expected) && !first.contains("2. by"), "{first}");
    let offline = printed(status().env("COOLBPF_OFFLINE", "1"));
    assert!(offline.contains("1. by clang 19") && offline.contains("COOLBPF_OFFLINE forbids"), "{offline}");
    assert_eq!(server.compile_requests(), 0);

    let _ = user.build().asking(server.url()).without_clang().run().succeeded();
    let built = printed(status());
    assert!(built.contains("2. by clang 19"), "{built}");
    assert!(built.contains("last built with: clang 19"), "{built}");
    assert!(built.contains(&format!(" at {}\n", server.url())), "{built}");

    let _ = user.vendor(&[]).asking(server.url()).run().succeeded();
    let vendored = printed(status());
    assert!(vendored.contains("hello (src/main.rs) for x86_64: vendored, made by clang 19"), "{vendored}");

    user.manifest("", Form::Full).edit("src/bpf/hello.bpf.c", "256 * 1024", "512 * 1024");
    let without_feature = printed(status());
    assert!(without_feature.contains("is stale"), "{without_feature}");
    assert!(without_feature.contains("without its feature `remote`"), "{without_feature}");
}
