//! Instructions as text: what LLVM writes, with names in place of numbers.

mod objects;

use std::process::Command;

use coolbpf_inspect::{Jumps, Line, Listing, disassemble};

/// Every form of instruction that clang's assembler knows.
const EVERY_FORM: &str = r#"
__attribute__((section("xdp"), used)) int every_form(void *context)
{
    asm volatile (
        "r1 += 5; r1 -= r2; r3 *= 7; r3 /= 2; r3 |= r4; r3 &= -8; r3 <<= 3; r3 >>= r4; r3 s>>= 63;"
        "r3 %%= 10; r3 ^= r4; r3 = -r3; r3 = r4; r3 = -1;"
        "w1 += 5; w1 -= w2; w3 *= 7; w3 /= w2; w3 |= 1; w3 &= w4; w3 <<= 3; w3 >>= w4; w3 s>>= 31;"
        "w3 %%= 10; w3 ^= w4; w3 = -w3; w3 = w4; w3 = 12;"
        "r3 s/= 3; r3 s%%= r4; w3 s/= w4; w3 s%%= 5;"
        "r3 = (s8)r4; r3 = (s16)r4; r3 = (s32)r4; w3 = (s8)w4; w3 = (s16)w4;"
        "r3 = le16 r3; r3 = le32 r3; r3 = le64 r3; r3 = be16 r3; r3 = be32 r3; r3 = be64 r3;"
        "r3 = bswap16 r3; r3 = bswap32 r3; r3 = bswap64 r3;"
        "r3 = 0x1122334455667788 ll; r3 = -2 ll;"
        "r3 = *(u8 *)(r1 + 0); r3 = *(u16 *)(r1 - 2); r3 = *(u32 *)(r1 + 4); r3 = *(u64 *)(r1 + 8);"
        "r3 = *(s8 *)(r1 + 0); r3 = *(s16 *)(r1 - 2); r3 = *(s32 *)(r1 + 32767);"
        "*(u8 *)(r10 - 1) = r3; *(u16 *)(r10 - 2) = r3; *(u32 *)(r10 - 4) = r3; *(u64 *)(r10 - 8) = r3;"
        "*(u8 *)(r10 - 1) = 1; *(u16 *)(r10 - 2) = -2; *(u32 *)(r10 - 4) = 3; *(u64 *)(r10 - 8) = 4;"
        "lock *(u64 *)(r10 - 8) += r3; lock *(u32 *)(r10 - 8) += w3;"
        "lock *(u64 *)(r10 - 8) |= r3; lock *(u64 *)(r10 - 8) &= r3; lock *(u64 *)(r10 - 8) ^= r3;"
        "r3 = atomic_fetch_add((u64 *)(r10 - 8), r3); w3 = atomic_fetch_add((u32 *)(r10 - 8), w3);"
        "r3 = atomic_fetch_or((u64 *)(r10 - 8), r3); r3 = atomic_fetch_and((u64 *)(r10 - 8), r3);"
        "r3 = atomic_fetch_xor((u64 *)(r10 - 8), r3);"
        "r3 = xchg_64(r10 - 8, r3); w3 = xchg32_32(r10 - 8, w3);"
        "r0 = cmpxchg_64(r10 - 8, r0, r3); w0 = cmpxchg32_32(r10 - 8, w0, w3);"
        "r6 = r1; r0 = *(u8 *)skb[4]; r0 = *(u16 *)skb[r3]; r0 = *(u32 *)skb[12];"
        "call 1; call 211; call 5000;"
        "1: if r1 == 0 goto 2f; if r1 != r2 goto 2f; if r1 > 5 goto 1b; if r1 >= r2 goto 1b;"
        "if r1 < 5 goto 2f; if r1 <= r2 goto 2f; if r1 s> -5 goto 2f; if r1 s>= r2 goto 2f;"
        "if r1 s< 5 goto 2f; if r1 s<= r2 goto 2f; if r1 & 7 goto 2f;"
        "if w1 == 0 goto 2f; if w1 != w2 goto 2f; if w1 s> -5 goto 1b; if w1 & w2 goto 1b;"
        "goto 2f; gotol 1b; may_goto 2f;"
        "2: r0 = 0; exit;"
        ::: "memory");
    return 0;
}
"#;

/// A line of llvm-objdump and one of ours, in the form in which they should be equal.
fn objdump(path: &std::path::Path) -> Vec<String> {
    let output = Command::new("llvm-objdump-19")
        .args(["-d", "--mcpu=v4", "--no-print-imm-hex", "--no-show-raw-insn"])
        .arg(path)
        .output()
        .unwrap_or_else(|error| panic!("running llvm-objdump-19: {error}; apt-get install llvm-19"));
    let text = String::from_utf8(output.stdout).unwrap();
    let lines = text.lines().filter_map(|line| {
        let (number, text) = line.trim_start().split_once(":\t")?;
        number.parse::<usize>().ok()?;
        Some(text.split(" <").next().unwrap().to_owned())
    });
    lines.collect()
}

