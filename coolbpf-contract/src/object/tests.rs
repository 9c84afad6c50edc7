//! Objects are made by another ELF writer, so that reader and writer can't share a mistake.

use object::write::{Object, Relocation, SectionId, Symbol, SymbolSection};
use object::{
    Architecture, BinaryFormat, Endianness, RelocationFlags, SectionKind, SymbolFlags, SymbolKind,
    SymbolScope,
};

use super::*;
use crate::btf::writer::Writer;
use crate::btf::{Kind, TypeId};

/// An object as clang makes it from: a ring buffer and a hash map, an event, an enum, a global constant, one program that calls
/// one function.
fn sample() -> Vec<u8> {
    object(types().finish(), "tracepoint/sched/sched_switch", "GPL")
}

const EVENT: u32 = 4;

fn types() -> Writer {
    let mut w = Writer::default();
    let mut name = |text: &str| w.name(text);
    let (event, pid, flag, comm) = (name("event"), name("pid"), name("flag"), name("comm"));
    let (ty, max_entries, key, value) = (name("type"), name("max_entries"), name("key"), name("value"));
    let (ctx, state, running) = (name("ctx"), name("state"), name("RUNNING"));
    let (maps, rodata, anchors) = (name(".maps"), name(".rodata"), name(".coolbpf.events"));
    w.int("unsigned int", 4).int("char", 1).array(2, 16);
    // [4] struct event { unsigned int pid; unsigned int flag : 3; char comm[16]; }
    w.words(&[event, 4 << 24 | 1 << 31 | 3, 24, pid, 1, 0, flag, 1, 3 << 24 | 32, comm, 3, 64]);
    // [5..10] struct { int (*type)[27]; int (*max_entries)[4096]; } events
    w.array(1, 27).simple("", 2, 5).array(1, 4096).simple("", 2, 7);
    w.words(&[0, 4 << 24 | 2, 16, ty, 6, 0, max_entries, 8, 64]);
    w.simple("events", 14, 9).words(&[1]);
    // [11..16] struct { int (*type)[1]; int (*max_entries)[4096]; unsigned int *key; struct event *value; } counts
    w.array(1, 1).simple("", 2, 11).simple("", 2, 1).simple("", 2, EVENT);
    w.words(&[0, 4 << 24 | 4, 32, ty, 12, 0, max_entries, 8, 64, key, 13, 128, value, 14, 192]);
    w.simple("counts", 14, 15).words(&[1]);
    // [17] enum state { RUNNING }; [18] const unsigned int; [19] limit; [20] the anchor
    w.words(&[state, 6 << 24 | 1, 4, running, 0]).simple("", 10, 1).simple("limit", 14, 18).words(&[1]);
    w.simple("__coolbpf_events_events", 14, 14).words(&[1]);
    // [21] int (void *ctx); [22] on_switch; [23] static helper
    w.simple("", 2, 0).words(&[0, 13 << 24 | 1, 1, ctx, 21]);
    let (on_switch, helper) = (w.name("on_switch"), w.name("helper"));
    w.words(&[on_switch, 12 << 24 | 1, 22, helper, 12 << 24, 22]);
    // The sections, with offsets left to the symbols as clang does.
    w.words(&[maps, 15 << 24 | 2, 0, 10, 0, 16, 16, 0, 32]);
    w.words(&[rodata, 15 << 24 | 1, 0, 19, 0, 4]);
    w.words(&[anchors, 15 << 24 | 1, 0, 20, 0, 8]);
    w
}

