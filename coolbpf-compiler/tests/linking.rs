//! Several sources in one object.

use std::collections::BTreeMap;

use coolbpf_compiler::{Compiled, Failure, Toolchain, compile};
use coolbpf_contract::elf::Elf;
use coolbpf_contract::{Arch, Diagnostic, Options, Request, SourcePath, Sources};

const MAIN: &str = include_str!("linked/main.bpf.c");
const SECOND: &str = include_str!("linked/second.bpf.c");
const THIRD: &str = include_str!("linked/third.bpf.c");
const SHARED: &str = include_str!("linked/shared.h");

/// A request for these sources, linked in this order, beside `shared.h`.
fn request(sources: &[(&str, &str)]) -> Request {
    let path = |name: &str| -> SourcePath { format!("bpf/{name}").parse().unwrap() };
    let mut files: BTreeMap<_, _> =
        sources.iter().map(|(name, text)| (path(name), text.as_bytes().to_vec())).collect();
    files.insert(path("shared.h"), SHARED.as_bytes().to_vec());
    let further = sources[1..].iter().map(|(name, _)| path(name)).collect();
    let options = Options { sources: further, ..Options::default() };
    Request::new(Sources::new(path(sources[0].0), files).unwrap(), options, Arch::X86_64).unwrap()
}

fn compiled(request: &Request) -> Result<Compiled, Failure> {
    compile(request, &Toolchain::find().unwrap())
}

fn errors(sources: &[(&str, &str)]) -> Vec<Diagnostic> {
    match compiled(&request(sources)) {
        Err(Failure::Source(diagnostics)) => diagnostics,
        other => panic!("{other:?}"),
    }
}

const ALL: [(&str, &str); 3] = [("main.bpf.c", MAIN), ("second.bpf.c", SECOND), ("third.bpf.c", THIRD)];

#[test]
fn functions_maps_and_variables_of_all_sources_are_in_one_object_that_the_kernel_takes() {
    let Compiled { object, warnings } = compiled(&request(&ALL)).unwrap();
    assert_eq!(warnings, []);
    let programs: Vec<_> = object.programs().iter().map(|program| program.name.as_str()).collect();
    let maps: Vec<_> = object.maps().iter().map(|map| map.name.as_str()).collect();
    assert_eq!((programs.as_slice(), maps.as_slice()), (&["on_exec"][..], &["counts"][..]));
    assert_eq!(object.license(), "GPL");
    let variables = |section: &str| {
        let section = object.globals().iter().find(|globals| globals.name == section).unwrap();
        let mut names: Vec<_> = section.variables.iter().map(|variable| variable.name.to_string()).collect();
        names.sort();
        names
    };
    assert_eq!(variables(".rodata"), ["from_main", "from_second"]);
    assert_eq!(variables(".data"), ["second_total"]);
    assert!(variables(".bss").contains(&"total".to_owned()));

    libbpf_rs::set_print(Some((libbpf_rs::PrintLevel::Warn, |_, text| eprint!("{text}"))));
    let opened = libbpf_rs::ObjectBuilder::default().open_memory(object.bytes());
    opened.and_then(libbpf_rs::OpenObject::load).expect("run as root, on a kernel with BTF");
}

#[test]
fn lines_of_every_source_are_known_by_their_files() {
    let object = compiled(&request(&ALL)).unwrap().object;
    let elf = Elf::parse(object.bytes()).unwrap();
    let (_, section) = elf.section(".BTF.ext").unwrap();
    let ext = coolbpf_contract::btf_ext::BtfExt::parse(section.data).unwrap();
    let btf = object.btf();
    let mut files: Vec<String> = ext
        .lines
        .iter()
        .flat_map(|block| ext.lines_of(block))
        .map(|line| String::from_utf8_lossy(btf.string(line.file).unwrap_or_default()).into_owned())
        .collect();
    files.sort();
    files.dedup();
    for file in ["./bpf/main.bpf.c", "./bpf/second.bpf.c", "./bpf/third.bpf.c"] {
        assert!(files.iter().any(|known| known == file), "{files:?}");
    }
}

