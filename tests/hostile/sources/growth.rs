//! Little text that becomes much, nests deep, or takes long to look through.

use super::Expected::{Limit, NothingGood, Object};
use super::{Source, error, source};

/// Little text that becomes much.
pub(super) fn growth() -> Vec<Source> {
    let doubling = |of: &str, levels: usize| {
        let levels = (1..=levels).map(|level| format!("#define A{level} A{0} A{0}\n", level - 1));
        format!("#define A0 {of}\n{}", levels.collect::<String>())
    };
    let in_asm = |text: &str| format!("asm(\".section .rodata\\n{text}\\n\");\nint x;\n");
    vec![
        source("macros that double", doubling("x", 40) + "int A40;\n", Limit),
        source(
            "macros that double a string",
            doubling("\"0123456789abcdef\"", 40) + "char s[] = A40;\n",
            NothingGood,
        ),
        source(
            "macros that double in a macro's argument",
            format!("#define F(a) a a\nint x = {}1{};\n", "F(".repeat(60), ")".repeat(60)),
            NothingGood,
        ),
        source(
            "macros that double and are pasted",
            doubling("x", 30) + "#define P(a, b) a##b\n#include \"vmlinux.h\"\nint P(A, 30);\n",
            NothingGood,
        ),
        source("a file that includes itself", "#include \"main.bpf.c\"\n", error("nested too deeply")),
        source("a file that includes itself twice", "#include __FILE__\n#include __FILE__\n", NothingGood),
        source("vmlinux.h many times", "#include \"vmlinux.h\"\n".repeat(20_000) + "int x;\n", Object),
        source("a terabyte of zeros", "char a[1ull << 40];\n", error("more than")),
        source(
            "more data than an object may have",
            "char a[33 << 20] = {1};\n",
            error("more than the 33554432 that are read"),
        ),
        source("a gigabyte of data", "int a[1 << 28] = {1};\n", NothingGood),
        source("a gigabyte by one initializer", "int a[] = {[1 << 28] = 1};\n", NothingGood),
        source("an exabyte", "char a[1ull << 62];\n", NothingGood),
        source(
            "structs of structs of arrays",
            (1..30)
                .map(|i| format!("struct s{i} {{ struct s{} a[100]; }};\n", i - 1))
                .fold("struct s0 { int a; };\n".to_owned(), |text, more| text + &more)
                + "struct s29 x;\n",
            error("too large"),
        ),
        source(
            "an alignment of 256 MiB",
            "int a __attribute__((aligned(1 << 28))) = 1;int b = 2;\n",
            NothingGood,
        ),
        source(
            "an alignment of a terabyte",
            "int a __attribute__((aligned(1ull << 40))) = 1;\n",
            NothingGood,
        ),
        source(".fill", in_asm(".fill 0x7fffffff, 8, 0x41"), NothingGood),
        source(".zero", in_asm(".zero 0x7ffffffff"), NothingGood),
        source(".org", in_asm(".org 0x7ffffffff\\n.byte 1"), NothingGood),
        source(".balign", in_asm(".byte 1\\n.balign 0x40000000\\n.byte 1"), NothingGood),
        source(".rept", in_asm(".rept 1000000000\\n.byte 1\\n.endr"), NothingGood),
        source(
            ".rept in .rept",
            in_asm(".rept 100000\\n.rept 100000\\n.byte 1\\n.endr\\n.endr"),
            NothingGood,
        ),
        source(
            "an assembler macro that calls itself twice",
            in_asm(".macro m\\nm\\nm\\n.endm\\nm"),
            NothingGood,
        ),
        source(
            "an enum of 300,000",
            format!(
                "enum e {{ {} }};\nenum e x;\n",
                (0..300_000).map(|i| format!("E{i},")).collect::<String>()
            ),
            NothingGood,
        ),
    ]
}

/// What crashes a compiler that recurses.
pub(super) fn depth() -> Vec<Source> {
    let many = 50_000;
    let around = |open: &str, inside: &str, close: &str| open.repeat(many) + inside + &close.repeat(many);
    vec![
        source("parentheses", format!("int x = {};\n", around("(", "1", ")")), error("nesting level")),
        source(
            "blocks",
            format!("int f(void) {{ {} return 1; }}\n", around("{", "", "}")),
            error("nesting level"),
        ),
        source("initializers", format!("int a[] = {};\n", around("{", "1", "}")), error("nesting level")),
        source("signs", format!("int f(int a) {{ return {}a; }}\n", "- ".repeat(2 * many)), NothingGood),
        source("sums", format!("int f(int a) {{ return {}a; }}\n", "a+".repeat(4 * many)), NothingGood),
        source(
            "conditions",
            format!("int f(int a) {{ return {}0; }}\n", "a?1:".repeat(2 * many)),
            NothingGood,
        ),
        source(
            "else if",
            format!("int f(int a) {{ {}; return a; }}\n", "if (a) a++; else ".repeat(2 * many)),
            NothingGood,
        ),
        source("pointers", format!("int {}a;\n", "*".repeat(2 * many)), NothingGood),
        source("arrays", format!("int a{};\n", "[1]".repeat(many)), NothingGood),
        source(
            "pointers to functions",
            format!("int {}a{};\n", "(*".repeat(200), ")(void)".repeat(200)),
            error("nests types more than"),
        ),
        source(
            "structs",
            format!("{} int a; {}\n", "struct {".repeat(many), "} x;".repeat(many)),
            NothingGood,
        ),
        source("#if", "#if 1\n".repeat(many) + "int x;\n", NothingGood),
        source("attributes", format!("int x {};\n", "__attribute__((unused))".repeat(many)), Object),
    ]
}

/// Texts that take long to look through for who looks from each place to the end.
pub(super) fn scans() -> Vec<Source> {
    let of = |piece: &str| piece.repeat(3_000_000 / piece.len());
    // A chain of pointers, each of which only its place tells from the others.
    let chain = "asm(\".section .BTF,\\\"\\\",@progbits\\n.short 0xeb9f\\n.byte 1,0\\n.long 24,0,240000,240000,1\\n\"\n\
                 \".set i,1\\n.rept 20000\\n.set i,i+1\\n.long 0,0x2000000,i%20001\\n.endr\\n.byte 0\\n.text\");\nint x = 1;\n";
    let mut table = vec![source("a chain of 20,000 pointers", chain, NothingGood)];
    for piece in ["#/*\n", "/**/#include <", "__has_include/*", "enum{", "typedef ", "extern "] {
        let with_types = "#include \"vmlinux.h\"\n".to_owned() + &of(piece);
        table.push(source("a text to be looked through", with_types, NothingGood));
    }
    table
}
