//! Nothing of the machine but clang takes part in a compile.

use std::collections::BTreeMap;

use coolbpf_compiler::{Compiled, Failure, Toolchain, compile};
use coolbpf_contract::{Arch, Options, Request, SourcePath, Sources};

const CLANGS: [&str; 3] = ["/usr/bin/clang-14", "/usr/bin/clang-16", "/usr/bin/clang-19"];

fn compiled(text: &str) -> Vec<Result<Compiled, Failure>> {
    let main: SourcePath = "src/x.bpf.c".parse().unwrap();
    let files = BTreeMap::from([(main.clone(), text.as_bytes().to_vec())]);
    let request = Request {
        sources: Sources::new(main, files).unwrap(),
        options: Options::default(),
        arch: Arch::X86_64,
    };
    CLANGS.into_iter().map(|clang| compile(&request, &Toolchain::at(clang).unwrap())).collect()
}

fn contains(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

#[test]
fn a_line_directive_copies_no_file_of_the_machine_into_the_object() {
    // Any user's name in /etc/passwd will do.
    let passwd = std::fs::read_to_string("/etc/passwd").unwrap();
    let lines: Vec<&str> = passwd.lines().take(8).collect();
    let text = "#line 1 \"/etc/passwd\"\nint g;\n__attribute__((section(\"socket\")))\nint f(int *p)\n{\n\
                \tint x = *p;\n\tg = x + 1;\n\treturn g;\n}\n";
    for compiled in compiled(text) {
        let object = compiled.unwrap().object.into_bytes();
        assert!(contains(&object, "g = x + 1;"), "the line information has the source's own lines");
        for line in &lines {
            assert!(!contains(&object, line), "the object holds {line:?}");
        }
    }
}

#[test]
fn headers_of_the_machine_are_not_found() {
    for compiled in compiled("#include <stdio.h>\n") {
        assert!(
            matches!(compiled, Err(Failure::Source(said)) if said[0].message.starts_with("'stdio.h' file not found: "))
        );
    }
}

#[test]
fn clangs_own_headers_are_found() {
    let text = "#include <stdarg.h>\n#include <stdbool.h>\n#include <stddef.h>\n#include <stdint.h>\n#include <limits.h>\n\
                uint64_t largest = UINT64_MAX; bool b = INT_MAX > 0; size_t s = offsetof(struct { int x; }, x);\n";
    for compiled in compiled(text) {
        compiled.unwrap();
    }
}

#[test]
fn files_outside_the_package_are_refused_even_if_they_compile() {
    let directory = tempfile::tempdir().unwrap();
    let header = directory.path().join("foreign.h");
    std::fs::write(&header, "int foreign;\n").unwrap();
    let includes = [
        format!("#include <{}>\n", header.display()),
        format!("#define X <{}>\n#include X\n", header.display()),
    ];
    for text in includes {
        for compiled in compiled(&text) {
            let Err(Failure::Source(said)) = compiled else { panic!("{compiled:?}") };
            assert!(
                said[0].message.contains("lies neither in the package nor among coolbpf's headers"),
                "{}",
                said[0]
            );
        }
    }
}

#[test]
fn a_line_directive_has_no_diagnostic_show_a_file_of_the_machine() {
    for compiled in compiled("#line 1 \"/etc/passwd\"\nint x = y;\n") {
        let Err(Failure::Source(said)) = compiled else { panic!("{compiled:?}") };
        assert_eq!(
            (said[0].message.as_str(), said[0].snippet.as_str()),
            ("use of undeclared identifier 'y'", "")
        );
    }
}

#[test]
fn an_include_that_leaves_the_package_is_an_error_that_says_so_where_it_is_reached() {
    for compiled in compiled("#if 0\n#include \"../../x.h\"\n#endif\nint x;\n") {
        compiled.unwrap();
    }
    for compiled in compiled("int x;\n#include \"../../x.h\"\n") {
        let Err(Failure::Source(said)) = compiled else { panic!("{compiled:?}") };
        assert_eq!(said[0].line, 2);
        let message = "'../../x.h' file not found: it lies outside the package";
        assert!(said[0].message.starts_with(message), "{}", said[0]);
    }
}

const READS: &str = "`.incbin`, which reads a file that is no part of the program's sources";

#[test]
fn assembly_that_reads_files_is_refused() {
    for compiled in
        compiled("struct { int include; } x; // asm(\".incbin\")\nint f(void) { return x.include; }\n")
    {
        compiled.unwrap();
    }
    for compiled in compiled("int x;\nasm(\".incbin \\\"/etc/passwd\\\"\");\n") {
        let Err(Failure::Source(said)) = compiled else { panic!("{compiled:?}") };
        assert_eq!((said[0].line, said[0].column), (2, 5));
        assert_eq!(said[0].message, format!("the program's inline assembly has {READS}"));
    }
}

#[test]
fn assembly_that_reads_files_is_refused_however_it_is_written() {
    let data = |assembly: &str| format!("int x;\nasm(\".section .data\\n\" {assembly});\n");
    let puts_together = "can put together a directive that reads a file of the machine";
    for (text, says) in [
        (data(r#"".inc" "bin \"/etc/passwd\"\n""#), READS),
        (data(r#""\x2eincbin \"/etc/passwd\"\n""#), READS),
        (data(r#"".\151ncbin \"/etc/passwd\"\n""#), READS),
        (data(r#""x: .INCBIN \"/etc/passwd\"\n""#), READS),
        (data(r##""# \"\n\".incbin\" \"/etc/passwd\"\n""##), READS),
        (data("\".inc\" /* \n */ \"lude \\\"/etc/passwd\\\"\""), "`.include`, which reads a file"),
        (data(r#"".macro m a b\n.\\a\\b \"/etc/passwd\"\n.endm\nm inc bin\n""#), puts_together),
        (data(r#"".irp a, bin\n.inc\\a \"/etc/passwd\"\n.endr\n""#), puts_together),
        (
            "#define CAT(a, b) a##b\nint x;\nCAT(as, m)(\".section .data\\n.inc\" \"bin \\\"/etc/passwd\\\"\");\n".into(),
            READS,
        ),
        ("int x;\na\\\nsm(\".section .data\\n.inc\" \"bin \\\"/etc/passwd\\\"\");\n".into(), READS),
        (
            "extern char bin;\n__attribute__((section(\"socket\"))) int f(void)\n{\n\
             \tasm volatile(\".inc%c0 \\\"/etc/passwd\\\"\" :: \"i\"(&bin));\n\treturn 0;\n}\n"
                .into(),
            READS,
        ),
    ] {
        for compiled in compiled(&text) {
            let Err(Failure::Source(said)) = compiled else { panic!("{text}\n{compiled:?}") };
            assert!(said[0].message.contains(says), "{text}\n{}", said[0]);
        }
    }
}

#[test]
fn other_assembly_compiles() {
    let text = "__attribute__((section(\"socket\"))) int f(int *p)\n{\n\tint x = *p;\n\
                \tasm volatile(\"%0 += 1\\n\" : \"+r\"(x));\n\treturn x;\n}\n";
    for compiled in compiled(text) {
        compiled.unwrap();
    }
}
