//! Memory of a map that lies in the frame instead.

use super::super::frame_memory::{Given, Obstacle, into_frame};
use super::super::*;
use super::machine::run;

const EXIT: Instruction = Instruction { code: 0x95, dst: 0, src: 0, offset: 0, imm: 0 };
const ARRAY: i32 = 5;

/// `event = lookup(array); event->first = 7; print(&event->second, 8); print(event, 16)`; the copy is at 7.
fn program() -> Vec<Instruction> {
    let lookup = [
        &[Instruction::store_word(10, -4, 0), Instruction::copy(2, 10), Instruction::add(2, -4)][..],
        &Instruction::wide(1, pseudo::MAP, 5),
        &[Instruction::call(1), Instruction::copy(7, 0)],
    ];
    let uses = [
        Instruction::copy(6, 7),
        Instruction::store_word(6, 0, 7),
        Instruction::copy(1, 6),
        Instruction::add(1, 8),
        Instruction::set(2, 8),
        Instruction::call(6),
        Instruction::copy(1, 6),
        Instruction::set(2, 16),
        Instruction::call(6),
        Instruction::set(0, 0),
        EXIT,
    ];
    [&lookup.concat()[..], &uses].concat()
}

#[test]
fn what_lies_in_the_frame_is_seen_as_what_lies_in_a_map() {
    let memory = vec![(ARRAY, vec![0; 16])];
    let expected = run(&program(), &memory, 0).unwrap();
    assert_eq!(expected.printed[1][0], 7);
    let given = Given { at: 7, memory: ARRAY, size: 16 };
    let placed = into_frame(&program(), &[given]).unwrap().code;
    let outcome = run(&placed, &memory, 0).unwrap();
    assert_eq!(outcome.printed, expected.printed);
    assert_eq!(outcome.memory, memory, "the map is not written to");
    // The key is in the first eight bytes. Each address is made by one addition.
    let at =
        |register: u8, from_end: i32| [Instruction::copy(register, 10), Instruction::add(register, from_end)];
    assert_eq!(placed[7..9], at(6, -24));
    assert_eq!(placed[9..11], [Instruction::store_zero(10, -24), Instruction::store_zero(10, -16)]);
    assert_eq!(placed[12], Instruction::copy(1, 6));
    assert_eq!(placed[13..15], at(1, -16));
}

#[test]
fn memory_of_one_number_lies_in_one_place_and_all_of_it_in_the_frame() {
    let two = [program(), program()].concat();
    let length = program().len();
    let given = |second| {
        [Given { at: 7, memory: ARRAY, size: 248 }, Given { at: 7 + length, memory: second, size: 248 }]
    };
    assert!(into_frame(&two, &given(ARRAY)).is_ok() && into_frame(&two, &given(6)).is_ok());
    let larger = [Given { at: 7, memory: ARRAY, size: 505 }];
    assert_eq!(into_frame(&two, &larger), Err(Obstacle::Frame { taken: 512, left: 504 }));
    assert!(into_frame(&two, &[Given { size: 504, ..larger[0] }]).is_ok());
}

#[test]
fn random_instructions_are_given_frames_without_harm() {
    let mut random = super::Random(23);
    for _ in 0..3000 {
        let code = super::random_slots(&mut random);
        let given = Given { at: random.below(code.len() + 2), memory: 1, size: random.below(600) };
        let _ = into_frame(&code, &[given]);
    }
}
