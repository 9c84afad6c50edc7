//! The rule of slicing, shown on the kernel types of the bundle.

use std::collections::BTreeMap;

use coolbpf_contract::{Options, SourcePath, Sources};

use super::*;

fn slice(text: &str) -> String {
    sliced(text, Options::default())
}

fn sliced(text: &str, options: Options) -> String {
    let main: SourcePath = "x.bpf.c".parse().unwrap();
    let files = BTreeMap::from([(main.clone(), format!("#include \"vmlinux.h\"\n{text}").into_bytes())]);
    let request = Request { sources: Sources::new(main, files).unwrap(), options, arch: Arch::X86_64 };
    Wanted::by(&request, &Reached::by(&request), None).vmlinux().unwrap()
}

fn defines(header: &str, tag: &str) -> bool {
    header.contains(&format!("{tag} {{\n"))
}

#[test]
fn a_source_that_names_nothing_gets_next_to_nothing() {
    let header = slice("int my_own_variable;\n");
    assert!(header.len() < 600, "{header}");
}

#[test]
fn a_named_type_comes_with_all_that_it_holds_by_value() {
    let header = slice("struct list_head_holder { struct hlist_node node; };\nstruct path p;\n");
    assert!(defines(&header, "struct hlist_node") && defines(&header, "struct path"));
    let task = slice("struct task_struct *t;\n");
    for held in ["struct task_struct", "struct sched_entity", "struct list_head", "struct thread_info"] {
        assert!(defines(&task, held), "{held}");
    }
    let order = |tag: &str| task.find(&format!("{tag} {{\n"));
    assert!(order("struct list_head") < order("struct task_struct"));
}

#[test]
fn a_pointer_is_followed_where_the_name_of_its_member_stands_in_the_source() {
    let without = slice("struct task_struct *t;\n");
    assert!(!defines(&without, "struct mm_struct") && !defines(&without, "struct file"));
    let with = slice("int ino = BPF_CORE_READ(t, mm, exe_file, f_inode); struct task_struct *t;\n");
    for reached in ["struct mm_struct", "struct file", "struct inode"] {
        assert!(defines(&with, reached), "{reached}");
    }
    // No step leads here: the source names the member, but nothing that has it.
    assert!(!defines(&slice("int f_inode;\n"), "struct inode"));
}

#[test]
fn enumerators_typedefs_and_kfuncs_are_found_by_their_names() {
    let header = slice("int x = BPF_MAP_TYPE_HASH; atomic_t a; f(bpf_task_acquire);\n");
    assert!(defines(&header, "enum bpf_map_type") && header.contains("} atomic_t;\n"));
    assert!(
        header.contains("extern struct task_struct *bpf_task_acquire(struct task_struct *p) __weak __ksym;")
    );
    assert!(defines(&header, "struct task_struct"), "the result of a kfunc can be looked into");
    assert!(!header.contains("bpf_task_release"));
}

#[test]
fn names_in_comments_and_literals_bring_nothing() {
    let header = slice("/* struct task_struct */ char *x = \"struct task_struct\"; // struct task_struct\n");
    assert!(!header.contains("task_struct"));
}

#[test]
fn the_values_of_defines_are_part_of_the_source_and_their_names_are_not_the_kernels() {
    let define = |name: &str, value: &str| Options {
        defines: BTreeMap::from([(name.parse().unwrap(), value.parse().unwrap())]),
        ..Options::default()
    };
    assert!(defines(&sliced("TYPED x;\n", define("TYPED", "struct list_head")), "struct list_head"));
    assert!(!defines(
        &sliced("int x = BPF_MAP_TYPE_HASH;\n", define("BPF_MAP_TYPE_HASH", "1")),
        "enum bpf_map_type"
    ));
}

#[test]
fn a_type_that_the_program_defines_itself_is_left_to_it() {
    assert!(!defines(&slice("struct key { int x; };\nstruct key k;\n"), "struct key"));
    assert!(defines(&slice("#ifdef X\nstruct key { int x; };\n#endif\nstruct key k;\n"), "struct key"));
}

#[test]
fn libbpfs_helpers_bring_what_their_result_points_to_once_they_are_named() {
    let include = "#include <bpf/bpf_helpers.h>\n";
    assert!(!defines(&slice(include), "struct task_struct"));
    assert!(defines(
        &slice(&format!("{include}int f(void) {{ return bpf_get_current_task_btf()->pid; }}\n")),
        "struct task_struct"
    ));
}

#[test]
fn a_macro_that_puts_names_together_is_noticed() {
    assert!(pastes(b"#define X(a) struct a ## _b\n") && pastes(b"bpf_for_each(css, a, b, 0)"));
    assert!(!pastes(b"#define X \"##\" // ##\n#define STRING(x) #x\n"));
}

#[test]
fn slices_are_the_same_each_time() {
    let text = "#include <bpf/bpf_tracing.h>\nstruct sk_buff *s; struct task_struct *t; int mm, sk, dev;\n";
    assert_eq!(slice(text), slice(text));
}
