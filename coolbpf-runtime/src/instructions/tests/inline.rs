//! Random programs compute the same when their functions are put in the place of their calls.

use super::super::inline::{Obstacle, inline};
use super::super::variables::move_variables;
use super::super::*;
use super::Random;
use super::machine::run;
use super::variables::{memory, program_of, sections};

const EXIT: Instruction = Instruction { code: 0x95, dst: 0, src: 0, offset: 0, imm: 0 };

fn own_call(distance: i32) -> Instruction {
    Instruction { src: pseudo::CALL, imm: distance, ..Instruction::call(0) }
}

#[test]
fn programs_compute_the_same_without_calls() {
    let mut random = Random(0x1357_9bdf_0246_8ace);
    let (mut inlined, mut nested, mut kept, mut moved) = (0, 0, 0, 0);
    for number in 0..3000 {
        let functions = 2 + random.below(3);
        let code = program_of(&mut random, functions);
        let memory = memory(&mut random);
        let expected = run(&code, &memory, 1000).unwrap_or_else(|fault| panic!("{number}: {fault:?}"));
        let whole = inline(&code).unwrap();
        assert!(each(&whole).all(|(_, one)| !one.is_own_call()));
        assert_eq!(run(&whole, &memory, 1000).as_ref(), Ok(&expected), "{number}: {code:#?} {whole:#?}");
        let calls = each(&code).filter(|(_, one)| one.is_own_call()).count();
        inlined += usize::from(calls > 0);
        nested += usize::from(super::super::functions(&code).len() > 2);
        let stores =
            |code: &[Instruction]| each(code).filter(|(_, one)| one.code == 0x7b && one.dst == 10).count();
        kept += usize::from(stores(&whole) > stores(&code));
        let without = move_variables(&whole, &sections(&memory), true, &|_| None).unwrap();
        assert_eq!(
            run(&without.code, &memory, 1000).as_ref(),
            Ok(&expected),
            "{number}: {:#?}",
            without.code
        );
        moved += usize::from(calls > 0 && without.code.len() != whole.len());
    }
    assert!(inlined > 1000 && nested > 100 && kept > 50 && moved > 500, "{inlined} {nested} {kept} {moved}");
}

/// `f(&local)`, where `f` has a local of its own and keeps its argument over a helper's call.
#[test]
fn a_function_has_its_own_part_of_the_frame_and_other_registers() {
    let code = [
        Instruction::set(6, 3),
        Instruction::store(10, -8, 6),
        Instruction::copy(1, 10),
        Instruction::add(1, -8),
        own_call(2),
        Instruction { code: 0x0f, dst: 0, src: 6, ..Instruction::default() },
        EXIT,
        // f
        Instruction::copy(6, 1),
        Instruction::store_word(10, -4, 1),
        Instruction::copy(1, 10),
        Instruction::add(1, -4),
        Instruction::set(2, 4),
        Instruction::call(6),
        Instruction::load(0, 6, 0),
        EXIT,
    ];
    let expected = [
        Instruction::set(6, 3),
        Instruction::store(10, -8, 6),
        Instruction::copy(1, 10),
        Instruction::add(1, -8),
        Instruction::copy(7, 1),
        Instruction::store_word(10, -12, 1),
        Instruction::copy(1, 10),
        Instruction::add(1, -12),
        Instruction::set(2, 4),
        Instruction::call(6),
        Instruction::load(0, 7, 0),
        Instruction { code: 0x0f, dst: 0, src: 6, ..Instruction::default() },
        EXIT,
    ];
    assert_eq!(inline(&code).unwrap(), expected);
}

/// All of `r6` to `r9` are read behind the call, `r7` on a way that is never gone and on which alone it is not set.
#[test]
fn what_holds_nothing_is_not_saved() {
    let plus = |register: u8| Instruction { code: 0x0f, dst: 0, src: register, ..Instruction::default() };
    let code = [
        Instruction::set(6, 3),
        Instruction::set(8, 10),
        Instruction::set(9, 100),
        own_call(6),
        // if r0 == 1 goto +1
        Instruction { code: 0x15, dst: 0, src: 0, offset: 1, imm: 1 },
        plus(7),
        plus(6),
        plus(8),
        plus(9),
        EXIT,
        // It sets two registers that its caller keeps.
        Instruction::set(6, 0),
        Instruction::set(7, 1),
        Instruction::copy(0, 7),
        EXIT,
    ];
    let expected = run(&code, &Vec::new(), 0).unwrap();
    assert_eq!(expected.result, 114);
    let whole = inline(&code).unwrap();
    assert_eq!(whole[0], Instruction::set(7, 0));
    assert_eq!(run(&whole, &Vec::new(), 0), Ok(expected));
}

#[test]
fn what_cannot_be_one_function_is_an_obstacle() {
    let set = Instruction::set(0, 0);
    let recursive = [own_call(1), EXIT, own_call(-1), EXIT];
    assert_eq!(inline(&recursive), Err(Obstacle::Depth));
    let deep = |below| {
        [
            Instruction::store_word(10, -256, 1),
            own_call(1),
            EXIT,
            Instruction::store_word(10, below, 1),
            set,
            EXIT,
        ]
    };
    assert!(inline(&deep(-256)).is_ok());
    assert_eq!(inline(&deep(-260)), Err(Obstacle::Frame));
    let keeps_frame = [
        Instruction::store_word(10, -8, 1),
        Instruction::copy(1, 10),
        Instruction::add(1, -8),
        own_call(1),
        EXIT,
        Instruction::store(1, 0, 10),
        set,
        EXIT,
    ];
    assert_eq!(inline(&keeps_frame), Err(Obstacle::Form));
    let [first, second] = Instruction::wide(2, pseudo::FUNCTION, 2);
    assert_eq!(inline(&[first, second, set, EXIT, set, EXIT]), Err(Obstacle::Form));
    // A tail call would end the caller, too, which may make one itself.
    let calls = |called: Instruction| [own_call(1), EXIT, called, set, EXIT];
    assert_eq!(inline(&calls(Instruction::call(12))), Err(Obstacle::Form));
    assert!(inline(&calls(Instruction::call(5))).is_ok());
    assert!(inline(&[Instruction::call(12), own_call(1), EXIT, set, EXIT]).is_ok());
    // What lies before its argument may be the caller's.
    assert_eq!(inline(&calls(Instruction::store_word(1, -4, 2))), Err(Obstacle::Form));
    assert!(inline(&calls(Instruction::store_word(1, 4, 2))).is_ok());
    // Each of seven functions calls the next one thirty times.
    let mut doubling = Vec::new();
    for _ in 0..7 {
        let calls = (0..30).map(|place| own_call(30 - place));
        doubling.extend(calls.chain([EXIT]));
    }
    doubling.extend([set, EXIT]);
    assert_eq!(inline(&doubling), Err(Obstacle::Length));
}

#[test]
fn random_instructions_are_put_together_without_harm() {
    let mut random = Random(17);
    for _ in 0..5000 {
        let mut code = super::random_slots(&mut random);
        let length = code.len();
        for (at, one) in code.iter_mut().enumerate().filter(|(at, _)| at % 5 == 3) {
            *one = own_call((random.below(length + 2) as i64 - at as i64 - 1) as i32);
        }
        let _ = inline(&code);
    }
}
