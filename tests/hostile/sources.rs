//! C that means harm.

use coolbpf_contract::wire::{CompileAnswer, Problem, ProblemKind};

use crate::http;
use crate::victim::{Victim, json, request};

/// One source, and what must come back.
pub(crate) struct Source {
    attack: &'static str,
    text: Vec<u8>,
    expected: Expected,
}

/// What an attack comes to.
enum Expected {
    /// An object: the attack is none.
    Object,
    /// Clang's errors, one of which has this text.
    Error(String),
    /// The compile is stopped.
    Limit,
    /// Versions of clang differ in whether it crashes, runs into a limit or gives up with an error.
    NothingGood,
    /// Which of these it comes to depends on how clang was built or on how fast it is, and none of them does harm.
    Any,
}
use Expected::{Any, Error, Limit, NothingGood, Object};

impl Source {
    /// Has it compiled, and looks at the answer and at the server.
    #[track_caller]
    pub(crate) fn attack(&self, victim: &mut Victim) {
        let Self { attack, text, expected } = self;
        let answer = http::post(victim.url(), json(&request(text)).as_bytes());
        victim.tells_nothing(attack, &answer);
        let problem: Option<Problem> = match answer.status {
            200 => None,
            422 => Some(serde_json::from_str(&answer.body).unwrap()),
            status => panic!("{attack} is answered with {status}: {}", answer.body),
        };
        let kind = problem.as_ref().and_then(Problem::known_kind);
        let told = |text: &str| {
            let diagnostics = problem.iter().flat_map(|problem| &problem.diagnostics);
            diagnostics.into_iter().any(|diagnostic| diagnostic.message.contains(text))
        };
        let as_expected = match expected {
            Object => serde_json::from_str::<CompileAnswer>(&answer.body).is_ok(),
            Error(text) => kind == Some(ProblemKind::SourceErrors) && told(text),
            Limit => kind == Some(ProblemKind::CompileLimit),
            NothingGood => kind.is_some(),
            Any => true,
        };
        let shown: String = answer.body.chars().take(2000).collect();
        assert!(as_expected, "{attack} is answered with {}: {shown}", answer.status);
        victim.holds(attack);
    }
}

fn source(attack: &'static str, text: impl Into<Vec<u8>>, expected: Expected) -> Source {
    Source { attack, text: text.into(), expected }
}

fn error(text: impl Into<String>) -> Expected {
    Error(text.into())
}

