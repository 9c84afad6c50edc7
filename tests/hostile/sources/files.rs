//! Files that are no part of the job, devices and pipes.

use super::Expected::{NothingGood, Object};
use super::{Source, error, source};

/// Reading what is no part of the job.
pub(super) fn outside(secret: &str) -> Vec<Source> {
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

/// Files that never end, or that hold a process.
pub(super) fn devices() -> Vec<Source> {
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
pub(super) fn fifos(fifo: &str) -> Vec<Source> {
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
