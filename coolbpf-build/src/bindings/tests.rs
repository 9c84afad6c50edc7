//! Bindings as text. `tests/bindings.rs` runs them.

use std::collections::BTreeMap;

use coolbpf_compiler::Toolchain;
use coolbpf_contract::{Arch, BINDINGS_VERSION, CheckedObject, Options, Request, SourcePath, Sources};

/// An object, and what it was compiled from.
struct Compiled(Request, CheckedObject);

fn compile(c: &str) -> Compiled {
    let path: SourcePath = "x.bpf.c".parse().unwrap();
    let sources = Sources::new(path.clone(), BTreeMap::from([(path, c.into())])).unwrap();
    let request = Request { sources, options: Options::default(), arch: Arch::X86_64 };
    let object = coolbpf_compiler::compile(&request, &Toolchain::find().unwrap()).unwrap().object;
    Compiled(request, object)
}

fn generate(program: &str, Compiled(request, object): &Compiled) -> crate::Result<String> {
    super::generate(program, request, object)
}

const HELLO: &str = include_str!("../../tests/bindings/c/hello.bpf.c");

#[test]
fn the_same_object_gives_the_same_text_wherever_it_is_written() {
    let object = compile(HELLO);
    let text = generate("hello", &object).unwrap();
    assert_eq!(generate("hello", &object).unwrap(), text);
    let temporary = std::env::temp_dir();
    assert!(!text.contains(temporary.to_str().unwrap()) && !text.contains("include_bytes"), "{text}");
}

#[test]
fn whatever_the_module_is_called_the_names_that_users_see_are_the_same() {
    let object = compile(HELLO);
    for program in ["hello", "r#type", "__x__", "Überwachung"] {
        let text = generate(program, &object).unwrap();
        for item in ["pub fn attach() ", "pub struct Bpf ", "pub events: ::coolbpf::Channel<types::event>"] {
            assert!(text.contains(item), "{program}: {item}");
        }
    }
}

#[test]
fn bindings_name_private_items_of_their_own_version_only() {
    let text = generate("hello", &compile(HELLO)).unwrap();
    let version = format!("__private::v{BINDINGS_VERSION}::");
    assert!(text.contains(&version), "{text}");
    assert!(!text.replace(&version, "").contains("__private"), "{text}");
}

#[test]
fn bindings_name_the_adaptations_that_something_in_their_object_needs() {
    const PLAIN: &str = "#include <linux/bpf.h>\n#include <bpf/bpf_helpers.h>\n\
                         SEC(\"socket\") int first(void *ctx) { return 0; }\n";
    let named = |c: &str| {
        let text: String = generate("x", &compile(c)).unwrap().split_whitespace().collect();
        let (_, named) = text.split_once("Adaptations::FEWEST").unwrap();
        named.split_once(",)").unwrap().0.to_owned()
    };
    assert_eq!(named(PLAIN), "");
    assert_eq!(
        named(&format!("{PLAIN} const volatile int limit; int used(void) {{ return limit; }}")),
        ".variables().functions()"
    );
    // A constant that nobody gave a name.
    let text =
        format!("{PLAIN} SEC(\"socket\") int says(void *ctx) {{ bpf_printk(\"%s\", \"it\"); return 0; }}");
    assert_eq!(named(&text), ".variables()");
    let configured = format!(
        "{PLAIN} extern int LINUX_KERNEL_VERSION __kconfig; SEC(\"socket\") int tells(void *ctx) {{ return LINUX_KERNEL_VERSION; }}"
    );
    assert_eq!(named(&configured), ".variables()");
    let of_many = format!("{PLAIN} SEC(\"?kprobe.multi/tcp_*\") int many(void *ctx) {{ return 0; }}");
    assert_eq!(named(&of_many), ".attach_many()");
    let pinned = format!(
        "{PLAIN} struct {{ __uint(type, BPF_MAP_TYPE_ARRAY); __uint(max_entries, 1); __type(key, int); \
         __type(value, int); __uint(pinning, LIBBPF_PIN_BY_NAME); }} kept SEC(\".maps\");"
    );
    assert_eq!(named(&pinned), ".pins()");
    assert_eq!(named(HELLO), ".channels()");
}

#[test]
fn several_event_maps_leave_it_open_which_events_are_meant() {
    let object = compile(&format!("{HELLO}\nCOOLBPF_EVENTS(others, struct event, 4096);"));
    let text = generate("hello", &object).unwrap();
    assert!(text.contains("pub others: ::coolbpf::Channel<types::event>"), "{text}");
    assert!(!text.contains("pub fn events("), "{text}");
}

