//! Values out of bytes and back, of types that C has and of types that nobody would write.

use std::sync::Arc;

use coolbpf_contract::btf::{Btf, TypeId, section};

use super::{Builder, MOST_PARTS, Shape, Value};
use crate::hostile::Random;

/// BTF as words: a name's offset, the kind with the number of entries, a size or type, and the entries.
const fn info(kind: u32, entries: u32) -> u32 {
    kind << 24 | entries
}

const SIGNED: u32 = 1 << 24;
const BOOL: u32 = 4 << 24;
const WITH_BITFIELDS: u32 = 1 << 31;

const NAMES: &[u8] = b"\0int\0u32\0u64\0bool\0char\0x\0y\0color\0RED\0BLUE\0low\0high\0flag\0name\0at\0list\0point\0wide\0number\0float\0";

fn name(text: &str) -> u32 {
    let text = format!("\0{text}\0");
    (NAMES.windows(text.len()).position(|part| part == text.as_bytes()).unwrap() + 1) as u32
}

/// The types that the tests are about, with a struct of everything as number 16.
fn types() -> Vec<u8> {
    let words: Vec<u32> = [
        &[name("int"), info(1, 0), 4, SIGNED | 32][..], // 1
        &[name("u32"), info(1, 0), 4, 32],              // 2
        &[name("u64"), info(1, 0), 8, 64],              // 3
        &[name("bool"), info(1, 0), 1, BOOL | 8],       // 4
        &[name("char"), info(1, 0), 1, SIGNED | 8],     // 5
        &[0, info(3, 0), 0, 5, 2, 8],                   // 6: char[8]
        &[0, info(3, 0), 0, 1, 2, 3],                   // 7: int[3]
        &[name("color"), info(6, 2), 4, name("RED"), 1, name("BLUE"), 7], // 8
        &[0, info(2, 0), 0],                            // 9: void *
        &[name("point"), info(4, 2), 8, name("x"), 1, 0, name("y"), 1, 32], // 10
        &[0, info(5, 2), 8, name("wide"), 3, 0, name("low"), 2, 0], // 11: an anonymous union
        &[name("number"), info(1, 0), 16, SIGNED | 128], // 12
        &[name("float"), info(16, 0), 4],               // 13
        // 14: bit-fields of 3 and 5 bits, and a flag of one bit.
        &[
            0,
            info(4, 3) | WITH_BITFIELDS,
            4,
            name("low"),
            1,
            3 << 24,
            name("high"),
            2,
            5 << 24 | 3,
            name("flag"),
            2,
            1 << 24 | 31,
        ],
        &[0, info(8, 0), 10], // 15: a typedef's like
        &[
            0,
            info(4, 10),
            96,
            name("at"),
            15,
            0,
            0,
            11,
            64,
            name("name"),
            6,
            128,
            name("list"),
            7,
            192,
            name("color"),
            8,
            288,
            name("flag"),
            4,
            320,
            name("number"),
            12,
            384,
            name("float"),
            13,
            512,
            name("point"),
            9,
            576,
            name("high"),
            14,
            640,
        ], // 16
    ]
    .concat();
    section(&words.iter().flat_map(|word| word.to_le_bytes()).collect::<Vec<_>>(), NAMES)
}

fn shape(bytes: &[u8], id: u32) -> Option<Arc<Shape>> {
    let btf = Btf::parse(bytes).ok()?;
    Builder::new(&btf).shape(TypeId(id))
}

fn example() -> Vec<u8> {
    let mut bytes = vec![0; 96];
    bytes[..4].copy_from_slice(&(-2_i32).to_le_bytes());
    bytes[4..8].copy_from_slice(&3_i32.to_le_bytes());
    bytes[8..16].copy_from_slice(&0x1_0000_0002_u64.to_le_bytes());
    bytes[16..20].copy_from_slice(b"bash");
    bytes[24..28].copy_from_slice(&1_i32.to_le_bytes());
    bytes[36..40].copy_from_slice(&7_u32.to_le_bytes());
    bytes[40] = 1;
    bytes[48..64].copy_from_slice(&i128::MIN.to_le_bytes());
    bytes[64..68].copy_from_slice(&1.5_f32.to_le_bytes());
    bytes[72..80].copy_from_slice(&0xffff_8881_0000_0000_u64.to_le_bytes());
    bytes[80..84].copy_from_slice(&(0b101 | 0b10001 << 3 | 1_u32 << 31).to_le_bytes());
    bytes
}

#[test]
fn each_kind_of_c_type_is_read_as_what_it_is_and_written_as_it_was() {
    let shape = shape(&types(), 16).unwrap();
    let value = shape.read(&example()).unwrap();
    let shown = value.to_string();
    assert_eq!(
        shown,
        "{at: {x: -2, y: 3}, wide: 4294967298, low: 2, name: bash, list: [1, 0, 0], color: BLUE, flag: true, \
         number: -170141183460469231731687303715884105728, float: 1.5, point: 0xffff888100000000, \
         high: {low: -3, high: 17, flag: 1}}"
    );
    assert_eq!(value.field("color").unwrap().number(), Some(7));
    assert_eq!(value.field("color").unwrap().text(), Some("BLUE"));
    let json = serde_json::to_value(&value).unwrap();
    assert_eq!(json["at"]["x"], -2);
    assert_eq!(json["point"], "0xffff888100000000");
    assert_eq!(json["number"], "-170141183460469231731687303715884105728");
    assert_eq!(json["high"]["flag"], 1);
    // The members of the union come of the same bytes, and the last one written stays.
    let Value::Struct(mut members) = value else { panic!() };
    members.retain(|(name, _)| **name != *"low");
    assert_eq!(shape.write(&Value::Struct(members)).unwrap(), example());
}

