//! Trying a program: it is given to the kernel as it will be loaded, and unloaded at once.

use std::ffi::{CStr, CString};
use std::io;
use std::os::fd::{FromRawFd as _, OwnedFd};
use std::path::Path;
use std::ptr;

use libbpf_rs::libbpf_sys::{self, bpf_prog_load_opts};
use libbpf_rs::{AsRawLibbpf as _, OpenObject, OpenProgram};

use super::targets::Targets;
use crate::attach::{binary_functions, binary_probes, functions};
use crate::instructions::{self, pseudo};
use crate::kernel::{Attachment, ProgramType, Support, hook, kernel};
use crate::object::{About, token};
use crate::program::ProgramFacts;
use crate::{Error, ErrorKind, Result, failure};

/// How long the verifier's log may be, in bytes: the most that a kernel takes (`UINT_MAX >> 8`, before 5.4).
const LOG_SIZE: usize = (1 << 24) - 1;

/// Loads a program of a prepared object, and attaches one that does nothing to the same target where that costs little.
///
/// # Errors
/// Why it can't be loaded, or nothing can be attached there.
pub(super) fn attempt(
    object: &OpenObject,
    program: &OpenProgram<'_>,
    about: About<'_>,
    targets: &Targets,
) -> Result<()> {
    let facts = ProgramFacts::of(program);
    if !calls_modules(program) {
        let mut options = options(object, program, &facts, targets);
        let mut loaded = load(program, &mut options, None);
        if loaded.as_ref().is_err_and(|error| error.raw_os_error() == Some(libc::E2BIG)) {
            // Linux 4.18 to 4.20 take BTF, but not with programs (838e96904ff3).
            leave_out_btf(&mut options);
            loaded = load(program, &mut options, None);
        }
        if let Err(error) = loaded {
            let mut log = vec![0; LOG_SIZE];
            // It fails again, with a log unless it does not get that far.
            let _ = load(program, &mut options, Some(&mut log));
            let log = CStr::from_bytes_until_nul(&log).map(CStr::to_string_lossy).unwrap_or_default();
            return Err(refusal(about, &facts, error, &log));
        }
    }
    attach(program, &facts, targets, token(object))
        .map_err(|error| failure::attach(&facts, error, &[]).into())
}

/// How libbpf loads it (`bpf_object_load_prog`).
fn options(
    object: &OpenObject,
    program: &OpenProgram<'_>,
    facts: &ProgramFacts,
    targets: &Targets,
) -> bpf_prog_load_opts {
    let target = targets.get(&facts.name);
    let token = token(object);
    let object = object.as_libbpf_object().as_ptr();
    let program = program.as_libbpf_object().as_ptr();
    let sleeps = facts.hook().0.ends_with(".s");
    // SAFETY: the object is open, and with it the program; what the pointers lead to lives until it is loaded.
    let mut options = unsafe {
        bpf_prog_load_opts {
            sz: size_of::<bpf_prog_load_opts>() as _,
            expected_attach_type: libbpf_sys::bpf_program__expected_attach_type(program),
            prog_flags: libbpf_sys::bpf_program__flags(program),
            kern_version: libbpf_sys::bpf_object__kversion(object),
            attach_btf_id: target.map_or(0, |target| target.id),
            attach_btf_obj_fd: target.map_or(0, |target| target.object()),
            attach_prog_fd: target.map_or(0, |target| target.program()),
            ..Default::default()
        }
    };
    if sleeps {
        options.prog_flags |= libbpf_sys::BPF_F_SLEEPABLE;
    }
    // SAFETY: as above.
    let btf = unsafe { libbpf_sys::bpf_object__btf_fd(object) };
    if token != 0 {
        options.token_fd = token;
        options.prog_flags |= libbpf_sys::BPF_F_TOKEN_FD;
    }
    if let Ok(btf) = u32::try_from(btf) {
        // SAFETY: as above.
        unsafe {
            options.prog_btf_fd = btf;
            options.func_info = libbpf_sys::bpf_program__func_info(program).cast();
            options.func_info_cnt = libbpf_sys::bpf_program__func_info_cnt(program);
            options.func_info_rec_size = size_of::<libbpf_sys::bpf_func_info>() as u32;
            options.line_info = libbpf_sys::bpf_program__line_info(program).cast();
            options.line_info_cnt = libbpf_sys::bpf_program__line_info_cnt(program);
            options.line_info_rec_size = size_of::<libbpf_sys::bpf_line_info>() as u32;
        }
    }
    options
}

