//! What built binaries carry of the programs in them.

use std::process::Command;

use coolbpf_tests::{Form, HELLO_C, HELLO_RS, UserCrate, target_directory};

const LIBRARY: &str = "//! A library with a program that nobody opens.

#![forbid(unsafe_code)]
#![deny(warnings, missing_docs)]

/// Never opened.
#[coolbpf::program]
pub mod in_library {
    const SOURCE: &str = include_str!(\"bpf/hello.bpf.c\");
}

/// Something to link the library for.
pub fn name() -> String {
    env!(\"CARGO_PKG_NAME\").to_owned()
}
";

const BINARY: &str = "//! Prints what it carries.

#![forbid(unsafe_code)]
#![deny(warnings, missing_docs)]

#[coolbpf::program]
mod in_binary {
    const SOURCE: &str = include_str!(\"bpf/hello.bpf.c\");
}

fn main() -> coolbpf::Result<()> {
    let _ = in_binary::open()?;
    for one in coolbpf::provenance() {
        println!(\"{} of {} {}\", one.program, one.package, one.version);
        println!(\"  source     {}\\n  object     {}\", one.source, one.object);
        println!(\"  toolchain  {}\\n  builder    {}\", one.toolchain, one.builder);
        println!(\"  signed by  {}\", one.signer.unwrap_or(&built_provenance::name()));
    }
    Ok(())
}
";

#[test]
fn a_binary_lists_every_program_that_is_linked_into_it_even_after_lto_and_strip() {
    let user = UserCrate::new("built-provenance", Form::Light);
    user.write("src/lib.rs", LIBRARY).write("src/main.rs", BINARY).write("src/bpf/hello.bpf.c", HELLO_C);
    // It neither asks for the list nor has a reason to keep it.
    let quiet = HELLO_RS.replace("bpf/hello.bpf.c", "../bpf/hello.bpf.c");
    user.write("src/bin/quiet.rs", quiet);
    user.manifest("[profile.release]\nlto = true\nstrip = true\ncodegen-units = 1\n", Form::Light);
    let _ = user.vendor(&[]).run().succeeded();
    let pin = |program: &str, key: &str| {
        let pin = user.read(&format!("coolbpf-vendor/{program}.x86_64.toml"));
        let line = pin.lines().find_map(|line| line.strip_prefix(&format!("{key} = \"")));
        line.unwrap().trim_end_matches('"').to_owned()
    };
    let entry = |program: &str, signer: &str| {
        let [source, object, toolchain] = ["source", "object", "toolchain"].map(|key| pin(program, key));
        format!(
            "{program} of built-provenance 0.1.0\n  source     {source}\n  object     {object}\n  toolchain  {toolchain}\n  \
             builder    urn:coolbpf:local\n  signed by  {signer}\n"
        )
    };
    for (profile, directory) in [("dev", "debug"), ("release", "release")] {
        let _ = user.cargo(&["build", "--profile", profile]).without_clang().run().succeeded();
        let binary = target_directory().join(directory).join("built-provenance");
        let printed = Command::new(&binary).output().unwrap();
        let signer = "built-provenance";
        assert_eq!(
            String::from_utf8_lossy(&printed.stdout),
            entry("in_binary", signer) + &entry("in_library", signer)
        );
        let inspect = |binary: &str| {
            let path = target_directory().join(directory).join(binary).display().to_string();
            user.coolbpf(&["inspect", &path]).run().succeeded().stdout
        };
        let nobody = "nobody whom the build was told to believe";
        let shown = inspect("built-provenance");
        assert!(
            shown.ends_with(&(entry("in_binary", nobody) + "\n" + &entry("in_library", nobody))),
            "{shown}"
        );
        let shown = inspect("quiet");
        assert!(shown.ends_with(&format!("\n\n{}", entry("hello", nobody))), "{shown}");
    }
}
