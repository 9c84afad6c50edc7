//! Programs that are compiled for several instruction sets.

use coolbpf_tests::{Form, Server, UserCrate, hello, server_binary};

/// A crate like the hello example that names two instruction sets and prints which it was loaded for.
fn with_two(name: &str, form: Form) -> UserCrate {
    let user = hello(name, form);
    user.manifest("[package.metadata.coolbpf.program.hello]\ncpu = [\"v1\", \"v3\"]\n", form);
    let printing = "let bpf = hello::attach()?;\n    println!(\"for {}\", bpf.instruction_set());\n    for event in bpf.events()?";
    user.edit("src/main.rs", "for event in hello::attach()?.events()?", printing);
    user
}

fn is_loaded_for(user: &UserCrate, set: &str) {
    let mut tool = user.start();
    tool.line_after(|| {}, |line| line == format!("for {set}"));
    tool.sees_true();
    tool.interrupt();
}

#[test]
fn both_objects_are_vendored_with_one_text_of_bindings_and_the_newest_that_fits_is_loaded_without_clang() {
    let user = with_two("two-sets", Form::Light);
    let _ = user.vendor(&[]).run().succeeded();
    assert_eq!(
        user.vendored_files(),
        [
            ".gitattributes",
            "hello.v1.x86_64.bpf.o",
            "hello.v1.x86_64.intoto.json",
            "hello.v1.x86_64.toml",
            "hello.x86_64.bpf.o",
            "hello.x86_64.intoto.json",
            "hello.x86_64.rs",
            "hello.x86_64.toml"
        ]
    );
    let build = user.build().without_clang().without_network().env("COOLBPF_LOCKED", "1");
    let _ = build.run().succeeded().without_saying("warning");
    is_loaded_for(&user, "v3");
    let _ = user.vendor(&["--check"]).run().succeeded();
    let verified = user.coolbpf(&["verify"]).run().succeeded();
    assert!(verified.stdout.contains("hello for x86_64 and v1: as pinned"), "{verified}");
    assert!(verified.stdout.contains("2 verified, 0 not verified, 0 wrong"), "{verified}");

    // Each object has a pin of its own.
    let older = "coolbpf-vendor/hello.v1.x86_64.bpf.o";
    let bytes = std::fs::read(user.path(older)).unwrap();
    let mut altered = bytes.clone();
    *altered.last_mut().unwrap() ^= 1;
    user.write(older, altered);
    let _ = user.build().run().failed().saying("hello.v1.x86_64.bpf.o is not the file that");
    user.write(older, std::fs::read(user.path("coolbpf-vendor/hello.x86_64.bpf.o")).unwrap());
    let _ = user.build().run().failed().saying("hello.v1.x86_64.bpf.o is not the file that");
    std::fs::remove_file(user.path(older)).unwrap();
    let _ = user.build().run().failed().saying("hello.v1.x86_64.bpf.o is missing beside");
    user.write(older, bytes);
    let _ = user.build().run().succeeded();

    // One that is named no more goes.
    user.edit("Cargo.toml", "[\"v1\", \"v3\"]", "\"v3\"");
    let _ =
        user.vendor(&["--check"]).run().failed().saying("left over: coolbpf-vendor/hello.v1.x86_64.bpf.o");
    let _ = user.build().without_clang().run().succeeded();
    let _ = user.vendor(&[]).run().succeeded();
    assert!(!user.vendored_files().iter().any(|file| file.contains("v1")));
}

#[test]
fn an_instruction_set_that_is_added_is_compiled_until_it_is_vendored() {
    let user = hello("set-added", Form::Full);
    let _ = user.vendor(&[]).run().succeeded();
    user.manifest("[package.metadata.coolbpf]\ncpu = [\"v4\", \"v2\"]\n", Form::Full);
    let _ = user.build().run().succeeded().saying("hello.x86_64.toml is stale");
    let locked = user.build().env("COOLBPF_LOCKED", "1");
    let _ = locked.run().failed().saying("hello.x86_64.toml is stale");
    let _ = user.vendor(&[]).run().succeeded();
    let _ = user.build().env("COOLBPF_LOCKED", "1").without_clang().run().succeeded();
}

#[test]
fn objects_that_look_different_from_outside_are_an_error_that_shows_where() {
    let user = with_two("sets-differ", Form::Full);
    let differing = "#if __BPF_CPU_VERSION__ >= 3\nint only_in_v3;\n#endif\nint in_both;\nCOOLBPF_EVENTS(";
    user.edit("src/bpf/hello.bpf.c", "COOLBPF_EVENTS(", differing);
    let said = user
        .build()
        .run()
        .failed()
        .saying("`hello` has other maps, programs, types or variables for v1 than for v3");
    let _ = said.saying("__BPF_CPU_VERSION__").saying("only_in_v3");
    let _ = user.vendor(&[]).run().failed().saying("`hello` has other maps").saying("nothing was written");

    user.edit("src/bpf/hello.bpf.c", "#if __BPF_CPU_VERSION__ >= 3", "#if 1");
    let _ = user.build().run().succeeded();
    user.edit("src/bpf/hello.bpf.c", "#if 1", "#if __BPF_CPU_VERSION__ < 3\n#error not for v1\n#elif 1");
    let _ = user.build().run().failed().saying("error: not for v1");
}

#[test]
fn a_server_compiles_for_each_instruction_set() {
    let server = Server::start(&server_binary(), &[]);
    let user = with_two("sets-remote", Form::Remote);
    let _ = user.build().asking(server.url()).without_clang().run().succeeded();
    assert_eq!(server.compile_requests(), 2);
    is_loaded_for(&user, "v3");
}
