//! The generated types against clang and rustc: C is compiled to an object, its types are generated, and both sides
//! tell what they think of the same bytes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use coolbpf_contract::CheckedObject;
use object::{Object as _, ObjectSection as _};
use tempfile::TempDir;

use super::Types;

mod hostile;
mod random;

/// A directory for one test.
struct Workplace(TempDir);

impl Workplace {
    fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn run(&self, command: &mut Command) -> String {
        let output = command.current_dir(self.0.path()).output().unwrap();
        // The generated types are one line, which messages repeat.
        let messages = String::from_utf8_lossy(&output.stderr);
        let shown: Vec<_> = messages.lines().filter(|line| line.len() < 500).collect();
        assert!(output.status.success() && messages.is_empty(), "{command:?}\n{}", shown.join("\n"));
        String::from_utf8(output.stdout).unwrap()
    }

    fn object(&self, c: &str) -> CheckedObject {
        fs::write(self.path("x.c"), c).unwrap();
        let arguments = ["--target=bpf", "-O2", "-g", "-c", "x.c", "-o", "x.o", "-std=gnu2x"];
        self.run(Command::new("clang-19").args(arguments));
        CheckedObject::check(fs::read(self.path("x.o")).unwrap()).unwrap()
    }

    /// What a Rust program prints that has the generated types in its module `types` and `main` as its rest.
    fn rust(&self, types: &str, main: &str) -> String {
        let value = Path::new(env!("CARGO_MANIFEST_DIR")).join("../coolbpf-runtime/src/value/mod.rs");
        let runtime = format!(
            "#[path = {value:?}] mod value; pub use value::{{Bool, Chars, Pointer, Value}};\n\
             pub mod __private {{ pub mod v1 {{ pub use crate::value::{{Field, storage}}; }} }}"
        );
        fs::write(self.path("coolbpf.rs"), runtime).unwrap();
        let program = format!(
            "#![deny(warnings, missing_docs)]\n#![allow(nonstandard_style)]\n//! A test.\n\
             /// The types.\npub mod types {{ {types} }}\n{main}"
        );
        fs::write(self.path("main.rs"), program).unwrap();
        let rustc = || Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
        self.run(rustc().args(["--edition=2024", "--crate-type=rlib", "coolbpf.rs"]));
        self.run(rustc().args(["--edition=2024", "--extern=coolbpf=libcoolbpf.rlib", "main.rs"]));
        self.run(&mut Command::new(self.path("main")))
    }
}

/// The contents of `types` for all global variables of the object.
fn generate(object: &CheckedObject) -> String {
    Types::new(&object.btf(), &[], object.globals()).unwrap().items().unwrap().to_string()
}

#[test]
fn names_that_rust_or_other_items_claim_are_told_apart() {
    let workplace = Workplace::new();
    let object = workplace.object(
        "struct u32 { int type; int self; int gen; };
         struct Option { struct u32 Some; };
         enum Clone { None, fn, Self = 7 };
         struct twice { int a; }; union other { long b; char c[4]; }; typedef union other twice;
         typedef struct { struct { int x; } inner; enum { RED, BLUE } color[2]; } unnamed;
         typedef unnamed again; struct again { int c; };
         struct bss { unsigned set_a:1, a:2; };
         struct Option option; enum Clone clone; struct twice first; twice second; unnamed third, once_more[1]; again fourth;
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
            all.once_more = [all.third];
            all.sixth.set_a_2(3);
            all.sixth.set_set_a(1);
            println!("{all:?}");
        }"#;
    assert_eq!(
        workplace.rust(&types, main),
        "bss { option: Option { Some: u32 { type: 1, self: 2, gen: 3 } }, clone: Self, first: twice { a: 0 }, \
         second: other { b: 5, c: \"\\u{5}\" }, \
         third: unnamed { inner: unnamed_inner { x: 6 }, color: [RED, BLUE] }, \
         once_more: [unnamed { inner: unnamed_inner { x: 6 }, color: [RED, BLUE] }], \
         fourth: unnamed { inner: unnamed_inner { x: 0 }, color: [RED, RED] }, fifth: again { c: 0 }, \
         sixth: bss { set_a: 1, a: 3 } }\n"
    );
    assert_eq!(types, generate(&object));
}

