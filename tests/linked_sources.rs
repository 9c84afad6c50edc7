//! Programs of several C files.

use coolbpf_tests::{Form, Server, UserCrate, hello, server_binary};

const SECOND: &str = r#"#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include "shared.h"

static int calls;

int note(int pid)
{
	calls++;
	return pid + OFFSET;
}
"#;

/// A crate like the hello example, with a further source, in a directory of its own, whose function is called.
fn linked(name: &str, form: Form) -> UserCrate {
    let user = hello(name, form);
    user.manifest("[package.metadata.coolbpf.program.hello]\nsources = [\"bpf/second.bpf.c\"]\n", form);
    user.write("bpf/second.bpf.c", SECOND).write("bpf/shared.h", "#define OFFSET 0\n");
    user.edit(
        "src/bpf/hello.bpf.c",
        "COOLBPF_EVENTS(",
        "int note(int pid);\nstatic int calls;\nCOOLBPF_EVENTS(",
    );
    user.edit(
        "src/bpf/hello.bpf.c",
        "bpf_get_current_pid_tgid() >> 32;",
        "note(bpf_get_current_pid_tgid() >> 32);",
    );
    user.edit("src/bpf/hello.bpf.c", "if (!event)", "calls++;\n    if (!event)");
    user
}

#[test]
fn linked_sources_are_vendored_watched_and_packaged() {
    let user = linked("linked-vendored", Form::Full);
    let _ = user.build().run().succeeded().without_saying("warning");
    let mut tool = user.start();
    tool.sees_true();
    tool.interrupt();

    // A change of what the second source includes has the program built again.
    user.edit("bpf/shared.h", "OFFSET 0", "OFFSET missing");
    let _ = user
        .build()
        .run()
        .failed()
        .saying("bpf/second.bpf.c:10:15: error: use of undeclared identifier 'missing'");
    user.edit("bpf/shared.h", "OFFSET missing", "OFFSET 0");
    let _ = user.vendor(&[]).run().succeeded();
    let _ = user.build().without_clang().without_network().env("COOLBPF_LOCKED", "1").run().succeeded();
    let _ = user.coolbpf(&["verify", "--rebuild"]).run().succeeded();
    user.edit("bpf/shared.h", "OFFSET 0", "OFFSET 1");
    let _ = user.build().without_clang().run().failed().saying("hello.x86_64.toml is stale");
}

#[test]
fn what_does_not_fit_together_is_told_where_the_program_stands() {
    let user = linked("linked-errors", Form::Full);
    user.edit("bpf/second.bpf.c", "int note(", "int noted(");
    let _ =
        user.build().run().failed().saying("`note` is declared `extern`, and none of the sources defines it");
    user.edit("bpf/second.bpf.c", "int noted(", "int on_exec(int x) { return x; }\nint note(");
    let said = user.build().run().failed().saying("libbpf's linker can't join the sources");
    let _ = said.saying("(on_exec)").saying("bpf/second.bpf.c");
    user.edit("Cargo.toml", "bpf/second.bpf.c", "bpf/third.bpf.c");
    let _ = user
        .build()
        .run()
        .failed()
        .saying("`sources` names `bpf/third.bpf.c`, and there is no such file in the package");
    user.edit("Cargo.toml", "bpf/third.bpf.c", "src/bpf/hello.bpf.c");
    let _ = user
        .build()
        .run()
        .failed()
        .saying("`sources` names `src/bpf/hello.bpf.c`, which is the program's own already");
}

#[test]
fn alternatives_stand_in_one_source_wherever_they_are_compiled() {
    let server = Server::start(&server_binary(), &[]);
    let user = linked("linked-alternatives", Form::Remote);
    let alternative = |way: &str| {
        format!(
            "\n#include <coolbpf.h>\nSEC(\"raw_tp/sys_enter\") COOLBPF_ALTERNATIVE(calls, {way})\nint calls_{way}(void *ctx)\n{{\n\
             \treturn 0;\n}}\n"
        )
    };
    user.write("bpf/second.bpf.c", format!("{SECOND}{}", alternative("second")));
    let hello = user.read("src/bpf/hello.bpf.c");
    user.write("src/bpf/hello.bpf.c", format!("{hello}{}", alternative("first")));
    let says = "the alternatives `calls` are declared in `src/bpf/hello.bpf.c` and in `bpf/second.bpf.c`; the best is the one that \
                stands first";
    let _ = user.build().run().failed().saying(says);
    let _ = user.build().asking(server.url()).without_clang().run().failed().saying(says);

    user.write("src/bpf/hello.bpf.c", hello);
    user.write("bpf/second.bpf.c", format!("{SECOND}{}{}", alternative("first"), alternative("second")));
    let _ = user.build().run().succeeded();
}

#[test]
fn a_server_links_to_the_bytes_that_this_machine_makes() {
    let server = Server::start(&server_binary(), &[]);
    let user = linked("linked-remote", Form::Remote);
    let object = || std::fs::read(user.path("coolbpf-vendor/hello.x86_64.bpf.o")).unwrap();
    let _ = user.vendor(&[]).run().succeeded();
    let here = object();
    let _ = user.vendor(&["--all-again"]).asking(server.url()).run().succeeded();
    assert_eq!(server.compile_requests(), 1);
    assert!(object() == here, "another object");
    user.edit("bpf/second.bpf.c", "pid + OFFSET", "pid + OFFSETS");
    let said = user.build().asking(server.url()).without_clang().run().failed();
    let _ = said.saying("bpf/second.bpf.c:10:15: error: use of undeclared identifier 'OFFSETS'");
}
