//! Names that hold code or markup, and sections and symbols that an object must not have.

use super::Expected::{NothingGood, Object};
use super::{Source, error, source};

/// Names that hold code or markup.
pub(super) fn names() -> Vec<Source> {
    let refused = "can't be the name of";
    vec![
        source(
            "a variable called markup",
            "int x __asm__(\"<script>alert(1)</script>\");int x = 1;\n",
            error(refused),
        ),
        source(
            "a function called code",
            "int f(void) __asm__(\"f(){} fn main(){}//\");int f(void) { return 1; }\n",
            error(refused),
        ),
        source("a variable called a newline", "int x __asm__(\"a\\nb\");int x = 1;\n", error(refused)),
        source(
            "a variable called a terminal's command",
            "int x __asm__(\"\\x1b[2J\");int x = 1;\n",
            error(refused),
        ),
        source(
            "a section called code",
            "__attribute__((section(\"a\\\"]; } fn evil(){} /*\"))) int x = 1;\n",
            error(refused),
        ),
        source(
            "a section called a shell's command",
            "__attribute__((section(\"$(id)\"))) int x = 1;\n",
            error(refused),
        ),
        source(
            "a map called code",
            "struct { int (*type)[1]; int *key; int *value; } m __asm__(\"m; }\") __attribute__((section(\".maps\"), used));\n",
            error(refused),
        ),
        source(
            "a type with letters of other scripts",
            "struct \u{fe}\u{444} { int a; } x;\n",
            error(refused),
        ),
        source(
            "a declaration tag of code",
            "int x __attribute__((btf_decl_tag(\"\\\"); evil(); //\"))) = 1;\n",
            error(refused),
        ),
    ]
}

/// Sections and symbols that the object must not have.
pub(super) fn sections() -> Vec<Source> {
    let section = |name: &str, flags: &str, content: &str| {
        format!("asm(\".section {name},\\\"{flags}\\\",@progbits\\n{content}\\n.text\\n\");\nint x = 1;\n")
    };
    vec![
        source("raw .BTF", section(".BTF", "", ".byte 1,2,3"), NothingGood),
        source("raw .BTF.ext", section(".BTF.ext", "", ".long 0xeb9f,0x7fffffff,1,2,3,4,5,6"), NothingGood),
        source("raw .maps", section(".maps", "aw", ".globl evil\\nevil: .zero 40"), Object),
        source("maps of old", section("maps", "aw", ".zero 32"), NothingGood),
        source("raw symbols", section(".symtab", "", ".zero 48"), NothingGood),
        source(
            "a raw section of the events",
            section(".coolbpf.events", "aw", ".globl __coolbpf_events_x\\n__coolbpf_events_x: .quad 1"),
            Object,
        ),
        source("a raw struct_ops", section(".struct_ops", "aw", ".zero 8"), Object),
        source(
            "instructions that are none",
            "asm(\".section xdp,\\\"ax\\\",@progbits\\n.globl f\\n.type f,@function\\nf: .byte 1,2,3\\n.size f,3\\n.text\\n\");\nint x = 1;\n",
            NothingGood,
        ),
        source("sections of executables", section(".init_array", "aw", ".quad 1"), NothingGood),
        source(
            "an alias of another variable's end",
            "int x = 1;\nasm(\".globl y\\n.set y, x + 0x7fffffff\\n\");\n",
            error("lies outside of its section"),
        ),
    ]
}
