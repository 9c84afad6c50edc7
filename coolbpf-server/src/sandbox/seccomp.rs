//! The system calls that a compiler needs.

use std::collections::BTreeMap;

use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter, SeccompRule,
};

/// What clang, its libraries and the C library call to read and write files, to have memory, threads and time. None of
/// them reaches another process, the network, or the kernel's own settings. `execve` is how this process becomes clang.
#[rustfmt::skip]
const ALLOWED: &[libc::c_long] = &[
    // Files that are named.
    libc::SYS_openat, libc::SYS_newfstatat, libc::SYS_statx, libc::SYS_faccessat, libc::SYS_faccessat2,
    libc::SYS_readlinkat, libc::SYS_unlinkat, libc::SYS_renameat, libc::SYS_renameat2, libc::SYS_getcwd,
    libc::SYS_execve, libc::SYS_statfs,
    // Files that are open.
    libc::SYS_read, libc::SYS_write, libc::SYS_readv, libc::SYS_writev, libc::SYS_pread64, libc::SYS_pwrite64,
    libc::SYS_lseek, libc::SYS_close, libc::SYS_close_range, libc::SYS_fstat, libc::SYS_fstatfs, libc::SYS_fchmod,
    libc::SYS_fcntl, libc::SYS_dup, libc::SYS_dup3, libc::SYS_ftruncate, libc::SYS_fallocate, libc::SYS_fadvise64,
    libc::SYS_getdents64, libc::SYS_umask,
    // Memory.
    libc::SYS_mmap, libc::SYS_munmap, libc::SYS_mprotect, libc::SYS_mremap, libc::SYS_madvise, libc::SYS_brk,
    // Threads, signals and the end.
    libc::SYS_futex, libc::SYS_set_tid_address, libc::SYS_set_robust_list, libc::SYS_rseq, libc::SYS_membarrier,
    libc::SYS_sched_yield, libc::SYS_sched_getaffinity, libc::SYS_getpid, libc::SYS_gettid, libc::SYS_sigaltstack,
    libc::SYS_rt_sigaction, libc::SYS_rt_sigprocmask, libc::SYS_rt_sigreturn, libc::SYS_restart_syscall,
    libc::SYS_exit, libc::SYS_exit_group,
    // Facts.
    libc::SYS_clock_gettime, libc::SYS_clock_getres, libc::SYS_clock_nanosleep, libc::SYS_nanosleep,
    libc::SYS_gettimeofday, libc::SYS_times, libc::SYS_getrusage, libc::SYS_getrandom, libc::SYS_uname,
    libc::SYS_sysinfo, libc::SYS_getuid, libc::SYS_geteuid, libc::SYS_getgid, libc::SYS_getegid,
];

/// The older names of the same, which some C libraries still call.
#[cfg(target_arch = "x86_64")]
#[rustfmt::skip]
const ALLOWED_HERE: &[libc::c_long] = &[
    libc::SYS_open, libc::SYS_stat, libc::SYS_lstat, libc::SYS_access, libc::SYS_readlink, libc::SYS_unlink,
    libc::SYS_rename, libc::SYS_chmod, libc::SYS_dup2, libc::SYS_arch_prctl, libc::SYS_time, libc::SYS_getrlimit,
    libc::SYS_setrlimit,
];
#[cfg(not(target_arch = "x86_64"))]
const ALLOWED_HERE: &[libc::c_long] = &[libc::SYS_fchmodat];

/// Lets this process do nothing else from here on. Other calls fail as if the kernel didn't have them, so that the C
/// library falls back to older ones where it can.
pub(super) fn apply() -> Result<(), Box<dyn std::error::Error>> {
    let program: BpfProgram = filter()?.try_into()?;
    Ok(seccompiler::apply_filter(&program)?)
}

fn filter() -> Result<SeccompFilter, Box<dyn std::error::Error>> {
    let mut rules: BTreeMap<libc::c_long, Vec<SeccompRule>> =
        ALLOWED.iter().chain(ALLOWED_HERE).map(|&call| (call, Vec::new())).collect();
    let own = u64::from(std::process::id());
    let equals =
        |argument, value| SeccompCondition::new(argument, SeccompCmpArgLen::Dword, SeccompCmpOp::Eq, value);
    // Limits of this process: 0 stands for it.
    rules.insert(libc::SYS_prlimit64, vec![SeccompRule::new(vec![equals(0, 0)?])?]);
    // A signal to itself is how a process aborts.
    for call in [libc::SYS_kill, libc::SYS_tgkill] {
        rules.insert(call, vec![SeccompRule::new(vec![equals(0, own)?])?]);
    }
    // Threads, but no processes.
    let thread = libc::CLONE_THREAD as u64;
    let is_thread = SeccompCmpOp::MaskedEq(thread);
    let condition = SeccompCondition::new(0, SeccompCmpArgLen::Qword, is_thread, thread)?;
    rules.insert(libc::SYS_clone, vec![SeccompRule::new(vec![condition])?]);
    let not_there = SeccompAction::Errno(libc::ENOSYS as u32);
    Ok(SeccompFilter::new(rules, not_there, SeccompAction::Allow, std::env::consts::ARCH.try_into()?)?)
}
