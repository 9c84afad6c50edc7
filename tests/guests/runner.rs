//! `vm-run` as cargo's runner.

use coolbpf_tests::{Form, UserCrate, hello};

use crate::kept;

/// Tests that only root can pass, and of what cargo promises to tests.
const TESTS: &str = r#"
#[test]
fn a_program_is_loaded_and_sees_what_runs() {
    let bpf = hello::attach().unwrap();
    let mut events = bpf.events().unwrap();
    assert!(std::process::Command::new("/bin/true").status().unwrap().success());
    let event = events.find(|event| event.as_ref().is_ok_and(|event| event.comm.to_string() == "true"));
    assert!(event.is_some());
}

#[test]
fn the_packages_files_and_variables_are_there() {
    assert_eq!(std::fs::read_to_string("tests/data.txt").unwrap(), "data\n");
    assert_eq!(std::env::current_dir().unwrap().display().to_string(), env!("CARGO_MANIFEST_DIR"));
    assert!(!std::path::Path::new("target/CACHEDIR.TAG").exists());
}
"#;

const OF_THE_BINARY: &str = r#"
#[test]
fn the_binary_runs() {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_in-guests")).arg("x").output().unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "ran with x as 0\n");
}
"#;

const MAIN: &str = r#"
fn main() {
    let uid = std::os::unix::fs::MetadataExt::uid(&std::fs::metadata("/proc/self").unwrap());
    println!("ran with {} as {uid}", std::env::args().nth(1).unwrap_or_default());
}
"#;

fn user_crate() -> UserCrate {
    let user = hello("in-guests", Form::Light);
    let program = user.read("src/main.rs");
    let (program, _) = program.split_once("fn main").expect("the example has a main");
    let program = program.replace("mod hello", "pub mod hello");
    user.write("src/lib.rs", program);
    user.write("src/main.rs", MAIN.trim_start());
    user.write("tests/root.rs", format!("use in_guests::hello;\n{TESTS}"));
    user.write("tests/binary.rs", OF_THE_BINARY.trim_start());
    user.write("tests/data.txt", "data\n");
    user.write("target/CACHEDIR.TAG", "Signature: 8a477f597d28d172789f06886806bc55");
    user.write(
        ".cargo/config.toml",
        "[target.'cfg(target_os = \"linux\")']\nrunner = \"cargo coolbpf vm-run --file /bin/true\"\n",
    );
    let _ = user.vendor(&[]).run().succeeded();
    user
}

#[test]
fn a_crates_tests_run_as_root_in_guests_while_the_developer_is_nobody() {
    let user = user_crate();
    let path = format!(
        "{}:{}",
        coolbpf_tests::cargo_coolbpf_directory().display(),
        std::env::var("PATH").unwrap_or_default()
    );
    let cargo = |arguments: &[&str]| kept(user.cargo(arguments)).env("PATH", path.clone());
    for kernel in ["5.10", "newest"] {
        let run = cargo(&["test", "--quiet"]).env("COOLBPF_KERNEL", kernel).without_capabilities().run();
        let run = run.succeeded();
        assert_eq!(run.stdout.matches("2 passed").count(), 1, "{run}");
        assert_eq!(run.stdout.matches("1 passed").count(), 1, "{run}");
    }
    let run = cargo(&["run", "--quiet", "--", "x"]).without_capabilities().run().succeeded();
    assert_eq!(run.stdout, "ran with x as 0\n");

    user.edit("tests/root.rs", "\"data\\n\"", "\"other\\n\"");
    let run = cargo(&["test", "--quiet", "--test", "root"]).without_capabilities().run().ended_with(101);
    assert!(run.stdout.contains("1 passed; 1 failed"), "{run}");
}

/// A unit test of a program: it is loaded, and a map looked at.
const UNIT: &str = r#"
use in_guests::hello;

#[coolbpf::test]
fn a_program_is_there_before_it_is_attached(bpf: hello::Bpf) -> coolbpf::Result<()> {
    assert_eq!(bpf.maps.events.lost()?, 0);
    assert_eq!(bpf.progs.on_exec.statistics()?.runs, 0);
    Ok(())
}
"#;

#[test]
fn unit_tests_of_programs_run_on_the_kernels_that_are_named() {
    let user = user_crate();
    user.write("tests/unit.rs", UNIT.trim_start());
    let alone = ["--", "--quiet", "--test", "unit"];
    let on = |kernels: &[&str]| {
        let arguments = [&["test"][..], kernels, &alone].concat();
        kept(user.coolbpf(&arguments)).without_capabilities().run()
    };
    let run = on(&["--kernel", "5.10", "--kernel", "newest"]).ended_with(0);
    assert_eq!(run.stdout.matches("1 passed").count(), 2, "{run}");
    let _ = run.saying("Testing on kernel 5.10").saying("Testing on kernel newest");

    // On this machine it takes root, and is told so.
    user.write(".cargo/config.toml", "");
    let run = user.cargo(&["test", "--quiet", "--test", "unit"]).without_capabilities().run().ended_with(101);
    for command in ["cargo coolbpf test", "sudo"] {
        assert!(run.stdout.contains(command), "{command} is not in {run}");
    }
    user.edit("tests/unit.rs", "lost()?, 0", "lost()?, 1");
    let run = on(&["--kernel", "5.10", "--kernel", "newest"]).ended_with(101);
    assert_eq!(run.stdout.matches("1 failed").count(), 2, "the other kernel is tried, too: {run}");
}

#[test]
fn a_package_that_is_too_large_is_left_out_and_told_of() {
    let user = UserCrate::new("large-in-guests", Form::Light);
    user.write(
        "src/main.rs",
        "fn main() {\n    assert!(!std::path::Path::new(\"Cargo.toml\").exists());\n}\n",
    );
    user.write("build.rs", "fn main() {}\n").write("large", vec![0; 65 << 20]);
    let _ = user.build().run().succeeded();
    let binary = coolbpf_tests::target_directory().join("debug/large-in-guests").display().to_string();
    let run = kept(user.coolbpf(&["vm-run", &binary])).run().ended_with(0);
    let _ = run.saying(
        "warning: the files of the package have 65 MiB, more than 64: the guest is given none of them",
    );
}
