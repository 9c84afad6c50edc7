//! BTF that no compiler writes ends in an error, or in types that are sound all the same.

use coolbpf_contract::btf::{Btf, TypeId};

use super::super::{Root, Types};

/// Types as words; names are `a`, `b` and so on, by number from 1.
fn btf(types: &[&[u32]]) -> Vec<u8> {
    let words: Vec<u8> = types.iter().copied().flatten().flat_map(|word| word.to_le_bytes()).collect();
    let strings: Vec<u8> = std::iter::once(0).chain((b'a'..=b'z').flat_map(|letter| [letter, 0])).collect();
    let mut bytes = vec![0x9f, 0xeb, 1, 0];
    let (types, strings_length) = (words.len() as u32, strings.len() as u32);
    for word in [24, 0, types, types, strings_length] {
        bytes.extend_from_slice(&word.to_le_bytes());
    }
    [bytes, words, strings].concat()
}

const fn name(letter: u8) -> u32 {
    (letter - b'a') as u32 * 2 + 1
}

const INT: [u32; 4] = [name(b'i'), 1 << 24, 4, 32];
const STRUCT: u32 = 4 << 24;
const TYPEDEF: u32 = 8 << 24;

/// The items for the last of these types, or why there are none.
fn items(types: &[&[u32]]) -> Result<String, String> {
    let bytes = btf(types);
    let btf = Btf::parse(&bytes).unwrap();
    let types = Types::new(&btf, &[Root { type_id: TypeId(types.len() as u32), name: "root" }], &[])?;
    types.items().map(|items| items.to_string())
}

#[test]
fn types_that_hold_themselves_or_what_has_no_size_are_refused() {
    let cases: [(&[&[u32]], &str); 7] = [
        (&[&[name(b's'), STRUCT | 1, 8, name(b'm'), 1, 0]], "more than 64 deep"),
        (&[&[0, STRUCT | 1, 8, 0, 1, 0]], "more than 64 deep"),
        (&[&[name(b't'), TYPEDEF, 2], &[name(b'u'), TYPEDEF, 1]], "more than 64 deep"),
        (
            &[&INT, &[name(b's'), STRUCT | 1, 2, name(b'm'), 1, 0]],
            "`struct s`: `m` lies outside of its 2 bytes",
        ),
        (&[&[name(b's'), STRUCT | 1, 8, name(b'm'), 0, 0]], "`m` has no size"),
        (
            &[&INT, &[name(b's'), STRUCT | 1 << 31 | 1, 8, name(b'm'), 1, 33 << 24]],
            "the bit-field `m` doesn't fit",
        ),
        (&[&[name(b'e'), 6 << 24, 3]], "no enum has 3 bytes"),
    ];
    for (types, expected) in cases {
        let error = items(types).unwrap_err();
        assert!(error.contains(expected), "{error}");
    }
}

#[test]
fn anonymous_members_without_end_are_refused_in_time() {
    // Each struct has the one before twice, and the first has one member or none.
    for first in [vec![0, STRUCT | 1, 0, name(b'm'), 1, 0], vec![0, STRUCT, 0]] {
        let mut types = vec![INT.to_vec(), first];
        for inner in 2..42 {
            types.push(vec![0, STRUCT | 2, 0, 0, inner, 0, 0, inner, 0]);
        }
        let types: Vec<&[u32]> = types.iter().map(Vec::as_slice).collect();
        assert_eq!(items(&types), Err("`root`: the types have more than 1048576 members".into()));
    }
}

#[test]
fn members_that_overlap_in_a_struct_share_bytes() {
    let items =
        items(&[&INT, &[name(b's'), STRUCT | 3, 8, name(b'a'), 1, 0, name(b'b'), 1, 16, name(b'a'), 1, 16]])
            .unwrap();
    for expected in ["__bytes_0 : [u8 ; 6]", "fn a (& self) -> u32", "fn b (& self)", "fn a_2 (& self)"] {
        assert!(items.contains(expected), "{items}");
    }
}

#[test]
fn integers_that_rust_does_not_have_are_bytes() {
    let odd = [name(b'i'), 1 << 24, 3, 24];
    let items = items(&[&odd, &[name(b's'), STRUCT | 1, 3, name(b'm'), 1, 0]]).unwrap();
    assert!(items.contains("pub m : [u8 ; 3]"), "{items}");
}

#[test]
fn enumerators_that_were_cut_to_32_bits_are_left_out() {
    let constant = "pub const a : Self";
    let enumeration = |size| items(&[&[name(b'e'), 6 << 24 | 1, size, name(b'a'), 5]]).unwrap();
    assert!(enumeration(4).contains(constant) && !enumeration(8).contains(constant));
}
