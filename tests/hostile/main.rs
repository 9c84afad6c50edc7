//! What a compile server does with input that means harm.
//!
//! Tables of inputs ([`sources`], [`requests`], [`connections`]) go to a real server, each with what must come back. After
//! each one the server must still answer, with no process and no file of the job left; nothing from outside the job may
//! be in the answer; and the next honest compile must give the right object ([`Victim::holds`]).

mod connections;
mod http;
mod requests;
mod sources;
mod victim;

use victim::Victim;

#[test]
fn hostile_sources_do_no_harm_in_bubblewrap() {
    let mut victim = Victim::start("bubblewrap");
    for source in sources::table(&victim) {
        source.attack(&mut victim);
    }
}

#[test]
fn hostile_sources_do_no_harm_behind_landlock_and_seccomp_alone() {
    let mut victim = Victim::start("landlock");
    for source in sources::table(&victim) {
        source.attack(&mut victim);
    }
}

#[test]
fn hostile_requests_are_refused_with_what_is_wrong() {
    let mut victim = Victim::start("bubblewrap");
    for request in requests::table() {
        request.attack(&mut victim);
    }
}

#[test]
fn hostile_connections_hold_up_nobody() {
    let mut victim = Victim::start("bubblewrap");
    connections::attack(&mut victim);
}

#[test]
fn a_running_compiler_stands_behind_every_wall() {
    for sandbox in ["bubblewrap", "landlock"] {
        let victim = Victim::start(sandbox);
        let client = victim.send_endless_compile();
        victim.wait_for_compiler();
        let clang = victim.wait_for_clang();
        let status = clang.read("status");
        assert!(status.contains("\nSeccomp:\t2\n") && status.contains("\nNoNewPrivs:\t1\n"), "{status}");
        assert!(status.contains("\nCapEff:\t0000000000000000\n"), "{status}");
        assert_eq!(clang.read("environ"), "", "{sandbox}");
        if sandbox == "bubblewrap" {
            let interfaces = clang.read("net/dev");
            assert!(interfaces.lines().skip(2).all(|line| line.trim().starts_with("lo:")), "{interfaces}");
            let mounts = clang.read("mounts");
            for line in mounts.lines().filter(|line| !line.contains("/output ")) {
                assert!(line.split(' ').nth(3).unwrap().starts_with("ro"), "{line}");
            }
        }
        drop(client);
        victim.wait_for_silence("a look at it");
    }
}

#[test]
fn a_server_that_is_killed_leaves_no_compiler_behind() {
    for sandbox in ["bubblewrap", "landlock", "none"] {
        let mut victim = Victim::start(sandbox);
        let _client = victim.send_endless_compile();
        victim.wait_for_compiler();
        victim.kill();
        victim.wait_for_silence("a killed server");
    }
}

#[test]
fn a_server_without_its_sandbox_says_so_and_does_not_start() {
    let said = victim::refused_start(&[("PATH", "/nowhere")], &["--clang", &victim::clang()]);
    assert!(said.contains("there is no `bwrap` in PATH"), "{said}");
    assert!(said.contains("--sandbox landlock"), "{said}");
    // As under Docker's default profile: the kernel has no user namespaces for this user.
    let said = victim::refused_start_without_namespaces();
    assert!(said.contains("can't compile in the sandbox (bubblewrap)"), "{said}");
    assert!(said.contains("docs/SERVER.md names the settings"), "{said}");
}
