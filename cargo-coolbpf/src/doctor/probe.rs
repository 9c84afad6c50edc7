//! What the kernel can do, tried out. Everything that is created here is closed at once, and nothing of it is pinned.

use std::ffi::CStr;
use std::io;
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd};

use coolbpf_inspect::kernel::{KernelVersion, MAP_TYPES, PROGRAM_TYPES};
use libbpf_rs::libbpf_sys::{self, bpf_insn};
use libbpf_rs::{MapType, ProgramType};

use super::check::Check;
use super::running::may_load;

/// A function of the kernel that only BPF's own tests call: `net/bpf/test_run.c`.
const FUNCTION: &CStr = c"bpf_fentry_test1";
/// A tracepoint of every kernel. Nothing is attached to it here.
const TRACEPOINT: &CStr = c"sched_process_exec";
/// `ESRCH`: what libbpf returns where the kernel's BTF does not have something.
const NO_SUCH_THING: i32 = 3;

pub(super) fn checks() -> Vec<Check> {
    let names = ["program types", "map types", "trampolines"];
    if !may_load() {
        let check = |name| {
            Check::unknown(name, "trying them takes root")
                .mend("sudo --preserve-env=PATH,HOME cargo coolbpf doctor")
        };
        return names.into_iter().map(check).collect();
    }
    // What libbpf has to say about an attempt that fails is not of interest.
    libbpf_rs::set_print(None);
    let [programs, maps, trampolines] = names;
    let mut checks = Vec::new();
    let of_kernel = PROGRAM_TYPES.iter().map(|row| {
        let mut supported = ProgramType::from(row.id).is_supported().map_err(|error| error.kind());
        // libbpf tries this one on a function, and a kernel without trampolines still has its tracepoints.
        if row.id == libbpf_sys::BPF_PROG_TYPE_TRACING && supported == Ok(false) {
            supported = Ok(load_tracing(TRACEPOINT, libbpf_sys::BPF_TRACE_RAW_TP).is_ok());
        }
        (row.name, row.since.version, supported)
    });
    checks.extend(by_answer(programs, of_kernel));
    let of_kernel = MAP_TYPES.iter().map(|row| {
        (row.name, row.since.version, MapType::from(row.id).is_supported().map_err(|error| error.kind()))
    });
    checks.extend(by_answer(maps, of_kernel));
    checks.push(trampoline(trampolines));
    checks
}

