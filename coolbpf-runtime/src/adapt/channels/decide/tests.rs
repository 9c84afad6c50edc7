use super::*;
use crate::adapt::ChannelWish;
use crate::events::WakeUp;
use crate::instructions::jump_targets;

const EXIT: Instruction = Instruction { code: 0x95, dst: 0, src: 0, offset: 0, imm: 0 };

fn call(helper: i32) -> Instruction {
    Instruction { code: 0x85, imm: helper, ..Instruction::default() }
}

/// `rN = immediate ll`
fn wide(dst: u8, src: u8, immediate: u64) -> [Instruction; 2] {
    let half = |imm: u64| (imm as u32).cast_signed();
    [
        Instruction { code: 0x18, dst, src, offset: 0, imm: half(immediate) },
        Instruction { imm: half(immediate >> 32), ..Instruction::default() },
    ]
}

/// What `__coolbpf_decided` compiles to.
fn decided(dst: u8, map: u64, number: u64) -> Vec<Instruction> {
    [wide(dst, pseudo::MAP, map), wide(dst, 0, number)].concat()
}

fn choice(kind: ChannelKind) -> ChannelChoice {
    ChannelChoice { kind, bytes: 4096, event: 20, wish: ChannelWish::default() }
}

fn decisions() -> BTreeMap<i32, Decision> {
    let mut watched = choice(ChannelKind::RingBuffer);
    watched.wish.wake_up = WakeUp::Bytes { count: 100, within: std::time::Duration::ZERO };
    BTreeMap::from([
        (7, Decision::of(choice(ChannelKind::RingBuffer), 4096)),
        (8, Decision::of(choice(ChannelKind::PerfBuffer), 2)),
        (9, Decision::of(watched, 4096)),
    ])
}

/// `if (__coolbpf_is_ring(map)) return reserve(); return output();`
fn program(map: u64) -> Vec<Instruction> {
    let is_perf = Instruction { code: 0x15, dst: 3, src: 0, offset: 2, imm: 0 };
    [decided(3, map, IS_RING), vec![is_perf, call(131), EXIT, call(25), EXIT]].concat()
}

#[test]
fn one_side_is_left_of_what_is_decided() {
    for (map, value, calls, gone) in [(7, 1, [5, 131], 25), (8, 0, [7, 25], 131)] {
        let mut code = program(map);
        assert!(decide(&mut code, &decisions()));
        let nothing = Instruction::jump(0);
        assert_eq!(code[..4], [nothing, nothing, Instruction::set(3, value), nothing]);
        assert_eq!(code[calls[0]], call(calls[1] as i32));
        let reached = reached(&code);
        let is_gone = |at: &usize| !reached[*at];
        let out_of_reach: Vec<_> = (0..code.len()).filter(is_gone).collect();
        assert_eq!(out_of_reach.len(), 2);
        // Only what an old kernel would trip over has to go.
        let is_there = code.contains(&call(gone));
        assert_eq!(is_there, map == 7);
        assert_eq!(code.len(), program(map).len());
    }
}

#[test]
fn the_watermark_is_a_number_of_bytes_or_more_than_32_bits() {
    for (map, value) in [(7, -1), (9, 100)] {
        let mut code = [decided(2, map, WATERMARK), vec![EXIT]].concat();
        assert!(decide(&mut code, &decisions()));
        assert_eq!(code[2], Instruction::set(2, value));
    }
}

#[test]
fn what_only_looks_like_a_decision_is_left_alone() {
    let stranger = decided(1, 70, IS_RING);
    let not_a_map = [wide(1, 0, 7), wide(1, 0, IS_RING)].concat();
    let not_next = [&wide(1, pseudo::MAP, 7)[..], &[call(1)], &wide(1, 0, IS_RING)].concat();
    let another_number = decided(1, 7, IS_RING + 0x100);
    let not_a_number = [wide(1, pseudo::MAP, 7), wide(1, 2, IS_RING)].concat();
    let cut = wide(1, pseudo::MAP, 7).into_iter().chain([wide(1, 0, IS_RING)[0]]).collect();
    for before in [stranger, not_a_map, not_next, another_number, not_a_number, cut] {
        let mut code = before.clone();
        assert!(!decide(&mut code, &decisions()));
        assert_eq!(code, before);
    }
}

