//! Whether helpers take memory of maps.

use coolbpf_linux::feature;
use libbpf_rs::libbpf_sys::{__BindgenBitfieldUnit, bpf_insn, bpf_map_create_opts};

use super::support::Support;
use super::system_call::{Loaded, RETURN_0, Target, create_map, instruction, load};
use super::{MapType, ProgramType};

/// An instruction with registers and an offset.
const fn full(code: u8, dst: u8, src: u8, off: i16, imm: i32) -> bpf_insn {
    bpf_insn { _bitfield_1: __BindgenBitfieldUnit::new([src << 4 | dst]), off, ..instruction(code, imm) }
}

/// Loads a program that has `bpf_probe_read` write into the value of an array.
pub(super) fn probe() -> Support {
    let map = match create_map(MapType::Array, 4, 8, 1, bpf_map_create_opts::default()) {
        Ok(map) => map,
        Err(error) => return Support::refused(&error),
    };
    let [set_r0, exit] = RETURN_0;
    let map = std::os::fd::AsRawFd::as_raw_fd(&map);
    let code = [
        // *(u32 *)(r10 - 4) = 0; r2 = r10; r2 += -4
        full(0x62, 10, 0, -4, 0),
        full(0xbf, 2, 10, 0, 0),
        full(0x07, 2, 0, 0, -4),
        // r1 = map ll; call bpf_map_lookup_elem; if r0 == 0 goto +4
        full(0x18, 1, 1, 0, map),
        instruction(0, 0),
        instruction(0x85, 1),
        full(0x15, 0, 0, 4, 0),
        // r1 = r0; r2 = 8; r3 = r10; call bpf_probe_read
        full(0xbf, 1, 0, 0, 0),
        full(0xb7, 2, 0, 0, 8),
        full(0xbf, 3, 10, 0, 0),
        instruction(0x85, 4),
        set_r0,
        exit,
    ];
    let Loaded { program, log } = load(ProgramType::Tracepoint, &code, Target::default());
    match program {
        Ok(_) => Support::Yes,
        Err(_) if log.contains("type=map_value expected=fp") => feature("map-memory-arguments")
            .map_or_else(|| Support::Unknown(log), |row| Support::no(row.what, row.since)),
        Err(error) => Support::refused(&error),
    }
}