fn leave_out_btf(options: &mut bpf_prog_load_opts) {
    options.prog_btf_fd = 0;
    (options.func_info, options.func_info_cnt, options.func_info_rec_size) = (ptr::null(), 0, 0);
    (options.line_info, options.line_info_cnt, options.line_info_rec_size) = (ptr::null(), 0, 0);
}

/// Loads it, and lets it go.
fn load(
    program: &OpenProgram<'_>,
    options: &mut bpf_prog_load_opts,
    log: Option<&mut Vec<u8>>,
) -> io::Result<()> {
    if let Some(log) = log {
        options.log_level = 1;
        options.log_size = log.len() as u32;
        options.log_buf = log.as_mut_ptr().cast();
    }
    let instructions = program.insns();
    let program = program.as_libbpf_object().as_ptr();
    // SAFETY: the object of the program is open; what the options lead to outlives the call. libbpf does not tell the licence:
    // where it is not the GPL's and something asks for that, it shows when the object is loaded.
    let fd = unsafe {
        libbpf_sys::bpf_prog_load(
            libbpf_sys::bpf_program__type(program),
            libbpf_sys::bpf_program__name(program),
            c"GPL".as_ptr(),
            instructions.as_ptr(),
            instructions.len() as _,
            &raw mut *options,
        )
    };
    if fd < 0 {
        return Err(io::Error::from_raw_os_error(-fd));
    }
    // SAFETY: the kernel has just opened it for this caller.
    drop(unsafe { OwnedFd::from_raw_fd(fd) });
    Ok(())
}

/// Whether it calls functions of modules: libbpf keeps to itself by which descriptors.
fn calls_modules(program: &OpenProgram<'_>) -> bool {
    let code = instructions::read(program);
    instructions::each(&code)
        .any(|(_, call)| call.is_call() && call.src == pseudo::KFUNC_CALL && call.offset != 0)
}

/// Why the kernel does not take it.
fn refusal(about: About<'_>, facts: &ProgramFacts, error: io::Error, log: &str) -> Error {
    let error = failure::load_program(about, facts, error, log);
    let Some(why) = libbpfs_own(&error.to_string()) else { return error };
    let message = format!("can't load the program {}: {why}", facts.shown());
    let refusal = Error::new(ErrorKind::Unsupported, message);
    match error.rejection() {
        Some(rejection) => refusal.with_rejection(rejection.clone()),
        None => refusal,
    }
}

/// What libbpf could not do, by the helper that it has programs call in that place, which no kernel has (`POISON_*` of libbpf).
fn libbpfs_own(message: &str) -> Option<&'static str> {
    let (_, number) = message.split_once("invalid func unknown#")?;
    let digits = number.split(|c: char| !c.is_ascii_digit()).next()?;
    match digits.parse::<u32>().ok()? {
        // 0xbad2310
        195_896_080 => Some("it uses a type or a field that this kernel does not have, or does not tell of"),
        2_001_000_000..2_002_000_000 => Some("it uses a map that was not created"),
        2_002_000_000..2_003_000_000 => {
            Some("it calls a function of the kernel that this kernel does not have")
        }
        _ => None,
    }
}

