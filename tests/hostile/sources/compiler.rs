//! Clang's own levers, and what it says about a source.

use super::Expected::{Any, NothingGood, Object};
use super::{Source, error, source};

/// Clang's own levers.
pub(super) fn internals() -> Vec<Source> {
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
        source("100,000 pushed macros", "#pragma push_macro(\"A\")\n".repeat(100_000) + "int x;\n", Any),
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

/// What clang says about a source.
pub(super) fn diagnostics() -> Vec<Source> {
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
