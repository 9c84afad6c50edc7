//! The calls of `bpf(2)` that probes make, by libbpf's thin wrappers of them.

use std::ffi::CStr;
use std::io;
use std::os::fd::{AsRawFd as _, BorrowedFd, FromRawFd as _, OwnedFd};
use std::sync::OnceLock;

use libbpf_rs::libbpf_sys::{
    self, bpf_attach_type, bpf_insn, bpf_link_create_opts, bpf_map_create_opts, bpf_prog_load_opts,
};

use super::{MapType, ProgramType};
use crate::kernel_types::running;

/// `r0 = 0; exit`: `Documentation/bpf/standardization/instruction-set.rst`.
pub(super) const RETURN_0: [bpf_insn; 2] = [instruction(0xb7, 0), instruction(0x95, 0)];

/// An instruction without registers.
pub(super) const fn instruction(code: u8, imm: i32) -> bpf_insn {
    bpf_insn {
        code,
        _bitfield_align_1: [],
        _bitfield_1: libbpf_sys::__BindgenBitfieldUnit::new([0; 1]),
        off: 0,
        imm,
    }
}

/// What a program is loaded for.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Target {
    pub(super) attach_type: bpf_attach_type,
    /// What it is attached to, by its number in the kernel's BTF.
    pub(super) btf_id: u32,
    /// In the BTF of a module, if not 0: a descriptor.
    pub(super) btf_object: u32,
    /// The BPF token that allows it, if not 0: a descriptor.
    pub(super) token: u32,
}

/// The kernel's answer to the load of a program.
pub(super) struct Loaded {
    pub(super) program: io::Result<OwnedFd>,
    /// What the verifier wrote; empty if the program didn't get that far.
    pub(super) log: String,
}

/// Loads a program under the licence GPL.
pub(super) fn load(program_type: ProgramType, instructions: &[bpf_insn], target: Target) -> Loaded {
    // The logs of programs of two instructions are far shorter.
    let mut log = vec![0_u8; 4096];
    let sleeps = if program_type == ProgramType::Syscall { libbpf_sys::BPF_F_SLEEPABLE } else { 0 };
    let by_token = if target.token == 0 { 0 } else { libbpf_sys::BPF_F_TOKEN_FD };
    let mut options = bpf_prog_load_opts {
        sz: size_of::<bpf_prog_load_opts>() as _,
        expected_attach_type: target.attach_type,
        attach_btf_id: target.btf_id,
        attach_btf_obj_fd: target.btf_object,
        prog_flags: sleeps | by_token,
        token_fd: target.token,
        kern_version: if program_type == ProgramType::Kprobe { version_code() } else { 0 },
        log_level: 1,
        log_size: log.len() as u32,
        log_buf: log.as_mut_ptr().cast(),
        ..Default::default()
    };
    // SAFETY: the strings, the instructions, the log and the options outlive the call, and are as long as they say.
    let program = owned(unsafe {
        libbpf_sys::bpf_prog_load(
            program_type as _,
            std::ptr::null(),
            c"GPL".as_ptr(),
            instructions.as_ptr(),
            instructions.len() as _,
            &raw mut options,
        )
    });
    let log =
        CStr::from_bytes_until_nul(&log).map(|log| log.to_string_lossy().into_owned()).unwrap_or_default();
    Loaded { program, log }
}

/// Creates a map without a name.
pub(super) fn create_map(
    map_type: MapType,
    key_size: u32,
    value_size: u32,
    max_entries: u32,
    options: bpf_map_create_opts,
) -> io::Result<OwnedFd> {
    let options = bpf_map_create_opts { sz: size_of::<bpf_map_create_opts>() as _, ..options };
    // SAFETY: the options outlive the call; no name is what a null pointer means.
    owned(unsafe {
        libbpf_sys::bpf_map_create(
            map_type as _,
            std::ptr::null(),
            key_size,
            value_size,
            max_entries,
            &raw const options,
        )
    })
}

/// Hands BTF to the kernel.
pub(super) fn load_btf(btf: &[u8]) -> io::Result<OwnedFd> {
    // SAFETY: the bytes outlive the call and are as many as is said; no options is what a null pointer means.
    owned(unsafe { libbpf_sys::bpf_btf_load(btf.as_ptr().cast(), btf.len() as _, std::ptr::null_mut()) })
}

/// Whether the kernel tells what a descriptor is of (`BPF_OBJ_GET_INFO_BY_FD`), which came with Linux 4.13 (1e2709769086).
pub(crate) fn tells_of_descriptors() -> bool {
    let mut length = 0;
    // SAFETY: there is no such descriptor, and no room that could be written to.
    let code = unsafe { libbpf_sys::bpf_obj_get_info_by_fd(-1, std::ptr::null_mut(), &raw mut length) };
    code != -libc::EINVAL
}

