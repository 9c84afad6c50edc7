//! Whether a program hands a map's memory to a helper, as verifiers before Linux 4.11 found it.
//!
//! Addresses are followed from register to register. One that lies in memory meanwhile is lost, and not refused.

use crate::loops::targets;

const LOOKUP: u32 = 1;
/// Helpers, and the argument that is an address of memory which they read or write: `bpf_probe_read`, `bpf_trace_printk`,
/// `bpf_get_current_comm`, `bpf_perf_event_output`.
const ADDRESSES: [(u32, u8); 4] = [(4, 1), (6, 1), (16, 1), (25, 4)];
/// The registers that arguments are in, and those that a call sets.
const ARGUMENTS: u16 = 0b11_1110;
const SET_BY_CALLS: u16 = ARGUMENTS | 1;

/// What the verifier says of the first call that is found with an address in a map's value; `None` where there is none.
pub fn objection(bytes: &[u8]) -> Option<String> {
    let instructions: Vec<&[u8]> = bytes.chunks_exact(8).collect();
    // The registers that may hold such an address before each instruction, a bit each; none where no way was found to it.
    let mut seen: Vec<Option<u16>> = vec![None; instructions.len()];
    let mut open = vec![(0, 0)];
    while let Some((at, held)) = open.pop() {
        let (Some(instruction), Some(known)) = (instructions.get(at), seen.get_mut(at)) else { continue };
        let held = known.unwrap_or(0) | held;
        if known.replace(held) == Some(held) {
            continue;
        }
        let called = helper(instruction).and_then(|helper| ADDRESSES.iter().find(|(id, _)| *id == helper));
        if let Some((_, argument)) = called.filter(|(_, argument)| held & bit(*argument) != 0) {
            return Some(format!("R{argument} type=map_value expected=fp\n"));
        }
        let targets = targets(instruction, at);
        let after = after(instruction, held);
        open.extend(targets.next.into_iter().flatten().map(|next| (next, after)));
        open.extend(targets.called.map(|called| (called, held & ARGUMENTS)));
    }
    None
}

/// The registers that hold such an address after an instruction.
fn after(instruction: &[u8], held: u16) -> u16 {
    let &[code, registers, ..] = instruction else { return held };
    let (dst, src) = (bit(registers & 0xf), registers >> 4);
    let is_held = held & bit(src) != 0;
    match code {
        0x85 => held & !SET_BY_CALLS | u16::from(helper(instruction) == Some(LOOKUP)),
        0xbf if is_held => held | dst,
        // Something is added.
        0x07 => held,
        0x0f if is_held => held | dst,
        0x0f => held,
        // Other arithmetic, and loads.
        _ if matches!(code & 7, 0 | 1 | 4 | 7) => held & !dst,
        _ => held,
    }
}

fn bit(register: u8) -> u16 {
    1_u16.checked_shl(register.into()).unwrap_or(0)
}

/// The number of the helper that is called.
fn helper(instruction: &[u8]) -> Option<u32> {
    let [0x85, registers, _, _, number @ ..] = instruction else { return None };
    Some(u32::from_le_bytes(number.try_into().ok()?)).filter(|_| registers >> 4 == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn copy(dst: u8, src: u8) -> [u8; 8] {
        [0xbf, src << 4 | dst, 0, 0, 0, 0, 0, 0]
    }

    const fn call(helper: u8) -> [u8; 8] {
        [0x85, 0, 0, 0, helper, 0, 0, 0]
    }

    const NULL_CHECK: [u8; 8] = [0x15, 0, 1, 0, 0, 0, 0, 0];
    const ADD: [u8; 8] = [0x07, 1, 0, 0, 8, 0, 0, 0];

    #[test]
    fn an_address_is_followed_from_its_lookup() {
        let said = |register: u8| Some(format!("R{register} type=map_value expected=fp\n"));
        let comm = [call(1), NULL_CHECK, copy(6, 0), call(14), copy(1, 6), ADD, call(16)];
        assert_eq!(objection(&comm.concat()), said(1));
        let output = [call(1), copy(7, 0), copy(6, 7), copy(4, 6), call(25)];
        assert_eq!(objection(&output.concat()), said(4));
        // goto +1; exit; by which it is lost to who reads line by line.
        let far = [call(1), copy(1, 0), [0x05, 0, 1, 0, 0, 0, 0, 0], [0x95, 0, 0, 0, 0, 0, 0, 0], call(16)];
        assert_eq!(objection(&far.concat()), said(1));
    }

    #[test]
    fn other_addresses_and_other_helpers_are_passed_over() {
        for program in [
            vec![call(1), copy(6, 0), copy(1, 10), ADD, call(16)],
            vec![call(14), copy(1, 0), call(16)],
            vec![call(1), copy(2, 0), call(2)],
            vec![call(1), copy(6, 0), [0x79, 0x61, 0, 0, 0, 0, 0, 0], call(16)],
            vec![call(1), copy(1, 0), [0x95, 0, 0, 0, 0, 0, 0, 0], call(16)],
            vec![call(16)],
        ] {
            assert_eq!(objection(&program.concat()), None, "{program:?}");
        }
        assert_eq!(objection(&[0x85; 13]), None);
        assert_eq!(objection(&[0xff; 64]), None);
    }
}