fn object(btf: Vec<u8>, program_section: &str, license: &str) -> Vec<u8> {
    let mut object = Object::new(BinaryFormat::Elf, Architecture::Bpf, Endianness::Little);
    let mut section = |name: &str, kind: SectionKind, data: &[u8]| {
        let id = object.add_section(Vec::new(), name.into(), kind);
        object.append_section_data(id, data, 8);
        id
    };
    let exit = [0xb7, 0, 0, 0, 0, 0, 0, 0, 0x95, 0, 0, 0, 0, 0, 0, 0];
    let text = section(".text", SectionKind::Text, &exit);
    let code = section(program_section, SectionKind::Text, &[[0x18; 16], exit].concat());
    let maps = section(".maps", SectionKind::Data, &[0; 48]);
    let rodata = section(".rodata", SectionKind::ReadOnlyData, &[7, 0, 0, 0, b'h', b'i', 0, 0]);
    let events = section(".coolbpf.events", SectionKind::Data, &[0; 8]);
    section("license", SectionKind::Data, license.as_bytes());
    section(".BTF", SectionKind::Metadata, &btf);
    section(".BTF.ext", SectionKind::Metadata, &ext(&btf));
    let mut symbol =
        |name: &str, section: SectionId, kind: SymbolKind, scope: SymbolScope, value: u64, size: u64| {
            object.add_symbol(Symbol {
                name: name.into(),
                value,
                size,
                kind,
                scope,
                weak: false,
                section: SymbolSection::Section(section),
                flags: SymbolFlags::None,
            })
        };
    use SymbolKind::{Data, Text};
    use SymbolScope::{Compilation, Dynamic};
    symbol("helper", text, Text, Compilation, 0, 16);
    symbol("on_switch", code, Text, Dynamic, 0, 32);
    symbol("events", maps, Data, Dynamic, 0, 16);
    symbol("counts", maps, Data, Dynamic, 16, 32);
    let limit = symbol("limit", rodata, Data, Dynamic, 0, 4);
    symbol("on_switch.____fmt", rodata, Data, Compilation, 4, 3);
    symbol("__coolbpf_events_events", events, Data, Dynamic, 0, 8);
    let flags = RelocationFlags::Elf { r_type: object::elf::R_BPF_64_64 };
    object.add_relocation(code, Relocation { offset: 0, symbol: limit, addend: 0, flags }).unwrap();
    object.write().unwrap()
}

/// `.BTF.ext` with one function and one CO-RE relocation, which borrow strings that are there anyway.
fn ext(btf: &[u8]) -> Vec<u8> {
    let strings_at = 24 + u32::from_le_bytes(btf[12..16].try_into().unwrap()) as usize;
    let find = |text: &str| {
        let wanted = format!("\0{text}\0");
        btf[strings_at..]
            .windows(wanted.len())
            .position(|w| w == wanted.as_bytes())
            .map_or(0, |at| at as u32 + 1)
    };
    let section = find(".maps");
    let words = [32, 0, 20, 20, 0, 20, 28, 8, section, 1, 0, 23, 16, section, 1, 0, EVENT, 0, 0];
    [0x0001_eb9f_u32].iter().chain(&words).flat_map(|word| word.to_le_bytes()).collect()
}

fn refusal(bytes: Vec<u8>) -> String {
    let text = CheckedObject::check(bytes).unwrap_err().to_string();
    text.strip_prefix("the object is refused: ").unwrap().to_owned()
}

/// The sample with every occurrence of a name replaced by one of the same length.
fn renamed(from: &str, to: &str) -> Vec<u8> {
    let mut bytes = sample();
    assert_eq!(from.len(), to.len());
    let places: Vec<_> =
        (0..bytes.len() - from.len()).filter(|&at| bytes[at..].starts_with(from.as_bytes())).collect();
    assert!(!places.is_empty(), "{from}");
    for at in places {
        bytes[at..at + to.len()].copy_from_slice(to.as_bytes());
    }
    bytes
}