/// Whether the kernel runs programs on data of one's own (`BPF_PROG_TEST_RUN`), which came with Linux 4.12 (1cf1cae963c2).
pub(crate) fn runs_tests() -> bool {
    let mut options = libbpf_sys::bpf_test_run_opts {
        sz: size_of::<libbpf_sys::bpf_test_run_opts>() as _,
        ..Default::default()
    };
    // SAFETY: there is no such descriptor; the options outlive the call.
    let code = unsafe { libbpf_sys::bpf_prog_test_run_opts(-1, &raw mut options) };
    code != -libc::EINVAL
}

/// `BPF_LINK_CREATE`, which came with Linux 5.7.
pub(crate) fn create_link(
    program: BorrowedFd<'_>,
    target: i32,
    attach_type: bpf_attach_type,
    options: bpf_link_create_opts,
) -> io::Result<OwnedFd> {
    let options = bpf_link_create_opts { sz: size_of::<bpf_link_create_opts>() as _, ..options };
    // SAFETY: the descriptor is open; the options, and what they point to, outlive the call.
    owned(unsafe {
        libbpf_sys::bpf_link_create(program.as_raw_fd(), target, attach_type, &raw const options)
    })
}

/// `BPF_RAW_TRACEPOINT_OPEN`: attaches a program to a raw tracepoint, or without a name to what it was loaded for.
pub(super) fn open_raw_tracepoint(name: Option<&CStr>, program: BorrowedFd<'_>) -> io::Result<OwnedFd> {
    let name = name.map_or(std::ptr::null(), CStr::as_ptr);
    // SAFETY: the descriptor is open, and the name outlives the call; no name is what a null pointer means.
    owned(unsafe { libbpf_sys::bpf_raw_tracepoint_open(name, program.as_raw_fd()) })
}

/// The number that something has in the kernel's BTF.
pub(super) fn btf_id(name: &CStr, attach_type: bpf_attach_type) -> io::Result<u32> {
    // SAFETY: the name ends in a zero byte, and libbpf does not keep it.
    let id = unsafe { libbpf_sys::libbpf_find_vmlinux_btf_id(name.as_ptr(), attach_type) };
    u32::try_from(id).map_err(|_| io::Error::from_raw_os_error(-id))
}

/// The descriptor that libbpf returned, or the error that it returned instead.
fn owned(returned: i32) -> io::Result<OwnedFd> {
    if returned < 0 {
        return Err(io::Error::from_raw_os_error(-returned));
    }
    // SAFETY: the kernel has just opened it for this caller.
    Ok(unsafe { OwnedFd::from_raw_fd(returned) })
}

/// As in `6.1.0-28-amd64`.
pub(super) fn release() -> &'static str {
    &names().0
}

/// The release and the version of `uname(2)`.
fn names() -> &'static (String, String) {
    static NAMES: OnceLock<(String, String)> = OnceLock::new();
    NAMES.get_or_init(|| running().unwrap_or_default())
}

/// The number that kernels before 5.0 compare with their own when a kprobe is loaded (`LINUX_VERSION_CODE`).
fn version_code() -> u32 {
    let (release, version) = names();
    let signature = std::fs::read_to_string("/proc/version_signature").unwrap_or_default();
    version_code_of(release, version, &signature)
}

/// Debian and Ubuntu name another version than the kernel was built from: it stands in `uname -v` and in
/// `/proc/version_signature`.
fn version_code_of(release: &str, version: &str, signature: &str) -> u32 {
    let real = signature
        .split_whitespace()
        .nth(2)
        .or_else(|| version.split_once("Debian ").map(|(_, version)| version))
        .unwrap_or(release);
    let numbers = real.split(|c: char| !c.is_ascii_digit()).map(|number| number.parse::<u32>().unwrap_or(0));
    let mut numbers = numbers.chain([0; 3]);
    let mut next = || numbers.next().unwrap_or(0);
    (next().min(0xff) << 16) | (next().min(0xff) << 8) | next().min(0xff)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_kernels_are_told_the_version_that_they_were_built_from() {
        let code = |major: u32, minor: u32, patch: u32| (major << 16) + (minor << 8) + patch;
        assert_eq!(
            version_code_of("4.9.0-13-amd64", "#1 SMP Debian 4.9.228-1 (2020-07-05)", ""),
            code(4, 9, 228)
        );
        assert_eq!(
            version_code_of("4.15.0-20-generic", "#21-Ubuntu SMP", "Ubuntu 4.15.0-20.21-generic 4.15.17"),
            code(4, 15, 17)
        );
        assert_eq!(version_code_of("4.14.336", "#1 SMP", ""), code(4, 14, 255));
        assert_eq!(version_code_of("", "", ""), 0);
    }

    #[test]
    fn whatever_a_kernel_calls_itself_it_has_a_version() {
        let seeds =
            ["4.9.0-13-amd64", "#1 SMP Debian 4.9.228-1 (2020-07-05)", "Ubuntu 4.15.0-20.21-generic 4.15.17"];
        let texts: Vec<_> = crate::hostile::texts(&seeds, 3000).collect();
        for texts in texts.windows(3) {
            assert!(version_code_of(&texts[0], &texts[1], &texts[2]) < 1 << 24);
        }
    }
}