/// Attaches a program that does nothing to where it is to be attached, if that costs little.
fn attach(program: &OpenProgram<'_>, facts: &ProgramFacts, targets: &Targets, token: u32) -> io::Result<()> {
    let (hook, Some(place)) = facts.hook() else { return Ok(()) };
    match (hook.trim_end_matches(".s"), targets.get(&facts.name)) {
        ("fentry" | "fexit" | "fmod_ret" | "fsession" | "tp_btf" | "lsm", Some(target))
            if target.program() == 0 =>
        {
            let Some(program_type) = ProgramType::of(facts.program_type as u32) else { return Ok(()) };
            // SAFETY: the object of the program is open.
            let attach_type =
                unsafe { libbpf_sys::bpf_program__expected_attach_type(program.as_libbpf_object().as_ptr()) };
            hook::try_named(program_type, attach_type, target.id, target.object(), token)
        }
        ("raw_tp" | "raw_tracepoint", _) => match CString::new(place) {
            Ok(name) => hook::try_raw_tracepoint(&name, token),
            Err(_) => Ok(()),
        },
        ("kprobe", _) => hook::try_kprobe(place, false),
        ("kretprobe", _) => hook::try_kprobe(place, true),
        ("ksyscall", _) => hook::try_ksyscall(place, false),
        ("kretsyscall", _) => hook::try_ksyscall(place, true),
        ("kprobe.multi" | "kretprobe.multi", _) => attach_many(place, token),
        ("uprobe" | "uretprobe", _) => match place.split_once(':') {
            Some((binary, function)) => find_in_binary(binary, function),
            None => Ok(()),
        },
        ("usdt", _) => find_probe(place),
        ("uprobe.multi" | "uretprobe.multi" | "uprobe.session", _) => match place.rsplit_once(':') {
            Some((binary, pattern)) => find_in_binary(binary, pattern),
            None => Ok(()),
        },
        _ => Ok(()),
    }
}

/// Attaches one probe of many functions, if that is one; else looks whether there is any.
fn attach_many(pattern: &str, token: u32) -> io::Result<()> {
    let is_one = !pattern.contains(['*', '?']);
    match kernel().attachment(Attachment::KprobeMulti) {
        Support::No(_) if is_one => hook::try_kprobe(pattern, false),
        Support::No(_) => functions::matching(pattern).map(drop),
        _ if is_one => hook::try_kprobe_multi(pattern, token),
        _ => unless_found(functions::matching(pattern)),
    }
}

/// Looks whether a binary has a function of this name, or that a pattern means.
fn find_in_binary(binary: &str, function: &str) -> io::Result<()> {
    // As in `main+0x10`.
    let function = function.split_once('+').map_or(function, |(function, _)| function);
    // Symbols of versions, and files within archives: libbpf's.
    if function.contains('@') || binary.contains("!/") {
        return Ok(());
    }
    unless_found(binary_functions::offsets(Path::new(binary), function))
}

/// Looks whether a binary declares a probe, as in `/bin/python3:python:line`.
fn find_probe(place: &str) -> io::Result<()> {
    let mut parts = place.splitn(3, ':');
    let (Some(binary), Some(provider), Some(name)) = (parts.next(), parts.next(), parts.next()) else {
        return Ok(());
    };
    match binary_probes::has(Path::new(binary), provider, name) {
        Ok(false) => {
            let message = format!("{binary} declares no probe `{provider}:{name}`");
            Err(io::Error::new(io::ErrorKind::NotFound, message))
        }
        found => unless_found(found),
    }
}

/// Only that there is none is certain.
fn unless_found<T>(found: io::Result<T>) -> io::Result<()> {
    match found {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_libbpf_could_not_do_is_named() {
        for (number, named) in [
            ("195896080", Some("a type or a field")),
            ("2001000003", Some("a map")),
            ("2002000000", Some("a function of the kernel")),
            ("182", None),
            ("", None),
            ("99999999999", None),
        ] {
            let said = libbpfs_own(&format!("rejected: invalid func unknown#{number}\n    0: x"));
            assert_eq!(said.is_some(), named.is_some(), "{number}");
            assert!(said.zip(named).is_none_or(|(said, named)| said.contains(named)), "{number}");
        }
        assert_eq!(libbpfs_own("R0 !read_ok"), None);
    }
}