#[test]
fn a_checked_object_tells_its_programs_maps_globals_and_events() {
    let bytes = sample();
    let checked = CheckedObject::check(bytes.clone()).unwrap();
    assert_eq!(checked.bytes(), bytes);
    assert_eq!(checked.digest(), Digest::of(&bytes));
    assert_eq!(checked.license(), "GPL");
    let [program] = checked.programs() else { panic!("{checked:?}") };
    assert_eq!((program.name.as_str(), program.instructions), ("on_switch", 4));
    assert_eq!(program.section, "tracepoint/sched/sched_switch");
    let [events, counts] = checked.maps() else { panic!("{checked:?}") };
    assert_eq!((events.name.as_str(), events.map_type, events.max_entries), ("events", 27, 4096));
    assert_eq!((counts.key, counts.value), (Some(TypeId(1)), Some(TypeId(EVENT))));
    assert_eq!((counts.key_size, counts.value_size), (4, 24));
    let [rodata] = checked.globals() else { panic!("{checked:?}") };
    assert_eq!((rodata.name.as_str(), rodata.size, rodata.read_only), (".rodata", 8, true));
    let [limit] = rodata.variables.as_slice() else { panic!("{rodata:?}") };
    assert_eq!((limit.name.as_str(), limit.offset, limit.size), ("limit", 0, 4));
    let [event] = checked.events() else { panic!("{checked:?}") };
    assert_eq!((event.map.as_str(), event.event), ("events", TypeId(EVENT)));
    let event = checked.btf().type_by_id(event.event).unwrap();
    assert!(matches!(event.kind, Kind::Struct(_)) && event.name == "event");
}

#[test]
fn names_that_hold_code_are_refused_wherever_they_stand() {
    for (from, to, what) in [
        ("event\0pid", "e{}//\0pid", "struct"),
        ("comm", "x: y", "member"),
        ("state", "s{};\"", "enum"),
        ("RUNNING", "RUN(1)!", "enumerator"),
        ("counts", "a\";b()", "variable"),
        ("limit", "l\n=5;", "variable"),
        ("on_switch\0helper", "on{}witch\0helper", "function"),
        ("helper", "h lper", "local symbol"),
        ("ctx", "c-x", "parameter"),
        ("unsigned int", "unsigned;int", "integer type"),
        ("tracepoint/sched/", "tracepoint/sch\"d/", "section"),
        (".rodata", ".ro{}ta", "section"),
        ("GPL", "G\"L", "license"),
    ] {
        let text = refusal(renamed(from, to));
        assert!(text.ends_with(&format!("can't be the name of a {what}")), "{from}: {text}");
    }
}

#[test]
fn a_file_for_another_machine_or_without_btf_is_refused_in_words() {
    for (at, value, expected) in [
        (0, 0, "this is no ELF file"),
        (4, 1, "this is a 32-bit ELF file; BPF objects are 64-bit"),
        (5, 2, "this is a big-endian ELF file; coolbpf's architectures are little-endian"),
        (16, 2, "this ELF file is not relocatable, as `clang -c` writes it"),
        (18, 62, "this ELF file is for machine 62, not for BPF (247); was it compiled with `-target bpf`?"),
    ] {
        let mut bytes = sample();
        bytes[at] = value;
        assert_eq!(refusal(bytes), expected);
    }
    assert_eq!(refusal(renamed("\0.BTF\0", "\0.BTX\0")), "it has no BTF; compile it with `-g`");
    let old = object(types().finish(), "maps", "GPL");
    assert!(refusal(old).starts_with("section `maps` holds maps in the form that libbpf 1.0 dropped"));
    assert!(refusal(vec![0; MAX_SIZE + 1]).starts_with("it has 33554433 bytes"));
}

/// The sample with more types: `add` is told the number of its first one. Number 1 is an int.
fn with_types(add: fn(&mut Writer, u32)) -> Vec<u8> {
    let first = Btf::parse(&types().finish()).unwrap().len() as u32;
    let mut writer = types();
    add(&mut writer, first);
    object(writer.finish(), "xdp", "GPL")
}