#[test]
fn what_is_left_out_of_a_struct_is_zero_and_an_enum_may_be_named() {
    let shape = shape(&types(), 16).unwrap();
    let bytes = shape.write(&[("color", "RED".into()), ("low", 9_u32.into())].into()).unwrap();
    let value = shape.read(&bytes).unwrap();
    assert_eq!(value.field("color").unwrap().number(), Some(1));
    assert_eq!(value.field("wide").unwrap().number(), Some(9));
    assert_eq!(value.field("name").unwrap().text(), Some(""));
}

#[test]
fn a_value_that_is_none_of_the_type_is_refused_with_the_place() {
    let shape = shape(&types(), 16).unwrap();
    for (value, says) in [
        ([("colour", 1.into())].into(), "there is no field `colour`, but `at`, `name`"),
        ([("low", (1_u64 << 32).into())].into(), "`low`: 4294967296 does not fit into 32 bits"),
        ([("low", (-1).into())].into(), "`low`: -1 does not fit into 32 bits"),
        ([("flag", 2.into())].into(), "`flag`: 2 does not fit into 8 bits"),
        ([("name", "a longer name".into())].into(), "`name`: \"a longer name\" has more than 8 bytes"),
        ([("at", 1.into())].into(), "`at`: it is an integer, which is not what is there"),
        ([("list", vec![1.into()].into())].into(), "`list`: there are 1 elements, not 3"),
        ([("color", "GREEN".into())].into(), "`color`: there is no enumerator `GREEN`"),
        ([("high", [("high", 32.into())].into())].into(), "`high`: `high`: 32 does not fit into 5 bits"),
        (Value::from(1), "it is an integer, which is not what is there"),
    ] {
        let value: Value = value;
        let error = shape.write(&value).unwrap_err();
        assert!(error.starts_with(says), "{error}");
    }
}

#[test]
fn fewer_bytes_than_the_type_has_are_an_error_and_more_are_not() {
    let shape = shape(&types(), 16).unwrap();
    let bytes = example();
    for length in 0..bytes.len() {
        let error = shape.read(&bytes[..length]).unwrap_err();
        assert_eq!(error, format!("there are {length} bytes, not 96"));
    }
    let longer = [bytes.clone(), vec![0xff; 9]].concat();
    assert_eq!(shape.read(&longer), shape.read(&bytes));
}

#[test]
fn whatever_types_there_are_reading_and_writing_values_of_them_ends() {
    let whole = types();
    let mut random = Random(11);
    let (mut read, mut refused) = (0, 0);
    for _ in 0..20_000 {
        let mut changed = whole.clone();
        for _ in 0..=random.below(4) {
            let at = random.below(changed.len());
            changed[at] = [0, 1, 2, 3, 4, 8, 16, 0x7f, 0x80, 0xff, random.below(256) as u8][random.below(11)];
        }
        let Ok(btf) = Btf::parse(&changed) else { continue };
        let mut builder = Builder::new(&btf);
        for id in 0..18 {
            let Some(shape) = builder.shape(TypeId(id)).filter(|shape| shape.size < 1 << 16) else {
                continue;
            };
            let bytes: Vec<u8> = (0..shape.size).map(|_| random.below(256) as u8).collect();
            match shape.read(&bytes) {
                Ok(value) => {
                    read += 1;
                    // What was read is of the type, unless a text was no UTF-8 or a bool no bool.
                    let _ = shape.write(&value);
                    assert!(!value.to_string().chars().any(|c| c.is_control() && c != '\t'));
                }
                Err(_) => refused += 1,
            }
            assert!(shape.size == 0 || shape.read(&bytes[1..]).is_err());
        }
    }
    assert!(read > 10_000 && refused > 0, "{read} {refused}");
}

#[test]
fn a_type_that_contains_itself_or_nests_too_deep_has_no_values() {
    // A struct that has itself.
    let own = [0, info(4, 1), 4, name("x"), 1, 0_u32];
    // Each struct has the one before.
    let mut chain: Vec<u32> = vec![name("int"), info(1, 0), 4, SIGNED | 32];
    for inner in 1..100 {
        chain.extend([0, info(4, 1), 4, name("x"), inner, 0]);
    }
    let bytes =
        |words: &[u32]| section(&words.iter().flat_map(|word| word.to_le_bytes()).collect::<Vec<_>>(), NAMES);
    assert!(shape(&bytes(&own), 1).is_none());
    let chain = bytes(&chain);
    assert!(shape(&chain, 60).is_some() && shape(&chain, 100).is_none());
    // In whatever order they are asked for.
    let btf = Btf::parse(&chain).unwrap();
    let mut builder = Builder::new(&btf);
    let deepest = (1..=100).filter(|id| builder.shape(TypeId(*id)).is_some()).max();
    assert_eq!(deepest, Some(64));
}

#[test]
fn a_few_bytes_that_are_more_values_than_there_is_memory_are_refused() {
    let mut words: Vec<u32> = vec![name("int"), info(1, 0), 4, SIGNED | 32, 0, info(4, 0), 0];
    // A union of a thousand of the type before, three times; and an array of as many empty structs as there are numbers.
    for inner in [1, 3, 4] {
        words.extend([0, info(5, 1000), 4]);
        (0..1000).for_each(|_| words.extend([name("x"), inner, 0]));
    }
    words.extend([0, info(3, 0), 0, 2, 1, u32::MAX]);
    let bytes = section(&words.iter().flat_map(|word| word.to_le_bytes()).collect::<Vec<_>>(), NAMES);
    for id in [5, 6] {
        let shape = shape(&bytes, id).unwrap();
        let error = shape.read(&vec![0; shape.size]).unwrap_err();
        assert_eq!(error, format!("the value has more than {MOST_PARTS} parts"));
    }
}