#[test]
fn sections_have_their_variables_where_the_loader_puts_them() {
    let workplace = Workplace::new();
    let object = workplace.object(
        "#define SEC(name) __attribute__((section(name), used))
         const volatile char name[8] = \"bash\";
         const volatile int matrix[2][3] = { { 1, 2, 3 }, { -4, -5, -6 } };
         const volatile struct { _Bool on : 1; int level : 7; _Bool other; } flags = { 1, -3, 1 };
         static const volatile long limit = 1l << 40;
         static const volatile unsigned char numbers[33] = { [0] = 9, [32] = 7 };
         int counter SEC(\".data.extra\") = 5; long wide SEC(\".data.extra\") = 6;
         SEC(\"socket\") int program(void *context) {
             static const volatile char text[] = \"odd\";
             return name[0] + matrix[1][1] + flags.on + limit + numbers[1] + text[0] + counter;
         }",
    );
    let file = object::File::parse(object.bytes()).unwrap();
    for (section, to) in [(".rodata", "rodata"), (".data.extra", "extra")] {
        let mut bytes = file.section_by_name(section).unwrap().data().unwrap().to_vec();
        // The loader maps whole pages.
        bytes.resize(bytes.len().next_multiple_of(8), 0);
        fs::write(workplace.path(to), bytes).unwrap();
    }
    let main = r#"
        use coolbpf::Value;
        fn main() {
            println!("{:?}", types::rodata::read_from(include_bytes!("rodata")));
            let extra = types::data_extra::read_from(include_bytes!("extra")).unwrap();
            println!("{extra:?} {}", extra == extra.clone() && extra != types::data_extra::default());
        }"#;
    let numbers = format!("[9, {}7]", "0, ".repeat(31));
    assert_eq!(
        workplace.rust(&generate(&object), main),
        format!(
            "Some(rodata {{ name: \"bash\", matrix: [[1, 2, 3], [-4, -5, -6]], flags: rodata_flags {{ on: true, \
             level: -3, other: true }}, limit: 1099511627776, numbers: {numbers} }})\n\
             data.extra {{ counter: 5, wide: 6 }} true\n"
        )
    );
}

#[test]
fn whatever_the_kernel_writes_is_a_value() {
    let workplace = Workplace::new();
    let object = workplace.object(
        "enum state { IDLE, BUSY, WORKING = 1, LAST = -1 };
         struct event { _Bool ok; enum state state; union { _Bool flag; enum state other; }; void *at; } x;
         struct empty {}; struct { int count; struct empty nothing; long rest[]; } flexible;",
    );
    let main = r#"
        use coolbpf::Value;
        fn main() {
            for byte in [0, 1, 2, 255] {
                let event = types::event::read_from(&[byte; 24]).unwrap();
                let known = matches!(event.state, types::state::IDLE | types::state::LAST);
                println!("{event:?} {} {known}{:>5}", event.ok.get(), types::state::WORKING);
            }
            let mut hasher = std::hash::DefaultHasher::new();
            std::hash::Hash::hash(&types::event::default(), &mut hasher);
            println!("{:?}", types::bss_flexible::default());
        }"#;
    let lines = [
        "event { ok: false, state: IDLE, flag: false, other: IDLE, at: 0x0 } false true BUSY",
        "event { ok: true, state: 16843009, flag: true, other: 16843009, at: 0x101010101010101 } true false BUSY",
        "event { ok: true, state: 33686018, flag: true, other: 33686018, at: 0x202020202020202 } true false BUSY",
        "event { ok: true, state: LAST, flag: true, other: LAST, at: 0xffffffffffffffff } true true BUSY",
        "bss_flexible { count: 0, nothing: empty, rest: [] }",
    ];
    assert_eq!(workplace.rust(&generate(&object), main), lines.join("\n") + "\n");
}
