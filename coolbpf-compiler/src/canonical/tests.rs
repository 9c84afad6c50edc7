use std::fs;
use std::process::Command;

use super::*;

/// Several types of one name and of none, circles, declared and tagged types, a CO-RE relocation, an id in an instruction.
const SOURCE: &str = r#"
#define SEC(name) __attribute__((section(name), used))
struct node { struct node *next; struct leaf *leaf; struct other { int x; } *other; union one *one; };
struct first { struct second *second; int *number; }; struct second { struct first *first; long *number; };
struct value {
    struct node node; struct first first; struct { int a; } x; struct { int b; } y; int (*call)(struct first *, int);
    int tagged __attribute__((btf_decl_tag("m")));
} __attribute__((btf_decl_tag("t"), btf_decl_tag("s")));
struct task_struct { int pid; struct mm *mm; } __attribute__((preserve_access_index));
struct { int (*type)[1]; int (*max_entries)[8]; int *key; struct value *value; } values SEC(".maps");
struct value global; const volatile int limit = 5; static int hidden;
__attribute__((noinline)) int shared(struct second *second) { return second ? hidden : 1; }
SEC("raw_tp/sched_switch") int on_switch(struct task_struct *task)
{
    hidden += limit + global.x.a + __builtin_btf_type_id(*(struct node *)0, 0);
    return shared(0) + task->pid;
}
char LICENSE[] SEC("license") = "GPL";
"#;

fn object() -> Vec<u8> {
    let directory = tempfile::tempdir().unwrap();
    fs::write(directory.path().join("x.c"), SOURCE).unwrap();
    let output = Command::new("clang-19")
        .args(["--target=bpfel", "-O2", "-g", "-c", "x.c", "-o", "x.o"])
        .current_dir(directory.path())
        .output()
        .unwrap_or_else(|error| panic!("running clang-19: {error}; apt-get install clang-19"));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    fs::read(directory.path().join("x.o")).unwrap()
}

/// The object with its types in some order.
fn shuffled(object: &[u8], state: &mut u64) -> Vec<u8> {
    rewrite(object, |btf, _| {
        let mut order: Vec<_> = btf.types().map(|(id, _)| id).collect();
        for last in (1..order.len()).rev() {
            *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            order.swap(last, (*state >> 33) as usize % (last + 1));
        }
        Ok(order)
    })
    .unwrap()
}

#[test]
fn whatever_the_order_of_types_the_canonical_form_is_the_same() {
    let object = object();
    let canonical = canonicalize(&object).unwrap();
    let mut state = 1;
    for _ in 0..50 {
        let shuffled = shuffled(&object, &mut state);
        assert!(shuffled != canonical);
        assert!(canonicalize(&shuffled).unwrap() == canonical);
    }
}

#[test]
fn types_that_nothing_refers_to_are_ordered_by_what_they_are() {
    let object = object();
    // Without the functions and CO-RE relocations of `.BTF.ext`, many types are reached from nowhere.
    let by_content = |object: &[u8]| rewrite(object, |btf, _| order::order(btf, None)).unwrap();
    let expected = by_content(&object);
    let mut state = 2;
    for _ in 0..50 {
        assert!(by_content(&shuffled(&object, &mut state)) == expected);
    }
}

#[test]
fn a_chain_of_types_that_takes_too_many_rounds_has_no_canonical_form() {
    // Pointers each to the next one, the last one to nothing.
    let chain = |length: u32| {
        let words = (1..=length).flat_map(|id| [0, 2 << 24, if id == length { 0 } else { id + 1 }]);
        coolbpf_contract::btf::section(&words.flat_map(u32::to_le_bytes).collect::<Vec<_>>(), &[0])
    };
    let (short, long) = (chain(500), chain(20_000));
    assert_eq!(order::order(&Btf::parse(&short).unwrap(), None).unwrap().len(), 500);
    let error = order::order(&Btf::parse(&long).unwrap(), None).unwrap_err();
    assert!(error.to_string().contains("longer than any program's"), "{error}");
}

#[test]
fn a_long_line_that_is_asked_for_often_is_read_once() {
    let line = [&[0], [b'x'; 4 << 20].as_slice(), &[0]].concat();
    let section = coolbpf_contract::btf::section(&[], &line);
    let btf = Btf::parse(&section).unwrap();
    let mut strings = Strings::default();
    for _ in 0..100_000 {
        assert_eq!(strings.moved(&btf, 1).unwrap(), 1);
    }
    // Where each one is read, this takes minutes.
    // Parts of it that overlap come to more than there is.
    let error = (2..40).find_map(|offset| strings.moved(&btf, offset).err()).unwrap();
    assert!(error.to_string().contains("more than 32 MiB"), "{error}");
}