/// One check for each answer that some of the types have.
fn by_answer(
    name: &'static str,
    types: impl Iterator<Item = (&'static str, KernelVersion, Result<bool, libbpf_rs::ErrorKind>)>,
) -> Vec<Check> {
    let mut answers: [Vec<(&str, KernelVersion)>; 3] = Default::default();
    let [there, lacking, unknown] = &mut answers;
    for (name, since, supported) in types {
        match supported {
            Ok(true) => there.push((name, since)),
            Ok(false) => lacking.push((name, since)),
            Err(_) => unknown.push((name, since)),
        }
    }
    let plain = |types: &[(&'static str, KernelVersion)]| -> Vec<String> {
        types.iter().map(|(name, _)| (*name).to_owned()).collect()
    };
    let mut checks = Vec::new();
    if !there.is_empty() {
        let items = plain(there);
        checks.push(Check { items: items.clone(), ..Check::yes(name, wrapped(&items)) });
    }
    if !lacking.is_empty() {
        let with_version: Vec<String> =
            lacking.iter().map(|(name, since)| format!("{name} ({since})")).collect();
        let mend = "use a kernel of the version in brackets or newer, which is built with them";
        checks.push(Check { items: plain(lacking), ..Check::no(name, wrapped(&with_version), mend) });
    }
    if !unknown.is_empty() {
        let items = plain(unknown);
        checks.push(Check {
            items: items.clone(),
            ..Check::unknown(name, format!("can't be tried: {}", wrapped(&items)))
        });
    }
    checks
}

/// Names with commas between them, in lines of bearable length.
fn wrapped(names: &[String]) -> String {
    let mut lines = vec![String::new()];
    for (index, name) in names.iter().enumerate() {
        let comma = if index + 1 < names.len() { "," } else { "" };
        match lines.last_mut() {
            Some(line) if line.len() + name.len() < 72 => {
                line.push_str(if line.is_empty() { "" } else { " " });
                line.push_str(name);
                line.push_str(comma);
            }
            _ => lines.push(format!("{name}{comma}")),
        }
    }
    lines.join("\n")
}

/// Whether a program can be attached to the entry of a kernel function, as `fentry`, `fexit` and LSM programs are.
fn trampoline(name: &'static str) -> Check {
    match load_tracing(FUNCTION, libbpf_sys::BPF_TRACE_FENTRY).and_then(|program| attach_tracing(&program)) {
        Ok(()) => Check::yes(name, "fentry, fexit and LSM programs can be attached"),
        Err(error)
            if error.kind() == io::ErrorKind::NotFound || error.raw_os_error() == Some(NO_SUCH_THING) =>
        {
            Check::unknown(name, "this kernel has no function to try them on")
        }
        Err(error) => Check::no(
            name,
            format!("fentry, fexit and LSM programs can't be attached: {error}"),
            "use kprobes or tracepoints, or a kernel of Linux 5.5 or newer that is built with \
             CONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS",
        ),
    }
}

/// Loads `return 0` as a program for something that the kernel's BTF names.
fn load_tracing(target: &CStr, attach_type: libbpf_sys::bpf_attach_type) -> io::Result<OwnedFd> {
    // SAFETY: the name ends in a zero byte, and libbpf does not keep it.
    let target = unsafe { libbpf_sys::libbpf_find_vmlinux_btf_id(target.as_ptr(), attach_type) };
    let attach_btf_id = u32::try_from(target).map_err(|_| io::Error::from_raw_os_error(-target))?;
    // `r0 = 0; exit`: `Documentation/bpf/standardization/instruction-set.rst`.
    let code = [0xb7, 0x95].map(|code| bpf_insn { code, ..Default::default() });
    let mut options = libbpf_sys::bpf_prog_load_opts {
        sz: size_of::<libbpf_sys::bpf_prog_load_opts>() as _,
        expected_attach_type: attach_type,
        attach_btf_id,
        ..Default::default()
    };
    // SAFETY: the strings, the instructions and the options outlive the call, and are as long as they say.
    owned(unsafe {
        libbpf_sys::bpf_prog_load(
            libbpf_sys::BPF_PROG_TYPE_TRACING,
            c"coolbpf_doctor".as_ptr(),
            c"GPL".as_ptr(),
            code.as_ptr(),
            code.len() as _,
            &raw mut options,
        )
    })
}

/// Attaches the program to what it was loaded for, and detaches it.
fn attach_tracing(program: &OwnedFd) -> io::Result<()> {
    // SAFETY: the descriptor is open; no name is what a null pointer means.
    owned(unsafe { libbpf_sys::bpf_raw_tracepoint_open(std::ptr::null(), program.as_raw_fd()) }).map(drop)
}

/// The descriptor that libbpf returned, or the error that it returned instead.
fn owned(returned: i32) -> io::Result<OwnedFd> {
    if returned < 0 {
        return Err(io::Error::from_raw_os_error(-returned));
    }
    // SAFETY: the kernel has just opened it for this caller.
    Ok(unsafe { OwnedFd::from_raw_fd(returned) })
}

#[cfg(test)]
mod tests {
    use super::super::check::Answer;
    use super::*;

    #[test]
    fn answers_are_gathered_and_tell_what_brought_what_is_missing() {
        let version = KernelVersion::new(6, 4);
        let types = [
            ("a", version, Ok(true)),
            ("b", version, Ok(false)),
            ("c", version, Err(libbpf_rs::ErrorKind::Other)),
            ("d", version, Ok(true)),
        ];
        let checks = by_answer("types", types.into_iter());
        let shown: Vec<_> = checks.iter().map(|check| (check.answer, check.found.as_str())).collect();
        assert_eq!(
            shown,
            [(Answer::Yes, "a, d"), (Answer::No, "b (6.4)"), (Answer::Unknown, "can't be tried: c")]
        );
        assert_eq!(checks[0].items, ["a", "d"]);
        assert_eq!(checks[1].items, ["b"]);
    }

    #[test]
    fn nothing_that_is_tried_out_stays_in_the_kernel() {
        assert!(!checks().is_empty());
        let programs: Vec<_> =
            libbpf_rs::query::ProgInfoIter::default().map(|program| program.name).collect();
        assert!(programs.iter().all(|name| name.as_os_str() != "coolbpf_doctor"), "{programs:?}");
    }

    #[test]
    fn long_lists_are_wrapped() {
        let names: Vec<String> = (0..30).map(|number| format!("name-{number}")).collect();
        let text = wrapped(&names);
        assert!(text.lines().count() > 1 && text.lines().all(|line| line.len() < 100), "{text}");
        assert_eq!(text.replace('\n', " ").split(", ").count(), 30);
    }
}
