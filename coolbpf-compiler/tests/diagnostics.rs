//! What clang says comes back as data, with the user's paths and lines.

use coolbpf_compiler::{Failure, Toolchain, compile};
use coolbpf_contract::{Arch, CIdent, Cpu, Diagnostic, Level, Options, Request, SourcePath, Sources};

const CLANGS: [&str; 3] = ["/usr/bin/clang-14", "/usr/bin/clang-16", "/usr/bin/clang-19"];

fn request(files: &[(&str, &str)]) -> Request {
    let main: SourcePath = files[0].0.parse().unwrap();
    let files = files.iter().map(|(path, text)| (path.parse().unwrap(), text.as_bytes().to_vec()));
    let sources = Sources::new(main, files.collect()).unwrap();
    Request { sources, options: Options::default(), arch: Arch::X86_64 }
}

/// What each clang says about sources that don't compile.
fn errors(request: &Request) -> Vec<Vec<Diagnostic>> {
    let compiled = CLANGS.map(|clang| compile(request, &Toolchain::at(clang).unwrap()));
    compiled
        .into_iter()
        .map(|compiled| match compiled {
            Err(Failure::Source(diagnostics)) => diagnostics,
            other => panic!("{other:?}"),
        })
        .collect()
}

#[test]
fn an_error_has_the_place_the_message_and_the_line() {
    for said in errors(&request(&[("src/bpf/a b é.bpf.c", "int f(void)\n{\n\treturn missing;\n}\n")])) {
        let expected = Diagnostic {
            file: "src/bpf/a b é.bpf.c".into(),
            line: 3,
            column: 9,
            level: Level::Error,
            message: "use of undeclared identifier 'missing'".into(),
            snippet: "\treturn missing;".into(),
        };
        assert_eq!(said, [expected]);
    }
}

#[test]
fn errors_in_a_header_of_the_user_name_the_header() {
    let files =
        [("src/x.bpf.c", "#include \"inner/x.h\"\n"), ("src/inner/x.h", "\nint f(void) { return 1 }\n")];
    for said in errors(&request(&files)) {
        assert_eq!((said[0].file.as_str(), said[0].line), ("src/inner/x.h", 2));
        assert_eq!(said[0].message, "expected ';' after return statement");
    }
}

#[test]
fn notes_follow_their_error_and_name_headers_as_an_include_does() {
    let text = "#include \"vmlinux.h\"\n#include <bpf/bpf_helpers.h>\nint f(void) { return bpf_ktime_get_ns(1); }\n\
                struct task_struct t = { .nothing = 1 };\nint bpf_iter_num_new;\n";
    for said in errors(&request(&[("src/x.bpf.c", text)])) {
        let errors: Vec<_> =
            said.iter().filter(|d| d.level == Level::Error).map(|d| (d.file.as_str(), d.line)).collect();
        assert_eq!(errors, [("src/x.bpf.c", 3), ("src/x.bpf.c", 4), ("src/x.bpf.c", 5)]);
        let note = said.iter().find(|diagnostic| diagnostic.message.contains("previous")).unwrap();
        assert_eq!((note.file.as_str(), note.level), ("<bpf/bpf_helpers.h>", Level::Note));
        assert!(note.snippet.contains("bpf_iter_num_new"), "{}", note.snippet);
    }
}

#[test]
fn warnings_come_with_the_object() {
    let request = request(&[("src/x.bpf.c", "int f(void)\n{\n\tint unused;\n\treturn 0;\n}\n")]);
    for clang in CLANGS {
        let compiled = compile(&request, &Toolchain::at(clang).unwrap()).unwrap();
        let [warning] = &compiled.warnings[..] else { panic!("{:?}", compiled.warnings) };
        assert_eq!((warning.level, warning.line, warning.column), (Level::Warning, 3, 6));
        assert_eq!(warning.message, "unused variable 'unused' [-Wunused-variable]");
        assert_eq!(warning.snippet, "\tint unused;");
    }
}

#[test]
fn c_in_a_rust_file_is_counted_from_its_own_first_line() {
    for said in errors(&request(&[("src/main.rs", "\n\nint f(void) { return missing; }\n")])) {
        let moved = said[0].clone().moved("src/main.rs", 40);
        assert_eq!((moved.file.as_str(), moved.line), ("src/main.rs", 42));
    }
}

#[test]
fn what_the_bpf_backend_refuses_is_an_error_of_the_source() {
    let text = "int f(int n)\n{\n\tchar large[4096];\n\n\t__builtin_memset(large, n, n);\n\
                \treturn large[n];\n}\n";
    for said in errors(&request(&[("src/x.bpf.c", text)])) {
        assert!(said.iter().any(|diagnostic| diagnostic.level == Level::Error), "{said:?}");
    }
}

#[test]
fn a_missing_header_and_a_date_are_errors() {
    for said in errors(&request(&[("src/x.bpf.c", "#include <nowhere.h>\n")])) {
        let start = "'nowhere.h' file not found: it is neither in the package, where headers are searched beside the C and in";
        assert!(said[0].message.starts_with(start), "{}", said[0].message);
    }
    let pragma = "#pragma clang diagnostic ignored \"-Weverything\"\n";
    for name in ["__DATE__", "__TIME__", "__TIMESTAMP__"] {
        for before in ["", pragma] {
            let text = format!("{before}char when[] = {name};\n");
            for said in errors(&request(&[("src/x.bpf.c", &text)])) {
                assert!(said[0].message.contains("is_not_reproducible"), "{}", said[0]);
            }
        }
    }
}

#[test]
fn a_source_without_content_and_one_that_asks_for_a_strange_section_are_errors_of_the_source() {
    for said in errors(&request(&[("src/x.bpf.c", "/* nothing */\n")])) {
        assert_eq!(
            said[0].to_string(),
            "src/x.bpf.c:1:1: error: the source defines no program, no map and no variable"
        );
    }
    let strange = "__attribute__((section(\"so`cket\"), used)) int f(void *c) { return 0; }\n";
    for said in errors(&request(&[("src/x.bpf.c", strange)])) {
        assert!(said[0].message.starts_with("the object is refused: "), "{}", said[0]);
    }
}

#[test]
fn an_event_type_that_the_source_does_not_define_names_the_metadata() {
    let mut request = request(&[("src/x.bpf.c", "int x; // \\")]);
    let name = |name: &str| name.parse::<CIdent>().unwrap();
    request.options.events.insert(name("events"), name("event"));
    for said in errors(&request) {
        let error = said.iter().find(|diagnostic| diagnostic.level == Level::Error).unwrap();
        assert_eq!(error.file, "package.metadata.coolbpf events");
        assert!(error.message.contains("incomplete type 'struct event'"), "{}", error.message);
    }
}

#[test]
fn an_atomic_operation_that_an_old_instruction_set_lacks_is_an_error_that_names_it() {
    let text = "int sum;\n__attribute__((section(\"socket\"), used)) int p(void *c) { return __sync_fetch_and_add(&sum, 1); }\n";
    let mut request = request(&[("x.bpf.c", text)]);
    request.options.cpu = Cpu::V1;
    for said in errors(&request) {
        let error = said[0].to_string();
        assert!(error.contains("the result of an atomic addition is used, and v1 has none"), "{error}");
    }
}