fn lines(listings: &[Listing]) -> impl Iterator<Item = &Line> {
    listings.iter().flat_map(|listing| &listing.lines)
}

fn plain(line: &Line) -> String {
    let text = line.text.split(" <").next().unwrap();
    // Helpers go by their names, where there is one.
    match text.split_once('#') {
        Some((_, number)) => format!("call {number}"),
        None => text.to_owned(),
    }
}

#[test]
fn every_form_of_instruction_reads_as_llvm_writes_it() {
    let (object, directory) = objects::compiled(EVERY_FORM, &["-mcpu=v4"]);
    let listings = disassemble(&object, Jumps::ByDistance).unwrap();
    let ours: Vec<String> = lines(&listings).map(plain).collect();
    // LLVM shows the 32 bits that a load fills as such; the code is the same for both.
    let narrow = |text: &String| match text.strip_prefix('w') {
        Some(rest) if rest.contains("= *(") => format!("r{rest}"),
        _ => match text.rsplit_once(" = w") {
            Some((place, register)) if place.starts_with("*(") => format!("{place} = r{register}"),
            _ => text.clone(),
        },
    };
    let theirs: Vec<String> = objdump(&directory.path().join("x.o")).iter().map(narrow).collect();
    assert!(ours.len() > 100, "{}", ours.len());
    for (ours, theirs) in ours.iter().zip(&theirs) {
        assert_eq!(ours, theirs);
    }
    assert_eq!(ours.len(), theirs.len());
}

#[test]
fn maps_variables_functions_and_strings_are_called_by_their_names() {
    let source = r#"
        #define SEC(name) __attribute__((section(name), used))
        typedef unsigned int u32;
        static void *(*const bpf_map_lookup_elem)(void *, const void *) = (void *)1;
        static long (*const bpf_trace_printk)(const char *, u32, ...) = (void *)6;
        static long (*const bpf_loop)(u32, void *, void *, u32) = (void *)181;
        extern int CONFIG_HZ __attribute__((section(".kconfig")));
        extern void bpf_rcu_read_lock(void) SEC(".ksyms");
        struct { int (*type)[2]; u32 *key, *value; int (*max_entries)[1]; } counts SEC(".maps");
        u32 total;
        static long each(u32 index, void *context) { total += index; return 0; }
        __attribute__((noinline)) int add(int x) { return total + x; }
        SEC("tp_btf/sched_switch") int on_switch(void *context)
        {
            u32 key = 0, *count = bpf_map_lookup_elem(&counts, &key);
            bpf_rcu_read_lock();
            if (count) bpf_trace_printk("hello\n", 7);
            bpf_loop(CONFIG_HZ, each, 0, 0);
            return add(3);
        }
        char LICENSE[] SEC("license") = "GPL";
    "#;
    let (object, _) = objects::compiled(source, &["-mcpu=v3"]);
    let listings = disassemble(&object, Jumps::ByLabel).unwrap();
    let names: Vec<_> =
        listings.iter().map(|listing| (listing.name.as_str(), listing.section.as_str())).collect();
    assert_eq!(names, [("add", ".text"), ("each", ".text"), ("on_switch", "tp_btf/sched_switch")]);
    let texts: Vec<&str> = lines(&listings).map(|line| line.text.as_str()).collect();
    for expected in [
        "r1 = map counts ll",
        "call bpf_map_lookup_elem#1",
        "call bpf_rcu_read_lock#kfunc",
        "if r6 == 0 goto L1",
        "r1 = \"hello\\n\" ll",
        "r2 = &each ll",
        "r1 = &CONFIG_HZ ll",
        "call bpf_loop#181",
        "call add",
        "r2 = &total ll",
    ] {
        assert!(texts.contains(&expected), "{expected} is not in {texts:#?}");
    }
    let label = lines(&listings).find(|line| line.label.is_some()).unwrap();
    assert_eq!(label.label.as_deref(), Some("L1"));
    let call = lines(&listings).find(|line| line.text == "call add").unwrap();
    let source =
        lines(&listings).filter(|line| line.index <= call.index).filter_map(|line| line.source.as_ref());
    let source = source.last().unwrap();
    assert_eq!(source.text, "return add(3);");
    assert!(source.file.ends_with("x.bpf.c"), "{source:?}");
}

#[test]
fn an_instruction_shows_what_it_asks_of_the_kernels_types() {
    let object = objects::of_the_compilers_tests("core_exists");
    let listings = disassemble(&object, Jumps::ByDistance).unwrap();
    let asked: Vec<String> =
        lines(&listings).filter_map(|line| Some(line.core.as_ref()?.to_string())).collect();
    for expected in [
        "existence of field task_struct.__state",
        "offset of task_struct.comm",
        "existence of struct bpf_wq",
        "size of struct sk_buff",
        "value of bpf_map_type.BPF_MAP_TYPE_ARENA",
    ] {
        assert!(asked.iter().any(|asked| asked == expected), "{expected} is not in {asked:?}");
    }
}