#[test]
fn types_that_c_cannot_make_are_refused() {
    type Add = fn(&mut Writer, u32);
    let cases: [(Add, &str); 11] = [
        (
            |w, first| _ = w.simple("a", 8, first + 1).simple("b", 8, first),
            "BTF type [28] `a` contains itself",
        ),
        (
            |w, first| _ = w.array(first, 2),
            "is an array whose elements have no size, or that is larger than 4 GiB",
        ),
        (
            |w, first| _ = w.named("loop", &[4 << 24 | 1, 4, 1, first, 0]),
            "BTF type [28] `loop` contains itself",
        ),
        (|w, first| _ = w.simple("", 2, first), "BTF type [28] contains itself"),
        (
            |w, first| _ = w.words(&[0, 4 << 24 | 1, 8, 1, first + 1, 0]).simple("", 2, first),
            "contains itself",
        ),
        (
            |w, first| _ = (1..70).fold(w, |w, i| w.simple("", 2, first + i)).int("int", 4),
            "nests types more than 64 deep",
        ),
        (
            |w, _| _ = w.named("far", &[4 << 24 | 1, 4, 1, 1, 8]),
            "`far` has a member `event` that lies outside of it",
        ),
        (|w, _| _ = w.int("huge", 3), "is an integer of 24 bits in 3 bytes"),
        (|w, _| _ = w.array(1, u32::MAX), "or that is larger than 4 GiB"),
        (|w, _| _ = w.simple("f", 12, 1), "is a function without a prototype"),
        (|w, _| _ = w.named(".maps", &[15 << 24 | 1, 0, 10, 0, 16]), "section `.maps` is there twice"),
    ];
    for (add, expected) in cases {
        let text = refusal(with_types(add));
        assert!(text.ends_with(expected), "{text}");
    }
}

#[test]
fn a_struct_may_point_to_itself_by_its_name() {
    let list = with_types(|w, first| {
        w.named("list", &[4 << 24 | 1, 8, 1, first + 2, 0]).simple("", 10, first).simple("", 2, first + 1);
    });
    assert!(CheckedObject::check(list).is_ok());
}

#[test]
fn types_that_hold_the_next_one_twice_are_walked_once() {
    // Sixty unions, the last one of an int: 2^60 ways from the first to the last.
    let unions = with_types(|w, first| {
        for next in first + 1..first + 60 {
            w.named("fork", &[5 << 24 | 2, 4, 1, next, 0, 1, next, 0]);
        }
        w.int("int", 4);
    });
    assert!(CheckedObject::check(unions).is_ok());
}

#[test]
fn event_anchors_must_name_a_map_and_a_struct() {
    assert!(refusal(renamed("__coolbpf_events_events", "__coolbpf_events_evens1")).contains(
        "a map that isn't there; `events` of package.metadata.coolbpf, which makes such symbols, can name: `"
    ));
    assert!(
        refusal(renamed("__coolbpf_events_events", "__coolbpf_event__events")).contains("is no event anchor")
    );
}

#[test]
fn maps_that_libbpf_would_not_load_are_refused() {
    let renamed = |from, to| refusal(renamed(from, to));
    assert_eq!(
        renamed("max_entries", "max_entires"),
        "map `events` has a member `max_entires`, which libbpf doesn't know"
    );
    let mut bytes = sample();
    // The linkage of the variable: type 9, global.
    let global = [9_u32, 1].map(u32::to_le_bytes).concat();
    let at = bytes.windows(8).position(|window| window == global).unwrap();
    bytes[at + 4] = 0;
    assert!(refusal(bytes).starts_with("map `events` is static or extern"));
}

#[test]
fn a_file_cut_anywhere_is_refused_and_never_a_panic() {
    let bytes = sample();
    for length in 0..bytes.len() {
        assert!(CheckedObject::check(bytes[..length].to_vec()).is_err(), "{length} of {} bytes", bytes.len());
    }
}

#[test]
fn flipped_bytes_never_panic_and_never_let_a_name_through() {
    let bytes = sample();
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below as u64) as usize
    };
    let mut accepted = 0;
    for _ in 0..6000 {
        let mut bytes = bytes.clone();
        for _ in 0..=random(4) {
            let at = random(bytes.len());
            bytes[at] = match random(3) {
                0 => bytes[at] ^ 1 << random(8),
                1 => 0xff,
                _ => random(256) as u8,
            };
        }
        let Ok(checked) = CheckedObject::check(bytes) else { continue };
        accepted += 1;
        for (_, ty) in checked.btf().types() {
            assert!(
                ty.name.bytes().all(|b| b.is_ascii_alphanumeric() || b"_./:+-*?[]@,=~%^!# ()".contains(&b))
            );
        }
    }
    assert!(accepted > 0, "flips in code and padding leave an object that passes");
}