/// Every attack.
pub(crate) fn table(victim: &Victim) -> Vec<Source> {
    let secret = victim.secret_file().display().to_string();
    [
        files_outside(&secret),
        names(),
        devices(),
        fifos(&victim.fifo().display().to_string()),
        growth(),
        depth(),
        compiler_internals(),
        sections(),
        diagnostics(),
        scans(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Reading what is no part of the job.
fn files_outside(secret: &str) -> Vec<Source> {
    let climbing = format!("../../../../../../../../..{secret}");
    vec![
        source("#include of a file outside", format!("#include \"{secret}\"\nint x;\n"), NothingGood),
        source("#include <> of a file outside", format!("#include <{secret}>\nint x;\n"), NothingGood),
        source("#include through ..", format!("#include \"{climbing}\"\nint x;\n"), NothingGood),
        source("#include by a macro", format!("#define F \"{secret}\"\n#include F\nint x;\n"), NothingGood),
        source("#include_next", format!("#include_next \"{secret}\"\nint x;\n"), NothingGood),
        source("#import", format!("#import \"{secret}\"\nint x;\n"), NothingGood),
        source("#include of the passwords", "#include \"/etc/passwd\"\nint x;\n", NothingGood),
        source(
            "#include of what clang's errors would show",
            "#include \"/etc/hostname\"\nint x;\n",
            NothingGood,
        ),
        source("#embed", format!("const char s[] = {{\n#embed \"{secret}\"\n}};\n"), NothingGood),
        source("#embed with limit", "const char s[] = {\n#embed \"/etc/passwd\" limit(4)\n};\n", NothingGood),
        source(
            "#pragma GCC dependency",
            format!("#pragma GCC dependency \"{secret}\"\nint x;\n"),
            error("secret.h"),
        ),
        source(
            "#pragma clang dependency",
            "#pragma clang dependency \"/etc/passwd\"\nint x;\n",
            error("/etc/passwd"),
        ),
        source(
            "#pragma include_alias",
            format!("#pragma include_alias(\"a.h\", \"{secret}\")\nint x;\n"),
            Object,
        ),
        source(".incbin", format!("asm(\".incbin \\\"{secret}\\\"\");\nint x;\n"), error("reads a file")),
        source(".include", format!("asm(\".include \\\"{secret}\\\"\");\nint x;\n"), error("reads a file")),
        source(
            ".incbin in two strings",
            format!("asm(\".section .rodata\\n.inc\" \"bin \\\"{secret}\\\"\");\nint x;\n"),
            NothingGood,
        ),
        source(
            ".incbin by an escape",
            format!("asm(\".section .rodata\\n\\x2eincbin \\\"{secret}\\\"\");\nint x;\n"),
            NothingGood,
        ),
        source(
            ".incbin by an assembler macro",
            format!("asm(\".macro m i\\n.inc\\\\i \\\"{secret}\\\"\\n.endm\\nm bin\\n\");\nint x;\n"),
            NothingGood,
        ),
        source(
            ".include in two strings",
            format!("asm(\".inc\" \"lude \\\"{secret}\\\"\");\nint x;\n"),
            NothingGood,
        ),
        source(
            "#line that names a file outside",
            format!("int g;\n#line 1 \"{secret}\"\nint f(int a) {{ g = a; return g; }}\n"),
            Object,
        ),
        source(
            "#line that names the passwords",
            "int g;\n#line 1 \"/etc/passwd\"\nint f(int a) { g = a; return g; }\n",
            Object,
        ),
        source(
            "#line through ..",
            format!("int g;\n#line 1 \"{climbing}\"\nint f(int a) {{ g = a; return g; }}\n"),
            Object,
        ),
        source(
            "an error on a #line that names a file outside",
            format!("#line 1 \"{secret}\"\nint f(void) {{ return y; }}\n"),
            error("undeclared"),
        ),
        source("# 1 \"file\"", "# 1 \"/etc/passwd\" 1\nint f(void) { return y; }\n", error("undeclared")),
        source(
            ".file and .loc",
            "int f(void) { asm volatile(\".file 7 \\\"/etc\\\" \\\"passwd\\\"\\n.loc 7 1 0\\nr0 = 0\"); return 1; }\n",
            error("inconsistent use of MD5 checksums"),
        ),
        source(
            "modules",
            "#pragma clang module build m\nmodule m { header \"/etc/passwd\" }\n#pragma clang module endbuild\n\
             #pragma clang module import m\nint x;\n",
            NothingGood,
        ),
        source("a header of the machine", "#include <stdio.h>\nint x;\n", error("file not found")),
    ]
}

/// Names that hold code or markup.
fn names() -> Vec<Source> {
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

/// Files that never end, or that hold a process.
fn devices() -> Vec<Source> {
    [
        "/dev/zero",
        "/dev/stdin",
        "/dev/tty",
        "/dev/random",
        "/proc/self/environ",
        "/proc/self/mem",
        "/proc/1/cmdline",
        "/proc/kmsg",
        "/proc/self/fd/0",
    ]
    .into_iter()
    .map(|path| source("a device or a process's file", format!("#include \"{path}\"\nint x;\n"), NothingGood))
    .chain([source(
        "#embed of a device",
        "const char s[] = {\n#embed \"/dev/zero\" limit(9)\n};\n",
        NothingGood,
    )])
    .collect()
}

/// A FIFO that nobody writes to: who opens it, waits.
fn fifos(fifo: &str) -> Vec<Source> {
    vec![
        source("#include of a FIFO", format!("#include \"{fifo}\"\nint x;\n"), error("pipe.h")),
        source(
            "#pragma GCC dependency on a FIFO",
            format!("#pragma GCC dependency \"{fifo}\"\nint x;\n"),
            error("pipe.h"),
        ),
        source("#embed of a FIFO", format!("const char s[] = {{\n#embed \"{fifo}\"\n}};\n"), NothingGood),
        source(
            ".incbin of a FIFO",
            format!("asm(\".incbin \\\"{fifo}\\\"\");\nint x;\n"),
            error("reads a file"),
        ),
    ]
}

/// Little text that becomes much.
fn growth() -> Vec<Source> {
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
fn depth() -> Vec<Source> {
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

/// Clang's own levers.
fn compiler_internals() -> Vec<Source> {
    let mut table: Vec<Source> = ["parser_crash", "crash"]
        .into_iter()
        .map(|what| {
            let text = format!("#pragma clang __debug {what}\nint x;\n");
            source("#pragma clang __debug that crashes", text, NothingGood)
        })
        .collect();
    table.extend(
        [
            ("llvm_fatal_error", error("llvm_fatal_error")),
            ("captured", error("expected identifier")),
            ("overflow_stack", NothingGood),
            // What they do is undefined where clang was built without assertions.
            ("llvm_unreachable", Any),
            ("assert", Any),
            ("dump x", Object),
            ("dump", Object),
            ("macro __LINE__", Object),
            ("handle_crash", Object),
            ("diag_mapping \"x\"", Object),
            ("module_map x", Object),
            ("include_tree", Object),
        ]
        .into_iter()
        .map(|(what, expected)| {
            source("#pragma clang __debug", format!("#pragma clang __debug {what}\nint x;\n"), expected)
        }),
    );
    table.extend(["__DATE__", "__TIME__", "__TIMESTAMP__"].into_iter().map(|what| {
        source(
            "the time of the compile",
            format!("const char s[] = {what};\n"),
            error("_is_not_reproducible"),
        )
    }));
    table.extend([
        source(
            "the names of files",
            "const char a[] = __FILE__;const char b[] = __BASE_FILE__;const char c[] = __FILE_NAME__;\n",
            Object,
        ),
        source(
            "the time of the compile by a warning turned off",
            "#pragma clang diagnostic ignored \"-Wdate-time\"\nconst char s[] = __DATE__;\n",
            error("_is_not_reproducible"),
        ),
        source("#pragma comment", "#pragma comment(lib, \"evil\")\n#ident \"x\"\nint x;\n", Object),
        source(
            "pragmas of plugins",
            "#pragma clang plugin x\n#pragma GCC plugin x\n#pragma STDC FENV_ACCESS ON\nint x;\n",
            Object,
        ),
        source("300,000 pushed macros", "#pragma push_macro(\"A\")\n".repeat(100_000) + "int x;\n", Object),
        source(
            "100 MB of loops to unroll",
            format!(
                "static int g(int a) {{ return a * 3 + 1; }}\nint f(int a) {{ {} a = g(a); return a; }}\n",
                "_Pragma(\"unroll\") for (int i = 0; i < 1000; i++) ".repeat(4)
            ),
            Any,
        ),
    ]);
    table
}

/// Texts that take long to look through for who looks from each place to the end.
fn scans() -> Vec<Source> {
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

/// Sections and symbols that the object must not have.
fn sections() -> Vec<Source> {
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

/// What clang says about a source.
fn diagnostics() -> Vec<Source> {
    vec![
        source("30,000 warnings", "#warning x\n".repeat(30_000) + "int x;\n", Object),
        source(
            "60,000 lines that look like errors",
            format!("#pragma message(\"a{}\")\n#error x\n", "\\nx.c:9:1: error: e".repeat(60_000)),
            error("e"),
        ),
        source("100,000 errors", "#error x\n".repeat(100_000), error("x")),
        source("a message of a megabyte", format!("#error {}\n", "x".repeat(1_000_000)), error("xxx")),
        source("a name of a megabyte", format!("int {} = y;\n", "x".repeat(1_000_000)), error("undeclared")),
        source(
            "a line of three megabytes",
            format!("int x = y; /* {} */\n", "x".repeat(3_000_000)),
            error("undeclared"),
        ),
        source(
            "commands of terminals in messages",
            "#warning \x1b]0;evil\x07\u{202e}\n#error \x1b[2J\n",
            error("[2J"),
        ),
        source(
            "commands of terminals in the source",
            "int f(void) { return y; /* \x1b[2J\x07\u{202e}\u{2066} */ }\n",
            error("undeclared"),
        ),
        source(
            "a message that looks like one of clang",
            "#error x.c:1:1: error: /etc/passwd:1:1: fatal error: no\n",
            error("x.c:1:1"),
        ),
        source("bytes that are no text", b"int x = \xff\xfe\x00\x01;\n".to_vec(), NothingGood),
        source("UTF-16", b"\xff\xfei\0n\0t\0 \0x\0;\0".to_vec(), NothingGood),
        source("nothing", "", NothingGood),
    ]
}
