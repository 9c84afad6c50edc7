//! Whether this kernel lets anything be attached to a certain place: a program that does nothing is, for as long as that takes.

use std::ffi::{CStr, CString};
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::os::fd::AsFd as _;
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use libbpf_rs::libbpf_sys::{self, bpf_attach_type, bpf_link_create_opts, perf_event_attr};

use super::ProgramType;
use super::system_call::{RETURN_0, Target, create_link, load, open_raw_tracepoint};
use crate::attach::perf_event;
use crate::tracefs;

/// Attaches to what the kernel's types name, or those of a module, given by their descriptor if that is not 0. Here and below, so is the
/// BPF token to load the program by.
pub(crate) fn try_named(
    program_type: ProgramType,
    attach_type: bpf_attach_type,
    btf_id: u32,
    btf_object: u32,
    token: u32,
) -> io::Result<()> {
    let program = load(program_type, &RETURN_0, Target { attach_type, btf_id, btf_object, token }).program?;
    open_raw_tracepoint(None, program.as_fd()).map(drop)
}

/// Attaches to a raw tracepoint.
pub(crate) fn try_raw_tracepoint(name: &CStr, token: u32) -> io::Result<()> {
    let target = Target { token, ..Target::default() };
    let program = load(ProgramType::RawTracepoint, &RETURN_0, target).program?;
    open_raw_tracepoint(Some(name), program.as_fd()).map(drop)
}

/// The kind of perf events that kprobes are, since Linux 4.17 (e12f03d7031a).
const KPROBES: &str = "/sys/bus/event_source/devices/kprobe";

/// Makes a kprobe, which stays off, at `place`: a function, or how many bytes into one, as in `do_exit+0x10`.
pub(crate) fn try_kprobe(place: &str, on_return: bool) -> io::Result<()> {
    let read = |file: &str| fs::read_to_string(Path::new(KPROBES).join(file)).ok();
    let Some(kind) = read("type").and_then(|kind| kind.trim().parse().ok()) else {
        return try_kprobe_of_tracefs(place, on_return);
    };
    let (function, offset) = place.split_once('+').map_or((place, Some(0)), |(function, offset)| {
        let digits = offset.strip_prefix("0x").map(|digits| u64::from_str_radix(digits, 16));
        (function, digits.unwrap_or_else(|| offset.parse()).ok())
    });
    // Of what libbpf may understand otherwise, nothing is known.
    let (Some(offset), Ok(function)) = (offset, CString::new(function)) else { return Ok(()) };
    // As in `config:0`.
    let bit =
        read("format/retprobe").and_then(|text| text.trim().strip_prefix("config:")?.parse::<u32>().ok());
    let mut attributes = perf_event_attr {
        type_: kind,
        size: size_of::<perf_event_attr>() as u32,
        config: if on_return { 1_u64.checked_shl(bit.unwrap_or(0)).unwrap_or(0) } else { 0 },
        ..Default::default()
    };
    attributes.__bindgen_anon_3.kprobe_func = function.as_ptr().addr() as u64;
    attributes.__bindgen_anon_4.probe_offset = offset;
    perf_event::open(&attributes, 0).map(drop)
}

/// What the functions of system calls are called where they take the registers: since Linux 4.17 on x86-64 (fa697140f9a2), 4.19 on arm64
/// (4378a7d4be30).
const OF_SYSTEM_CALLS: &str = match () {
    () if cfg!(target_arch = "x86_64") => "__x64_sys_",
    () if cfg!(target_arch = "aarch64") => "__arm64_sys_",
    () if cfg!(target_arch = "s390x") => "__s390x_sys_",
    () if cfg!(target_arch = "riscv64") => "__riscv_sys_",
    () => "__se_sys_",
};

/// Makes a kprobe, which stays off, of the function of a system call. Those names came with Linux 4.17 (e145242ea0df), and libbpf knows no
/// others.
pub(crate) fn try_ksyscall(name: &str, on_return: bool) -> io::Result<()> {
    let of = |start: &str| try_kprobe(&format!("{start}{name}"), on_return);
    // Elsewhere, and before, it is this one.
    of(OF_SYSTEM_CALLS).or_else(|error| match error.kind() {
        io::ErrorKind::NotFound => of("__se_sys_").map_err(|_| error),
        _ => Err(error),
    })
}

/// Attaches one probe of many functions to one of them.
pub(crate) fn try_kprobe_multi(function: &str, token: u32) -> io::Result<()> {
    let name = CString::new(function)?;
    let mut names = [name.as_ptr()];
    let attach_type = libbpf_sys::BPF_TRACE_KPROBE_MULTI;
    let target = Target { attach_type, token, ..Target::default() };
    let program = load(ProgramType::Kprobe, &RETURN_0, target).program?;
    let mut options = bpf_link_create_opts::default();
    options.__bindgen_anon_1.kprobe_multi = libbpf_sys::bpf_link_create_opts__bindgen_ty_1__bindgen_ty_2 {
        cnt: 1,
        syms: names.as_mut_ptr(),
        ..Default::default()
    };
    create_link(program.as_fd(), 0, attach_type, options).map(drop)
}

/// The same before Linux 4.17, by a line in a file, which another line takes back.
fn try_kprobe_of_tracefs(place: &str, on_return: bool) -> io::Result<()> {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "_.+".contains(c);
    // Who may not write there, or without such a file, is told so when it is attached.
    let events = File::options().append(true).open(tracefs::of(&["kprobe_events"]));
    let (Ok(mut events), true) = (events, place.chars().all(is_plain)) else { return Ok(()) };
    let kind = if on_return { 'r' } else { 'p' };
    let name = format!("coolbpf/try_{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
    // Each line is to come by one call.
    events.write_all(format!("{kind}:{name} {place}\n").as_bytes())?;
    events.write_all(format!("-:{name}\n").as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_that_is_there_is_told_from_one_that_is_not() {
        try_raw_tracepoint(c"sched_process_exec", 0).unwrap();
        let error = try_raw_tracepoint(c"no_such_tracepoint", 0).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::NotFound);
        let error =
            try_named(ProgramType::Tracing, libbpf_sys::BPF_TRACE_RAW_TP, u32::MAX, 0, 0).unwrap_err();
        assert_eq!(error.raw_os_error(), Some(libc::EINVAL));
    }

    #[test]
    fn kprobes_that_libbpf_may_understand_otherwise_are_not_tried() {
        for place in ["do_exit+x", "do_exit+99999999999999999999", "do_\0exit"] {
            try_kprobe(place, false).unwrap();
            try_ksyscall(place, false).unwrap();
        }
        for place in ["do_exit\n-:all", "do_exit $comm", "do_\0exit"] {
            try_kprobe_of_tracefs(place, false).unwrap();
        }
    }
}