#[test]
fn what_does_not_fit_together_is_one_error_with_the_linkers_words() {
    let program = |body: &str| format!("#include <linux/bpf.h>\n#include <bpf/bpf_helpers.h>\n{body}\n");
    let main = program(
        "int f(void); char L[] SEC(\"license\") = \"GPL\"; SEC(\"xdp\") int p(void *c) { return f(); }",
    );
    let f = program("int f(void) { return 2; }");
    let map = |entries: u32| {
        format!(
            "struct {{ __uint(type, BPF_MAP_TYPE_ARRAY); __uint(max_entries, {entries}); __type(key, int); __type(value, int); }} \
             m SEC(\".maps\");"
        )
    };
    for (second, third, expected) in [
        (f.clone(), f.clone(), "conflicting non-weak symbol"),
        (
            format!("{f}extern {} void *g(void) {{ return &m; }}", map(1)),
            program(&map(2)),
            "global 'm': map max_entries mismatch",
        ),
        (format!("{f}{}", map(1)), program(&map(1)), "conflicting non-weak symbol"),
        (f.clone(), program("char L2[] SEC(\"license\") = \"BSD\";"), "contents of section 'license'"),
        (f.clone(), program("long f(int); long g(int a) { return f(a); }"), "global 'f'"),
        (
            program("int g(void) { return 1; }"),
            f.replace(" f(", " h("),
            "`f` is declared `extern`, and none of the sources",
        ),
    ] {
        let said = errors(&[("a.c", &main), ("b.c", &second), ("c.c", &third)]);
        let [error] = &said[..] else { panic!("{said:?}") };
        assert!(error.message.contains(expected), "{error}");
        assert!(!error.message.contains("/tmp") && error.file == "bpf/a.c", "{error}");
    }
}

#[test]
fn an_error_in_a_further_source_is_told_where_it_is() {
    let said = errors(&[
        ALL[0],
        ("second.bpf.c", "#include \"shared.h\"\nint note(__u32 pid) { return pod; }\n"),
        ALL[2],
    ]);
    assert_eq!((said[0].file.as_str(), said[0].line), ("bpf/second.bpf.c", 2));
    assert!(said[0].message.contains("undeclared identifier 'pod'"), "{}", said[0]);
    let said = errors(&[ALL[0], ALL[1], ("third.bpf.c", "/* nothing */\n")]);
    assert_eq!(
        said[0].to_string().lines().next().unwrap(),
        "bpf/third.bpf.c:1:1: error: the source defines no program, no map and no variable"
    );
}

#[test]
fn a_source_is_compiled_as_if_it_were_alone() {
    // What one source defines or declares is not seen by another.
    let main = "#define LIMIT 1\nstruct task_struct { int own; };\nint f(void);\n__attribute__((section(\"socket\"), used)) int p(void *c) { return f() + LIMIT; }\n";
    let second = "#include \"vmlinux.h\"\n#ifdef LIMIT\n#error LIMIT is seen\n#endif\nint f(void) { return sizeof(((struct task_struct *)0)->pid); }\n";
    compiled(&request(&[("a.c", main), ("b.c", second)])).unwrap();
}

#[test]
fn a_warning_in_a_header_that_all_sources_include_is_told_once() {
    let header = "static int unused_in_header(void) { int unused; return 0; }\n";
    let mut request = request(&ALL);
    let files = request.sources.files().map(|(path, text)| {
        let is_header = path.as_str().ends_with("shared.h");
        (path.clone(), if is_header { [header.as_bytes(), text].concat() } else { text.to_vec() })
    });
    request.sources = Sources::new(request.sources.main().clone(), files.collect()).unwrap();
    let warnings = compiled(&request).unwrap().warnings;
    let of_variable = warnings.iter().filter(|warning| warning.message.contains("unused variable")).count();
    assert_eq!(of_variable, 1, "{warnings:?}");
}

#[test]
fn each_source_that_loses_events_has_counters_of_its_own() {
    let source = |more: &str| {
        format!("#include <linux/bpf.h>\n#include <bpf/bpf_helpers.h>\n#include <coolbpf.h>\n{more}\n")
    };
    let ring = "struct ring { __uint(type, BPF_MAP_TYPE_RINGBUF); __uint(max_entries, 4096); };";
    let lose = "int data = 1; bpf_ringbuf_output(&events, &data, sizeof(data), 0); return 0;";
    let main = source(&format!(
        "{ring} struct ring events SEC(\".maps\"); int f(void); SEC(\"tp/x/y\") int p(void *c) {{ f(); {lose} }}"
    ));
    let second =
        source(&format!("{ring} extern struct ring events SEC(\".maps\"); int f(void) {{ {lose} }}"));
    let object = compiled(&request(&[("a.c", &main), ("b.c", &second)])).unwrap().object;
    let section = object.globals().iter().find(|section| section.name == ".bss.coolbpf").unwrap();
    let counters: Vec<_> =
        section.variables.iter().map(|variable| (variable.name.as_str(), variable.offset)).collect();
    assert_eq!(counters, [("__coolbpf_lost", 0), ("__coolbpf_lost", 512 * 8)]);
}