#[test]
fn a_ring_buffer_without_an_event_type_says_how_to_give_it_one() {
    let object = compile(
        "#include <linux/bpf.h>\n#include <bpf/bpf_helpers.h>\n\
         struct { __uint(type, BPF_MAP_TYPE_RINGBUF); __uint(max_entries, 4096); } bare SEC(\".maps\");",
    );
    let text = generate("hello", &object).unwrap();
    let doc = "/// The map `bare`: a ring buffer with no event type: declare it with `COOLBPF_EVENTS`, or name it under \
               `events` in `[package.metadata.coolbpf.program.hello]`.\n    pub bare: ::coolbpf::RawMap,";
    assert!(text.contains(doc), "{text}");
}

#[test]
fn what_libbpf_says_against_an_object_is_in_the_error() {
    let object = compile(
        "#include <linux/bpf.h>\n#include <bpf/bpf_helpers.h>\n\
         struct { __uint(type, BPF_MAP_TYPE_ARRAY); __uint(max_entries, 1); __uint(pinning, 7); } m SEC(\".maps\");",
    );
    let error = generate("hello", &object).unwrap_err().to_string();
    assert!(
        error.starts_with("no bindings can be written for `hello`: libbpf-cargo makes no skeleton: "),
        "{error}"
    );
    assert!(error.contains("map 'm': invalid pinning value 7"), "{error}");
}

#[test]
fn maps_are_handed_out_by_their_types_and_those_in_maps_too() {
    let object = compile(
        r#"
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

struct { __uint(type, BPF_MAP_TYPE_QUEUE); __uint(max_entries, 1); __type(value, __u32); } queue SEC(".maps");
struct {
	__uint(type, BPF_MAP_TYPE_PROG_ARRAY);
	__uint(max_entries, 1);
	__uint(key_size, 4);
	__array(values, int (void *));
} next SEC(".maps");
struct {
	__uint(type, BPF_MAP_TYPE_HASH_OF_MAPS);
	__uint(max_entries, 1);
	__type(key, __u64);
	__array(values, struct {
		__uint(type, BPF_MAP_TYPE_HASH);
		__uint(max_entries, 7);
		__type(key, __u16);
		__type(value, struct { int a; });
	});
} outer SEC(".maps");
struct {
	__uint(type, BPF_MAP_TYPE_LPM_TRIE);
	__uint(max_entries, 1);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__uint(key_size, 8);
	__uint(value_size, 8);
} untyped SEC(".maps");
"#,
    );
    let text = generate("x", &object).unwrap();
    for field in [
        "pub queue: ::coolbpf::Queue<u32>,",
        "pub next: ::coolbpf::ProgArray,",
        "pub outer: ::coolbpf::HashOfMaps<",
        "::coolbpf::HashMap<u16, types::outer_inner_value>",
        "pub untyped: ::coolbpf::RawMap,",
        "max_entries: 7u32,",
    ] {
        assert!(text.contains(field), "{field}\n{text}");
    }
}

#[test]
fn each_variable_is_a_field_that_is_read_and_constants_are_not_written() {
    let object = compile(
        "const volatile int limit = 5;\nlong type;\nstatic volatile char all[3];\n\
         __attribute__((section(\"socket\"), used)) int f(void *c) { return limit + type + all[1]; }",
    );
    let text = generate("x", &object).unwrap();
    for part in [
        "pub limit: ::coolbpf::Constant<i32>,",
        "pub r#type: ::coolbpf::Variable<i64>,",
        "pub fn bss(&self) -> &Bss {",
        "pub fn rodata(&self) -> &Rodata {",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
}

#[test]
fn documented_constants_are_options_with_their_initial_values() {
    let object = compile(
        r#"
typedef _Bool bool;
/// Only what failed.
const volatile bool failed = 0;
/** Names are found.
 *
 * It takes a while. */
const volatile bool names = 1;
/// The least that is told of
const volatile short least = -3;
/// Names that start so
const volatile char type[8] = "a\"b";
/// Two numbers, which are no option
const volatile int pair[2];
/* Not documented. */
const volatile int plain;
__attribute__((section("socket"), used)) int f(void *c) { return failed + names + least + type[0] + pair[0] + plain; }"#,
    );
    let text: String = generate("x", &object).unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
    let (_, options) = text.split_once("::coolbpf::__private::v1::options! { ").expect(&text);
    let (options, _) = options.split_once("; }").expect(options);
    let expected = [
        r##"#[doc = " Only what failed."] SetTrue failed : bool = "false" in rodata"##,
        r##"#[doc = " Names are found."] #[doc = " "] #[doc = " It takes a while."] Set names : bool = "true" in rodata"##,
        r##"#[doc = " The least that is told of"] Set least : i16 = "-3" in rodata"##,
        r##"#[doc = " Names that start so"] Set r#type : ::coolbpf::Chars < 8 > = "a\"b" in rodata"##,
    ];
    assert_eq!(options.split("; ").collect::<Vec<_>>(), expected);
    let plain = compile(
        "const volatile int plain; __attribute__((section(\"socket\"), used)) int f(void *c) { return plain; }",
    );
    assert!(!generate("x", &plain).unwrap().contains("options!"));
}
