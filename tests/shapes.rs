//! The shapes that crates come in: where programs may stand, and what crates may look like around them.

use coolbpf_tests::{
    Cargo, Form, HELLO_C, HELLO_RS, Tool, UserCrate, hello, inline_hello, target_directory, write,
};

/// A module with an inline program whose map is called `map` and has room for `entries` 4-byte keys and values.
fn counting(module: &str, map: &str, entries: u32) -> String {
    format!(
        r##"
#[coolbpf::program]
pub mod {module} {{
    const SOURCE: &str = r#"
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
struct {{
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, {entries});
	__type(key, u32);
	__type(value, u32);
}} {map} SEC(".maps");
SEC("tracepoint/sched/sched_process_exec")
int on_exec(void *ctx)
{{
	u32 key = 1, value = 2;
	bpf_map_update_elem(&{map}, &key, &value, 0);
	return 0;
}}
char LICENSE[] SEC("license") = "Dual BSD/GPL";
"#;
}}
"##
    )
}

/// Rust that loads the program in `module` and inserts into its map.
fn insert(module: &str, map: &str) -> String {
    format!("{module}::open().unwrap().load().unwrap().maps.{map}.insert(&7, &8).unwrap();\n")
}

#[test]
fn programs_stand_in_all_targets_in_nested_modules_under_path_and_under_cfg() {
    let user = UserCrate::new("many-programs", Form::Full);
    user.manifest(
        "[features]\nextra = []\n\n[[bin]]\nname = \"many-odd\"\npath = \"odd/place.rs\"\n",
        Form::Full,
    );
    user.write(
        "src/lib.rs",
        format!(
            "{}\npub mod nested {{ pub mod deeper; {} }}\n#[path = \"elsewhere/file.rs\"]\npub mod moved;\n\
             #[cfg(feature = \"extra\")]\npub mod extra;\n#[cfg(target_os = \"plan9\")]\nmod missing;\n\
             #[cfg(unix)]\n{}",
            counting("in_lib", "a", 10),
            counting("in_nested", "b", 11),
            counting("on_unix", "u", 12),
        ),
    );
    user.write("src/nested/deeper.rs", counting("in_deeper", "c", 13));
    user.write("src/elsewhere/file.rs", counting("in_moved", "d", 14));
    user.write("src/extra.rs", counting("in_extra", "e", 15));
    let main = |module, map, more: &str| {
        format!("{}\nfn main() {{\n    {}{more}\n}}\n", counting(module, map, 20), insert(module, map))
    };
    let all = [
        ("in_lib", "a"),
        ("nested::in_nested", "b"),
        ("nested::deeper::in_deeper", "c"),
        ("moved::in_moved", "d"),
    ];
    let from_lib: String =
        all.iter().map(|(module, map)| insert(&format!("many_programs::{module}"), map)).collect();
    user.write("src/main.rs", main("program", "in_main", &from_lib));
    // The same name with another C text in another target.
    user.write("src/bin/many-second.rs", main("program", "in_second", ""));
    user.write("src/bin/many-third/main.rs", main("program", "in_third", ""));
    user.write("odd/place.rs", main("program", "in_odd", ""));
    user.write("examples/many-example.rs", main("program", "in_example", ""));
    user.write(
        "tests/many.rs",
        format!(
            "{}\n#[test]\nfn loads() {{\n    {}}}\n",
            counting("program", "in_test", 30),
            insert("program", "in_test")
        ),
    );
    let _ = user.cargo(&["build", "--all-targets"]).run().succeeded();
    for binary in ["many-programs", "many-second", "many-third", "many-odd", "examples/many-example"] {
        let status =
            std::process::Command::new(target_directory().join("debug").join(binary)).status().unwrap();
        assert!(status.success(), "{binary}");
    }
    let _ = user.cargo(&["test", "--test", "many"]).run().succeeded();
    let _ = user.cargo(&["check", "--features", "extra"]).run().succeeded();

    let _ = user.vendor(&[]).run().succeeded();
    let _ = user.vendor(&["--check"]).run().succeeded();
    let _ = user.cargo(&["build", "--all-targets", "--features", "extra"]).without_clang().run().succeeded();
}

#[test]
fn c_inside_the_rust_file_prints_events() {
    let user = UserCrate::new("inline-hello", Form::Full);
    user.write("src/main.rs", inline_hello());
    let _ = user.build().run().succeeded();
    let mut tool = user.start();
    tool.sees_true();
    tool.interrupt();
}

#[test]
fn headers_defines_and_include_directories_reach_the_compiler() {
    let user = hello("options", Form::Full);
    user.manifest(
        "[package.metadata.coolbpf]\ncpu = \"v2\"\ninclude = [\"include\"]\n\n\
         [package.metadata.coolbpf.program.hello]\ndefines = { COMM_SIZE = 16 }\n",
        Form::Full,
    );
    user.write("include/mine.h", "#include \"deeper/more.h\"\n")
        .write("include/deeper/more.h", "#define MORE 1\n");
    user.edit(
        "src/bpf/hello.bpf.c",
        "struct event {",
        "#include <mine.h>\n_Static_assert(MORE == 1, \"include\");\nstruct event {",
    );
    user.edit("src/bpf/hello.bpf.c", "comm[16]", "comm[COMM_SIZE]");
    let _ = user.build().run().succeeded();
}