/// xorshift64*: the same programs on every run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % limit
    }
}

/// Decisions between other instructions, with jumps anywhere.
fn random_program(random: &mut Random) -> Vec<Instruction> {
    let mut code = Vec::new();
    let length = random.below(60);
    while code.len() < length {
        let register = random.below(5) as u8;
        match random.below(6) {
            0 => code.extend(decided(register, 7 + random.below(4) as u64, IS_RING + random.below(3) as u64)),
            1 => code.push(call(random.below(140) as i32)),
            2 => {
                let offset = random.below(length + 1) as i64 - code.len() as i64;
                let code_of_jump = [0x05, 0x15, 0x55, 0x1d][random.below(4)];
                let jump =
                    Instruction { code: code_of_jump, dst: register, src: 0, offset: offset as i16, imm: 0 };
                code.push(jump);
            }
            3 => code.push(Instruction::set(register, random.below(2) as i32)),
            4 => code.extend(wide(register, random.below(2) as u8, 7)),
            _ => code.push(EXIT),
        }
    }
    code
}

#[test]
fn all_else_stays_as_it_was_and_where_it_was() {
    let mut random = Random(0x0bad_cafe_dead_beef);
    let decisions = decisions();
    let mut changed = 0;
    for _ in 0..5000 {
        let before = random_program(&mut random);
        let mut after = before.clone();
        changed += usize::from(decide(&mut after, &decisions));
        assert_eq!(after.len(), before.len());
        let reached = reached(&after);
        let nothing = Instruction::jump(0);
        for (index, (before, now)) in before.iter().zip(&after).enumerate() {
            let is_decided = *now == nothing || now.code == nothing_but_set();
            let is_gone = before.is_call() && !reached[index] && *now == Instruction::set(0, 0);
            assert!(
                before == now || is_gone || is_decided && !before.is_call(),
                "{index}: {before:?} {now:?}"
            );
        }
        // Jumps are as before, with those added that do nothing.
        let added = |target: &usize| after.get(target - 1) == Some(&nothing);
        assert!(jump_targets(&before).iter().all(|target| jump_targets(&after).contains(target)));
        assert!(
            jump_targets(&after).iter().all(|target| jump_targets(&before).contains(target) || added(target))
        );
        // And nothing is left to be decided.
        let decided = after.clone();
        let left = decide(&mut after, &decisions);
        assert!(!left && after == decided);
    }
    assert!(changed > 500, "{changed}");
}

/// The code of `rN = imm`.
fn nothing_but_set() -> u8 {
    Instruction::set(0, 0).code
}

#[test]
fn the_places_of_events_are_found_by_their_mark_alone() {
    let events = BTreeMap::from([(8, 24)]);
    let marked =
        |map: u64, number: u64, copy: Instruction| [decided(3, map, number), vec![copy, EXIT]].concat();
    let found = placed(&marked(8, PLACE, Instruction::copy(3, 7)), &events);
    let [Given { at: 4, memory: 8, size: 24 }] = found.as_slice() else { panic!("{found:?}") };
    for stranger in [
        marked(9, PLACE, Instruction::copy(3, 7)),
        marked(8, IS_RING, Instruction::copy(3, 7)),
        marked(8, PLACE, Instruction::copy(4, 7)),
        marked(8, PLACE, Instruction::add(3, 7)),
        wide(3, pseudo::MAP, 8).to_vec(),
        decided(3, 8, PLACE),
    ] {
        assert!(placed(&stranger, &events).is_empty(), "{stranger:?}");
    }
}
