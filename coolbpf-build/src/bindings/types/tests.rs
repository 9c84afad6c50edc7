//! The generated types against clang and rustc: C is compiled to an object, its types are generated, and both sides
//! tell what they think of the same bytes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use coolbpf_contract::CheckedObject;

use super::Types;


/// A directory for one test.
struct Workplace(PathBuf);

impl Workplace {
    fn new(test: &str) -> Self {
        let directory = std::env::temp_dir().join(format!("coolbpf-types-{}-{test}", std::process::id()));
        fs::create_dir_all(&directory).unwrap();
        Self(directory)
    }

    fn run(&self, command: &mut Command) -> String {
        let output = command.current_dir(&self.0).output().unwrap();
        assert!(output.status.success(), "{command:?}\n{}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{command:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    fn object(&self, c: &str) -> CheckedObject {
        fs::write(self.0.join("x.c"), c).unwrap();
        let arguments = ["--target=bpf", "-O2", "-g", "-c", "x.c", "-o", "x.o", "-std=gnu2x"];
        self.run(Command::new("clang-19").args(arguments));
        CheckedObject::check(fs::read(self.0.join("x.o")).unwrap()).unwrap()
    }

    /// What a Rust program prints that has the generated types in its module `types` and `main` as its rest.
    fn rust(&self, types: &str, main: &str) -> String {
        let value = Path::new(env!("CARGO_MANIFEST_DIR")).join("../coolbpf-runtime/src/value/mod.rs");
        let runtime = format!(
            "#[path = {value:?}] mod value; pub use value::{{Bool, Chars, Pointer, Value}};\n\
             pub mod __private {{ pub use crate::value::storage; }}"
        );
        fs::write(self.0.join("coolbpf.rs"), runtime).unwrap();
        let program = format!(
            "#![deny(warnings, missing_docs)]\n#![allow(nonstandard_style)]\n//! A test.\n\
             /// The types.\npub mod types {{ {types} }}\n{main}"
        );
        fs::write(self.0.join("main.rs"), program).unwrap();
        let rustc = || Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
        self.run(rustc().args(["--edition=2024", "--crate-type=rlib", "coolbpf.rs"]));
        self.run(rustc().args(["--edition=2024", "--extern=coolbpf=libcoolbpf.rlib", "main.rs"]));
        self.run(&mut Command::new(self.0.join("main")))
    }
}

impl Drop for Workplace {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The contents of `types` for all global variables of the object.
fn generate(object: &CheckedObject) -> String {
    Types::new(&object.btf(), &[], object.globals()).unwrap().items().unwrap().to_string()
}

#[test]
fn names_that_rust_or_other_items_claim_are_told_apart() {
    let workplace = Workplace::new("names");
    let object = workplace.object(
        "struct u32 { int type; int self; int gen; };
         struct Option { struct u32 Some; };
         enum Clone { None, fn, Self = 7 };
         struct twice { int a; }; union other { long b; char c[4]; }; typedef union other twice;
         typedef struct { struct { int x; } inner; enum { RED, BLUE } color[2]; } unnamed;
         typedef unnamed again; struct again { int c; };
         struct bss { unsigned set_a:1, a:2; };
         struct Option option; enum Clone clone; struct twice first; twice second; unnamed third; again fourth;
         struct again fifth; struct bss sixth;",
    );
    let types = generate(&object);
    let main = r#"
        fn main() {
            use types::*;
            let mut all = bss_section::default();
            all.option.Some.r#type = 1;
            all.option.Some = u32_struct { r#type: 1, self_: 2, r#gen: 3 };
            all.clone = Clone::Self_;
            all.second = twice_typedef::default();
            all.second.set_b(5);
            all.third.inner = unnamed_inner { x: 6 };
            all.third.color[1] = unnamed_color::BLUE;
            all.fourth = again_typedef::default();
            all.sixth.set_a_2(3);
            all.sixth.set_set_a(1);
            println!("{all:?}");
        }"#;
    assert_eq!(
        workplace.rust(&types, main),
        "bss { option: Option { Some: u32 { type: 1, self: 2, gen: 3 } }, clone: Self, first: twice { a: 0 }, \
         second: other { b: 5, c: \"\\u{5}\" }, third: unnamed { inner: unnamed_inner { x: 6 }, color: [RED, BLUE] }, fourth: \
         unnamed { inner: unnamed_inner { x: 0 }, color: [RED, RED] }, fifth: again { c: 0 }, sixth: bss { set_a: 1, \
         a: 3 } }\n"
    );
    assert_eq!(types, generate(&object));
}
