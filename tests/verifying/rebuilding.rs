//! Compiling again, here and at servers.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use coolbpf_contract::Digest;
use coolbpf_tests::{Cargo, Server, UserCrate, server_binary};

use crate::{filtered, json, lying_server, vendored};

/// The server's binary, built once.
fn binary() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(server_binary)
}

/// `cargo coolbpf verify` that may ask servers.
fn verify(user: &UserCrate, arguments: &[&str]) -> Cargo {
    user.coolbpf(&[&["verify"], arguments].concat()).env("CARGO_NET_OFFLINE", "false")
}

#[test]
fn the_clang_of_this_machine_makes_the_same_bytes_again() {
    let user = vendored("verify-rebuild");
    let verified = verify(&user, &["--rebuild"]).run().ended_with(0);
    insta::assert_snapshot!(filtered(&verified.stdout), @r"
    verify-rebuild: hello for x86_64: as pinned, and rebuilt
        made by clang VERSION (urn:coolbpf:local)
        unsigned: nobody says that it was made there
        rebuilt by clang VERSION on this machine: the same bytes
        the same bytes from 1 of 1; 1 wanted
    1 verified, 0 not verified, 0 wrong
    ");
}

#[test]
fn another_clang_proves_nothing_and_neither_does_none() {
    let user = vendored("verify-other-clang");
    let other = verify(&user, &["--rebuild"]).env("COOLBPF_CLANG", "clang-16").run().ended_with(1);
    insta::assert_snapshot!(filtered(&other.stdout), @r"
    verify-other-clang: hello for x86_64: as pinned, and not rebuilt
        made by clang VERSION (urn:coolbpf:local)
        unsigned: nobody says that it was made there
        compiled by clang VERSION on this machine, which can't be compared: it gives other bytes, and the pin names clang VERSION
        the same bytes from 0 of 1; 1 wanted
    0 verified, 1 not verified, 0 wrong
    ");
    let none = verify(&user, &["--rebuild"]).without_clang().run().ended_with(1);
    assert!(none.stdout.contains("not rebuilt on this machine: found no clang"), "{none}");
}

#[test]
fn a_quorum_counts_each_server_once_however_its_address_is_spelled_and_this_machine_once() {
    let (one, two) = (Server::start(binary(), &[]), Server::start(binary(), &[]));
    let user = vendored("verify-quorum");
    let servers = ["--server", one.url(), "--server", one.url(), "--server", two.url()];
    let verified = verify(&user, &[&servers[..], &["--quorum", "3"]].concat()).run().ended_with(0);
    assert!(verified.stdout.contains("the same bytes from 3 of 3; 3 wanted"), "{verified}");
    let too_few = verify(&user, &[&servers[..4], &["--quorum", "3"]].concat()).run().ended_with(1);
    assert!(too_few.stdout.contains("the same bytes from 2 of 2; 3 wanted"), "{too_few}");

    let spellings = ["127.1", "0x7f.0.0.1", "2130706433"].map(|host| one.url().replace("127.0.0.1", host));
    let spelled: Vec<&str> = spellings.iter().flat_map(|url| ["--server", url]).collect();
    let once = verify(&user, &[&servers[..2], &spelled, &["--quorum", "3"]].concat()).run().ended_with(1);
    assert!(once.stdout.contains("the same bytes from 2 of 2; 3 wanted"), "{once}");

    // The workspace says how many, and which.
    user.manifest(
        &format!("[workspace.metadata.coolbpf]\nservers = [{:?}]\nquorum = 2\n", one.url()),
        coolbpf_tests::Form::Light,
    );
    let by_workspace = verify(&user, &["--rebuild"]).run().ended_with(0);
    assert!(by_workspace.stdout.contains("the same bytes from 2 of 2; 2 wanted"), "{by_workspace}");
    let gone = one.url().to_owned();
    drop(one);
    let down = verify(&user, &["--rebuild"]).run().ended_with(1);
    assert!(down.stdout.contains(&format!("not rebuilt at {gone}: ")), "{down}");
    let offline = verify(&user, &["--server", two.url(), "--offline"]).run().ended_with(1);
    let _ = offline.saying("--server names compile servers, and --offline forbids to ask them");
}

#[test]
fn a_server_is_asked_for_the_compiler_that_the_pin_names() {
    let [older, newer] = ["/usr/lib/llvm-16/bin/clang", "/usr/lib/llvm-19/bin/clang"];
    let user = vendored("verify-named-compiler");
    let _ = user.vendor(&["--all-again"]).env("COOLBPF_CLANG", older).run().succeeded();
    let ask = |server: &Server| verify(&user, &["--server", server.url()]).without_clang().run();
    let has_both = Server::start(binary(), &["--clang", newer, "--clang", older]);
    let same = ask(&has_both).ended_with(0);
    assert!(same.stdout.contains("    rebuilt by clang 16"), "{same}");
    let lacks = ask(&Server::start(binary(), &["--clang", newer])).ended_with(1);
    assert!(lacks.stdout.contains("this server has clang 19"), "{lacks}");
    assert!(lacks.stdout.contains("the same bytes from 0 of 2; 1 wanted"), "{lacks}");
}

#[test]
fn a_server_that_disagrees_is_told_with_the_place() {
    let user = vendored("verify-disagrees");
    let liar = lying_server::start("bpf_get_current_pid_tgid() >> 32", "bpf_get_current_pid_tgid() >> 31");
    let found = verify(&user, &["--server", &liar]).run().ended_with(2);
    insta::assert_snapshot!(filtered(&found.stdout).replace(&liar, "LIAR"), @r#"
    verify-disagrees: hello for x86_64: WRONG
        made by clang VERSION (urn:coolbpf:local)
        unsigned: nobody says that it was made there
        rebuilt by clang VERSION on this machine: the same bytes
        rebuilt by clang VERSION at LIAR: OTHER BYTES
          section tracepoint/sched/sched_process_exec, on_exec, instruction 45
              vendored: r0 >>= 32
              rebuilt:  r0 >>= 31
          section .BTF
              vendored: text "event->pid = bpf_get_current_pid_tgid() >> 32;"
              rebuilt:  text "event->pid = bpf_get_current_pid_tgid() >> 31;"
        the same bytes from 1 of 2; 1 wanted
    0 verified, 0 not verified, 1 wrong
    "#);

    let report = json(&verify(&user, &["--server", &liar, "--format", "json"]).run().ended_with(2));
    let [here, there] = report["programs"][0]["rebuilds"].as_array().unwrap().as_slice() else {
        panic!("{report:#}")
    };
    assert_eq!((&here["outcome"], &there["outcome"]), (&"same".into(), &"different".into()));
    let difference = &there["differences"][0];
    assert_eq!(difference["section"], "tracepoint/sched/sched_process_exec");
    assert_eq!(difference["function"], "on_exec");
    assert!(difference["instruction"].is_u64(), "{difference:#}");
}

#[test]
fn a_type_that_differs_is_named() {
    let user = vendored("verify-types");
    let liar = lying_server::start("char comm[16];", "char comm[16];\n\tu32 more;");
    let found = verify(&user, &["--server", &liar]).run().ended_with(2);
    assert!(found.stdout.contains("section .BTF, BTF type ["), "{found}");
    assert!(found.stdout.contains("rebuilt:  struct event of 24 bytes: pid "), "{found}");
}

#[test]
fn an_object_of_other_sources_with_a_pin_that_fits_is_found_by_compiling_again() {
    let user = vendored("verify-planted");
    user.edit("src/bpf/hello.bpf.c", "256 * 1024", "512 * 1024");
    let other = vendored_files(&user);
    user.edit("src/bpf/hello.bpf.c", "512 * 1024", "256 * 1024");
    let honest = vendored_files(&user);
    for (name, (planted, kept)) in ["bpf.o", "rs"].into_iter().zip(other.iter().zip(&honest)) {
        user.write(&format!("coolbpf-vendor/hello.x86_64.{name}"), planted);
        let digest = |bytes: &[u8]| Digest::of(bytes).to_string();
        if planted != kept {
            user.edit("coolbpf-vendor/hello.x86_64.toml", &digest(kept), &digest(planted));
            if name == "bpf.o" {
                let hex = |bytes: &[u8]| digest(bytes).trim_start_matches("sha256:").to_owned();
                user.edit("coolbpf-vendor/hello.x86_64.intoto.json", &hex(kept), &hex(planted));
            }
        }
    }
    // All of it fits together: only the sources tell.
    let _ = verify(&user, &[]).run().ended_with(0);
    let found = verify(&user, &["--rebuild"]).run().ended_with(2);
    assert!(found.stdout.contains("on this machine: OTHER BYTES"), "{found}");
}

/// Vendors, and gives the object and the bindings.
fn vendored_files(user: &UserCrate) -> [Vec<u8>; 2] {
    let _ = user.vendor(&[]).run().succeeded();
    ["bpf.o", "rs"]
        .map(|name| std::fs::read(user.path(&format!("coolbpf-vendor/hello.x86_64.{name}"))).unwrap())
}
