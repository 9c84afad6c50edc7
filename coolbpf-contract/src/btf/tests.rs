use super::writer::Writer;
use super::*;

#[test]
fn a_struct_reads_with_its_members_and_bit_fields() {
    let mut writer = Writer::default();
    writer.int("int", 4);
    let (s, a, b) = (writer.name("s"), writer.name("a"), writer.name("b"));
    let bytes = writer.words(&[s, 4 << 24 | 1 << 31 | 2, 8, a, 1, 0, b, 1, 3 << 24 | 32]).finish();
    let btf = Btf::parse(&bytes).unwrap();
    let ty = btf.type_by_id(TypeId(2)).unwrap();
    assert_eq!(ty.name, "s");
    let Kind::Struct(composite) = ty.kind else { panic!("{ty:?}") };
    assert_eq!(composite.size, 8);
    assert_eq!(
        composite.members.collect::<Vec<_>>(),
        [
            Member { name: "a", type_id: TypeId(1), bit_offset: 0, bitfield: None },
            Member { name: "b", type_id: TypeId(1), bit_offset: 32, bitfield: Some(3) },
        ]
    );
}

#[test]
fn enum_values_keep_their_sign_and_width() {
    let mut writer = Writer::default();
    let name = writer.name("A");
    writer.words(&[0, 6 << 24 | 1, 4, name, u32::MAX]);
    writer.words(&[0, 6 << 24 | 1 << 31 | 1, 4, name, u32::MAX]);
    writer.words(&[0, 19 << 24 | 1, 8, name, 1, u32::MAX]);
    let bytes = writer.words(&[0, 19 << 24 | 1 << 31 | 1, 8, name, u32::MAX, u32::MAX]).finish();
    let values: Vec<_> = Btf::parse(&bytes)
        .unwrap()
        .types()
        .map(|(_, ty)| match ty.kind {
            Kind::Enum(e) | Kind::Enum64(e) => e.enumerators.map(|e| e.value).next().unwrap(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(values, [0xffff_ffff, -1, 0xffff_ffff_0000_0001, -1]);
}

#[test]
fn sizes_go_through_typedefs_and_arrays() {
    let mut writer = Writer::default();
    // int a[3][5] behind a const typedef, and a pointer to it.
    writer.int("int", 4).array(1, 5).array(2, 3).simple("t", 8, 3).simple("", 10, 4).simple("", 2, 5);
    let bytes = writer.finish();
    let btf = Btf::parse(&bytes).unwrap();
    assert_eq!(btf.size_of(TypeId(5)), Some(60));
    assert_eq!(btf.size_of(TypeId(6)), Some(8));
    assert_eq!(btf.size_of(TypeId::VOID), None);
    assert_eq!(btf.size_of(TypeId(7)), None);
    assert_eq!(btf.skip_modifiers(TypeId(5)), TypeId(3));
}

#[test]
fn circles_and_giant_arrays_have_no_size_and_end() {
    let mut writer = Writer::default();
    // A typedef of itself, two arrays of each other, and arrays of arrays that overflow.
    writer.simple("t", 8, 1).array(3, 2).array(2, 2).int("int", 4);
    for inner in 4..36 {
        writer.array(inner, 1 << 16);
    }
    let bytes = writer.finish();
    let btf = Btf::parse(&bytes).unwrap();
    assert_eq!(btf.skip_modifiers(TypeId(1)), TypeId(1));
    for (id, _) in btf.types().filter(|(id, _)| *id != TypeId(4) && *id != TypeId(5)) {
        assert_eq!(btf.size_of(id), None, "{id}");
    }
}

#[test]
fn every_way_to_point_outside_is_an_error() {
    for (mut writer, expected) in [
        (
            Writer::default().words_of(&[99, 2 << 24, 0]),
            "BTF type [1]: a name lies outside of the strings, at 99",
        ),
        (
            Writer::default().words_of(&[0, 2 << 24, 2]),
            "BTF type [1]: refers to type [2], which doesn't exist",
        ),
        (Writer::default().words_of(&[0, 3 << 24, 0, 9, 0, 1]), "BTF type [1]: refers to type [9]"),
        (
            Writer::default().words_of(&[0, 4 << 24 | 0xffff, 0]),
            "BTF type [1]: the type section is cut short",
        ),
        (Writer::default().words_of(&[0, 20 << 24, 0]), "BTF type [1]: is of kind 20"),
        (Writer::default().words_of(&[0, 0, 0]), "BTF type [1]: is of kind 0"),
    ] {
        let error = Btf::parse(&writer.finish()).unwrap_err().to_string();
        assert!(error.starts_with(expected), "{error}");
    }
}

#[test]
fn a_header_that_lies_is_an_error() {
    let good = Writer::default().int("int", 4).finish();
    assert!(Btf::parse(&good).is_ok());
    for length in 0..good.len() {
        assert!(Btf::parse(&good[..length]).is_err(), "{length} bytes");
    }
    for (at, value, expected) in [
        (0, [0xeb, 0x9f, 1, 0], "it is big-endian BTF"),
        (0, [0x7f, b'E', 1, 0], "that is no BTF"),
        (0, [0x9f, 0xeb, 2, 0], "BTF is of version 2"),
        (4, [0, 0, 0, 0], "outside of it"),
        (8, [0xff; 4], "outside of it"),
        (12, [0xff; 4], "outside of it"),
        (16, [0xff; 4], "outside of it"),
        (20, [0xff; 4], "outside of it"),
        (20, [0; 4], "doesn't start and end with a zero byte"),
    ] {
        let mut bad = good.clone();
        bad[at..at + 4].copy_from_slice(&value);
        let error = Btf::parse(&bad).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
}

#[test]
fn a_name_that_is_no_text_is_refused_but_source_lines_may_be() {
    let mut writer = Writer::default();
    writer.int("int", 4);
    let at = writer.name("caf?");
    let last = writer.strings.len() - 2;
    writer.strings[last] = 0xe9;
    let bytes = writer.finish();
    assert_eq!(Btf::parse(&bytes).unwrap().string(at), Some(&b"caf\xe9"[..]));
    let error = Btf::parse(&writer.words(&[at, 2 << 24, 0]).finish()).unwrap_err().to_string();
    assert_eq!(error, "BTF type [2]: a name is not UTF-8");
}

#[test]
fn the_types_of_this_machines_kernel_read() {
    let bytes = std::fs::read("/sys/kernel/btf/vmlinux").unwrap();
    let btf = Btf::parse(&bytes).unwrap();
    let (id, task) =
        btf.types().find(|(_, ty)| ty.name == "task_struct" && matches!(ty.kind, Kind::Struct(_))).unwrap();
    let Kind::Struct(composite) = task.kind else { unreachable!() };
    assert!(composite.members.clone().any(|member| member.name == "tgid"));
    let members: Vec<_> = composite.members.collect();
    for n in 0..members.len() + 2 {
        let mut rest = composite.members;
        assert_eq!(rest.nth(n).as_ref(), members.get(n));
        assert_eq!(rest.next().as_ref(), members.get(n + 1));
    }
    assert_eq!(btf.size_of(id), Some(composite.size));
}

#[test]
fn a_name_that_is_longer_than_any_is_refused() {
    let with = |length: usize| Writer::default().named(&"x".repeat(length), &[1 << 24, 4, 32]).finish();
    assert!(Btf::parse(&with(4096)).is_ok());
    let error = Btf::parse(&with(4097)).unwrap_err();
    assert_eq!(error.to_string(), "BTF type [1]: a name has more than 4096 bytes");
}