#[test]
fn an_event_type_is_named_in_the_metadata_for_a_source_that_is_not_to_be_changed() {
    let user = hello("named-event", Form::Full);
    user.edit(
        "src/bpf/hello.bpf.c",
        "COOLBPF_EVENTS(events, struct event, 256 * 1024);",
        "struct { __uint(type, BPF_MAP_TYPE_RINGBUF); __uint(max_entries, 262144); } events SEC(\".maps\");",
    );
    user.edit(
        "src/bpf/hello.bpf.c",
        "coolbpf_reserve(events)",
        "bpf_ringbuf_reserve(&events, sizeof(*event), 0)",
    );
    user.edit("src/bpf/hello.bpf.c", "coolbpf_submit(ctx, events, event)", "bpf_ringbuf_submit(event, 0)");
    user.manifest("[package.metadata.coolbpf.program.hello.events]\nevents = \"event\"\n", Form::Full);
    let _ = user.build().run().succeeded();
    let mut tool = user.start();
    tool.sees_true();
    tool.interrupt();
}

#[test]
fn a_renamed_dependency_works() {
    let user = hello("renamed-dependency", Form::Full);
    let renamed =
        "[dependencies]\nkernel = { package = \"coolbpf-runtime\", path = \"$ROOT/coolbpf-runtime\" }\n";
    user.manifest(renamed, Form::Full);
    user.write("src/main.rs", HELLO_RS.replace("coolbpf::", "kernel::"));
    let _ = user.build().run().succeeded();
    user.edit("src/main.rs", "#[kernel::program]", "use kernel::program;\n\n#[program]");
    let _ = user.build().run().succeeded();
}

#[test]
fn a_path_with_spaces_and_letters_beyond_ascii_works() {
    let user = UserCrate::in_directory("odd-path", Form::Full, "größe und spaces");
    user.write("src/main.rs", HELLO_RS.replace("bpf/hello.bpf.c", "größen/hello world.bpf.c"));
    user.write("src/größen/hello world.bpf.c", HELLO_C);
    let _ = user.build().run().succeeded();
    let mut tool = user.start();
    tool.sees_true();
    tool.interrupt();
    let _ = user.vendor(&[]).run().succeeded();
    let _ = user.build().without_clang().run().succeeded();
}

#[test]
fn a_workspace_member_uses_inherited_dependencies_and_vendors_in_its_own_directory() {
    let user = UserCrate::new("member-workspace", Form::Full);
    let root = coolbpf_tests::workspace();
    let root = root.display();
    user.write(
        "Cargo.toml",
        format!(
            "[workspace]\nresolver = \"3\"\nmembers = [\"tool\"]\n\n[workspace.dependencies]\n\
             bpf = {{ package = \"coolbpf-runtime\", path = \"{root}/coolbpf-runtime\" }}\n\
             coolbpf-build = {{ path = \"{root}/coolbpf-build\" }}\n"
        ),
    );
    user.write(
        "tool/Cargo.toml",
        "[package]\nname = \"member-tool\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
         [dependencies]\nbpf.workspace = true\n\n[build-dependencies]\ncoolbpf-build.workspace = true\n",
    );
    user.write("tool/build.rs", user.read("build.rs"));
    user.write(
        "tool/src/main.rs",
        HELLO_RS.replace("coolbpf::", "bpf::").replace("#[bpf::program]", "use bpf::program;\n#[program]"),
    );
    user.write("tool/src/bpf/hello.bpf.c", HELLO_C);
    let _ = user.build().run().succeeded();
    let mut tool = user.start_binary("member-tool");
    tool.sees_true();
    tool.interrupt();
    let _ = user.vendor(&["--workspace"]).run().succeeded();
    assert!(user.path("tool/coolbpf-vendor/hello.x86_64.toml").exists());
    let _ = user.vendor(&["--workspace", "--check"]).run().succeeded();
    let _ = user.build().without_clang().run().succeeded();
}

#[test]
fn a_library_that_ships_a_vendored_program_is_used_without_any_bpf_knowledge() {
    let library = UserCrate::new("shipped-library", Form::Light);
    library.write(
        "src/lib.rs",
        format!(
            "{}\n/// Counts.\npub fn run() -> coolbpf::Result<()> {{\n    in_lib::attach().map(drop)\n}}\n",
            counting("in_lib", "counts", 10)
        ),
    );
    let _ = library.vendor(&[]).run().succeeded();
    let user = UserCrate::new("library-user", Form::Light);
    std::fs::remove_file(user.path("build.rs")).unwrap();
    write(
        &user.path("Cargo.toml"),
        format!(
            "[package]\nname = \"library-user\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
             [dependencies]\nshipped-library = {{ path = \"{}\" }}\n",
            library.directory().display()
        ),
    );
    user.write("src/main.rs", "fn main() {\n    shipped_library::run().unwrap();\n}\n");
    let _ = Cargo::new(user.directory(), &["run"]).without_clang().run().succeeded();
}

#[test]
fn a_static_build_needs_no_shared_libelf_and_zlib() {
    let user = hello("static-build", Form::Light);
    let vendored =
        "[dependencies]\ncoolbpf-runtime = { path = \"$ROOT/coolbpf-runtime\", features = [\"vendored\"] }\n";
    user.manifest(vendored, Form::Light);
    let _ = user.vendor(&[]).run().succeeded();
    let target = target_directory().join("static");
    let build = user.cargo(&["build", "--target", "x86_64-unknown-linux-gnu"]);
    let build = build.env("RUSTFLAGS", "-C target-feature=+crt-static");
    let _ = build.env("CARGO_TARGET_DIR", target.display().to_string()).run().succeeded();
    let built = target.join("x86_64-unknown-linux-gnu/debug/static-build");
    let linked = std::process::Command::new("ldd").arg(&built).output().unwrap();
    let linked = String::from_utf8_lossy(&[linked.stdout, linked.stderr].concat()).into_owned();
    assert!(linked.contains("statically linked") || linked.contains("not a dynamic executable"), "{linked}");
    let mut tool = Tool::start(&built, &[]);
    tool.sees_true();
    tool.interrupt();
}
